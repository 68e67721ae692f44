use super::*;
use crate::tests::{HERE, Market, PORTER, evening, hire_terms, usd, user};
use crate::users::{Role, UserKind};
use kernel::{Amount, BasisPoints, CommandRefusal};

const BICYCLE: &str = "hire-sg-4-4-3";
const APPLES: &str = "fb-2-10-7";

fn wording(title: &str) -> Wording {
    Wording { title: title.parse().unwrap(), description: None }
}

fn work() -> OfferWork {
    OfferWork {
        locality: HERE,
        sector: PORTER.to_owned(),
        post_code: "97214".parse().unwrap(),
        terms: Some(PriceTerms::plain(usd(), Amount(2_000))),
    }
}

fn hire() -> OfferHire {
    OfferHire {
        locality: HERE,
        sector: BICYCLE.to_owned(),
        post_code: "97214".parse().unwrap(),
        wording: wording("City bicycle"),
        count: 1,
        terms: hire_terms(),
    }
}

fn item_terms() -> ItemTerms {
    ItemTerms { currency: usd(), each: Amount(325), delivery: None, is_collected: true, ready_minutes: 0 }
}

fn item() -> OfferItem {
    OfferItem {
        locality: HERE,
        sector: APPLES.to_owned(),
        post_code: "97214".parse().unwrap(),
        wording: wording("Apples, a kilo"),
        count: 3,
        terms: item_terms(),
    }
}

/// The field for which a rule is refused.
fn field<T: std::fmt::Debug>(rule: Result<T, AssetRefusal>) -> &'static str {
    match rule {
        Err(AssetRefusal::BadPriceRule { field }) => field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_time_of_a_price_rule_is_below_zero() {
    let mut market = Market::new();
    let (ana, offering) = (market.ana, market.offering);
    let plain = PriceTerms::plain(usd(), Amount(2_000));
    for below in [-1, i64::MIN] {
        for (terms, field) in [
            (PriceTerms { short_notice_minutes: below, ..plain.clone() }, "short_notice_minutes"),
            (PriceTerms { longer_from_minutes: below, ..plain.clone() }, "longer_from_minutes"),
            (PriceTerms { notice_minutes: below, ..plain.clone() }, "notice_minutes"),
        ] {
            let stop = market.world.run(ana.cast(), &SetPriceRule { offering, terms }).unwrap_err();
            assert_eq!(stop.refusal(), Some(&AssetRefusal::BadPriceRule { field }));
        }
    }
}

#[test]
fn a_sector_is_of_the_family_that_is_offered_and_a_place_is_known() {
    let mut market = Market::new();
    let ana = market.ana;
    for sector in [BICYCLE, APPLES, "none"] {
        let offer = OfferWork { sector: sector.to_owned(), ..work() };
        assert_eq!(market.refused(ana, &offer), "assets/unknown-sector", "{sector}");
    }
    for sector in [PORTER, APPLES, "none"] {
        let offer = OfferHire { sector: sector.to_owned(), ..hire() };
        assert_eq!(market.refused(ana, &offer), "assets/unknown-sector", "{sector}");
    }
    for sector in [PORTER, BICYCLE, "none"] {
        let offer = OfferItem { sector: sector.to_owned(), ..item() };
        assert_eq!(market.refused(ana, &offer), "assets/unknown-sector", "{sector}");
    }
    let nowhere = "00000".parse().unwrap();
    assert_eq!(market.refused(ana, &OfferWork { post_code: nowhere, ..work() }), "assets/unknown-place");
    assert_eq!(market.refused(ana, &OfferHire { post_code: nowhere, ..hire() }), "assets/unknown-place");
    assert_eq!(market.refused(ana, &OfferItem { post_code: nowhere, ..item() }), "assets/unknown-place");
    assert_eq!(market.world.count(Offering::TABLE), 1, "what is refused leaves nothing");
}

#[test]
fn a_person_with_three_skills_is_one_resource() {
    let mut market = Market::new();
    for sector in [PORTER, "35-3011"] {
        market.ana(&OfferWork { sector: sector.to_owned(), ..work() }).unwrap();
    }
    let own: Vec<Resource> = market.world.all();
    assert_eq!(own, [Resource { locality: HERE, id: market.ana.cast(), owner: market.ana }]);
    assert!(
        market.world.all::<Offering>().iter().all(|offering| offering.resource == Some(market.ana.cast()))
    );
}

#[test]
fn a_pool_is_of_one_to_a_hundred_that_are_alike() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    for count in [0, -1, 101] {
        let stop = market.cafe(&OfferHire { count, ..hire() }).unwrap_err();
        assert_eq!(stop.refusal(), Some(&AssetRefusal::BadPool { most: 100 }), "{count}");
    }
    for count in [1, 100] {
        let id = market.cafe(&OfferHire { count, ..hire() }).unwrap();
        let offering: Offering = market.world.find((HERE, id)).unwrap();
        let pool = market.world.step(HERE, |draft| Ok(pool(draft, &offering)?)).unwrap();
        assert_eq!((pool.len(), pool.first().copied()), (usize::try_from(count).unwrap(), offering.resource));
        let is_cafes = |id: &Id<Resource>| market.world.find::<Resource>((HERE, *id)).unwrap().owner == cafe;
        assert!(pool.iter().all(is_cafes));
    }
    assert_ne!(ana, cafe);
}

