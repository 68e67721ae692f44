use super::*;

const ANA: &str = "ana";

fn at(second: i64) -> Timestamp {
    Timestamp(1_800_000_000_000_000 + second * 1_000_000)
}

fn home() -> Option<Network> {
    Network::parse("203.0.113.7")
}

/// How long the next try has to wait; nothing when it was taken.
fn wait(tried: &Answer<impl Sized>) -> i64 {
    match tried {
        Ok(_) => 0,
        Err(AppError::TooMany { wait_s }) => *wait_s,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn each_try_after_the_free_ones_waits_twice_as_long() {
    let attempts = Attempts::default();
    let mut now = 0;
    let mut waits = Vec::new();
    for _ in 0..20 {
        let first = wait(&attempts.password(ANA, home(), at(now)));
        waits.push(first);
        now += first;
        if first > 0 {
            assert_eq!(wait(&attempts.password(ANA, home(), at(now - 1))), 1, "not a second too early");
            assert_eq!(wait(&attempts.password(ANA, home(), at(now))), 0, "and no later");
        }
    }
    assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900]);
}

#[test]
fn who_tries_too_early_does_not_wait_longer_for_it() {
    let attempts = Attempts::default();
    for _ in 0..8 {
        let _ = attempts.password(ANA, home(), at(0));
    }
    assert_eq!(wait(&attempts.password(ANA, home(), at(0))), 1);
}

#[test]
fn who_guesses_from_elsewhere_keeps_nobody_out_at_home() {
    let attempts = Attempts::default();
    for _ in 0..20 {
        let _ = attempts.password(ANA, Network::parse("198.51.100.1"), at(0));
    }
    assert_eq!(wait(&attempts.password(ANA, home(), at(0))), 0);
}

#[test]
fn a_password_is_not_tried_from_a_thousand_networks_either() {
    let attempts = Attempts::default();
    let from = |number: u32| Network::parse(&format!("198.51.{}.{}", number / 250, number % 250));
    let taken = (0..1_000).filter(|number| attempts.password(ANA, from(*number), at(0)).is_ok()).count();
    assert_eq!(taken, 50);
}

#[test]
fn a_network_does_not_try_a_thousand_addresses() {
    let attempts = Attempts::default();
    let taken = (0..1_000).filter(|name| attempts.password(&name.to_string(), home(), at(0)).is_ok()).count();
    assert_eq!(taken, 100);
    assert_eq!(
        wait(&attempts.password("another", None, at(0))),
        0,
        "where it is not known, it is not counted"
    );
}

#[test]
fn a_network_of_many_who_know_their_passwords_is_not_stopped() {
    let attempts = Attempts::default();
    for name in 0..1_000 {
        let attempt = attempts.password(&name.to_string(), home(), at(0)).unwrap();
        attempts.was_right(attempt);
    }
}

#[test]
fn a_right_password_begins_the_count_anew() {
    let attempts = Attempts::default();
    for _ in 0..4 {
        let _ = attempts.password(ANA, home(), at(0));
    }
    attempts.was_right(attempts.password(ANA, home(), at(0)).unwrap());
    let taken = (0..20).filter(|_| attempts.password(ANA, home(), at(0)).is_ok()).count();
    assert_eq!(taken, 5);
}

#[test]
fn accounts_and_codes_are_counted_by_network() {
    let attempts = Attempts::default();
    assert_eq!((0..200).filter(|_| attempts.account(home(), at(0)).is_ok()).count(), 30);
    assert_eq!((0..200).filter(|_| attempts.code(home(), at(0)).is_ok()).count(), 30);
    assert_eq!((0..200).filter(|_| attempts.account(None, at(0)).is_ok()).count(), 200);
}

#[test]
fn an_hour_later_nothing_is_known_of_it() {
    let attempts = Attempts::default();
    for _ in 0..12 {
        let _ = attempts.password(ANA, home(), at(0));
    }
    let taken = (0..20).filter(|_| attempts.password(ANA, home(), at(FORGOTTEN_AFTER_S)).is_ok()).count();
    assert_eq!(taken, 5);
}

#[test]
fn names_without_end_do_not_fill_the_memory() {
    let attempts = Attempts::default();
    for (name, second) in (0..MOST).zip(0..) {
        let _ = attempts.password(&name.to_string(), None, at(second));
    }
    assert!(attempts.counts().len() <= MOST + 1, "{}", attempts.counts().len());
    assert_eq!(wait(&attempts.password("another", None, at(0))), 0);
}

#[test]
fn a_clock_that_is_set_back_makes_no_wait_longer() {
    let attempts = Attempts::default();
    for _ in 0..6 {
        let _ = attempts.password(ANA, home(), at(0));
    }
    assert_eq!(wait(&attempts.password(ANA, home(), at(-3_600))), 1);
}
