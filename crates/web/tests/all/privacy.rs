//! Nobody but the person reads a personal fact: not in a trace, a price, a contract or a receipt, whoever asks.

use crate::market::{Market, Program, WANTED, agreement_to, hold_of, new_user};
use crate::on_both_engines;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

on_both_engines!(every_trace_as_every_role, what_is_set_aside_is_read_by_the_payee_alone);

/// Two workers who differ in nothing but what is personal, and a café.
struct Twins {
    market: Market,
    young: (Program, String),
    old: (Program, String),
    cafe: Program,
}

async fn twins(market: Market) -> Twins {
    let terms = json!({ "currency": "USD", "hourly": 2000 });
    let mut both = Vec::new();
    for (name, born_on) in [("young", "2001-11-28"), ("old", "1951-02-03")] {
        let mut typed = new_user(name, "person");
        typed["born_on"] = json!(born_on);
        both.push(market.working(market.user_of(&typed).await, "97202", &terms).await);
    }
    let (Some(old), Some(young)) = (both.pop(), both.pop()) else { panic!("two are two") };
    let pot = json!({ "wants_tax_pot": true });
    old.0.put("/account/tax-pot", &pot).await.expect(StatusCode::NO_CONTENT);
    let cafe = market.user("cafe", "organization").await;
    market.deposit(&cafe, 50_000).await;
    Twins { market, young, old, cafe }
}

async fn every_trace_as_every_role(market: Market) {
    let Twins { market, young, old, cafe } = twins(market).await;
    let nobody = market.program();
    let other = market.user("other", "person").await;
    for day in 1..=11 {
        let wanted = WANTED.replace("2026-11-27", &format!("2026-12-{day:02}"));
        let trace = async |reader: &Program, of: &str| {
            reader.get(&format!("/options/{of}/trace?{wanted}")).await.shown()
        };
        for reader in [&nobody, &cafe, &other] {
            assert_eq!(trace(reader, &young.1).await, trace(reader, &old.1).await, "{day}");
        }
        let own = trace(&old.0, &old.1).await;
        let facts =
            own["rules"].as_array().unwrap().iter().flat_map(|rule| rule["facts"].as_array().unwrap());
        let age = facts.clone().find(|fact| fact["name"] == "seller.age_at_service").unwrap();
        assert_eq!(age["value"], "75");
        assert_eq!(
            trace(&young.0, &old.1).await["facts_digest"],
            trace(&cafe, &young.1).await["facts_digest"]
        );

        let page = async |of: &str| {
            let address = format!("/en/check/rules?{wanted}&offering={of}");
            let answer = nobody.send(Request::get(address).body(Body::empty()).unwrap()).await;
            let main = answer.expect(StatusCode::OK).text.split_once("<main").unwrap().1;
            main.split_once("</main>").unwrap().0.replace(of, "")
        };
        assert_eq!(page(&young.1).await, page(&old.1).await, "{day}");
    }
}

async fn what_is_set_aside_is_read_by_the_payee_alone(market: Market) {
    let Twins { market: _market, young, old, cafe } = twins(market).await;
    let found = cafe.get(&format!("/options?{WANTED}")).await.shown();
    let price = |of: &str| {
        let options = found["options"].as_array().unwrap().iter();
        options.clone().find(|option| option["offering"] == of).unwrap()["price"].clone()
    };
    assert_eq!(price(&young.1), price(&old.1));
    let one = cafe.get(&format!("/options/{}?{WANTED}", old.1)).await.shown();
    assert_eq!(one["option"]["price"], price(&young.1));

    let held = cafe.post("/work-holds", "hold", &hold_of(&old.1)).await.made();
    let trade = format!("/trades/{}", held["trade"].as_str().unwrap());
    cafe.post(&format!("{trade}/agreement"), "agree", &agreement_to(&held)).await.made();
    let hers = old.0.get(&trade).await.shown()["price_agreed"].clone();
    let theirs = cafe.get(&trade).await.shown()["price_agreed"].clone();
    let tells = |shown: &Value| shown.to_string().contains("user_tax_pot");
    assert!(tells(&hers) && !tells(&theirs), "{hers} {theirs}");
    let received = |price: &Value| price["payee_receives"]["minor"].as_i64().unwrap();
    assert_eq!(received(&theirs) - received(&hers), hers["withheld"]["minor"].as_i64().unwrap());
    for path in ["", "/contract", "/contract?language=es"] {
        let answer = cafe.get(&format!("{trade}{path}")).await;
        let text = answer.expect(StatusCode::OK).text.to_lowercase();
        for word in ["tax pot", "tax_pot", "withholding", "impuesto"] {
            assert!(!text.contains(word), "{path} says {word}: {text}");
        }
    }
}
