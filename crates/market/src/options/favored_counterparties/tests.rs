use super::*;
use crate::tests::{HERE, Market, user};
use crate::users::UserKind;
use kernel::CommandRefusal;

fn favor(market: &mut Market, owner: Id<User>, other: Id<User>) -> Result<(), Stop> {
    market.world.run(owner.cast(), &Favor { owner, other })
}

fn favorites(market: &Market, owner: Id<User>) -> Vec<Id<User>> {
    let all = market.world.all::<Favorite>().into_iter();
    all.filter(|favorite| favorite.owner == owner).map(|favorite| favorite.other).collect()
}

#[test]
fn a_cafe_favors_ana_until_it_no_longer_does() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    favor(&mut market, cafe, ana).unwrap();
    assert_eq!((favorites(&market, cafe), favorites(&market, ana)), (vec![ana], vec![]));
    let unfavor = Unfavor { owner: cafe, other: ana };
    market.world.run(cafe.cast(), &unfavor).unwrap();
    assert_eq!(favorites(&market, cafe), []);
    assert!(matches!(market.world.run(cafe.cast(), &unfavor), Err(Stop::Absent("favorite"))));
}

#[test]
fn a_favorite_stays_one_since_when_they_were() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    favor(&mut market, ana, cafe).unwrap();
    let first: Favorite = market.world.find((HERE, ana, cafe)).unwrap();
    market.pass_time(market.world.now.plus_hours(1));
    favor(&mut market, ana, cafe).unwrap();
    assert_eq!(market.world.find((HERE, ana, cafe)), Some(first));
}

#[test]
fn nobody_favors_themselves_or_for_another_or_a_stranger() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let stop = favor(&mut market, ana, ana).unwrap_err();
    assert_eq!(stop.refusal(), Some(&FavoriteRefusal::Yourself));
    for act in [
        market.world.run(cafe.cast(), &Favor { owner: ana, other: cafe }),
        market.world.run(cafe.cast(), &Unfavor { owner: ana, other: cafe }),
    ] {
        assert_eq!(act.unwrap_err().refusal(), Some(&CommandRefusal::NotYours));
    }
    assert!(matches!(favor(&mut market, ana, Id::from_bits(7)), Err(Stop::Absent("users"))));
}

#[test]
fn there_are_as_many_favorites_as_the_concession_says() {
    let mut market = Market::new();
    let cafe = market.cafe;
    let mut add = |number: i64| {
        let other = user(&mut market.world, &format!("worker{number}"), UserKind::Person);
        market.world.run(cafe.cast(), &Favor { owner: cafe, other })
    };
    let (most, stop) = (0..).find_map(|number| Some((number, add(number).err()?))).unwrap();
    assert_eq!(stop.refusal(), Some(&FavoriteRefusal::TooMany { most }));
    // A favorite once more is not one more.
    let first = favorites(&market, cafe)[0];
    favor(&mut market, cafe, first).unwrap();
}
