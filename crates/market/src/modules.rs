//! The registry of what is built: the tables, the commands, the refusals, MODULES.md and the coverage tests follow from
//! this list alone.

use crate::admin::{
    closing::{self, ClosingRefusal},
    parallel_market,
    payment_transfer::{
        self, Payment, PaymentNotice, PaymentRefusal,
        bank_account::{self, BankAccount, BankAccountNotice},
    },
};
use crate::mechanisms::auctions::{self, AuctionNotice, AuctionRefusal, Bid, Lot, LotBidder};
use crate::mechanisms::bid_ask::{
    self, BookFill, BookNotice, BookOrder, BookPlace, BookRefusal, BookRound, BookTrader, OrderBook,
};
use crate::mechanisms::catalogues::{self, CatalogueRefusal};
use crate::mechanisms::group_buying::{
    self, Pledge, Pledger, Pool, PoolNotice, PoolRefusal, PoolSupply, PriceTier,
};
use crate::mechanisms::known_sellers::{
    self, OpenRequest, RequestNotice, RequestRefusal, RequestTime, WorkRequest,
};
use crate::mechanisms::listings::{
    self, Listing, ListingFlag, ListingMessage, ListingNotice, ListingOffer, ListingRefusal, ListingTalk,
    RemovalCount,
};
use crate::mechanisms::proposals::{
    self, OpenProposals, Proposal, ProposalCall, ProposalCriterion, ProposalNotice, ProposalPrice,
    ProposalQuestion, ProposalRefusal, ProposalScore, ProposalScorer,
};
use crate::mechanisms::quotes::{
    self, EndingCount, OpenCall, Quote, QuoteCall, QuoteCallLine, QuoteLine, QuoteNotice, QuoteQuestion,
    QuoteRefusal,
};
use crate::mechanisms::reverse_auctions::{
    self, ReverseAuction, ReverseEndingCount, ReverseNotice, ReverseRefusal, Underbid,
};
use crate::mechanisms::stored_availability::{
    OfferRefusal, hire,
    weeks::{self, WeeksRefusal},
    work,
};
use crate::options::{
    blocks::{self, Block, BlockRefusal},
    booking_checks::CheckRefusal,
    contracts::{AgreedHire, Contract},
    favored_counterparties::{self, Favorite, FavoriteRefusal},
    subsidies::{FundDay, FundTotal, FundUse, HeldFund},
};
use crate::requirements::{
    bundles,
    needs::{self, Need, NeedNotice, NeedPart, NeedRefusal},
};
use crate::support::{
    amendment::{self, chain},
    calendar::{self, CalendarFeed},
    complaints::{self, Complaint, ComplaintNotice, ComplaintRefusal, OpenComplaints},
    completion::{self, CompletionRefusal, Delay, Evidence, Handover, HandoverRefusal, PartOffer},
    escrow::{self, BundleNotice, HeldDay, OpenHold},
    messages::{self, MessageRefusal, TradeMessage},
    notices::{self, Inbox, Notice, TradeNotice},
};
use crate::trade::{
    Trade, TradeEvent, TradeLine, TradeRefusal,
    arrival::{Arrival, ArrivalRefusal},
    bundle::{AdvanceBundle, Bundle, BundleMember, BundleRefusal},
    clock,
    milestone::Milestone,
    part::Part,
};
use crate::users::{
    self, Person, Session, SessionRefusal, SignInName, User, UserRefusal,
    assets::{
        self, AssetRefusal, HireRule, ItemPrice, Offering, OfferingText, PoolResource, PriceRule, Resource,
    },
    availability::{self, AvailabilityException, AvailabilityRefusal, ResourceDay, UsualWeek},
    codes::{self, CodeRefusal, SentCode},
    passkeys::{self, Passkey, PasskeyRefusal},
    photos::{self, OfferingPhoto, Photo, PhotoRefusal},
    registration::{self, Credential},
    reliability::{PairRecord, TrackRecord},
    seller_pages::{self, SellerAddress, SellerPage},
    stock::{self, Stock, StockRefusal},
};
use kernel::{Command, CommandRefusal, Commands, Record, Refusal, Sentence, Table};
use ledger::{Account, HolderName, LedgerRefusal, Reservation, Transfer};

