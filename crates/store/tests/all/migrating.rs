//! Migrations, and that they lead to what the records describe.

use crate::market::Market;
use crate::toys::{MIGRATIONS, TABLES};
use kernel::SYSTEM_TABLES;
use store::{Database, Migration, OpenError, Options, Store, portable};

crate::on_both_engines![
    opening_twice_applies_once,
    a_migration_that_was_changed_is_refused,
    a_database_of_another_history_is_refused_by_name,
    a_database_of_a_newer_program_is_refused,
    without_leave_to_migrate_what_is_lacking_is_told,
    two_may_migrate_at_once,
    a_migration_that_fails_leaves_nothing,
    the_schema_is_what_the_records_describe,
    a_pasted_migration_is_what_the_records_describe,
    what_differs_is_named,
];

async fn open(market: &Market, migrations: &'static [Migration]) -> Result<Store, OpenError> {
    Store::open(market.options().migrations(migrations)).await
}

fn with(sql: &'static str) -> &'static [Migration] {
    let more = Migration { name: "0003_more", sql };
    Box::leak(Box::new([MIGRATIONS[0], MIGRATIONS[1], more]))
}

async fn opening_twice_applies_once(market: Market) {
    for _ in 0..2 {
        open(&market, MIGRATIONS).await.unwrap().close().await;
    }
    Store::open(market.options().without_migrating()).await.unwrap();
}

async fn a_migration_that_was_changed_is_refused(market: Market) {
    open(&market, with("CREATE TABLE more (a INT NOT NULL, PRIMARY KEY (a));")).await.unwrap();
    let changed =
        open(&market, with("CREATE TABLE more (b INT NOT NULL, PRIMARY KEY (b));")).await.unwrap_err();
    assert_eq!(
        changed.to_string(),
        "migration 0003_more was changed after it had been applied; put it back and add a new one"
    );
    assert!(matches!(changed, OpenError::Changed { .. }));
}

async fn a_database_of_another_history_is_refused_by_name(market: Market) {
    const OTHER: &[Migration] = &[MIGRATIONS[0], Migration { name: "0002_users", sql: "" }];
    open(&market, OTHER).await.unwrap();
    let foreign = open(&market, MIGRATIONS).await.unwrap_err();
    assert!(matches!(&foreign, OpenError::Foreign { name } if name == "0002_users"), "{foreign}");
}

async fn a_database_of_a_newer_program_is_refused(market: Market) {
    open(&market, MIGRATIONS).await.unwrap();
    let newer = open(&market, &MIGRATIONS[..1]).await.unwrap_err();
    assert!(matches!(&newer, OpenError::Newer { name } if name == "0002_toys"), "{newer}");
}

async fn without_leave_to_migrate_what_is_lacking_is_told(market: Market) {
    let behind = async |expected: &str| {
        let error = Store::open(market.options().without_migrating()).await.unwrap_err();
        assert!(matches!(&error, OpenError::Behind { name } if name == expected), "{error}");
    };
    if market.url.is_none() {
        let missing = Store::open(market.options().without_migrating()).await.unwrap_err().to_string();
        assert!(missing.contains("no such file"), "{missing}");
    }
    open(&market, &[]).await.unwrap();
    behind("0001_executor").await;
    open(&market, &MIGRATIONS[..1]).await.unwrap();
    behind("0002_toys").await;
}

async fn two_may_migrate_at_once(market: Market) {
    let (a, b, c) =
        tokio::join!(open(&market, MIGRATIONS), open(&market, MIGRATIONS), open(&market, MIGRATIONS));
    for store in [a, b, c] {
        assert_eq!(store.unwrap().schema_differences().await.unwrap(), [""; 0]);
    }
}

async fn a_migration_that_fails_leaves_nothing(market: Market) {
    let half = with("CREATE TABLE half (a INT NOT NULL, PRIMARY KEY (a));\nCREATE TABLE half (again INT);");
    let error = open(&market, half).await.unwrap_err();
    assert!(matches!(&error, OpenError::NotApplied { name, .. } if name == "0003_more"), "{error}");
    let store = open(&market, MIGRATIONS).await.unwrap();
    assert_eq!(store.schema_differences().await.unwrap(), [""; 0]);
}

async fn the_schema_is_what_the_records_describe(market: Market) {
    let store = open(&market, MIGRATIONS).await.unwrap();
    assert_eq!(store.schema_differences().await.unwrap(), [""; 0]);
}

async fn a_pasted_migration_is_what_the_records_describe(market: Market) {
    let pasted: String = SYSTEM_TABLES.iter().chain(TABLES).map(|table| portable(table)).collect();
    let only = Migration { name: "0001_all", sql: pasted.leak() };
    let store = open(&market, Box::leak(Box::new([only]))).await.unwrap();
    assert_eq!(store.schema_differences().await.unwrap(), [""; 0]);
}

async fn what_differs_is_named(market: Market) {
    let changes = "ALTER TABLE purse ADD COLUMN colour TEXT;
        DROP INDEX purse_by_held;
        CREATE INDEX hours_by_busy ON hours (locality, busy);
        CREATE TABLE stray (locality INT NOT NULL, a INT NOT NULL, PRIMARY KEY (locality, a), CHECK (a > 3));";
    let store = open(&market, with(changes)).await.unwrap();
    let differences = store.schema_differences().await.unwrap().join("\n");
    for expected in ["has purse.colour", "lacks purse INDEX", "has hours INDEX", "has stray.a", "CHECK"] {
        assert!(differences.contains(expected), "{expected} in:\n{differences}");
    }
}

#[tokio::test]
async fn a_gap_in_the_list_is_refused_sqlite() {
    const GAP: &[Migration] = &[Migration { name: "0002_gap", sql: "" }];
    let error = Store::open(Options::new(Database::temporary()).migrations(GAP)).await.unwrap_err();
    assert!(matches!(error, OpenError::OutOfOrder { .. }));
}

#[tokio::test]
async fn what_cannot_be_opened_is_named() {
    for (database, shown) in [
        ("sqlite:/nowhere/at/all.db", "cannot open sqlite:/nowhere/at/all.db: "),
        ("postgres://me:secret@127.0.0.1:1/market", "cannot open postgres://127.0.0.1/market: "),
    ] {
        let error = Store::open(Options::new(database.parse().unwrap())).await.unwrap_err().to_string();
        assert!(error.starts_with(shown) && !error.contains("secret"), "{error}");
    }
}
