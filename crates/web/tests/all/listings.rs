//! Listings by the API: bears that are listed, found, asked about and offered for, and what a review does and leaves undone.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use kernel::{Command, Decide, Draft, Id, Stop};
use market::users::{Role, User};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

on_both_engines!(a_bear_is_found_asked_about_and_bought_at_another_price);
on_both_engines!(a_review_names_a_rule_or_shows_it_again_and_tells_nobody_who_said_what);

/// Two bears at forty dollars.
pub(crate) fn bear() -> Value {
    json!({
        "sector": "honey", "post_code": "97214", "wording": { "title": "Two bears of 1905", "description": "Glass eyes." },
        "asking": "priced", "price": 4_000, "piece_count": 2, "is_collected": true,
    })
}

pub(crate) fn offer(price: i64) -> Value {
    json!({ "price": price, "piece_count": 1, "handing_over": "collection" })
}

/// Somebody comes to work for the operator, which no call does.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("tests.hire", by_market)]
struct Hire {
    /// Who.
    user: Id<User>,
}

impl Decide for Hire {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let user = draft.get::<User>((draft.locality(), self.user))?;
        draft.put(&User { role: Role::Operator, ..user })?;
        Ok(())
    }
}

async fn staff(market: &Market) -> Program {
    let staff = market.user("ola", "person").await;
    let user = Id::parse(&staff.user).unwrap();
    let store = &market.app.store;
    store.run(store.request(user.locality(), Id::SYSTEM), Hire { user }).await.unwrap();
    staff
}

async fn with_money(market: &Market, name: &str) -> Program {
    let buyer = market.user(name, "person").await;
    market.deposit(&buyer, 10_000).await;
    buyer
}

