//! Who may do what: every call of the document, made by everybody there is, about what is a buyer's and a seller's.
//!
//! `security/who_may.csv` is the table that was reviewed; a call that joins the document has to join it. To write it anew:
//! `WRITE_WHO_MAY=1 cargo nextest run -p web who_may`, and read what has changed.

use crate::listings;
use crate::market::{Answer, Market, Pair, Program, agreement_to, hold_of, new_user};
use crate::{bid_ask, known_sellers, proposals};
use axum::http::Method;
use axum::http::StatusCode;
use market::users::passkeys::AddPasskey;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const DOCUMENT: &str = include_str!("../../../../docs/openapi.json");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../security/who_may.csv");

/// Everybody there is, in the order of the columns.
pub(crate) const ACTORS: [&str; 5] = ["nobody", "newcomer", "stranger", "buyer", "seller"];
/// What takes away a page, ends a session or an account, or moves the clock until they end, comes last.
const LAST: [&str; 7] = [
    "/seller-page",
    "/sessions/{session}",
    "/account/password",
    "/new-password",
    "/sessions",
    "/account/closure",
    "/demo/clock",
];
/// What is somebody's own and named by its address, and whose it is here: who may touch it at all.
const OWN: [(&str, &[&str]); 10] = [
    ("{trade}", &["buyer", "seller"]),
    ("{request}", &["buyer", "seller"]),
    ("{asker}", &["buyer", "seller"]),
    ("/listing-offers/{offer}", &["buyer", "seller"]),
    ("{payment}", &["buyer"]),
    ("{complaint}", &["buyer"]),
    ("{passkey}", &["buyer"]),
    ("{session}", &["buyer"]),
    ("{exception}", &["seller"]),
    ("{item}", &["seller"]),
];
/// Reads of an offering are the seller's too; anybody sees it by the search, which says `options`.
const OF_OFFERING: &str = "/offerings/{offering}";

/// The people, and the ids of what is theirs by the name that paths and bodies have for it.
pub(crate) struct Lived {
    pub(crate) actors: Vec<Program>,
    pub(crate) ids: BTreeMap<&'static str, String>,
}

pub(crate) async fn lived(market: &Market) -> Lived {
    let pair = market.pair().await;
    let stranger = market.user("kim", "person").await;
    let newcomer = market.newcomer(&new_user("noor", "person")).await;
    let held = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let trade = text(&held, "trade");
    pair.cafe.post(&format!("/trades/{trade}/agreement"), "book", &agreement_to(&held)).await.made();
    let part = pair.cafe.get(&format!("/trades/{trade}")).await.shown()["parts"][0]["number"].clone();
    let part = part.as_i64().unwrap().to_string();

    let shut = json!({ "kind": "not", "span": { "starts_at": "2026-12-01T18:00:00Z", "ends_at": "2026-12-01T20:00:00Z" } });
    let exception = text(&pair.ana.post("/availability/exceptions", "shut", &shut).await.made(), "exception");
    let deposit = json!({ "direction": "deposit", "amount": { "minor": 100, "currency": "USD" } });
    let payment = text(&pair.cafe.post("/payments", "one", &deposit).await.made(), "payment");
    let about = json!({ "statement": "Nobody came to the door for an hour." });
    let complaint = text(&pair.cafe.post("/complaints", "one", &about).await.made(), "complaint");
    let asked = pair.cafe.post("/work-requests", "one", &known_sellers::request(&pair.offering)).await.made();
    let kept = pair.ana.put("/seller-page", &json!({ "is_found_by_name": true })).await.made();
    let found = put_up(&pair).await;
    let user = kernel::Id::parse(&pair.cafe.user).unwrap();
    let add = AddPasskey {
        user,
        credential: "credential".to_owned(),
        public_key: "key".to_owned(),
        sign_count: 0,
        device: "Firefox".to_owned(),
        system: None,
    };
    let store = &market.app.store;
    let passkey = store.run(store.request(user.locality(), user.cast()), add).await.unwrap().to_string();
    let name = json!({ "email": "cafe@example.org", "password": "three plain words" });
    pair.cafe.post("/sessions", "second", &name).await.made();
    let sessions = pair.cafe.get("/account").await.shown()["sessions"].clone();
    let own = kernel::hex_digest(pair.cafe.token.as_ref().unwrap().as_bytes());
    let second = sessions.as_array().unwrap().iter().map(|session| text(session, "session"));
    let session = second.into_iter().find(|digest| *digest != own).unwrap();

    let ids = [
        ("trade", trade),
        ("part", part),
        ("offering", pair.offering.clone()),
        ("exception", exception),
        ("payment", payment),
        ("complaint", complaint),
        ("request", text(&asked, "request")),
        ("short_address", text(&kept, "short_address")),
        ("order", "1".to_owned()),
        ("question", "1".to_owned()),
        ("passkey", passkey),
        ("session", session),
        ("other", pair.ana.user.clone()),
        ("id", pair.ana.user.clone()),
        ("asker", pair.cafe.user.clone()),
        ("scorer", pair.ana.user.clone()),
        ("seller", pair.ana.user.clone()),
        ("post_code", "97214".to_owned()),
    ];
    let actors = vec![market.program(), newcomer, stranger, pair.cafe, pair.ana];
    Lived { actors, ids: ids.into_iter().chain(found).collect() }
}