/// A module of the briefing that is built.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its number or letter code in the briefing, `24` or `M9`; `own` when the briefing does not have it.
    pub number: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its files under `crates/market/src`, without the ending; its own first.
    pub files: &'static [&'static str],
    /// Its tables.
    pub tables: &'static [&'static Table],
    /// The names of its commands.
    pub commands: &'static [&'static str],
    /// The codes of its refusals, an enumeration each.
    pub refusals: &'static [&'static [&'static str]],
    /// Its nouns in the API, under `/api/v1`.
    pub routes: &'static [&'static str],
    /// Its pages, under the language: where their addresses begin. A module may be shown on another's.
    pub pages: &'static [&'static str],
}

/// What does something with the type of every command.
pub trait EveryCommand {
    /// Takes one in.
    fn see<C: Command>(&mut self);
}

/// What does something with the type of every record.
pub trait EveryRecord {
    /// Takes one in.
    fn see<R: Record>(&mut self);
}

macro_rules! modules {
    ($($number:literal $title:literal {
        files: $($file:literal),+;
        $(tables: $($table:ty),+;)?
        $(commands: $($command:ty),+;)?
        $(refusals: $($refusal:ty),+;)?
        routes: $($route:literal),*;
        pages: $($page:literal),*;
    })+) => {
        /// Every module that is built, in the briefing's order.
        pub const MODULES: &[Module] = &[$(Module {
            number: $number,
            title: $title,
            files: &[$($file),+],
            tables: &[$($(<$table>::TABLE),+)?],
            commands: &[$($(<$command as kernel::Command>::NAME),+)?],
            refusals: &[$($(<$refusal>::CODES),+)?],
            routes: &[$($route),*],
            pages: &[$($page),*],
        }),+];

        /// Every command, by name: what timers may hold and logs may name.
        pub fn commands() -> Commands {
            Commands::default()$($($(.with::<$command>())+)?)+
        }

        /// Shows every command's type.
        pub fn show_commands(to: &mut impl EveryCommand) {
            $($($(to.see::<$command>();)+)?)+
        }

        /// Shows every record's type.
        pub fn show_records(to: &mut impl EveryRecord) {
            $($($(to.see::<$table>();)+)?)+
        }

        /// One of each refusal, in the order of the modules.
        pub fn refusal_examples() -> Vec<Box<dyn Refusal>> {
            let mut examples = CommandRefusal::examples();
            $($($(examples.extend(<$refusal>::examples());)+)?)+
            examples
        }
    };
}

