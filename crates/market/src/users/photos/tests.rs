use super::*;
use crate::tests::{HERE, Market};
use kernel::CommandRefusal;

/// A picture that is no other's.
fn picture(number: u8) -> Blob {
    Blob(vec![0xFF, 0xD8, number])
}

fn kept(market: &mut Market, by: Id<User>, bytes: Blob) -> Result<String, Stop> {
    market.world.run(by.cast(), &KeepPhoto { user: by, bytes })
}

#[test]
fn a_photograph_is_kept_once_under_its_digest_by_who_had_it_first() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let digest = kept(&mut market, ana, picture(1)).unwrap();
    assert_eq!(digest, kernel::hex_digest(&[0xFF, 0xD8, 1]));
    let first: Photo = market.world.find((HERE, digest.clone())).unwrap();
    assert_eq!((first.by, first.bytes.as_slice()), (ana, [0xFF, 0xD8, 1].as_slice()));
    market.pass_time(market.world.now.plus_hours(1));
    for by in [ana, cafe] {
        assert_eq!(kept(&mut market, by, picture(1)).unwrap(), digest);
    }
    assert_eq!(market.world.find((HERE, digest)), Some(first));
}

#[test]
fn a_photograph_is_of_something_and_of_two_mebibytes_at_most() {
    let mut market = Market::new();
    let ana = market.ana;
    let most = PHOTO_BYTES_MAX;
    for weight in [0, most + 1] {
        let stop = kept(&mut market, ana, Blob(vec![7; weight])).unwrap_err();
        assert_eq!(stop.refusal(), Some(&PhotoRefusal::NotThisHeavy { most: 2_097_152 }), "{weight}");
    }
    for weight in [1, most] {
        kept(&mut market, ana, Blob(vec![7; weight])).unwrap();
    }
}

#[test]
fn nobody_keeps_a_photograph_for_another() {
    let mut market = Market::new();
    let keep = KeepPhoto { user: market.ana, bytes: picture(1) };
    assert_eq!(market.cafe(&keep).unwrap_err().refusal(), Some(&CommandRefusal::NotYours));
}

#[test]
fn a_seller_shows_an_offering_by_photographs_of_their_own() {
    let mut market = Market::new();
    let (ana, cafe, offering) = (market.ana, market.cafe, market.offering);
    let (hers, theirs) =
        (kept(&mut market, ana, picture(1)).unwrap(), kept(&mut market, cafe, picture(2)).unwrap());
    let show = |digest: &str| ShowOffering { offering, digest: digest.to_owned() };
    assert_eq!(market.refused(cafe, &show(&theirs)), "command/not-yours");
    for not_hers in [theirs.as_str(), "unknown", ""] {
        assert_eq!(market.refused(ana, &show(not_hers)), "photos/not-kept", "{not_hers}");
    }
    let id = market.ana(&show(&hers)).unwrap();
    let shown = OfferingPhoto { locality: HERE, offering, id, digest: hers.clone() };
    assert_eq!(market.world.all::<OfferingPhoto>(), [shown]);
    let unknown = ShowOffering { offering: Id::fresh(market.world.now, HERE, 7), digest: hers };
    assert!(matches!(market.ana(&unknown), Err(Stop::Absent("offering"))));
}

#[test]
fn an_offering_is_shown_by_ten_photographs_at_most() {
    let mut market = Market::new();
    let (ana, offering) = (market.ana, market.offering);
    for number in 0..=10 {
        let digest = kept(&mut market, ana, picture(number)).unwrap();
        let shown = market.ana(&ShowOffering { offering, digest });
        if number < 10 {
            shown.unwrap();
        } else {
            assert_eq!(shown.unwrap_err().refusal(), Some(&PhotoRefusal::TooMany { most: 10 }));
        }
    }
    assert_eq!(market.world.count(OfferingPhoto::TABLE), 10);
}
