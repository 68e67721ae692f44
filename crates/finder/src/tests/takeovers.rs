//! An area that another process may have changed answers nothing until it is made anew.

use super::fair::{Fair, HERE, contents, portland, usd};
use crate::{Fault, Finder};
use kernel::{Amount, BadRow, Change, CommitListener, Day, Key, Locality, Owner, Record, Slots, Timestamp};
use market::users::{assets::PriceTerms, availability::ResourceDay};

const SECTOR: &str = "37-2011";

fn fair(seed: u64) -> Fair {
    Fair::open(seed, Day::of(jiff::civil::date(2026, 11, 23)), 0)
}

/// The owner row as a commit writes it.
fn claim(locality: Locality, epoch: i64, version: i64) -> Change {
    let (process, address) = (format!("process {epoch}"), String::new());
    let row = Owner { locality, epoch, process, address, lease_until: Timestamp(0) }.to_row();
    Change { key: Key::of_row(Owner::TABLE, &row), version, after: version + 1, before: None, row: Some(row) }
}

fn busy(resource: kernel::Id<market::users::assets::Resource>, day: Day) -> Change {
    let row = ResourceDay { locality: HERE, resource, day, busy: Slots::ALL }.to_row();
    Change { key: Key::of_row(ResourceDay::TABLE, &row), version: 0, after: 1, before: None, row: Some(row) }
}

#[test]
fn an_area_taken_over_answers_only_when_it_is_loaded() {
    let mut fair = fair(201);
    fair.plain_seller(SECTOR, PriceTerms::plain(usd(), Amount(4_000)));
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    fair.finder.committed(&[claim(HERE, 1, 0)]);
    fair.finder.committed(&[claim(HERE, 1, 1)]);
    assert!(fair.finder.is_current(HERE), "the first owner has missed nothing");
    fair.finder.committed(&[claim(HERE, 3, 7)]);
    assert!(!fair.finder.is_current(HERE));
    assert!(matches!(fair.finder.search(&query, fair.world.now), Err(Fault::Behind)));
    assert!(matches!(fair.finder.nearest_yes(&query, fair.world.now), Err(Fault::Behind)));
    fair.finder.committed(&[claim(HERE, 3, 8)]);
    assert!(!fair.finder.is_current(HERE), "its own commits do not make it whole");
    fair.load(fair.finder.loader(HERE));
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options.len(), 1);
    fair.finder.committed(&[claim(HERE, 3, 9)]);
    assert!(fair.finder.is_current(HERE));
}

#[test]
fn a_process_that_takes_over_what_it_never_served_has_nothing_to_answer_from() {
    let fair = fair(202);
    let late = Finder::new(fair.rulebook.clone(), fair.directory.clone(), fair.world.now.day(), 12);
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    assert!(matches!(late.search(&query, fair.world.now), Err(Fault::Behind)));
    late.committed(&[claim(HERE, 2, 5)]);
    assert!(matches!(late.search(&query, fair.world.now), Err(Fault::Behind)));
}

#[test]
fn what_is_committed_while_an_area_loads_is_taken_in() {
    let mut fair = fair(203);
    let (seller, _) = fair.plain_seller(SECTOR, PriceTerms::plain(usd(), Amount(4_000)));
    let starts_at = portland(jiff::civil::date(2026, 11, 25), 10);
    let query = fair.plain_query(SECTOR, starts_at, 2);
    let loader = fair.finder.loader(HERE);
    fair.finder.committed(&[busy(seller.cast(), starts_at.day()), claim(HERE, 1, 0)]);
    fair.load(loader);
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options, []);
    fair.load(fair.finder.loader(HERE));
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options.len(), 1, "of the rows alone");
}

#[test]
fn a_load_that_was_overtaken_opens_nothing() {
    let fair = fair(204);
    fair.finder.committed(&[claim(HERE, 1, 0)]);
    let first = fair.finder.loader(HERE);
    let second = fair.finder.loader(HERE);
    assert!(!first.finish());
    assert!(!fair.finder.is_current(HERE));
    fair.finder.committed(&[claim(HERE, 3, 4)]);
    assert!(!second.finish(), "it was lost and taken over again while it was read");
    assert!(!fair.finder.is_current(HERE));
    assert!(fair.finder.loader(HERE).finish());
    assert!(fair.finder.is_current(HERE));
}

#[test]
fn an_area_loaded_while_days_change_keeps_the_new_days() {
    let mut fair = fair(205);
    fair.plain_seller(SECTOR, PriceTerms::plain(usd(), Amount(4_000)));
    let loader = fair.finder.loader(HERE);
    let later = fair.world.now.day().plus(30);
    fair.finder.roll_to(later);
    fair.load(loader);
    let anew = Finder::new(fair.rulebook.clone(), fair.directory.clone(), later, super::HORIZON_DAYS);
    fair.load(anew.loader(HERE));
    assert_eq!((fair.finder.first_day(), contents(&fair.finder)), (later, contents(&anew)));
}

#[test]
fn a_row_that_cannot_be_read_is_counted_and_its_values_stay_unsaid() {
    let fair = fair(206);
    let mut change = busy(kernel::Id::from_bits(7), Day(20_000));
    change.row = change
        .row
        .map(|row| row.iter().take(3).cloned().chain([kernel::Value::Text("Ana".into())]).collect());
    let mut loader = fair.finder.loader(HERE);
    loader.take_in(ResourceDay::TABLE, change.row.as_deref().unwrap());
    assert!(loader.finish());
    fair.finder.committed(&[change.clone()]);
    assert_eq!(fair.finder.bad_row_count(), 2);
    let BadRow(why) = ResourceDay::from_row(change.row.as_deref().unwrap()).unwrap_err();
    assert!(!why.contains("Ana"), "{why}");
}
