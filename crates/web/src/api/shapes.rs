//! The bodies that several nouns share.

use crate::app::App;
use kernel::{Amount, Currency, Overflow, Timestamp};
use market::options::waterfall::Waterfall;
use serde::Serialize;

/// An amount of money.
#[derive(Serialize, Clone, Debug)]
pub(super) struct Money {
    /// Minor units: cents of a dollar.
    minor: i64,
    /// The three-letter code.
    currency: String,
    /// How many decimals the currency has.
    exponent: u8,
}

/// A line of a price.
#[derive(Serialize, Clone, Debug)]
struct Line {
    /// What it is for.
    kind: &'static str,
    /// How much.
    amount: Money,
    /// The rule behind it, as `id@version`.
    rule: Option<String>,
    /// Whose account, where that is neither buyer nor seller.
    counterparty: Option<String>,
}

/// A price, from what the buyer pays to what the seller receives.
#[derive(Serialize, Clone, Debug)]
pub(super) struct Price {
    buyer_pays: Money,
    seller_receives: Money,
    total: Money,
    subsidies: Money,
    withheld: Money,
    lines: Vec<Line>,
}

impl Money {
    /// An amount with its currency's decimals.
    pub(super) fn of(app: &App, amount: Amount, currency: Currency) -> Self {
        let exponent = app.rulebook.currency(currency.code()).map_or(2, |known| known.exponent);
        Self { minor: amount.0, currency: currency.code().to_owned(), exponent }
    }
}

impl Price {
    /// A price line by line.
    pub(super) fn of(app: &App, waterfall: &Waterfall) -> Result<Self, Overflow> {
        let money = |amount| Money::of(app, amount, waterfall.currency);
        let line = |line: &market::options::waterfall::Line| Line {
            kind: line.kind.word(),
            amount: money(line.amount),
            rule: line.rule.clone(),
            counterparty: line.counterparty.clone(),
        };
        Ok(Self {
            buyer_pays: money(waterfall.buyer_pays()?),
            seller_receives: money(waterfall.seller_receives()?),
            total: money(waterfall.total()?),
            subsidies: money(waterfall.subsidies()?),
            withheld: money(waterfall.withheld()?),
            lines: waterfall.lines.iter().map(line).collect(),
        })
    }
}

/// A moment as RFC 3339 in UTC.
pub(super) fn moment(moment: Timestamp) -> String {
    let end = if moment.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_microsecond(moment.0).unwrap_or(end).to_string()
}

/// A local time of day, `HH:MM`, as minutes after midnight; `24:00` is the end of the day.
pub(super) fn minute(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours * 60 + minutes;
    ((0..60).contains(&minutes) && (0..=1_440).contains(&minute)).then_some(minute)
}

/// Minutes after local midnight as `HH:MM`.
pub(super) fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
