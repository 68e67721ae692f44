//! Everything that is kept of the visitor, on one page or in one file: all pages of every list.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::nouns::assets::{self, Offered};
use crate::nouns::auctions::{self, LotCard, Lots, OwnBids};
use crate::nouns::availability::{self, Availability};
use crate::nouns::bid_ask::{self, OrderKept};
use crate::nouns::blocks::{self, Blocked};
use crate::nouns::bundles;
use crate::nouns::favored_counterparties::{self, Favored};
use crate::nouns::group_buying::{self, PoolCard, Pools};
use crate::nouns::known_sellers::{self, RequestSeen, Requests};
use crate::nouns::listings::{self, ListingCard, Listings};
use crate::nouns::needs::{self, WholeNeed};
use crate::nouns::notices::{self as inbox, Told};
use crate::nouns::proposals::{self, Asked, ProposalCallListed};
use crate::nouns::quotes::{self, CallListed, Calls};
use crate::nouns::reverse_auctions::{self, ReverseListed, Reverses};
use crate::nouns::trades::{self, ShownTrade};
use crate::nouns::users::{self, Account};
use crate::nouns::{complaints, escrow, payment_transfer, seller_pages};
use crate::slow::Places;
use crate::visitor::Visitor;
use kernel::{Id, Value};
use market::admin::closing::{OwnPayment, OwnResource};
use market::admin::payment_transfer::bank_account::BankAccount;
use market::mechanisms::listings::{ListingMessage, ListingOffer, OwnFlag};
use market::support::complaints::Complaint;
use market::support::escrow::{Balance, StatementLine};
use market::trade::bundle::Bundle;
use market::users::assets::Resource;
use market::users::seller_pages::SellerPage;
use std::sync::LazyLock;

/// Everything that is kept of a user.
#[derive(Debug)]
pub struct Everything {
    /// Who they are, what was checked, where they are signed in.
    pub account: Account,
    /// What they offer.
    pub offered: Vec<Offered>,
    /// When they and what they lend can be had.
    pub hours: Vec<(Id<Resource>, Availability)>,
    /// Whom they would gladly deal with again.
    pub favorites: Vec<Favored>,
    /// With whom they do not deal.
    pub blocks: Vec<Blocked>,
    /// What they agreed, the latest start first.
    pub trades: Vec<ShownTrade>,
    /// What they put up for auction, the latest first.
    pub lots: Vec<LotCard>,
    /// What they bid for, the latest first.
    pub bids: Vec<OwnBids>,
    /// What they asked others for, the latest first.
    pub requests_made: Vec<RequestSeen>,
    /// What they were asked for, the latest first.
    pub requests_received: Vec<RequestSeen>,
    /// The page that they keep.
    pub seller_page: Option<SellerPage>,
    /// The pools in which they sell or have sold, the latest first.
    pub pools: Vec<PoolCard>,
    /// The pools in which they have pledged, the latest first.
    pub pledges: Vec<PoolCard>,
    /// Their orders in books, the latest first.
    pub orders: Vec<OrderKept>,
    /// What they list or have listed, the latest first.
    pub listings: Vec<ListingCard>,
    /// What they have asked about or offered for, the latest first.
    pub listings_asked: Vec<ListingCard>,
    /// What they have offered for listings, or were offered for theirs, the latest first.
    pub listing_offers: Vec<ListingOffer>,
    /// What they have written about listings, the latest first.
    pub listing_messages: Vec<ListingMessage>,
    /// What they have flagged.
    pub listing_flags: Vec<OwnFlag>,
    /// The calls for quotes that they made, the latest first.
    pub quote_calls: Vec<CallListed>,
    /// The calls on which they quoted, the latest first.
    pub quotes: Vec<CallListed>,
    /// The calls for proposals that they made, the latest first.
    pub proposal_calls: Vec<ProposalCallListed>,
    /// The calls on which they proposed, the latest first.
    pub proposals: Vec<ProposalCallListed>,
    /// The calls that they score, the latest first.
    pub proposals_scored: Vec<ProposalCallListed>,
    /// The reverse auctions that they put out, the latest first.
    pub reverse_made: Vec<ReverseListed>,
    /// Those in which they bid, the latest first.
    pub reverse_bid: Vec<ReverseListed>,
    /// What they need and have saved, the latest first.
    pub needs: Vec<WholeNeed>,
    /// What they held or booked together, the latest first.
    pub bundles: Vec<Bundle>,
    /// What they have.
    pub balances: Vec<Balance>,
    /// What moved, the latest first.
    pub movements: Vec<StatementLine>,
    /// What came from banks and went to them, the latest first.
    pub payments: Vec<OwnPayment>,
    /// Where they are paid out to.
    pub bank_account: Option<BankAccount>,
    /// What they were not content with, the latest first.
    pub complaints: Vec<Complaint>,
    /// What they were told, the newest first.
    pub notices: Vec<Told>,
}

