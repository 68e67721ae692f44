//! Readers beside a writer.

use super::fair::{Fair, HERE, portland, usd};
use kernel::{Amount, Change, CommitListener, Day, Key, Record, Slots, Timestamp};
use market::users::{assets::PriceTerms, availability::ResourceDay};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;

const SECTOR: &str = "37-2011";

/// A commit that takes hours of two days.
fn takes(resource: kernel::Id<market::users::assets::Resource>, days: [(Day, Slots); 2]) -> Vec<Change> {
    let change = |(day, busy)| {
        let row = ResourceDay { locality: HERE, resource, day, busy }.to_row();
        Change {
            key: Key::of_row(ResourceDay::TABLE, &row),
            version: 0,
            after: 1,
            before: None,
            row: Some(row),
        }
    };
    days.map(change).into()
}

#[test]
fn readers_see_all_of_a_commit_or_nothing() {
    let mut fair = Fair::open(71, Day::of(jiff::civil::date(2026, 11, 23)), 0);
    let (seller, offering) = fair.plain_seller(SECTOR, PriceTerms::plain(usd(), Amount(4_000)));
    // Three in the afternoon in Portland to five: one hour in each of two UTC days.
    let starts_at = portland(jiff::civil::date(2026, 11, 25), 15);
    let query = fair.plain_query(SECTOR, starts_at, 2);
    let [first, second] = [starts_at.day(), starts_at.day().plus(1)];
    assert_eq!(query.requirement.span.by_day().count(), 2);
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options.len(), 1);

    // At every moment one of the two hours is taken, so both together can never be had.
    let taken_first = takes(seller.cast(), [(first, Slots::ALL), (second, Slots::NONE)]);
    let taken_second = takes(seller.cast(), [(first, Slots::NONE), (second, Slots::ALL)]);
    fair.finder.committed(&taken_first);
    let (is_over, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (finder, now): (_, Timestamp) = (&fair.finder, fair.world.now);
    std::thread::scope(|scope| {
        let reader = || {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert_eq!(finder.search(&query, now).unwrap().options, []);
                    let openings = finder.openings(offering, first, 2).unwrap();
                    let free: Vec<bool> = openings.iter().map(|(_, slots)| !slots.is_empty()).collect();
                    assert!(free == [true, false] || free == [false, true], "{free:?}");
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            })
        };
        let readers = [reader(), reader(), reader()];
        // A reader ends early only when it has seen what must not be.
        while reads.load(Ordering::Relaxed) < 300 && !readers.iter().any(ScopedJoinHandle::is_finished) {
            finder.committed(&taken_second);
            finder.committed(&taken_first);
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_search_that_begins_after_a_commit_sees_it_while_others_write_elsewhere() {
    let mut fair = Fair::open(72, Day::of(jiff::civil::date(2026, 11, 23)), 0);
    let (seller, _) = fair.plain_seller(SECTOR, PriceTerms::plain(usd(), Amount(4_000)));
    let (other, _) = fair.plain_seller("39-3031", PriceTerms::plain(usd(), Amount(4_000)));
    let starts_at = portland(jiff::civil::date(2026, 11, 25), 15);
    let query = fair.plain_query(SECTOR, starts_at, 2);
    let days = |busy| [(starts_at.day(), busy), (starts_at.day().plus(1), busy)];
    let is_over = AtomicBool::new(false);
    let (finder, now) = (&fair.finder, fair.world.now);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                finder.committed(&takes(other.cast(), days(Slots::ALL)));
                finder.committed(&takes(other.cast(), days(Slots::NONE)));
            }
        });
        let found_of: Vec<usize> = (0..200)
            .map(|round| {
                let busy = if round % 2 == 0 { Slots::ALL } else { Slots::NONE };
                finder.committed(&takes(seller.cast(), days(busy)));
                finder.search(&query, now).unwrap().options.len()
            })
            .collect();
        is_over.store(true, Ordering::Relaxed);
        assert!(found_of.iter().enumerate().all(|(round, found)| *found == round % 2), "{found_of:?}");
    });
}
