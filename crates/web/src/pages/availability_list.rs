//! Availability as a list: the hours of each weekday, a form to add more, and the days that are not as usual.

use kernel::{Draft, Keys};
use market::users::User;
use market::users::assets::Resource;
use market::users::availability::ExceptionKind;

use super::availability_grid;
use super::offerings_found::{Seller, found};
use super::prelude::*;
use crate::nouns::assets::{self, Offered};
use crate::nouns::availability::{self, Availability};

/// Where hours of the usual week are added, and where a day that is not as usual is.
pub(super) const WEEK: &str = "/availability/week";
pub(super) const EXCEPTIONS: &str = "/availability/exceptions";

/// How the usual week is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The hours of each day, and a form to add more.
    List,
    /// A box for each hour.
    Grid,
}

/// The page; with a form on it that does not fit, filled in as it was.
pub(super) async fn page(visit: &Visit, resource: Id<Resource>, view: View, wrong: Option<&Form>) -> Answer {
    let visitor = visit.visitor()?;
    let is_own = resource == visitor.user.cast();
    let title = if is_own { t!(visit, "week-title") } else { t!(visit, "week-title-thing") };
    let usual = if is_own { t!(visit, "week-usual") } else { t!(visit, "week-usual-thing") };
    let show = |main: Markup| {
        let sheet = Sheet::new(title, main).area(Area::Work).under("/work", t!(visit, "home-title"));
        Ok(visit.show(sheet.judged_by(wrong)))
    };
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<User>((visitor.user.locality(), visitor.user));
        availability::reads(&mut keys, draft, resource);
        draft.ask(keys)?;
        let user = draft.get::<User>((visitor.user.locality(), visitor.user))?;
        Ok((availability::of(draft, resource)?, user.confirmed_at.is_some()))
    };
    let availability = visit.app.look(Some(visitor), read);
    let (offered, availability) = tokio::join!(assets::list(&visit.app, visitor), availability);
    let offered = offered?;
    if offered.is_empty() {
        let nearest = vec![Link::new(t!(visit, "home-first-go"), visit.at("/offerings/new"))];
        return show(Empty { loc: visit.loc, nothing: t!(visit, "week-no-offering"), nearest }.render());
    }
    let (availability, is_confirmed) = availability?;
    let sold = offered.iter().find(|one| one.pool().contains(&resource));
    let whose = sold.and_then(|one| one.text.as_ref());
    let pool = sold.map(Offered::pool).unwrap_or_default();
    show(html! {
        @if let Some(text) = whose { p class="lead" { (Text::verbatim(&text.title)) } }
        @if is_own {
            (found(visit, &Seller { is_confirmed, has_hours: availability.is_said(), offered: &offered })?)
        } @else {
            p { (t!(visit, "week-lead-thing")) }
        }
        @if pool.len() > 1 { p { (t!(visit, "week-of-all", count = count(&pool))) } }
        section {
            h2 { (usual) }
            (views(visit, resource, is_own, view))
            @match view {
                View::Grid => (availability_grid::grid(visit, resource, &availability)),
                View::List => {
                    (week(visit, &availability, true))
                    h3 { (t!(visit, "week-add-title")) }
                    (week_form(visit, resource, wrong))
                }
            }
        }
        section {
            h2 { (t!(visit, "exceptions-title")) }
            @if pool.len() > 1 { (pieces(visit, &pool, resource)) }
            (exceptions(visit, &availability))
            h3 { (t!(visit, "exception-add-title")) }
            (exception_form(visit, resource, wrong, is_own))
        }
    })
}

/// The two ways to see the week.
fn views(visit: &Visit, resource: Id<Resource>, is_own: bool, shown: View) -> Markup {
    let query = if is_own { String::new() } else { format!("?resource={resource}") };
    let ways = [
        (View::List, "/availability", t!(visit, "week-as-list")),
        (View::Grid, availability_grid::GRID, t!(visit, "week-as-grid")),
    ];
    html! {
        nav class="views" aria-label=(t!(visit, "week-views").plain()) {
            @for (view, page, text) in ways {
                a href=(visit.at(&format!("{page}{query}"))) aria-current=[(view == shown).then_some("page")] { (text) }
            }
        }
    }
}

fn count(pool: &[Id<Resource>]) -> u32 {
    u32::try_from(pool.len()).unwrap_or(u32::MAX)
}

