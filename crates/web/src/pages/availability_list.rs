//! Availability as a list: the hours of each weekday, a form to add more, and the days that are not as usual.

use jiff::civil::Weekday;
use maud::{Markup, html};

use super::answer::{Answer, crumb};
use super::fields;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use crate::components::form::submit;
use crate::components::{Choice, Empty, FieldError, Form, Input, Link, Tone, Typed, tag};
use crate::i18n::{Locale, Text};
use crate::nouns::availability::{self, Availability};
use crate::nouns::offerings::{self, Offered};
use crate::t;
use crate::words;
use kernel::Id;
use market::users::assets::Resource;
use market::users::availability::ExceptionKind;

/// The weekdays in the order of the usual week.
const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The two forms of the page.
pub(super) struct Forms {
    week: Form,
    exception: Form,
}

impl Forms {
    /// Nothing typed yet but the most usual hours.
    pub(super) fn clean(visit: &Visit) -> Self {
        let usual = |names: [(&str, &str); 2]| {
            Typed::new(names.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
        };
        Self {
            week: visit.form("/availability/week", usual([("week-from", "09:00"), ("week-until", "17:00")])),
            exception: visit.form("/availability/exceptions", usual([("from", "00:00"), ("until", "24:00")])),
        }
    }

    /// With what was typed for the week and what is wrong with it.
    pub(super) fn week(self, visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Self {
        Self { week: Form { errors, ..visit.form("/availability/week", typed) }, ..self }
    }

    /// With what was typed for an exception and what is wrong with it.
    pub(super) fn exception(self, visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Self {
        Self { exception: Form { errors, ..visit.form("/availability/exceptions", typed) }, ..self }
    }
}

/// The page.
pub(super) async fn page(visit: &Visit, resource: Id<Resource>, forms: Forms) -> Answer {
    let (loc, visitor) = (visit.loc, visit.visitor()?);
    let is_own = resource == visitor.user.cast();
    let title = if is_own { t!(loc, "week-title") } else { t!(loc, "week-title-thing") };
    let lead = if is_own { t!(loc, "week-lead") } else { t!(loc, "week-lead-thing") };
    let back = crumb(visit, "/work", t!(loc, "home-title"));
    let availability = visit.app.look(Some(visitor), |draft| availability::of(draft, resource));
    let (offered, availability) = tokio::join!(offerings::list(&visit.app, visitor), availability);
    let offered = offered?;
    if offered.is_empty() {
        let first = Link::new(t!(loc, "home-first-go"), visit.at("/offerings/new"));
        let empty = Empty { loc, nothing: t!(loc, "week-no-offering"), nearest: vec![first] };
        let main = html! { h1 { (title) } (empty.render()) };
        return Ok(visit.show(&Sheet::new(title, main).area(Area::Work).under(back)));
    }
    let availability = availability?;
    let sold = offered.iter().find(|one| one.pool().contains(&resource));
    let whose = sold.and_then(|one| one.text.as_ref());
    let pool = sold.map(Offered::pool).unwrap_or_default();
    let main = html! {
        (forms.week.error_summary())
        (forms.exception.error_summary())
        h1 { (title) }
        @if let Some(text) = whose { p class="lead" { (Text::verbatim(&text.title)) } }
        p { (lead) }
        @if pool.len() > 1 { p { (t!(loc, "week-of-all", count = count(&pool))) } }
        section {
            h2 { (t!(loc, "week-usual")) }
            (week(visit, &availability))
            h3 { (t!(loc, "week-add-title")) }
            (week_form(loc, &forms.week, resource))
        }
        section {
            h2 { (t!(loc, "exceptions-title")) }
            @if pool.len() > 1 { (pieces(visit, &pool, resource)) }
            (exceptions(visit, &availability))
            h3 { (t!(loc, "exception-add-title")) }
            (exception_form(loc, &forms.exception, resource, is_own))
        }
    };
    let sheet = Sheet::new(title, main).area(Area::Work).under(back);
    let wrong = if forms.week.errors.is_empty() { &forms.exception } else { &forms.week };
    Ok(visit.show(&sheet.judged_by(wrong)))
}

fn count(pool: &[Id<Resource>]) -> u32 {
    u32::try_from(pool.len()).unwrap_or(u32::MAX)
}

/// Of which piece the different days are, with the way to the others.
fn pieces(visit: &Visit, pool: &[Id<Resource>], shown: Id<Resource>) -> Markup {
    let loc = visit.loc;
    html! {
        p { (t!(loc, "exceptions-of-one", count = count(pool))) }
        ul class="columns" {
            @for (number, resource) in (1..).zip(pool) {
                @let text = t!(loc, "week-piece", number = words::whole(number));
                li {
                    @if *resource == shown {
                        strong aria-current="true" { (text) }
                    } @else {
                        a href=(visit.at(&format!("/availability?resource={resource}"))) { (text) }
                    }
                }
            }
        }
    }
}

fn week(visit: &Visit, availability: &Availability) -> Markup {
    let loc = visit.loc;
    let days =
        availability.week.as_ref().map(market::users::availability::UsualWeek::days).unwrap_or_default();
    html! {
        dl class="week" {
            @for (index, (weekday, slots)) in WEEKDAYS.into_iter().zip(days).enumerate() {
                div {
                    dt { (loc.weekday(weekday)) }
                    @if slots.is_empty() { dd class="quiet" { (t!(loc, "week-not-free")) } }
                    @for (first, count) in slots.runs() {
                        @let hours = hours(loc, first * 15, (first + count) * 15);
                        dd {
                            span class="figures" { (hours) }
                            (remove(visit, "/availability/week/remove", &loc.weekday(weekday), &hours, &[
                                ("resource", &availability.resource.to_string()),
                                ("day", &index.to_string()),
                                ("first", &first.to_string()),
                                ("count", &count.to_string()),
                            ]))
                        }
                    }
                }
            }
        }
    }
}

fn hours(loc: Locale, from: i64, until: i64) -> Text {
    t!(loc, "time-hours", from = fields::time(loc, from), until = fields::time(loc, until))
}

fn remove(visit: &Visit, page: &str, what: &Text, hours: &Text, sent: &[(&str, &str)]) -> Markup {
    let loc = visit.loc;
    let button = html! {
        button type="submit" class="small" {
            (t!(loc, "week-remove")) span class="hidden" { ": " (what) ", " (hours) }
        }
    };
    visit.button(page, &button, sent)
}

fn week_form(loc: Locale, form: &Form, resource: Id<Resource>) -> Markup {
    let days = WEEKDAYS.into_iter().enumerate();
    let days: Vec<Choice> =
        days.map(|(index, day)| Choice::new(index.to_string(), loc.weekday(day))).collect();
    form.render(&html! {
        input type="hidden" name="resource" value=(resource);
        (form.field("days", t!(loc, "week-days")).checkboxes(&days))
        (form.field("week-from", t!(loc, "week-from")).select(&fields::times(loc, 15, false)))
        (form.field("week-until", t!(loc, "week-until")).hint(t!(loc, "week-until-hint"))
            .select(&fields::times(loc, 15, true)))
        (submit(&t!(loc, "week-add")))
    })
}

fn exceptions(visit: &Visit, availability: &Availability) -> Markup {
    let loc = visit.loc;
    html! {
        @if availability.exceptions.is_empty() { p { (t!(loc, "exceptions-none")) } }
        @if !availability.exceptions.is_empty() {
            ul class="exceptions" {
                @for exception in &availability.exceptions {
                    @let hours = visit.span(&availability.zone, exception.starts_at, exception.ends_at);
                    @let (tone, kind) = match exception.kind {
                        ExceptionKind::Also => (Tone::Good, t!(loc, "exception-also")),
                        ExceptionKind::Not => (Tone::Caution, t!(loc, "exception-not")),
                    };
                    li {
                        span { (tag(tone, &kind)) " " (hours) }
                        (remove(visit, "/availability/exceptions/remove", &kind, &hours, &[
                            ("resource", &availability.resource.to_string()),
                            ("exception", &exception.id.to_string()),
                        ]))
                    }
                }
            }
        }
    }
}

fn exception_form(loc: Locale, form: &Form, resource: Id<Resource>, is_own: bool) -> Markup {
    let kinds = [
        Choice::new(ExceptionKind::Not.word(), t!(loc, "exception-not")),
        Choice::new(ExceptionKind::Also.word(), t!(loc, "exception-also")),
    ];
    let kind = if is_own { t!(loc, "exception-kind") } else { t!(loc, "exception-kind-thing") };
    form.render(&html! {
        input type="hidden" name="resource" value=(resource);
        (form.field("kind", kind).radios(&kinds))
        (form.field("date", t!(loc, "exception-date")).input(Input::Day))
        (form.field("from", t!(loc, "week-from")).select(&fields::times(loc, 15, false)))
        (form.field("until", t!(loc, "week-until")).hint(t!(loc, "exception-until-hint"))
            .select(&fields::times(loc, 15, true)))
        (submit(&t!(loc, "exception-add")))
    })
}
