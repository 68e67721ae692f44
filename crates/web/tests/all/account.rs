//! An account is a person's own: confirmed, changed, taken along and closed by whoever it is of.

use crate::market::{Market, Program, WANTED, agreement_to, hold_of, new_user};
use crate::on_both_engines;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use kernel::Value as Stored;
use market::users::codes::CodePurpose;
use serde_json::json;

on_both_engines!(
    who_is_not_confirmed_is_neither_found_nor_books,
    a_password_that_is_guessed_soon_was_taken,
    wrong_codes_count_and_another_one_is_sent,
    a_new_password_comes_by_a_code_and_ends_every_session,
    a_password_changes_for_whoever_knows_the_old_one,
    an_address_changes_and_is_signed_in_with,
    details_change_and_the_language_is_that_of_the_first_page,
    other_devices_are_signed_out_together,
    everything_is_in_the_file,
    everything_is_written_once_at_a_time,
    a_closed_account_leaves_nothing_personal_in_any_table,
    an_account_with_something_under_way_stays,
);

const OTHER: &str = "three other words";

async fn sign_in(market: &Market, email: &str, password: &str) -> crate::market::Answer {
    let program = market.program();
    program.post("/sessions", "in", &json!({ "email": email, "password": password })).await
}

async fn page(program: &Program, path: &str, token: &str) -> crate::market::Answer {
    let request = Request::get(path).header("cookie", format!("session={token}"));
    program.send(request.body(Body::empty()).unwrap()).await
}

/// How many options somebody finds.
async fn found(program: &Program) -> usize {
    program.get(&format!("/options?{WANTED}")).await.shown()["options"].as_array().unwrap().len()
}

async fn who_is_not_confirmed_is_neither_found_nor_books(market: Market) {
    let cafe = market.newcomer(&new_user("cafe", "organization")).await;
    market.deposit(&cafe, 50_000).await;
    let terms = json!({ "currency": "USD", "hourly": 1800 });
    let ana = market.newcomer(&new_user("ana", "person")).await;
    let (ana, offering) = market.working(ana, "97202", &terms).await;
    assert_eq!(found(&cafe).await, 0);
    let one = cafe.get(&format!("/options/{offering}?{WANTED}")).await;
    one.is_problem(409, "users/seller-not-found");
    assert_eq!(ana.get("/account").await.shown()["confirmed_at"], json!(null));
    ana.confirm().await;
    assert_eq!(found(&cafe).await, 1);
    let hold = hold_of(&offering);
    cafe.post("/work-holds", "hold", &hold).await.is_problem(422, "users/not-confirmed");
    cafe.confirm().await;
    cafe.post("/work-holds", "hold", &hold).await.made();
}

async fn a_password_that_is_guessed_soon_was_taken(market: Market) {
    let new = new_user("ana", "person");
    let refused = async |key: &str, password: &str| {
        let mut new = new.clone();
        new["password"] = json!(password);
        let problem = market.program().post("/users", key, &new).await.is_problem(422, "request/invalid");
        assert_eq!(problem["errors"][0]["field"], "password", "{password}");
    };
    let weak = [
        "password1234",
        "            ",
        "aaaaaaaaaaaa",
        "qwertyuiop12",
        "123456789012",
        "ana@example.org",
        "ana ana ana ana",
        "Portland Hours",
        "escrowpayout",
    ];
    for (key, password) in weak.into_iter().enumerate() {
        refused(&key.to_string(), password).await;
    }
    market.newcomer(&new).await;
}

async fn wrong_codes_count_and_another_one_is_sent(market: Market) {
    let ana = market.newcomer(&new_user("ana", "person")).await;
    let code = ana.code("confirm").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let enter =
        async |key: &str, code: &str| ana.post("/account/confirmation", key, &json!({ "code": code })).await;
    for (number, short) in ["", "12345", "12345x"].into_iter().enumerate() {
        // What cannot be a code costs no try.
        enter(&format!("short {number}"), short).await.is_problem(422, "request/invalid");
    }
    for left in (1..=4).rev() {
        let problem = enter(&format!("wrong {left}"), wrong).await.is_problem(422, "codes/wrong");
        assert_eq!(problem["tries_left"], left);
    }
    // Said again under the same key, it is the same try.
    enter("wrong 1", wrong).await.is_problem(422, "codes/wrong");
    enter("last", wrong).await.is_problem(422, "codes/used-up");
    enter("right", &code).await.is_problem(422, "codes/used-up");
    let again = ana.post("/account/codes", "again", &json!({})).await.made();
    assert!(again["expires_at"].as_str().unwrap().starts_with("2026-11-23T17:1"), "{again}");
    let spaced = ana.code("confirm").await;
    let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
    enter("spaced", &spaced).await.expect(StatusCode::NO_CONTENT);
    enter("over", &code).await.is_problem(409, "codes/confirmed-before");
}

