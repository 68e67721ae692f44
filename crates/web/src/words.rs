//! Sentences whose key is known only at run time: refusals, what does not fit, notices, events.

use kernel::{Amount, Argument, Timestamp, Zone};
use market::options::contracts::ContractLanguage;
use market::price::Label;
use market::trade::EventKind;
use market::trade::clock::Silence;
use market::trade::part::PartStage;
use market::trade::procedure::{Promise, Unrecorded};
use market::users::codes::CodePurpose;
use rules::{Card, ParameterValue};
use std::borrow::Cow;

use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::i18n::{Arg, Currency, Lang, Locale, Money, Text};
use crate::t;

/// Who reads, and where: what amounts and times are put into words with.
#[derive(Clone)]
pub struct Reader<'a> {
    /// The market, for its currencies.
    pub app: &'a App,
    /// The language and habits.
    pub loc: Locale,
    /// The clock that times are told on.
    pub zone: Zone,
}

impl Reader<'_> {
    /// What an error says: the rule and the next step.
    pub fn error(&self, error: &AppError) -> Text {
        let AppError::Refused { code, arguments, .. } = error else {
            let key = format!("problem-{}", error.code().replace('/', "-"));
            let wait = error.wait_min().map(|minutes| ("wait", self.loc.duration(whole(minutes)).into()));
            return self.loc.say(&key, wait.as_slice());
        };
        let arguments: Vec<_> =
            arguments.iter().map(|(name, argument)| (*name, self.named(name, argument))).collect();
        self.loc.say(&format!("refusal-{}", code.replace('/', "-")), &arguments)
    }

    /// What would fit in a field.
    pub fn invalid(&self, invalid: &Invalid) -> Text {
        let arguments: Vec<_> =
            invalid.arguments.iter().map(|(name, argument)| (*name, self.argument(argument))).collect();
        self.loc.say(invalid.sentence, &arguments)
    }

    /// A notice of the inbox: the sentence of its code, with its arguments as stored.
    pub fn notice(&self, code: &str, arguments: &str) -> Text {
        let stored: Vec<(String, Argument)> = serde_json::from_str(arguments).unwrap_or_default();
        let arguments: Vec<_> =
            stored.into_iter().map(|(name, argument)| (Cow::Owned(name), self.argument(&argument))).collect();
        self.loc.say_with(&format!("notice-{}", code.replace('/', "-")), arguments)
    }

    /// The message that a code comes in.
    pub fn code(&self, purpose: CodePurpose, code: &str, until: Timestamp) -> Text {
        let until = self.time(until);
        let market = self.app.market_name.as_str();
        match purpose {
            CodePurpose::Confirm => {
                t!(self.loc, "code-mail-confirm", code = code, market = market, until = until)
            }
            CodePurpose::Password => {
                t!(self.loc, "code-mail-password", code = code, market = market, until = until)
            }
            CodePurpose::Proof => {
                t!(self.loc, "code-mail-proof", code = code, market = market, until = until)
            }
            CodePurpose::Address => {
                t!(self.loc, "code-mail-address", code = code, market = market, until = until)
            }
        }
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
            Argument::Money(money) => Arg::from(self.money(money.amount, money.currency)),
            Argument::Time(time) => Arg::from(self.time(*time)),
            Argument::Text(text) => Arg::from(text.as_str()),
        }
    }

    /// An amount in words.
    pub fn money(&self, amount: Amount, currency: kernel::Currency) -> Text {
        self.loc.money(money(self.app, amount, currency))
    }

    /// A time in words, on this reader's clock.
    pub fn time(&self, time: Timestamp) -> Text {
        self.loc.moment(&zoned(time, &self.zone))
    }
}

/// The title of a card of the rulebook.
pub fn card_title(loc: Locale, card: &Card) -> Text {
    let own = card.translations.get(loc.lang.code());
    loc.or_english(own.map(|words| words.title.as_str()), &card.title)
}

