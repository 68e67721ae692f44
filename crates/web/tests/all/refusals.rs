//! What every refusal says, in both languages, with the status that it is answered with.

use crate::market::Market;
use kernel::{Amount, Currency, Stop, Timestamp, Zone};
use ledger::LedgerRefusal;
use market::admin::payment_transfer::PaymentRefusal;
use market::mechanisms::stored_availability::OfferRefusal;
use market::options::booking_checks::CheckRefusal;
use market::options::favored_counterparties::FavoriteRefusal;
use market::support::completion::CompletionRefusal;
use market::trade::TradeRefusal;
use market::users::{
    UserRefusal, assets::AssetRefusal, availability::AvailabilityRefusal, registration::RegistrationRefusal,
};
use std::collections::BTreeSet;
use std::fmt::Write;
use web::error::AppError;
use web::i18n::{Lang, Locale};
use web::words::Reader;

/// Friday 27 November 2026, five in the evening in Portland.
const FRIDAY: Timestamp = Timestamp(1_795_827_600_000_000);

fn dollars(minor: i64) -> (Amount, Currency) {
    (Amount(minor), Currency::new("USD").unwrap())
}

/// One of each.
fn refusals() -> Vec<Stop> {
    let rule = || "us-or-portland-minimum-pay@1".to_owned();
    vec![
        UserRefusal::NameTaken.into(),
        UserRefusal::NotYours.into(),
        UserRefusal::OperatorsNeverTrade.into(),
        RegistrationRefusal::NotARegister.into(),
        AssetRefusal::UnknownSector.into(),
        AssetRefusal::UnknownPlace.into(),
        AssetRefusal::BadPriceRule { field: "hourly" }.into(),
        AvailabilityRefusal::NotOffered.into(),
        AvailabilityRefusal::Taken.into(),
        AvailabilityRefusal::NotHeld.into(),
        AvailabilityRefusal::Past.into(),
        AvailabilityRefusal::TooMany { most: 200 }.into(),
        CheckRefusal::Denied { rule: rule(), reason: "minors_at_night".to_owned() }.into(),
        CheckRefusal::BelowFloor { least: dollars(6_520), rule: rule() }.into(),
        LedgerRefusal::Insufficient { missing: dollars(1_234) }.into(),
        LedgerRefusal::NothingToMove.into(),
        LedgerRefusal::NotPending.into(),
        LedgerRefusal::MoreThanReserved { reserved: dollars(7_200) }.into(),
        CompletionRefusal::NotBegun { starts: FRIDAY }.into(),
        CompletionRefusal::NotTheseMinutes { booked_minutes: 240 }.into(),
        PaymentRefusal::NotThisAmount { most: dollars(100_000_000) }.into(),
        PaymentRefusal::NotTheRail.into(),
        PaymentRefusal::ConcludedBefore.into(),
        OfferRefusal::NotOpen.into(),
        OfferRefusal::Past.into(),
        OfferRefusal::TooSoon { earliest: FRIDAY }.into(),
        OfferRefusal::TooShort { least_minutes: 90 }.into(),
        OfferRefusal::TooFar { most_meters: 16_093 }.into(),
        TradeRefusal::NotTheBuyer.into(),
        TradeRefusal::NotTheSeller.into(),
        TradeRefusal::NotASide.into(),
        TradeRefusal::NotATimer.into(),
        TradeRefusal::OwnOffering.into(),
        TradeRefusal::NotNow { stage: "settled" }.into(),
        TradeRefusal::PriceChanged { pays: dollars(7_668) }.into(),
        TradeRefusal::HoldEnded.into(),
        TradeRefusal::NoMoreExtensions.into(),
        TradeRefusal::Begun.into(),
        TradeRefusal::NotNowAbsent.into(),
        TradeRefusal::NotDue.into(),
        FavoriteRefusal::Yourself.into(),
        FavoriteRefusal::TooMany { most: 50 }.into(),
    ]
}

#[tokio::test]
async fn sqlite_every_refusal_says_what_to_do() {
    let market = Market::open(store::Database::temporary()).await;
    let errors: Vec<AppError> = refusals().into_iter().map(AppError::from).collect();
    let told: BTreeSet<&str> = errors.iter().map(AppError::code).collect();
    assert_eq!(told, market::modules::refusals().into_iter().collect(), "one of each");
    let mut text = String::new();
    for error in &errors {
        writeln!(text, "{} {}", error.status(), error.code()).unwrap();
        for lang in Lang::OFFERED {
            let zone = Zone::new("America/Los_Angeles").unwrap();
            let reader = Reader { app: &market.app, loc: Locale::in_united_states(lang), zone };
            let words = reader.error(error).plain();
            assert!(!words.starts_with("refusal-") && !words.contains('{'), "{words}");
            writeln!(text, "    {words}").unwrap();
        }
    }
    insta::assert_snapshot!("every_refusal", text);
}