/// What is up for sale or wanted by each mechanism, by what addresses call it.
async fn put_up(pair: &Pair) -> [(&'static str, String); 11] {
    let goods = pair.ana.post("/goods-offerings", "one", &example("/goods-offerings", "post")).await.made();
    let item = text(&goods, "offering");
    let open = json!({ "offering": item, "piece_count": 1, "start": 500, "handing_over": "collection",
        "minutes": 40000 });
    let lot = text(&pair.ana.post("/lots", "one", &open).await.made(), "lot");
    let goods = pair.ana.post("/goods-offerings", "two", &example("/goods-offerings", "post")).await.made();
    let pool = json!({ "offering": text(&goods, "offering"), "piece_count": 1, "tiers": [{ "piece_count": 1, "each": 500 }],
        "least_pieces": 1, "most_pieces": 1, "handing_over": "collection", "is_joinable": false, "minutes": 40000,
        "is_meant": false });
    let pool = text(&pair.ana.post("/pools", "one", &pool).await.made(), "pool");
    let book = text(&pair.cafe.post("/books", "one", &bid_ask::open()).await.made(), "book");
    pair.cafe.post(&format!("/books/{book}/orders"), "one", &bid_ask::bid(2_000, 1)).await.made();
    let listing = text(&pair.ana.post("/listings", "one", &listings::bear()).await.made(), "listing");
    let offer =
        pair.cafe.post(&format!("/listings/{listing}/offers"), "one", &listings::offer(500)).await.made();
    let call = json!({ "sector": "flour", "post_code": "97214", "street": "12 SE Ash Street", "from_on": "2026-12-20",
        "until_on": "2027-01-20", "handing_over": "delivery", "minutes": 40000,
        "lines": [{ "text": "Flour", "quantity": 1, "unit": "kg" }] });
    let call = text(&pair.cafe.post("/quote-calls", "one", &call).await.made(), "call");
    let question = json!({ "question": "Is there a dock?" });
    pair.ana
        .post(&format!("/quote-calls/{call}/questions"), "one", &question)
        .await
        .expect(StatusCode::NO_CONTENT);
    let work = json!({ "sector": "kitchen-porter", "post_code": "97214", "street": "12 SE Ash Street", "title": "Clean the hall",
        "span": { "starts_at": "2027-01-28T01:00:00Z", "ends_at": "2027-01-28T05:00:00Z" }, "top": 10000, "view": "rank",
        "minutes": 40000 });
    let auction = text(&pair.cafe.post("/reverse-auctions", "one", &work).await.made(), "auction");
    let goods = pair.ana.post("/goods-offerings", "three", &example("/goods-offerings", "post")).await.made();
    let span = json!({ "starts_at": "2026-12-11T01:00:00Z", "ends_at": "2026-12-11T05:00:00Z" });
    let together = json!({ "post_code": "97214", "street": "12 SE Ash Street",
        "members": [{ "offering": pair.offering, "span": span }, { "offering": text(&goods, "offering"), "count": 1 }] });
    let bundle = text(&pair.cafe.post("/bundles", "one", &together).await.made(), "bundle");
    let offer = text(&offer, "offer");
    let need = json!({ "name": "A crew", "post_code": "97214", "from_on": "2026-12-20", "until_on": "2027-01-20",
        "weekdays": [], "from": "09:00", "minutes": 240, "parts": [{ "sector": "kitchen-porter", "count": 1 }] });
    let need = text(&pair.cafe.post("/needs", "one", &need).await.made(), "need");
    let brief = text(&pair.cafe.post("/proposal-calls", "one", &proposals::call()).await.made(), "brief");
    [
        ("need", need),
        ("bundle", bundle),
        ("item", item),
        ("lot", lot),
        ("pool", pool),
        ("book", book),
        ("brief", brief),
        ("call", call),
        ("auction", auction),
        ("offer", offer),
        ("listing", listing),
    ]
}

#[track_caller]
fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("no {field}: {value}")).to_owned()
}

fn document() -> Map<String, Value> {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    document["paths"].as_object().unwrap().clone()
}

/// What the document gives as an example of a call's body.
fn example(path: &str, method: &str) -> Value {
    document()[path][method]["requestBody"]["content"]["application/json"]["example"].clone()
}