/// What a card of the rulebook says.
pub fn card_plain(loc: Locale, card: &Card) -> Text {
    let own = card.translations.get(loc.lang.code());
    loc.or_english(own.map(|words| words.plain.as_str()), &card.plain)
}

/// What a figure of the rulebook is.
pub fn figure_title(loc: Locale, figure: &ParameterValue<'_>) -> Text {
    loc.or_english(figure.titles.get(loc.lang.code()).map(String::as_str), figure.title)
}

/// What happened to a trade, in words.
pub fn event(loc: Locale, what: EventKind) -> Text {
    loc.say(&format!("event-{}", what.word().replace('_', "-")), &[])
}

/// Where a part stands, in words.
pub fn part_stage(loc: Locale, stage: PartStage) -> Text {
    match stage {
        PartStage::Waiting => t!(loc, "part-waiting"),
        PartStage::Open => t!(loc, "part-open"),
        PartStage::Recorded => t!(loc, "part-recorded-stage"),
        PartStage::Reported => t!(loc, "part-reported"),
        PartStage::Overdue => t!(loc, "part-overdue"),
        PartStage::Disputed => t!(loc, "part-disputed"),
        PartStage::Closed => t!(loc, "part-closed"),
        PartStage::Void => t!(loc, "part-void"),
    }
}

/// What happens by itself, in words; that a hold ends, where it is nothing else.
pub fn silence(loc: Locale, silence: Option<Silence>) -> Text {
    match silence {
        None => t!(loc, "silence-lapse"),
        Some(Silence::Nudge) => t!(loc, "silence-nudge"),
        Some(Silence::Fund | Silence::Collect) => t!(loc, "silence-collect"),
        Some(Silence::RecordAll | Silence::CloseRecorded) => t!(loc, "silence-confirm"),
        Some(Silence::CloseUnrecorded(Unrecorded::All)) => t!(loc, "silence-all"),
        Some(
            Silence::CloseUnrecorded(Unrecorded::Nothing) | Silence::CloseReported | Silence::CloseUnbegun,
        ) => {
            t!(loc, "silence-nothing")
        }
        Some(Silence::Settle) => t!(loc, "silence-settle"),
    }
}

/// A sentence that is another one for what people trade most: `BASE-work`, and `BASE-other` for the rest.
pub fn by_promise(loc: Locale, base: &str, promise: Promise, args: &[(&'static str, Arg)]) -> Text {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    let promise = match promise {
        Promise::Work | Promise::Use | Promise::Bond | Promise::Goods => promise.word(),
        _ => "other",
    };
    loc.say(&format!("{base}-{promise}"), args)
}

/// What the lines of a price are called, in a language of the contract library.
pub fn line_names(language: ContractLanguage) -> impl Fn(Label) -> String {
    let loc = Locale::in_united_states(Lang::from_code(language.code()).unwrap_or(Lang::EN));
    move |label| line(loc, label).plain()
}

/// What a line of a price is called.
pub fn line(loc: Locale, label: Label) -> Text {
    loc.say(&format!("line-{}", label.word().replace('_', "-")), &[])
}

/// An amount for the language layer, with its currency's decimals from the rulebook.
pub fn money(app: &App, amount: Amount, currency: kernel::Currency) -> Money {
    let exponent = app.rulebook.currency(currency.code()).map_or(2, |currency| currency.exponent);
    Money::new(amount.0, Currency::new(currency.code(), exponent).unwrap_or(Currency::UNNAMED))
}

/// How a currency is written.
pub fn sign(app: &App, currency: kernel::Currency) -> Currency {
    money(app, Amount::ZERO, currency).currency
}

/// A time for the language layer. Times outside the calendar become its nearest end.
pub fn zoned(time: Timestamp, zone: &Zone) -> jiff::Zoned {
    let end = if time.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    let instant = jiff::Timestamp::from_microsecond(time.0).unwrap_or(end);
    instant.in_tz(zone.name()).unwrap_or_else(|_| instant.to_zoned(jiff::tz::TimeZone::UTC))
}

/// A length or a distance for the language layer, which has none below zero.
pub fn whole(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
