//! A price as its ladder: the waterfall's lines, the same on option, contract, receipt and statement.

use kernel::Date;
use market::concession::Terms;
use market::price::{Counterparty, Label, Line, Section as Stands, ShownPrice};

use super::prelude::*;
use crate::components::price_ladder::OwnPart;
use crate::components::{Ladder, Section, Total, price_ladder};

/// Whose price it is, and on which day it was made: the terms are those of that day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    /// The seller's display name, when somebody else reads; `None` for the seller.
    pub(super) seller: Option<&'a str>,
    /// The buyer's display name, when somebody else reads; `None` for the buyer.
    pub(super) buyer: Option<&'a str>,
    /// The local date of the price.
    pub(super) on: Date,
    /// For how many minutes, where the price is that of an hour.
    pub(super) minutes: Option<i64>,
}

/// The ladder of a price, from what the buyer pays down to what the seller receives.
///
/// # Errors
/// [`AppError::Internal`] when a sum is out of range or does not come to its lines.
pub(super) fn ladder(visit: &Visit, price: &ShownPrice, names: Names<'_>) -> Result<Ladder, AppError> {
    let terms = Terms::on(&visit.app.rulebook, names.on)?;
    let all = alike(price)?;
    let lines = |sections: &[Stands], sign: i64| -> Vec<price_ladder::Line> {
        let stands = |line: &&Line| sections.contains(&line.section) && line.amount != Amount::ZERO;
        all.iter().filter(stands).map(|line| step(visit, line, sign, &terms)).collect()
    };
    let mut sections = Vec::new();
    let subsidies = lines(&[Stands::Subsidy], 1);
    let added = lines(ADDED, -1);
    let mut kept = lines(&[Stands::TopUp], 1);
    kept.extend(lines(&[Stands::PayeeContribution, Stands::Withholding, Stands::PayeeFee], -1));
    if !subsidies.is_empty() {
        let total = Total { label: t!(visit, "price-full"), minor: price.total()?.0 };
        sections.push(Section { lines: subsidies, total });
    }
    let own = sections.len();
    let receives = names
        .seller
        .map_or_else(|| t!(visit, "price-you-receive"), |name| t!(visit, "price-receives", name = name));
    let asks = || {
        names.seller.map_or_else(|| t!(visit, "price-you-ask"), |name| t!(visit, "price-own", name = name))
    };
    let label = if kept.is_empty() { receives.clone() } else { asks() };
    let asked = price.price()?.plus(price.passed()?)?;
    sections.push(Section { lines: added, total: Total { label, minor: asked.0 } });
    if !kept.is_empty() {
        let total = Total { label: receives, minor: price.payee_receives()?.0 };
        sections.push(Section { lines: kept, total });
    }
    let payer = match names.buyer {
        Some(buyer) => t!(visit, "price-other-pays", name = buyer),
        None => t!(visit, "price-pays"),
    };
    let pays = Total { label: payer, minor: price.payer_pays()?.0 };
    let made = Ladder::new(words::sign(&visit.app, price.currency), pays, sections)
        .and_then(|ladder| ladder.made_of(own, own_lines(visit, price, &terms, names.minutes)));
    made.map_err(|error| {
        tracing::error!(%error, "a price does not add up");
        AppError::Internal("price".to_owned())
    })
}

/// The lines of a price with those for the same thing as one: a trade that was divided has them several times.
fn alike(price: &ShownPrice) -> Result<Vec<Line>, AppError> {
    let mut lines: Vec<Line> = Vec::new();
    for line in &price.lines {
        let same = |other: &&mut Line| {
            let is_own = matches!(line.section, Stands::Price | Stands::Promotion | Stands::Passed);
            let is_alike = (other.section, other.label) == (line.section, line.label);
            !is_own && is_alike && other.rule == line.rule && other.counterparty == line.counterparty
        };
        match lines.iter_mut().find(same) {
            Some(other) => other.amount = other.amount.plus(line.amount)?,
            None => lines.push(line.clone()),
        }
    }
    Ok(lines)
}

