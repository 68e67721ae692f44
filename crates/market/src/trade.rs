//! The spine: one trade from hold to settlement, and the one state machine that links the modules above.
//!
//! ```text
//! Hold ──▶ held ──Book──▶ booked ──RecordHours──▶ recorded ──ConfirmHours──▶ settled
//!           │               │  │                     └───── 24 h of silence ──▶ settled
//!           │               │  └──ReportAbsence──▶ reported ──24 h of silence──▶ absent
//!           │               │                        └──RecordHours──▶ recorded
//!           └─10 min──▶ lapsed └──Cancel──▶ cancelled
//! ```
//! Whoever goes silent at any step, a timer set by the step before decides. Every end leaves the trade's escrow at
//! exactly zero.

pub mod book;
pub mod cancel;
pub mod complete;
pub mod hold;
mod settle;
pub mod views;

use crate::directory::WorkPlace;
use crate::options::{
    booking_checks::Deal,
    waterfall::{Line, LineKind, Waterfall},
};
use crate::users::{
    User,
    assets::{Offering, Resource},
};
use kernel::{
    Actor, Amount, BadRow, Currency, Draft, Id, Keys, Locality, Moment, Place, Record, Refusal, Span, Stop,
    Timestamp, Zone,
};
use ledger::Transfer;

kernel::words! {
    /// Where a trade stands.
    pub enum Stage {
        /// The hours are kept for a buyer who has not agreed yet.
        Held = "held",
        /// The hold ended without agreement.
        Lapsed = "lapsed",
        /// Agreed, with the money in escrow.
        Booked = "booked",
        /// The seller has recorded the hours worked.
        Recorded = "recorded",
        /// The buyer says that the seller did not come.
        Reported = "reported",
        /// Paid.
        Settled = "settled",
        /// Called off after agreement.
        Cancelled = "cancelled",
        /// The seller did not come; the money went back.
        Absent = "absent",
    }
}

/// One engagement between a buyer and a seller.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "trade",
    key(locality, id),
    index = "locality, buyer, starts_at",
    index = "locality, seller, starts_at",
    check = "starts_at < ends_at",
    check = "buyer_pays >= 0",
    check = "seller_receives >= 0"
)]
pub struct Trade {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Trade>,
    /// Where it stands.
    pub stage: Stage,
    /// Who buys.
    pub buyer: Id<User>,
    /// Who sells.
    pub seller: Id<User>,
    /// What is sold.
    pub offering: Id<Offering>,
    /// Whose hours.
    pub resource: Id<Resource>,
    /// The sector's code.
    pub sector: String,
    /// The mechanism that made it.
    pub mechanism: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Where: the post code.
    pub post_code: String,
    /// Where: the town.
    pub town: String,
    /// Where: latitude, in millionths of a degree.
    pub lat_e6: i64,
    /// Where: longitude, in millionths of a degree.
    pub lon_e6: i64,
    /// Whose law applies there.
    pub jurisdiction: String,
    /// Which clock is on the wall there.
    pub zone: Zone,
    /// How far the seller travels, in meters.
    pub distance_m: i64,
    /// In which currency.
    pub currency: Currency,
    /// What the buyer pays, in minor units; after settlement what was paid.
    pub buyer_pays: Amount,
    /// What the seller receives, in minor units; after settlement what was received.
    pub seller_receives: Amount,
    /// The rulebook that was applied.
    pub pack_hash: String,
    /// When it was first held.
    pub held_at: Timestamp,
    /// Until when it is held.
    pub held_until: Timestamp,
    /// How often the hold was extended.
    pub extensions: i64,
    /// When it was agreed.
    pub booked_at: Option<Timestamp>,
    /// When silence counts as approval.
    pub approves_at: Option<Timestamp>,
    /// The minutes recorded as worked.
    pub worked_minutes: Option<i64>,
    /// When it ended, however it did.
    pub ended_at: Option<Timestamp>,
}

/// A line of a trade's price: the same on option, contract, receipt and statement.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "trade_line", key(locality, trade, place))]
pub struct TradeLine {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Its place in the waterfall, from 1.
    pub place: i64,
    /// What it is for.
    pub kind: LineKind,
    /// How much was agreed, in minor units.
    pub amount: Amount,
    /// How much it came to in the end; empty until then.
    pub settled: Option<Amount>,
    /// The rule behind it.
    pub rule: Option<String>,
    /// Whose account, where that is neither buyer nor seller.
    pub counterparty: Option<String>,
    /// The pending transfer that sets a subsidy aside while the hours are held.
    pub pending: Option<Id<Transfer>>,
}

