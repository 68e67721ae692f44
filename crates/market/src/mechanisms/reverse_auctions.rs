//! Reverse auctions (M6): a buyer says what they pay at most for hours of work, and sellers go below each other, never below the least pay.
//!
//! ```text
//! OpenReverseAuction ──▶ open ──PlaceUnderbid──▶ open, led by somebody   (in its last two minutes: its end moves on)
//!                         ├──CallOffReverseAuction, while nobody has bid──▶ ended
//!                         └──CloseReverseAuction (timer)──▶ offered ──award──▶ support::escrow::hold, awaiting the buyer
//!                                                      └──▶ ended, nobody has it
//! offered ──AcceptUnderbid──▶ ended, taken     ──DeclineUnderbid, with a reason──▶ ended     ──(timer)──▶ ended
//! ```
//!
//! What the buyer pays at most, with mark-up and taxes, is set aside from the start until they have answered. The least that a seller
//! would do it for is theirs alone; others see their own rank, and the price where the buyer has chosen so. How a bid moves the
//! price is in [`descent`]. The rulebook is asked with each bid at the least that it names, so that no bid is below the law's
//! least pay, and again at the end.

mod answer;
mod bid;
pub mod descent;
mod open;
mod terms;
mod views;

pub use answer::{AcceptUnderbid, CloseReverseAuction, DeclineUnderbid};
pub use bid::{PlaceUnderbid, UnderbidPlaced};
pub use open::{CallOffReverseAuction, OpenReverseAuction};
pub use terms::ReverseTerms;
pub use views::{REVERSE_PAGE, ReverseCard, ReverseEndingShown, ReverseOfBuyer, ReverseOfSeller};

use super::auctions::AuctionTerms;
use super::quotes::LineText;
use super::stored_availability::work::WorkQuote;
use super::work_at::WorkAt;
use crate::options::subsidies::Subsidies;
use crate::price::{Label, Line};
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::users::{
    Street, User,
    assets::{Description, Offering},
};
use descent::{Leader, Standing};
use kernel::{
    Amount, BadRow, Currency, Draft, Id, Locality, Members, Money, PostCode, Record, Refusal, Sentence, Span,
    Stop, Timer, Timestamp,
};
use ledger::Transfer;
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "reverse_auctions";

kernel::words! {
    /// Where a reverse auction stands.
    pub enum ReverseStage {
        /// Bids are taken.
        Open = "open",
        /// The lowest is held for the buyer, who has not answered.
        Offered = "offered",
        /// It is over.
        Ended = "ended",
    }
}

kernel::words! {
    /// What sellers see of each other while bids are taken.
    pub enum BidView {
        /// Their own rank alone.
        Rank = "rank",
        /// The price too.
        Price = "price",
    }
}

kernel::words! {
    /// Why a buyer declines the lowest.
    pub enum DeclineWinner {
        /// It is not needed any more.
        NotNeeded = "not_needed",
        /// The price is so low that it cannot be done well for it.
        TooLow = "too_low",
        /// The seller does not do what was asked for.
        NotAsAsked = "not_as_asked",
        /// The buyer has broken with the seller before.
        BadExperience = "bad_experience",
    }
}

kernel::words! {
    /// How a reverse auction ended: counted in public.
    pub enum ReverseEnding {
        /// The lowest was taken.
        Taken = "taken",
        /// Nobody bid, or no bid could be booked.
        Unsold = "unsold",
        /// Its buyer called it off before anybody bid.
        CalledOff = "called_off",
        /// Its buyer did not answer in time.
        Lapsed = "lapsed",
        /// The lowest was declined: not needed any more.
        NotNeeded = "not_needed",
        /// Declined: too low to be done well.
        TooLow = "too_low",
        /// Declined: not what was asked for.
        NotAsAsked = "not_as_asked",
        /// Declined: the buyer has broken with the seller before.
        BadExperience = "bad_experience",
    }
}

impl From<DeclineWinner> for ReverseEnding {
    fn from(reason: DeclineWinner) -> Self {
        match reason {
            DeclineWinner::NotNeeded => Self::NotNeeded,
            DeclineWinner::TooLow => Self::TooLow,
            DeclineWinner::NotAsAsked => Self::NotAsAsked,
            DeclineWinner::BadExperience => Self::BadExperience,
        }
    }
}

