//! The clocks of zones over the horizon, read once while many postings are made.

use crate::horizon::Horizon;
use crate::hours::Hours;
use kernel::{Calendar, Day, Segment, Slots, Zone};
use std::collections::HashMap;

/// Clocks over a horizon.
#[derive(Debug)]
pub(crate) struct Clocks<'a> {
    pub(crate) horizon: Horizon,
    by_zone: HashMap<&'a Zone, Clock>,
}

/// The clock of one zone, with each day's stretches between changes of its offset.
#[derive(Debug)]
struct Clock {
    calendar: Calendar,
    days: Vec<(Day, Vec<Segment>)>,
}

impl<'a> Clocks<'a> {
    pub(crate) fn over(horizon: Horizon) -> Self {
        Self { horizon, by_zone: HashMap::new() }
    }

    /// The free quarter-hours of each day of the horizon; nothing of hours without a week.
    pub(crate) fn free(&mut self, hours: &'a Hours) -> impl Iterator<Item = Slots> {
        let horizon = self.horizon;
        let opened = hours.week.as_ref().map(|week| {
            let clock = self.by_zone.entry(&week.zone).or_insert_with(|| Clock::of(&week.zone, horizon));
            (hours.openness_by(week, &clock.calendar), &clock.days)
        });
        opened.into_iter().flat_map(move |(openness, days)| {
            days.iter().map(move |(day, segments)| hours.left_of(*day, openness.open_in(*day, segments)))
        })
    }
}

impl Clock {
    fn of(zone: &Zone, horizon: Horizon) -> Self {
        let calendar = zone.calendar();
        let days = horizon.days().map(|day| (day, calendar.segments(day))).collect();
        Self { calendar, days }
    }
}