async fn a_new_password_comes_by_a_code_and_ends_every_session(market: Market) {
    let ana = market.user("ana", "person").await;
    let nobody = market.program();
    let ask = async |email: &str| nobody.post("/new-password", "x", &json!({ "email": email })).await;
    let (known, unknown) = (ask("ana@example.org").await, ask("nobody@example.org").await);
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text), "told alike");
    let code = ana.code("password").await;
    let choose = async |key: &str, email: &str, code: &str, password: &str| {
        let new = json!({ "email": email, "code": code, "password": password });
        nobody.post("/new-password/confirmation", key, &new).await
    };
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let no = choose("a", "ana@example.org", wrong, OTHER).await.is_problem(422, "request/invalid");
    let none = choose("b", "nobody@example.org", &code, OTHER).await.is_problem(422, "request/invalid");
    assert_eq!(no["errors"], none["errors"], "told alike");
    choose("c", "ana@example.org", &code, "short").await.is_problem(422, "request/invalid");
    ana.get("/account").await.shown();
    let opened = choose("d", "ana@example.org", &code, OTHER).await.made();
    ana.get("/account").await.is_problem(401, "request/signed-out");
    let fresh = ana.with_token(opened["token"].as_str().unwrap());
    assert_eq!(fresh.get("/account").await.shown()["sessions"].as_array().unwrap().len(), 1);
    sign_in(&market, "ana@example.org", OTHER).await.made();
    sign_in(&market, "ana@example.org", "three plain words").await.is_problem(422, "request/invalid");
    choose("e", "ana@example.org", &code, OTHER).await.is_problem(422, "request/invalid");
}

async fn a_password_changes_for_whoever_knows_the_old_one(market: Market) {
    let ana = market.user("ana", "person").await;
    let other = sign_in(&market, "ana@example.org", "three plain words").await.made();
    let other = ana.with_token(other["token"].as_str().unwrap());
    let change = |old: &str| json!({ "old_password": old, "password": OTHER });
    let wrong = ana.put("/account/password", &change("something else")).await;
    assert_eq!(wrong.is_problem(422, "request/invalid")["errors"][0]["field"], "old_password");
    other.get("/account").await.shown();
    ana.put("/account/password", &change("three plain words")).await.expect(StatusCode::NO_CONTENT);
    other.get("/account").await.is_problem(401, "request/signed-out");
    // Sent again, because the answer was lost.
    ana.put("/account/password", &change("three plain words")).await.expect(StatusCode::NO_CONTENT);
    ana.get("/account").await.shown();
    sign_in(&market, "ana@example.org", OTHER).await.made();
}

async fn an_address_changes_and_is_signed_in_with(market: Market) {
    let ana = market.user("ana", "person").await;
    market.user("kim", "person").await;
    let ask =
        async |key: &str, email: &str| ana.post("/account/address", key, &json!({ "email": email })).await;
    ask("taken", "kim@example.org").await.is_problem(409, "users/name-taken");
    ask("same", "Ana@example.org").await.is_problem(422, "codes/same-address");
    ask("new", "anew@example.org").await.made();
    sign_in(&market, "anew@example.org", "three plain words").await.is_problem(422, "request/invalid");
    let code = json!({ "code": ana.code("address").await });
    for _ in 0..2 {
        let entered = ana.post("/account/address/confirmation", "enter", &code).await;
        entered.expect(StatusCode::NO_CONTENT);
    }
    assert_eq!(ana.get("/account").await.shown()["email"], "anew@example.org");
    sign_in(&market, "anew@example.org", "three plain words").await.made();
    sign_in(&market, "ana@example.org", "three plain words").await.is_problem(422, "request/invalid");
    // The old address is free for somebody else.
    let other = market.program().post("/users", "other", &new_user("ana", "person")).await.made();
    assert_ne!(other["user"], ana.user.as_str());
}

