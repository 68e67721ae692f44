//! Behind https, and beside the public: cookies that only https carries, figures on a listener of their own; and an owner that
//! dies with a change in its hands.

use crate::front::{Caller, Folder, json, poems, serve, sqlite_url};
use crate::market::postgres_url;
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use testkit::http::{Answer, Connection};
use testkit::server::Server;
use tokio_postgres::NoTls;

fn cookies(answer: &Answer) -> Vec<&str> {
    let set = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
    set.map(|(_, cookie)| cookie.as_str()).collect()
}

#[test]
fn a_market_behind_https_has_cookies_that_only_https_carries_sqlite() {
    let folder = Folder::new();
    let url = sqlite_url(&folder.0);
    let mut command = poems("serve", &url);
    command.args(["--listen", "127.0.0.1:0"]);
    let server = Server::start(command.env("POEMS_PUBLIC_URL", "https://hours.example.org")).unwrap();
    let caller = Caller::sign_up(&server.address, "secure", "person");
    let get = |path: &str, cookie: &str| {
        Connection::open(&server.address).unwrap().call("GET", path, &[("cookie", cookie)], None).unwrap()
    };
    let front = get("/en/", "");
    assert!(!cookies(&front).is_empty());
    for cookie in cookies(&front) {
        assert!(
            cookie.starts_with("__Host-") && cookie.ends_with("; Secure") && cookie.contains("Path=/"),
            "{cookie}"
        );
    }
    assert!(front.header("strict-transport-security").starts_with("max-age="));
    let session = |name: &str| format!("{name}={}", caller.token);
    assert_eq!(get("/en/account", &session("__Host-session")).status, 200);
    assert_eq!(get("/en/account", &session("session")).status, 303, "it may have come in the clear");
    let call = get("/api/v1/sectors", "");
    assert_eq!(
        (call.header("x-content-type-options"), call.header("cache-control")),
        ("nosniff", "no-store")
    );
    assert!(server.stop().unwrap());

    let server = serve(&url);
    let front = Connection::open(&server.address).unwrap().call("GET", "/en/", &[], None).unwrap();
    assert_eq!(front.header("strict-transport-security"), "");
    assert!(cookies(&front).iter().all(|cookie| !cookie.contains("Secure") && !cookie.contains("__Host-")));
}

#[test]
fn figures_and_health_are_on_a_listener_of_their_own_sqlite() {
    let folder = Folder::new();
    let mut command = poems("serve", &sqlite_url(&folder.0));
    let mut child = command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    let get = |of: &str, path: &str| {
        let address = said[of].as_str().unwrap().strip_prefix("http://").unwrap();
        Connection::open(address).unwrap().call("GET", path, &[], None).unwrap()
    };
    let status = |of: &str, path: &str| get(of, path).status;
    let page = get("watch", "/").body;
    assert!(page.contains("<h1>All is well</h1>") && page.contains("0 answers by a fault of ours"), "{page}");
    let runbook = include_str!("../../../../docs/runbook.md");
    let entries: Vec<_> =
        page.split("<td>").filter_map(|cell| cell.split_once("</td></tr>")).map(|(entry, _)| entry).collect();
    let entries = &entries[..6];
    assert!(entries.iter().all(|entry| runbook.contains(&format!("\n## {entry}\n"))), "{entries:?}");
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!((status("watch", path), status("url", path)), (200, 404), "{path}");
    }
    assert_eq!(status("watch", "/en/"), 404);

    // Three pages were not there; a call is not, and another is answered.
    assert_eq!((status("url", "/api/v1/nothing"), status("url", "/api/v1/sectors")), (404, 200));
    let figures = get("watch", "/metrics").body;
    for line in [
        "poems_errors_total{type=\"request/not-found\"} 4",
        "poems_answer_seconds_count{asked=\"page\",status=\"4xx\"} 3",
        "poems_answer_seconds_count{asked=\"api\",status=\"4xx\"} 1",
        "poems_answer_seconds_count{asked=\"api\",status=\"2xx\"} 1",
        "poems_answer_seconds_bucket{asked=\"api\",status=\"2xx\",le=\"+Inf\"} 1",
        "poems_timer_lag_seconds 0",
        "poems_outbox_failing 0",
        "poems_finder_current 1",
    ] {
        assert!(figures.lines().any(|one| one == line), "{line}: {figures}");
    }
    let labels = figures.lines().filter_map(|line| line.split_once('{')?.1.split_once('}'));
    let names: std::collections::BTreeSet<_> = labels
        .flat_map(|(labels, _)| labels.split(',').filter_map(|label| Some(label.split_once('=')?.0)))
        .collect();
    let known = ["asked", "command", "currency", "fund", "le", "status", "type"];
    assert!(names.iter().all(|name| known.contains(name)), "of no person, sector or place: {names:?}");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Another process that takes what is sent on and dies, or is not there at all.
fn dying_owner() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream: TcpStream = stream.unwrap();
            let _heard = stream.read(&mut [0; 4_096]);
            let _flushed = stream.flush();
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asked_an_owner_that_died_is_not_told_that_nothing_was_changed_postgres() {
    let url = postgres_url().await;
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let first = serve(&url);
    let address = first.address.clone();
    let caller =
        tokio::task::spawn_blocking(move || Caller::sign_up(&address, "unsure", "person")).await.unwrap();
    assert!(first.stop().unwrap());
    let belongs_to = async |address: String| {
        let owner = format!(
            "UPDATE owner SET process = 'dead', address = '{address}', lease_until = {}",
            i64::MAX / 2
        );
        assert!(client.execute(&owner, &[]).await.unwrap() > 0);
    };
    belongs_to(dying_owner()).await;
    let server = serve(&url);
    let mut there = caller.at(&server.address);
    let told = |answer: Answer| (answer.status, json(&answer)["type"].as_str().unwrap().to_owned());
    let changed = told(there.post("/favorites", "unsure", &json!({ "user": there.user.clone() })));
    assert_eq!(changed, (503, "/problems/request/unsure".to_owned()));
    assert_eq!(
        told(there.get("/account")),
        (503, "/problems/request/unavailable".to_owned()),
        "nothing is changed by reading"
    );

    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    belongs_to(nobody).await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let refused = told(there.post("/favorites", "unsure", &json!({ "user": there.user.clone() })));
    assert_eq!(refused, (503, "/problems/request/unavailable".to_owned()), "nothing reached it");
}
