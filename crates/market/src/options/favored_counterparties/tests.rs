use super::*;
use crate::tests::{HERE, Market};
use crate::users::UserRefusal;

#[test]
fn what_is_added_is_there_until_it_is_taken_away() {
    let mut market = Market::new();
    let ana = market.ana;
    let favorite = market.world.run(ana.cast(), &AddFavorite { owner: ana }).unwrap();
    assert!(market.world.find::<Favorite>((HERE, ana, favorite)).is_some());
    let remove = RemoveFavorite { owner: ana, favorite };
    market.world.run(ana.cast(), &remove).unwrap();
    assert_eq!(market.world.find::<Favorite>((HERE, ana, favorite)), None);
    assert!(matches!(market.world.run(ana.cast(), &remove), Err(Stop::Absent(_))));
}

#[test]
fn nobody_changes_the_list_of_another() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let stop = market.world.run(cafe.cast(), &AddFavorite { owner: ana }).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NotYours));
}

#[test]
fn there_are_only_so_many() {
    let mut market = Market::new();
    let add = AddFavorite { owner: market.ana };
    for _ in 0..MOST {
        market.world.run(market.ana.cast(), &add).unwrap();
    }
    let stop = market.world.run(market.ana.cast(), &add).unwrap_err();
    assert_eq!(stop.refusal(), Some(&FavoredCounterpartiesRefusal::TooMany { most: 100 }));
}
