//! A third, invented place, written as files: a currency without decimals, southern summer time, another least pay
//! and another age. The thread runs in it without rebuilding anything.

use crate::market::{Books, HERE, Market, postgres_database};
use kernel::{Amount, Currency, Date, Slots, Span};
use market::directory::Directory;
use market::mechanisms::stored_availability::work::HoldWork;
use market::options::booking_checks::CheckRefusal;
use market::trade::{Stage, Trade};
use market::users::{UserKind, assets::PriceTerms};
use rules::Rulebook;
use std::sync::Arc;
use store::Database;
use testkit::files;

const SECTORS: &str = "code,slug,title_en,title_es,official_title,p10_cents,median_cents,p90_cents\n\
                       X1,raker,Leaf raker,Rastrillador,Rakers,900,1200,1500\n";
const PLACES: &str =
    "zip,place,lat,lon,timezone,jurisdiction\nQ1,Quixaville,-31.55,159.08,Australia/Lord_Howe,QX\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_thread_runs_in_a_place_of_files_sqlite() {
    thread(Database::temporary()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_thread_runs_in_a_place_of_files_postgres() {
    thread(postgres_database().await).await;
}

async fn thread(database: Database) {
    let rulebook = Arc::new(Rulebook::load(&files::rulebook_with_quixa().unwrap()).unwrap());
    let directory = Arc::new(Directory::read(SECTORS, PLACES).unwrap());
    let calendar = directory.find_place("Q1").unwrap().zone.calendar();
    // Lord Howe's clocks go forward by half an hour on Sunday 4 October 2026, at two in the morning.
    let local = |day: i8, minute: i64| calendar.timestamp(Date::new(2026, 10, day).unwrap(), minute).unwrap();
    let market = Market::open(database, Books { rulebook, directory }, local(2, 9 * 60)).await;
    let currency = Currency::new("QXC").unwrap();

    let raker = market.user("raker", UserKind::Person, "Q1").await;
    let low = market.offer(raker, "X1", "Q1", PriceTerms::plain(currency, Amount(1_000))).await;
    let fair = market.offer(raker, "X1", "Q1", PriceTerms::plain(currency, Amount(1_100))).await;
    market.week(raker, "Q1", [Slots::ALL; 7]).await;
    let buyer = market.user("garden", UserKind::Organization, "Q1").await;
    market.deposit(buyer, Amount(50_000).of(currency)).await;

    // From midnight to four on the wall is three and a half hours by the sun.
    let span = Span::between(local(4, 0), local(4, 240)).unwrap();
    assert_eq!(span.minutes(), 210);
    let hold = |offering| HoldWork {
        buyer,
        offering,
        span,
        post_code: "Q1".parse().unwrap(),
        street: "1 Oak Street".parse().ok(),
        note: None,
        expected_pay: None,
    };
    let refused = market.run(buyer.cast(), hold(low)).await.unwrap_err();
    let Some(CheckRefusal::BelowFloor { least, rule }) = refused.refusal() else { panic!("{refused:?}") };
    assert_eq!((*least, rule.as_str()), (Amount(3_504).of(currency), "qx-pay@1"), "1001 an hour, rounded up");

    let held = market.run(buyer.cast(), hold(fair)).await.unwrap();
    // 3,850 for the hours, 1 % and 0.5 % of it, each rounded half to even.
    assert_eq!(held.buyer_pays, Amount(3_850 + 38 + 19).of(currency));
    let trade = held.trade;
    market.run(buyer.cast(), held.agree()).await.unwrap();
    market.pass_time(span.ends_at()).await;
    market.record(raker, trade, 210).await;
    let settled = market.confirm(buyer, trade, 210).await;
    assert_eq!(settled.received, Amount(3_850).of(currency));
    assert_eq!(market.store.find::<Trade>((HERE, trade)).await.unwrap().unwrap().stage, Stage::Ended);
}
