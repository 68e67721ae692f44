//! The registry of what is built: MODULES.md, the `/system` page and the coverage tests are made from it.

use crate::admin::payment_transfer::{self, Payment, PaymentRefusal};
use crate::mechanisms::stored_availability::OfferRefusal;
use crate::options::{
    booking_checks::CheckRefusal,
    contracts::Contract,
    favored_counterparties::{self, Favorite, FavoriteRefusal},
    subsidies::{FundDay, FundTotal, FundUse},
};
use crate::support::{
    completion::{CompletionRefusal, WorkRecord},
    notices::{self, Inbox, Notice},
};
use crate::trade::{Trade, TradeEvent, TradeLine, TradeRefusal, book, cancel, complete, hold};
use crate::users::{
    self, Person, Session, SignInName, User, UserRefusal,
    assets::{self, AssetRefusal, Offering, PriceRule, Resource},
    availability::{self, AvailabilityException, AvailabilityRefusal, ResourceDay, UsualWeek},
    registration::{self, Credential, RegistrationRefusal},
    reliability::{PairRecord, TrackRecord},
};
use kernel::{Commands, Record, Table};
use ledger::LedgerRefusal;

/// A module of the briefing that is built.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its number or letter code in the briefing: `24`, `M9`.
    pub number: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its files under `crates/market/src`, without the ending; its own first.
    pub files: &'static [&'static str],
    /// Its tables.
    pub tables: &'static [&'static Table],
    /// The codes of its refusals.
    pub refusals: &'static [&'static str],
    /// Its nouns in the API, under `/api/v1`.
    pub routes: &'static [&'static str],
    /// Its page, under the language.
    pub page: &'static str,
}

/// Every module that is built, in the briefing's order.
pub const MODULES: &[Module] = &[
    Module {
        number: "1",
        title: "Users",
        files: &["users"],
        tables: &[User::TABLE, Person::TABLE, SignInName::TABLE, Session::TABLE],
        refusals: UserRefusal::CODES,
        routes: &["/users", "/sessions"],
        page: "/account",
    },
    Module {
        number: "2",
        title: "Registration and validation",
        files: &["users/registration"],
        tables: &[Credential::TABLE],
        refusals: RegistrationRefusal::CODES,
        routes: &["/credentials"],
        page: "/account",
    },
    Module {
        number: "3",
        title: "Assets",
        files: &["users/assets"],
        tables: &[Resource::TABLE, Offering::TABLE, PriceRule::TABLE],
        refusals: AssetRefusal::CODES,
        routes: &["/offerings"],
        page: "/offerings",
    },
    Module {
        number: "4",
        title: "Availability",
        files: &["users/availability"],
        tables: &[UsualWeek::TABLE, AvailabilityException::TABLE, ResourceDay::TABLE],
        refusals: AvailabilityRefusal::CODES,
        routes: &["/availability"],
        page: "/availability",
    },
    Module {
        number: "6",
        title: "Reliability",
        files: &["users/reliability"],
        tables: &[TrackRecord::TABLE, PairRecord::TABLE],
        refusals: &[],
        routes: &["/users/{id}/track-record"],
        page: "/search",
    },
    Module {
        number: "9",
        title: "Directory",
        files: &["directory"],
        tables: &[],
        refusals: &[],
        routes: &["/sectors", "/places"],
        page: "/",
    },
    Module {
        number: "15",
        title: "Options assembly",
        files: &["options/assembly", "options/waterfall", "options/subsidies", "concession"],
        tables: &[FundUse::TABLE, FundDay::TABLE, FundTotal::TABLE],
        refusals: &[],
        routes: &["/options"],
        page: "/search",
    },
    Module {
        number: "16",
        title: "Contracts",
        files: &["options/contracts"],
        tables: &[Contract::TABLE],
        refusals: &[],
        routes: &["/trades/{id}/contract"],
        page: "/trades/{id}/contract",
    },
    Module {
        number: "17",
        title: "Booking checks",
        files: &["options/booking_checks"],
        tables: &[],
        refusals: CheckRefusal::CODES,
        routes: &["/options/{offering}/trace"],
        page: "/rules",
    },
    Module {
        number: "19",
        title: "Favored counterparties",
        files: &["options/favored_counterparties"],
        tables: &[Favorite::TABLE],
        refusals: FavoriteRefusal::CODES,
        routes: &["/favorites"],
        page: "/favorites",
    },
    Module {
        number: "24",
        title: "Escrow",
        files: &["support/escrow"],
        tables: &[ledger::Account::TABLE, ledger::Reservation::TABLE, ledger::Transfer::TABLE],
        refusals: LedgerRefusal::CODES,
        routes: &["/balances", "/statement"],
        page: "/statement",
    },
    Module {
        number: "26",
        title: "Completion",
        files: &["support/completion", "support/notices"],
        tables: &[WorkRecord::TABLE, Notice::TABLE, Inbox::TABLE],
        refusals: CompletionRefusal::CODES,
        routes: &["/trades/{id}/hours", "/trades/{id}/completion", "/trades/{id}/absence"],
        page: "/trades/{id}",
    },
    Module {
        number: "31",
        title: "Payment transfer",
        files: &["admin/payment_transfer"],
        tables: &[Payment::TABLE],
        refusals: PaymentRefusal::CODES,
        routes: &["/payments"],
        page: "/statement",
    },
    Module {
        number: "M9",
        title: "Stored availability",
        files: &[
            "mechanisms/stored_availability",
            "trade/hold",
            "trade/book",
            "trade/complete",
            "trade/cancel",
            "trade/settle",
            "trade/views",
        ],
        tables: &[Trade::TABLE, TradeLine::TABLE, TradeEvent::TABLE],
        refusals: OfferRefusal::CODES,
        routes: &["/options", "/trades"],
        page: "/search",
    },
];

/// The refusals of the spine, which belongs to no one module.
pub const TRADE_REFUSALS: &[&str] = TradeRefusal::CODES;

/// Every table of the market.
pub fn tables() -> Vec<&'static Table> {
    MODULES.iter().flat_map(|module| module.tables).copied().collect()
}

/// Every refusal's code, in the order of the modules.
pub fn refusals() -> Vec<&'static str> {
    MODULES.iter().flat_map(|module| module.refusals).chain(TRADE_REFUSALS).copied().collect()
}

/// Every command, by name: what timers may hold and logs may name.
pub fn commands() -> Commands {
    Commands::default()
        .with::<users::ClaimName>()
        .with::<users::OpenUser>()
        .with::<users::StartSession>()
        .with::<users::EndSession>()
        .with::<users::ChooseTaxPot>()
        .with::<registration::RecordCheck>()
        .with::<assets::OfferWork>()
        .with::<assets::SetPriceRule>()
        .with::<assets::SetOfferingStage>()
        .with::<availability::SetUsualWeek>()
        .with::<availability::AddException>()
        .with::<availability::RemoveException>()
        .with::<hold::Hold>()
        .with::<hold::ExtendHold>()
        .with::<hold::EndHold>()
        .with::<book::Book>()
        .with::<cancel::Cancel>()
        .with::<complete::RecordHours>()
        .with::<complete::ConfirmHours>()
        .with::<complete::ApproveSilently>()
        .with::<complete::ReportAbsence>()
        .with::<complete::ResolveReport>()
        .with::<complete::PromptHours>()
        .with::<payment_transfer::RequestPayment>()
        .with::<payment_transfer::ConcludePayment>()
        .with::<payment_transfer::EndowFund>()
        .with::<notices::ReadNotices>()
        .with::<favored_counterparties::Favor>()
        .with::<favored_counterparties::Unfavor>()
}
