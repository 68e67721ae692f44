//! Auctions: the lots that take bids, one lot as somebody sees it, and a user's own.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::nouns::assets::{self, Offered};
use crate::nouns::blocks;
use crate::nouns::options::{self, SellerShown};
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Money, Show, Stop, Timestamp, Value, together};
use market::mechanisms::auctions::{
    Bid, LOTS_PAGE, Lot, LotBidder, LotOfBidder, LotOfSeller, LotStage, OpenLotCard,
};
use market::options::subsidies::Subsidies;
use market::trade::Trade;
use market::users::{User, assets::Offering};

/// How many of the latest bids are shown.
const BIDS_SHOWN: usize = 20;

/// A lot in a list.
#[derive(Clone, Debug)]
pub struct LotCard {
    /// The lot.
    pub lot: Lot,
    /// What it is of.
    pub offered: Offered,
    /// Whether the one who looks leads, or has it; `None` when they never bid.
    pub leads: Option<bool>,
}

/// A bid as everybody sees it: never the most that somebody would pay.
#[derive(Show, Clone, Debug)]
pub struct BidShown {
    /// Which bid it was, from 1.
    pub number: i64,
    /// Which bidder of this lot it was, from 1.
    pub bidder: i64,
    /// The price that it made, in minor units.
    pub price: Money,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// What the one who looks has bid.
#[derive(Show, Clone, Debug)]
pub struct OwnBid {
    /// Which bidder they are, from 1.
    pub bidder: i64,
    /// The most that they would pay.
    pub most: Money,
    /// Whether they lead, or have it.
    pub leads: bool,
}

/// A lot as somebody sees it.
#[derive(Clone, Debug)]
pub struct LotSeen {
    /// The lot.
    pub lot: Lot,
    /// What it is of.
    pub offered: Offered,
    /// Who sells.
    pub seller: SellerShown,
    /// The latest bids, the newest first.
    pub bids: Vec<BidShown>,
    /// The least that the next bid is, by the one who looks.
    pub least: Money,
    /// What they would pay in all for a bid of that; `None` when a rule forbids it.
    pub least_in_all: Option<Money>,
    /// What they would pay in all to have it at once, while it is had so and no rule forbids it.
    pub at_once_in_all: Option<Money>,
    /// What they have bid.
    pub own: Option<OwnBid>,
    /// The trade that it became, for its sides.
    pub trade: Option<Id<Trade>>,
    /// Whether its seller can offer it to the next bidder.
    pub has_next: bool,
}

/// A lot that somebody has bid for, with what they bid.
#[derive(Clone, Debug)]
pub struct OwnBids {
    /// The lot.
    pub card: LotCard,
    /// Each of their bids.
    pub bids: Vec<Bid>,
}

/// Which lots are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lots {
    /// Those that take bids, the first to close first.
    Open,
    /// Those that the visitor sells or has sold, the latest first.
    Selling,
    /// Those that the visitor has bid for, the latest first.
    Bidding,
}

/// A page of lots. The visitor's own are none to who is signed out.
pub async fn list(app: &App, visitor: Option<&Visitor>, of: Lots, from: Cursor) -> Answer<Page<LotCard>> {
    let page = named(app, visitor, of, from).await?;
    let named = page.rows.clone();
    let mut rows = app.look(visitor, |draft| cards(draft, &named)).await?;
    if matches!(of, Lots::Open) {
        let apart = blocks::apart(app, visitor);
        rows.retain(|card| !apart.contains(&card.lot.seller));
    }
    Ok(Page { rows, next: page.next })
}

/// A lot, and what it is of.
type Named = (Id<Lot>, Id<Offering>);

async fn named(app: &App, visitor: Option<&Visitor>, of: Lots, from: Cursor) -> Answer<Page<Named>> {
    let own = visitor.map(|visitor| [Value::Id(visitor.user.bits()), from.id()]);
    let of_id = |(id, _): &Named| Cursor { time: None, id: id.bits() };
    Ok(match (of, own) {
        (Lots::Open, _) => {
            let behind = if from == Cursor::START {
                [Value::Int(i64::MIN), Value::Id(0)]
            } else {
                [from.time(), from.id()]
            };
            let open = app.store.view::<OpenLotCard>(app.locality, &behind).await?;
            let cursor = |card: &OpenLotCard| Cursor { time: Some(card.closes_at), id: card.id.bits() };
            Page::of(open, LOTS_PAGE, cursor).map(|card| (card.id, card.offering))
        }
        (Lots::Selling, Some(own)) => {
            let own = app.store.view::<LotOfSeller>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|lot| (lot.id, lot.offering)).collect(), LOTS_PAGE, of_id)
        }
        (Lots::Bidding, Some(own)) => {
            let own = app.store.view::<LotOfBidder>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|lot| (lot.id, lot.offering)).collect(), LOTS_PAGE, of_id)
        }
        (Lots::Selling | Lots::Bidding, None) => Page { rows: Vec::new(), next: None },
    })
}

