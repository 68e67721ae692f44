//! The document knows every route; these tests walk it, so that a route without its unauthorised case cannot be.

use crate::kept;
use crate::market::{Answer, Market, Program, hold_of, new_user};
use axum::http::Method;
use market::modules::MODULES;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What anybody may ask.
/// Changes without a key: sent again they find their work done, or do it once more without harm.
const KEYLESS: [&str; 3] = ["/account/closure", "/new-password", "/sessions"];
const PUBLIC: [&str; 40] = [
    "get /books",
    "get /books/{book}",
    "get /books/{book}/rounds",
    "get /breakdowns",
    "get /chains",
    "get /demo/clock",
    "get /goods",
    "get /hires/{offering}",
    "get /listing-facets",
    "get /listing-removals",
    "get /listings",
    "get /listings/{listing}",
    "get /lots",
    "get /lots/{lot}",
    "get /options",
    "get /options/{offering}",
    "get /options/{offering}/trace",
    "get /places/{post_code}",
    "get /pools",
    "get /pools/{pool}",
    "get /proposal-calls",
    "get /proposal-calls/{brief}",
    "get /quote-calls",
    "get /quote-calls/{call}",
    "get /quote-endings",
    "get /reverse-auctions",
    "get /reverse-auctions/{auction}",
    "get /reverse-endings",
    "get /rules",
    "get /sectors",
    "get /sectors/{sector}",
    "get /sellers/{short_address}",
    "get /spaces",
    "get /things",
    "get /users/{id}/track-record",
    "post /demo/clock",
    "post /new-password",
    "post /new-password/confirmation",
    "post /sessions",
    "post /users",
];

pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) operation: &'static Value,
}

pub(crate) fn calls() -> Vec<Call> {
    let paths = web::api::document()["paths"].as_object().unwrap();
    let of_path = |(path, item): (&'static String, &'static Value)| {
        item.as_object().unwrap().iter().map(move |(method, operation)| Call {
            name: format!("{method} {path}"),
            method: method.to_uppercase().parse().unwrap(),
            path: path.clone(),
            operation,
        })
    };
    paths.iter().flat_map(of_path).collect()
}

impl Call {
    /// The body that the document shows, if the call has one.
    pub(crate) fn example(&self) -> Option<Value> {
        self.operation.pointer("/requestBody/content/application~1json/example").cloned()
    }

    fn needs_key(&self) -> bool {
        let parameters = self.operation["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "Idempotency-Key"))
    }

    /// The address with an id in it, and what it asks for in its query.
    pub(crate) fn address(&self, id: &str) -> String {
        let mut path = String::new();
        for (at, piece) in self.path.split(['{', '}']).enumerate() {
            path += match (at % 2, piece) {
                (0, piece) => piece,
                (_, "session") => "current",
                (_, "post_code") => "97214",
                (_, "sector") => "kitchen-porter",
                (_, "part" | "question") => "1",
                _ => id,
            };
        }
        let wanted = self.operation["parameters"].as_array().into_iter().flatten();
        let wanted = wanted.filter(|one| one["in"] == "query" && one["required"] == true);
        let pair =
            |one: &Value| format!("{}={}", one["name"].as_str().unwrap(), plain(&one["schema"]["example"]));
        let query: Vec<String> = wanted.map(pair).collect();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    async fn send(&self, program: &Program, id: &str, body: Option<&Value>) -> Answer {
        let key = [("idempotency-key", self.name.as_str())];
        program.call(self.method.clone(), &self.address(id), &key, body).await
    }
}

/// A value without its quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

pub(crate) const NOBODY: &str = "019ab0fe-26a1-7c33-8000-042f1c5d9e07";

#[tokio::test]
async fn sqlite_every_call_but_the_public_ones_needs_a_session() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    let mut open = Vec::new();
    for call in calls() {
        let answer = call.send(&nobody, NOBODY, call.example().as_ref()).await;
        if let Some(security) = call.operation.get("security") {
            assert_eq!(security, &json!([]), "{}", call.name);
            assert_ne!(answer.status.as_u16(), 401, "{}", call.name);
            open.push(call.name);
        } else {
            answer.is_problem(401, "request/signed-out");
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{}", call.name);
        }
    }
    open.sort();
    assert_eq!(open, PUBLIC);
}

#[tokio::test]
async fn sqlite_what_belongs_to_others_is_not_there() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    let stranger = market.user("stranger", "organization").await;
    let held = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let trade = held["trade"].as_str().unwrap();
    let mut asked = 0;
    for call in calls() {
        let id = match call.path.split('/').nth(1) {
            Some("trades") => trade,
            Some("offerings" | "stocks") => &pair.offering,
            Some("payments" | "availability") => NOBODY,
            _ => continue,
        };
        if !call.path.contains('{') {
            continue;
        }
        asked += 1;
        let answer = call.send(&stranger, id, call.example().as_ref()).await;
        let code = answer.json()["type"].as_str().unwrap_or_default().to_owned();
        let hides = answer.status == 404 && code == "/problems/request/not-found";
        let forbids = answer.status == 403
            && ["not-the-buyer", "not-the-seller", "not-a-side", "not-yours"]
                .iter()
                .any(|reason| code.ends_with(reason));
        assert!(hides || forbids, "{}: {} {}", call.name, answer.status, answer.text);
        for malformed in ["not-an-id", "%ff", "019ab0fe-26a1-7c33-8000-0bff1c5d9e07"] {
            let answer = call.send(&pair.cafe, malformed, call.example().as_ref()).await;
            answer.is_problem(404, "request/not-found");
        }
    }
    assert!(asked >= 15, "{asked}");
}

