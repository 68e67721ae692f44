//! `poems check` beside a server that never stops taking bookings: it sees one moment, and finds it clean. And each kind
//! of fault, made by hand, is told by the record that has it.

use crate::by_hand::{Broken, broken, faults_of, kept, key, wording};
use crate::command_line::poems;
use crate::market::{HERE, Market, cents, postgres_url, usd};
use kernel::{Amount, Date, Id, Slots, Span, Timestamp, Zone};
use market::admin::payment_transfer::EndowFund;
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::hire::HoldHire;
use market::support::amendment::CallOff;
use market::support::completion::Object;
use market::trade::Trade;
use market::users::assets::HandingOver;
use market::users::assets::{HireTerms, ItemTerms, OfferHire, OfferItem, Offering, PriceTerms};
use market::users::availability::SetUsualWeek;
use market::users::{User, UserKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::task::JoinSet;

const SELLERS: i64 = 4;
const BUYERS: i64 = 8;
const CHECKS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_beside_bookings_is_clean_sqlite() {
    let path = testkit::files::fresh("checking");
    check_beside_bookings(&format!("sqlite:{}", path.display())).await;
    for ending in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_beside_bookings_is_clean_postgres() {
    check_beside_bookings(&postgres_url().await).await;
}

async fn check_beside_bookings(url: &str) {
    let market = Arc::new(Market::demo(url.parse().unwrap()).await);
    let (mut booking, is_over) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
    let mut sellers = Vec::new();
    for number in 0..SELLERS {
        let seller = market.user(&format!("seller{number}"), UserKind::Person, "97202").await;
        market.food_card(seller).await;
        let terms = PriceTerms::plain(usd(), Amount(1_800));
        let offering = market.offer(seller, "35-9021", "97202", terms).await;
        market.week(seller, "97202", [Slots::ALL; 7]).await;
        sellers.push(offering);
    }
    for number in 0..BUYERS {
        let buyer = market.user(&format!("buyer{number}"), UserKind::Organization, "97214").await;
        market.deposit(buyer, cents(10_000_000)).await;
        let offering = sellers[usize::try_from(number % SELLERS).unwrap()];
        let (market, is_over) = (Arc::clone(&market), Arc::clone(&is_over));
        booking.spawn(async move { book_until(&market, number, buyer, offering, &is_over).await });
    }

    let mut trades = Vec::new();
    for _ in 0..CHECKS {
        let said = poems(&["check", "--json", "--database", url]).await;
        let report = said.json();
        assert_eq!((said.code, report["clean"].as_bool()), (0, Some(true)), "{report:#}");
        trades.push(report["figures"]["trades"].as_u64().unwrap());
    }
    is_over.store(true, Ordering::Relaxed);
    while let Some(done) = booking.join_next().await {
        done.unwrap();
    }
    assert!(trades.windows(2).all(|pair| pair[0] < pair[1]), "booked meanwhile: {trades:?}");
    market.store.close().await;
}

/// Books an hour and calls it off, over and over; each buyer has hours of their own.
async fn book_until(
    market: &Market,
    number: i64,
    buyer: Id<User>,
    offering: Id<Offering>,
    is_over: &AtomicBool,
) {
    let calendar = market.books.directory.find_place("97214").unwrap().zone.calendar();
    let midnight = calendar.timestamp(Date::new(2026, 11, 27).unwrap(), 0).unwrap();
    let starts_at = midnight.plus_hours(number / SELLERS * 12);
    for hour in (0..12).cycle().take_while(|_| !is_over.load(Ordering::Relaxed)) {
        let span = Span::between(starts_at.plus_hours(hour), starts_at.plus_hours(hour + 1)).unwrap();
        let held = market.hold(buyer, offering, span).await.unwrap();
        let trade = held.trade;
        market.run(buyer.cast(), held.agree()).await.unwrap();
        market.run(buyer.cast(), CallOff { trade, part: 1, expected_bp: None }).await.unwrap();
    }
}

/// Trades of every family, by what has become of them.
struct Lived {
    settled: Id<Trade>,
    divided: Id<Trade>,
    booked: Id<Trade>,
    held: Id<Trade>,
    lapsed: Id<Trade>,
    hired: Id<Trade>,
    ordered: Id<Trade>,
    item: Id<Offering>,
}

/// Friday 27 November 2026 in Portland, at this hour.
fn friday(hour: i64) -> Timestamp {
    let calendar = Zone::new("America/Los_Angeles").unwrap().calendar();
    calendar.timestamp(Date::new(2026, 11, 27).unwrap(), hour * 60).unwrap()
}

fn hour(from: i64) -> Span {
    Span::between(friday(from), friday(from + 1)).unwrap()
}

/// Lives through trades of work, a hire with a bond, and an order.
async fn lived(market: &Market) -> Lived {
    let ana = market.user("ana", UserKind::Person, "97202").await;
    market.food_card(ana).await;
    let offering = market.offer(ana, "35-9021", "97202", PriceTerms::plain(usd(), Amount(1_800))).await;
    market.week(ana, "97202", [Slots::ALL; 7]).await;
    let cafe = market.user("cafe", UserKind::Organization, "97214").await;
    market.deposit(cafe, cents(100_000)).await;
    let (fund, amount) = ("fund:concession-welcome".to_owned(), Amount(100_000));
    let endow = EndowFund { locality: HERE, fund, currency: usd(), amount };
    market.run(Id::SYSTEM, endow).await.unwrap();
    let lapsed = market.hold(cafe, offering, hour(6)).await.unwrap().trade;
    market.pass_time(market.now().plus_hours(1)).await;
    let settled = market.booked(cafe, offering, hour(8)).await;
    market.pass_time(friday(9)).await;
    market.record(ana, settled, 60).await;
    market.confirm(cafe, settled, 60).await;
    let divided = market.booked(cafe, offering, hour(11)).await;
    market.pass_time(friday(12)).await;
    market.record(ana, divided, 60).await;
    market
        .run(
            cafe.cast(),
            Object {
                trade: divided,
                part: 1,
                due: 30,
                recorded: 60,
                reason: Some(market::trade::part::RecordedAs::Performed),
            },
        )
        .await
        .unwrap();
    let booked = market.booked(cafe, offering, hour(14)).await;
    let hired = hired(market, ana, cafe).await;
    let (item, ordered) = ordered(market, ana, cafe).await;
    // Somebody new, whose welcome is set aside until the hours are agreed to.
    let bar = market.user("bar", UserKind::Organization, "97214").await;
    let held = market.hold(bar, offering, hour(18)).await.unwrap().trade;
    Lived { settled, divided, booked, held, lapsed, hired, ordered, item }
}

async fn hired(market: &Market, owner: Id<User>, buyer: Id<User>) -> Id<Trade> {
    let terms = HireTerms {
        currency: usd(),
        per_day: Amount(1_800),
        per_hour: Amount(400),
        bond: Amount(5_000),
        late_per_hour: Amount(400),
        buffer_minutes: 30,
        minimum_minutes: 60,
        days_max: 14,
        notice_minutes: 0,
    };
    let offer = OfferHire {
        locality: HERE,
        sector: "hire-sg-4-4-3".to_owned(),
        post_code: "97202".parse().unwrap(),
        wording: wording("City bicycle"),
        count: 1,
        terms,
    };
    let offering = market.run(owner.cast(), offer).await.unwrap();
    let resource = market.store.find::<Offering>((HERE, offering)).await.unwrap().unwrap().resource.unwrap();
    let zone = Zone::new("America/Los_Angeles").unwrap();
    market.run(owner.cast(), SetUsualWeek { resource, zone, days: [Slots::ALL; 7] }).await.unwrap();
    let hold = HoldHire { buyer, offering, span: hour(13), expected_pay: None };
    let held = market.run(buyer.cast(), hold).await.unwrap();
    let trade = held.trade;
    market.run(buyer.cast(), held.agree()).await.unwrap();
    trade
}

async fn ordered(market: &Market, seller: Id<User>, buyer: Id<User>) -> (Id<Offering>, Id<Trade>) {
    let terms = ItemTerms {
        currency: usd(),
        each: Amount(450),
        delivery: None,
        is_collected: true,
        ready_minutes: 60,
    };
    let offer = OfferItem {
        locality: HERE,
        sector: "fb-2-10-7".to_owned(),
        post_code: "97202".parse().unwrap(),
        wording: wording("Apples, a bag"),
        count: 10,
        terms,
    };
    let item = market.run(seller.cast(), offer).await.unwrap();
    let lines = vec![OrderLine { item, count: 3 }];
    let hold = HoldGoods { buyer, lines, handing_over: HandingOver::Collection, expected_pay: None };
    let held = market.run(buyer.cast(), hold).await.unwrap();
    let trade = held.trade;
    market.run(buyer.cast(), held.agree()).await.unwrap();
    (item, trade)
}

fn trade(set: &str, id: &Id<Trade>) -> String {
    format!("UPDATE trade SET {set} WHERE id = {}", key(id))
}

fn part(set: &str, number: i64, id: &Id<Trade>) -> String {
    format!("UPDATE part SET {set} WHERE trade = {} AND number = {number}", key(id))
}

fn of(id: &Id<Trade>, what: &str) -> String {
    format!("trade {id}: {what}")
}

/// One fault of each kind.
fn all_broken(lived: &Lived) -> Vec<Broken> {
    let kinds = [
        broken_money(lived),
        broken_trades(lived),
        broken_timers(lived),
        broken_parts(lived),
        broken_contracts(lived),
        broken_takings(lived),
    ];
    kinds.into_iter().flatten().collect()
}

/// Money, and what is set aside.
fn broken_money(lived: &Lived) -> Vec<Broken> {
    let Lived { booked, held, .. } = lived;
    vec![
        broken(
            format!("UPDATE account SET available = available + 1 WHERE holder = {}", key(booked)),
            [format!("account {booked} (escrow"), format!("escrow of trade {booked} (booked) in USD")],
        ),
        broken(
            "DELETE FROM reservation".to_owned(),
            [
                "is pending, and nothing is reserved for it".to_owned(),
                format!("of trade {held}: its transfer"),
            ],
        ),
        broken(
            "UPDATE reservation SET amount = amount + 1".to_owned(),
            ["is not what its transfer set aside".to_owned()],
        ),
        broken(
            format!("DELETE FROM account WHERE holder = {}", key(booked)),
            [format!("transfers of account {booked} (escrow"), format!("escrow of trade {booked} (booked)")],
        ),
        broken(
            format!(
                "UPDATE trade_line SET pending = X'{:032X}' WHERE trade = {} AND position = 1",
                7,
                key(held)
            ),
            [format!("line 1 of part 1 of trade {held}: its transfer")],
        ),
    ]
}

/// A trade as its parts make it.
fn broken_trades(lived: &Lived) -> Vec<Broken> {
    let Lived { settled, booked, lapsed, hired, ordered, .. } = lived;
    vec![
        broken(
            format!("INSERT INTO timer VALUES (1, 1000, X'{:032X}', 'codes.forget/1', '{{}}', 1)", 7),
            ["it was due at 1970-01-01T00:00:00.001Z".to_owned()],
        ),
        broken(trade("stage = 'ended'", booked), [of(booked, "it is ended, and its parts are not")]),
        broken(trade("booked_at = NULL", hired), [of(hired, "it is booked, which `booked_at` denies")]),
        broken(trade("shown = 'closed'", hired), [of(hired, "`shown` is not what its parts make it")]),
        broken(
            trade("buyer_pays = buyer_pays + 1", ordered),
            [of(ordered, "`buyer_pays` is not what its parts make it")],
        ),
        broken(
            trade("seller_receives = seller_receives - 1", settled),
            [of(settled, "`seller_receives` is not what its parts make it")],
        ),
        broken(
            format!("DELETE FROM part WHERE trade = {}", key(ordered)),
            [of(ordered, "it has no part"), format!("escrow of {ordered} in USD: it holds money")],
        ),
        broken(
            format!("DELETE FROM trade WHERE id = {}", key(lapsed)),
            [format!("part of trade {lapsed}: there is no such trade")],
        ),
    ]
}

/// The one timer of a trade.
fn broken_timers(lived: &Lived) -> Vec<Broken> {
    let Lived { booked, held, .. } = lived;
    vec![
        broken(
            trade("timer_at = timer_at + 1", held),
            [
                format!("trade {held} (held): its timer is not at the next time"),
                "for another trade".to_owned(),
            ],
        ),
        broken(
            format!(
                "DELETE FROM timer WHERE instr(body, '{booked}') > 0 OR id IN (SELECT timer FROM trade WHERE id = {})",
                key(booked)
            ),
            [format!("trade {booked}: its timer")],
        ),
        broken(
            format!("UPDATE trade SET timer = NULL, timer_at = NULL WHERE id = {}", key(booked)),
            [
                format!("of trade {booked}: no trade waits for it"),
                format!("trade {booked} (booked): its timer is not"),
            ],
        ),
        broken(
            format!(
                "UPDATE timer SET command = 'completion.tock/1' WHERE id IN (SELECT timer FROM trade WHERE id = {})",
                key(held)
            ),
            [format!("of trade {held}: it runs `completion.tock/1`")],
        ),
    ]
}

/// What is due, what is settled, what stands in whose place.
fn broken_parts(lived: &Lived) -> Vec<Broken> {
    let Lived { settled, divided, booked, hired, .. } = lived;
    vec![
        broken(
            part("due = NULL, due_out_of = NULL", 1, settled),
            [format!("part 1 of trade {settled} (closed): what is due is out of range")],
        ),
        broken(
            part("due_out_of = 60", 1, booked),
            [format!("part 1 of trade {booked} (open): what is due is out of range")],
        ),
        broken(
            part("outcome = NULL", 1, settled),
            [format!("part 1 of trade {settled} (closed): its time of closing and its outcome deny that")],
        ),
        broken(
            format!("UPDATE trade_line SET settled = NULL WHERE trade = {}", key(settled)),
            [format!("part 1 of trade {settled} (closed): its lines are not settled as it is")],
        ),
        broken(
            part("replaces = 1", 2, hired),
            [format!("part 2 of trade {hired}: it stands in the place of part 1, which is not void")],
        ),
        broken(
            format!("UPDATE trade_line SET amount = amount + 1 WHERE trade = {} AND part = 1", key(divided)),
            [format!(
                "part 1 of trade {divided}: the lines of the parts that it was divided into do not sum"
            )],
        ),
    ]
}

/// Contracts.
fn broken_contracts(lived: &Lived) -> Vec<Broken> {
    let Lived { settled, booked, hired, .. } = lived;
    vec![
        broken(
            format!("DELETE FROM contract WHERE trade = {}", key(booked)),
            [of(booked, "it has no contract of edition 1")],
        ),
        broken(
            format!("UPDATE contract SET digest = 'x' WHERE trade = {}", key(settled)),
            [format!("contract of trade {settled}, edition 1: its text made again has another digest")],
        ),
        broken(
            format!("UPDATE agreed_hire SET late_per_hour = late_per_hour + 1 WHERE trade = {}", key(hired)),
            [format!("contract of trade {hired}, edition 1: its text made again has another digest")],
        ),
    ]
}

/// Hours and pieces.
fn broken_takings(lived: &Lived) -> Vec<Broken> {
    let Lived { booked, lapsed, hired, item, .. } = lived;
    let id = key(item);
    vec![
        broken(part("takes = 'nothing', resource = NULL", 1, booked), ["hours of resource".to_owned()]),
        broken(
            part(
                "takes = 'hours', resource = (SELECT resource FROM part AS other WHERE other.takes = 'hours' LIMIT 1)",
                1,
                lapsed,
            ),
            ["hours of resource".to_owned()],
        ),
        broken("DELETE FROM resource_day".to_owned(), ["where it has none".to_owned()]),
        broken(
            part(
                &format!(
                    "(resource, starts_at, ends_at) = (SELECT resource, starts_at, ends_at FROM part AS other \
                     WHERE other.trade = {})",
                    key(booked)
                ),
                1,
                hired,
            ),
            ["is sold twice on 2026-11-27".to_owned()],
        ),
        broken(
            format!("UPDATE stock SET taken = 4 WHERE item = {id}"),
            [format!("stock of {item}: 4 are taken, parts take 3")],
        ),
        broken(
            format!("DELETE FROM stock WHERE item = {id}"),
            [format!("offering {item}: parts take 3 pieces, and it has no stock")],
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_fault_is_told_by_its_record_sqlite() {
    let (file, market) = kept("faults").await;
    let lived = lived(&market).await;
    market.store.close().await;
    faults_of(&file, &market, &all_broken(&lived)).await;
}
