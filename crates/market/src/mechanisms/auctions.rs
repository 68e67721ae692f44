//! Auctions (M5): goods that go to whoever would pay most, at a step above the second.
//!
//! ```text
//! OpenLot ──▶ open ──PlaceBid──▶ open, led by somebody        (in its last two minutes: its end moves on)
//!              │  └──BuyLotNow, while nobody has bid──▶ sold
//!              ├──WithdrawLot, while nobody has bid──▶ withdrawn
//!              └──CloseLot (timer)──▶ sold ──award──▶ support::escrow::make
//!                                └──▶ unsold ──OfferSecondChance──▶ offered ──award──▶ support::escrow::hold, awaiting that bidder
//! ```
//!
//! What is for sale is taken from its stock while it is a lot. The leader's money is set aside for the most that they would pay,
//! with the mark-up, for the escrow of the trade that the bid may become; whoever is outbid has theirs back at once. What it costs
//! to bring it, and how soon it is ready, is as it was when it was put up; nobody pays more than was set aside. How a
//! bid moves the price is in [`proxy`]. Money a [`Bid`] binds and what [`Lot`] says are held to each other by `poems check`.

mod bid;
mod close;
mod open;
pub mod proxy;
mod terms;

pub use bid::{BuyLotNow, LotPlaced, PlaceBid};
pub use close::{CloseLot, OfferSecondChance};
pub use open::{OpenLot, WithdrawLot};
pub use terms::AuctionTerms;

use super::put_up::{GoodsQuote, PutUp};
use crate::options::subsidies::Subsidies;
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::users::{
    User,
    assets::{HandingOver, Offering},
};
use kernel::{
    Amount, Currency, Draft, Id, Locality, Members, Money, Record, Refusal, Sentence, Stop, Timer, Timestamp,
    View,
};
use ledger::Transfer;
use proxy::{Bidder, Leader, Standing};
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "auctions";

kernel::words! {
    /// Where a lot stands.
    pub enum LotStage {
        /// Bids are taken.
        Open = "open",
        /// Somebody has it.
        Sold = "sold",
        /// Nobody has it: no bid, or none that was enough.
        Unsold = "unsold",
        /// It is, or was, offered to the next bidder: what came of it its trade says.
        Offered = "offered",
        /// Its seller took it back before anybody bid.
        Withdrawn = "withdrawn",
    }
}

/// Pieces of an offering that go to whoever would pay most for all of them.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "lot",
    key(locality, id),
    personal(seller, leader),
    index = "locality, stage, closes_at, id",
    index = "locality, seller, id",
    check = "piece_count > 0",
    check = "start > 0",
    check = "bid_count >= 0",
    check = "delivery > 0",
    check = "ready_minutes >= 0"
)]
#[show(only(
    id,
    offering,
    piece_count,
    start,
    buy_now,
    handing_over,
    delivery,
    stage,
    closes_at,
    price,
    bid_count
))]
pub struct Lot {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Lot>,
    /// Who sells.
    pub seller: Id<User>,
    /// What is sold.
    pub offering: Id<Offering>,
    /// How many pieces of it, all to one buyer.
    pub piece_count: i64,
    /// In which currency.
    pub currency: Currency,
    /// The least that a first bid is, in minor units.
    #[show(money)]
    pub start: Amount,
    /// The least for which it is sold, in minor units; bidders see only whether it is met.
    pub reserve: Option<Amount>,
    /// For how much it is had at once while nobody has bid, in minor units.
    #[show(money)]
    pub buy_now: Option<Amount>,
    /// How it gets to its buyer.
    pub handing_over: HandingOver,
    /// For bringing it, in minor units; nothing when it is collected.
    #[show(money)]
    pub delivery: Option<Amount>,
    /// How long after it was sold it is ready, in minutes.
    pub ready_minutes: i64,
    /// Where it stands.
    pub stage: LotStage,
    /// When bids are over; it moves on when one comes at the end.
    pub closes_at: Timestamp,
    /// How often that has moved.
    pub extension_count: i64,
    /// What ends it.
    pub timer: Option<Id<Timer>>,
    /// Who leads, or has it.
    pub leader: Option<Id<User>>,
    /// The number of the bid by which they do.
    pub led_by: Option<i64>,
    /// What they would pay as it stands, or paid, in minor units, the mark-up not counted.
    #[show(money)]
    pub price: Option<Amount>,
    /// How many bids there were.
    pub bid_count: i64,
    /// How many bidders there were.
    pub bidder_count: i64,
    /// The trade that it became.
    pub trade: Option<Id<Trade>>,
}

/// A bid, binding from when it is placed. Everybody sees the price that it made and which bidder it was, by a number; the most
/// that they would pay is theirs alone.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "bid",
    key(locality, lot, number),
    personal(bidder),
    check = "number > 0",
    check = "most > 0"
)]
pub struct Bid {
    /// The market area.
    pub locality: Locality,
    /// For which lot.
    pub lot: Id<Lot>,
    /// Which bid it was, from 1.
    pub number: i64,
    /// Who bids.
    pub bidder: Id<User>,
    /// Which bidder of this lot they are, from 1: what others see of them.
    pub alias: i64,
    /// The most that they would pay for all pieces, in minor units, the mark-up not counted.
    pub most: Amount,
    /// The price that it made, in minor units.
    pub price: Amount,
    /// The trade that it may become.
    pub trade: Id<Trade>,
    /// What is set aside for it, while it leads.
    pub pending: Option<Id<Transfer>>,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// Who has bid for a lot.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "lot_bidder",
    key(locality, lot, user_id),
    personal(user_id),
    index = "locality, user_id, lot"
)]
pub struct LotBidder {
    /// The market area.
    pub locality: Locality,
    /// For which lot.
    pub lot: Id<Lot>,
    /// Who.
    pub user_id: Id<User>,
    /// Which bidder they are, from 1.
    pub alias: i64,
    /// Whether it was offered to them after it had gone elsewhere, or to nobody.
    pub had_chance: bool,
}

