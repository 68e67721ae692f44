//! The migrated schema is what the records say, on each engine, and what was there before a migration is there after it.

use crate::market::{HERE, Market, postgres_url};
use kernel::{Id, Timestamp, Value};
use market::support::notices::InboxLine;
use store::{Database, MIGRATIONS, Options, Store};
use tokio_postgres::NoTls;

crate::on_both_engines!(the_schema_is_what_the_records_say);

/// A notice to user 7 as it was kept before migration 31, with its two ids in the words of an engine.
fn old_notice(user: &str, id: &str) -> String {
    format!(
        "INSERT INTO notice (locality, user_id, id, sentence, arguments, told_at, version)
         VALUES (1, {user}, {id}, 'notice-booked-seller', '[]', 5, 1)"
    )
}

async fn the_schema_is_what_the_records_say(market: Market) {
    assert_eq!(market.store.schema_differences().await.unwrap(), Vec::<String>::new());
}

async fn before_notices_were_kept_by_id(database: &Database) {
    let before = MIGRATIONS.split_at(30).0;
    Store::open(Options::new(database.clone()).migrations(before)).await.unwrap().close().await;
}

async fn the_inbox_has_the_old_notice(database: Database) {
    let store = Store::open(Options::new(database)).await.unwrap();
    let after_all = Value::Id(u128::MAX);
    let lines = store.view::<InboxLine>(HERE, &[Value::Id(7), after_all]).await.unwrap();
    let line = lines.first().unwrap();
    assert_eq!((lines.len(), line.id, line.told_at), (1, Id::from_bits(9), Timestamp(5)));
    assert_eq!((line.sentence.as_str(), line.subject), ("notice-booked-seller", None));
    store.close().await;
}

#[tokio::test]
async fn notices_outlive_their_new_order_sqlite() {
    let folder = std::env::temp_dir().join(format!("poems-notices-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("market.sqlite");
    let database = Database::sqlite(&path);
    before_notices_were_kept_by_id(&database).await;
    let id = |number: u128| format!("X'{number:032x}'");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(&old_notice(&id(7), &id(9))).unwrap();
    drop(file);
    the_inbox_has_the_old_notice(database).await;
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn notices_outlive_their_new_order_postgres() {
    let url = postgres_url().await;
    let database: Database = url.parse().unwrap();
    before_notices_were_kept_by_id(&database).await;
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    let driver = tokio::spawn(connection);
    let id = |number: u128| format!("'{number:032x}'");
    client.batch_execute(&old_notice(&id(7), &id(9))).await.unwrap();
    driver.abort();
    the_inbox_has_the_old_notice(database).await;
}