async fn details_change_and_the_language_is_that_of_the_first_page(market: Market) {
    let ana = market.user("ana", "person").await;
    let token = ana.token.clone().unwrap();
    let first = async || page(&ana, "/", &token).await.header("location").to_owned();
    assert_eq!(first().await, "/en/");
    let details = json!({
        "display_name": "Ana Ruiz", "language": "es", "post_code": "97202", "phone": "(503) 555-0178",
    });
    ana.put("/account/details", &details).await.expect(StatusCode::NO_CONTENT);
    let account = ana.get("/account").await.shown();
    assert_eq!(
        (account["display_name"].as_str(), account["phone"].as_str(), account["street"].as_str()),
        (Some("Ana Ruiz"), Some("+15035550178"), None)
    );
    assert_eq!((account["born_on"].as_str(), first().await.as_str()), (Some("1990-05-04"), "/es/"));
    for (field, value) in [("language", "fr"), ("post_code", "00000"), ("display_name", " ")] {
        let mut wrong = details.clone();
        wrong[field] = json!(value);
        let problem = ana.put("/account/details", &wrong).await.is_problem(422, "request/invalid");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let mut older = details.clone();
    older["born_on"] = json!("1980-05-04");
    ana.put("/account/details", &older).await.is_problem(422, "users/born-on-kept");
}

async fn other_devices_are_signed_out_together(market: Market) {
    let ana = market.user("ana", "person").await;
    let phone = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0";
    let asked = json!({ "email": "ana@example.org", "password": "three plain words" });
    let request = Request::post("/api/v1/sessions").header("user-agent", phone);
    let opened = ana.send(request.body(Body::from(asked.to_string())).unwrap()).await.made();
    let sessions = ana.get("/account").await.shown()["sessions"].clone();
    let shown = sessions.as_array().unwrap().iter().find(|session| session["is_current"] == false).unwrap();
    assert_eq!((shown["device"].as_str(), shown["system"].as_str()), (Some("Firefox"), Some("Android")));
    ana.delete("/sessions").await.expect(StatusCode::NO_CONTENT);
    assert_eq!(ana.get("/account").await.shown()["sessions"].as_array().unwrap().len(), 1);
    let other = ana.with_token(opened["token"].as_str().unwrap());
    other.get("/account").await.is_problem(401, "request/signed-out");
}

/// The pair, with an evening that was worked and paid.
async fn lived(market: &Market) -> crate::market::Pair {
    let pair = market.pair().await;
    let hold = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let trade = format!("/trades/{}", hold["trade"].as_str().unwrap());
    pair.cafe.post(&format!("{trade}/agreement"), "agree", &agreement_to(&hold)).await.made();
    pair.cafe.post("/demo/clock", "clock", &json!({ "to": "shift-end" })).await.made();
    let record = json!({ "due": 240, "reason": "performed", "seen": "open" });
    pair.ana.post(&format!("{trade}/parts/1/record"), "record", &record).await.made();
    pair.cafe
        .post(
            &format!("{trade}/parts/1/confirmation"),
            "confirm",
            &json!({ "due": 240, "reason": "performed" }),
        )
        .await
        .made();
    pair.ana
        .post("/favorites", "favor", &json!({ "other": pair.cafe.user }))
        .await
        .expect(StatusCode::NO_CONTENT);
    pair
}

async fn everything_is_in_the_file(market: Market) {
    let pair = lived(&market).await;
    for minor in 1..=55 {
        market.deposit(&pair.ana, minor).await;
    }
    let exception = json!({
        "kind": "not", "span": { "starts_at": "2026-12-24T16:00:00Z", "ends_at": "2026-12-24T20:00:00Z" },
    });
    pair.ana.post("/availability/exceptions", "not", &exception).await.made();
    let answer = pair.ana.get("/account/everything").await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"account-2026-11-28.json\"");
    let all = answer.shown();
    let count = |list: &str| all[list].as_array().unwrap_or_else(|| panic!("{list}: {all}")).len();
    assert_eq!(all["account"]["email"], "ana@example.org");
    assert_eq!(all["account"]["sessions"].as_array().unwrap().len(), 1);
    assert_eq!((count("credentials"), count("offerings"), count("favorites"), count("trades")), (1, 1, 1, 1));
    assert_eq!(all["offerings"][0]["price_rule"]["hourly"]["minor"], 1800);
    assert_eq!(all["availability"][0]["exceptions"].as_array().unwrap().len(), 1);
    assert!(all["availability"][0]["week"]["monday"].is_array());
    assert!(all["trades"][0]["timeline"].as_array().unwrap().len() > 3);
    assert_eq!(count("payments"), 55);
    assert!(count("statement") > 55, "all pages of it: {}", count("statement"));
    assert!(count("inbox") > 55, "all pages of it: {}", count("inbox"));
    assert!(all["account"].get("csrf").is_none(), "no proof of a visit in a file");
    pair.cafe.get("/account/everything").await.shown();
    market.program().get("/account/everything").await.is_problem(401, "request/signed-out");
}

