//! What keeps a market from being served is said at the start, with what to do; what it lacks is said too.

use crate::front::{Caller, Folder, json, poems, serve, sqlite_url};
use serde_json::json;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use testkit::http::Connection;
use testkit::server::Server;

/// `poems serve` at a free port.
fn serving(url: &str) -> Command {
    let mut command = poems("serve", url);
    command.args(["--listen", "127.0.0.1:0"]);
    command
}

/// What a program says that refuses to start: its exit code, what is wrong and what to do.
fn refused(command: &mut Command) -> (i32, String, String) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let last = String::from_utf8(output.stderr).unwrap();
    let told: serde_json::Value =
        last.lines().rev().find_map(|line| serde_json::from_str(line).ok()).unwrap();
    let text = |field: &str| told[field].as_str().unwrap_or_default().to_owned();
    (output.status.code().unwrap(), text("error"), text("next"))
}

#[test]
fn what_keeps_a_market_from_being_served_is_said_at_the_start_sqlite() {
    let folder = Folder::new();
    let url = sqlite_url(&folder.0);
    let (code, what, next) = refused(serving(&url).env("POEMS_LOCALITY", "-5"));
    assert!(
        code == 2 && what.contains("`locality` is -5 (environment)") && next.contains("from 1 to"),
        "{what} {next}"
    );

    let nowhere = folder.0.join("nowhere");
    let (code, what, next) = refused(serving(&url).env("POEMS_OUTBOX", &nowhere));
    assert!(
        code == 2
            && what.contains("nowhere")
            && what.contains("`outbox`")
            && next.contains("make the folder"),
        "{what} {next}"
    );

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, what, next) = refused(poems("serve", &url).args(["--listen", &address]));
    assert!(
        code == 2 && what.contains(&address) && next.contains("Another process listens"),
        "{what} {next}"
    );

    let (code, what, _) = refused(serving(&url).env("POEMS_PROXIES", "127.0.0.1,front.example.org"));
    assert!(code == 2 && what.contains("(environment)") && what.contains("`front.example.org`"), "{what}");

    let (code, what, _) = refused(serving(&url).env("POEMS_RAIL", "bank"));
    assert!(code == 2 && what.contains("(environment)") && what.contains("simulated"), "{what}");
}

#[test]
fn only_a_proxy_that_is_named_is_believed_about_where_a_call_comes_from_sqlite() {
    let folder = Folder::new();
    let tried = |server: &Server, from: &str, name: &str| {
        let body = json!({ "email": format!("{name}@example.org"), "password": "a wrong password" });
        let through = [("content-type", "application/json"), ("x-forwarded-for", from)];
        let mut connection = Connection::open(&server.address).unwrap();
        connection.call("POST", "/api/v1/sessions", &through, Some(&body.to_string())).unwrap().status
    };
    let named = Server::start(serving(&sqlite_url(&folder.0)).env("POEMS_PROXIES", "127.0.0.1")).unwrap();
    for _ in 0..5 {
        assert_eq!(tried(&named, "203.0.113.7", "ana"), 422);
    }
    assert_eq!(tried(&named, "made up, 203.0.113.7:50123", "ana"), 429, "the same network");
    assert_eq!(tried(&named, "203.0.113.8", "ana"), 422, "another one");
    assert!(named.stop().unwrap());
    let unnamed = serve(&sqlite_url(&folder.0));
    for at in 0..6 {
        let expected = if at < 5 { 422 } else { 429 };
        assert_eq!(tried(&unnamed, &format!("203.0.113.{at}"), "ben"), expected, "it may say what it likes");
    }
    assert!(unnamed.stop().unwrap());
}

#[test]
fn a_damaged_file_is_not_served_and_the_way_back_is_said_sqlite() {
    let folder = Folder::new();
    let url = sqlite_url(&folder.0);
    let path = &url["sqlite:".len()..];
    let server = serve(&url);
    Caller::sign_up(&server.address, "damaged", "person");
    assert!(server.stop().unwrap());
    let whole = std::fs::read(path).unwrap();
    let mut holed = whole.clone();
    let length = holed.len();
    holed[length / 4..length * 3 / 4].fill(0xA5);
    for damaged in [b"this was a market once, and is text now".repeat(40), holed] {
        std::fs::write(path, damaged).unwrap();
        let (code, what, next) = refused(&mut serving(&url));
        assert!(code == 1 && what.contains("is damaged") && next.contains("poems restore"), "{what} {next}");
    }
    std::fs::write(path, whole).unwrap();
    serve(&url).stop().unwrap();
}

