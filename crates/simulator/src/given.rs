//! How each command is given: the one list that a module joins, by a line a command.
//!
//! `generic` makes a command up from what it is asked with; a function beside it is for those of which that would never be
//! taken. The number is how often it is given next to the others; without one it is given by nobody but a timer or a bank.

mod assets;
mod auctions;
mod bid_ask;
mod bundles;
mod generic;
mod group_buying;
mod holds;
mod known_sellers;
mod listings;
mod money;
mod needs;
mod people;
mod proposals;
mod quote_calls;
mod reverse;
mod senseless;
mod steps;

use crate::hand::{Call, Hand};
pub(crate) use assets::set_usual_week;
use market::admin::{
    closing, parallel_market,
    payment_transfer::{self, bank_account},
};
use market::mechanisms::{
    auctions as lots, bid_ask as books, catalogues, group_buying as pools, known_sellers as requests,
    listings as listed, proposals as called, quotes, reverse_auctions,
    stored_availability::{hire, weeks, work},
};
use market::options::{blocks, favored_counterparties};
use market::requirements::{bundles as chained, needs as wanted};
use market::support::{amendment, calendar, complaints, completion, escrow, messages, notices};
use market::trade::{bundle, clock};
use market::users::{
    self, assets as wares, availability, codes, passkeys, photos, registration, seller_pages, stock,
};
pub(crate) use people::{check, claim_name, keeping, opening};
pub(crate) use senseless::senseless;

/// How a command is given.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Its name.
    pub name: &'static str,
    /// Makes one up; nothing where there is nothing yet that it could be about.
    pub make: fn(&mut Hand<'_>) -> Option<Call>,
    /// How often it is given, next to the others.
    pub weight: i64,
}

macro_rules! given {
    ($($command:ty: $make:expr, $weight:literal;)+) => {
        /// How each command is given, by name.
        pub const GIVEN: &[Given] = &[$(Given {
            name: <$command as kernel::Command>::NAME,
            make: $make,
            weight: $weight,
        }),+];
    };
}

