//! The spine: what one buyer and one seller agree at one time, whatever it is and whichever mechanism made it.
//!
//! ```text
//!   TRADE   one contract, one escrow, one timer      held ──▶ booked ──▶ ended      (held ──▶ lapsed)
//!     │ 1..n
//!   PART    what one side performs and the other pays for, settled once
//!     │ 0..n                      waiting ──▶ open ──▶ recorded ──▶ closed      (reported, overdue, disputed, void)
//!   LINE    the price as agreed: one payer, one payee, never edited
//! ```
//! Every part runs the same way: the payee says how much is due, the payer confirms, objects or reports that nothing
//! came, and silence decides at each step. Kinds of parts differ only in the [`procedure`] table. Money is settled part by
//! part; what must be settled at different times is [divided](divide) first. Nothing here moves money or takes hours, and
//! nothing here knows a mechanism: that is for [`crate::support`] and for those who hand it an [`award::Award`].

pub mod actions;
pub mod arrival;
pub mod award;
pub mod bundle;
pub mod clock;
pub mod divide;
pub mod full;
pub mod milestone;
pub mod part;
pub mod procedure;
pub mod views;

use crate::directory::WorkPlace;
use crate::price::{Counterparty, Label, Line, Section, Waterfall};
use crate::users::{User, assets::Offering, reliability::Outcome};
use bundle::Bundle;
use kernel::{
    Actor, Amount, BasisPoints, Currency, Id, Locality, Members, Money, Point, PostCode, Record, Refusal,
    Timer, Timestamp, Zone,
};
use ledger::Transfer;
use part::PartStage;

kernel::words! {
    /// Where a trade stands.
    pub enum Stage {
        /// Kept for a side that has not agreed yet.
        Held = "held",
        /// It ended without agreement.
        Lapsed = "lapsed",
        /// Agreed.
        Booked = "booked",
        /// No part of it is live any more.
        Ended = "ended",
    }
}

kernel::words! {
    /// One of the two who trade.
    pub enum Side {
        /// Buys.
        Buyer = "buyer",
        /// Sells.
        Seller = "seller",
    }
}

kernel::words! {
    /// Whose word a held trade waits for.
    pub enum Awaits {
        /// The buyer's, as after a search.
        Buyer = "buyer",
        /// The seller's, as after a request.
        Seller = "seller",
        /// Nobody's: it is booked when the time is over.
        Nobody = "nobody",
    }
}

kernel::words! {
    /// Which standard contract a trade has. Nothing in the spine depends on it.
    pub enum Kind {
        /// Work by the hour.
        Work = "work",
        /// The use of a thing.
        Hire = "hire",
        /// The use of a room or a place.
        Space = "space",
        /// Things that are bought.
        Goods = "goods",
        /// A work that is done stage by stage.
        Service = "service",
    }
}

kernel::words! {
    /// What happened to a trade.
    pub enum EventKind {
        /// It was held.
        Held = "held",
        /// It was held for longer.
        Extended = "extended",
        /// The hold ended without agreement.
        Lapsed = "lapsed",
        /// It was agreed.
        Booked = "booked",
        /// A part's money came into escrow.
        Funded = "funded",
        /// A part's money did not come.
        Overdue = "overdue",
        /// The payee said how much is due.
        Recorded = "recorded",
        /// The payee began at the door.
        Started = "started",
        /// The payee ended at the door.
        Stopped = "stopped",
        /// A side said that it will be late.
        RunsLate = "runs_late",
        /// The payee said that the payer was not there.
        NotTaken = "not_taken",
        /// The payer confirmed.
        Confirmed = "confirmed",
        /// Silence confirmed what was recorded, or what was agreed.
        Approved = "approved",
        /// The payer said that less is due.
        Objected = "objected",
        /// A side offered what it would settle for.
        Offered = "offered",
        /// The other side accepted.
        Settled = "settled",
        /// Nobody accepted in time.
        SettledByTime = "settled_by_time",
        /// The payer wants it done again.
        SentBack = "sent_back",
        /// The payer said that nothing came.
        Reported = "reported",
        /// The payer sends it back.
        ReturnReported = "return_reported",
        /// Nothing was due: the report stands.
        Missed = "missed",
        /// It came back.
        Returned = "returned",
        /// Nothing was claimed.
        Unclaimed = "unclaimed",
        /// The hirer brought it back.
        BroughtBack = "brought_back",
        /// It arrived.
        Arrived = "arrived",
        /// Something was added to what is known.
        EvidenceAdded = "evidence_added",
        /// The buyer called it off.
        CalledOffByBuyer = "called_off_by_buyer",
        /// The seller called it off.
        CalledOffBySeller = "called_off_by_seller",
        /// It was called off with others, of which one was lost.
        CalledOffWithOthers = "called_off_with_others",
        /// What was owed was paid.
        Collected = "collected",
        /// Some of what was owed was paid.
        CollectedInPart = "collected_in_part",
        /// What was owed was given up.
        GivenUp = "given_up",
    }
}

