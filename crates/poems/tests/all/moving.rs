//! `poems migrate --from`: a market moves from SQLite to PostgreSQL whole or not at all, and goes on there.

use crate::command_line::{Said, poems, start};
use crate::market::{HERE, Market, cents, postgres_url, usd};
use kernel::{Amount, Date, Id, Slots, Span, Timestamp};
use market::support::escrow::Agree;
use market::trade::{Stage, Trade};
use market::users::{User, UserKind, assets::Offering, assets::PriceTerms};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use store::{Failure, SystemClock};
use tokio_postgres::{Client, NoTls};

/// A file of its own for a SQLite market, removed at the end.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(testkit::files::fresh(&format!("moving-{number}")))
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.display())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _gone = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

/// Who trades, and how their trades stand.
struct Cast {
    seller: Id<User>,
    buyer: Id<User>,
    held: Id<Trade>,
    lapsing: Id<Trade>,
    booked: Id<Trade>,
}

/// Friday 27 November 2026 in Portland, at this hour.
fn friday(market: &Market, hour: i64) -> Timestamp {
    let calendar = market.books.directory.find_place("97214").unwrap().zone.calendar();
    calendar.timestamp(Date::new(2026, 11, 27).unwrap(), hour * 60).unwrap()
}

async fn hold(market: &Market, buyer: Id<User>, offering: Id<Offering>, from: Timestamp) -> Id<Trade> {
    let span = Span::between(from, from.plus_hours(1)).unwrap();
    market.hold(buyer, offering, span).await.unwrap().trade
}

/// A market in which one trade is settled, one booked and two are held.
async fn lived(market: &Market) -> Cast {
    let seller = market.user("ana", UserKind::Person, "97202").await;
    market.food_card(seller).await;
    let offering = market.offer(seller, "35-9021", "97202", PriceTerms::plain(usd(), Amount(1_800))).await;
    market.week(seller, "97202", [Slots::ALL; 7]).await;
    let buyer = market.user("café", UserKind::Organization, "97214").await;
    market.deposit(buyer, cents(50_000)).await;

    let tonight = Timestamp(market.now().0 / 3_600_000_000 * 3_600_000_000).plus_hours(8);
    let settled = hold(market, buyer, offering, tonight).await;
    market.agree(buyer, settled).await;
    market.pass_time(tonight.plus_hours(1)).await;
    market.record(seller, settled, 60).await;
    market.confirm(buyer, settled, 60).await;

    let booked = hold(market, buyer, offering, friday(market, 9)).await;
    market.agree(buyer, booked).await;
    let held = hold(market, buyer, offering, friday(market, 12)).await;
    let lapsing = hold(market, buyer, offering, friday(market, 15)).await;
    Cast { seller, buyer, held, lapsing, booked }
}

async fn migrate(from: &str, to: &str) -> Said {
    poems(&["migrate", "--json", "--from", from, "--database", to]).await
}

async fn sql(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn count(client: &Client, table: &str) -> i64 {
    client.query_one(&format!("SELECT COUNT(*) FROM {table}"), &[]).await.unwrap().get(0)
}

async fn stage(market: &Market, trade: Id<Trade>) -> Stage {
    market.store.find::<Trade>((HERE, trade)).await.unwrap().unwrap().stage
}

/// The figures of a table in what `migrate` answered.
fn figures<'a>(answer: &'a serde_json::Value, table: &str) -> &'a serde_json::Value {
    answer["tables"].as_array().unwrap().iter().find(|figures| figures["table"] == table).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_market_moves_to_postgres_and_goes_on_there() {
    let (file, target) = (File::new(), postgres_url().await);
    let market = Market::demo(file.url().parse().unwrap()).await;
    let cast = lived(&market).await;
    let now = market.now();

    let served = migrate(&file.url(), &target).await;
    assert_eq!(served.code, 1, "{served:?}");
    assert!(served.err.contains("being served") && served.err.contains("Stop that server"), "{served:?}");
    market.store.close().await;

    let moved = migrate(&file.url(), &target).await;
    assert_eq!(moved.code, 0, "{moved:?}");
    let answer = moved.json();
    assert_eq!(answer["check"]["clean"], true, "{answer:#}");
    assert_eq!(figures(&answer, "trade")["rows"], 4);
    assert_eq!(figures(&answer, "resource_day")["slots"]["busy"]["bits"], 16, "four trades of an hour");
    let available = figures(&answer, "account")["money"]["available"].as_str().unwrap().parse::<i64>();
    let reserved = figures(&answer, "account")["money"]["reserved"].as_str().unwrap().parse::<i64>();
    assert_eq!(available.unwrap() + reserved.unwrap(), 0);

    let again = migrate(&file.url(), &target).await;
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("the target is not empty"), "{again:?}");

    goes_on(&Market::open(target.parse().unwrap(), market.books, now).await, &cast).await;
    let report = poems(&["check", "--json", "--database", &target]).await.json();
    assert_eq!(report["clean"], true, "{report:#}");
}

