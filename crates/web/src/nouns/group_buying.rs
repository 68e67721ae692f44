//! Group buying: the pools that take pledges, one pool as somebody sees it, and a user's own.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::nouns::assets::{self, Offered};
use crate::nouns::blocks;
use crate::nouns::options::{self, SellerShown};
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Money, Show, Stop, Timestamp, Value, together};
use market::mechanisms::group_buying::tiers::{Ladder, Want};
use market::mechanisms::group_buying::{
    OpenPoolCard, POOLS_PAGE, Pledge, PledgeStage, Pledger, Pool, PoolOfBuyer, PoolOfSeller, PoolStage,
    PoolSupply, WholePool,
};
use market::options::subsidies::Subsidies;
use market::trade::Trade;
use market::users::{User, assets::Offering};

/// A pool in a list.
#[derive(Clone, Debug)]
pub struct PoolCard {
    /// The pool.
    pub pool: Pool,
    /// Its tiers.
    pub ladder: Ladder,
    /// What it is of, or what the one who looks has put up in it.
    pub offered: Offered,
    /// What the one who looks has pledged.
    pub own: Option<Pledge>,
}

/// A tier as everybody sees it.
#[derive(Show, Clone, Debug)]
pub struct TierShown {
    /// From how many pieces on.
    pub piece_count: i64,
    /// What a piece costs then, the mark-up not counted.
    pub each: Money,
    /// Whether enough pieces are pledged for.
    pub is_reached: bool,
}

/// What the one who looks has pledged.
#[derive(Show, Clone, Debug)]
pub struct OwnPledge {
    /// How many pieces.
    pub piece_count: i64,
    /// The most for a piece, the mark-up not counted.
    pub most_each: Option<Money>,
    /// Where it stands.
    pub stage: PledgeStage,
    /// What is set aside for it.
    pub set_aside: Money,
    /// The seller's name.
    pub seller_name: String,
    /// The trade that it became.
    pub trade: Option<Id<Trade>>,
    /// When it was made or last changed.
    pub pledged_at: Timestamp,
}

/// A seller of a pool, with what they have put up.
#[derive(Clone, Debug)]
pub struct SupplySeen {
    /// What they have put up.
    pub supply: PoolSupply,
    /// What it is.
    pub offered: Offered,
    /// Who they are.
    pub seller: SellerShown,
}

/// A pool as somebody sees it.
#[derive(Clone, Debug)]
pub struct PoolSeen {
    /// The pool, its tiers and its sellers.
    pub whole: WholePool,
    /// Each seller, the one who opened it first.
    pub sellers: Vec<SupplySeen>,
    /// What the one who looks would pay in all, at most, for the fewest pieces; `None` when a rule forbids it or nothing is left.
    pub least_in_all: Option<Money>,
    /// What they have pledged.
    pub own: Option<OwnPledge>,
}

/// Which pools are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pools {
    /// Those that take pledges, the first to close first.
    Open,
    /// Those in which the visitor sells or has sold, the latest first.
    Selling,
    /// Those in which the visitor has pledged, the latest first.
    Pledged,
}

/// The tiers of a pool as everybody sees them.
pub fn tiers(pool: &Pool, ladder: &Ladder) -> Vec<TierShown> {
    let shown = |rung: &market::mechanisms::group_buying::tiers::Rung| TierShown {
        piece_count: rung.piece_count,
        each: rung.each.of(pool.currency),
        is_reached: rung.is_reached(),
    };
    ladder.rungs().iter().map(shown).collect()
}

/// A page of pools. The visitor's own are none to who is signed out.
pub async fn list(app: &App, visitor: Option<&Visitor>, of: Pools, from: Cursor) -> Answer<Page<PoolCard>> {
    let page = named(app, visitor, of, from).await?;
    let named = page.rows.clone();
    let mut rows = app.look(visitor, |draft| cards(draft, &named)).await?;
    if matches!(of, Pools::Open) {
        let apart = blocks::apart(app, visitor);
        rows.retain(|card| !apart.contains(&card.offered.offering.seller));
    }
    Ok(Page { rows, next: page.next })
}

/// A pool, and what it is of.
type Named = (Id<Pool>, Id<Offering>);

async fn named(app: &App, visitor: Option<&Visitor>, of: Pools, from: Cursor) -> Answer<Page<Named>> {
    let own = visitor.map(|visitor| [Value::Id(visitor.user.bits()), from.id()]);
    let of_id = |(id, _): &Named| Cursor { time: None, id: id.bits() };
    Ok(match (of, own) {
        (Pools::Open, _) => {
            let behind = if from == Cursor::START {
                [Value::Int(i64::MIN), Value::Id(0)]
            } else {
                [from.time(), from.id()]
            };
            let open = app.store.view::<OpenPoolCard>(app.locality, &behind).await?;
            let cursor = |card: &OpenPoolCard| Cursor { time: Some(card.closes_at), id: card.id.bits() };
            Page::of(open, POOLS_PAGE, cursor).map(|card| (card.id, card.offering))
        }
        (Pools::Selling, Some(own)) => {
            let own = app.store.view::<PoolOfSeller>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|pool| (pool.id, pool.offering)).collect(), POOLS_PAGE, of_id)
        }
        (Pools::Pledged, Some(own)) => {
            let own = app.store.view::<PoolOfBuyer>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|pool| (pool.id, pool.offering)).collect(), POOLS_PAGE, of_id)
        }
        (Pools::Selling | Pools::Pledged, None) => Page { rows: Vec::new(), next: None },
    })
}