/// Every call: what ends a session last.
pub(crate) fn calls() -> Vec<(String, String, Value)> {
    let methods = ["get", "post", "put", "delete"];
    let paths = document();
    let mut calls: Vec<_> = paths
        .iter()
        .flat_map(|(path, all)| {
            let all =
                all.as_object().unwrap().iter().filter(|(method, _)| methods.contains(&method.as_str()));
            all.map(|(method, call)| (path.clone(), method.clone(), call.clone())).collect::<Vec<_>>()
        })
        .collect();
    let rank = |path: &str, method: &str| {
        let place = LAST.iter().position(|last| path.starts_with(last) && (method != "get"));
        place.map_or(0, |at| at + 1)
    };
    calls.sort_by_key(|(path, method, _)| rank(path, method));
    calls
}

/// The address of a call about what is there, with the queries that it needs.
pub(crate) fn address(path: &str, call: &Value, ids: &BTreeMap<&str, String>) -> String {
    let mut address = ids.iter().fold(path.replace("{sector}", "kitchen-porter"), |path, (name, id)| {
        path.replace(&format!("{{{name}}}"), id)
    });
    let parameters = call["parameters"].as_array().into_iter().flatten();
    for (at, one) in parameters.filter(|one| one["in"] == "query" && one["required"] == true).enumerate() {
        let sign = if at == 0 { '?' } else { '&' };
        let value = &one["schema"]["example"];
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        write!(address, "{sign}{}={value}", one["name"].as_str().unwrap()).unwrap();
    }
    address
}

/// The example of a body, about what is there.
pub(crate) fn body(call: &Value, ids: &BTreeMap<&str, String>) -> Option<Value> {
    let mut body = call["requestBody"]["content"]["application/json"]["example"].clone();
    for (name, value) in body.as_object_mut()? {
        if let (Some(id), true) = (ids.get(name.as_str()), value.is_string()) {
            *value = json!(id);
        }
    }
    Some(body)
}

/// What an answer says of whether it may be done.
fn word(answer: &Answer) -> &'static str {
    let code = serde_json::from_str::<Value>(&answer.text).ok().map(|problem| problem["type"].to_string());
    let is = |what: &str| code.as_ref().is_some_and(|code| code.contains(what));
    match answer.status.as_u16() {
        401 => "signs in first",
        404 => "is not there",
        403 if is("request/not-proved") => "proves first",
        403 => "not theirs",
        _ if is("users/not-confirmed") || is("users/unconfirmed") => "confirms first",
        _ => "may",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_who_may_do_what_is_as_it_was_reviewed() {
    let market = Market::open(store::Database::temporary()).await;
    let Lived { actors, ids } = lived(&market).await;
    let mut rows = Vec::new();
    for (path, method, call) in calls() {
        let address = address(&path, &call, &ids);
        let body = body(&call, &ids);
        let mut words = Vec::new();
        for (who, name) in actors.iter().zip(ACTORS) {
            let verb = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let key = format!("{name} {method} {path}");
            let headers = [("idempotency-key", key.as_str())];
            let headers = if method == "post" { headers.as_slice() } else { &[] };
            let answer = who.call(verb, &address, headers, body.as_ref()).await;
            assert!(answer.status.as_u16() < 500, "{name} {method} {path}: {}", answer.text);
            words.push(word(&answer));
        }
        // What the document says of itself, and whose things are.
        let is_open = call["security"].as_array().is_some_and(Vec::is_empty);
        assert_eq!(words[0] == "signs in first", !is_open, "{method} {path} says whether anybody may");
        let of = OWN.iter().find(|(named, _)| path.contains(named)).map(|(_, whose)| *whose);
        let of = of.or((path.starts_with(OF_OFFERING)).then_some(&["seller"][..]));
        if let Some(whose) = of {
            for (said, name) in words.iter().zip(ACTORS).skip(1).filter(|(_, name)| !whose.contains(name)) {
                let is_kept = ["is not there", "not theirs", "confirms first", "proves first"].contains(said);
                assert!(is_kept, "{name} {said}: {method} {path} is of {whose:?} alone");
            }
        }
        rows.push(format!("{},{path},{}", method.to_uppercase(), words.join(",")));
    }
    rows.sort_by(|one, other| one.split(',').nth(1).cmp(&other.split(',').nth(1)).then(one.cmp(other)));
    let table = format!("method,path,{}\n{}\n", ACTORS.join(","), rows.join("\n"));
    if std::env::var_os("WRITE_WHO_MAY").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(TABLE).unwrap_or_default();
    for (here, there) in table.lines().zip(reviewed.lines()) {
        assert_eq!(here, there, "security/who_may.csv says otherwise");
    }
    assert_eq!(table.lines().count(), reviewed.lines().count(), "a row for every call");
}
