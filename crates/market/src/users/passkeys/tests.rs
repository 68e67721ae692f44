use super::*;
use crate::tests::{HERE, Market};

fn add(market: &Market, credential: &str) -> AddPasskey {
    AddPasskey {
        user: market.ana,
        credential: credential.to_owned(),
        public_key: "key".to_owned(),
        sign_count: 3,
        device: "Firefox".to_owned(),
        system: None,
    }
}

#[test]
fn a_passkey_that_has_signed_less_often_than_before_was_copied() {
    let mut market = Market::new();
    let passkey = market.ana(&add(&market, "one")).unwrap();
    let used = |sign_count| UsePasskey { user: market.ana, passkey, sign_count };
    let (before, next, again) = (used(3), used(4), used(4));
    let ana = market.ana;
    assert_eq!(market.refused(ana, &before), "passkeys/copied");
    market.ana(&next).unwrap();
    assert_eq!(market.refused(ana, &again), "passkeys/copied");
    let kept: Passkey = market.world.find((HERE, ana, passkey)).unwrap();
    assert_eq!((kept.sign_count, kept.used_at), (4, Some(market.world.now)));
    // Where an authenticator does not count, it says nothing for ever.
    let passkey = market.ana(&AddPasskey { sign_count: 0, ..add(&market, "two") }).unwrap();
    for _ in 0..2 {
        market.ana(&UsePasskey { user: ana, passkey, sign_count: 0 }).unwrap();
    }
}

#[test]
fn so_many_passkeys_each_once_and_only_ones_own() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let first = market.ana(&add(&market, "0")).unwrap();
    let again = add(&market, "0");
    assert_eq!(market.refused(ana, &again), "passkeys/kept-before");
    for number in 1..10 {
        market.ana(&add(&market, &number.to_string())).unwrap();
    }
    let another = add(&market, "10");
    assert_eq!(market.refused(ana, &another), "passkeys/too-many");
    let theirs = market.world.run(cafe.cast(), &RemovePasskey { user: cafe, passkey: first });
    assert!(matches!(theirs, Err(Stop::Absent("passkey"))));
    market.ana(&RemovePasskey { user: ana, passkey: first }).unwrap();
    market.ana(&add(&market, "10")).unwrap();
    assert!(add(&market, "x").asks_proof());
}
