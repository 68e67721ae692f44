//! `/lots`: what goes to whoever would pay most.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::assets::Offered;
use crate::nouns::auctions::{self, BidShown, LotCard, LotSeen, Lots, OwnBid, OwnBids};
use kernel::{Id, Money, Show, Timestamp};
use market::mechanisms::auctions::{Bid, BuyLotNow, Lot, OfferSecondChance, OpenLot, PlaceBid, WithdrawLot};
use market::trade::Trade;
use market::users::User;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/lots", list)
            .about("Those that take bids, the first to close first, twenty a page: the header `Link` has the next one.")
            .public(),
        Call::list("/lots-for-sale", selling).about("Your own, the latest first, twenty a page."),
        Call::list("/lots-bid-for", bidding).about("Those that you have bid for, the latest first, twenty a page."),
        Call::get("/lots/{lot}", show).about("With its latest bids. Nobody sees the most that others would pay.").public(),
        Call::act_for::<OpenLot>("/lots", "lot"),
        Call::act::<PlaceBid>("/lots/{lot}/bids"),
        Call::act::<BuyLotNow>("/lots/{lot}/purchase"),
        Call::act::<WithdrawLot>("/lots/{lot}/withdrawal"),
        Call::act::<OfferSecondChance>("/lots/{lot}/second-chance"),
    ]
}

/// A lot of your own.
#[derive(Show)]
pub(super) struct OwnLot {
    #[show(flatten)]
    lot: Lot,
    /// What it is.
    title: String,
    /// The least for which you sell it.
    reserve: Option<Money>,
}

impl From<LotCard> for OwnLot {
    fn from(LotCard { lot, offered, .. }: LotCard) -> Self {
        Self { title: title(offered), reserve: lot.reserve.map(|reserve| reserve.of(lot.currency)), lot }
    }
}

/// What you have bid for a lot.
#[derive(Show)]
pub(super) struct BidsMade {
    /// The lot.
    lot: Id<Lot>,
    /// What it is.
    title: String,
    /// Each of your bids, the first first.
    bids: Vec<BidMade>,
}

/// A bid of yours.
#[derive(Show)]
struct BidMade {
    /// Which bid for that lot it was, from 1.
    number: i64,
    /// The most that you would pay.
    most: Money,
    placed_at: Timestamp,
}

impl From<OwnBids> for BidsMade {
    fn from(OwnBids { card, bids }: OwnBids) -> Self {
        let currency = card.lot.currency;
        let made =
            |bid: Bid| BidMade { number: bid.number, most: bid.most.of(currency), placed_at: bid.placed_at };
        Self { lot: card.lot.id, title: title(card.offered), bids: bids.into_iter().map(made).collect() }
    }
}

fn title(offered: Offered) -> String {
    offered.text.map(|text| text.title.into()).unwrap_or_default()
}

/// A lot in a list.
#[derive(Show)]
struct LotListed {
    #[show(flatten)]
    lot: Lot,
    /// What it is.
    title: String,
    /// Whether you lead, or have it; nothing when you never bid.
    leads: Option<bool>,
}

impl From<LotCard> for LotListed {
    fn from(LotCard { lot, offered, leads }: LotCard) -> Self {
        Self { lot, title: title(offered), leads }
    }
}

/// A lot as you see it.
#[derive(Show)]
struct LotWhole {
    #[show(flatten)]
    lot: Lot,
    /// What it is.
    title: String,
    /// Who sells it.
    seller: Id<User>,
    /// The seller's name.
    seller_name: String,
    /// Whether it is sold at the price now.
    is_reserve_met: bool,
    /// The least that your next bid is.
    least: Money,
    /// What you would pay in all for a bid of that; nothing when a rule forbids it.
    least_in_all: Option<Money>,
    /// What you would pay in all to have it at once.
    at_once_in_all: Option<Money>,
    /// The latest bids, the newest first.
    bids: Vec<BidShown>,
    /// What you have bid.
    own: Option<OwnBid>,
    /// The trade that it became, if it is yours.
    trade: Option<Id<Trade>>,
}

impl From<LotSeen> for LotWhole {
    fn from(seen: LotSeen) -> Self {
        Self {
            title: title(seen.offered),
            seller: seen.lot.seller,
            seller_name: seen.seller.name,
            is_reserve_met: seen.lot.is_reserve_met(),
            least: seen.least,
            least_in_all: seen.least_in_all,
            at_once_in_all: seen.at_once_in_all,
            bids: seen.bids,
            own: seen.own,
            trade: seen.trade,
            lot: seen.lot,
        }
    }
}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<LotListed>> {
    let visitor = sent.caller().await?;
    let page = auctions::list(&sent.app, visitor.as_ref(), Lots::Open, paged.from()?).await?;
    Ok(page.map(LotListed::from))
}

async fn selling(sent: Sent, paged: Paged) -> Answer<Page<OwnLot>> {
    let page = auctions::list(&sent.app, Some(sent.visitor()?), Lots::Selling, paged.from()?).await?;
    Ok(page.map(OwnLot::from))
}

async fn bidding(sent: Sent, paged: Paged) -> Answer<Page<LotListed>> {
    let page = auctions::list(&sent.app, Some(sent.visitor()?), Lots::Bidding, paged.from()?).await?;
    Ok(page.map(LotListed::from))
}

async fn show(sent: Sent) -> Answer<LotWhole> {
    let visitor = sent.caller().await?;
    Ok(auctions::lot(&sent.app, visitor.as_ref(), sent.id()?).await?.into())
}