/// Something that happened to a trade: a point of its trade line. Only ever added.
#[derive(Record, Clone, Debug)]
#[record(table = "trade_event", key(locality, trade, id), append_only)]
pub struct TradeEvent {
    /// The market area.
    pub locality: Locality,
    /// To which trade.
    pub trade: Id<Trade>,
    /// Its id, ordered by time.
    pub id: Id<TradeEvent>,
    /// Where the trade stood afterwards.
    pub stage: Stage,
    /// What happened: a key of the locale files, `event-…`.
    pub what: String,
    /// Who did it; the system for timers.
    pub by: Id<Actor>,
    /// When.
    pub happened_at: Timestamp,
}

/// Why a trade does not go on.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("trade")]
pub enum TradeRefusal {
    /// Only the buyer may do this.
    NotTheBuyer,
    /// Only the seller may do this.
    NotTheSeller,
    /// Only the two sides may do this.
    NotASide,
    /// Only the system's timers do this.
    NotATimer,
    /// Nobody buys from themselves.
    OwnOffering,
    /// The trade stands elsewhere than this step needs.
    NotNow {
        /// Where it stands.
        stage: &'static str,
    },
    /// The price is another than the one the buyer saw.
    PriceChanged {
        /// What the buyer would pay now.
        pays: (Amount, Currency),
    },
    /// The hold has ended.
    HoldEnded,
    /// The hold has been extended as often as it can be.
    NoMoreExtensions,
    /// It has begun, so it can no longer be called off.
    Begun,
    /// Absence is reported once the work should have begun, and before silence counts as approval.
    NotNowAbsent,
    /// The timer is not due yet.
    NotDue,
}

impl Trade {
    /// When the work is.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the stored times are no span.
    pub fn span(&self) -> Result<Span, Stop> {
        let span = Span::between(self.starts_at, self.ends_at);
        span.ok_or_else(|| Stop::Bad(BadRow(format!("trade {}: its times are no span", self.id))))
    }

    /// Where the work is.
    pub fn work_place(&self) -> WorkPlace {
        WorkPlace {
            post_code: self.post_code.clone(),
            town: self.town.clone(),
            place: Place { lat_e6: self.lat_e6, lon_e6: self.lon_e6 },
            jurisdiction: self.jurisdiction.clone(),
            zone: self.zone.clone(),
        }
    }

    /// The circumstances for the booking checks, at a moment.
    ///
    /// # Errors
    /// As [`Trade::span`].
    pub fn deal<'a>(&'a self, work_place: &'a WorkPlace, at: Timestamp) -> Result<Deal<'a>, Stop> {
        Ok(Deal { sector: &self.sector, mechanism: &self.mechanism, work_place, span: self.span()?, at })
    }

    /// Refuses unless the trade stands at one of `stages`.
    fn at_one_of(&self, stages: &[Stage]) -> Result<(), TradeRefusal> {
        if stages.contains(&self.stage) {
            Ok(())
        } else {
            Err(TradeRefusal::NotNow { stage: self.stage.word() })
        }
    }

    fn only_buyer(&self, at: &Moment) -> Result<(), TradeRefusal> {
        if at.actor == self.buyer.cast() { Ok(()) } else { Err(TradeRefusal::NotTheBuyer) }
    }

    fn only_seller(&self, at: &Moment) -> Result<(), TradeRefusal> {
        if at.actor == self.seller.cast() { Ok(()) } else { Err(TradeRefusal::NotTheSeller) }
    }
}

impl TradeLine {
    /// The line as the waterfall has it: as agreed.
    pub fn line(&self) -> Line {
        Line {
            kind: self.kind,
            amount: self.amount,
            rule: self.rule.clone(),
            counterparty: self.counterparty.clone(),
        }
    }
}

/// The price of trade lines, as agreed.
pub fn waterfall(currency: Currency, lines: &[TradeLine]) -> Waterfall {
    Waterfall { currency, lines: lines.iter().map(TradeLine::line).collect() }
}

/// Asks for a trade and its lines.
fn reads(keys: &mut Keys, trade: Id<Trade>) {
    keys.one::<Trade>((trade.locality(), trade));
    keys.all::<TradeLine>((trade.locality(), trade));
}

/// Writes a trade at its new stage, with the event on its trade line.
fn advance(at: &Moment, draft: &mut Draft, trade: &Trade, what: &str) -> Result<(), Stop> {
    draft.put(trade)?;
    draft.add(&TradeEvent {
        locality: at.locality,
        trade: trade.id,
        id: at.id(),
        stage: trade.stage,
        what: what.to_owned(),
        by: at.actor,
        happened_at: at.now,
    });
    Ok(())
}

/// Refuses unless a timer asks.
fn only_timer(at: &Moment) -> Result<(), TradeRefusal> {
    if at.actor == Id::SYSTEM { Ok(()) } else { Err(TradeRefusal::NotATimer) }
}

#[cfg(test)]
mod tests;
