//! Group buying (M7): the more pieces are pledged for, the less each costs; all pay the price that is reached, or all are released.
//!
//! ```text
//! OpenPool ──▶ open ──SetPledge, WithdrawPledge, JoinPool──▶ open
//!               ├──CallOffPool, before the lock, or while nobody has pledged──▶ settling
//!               └──ClosePool (timer), or the pledge that takes the last piece──▶ settling
//! settling ──SettlePool (timer, fifty pledges each)──▶ settling … ──▶ ended
//!               a pledge that pays the price ──award──▶ support::escrow::make; any other is released
//! ```
//!
//! What is for sale is taken from its stock while the pool is open. A pledge sets aside what its pieces cost at the first tier, or
//! at the most that it pays, with the mark-up, for the escrow of the trade that it may become; it is free until the lock, a day
//! before the end: from then on it stays as far as a tier hangs on it. Which tier is reached is in [`tiers`]. A pledge that the
//! rulebook refuses in the end is released alone: the others and the price stand. Several sellers can put up the same goods
//! together; each pledge is with one of them, the first to have joined that has enough left. What is set aside and what
//! [`Pledge`]s say are held to each other by `poems check`.

mod open;
mod pledges;
mod settle;
mod terms;
pub mod tiers;
mod views;

pub use open::{CallOffPool, JoinPool, OpenPool, TierAsked};
pub use pledges::{Pledged, SetPledge, WithdrawPledge};
pub use settle::{ClosePool, SettlePool};
pub use terms::PoolTerms;
pub use views::{OpenPoolCard, POOLS_PAGE, PoolOfBuyer, PoolOfSeller};

use super::put_up::{GoodsQuote, PutUp};
use crate::options::subsidies::Subsidies;
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::users::{
    User,
    assets::{HandingOver, Offering},
};
use kernel::{
    Amount, BadRow, Currency, Draft, Id, Locality, Members, Money, Overflow, Record, Refusal, Sentence, Stop,
    Timer, Timestamp,
};
use ledger::Transfer;
use rules::Rulebook;
use tiers::{Ladder, Rung, Want};

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "group_buying";

kernel::words! {
    /// Where a pool stands.
    pub enum PoolStage {
        /// Pledges are taken.
        Open = "open",
        /// It is over, and its pledges become trades or are released, some at a time.
        Settling = "settling",
        /// All of them have.
        Ended = "ended",
    }
}

kernel::words! {
    /// How a pool ended.
    pub enum PoolOutcome {
        /// At the price of a tier.
        Reached = "reached",
        /// No tier was reached.
        Missed = "missed",
        /// Its seller called it off.
        CalledOff = "called_off",
    }
}

kernel::words! {
    /// Where a pledge stands.
    pub enum PledgeStage {
        /// It counts.
        Open = "open",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
        /// It became a trade.
        Bought = "bought",
        /// No tier was reached that it pays.
        Released = "released",
        /// It would have become one, and a rule forbids it, or it costs more by now than was set aside.
        Refused = "refused",
    }
}

/// Goods that cost less, the more of them are pledged for.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "pool",
    key(locality, id),
    personal(seller),
    index = "locality, stage, closes_at, id",
    check = "least_pieces > 0",
    check = "least_pieces <= most_pieces",
    check = "pledged <= piece_count",
    check = "pledged >= 0",
    check = "buyer_count >= 0",
    check = "settled_up_to <= pledge_count"
)]
#[show(only(
    id,
    offering,
    least_pieces,
    most_pieces,
    handing_over,
    is_joinable,
    piece_count,
    pledged,
    buyer_count,
    stage,
    closes_at,
    locks_at,
    outcome,
    price
))]
pub struct Pool {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Pool>,
    /// Who opened it.
    pub seller: Id<User>,
    /// What is sold: what whoever opened it offers.
    pub offering: Id<Offering>,
    /// In which currency.
    pub currency: Currency,
    /// The fewest pieces that somebody pledges for.
    pub least_pieces: i64,
    /// The most pieces that somebody pledges for.
    pub most_pieces: i64,
    /// How they get to their buyers.
    pub handing_over: HandingOver,
    /// Whether other sellers may put up the same goods with it.
    pub is_joinable: bool,
    /// How many pieces there are in all.
    pub piece_count: i64,
    /// How many pieces are pledged for.
    pub pledged: i64,
    /// How many have pledged.
    pub buyer_count: i64,
    /// The number of the latest pledge.
    pub pledge_count: i64,
    /// How many sellers have put up goods.
    pub supply_count: i64,
    /// Where it stands.
    pub stage: PoolStage,
    /// When pledges are over.
    pub closes_at: Timestamp,
    /// From when on pledges stay as far as a tier hangs on them.
    pub locks_at: Timestamp,
    /// What ends it, or goes on to settle it.
    pub timer: Option<Id<Timer>>,
    /// How it ended.
    pub outcome: Option<PoolOutcome>,
    /// What each pays for a piece, in minor units, the mark-up not counted, when a tier was reached.
    #[show(money)]
    pub price: Option<Amount>,
    /// Up to which number pledges are settled.
    pub settled_up_to: i64,
    /// How many pieces were sold.
    pub sold: i64,
}

