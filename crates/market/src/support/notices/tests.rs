use super::*;
use crate::tests::{HERE, Market, evening, portland};

/// What a user was told, the oldest first.
fn told(market: &Market, user: Id<User>) -> Vec<Notice> {
    market.world.all::<Notice>().into_iter().filter(|notice| notice.user_id == user).collect()
}

fn read_up_to(market: &Market, user: Id<User>) -> Option<Id<Notice>> {
    market.world.find::<Inbox>((HERE, user)).map(|inbox| inbox.read_up_to)
}

#[test]
fn both_sides_hear_of_an_agreement_what_it_means_to_them() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let row = market.trade(trade);
    for (user, code, amount) in [
        (market.ana, "trade/booked-seller", row.seller_receives),
        (market.cafe, "trade/booked-buyer", row.buyer_pays),
    ] {
        let notice = told(&market, user).pop().unwrap();
        assert_eq!((notice.code.as_str(), notice.told_at), (code, market.world.now));
        assert_eq!((notice.about, notice.subject), (SubjectKind::Trade, trade.cast()));
        let arguments: Vec<(String, Argument)> = serde_json::from_str(&notice.arguments).unwrap();
        let money = Argument::Money(amount.of(row.currency));
        assert!(arguments.iter().any(|(_, argument)| *argument == money), "{arguments:?}");
    }
}

#[test]
fn what_was_read_stays_read() {
    let mut market = Market::new();
    market.booked(evening(11, 27));
    market.pass_time(portland(11, 29, 9));
    let ana = market.ana;
    let ids: Vec<Id<Notice>> = told(&market, ana).into_iter().map(|notice| notice.id).collect();
    let [first, second, ..] = ids[..] else { panic!("{ids:?}") };
    assert_eq!(read_up_to(&market, ana), None);
    for (up_to, stands) in [(first, first), (second, second), (first, second), (second, second)] {
        market.ana(&ReadNotices { user: ana, up_to }).unwrap();
        assert_eq!(read_up_to(&market, ana), Some(stands));
    }
}

#[test]
fn nobody_reads_for_another() {
    let mut market = Market::new();
    market.booked(evening(11, 27));
    let (ana, cafe) = (market.ana, market.cafe);
    let up_to = told(&market, ana)[0].id;
    assert_eq!(market.refused(cafe, &ReadNotices { user: ana, up_to }), "command/not-yours");
    assert_eq!((read_up_to(&market, ana), read_up_to(&market, cafe)), (None, None));
}