/// Why an auction is not held so, or a bid is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("auctions")]
pub enum AuctionRefusal {
    /// A field of the lot does not fit.
    BadLot {
        /// Which.
        field: &'static str,
    },
    /// Auctions last from a shortest to a longest time.
    NotThatLong {
        /// The shortest, in hours.
        least_hours: i64,
        /// The longest, in days.
        most_days: i64,
    },
    /// It is over.
    #[stale]
    Over,
    /// A bid is this much or more.
    #[stale]
    TooLow {
        /// The least.
        least: Money,
    },
    /// Nobody bids for their own.
    OwnLot,
    /// There have been too many bids.
    TooManyBids {
        /// How many there may be.
        most: i64,
    },
    /// It cannot be had at once: somebody has bid, or its seller never said so.
    #[stale]
    NotAtOnce,
    /// Somebody has bid: it is not taken back any more.
    #[stale]
    HasBids,
    /// There is nobody to offer it to, or it was offered before.
    #[stale]
    NoSecondChance,
}

/// What bidders and sellers are told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("auction")]
pub enum AuctionNotice {
    /// Somebody else leads; what was set aside is back.
    Outbid {
        /// The price now.
        price: Money,
    },
    /// It was not sold.
    Unsold,
    /// What the bidder wants can be theirs after all.
    SecondChance {
        /// For how much, the mark-up not counted.
        price: Money,
        /// Until when they can agree.
        until: Timestamp,
    },
}

impl Lot {
    /// Whether what the leader would pay is enough for its seller.
    pub fn is_reserve_met(&self) -> bool {
        // A reserve that is met is the least that the price can be.
        self.price.is_some_and(|price| self.reserve.is_none_or(|reserve| price >= reserve))
    }

    /// How it stands, when the bid by which it is led is this one.
    fn standing(&self, leading: Option<&Bid>) -> Standing {
        let leader = leading.zip(self.price).map(|(bid, price)| Leader { most: bid.most, price });
        Standing { start: self.start, reserve: self.reserve, leader }
    }

    /// The least that the next bid is, by who looks.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn least(&self, draft: &Draft<'_>, user: Option<Id<User>>) -> Result<Amount, Stop> {
        let steps = proxy::Steps::on(draft.consult::<Rulebook>()?, draft.now().day().date())?;
        let leading = self.leading_bid(draft)?;
        let bidder = user.map_or(Bidder::Another, |user| self.bidder(user));
        Ok(self.standing(leading.as_ref()).least(bidder, &steps)?)
    }

    fn bidder(&self, user: Id<User>) -> Bidder {
        if self.leader == Some(user) { Bidder::Leader } else { Bidder::Another }
    }

    /// Refuses unless bids are taken now.
    fn takes_bids(&self, draft: &Draft<'_>) -> Result<(), AuctionRefusal> {
        let is_open = self.stage == LotStage::Open && draft.now() < self.closes_at;
        if is_open { Ok(()) } else { Err(AuctionRefusal::Over) }
    }

    /// What is for sale, as it was put up.
    fn put_up(&self) -> PutUp {
        PutUp {
            mechanism: NAME,
            seller: self.seller,
            offering: self.offering,
            piece_count: self.piece_count,
            currency: self.currency,
            handing_over: self.handing_over,
            delivery: self.delivery,
            ready_minutes: self.ready_minutes,
        }
    }

    /// What it would cost a buyer at a price.
    ///
    /// # Errors
    /// As [`PutUp::quote`].
    pub fn quote(
        &self,
        draft: &Draft<'_>,
        buyer: Option<Id<User>>,
        price: Amount,
        counts_on: Subsidies,
    ) -> Result<GoodsQuote, Stop> {
        self.put_up().quote(draft, buyer, price, counts_on)
    }
}

/// A lot as what a notice is about.
fn subject(lot: Id<Lot>) -> Subject {
    Subject { kind: SubjectKind::Lot, id: lot.cast() }
}

/// The figures of auctions, today.
fn terms(draft: &Draft<'_>) -> Result<AuctionTerms, Stop> {
    AuctionTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

/// How many lots a page has; the views read one more.
pub const LOTS_PAGE: usize = 20;

/// A page of the lots that take bids, those that close soonest first. The page begins behind the close `$2` and the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, offering, closes_at FROM lot WHERE locality = $1 AND stage = 'open' AND (closes_at, id) > ($2, $3)
           ORDER BY closes_at, id LIMIT 21"
)]
pub struct OpenLotCard {
    /// Which.
    pub id: Id<Lot>,
    /// What it is of.
    pub offering: Id<Offering>,
    /// When it closes.
    pub closes_at: Timestamp,
}

/// The lots that a user sells or has sold, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, offering FROM lot WHERE locality = $1 AND seller = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct LotOfSeller {
    /// Which.
    pub id: Id<Lot>,
    /// What it is of.
    pub offering: Id<Offering>,
}

/// The lots that a user has bid for, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT lot.id AS id, lot.offering AS offering FROM lot_bidder
           JOIN lot ON lot.locality = lot_bidder.locality AND lot.id = lot_bidder.lot
           WHERE lot_bidder.locality = $1 AND lot.locality = $1 AND lot_bidder.user_id = $2 AND lot_bidder.lot < $3
           ORDER BY lot_bidder.lot DESC LIMIT 21")]
pub struct LotOfBidder {
    /// Which.
    pub id: Id<Lot>,
    /// What it is of.
    pub offering: Id<Offering>,
}

#[cfg(test)]
mod tests;