/// What one buyer and one seller agree at one time.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "trade",
    key(locality, id),
    personal(buyer, seller),
    index = "locality, buyer, starts_at",
    index = "locality, seller, starts_at",
    check = "starts_at <= ends_at",
    check = "buyer_pays >= 0",
    check = "seller_receives >= 0"
)]
#[show(only(
    id,
    stage,
    kind,
    buyer,
    seller,
    sector,
    post_code,
    town,
    jurisdiction,
    zone,
    starts_at,
    ends_at
))]
#[show(only(buyer_pays, seller_receives, pack_hash, held_until, agree_by, free_until, late_share_bp))]
pub struct Trade {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Trade>,
    /// Where it stands.
    pub stage: Stage,
    /// Whose word it waits for while it is held.
    pub awaits: Awaits,
    /// Which standard contract it has.
    pub kind: Kind,
    /// The mechanism that made it.
    pub mechanism: String,
    /// Who buys.
    pub buyer: Id<User>,
    /// Who sells.
    pub seller: Id<User>,
    /// The sector's code.
    pub sector: String,
    /// Where: the post code.
    pub post_code: PostCode,
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
    // From here up to `seller_receives` it is a summary of the parts, for lists.
    /// When its first part begins.
    pub starts_at: Timestamp,
    /// When its last part ends.
    pub ends_at: Timestamp,
    /// The stage of the part that asks most of somebody.
    pub shown: PartStage,
    /// What became of it, once it has ended: of its first part.
    pub outcome: Option<Outcome>,
    /// In which currency.
    pub currency: Currency,
    /// What the buyer pays, in minor units, a bond not counted; of closed parts what was paid.
    #[show(money)]
    pub buyer_pays: Amount,
    /// What the seller receives, in minor units, likewise.
    #[show(money)]
    pub seller_receives: Amount,
    /// The rulebook that was applied.
    #[record(public)]
    pub pack_hash: String,
    /// Which edition of the agreement holds, from 1.
    pub edition: i64,
    /// When it was first held.
    pub held_at: Timestamp,
    /// Until when it is held.
    pub held_until: Timestamp,
    /// The last moment at which it can be agreed to as it is: before the seller's notice, and before its price would be
    /// another. None where time changes nothing.
    pub agree_by: Option<Timestamp>,
    /// How often the hold can still be extended.
    pub extensions_left: i64,
    /// Until when the buyer calls it off free of charge.
    pub free_until: Timestamp,
    /// What part of the price a buyer still pays who calls it off later, in hundredths of a percent.
    pub late_share_bp: BasisPoints,
    /// When it was agreed.
    pub booked_at: Option<Timestamp>,
    /// When it ended, however it did.
    pub ended_at: Option<Timestamp>,
    /// When its one timer fires; `None` once it has ended.
    #[record(transient)]
    pub timer_at: Option<Timestamp>,
    /// The timer.
    #[record(transient)]
    pub timer: Option<Id<Timer>>,
    /// The bundle that it is had with, if it is.
    pub bundle: Option<Id<Bundle>>,
}

/// A line of a trade's price: the same on option, contract, receipt and statement.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "trade_line", key(locality, trade, part, position), personal(trade))]
pub struct TradeLine {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Of which of its parts.
    pub part: i64,
    /// Its place in the waterfall of the part, from 1.
    pub position: i64,
    /// What it counts towards.
    pub section: Section,
    /// What people read that it is for.
    pub label: Label,
    /// How much was agreed, in minor units.
    pub amount: Amount,
    /// How much it came to in the end; empty until then.
    pub settled: Option<Amount>,
    /// Which goods.
    pub item: Option<Id<Offering>>,
    /// How many pieces of them.
    pub count: Option<i64>,
    /// The rule behind it.
    pub rule: Option<String>,
    /// Whose account, where that is neither side.
    pub counterparty: Option<Counterparty>,
    /// The pending transfer that sets a subsidy aside until the part is funded.
    pub pending: Option<Id<Transfer>>,
}

