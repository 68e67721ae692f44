//! `/pools`: what costs less, the more of it people buy together.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::assets::Offered;
use crate::nouns::group_buying::{self, OwnPledge, PoolCard, PoolSeen, Pools, SupplySeen, TierShown, tiers};
use kernel::{Id, Money, Show, Timestamp};
use market::mechanisms::group_buying::tiers::Rung;
use market::mechanisms::group_buying::{
    CallOffPool, JoinPool, OpenPool, PledgeStage, Pool, SetPledge, WithdrawPledge,
};
use market::users::{User, assets::Offering};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/pools", list)
            .about("Those that take pledges, the first to close first, twenty a page: the header `Link` has the next one.")
            .public(),
        Call::list("/pools-selling", selling)
            .about("Those that you have opened or joined as a seller, the latest first, twenty a page."),
        Call::list("/pools-pledged", pledged)
            .about("Those in which you have pledged, the latest first, twenty a page."),
        Call::get("/pools/{pool}", show)
            .about("With its tiers and sellers. Nobody sees what others have pledged, but for the sum.")
            .public(),
        Call::act_for::<OpenPool>("/pools", "pool"),
        Call::act::<JoinPool>("/pools/{pool}/sellers"),
        Call::act::<CallOffPool>("/pools/{pool}/calling-off"),
        Call::act::<SetPledge>("/pools/{pool}/pledge"),
        Call::act::<WithdrawPledge>("/pools/{pool}/withdrawal"),
    ]
}

fn title(offered: Offered) -> String {
    offered.text.map(|text| text.title.into()).unwrap_or_default()
}

/// A pool in a list.
#[derive(Show)]
pub(super) struct PoolListed {
    #[show(flatten)]
    pool: Pool,
    /// What it is.
    title: String,
    /// From the dearest to the cheapest.
    tiers: Vec<TierShown>,
    /// What a piece costs as it stands; nothing while no tier is reached.
    each: Option<Money>,
    /// How many more pieces the next tier takes; nothing when all are reached.
    missing: Option<i64>,
    /// How many pieces you have pledged for; nothing when you have not.
    own_pieces: Option<i64>,
}

impl From<PoolCard> for PoolListed {
    fn from(PoolCard { pool, ladder, offered, own }: PoolCard) -> Self {
        let own = own.filter(|pledge| matches!(pledge.stage, PledgeStage::Open | PledgeStage::Bought));
        Self {
            title: title(offered),
            tiers: tiers(&pool, &ladder),
            each: ladder.price().map(|each| each.of(pool.currency)),
            missing: ladder.next().map(Rung::missing),
            own_pieces: own.map(|pledge| pledge.piece_count),
            pool,
        }
    }
}

/// What you have pledged in a pool.
#[derive(Show)]
pub(super) struct PledgeMade {
    /// The pool.
    pool: Id<Pool>,
    /// What it is.
    title: String,
    /// How many pieces.
    piece_count: Option<i64>,
    /// The most for a piece.
    most_each: Option<Money>,
    /// Where it stands.
    stage: Option<PledgeStage>,
    /// When it was made or last changed.
    pledged_at: Option<Timestamp>,
}

impl From<PoolCard> for PledgeMade {
    fn from(PoolCard { pool, offered, own, .. }: PoolCard) -> Self {
        let own = own.as_ref();
        Self {
            title: title(offered),
            piece_count: own.map(|pledge| pledge.piece_count),
            most_each: own.and_then(|pledge| pledge.most_each).map(|most| most.of(pool.currency)),
            stage: own.map(|pledge| pledge.stage),
            pledged_at: own.map(|pledge| pledge.pledged_at),
            pool: pool.id,
        }
    }
}

/// A seller of a pool.
#[derive(Show)]
struct PoolSeller {
    /// Who.
    seller: Id<User>,
    /// Their name.
    seller_name: String,
    /// What they have put up.
    offering: Id<Offering>,
    /// What it is.
    title: String,
    /// How many pieces.
    piece_count: i64,
    /// How many of them nobody has pledged for.
    left: i64,
    /// For bringing what one buyer has; nothing when it is collected.
    delivery: Option<Money>,
}

/// A pool as you see it.
#[derive(Show)]
struct PoolWhole {
    #[show(flatten)]
    pool: Pool,
    /// What it is.
    title: String,
    /// From the dearest to the cheapest.
    tiers: Vec<TierShown>,
    /// What a piece costs as it stands; nothing while no tier is reached.
    each: Option<Money>,
    /// How many more pieces the next tier takes; nothing when all are reached.
    missing: Option<i64>,
    /// Who sells, whoever opened it first.
    sellers: Vec<PoolSeller>,
    /// What you would pay in all, at most, for the fewest pieces; nothing when a rule forbids it or nothing is left.
    least_in_all: Option<Money>,
    /// What you have pledged.
    own: Option<OwnPledge>,
}

impl From<PoolSeen> for PoolWhole {
    fn from(PoolSeen { whole, sellers, least_in_all, own }: PoolSeen) -> Self {
        let currency = whole.pool.currency;
        let shown = |SupplySeen { supply, offered, seller }| PoolSeller {
            seller: supply.seller,
            seller_name: seller.name,
            offering: supply.offering,
            title: title(offered),
            piece_count: supply.piece_count,
            left: supply.left(),
            delivery: supply.delivery.map(|delivery| delivery.of(currency)),
        };
        let sellers: Vec<_> = sellers.into_iter().map(shown).collect();
        Self {
            title: sellers.first().map(|seller| seller.title.clone()).unwrap_or_default(),
            tiers: tiers(&whole.pool, &whole.ladder),
            each: whole.ladder.price().map(|each| each.of(currency)),
            missing: whole.ladder.next().map(Rung::missing),
            pool: whole.pool,
            sellers,
            least_in_all,
            own,
        }
    }
}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<PoolListed>> {
    let visitor = sent.caller().await?;
    let page = group_buying::list(&sent.app, visitor.as_ref(), Pools::Open, paged.from()?).await?;
    Ok(page.map(PoolListed::from))
}

async fn selling(sent: Sent, paged: Paged) -> Answer<Page<PoolListed>> {
    let page = group_buying::list(&sent.app, Some(sent.visitor()?), Pools::Selling, paged.from()?).await?;
    Ok(page.map(PoolListed::from))
}

async fn pledged(sent: Sent, paged: Paged) -> Answer<Page<PledgeMade>> {
    let page = group_buying::list(&sent.app, Some(sent.visitor()?), Pools::Pledged, paged.from()?).await?;
    Ok(page.map(PledgeMade::from))
}

async fn show(sent: Sent) -> Answer<PoolWhole> {
    let visitor = sent.caller().await?;
    Ok(group_buying::pool(&sent.app, visitor.as_ref(), sent.id()?).await?.into())
}