given! {
    users::ClaimName: people::claim_name, 1;
    users::OpenUser: people::open_user, 2;
    users::KeepName: people::keep_name, 2;
    users::MoveName: people::move_name, 1;
    users::SetPassword: people::set_password, 1;
    users::FreeName: people::free_name, 0;
    users::StartSession: people::start_session, 2;
    users::SeeSession: people::see_session, 2;
    users::ProveSession: people::prove_session, 2;
    users::EndSession: people::end_session, 1;
    users::EndSessions: people::end_sessions, 1;
    users::ChooseTaxPot: generic::give::<users::ChooseTaxPot>, 2;
    users::ChangeDetails: people::change_details, 1;
    codes::SendCode: people::send_code, 3;
    codes::EnterCode: people::enter_code, 12;
    codes::KeepAddress: generic::give::<codes::KeepAddress>, 1;
    closing::BeginClosing: people::begin_closing, 12;
    closing::KeepUser: generic::give::<closing::KeepUser>, 1;
    closing::EraseRows: people::erase_rows, 60;
    closing::CloseUser: people::close_user, 25;
    passkeys::AddPasskey: people::add_passkey, 2;
    passkeys::UsePasskey: people::use_passkey, 3;
    passkeys::RemovePasskey: people::remove_passkey, 1;
    photos::ShowOffering: assets::show_offering, 2;
    registration::RecordCheck: people::record_check, 3;
    wares::OfferWork: assets::offer_work, 2;
    wares::SetPriceRule: assets::set_price_rule, 2;
    wares::OfferHire: assets::offer_hire, 1;
    wares::SetHireRule: assets::set_hire_rule, 1;
    wares::OfferItem: assets::offer_item, 1;
    wares::SetItemPrice: assets::set_item_price, 1;
    wares::SetOfferingStage: generic::give::<wares::SetOfferingStage>, 1;
    stock::Restock: assets::restock, 3;
    availability::SetUsualWeek: assets::set_usual_week, 2;
    availability::SetOfferingWeek: assets::set_offering_week, 2;
    availability::AddException: assets::add_exception, 3;
    availability::BeFree: generic::give::<availability::BeFree>, 2;
    availability::RemoveException: assets::remove_exception, 1;
    favored_counterparties::Favor: generic::give::<favored_counterparties::Favor>, 2;
    favored_counterparties::Unfavor: people::unfavor, 1;
    blocks::BlockUser: people::block, 1;
    blocks::UnblockUser: people::unblock, 2;
    escrow::Agree: steps::agree, 40;
    escrow::ExtendHold: steps::extend, 4;
    escrow::LetGo: steps::let_go, 3;
    amendment::CallOff: steps::call_off, 14;
    completion::StartWork: steps::start, 24;
    completion::StopWork: steps::stop, 24;
    completion::RunLate: steps::run_late, 2;
    completion::RecordDue: steps::record, 16;
    completion::Confirm: steps::confirm, 10;
    completion::Object: steps::object, 12;
    completion::SendBack: steps::send_back, 10;
    completion::Report: steps::report, 6;
    completion::AcceptReport: steps::accept_report, 3;
    completion::AddEvidence: steps::add_evidence, 5;
    completion::AddPhoto: steps::add_photo, 2;
    completion::MakeOffer: steps::make_offer, 4;
    completion::AcceptOffer: steps::accept_offer, 5;
    clock::Tick: generic::give::<clock::Tick>, 2;
    notices::ReadNotices: people::read_notices, 2;
    payment_transfer::RequestPayment: money::request, 12;
    payment_transfer::ConcludePayment: money::conclude, 0;
    payment_transfer::EndowFund: money::endow, 1;
    bank_account::NameBankAccount: money::name_bank_account, 2;
    bank_account::ConfirmBankAccount: money::confirm_bank_account, 0;
    calendar::MakeFeed: generic::give::<calendar::MakeFeed>, 1;
    calendar::EndFeed: generic::give::<calendar::EndFeed>, 1;
    messages::WriteMessage: steps::write, 3;
    complaints::Complain: people::complain, 2;
    complaints::AnswerComplaint: people::answer_complaint, 2;
    work::HoldWork: holds::work, 30;
    hire::HoldHire: holds::hire, 14;
    weeks::HoldWeeks: holds::weeks, 2;
    catalogues::HoldGoods: holds::goods, 14;
    lots::OpenLot: auctions::open, 4;
    lots::WithdrawLot: auctions::withdraw, 4;
    lots::PlaceBid: auctions::bid, 16;
    lots::BuyLotNow: auctions::buy, 10;
    lots::CloseLot: auctions::close, 1;
    lots::OfferSecondChance: auctions::second_chance, 2;
    seller_pages::KeepSellerPage: generic::give::<seller_pages::KeepSellerPage>, 2;
    seller_pages::DropSellerPage: generic::give::<seller_pages::DropSellerPage>, 1;
    requests::RequestWork: known_sellers::request, 20;
    requests::AcceptRequest: known_sellers::accept, 12;
    requests::DeclineRequest: known_sellers::decline, 3;
    requests::WithdrawRequest: known_sellers::withdraw, 2;
    requests::ExpireRequest: known_sellers::expire, 1;
    pools::OpenPool: group_buying::open, 4;
    pools::JoinPool: group_buying::join, 16;
    pools::CallOffPool: group_buying::call_off, 1;
    pools::SetPledge: group_buying::pledge, 20;
    pools::WithdrawPledge: group_buying::withdraw, 4;
    pools::ClosePool: group_buying::close, 1;
    pools::SettlePool: group_buying::settle, 1;
    books::OpenBook: bid_ask::open, 6;
    books::PlaceOrders: bid_ask::place, 60;
    books::CancelOrder: bid_ask::cancel, 6;
    books::MatchOrders: bid_ask::match_orders, 1;
    books::SettleFills: bid_ask::settle, 1;
    listed::PostListing: listings::post, 8;
    listed::RenewListing: listings::renew, 2;
    listed::WithdrawListing: listings::withdraw, 1;
    listed::ExpireListing: listings::expire, 1;
    listed::WriteAboutListing: listings::write, 4;
    listed::MakeOffer: listings::offer, 20;
    listed::AcceptOffer: listings::accept, 5;
    listed::CounterOffer: listings::counter, 6;
    listed::DeclineOffer: listings::decline, 2;
    listed::WithdrawOffer: listings::take_back, 2;
    listed::ExpireOffer: listings::expire_offer, 1;
    listed::FlagListing: listings::flag, 6;
    listed::ReleaseListing: listings::release, 4;
    listed::RemoveListing: listings::remove, 2;
    called::OpenProposalCall: proposals::open, 6;
    called::CallOffProposalCall: proposals::call_off, 1;
    called::InviteScorer: proposals::invite, 8;
    called::DismissScorer: proposals::dismiss, 3;
    called::AskOfProposals: proposals::ask, 4;
    called::AnswerOfProposals: proposals::answer, 3;
    called::SetProposal: proposals::propose, 18;
    called::WithdrawProposal: proposals::withdraw, 2;
    called::ScoreProposal: proposals::score, 20;
    called::AwardProposal: proposals::award, 10;
    called::EndProposals: proposals::end, 2;
    called::AdvanceProposalCall: proposals::advance, 1;
    quotes::OpenQuoteCall: quote_calls::open, 8;
    quotes::CallOffQuoteCall: quote_calls::call_off, 1;
    quotes::SetQuote: quote_calls::quote, 24;
    quotes::WithdrawQuote: quote_calls::withdraw, 3;
    quotes::AskOfCall: quote_calls::ask, 10;
    quotes::AnswerOfCall: quote_calls::answer, 2;
    quotes::AwardQuotes: quote_calls::award, 10;
    quotes::EndWithoutAward: quote_calls::end, 2;
    quotes::AdvanceQuoteCall: quote_calls::advance, 1;
    reverse_auctions::OpenReverseAuction: reverse::open, 10;
    reverse_auctions::CallOffReverseAuction: reverse::call_off, 1;
    reverse_auctions::PlaceUnderbid: reverse::bid, 40;
    reverse_auctions::AcceptUnderbid: reverse::accept, 24;
    reverse_auctions::DeclineUnderbid: reverse::decline, 40;
    reverse_auctions::CloseReverseAuction: reverse::close, 1;
    wanted::SaveNeed: needs::save, 5;
    wanted::ForgetNeed: needs::forget, 1;
    wanted::LookAgain: needs::look_again, 1;
    wanted::NoteLook: needs::note, 3;
    chained::HoldBundle: bundles::hold, 20;
    chained::RepairBundle: bundles::repair, 40;
    escrow::AgreeBundle: bundles::agree, 40;
    escrow::LetGoBundle: bundles::let_go, 8;
    amendment::chain::GiveUpBundle: bundles::give_up, 30;
    bundle::AdvanceBundle: bundles::advance, 1;
    parallel_market::TurnClock: generic::give::<parallel_market::TurnClock>, 1;
}
