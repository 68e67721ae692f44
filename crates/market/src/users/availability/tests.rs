use super::*;
use crate::tests::{Market, hire_terms};
use crate::users::assets::{OfferHire, Wording};
use kernel::{Date, Weekday, World};
use proptest::prelude::*;

const HERE: Locality = Locality(1);

fn zone(name: &str) -> Zone {
    Zone::new(name).unwrap()
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

/// Free on one weekday, from one hour to another.
fn week(zone_name: &str, weekday: Weekday, from_hour: i64, hours: i64) -> UsualWeek {
    let mut days = [Slots::NONE; 7];
    days[usize::try_from(weekday.to_monday_zero_offset()).unwrap()] = Slots::run(from_hour * 4, hours * 4);
    UsualWeek::new(HERE, Id::from_bits(1), zone(zone_name), days)
}

/// The open local times around a date, as (local minute, minutes open) of each unbroken run.
fn open_around(week: &UsualWeek, date: Date) -> Vec<(i64, i64)> {
    let openness = Openness::new(week, &[]);
    let day = Day::of(date);
    let quarters = (-1..=1).flat_map(|near| {
        let day = day.plus(near);
        let slots = openness.open_on(day);
        (0..96).filter(move |q| slots.contains(*q)).map(move |q| day.starts_at().plus_minutes(q * 15))
    });
    let mut runs: Vec<(Timestamp, i64)> = Vec::new();
    for quarter in quarters {
        match runs.last_mut() {
            Some((start, minutes)) if start.plus_minutes(*minutes) == quarter => *minutes += 15,
            _ => runs.push((quarter, 15)),
        }
    }
    let calendar = week.zone.calendar();
    runs.into_iter().map(|(start, minutes)| (calendar.local(start).minute, minutes)).collect()
}

#[test]
fn five_to_nine_stays_five_to_nine_on_either_side_of_both_changes() {
    let friday = week("America/Los_Angeles", Weekday::Friday, 17, 4);
    for (month, day) in [(3, 6), (3, 13), (10, 30), (11, 6), (11, 27)] {
        assert_eq!(open_around(&friday, date(2026, month, day)), [(17 * 60, 240)], "{month}-{day}");
    }
}

#[test]
fn the_night_of_the_spring_change_is_an_hour_shorter_and_of_the_autumn_change_longer() {
    let sunday = week("America/Los_Angeles", Weekday::Sunday, 0, 6);
    assert_eq!(open_around(&sunday, date(2026, 3, 8)), [(0, 5 * 60)]);
    assert_eq!(open_around(&sunday, date(2026, 11, 1)), [(0, 7 * 60)]);
    assert_eq!(open_around(&sunday, date(2026, 11, 8)), [(0, 6 * 60)]);
}

#[test]
fn southern_and_odd_zones_open_at_their_own_hours() {
    for (name, month, day) in
        [("Australia/Lord_Howe", 4, 5), ("Pacific/Chatham", 9, 27), ("Asia/Kathmandu", 6, 7)]
    {
        let sunday = week(name, Weekday::Sunday, 10, 2);
        assert_eq!(open_around(&sunday, date(2026, month, day)), [(600, 120)], "{name}");
    }
}

#[test]
fn not_free_wins_over_also_free() {
    let monday = week("UTC", Weekday::Monday, 9, 4);
    let start = Day::of(date(2026, 11, 23)).starts_at();
    let exception = |kind, from, hours| AvailabilityException {
        locality: HERE,
        resource: Id::from_bits(1),
        id: Id::from_bits(u128::from(from)),
        kind,
        starts_at: start.plus_hours(i64::from(from)),
        ends_at: start.plus_hours(i64::from(from) + hours),
        waives_notice: false,
    };
    let exceptions = [exception(ExceptionKind::Not, 10_u32, 4), exception(ExceptionKind::Also, 12, 4)];
    let open = Openness::new(&monday, &exceptions).open_on(start.day());
    assert_eq!(open, Slots::run(36, 4).with(Slots::run(56, 8)));
}

/// A world with one resource that is always open.
fn world() -> World {
    let mut world = World::at(Timestamp(0));
    world
        .step(HERE, |draft| {
            draft.put(&UsualWeek::new(HERE, Id::from_bits(1), zone("UTC"), [Slots::ALL; 7]))?;
            Ok(())
        })
        .unwrap();
    world
}

fn span(from_quarter: i64, quarters: i64) -> Span {
    let start = Timestamp(0).plus_minutes(from_quarter * 15);
    Span::between(start, start.plus_minutes(quarters * 15)).unwrap()
}

#[test]
fn refusals_in_their_order() {
    let mut world = world();
    let never = world.step(HERE, |draft| take(draft, Id::from_bits(2), span(0, 4))).unwrap_err();
    assert_eq!(never.refusal(), Some(&AvailabilityRefusal::NotOffered));
    world.step(HERE, |draft| take(draft, Id::from_bits(1), span(92, 8))).unwrap();
    let taken = world.step(HERE, |draft| take(draft, Id::from_bits(1), span(99, 4))).unwrap_err();
    assert_eq!(taken.refusal(), Some(&AvailabilityRefusal::Taken));
    let not_held = world.step(HERE, |draft| give_back(draft, Id::from_bits(1), span(90, 8))).unwrap_err();
    assert_eq!(not_held.refusal(), Some(&AvailabilityRefusal::NotHeld));
}

proptest! {
    #[test]
    fn no_quarter_hour_is_ever_sold_twice(asks in prop::collection::vec((0_i64..180, 1_i64..40), 1..40)) {
        let mut world = world();
        let mut sold: Vec<Span> = Vec::new();
        for (from, quarters) in asks {
            let ask = span(from, quarters);
            let free = sold.iter().all(|s| s.ends_at() <= ask.starts_at() || ask.ends_at() <= s.starts_at());
            let taken = world.step(HERE, |draft| take(draft, Id::from_bits(1), ask)).is_ok();
            prop_assert_eq!(taken, free);
            if taken { sold.push(ask) }
        }
        let busy: i64 = world.all::<ResourceDay>().iter().map(|day| day.busy.count()).sum();
        prop_assert_eq!(busy, sold.iter().map(|span| span.quarters()).sum::<i64>());
    }
}

#[test]
fn free_now_begins_with_the_next_quarter_hour_and_is_over_at_midnight() {
    let portland = zone("America/Los_Angeles");
    let at = |hour: i64, minute: i64| {
        portland.calendar().timestamp(date(2026, 11, 23), hour * 60 + minute).unwrap()
    };
    let span = |from, until| Span::between(from, until);
    let cases = [
        (FreeNow::TwoHours, at(9, 7), span(at(9, 15), at(11, 15))),
        (FreeNow::FourHours, at(9, 15), span(at(9, 30), at(13, 30))),
        (FreeNow::Tonight, at(9, 0), span(at(18, 0), at(24, 0))),
        (FreeNow::Tonight, at(20, 1), span(at(20, 15), at(24, 0))),
        (FreeNow::Tonight, at(23, 50), None),
        (FreeNow::Tomorrow, at(23, 50), span(at(24, 0).plus_hours(9), at(24, 0).plus_hours(17))),
    ];
    for (choice, now, wanted) in cases {
        assert_eq!(choice.span(&portland, now), wanted, "{choice:?}");
    }
}

#[test]
fn all_that_an_offering_lends_has_one_week_on_the_clock_of_its_place() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let offer = |count| OfferHire {
        locality: crate::tests::HERE,
        sector: "hire-sg-4-4-3".to_owned(),
        post_code: "97214".parse().unwrap(),
        wording: Wording { title: "City bicycle".parse().unwrap(), description: None },
        count,
        terms: hire_terms(),
    };
    let (three, other) = (market.ana(&offer(3)).unwrap(), market.ana(&offer(1)).unwrap());
    let mut days = [Slots::NONE; 7];
    days[5] = Slots::run(36, 32);
    let before = market.world.all::<UsualWeek>().len();
    market.ana(&SetOfferingWeek { offering: three, days }).unwrap();
    let all = market.world.all::<UsualWeek>().into_iter();
    let weeks: Vec<UsualWeek> = all.filter(|week| week.days() == days).collect();
    assert_eq!(
        (weeks.len(), market.world.all::<UsualWeek>().len()),
        (3, before + 3),
        "the other is left alone"
    );
    assert!(weeks.iter().all(|week| week.zone == zone("America/Los_Angeles")));
    assert_eq!(market.refused(cafe, &SetOfferingWeek { offering: other, days }), "command/not-yours");
    let work = market.offering;
    assert_eq!(market.refused(ana, &SetOfferingWeek { offering: work, days }), "assets/unknown-sector");
}
