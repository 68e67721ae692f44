use super::*;
use crate::tests::{HERE, Market, portland, reference, user};
use kernel::{Amount, Currency, World};

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
        let digest = kernel::hex_digest(born_on.as_bytes());
        let claim = ClaimName { digest, password_hash: String::new(), home: HERE };
        let user = world.run(Id::SYSTEM, &claim).unwrap();
        let opened =
            world.run(Id::SYSTEM, &OpenUser { user, kind: UserKind::Person, is_confirmed: true, person });
        assert_eq!(opened.is_ok(), fits, "{born_on}");
        if let Err(stop) = opened {
            assert_eq!(stop.refusal(), Some(&UserRefusal::NotThisAge { least: 14, most: 130 }));
        }
    }
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
    world
        .run(Id::SYSTEM, &OpenUser { user: ana, kind: UserKind::Person, is_confirmed: true, person: other })
        .unwrap();
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

#[test]
fn details_change_and_a_date_of_birth_is_written_once() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let change = |user, born_on: Option<&str>| ChangeDetails {
        user,
        display_name: "Ana Ruiz".parse().unwrap(),
        phone: "+15035550100".parse().ok(),
        language: "es".to_owned(),
        born_on: born_on.map(|date| date.parse().unwrap()),
        street: "12 SE Ash Street".parse().ok(),
        post_code: "97202".parse().unwrap(),
    };
    assert_eq!(market.refused(cafe, &change(ana, None)), "command/not-yours");
    assert_eq!(market.refused(ana, &change(ana, Some("1991-05-04"))), "users/born-on-kept");
    market.world.run(ana.cast(), &change(ana, None)).unwrap();
    market.world.run(ana.cast(), &change(ana, Some("1990-05-04"))).unwrap();
    let person: Person = market.world.find((HERE, ana)).unwrap();
    assert_eq!((person.display_name.as_str(), person.language.as_str()), ("Ana Ruiz", "es"));
    assert_eq!((person.email.as_str(), person.post_code.as_str()), ("ana@example.org", "97202"));
    assert_eq!(person.born_on, "1990-05-04".parse().ok());
    assert_eq!(market.refused(cafe, &change(cafe, Some("2020-01-01"))), "users/not-this-age");
    market.world.run(cafe.cast(), &change(cafe, Some("1980-01-01"))).unwrap();
    assert_eq!(market.refused(cafe, &change(cafe, Some("1980-01-02"))), "users/born-on-kept");
}