/// How many have theirs written at a time, and nobody twice: it reads all that there is of somebody.
const WRITTEN_AT_ONCE: usize = 8;
static WRITING: LazyLock<Places> = LazyLock::new(|| Places::new(WRITTEN_AT_ONCE));

/// Every row of a list that is read a page at a time.
macro_rules! whole {
    (|$from:ident| $page:expr) => {{
        let mut whole = Whole::begin();
        while let Some($from) = whole.next {
            whole.take($page.await?);
        }
        whole.rows
    }};
}

/// Everything that is kept of the visitor; [`AppError::Unavailable`] while it is written for them already, or for too many others.
pub async fn of(app: &App, visitor: &Visitor) -> Answer<Everything> {
    let _place = WRITING.place(visitor.user)?;
    let (locality, params) = (visitor.user.locality(), [Value::Id(visitor.user.bits())]);
    let mut all = Vec::new();
    for card in whole!(|from| trades::list(app, visitor, from)) {
        all.push(app.look(Some(visitor), |draft| trades::of(draft, card.id)).await?);
    }
    let mut hours = Vec::new();
    for OwnResource { id } in app.store.view::<OwnResource>(locality, &params).await? {
        match app.look(Some(visitor), |draft| availability::of(draft, id)).await {
            Ok(own) => hours.push((id, own)),
            // A thing whose hours were never said.
            Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Everything {
        account: users::account(app, visitor).await?,
        offered: assets::list(app, visitor).await?,
        hours,
        favorites: app.look(Some(visitor), |draft| favored_counterparties::list(draft)).await?,
        blocks: app.look(Some(visitor), |draft| blocks::list(draft)).await?,
        trades: all,
        lots: whole!(|from| auctions::list(app, Some(visitor), Lots::Selling, from)),
        bids: whole!(|from| auctions::own_bids(app, visitor, from)),
        requests_made: whole!(|from| known_sellers::list(app, visitor, Requests::Made, from)),
        requests_received: whole!(|from| known_sellers::list(app, visitor, Requests::Received, from)),
        seller_page: seller_pages::own(app, visitor).await?.0,
        orders: bid_ask::orders(app, visitor).await?,
        pools: whole!(|from| group_buying::list(app, Some(visitor), Pools::Selling, from)),
        pledges: whole!(|from| group_buying::list(app, Some(visitor), Pools::Pledged, from)),
        listing_offers: whole!(|from| listings::own_offers(app, visitor, from)),
        listing_messages: whole!(|from| listings::own_messages(app, visitor, from)),
        listing_flags: listings::own_flags(app, visitor).await?,
        listings: whole!(|from| listings::list(app, visitor, Listings::Own, from)),
        listings_asked: whole!(|from| listings::list(app, visitor, Listings::Asked, from)),
        quote_calls: whole!(|from| quotes::list(app, Some(visitor), &Calls::Made, from)),
        quotes: whole!(|from| quotes::list(app, Some(visitor), &Calls::Quoted, from)),
        proposal_calls: whole!(|from| proposals::list(app, Some(visitor), &Asked::Made, from)),
        proposals: whole!(|from| proposals::list(app, Some(visitor), &Asked::Proposed, from)),
        proposals_scored: whole!(|from| proposals::list(app, Some(visitor), &Asked::Scored, from)),
        reverse_made: whole!(|from| reverse_auctions::list(app, Some(visitor), Reverses::Made, from)),
        reverse_bid: whole!(|from| reverse_auctions::list(app, Some(visitor), Reverses::Bid, from)),
        needs: app.look(Some(visitor), |draft| needs::list(draft)).await?,
        bundles: whole!(|from| bundles::list(app, visitor, from)),
        balances: escrow::balances(app, visitor).await?,
        movements: whole!(|from| escrow::movements(app, visitor, from)),
        payments: app.store.view::<OwnPayment>(locality, &params).await?,
        bank_account: payment_transfer::bank_account(app, visitor).await?,
        complaints: whole!(|from| complaints::list(app, visitor, from)),
        notices: whole!(|from| inbox::page(app, visitor, from)),
    })
}

/// Every row of a list that is read a page at a time.
struct Whole<T> {
    rows: Vec<T>,
    next: Option<Cursor>,
}

impl<T> Whole<T> {
    fn begin() -> Self {
        Self { rows: Vec::new(), next: Some(Cursor::START) }
    }

    fn take(&mut self, page: Page<T>) {
        self.rows.extend(page.rows);
        self.next = page.next;
    }
}
