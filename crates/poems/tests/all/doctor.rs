//! `poems doctor`: what is wrong is named with what to do, and nothing is when nothing is.

use crate::front::{Folder, poems, sqlite_url};
use crate::market::{Market, cents, postgres_url};
use market::users::UserKind;
use rusqlite::Connection;
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use store::{Clock, SystemClock};

/// A market that somebody uses now, by the machine's clock.
async fn lived(url: &str) {
    let books = Market::demo(store::Database::temporary()).await.books;
    let market = Market::open(url.parse().unwrap(), books, SystemClock.now()).await;
    let user = market.user("ana", UserKind::Person, "97202").await;
    market.deposit(user, cents(1_000)).await;
    // Nobody carries what the decisions left, so it is taken out.
    market.store.deliver(&Nowhere, market.now()).await.unwrap();
    market.store.close().await;
}

struct Nowhere;

impl store::Courier for Nowhere {
    fn deliver<'a>(&'a self, _: &'a kernel::Outbox) -> store::Delivery<'a> {
        Box::pin(async { Ok(()) })
    }
}

fn said(command: &mut Command) -> (Option<i32>, Value) {
    let output = command.output().unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

/// The states of the findings about something.
fn states<'a>(said: &'a Value, what: &str) -> Vec<&'a str> {
    let findings = said["findings"].as_array().unwrap().iter().filter(|finding| finding["what"] == what);
    findings.map(|finding| finding["state"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_finds_each_fault_and_says_what_to_do_sqlite() {
    let folder = Folder::new();
    let url = sqlite_url(&folder.0);
    lived(&url).await;
    let path = url["sqlite:".len()..].to_owned();
    let (code, found) = said(&mut poems("doctor", &url));
    assert_eq!(code, Some(0), "{found:#}");
    for what in
        ["rulebook", "database", "clock", "served by", "timers", "messages to deliver", "file of the records"]
    {
        assert_eq!(states(&found, what), ["ok"], "{what}: {found:#}");
    }
    assert!(
        !states(&found, "fund").is_empty() && !states(&found, "disk of the records").is_empty(),
        "{found:#}"
    );

    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(
        "INSERT INTO timer VALUES (1, 1000, x'00000000000000000000000000000001', 'completion.tick/1', '{}', 1);
         INSERT INTO outbox VALUES (1, x'00000000000000000000000000000002', 'notice', '{}', 1000, 3, 9000000000000000, 1);
         UPDATE command_log SET decided_at = decided_at + 600000000;",
    ).unwrap();
    drop(connection);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let (code, found) = said(poems("doctor", &url).env_remove("POEMS_OUTBOX").env_remove("POEMS_RAIL"));
    assert_eq!(code, Some(1), "{found:#}");
    for (what, state) in [
        ("clock", "bad"),
        ("timers", "bad"),
        ("messages to deliver", "bad"),
        ("messages' folder", "warn"),
        ("payment rail", "warn"),
        ("file of the records", "warn"),
    ] {
        assert_eq!(states(&found, what), [state], "{what}: {found:#}");
    }
    let is_helped =
        |finding: &Value| finding["state"] == "ok" || finding["next"].as_str().unwrap().len() > 10;
    assert!(found["findings"].as_array().unwrap().iter().all(is_helped), "{found:#}");
    let text =
        Command::new(env!("CARGO_BIN_EXE_poems")).args(["doctor", "--database", &url]).output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("bad   clock") && text.contains("→ "), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_looks_at_postgres_too_and_says_that_nobody_serves_it() {
    let url = postgres_url().await;
    let (code, found) = said(&mut poems("doctor", &url));
    assert_eq!((code, states(&found, "database")), (Some(1), vec!["bad"]), "it has no tables yet: {found:#}");
    lived(&url).await;
    let (code, found) = said(&mut poems("doctor", &url));
    assert_eq!((code, states(&found, "database")), (Some(0), vec!["ok"]), "{found:#}");
    assert_eq!(states(&found, "served by"), ["warn"], "{found:#}");
}
