//! Two processes on one server: whichever is asked, the one that serves the market area answers; when it dies, the
//! other takes over.

use crate::front::{Caller, check, json, new_user, search, serve};
use crate::market::{HERE, postgres_url};
use kernel::Owner;
use std::time::Duration;
use store::{Options, Store};
use testkit::http::{Answer, Connection};

const LOOK_EVERY: Duration = Duration::from_millis(200);
/// A lease and the time that the other takes to see that it is over, in looks.
const LOOKS: u32 = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_a_market_outlives_the_process_that_serves_it() {
    let database = postgres_url().await;
    let asked = database.clone();
    let second_address = tokio::task::spawn_blocking(move || outlives(&asked)).await.unwrap();
    let store = Store::open(Options::new(database.parse().unwrap()).without_migrating()).await.unwrap();
    let owner = store.find::<Owner>((HERE,)).await.unwrap().unwrap();
    assert_eq!((owner.address, owner.epoch), (second_address, 2), "who came back has not taken it back");
    let report = tokio::task::spawn_blocking(move || check(&database)).await.unwrap();
    assert_eq!(report["clean"], true, "{report}");
}

fn outlives(database: &str) -> String {
    let (first, second) = (serve(database), serve(database));
    let mut ana = Caller::sign_up(&first.address, "ana", "person");
    let offering = ana.offer();
    let mut cafe = Caller::sign_up(&second.address, "cafe", "organization");
    cafe.deposit(50_000);
    assert_eq!(found(&mut cafe, "17:00"), 1, "the search of the one that serves");
    let booked = cafe.hold_and_book(&offering, "17:00");
    assert_eq!(booked.status, 201, "{}", booked.body);
    assert_eq!(cafe.hold_and_book(&offering, "17:00").body, booked.body, "the keys came along");
    assert_eq!((found(&mut cafe, "17:00"), found(&mut cafe.at(&first.address), "17:00")), (0, 0));
    pages_come_from_the_owner(&second.address);
    nothing_is_sent_on_twice(&mut cafe);
    let csrf = json(&cafe.get("/account"))["csrf"].as_str().unwrap().to_owned();

    first.kill().unwrap();
    is_unavailable(&cafe.get(&search("18:00")));
    until_served(&mut cafe);
    assert_eq!((found(&mut cafe, "17:00"), found(&mut cafe, "18:00")), (0, 1), "the search was made anew");
    let booked = cafe.hold_and_book(&offering, "18:00");
    assert_eq!(booked.status, 201, "{}", booked.body);
    what_the_first_gave_out_is_good_at_the_second(&mut cafe, &csrf);

    let third = serve(database);
    let mut there = cafe.at(&third.address);
    assert_eq!((found(&mut there, "18:00"), found(&mut there, "19:00")), (0, 1));
    assert_eq!(there.hold_and_book(&offering, "19:00").status, 201);
    assert_eq!(found(&mut cafe, "19:00"), 0);
    let address = second.address.clone();
    assert!(third.stop().unwrap() && second.stop().unwrap());
    address
}

/// How many options a search from this time on finds.
fn found(caller: &mut Caller, from: &str) -> usize {
    let answer = caller.get(&search(from));
    assert_eq!(answer.status, 200, "{}", answer.body);
    json(&answer)["options"].as_array().unwrap().len()
}

fn pages_come_from_the_owner(address: &str) {
    let mut browser = Connection::open(address).unwrap();
    let page = browser.call("GET", "/en/sign-in", &[], None).unwrap();
    assert_eq!(page.status, 200);
    assert!(page.header("set-cookie").starts_with("guest="), "{page:?}");
    let cookie = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let value = |name: &str| {
        let (_, rest) = page.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let form = format!(
        "csrf={}&idempotency_key={}&email=cafe%40example.org&password=three+plain+words",
        value("csrf"),
        value("idempotency_key")
    );
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let sent = browser.call("POST", "/en/sign-in", &headers, Some(&form)).unwrap();
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(sent.headers.iter().any(|(name, value)| name == "set-cookie" && value.starts_with("session=")));
}

fn nothing_is_sent_on_twice(caller: &mut Caller) {
    is_unavailable(&caller.call("GET", "/trades", &[("poems-forwarded", "1")], None));
}

fn is_unavailable(answer: &Answer) {
    assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(json(answer)["type"], "/problems/request/unavailable");
}

fn until_served(caller: &mut Caller) {
    for _ in 0..LOOKS {
        if caller.get("/account").status == 200 {
            return;
        }
        std::thread::sleep(LOOK_EVERY);
    }
    panic!("nobody took over");
}

/// Sessions, the proof of forms, and stored answers.
fn what_the_first_gave_out_is_good_at_the_second(caller: &mut Caller, csrf: &str) {
    let cookie = format!("session={}", caller.token);
    let mut browser = caller.at(caller.connection.address());
    browser.token.clear();
    let body = serde_json::json!({ "wants_tax_pot": true });
    let headers = [("cookie", cookie.as_str()), ("x-csrf", csrf)];
    let set = browser.call("PUT", "/account/tax-pot", &headers, Some(&body));
    assert_eq!(set.status, 204, "{}", set.body);
    let again = browser.post("/users", "cafe", &new_user("cafe", "organization"));
    assert_eq!((again.status, json(&again)["user"].as_str()), (201, Some(caller.user.as_str())));
}
