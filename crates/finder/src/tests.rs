//! The finder against an oracle that reads every record, slot by slot, and shares no code with the indexes.

mod concurrency;
mod dice;
mod edges;
mod fair;
mod hires;
mod listings;
mod oracle;
mod stalls;
mod takeovers;

use crate::horizon::Horizon;
use crate::{Finder, Found, FoundHire, FoundOption, Loader, Query};
use fair::{Fair, HERE, HORIZON_DAYS};
use kernel::{Amount, Day, Slots, Stop};
use market::users::{
    User,
    assets::{Offering, OfferingStage},
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Days around which clocks change, and days on which nothing does, as months and days of 2026.
const STARTS: [(i8, i8); 5] = [(3, 7), (10, 31), (11, 23), (7, 14), (12, 30)];

/// What the random markets must have shown, for the agreement to mean something.
#[derive(Debug, Default)]
struct Seen {
    options: usize,
    nothing: usize,
    subsidized: usize,
    outside_horizon: usize,
    change_day: usize,
    cut_short: usize,
    unpaid: usize,
    refused: BTreeSet<&'static str>,
}

impl Seen {
    fn take(&mut self, fair: &Fair, query: &Query, found: &Found) {
        let span = query.requirement.span;
        let subsidized = |option: &FoundOption| option.priced.waterfall.subsidies().unwrap() > Amount::ZERO;
        let Horizon { first, count } = fair.finder.horizon();
        let segments = query.requirement.work_place.zone.calendar().segments(span.ends_at().day());
        self.options += usize::from(!found.options.is_empty());
        self.unpaid += usize::from(!found.options.is_empty() && query.requirement.is_unpaid);
        self.nothing += usize::from(found.options.is_empty());
        self.subsidized += usize::from(found.options.iter().any(subsidized));
        self.outside_horizon +=
            usize::from(!found.options.is_empty() && span.ends_at().day() >= first.plus(count));
        self.change_day += usize::from(!found.options.is_empty() && segments.len() > 1);
        self.cut_short += usize::from(found.options.len() == query.limit);
        self.refused.extend(found.refused.keys());
    }
}

#[test]
fn searches_agree_with_the_oracle_whatever_happens() {
    let mut seen = Seen::default();
    for (seed, (month, day)) in (1..).zip(STARTS) {
        let mut fair = Fair::open(seed, Day::of(jiff::civil::date(2026, month, day)), 32);
        for round in 0..150 {
            fair.something_happens(if round % 3 == 0 { 6 } else { 0 });
            let query = fair.query();
            let found = fair.finder.search(&query, fair.world.now).unwrap();
            let wanted = oracle::search(&fair, &query);
            if found.options.is_empty() {
                assert_eq!(found.refused, wanted.refused, "seed {seed}: {query:?}");
            }
            assert_eq!(found.options, wanted.options, "seed {seed}: {query:?}");
            for (offering, wanted) in oracle::each(&fair, &query) {
                let one = fair.finder.option(&query, offering, fair.world.now).unwrap();
                let one = one.map_err(|stop| {
                    let Stop::Refused(refusal) = stop else { panic!("{stop:?}") };
                    refusal.code()
                });
                // A hold asks the rulebook before the hours, a count of refusals after them.
                let is_of_hours = wanted.as_ref().err().is_some_and(|code| code.starts_with("availability/"));
                if is_of_hours && one.is_err() {
                    continue;
                }
                assert_eq!(one, wanted, "seed {seed}: {query:?}");
            }
            seen.take(&fair, &query, &found);
        }
        assert_eq!(fair.finder.stats().bad_row_count, 0);
    }
    println!("{seen:?}");
    assert!(seen.options > 150 && seen.nothing > 30 && seen.subsidized > 30, "{seen:?}");
    assert!(seen.outside_horizon > 10 && seen.change_day > 2 && seen.cut_short > 50, "{seen:?}");
    assert!(seen.refused.len() > 7 && seen.unpaid > 10, "{seen:?}");
}

#[test]
fn searches_of_hires_and_goods_agree_with_the_oracle_whatever_happens() {
    let (mut hires, mut several, mut subsidized, mut items, mut nothing, mut unpriced) = (0, 0, 0, 0, 0, 0);
    let mut refused = BTreeSet::new();
    for (seed, (month, day)) in (51..).zip(STARTS) {
        let mut fair = Fair::open(seed, Day::of(jiff::civil::date(2026, month, day)), 3);
        for _ in 0..24 {
            fair.new_stall();
        }
        for round in 0..80 {
            fair.something_happens(if round % 3 == 0 { 6 } else { 0 });
            let query = fair.hire_query();
            let found = fair.finder.search_hires(&query, fair.world.now).unwrap();
            let wanted = stalls::hires(&mut fair, &query);
            assert_eq!(found.hires, wanted.hires, "seed {seed}: {query:?}");
            if found.hires.is_empty() {
                assert_eq!(found.refused, wanted.refused, "seed {seed}: {query:?}");
            }
            hires += usize::from(!found.hires.is_empty());
            several += usize::from(found.hires.len() > 1);
            let subsidies = |hire: &FoundHire| hire.priced.waterfall.subsidies().unwrap();
            subsidized += usize::from(found.hires.iter().any(|hire| subsidies(hire) > Amount::ZERO));
            nothing += usize::from(found.hires.is_empty());
            unpriced += usize::from(found.priced_count < found.near_count);
            refused.extend(found.refused.into_keys());
            let query = fair.goods_query();
            let found = fair.finder.search_goods(&query).unwrap();
            assert_eq!(found, stalls::goods(&fair, &query), "seed {seed}: {query:?}");
            items += usize::from(found.items.len() > 1);
        }
        assert_eq!(fair.finder.stats().bad_row_count, 0);
    }
    let seen = format!("{hires} {several} {subsidized} {items} {nothing} {unpriced} {refused:?}");
    println!("{seen}");
    assert!(
        hires > 100 && several > 40 && subsidized > 20 && items > 40 && nothing > 40 && unpriced > 40,
        "{seen}"
    );
    assert!(refused.len() > 5, "{seen}");
}

#[test]
fn days_and_openings_agree_with_the_oracle() {
    for (seed, (month, day)) in (31..).zip(STARTS) {
        let mut fair = Fair::open(seed, Day::of(jiff::civil::date(2026, month, day)), 4);
        fair.something_happens(20);
        let today = fair.world.now.day();
        for offering in fair.world.all::<Offering>() {
            let wanted: Vec<(Day, Slots)> = (-1..14)
                .map(|ahead| today.plus(ahead))
                .map(|day| (day, oracle::free_on(&fair, offering.resource.unwrap(), day)))
                .collect();
            for (day, slots) in &wanted {
                assert_eq!(fair.finder.day(offering.resource.unwrap(), *day).unwrap(), *slots, "seed {seed}");
            }
            let is_found =
                fair.world.find::<User>((HERE, offering.seller)).is_some_and(|user| user.is_found());
            let is_shown = is_found && offering.stage == OfferingStage::Open;
            let wanted = if is_shown { wanted } else { Vec::new() };
            assert_eq!(fair.finder.openings(offering.id, today.plus(-1), 15).unwrap(), wanted, "seed {seed}");
        }
    }
}

#[test]
fn a_finder_fed_commit_by_commit_holds_what_one_made_anew_holds() {
    for (seed, (month, day)) in (11..).zip(STARTS) {
        let mut fair = Fair::open(seed, Day::of(jiff::civil::date(2026, month, day)), 20);
        for _ in 0..8 {
            fair.new_stall();
        }
        for round in 0..4 {
            fair.something_happens(30);
            if round % 2 == 1 {
                fair.finder.roll_to(fair.world.now.day().plus(round - 2));
            }
            let Horizon { first, .. } = fair.finder.horizon();
            let anew =
                Finder::new(Arc::clone(&fair.rulebook), Arc::clone(&fair.directory), first, HORIZON_DAYS);
            fair.load(anew.loader(HERE));
            assert_eq!(fair::contents(&fair.finder), fair::contents(&anew), "seed {seed}, round {round}");
        }
    }
}

impl Fair {
    /// Feeds every row of the store to a loader, as a rebuild does.
    fn load(&self, mut loader: Loader<'_>) {
        let changes = self.world.changes();
        for change in &changes {
            loader.take_in(change.key.table, change.row.as_deref().unwrap());
        }
        assert_eq!(loader.row_count(), u64::try_from(changes.len()).unwrap());
        assert!(loader.finish());
    }
}