/// Hours of work that go to whoever would do them for least.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "reverse_auction",
    key(locality, id),
    personal(buyer, leader),
    index = "locality, stage, closes_at, id",
    index = "locality, buyer, id",
    check = "starts_at < ends_at",
    check = "top > 0",
    check = "step > 0",
    check = "bid_count >= 0",
    check = "set_aside >= 0"
)]
#[show(only(
    id,
    sector,
    post_code,
    title,
    description,
    starts_at,
    ends_at,
    top,
    step,
    view,
    stage,
    closes_at,
    bidder_count,
    ending
))]
pub struct ReverseAuction {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<ReverseAuction>,
    /// Who asks for the work.
    pub buyer: Id<User>,
    /// The sector's code.
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// Street and number, while it is not ended: only for whoever has it.
    pub street: Option<Street>,
    /// What is to be done.
    pub title: LineText,
    /// What else there is to say.
    pub description: Option<Description>,
    /// When the work begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// In which currency.
    pub currency: Currency,
    /// The most that the buyer pays, in minor units, the mark-up not counted.
    #[show(money)]
    pub top: Amount,
    /// By how much a bid is below the price at least, in minor units.
    #[show(money)]
    pub step: Amount,
    /// What sellers see of each other.
    pub view: BidView,
    /// Where it stands.
    pub stage: ReverseStage,
    /// When bids are over; it moves on when one comes at the end.
    pub closes_at: Timestamp,
    /// How often that has moved.
    pub extension_count: i64,
    /// What ends it.
    pub timer: Option<Id<Timer>>,
    /// Who leads, or had it.
    pub leader: Option<Id<User>>,
    /// What they would receive as it stands, in minor units.
    pub price: Option<Amount>,
    /// How many bids there were.
    pub bid_count: i64,
    /// How many bidders there were.
    pub bidder_count: i64,
    /// The trade that it may become.
    pub trade: Id<Trade>,
    /// What is set aside of the buyer's money until they have answered.
    pub pending: Option<Id<Transfer>>,
    /// How much, in minor units.
    pub set_aside: Amount,
    /// Until when the buyer can answer.
    pub answer_by: Option<Timestamp>,
    /// How it ended.
    pub ending: Option<ReverseEnding>,
}

/// The least that somebody would do the work of a reverse auction for. Nobody else reads it.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "underbid",
    key(locality, auction, seller),
    personal(seller),
    index = "locality, seller, auction",
    check = "number > 0",
    check = "least > 0",
    check = "cost > 0",
    check = "cost_minutes > 0"
)]
pub struct Underbid {
    /// The market area.
    pub locality: Locality,
    /// Of which auction.
    pub auction: Id<ReverseAuction>,
    /// Who bids.
    pub seller: Id<User>,
    /// The how-manieth bid of the auction it was: of equal ones the lower goes first.
    pub number: i64,
    /// For hours of which offering.
    pub offering: Id<Offering>,
    /// The least, in minor units, the mark-up not counted.
    pub least: Amount,
    /// Of a bid that was far below the others': what it costs the seller, in minor units.
    pub cost: Option<Amount>,
    /// And how many minutes of work they count on.
    pub cost_minutes: Option<i64>,
    /// When it was made or last lowered.
    pub bid_at: Timestamp,
}

/// How often reverse auctions have ended so. Anybody may read it.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "reverse_ending", key(locality, ending), public, check = "times > 0")]
pub struct ReverseEndingCount {
    /// The market area.
    pub locality: Locality,
    /// How.
    pub ending: ReverseEnding,
    /// How often.
    pub times: i64,
}

/// Why a reverse auction is not held so, or a bid is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("reverse-auctions")]
pub enum ReverseRefusal {
    /// A field of the auction does not fit.
    BadAuction {
        /// Which.
        field: &'static str,
    },
    /// It lasts from a shortest to a longest time.
    NotThatLong {
        /// The shortest, in hours.
        least_hours: i64,
        /// The longest, in days.
        most_days: i64,
    },
    /// Bids are over.
    #[stale]
    Over,
    /// Nobody bids on their own.
    OwnAuction,
    /// It is of another sector than what the seller offers.
    NotThisSector,
    /// It is not below the price by a step.
    #[stale]
    TooHigh {
        /// The most that it may be.
        most: Money,
    },
    /// The same, where nobody sees the price.
    #[stale]
    NotLow,
    /// It is far below what others would do it for: its seller has to say what it costs them.
    AbnormallyLow,
    /// There have been too many bids.
    TooManyBids {
        /// How many there may be.
        most: i64,
    },
    /// Somebody has bid, so it is not called off.
    #[stale]
    HasBids,
    /// There is nobody to answer now.
    #[stale]
    NothingOffered,
}

