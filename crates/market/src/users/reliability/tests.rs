use super::*;
use crate::tests::{HERE, Market, user};
use crate::users::UserKind;
use kernel::Stop;

/// What became of trades in which Ana sells to the café.
fn lived(market: &mut Market, outcomes: &[Outcome]) {
    let (ana, cafe) = (market.ana, market.cafe);
    for outcome in outcomes {
        market.world.step(HERE, |draft| Ok(record(draft, cafe, ana, *outcome)?)).unwrap();
    }
}

fn track(market: &Market, user: Id<User>) -> Option<TrackRecord> {
    market.world.find((HERE, user))
}

/// The counts in the order of the record: kept, cancelled, missed; bought, cancelled, absent, unpaid.
fn counts(market: &Market, user: Id<User>) -> [i64; 7] {
    track(market, user).map_or([0; 7], |track| {
        [
            track.kept_count,
            track.cancelled_count,
            track.missed_count,
            track.bought_count,
            track.bought_cancelled_count,
            track.absent_count,
            track.unpaid_count,
        ]
    })
}

#[test]
fn each_outcome_counts_for_the_one_who_answers_for_it() {
    let table = [
        (Outcome::Kept, [1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]),
        (Outcome::Settled, [1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]),
        (Outcome::Missed, [0, 0, 1, 0, 0, 0, 0], [0; 7]),
        (Outcome::Returned, [0; 7], [0; 7]),
        (Outcome::BuyerAbsent, [0; 7], [0, 0, 0, 0, 0, 1, 0]),
        (Outcome::BuyerCancelled, [0; 7], [0, 0, 0, 0, 1, 0, 0]),
        (Outcome::SellerCancelled, [0, 1, 0, 0, 0, 0, 0], [0; 7]),
        (Outcome::Unpaid, [0; 7], [0, 0, 0, 0, 0, 0, 1]),
        (Outcome::Defaulted, [0; 7], [0, 0, 0, 0, 0, 0, 1]),
    ];
    assert_eq!(table.map(|(outcome, ..)| outcome), Outcome::ALL, "every outcome");
    for (outcome, seller, buyer) in table {
        let mut market = Market::new();
        lived(&mut market, &[outcome]);
        assert_eq!(
            [counts(&market, market.ana), counts(&market, market.cafe)],
            [seller, buyer],
            "{outcome:?}"
        );
    }
}

#[test]
fn who_has_done_nothing_has_no_record_and_answered_for_nothing() {
    let mut market = Market::new();
    assert_eq!((track(&market, market.ana), market.world.count(PairRecord::TABLE)), (None, 0));
    let (ana, cafe) = (market.ana, market.cafe);
    let empty = market.world.step(HERE, |draft| Ok(TrackRecord::of(draft, ana)?)).unwrap();
    assert_eq!((empty.user_id, empty.agreed_count()), (ana, 0));
    let together = market.world.step(HERE, |draft| Ok(together(draft, cafe, ana)?.completed_count));
    assert_eq!(together.unwrap(), 0);
    lived(&mut market, &[Outcome::Returned]);
    assert_eq!(track(&market, ana), None, "what is sent back leaves nobody a record");
}

#[test]
fn a_seller_answers_for_what_was_kept_called_off_or_missed_and_for_nothing_else() {
    let mut market = Market::new();
    let mut history = vec![Outcome::Kept; 36];
    history.extend([Outcome::Settled, Outcome::Settled, Outcome::SellerCancelled, Outcome::Missed]);
    history.extend([Outcome::BuyerAbsent, Outcome::BuyerCancelled, Outcome::Returned, Outcome::Unpaid]);
    lived(&mut market, &history);
    let seller = track(&market, market.ana).unwrap();
    assert_eq!((seller.kept_count, seller.agreed_count()), (38, 40), "kept 38 of 40");
    assert_eq!(counts(&market, market.cafe), [0, 0, 0, 38, 1, 1, 1]);
    let as_buyer = track(&market, market.cafe).unwrap();
    assert_eq!(as_buyer.agreed_count(), 0, "what was bought is no agreement of a seller's");
}

#[test]
fn the_two_roles_of_one_user_are_counted_apart() {
    let mut market = Market::new();
    lived(&mut market, &[Outcome::Kept]);
    let (ana, cafe) = (market.ana, market.cafe);
    market.world.step(HERE, |draft| Ok(record(draft, ana, cafe, Outcome::Kept)?)).unwrap();
    for user in [ana, cafe] {
        assert_eq!(counts(&market, user), [1, 0, 0, 1, 0, 0, 0]);
    }
}

#[test]
fn a_pair_counts_what_it_completed_in_one_direction() {
    let mut market = Market::new();
    let other = user(&mut market.world, "other", UserKind::Organization);
    let (ana, cafe) = (market.ana, market.cafe);
    lived(&mut market, &[Outcome::Kept, Outcome::Missed, Outcome::Settled, Outcome::SellerCancelled]);
    let mut together = |buyer, seller| -> Result<i64, Stop> {
        market.world.step(HERE, |draft| Ok(together(draft, buyer, seller)?.completed_count))
    };
    assert_eq!(together(cafe, ana).unwrap(), 2);
    assert_eq!((together(ana, cafe).unwrap(), together(other, ana).unwrap()), (0, 0));
}
