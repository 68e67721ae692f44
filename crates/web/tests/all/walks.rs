//! What else is traded, by the API and from both sides: a bicycle, groceries, an afternoon that is given.

use crate::market::{Answer, Market, Program, agreement_to};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(
    a_bicycle_comes_back_late_and_scratched,
    a_code_cannot_be_guessed,
    goods_are_collected_and_some_go_back,
    an_afternoon_is_given_to_a_charity_alone,
);

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn cents(money: &Value) -> i64 {
    money["minor"].as_i64().unwrap_or_else(|| panic!("{money}"))
}

async fn available(program: &Program) -> i64 {
    let balances = program.get("/balances").await.shown();
    let own = |balance: &&Value| balance["class"] == "user_available";
    balances.as_array().unwrap().iter().filter(own).map(|balance| cents(&balance["available"])).sum()
}

async fn clock(program: &Program, to: &str) {
    program.post("/demo/clock", to, &json!({ "to": to })).await.made();
}

/// Lends what is offered at any hour of any day.
async fn always_open(owner: &Program, offering: &str) {
    let all = json!([{ "from": "00:00", "until": "24:00" }]);
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let week: serde_json::Map<String, Value> =
        names.into_iter().map(|day| (day.to_owned(), all.clone())).collect();
    owner.put(&format!("{offering}/week"), &week.into()).await.expect(StatusCode::NO_CONTENT);
}

/// Six digits that are not this code.
fn wrong_code(code: &Value) -> &'static str {
    if text(code) == "000000" { "000001" } else { "000000" }
}

/// Evidence that the tests can give without a picture: the buyer's own code.
async fn hand_over(trade: &str, part: i64, due: i64, buyer: &Program, seller: &Program) {
    let code = buyer.get(trade).await.shown()["code"].clone();
    let wrong = json!({ "due": due, "reason": "performed", "seen": "open", "code": wrong_code(&code) });
    let record = format!("{trade}/parts/{part}/record");
    seller.post(&record, "wrong", &wrong).await.is_problem(422, "handover/wrong-code");
    assert_eq!(seller.get(trade).await.shown()["code"], Value::Null, "the seller is shown no code");
    let right = json!({ "due": due, "reason": "performed", "seen": "open", "code": code });
    seller.post(&record, "right", &right).await.made();
}

/// What is confirmed: hours as they were recorded.
fn confirmed(due: i64) -> Value {
    json!({ "due": due, "reason": "performed" })
}

