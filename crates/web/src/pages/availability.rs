//! When a worker is free: the usual week and the exceptions, as lists that need no script.

use axum::extract::Query;
use axum::routing::{get, post};
use kernel::{Id, Slots, Span};
use market::users::assets::Resource;
use market::users::availability::{
    AddException, ExceptionKind, RemoveException, SetOfferingWeek, SetUsualWeek,
};

use super::Routes;
use super::answer::{Answer, to_saying};
use super::availability_list::{self as list, Forms};
use super::fields;
use super::sent::Sent;
use super::visit::Visit;
use crate::components::{FieldError, Typed};
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::availability::{self, Availability};
use crate::nouns::offerings;
use crate::t;

/// The quarter-hours of a day.
const DAY_QUARTERS: i64 = Slots::COUNT;

pub(super) fn routes() -> Routes {
    vec![
        ("/availability", get(show)),
        ("/availability/week", post(add_hours)),
        ("/availability/week/remove", post(remove_hours)),
        ("/availability/exceptions", post(add_exception)),
        ("/availability/exceptions/remove", post(remove_exception)),
    ]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let resource = resource(&visit, &Typed::new(pairs))?;
    let forms = Forms::clean(&visit);
    list::page(&visit, resource, forms).await
}

/// Whose availability it is: one's own, or that of a thing or a space of one's own.
fn resource(visit: &Visit, typed: &Typed) -> Result<Id<Resource>, AppError> {
    match typed.value("resource") {
        "" => Ok(visit.visitor()?.user.cast()),
        resource => Id::parse(resource).ok_or(AppError::NotFound),
    }
}

/// Back to the page, with a word about what was done.
fn back(visit: &Visit, resource: Id<Resource>, said: &str) -> Answer {
    let query = if resource == visit.visitor()?.user.cast() {
        String::new()
    } else {
        format!("?resource={resource}")
    };
    Ok(to_saying(&visit.at(&format!("/availability{query}")), said))
}

async fn of(visit: &Visit, resource: Id<Resource>) -> Result<Availability, AppError> {
    visit.app.look(Some(visit.visitor()?), |draft| availability::of(draft, resource)).await
}

/// Saves a week: of one's own hours, or of all that an offering lends.
async fn save_week(visit: &Visit, key: &str, week: SetUsualWeek) -> Result<(), AppError> {
    let visitor = visit.visitor()?;
    let SetUsualWeek { resource, days, .. } = week;
    if resource == visitor.user.cast() {
        return visit.app.run(visitor, key, week).await;
    }
    let offered = offerings::list(&visit.app, visitor).await?;
    let lends = offered.iter().find(|offered| offered.pool().contains(&resource));
    let offering = lends.ok_or(AppError::NotFound)?.offering.id;
    visit.app.run(visitor, key, SetOfferingWeek { offering, days }).await
}

async fn add_hours(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let resource = resource(&visit, &typed)?;
    let added = match hours(&visit, &typed) {
        Ok(added) => added,
        Err(wrong) => {
            return list::page(&visit, resource, Forms::clean(&visit).week(&visit, typed, wrong)).await;
        }
    };
    let Availability { week, zone, .. } = of(&visit, resource).await?;
    let days = with(week.map_or([Slots::NONE; 7], |week| week.days()), &added);
    match save_week(&visit, &key, SetUsualWeek { resource, zone, days }).await {
        Ok(()) => back(&visit, resource, "added"),
        Err(error) => {
            let wrong = fields::errors(&visit, &error, "days").ok_or(error)?;
            list::page(&visit, resource, Forms::clean(&visit).week(&visit, typed, wrong)).await
        }
    }
}

/// The days that were ticked and the quarter-hours from when until when.
struct Hours {
    days: Vec<usize>,
    from: i64,
    until: i64,
}

