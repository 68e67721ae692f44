//! Flags, and the reviews that they begin.

use super::*;
use crate::options::blocks::APART;

fn removal(listing: Id<Listing>, card: Option<&str>) -> RemoveListing {
    let ground = if card.is_some() { RemovalGround::Law } else { RemovalGround::Size };
    RemoveListing { listing, ground, card: card.map(str::to_owned) }
}

const FOOD_CARD: &str = "us-or-food-handler-card@1";

#[test]
fn three_flags_hide_it_its_owner_hears_at_once_and_what_nobody_proves_is_erased() {
    let mut fair = Fair::new();
    let id = fair.post(&bears());
    let (ana, [ann, ..], staff) = (fair.market.ana, fair.people, fair.staff);
    assert_eq!(
        fair.refused(ana, &FlagListing { user: ana, listing: id, reason: FlagReason::Spam }),
        "listings/own-listing"
    );
    let offer = fair.offer(0, id, 3_000).unwrap().offer;
    fair.flag(0, id).unwrap();
    assert_eq!(code(fair.flag(0, id).unwrap_err()), "listings/flagged-before");
    fair.flag(1, id).unwrap();
    assert_eq!((fair.stage(id), fair.told(ana).len()), (ListingStage::Open, 1));
    assert_eq!(fair.refused(staff, &ReleaseListing { listing: id }), "listings/not-held");
    assert_eq!(fair.refused(staff, &removal(id, None)), "listings/not-held");
    fair.flag(2, id).unwrap();
    assert_eq!(fair.stage(id), ListingStage::Held);
    assert!(fair.told(ana).contains(&"listing/held".to_owned()));
    fair.is_sound();
    // Nobody deals in it meanwhile, and what is offered waits.
    assert_eq!(fair.refused(ana, &accept(offer)), "listings/not-open");
    assert_eq!(code(fair.write(ann, id, ann).unwrap_err()), "listings/not-open");
    for by in [ana, ann] {
        assert_eq!(fair.refused(by, &ReleaseListing { listing: id }), "listings/not-for-you");
        assert_eq!(fair.refused(by, &removal(id, None)), "listings/not-for-you");
    }
    fair.run(staff, &ReleaseListing { listing: id }).unwrap();
    assert_eq!((fair.stage(id), fair.listing(id).flag_count), (ListingStage::Open, 0));
    let flags = fair.market.world.all::<ListingFlag>();
    assert_eq!((flags.len(), flags.iter().filter(|flag| flag.reason.is_some()).count()), (3, 0));
    assert_eq!(code(fair.flag(0, id).unwrap_err()), "listings/flagged-before");
    fair.is_sound();
    fair.market.ana(&accept(offer)).unwrap();
    assert!(fair.market.world.all::<RemovalCount>().is_empty());
}

#[test]
fn only_a_card_of_law_or_the_rule_of_size_removes_and_it_is_counted() {
    let mut fair = Fair::new();
    let staff = fair.staff;
    let work = fair.post(&odd_jobs());
    fair.hold(work);
    for card in
        ["us-or-food-handler-card@9", "us-or-food-handler-card", "", "not-nice@1", "concession-welcome@1"]
    {
        assert_eq!(fair.refused(staff, &removal(work, Some(card))), "listings/no-such-ground", "{card}");
    }
    let mixed = RemoveListing { ground: RemovalGround::Size, ..removal(work, Some(FOOD_CARD)) };
    assert_eq!(fair.refused(staff, &mixed), "listings/no-such-ground");
    let unnamed = RemoveListing { ground: RemovalGround::Law, ..removal(work, None) };
    assert_eq!(fair.refused(staff, &unnamed), "listings/no-such-ground");
    fair.run(staff, &removal(work, Some(FOOD_CARD))).unwrap();
    assert_eq!(
        (fair.stage(work), fair.listing(work).rule()),
        (ListingStage::Removed, Some(FOOD_CARD.to_owned()))
    );
    // A card about food says nothing of bears.
    let goods = fair.post(&bears());
    let offer = fair.offer(0, goods, 3_000).unwrap().offer;
    fair.hold(goods);
    assert_eq!(fair.refused(staff, &removal(goods, Some(FOOD_CARD))), "listings/no-such-ground");
    fair.run(staff, &removal(goods, None)).unwrap();
    assert_eq!((fair.offer_stage(offer), fair.money(fair.people[0])), (OfferStage::Over, (10_000, 0)));
    let again = fair.post(&bears());
    fair.hold(again);
    fair.run(staff, &removal(again, None)).unwrap();
    let november = Day::of(kernel::Date::new(2026, 11, 1).unwrap());
    let counts = fair.market.world.all::<RemovalCount>();
    let counts: Vec<_> =
        counts.iter().map(|one| (one.starts_on, one.rule.as_str(), one.listing_count)).collect();
    assert_eq!(counts, [(november, "size", 2), (november, FOOD_CARD, 1)]);
    assert!(fair.told(fair.market.ana).contains(&"listing/removed".to_owned()));
    let ana = fair.market.ana;
    for id in [goods, work] {
        assert_eq!(fair.refused(ana, &RenewListing { listing: id }), "listings/not-open");
        assert_eq!(fair.refused(ana, &WithdrawListing { listing: id }), "listings/not-open");
    }
    fair.is_sound();
    fair.market.check();
}

#[test]
fn a_review_takes_as_long_as_it_takes() {
    let mut fair = Fair::new();
    let id = fair.post(&bears());
    fair.hold(id);
    let ends = fair.listing(id).expires_at;
    fair.until(ends.plus_hours(1));
    assert_eq!(fair.stage(id), ListingStage::Held);
    let staff = fair.staff;
    fair.run(staff, &ReleaseListing { listing: id }).unwrap();
    assert_eq!(fair.stage(id), ListingStage::Expired, "its time was over meanwhile");
    fair.is_sound();
    fair.market.check();
}

#[test]
fn of_two_of_whom_one_has_blocked_the_other_neither_writes_nor_offers() {
    let mut fair = Fair::new();
    let (ana, ann) = (fair.market.ana, fair.people[0]);
    let listing = fair.post(&bears());
    fair.write(ann, listing, ann).unwrap();
    fair.market.block(ana, ann);
    for by in [ann, ana] {
        assert_eq!(fair.write(by, listing, ann).map_err(code).unwrap_err(), APART);
    }
    assert_eq!(fair.offer(0, listing, 3_000).map_err(code).unwrap_err(), APART);
    fair.market.unblock(ana, ann);
    let offer = fair.offer(0, listing, 3_000).unwrap().offer;
    fair.market.block(ann, ana);
    assert_eq!(fair.counter(ana, offer, 3_500).map_err(code).unwrap_err(), APART);
    fair.run(ana, &DeclineOffer { offer }).unwrap();
    fair.is_sound();
}
