//! A market is copied and put back whole, also while it is served; and what is copied by hand after it has stopped is whole.

use crate::command_line::{Said, poems};
use crate::front::{Caller, Folder, check, mail, serve, sqlite_url};
use crate::market::{HERE, Market, cents, postgres_url, usd};
use kernel::{Amount, Slots, Span, rfc3339};
use market::users::{UserKind, assets::PriceTerms};
use rusqlite::{Connection, types::ValueRef};
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tokio_postgres::NoTls;

/// Every row of every table, as text.
type Records = BTreeMap<String, Vec<String>>;

/// A market in which somebody has booked.
async fn lived(url: &str) -> Market {
    let market = Market::demo(url.parse().unwrap()).await;
    let seller = market.user("ana", UserKind::Person, "97202").await;
    market.food_card(seller).await;
    let offering = market.offer(seller, "35-9021", "97202", PriceTerms::plain(usd(), Amount(1_800))).await;
    market.week(seller, "97202", [Slots::ALL; 7]).await;
    let buyer = market.user("café", UserKind::Organization, "97214").await;
    market.deposit(buyer, cents(50_000)).await;
    let starts_at = market.now().plus_hours(72);
    let held = market.hold(buyer, offering, Span::between(starts_at, starts_at.plus_hours(2)).unwrap()).await;
    market.agree(buyer, held.unwrap().trade).await;
    market
}

/// What a database holds, but who serves it.
async fn records(url: &str) -> Records {
    let mut found = match url.strip_prefix("sqlite:") {
        Some(path) => of_file(Path::new(path)),
        None => of_server(url).await,
    };
    found.remove("owner");
    found
}

fn of_file(path: &Path) -> Records {
    let connection = Connection::open(path).unwrap();
    let mut tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows = |name: &String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let width = statement.column_count();
        let text = |row: &rusqlite::Row<'_>| {
            let cells = (0..width).map(|at| match row.get_ref(at).unwrap() {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => format!("{bytes:?}"),
                ValueRef::Real(_) => panic!("no float is stored"),
            });
            Ok(cells.collect::<Vec<_>>().join("|"))
        };
        let mut rows: Vec<String> = statement.query_map([], text).unwrap().map(Result::unwrap).collect();
        rows.sort();
        rows
    };
    names.iter().map(|name| (name.clone(), rows(name))).collect()
}

async fn of_server(url: &str) -> Records {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let tables = client.query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'", &[]).await;
    let mut found = Records::new();
    for table in tables.unwrap() {
        let table: String = table.get(0);
        let rows = client.query(&format!("SELECT t::text FROM {table} AS t ORDER BY 1"), &[]).await.unwrap();
        found.insert(table, rows.iter().map(|row| row.get(0)).collect());
    }
    found
}

async fn back_up(url: &str, to: &Path) -> Said {
    poems(&["backup", "--json", &to.display().to_string(), "--database", url]).await
}

async fn restore(from: &Path, url: &str, more: &[&str]) -> Said {
    let from = from.display().to_string();
    poems(&[&["restore", "--json", &from, "--database", url], more].concat()).await
}