fn hours(visit: &Visit, typed: &Typed) -> Result<Hours, Vec<FieldError>> {
    let days: Vec<usize> = (0..7).filter(|day| typed.has("days", &day.to_string())).collect();
    let (from, until) = from_until(visit, typed, "week-from", "week-until");
    let mut wrong = Vec::new();
    if days.is_empty() {
        wrong.push(error("days", t!(visit.loc, "week-days-wrong")));
    }
    let from = from.map_err(|text| wrong.push(error("week-from", text)));
    let until = until.map_err(|text| wrong.push(error("week-until", text)));
    match (from, until) {
        (Ok(from), Ok(until)) if wrong.is_empty() => Ok(Hours { days, from, until }),
        _ => Err(wrong),
    }
}

fn error(name: &str, text: Text) -> FieldError {
    FieldError { name: name.to_owned(), text }
}

/// Two times of day as quarter-hours.
fn from_until(
    visit: &Visit,
    typed: &Typed,
    from: &str,
    until: &str,
) -> (Result<i64, Text>, Result<i64, Text>) {
    let quarter = |name: &str| {
        let minute = fields::minute_of_day(typed.value(name)).filter(|minute| minute % 15 == 0);
        minute.map(|minute| minute / 15).ok_or_else(|| t!(visit.loc, "week-time-wrong"))
    };
    (quarter(from), quarter(until))
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
    let Sent { visit, typed, key } = sent;
    let resource = resource(&visit, &typed)?;
    let number = |name: &str| typed.value(name).parse::<i64>().map_err(|_| AppError::NotFound);
    let (first, count) = (number("first")?, number("count")?);
    let day = typed.value("day").parse::<usize>().map_err(|_| AppError::NotFound)?;
    let week = of(&visit, resource).await?.week.ok_or(AppError::NotFound)?;
    let mut days = week.days();
    let slots = days.get_mut(day).ok_or(AppError::NotFound)?;
    *slots = slots.without(Slots::run(first, count));
    save_week(&visit, &key, SetUsualWeek { resource, zone: week.zone.clone(), days }).await?;
    back(&visit, resource, "removed")
}

async fn add_exception(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let (visitor, resource) = (visit.visitor()?, resource(&visit, &typed)?);
    let zone = of(&visit, resource).await?.zone;
    let wrong = match exception(&visit, &typed, &zone) {
        Ok((kind, span)) => match visit.app.run(visitor, &key, AddException { resource, kind, span }).await {
            Ok(_) => return back(&visit, resource, "added"),
            Err(error) => fields::errors(&visit, &error, "date").ok_or(error)?,
        },
        Err(wrong) => wrong,
    };
    list::page(&visit, resource, Forms::clean(&visit).exception(&visit, typed, wrong)).await
}

fn exception(
    visit: &Visit,
    typed: &Typed,
    zone: &kernel::Zone,
) -> Result<(ExceptionKind, Span), Vec<FieldError>> {
    let loc = visit.loc;
    let mut wrong = Vec::new();
    let kind = ExceptionKind::from_word(typed.value("kind"));
    if kind.is_none() {
        wrong.push(error("kind", t!(loc, "exception-kind-wrong")));
    }
    let date = fields::day(typed.value("date"));
    if date.is_none() {
        wrong.push(error("date", t!(loc, "search-date-wrong")));
    }
    let (from, until) = from_until(visit, typed, "from", "until");
    let from = from.map_err(|text| wrong.push(error("from", text)));
    let until = until.map_err(|text| wrong.push(error("until", text)));
    let (Some(kind), Some(date), Ok(from), Ok(until)) = (kind, date, from, until) else { return Err(wrong) };
    let calendar = zone.calendar();
    let ends = if until <= from { until + DAY_QUARTERS } else { until };
    let span = calendar.timestamp(date, from * 15).zip(calendar.timestamp(date, ends * 15));
    let span = span.and_then(|(from, until)| Span::between(from, until));
    span.map(|span| (kind, span)).ok_or_else(|| vec![error("date", t!(loc, "search-date-wrong"))])
}

async fn remove_exception(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let resource = resource(visit, &sent.typed)?;
    let exception = Id::parse(sent.typed.value("exception")).ok_or(AppError::NotFound)?;
    visit.app.run(visit.visitor()?, &sent.key, RemoveException { resource, exception }).await?;
    back(visit, resource, "removed")
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
