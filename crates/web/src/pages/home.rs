//! A worker's home: "I can work now" on top, then what is booked, the next days, the money and the news.

use kernel::{Day, Draft, Keys, QUARTER_MINUTES, Slots, Stop, Timestamp};
use ledger::Class;
use market::support::escrow::Balance;
use market::users::User;
use market::users::assets::{OfferingStage, Resource};
use market::users::availability::{BeFree, ExceptionKind, Openness, RemoveException, ResourceDay, UsualWeek};
use std::collections::BTreeMap;

use super::offerings_found::{Seller, found};
use super::prelude::*;
use super::trades;
use crate::components::{DayStrip, Quarter};
use crate::cursor::Cursor;
use crate::nouns::assets::{self, Asked, Offered};
use crate::nouns::availability::{self, Availability};
use crate::nouns::{escrow, trades as trade_reads};

/// How many days the page shows, today included.
const DAYS: i64 = 3;
/// How many bookings the page shows.
const BOOKINGS: usize = 3;
/// How far ahead "on offer now" looks.
const SOON_HOURS: i64 = 48;

pub(super) fn routes() -> Routes {
    vec![
        ("/work", get(show)),
        ("/free-now", done::<BeFree>("/work", "free")),
        ("/stop-offers", done::<RemoveException>("/work", "stopped")),
    ]
}

/// When the visitor works: what they said, and what is taken of it.
struct Hours {
    /// Whether others can find what the visitor offers.
    is_confirmed: bool,
    availability: Availability,
    busy: BTreeMap<Day, Slots>,
}

impl Hours {
    fn of(draft: &Draft<'_>, resource: Id<Resource>) -> Result<Self, Stop> {
        let mut keys = Keys::default();
        keys.all::<ResourceDay>((resource.locality(), resource));
        keys.one::<User>((resource.locality(), draft.actor().cast()));
        availability::reads(&mut keys, draft, resource);
        draft.ask(keys)?;
        let user = draft.get::<User>((resource.locality(), draft.actor().cast()))?;
        let busy = draft.list::<ResourceDay>((resource.locality(), resource))?;
        Ok(Self {
            is_confirmed: user.confirmed_at.is_some(),
            availability: availability::of(draft, resource)?,
            busy: busy.into_iter().map(|day| (day.day, day.busy)).collect(),
        })
    }
}

async fn show(visit: Visit) -> Answer {
    let title = t!(visit, "home-title");
    let Some(visitor) = &visit.visitor else {
        return Ok(visit.show(Sheet::new(title, how_to_begin(&visit)).area(Area::Work)));
    };
    let hours = |draft: &mut Draft<'_>| Hours::of(draft, visitor.user.cast());
    let bookings = async {
        let cards = trade_reads::list(&visit.app, visitor, Cursor::START).await?.rows;
        let names = trades::names(&visit, visitor, &cards).await?;
        Ok((cards, names))
    };
    let (offered, hours, (cards, names), balances) = tokio::try_join!(
        assets::list(&visit.app, visitor),
        visit.app.look(Some(visitor), hours),
        bookings,
        escrow::balances(&visit.app, visitor),
    )?;
    let next: Vec<_> = cards
        .iter()
        .rev()
        .filter(|card| card.seller == visitor.user && trades::is_open(card.stage))
        .take(BOOKINGS)
        .collect();
    let main = html! {
        @if !next.is_empty() {
            section {
                h2 { (t!(visit, "home-next")) }
                (trades::list(&visit, visitor, next.into_iter(), &names))
                p { a href=(visit.at("/today")) { (t!(visit, "today-title")) } }
            }
        }
        (found(&visit, &Seller { is_confirmed: hours.is_confirmed, has_hours: hours.availability.is_said(), offered: &offered })?)
        @if !offered.is_empty() {
            (on_offer(&visit, &hours.availability, &offered))
            (now_buttons(&visit))
            section {
                h2 { (t!(visit, "home-days")) }
                (strips(&visit, visitor.user.cast(), &hours))
                p { a href=(visit.at("/availability")) { (t!(visit, "home-availability")) } }
            }
        }
    };
    let docket = more(&visit, &balances);
    Ok(visit.show(Sheet::new(title, main).docket(docket).area(Area::Work)))
}

fn how_to_begin(visit: &Visit) -> Markup {
    let sign_in = visit.at(&format!("/sign-in?next={}", visit.at("/work")));
    html! {
        p class="lead" { (t!(visit, "home-begin")) }
        ol class="steps" {
            li { (t!(visit, "home-begin-account")) }
            li { (t!(visit, "home-begin-offering")) }
            li { (t!(visit, "home-begin-hours")) }
        }
        div class="actions" {
            a class="button" href=(visit.at(&format!("/sign-up?next={}", visit.at("/work")))) {
                (t!(visit, "home-sign-up"))
            }
            a href=(sign_in) { (t!(visit, "home-sign-in")) }
        }
    }
}