/// Every text of every row of every table.
async fn texts(market: &Market) -> Vec<(&'static str, String)> {
    let mut snapshot = market.app.store.snapshot().await.unwrap();
    let mut texts = Vec::new();
    let tables = market::modules::tables().into_iter().chain(kernel::SYSTEM_TABLES.iter().copied());
    for table in tables {
        let each = |row: kernel::Row| {
            for value in row.iter() {
                match value {
                    Stored::Text(text) => texts.push((table.name, text.to_lowercase())),
                    Stored::Bytes(bytes) => {
                        texts.push((table.name, String::from_utf8_lossy(bytes).to_lowercase()));
                    }
                    Stored::Null | Stored::Int(_) | Stored::Id(_) => {}
                }
            }
        };
        snapshot.scan_rows(table, each).await.unwrap();
    }
    snapshot.finish().await;
    texts
}

async fn everything_is_written_once_at_a_time(market: Market) {
    let pair = market.pair().await;
    let (ana, cafe) = (&pair.ana, &pair.cafe);
    let path = "/account/everything";
    let (first, second, another) = tokio::join!(ana.get(path), ana.get(path), cafe.get(path));
    assert_eq!(another.status, StatusCode::OK, "who is another has a place of their own");
    let mut answers = [first.status, second.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE]);
    assert_eq!(ana.get(path).await.status, StatusCode::OK, "and the place is free again");
}

