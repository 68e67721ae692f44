use super::*;
use crate::tests::{HERE, Market};

fn feed(market: &Market) -> Option<CalendarFeed> {
    market.world.find((HERE, market.ana))
}

#[test]
fn a_new_address_takes_the_place_of_the_old_and_an_ended_one_opens_nothing() {
    let mut market = Market::new();
    let (user, cafe) = (market.ana, market.cafe);
    let make = |secret: &str| MakeFeed { user, secret_digest: kernel::hex_digest(secret.as_bytes()) };
    market.ana(&make("first")).unwrap();
    assert!(feed(&market).is_some_and(|feed| feed.opens("first") && !feed.opens("First")));
    market.ana(&make("second")).unwrap();
    assert!(feed(&market).is_some_and(|feed| feed.opens("second") && !feed.opens("first")));
    assert_eq!(market.refused(cafe, &EndFeed { user }), "command/not-yours");
    assert_eq!(market.refused(cafe, &make("theirs")), "command/not-yours");
    market.ana(&EndFeed { user }).unwrap();
    assert_eq!(feed(&market), None);
    assert!(matches!(market.ana(&EndFeed { user }), Err(Stop::Absent(_))));
}