/// What the visitor has bid for, with each bid of theirs, the latest lot first.
pub async fn own_bids(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<OwnBids>> {
    let page = list(app, Some(visitor), Lots::Bidding, from).await?;
    let ids: Vec<_> = page.rows.iter().map(|card| card.lot.id).collect();
    let all = app.look(Some(visitor), |draft| bids_of(draft, visitor.user, &ids)).await?;
    let rows = page.rows.into_iter().zip(all).map(|(card, bids)| OwnBids { card, bids }).collect();
    Ok(Page { rows, next: page.next })
}

fn bids_of(draft: &Draft<'_>, user: Id<User>, lots: &[Id<Lot>]) -> Result<Vec<Vec<Bid>>, Stop> {
    let mut keys = Keys::default();
    for lot in lots {
        keys.all::<Bid>((draft.locality(), *lot));
    }
    draft.ask(keys)?;
    let own = |lot: &Id<Lot>| {
        let bids = draft.list::<Bid>((draft.locality(), *lot))?;
        Ok(bids.into_iter().filter(|bid| bid.bidder == user).collect())
    };
    lots.iter().map(own).collect()
}

fn cards(draft: &Draft<'_>, named: &[Named]) -> Result<Vec<LotCard>, Stop> {
    let (locality, user) = (draft.locality(), draft.actor().cast());
    let mut keys = Keys::default();
    for (id, _) in named {
        keys.one::<Lot>((locality, *id));
        keys.one::<LotBidder>((locality, *id, user));
    }
    let offerings: Vec<_> = named.iter().map(|(_, offering)| *offering).collect();
    let ((), offered) = together(draft.ask(keys), assets::all_of(draft, &offerings))?;
    let card = |((id, _), offered): (&Named, Offered)| {
        let lot = draft.get::<Lot>((locality, *id))?;
        let bidder = draft.find::<LotBidder>((locality, lot.id, user))?;
        Ok(LotCard { leads: bidder.map(|_| lot.leader == Some(user)), lot, offered })
    };
    named.iter().zip(offered).map(card).collect()
}

/// A lot as the visitor sees it.
pub async fn lot(app: &App, visitor: Option<&Visitor>, id: Id<Lot>) -> Answer<LotSeen> {
    app.look(visitor, |draft| seen(draft, visitor, id)).await
}

fn seen(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<Lot>) -> Result<LotSeen, Stop> {
    let (locality, user) = (draft.locality(), visitor.map(|visitor| visitor.user));
    let lot = draft.get::<Lot>((locality, id))?;
    // What a price reads does not hang on the price, and the least is known only when the bids are.
    let read = in_all(draft, &lot, user, Some(lot.start), Subsidies::Funds);
    let next = if user == Some(lot.seller) { lot.second_chance(draft) } else { Ok(None) };
    let (((offered, seller), (bids, least)), (_, next)) = together(
        together(
            together(assets::of(draft, lot.offering), options::seller(draft, lot.seller, user)),
            together(draft.list::<Bid>((locality, id)), lot.least(draft, user)),
        ),
        together(read, next),
    )?;
    let (least_in_all, at_once_in_all) = together(
        in_all(draft, &lot, user, Some(least), Subsidies::None),
        in_all(draft, &lot, user, lot.buy_now.filter(|_| lot.bid_count == 0), Subsidies::Funds),
    )?;
    let latest_own = bids.iter().rev().find(|bid| Some(bid.bidder) == user);
    let own = latest_own.map(|bid| OwnBid {
        bidder: bid.alias,
        most: bid.most.of(lot.currency),
        leads: lot.leader == user,
    });
    let shown = |bid: &Bid| BidShown {
        number: bid.number,
        bidder: bid.alias,
        price: bid.price.of(lot.currency),
        placed_at: bid.placed_at,
    };
    let is_side = user.is_some_and(|user| user == lot.seller || Some(user) == lot.leader);
    let is_had = matches!(lot.stage, LotStage::Sold | LotStage::Offered);
    Ok(LotSeen {
        bids: bids.iter().rev().take(BIDS_SHOWN).map(shown).collect(),
        trade: lot.trade.filter(|_| is_side && is_had),
        has_next: next.is_some(),
        least: least.of(lot.currency),
        least_in_all,
        at_once_in_all,
        own,
        offered,
        seller,
        lot,
    })
}

/// What somebody would pay in all at a price; nothing when a rule forbids it, which a bid then says.
fn in_all(
    draft: &Draft<'_>,
    lot: &Lot,
    user: Option<Id<User>>,
    price: Option<Amount>,
    counts_on: Subsidies,
) -> Result<Option<Money>, Stop> {
    let is_asked = lot.stage == LotStage::Open && user != Some(lot.seller);
    let Some(price) = price.filter(|_| is_asked) else { return Ok(None) };
    match lot.quote(draft, user, price, counts_on) {
        Ok(quote) => Ok(Some(quote.priced.waterfall.payer_money()?)),
        Err(Stop::Refused(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}
