//! When a worker is free: the usual week and the exceptions, as lists that need no script.

use kernel::{Slots, Span, Zone};
use market::users::assets::Resource;
use market::users::availability::{
    AddException, ExceptionKind, RemoveException, SetOfferingWeek, SetUsualWeek,
};

use super::availability_grid as grid;
use super::availability_list as list;
use super::prelude::*;
use crate::nouns::assets;
use crate::nouns::availability::{self, Availability};

/// The quarter-hours of a day.
const DAY_QUARTERS: i64 = Slots::COUNT;

pub(super) fn routes() -> Routes {
    vec![
        ("/availability", get(show)),
        (list::WEEK, post(add_hours)),
        (grid::GRID, get(show_grid).post(save_grid)),
        ("/availability/week/remove", post(remove_hours)),
        (list::EXCEPTIONS, post(add_exception)),
        ("/availability/exceptions/remove", done::<RemoveException>("/availability", "removed")),
    ]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let resource = resource(&visit, &typed)?;
    list::page(&visit, resource, list::View::List, None).await
}

async fn show_grid(visit: Visit, typed: Typed) -> Answer {
    let resource = resource(&visit, &typed)?;
    list::page(&visit, resource, list::View::Grid, None).await
}

async fn save_grid(sent: Sent) -> Answer {
    let resource = resource(&sent.visit, &sent.typed)?;
    let week = grid::week(&sent.typed, resource, &of(&sent.visit, resource).await?);
    save_week(&sent, week).await?;
    back(&sent, resource, "added")
}

/// Whose availability it is: one's own, or that of a thing or a space of one's own.
fn resource(visit: &Visit, typed: &Typed) -> Result<Id<Resource>, AppError> {
    match typed.value("resource") {
        "" => Ok(visit.visitor()?.user.cast()),
        resource => Id::parse(resource).ok_or(AppError::NotFound),
    }
}

/// Back to the page, with a word about what was done.
fn back(sent: &Sent, resource: Id<Resource>, said: &str) -> Answer {
    let is_own = resource == sent.visit.visitor()?.user.cast();
    let query = if is_own { String::new() } else { format!("?resource={resource}") };
    Ok(sent.on(&format!("/availability{query}"), said))
}

/// The page again, with what is wrong with one of its forms.
async fn again(sent: Sent, resource: Id<Resource>, page: &str, errors: Vec<FieldError>) -> Answer {
    let form = Form { errors, ..sent.visit.form(page, sent.typed) };
    list::page(&sent.visit, resource, list::View::List, Some(&form)).await
}

async fn of(visit: &Visit, resource: Id<Resource>) -> Result<Availability, AppError> {
    visit.app.look(Some(visit.visitor()?), |draft| availability::of(draft, resource)).await
}

/// Saves a week: of one's own hours, or of all that an offering lends.
async fn save_week(sent: &Sent, week: SetUsualWeek) -> Result<(), AppError> {
    let visitor = sent.visit.visitor()?;
    let SetUsualWeek { resource, days, .. } = week;
    if resource == visitor.user.cast() {
        return sent.run(week).await;
    }
    let offered = assets::list(&sent.visit.app, visitor).await?;
    let lends = offered.iter().find(|offered| offered.pool().contains(&resource));
    let offering = lends.ok_or(AppError::NotFound)?.offering.id;
    sent.run(SetOfferingWeek { offering, days }).await
}

async fn add_hours(sent: Sent) -> Answer {
    let resource = resource(&sent.visit, &sent.typed)?;
    match added(&sent, resource).await {
        Ok(()) => back(&sent, resource, "added"),
        Err(fault) => {
            let errors = fault.at(&sent.visit, "days")?;
            again(sent, resource, list::WEEK, errors).await
        }
    }
}

/// Adds the hours that were typed to the week.
async fn added(sent: &Sent, resource: Id<Resource>) -> Result<(), Fault> {
    let added = hours(&sent.visit, &sent.typed)?;
    let Availability { week, zone, .. } = of(&sent.visit, resource).await?;
    let days = with(week.map_or([Slots::NONE; 7], |week| week.days()), &added);
    Ok(save_week(sent, SetUsualWeek { resource, zone, days }).await?)
}

/// The days that were ticked and the quarter-hours from when until when.
struct Hours {
    days: Vec<usize>,
    from: i64,
    until: i64,
}