#[test]
fn a_server_without_a_rail_moves_no_money_and_one_that_is_simulated_says_so_sqlite() {
    let folder = Folder::new();
    let url = sqlite_url(&folder.0);
    let server = Server::start(serving(&url).env_remove("POEMS_RAIL")).unwrap();
    let mut caller = Caller::sign_up(&server.address, "norail", "person");
    let deposit = json!({ "direction": "deposit", "amount": { "minor": 100_000_000, "currency": "USD" } });
    let account = json!({ "holder": "No Rail", "number": "12345678" });
    let asked = [
        caller.post("/payments", "deposit", &deposit),
        caller.call("PUT", "/bank-account", &[], Some(&account)),
    ];
    for answer in asked {
        assert_eq!(
            (answer.status, json(&answer)["type"].as_str()),
            (422, Some("/problems/payment-transfer/no-rail")),
            "{answer:?}"
        );
    }
    let front = |server: &Server| {
        Connection::open(&server.address).unwrap().call("GET", "/en/", &[], None).unwrap().body
    };
    assert!(!front(&server).contains("bank is simulated") && !front(&server).contains("bank’s"));
    assert!(server.stop().unwrap());

    let server = serve(&url);
    let page = front(&server);
    assert!(page.contains("bank is simulated") && page.contains("no money here is real"), "{page}");
    let mut caller = caller.at(&server.address);
    assert_eq!(
        caller
            .post(
                "/payments",
                "simulated",
                &json!({ "direction": "deposit", "amount": { "minor": 100, "currency": "USD" } })
            )
            .status,
        201
    );
}

#[test]
fn who_tries_to_get_in_is_in_the_log_by_itself_sqlite() {
    let folder = Folder::new();
    let log = folder.0.join("log");
    let lines = |words: Option<&str>| {
        let mut command = serving(&sqlite_url(&folder.0));
        command.env_remove("POEMS_LOG").envs(words.map(|words| ("POEMS_LOG", words)));
        let server = Server::start(command.stderr(std::fs::File::create(&log).unwrap())).unwrap();
        let name = words.map_or("noor", |words| if words.contains("off") { "eva" } else { "kim" });
        let mut caller = Caller::sign_up(&server.address, name, "person");
        let wrong = json!({ "email": format!("{name}@example.org"), "password": "a wrong one" });
        assert_eq!(caller.post("/sessions", "wrong", &wrong).status, 422);
        let nobodys = format!("/trades/{}", caller.user);
        let gone = caller.get(&nobodys);
        assert_eq!(gone.status, 404);
        let instance = json(&gone)["instance"].clone();
        assert!(server.stop().unwrap());
        let text = std::fs::read_to_string(&log).unwrap();
        assert!(!text.contains(name) && !text.contains("a wrong one"), "{text}");
        let lines = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let told = lines.filter(|line| line["target"] == "security").collect::<Vec<_>>();
        (told, caller.user, instance)
    };
    for words in [None, Some("error")] {
        let (told, user, instance) = lines(words);
        let said = |what: &str| {
            let line = told.iter().find(|line| line["fields"]["message"] == what);
            line.unwrap_or_else(|| panic!("{what} is not told: {told:?}"))
        };
        let wrong = said("password-wrong");
        assert_eq!(wrong["span"]["user"], *user, "{wrong}");
        assert!(wrong["span"]["id"].as_str().is_some_and(|id| id.len() == 32), "{wrong}");
        assert_ne!(said("account-opened")["span"]["id"], wrong["span"]["id"], "another request");
        let refused = said("refused");
        assert_eq!(refused["span"]["id"], instance, "the answer names it");
        assert_eq!(
            (&refused["fields"]["what"], &refused["span"]["user"]),
            (&json!("request/not-found"), &json!(user))
        );
        assert_eq!(refused["fields"]["route"], "/api/v1/trades/{trade}");
    }
    assert!(lines(Some("error,security=off")).0.is_empty());
}

#[test]
fn what_a_market_lacks_is_said_at_the_start_sqlite() {
    let folder = Folder::new();
    let mut command = serving(&sqlite_url(&folder.0));
    command.env_remove("POEMS_OUTBOX").env_remove("POEMS_RAIL").env_remove("POEMS_LOG");
    let log = folder.0.join("log");
    let server = Server::start(command.stderr(std::fs::File::create(&log).unwrap())).unwrap();
    assert!(server.stop().unwrap());
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("no way to send codes") && said.contains("no payment rail"), "{said}");
}
