use super::*;
use crate::tests::{HERE, Market};
use kernel::CommandRefusal;

/// A picture that is no other's.
fn picture(number: u8) -> Blob {
    Blob(vec![0xFF, 0xD8, number])
}

/// Ana shows what she offers.
fn shown(market: &mut Market, bytes: Blob) -> Result<Id<OfferingPhoto>, Stop> {
    let offering = market.offering;
    market.ana(&ShowOffering { offering, bytes })
}

#[test]
fn a_photograph_is_kept_once_under_its_digest_by_who_had_it_first() {
    let mut market = Market::new();
    let (ana, offering) = (market.ana, market.offering);
    let id = shown(&mut market, picture(1)).unwrap();
    let digest = kernel::hex_digest(&[0xFF, 0xD8, 1]);
    let first: Photo = market.world.find((HERE, digest.clone())).unwrap();
    assert_eq!((first.by, first.bytes.as_slice()), (ana, [0xFF, 0xD8, 1].as_slice()));
    assert_eq!(
        market.world.all::<OfferingPhoto>(),
        [OfferingPhoto { locality: HERE, offering, id, digest: digest.clone() }]
    );
    market.pass_time(market.world.now.plus_hours(1));
    shown(&mut market, picture(1)).unwrap();
    assert_eq!((market.world.find((HERE, digest)), market.world.count(Photo::TABLE)), (Some(first), 1));
}

#[test]
fn a_photograph_is_of_something_and_of_two_mebibytes_at_most() {
    let mut market = Market::new();
    let most = PHOTO_BYTES_MAX;
    for weight in [0, most + 1] {
        let stop = shown(&mut market, Blob(vec![7; weight])).unwrap_err();
        assert_eq!(stop.refusal(), Some(&PhotoRefusal::NotThisHeavy { most: 2_097_152 }), "{weight}");
    }
    for weight in [1, most] {
        shown(&mut market, Blob(vec![7; weight])).unwrap();
    }
}

#[test]
fn of_what_is_refused_no_photograph_is_kept() {
    let mut market = Market::new();
    let (cafe, offering) = (market.cafe, market.offering);
    let theirs = market.world.run(cafe.cast(), &ShowOffering { offering, bytes: picture(1) });
    assert_eq!(theirs.unwrap_err().refusal(), Some(&CommandRefusal::NotYours));
    let unknown = ShowOffering { offering: Id::fresh(market.world.now, HERE, 7), bytes: picture(2) };
    assert!(matches!(market.ana(&unknown), Err(Stop::Absent("offering"))));
    assert_eq!(market.world.count(Photo::TABLE), 0);
    for number in 0..=10 {
        let shown = shown(&mut market, picture(number));
        if number < 10 {
            shown.unwrap();
        } else {
            assert_eq!(shown.unwrap_err().refusal(), Some(&PhotoRefusal::TooMany { most: 10 }));
        }
    }
    assert_eq!((market.world.count(OfferingPhoto::TABLE), market.world.count(Photo::TABLE)), (10, 10));
}
