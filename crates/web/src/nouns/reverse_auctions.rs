//! Reverse auctions: those that take bids, one as somebody sees it, and a user's own. The least of a seller is theirs alone.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::nouns::blocks;
use crate::nouns::options::{self, SellerShown};
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Money, Stop, Value, together};
use market::directory::{Directory, WorkPlace};
use market::mechanisms::reverse_auctions::{
    BidView, REVERSE_PAGE, ReverseAuction, ReverseCard, ReverseEndingShown, ReverseOfBuyer, ReverseOfSeller,
    ReverseStage, Underbid,
};
use market::trade::Trade;

/// A reverse auction in a list, with what the one who looks has bid.
#[derive(Clone, Debug)]
pub struct ReverseListed {
    /// The auction.
    pub auction: ReverseAuction,
    /// Where the work is.
    pub place: WorkPlace,
    /// The own bid, and its rank from 1.
    pub own: Option<(Underbid, i64)>,
    /// What it costs as it stands, to whom that is shown.
    pub price: Option<Money>,
}

/// The lowest, to the buyer, who has to answer.
#[derive(Clone, Debug)]
pub struct LowestOffered {
    /// Whose it is.
    pub seller: SellerShown,
    /// What the buyer would pay.
    pub pays: Money,
    /// Of a bid far below the others': what its seller says that it costs them, and how many minutes they count on.
    pub said: Option<(Money, i64)>,
}

/// A reverse auction as somebody sees it.
#[derive(Clone, Debug)]
pub struct ReverseSeen {
    /// The auction.
    pub listed: ReverseListed,
    /// Who asks.
    pub buyer: SellerShown,
    /// Whether the one who looks does.
    pub is_buyer: bool,
    /// To the buyer: what is held for them.
    pub offered: Option<LowestOffered>,
}

/// Which reverse auctions are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reverses {
    /// Those that take bids, the first to close first.
    Open,
    /// Those that the visitor has put out, the latest first.
    Made,
    /// Those in which the visitor has bid, the latest first.
    Bid,
}

/// A page of reverse auctions. The visitor's own are none to who is signed out.
pub async fn list(
    app: &App,
    visitor: Option<&Visitor>,
    of: Reverses,
    from: Cursor,
) -> Answer<Page<ReverseListed>> {
    let own = visitor.map(|visitor| [Value::Id(visitor.user.bits()), from.id()]);
    let of_id = |id: &Id<ReverseAuction>| Cursor { time: None, id: id.bits() };
    let page: Page<Id<ReverseAuction>> = match (of, own) {
        (Reverses::Open, _) => {
            let behind = if from == Cursor::START {
                [Value::Int(i64::MIN), Value::Id(0)]
            } else {
                [from.time(), from.id()]
            };
            let open = app.store.view::<ReverseCard>(app.locality, &behind).await?;
            let cursor = |card: &ReverseCard| Cursor { time: Some(card.closes_at), id: card.id.bits() };
            Page::of(open, REVERSE_PAGE, cursor).map(|card| card.id)
        }
        (Reverses::Made, Some(own)) => {
            let own = app.store.view::<ReverseOfBuyer>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|one| one.id).collect(), REVERSE_PAGE, of_id)
        }
        (Reverses::Bid, Some(own)) => {
            let own = app.store.view::<ReverseOfSeller>(app.locality, &own).await?;
            Page::of(own.into_iter().map(|one| one.id).collect(), REVERSE_PAGE, of_id)
        }
        (Reverses::Made | Reverses::Bid, None) => Page { rows: Vec::new(), next: None },
    };
    let ids = page.rows.clone();
    let mut rows = app.look(visitor, |draft| listed(draft, visitor, &ids)).await?;
    if matches!(of, Reverses::Open) {
        let apart = blocks::apart(app, visitor);
        rows.retain(|one| !apart.contains(&one.auction.buyer));
    }
    Ok(Page { rows, next: page.next })
}

fn reads(draft: &Draft<'_>, ids: &[Id<ReverseAuction>]) -> Result<(), Stop> {
    let (locality, mut keys) = (draft.locality(), Keys::default());
    for id in ids {
        keys.one::<ReverseAuction>((locality, *id));
        keys.all::<Underbid>((locality, *id));
    }
    Ok(draft.ask(keys)?)
}

fn listed(
    draft: &Draft<'_>,
    visitor: Option<&Visitor>,
    ids: &[Id<ReverseAuction>],
) -> Result<Vec<ReverseListed>, Stop> {
    reads(draft, ids)?;
    ids.iter().map(|id| ReverseListed::of(draft, visitor, *id)).collect()
}

impl ReverseListed {
    fn of(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<ReverseAuction>) -> Result<Self, Stop> {
        let locality = draft.locality();
        let auction = draft.get::<ReverseAuction>((locality, id))?;
        let place = draft.consult::<Directory>()?.place(auction.post_code);
        let place = place.ok_or(Stop::Absent("place"))?.clone();
        let user = visitor.map(|visitor| visitor.user);
        let bids = draft.list::<Underbid>((locality, id))?;
        let own = bids.iter().find(|bid| Some(bid.seller) == user).cloned();
        let own = own.map(|own| {
            let is_before = |bid: &&Underbid| (bid.least, bid.number) < (own.least, own.number);
            let before = bids.iter().filter(is_before).count();
            let rank = i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1);
            (own, rank)
        });
        let is_shown = auction.view == BidView::Price || user == Some(auction.buyer);
        let price = auction.price.filter(|_| is_shown).map(|price| price.of(auction.currency));
        Ok(Self { auction, place, own, price })
    }
}

/// A reverse auction as the visitor sees it.
pub async fn one(app: &App, visitor: Option<&Visitor>, id: Id<ReverseAuction>) -> Answer<ReverseSeen> {
    app.look(visitor, |draft| seen(draft, visitor, id)).await
}

fn seen(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<ReverseAuction>) -> Result<ReverseSeen, Stop> {
    reads(draft, &[id])?;
    let listed = ReverseListed::of(draft, visitor, id)?;
    let user = visitor.map(|visitor| visitor.user);
    let is_buyer = user == Some(listed.auction.buyer);
    let offered = if is_buyer { offered(draft, &listed.auction) } else { Ok(None) };
    let (offered, buyer) = together(offered, options::seller(draft, listed.auction.buyer, user))?;
    Ok(ReverseSeen { listed, buyer, is_buyer, offered })
}

fn offered(draft: &Draft<'_>, auction: &ReverseAuction) -> Result<Option<LowestOffered>, Stop> {
    let Some(leader) = auction.leader.filter(|_| auction.stage == ReverseStage::Offered) else {
        return Ok(None);
    };
    let (trade, seller) = together(
        draft.get::<Trade>((auction.locality, auction.trade)).map_err(Stop::from),
        options::seller(draft, leader, Some(auction.buyer)),
    )?;
    let bid = draft.get::<Underbid>((auction.locality, auction.id, leader))?;
    let said = bid.cost.zip(bid.cost_minutes);
    let said = said.map(|(cost, minutes): (Amount, i64)| (cost.of(auction.currency), minutes));
    Ok(Some(LowestOffered { seller, pays: trade.buyer_pays.of(trade.currency), said }))
}

/// How reverse auctions have ended, and how often.
pub async fn endings(app: &App) -> Answer<Vec<ReverseEndingShown>> {
    Ok(app.store.view::<ReverseEndingShown>(app.locality, &[]).await?)
}
