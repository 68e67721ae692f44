//! Sentences whose key is known only at run time: refusals, what does not fit, notices, events.

use kernel::{Amount, Argument, Timestamp, Zone};

use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Arg, Currency, Locale, Money, Text};

/// Who reads, and where: what amounts and moments are put into words with.
#[derive(Clone)]
pub struct Reader<'a> {
    /// The market, for its currencies.
    pub app: &'a App,
    /// The language and habits.
    pub loc: Locale,
    /// The clock that moments are told on.
    pub zone: Zone,
}

impl Reader<'_> {
    /// What an error says: the rule and the next step.
    pub fn error(&self, error: &AppError) -> Text {
        let AppError::Refused { code, arguments } = error else {
            return self.loc.say(&format!("problem-{}", error.code().replace('/', "-")), &[]);
        };
        let arguments: Vec<_> =
            arguments.iter().map(|(name, argument)| (*name, self.named(name, argument))).collect();
        self.loc.say(&format!("refusal-{}", code.replace('/', "-")), &arguments)
    }

    /// A notice of the inbox: its sentence with its arguments as stored.
    pub fn notice(&self, sentence: &str, arguments: &str) -> Text {
        let stored: Vec<(String, Argument)> = serde_json::from_str(arguments).unwrap_or_default();
        let arguments: Vec<_> = stored
            .iter()
            .filter_map(|(name, argument)| {
                let name = ARGUMENTS.into_iter().find(|known| known == name)?;
                Some((name, self.argument(argument)))
            })
            .collect();
        self.loc.say(sentence, &arguments)
    }

    /// An argument in words, by its name: a rule is told by its title.
    fn named(&self, name: &str, argument: &Argument) -> Arg {
        let rule =
            if let (Argument::Text(rule), "rule") = (argument, name) { self.app.card(rule) } else { None };
        let title = rule.map(|card| Arg::from(card.title_in(self.loc.lang.code())));
        title.unwrap_or_else(|| self.argument(argument))
    }

    /// An argument in words.
    pub fn argument(&self, argument: &Argument) -> Arg {
        match argument {
            Argument::Number(number) => Arg::from(*number),
            Argument::Minutes(minutes) => Arg::from(self.loc.duration(whole(*minutes))),
            Argument::Meters(meters) => Arg::from(self.loc.distance(whole(*meters))),
            Argument::Money(amount, currency) => Arg::from(self.money(*amount, *currency)),
            Argument::Time(moment) => Arg::from(self.moment(*moment)),
            Argument::Text(text) => Arg::from(text.as_str()),
        }
    }

    /// An amount in words.
    pub fn money(&self, amount: Amount, currency: kernel::Currency) -> Text {
        self.loc.money(money(self.app, amount, currency))
    }

    /// A moment in words, on this reader's clock.
    pub fn moment(&self, moment: Timestamp) -> Text {
        self.loc.moment(&zoned(moment, &self.zone))
    }
}

/// The names that notices give their arguments.
pub const ARGUMENTS: [&str; 9] =
    ["starts", "receives", "pays", "money", "worked", "approves", "answer_by", "least", "most"];

/// An amount for the language layer, with its currency's decimals from the rulebook.
pub fn money(app: &App, amount: Amount, currency: kernel::Currency) -> Money {
    let exponent = app.rulebook.currency(currency.code()).map_or(2, |currency| currency.exponent);
    Money::new(amount.0, Currency::new(currency.code(), exponent).unwrap_or(Currency::UNNAMED))
}

/// A moment for the language layer. Moments outside the calendar become its nearest end.
pub fn zoned(moment: Timestamp, zone: &Zone) -> jiff::Zoned {
    let end = if moment.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    let instant = jiff::Timestamp::from_microsecond(moment.0).unwrap_or(end);
    instant.in_tz(zone.name()).unwrap_or_else(|_| instant.to_zoned(jiff::tz::TimeZone::UTC))
}

/// A length or a distance for the language layer, which has none below zero.
pub fn whole(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