fn hours(visit: &Visit, typed: &Typed) -> Result<Hours, Fault> {
    let mut reading = Reading::of(visit, typed);
    let days: Vec<usize> = (0..7).filter(|day| typed.has("days", &day.to_string())).collect();
    if days.is_empty() {
        reading.fault("days", t!(visit, "week-days-wrong"));
    }
    let (from, until) = (quarter(&mut reading, "week-from"), quarter(&mut reading, "week-until"));
    reading.judged(from.zip(until).map(|(from, until)| Hours { days, from, until }))
}

/// A time of day as its quarter-hour.
fn quarter(reading: &mut Reading<'_>, name: &str) -> Option<i64> {
    let on_the_quarter = |text: &str| fields::minute_of_day(text).filter(|minute| minute % 15 == 0);
    reading.read(name, on_the_quarter, |visit| t!(visit, "week-time-wrong")).map(|minute| minute / 15)
}

/// The week with hours on some days more. Hours that end no later than they begin go on into the next day.
fn with(days: [Slots; 7], added: &Hours) -> [Slots; 7] {
    let Hours { days: added, from, until } = added;
    let mut days = days;
    for day in added {
        let over_midnight = until <= from;
        let last = if over_midnight { DAY_QUARTERS } else { *until };
        if let Some(slots) = days.get_mut(*day) {
            *slots = slots.with(Slots::run(*from, last - from));
        }
        if let Some(slots) = days.get_mut((day + 1) % 7).filter(|_| over_midnight) {
            *slots = slots.with(Slots::run(0, *until));
        }
    }
    days
}

async fn remove_hours(sent: Sent) -> Answer {
    let resource = resource(&sent.visit, &sent.typed)?;
    let number = |name: &str| sent.typed.value(name).parse::<i64>().map_err(|_| AppError::NotFound);
    let (first, count) = (number("first")?, number("count")?);
    let week = of(&sent.visit, resource).await?.week.ok_or(AppError::NotFound)?;
    let mut days = week.days();
    let day = usize::try_from(number("day")?).ok().and_then(|day| days.get_mut(day));
    let slots = day.ok_or(AppError::NotFound)?;
    *slots = slots.without(Slots::run(first, count));
    save_week(&sent, SetUsualWeek { resource, zone: week.zone.clone(), days }).await?;
    back(&sent, resource, "removed")
}

async fn add_exception(sent: Sent) -> Answer {
    let resource = resource(&sent.visit, &sent.typed)?;
    let zone = of(&sent.visit, resource).await?.zone;
    let added = match exception(&sent.visit, &sent.typed, &zone) {
        Ok((kind, span)) => sent.run(AddException { resource, kind, span }).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    match added {
        Ok(_) => back(&sent, resource, "added"),
        Err(fault) => {
            let errors = fault.at(&sent.visit, "date")?;
            again(sent, resource, list::EXCEPTIONS, errors).await
        }
    }
}

fn exception(visit: &Visit, typed: &Typed, zone: &Zone) -> Result<(ExceptionKind, Span), Fault> {
    let mut reading = Reading::of(visit, typed);
    let kind = reading.read("kind", ExceptionKind::from_word, |visit| t!(visit, "exception-kind-wrong"));
    let date = reading.day("date");
    let (from, until) = (quarter(&mut reading, "from"), quarter(&mut reading, "until"));
    let ((kind, date), (from, until)) = reading.judged(kind.zip(date).zip(from.zip(until)))?;
    let calendar = zone.calendar();
    let ends = if until <= from { until + DAY_QUARTERS } else { until };
    let span = calendar.timestamp(date, from * 15).zip(calendar.timestamp(date, ends * 15));
    let span = span.and_then(|(from, until)| Span::between(from, until));
    span.map(|span| (kind, span)).ok_or_else(|| Fault::field("date", t!(visit, "search-date-wrong")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_past_midnight_goes_on_in_the_next_day() {
        let week = with([Slots::NONE; 7], &Hours { days: vec![6], from: 80, until: 8 });
        assert_eq!((week[6], week[0]), (Slots::run(80, 16), Slots::run(0, 8)));
        let week = with([Slots::NONE; 7], &Hours { days: vec![0, 4], from: 36, until: 68 });
        assert_eq!(week.map(Slots::count), [32, 0, 0, 0, 32, 0, 0]);
    }
}