#[test]
fn goods_may_be_sold_out_from_the_start_but_not_below_nothing() {
    let mut market = Market::new();
    let cafe = market.cafe;
    assert_eq!(market.refused(cafe, &OfferItem { count: -1, ..item() }), "stock/not-this-many");
    market.cafe(&OfferItem { count: 0, ..item() }).unwrap();
    assert_eq!(market.world.all::<crate::users::stock::Stock>()[0].free(), 0);
}

#[test]
fn nobody_asks_more_than_the_concession_s_most() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let most = Amount(10_000_000);
    let over = Amount(most.0 + 1);
    let too_much = |field| AssetRefusal::TooMuch { field, most: most.of(usd()) };
    let refused = |done: Result<(), Stop>, refusal: AssetRefusal| {
        assert_eq!(done.unwrap_err().refusal(), Some(&refusal));
    };
    let offering = market.offering;
    let work = PriceTerms::plain(usd(), most);
    let mut set = |terms| market.world.run(ana.cast(), &SetPriceRule { offering, terms });
    set(work.clone()).unwrap();
    refused(set(PriceTerms { hourly: over, ..work.clone() }), too_much("hourly"));
    refused(set(PriceTerms { per_km: over, ..work.clone() }), too_much("per_km"));
    let risen = PriceTerms { evening_bp: BasisPoints(50_001), ..work };
    refused(set(risen), AssetRefusal::BadPriceRule { field: "evening_bp" });
    let hire_terms = hire_terms();
    for (terms, field) in [
        (HireTerms { per_day: over, ..hire_terms.clone() }, "per_day"),
        (HireTerms { per_hour: over, ..hire_terms.clone() }, "per_hour"),
        (HireTerms { bond: over, ..hire_terms.clone() }, "bond"),
        (HireTerms { late_per_hour: over, ..hire_terms }, "late_per_hour"),
    ] {
        let done = market.world.run(cafe.cast(), &OfferHire { terms, ..hire() });
        refused(done.map(|_| ()), too_much(field));
    }
    let goods = item().terms;
    for (terms, field) in [
        (ItemTerms { each: over, ..goods.clone() }, "each"),
        (ItemTerms { delivery: Some(over), ..goods }, "delivery"),
    ] {
        let done = market.world.run(cafe.cast(), &OfferItem { terms, ..item() });
        refused(done.map(|_| ()), too_much(field));
    }
}

#[test]
fn terms_are_refused_by_the_first_field_that_does_not_fit() {
    let id = Id::from_bits(1);
    let work = || PriceTerms::plain(usd(), Amount(2_000));
    for (terms, named) in [
        (PriceTerms { hourly: Amount(0), minimum_minutes: 0, ..work() }, "hourly"),
        (PriceTerms { weekend_bp: BasisPoints(-1), ..work() }, "weekend_bp"),
        (PriceTerms { notice_minutes: -1, ..work() }, "notice_minutes"),
        (PriceTerms { distance_max_m: -1, ..work() }, "distance_max_m"),
        (PriceTerms { longer_discount_bp: BasisPoints(-1), ..work() }, "longer_discount_bp"),
    ] {
        assert_eq!(field(terms.rule(id)), named);
    }
    for (terms, named) in [
        (HireTerms { per_day: Amount(0), per_hour: Amount(0), ..hire_terms() }, "per_day"),
        (HireTerms { per_hour: Amount(0), ..hire_terms() }, "per_hour"),
        (HireTerms { bond: Amount(-1), ..hire_terms() }, "bond"),
        (HireTerms { late_per_hour: Amount(-1), ..hire_terms() }, "late_per_hour"),
        (HireTerms { buffer_minutes: -15, ..hire_terms() }, "buffer_minutes"),
        (HireTerms { buffer_minutes: 14, ..hire_terms() }, "buffer_minutes"),
        (HireTerms { minimum_minutes: 14, ..hire_terms() }, "minimum_minutes"),
        (HireTerms { days_max: 0, ..hire_terms() }, "days_max"),
        (HireTerms { days_max: 401, ..hire_terms() }, "days_max"),
        (HireTerms { notice_minutes: -1, ..hire_terms() }, "notice_minutes"),
    ] {
        assert_eq!(field(terms.rule(id)), named);
    }
    for (terms, named) in [
        (ItemTerms { each: Amount(0), ..item_terms() }, "each"),
        (ItemTerms { delivery: Some(Amount(-1)), ..item_terms() }, "delivery"),
        (ItemTerms { is_collected: false, ..item_terms() }, "is_collected"),
        (ItemTerms { ready_minutes: -1, ..item_terms() }, "ready_minutes"),
    ] {
        assert_eq!(field(terms.price(id)), named);
    }
    let least = HireTerms {
        bond: Amount(0),
        late_per_hour: Amount(0),
        buffer_minutes: 0,
        minimum_minutes: 15,
        days_max: 400,
        notice_minutes: 0,
        ..hire_terms()
    };
    least.rule(id).unwrap();
    ItemTerms { delivery: Some(Amount(0)), is_collected: false, ..item_terms() }.price(id).unwrap();
}

