//! Every box for words takes what can be put into it or says what is wrong: nothing that is sent is ever a fault of ours, and
//! nothing is kept that cannot be shown.

use crate::market::{Answer, Market, WANTED, agreement_to, hold_of, new_user};
use axum::http::Method;
use kernel::{Id, Locality};
use market::users::ClaimName;
use serde_json::{Value, json};
use testkit::naughty::{NAUGHTY, in_query, naughty};

crate::on_both_engines!(
    no_string_breaks_a_sign_up,
    no_string_breaks_an_offer_a_search_or_a_statement,
    a_sign_up_with_u0000_leaves_the_address_free,
    a_sign_up_that_ended_half_way_never_locks_its_address
);

/// How many are signed up in the end; each takes a while.
const TAKEN: usize = 12;

/// Whether text has its one form: what a page can show and a database keep.
fn is_clean(text: &str) -> bool {
    let is_hidden = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200b}' | '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    !text.chars().any(is_hidden) && text.trim() == text && !text.contains("  ")
}

/// Taken or refused with a problem that names a field, and nothing else.
#[track_caller]
fn answered(answer: &Answer, sent: &str) -> bool {
    let status = answer.status.as_u16();
    assert!([200, 201, 204, 422].contains(&status), "{sent:?}: {status} {}", answer.text);
    if status == 422 {
        let problem = answer.json();
        if problem["type"] == "/problems/request/invalid" {
            let errors = problem["errors"].as_array().unwrap();
            let is_told = |error: &Value| {
                error["detail"].as_str().is_some_and(|detail| !detail.starts_with("invalid-"))
            };
            assert!(!errors.is_empty() && errors.iter().all(is_told), "{sent:?}: {problem}");
        }
    }
    status < 300
}

async fn no_string_breaks_a_sign_up(market: Market) {
    let nobody = market.program();
    let mut taken = 0;
    for (number, sent) in naughty().into_iter().enumerate() {
        let mut user = new_user(&format!("n{number}"), "person");
        // A hash takes a while: the boxes for words are tried with a password that is none.
        user["password"] = json!("short");
        for field in ["display_name", "email", "street", "phone", "post_code", "born_on", "language"] {
            let mut user = user.clone();
            user[field] = json!(sent);
            let answer = nobody.post("/users", &format!("{number}{field}"), &user).await;
            assert!(!answered(&answer, &sent), "{field} {sent:?}: the password is none");
        }
        user["password"] = json!("three plain words");
        for field in ["display_name", "street", "phone"] {
            user[field] = json!(sent);
        }
        // What does not fit is named, and without it the rest is taken.
        if taken >= TAKEN {
            continue;
        }
        let first = nobody.post("/users", &format!("a{number}"), &user).await;
        let session = if answered(&first, &sent) {
            first.json()
        } else {
            let problem = first.json();
            let wrong = problem["errors"].as_array().unwrap();
            let wrong: Vec<&str> = wrong.iter().map(|error| error["field"].as_str().unwrap()).collect();
            if wrong.contains(&"display_name") {
                continue;
            }
            for field in wrong {
                user[field] = Value::Null;
            }
            nobody.post("/users", &format!("b{number}"), &user).await.made()
        };
        let token = format!("Bearer {}", session["token"].as_str().unwrap());
        let account = nobody.call(Method::GET, "/account", &[("authorization", &token)], None).await.shown();
        for field in ["display_name", "street", "phone"] {
            assert!(account[field].as_str().is_none_or(is_clean), "{sent:?}: {account}");
        }
        taken += 1;
    }
    assert!(taken >= TAKEN, "{taken}");
}

