use super::*;
use crate::tests::{HERE, Market};

#[test]
fn a_move_is_a_word_or_a_time() {
    for (text, expected) in [
        ("shift-start", Some(ClockMove::ShiftStart)),
        ("shift-end", Some(ClockMove::ShiftEnd)),
        ("friday", Some(ClockMove::Friday)),
        ("plus-day", Some(ClockMove::PlusDay)),
        ("1970-01-01T00:00:01Z", Some(ClockMove::Time(Timestamp(1_000_000)))),
        ("1970-01-01T01:00:01+01:00", Some(ClockMove::Time(Timestamp(1_000_000)))),
        ("Friday", None),
        ("1970-01-01", None),
        ("", None),
    ] {
        assert_eq!(ClockMove::of(text), expected, "{text}");
    }
}

#[test]
fn time_never_goes_back() {
    let mut market = Market::new();
    let now = market.world.now;
    let turn = |to| TurnClock { locality: HERE, clock_move: ClockMove::Time(to), to };
    let later = now.plus_minutes(90);
    assert_eq!(market.cafe(&turn(later)).unwrap(), later);
    assert_eq!(market.cafe(&turn(Timestamp(now.0 - 1))).unwrap(), now);
}

#[test]
fn the_same_move_is_the_same_request_whenever_it_is_sent() {
    let turn = |to| TurnClock { locality: HERE, clock_move: ClockMove::PlusDay, to };
    let sent = |to| serde_json::to_string(&turn(to)).unwrap();
    assert_eq!(sent(Timestamp(1)), sent(Timestamp(2)));
}
