//! `/account/everything`: what is kept of a user, in one file.

use super::assets::OfferingShown;
use super::auctions::{BidsMade, OwnLot};
use super::availability::Availability;
use super::bundles::BundleListed;
use super::call::Call;
use super::escrow::Movement;
use super::group_buying::{PledgeMade, PoolListed};
use super::known_sellers::RequestShown;
use super::listings::{ListingListed, ListingOfferShown};
use super::needs::NeedShown;
use super::notices::Notice;
use super::proposals::ProposalCallShown;
use super::quotes::CallShown;
use super::reverse_auctions::ReverseShown;
use super::sent::Sent;
use super::trades::TradeShown;
use super::users::Own;
use crate::error::Answer;
use crate::nouns::bid_ask::OrderKept;
use crate::nouns::blocks::Blocked;
use crate::nouns::favored_counterparties::Favored;
use crate::nouns::users_everything as everything;
use crate::words::Reader;
use kernel::{Id, Show, Timestamp};
use market::admin::closing::OwnPayment;
use market::admin::payment_transfer::bank_account::BankAccount;
use market::mechanisms::listings::{ListingMessage, OwnFlag};
use market::support::complaints::Complaint;
use market::support::escrow::Balance;
use market::users::assets::Resource;
use market::users::registration::Credential;
use market::users::seller_pages::SellerPage;

pub(super) fn calls() -> Vec<Call> {
    let about =
        "All that is kept of you, every list whole. A browser saves it as a file with the date in its name.";
    vec![Call::file("/account/everything", everything).about(about)]
}

/// Everything that is kept of a user.
#[derive(Show)]
struct Everything {
    /// When it was put together.
    made_at: Timestamp,
    account: Own,
    /// What was checked.
    credentials: Vec<Credential>,
    offerings: Vec<OfferingShown>,
    /// When you, and what you lend, can be had.
    availability: Vec<ResourceHours>,
    favorites: Vec<Favored>,
    /// With whom you do not deal.
    blocks: Vec<Blocked>,
    /// Each with its timeline, the latest start first.
    trades: Vec<TradeShown>,
    /// What you put up for auction, the latest first.
    lots: Vec<OwnLot>,
    /// What you bid for, the latest first.
    bids: Vec<BidsMade>,
    /// What you asked others for, the latest first.
    requests_made: Vec<RequestShown>,
    /// What you were asked for, the latest first.
    requests_received: Vec<RequestShown>,
    /// The page that you keep.
    seller_page: Option<SellerPage>,
    /// The pools in which you sell or have sold, the latest first.
    pools: Vec<PoolListed>,
    /// Your orders in books, the latest first.
    orders: Vec<OrderKept>,
    /// What you have pledged in pools, the latest first.
    pledges: Vec<PledgeMade>,
    /// What you list or have listed, the latest first.
    listings: Vec<ListingListed>,
    /// What you have asked about or offered for, the latest first.
    listings_asked: Vec<ListingListed>,
    /// What you have offered for listings, or were offered for yours, the latest first.
    listing_offers: Vec<ListingOfferShown>,
    /// What you have written about listings.
    listing_messages: Vec<ListingMessage>,
    /// What you have flagged.
    listing_flags: Vec<OwnFlag>,
    /// What you need and have saved, the latest first.
    needs: Vec<NeedShown>,
    /// The calls for quotes that you made, the latest first.
    quote_calls: Vec<CallShown>,
    /// The calls on which you quoted, with your quotes, the latest first.
    quotes: Vec<CallShown>,
    /// The calls for proposals that you made, the latest first.
    proposal_calls: Vec<ProposalCallShown>,
    /// The calls on which you proposed, with your proposals, the latest first.
    proposals: Vec<ProposalCallShown>,
    /// The calls that you score, the latest first.
    proposals_scored: Vec<ProposalCallShown>,
    /// The reverse auctions that you put out, the latest first.
    reverse_auctions: Vec<ReverseShown>,
    /// Those in which you bid, with your bid, the latest first.
    underbids: Vec<ReverseShown>,
    /// What you held or booked together, the latest first.
    bundles: Vec<BundleListed>,
    balances: Vec<Balance>,
    /// The latest movement first.
    statement: Vec<Movement>,
    payments: Vec<OwnPayment>,
    /// Where you are paid out to.
    bank_account: Option<BankAccount>,
    complaints: Vec<Complaint>,
    inbox: Vec<Notice>,
}

/// When a resource can be had.
#[derive(Show)]
struct ResourceHours {
    /// Which: your own is your id.
    resource: Id<Resource>,
    #[show(flatten)]
    hours: Availability,
}

async fn everything(sent: Sent) -> Answer<Everything> {
    let (app, visitor) = (&sent.app, sent.visitor()?);
    let all = everything::of(app, visitor).await?;
    let reader = |zone| Reader { app, loc: sent.locale(), zone };
    let home = all.account.person.post_code;
    let home = app.directory.place(home).or_else(|| app.directory.places().next());
    let told = home.map(|place| reader(place.zone.clone()));
    let trades = all.trades.into_iter().map(|of| TradeShown::of(&reader(of.trade().zone.clone()), of));
    let hours = |(resource, own)| ResourceHours { resource, hours: Availability::from(own) };
    let notices =
        told.iter().flat_map(|reader| all.notices.iter().map(|told| Notice::of(reader, told.clone())));
    Ok(Everything {
        made_at: app.now(),
        credentials: all.account.credentials.clone(),
        offerings: all.offered.into_iter().map(OfferingShown::from).collect(),
        availability: all.hours.into_iter().map(hours).collect(),
        favorites: all.favorites,
        blocks: all.blocks,
        trades: trades.collect::<Answer<_>>()?,
        lots: all.lots.into_iter().map(OwnLot::from).collect(),
        bids: all.bids.into_iter().map(BidsMade::from).collect(),
        requests_made: all.requests_made.into_iter().map(RequestShown::from).collect(),
        requests_received: all.requests_received.into_iter().map(RequestShown::from).collect(),
        seller_page: all.seller_page,
        orders: all.orders,
        pools: all.pools.into_iter().map(PoolListed::from).collect(),
        pledges: all.pledges.into_iter().map(PledgeMade::from).collect(),
        listings: all.listings.into_iter().map(ListingListed::from).collect(),
        listings_asked: all.listings_asked.into_iter().map(ListingListed::from).collect(),
        listing_offers: all.listing_offers.into_iter().map(ListingOfferShown::from).collect(),
        listing_messages: all.listing_messages,
        listing_flags: all.listing_flags,
        needs: all.needs.into_iter().map(NeedShown::from).collect(),
        quote_calls: all.quote_calls.into_iter().map(CallShown::from).collect(),
        quotes: all.quotes.into_iter().map(CallShown::from).collect(),
        proposal_calls: all.proposal_calls.into_iter().map(ProposalCallShown::from).collect(),
        proposals: all.proposals.into_iter().map(ProposalCallShown::from).collect(),
        proposals_scored: all.proposals_scored.into_iter().map(ProposalCallShown::from).collect(),
        reverse_auctions: all.reverse_made.into_iter().map(ReverseShown::from).collect(),
        underbids: all.reverse_bid.into_iter().map(ReverseShown::from).collect(),
        bundles: all.bundles.into_iter().map(BundleListed::from).collect(),
        balances: all.balances,
        statement: all.movements.iter().map(|line| Movement::of(visitor.user, line)).collect(),
        payments: all.payments,
        bank_account: all.bank_account,
        complaints: all.complaints,
        inbox: notices.collect(),
        account: Own::of(visitor, all.account),
    })
}
