//! `/reverse-auctions`: hours of work that go to whoever would do them for least.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::reverse_auctions::{self, ReverseListed, ReverseSeen, Reverses};
use kernel::{Id, Money, Show, Timestamp};
use market::mechanisms::reverse_auctions::{
    AcceptUnderbid, CallOffReverseAuction, DeclineUnderbid, OpenReverseAuction, PlaceUnderbid,
    ReverseAuction, ReverseEnding, ReverseStage,
};
use market::trade::Trade;
use market::users::{User, assets::Offering};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/reverse-auctions", list)
            .about("Those that take bids, the first to close first, twenty a page: the header `Link` has the next one.")
            .public(),
        Call::list("/reverse-auctions-made", made).about("Those that you have put out, the latest first, twenty a page."),
        Call::list("/reverse-auctions-bid", bid)
            .about("Those in which you have bid, the latest first, twenty a page."),
        Call::get("/reverse-auctions/{auction}", show)
            .about("With your own bid and its rank. Nobody else sees the least that somebody would do it for.")
            .public(),
        Call::get("/reverse-endings", endings).about("How reverse auctions have ended, and how often.").public(),
        Call::act_for::<OpenReverseAuction>("/reverse-auctions", "auction"),
        Call::act::<CallOffReverseAuction>("/reverse-auctions/{auction}/calling-off"),
        Call::act::<PlaceUnderbid>("/reverse-auctions/{auction}/bid"),
        Call::act::<AcceptUnderbid>("/reverse-auctions/{auction}/acceptance"),
        Call::act::<DeclineUnderbid>("/reverse-auctions/{auction}/refusal"),
    ]
}

/// What you have bid.
#[derive(Show)]
struct OwnUnderbid {
    /// For hours of which offering.
    offering: Id<Offering>,
    /// The least that you would do it for.
    least: Money,
    /// Its rank, from 1.
    rank: i64,
    /// Whether you lead.
    leads: bool,
    /// When it was made or last lowered.
    bid_at: Timestamp,
}

/// A reverse auction in a list.
#[derive(Show)]
pub(super) struct ReverseShown {
    #[show(flatten)]
    auction: ReverseAuction,
    /// What its leader would receive as it stands: for its buyer, and where the buyer lets sellers see it.
    price: Option<Money>,
    /// What you have bid.
    own: Option<OwnUnderbid>,
}

impl From<ReverseListed> for ReverseShown {
    fn from(ReverseListed { auction, own, price, .. }: ReverseListed) -> Self {
        let own = own.map(|(bid, rank)| OwnUnderbid {
            offering: bid.offering,
            least: bid.least.of(auction.currency),
            rank,
            leads: auction.leader == Some(bid.seller),
            bid_at: bid.bid_at,
        });
        Self { auction, price, own }
    }
}

/// A reverse auction as you see it.
#[derive(Show)]
struct ReverseWhole {
    #[show(flatten)]
    auction: ReverseAuction,
    /// What its leader would receive as it stands: for its buyer, and where the buyer lets sellers see it.
    price: Option<Money>,
    /// What you have bid.
    own: Option<OwnUnderbid>,
    /// Who asks for the work.
    buyer: Id<User>,
    /// Their name.
    buyer_name: String,
    /// For its two sides, once it is held or agreed: the trade.
    trade: Option<Id<Trade>>,
    /// For its buyer: what they would pay for the lowest.
    pays: Option<Money>,
    /// For its buyer: whose the lowest is.
    seller_name: Option<String>,
    /// For its buyer, of a bid far below the others': what its seller says that it costs them.
    cost: Option<Money>,
    /// And how many minutes of work they count on.
    cost_minutes: Option<i64>,
}

impl From<ReverseSeen> for ReverseWhole {
    fn from(ReverseSeen { listed, buyer, is_buyer, offered }: ReverseSeen) -> Self {
        let ReverseShown { auction, price, own } = listed.into();
        let is_side = is_buyer || own.as_ref().is_some_and(|own| own.leads);
        let is_there = auction.stage == ReverseStage::Offered || auction.ending == Some(ReverseEnding::Taken);
        let said = offered.as_ref().and_then(|offered| offered.said);
        Self {
            buyer: auction.buyer,
            buyer_name: buyer.name,
            trade: (is_side && is_there).then_some(auction.trade),
            pays: offered.as_ref().map(|offered| offered.pays),
            seller_name: offered.map(|offered| offered.seller.name),
            cost: said.map(|(cost, _)| cost),
            cost_minutes: said.map(|(_, minutes)| minutes),
            auction,
            price,
            own,
        }
    }
}

/// How reverse auctions have ended.
#[derive(Show)]
struct ReverseEndingTimes {
    /// How.
    ending: ReverseEnding,
    /// How often.
    times: i64,
}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<ReverseShown>> {
    let visitor = sent.caller().await?;
    let page = reverse_auctions::list(&sent.app, visitor.as_ref(), Reverses::Open, paged.from()?).await?;
    Ok(page.map(ReverseShown::from))
}

async fn made(sent: Sent, paged: Paged) -> Answer<Page<ReverseShown>> {
    let page =
        reverse_auctions::list(&sent.app, Some(sent.visitor()?), Reverses::Made, paged.from()?).await?;
    Ok(page.map(ReverseShown::from))
}

async fn bid(sent: Sent, paged: Paged) -> Answer<Page<ReverseShown>> {
    let page = reverse_auctions::list(&sent.app, Some(sent.visitor()?), Reverses::Bid, paged.from()?).await?;
    Ok(page.map(ReverseShown::from))
}

async fn show(sent: Sent) -> Answer<ReverseWhole> {
    let visitor = sent.caller().await?;
    Ok(reverse_auctions::one(&sent.app, visitor.as_ref(), sent.id()?).await?.into())
}

async fn endings(sent: Sent) -> Answer<Vec<ReverseEndingTimes>> {
    let endings = reverse_auctions::endings(&sent.app).await?;
    Ok(endings.into_iter().map(|one| ReverseEndingTimes { ending: one.ending, times: one.times }).collect())
}