async fn a_closed_account_leaves_nothing_personal_in_any_table(market: Market) {
    let pair = lived(&market).await;
    let details = json!({
        "display_name": "Zuleika Q.", "language": "en", "post_code": "97202", "phone": "(503) 555-0178",
        "street": "77 Quixote Alley",
    });
    pair.ana.put("/account/details", &details).await.expect(StatusCode::NO_CONTENT);
    pair.ana.prove().await;
    pair.ana.post("/account/address", "new", &json!({ "email": "zuleika.new@example.org" })).await.made();
    pair.ana.post("/new-password", "x", &json!({ "email": "ana@example.org" })).await;
    let thing = json!({
        "sector": "bicycle", "post_code": "97202", "count": 1,
        "wording": { "title": "City bicycle", "description": "Ask for Zuleika Q. at 77 Quixote Alley" },
        "terms": { "currency": "USD", "per_day": 1800, "per_hour": 300, "bond": 8000, "late_per_hour": 400,
                   "buffer_minutes": 60, "minimum_minutes": 60, "days_max": 14, "notice_minutes": 60 },
    });
    pair.ana.post("/hire-offerings", "lend", &thing).await.made();
    let complaint = json!({ "statement": "I am Zuleika Q., and nobody answers me." });
    pair.ana.post("/complaints", "complain", &complaint).await.made();
    let personal =
        ["zuleika", "ana@example.org", "+15035550178", "quixote", &kernel::hex_digest(b"ana@example.org")];
    let before = texts(&market).await;
    for word in personal {
        assert!(before.iter().any(|(_, text)| text.contains(word)), "{word} is looked for in vain");
    }
    let close = json!({ "password": "three plain words" });
    let money = pair.ana.post("/account/closure", "x", &close).await.is_problem(422, "closing/money-left");
    let minor = money["money"]["minor"].clone();
    market.name_bank(&pair.ana).await;
    let payout = json!({ "direction": "payout", "amount": { "minor": minor, "currency": "USD" } });
    let payment = pair.ana.post("/payments", "out", &payout).await.made();
    let payment = format!("/payments/{}", payment["payment"].as_str().unwrap());
    while pair.ana.get(&payment).await.shown()["stage"] != "done" {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let wrong = pair.ana.post("/account/closure", "x", &json!({ "password": "something else" })).await;
    assert_eq!(wrong.is_problem(422, "request/invalid")["errors"][0]["field"], "password");
    pair.ana.post("/account/closure", "x", &close).await.expect(StatusCode::NO_CONTENT);
    pair.ana.get("/account").await.is_problem(401, "request/signed-out");
    // Messages that wait are delivered, and then they are gone.
    let mut left = Vec::new();
    for _ in 0..200 {
        left = texts(&market).await;
        left.retain(|(_, text)| personal.iter().any(|word| text.contains(word)));
        if left.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(left.is_empty(), "{left:?}");
    sign_in(&market, "ana@example.org", "three plain words").await.is_problem(422, "request/invalid");
    assert_eq!(found(&pair.cafe).await, 0);
    // The other side still has its booking, with a dash, and the ledger is whole.
    let trades = pair.cafe.get("/trades").await.shown();
    let trade = format!("/trades/{}", trades[0]["id"].as_str().unwrap());
    assert_eq!(pair.cafe.get(&format!("{trade}/receipt")).await.shown()["seller_name"], "–");
    pair.cafe.get(&format!("{trade}/contract")).await.shown();
    let again = market.program().post("/users", "again", &new_user("ana", "person")).await.made();
    assert_ne!(again["user"], pair.ana.user.as_str(), "whoever comes next has an account of their own");
}

async fn an_account_with_something_under_way_stays(market: Market) {
    let pair = market.pair().await;
    let hold = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let close = json!({ "password": "three plain words" });
    let problem =
        pair.ana.post("/account/closure", "x", &close).await.is_problem(422, "closing/trade-under-way");
    assert_eq!(problem["trade"], hold["trade"], "the way to it");
    // It goes on as before.
    let trade = format!("/trades/{}", hold["trade"].as_str().unwrap());
    pair.cafe.post(&format!("{trade}/agreement"), "agree", &agreement_to(&hold)).await.made();
    pair.ana.post("/account/closure", "x", &close).await.is_problem(422, "closing/trade-under-way");
    assert_eq!(pair.ana.get("/account").await.shown()["display_name"], "ana");
    pair.cafe.post("/account/closure", "x", &close).await.is_problem(422, "closing/money-left");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_the_real_market_shows_nobody_a_code() {
    let market = Market::real().await;
    let ana = market.newcomer(&new_user("ana", "person")).await;
    ana.get("/demo/mail").await.is_problem(404, "request/not-found");
    let token = ana.token.clone().unwrap();
    let shown = page(&ana, "/en/account/confirmation", &token).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.text.contains("class=\"unreal\""), "{}", shown.text);
    let user = kernel::Id::parse(&ana.user).unwrap();
    assert!(web::mail::shown(&market.app, user, CodePurpose::Confirm).await.unwrap().is_none());
    // The answer is the same, whether an account is there or not.
    let nobody = market.program();
    for email in ["ana@example.org", "nobody@example.org"] {
        let asked = nobody.post("/new-password", "x", &json!({ "email": email })).await;
        assert_eq!((asked.status, asked.text.as_str()), (StatusCode::NO_CONTENT, ""));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_a_code_is_read_where_it_was_sent_and_stands_nowhere_else() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.newcomer(&new_user("ana", "person")).await;
    let code = ana.code("confirm").await;
    // Until it is delivered it waits in the outbox; then only the message has it.
    let mut found: Vec<&str> = Vec::new();
    for _ in 0..200 {
        let all = texts(&market).await;
        found = all.iter().filter(|(_, text)| digits_in(text, &code)).map(|(table, _)| *table).collect();
        if found.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(ana.code("confirm").await, code, "read from the message");
}

/// Whether a code stands in a text by itself.
fn digits_in(text: &str, code: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == code)
}