/// Walk 2: held and paid with its bond, handed over by code, brought back late, a scratch claimed and settled.
async fn a_bicycle_comes_back_late_and_scratched(market: Market) {
    let (owner, rider) = (market.user("owner", "person").await, market.user("rider", "person").await);
    market.deposit(&rider, 50_000).await;
    let sector = market.app.directory.sector_by_slug("bicycle").unwrap().code.clone();
    let offer = json!({
        "sector": sector, "post_code": "97214", "count": 2,
        "wording": { "title": "City bicycle", "description": "Blue, medium." },
        "terms": {
            "currency": "USD", "per_day": 2_000, "per_hour": 400, "bond": 10_000, "late_per_hour": 500,
            "buffer_minutes": 60, "minimum_minutes": 60, "days_max": 14, "notice_minutes": 60,
        },
    });
    let offering = owner.post("/hire-offerings", "offer", &offer).await.made();
    let offering = text(&offering["offering"]).to_owned();
    let shown = owner.get(&format!("/offerings/{offering}")).await.shown();
    assert_eq!((&shown["hire_rule"]["count"], text(&shown["title"])), (&json!(2), "City bicycle"));
    always_open(&owner, &format!("/offerings/{offering}")).await;
    let first = text(&shown["hire_rule"]["resource"]);
    let availability = owner.get(&format!("/availability?resource={first}")).await.shown();
    assert_eq!(availability["week"]["sunday"], json!([{ "from": "00:00", "until": "24:00" }]));
    rider.get(&format!("/availability?resource={first}")).await.is_problem(404, "request/not-found");

    // Found, with the whole price and its bond; the check is the hold's own price.
    let hours = "date=2026-11-27&from=10:00&until_date=2026-11-27&until=18:00&post_code=97214&sector=bicycle";
    let found = rider.get(&format!("/things?{hours}")).await.shown();
    let hire = &found["hires"][0];
    assert_eq!((text(&hire["offering"]), cents(&hire["bond"])), (offering.as_str(), 10_000));
    let one = rider.get(&format!("/hires/{offering}?{hours}")).await.shown();
    assert_eq!(one["price"], hire["price"]);
    let pays = cents(&hire["price"]["payer_pays"]);
    assert!(pays > 2_000, "a day and the mark-up: {pays}");

    let span = json!({ "starts_at": hire_time(10), "ends_at": hire_time(18) });
    let hold = json!({ "offering": offering, "span": span, "expected_pay": pays });
    let held = rider.post("/hire-holds", "hold", &hold).await.made();
    let trade = format!("/trades/{}", text(&held["trade"]));
    rider.post(&format!("{trade}/agreement"), "agree", &agreement_to(&held)).await.made();
    assert_eq!(available(&rider).await, 50_000 - pays - 10_000);
    assert!(text(&owner.get(&format!("{trade}/contract")).await.shown()["text"]).contains("ycl"));

    // Handed over, confirmed: the owner is paid, the bond stays.
    clock(&rider, &hire_time(10)).await;
    hand_over(&trade, 1, 480, &rider, &owner).await;
    rider.post(&format!("{trade}/parts/1/confirmation"), "yes", &confirmed(480)).await.made();
    let paid = available(&owner).await;
    assert!(paid > 0);

    // Back two hours late, and scratched: the owner claims, the rider objects, they settle in between.
    clock(&rider, &hire_time(20)).await;
    let back = json!({ "kind": "returned" });
    let added = rider.post(&format!("{trade}/parts/2/evidence"), "back", &back).await.made();
    assert_eq!(added["added"], "taken");
    let claim = json!({ "due": 4_000, "reason": "performed", "seen": "open" });
    let bond = format!("{trade}/parts/2");
    owner.post(&format!("{bond}/record"), "bare", &claim).await.is_problem(422, "completion/needs-evidence");
    photograph(&market, &owner, &trade, 2).await;
    owner.post(&format!("{bond}/record"), "claim", &claim).await.made();
    let less = json!({ "due": 1_000, "recorded": 4_000, "reason": "performed" });
    let part = rider.post(&format!("{bond}/objection"), "no", &less).await.made()["part"].clone();
    let offers = format!("{trade}/parts/{part}/offers");
    let offered = owner.post(&offers, "offer", &json!({ "pays": 1_500 })).await.made();
    let accept = format!("{offers}/{}/acceptance", text(&offered["offer"]));
    owner.post(&accept, "own", &json!({ "pays": 1_500 })).await.is_problem(409, "trade/changed");
    rider.post(&accept, "less", &json!({ "pays": 1_499 })).await.is_problem(409, "trade/changed");
    rider.post(&accept, "accept", &json!({ "pays": 1_500 })).await.made();
    let over = rider.get(&trade).await.shown();
    assert_eq!((text(&over["stage"]), &over["otherwise"]), ("ended", &Value::Null), "{over}");
    assert_eq!(available(&rider).await, 50_000 - pays - 2_500);
    assert_eq!(available(&owner).await, paid + 2_500, "of a bond nobody takes a share");
    let receipt = rider.get(&format!("{trade}/receipt")).await.shown();
    assert_eq!(receipt, owner.get(&format!("{trade}/receipt")).await.shown());
    assert_eq!(cents(&receipt["price"]["payer_pays"]), pays + 2_500);
}