#[test]
fn being_late_costs_by_the_whole_hour_and_never_more_than_the_bond() {
    let terms = hire_terms();
    for (minutes, late) in
        [(-60, 0), (0, 0), (59, 0), (60, 400), (119, 400), (1_199, 7_600), (1_200, 8_000), (i64::MAX, 8_000)]
    {
        assert_eq!(terms.late(minutes), Ok(Amount(late)), "{minutes}");
    }
}

#[test]
fn a_new_rule_is_the_seller_s_own_and_of_the_same_family() {
    let mut market = Market::new();
    let (ana, cafe, porter) = (market.ana, market.cafe, market.offering);
    let bicycle = market.cafe(&hire()).unwrap();
    let apples = market.cafe(&item()).unwrap();
    let terms = PriceTerms::plain(usd(), Amount(2_500));
    let price = |offering| SetPriceRule { offering, terms: terms.clone() };
    let hired =
        |offering| SetHireRule { offering, terms: HireTerms { per_day: Amount(2_000), ..hire_terms() } };
    let sold = |offering| SetItemPrice { offering, terms: ItemTerms { each: Amount(400), ..item_terms() } };
    assert_eq!(market.refused(cafe, &price(porter)), "command/not-yours");
    assert_eq!(market.refused(ana, &hired(bicycle)), "command/not-yours");
    assert_eq!(market.refused(ana, &sold(apples)), "command/not-yours");
    assert_eq!(market.refused(cafe, &price(bicycle)), "assets/unknown-sector");
    assert_eq!(market.refused(cafe, &hired(apples)), "assets/unknown-sector");
    assert_eq!(market.refused(cafe, &sold(bicycle)), "assets/unknown-sector");
    market.ana(&price(porter)).unwrap();
    market.cafe(&hired(bicycle)).unwrap();
    market.cafe(&sold(apples)).unwrap();
    assert_eq!(market.world.find::<PriceRule>((HERE, porter)).unwrap().terms.hourly, Amount(2_500));
    assert_eq!(market.world.find::<HireRule>((HERE, bicycle)).unwrap().terms.per_day, Amount(2_000));
    assert_eq!(market.world.find::<ItemPrice>((HERE, apples)).unwrap().terms.each, Amount(400));
}

#[test]
fn what_is_held_keeps_its_price_when_the_rule_changes() {
    let mut market = Market::new();
    let held = market.hold(evening(11, 27)).unwrap();
    let dearer = PriceTerms::plain(usd(), Amount(9_000));
    market.ana(&SetPriceRule { offering: market.offering, terms: dearer }).unwrap();
    market.book(held.trade).unwrap();
    assert_eq!(market.trade(held.trade).buyer_pays, held.buyer_pays.amount);
    market.check();
}

#[test]
fn only_its_seller_puts_an_offering_away_and_shows_it_again() {
    let mut market = Market::new();
    let offering = market.offering;
    let set = |stage| SetOfferingStage { offering, stage };
    let stop = market.cafe(&set(OfferingStage::Paused)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CommandRefusal::NotYours));
    for stage in [OfferingStage::Paused, OfferingStage::Paused, OfferingStage::Open] {
        market.ana(&set(stage)).unwrap();
        assert_eq!(market.world.find::<Offering>((HERE, offering)).unwrap().stage, stage);
    }
    let unknown =
        SetOfferingStage { offering: Id::fresh(market.world.now, HERE, 7), stage: OfferingStage::Open };
    assert!(matches!(market.ana(&unknown), Err(Stop::Absent("offering"))));
}

#[test]
fn the_operators_own_people_offer_nothing() {
    let mut market = Market::new();
    let staff = user(&mut market.world, "staff", UserKind::Person);
    let member: User = market.world.find((HERE, staff)).unwrap();
    let operator = User { role: Role::Operator, ..member };
    market.world.step(HERE, |draft| Ok(draft.put(&operator)?)).unwrap();
    assert_eq!(market.refused(staff, &work()), "users/operators-never-trade");
    assert_eq!(market.refused(staff, &hire()), "users/operators-never-trade");
    assert_eq!(market.refused(staff, &item()), "users/operators-never-trade");
}

#[test]
fn nothing_is_offered_in_what_only_gathers_sectors() {
    let mut market = Market::new();
    let of = |sector: &str| OfferWork { sector: sector.to_owned(), ..work() };
    let group = market.ana(&of("public")).unwrap_err();
    assert_eq!(group.refusal(), Some(&AssetRefusal::UnknownSector));
    market.ana(&of("public-litter")).unwrap();
}