async fn no_string_breaks_an_offer_a_search_or_a_statement(market: Market) {
    let pair = market.pair().await;
    let held = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let trade = held["trade"].as_str().unwrap().to_owned();
    pair.cafe.post(&format!("/trades/{trade}/agreement"), "agree", &agreement_to(&held)).await.made();
    let terms = json!({ "currency": "USD", "each": 500, "is_collected": true, "ready_minutes": 60 });
    for (number, sent) in naughty().into_iter().enumerate() {
        for (title, description) in [(sent.as_str(), ""), ("Apples", sent.as_str())] {
            let item = json!({
                "sector": "fruit", "post_code": "97214", "count": 1, "terms": terms,
                "wording": { "title": title, "description": description },
            });
            let offered =
                pair.cafe.post("/goods-offerings", &format!("{number}{}", title == sent), &item).await;
            answered(&offered, &sent);
        }
        for field in ["street", "note"] {
            let mut hold = hold_of(&pair.offering);
            hold[field] = json!(sent);
            // Farther ahead than anything is booked, so that none is held.
            hold["span"] = json!({ "starts_at": "2028-11-28T01:00:00Z", "ends_at": "2028-11-28T05:00:00Z" });
            answered(&pair.cafe.post("/work-holds", &format!("{number}{field}"), &hold).await, &sent);
        }
        for field in ["sector", "post_code"] {
            let mut item = json!({ "sector": "kitchen-porter", "post_code": "97214" });
            item[field] = json!(sent);
            answered(&pair.ana.post("/offerings", &format!("{number}{field}"), &item).await, &sent);
        }
        let coded = in_query(&sent);
        for (name, usual) in [
            ("sector", "kitchen-porter"),
            ("post_code", "97214"),
            ("date", "2026-11-27"),
            ("from", "17:00"),
            ("minutes", "240"),
        ] {
            let search = WANTED.replace(&format!("{name}={usual}"), &format!("{name}={coded}"));
            answered(&pair.cafe.get(&format!("/options?{search}")).await, &sent);
        }
        for name in ["words", "sector", "radius_m"] {
            let found = pair.cafe.get(&format!("/goods?post_code=97214&{name}={coded}")).await;
            answered(&found, &sent);
        }
        let statement = json!({ "kind": "statement", "words": sent });
        let said = pair
            .cafe
            .post(&format!("/trades/{trade}/parts/1/evidence"), &format!("s{number}"), &statement)
            .await;
        answered(&said, &sent);
    }
    let offered = pair.cafe.get("/offerings").await.shown();
    let offered = offered.as_array().unwrap();
    assert!(offered.len() > 150, "{}", offered.len());
    for one in offered {
        for text in ["title", "description"] {
            assert!(one[text].as_str().is_none_or(is_clean), "{one}");
        }
    }
}

/// Fault A13: the name was refused by the database after the address had been claimed.
async fn a_sign_up_with_u0000_leaves_the_address_free(market: Market) {
    let nobody = market.program();
    let mut user = new_user("ana", "person");
    user["display_name"] = json!("Ana\u{0}");
    let problem = nobody.post("/users", "first", &user).await.is_problem(422, "request/invalid");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 1, "{problem}");
    assert_eq!(problem["errors"][0]["field"], "display_name");
    user["display_name"] = json!("Ana");
    user["password"] = json!("three\u{0}plain words");
    let problem = nobody.post("/users", "third", &user).await.is_problem(422, "request/invalid");
    assert_eq!(problem["errors"][0]["field"], "password");
    user["password"] = json!("three plain words");
    nobody.post("/users", "second", &user).await.made();
    let credentials = json!({ "email": " ANA@example.org", "password": "three plain words" });
    nobody.post("/sessions", "", &credentials).await.made();
}

/// The name is claimed in one commit and the account opened in another: a machine may die between the two.
async fn a_sign_up_that_ended_half_way_never_locks_its_address(market: Market) {
    let digest = kernel::hex_digest(b"ana@example.org");
    let claim = ClaimName { digest, password_hash: "none".to_owned(), home: market.app.locality };
    let request = market.app.store.request(Locality::NAMES, Id::SYSTEM);
    market.app.store.run(request, claim).await.unwrap();
    let nobody = market.program();
    let credentials = json!({ "email": "ana@example.org", "password": "three plain words" });
    let signed_in = nobody.post("/sessions", "", &credentials).await;
    assert_eq!(signed_in.is_problem(422, "request/invalid")["errors"][0]["field"], "password");
    nobody.post("/users", "again", &new_user("ana", "person")).await.made();
    nobody.post("/sessions", "", &credentials).await.made();
    let other = nobody.post("/users", "other", &new_user("ana", "person")).await;
    other.is_problem(409, "users/name-taken");
}

#[test]
fn there_are_enough_strings_of_enough_kinds() {
    assert!(naughty().len() >= 120, "{}", naughty().len());
    let mut kinds: Vec<&str> = NAUGHTY.iter().map(|(kind, _)| *kind).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), NAUGHTY.len());
}