/// Wrong codes are refused and counted, whichever way they come, and a repeat of a request is counted once.
async fn a_code_cannot_be_guessed(market: Market) {
    let (grocer, buyer) = (market.user("grocer", "person").await, market.user("buyer", "person").await);
    market.deposit(&buyer, 10_000).await;
    let apples = json!({
        "sector": market.app.directory.sector_by_slug("fruit").unwrap().code, "post_code": "97214", "count": 3,
        "wording": { "title": "Apples", "description": null },
        "terms": { "currency": "USD", "each": 300, "delivery": null, "is_collected": true, "ready_minutes": 0 },
    });
    let item = grocer.post("/goods-offerings", "offer", &apples).await.made();
    let order = json!({ "lines": [{ "item": item["offering"], "count": 1 }], "handing_over": "collection" });
    let held = buyer.post("/goods-holds", "hold", &order).await.made();
    let trade = format!("/trades/{}", text(&held["trade"]));
    buyer.post(&format!("{trade}/agreement"), "agree", &agreement_to(&held)).await.made();
    let part = format!("{trade}/parts/1");
    let recorded = |code: &str| json!({ "due": 1, "reason": "performed", "seen": "open", "code": code });
    let shown = |code: &str| json!({ "kind": "code", "code": code });
    let refused = |answer: Answer| answer.is_problem(422, "handover/wrong-code");
    for _ in 0..3 {
        refused(grocer.post(&format!("{part}/record"), "same", &recorded("000 001")).await);
    }
    for (index, code) in ["000002", "000003"].iter().enumerate() {
        refused(grocer.post(&format!("{part}/record"), &format!("record-{index}"), &recorded(code)).await);
        refused(grocer.post(&format!("{part}/evidence"), &format!("shown-{index}"), &shown(code)).await);
    }
    let right = buyer.get(&trade).await.shown()["code"].clone();
    let locked = grocer.post(&format!("{part}/record"), "right", &recorded(text(&right))).await;
    locked.is_problem(409, "handover/locked");
}

/// An hour of Friday, November 27, 2026 in Portland.
fn hire_time(hour: i64) -> String {
    let (day, hour) = if hour + 8 >= 24 { (28, hour - 16) } else { (27, hour + 8) };
    format!("2026-11-{day}T{hour:02}:00:00Z")
}

/// A photograph of a part, as the page keeps it.
async fn photograph(market: &Market, by: &Program, trade: &str, part: i64) {
    use kernel::{Blob, Id};
    use market::support::completion::AddPhoto;
    let (store, user) = (&market.app.store, Id::<market::users::User>::parse(&by.user).unwrap());
    let request = |actor: Id<kernel::Actor>| store.request(market.app.locality, actor);
    let trade = Id::parse(trade.rsplit('/').next().unwrap()).unwrap();
    let photo = AddPhoto { trade, part, bytes: Blob(vec![1, 2, 3]) };
    store.run(request(user.cast()), photo).await.unwrap();
}

/// Walk 4 with one seller: ordered from stock, collected by code, one piece goes back.
async fn goods_are_collected_and_some_go_back(market: Market) {
    let (grocer, buyer) = (market.user("grocer", "person").await, market.user("buyer", "person").await);
    market.deposit(&buyer, 20_000).await;
    let directory = &market.app.directory;
    let goods = directory.sectors().find(|sector| sector.family == market::directory::Family::Goods).unwrap();
    let mut items = Vec::new();
    for (title, each, count) in [("Apples, a kilo", 300, 10), ("Bread", 500, 2)] {
        let offer = json!({
            "sector": goods.code, "post_code": "97214", "count": count,
            "wording": { "title": title, "description": null },
            "terms": { "currency": "USD", "each": each, "delivery": null, "is_collected": true, "ready_minutes": 0 },
        });
        let made = grocer.post("/goods-offerings", title, &offer).await.made();
        items.push(text(&made["offering"]).to_owned());
    }
    let found = buyer.get("/goods?post_code=97214&words=bread").await.shown();
    assert_eq!((&found["count"], &found["items"][0]["left"]), (&json!(1), &json!(2)));

    let lines = json!([{ "item": items[0], "count": 4 }, { "item": items[1], "count": 2 }]);
    let order = json!({ "lines": lines, "handing_over": "collection" });
    let delivered = json!({ "lines": lines, "handing_over": "delivery" });
    buyer.post("/goods-holds", "sent", &delivered).await.is_problem(422, "assets/not-handed-over-so");
    let held = buyer.post("/goods-holds", "hold", &order).await.made();
    assert_eq!(buyer.get("/goods?post_code=97214&words=bread").await.shown()["count"], 0, "they are kept");
    let trade = format!("/trades/{}", text(&held["trade"]));
    buyer.post(&format!("{trade}/agreement"), "agree", &agreement_to(&held)).await.made();
    let pays = cents(&held["buyer_pays"]);
    assert_eq!(available(&buyer).await, 20_000 - pays);

    let quantity = buyer.get(&trade).await.shown()["parts"][0]["quantity"].as_i64().unwrap();
    hand_over(&trade, 1, quantity, &buyer, &grocer).await;
    let goods = buyer.get(&trade).await.shown()["parts"][0]["goods"].clone();
    let bread = goods.as_array().unwrap().iter().find(|line| line["offering"] == items[1]).unwrap();
    let back = json!({ "reason": "return", "seen": "recorded", "items": [{ "position": bread["position"], "count": 1 }] });
    let reported = buyer.post(&format!("{trade}/parts/1/report"), "stale", &back).await.made();
    let returned = reported["part"].as_i64().unwrap();
    let accept = json!({ "is_restocked": true, "reported": 1 });
    grocer.post(&format!("{trade}/parts/{returned}/acceptance"), "back", &accept).await.made();
    // Nobody says anything about the rest: time closes it, and the grocer is paid.
    clock(&buyer, "friday").await;
    clock(&buyer, "2026-12-08T12:00:00Z").await;
    let over = buyer.get(&trade).await.shown();
    assert_eq!(text(&over["stage"]), "ended", "{over}");
    let paid = pays - (20_000 - available(&buyer).await);
    assert!(paid > 0, "one loaf came back: {paid}");
    assert_eq!(buyer.get("/goods?post_code=97214&words=bread").await.shown()["items"][0]["left"], 1);
}