/// The "now" buttons: one tap, one form.
fn now_buttons(visit: &Visit) -> Markup {
    let choices = [
        ("two-hours", t!(visit, "home-now-two")),
        ("four-hours", t!(visit, "home-now-four")),
        ("tonight", t!(visit, "home-now-tonight")),
        ("tomorrow", t!(visit, "home-now-tomorrow")),
    ];
    let form = visit.form("/free-now", crate::components::Typed::default());
    html! {
        section class="now" {
            h2 { (t!(visit, "home-now")) }
            (form.render(&html! {
                div class="now-buttons" {
                    @for (value, text) in choices {
                        button type="submit" name="choice" value=(value) { (text) }
                    }
                }
            }))
            p { a href=(visit.at("/availability")) { (t!(visit, "home-now-other")) } }
        }
    }
}

/// What is on offer besides the usual week: from when until when, how far, for how much, and how to stop.
fn on_offer(visit: &Visit, availability: &Availability, offered: &[Offered]) -> Markup {
    let soon = visit.app.now().plus_hours(SOON_HOURS);
    let also = availability.exceptions.iter().filter(|one| one.kind == ExceptionKind::Also);
    let also: Vec<_> = also.filter(|one| one.starts_at < soon).collect();
    let open = offered.iter().filter(|one| one.offering.stage == OfferingStage::Open);
    let rules = open.filter_map(|one| match &one.asked {
        Asked::Work(Some(terms)) => Some((&one.offering, terms)),
        Asked::Work(None) | Asked::Hire { .. } | Asked::Goods { .. } => None,
    });
    let rules: Vec<_> = rules.collect();
    let farthest = rules.iter().map(|(_, terms)| terms.distance_max_m).max().unwrap_or_default();
    let least = rules.iter().min_by_key(|(_, terms)| terms.hourly);
    html! {
        @if !also.is_empty() {
            section class="on-offer" {
                h2 { (t!(visit, "home-on-offer")) }
                @for exception in also {
                    p class="lead" { (visit.span(&availability.zone, exception.starts_at, exception.ends_at)) }
                    @if exception.waives_notice { p { (t!(visit, "home-no-notice")) } }
                    @if let Some((offering, terms)) = least {
                        p {
                            (t!(visit, "home-on-offer-terms",
                                distance = visit.loc.distance(words::whole(farthest)),
                                place = offering.post_code.as_str(),
                                money = visit.reader().money(terms.hourly, terms.currency)))
                        }
                    }
                    (visit.second_button("/stop-offers", &t!(visit, "home-stop"), &[
                        ("exception", &exception.id.to_string()),
                    ]))
                }
            }
        }
    }
}

/// The next days as strips: what is open, what is taken.
fn strips(visit: &Visit, resource: Id<Resource>, hours: &Hours) -> Markup {
    let Hours { availability, busy, .. } = hours;
    let zone = &availability.zone;
    let nothing = || UsualWeek::new(resource.locality(), resource, zone.clone(), [Slots::NONE; 7]);
    let week = availability.week.clone().unwrap_or_else(nothing);
    let openness = Openness::new(&week, &availability.exceptions);
    let calendar = zone.calendar();
    let today = calendar.local(visit.app.now()).date;
    let midnight = |days: i64| calendar.timestamp(today, days * 1_440);
    let strips = (0..DAYS).filter_map(|day| {
        let (from, until) = (midnight(day)?, midnight(day + 1)?);
        let starts = words::zoned(from, zone);
        let quarters = quarters(from, until, &openness, busy);
        let id = format!("day-{day}");
        Some(
            DayStrip { loc: visit.loc, id: &id, whose: None, starts, quarters, reasons: Vec::new() }.render(),
        )
    });
    html! { div class="strips" { @for strip in strips { (strip) } } }
}

fn quarters(
    from: Timestamp,
    until: Timestamp,
    openness: &Openness,
    busy: &BTreeMap<Day, Slots>,
) -> Vec<Quarter> {
    let count = until.minutes_since(from) / QUARTER_MINUTES;
    let at = |quarter: i64| from.plus_minutes(quarter * QUARTER_MINUTES);
    let quarter = |time: Timestamp| {
        let day = time.day();
        let slot = time.minutes_since(day.starts_at()) / QUARTER_MINUTES;
        let is_busy = busy.get(&day).is_some_and(|busy| busy.contains(slot));
        match (is_busy, openness.open_on(day).contains(slot)) {
            (true, _) => Quarter::Taken,
            (false, true) => Quarter::Free,
            (false, false) => Quarter::Off,
        }
    };
    (0..count).map(|index| quarter(at(index))).collect()
}

/// The money, the news and the offerings, each a line with its page.
fn more(visit: &Visit, balances: &[Balance]) -> Markup {
    let mut rows = Vec::new();
    for balance in balances.iter().filter(|balance| balance.class == Class::UserAvailable) {
        let amount = visit.reader().money(balance.available, balance.currency);
        rows.push(SummaryRow::money(t!(visit, "home-balance"), amount));
    }
    html! {
        section {
            h2 { (t!(visit, "home-more")) }
            @if !rows.is_empty() { (SummaryList { loc: visit.loc, rows }.render()) }
            ul {
                li { a href=(visit.at("/statement")) { (t!(visit, "home-statement")) } }
                li { a href=(visit.at("/inbox")) { (t!(visit, "home-inbox")) } }
                li { a href=(visit.at("/offerings")) { (t!(visit, "home-offerings")) } }
                li { a href=(visit.at("/availability")) { (t!(visit, "home-availability")) } }
            }
        }
    }
}
