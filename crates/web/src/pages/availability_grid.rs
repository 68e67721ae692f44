//! The usual week as a grid of hours, each a box to tick: painted with a mouse, a finger or the keyboard where there is a
//! script, ticked one by one where there is none.

use kernel::Slots;
use market::users::assets::Resource;
use market::users::availability::SetUsualWeek;

use super::prelude::*;
use crate::nouns::availability::Availability;

/// Where the grid is sent.
pub(super) const GRID: &str = "/availability/grid";
const HOUR_QUARTERS: i64 = 4;
const DAY_HOURS: i64 = 24;

/// The quarter-hours of an hour of a day.
fn hour(hour: i64) -> Slots {
    Slots::run(hour * HOUR_QUARTERS, HOUR_QUARTERS)
}

/// The box of an hour, by day and hour.
fn name(day: usize, hour: i64) -> String {
    format!("{day}-{hour}")
}

/// The form.
pub(super) fn grid(visit: &Visit, resource: Id<Resource>, availability: &Availability) -> Markup {
    let days =
        availability.week.as_ref().map(market::users::availability::UsualWeek::days).unwrap_or_default();
    let form = Form { scope: "grid".to_owned(), ..visit.form(GRID, Typed::default()) };
    // What was ticked and not saved comes back from another language.
    let days = if form.typed.pairs().is_empty() { days } else { ticked(&form.typed, days) };
    form.render(&html! {
        input type="hidden" name="resource" value=(resource);
        p class="quiet" { (t!(visit, "grid-how")) }
        p class="quiet" data-paints="" hidden {
            (t!(visit, "grid-paint-how")) " " span class="keys" { (t!(visit, "grid-keys-how")) } " "
            button type="button" class="second small" aria-pressed="false" { (t!(visit, "grid-finger")) }
        }
        table class="grid" {
            thead { tr {
                td {}
                @for weekday in fields::WEEKDAYS { th scope="col" { (visit.loc.weekday_short(weekday)) } }
            } }
            tbody {
                @for at in 0..DAY_HOURS { tr {
                    th scope="row" { (visit.loc.hour_short(i8::try_from(at).unwrap_or_default())) }
                    @for (day, slots) in days.iter().enumerate() { td { (cell(visit, day, at, *slots)) } }
                } }
            }
        }
        div class="actions" {
            (submit(&t!(visit, "grid-save")))
            button type="submit" class="second" name="step" value="copy" { (t!(visit, "grid-copy")) }
        }
    })
}

/// A box; an hour of which only a part is free keeps that part while it is ticked.
fn cell(visit: &Visit, day: usize, at: i64, slots: Slots) -> Markup {
    let free = slots.and(hour(at)).count();
    let weekday = fields::WEEKDAYS.get(day).map(|weekday| visit.loc.weekday(*weekday)).unwrap_or_default();
    let hours = t!(
        visit,
        "time-hours",
        from = fields::time(visit.loc, at * 60),
        until = fields::time(visit.loc, (at + 1) * 60)
    );
    let is_part = free > 0 && free < HOUR_QUARTERS;
    let said = if is_part {
        t!(visit, "grid-part", day = weekday, hours = hours)
    } else {
        t!(visit, "grid-hour", day = weekday, hours = hours)
    };
    let kind = if is_part { "part" } else { "hour" };
    html! {
        input type="checkbox" name=(kind) value=(name(day, at)) checked[free > 0] aria-label=(said.plain());
    }
}

/// The week that was ticked; the parts of hours that stayed ticked are as they were.
fn ticked(typed: &Typed, before: [Slots; 7]) -> [Slots; 7] {
    let mut days = [Slots::NONE; 7];
    for (day, (slots, before)) in days.iter_mut().zip(before).enumerate() {
        for at in 0..DAY_HOURS {
            if typed.has("hour", &name(day, at)) {
                *slots = slots.with(hour(at));
            } else if typed.has("part", &name(day, at)) {
                *slots = slots.with(before.and(hour(at)));
            }
        }
    }
    if typed.has("step", "copy") {
        let [monday, rest @ ..] = &mut days;
        rest.iter_mut().take(4).for_each(|day| *day = *monday);
    }
    days
}

/// The week that was sent.
pub(super) fn week(typed: &Typed, resource: Id<Resource>, before: &Availability) -> SetUsualWeek {
    let Availability { week, zone, .. } = before;
    let days = week.as_ref().map(market::users::availability::UsualWeek::days).unwrap_or_default();
    SetUsualWeek { resource, zone: zone.clone(), days: ticked(typed, days) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_hour_stays_what_it_was_while_it_is_ticked() {
        let mut before = [Slots::NONE; 7];
        before[1] = Slots::run(37, 5);
        let typed = Typed::of([("hour", "0-8"), ("part", "1-9"), ("hour", "6-23")]);
        let days = ticked(&typed, before);
        assert_eq!((days[0], days[1], days[6]), (Slots::run(32, 4), Slots::run(37, 3), Slots::run(92, 4)));
        assert_eq!(ticked(&Typed::default(), before), [Slots::NONE; 7]);
    }

    #[test]
    fn monday_is_copied_to_the_other_working_days() {
        let typed = Typed::of([("hour", "0-8"), ("hour", "3-10"), ("hour", "5-12"), ("step", "copy")]);
        let days = ticked(&typed, [Slots::NONE; 7]);
        assert_eq!(days.map(Slots::count), [4, 4, 4, 4, 4, 4, 0]);
        assert_eq!((days[3], days[5]), (Slots::run(32, 4), Slots::run(48, 4)));
    }
}