/// A tier of a pool: from so many pieces on, a piece costs so much.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "price_tier", key(locality, pool, number), personal(pool))]
pub struct PriceTier {
    /// The market area.
    pub locality: Locality,
    /// Of which pool.
    pub pool: Id<Pool>,
    /// Which tier it is, from 1.
    pub number: i64,
    /// The tier.
    #[record(fields)]
    pub rung: Rung,
}

/// What a seller has put up in a pool, as it was then.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "pool_supply",
    key(locality, pool, number),
    personal(seller),
    index = "locality, seller, pool, number",
    check = "piece_count > 0",
    check = "pledged >= 0",
    check = "pledged <= piece_count",
    check = "out_count >= 0",
    check = "delivery > 0",
    check = "ready_minutes >= 0"
)]
pub struct PoolSupply {
    /// The market area.
    pub locality: Locality,
    /// In which pool.
    pub pool: Id<Pool>,
    /// Which seller of the pool it is, from 1: in the order in which they joined.
    pub number: i64,
    /// Who sells.
    pub seller: Id<User>,
    /// What.
    pub offering: Id<Offering>,
    /// How many pieces.
    pub piece_count: i64,
    /// For how many of them somebody has pledged.
    pub pledged: i64,
    /// How many pieces are out of stock for the pool now.
    pub out_count: i64,
    /// For bringing what one buyer has, in minor units; nothing when it is collected.
    pub delivery: Option<Amount>,
    /// How long after the end it is ready, in minutes.
    pub ready_minutes: i64,
}

/// What somebody would have of a pool, binding as the lock says. Others see only how many pieces there are in all.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "pledge",
    key(locality, pool, number),
    personal(buyer),
    check = "number > 0",
    check = "piece_count > 0",
    check = "most_each > 0"
)]
pub struct Pledge {
    /// The market area.
    pub locality: Locality,
    /// Of which pool.
    pub pool: Id<Pool>,
    /// Which pledge it is, from 1.
    pub number: i64,
    /// Who pledges.
    pub buyer: Id<User>,
    /// With which seller of the pool.
    pub supply: i64,
    /// How many pieces.
    pub piece_count: i64,
    /// The most that they pay for a piece, in minor units, the mark-up not counted; none: what the first tier costs.
    pub most_each: Option<Amount>,
    /// Where it stands.
    pub stage: PledgeStage,
    /// The trade that it may become.
    pub trade: Id<Trade>,
    /// What is set aside for it.
    pub pending: Option<Id<Transfer>>,
    /// When it was made or last changed.
    pub pledged_at: Timestamp,
}

/// Who has pledged in a pool, by which of its pledges.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "pledger",
    key(locality, pool, user_id),
    personal(user_id),
    index = "locality, user_id, pool"
)]
pub struct Pledger {
    /// The market area.
    pub locality: Locality,
    /// In which pool.
    pub pool: Id<Pool>,
    /// Who.
    pub user_id: Id<User>,
    /// The number of their pledge.
    pub number: i64,
}

/// Why a pool is not held so, or a pledge is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("group-buying")]
pub enum PoolRefusal {
    /// A field of the pool does not fit.
    BadPool {
        /// Which.
        field: &'static str,
    },
    /// Pools last from a shortest to a longest time.
    NotThatLong {
        /// The shortest, in hours.
        least_hours: i64,
        /// The longest, in days.
        most_days: i64,
    },
    /// There are only so many tiers.
    TooManyTiers {
        /// How many there may be.
        most: i64,
    },
    /// A tier brings its seller less than a piece below it would, and they have not said that they mean it.
    LessForMore {
        /// Which tier, from 1.
        tier: i64,
    },
    /// Pledges are over.
    #[stale]
    Over,
    /// Nobody pledges for their own.
    OwnPool,
    /// A pledge is of so many pieces.
    NotThisMany {
        /// The fewest.
        least: i64,
        /// The most.
        most: i64,
    },
    /// No seller of the pool has so many left.
    #[stale]
    TooFewLeft {
        /// How many can be had.
        left: i64,
    },
    /// At that most it would count for no tier.
    TooLow {
        /// The price of the last tier.
        least: Money,
    },
    /// There have been too many pledges.
    TooManyPledges {
        /// How many there may be.
        most: i64,
    },
    /// There is no pledge to take back.
    #[stale]
    NoPledge,
    /// A tier hangs on it.
    #[stale]
    Locked,
    /// Others have pledged, and it is too late to call it off.
    #[stale]
    Bound,
    /// Others do not put up goods with it, or not these.
    NotJoinable,
    /// They have put up goods in it already.
    AlreadyIn,
}

