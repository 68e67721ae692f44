//! When a resource can be had, and what is sold of it.

use crate::sorted::Sorted;
use kernel::{Calendar, Day, Id, Slots, Span};
use market::users::{
    assets::Offering,
    availability::{AvailabilityException, Openness, UsualWeek},
};

/// When a resource can be had, and what is sold of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hours {
    pub(crate) week: Option<UsualWeek>,
    pub(crate) exceptions: Sorted<Id<AvailabilityException>, AvailabilityException>,
    pub(crate) busy: Sorted<Day, Slots>,
    pub(crate) offerings: Sorted<Id<Offering>, ()>,
}

impl Hours {
    /// When it is open, worked out once for many days; `None` when it has no week.
    fn openness(&self) -> Option<Openness> {
        self.week.as_ref().map(|week| self.openness_by(week, &week.zone.calendar()))
    }

    /// When it is open by its week, whose clock the calendar is.
    pub(crate) fn openness_by(&self, week: &UsualWeek, calendar: &Calendar) -> Openness {
        Openness::by(calendar.clone(), week, self.exceptions.values())
    }

    /// The free quarter-hours of a day.
    pub(crate) fn free_on(&self, day: Day) -> Slots {
        let open = self.openness().map_or(Slots::NONE, |openness| openness.open_on(day));
        self.left_of(day, open)
    }

    /// Whether all the quarter-hours needed are free.
    pub(crate) fn cover(&self, needed: &[(Day, Slots)]) -> bool {
        // What is taken is looked up faster than a week is worked out.
        !needed.iter().any(|(day, slots)| self.busy_on(*day).meets(*slots)) && self.are_open(needed)
    }

    /// Whether all the quarter-hours needed are open, whatever is taken of them.
    pub(crate) fn are_open(&self, needed: &[(Day, Slots)]) -> bool {
        let covers =
            |openness: Openness| needed.iter().all(|(day, slots)| openness.open_on(*day).covers(*slots));
        self.openness().is_some_and(covers)
    }

    /// Whether work at these hours needs no notice.
    pub(crate) fn waive_notice(&self, span: Span) -> bool {
        self.exceptions.values().any(|exception| exception.waives_notice_of(span))
    }

    /// Whether work at some hours needs no notice.
    pub(crate) fn have_some_without_notice(&self) -> bool {
        self.exceptions.values().any(|exception| exception.waives_notice)
    }

    /// The free quarter-hours of each of some days.
    pub(crate) fn free_over(&self, days: impl Iterator<Item = Day>) -> Vec<Slots> {
        let openness = self.openness();
        let open = |day| openness.as_ref().map_or(Slots::NONE, |openness| openness.open_on(day));
        days.map(|day| self.left_of(day, open(day))).collect()
    }

    /// What is left of a day's open quarter-hours.
    pub(crate) fn left_of(&self, day: Day, open: Slots) -> Slots {
        open.without(self.busy_on(day))
    }

    fn busy_on(&self, day: Day) -> Slots {
        self.busy.get(day).copied().unwrap_or_default()
    }
}