fn cards(draft: &Draft<'_>, named: &[Named]) -> Result<Vec<PoolCard>, Stop> {
    let (locality, user) = (draft.locality(), draft.actor().cast());
    let mut keys = Keys::default();
    for (id, _) in named {
        WholePool::reads(&mut keys, locality, *id);
        keys.one::<Pledger>((locality, *id, user));
    }
    let offerings: Vec<_> = named.iter().map(|(_, offering)| *offering).collect();
    let wholes = draft.ask(keys).map_err(Stop::from).and_then(|()| {
        all(named.iter().map(|(id, _)| together(WholePool::of(draft, *id), pledge_of(draft, *id, user))))
    });
    let (wholes, offered) = together(wholes, assets::all_of(draft, &offerings))?;
    let card = |((whole, own), offered): ((WholePool, Option<Pledge>), Offered)| PoolCard {
        pool: whole.pool,
        ladder: whole.ladder,
        offered,
        own,
    };
    Ok(wholes.into_iter().zip(offered).map(card).collect())
}

/// All of several reads, of which none waits for another.
fn all<T>(reads: impl Iterator<Item = Result<T, Stop>>) -> Result<Vec<T>, Stop> {
    let with = |all: Result<Vec<T>, Stop>, read| {
        let (mut all, read) = together(all, read)?;
        all.push(read);
        Ok(all)
    };
    reads.fold(Ok(Vec::new()), with)
}

/// What somebody has pledged in a pool, whatever became of it.
fn pledge_of(draft: &Draft<'_>, pool: Id<Pool>, user: Id<User>) -> Result<Option<Pledge>, Stop> {
    let pledger = draft.find::<Pledger>((draft.locality(), pool, user))?;
    Ok(pledger.map(|known| draft.get::<Pledge>((draft.locality(), pool, known.number))).transpose()?)
}

/// A pool as the visitor sees it.
pub async fn pool(app: &App, visitor: Option<&Visitor>, id: Id<Pool>) -> Answer<PoolSeen> {
    app.look(visitor, |draft| seen(draft, visitor, id)).await
}

fn seen(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<Pool>) -> Result<PoolSeen, Stop> {
    let user = visitor.map(|visitor| visitor.user);
    let pledge = match user {
        Some(user) => pledge_of(draft, id, user),
        None => Ok(None),
    };
    // What is set aside is known only when the pledge is, and neither waits for who the sellers are.
    let pledge = pledge.and_then(|pledge| match pledge {
        Some(pledge) => pledge.set_aside(draft).map(|set_aside| Some((pledge, set_aside))),
        None => Ok(None),
    });
    let sold = WholePool::of(draft, id).and_then(|whole| {
        let offerings: Vec<_> = whole.supplies.iter().map(|supply| supply.offering).collect();
        let sellers = all(whole.supplies.iter().map(|supply| options::seller(draft, supply.seller, user)));
        let (sold, in_all) =
            together(together(assets::all_of(draft, &offerings), sellers), in_all(draft, &whole, user))?;
        Ok((whole, sold, in_all))
    });
    let ((whole, (offered, sellers), least_in_all), pledge) = together(sold, pledge)?;
    let own = pledge.map(|(pledge, set_aside)| own(&whole, &sellers, &pledge, set_aside));
    let sellers = whole.supplies.iter().cloned().zip(offered).zip(sellers);
    let sellers = sellers.map(|((supply, offered), seller)| SupplySeen { supply, offered, seller }).collect();
    Ok(PoolSeen { whole, sellers, least_in_all, own })
}

fn own(whole: &WholePool, sellers: &[SellerShown], pledge: &Pledge, set_aside: Amount) -> OwnPledge {
    let currency = whole.pool.currency;
    let is_its = |supply: &PoolSupply| supply.number == pledge.supply;
    let seller = whole.supplies.iter().position(is_its).and_then(|position| sellers.get(position));
    OwnPledge {
        piece_count: pledge.piece_count,
        most_each: pledge.most_each.map(|most| most.of(currency)),
        stage: pledge.stage,
        set_aside: set_aside.of(currency),
        seller_name: seller.map(|seller| seller.name.clone()).unwrap_or_default(),
        trade: Some(pledge.trade).filter(|_| pledge.stage == PledgeStage::Bought),
        pledged_at: pledge.pledged_at,
    }
}

/// What somebody would pay in all, at most, for the fewest pieces; nothing when a rule forbids it, which a pledge then says.
fn in_all(draft: &Draft<'_>, whole: &WholePool, user: Option<Id<User>>) -> Result<Option<Money>, Stop> {
    let (pool, least) = (&whole.pool, whole.pool.least_pieces);
    let is_asked = pool.stage == PoolStage::Open && !user.is_some_and(|user| whole.is_seller(user));
    let Some(supply) = whole.with_left(least).filter(|_| is_asked) else { return Ok(None) };
    let each = whole.ladder.held_each(&Want { piece_count: least, most_each: None });
    match supply.quote(draft, pool, user, (least, each), Subsidies::None) {
        Ok(quote) => Ok(Some(quote.priced.waterfall.payer_money()?)),
        Err(Stop::Refused(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}
