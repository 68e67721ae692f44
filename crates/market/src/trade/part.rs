//! A part: what one side performs in a trade and the other pays for; the unit of settlement.
//!
//! ```text
//!                      ┌──────────────── Report: nothing, or not this, came ────────────┐
//!                      │                                                                ▼
//! waiting ──funded──▶ open ──Record──▶ recorded ──Confirm · silence──▶ closed        reported ──silence──▶ closed (0)
//!    │                 │  ◀─SendBack──┘   └─Object──▶ divide ──▶ disputed ──▶ closed    │ Record
//!    │ no money        ├─ silence ──▶ closed (all or nothing, by procedure)             ▼
//!    ▼                 └─ CallOff ──▶ closed (by the contract's share)               disputed
//! overdue ──paid──▶ …  └─ given up ──▶ closed (0)        any live part ──replaced or divided──▶ void
//! ```
//! Where one side says that something is due and the other that nothing came, silence decides for neither: the part is
//! disputed. So a record after a report disputes it, and so does a report after a record, but of goods: sent is not there.
//! Escrow holds exactly the open, recorded, reported and disputed parts whose money does not come when it is due.

use super::procedure::{PartTerms, Promise};
use super::{Side, Trade, TradeLine};
use crate::price::Share;
use crate::users::{
    assets::{Offering, Resource},
    reliability::Outcome,
    taking::Taking,
};
use kernel::{BadRow, Currency, Id, Locality, Members, QUARTER_MINUTES, Record, Span, Stop, Timestamp};

kernel::words! {
    /// Where a part stands.
    pub enum PartStage {
        /// Its money is not due yet.
        Waiting = "waiting",
        /// It can be performed.
        Open = "open",
        /// The payee has said how much is due.
        Recorded = "recorded",
        /// The payer has said that nothing came.
        Reported = "reported",
        /// Its money was due and did not come.
        Overdue = "overdue",
        /// The two sides disagree about what is due.
        Disputed = "disputed",
        /// Settled.
        Closed = "closed",
        /// Replaced or divided, or never agreed.
        Void = "void",
    }
}

kernel::words! {
    /// When a part's money comes into escrow.
    pub enum Funds {
        /// At agreement.
        AtOnce = "at_once",
        /// On a day.
        OnDay = "on_day",
        /// When the part before is closed.
        AfterPart = "after_part",
        /// When it is due, and as much as is due; it passes through escrow at once.
        WhenDue = "when_due",
    }
}

kernel::words! {
    /// What a part counts in.
    pub enum Unit {
        /// Minutes, in quarter-hours.
        Minutes = "minutes",
        /// Minor units of its currency.
        Minor = "minor",
        /// Pieces.
        Pieces = "pieces",
        /// Stages of a work.
        Stages = "stages",
        /// Uses of something digital.
        Plays = "plays",
    }
}

kernel::words! {
    /// What a part takes from its seller, for as long as it does.
    pub enum Takes {
        /// Hours of its resource.
        Hours = "hours",
        /// The pieces that its lines name.
        Pieces = "pieces",
        /// Nothing, or nothing any more.
        Nothing = "nothing",
    }
}

kernel::words! {
    /// Why the payee says that so much is due.
    pub enum RecordedAs {
        /// It was performed.
        Performed = "performed",
        /// The payer was not there, or did not collect.
        NotTaken = "not_taken",
    }
}

/// What one side performs and the other pays for.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "part",
    key(locality, trade, number),
    personal(trade),
    check = "starts_at <= ends_at",
    check = "quantity > 0",
    check = "buffer_minutes >= 0",
    check = "due >= 0",
    check = "due <= due_out_of",
    check = "started_at <= stopped_at"
)]
#[show(only(
    number,
    promise,
    stage,
    outcome,
    payer,
    starts_at,
    ends_at,
    offering,
    quantity,
    unit,
    funds,
    due,
    recorded_as,
    started_at,
    stopped_at,
    record_by,
    answers_at
))]
pub struct Part {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Counts from 1.
    pub number: i64,
    /// What kind of thing it is.
    pub promise: Promise,
    /// Where it stands.
    pub stage: PartStage,
    /// What became of it, once it is closed.
    pub outcome: Option<Outcome>,
    /// Who pays; the other side performs.
    pub payer: Side,
    /// To which edition of the agreement it belongs.
    pub edition: i64,
    /// Which part it was made of, when that was replaced or divided.
    pub replaces: Option<i64>,
    /// From when it is performed.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// What it takes.
    pub takes: Takes,
    /// Whose hours.
    pub resource: Option<Id<Resource>>,
    /// What is kept free after the hours, in minutes; taken, not priced.
    pub buffer_minutes: i64,
    /// Which offering it came from.
    pub offering: Option<Id<Offering>>,
    /// How much of it there is: a whole number of `unit`.
    pub quantity: i64,
    /// What it counts in.
    pub unit: Unit,
    /// How far the seller travels for it, in meters.
    pub distance_m: i64,
    /// In which currency.
    pub currency: Currency,
    /// When its money comes.
    pub funds: Funds,
    /// On which day, for [`Funds::OnDay`].
    pub funds_at: Option<Timestamp>,
    /// After which part, for [`Funds::AfterPart`].
    pub after: Option<i64>,
    /// How much of it is said to be due; empty until somebody has said so.
    pub due: Option<i64>,
    /// What the whole is, counted as `due` is: usually the quantity.
    pub due_out_of: Option<i64>,
    /// Why so much is due.
    pub recorded_as: Option<RecordedAs>,
    /// When it was begun at the door, by the payer's code; empty where nobody entered one.
    pub started_at: Option<Timestamp>,
    /// When it was ended at the door, by the payer's next code.
    pub stopped_at: Option<Timestamp>,
    /// Until when the payee may say how much is due, for promises that the payee records.
    pub record_by: Option<Timestamp>,
    /// Until when the other side may answer, or when the next try to collect is made.
    pub answers_at: Option<Timestamp>,
    /// How often it was sent back, or tried to be collected.
    pub tries: i64,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// What the concession's figures were when it was agreed.
    #[record(fields)]
    pub terms: PartTerms,
}