modules! {
    "1" "Users" {
        files: "users", "users/sign_in_names", "users/sessions", "users/codes", "users/passkeys", "users/photos", "admin/closing";
        tables: User, Person, SignInName, Session, SentCode, Passkey, Photo, OfferingPhoto;
        commands: users::ClaimName, users::OpenUser, users::KeepName, users::MoveName, users::SetPassword,
            users::FreeName, users::StartSession, users::SeeSession, users::ProveSession, users::EndSession,
            users::EndSessions, users::ChooseTaxPot,
            users::ChangeDetails, codes::SendCode, codes::EnterCode, codes::KeepAddress, closing::BeginClosing,
            closing::KeepUser, closing::EraseRows, closing::CloseUser, photos::ShowOffering,
            passkeys::AddPasskey, passkeys::UsePasskey, passkeys::RemovePasskey;
        refusals: UserRefusal, CodeRefusal, PasskeyRefusal, SessionRefusal, ClosingRefusal, PhotoRefusal;
        routes: "/users", "/sessions", "/account", "/new-password", "/passkeys";
        pages: "/account", "/sign-up", "/sign-in", "/sign-out", "/new-password", "/passkeys", "/photos";
    }
    "2" "Registration and validation" {
        files: "users/registration";
        tables: Credential;
        commands: registration::RecordCheck;
        routes: "/credentials";
        pages: "/account";
    }
    "3" "Assets" {
        files: "users/assets", "users/stock", "users/taking";
        tables: Resource, Offering, OfferingText, PriceRule, HireRule, PoolResource, ItemPrice, Stock;
        commands: assets::OfferWork, assets::SetPriceRule, assets::OfferHire, assets::SetHireRule, assets::OfferItem,
            assets::SetItemPrice, assets::SetOfferingStage, stock::Restock;
        refusals: AssetRefusal, StockRefusal;
        routes: "/offerings", "/hire-offerings", "/goods-offerings", "/stocks";
        pages: "/offerings", "/work", "/stop-offers";
    }
    "4" "Availability" {
        files: "users/availability";
        tables: UsualWeek, AvailabilityException, ResourceDay;
        commands: availability::SetUsualWeek, availability::SetOfferingWeek, availability::AddException,
            availability::BeFree, availability::RemoveException;
        refusals: AvailabilityRefusal;
        routes: "/availability", "/offerings/{offering}/week";
        pages: "/availability", "/free-now";
    }
    "6" "Reliability" {
        files: "users/reliability";
        tables: TrackRecord, PairRecord;
        routes: "/users/{id}/track-record";
        pages: "/search";
    }
    "9" "Directory" {
        files: "directory", "directory/tables";
        routes: "/sectors", "/places";
        pages: "/", "/sectors", "/sectors/{sector}";
    }
    "10" "Requirements handling" {
        files: "requirements/needs";
        tables: Need, NeedPart;
        commands: needs::SaveNeed, needs::ForgetNeed, needs::LookAgain, needs::NoteLook;
        refusals: NeedRefusal;
        routes: "/needs";
        pages: "/needs";
    }
    "11" "Breakdown" {
        files: "requirements/bundles", "options/breakdowns", "trade/bundle";
        tables: Bundle, BundleMember;
        commands: bundles::HoldBundle, bundles::RepairBundle, escrow::AgreeBundle, escrow::LetGoBundle, chain::GiveUpBundle,
            AdvanceBundle;
        refusals: BundleRefusal;
        routes: "/breakdowns", "/chains", "/bundles";
        pages: "/chains", "/bundles";
    }
    "15" "Options assembly" {
        files: "options/assembly", "price", "price/cut", "price/words", "options/subsidies",
            "concession";
        tables: FundUse, FundDay, FundTotal, HeldFund;
        routes: "/options";
        pages: "/search", "/check";
    }
    "16" "Contracts" {
        files: "options/contracts";
        tables: Contract, AgreedHire;
        routes: "/trades/{trade}/contract";
        pages: "/trades/{trade}/contract";
    }
    "17" "Booking checks" {
        files: "options/booking_checks";
        refusals: CheckRefusal;
        routes: "/rules", "/options/{offering}/trace";
        pages: "/rules", "/check/rules";
    }
    "19" "Favored counterparties" {
        files: "options/favored_counterparties", "options/blocks";
        tables: Favorite, Block;
        commands: favored_counterparties::Favor, favored_counterparties::Unfavor, blocks::BlockUser, blocks::UnblockUser;
        refusals: FavoriteRefusal, BlockRefusal;
        routes: "/favorites", "/blocks";
        pages: "/favorites", "/blocks";
    }
    "24" "Escrow" {
        files: "support/escrow", "trade", "trade/actions", "trade/arrival", "trade/award", "trade/clock", "trade/divide", "trade/full",
            "trade/part", "trade/procedure", "trade/views";
        tables: Trade, Part, TradeLine, TradeEvent, Arrival, OpenHold, HeldDay, Account, HolderName, Reservation, Transfer;
        commands: escrow::Agree, escrow::ExtendHold, escrow::LetGo;
        refusals: TradeRefusal, ArrivalRefusal, LedgerRefusal;
        routes: "/trades", "/balances", "/statement";
        pages: "/trades", "/statement";
    }
    "25" "Amendment" {
        files: "support/amendment";
        commands: amendment::CallOff;
        routes: "/trades/{trade}/parts/{part}/cancellation";
        pages: "/trades/{trade}";
    }
    "26" "Completion" {
        files: "support/completion", "support/notices";
        tables: Evidence, Handover, Delay, PartOffer, Notice, Inbox;
        commands: completion::StartWork, completion::StopWork, completion::RunLate,
            completion::RecordDue, completion::Confirm, completion::Object, completion::SendBack,
            completion::Report, completion::AcceptReport, completion::AddEvidence, completion::AddPhoto, completion::MakeOffer,
            completion::AcceptOffer, clock::Tick, notices::ReadNotices;
        refusals: CompletionRefusal, HandoverRefusal;
        routes: "/trades/{trade}/parts", "/inbox";
        pages: "/trades/{trade}", "/inbox";
    }
    "31" "Payment transfer" {
        files: "admin/payment_transfer", "admin/payment_transfer/bank_account";
        tables: Payment, BankAccount;
        commands: payment_transfer::RequestPayment, payment_transfer::ConcludePayment, payment_transfer::EndowFund,
            bank_account::NameBankAccount, bank_account::ConfirmBankAccount;
        refusals: PaymentRefusal;
        routes: "/payments", "/bank-account";
        pages: "/statement";
    }
    "own" "Calendars" {
        files: "support/calendar";
        tables: CalendarFeed;
        commands: calendar::MakeFeed, calendar::EndFeed;
        routes: "/calendar-feed";
        pages: "/calendar", "/today", "/trades/{trade}/calendar";
    }
    "own" "Messages" {
        files: "support/messages";
        tables: TradeMessage;
        commands: messages::WriteMessage;
        refusals: MessageRefusal;
        routes: "/trades/{trade}/messages";
        pages: "/trades/{trade}";
    }
    "own" "Complaints" {
        files: "support/complaints";
        tables: Complaint, OpenComplaints;
        commands: complaints::Complain, complaints::AnswerComplaint;
        refusals: ComplaintRefusal;
        routes: "/complaints";
        pages: "/complaints";
    }
    "M1" "Known seller" {
        files: "mechanisms/known_sellers", "users/seller_pages";
        tables: SellerPage, SellerAddress, WorkRequest, RequestTime, OpenRequest;
        commands: seller_pages::KeepSellerPage, seller_pages::DropSellerPage, known_sellers::RequestWork,
            known_sellers::AcceptRequest, known_sellers::DeclineRequest, known_sellers::WithdrawRequest,
            known_sellers::ExpireRequest;
        refusals: RequestRefusal;
        routes: "/sellers", "/seller-page", "/work-requests", "/work-requests-received";
        pages: "/sellers", "/account/seller-page", "/requests";
    }
    "M2" "Listings" {
        files: "mechanisms/listings";
        tables: Listing, ListingTalk, ListingMessage, ListingOffer, ListingFlag, RemovalCount;
        commands: listings::PostListing, listings::RenewListing, listings::WithdrawListing, listings::ExpireListing,
            listings::WriteAboutListing, listings::MakeOffer, listings::AcceptOffer, listings::CounterOffer,
            listings::DeclineOffer, listings::WithdrawOffer, listings::ExpireOffer, listings::FlagListing,
            listings::ReleaseListing, listings::RemoveListing;
        refusals: ListingRefusal;
        routes: "/listings", "/own-listings", "/listings-asked-about", "/listing-offers", "/listings-held", "/listing-removals",
            "/listing-facets";
        pages: "/listings", "/listing-offers";
    }
    "M3" "Request for proposal" {
        files: "mechanisms/proposals", "mechanisms/proposals/points", "trade/milestone";
        tables: ProposalCall, ProposalCriterion, OpenProposals, ProposalScorer, Proposal, ProposalPrice, ProposalScore,
            ProposalQuestion, Milestone;
        commands: proposals::OpenProposalCall, proposals::CallOffProposalCall, proposals::InviteScorer,
            proposals::DismissScorer, proposals::AskOfProposals, proposals::AnswerOfProposals, proposals::SetProposal,
            proposals::WithdrawProposal, proposals::ScoreProposal, proposals::AwardProposal, proposals::EndProposals,
            proposals::AdvanceProposalCall;
        refusals: ProposalRefusal;
        routes: "/proposal-calls", "/proposal-calls-made", "/proposal-calls-proposed", "/proposal-calls-scored";
        pages: "/proposal-calls";
    }
    "M4" "Request for quote" {
        files: "mechanisms/quotes", "mechanisms/quotes/compare", "mechanisms/work_at";
        tables: QuoteCall, QuoteCallLine, OpenCall, Quote, QuoteLine, QuoteQuestion, EndingCount;
        commands: quotes::OpenQuoteCall, quotes::CallOffQuoteCall, quotes::SetQuote, quotes::WithdrawQuote, quotes::AskOfCall,
            quotes::AnswerOfCall, quotes::AwardQuotes, quotes::EndWithoutAward, quotes::AdvanceQuoteCall;
        refusals: QuoteRefusal;
        routes: "/quote-calls", "/quote-calls-made", "/quote-calls-quoted", "/quote-endings";
        pages: "/quote-calls";
    }
    "M5" "Auction" {
        files: "mechanisms/auctions", "mechanisms/auctions/proxy";
        tables: Lot, Bid, LotBidder;
        commands: auctions::OpenLot, auctions::WithdrawLot, auctions::PlaceBid, auctions::BuyLotNow, auctions::CloseLot,
            auctions::OfferSecondChance;
        refusals: AuctionRefusal;
        routes: "/lots", "/lots-for-sale", "/lots-bid-for";
        pages: "/auctions", "/offerings/{offering}/auction";
    }
    "M6" "Reverse auction" {
        files: "mechanisms/reverse_auctions", "mechanisms/reverse_auctions/descent";
        tables: ReverseAuction, Underbid, ReverseEndingCount;
        commands: reverse_auctions::OpenReverseAuction, reverse_auctions::CallOffReverseAuction,
            reverse_auctions::PlaceUnderbid, reverse_auctions::AcceptUnderbid, reverse_auctions::DeclineUnderbid,
            reverse_auctions::CloseReverseAuction;
        refusals: ReverseRefusal;
        routes: "/reverse-auctions", "/reverse-auctions-made", "/reverse-auctions-bid", "/reverse-endings";
        pages: "/reverse-auctions";
    }
    "M7" "Group buying" {
        files: "mechanisms/group_buying", "mechanisms/group_buying/tiers", "mechanisms/put_up";
        tables: Pool, PriceTier, PoolSupply, Pledge, Pledger;
        commands: group_buying::OpenPool, group_buying::JoinPool, group_buying::CallOffPool, group_buying::SetPledge,
            group_buying::WithdrawPledge, group_buying::ClosePool, group_buying::SettlePool;
        refusals: PoolRefusal;
        routes: "/pools", "/pools-selling", "/pools-pledged";
        pages: "/pools", "/offerings/{offering}/pool";
    }
    "M8" "Bid/ask" {
        files: "mechanisms/bid_ask", "mechanisms/bid_ask/matching", "mechanisms/bid_ask/matched", "mechanisms/bid_ask/settle";
        tables: OrderBook, BookPlace, BookTrader, BookOrder, BookRound, BookFill;
        commands: bid_ask::OpenBook, bid_ask::PlaceOrders, bid_ask::CancelOrder, bid_ask::MatchOrders, bid_ask::SettleFills;
        refusals: BookRefusal;
        routes: "/books", "/books-traded";
        pages: "/books";
    }
    "M9" "Stored availability" {
        files: "mechanisms/stored_availability", "mechanisms/stored_availability/weeks";
        commands: work::HoldWork, hire::HoldHire, weeks::HoldWeeks;
        refusals: OfferRefusal, WeeksRefusal;
        routes: "/work-holds", "/things", "/spaces", "/hires", "/hire-holds";
        pages: "/search", "/work-holds", "/things", "/spaces", "/hires", "/hire-holds";
    }
    "M10" "Catalogues" {
        files: "mechanisms/catalogues";
        commands: catalogues::HoldGoods;
        refusals: CatalogueRefusal;
        routes: "/goods", "/goods-holds";
        pages: "/goods", "/goods-holds";
    }
    "T" "Parallel market" {
        files: "admin/parallel_market";
        commands: parallel_market::TurnClock;
        routes: "/demo/clock", "/demo/mail";
        pages: "/clock", "/demo";
    }
}