/// Something that happened to a trade: a point of its timeline. Only ever added.
#[derive(Record, Members, Clone, Debug)]
#[record(table = "trade_event", key(locality, trade, id), personal(trade), append_only)]
#[show(only(part, what, happened_at))]
pub struct TradeEvent {
    /// The market area.
    pub locality: Locality,
    /// To which trade.
    pub trade: Id<Trade>,
    /// Its id, ordered by time.
    pub id: Id<TradeEvent>,
    /// To which part, where it is not the whole trade.
    pub part: Option<i64>,
    /// What happened.
    pub what: EventKind,
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
    #[not_yours]
    NotTheBuyer,
    /// Only the seller may do this.
    #[not_yours]
    NotTheSeller,
    /// Only the two sides may do this.
    #[not_yours]
    NotASide,
    /// Nobody buys from themselves.
    OwnOffering,
    /// There is no such step at this stage.
    #[stale]
    NotNow {
        /// Where it stands.
        stage: &'static str,
    },
    /// Nothing of this kind is done in such a trade.
    NotOfThisKind,
    /// The price is another than the one that was seen.
    #[stale]
    PriceChanged {
        /// What the buyer would pay now.
        pays: Money,
    },
    /// What is to be confirmed is another than what was seen.
    #[stale]
    Changed,
    /// It is held together with others: all of them are agreed to, or none.
    InBundle,
    /// The hold has ended.
    #[stale]
    HoldEnded,
    /// The hold has been extended as often as it can be.
    NoMoreExtensions,
    /// No more time would be of use: it cannot be agreed to any later.
    NoMoreTime {
        /// When it ends.
        ends: Timestamp,
    },
    /// The buyer has as much on hold as anybody may.
    TooManyHolds {
        /// How much that is.
        most: i64,
        /// When the first of it ends.
        ends: Timestamp,
    },
    /// Others are deciding about as much of the same day as anybody may at once.
    #[stale]
    DayIsHeld {
        /// How many that are.
        most: i64,
    },
    /// It has not begun yet.
    NotBegun {
        /// When it begins.
        starts: Timestamp,
    },
    /// It has begun, so it can no longer be called off or agreed to.
    Begun,
    /// It is not over yet.
    NotOver {
        /// When it is.
        ends: Timestamp,
    },
}

impl Side {
    /// The other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Buyer => Self::Seller,
            Self::Seller => Self::Buyer,
        }
    }
}

impl Trade {
    /// The user on a side.
    pub fn user(&self, side: Side) -> Id<User> {
        match side {
            Side::Buyer => self.buyer,
            Side::Seller => self.seller,
        }
    }

    /// The side on which a user stands, if it is one of them.
    pub fn side<T>(&self, user: Id<T>) -> Option<Side> {
        let user = user.cast();
        [Side::Buyer, Side::Seller].into_iter().find(|side| self.user(*side) == user)
    }

    /// Where it is performed.
    pub fn work_place(&self) -> WorkPlace {
        WorkPlace {
            post_code: self.post_code,
            town: self.town.clone(),
            point: Point { lat_e6: self.lat_e6, lon_e6: self.lon_e6 },
            jurisdiction: self.jurisdiction.clone(),
            zone: self.zone.clone(),
        }
    }
}

impl TradeLine {
    /// The line as agreed.
    pub fn line(&self) -> Line {
        Line {
            section: self.section,
            label: self.label,
            amount: self.amount,
            rule: self.rule.clone(),
            counterparty: self.counterparty.clone(),
        }
    }
}

/// The price of lines, as agreed.
pub fn agreed<'a>(currency: Currency, lines: impl IntoIterator<Item = &'a TradeLine>) -> Waterfall {
    Waterfall { currency, lines: lines.into_iter().map(TradeLine::line).collect() }
}

/// The price of lines, as settled; a line that is not settled yet comes to nothing.
pub fn settled<'a>(currency: Currency, lines: impl IntoIterator<Item = &'a TradeLine>) -> Waterfall {
    let settled = |line: &TradeLine| Line { amount: line.settled.unwrap_or_default(), ..line.line() };
    Waterfall { currency, lines: lines.into_iter().map(settled).collect() }
}
