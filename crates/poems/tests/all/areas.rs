//! Every statement of a served market says of which market area it is, so that a database of many machines sends it to one of them.
//! Seen in the log of a PostgreSQL that serves one.

use crate::front::{Caller, json, serve};
use serde_json::json;
use std::collections::BTreeSet;
use testkit::postgres::Cluster;
use tokio_postgres::NoTls;

/// What asks all areas: once at a start or a stop, every few seconds, or when an operator looks.
const OF_ALL_AREAS: [&str; 5] = [
    // Which areas nobody serves, every five seconds.
    "SELECT locality FROM owner WHERE (owner.process =",
    // What waits, for the operator's figures.
    "SELECT COUNT(*), MIN(due_at) FROM timer",
    "SELECT COUNT(*), MIN(added_at), COALESCE(SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END), 0) FROM outbox",
    // Which migrations there are.
    "SELECT number, name, hash FROM migration ORDER BY number",
    "INSERT INTO migration ",
];

/// The statements of a log, without what is done to make and to set up.
fn statements(log: &str) -> BTreeSet<String> {
    let mut all: Vec<String> = Vec::new();
    for line in log.lines() {
        let starts =
            ["LOG:  statement: ", "LOG:  execute "].iter().find_map(|sign| Some(line.split_once(sign)?.1));
        match starts {
            Some(rest) if line.contains("LOG:  execute ") => {
                all.push(rest.split_once(": ").map_or(rest, |(_, sql)| sql).to_owned());
            }
            Some(rest) => all.push(rest.to_owned()),
            // A statement of several lines goes on after a tab.
            None if line.starts_with('\t') => {
                if let Some(last) = all.last_mut() {
                    last.push(' ');
                    last.push_str(line.trim());
                }
            }
            None => {}
        }
    }
    let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "DECLARE ", "WITH "];
    let is_of_tables = |sql: &String| {
        let reads = verbs.iter().any(|verb| sql.starts_with(verb));
        reads
            && !["pg_catalog", "pg_advisory", "pg_attribute", "pg_class", "set_config", "current_setting"]
                .iter()
                .any(|own| sql.contains(own))
    };
    all.into_iter()
        .map(|sql| sql.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(is_of_tables)
        .collect()
}

/// Whether a statement compares the area with a parameter, or writes rows that have it.
fn names_its_area(sql: &str) -> bool {
    // A cursor takes no parameter, and has the area written in.
    let is_cursor = sql.starts_with("DECLARE ") && sql.contains(" WHERE locality = 1 ");
    let compares = is_cursor || ["locality = $", "locality = ANY($"].iter().any(|words| sql.contains(words));
    compares
        || (sql.starts_with("INSERT INTO ") && sql.contains(" (locality, ") && sql.contains("FROM UNNEST("))
}

#[test]
fn a_statement_without_its_area_is_found() {
    for sql in [
        "SELECT id FROM trade WHERE id = $1",
        "UPDATE trade SET stage = $1",
        "INSERT INTO trade (id) VALUES ($1)",
    ] {
        assert!(!names_its_area(sql), "{sql}");
    }
    assert!(names_its_area("SELECT id FROM trade WHERE trade.locality = $1 AND id = $2"));
    let log = "x LOG:  execute s1: SELECT a\n\tFROM b WHERE locality = $1\nx DETAIL:  parameters: $1 = '1'\nx LOG:  statement: BEGIN";
    assert_eq!(statements(log).into_iter().collect::<Vec<_>>(), ["SELECT a FROM b WHERE locality = $1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_every_statement_of_a_served_market_names_its_area() {
    let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap().unwrap();
    let (client, connection) = tokio_postgres::connect(cluster.url(), NoTls).await.unwrap();
    let driver = tokio::spawn(connection);
    client.batch_execute("ALTER SYSTEM SET log_statement = 'all'").await.unwrap();
    client.batch_execute("SELECT pg_reload_conf()").await.unwrap();
    let url = cluster.url().to_owned();
    tokio::task::spawn_blocking(move || lived(&url)).await.unwrap();
    let log = std::fs::read_to_string(cluster.log()).unwrap();
    driver.abort();
    let statements = statements(&log);
    assert!(statements.len() > 100, "the log has what was done: {}", statements.len());
    for needed in
        ["INSERT INTO trade ", "UPDATE account ", "DELETE FROM outbox ", " FROM timer ", " FROM session "]
    {
        assert!(statements.iter().any(|sql| sql.contains(needed)), "{needed} was done");
    }
    let is_known = |sql: &&String| OF_ALL_AREAS.iter().any(|known| sql.starts_with(known));
    let strays: Vec<_> = statements.iter().filter(|sql| !is_known(sql) && !names_its_area(sql)).collect();
    assert!(strays.is_empty(), "{strays:#?}");
}

/// A market is lived in, so that most of what it can ask is asked.
fn lived(database: &str) {
    let server = serve(database);
    let mut ana = Caller::sign_up(&server.address, "ana", "person");
    let offering = ana.offer();
    let mut cafe = Caller::sign_up(&server.address, "cafe", "organization");
    cafe.deposit(50_000);
    let booked = cafe.hold_and_book(&offering, "17:00");
    assert_eq!(booked.status, 201, "{}", booked.body);
    let trade = json(&booked)["trade"].as_str().unwrap().to_owned();
    for page in [
        "/account",
        "/trades",
        "/accounts",
        "/messages",
        "/payments",
        "/passkeys",
        "/favorites",
        "/everything",
    ] {
        cafe.get(page);
        ana.get(page);
    }
    for page in [format!("/trades/{trade}"), format!("/offerings/{offering}"), "/sessions".to_owned()] {
        cafe.get(&page);
        ana.get(&page);
    }
    let pages = ["/en/", "/en/work", "/en/account", "/en/statement", "/en/today", "/en/favorites"];
    for page in pages.iter().map(|page| (*page).to_owned()).chain([format!("/en/trades/{trade}")]) {
        let cookie = format!("session={}", cafe.token);
        cafe.connection.call("GET", &page, &[("cookie", &cookie)], None).unwrap();
    }
    let later = json!({ "email": "cafe@example.org", "password": "three plain words" });
    assert_eq!(cafe.post("/sessions", "again", &later).status, 201);
    assert!(server.stop().unwrap());
}