/// What the payer pays on top, to somebody else.
const ADDED: &[Stands] = &[
    Stands::Tariff,
    Stands::Carbon,
    Stands::Stabilizer,
    Stands::ConsumptionTax,
    Stands::PayerContribution,
    Stands::Intermediary,
    Stands::Markup,
];

/// The lines of what the payee asks, with what passes through.
fn own_lines(visit: &Visit, price: &ShownPrice, terms: &Terms, minutes: Option<i64>) -> Vec<OwnPart> {
    let is_own = |line: &&Line| matches!(line.section, Stands::Price | Stands::Promotion | Stands::Passed);
    let own = price.lines.iter().filter(is_own).filter(|line| line.amount != Amount::ZERO);
    // Of a trade that was divided, no one line is for all the hours.
    let is_whole = price.lines.iter().filter(|line| line.label == Label::Hours).count() == 1;
    let minutes = minutes.filter(|_| is_whole);
    let part = |line: &Line| OwnPart {
        label: label(visit, line.label, terms),
        short: words::line(visit.loc, line.label),
        times: minutes.filter(|_| line.label == Label::Hours).and_then(|it| times(visit, price, line, it)),
        minor: line.amount.0,
    };
    own.map(part).collect()
}

/// Hours times what one of them costs; `None` where that does not come out even.
fn times(visit: &Visit, price: &ShownPrice, line: &Line, minutes: i64) -> Option<Text> {
    let scaled = line.amount.0.checked_mul(60)?;
    let hourly = scaled.checked_div(minutes).filter(|hourly| hourly.checked_mul(minutes) == Some(scaled))?;
    let length = visit.loc.duration(words::whole(minutes));
    Some(t!(
        visit,
        "price-times",
        length = length,
        money = visit.reader().money(Amount(hourly), price.currency)
    ))
}

fn label(visit: &Visit, label: Label, terms: &Terms) -> Text {
    if label != Label::Evening {
        return words::line(visit.loc, label);
    }
    let clock = |minute| visit.loc.minute_of_day(minute);
    let (from, until) = (clock(terms.evening.from_minute), clock(terms.evening.until_minute));
    t!(visit, "price-evening", from = from, until = until)
}

/// A line: the mark-up in our words, every other in those of the card of the rulebook that made it.
fn step(visit: &Visit, line: &Line, sign: i64, terms: &Terms) -> price_ladder::Line {
    let share = |ratio: kernel::BasisPoints| visit.loc.share(words::whole(ratio.0));
    let card = line.rule.as_deref().and_then(|rule| visit.app.card(rule));
    #[expect(clippy::wildcard_enum_match_arm, reason = "all but the mark-up are a rule's own")]
    let (label, why) = match line.label {
        Label::OperatorMarkup => {
            (t!(visit, "price-operator", share = share(terms.operator_bp)), t!(visit, "price-operator-why"))
        }
        Label::FranchiseShare => (
            t!(visit, "price-franchise", share = share(terms.franchise_bp)),
            t!(visit, "price-franchise-why"),
        ),
        other => card.map_or_else(
            || (label(visit, other, terms), Text::default()),
            |card| (words::card_title(visit.loc, card), words::card_plain(visit.loc, card)),
        ),
    };
    let market = visit.app.market_name.as_str();
    let party = match &line.counterparty {
        Some(Counterparty::Fund(_)) => t!(visit, "price-subsidy-party"),
        Some(Counterparty::Authority(authority)) => {
            t!(visit, "price-authority-party", authority = authority.as_str())
        }
        Some(Counterparty::TaxPot) => t!(visit, "price-pot-party"),
        Some(Counterparty::Operator) => t!(visit, "price-operator-party"),
        Some(Counterparty::Franchise) => t!(visit, "price-franchise-party", market = market),
        None => Text::default(),
    };
    price_ladder::Line { label, party, why, minor: line.amount.0.saturating_mul(sign) }
}