/// Copies a market that is open, lets it go on, and puts the copy back elsewhere and then in its place.
async fn comes_back(url: &str, elsewhere: &str) {
    let (folder, market) = (Folder::new(), lived(url).await);
    let (copy, at_the_copy) = (folder.0.join("copy"), records(url).await);
    let said = back_up(url, &copy).await;
    assert_eq!(said.code, 0, "{said:?}");
    let latest = rfc3339(market.now());
    assert_eq!(said.json()["latest_moment"], latest.as_str());
    assert_eq!(
        std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777,
        0o600,
        "it is its owner's alone"
    );
    market.user("late", UserKind::Person, "97202").await;
    assert_ne!(records(url).await, at_the_copy);

    let said = restore(&copy, elsewhere, &[]).await;
    assert_eq!(said.code, 0, "{said:?}");
    let report = &said.json()["check"];
    assert_eq!(
        (report["clean"].as_bool(), &report["latest_moment"]),
        (Some(true), &latest.into()),
        "{report:#}"
    );
    assert_eq!(records(elsewhere).await, at_the_copy);

    let served = restore(&copy, url, &["--replace"]).await;
    assert!(served.code == 1 && served.err.contains("is being served"), "{served:?}");
    market.store.close().await;
    let occupied = restore(&copy, url, &[]).await;
    assert!(occupied.code == 1 && occupied.err.contains("--replace"), "{occupied:?}");
    assert_ne!(records(url).await, at_the_copy, "nothing has happened yet");
    let said = restore(&copy, url, &["--replace"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(records(url).await, at_the_copy);
    let again = back_up(url, &copy).await;
    assert!(again.code == 2 && again.err.contains("is there already"), "{again:?}");
    goes_on(url, market).await;
}

/// What was put back is a market: somebody signs up in it, and it is clean.
async fn goes_on(url: &str, market: Market) {
    let now = market.now();
    let market = Market::open(url.parse().unwrap(), market.books, now).await;
    market.user("new", UserKind::Person, "97202").await;
    assert_eq!(market.store.count::<market::users::User>().await.unwrap(), 3, "not the one who was late");
    assert!(market.store.find::<kernel::Owner>((HERE,)).await.unwrap().is_some());
    market.store.close().await;
    assert_eq!(poems(&["check", "--json", "--database", url]).await.json()["clean"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_a_market_that_is_served_is_put_back_whole_sqlite() {
    let folder = Folder::new();
    comes_back(&sqlite_url(&folder.0), &format!("sqlite:{}", folder.0.join("elsewhere").display())).await;
    let kept = std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name());
    let kept = kept.filter(|name| name.to_string_lossy().contains(".replaced-")).count();
    assert!(kept >= 1, "what was replaced is kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_a_market_that_is_served_is_put_back_whole_postgres() {
    comes_back(&postgres_url().await, &postgres_url().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_copy_is_not_put_back() {
    let folder = Folder::new();
    let (wrong, target) = (folder.0.join("wrong"), sqlite_url(&folder.0));
    std::fs::write(&wrong, "no copy of anything, but long enough to be a header of a database file").unwrap();
    for (from, url) in [(&wrong, &target), (&wrong, &postgres_url().await)] {
        let said = restore(from, url, &[]).await;
        assert!(said.code == 1 && said.err.contains("Nothing was changed"), "{said:?}");
    }
    let said = restore(&folder.0.join("nowhere"), &target, &[]).await;
    assert!(said.code == 2 && said.err.contains("no such file"), "{said:?}");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left behind");
}

/// The damage is why somebody wants their copy back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_file_is_replaced_by_its_copy_if_that_is_said() {
    let folder = Folder::new();
    let (url, copy) = (sqlite_url(&folder.0), folder.0.join("copy"));
    lived(&url).await.store.close().await;
    let whole = records(&url).await;
    assert_eq!(back_up(&url, &copy).await.code, 0);
    std::fs::write(&url["sqlite:".len()..], vec![b'x'; 9_000]).unwrap();
    let said = restore(&copy, &url, &[]).await;
    assert!(said.code == 1 && said.err.contains("cannot be read"), "{said:?}");
    let said = restore(&copy, &url, &["--replace"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(records(&url).await, whole);
}

/// The manual says "keep a copy of the file": whoever does so after the server has stopped keeps everything.
#[test]
fn a_file_copied_by_hand_after_the_server_has_stopped_has_everything_sqlite() {
    let folder = Folder::new();
    let url = sqlite_url(&folder.0);
    let server = serve(&url);
    let mut caller = Caller::sign_up(&server.address, "byhand", "person");
    assert_eq!(caller.get("/account").status, 200);
    let message = std::fs::read_dir(mail()).unwrap().next().unwrap().unwrap();
    assert_eq!(message.metadata().unwrap().permissions().mode() & 0o777, 0o600, "a code is for one person");
    assert!(server.stop().unwrap());
    let copy = folder.0.join("copy.sqlite");
    std::fs::copy(&url["sqlite:".len()..], &copy).unwrap();
    let copied = check(&format!("sqlite:{}", copy.display()));
    assert_eq!(copied["clean"], true, "{copied:#}");
    assert_eq!(copied["latest_moment"], check(&url)["latest_moment"]);
    assert!(copied["latest_moment"].is_string(), "{copied:#}");
    for name in ["market.sqlite", "market.sqlite-wal"] {
        let Ok(found) = std::fs::metadata(folder.0.join(name)) else { continue };
        assert_eq!(found.permissions().mode() & 0o777, 0o600, "{name}");
        assert!(found.len() == 0 || !name.ends_with("-wal"), "nothing stays in the log");
    }
}
