//! Awards of any promise, as a mechanism would hand them over: Ana sells to the café.

use super::{HERE, Market, PORTER, reference, usd};
use crate::directory::Directory;
use crate::price::{Counterparty, Label, Line, Section, Waterfall};
use crate::support::escrow;
use crate::trade::award::{Award, AwardPart};
use crate::trade::full::FullTrade;
use crate::trade::part::{Funds, Part, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Kind, Trade, TradeLine};
use kernel::{Amount, Draft, Id, Span, Stop};

/// A price of lines.
pub(crate) fn price(lines: Vec<Line>) -> Waterfall {
    Waterfall { currency: usd(), lines }
}

/// A line that goes to somebody else, or comes from them.
pub(crate) fn other_line(section: Section, label: Label, amount: i64, counterparty: &str) -> Line {
    let counterparty = Counterparty::parse(counterparty);
    Line { section, counterparty, ..Line::of_price(label, Amount(amount)) }
}

/// A part of a promise in a span, paid at once, that takes nothing.
pub(crate) fn planned(promise: Promise, span: Span, price: Waterfall) -> AwardPart {
    let minor = price.payer_pays().unwrap().0.max(1);
    let (quantity, unit) = if matches!(promise, Promise::Work | Promise::Use) {
        (span.minutes(), Unit::Minutes)
    } else if promise == Promise::Milestone {
        (1, Unit::Stages)
    } else {
        (minor, Unit::Minor)
    };
    AwardPart {
        promise,
        starts_at: span.starts_at(),
        ends_at: span.ends_at(),
        hours_of: None,
        offering: None,
        quantity,
        unit,
        distance_m: 0,
        price,
        items: Vec::new(),
        funds: Funds::AtOnce,
        funds_at: None,
        after: None,
        is_handed_over: false,
    }
}

/// The rows of a price that takes the place of another.
pub(crate) fn rows(trade: Id<Trade>, lines: &[Line]) -> Vec<TradeLine> {
    let row = |(position, line): (i64, &Line)| TradeLine {
        locality: HERE,
        trade,
        part: 0,
        position,
        section: line.section,
        label: line.label,
        amount: line.amount,
        settled: None,
        item: None,
        count: None,
        rule: None,
        counterparty: line.counterparty.clone(),
        pending: None,
    };
    (1..).zip(lines).map(row).collect()
}

impl Market {
    /// What Ana would sell to the café.
    pub(crate) fn award(&self, draft: &Draft<'_>, parts: &[AwardPart]) -> Award {
        let reference = reference();
        let directory: &Directory = reference.find().unwrap();
        Award {
            id: draft.id(),
            kind: Kind::Work,
            mechanism: "stored_availability",
            buyer: self.cafe,
            seller: self.ana,
            sector: PORTER.to_owned(),
            work_place: directory.find_place("97214").unwrap().clone(),
            parts: parts.to_vec(),
            hire_terms: None,
            destination: None,
            agree_by: None,
            pack_hash: "0".repeat(64),
        }
    }

    /// A step of a decision, by the market.
    pub(crate) fn step<T>(
        &mut self,
        step: impl Fn(&Self, &mut Draft<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut world = std::mem::take(&mut self.world);
        let done = world.step(HERE, |draft| step(self, draft));
        self.world = world;
        done
    }

    /// A trade of these parts, agreed.
    pub(crate) fn made(&mut self, parts: &[AwardPart]) -> Id<Trade> {
        self.step(|market, draft| escrow::make(draft, &market.award(draft, parts))).unwrap().trade
    }

    pub(crate) fn full(&self, trade: Id<Trade>) -> FullTrade {
        let parts = self.world.all::<Part>().into_iter().filter(|part| part.trade == trade).collect();
        FullTrade::new(self.trade(trade), parts, self.lines(trade))
    }
}
