use super::*;
use crate::options::favored_counterparties::Favor;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, code, evening, user};
use crate::trade::Stage;
use crate::users::UserKind;
use kernel::CommandRefusal;

/// What is refused between two of whom one has blocked the other.
pub(crate) const APART: &str = "blocks/not-together";

fn blocks(market: &Market, owner: Id<User>) -> Vec<Id<User>> {
    let all = market.world.all::<Block>().into_iter().filter(|block| block.owner == owner);
    all.map(|block| block.other).collect()
}

#[test]
fn whichever_of_the_two_blocks_neither_books_the_other_until_it_is_taken_back() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    for (owner, other) in [(ana, cafe), (cafe, ana)] {
        market.block(owner, other);
        assert_eq!((blocks(&market, owner), blocks(&market, other)), (vec![other], vec![]));
        // Both hear the same: not who of them it was.
        assert_eq!(market.hold(evening(11, 27)).map_err(code).unwrap_err(), APART);
        market.unblock(owner, other);
    }
    assert!(
        market.world.all::<Notice>().iter().all(|notice| !notice.code.contains("block")),
        "nobody is told"
    );
    market.hold(evening(11, 27)).unwrap();
}

#[test]
fn a_third_books_whom_another_has_blocked() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let ben = user(&mut market.world, "ben", UserKind::Person);
    market.block(ana, ben);
    market.block(ben, cafe);
    market.hold(evening(11, 27)).unwrap();
}

#[test]
fn what_was_held_or_agreed_before_stands() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let agreed = market.booked(evening(11, 26));
    let held = market.hold(evening(11, 27)).unwrap().trade;
    market.block(ana, cafe);
    market.book(held).unwrap();
    assert_eq!(market.trade(agreed).stage, Stage::Booked);
    assert_eq!(market.hold(evening(11, 28)).map_err(code).unwrap_err(), APART);
    market.check();
}

#[test]
fn whom_somebody_blocks_is_no_favorite_of_theirs_and_stays_blocked_since_when_they_were() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    market.ana(&Favor { owner: ana, other: cafe }).unwrap();
    market.block(ana, cafe);
    assert_eq!(market.world.all::<Favorite>(), []);
    let first: Block = market.world.find((HERE, ana, cafe)).unwrap();
    market.pass_time(market.world.now.plus_hours(1));
    market.block(ana, cafe);
    assert_eq!(market.world.find((HERE, ana, cafe)), Some(first));
}

#[test]
fn nobody_blocks_themselves_or_for_another_or_a_stranger() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let own = market.ana(&BlockUser { owner: ana, other: ana }).unwrap_err();
    assert_eq!(own.refusal(), Some(&BlockRefusal::Yourself));
    for act in [
        market.cafe(&BlockUser { owner: ana, other: cafe }),
        market.cafe(&UnblockUser { owner: ana, other: cafe }),
    ] {
        assert_eq!(act.unwrap_err().refusal(), Some(&CommandRefusal::NotYours));
    }
    let stranger = BlockUser { owner: ana, other: Id::from_bits(7) };
    assert!(matches!(market.ana(&stranger), Err(Stop::Absent("users"))));
    let never = UnblockUser { owner: cafe, other: ana };
    assert!(matches!(market.cafe(&never), Err(Stop::Absent("block"))));
}

#[test]
fn there_are_as_many_blocks_as_the_concession_says() {
    let mut market = Market::new();
    let cafe = market.cafe;
    let mut add = |number: i64| {
        let other = user(&mut market.world, &format!("worker{number}"), UserKind::Person);
        market.world.run(cafe.cast(), &BlockUser { owner: cafe, other })
    };
    let (most, stop) = (0..).find_map(|number| Some((number, add(number).err()?))).unwrap();
    assert_eq!(stop.refusal(), Some(&BlockRefusal::TooMany { most }));
    let first = blocks(&market, cafe)[0];
    market.block(cafe, first);
}