/// Of which piece the different days are, with the way to the others.
fn pieces(visit: &Visit, pool: &[Id<Resource>], shown: Id<Resource>) -> Markup {
    html! {
        p { (t!(visit, "exceptions-of-one", count = count(pool))) }
        ul class="columns" {
            @for (number, resource) in (1..).zip(pool) {
                @let text = t!(visit, "week-piece", number = words::whole(number));
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

/// The hours of each day, with the way to take them away; without it on paper.
pub(super) fn week(visit: &Visit, availability: &Availability, can_change: bool) -> Markup {
    let days =
        availability.week.as_ref().map(market::users::availability::UsualWeek::days).unwrap_or_default();
    let free: i64 = days.iter().map(|day| day.count()).sum();
    html! {
        @if free > 0 { p { (t!(visit, "week-total", length = visit.loc.duration(words::whole(free * 15)))) } }
        dl class="week" {
            @for (index, (weekday, slots)) in fields::WEEKDAYS.into_iter().zip(days).enumerate() {
                div {
                    dt { (visit.loc.weekday(weekday)) }
                    @if slots.is_empty() { dd class="quiet" { (t!(visit, "week-not-free")) } }
                    @for (first, count) in slots.runs() {
                        @let hours = hours(visit, first * 15, (first + count) * 15);
                        dd {
                            span class="figures" { (hours) }
                            @if can_change {
                                (remove(visit, "/availability/week/remove", &visit.loc.weekday(weekday), &hours, &[
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
}

fn hours(visit: &Visit, from: i64, until: i64) -> Text {
    t!(visit, "time-hours", from = fields::time(visit.loc, from), until = fields::time(visit.loc, until))
}

fn remove(visit: &Visit, page: &str, what: &Text, hours: &Text, sent: &[(&str, &str)]) -> Markup {
    let about = html! { ": " (what) ", " (hours) };
    visit.button(page, &submit_small(&t!(visit, "week-remove"), &about), sent)
}

/// A form of the page with the most usual hours; as it was sent, if it is the one that does not fit.
fn form(visit: &Visit, page: &str, usual: [(&str, &str); 2], wrong: Option<&Form>) -> Form {
    visit.form(page, Typed::of(usual)).or_wrong(wrong)
}

fn week_form(visit: &Visit, resource: Id<Resource>, wrong: Option<&Form>) -> Markup {
    let form = form(visit, WEEK, [("week-from", "09:00"), ("week-until", "17:00")], wrong);
    let days = fields::WEEKDAYS.into_iter().enumerate();
    let days: Vec<_> =
        days.map(|(index, day)| Choice::new(index.to_string(), visit.loc.weekday(day))).collect();
    form.render(&html! {
        input type="hidden" name="resource" value=(resource);
        (form.field("days", t!(visit, "week-days")).checkboxes(&days))
        (form.field("week-from", t!(visit, "week-from")).select(&fields::times(visit.loc, 15, false)))
        (form.field("week-until", t!(visit, "week-until")).hint(t!(visit, "week-until-hint"))
            .select(&fields::times(visit.loc, 15, true)))
        (submit(&t!(visit, "week-add")))
    })
}

/// What an exception does, in words.
pub(super) fn kind(visit: &Visit, kind: ExceptionKind) -> (Tone, Text) {
    match kind {
        ExceptionKind::Also => (Tone::Good, t!(visit, "exception-also")),
        ExceptionKind::Not => (Tone::Caution, t!(visit, "exception-not")),
    }
}

fn exceptions(visit: &Visit, availability: &Availability) -> Markup {
    html! {
        @if availability.exceptions.is_empty() { p { (t!(visit, "exceptions-none")) } }
        @if !availability.exceptions.is_empty() {
            ul class="exceptions" {
                @for exception in &availability.exceptions {
                    @let hours = visit.span(&availability.zone, exception.starts_at, exception.ends_at);
                    @let (tone, kind) = kind(visit, exception.kind);
                    li {
                        span { (tag(tone, &kind)) " " (hours) }
                        (remove(visit, "/availability/exceptions/remove", &kind, &hours, &[
                            ("resource", &availability.resource.to_string()),
                            ("exception", &exception.id.to_string()),
                            ("back", &visit.address),
                        ]))
                    }
                }
            }
        }
    }
}

fn exception_form(visit: &Visit, resource: Id<Resource>, wrong: Option<&Form>, is_own: bool) -> Markup {
    let form = form(visit, EXCEPTIONS, [("from", "00:00"), ("until", "24:00")], wrong);
    let kinds = [
        Choice::new(ExceptionKind::Not.word(), t!(visit, "exception-not")),
        Choice::new(ExceptionKind::Also.word(), t!(visit, "exception-also")),
    ];
    let kind = if is_own { t!(visit, "exception-kind") } else { t!(visit, "exception-kind-thing") };
    form.render(&html! {
        input type="hidden" name="resource" value=(resource);
        (form.field("kind", kind).radios(&kinds))
        (form.field("date", t!(visit, "exception-date")).input(Input::Day))
        (form.field("from", t!(visit, "week-from")).select(&fields::times(visit.loc, 15, false)))
        (form.field("until", t!(visit, "week-until")).hint(t!(visit, "exception-until-hint"))
            .select(&fields::times(visit.loc, 15, true)))
        (submit(&t!(visit, "exception-add")))
    })
}