#[tokio::test]
async fn sqlite_every_change_needs_a_key_and_a_body_that_fits() {
    let market = Market::open(store::Database::temporary()).await;
    // Not the password of the examples, which close the account.
    let mut new = new_user("ana", "person");
    new["password"] = json!("four other plain words");
    let ana = market.user_of(&new).await;
    for call in calls() {
        let changes = call.method == Method::POST && !KEYLESS.contains(&call.path.as_str());
        assert_eq!(call.needs_key(), changes, "{}", call.name);
        let example = call.example();
        if changes {
            let address = call.address(&ana.user);
            let answer = ana.call(call.method.clone(), &address, &[], example.as_ref()).await;
            answer.is_problem(400, "request/key-missing");
        }
        let Some(mut body) = example else { continue };
        // What the document shows is understood; a field more is not.
        let answer = call.send(&ana, &ana.user, Some(&body)).await;
        assert_ne!(answer.status.as_u16(), 400, "{}: {}", call.name, answer.text);
        body["colour"] = json!("green");
        call.send(&ana, &ana.user, Some(&body)).await.is_problem(400, "request/malformed");
    }
}

#[test]
fn the_document_is_the_one_that_was_reviewed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let reviewed: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let now: Value = serde_json::from_str(&web::openapi_json()).unwrap();
    // The whole is long: the first call or body that differs says enough.
    for part in ["/paths", "/components/schemas", ""] {
        let (now, then) = (now.pointer(part).unwrap(), reviewed.pointer(part).unwrap());
        let names = now.as_object().unwrap().keys().chain(then.as_object().unwrap().keys());
        let differs = names.into_iter().find(|name| now.get(name) != then.get(name));
        assert_eq!(differs, None, "{part} differs: look at it, then `cargo xtask openapi`");
    }
}

