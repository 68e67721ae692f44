//! An award: what every mechanism ends in, and hands to [`crate::support::escrow`]. Two sides, what each part is and
//! costs, nothing left open.
//!
//! Its id is drawn when an offer is made, so that money which the offer binds can point at the escrow of the trade that it
//! may become.

use super::arrival::Destination;
use super::part::{Funds, Unit};
use super::procedure::Promise;
use super::{Kind, Trade};
use crate::directory::WorkPlace;
use crate::price::Waterfall;
use crate::users::{
    User,
    assets::{HandingOver, HireTerms, Offering, Resource},
};
use kernel::{BadRow, Id, Timestamp};

/// How long goods can be collected, or are brought, once they are ready, in hours.
const WINDOW_HOURS: i64 = 72;

/// What a mechanism has come to.
#[derive(Clone, Debug)]
pub struct Award {
    /// The trade that it becomes.
    pub id: Id<Trade>,
    /// Which standard contract it gets.
    pub kind: Kind,
    /// The mechanism, by its name.
    pub mechanism: &'static str,
    /// Who buys.
    pub buyer: Id<User>,
    /// Who sells.
    pub seller: Id<User>,
    /// The sector's code.
    pub sector: String,
    /// Where it is performed: its law applies.
    pub work_place: WorkPlace,
    /// What is performed and paid for, in order.
    pub parts: Vec<AwardPart>,
    /// Of a hire, what its owner asked.
    pub hire_terms: Option<HireTerms>,
    /// Where the seller goes, when it is the buyer who says so.
    pub destination: Option<Destination>,
    /// The last moment at which it can be agreed to at this price; none where time changes nothing.
    pub agree_by: Option<Timestamp>,
    /// The rulebook that was applied.
    pub pack_hash: String,
}

/// A part of an award.
#[derive(Clone, Debug)]
pub struct AwardPart {
    /// What kind of thing it is.
    pub promise: Promise,
    /// From when it is performed.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Whose hours it takes, with what is kept free after them, in minutes.
    pub hours_of: Option<(Id<Resource>, i64)>,
    /// Which offering it came from.
    pub offering: Option<Id<Offering>>,
    /// How much of it there is, from 1.
    pub quantity: i64,
    /// What it counts in.
    pub unit: Unit,
    /// How far the seller travels for it, in meters.
    pub distance_m: i64,
    /// What it costs. No lines: it is given.
    pub price: Waterfall,
    /// Which lines of the price are goods.
    pub items: Vec<LineItem>,
    /// When its money comes.
    pub funds: Funds,
    /// On which day, for [`Funds::OnDay`].
    pub funds_at: Option<Timestamp>,
    /// After which part, for [`Funds::AfterPart`]: its number.
    pub after: Option<i64>,
    /// Whether the sides meet for it, so that the payer shows a code that the payee enters: at a handover, and when work begins and
    /// ends.
    pub is_handed_over: bool,
}

/// The last moment at which goods that are ready at a moment can be collected, or are brought.
pub fn handed_over_by(ready_at: Timestamp) -> Timestamp {
    ready_at.plus_hours(WINDOW_HOURS)
}

impl AwardPart {
    /// Goods that are ready at a moment, all of which are paid at once.
    ///
    /// # Errors
    /// [`BadRow`] when there are none.
    pub fn of_goods(
        ready_at: Timestamp,
        price: Waterfall,
        items: Vec<LineItem>,
        way: HandingOver,
    ) -> Result<Self, BadRow> {
        let first = items.first().ok_or_else(|| BadRow("goods are of something".to_owned()))?;
        Ok(Self {
            promise: Promise::Goods,
            starts_at: ready_at,
            ends_at: handed_over_by(ready_at),
            hours_of: None,
            offering: Some(first.item),
            quantity: items.iter().map(|item| item.count).sum(),
            unit: Unit::Pieces,
            distance_m: 0,
            price,
            items,
            funds: Funds::AtOnce,
            funds_at: None,
            after: None,
            is_handed_over: way == HandingOver::Collection,
        })
    }
}

/// The goods of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineItem {
    /// The index of the line in the price.
    pub line: usize,
    /// Which goods.
    pub item: Id<Offering>,
    /// How many pieces.
    pub count: i64,
}