/// Every table of the market.
pub fn tables() -> Vec<&'static Table> {
    MODULES.iter().flat_map(|module| module.tables).copied().collect()
}

/// Every refusal's code, those of commands as such first, then in the order of the modules.
pub fn refusals() -> Vec<&'static str> {
    let of_modules = MODULES.iter().flat_map(|module| module.refusals).copied().flatten();
    CommandRefusal::CODES.iter().chain(of_modules).copied().collect()
}

/// One of each notice.
pub fn notice_examples() -> Vec<Box<dyn Sentence>> {
    fn boxed<T: Sentence + 'static>(notices: Vec<T>) -> impl Iterator<Item = Box<dyn Sentence>> {
        notices.into_iter().map(|notice| -> Box<dyn Sentence> { Box::new(notice) })
    }
    boxed(TradeNotice::examples())
        .chain(boxed(PaymentNotice::examples()))
        .chain(boxed(BankAccountNotice::examples()))
        .chain(boxed(ComplaintNotice::examples()))
        .chain(boxed(AuctionNotice::examples()))
        .chain(boxed(RequestNotice::examples()))
        .chain(boxed(PoolNotice::examples()))
        .chain(boxed(BookNotice::examples()))
        .chain(boxed(ListingNotice::examples()))
        .chain(boxed(QuoteNotice::examples()))
        .chain(boxed(ProposalNotice::examples()))
        .chain(boxed(ReverseNotice::examples()))
        .chain(boxed(NeedNotice::examples()))
        .chain(boxed(BundleNotice::examples()))
        .collect()
}