/// Walk 10: work that is given, to a charity and to nobody else.
async fn an_afternoon_is_given_to_a_charity_alone(market: Market) {
    let (helper, charity) =
        (market.user("helper", "person").await, market.user("charity", "organization").await);
    let cafe = market.user("cafe", "organization").await;
    let new = json!({ "sector": "kitchen-porter", "post_code": "97202" });
    let offering = helper.post("/offerings", "offer", &new).await.made();
    let offering = text(&offering["offering"]).to_owned();
    let card = json!({ "claim": "food_handler_card" });
    helper.post("/credentials", "card", &card).await.expect(StatusCode::NO_CONTENT);
    let day = json!([{ "from": "08:00", "until": "24:00" }]);
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let week: serde_json::Map<String, Value> =
        days.map(|name| (name.to_owned(), day.clone())).into_iter().collect();
    helper.put("/availability/week", &week.into()).await.expect(StatusCode::NO_CONTENT);

    let hold = crate::market::hold_of(&offering);
    cafe.post("/work-holds", "cafe", &hold).await.is_problem(422, "booking-checks/denied");
    let status = json!({ "claim": "charity_or_public_body_status" });
    charity.post("/credentials", "status", &status).await.expect(StatusCode::NO_CONTENT);
    let wanted = crate::market::WANTED;
    assert_eq!(
        charity.get(&format!("/options?{wanted}")).await.shown()["options"],
        json!([]),
        "none is paid"
    );
    let found = charity.get(&format!("/options?{wanted}&unpaid=yes")).await.shown();
    assert_eq!(text(&found["options"][0]["offering"]), offering, "{found}");
    let held = charity.post("/work-holds", "hold", &hold).await.made();
    assert_eq!(cents(&held["buyer_pays"]), 0);
    let trade = format!("/trades/{}", text(&held["trade"]));
    charity.post(&format!("{trade}/agreement"), "agree", &agreement_to(&held)).await.made();
    assert!(
        text(&helper.get(&format!("{trade}/contract")).await.shown()["template"]).starts_with("volunteer")
    );
    clock(&charity, "shift-end").await;
    let record = json!({ "due": 240, "reason": "performed", "seen": "open" });
    helper.post(&format!("{trade}/parts/1/record"), "hours", &record).await.made();
    charity.post(&format!("{trade}/parts/1/confirmation"), "yes", &confirmed(240)).await.made();
    let over = charity.get(&trade).await.shown();
    assert_eq!((text(&over["stage"]), &over["parts"][0]["outcome"]), ("ended", &json!("kept")));
    assert_eq!((available(&helper).await, available(&charity).await), (0, 0));
    let kept = charity.get(&format!("/users/{}/track-record", helper.user)).await.shown();
    assert_eq!(kept["kept_count"], 1);
}
