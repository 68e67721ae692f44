//! A price as its ladder: the waterfall's lines, the same on option, contract, receipt and statement.

use kernel::{Amount, Date};
use market::concession::{Evening, Terms};
use market::options::waterfall::{Line, LineKind, Waterfall};

use super::visit::Visit;
use crate::components::price_ladder;
use crate::components::{Ladder, Section, Total};
use crate::error::AppError;
use crate::i18n::{Locale, Text};
use crate::t;
use crate::words;

/// Whose price it is, and on which day it was made: the terms are those of that day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    /// The seller's display name.
    pub(super) seller: &'a str,
    /// The buyer's display name, when somebody else reads; `None` for the buyer.
    pub(super) buyer: Option<&'a str>,
    /// The local date of the price.
    pub(super) on: Date,
}

/// The ladder of a price, from what the buyer pays down to what the seller receives.
///
/// # Errors
/// [`AppError::Internal`] when a sum is out of range or does not come to its lines.
pub(super) fn ladder(visit: &Visit, price: &Waterfall, names: Names<'_>) -> Result<Ladder, AppError> {
    let loc = visit.loc;
    let terms = Terms::on(&visit.app.rulebook, names.on)?;
    let lines = |kind: LineKind, sign: i64| -> Vec<price_ladder::Line> {
        let present = price.of_kind(kind).filter(|line| line.amount != Amount::ZERO);
        present.map(|line| step(visit, (line, sign), &terms)).collect()
    };
    let mut sections = Vec::new();
    let subsidies = lines(LineKind::Subsidy, 1);
    let mut added = lines(LineKind::Charge, -1);
    added.extend(lines(LineKind::OperatorMarkup, -1));
    added.extend(lines(LineKind::FranchiseShare, -1));
    let withheld = lines(LineKind::Withholding, -1);
    if !subsidies.is_empty() {
        let total = Total { label: t!(loc, "price-full"), minor: price.total()?.0 };
        sections.push(Section { lines: subsidies, total });
    }
    let own = sections.len();
    let receives = t!(loc, "price-receives", name = names.seller);
    let label =
        if withheld.is_empty() { receives.clone() } else { t!(loc, "price-own", name = names.seller) };
    sections.push(Section { lines: added, total: Total { label, minor: price.seller_price()?.0 } });
    if !withheld.is_empty() {
        let total = Total { label: receives, minor: price.seller_receives()?.0 };
        sections.push(Section { lines: withheld, total });
    }
    let payer = match names.buyer {
        Some(buyer) => t!(loc, "price-other-pays", name = buyer),
        None => t!(loc, "price-pays"),
    };
    let pays = Total { label: payer, minor: price.buyer_pays()?.0 };
    let currency = words::money(&visit.app, Amount::ZERO, price.currency).currency;
    let made = Ladder::new(currency, pays, sections)
        .and_then(|ladder| ladder.made_of(own, own_lines(loc, price, terms.evening)));
    made.map_err(|error| {
        tracing::error!(%error, "a price does not add up");
        AppError::Internal("price".to_owned())
    })
}

/// The lines of the seller's own price.
fn own_lines(loc: Locale, price: &Waterfall, evening: Evening) -> Vec<(Text, i64)> {
    let own = price.lines.iter().filter(|line| line.kind.is_seller_price() && line.amount != Amount::ZERO);
    own.map(|line| (own_label(loc, line.kind, evening), line.amount.0)).collect()
}

fn own_label(loc: Locale, kind: LineKind, evening: Evening) -> Text {
    let clock = |minute| loc.minute_of_day(minute);
    match kind {
        LineKind::Evening => {
            t!(loc, "price-evening", from = clock(evening.from_minute), until = clock(evening.until_minute))
        }
        LineKind::Weekend => t!(loc, "price-weekend"),
        LineKind::ShortNotice => t!(loc, "price-short-notice"),
        LineKind::Travel => t!(loc, "price-travel"),
        LineKind::LongerHire => t!(loc, "price-longer-hire"),
        LineKind::Hours
        | LineKind::Charge
        | LineKind::OperatorMarkup
        | LineKind::FranchiseShare
        | LineKind::Subsidy
        | LineKind::Withholding => t!(loc, "price-hours"),
    }
}

fn step(visit: &Visit, (line, sign): (&Line, i64), terms: &Terms) -> price_ladder::Line {
    let loc = visit.loc;
    let minor = line.amount.0.saturating_mul(sign);
    let share = |ratio: kernel::BasisPoints| loc.share(words::whole(ratio.0));
    let (label, party, why) = match line.kind {
        LineKind::OperatorMarkup => (
            t!(loc, "price-operator", share = share(terms.operator_bp)),
            t!(loc, "price-operator-party"),
            t!(loc, "price-operator-why"),
        ),
        LineKind::FranchiseShare => (
            t!(loc, "price-franchise", share = share(terms.franchise_bp)),
            t!(loc, "price-franchise-party", market = visit.app.market_name.as_str()),
            t!(loc, "price-franchise-why"),
        ),
        LineKind::Subsidy
        | LineKind::Withholding
        | LineKind::Charge
        | LineKind::Hours
        | LineKind::Evening
        | LineKind::Weekend
        | LineKind::ShortNotice
        | LineKind::Travel
        | LineKind::LongerHire => by_rule(visit, line, terms),
    };
    price_ladder::Line { label, party, why, minor }
}

/// A line that a card of the rulebook made, in the card's own words.
fn by_rule(visit: &Visit, line: &Line, terms: &Terms) -> (Text, Text, Text) {
    let loc = visit.loc;
    let lang = loc.lang.code();
    let card = line.rule.as_deref().and_then(|rule| visit.app.card(rule));
    let label = card
        .map_or_else(|| own_label(loc, line.kind, terms.evening), |card| Text::verbatim(card.title_in(lang)));
    let why = card.map_or_else(Text::default, |card| Text::verbatim(card.plain_in(lang)));
    let who = line.counterparty.as_deref().unwrap_or_default();
    let party = match (line.kind, who.split_once(':')) {
        (LineKind::Subsidy, _) => t!(loc, "price-subsidy-party"),
        (_, Some(("authority", authority))) => t!(loc, "price-authority-party", authority = authority),
        (LineKind::Withholding, _) => t!(loc, "price-pot-party"),
        _ => Text::verbatim(who),
    };
    (label, party, why)
}