/// What was held can be booked, what nobody agrees to lapses, what was booked is worked and paid.
async fn goes_on(market: &Market, cast: &Cast) {
    let (buyer, seller) = (cast.buyer, cast.seller);
    // The owner that came along has given its localities up.
    market.agree(buyer, cast.held).await;
    market.pass_time(friday(market, 10)).await;
    assert_eq!(stage(market, cast.lapsing).await, Stage::Lapsed, "by a timer that came along");
    market.record(seller, cast.booked, 60).await;
    market.confirm(buyer, cast.booked, 60).await;
    assert_eq!(stage(market, cast.booked).await, Stage::Ended);
    assert_eq!(stage(market, cast.held).await, Stage::Booked);
    market.store.close().await;
}

/// A server that was idle for so long that its lease ran out does not go on where it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_still_has_the_file_open_hears_where_the_market_is_now_postgres() {
    let (file, target) = (File::new(), postgres_url().await);
    let market = Market::demo(file.url().parse().unwrap()).await;
    let cast = lived(&market).await;
    market.store.close().await;
    let options = store::Options::new(file.url().parse().unwrap())
        .lease(Duration::from_millis(1), Arc::new(SystemClock))
        .commands(market::modules::commands());
    let idle = store::Store::open(options).await.unwrap();
    let ask = async || {
        // Not the seller's to agree to.
        idle.run(idle.request(HERE, cast.seller.cast()), Agree { trade: cast.held, expected_pay: Amount(0) })
            .await
    };
    assert!(matches!(ask().await, Err(Failure::Refused(_))));
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(migrate(&file.url(), &target).await.code, 0);
    match ask().await {
        Err(Failure::NotOwner { address }) => assert!(address.starts_with("postgres://"), "{address}"),
        other => panic!("{other:?}"),
    }
}

/// Each kind of figure finds what it is there for; nothing stays behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_on_the_way_is_found_postgres() {
    let (file, target) = (File::new(), postgres_url().await);
    let market = Market::demo(file.url().parse().unwrap()).await;
    lived(&market).await;
    market.store.close().await;
    assert_eq!(poems(&["migrate", "--database", &target]).await.code, 0);
    let client = sql(&target).await;
    let changes = [
        (
            "account",
            "NEW.available = NEW.available + 1; RETURN NEW",
            "account.available: sums to 0, in the copy to",
        ),
        ("resource_day", "NEW.busy = set_bit(NEW.busy, 1, 1); RETURN NEW", "resource_day.busy: 16 bits"),
        ("notice", "RETURN NULL", "the copy has 0"),
        ("person", "NEW.language = 'es'; RETURN NEW", "person: some value differs in the copy"),
        ("trade", "NEW.version = NEW.version + 1; RETURN NEW", "trade: some value differs in the copy"),
    ];
    for (table, body, expected) in changes {
        let change = format!(
            "CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$;
             CREATE TRIGGER change BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION change()"
        );
        client.batch_execute(&change).await.unwrap();
        let said = migrate(&file.url(), &target).await;
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains(expected), "{said:?}");
        assert_eq!((count(&client, table).await, count(&client, "owner").await), (0, 0));
        client.batch_execute("DROP FUNCTION change CASCADE").await.unwrap();
    }
    assert_eq!(migrate(&file.url(), &target).await.code, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_is_killed_leaves_an_empty_target_postgres() {
    let (file, target) = (File::new(), postgres_url().await);
    let market = Market::demo(file.url().parse().unwrap()).await;
    lived(&market).await;
    market.store.close().await;
    assert_eq!(poems(&["migrate", "--database", &target]).await.code, 0);
    let client = sql(&target).await;
    let wait = "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
                CREATE TRIGGER wait BEFORE INSERT ON trade FOR EACH ROW EXECUTE FUNCTION wait()";
    client.batch_execute(wait).await.unwrap();
    let mut moving = start(&["migrate", "--from", &file.url(), "--database", &target]);
    let waiting =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
    let sleeper: i32 = loop {
        if let Some(row) = client.query_opt(waiting, &[]).await.unwrap() {
            break row.get(0);
        }
        assert!(moving.try_wait().unwrap().is_none(), "it ended before it was killed");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    moving.kill().unwrap();
    moving.wait().unwrap();
    client.query_one("SELECT pg_terminate_backend($1)", &[&sleeper]).await.unwrap();
    while client.query_opt(waiting, &[]).await.unwrap().is_some() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!((count(&client, "users").await, count(&client, "trade").await), (0, 0));
    client.batch_execute("DROP FUNCTION wait CASCADE").await.unwrap();
    let said = migrate(&file.url(), &target).await;
    assert_eq!(said.code, 0, "{said:?}");
}

#[tokio::test]
async fn what_does_not_fit_is_said_with_the_next_step() {
    let none = "sqlite:/nowhere/market.sqlite";
    let cases: [(&[&str], i32, &str); 4] = [
        (&["check", "--database", none], 1, "no such file"),
        (&["check", "--database", "mysql:x"], 2, "--database"),
        (&["migrate", "--from", none, "--database", "sqlite::memory:"], 2, "postgres://USER@HOST/NAME"),
        (&["migrate", "--from", "x", "--database", "sqlite::memory:"], 2, "--from sqlite:PATH"),
    ];
    for (words, code, expected) in cases {
        let said = poems(words).await;
        assert_eq!(said.code, code, "{words:?}: {said:?}");
        assert!(said.err.contains(expected), "{words:?}: {said:?}");
    }
}