#[test]
fn the_document_is_whole() {
    let document = web::api::document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let text = document.to_string();
    for (at, _) in text.match_indices("\"$ref\":\"#") {
        let pointer = text[at + 9..].split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    for call in calls() {
        for word in ["summary", "description", "operationId"] {
            assert!(!call.operation[word].as_str().unwrap_or_default().is_empty(), "{}: {word}", call.name);
        }
        for parameter in call.operation["parameters"].as_array().into_iter().flatten() {
            assert!(
                !parameter["description"].as_str().unwrap_or_default().is_empty(),
                "{} {parameter}",
                call.name
            );
        }
        if call.operation.get("requestBody").is_some() {
            assert!(call.example().is_some_and(|example| example.is_object()), "{} shows no body", call.name);
        }
    }
}

#[test]
fn a_call_said_default_where_it_meant_its_refusals() {
    let mut forms = BTreeSet::new();
    for call in calls() {
        let statuses: Vec<&str> =
            call.operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
        let answers = |status: &str| statuses.contains(&status);
        assert!(!answers("default"), "{}", call.name);
        // Anybody moves the clock, but to a shift of their own.
        let of_users = call.operation.get("security").is_none() || call.name == "post /demo/clock";
        assert_eq!(answers("401"), of_users, "{}", call.name);
        assert!(answers("404") || !call.path.contains('{'), "{}", call.name);
        assert!(answers("409") || !call.needs_key(), "{}", call.name);
        assert!(answers("422") || call.example().is_none(), "{}", call.name);
        assert!(statuses.iter().any(|status| status.starts_with('2')), "{}", call.name);
        for kind in call.operation["x-problem-types"].as_array().unwrap() {
            let status = kept::status_of(kind.as_str().unwrap()).unwrap().to_string();
            assert!(answers(&status), "{}: {kind}", call.name);
        }
        forms.insert(statuses.join(" "));
    }
    // Were they all the same, they would say nothing.
    assert!(forms.len() > 8, "{forms:?}");
}

#[test]
fn every_refusal_is_among_the_types_of_problems() {
    for code in market::modules::refusals() {
        assert!(kept::status_of(&format!("/problems/{code}")).is_some(), "{code}");
    }
    let table = web::api::document()["x-problem-types"].as_array().unwrap();
    for row in table {
        assert!(!row["title"].as_str().unwrap_or_default().is_empty(), "{row}");
    }
    let of_requests =
        table.iter().filter(|row| row["type"].as_str().unwrap().starts_with("/problems/request/"));
    assert_eq!(of_requests.count(), 15);
    assert_eq!(table.len(), market::modules::refusals().len() + 15);
}

#[test]
fn every_body_and_every_answer_has_an_example_that_fits() {
    let document = web::api::document();
    let problems = document["components"]["responses"].as_object().unwrap().values();
    let problems = problems.map(|response| &response["content"]["application/problem+json"]);
    let mut shown = 0;
    for content in problems {
        for (_, example) in content["examples"].as_object().unwrap() {
            shown += 1;
            kept::check(&content["schema"], &example["value"]).unwrap();
            assert!(kept::status_of(example["value"]["type"].as_str().unwrap()).is_some(), "{example}");
        }
    }
    for call in calls() {
        let answers = call.operation["responses"].as_object().unwrap().values();
        for content in answers.chain(call.operation.get("requestBody")).filter_map(|one| one.get("content")) {
            let content = &content["application/json"];
            shown += 1;
            kept::check(&content["schema"], content.get("example").unwrap())
                .unwrap_or_else(|why| panic!("{}: {why}", call.name));
        }
        for parameter in call.operation["parameters"].as_array().into_iter().flatten() {
            let Some(example) = parameter["schema"].get("example") else { continue };
            kept::check(&parameter["schema"], example).unwrap();
        }
    }
    assert!(shown > 90, "{shown}");
}

/// The document would quietly keep one of two bodies that have one name.
#[test]
fn no_two_bodies_and_no_two_calls_share_a_name() {
    let mut names = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                names.extend(bodies(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    names.sort();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once, "a name is there twice");
    assert!(names.len() > 60, "{names:?}");
    let mut ids: Vec<&str> =
        calls().iter().map(|call| call.operation["operationId"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), calls().len());
}

/// The names of all structs and enumerations of a source that are bodies.
fn bodies(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_body = false;
    for line in source.lines() {
        is_body |= line.starts_with("#[derive(") && (line.contains("Show"));
        let named = line.strip_prefix("#[show(name = \"").filter(|_| is_body);
        if let Some((name, _)) = named.and_then(|rest| rest.split_once('"')) {
            names.push(name.to_owned());
            is_body = false;
        }
        let declared = line.split_once("struct ").or_else(|| line.split_once("enum "));
        if let Some((_, rest)) = declared.filter(|_| !line.trim_start().starts_with("//")) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            if is_body {
                names.push(name);
            }
            is_body = false;
        }
    }
    names
}

/// Whether an address lies under one of those that a module names.
fn is_under(address: &str, beginnings: &[&str]) -> bool {
    let rest = |beginning: &&str| address.strip_prefix(*beginning).map(str::to_owned);
    beginnings.iter().filter_map(rest).any(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn modules_and_routes_name_each_other() {
    let paths: BTreeSet<String> = calls().into_iter().map(|call| call.path).collect();
    for module in MODULES {
        for route in module.routes {
            assert!(paths.iter().any(|path| is_under(path, &[route])), "{route} of module {}", module.number);
        }
    }
    for path in paths {
        let is_known = MODULES.iter().any(|module| is_under(&path, module.routes));
        assert!(is_known, "{path} is of no module: name it in crates/market/src/modules.rs");
    }
}

/// Pages of the house itself: what it is, what its problems mean, its calls.
const OF_THE_HOUSE: [&str; 3] = ["/about", "/problems", "/api"];

#[test]
fn modules_and_pages_name_each_other() {
    let addresses = web::pages::addresses();
    for module in MODULES {
        for page in module.pages {
            let begins = addresses.iter().any(|address| is_under(address, &[page]));
            assert!(begins, "{page} of module {}", module.number);
        }
    }
    for address in addresses {
        let is_known =
            is_under(address, &OF_THE_HOUSE) || MODULES.iter().any(|module| is_under(address, module.pages));
        assert!(is_known, "{address} is of no module: name it in crates/market/src/modules.rs");
    }
}