/// What buyers and sellers are told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("pool")]
pub enum PoolNotice {
    /// A tier is reached that was not.
    TierReached {
        /// What a piece costs as it stands.
        each: Money,
        /// How many pieces are pledged for.
        pieces: i64,
    },
    /// A pledge became a trade.
    Bought {
        /// What a piece costs.
        each: Money,
        /// What of what was set aside is back.
        back: Money,
    },
    /// A pledge is released: no tier was reached that it pays.
    Released,
    /// A pledge is released: a rule forbids it by now.
    Refused,
    /// To a seller: it ended at a price.
    Sold {
        /// What a piece costs.
        each: Money,
        /// How many pieces were sold, by all sellers.
        pieces: i64,
    },
    /// To a seller: no tier was reached.
    Missed,
    /// It was called off.
    CalledOff,
}

impl Pledge {
    /// What it asks.
    pub fn want(&self) -> Want {
        Want { piece_count: self.piece_count, most_each: self.most_each }
    }
}

impl PoolSupply {
    /// Pieces of it, as they were put up.
    fn put_up(&self, pool: &Pool, piece_count: i64) -> PutUp {
        PutUp {
            mechanism: NAME,
            seller: self.seller,
            offering: self.offering,
            piece_count,
            currency: pool.currency,
            handing_over: pool.handing_over,
            delivery: self.delivery,
            ready_minutes: self.ready_minutes,
        }
    }

    /// How many pieces nobody has pledged for.
    pub fn left(&self) -> i64 {
        self.piece_count.saturating_sub(self.pledged)
    }

    /// What pieces of it would cost a buyer in all, at a price for each.
    ///
    /// # Errors
    /// As [`PutUp::quote`].
    pub fn quote(
        &self,
        draft: &Draft<'_>,
        pool: &Pool,
        buyer: Option<Id<User>>,
        (piece_count, each): (i64, Amount),
        counts_on: Subsidies,
    ) -> Result<GoodsQuote, Stop> {
        let price = each.0.checked_mul(piece_count).map(Amount).ok_or(Overflow)?;
        self.put_up(pool, piece_count).quote(draft, buyer, price, counts_on)
    }
}

/// A pool with its tiers and what its sellers have put up.
#[derive(Clone, Debug)]
pub struct WholePool {
    /// The pool.
    pub pool: Pool,
    /// Its tiers.
    pub ladder: Ladder,
    /// What is put up, in the order in which it was.
    pub supplies: Vec<PoolSupply>,
}

impl WholePool {
    /// A pool as a decision reads it.
    ///
    /// # Errors
    /// As [`Draft::find`]; absent when there is none.
    pub fn of(draft: &Draft<'_>, id: Id<Pool>) -> Result<Self, Stop> {
        let locality = draft.locality();
        let mut keys = kernel::Keys::default();
        Self::reads(&mut keys, locality, id);
        draft.ask(keys)?;
        let pool = draft.get::<Pool>((locality, id))?;
        let rungs = draft.list::<PriceTier>((locality, id))?.into_iter().map(|tier| tier.rung).collect();
        let ladder = Ladder::new(rungs).ok_or_else(|| BadRow(format!("pool {id}: its tiers are none")))?;
        Ok(Self { pool, ladder, supplies: draft.list::<PoolSupply>((locality, id))? })
    }

    /// Asks for the rows that [`Self::of`] reads.
    pub fn reads(keys: &mut kernel::Keys, locality: Locality, id: Id<Pool>) {
        keys.one::<Pool>((locality, id));
        keys.all::<PriceTier>((locality, id));
        keys.all::<PoolSupply>((locality, id));
    }

    /// Whether a user sells in it.
    pub fn is_seller(&self, user: Id<User>) -> bool {
        self.supplies.iter().any(|supply| supply.seller == user)
    }

    /// The first of its sellers that has so many pieces left.
    pub fn with_left(&self, piece_count: i64) -> Option<&PoolSupply> {
        self.supplies.iter().find(|supply| supply.left() >= piece_count)
    }

    /// Refuses unless pledges are taken now.
    fn takes_pledges(&self, draft: &Draft<'_>) -> Result<(), PoolRefusal> {
        let is_open = self.pool.stage == PoolStage::Open && draft.now() < self.pool.closes_at;
        if is_open { Ok(()) } else { Err(PoolRefusal::Over) }
    }

    /// Writes all of it.
    fn keep(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.put(&self.pool)?;
        for (number, rung) in (1..).zip(self.ladder.rungs()) {
            let (locality, pool, rung) = (self.pool.locality, self.pool.id, *rung);
            draft.put(&PriceTier { locality, pool, number, rung })?;
        }
        for supply in &self.supplies {
            draft.put(supply)?;
        }
        Ok(())
    }
}

/// A pool as what a notice is about.
fn subject(pool: Id<Pool>) -> Subject {
    Subject { kind: SubjectKind::Pool, id: pool.cast() }
}

/// The figures of pools, today.
fn terms(draft: &Draft<'_>) -> Result<PoolTerms, Stop> {
    PoolTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