impl PartStage {
    /// Whether something is still to happen.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Closed | Self::Void)
    }
}

impl Part {
    /// Who performs and is paid.
    pub const fn payee(&self) -> Side {
        self.payer.other()
    }

    /// Whether something is still to happen to it.
    pub const fn is_live(&self) -> bool {
        self.stage.is_live()
    }

    /// Whether escrow holds its money: a function of the row alone.
    pub const fn is_funded(&self) -> bool {
        let is_held = matches!(
            self.stage,
            PartStage::Open | PartStage::Recorded | PartStage::Reported | PartStage::Disputed
        );
        is_held && !matches!(self.funds, Funds::WhenDue)
    }

    /// How much is due; `None` until somebody has said so.
    pub fn due_share(&self) -> Option<Share> {
        Share::new(self.due?, self.due_out_of?)
    }

    /// So many of its quantity.
    pub fn of_quantity(&self, of: i64) -> Option<Share> {
        Share::new(of, self.quantity)
    }

    /// The most that may be due when the payer was not there.
    pub fn not_taken(&self) -> Share {
        Share::ratio(self.terms.not_taken_bp)
    }

    /// Whether it is measured and has not ended: nobody can know yet how much of it will be due.
    pub const fn is_going_on(&self, now: Timestamp) -> bool {
        self.promise.procedure().is_measured && now.0 < self.ends_at.0
    }

    /// The most of its quantity that can have been performed by a moment: of what is measured, the whole quarter-hours
    /// that have passed since its start; of anything else all of it.
    pub fn performed_by(&self, now: Timestamp) -> i64 {
        if !self.promise.procedure().is_measured || now >= self.ends_at {
            return self.quantity;
        }
        let passed = now.minutes_since(self.starts_at).max(0);
        (passed / QUARTER_MINUTES * QUARTER_MINUTES).min(self.quantity)
    }

    /// How much of what was begun at the door has been performed by a moment, in whole quarter-hours: from the start that was
    /// entered on, and from the start that was booked where the other came within `grace_minutes` of it. Never more than
    /// [`Part::performed_by`] allows; nothing where nobody entered a start.
    pub fn performed_since_start(&self, now: Timestamp, grace_minutes: i64) -> i64 {
        let Some(started_at) = self.started_at else { return 0 };
        let is_in_time = started_at <= self.starts_at.plus_minutes(grace_minutes);
        let from = if is_in_time { self.starts_at } else { started_at };
        let passed = now.minutes_since(from).max(0);
        (passed / QUARTER_MINUTES * QUARTER_MINUTES).min(self.performed_by(now))
    }

    /// Sets how much is due.
    pub(crate) fn set_due(&mut self, share: Share) {
        (self.due, self.due_out_of) = (Some(share.of()), Some(share.out_of()));
    }

    /// The hours that it is performed in.
    ///
    /// # Errors
    /// [`Stop::Bad`] when its times are no span.
    pub fn span(&self) -> Result<Span, Stop> {
        Span::between(self.starts_at, self.ends_at).ok_or_else(|| self.no_span())
    }

    /// The hours of it that somebody else could still work: from the next whole quarter-hour on, once it was to begin.
    pub fn hours_left(&self, now: Timestamp) -> Option<Span> {
        const QUARTER: i64 = QUARTER_MINUTES * 60_000_000;
        let next = now.0.checked_add(QUARTER - 1).map(|at| Timestamp(at.div_euclid(QUARTER) * QUARTER))?;
        Span::between(self.starts_at.max(next), self.ends_at)
    }

    /// What it takes from its seller: exactly what it gives back.
    ///
    /// # Errors
    /// As [`Part::span`].
    pub fn takings<'a>(&self, lines: impl IntoIterator<Item = &'a TradeLine>) -> Result<Vec<Taking>, Stop> {
        match (self.takes, self.resource) {
            (Takes::Hours, Some(resource)) => {
                let until = self.ends_at.plus_minutes(self.buffer_minutes);
                let span = Span::between(self.starts_at, until).ok_or_else(|| self.no_span())?;
                Ok(vec![Taking::Hours { resource, span }])
            }
            (Takes::Pieces, _) => {
                let pieces = |line: &TradeLine| match (line.item, line.count) {
                    (Some(item), Some(count)) if count > 0 => Some(Taking::Pieces { item, count }),
                    _ => None,
                };
                Ok(lines.into_iter().filter_map(pieces).collect())
            }
            (Takes::Hours | Takes::Nothing, _) => Ok(Vec::new()),
        }
    }

    fn no_span(&self) -> Stop {
        Stop::Bad(BadRow(format!("part {} of trade {}: its times are no span", self.number, self.trade)))
    }
}