/// What buyers and sellers are told. Nothing of it says what somebody would do it for at least.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("reverse-auction")]
pub enum ReverseNotice {
    /// To a seller: somebody else leads.
    Overtaken,
    /// To the buyer: the lowest is held.
    Offered {
        /// What the buyer pays.
        pays: Money,
        /// Until when they can answer.
        until: Timestamp,
    },
    /// To a seller: theirs is the lowest, and the buyer has to answer.
    Won {
        /// What they receive.
        receives: Money,
        /// Until when.
        until: Timestamp,
    },
    /// To a seller: another's was lower.
    Lost,
    /// To the buyer: nobody has it.
    Unsold,
    /// To a seller: the buyer has declined.
    Declined,
    /// To buyer and seller: the buyer did not answer in time.
    Lapsed,
}

impl ReverseAuction {
    /// When the work is.
    ///
    /// # Errors
    /// [`BadRow`] when that is no time.
    pub fn span(&self) -> Result<Span, BadRow> {
        Span::between(self.starts_at, self.ends_at)
            .ok_or_else(|| BadRow(format!("reverse auction {}: no time", self.id)))
    }

    /// Whether bids are taken at a moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.stage == ReverseStage::Open && now < self.closes_at
    }

    fn takes_bids(&self, draft: &Draft<'_>) -> Result<(), ReverseRefusal> {
        if self.is_open(draft.now()) { Ok(()) } else { Err(ReverseRefusal::Over) }
    }

    /// How it stands, with the least that its leader would do it for.
    fn standing(&self, leading: Option<&Underbid>) -> Standing {
        let leader = leading.zip(self.price).map(|(bid, price)| Leader { least: bid.least, price });
        Standing { top: self.top, step: self.step, leader }
    }

    /// The bid of whoever leads.
    fn leading(&self, draft: &Draft<'_>) -> Result<Option<Underbid>, Stop> {
        let bid = |seller| draft.get::<Underbid>((self.locality, self.id, seller));
        Ok(self.leader.map(bid).transpose()?)
    }

    /// What the work would cost the buyer at a price, from an offering.
    ///
    /// # Errors
    /// As [`WorkAt::quote`].
    pub fn quote(
        &self,
        draft: &Draft<'_>,
        offering: Id<Offering>,
        price: Amount,
        counts_on: Subsidies,
    ) -> Result<WorkQuote, Stop> {
        let work = WorkAt {
            mechanism: NAME,
            offering,
            span: self.span()?,
            post_code: self.post_code,
            currency: self.currency,
            lines: vec![Line::of_price(Label::Hours, price)],
        };
        work.quote(draft, Some(self.buyer), counts_on)
    }

    /// Its end moves on when something changes at the last moment, so that others can answer.
    fn moves_on(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let figures = AuctionTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())?;
        let closes_at = draft.now().plus_minutes(figures.soft_close_minutes);
        if closes_at <= self.closes_at || self.extension_count >= figures.extensions_max {
            return Ok(());
        }
        self.end_timer(draft)?;
        self.closes_at = closes_at;
        self.extension_count = self.extension_count.saturating_add(1);
        self.timer = Some(draft.set_timer(closes_at, &CloseReverseAuction { auction: self.id }));
        Ok(())
    }

    /// When its timer is due.
    pub fn timed_at(&self) -> Timestamp {
        match (self.stage, self.answer_by) {
            (ReverseStage::Offered, Some(answer_by)) => answer_by,
            (ReverseStage::Open | ReverseStage::Offered | ReverseStage::Ended, _) => self.closes_at,
        }
    }

    fn end_timer(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let due_at = self.timed_at();
        if let Some(timer) = self.timer.take() {
            draft.take_back_timer(due_at, timer)?;
        }
        Ok(())
    }

    /// Gives back what is set aside for it.
    fn release(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        match self.pending.take() {
            Some(pending) => ledger::void_pending(draft, pending),
            None => Ok(()),
        }
    }

    /// It is over: counted, its street and its money free.
    fn end(mut self, draft: &mut Draft<'_>, ending: ReverseEnding) -> Result<(), Stop> {
        self.end_timer(draft)?;
        self.release(draft)?;
        let counted = draft.find::<ReverseEndingCount>((self.locality, ending))?;
        let times = counted.map_or(0, |counted| counted.times).saturating_add(1);
        draft.put(&ReverseEndingCount { locality: self.locality, ending, times })?;
        let (stage, ending) = (ReverseStage::Ended, Some(ending));
        draft.put(&Self { stage, ending, street: None, answer_by: None, ..self })?;
        Ok(())
    }
}

/// An auction as what a notice is about.
fn subject(auction: Id<ReverseAuction>) -> Subject {
    Subject { kind: SubjectKind::ReverseAuction, id: auction.cast() }
}

/// The figures of reverse auctions, today.
fn terms(draft: &Draft<'_>) -> Result<ReverseTerms, Stop> {
    ReverseTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
