//! Faults of listings and of offers for them, made by hand: each is told by the listing or the offer that has it.

use crate::by_hand::{Broken, Kept, broken, faults_of, kept, key};
use crate::market::{Market, cents};
use kernel::{Amount, Id};
use market::mechanisms::listings::{Asking, CounterOffer, Listing, ListingOffer, MakeOffer, PostListing};
use market::users::UserKind;
use market::users::assets::{HandingOver, Wording};

/// A listing with two offers between its owner and a buyer: one that was answered with another price, and the answer, which the buyer
/// has answered in turn.
async fn offers(market: &Market) -> (Id<Listing>, [Id<ListingOffer>; 2]) {
    let ana = market.user("ana", UserKind::Person, "97202").await;
    let buyer = market.user("ben", UserKind::Person, "97214").await;
    market.deposit(buyer, cents(50_000)).await;
    let post = PostListing {
        locality: ana.locality(),
        sector: "flour".to_owned(),
        post_code: "97202".parse().unwrap(),
        wording: Wording { title: "A bear of 1905".parse().unwrap(), description: None },
        asking: Asking::AskMe,
        price: None,
        piece_count: 1,
        is_collected: true,
        delivery: None,
    };
    let listing = market.run(ana.cast(), post).await.unwrap();
    let (price, handing_over) = (Amount(3_000), HandingOver::Collection);
    let make = MakeOffer { buyer, listing, price, piece_count: 1, handing_over };
    let first = market.run(buyer.cast(), make).await.unwrap().offer;
    let second = CounterOffer { offer: first, price: Amount(4_000) };
    let second = market.run(ana.cast(), second).await.unwrap().offer;
    let third = CounterOffer { offer: second, price: Amount(3_500) };
    let third = market.run(buyer.cast(), third).await.unwrap().offer;
    (listing, [first, third])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_fault_of_a_listing_and_its_offers_is_told() {
    let (kept, market): (Kept, Market) = kept("listings").await;
    let (listing, [over, open]) = offers(&market).await;
    market.store.close().await;
    let is_it = format!("WHERE id = {}", key(&listing));
    let (is_open, is_over) = (format!("WHERE id = {}", key(&open)), format!("WHERE id = {}", key(&over)));
    let named = |offer| format!("offer {offer} for listing {listing}");
    let faults: [Broken; 9] = [
        broken(
            format!("UPDATE listing_offer SET pending = NULL {is_open}"),
            [format!("{}: 0 is set aside for it, it says", named(open)), "nothing says for what".to_owned()],
        ),
        broken(
            format!("UPDATE listing_offer SET set_aside = set_aside + 1 {is_open}"),
            [format!("{}: ", named(open))],
        ),
        broken(
            format!("UPDATE listing_offer SET timer = NULL {is_open}"),
            [format!("{}: nothing ends it", named(open))],
        ),
        broken(
            format!("UPDATE listing_offer SET answer_by = answer_by + 1 {is_open}"),
            [format!("{}: its timer", named(open))],
        ),
        broken(
            format!("UPDATE listing_offer SET stage = 'open' {is_over}"),
            [
                format!("{}: nothing ends it", named(over)),
                format!("offer {over}: it is open, and no talk names it"),
            ],
        ),
        broken(
            format!("UPDATE listing_talk SET offer = {}", key(&over)),
            [
                format!("talk about listing {listing}: its offer {over} is not open"),
                format!("offer {open}: it is open, and no talk names it"),
            ],
        ),
        broken(
            format!("UPDATE listing SET timer = NULL {is_it}"),
            [format!("listing {listing}: nothing ends it")],
        ),
        broken(
            format!("UPDATE listing SET expires_at = expires_at + 1 {is_it}"),
            [format!("listing {listing}: its timer")],
        ),
        broken(
            format!("UPDATE listing SET stage = 'withdrawn' {is_it}"),
            [
                format!("listing {listing}: it has ended, and something ends it"),
                format!("{}: it is open, and the listing has ended", named(open)),
            ],
        ),
    ];
    faults_of(&kept, &market, &faults).await;
}
