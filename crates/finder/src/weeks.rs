//! Usual weeks laid out over the horizon: many sellers keep the same hours, so each week is worked out once while an
//! area is made anew.

use crate::known::Hours;
use kernel::{Day, Slots, Zone};
use std::collections::HashMap;

/// The most weeks that are kept at hand: with 28 days, some 4 MB.
const WEEKS_MOST: usize = 8_192;

/// Weeks over a horizon.
#[derive(Debug)]
pub(crate) struct Weeks<'a> {
    /// The first day of the horizon, and how many it has.
    pub(crate) horizon: (Day, i64),
    /// The open quarter-hours of each day, by the clock and the days from Monday on.
    open: HashMap<(&'a Zone, [Slots; 7]), Vec<Slots>>,
}

impl<'a> Weeks<'a> {
    pub(crate) fn over(horizon: (Day, i64)) -> Self {
        Self { horizon, open: HashMap::new() }
    }

    /// The free quarter-hours of each day of the horizon.
    pub(crate) fn free(&mut self, hours: &'a Hours) -> Vec<Slots> {
        let (first, count) = self.horizon;
        let days = (0..count).map(|ahead| first.plus(ahead));
        let Some(week) = hours.week.as_ref().filter(|_| hours.exceptions.is_empty()) else {
            return hours.free_over(days);
        };
        if self.open.len() >= WEEKS_MOST {
            self.open.clear();
        }
        let open = self.open.entry((&week.zone, week.days()));
        let open = open.or_insert_with(|| hours.open_over(days.clone()));
        hours.without_busy(open.iter().copied().zip(days))
    }
}
