//! Notices as they go out by e-mail and text message.

use crate::market::{Market, agreement_to, hold_of};
use kernel::{Amount, Currency, Id, Outbox, Sentence, Timestamp};
use market::support::notices::{Message, Subject, TradeNotice};
use market::trade::Trade;
use market::users::{Person, User};
use serde_json::json;

#[tokio::test]
async fn sqlite_a_notice_says_of_which_booking_it_is_and_where_to_look() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    let details = json!({
        "display_name": "Ana", "language": "es", "post_code": "97202", "phone": "(503) 555-0178",
    });
    pair.ana.put("/account/details", &details).await;
    let held = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let id = held["trade"].as_str().unwrap();
    pair.cafe.post(&format!("/trades/{id}/agreement"), "agree", &agreement_to(&held)).await.made();
    let trade: Id<Trade> = Id::parse(id).unwrap();
    let user: Id<User> = Id::parse(&pair.ana.user).unwrap();
    let person = market.app.store.find::<Person>((user.locality(), user)).await.unwrap().unwrap();
    let receives = Amount(7_200).of(Currency::new("USD").unwrap());
    let notice = TradeNotice::BookedSeller { starts: Timestamp(1_795_827_600_000_000), receives };
    let arguments =
        notice.arguments().into_iter().map(|(name, argument)| (name.to_owned(), argument)).collect();
    let told = Message { user, code: notice.code().to_owned(), arguments, subject: Subject::trade(trade) };
    let message = Outbox {
        locality: user.locality(),
        id: Id::from_bits(7),
        topic: "notice".to_owned(),
        body: String::new(),
        added_at: Timestamp(0),
        attempts: 0,
        next_at: Timestamp(0),
    };
    let mail = web::mail::of_notice(&market.app, &message, &told, &person).await.unwrap().unwrap();
    let (headers, words) = mail.text.split_once("\n\n").unwrap();
    assert!(headers.is_ascii() && headers.contains("To: ana@example.org"), "{headers}");
    assert!(headers.contains("Subject: "), "{headers}");
    let see = format!("https://market.test/es/trades/{id}");
    assert!(words.contains("Portland, 97214") && words.contains(&see), "{words}");
    assert!(mail.short.ends_with(&see), "{}", mail.short);
}
