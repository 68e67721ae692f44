use super::*;
use crate::users::assets::OfferWork;
use crate::users::availability::SetUsualWeek;
use kernel::Zone;

/// Sam, who gives an evening.
fn sam(market: &mut Market) -> (Id<User>, Id<Offering>) {
    let sam = user(&mut market.world, "sam", UserKind::Person);
    for (who, claim) in [(sam, FOOD_HANDLER_CARD), (market.cafe, "charity_or_public_body_status")] {
        let (claim, stage) = (claim.to_owned(), ClaimStage::Verified);
        let check =
            RecordCheck { user: who, claim, stage, issuer: "demo register".to_owned(), expires_on: None };
        market.world.run(Id::SYSTEM, &check).unwrap();
    }
    let (sector, post_code) = (PORTER.to_owned(), "97202".parse().unwrap());
    let gives = OfferWork { locality: HERE, sector, post_code, terms: None };
    let offering = market.world.run(sam.cast(), &gives).unwrap();
    let zone = Zone::new("America/Los_Angeles").unwrap();
    let week = SetUsualWeek { resource: sam.cast(), zone, days: [Slots::run(32, 64); 7] };
    market.world.run(sam.cast(), &week).unwrap();
    (sam, offering)
}

#[test]
fn work_that_is_given_stays_given_when_whoever_gives_it_makes_good_for_the_others() {
    let mut street = Street::new();
    let (sam, offering) = sam(&mut street.market);
    let given = MemberAsked { offering, ..street.work() };
    let hold = street.asked(vec![given, street.ride()]);
    let held = street.market.cafe(&hold).unwrap();
    street.market.cafe(&AgreeBundle { bundle: held.bundle, expected_pay: held.pays.amount }).unwrap();
    let trade = street.member(held.bundle, 1).trade;
    let agreed = street.market.world.all::<Contract>().into_iter().find(|kept| kept.trade == trade).unwrap();
    street.market.pass_time(portland(11, 27, 12));
    street.market.world.run(sam.cast(), &CallOff { trade, part: 1, expected_bp: None }).unwrap();
    street.market.pass_time(portland(11, 27, 16));
    assert_eq!(street.bundle(held.bundle).stage, BundleStage::Broken);
    let full = street.market.full(trade);
    assert_eq!(full.parts().last().unwrap().promise, Promise::Amends, "the bicycle cost something");
    assert!(full.is_unpaid());
    let made_again = street.market.step(|_, draft| contracts::of(draft, &FullTrade::of(draft, trade)?));
    assert_eq!(made_again.unwrap().digest, agreed.digest, "the contract is as it was agreed");
    street.market.check();
}
