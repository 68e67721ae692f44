use super::*;
use crate::tests::{HERE, Market, portland, reference, user};
use kernel::{Amount, Currency, World};

#[test]
fn a_sign_in_name_belongs_to_one_user() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let first = user(&mut world, "ana", UserKind::Person);
    let digest = kernel::hex_digest(b"ana");
    let again = ClaimName { digest: digest.clone(), password_hash: "other".to_owned(), home: HERE };
    let stop = world.run(Id::SYSTEM, &again).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NameTaken));
    let name: SignInName = world.find((Locality::NAMES, digest)).unwrap();
    assert_eq!((name.user_id, name.password_hash.as_str(), first.locality()), (first, "hash", HERE));
}

/// A claim of Ana's name with a password.
fn claim(password_hash: &str) -> ClaimName {
    ClaimName { digest: kernel::hex_digest(b"ana"), password_hash: password_hash.to_owned(), home: HERE }
}

#[test]
fn a_name_whose_account_was_never_opened_is_taken_over() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let lost = world.run(Id::SYSTEM, &claim("lost")).unwrap();
    let found = world.run(Id::SYSTEM, &claim("found")).unwrap();
    assert_ne!(lost, found, "who opens it has nothing of whoever began");
    let keep = |user| KeepName { digest: kernel::hex_digest(b"ana"), user };
    let stop = world.run(Id::SYSTEM, &keep(lost)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NameTaken), "the first to begin comes too late");
    world.run(Id::SYSTEM, &keep(found)).unwrap();
    let stop = world.run(Id::SYSTEM, &claim("again")).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NameTaken));
    let name: SignInName = world.find((Locality::NAMES, kernel::hex_digest(b"ana"))).unwrap();
    let opened_at = Some(world.now);
    assert_eq!((name.user_id, name.password_hash.as_str(), name.opened_at), (found, "found", opened_at));
    world.now = world.now.plus_hours(1);
    world.run(Id::SYSTEM, &keep(found)).unwrap();
    let name: SignInName = world.find((Locality::NAMES, kernel::hex_digest(b"ana"))).unwrap();
    assert_eq!(name.opened_at, opened_at, "kept again, it stays as it is");
}

#[test]
fn nobody_is_unborn_or_older_than_anybody_lives() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let ana = user(&mut world, "ana", UserKind::Person);
    let Person { display_name, email, language, post_code, .. } = world.find((HERE, ana)).unwrap();
    for (born_on, fits) in [
        ("2090-01-01", false),
        ("2020-01-01", false),
        ("2012-11-24", false),
        ("2012-11-23", true),
        ("1895-11-24", true),
        ("1895-11-23", false),
        ("0001-01-01", false),
    ] {
        let person = PersonDetails {
            display_name: display_name.clone(),
            email: email.clone(),
            phone: None,
            language: language.clone(),
            born_on: Some(born_on.parse().unwrap()),
            street: None,
            post_code,
        };
        let user = world
            .run(Id::SYSTEM, &ClaimName { digest: kernel::hex_digest(born_on.as_bytes()), ..claim("") })
            .unwrap();
        let opened = world.run(Id::SYSTEM, &OpenUser { user, kind: UserKind::Person, person });
        assert_eq!(opened.is_ok(), fits, "{born_on}");
        if let Err(stop) = opened {
            assert_eq!(stop.refusal(), Some(&UserRefusal::NotThisAge { least: 14, most: 130 }));
        }
    }
}

#[test]
fn only_its_user_ends_a_session_and_it_ends_once() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let start = StartSession { user: ana, token_digest: "digest".to_owned(), device: "x".repeat(500) };
    let expires_at = market.world.run(ana.cast(), &start).unwrap();
    assert_eq!(expires_at, market.world.now.plus_hours(30 * 24));
    let session: Session = market.world.find((HERE, "digest".to_owned())).unwrap();
    assert_eq!(session.device.len(), 120);
    let end = EndSession { locality: HERE, token_digest: "digest".to_owned() };
    let stop = market.world.run(cafe.cast(), &end).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CommandRefusal::NotYours));
    market.world.run(ana.cast(), &end).unwrap();
    assert!(matches!(market.world.run(ana.cast(), &end), Err(Stop::Absent("session"))));
}

#[test]
fn an_account_that_is_opened_again_stays_as_it_is() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let ana = user(&mut world, "ana", UserKind::Person);
    let person: Person = world.find((HERE, ana)).unwrap();
    let other = PersonDetails {
        display_name: "Somebody else".parse().unwrap(),
        email: person.email.clone(),
        phone: None,
        language: "es".to_owned(),
        born_on: None,
        street: None,
        post_code: person.post_code,
    };
    world.run(Id::SYSTEM, &OpenUser { user: ana, kind: UserKind::Person, person: other }).unwrap();
    assert_eq!(world.find::<Person>((HERE, ana)), Some(person));
}

#[test]
fn only_a_registers_connector_records_a_check() {
    let mut market = Market::new();
    let ana = market.ana;
    let check = registration::RecordCheck {
        user: ana,
        claim: registration::FOOD_HANDLER_CARD.to_owned(),
        stage: registration::ClaimStage::Verified,
        issuer: "me".to_owned(),
        expires_on: None,
    };
    let stop = market.world.run(ana.cast(), &check).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CommandRefusal::NotTheMarket));
}

#[test]
fn a_price_is_in_the_currency_of_its_place() {
    let mut market = Market::new();
    let ana = market.ana;
    let offer = |currency: &str| assets::OfferWork {
        locality: HERE,
        sector: "kitchen-porter".to_owned(),
        post_code: "97214".parse().unwrap(),
        terms: Some(assets::PriceTerms::plain(Currency::new(currency).unwrap(), Amount(1_800))),
    };
    assert_eq!(market.refused(ana, &offer("JPY")), "assets/bad-price-rule");
    let offering = market.world.run(ana.cast(), &offer("USD")).unwrap();
    assert_eq!(market.world.find::<assets::Offering>((HERE, offering)).unwrap().sector, "35-9021");
    let terms = assets::PriceTerms::plain(Currency::new("JPY").unwrap(), Amount(1_800));
    let change = assets::SetPriceRule { offering, terms };
    assert_eq!(market.refused(ana, &change), "assets/bad-price-rule");
}