fn titles(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

async fn a_bear_is_found_asked_about_and_bought_at_another_price(market: Market) {
    let seller = market.user("seller", "person").await;
    let listing =
        seller.post("/listings", "bear", &bear()).await.made()["listing"].as_str().unwrap().to_owned();
    let work = json!({
        "sector": "kitchen-porter", "post_code": "97202", "wording": { "title": "Odd jobs" }, "asking": "ask_me",
        "piece_count": 1, "is_collected": false,
    });
    seller.post("/listings", "jobs", &work).await.made();
    let gift = json!({
        "sector": "flour", "post_code": "97209", "wording": { "title": "Sofa, gray" }, "asking": "free", "piece_count": 1,
        "is_collected": true,
    });
    let sofa = seller.post("/listings", "sofa", &gift).await.made()["listing"].as_str().unwrap().to_owned();
    seller
        .post(
            "/listings",
            "wrong",
            &json!({ "asking": "free", "price": 100, "piece_count": 1, "is_collected": true,
        "sector": "flour", "post_code": "97209", "wording": { "title": "Sofa" } }),
        )
        .await
        .is_problem(422, "listings/bad-listing");

    let all = market.program().get("/listings").await.shown();
    assert_eq!(titles(&all), ["Sofa, gray", "Odd jobs", "Two bears of 1905"], "the latest first");
    let found = async |query: &'static str| {
        let found = market.program().get(&format!("/listings?{query}")).await.shown();
        titles(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("words=bears").await, ["Two bears of 1905"]);
    assert_eq!(found("words=glass").await, ["Two bears of 1905"], "what is said of it counts too");
    assert_eq!(found("family=work").await, ["Odd jobs"]);
    assert_eq!(found("asking=free").await, ["Sofa, gray"]);
    assert_eq!(found("price_to=5000").await, ["Sofa, gray", "Two bears of 1905"]);
    assert_eq!(found("price_from=1").await, ["Two bears of 1905"]);
    assert_eq!(found("post_code=97214&radius_m=100").await, ["Two bears of 1905"]);
    assert_eq!(found("sector=flour").await, ["Sofa, gray"]);
    assert_eq!(found("words=nothing").await, [""; 0]);
    let facets = market.program().get("/listing-facets?family=work").await.shown();
    assert_eq!((&facets["count"], facets["families"].as_array().unwrap().len()), (&json!(1), 2));
    market.program().get("/listings?sector=nothing").await.is_problem(422, "request/invalid");

    is_bought(&market, &seller, &listing, &sofa).await;
}

/// Asked about, offered for, answered with another price, and had at that.
async fn is_bought(market: &Market, seller: &Program, listing: &str, sofa: &str) {
    let (ann, ben) = (with_money(market, "ann").await, with_money(market, "ben").await);
    let page = format!("/listings/{listing}");
    let talk = |asker: &Program| format!("{page}/talks/{}", asker.user);
    let says = |asker: &Program| json!({ "asker": asker.user, "words": "Is it still there?" });
    ann.post(&format!("{page}/messages"), "ask", &says(&ann)).await.made();
    seller.post(&format!("{page}/messages"), "answer", &says(&ann)).await.made();
    ben.post(&format!("{page}/messages"), "in", &says(&ann)).await.is_problem(403, "command/not-yours");
    ben.get(&talk(&ann)).await.is_problem(404, "request/not-found");
    let said = ann.get(&talk(&ann)).await.shown();
    assert_eq!(said["messages"].as_array().unwrap().len(), 2);
    assert!(!said.to_string().contains("@example.org"), "neither sees an address: {said}");
    assert!(!seller.get(&page).await.shown().to_string().contains("@example.org"));

    let first = ann.post(&format!("{page}/offers"), "first", &offer(3_000)).await.made();
    assert_eq!(first["set_aside"]["minor"], 3_045);
    let again = ann.post(&format!("{page}/offers"), "first", &offer(3_000)).await.made();
    assert_eq!(again, first, "sent twice, done once");
    ben.post(&format!("{page}/offers"), "much", &offer(9_999)).await.is_problem(422, "ledger/insufficient");
    seller.post(&format!("{page}/offers"), "own", &offer(1)).await.is_problem(422, "listings/own-listing");
    ben.post(&format!("/listings/{sofa}/offers"), "free", &offer(1))
        .await
        .is_problem(422, "listings/it-is-free");
    let answer =
        |offer: &Value, how: &str| format!("/listing-offers/{}/{how}", offer["offer"].as_str().unwrap());
    ann.post(&answer(&first, "acceptance"), "own", &json!({})).await.is_problem(403, "listings/own-offer");
    let second = seller.post(&answer(&first, "counter"), "more", &json!({ "price": 3_500 })).await.made();
    assert_eq!(second["set_aside"]["minor"], 0, "a seller's sets nothing aside");
    assert_eq!(ann.get(&talk(&ann)).await.shown()["pays"]["minor"], 3_553);
    let agreed =
        ann.post(&answer(&second, "acceptance"), "yes", &json!({ "expected_pay": 3_553 })).await.made();
    let trade = ann.get(&format!("/trades/{}", agreed["trade"].as_str().unwrap())).await.shown();
    assert_eq!(trade["buyer_pays"]["minor"], 3_553, "{trade}");
    assert_eq!(market.program().get(&page).await.shown()["left"], 1);

    let kept = ann.get("/account/everything").await.shown();
    assert_eq!(
        (
            kept["listing_offers"].as_array().unwrap().len(),
            kept["listing_messages"].as_array().unwrap().len()
        ),
        (2, 1)
    );
    assert_eq!(titles(&kept["listings_asked"]), ["Two bears of 1905"]);
    assert_eq!(titles(&seller.get("/own-listings").await.shown()).len(), 3);
    seller.post(&format!("{page}/withdrawal"), "back", &json!({})).await.expect(StatusCode::NO_CONTENT);
    market.program().get(&page).await.is_problem(404, "request/not-found");
    assert_eq!(titles(&market.program().get("/listings").await.shown()), ["Sofa, gray", "Odd jobs"]);
    ann.post(&format!("{page}/messages"), "late", &says(&ann)).await.is_problem(409, "listings/not-open");
}

async fn a_review_names_a_rule_or_shows_it_again_and_tells_nobody_who_said_what(market: Market) {
    let (seller, staff) = (market.user("seller", "person").await, staff(&market).await);
    let listing =
        seller.post("/listings", "bear", &bear()).await.made()["listing"].as_str().unwrap().to_owned();
    let page = format!("/listings/{listing}");
    let flag = json!({ "reason": "deceptive" });
    for name in ["ann", "ben", "cy"] {
        assert!(market.program().get(&page).await.shown()["flags"].as_array().unwrap().is_empty());
        let flagger = market.user(name, "person").await;
        flagger.post(&format!("{page}/flags"), "flag", &flag).await.expect(StatusCode::NO_CONTENT);
        assert!(!seller.get(&page).await.shown().to_string().contains(&flagger.user));
    }
    assert_eq!(seller.get(&page).await.shown()["flags"], json!(["deceptive", "deceptive", "deceptive"]));
    market.program().get(&page).await.is_problem(404, "request/not-found");
    assert!(titles(&market.program().get("/listings").await.shown()).is_empty());
    seller.get("/listings-held").await.is_problem(404, "request/not-found");
    assert_eq!(titles(&staff.get("/listings-held").await.shown()), ["Two bears of 1905"]);
    seller.post(&format!("{page}/release"), "own", &json!({})).await.is_problem(403, "listings/not-for-you");
    let taste = json!({ "ground": "law", "card": "us-or-food-handler-card@1" });
    staff.post(&format!("{page}/removal"), "taste", &taste).await.is_problem(422, "listings/no-such-ground");
    staff.post(&format!("{page}/release"), "fine", &json!({})).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(titles(&market.program().get("/listings").await.shown()), ["Two bears of 1905"]);
    assert!(seller.get(&page).await.shown()["flags"].as_array().unwrap().is_empty(), "erased");
    assert_eq!(market.program().get("/listing-removals").await.shown(), json!([]));

    let second =
        seller.post("/listings", "again", &bear()).await.made()["listing"].as_str().unwrap().to_owned();
    let page = format!("/listings/{second}");
    for name in ["dee", "eve", "fay"] {
        let flagger = market.user(name, "person").await;
        flagger.post(&format!("{page}/flags"), "flag", &flag).await.expect(StatusCode::NO_CONTENT);
    }
    staff
        .post(&format!("{page}/removal"), "size", &json!({ "ground": "size" }))
        .await
        .expect(StatusCode::NO_CONTENT);
    let counted = market.program().get("/listing-removals").await.shown();
    assert_eq!((&counted[0]["rule"], &counted[0]["listing_count"]), (&json!("size"), &json!(1)));
    assert_eq!(seller.get(&page).await.shown()["removed_by"], "size");
    staff.get(&page).await.is_problem(404, "request/not-found");
}
