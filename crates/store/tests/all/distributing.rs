//! Tables over many machines. No Citus is here: what it keeps its list in, and what it is asked by, are made by hand.

use crate::market::{HERE, HandClock, Market, THERE, mine, until};
use crate::messages::Letters;
use crate::toys::{Ring, TABLES, Then, Toll};
use kernel::{Locality, Record as _, Timestamp};
use std::sync::Arc;
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

/// In the place of a table whose rows of one area cannot be read for a while.
const IS_AWAY: &str = "
    CREATE FUNCTION is_here(area BIGINT) RETURNS BOOLEAN AS $$ BEGIN
        IF area = 7 THEN RAISE EXCEPTION 'its machine is away' USING ERRCODE = '57P01'; END IF;
        RETURN TRUE; END $$ LANGUAGE plpgsql;
    ALTER TABLE timer RENAME TO timers;
    CREATE VIEW timer AS SELECT * FROM timers WHERE is_here(locality)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_timers_of_other_areas_fire_while_one_is_out_of_reach() {
    let market = Market::postgres().await;
    let clock = HandClock::at(1);
    let store = Store::open(market.options().clock(Arc::<HandClock>::clone(&clock))).await.unwrap();
    for (number, locality) in [(1, HERE), (2, THERE)] {
        let toll = |name: &str| Toll { locality, name: name.into(), then: Vec::new(), messages: Vec::new() };
        let then = vec![(Timestamp(10), Then::Toll(toll("later")))];
        store.run(mine(number), Toll { then, ..toll("now") }).await.unwrap();
    }
    let (client, connection) = tokio_postgres::connect(market.url.as_ref().unwrap(), NoTls).await.unwrap();
    let driver = tokio::spawn(connection);
    client.batch_execute(IS_AWAY).await.unwrap();
    clock.set(10);
    let worker = {
        let store = store.clone();
        tokio::spawn(async move { store.work(&Letters::default()).await })
    };
    let rings = async |area: Locality| store.list::<Ring>((area,)).await.unwrap().len();
    // The area that is away comes first.
    assert!(HERE < THERE);
    until("the timer of the other area fires", async || rings(THERE).await == 2).await;
    assert_eq!(rings(HERE).await, 1);
    client.batch_execute("DROP VIEW timer; ALTER TABLE timers RENAME TO timer").await.unwrap();
    until("that of the area that is back fires too", async || rings(HERE).await == 2).await;
    store.close().await;
    worker.await.unwrap();
    driver.abort();
}
