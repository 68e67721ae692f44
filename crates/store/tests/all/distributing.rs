//! Tables over many machines. No Citus is here: what it keeps its list in, and what it is asked by, are made by hand.

use crate::market::Market;
use crate::toys::TABLES;
use kernel::Record as _;
use store::{DistributeError, Store};
use tokio_postgres::NoTls;

/// The list and the two functions of Citus that the product uses: they note what they are asked.
const STANDS_IN: &str = "
    CREATE TABLE pg_dist_partition (logicalrelid regclass PRIMARY KEY);
    CREATE TABLE asked (number SERIAL, what TEXT);
    CREATE FUNCTION create_distributed_table(name regclass, by TEXT, colocate_with TEXT DEFAULT 'default') RETURNS void
        AS $$ INSERT INTO pg_dist_partition VALUES (name);
              INSERT INTO asked (what) VALUES (name || ' by ' || by || ' beside ' || colocate_with) $$ LANGUAGE sql;
    CREATE FUNCTION create_reference_table(name regclass) RETURNS void
        AS $$ INSERT INTO pg_dist_partition VALUES (name);
              INSERT INTO asked (what) VALUES (name || ' everywhere') $$ LANGUAGE sql;
";

async fn asked(client: &tokio_postgres::Client) -> Vec<String> {
    let rows = client.query("SELECT what FROM asked ORDER BY number", &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_tables_are_spread_once_and_the_owner_first() {
    let market = Market::postgres().await;
    let store = Store::open(market.options()).await.unwrap();
    assert!(matches!(store.distribute().await, Err(DistributeError::NotCitus(_))));
    assert_eq!(store.undistributed().await.unwrap(), [""; 0]);
    let (client, connection) = tokio_postgres::connect(market.url.as_ref().unwrap(), NoTls).await.unwrap();
    let driver = tokio::spawn(connection);
    client.batch_execute(STANDS_IN).await.unwrap();
    let all = TABLES.len() + kernel::SYSTEM_TABLES.len() + 1;
    assert_eq!(store.undistributed().await.unwrap().len(), all);
    assert_eq!(store.distribute().await.unwrap().len(), all);
    let said = asked(&client).await;
    assert_eq!(said.first().unwrap(), "owner by locality beside default");
    assert_eq!(said.last().unwrap(), "migration everywhere");
    assert!(
        said[1..said.len() - 1].iter().all(|said| said.ends_with(" by locality beside owner")),
        "{said:?}"
    );
    assert_eq!(store.distribute().await.unwrap(), [""; 0], "run again, nothing is left to do");
    client
        .batch_execute("DELETE FROM pg_dist_partition WHERE logicalrelid = 'outbox'::regclass")
        .await
        .unwrap();
    assert_eq!(store.distribute().await.unwrap(), [kernel::Outbox::TABLE.name], "a table that came later");
    assert_eq!(asked(&client).await.last().unwrap(), "outbox by locality beside owner");
    driver.abort();
}
