//! The search form, on the front and wherever a search is changed.

use market::directory::Family;
use market::users::assets::Offering;

use kernel::{ClockTime, Date, Timestamp, Zone};

use super::prelude::*;
use super::sector_field::sector_field;
use crate::nouns::options::{self, Search, Understood, Wanted};
use crate::query::query_of;

/// When work begins that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 17 * 60;
/// How long work takes that nobody has said a length for, in minutes.
const USUAL_MINUTES: i64 = 240;
/// The longest hire that the form offers, in minutes.
const LONGEST: i64 = 12 * 60;

/// The form with what was typed; what is missing is filled with the most usual.
pub(super) fn form(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Form {
    let usual = [
        visit.own_post_code(),
        ("date", fields::tomorrow(visit)),
        ("from", fields::typed_minute(USUAL_START)),
        ("minutes", USUAL_MINUTES.to_string()),
    ];
    let typed = if errors.is_empty() { typed.with_usual(&usual) } else { typed };
    Form::asking(visit.loc, visit.at("/search"), typed, errors)
}

/// Its fields and its button.
pub(super) fn questions(visit: &Visit, form: &Form) -> Markup {
    let (from, minutes) = (form.typed.value("from"), form.typed.value("minutes"));
    let starts = fields::clock_times(visit.loc, from);
    let usual = fields::durations(visit.loc, (2..=LONGEST / 30).map(|half| half * 30));
    let lengths =
        fields::with_typed(usual, minutes, || minutes.parse().ok().map(|it| visit.loc.duration(it)));
    // What a search was begun from goes along with it.
    let along = ["again", "with", "without"].map(|name| (name, form.typed.value(name)));
    html! {
        @for (name, value) in along {
            @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
        }
        (sector_field(visit, form, t!(visit, "search-sector"), &[Family::Work]))
        (form.field("post_code", t!(visit, "search-post-code")).hint(t!(visit, "search-post-code-hint"))
            .input(Input::PostalCode))
        (form.field("date", t!(visit, "search-date")).input(Input::Day))
        (form.field("from", t!(visit, "search-from")).select(&starts))
        (form.field("minutes", t!(visit, "search-minutes")).select(&lengths))
        (form.field("unpaid", t!(visit, "search-paid")).select(&[
            Choice::new("", t!(visit, "search-paid-yes")),
            Choice::new("yes", t!(visit, "search-paid-no")),
        ]))
        (submit(&t!(visit, "search-go")))
    }
}

/// The search that was typed.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read(visit: &Visit, typed: &Typed) -> Result<Search, Fault> {
    let mut reading = Reading::of(visit, typed);
    let (date, from) = (reading.day("date"), reading.clock_time("from"));
    let length = |text: &str| text.parse().ok();
    let minutes = reading.read("minutes", length, |visit| t!(visit, "search-minutes-wrong"));
    let wanted = Wanted {
        sector: Some(typed.value("sector")),
        families: Family::ALL,
        post_code: Some(typed.value("post_code")),
        times: [("from", from.map(|from| from.time.minutes())), ("until", None)],
        minutes,
    };
    reading.refuse(options::misfits(&visit.app, &wanted));
    let search = |((date, from), minutes)| Search {
        sector: typed.value("sector").to_owned(),
        post_code: typed.value("post_code").to_owned(),
        date,
        from,
        minutes,
        is_unpaid: typed.has("unpaid", "yes"),
        radius_m: typed.value("radius_m").parse().ok(),
        again: Id::parse(typed.value("again")),
        with: Id::parse(typed.value("with")),
        without: Id::parse(typed.value("without")),
    };
    reading.judged(date.zip(from).zip(minutes).map(search))
}

/// The search and the offering of an address or a form.
pub(super) fn read_with_offering(visit: &Visit, typed: &Typed) -> Result<(Search, Id<Offering>), AppError> {
    let offering = Id::parse(typed.value("offering")).ok_or(AppError::NotFound)?;
    let search = read(visit, typed).map_err(|_| AppError::invalid("date", "invalid-date"))?;
    Ok((search, offering))
}

/// A search as the end of an address, from the question mark on.
pub(super) fn query(search: &Search) -> String {
    let mut pairs = pairs(search);
    pairs.retain(|(_, value)| !value.is_empty());
    format!("?{}", query_of(&pairs))
}

/// A search as it would be typed.
pub(super) fn pairs(search: &Search) -> Vec<(String, String)> {
    let unpaid = if search.is_unpaid { "yes" } else { "" };
    let pairs = [
        ("sector", search.sector.clone()),
        ("post_code", search.post_code.clone()),
        ("date", search.date.to_string()),
        ("from", search.from.to_string()),
        ("minutes", search.minutes.to_string()),
        ("unpaid", unpaid.to_owned()),
        ("radius_m", search.radius_m.map(|radius| radius.to_string()).unwrap_or_default()),
        ("again", search.again.map(|trade| trade.to_string()).unwrap_or_default()),
        ("with", search.with.map(|user| user.to_string()).unwrap_or_default()),
        ("without", search.without.map(|user| user.to_string()).unwrap_or_default()),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

/// Where the clock shows a time twice, as on the night when clocks go back: which of the two it is, and the way to the other.
pub(super) fn twice(
    visit: &Visit,
    zone: &Zone,
    moment: Timestamp,
    address: impl FnOnce(Date, ClockTime) -> String,
) -> Markup {
    let calendar = zone.calendar();
    let Some(other) = calendar.other_moment(moment) else { return html! {} };
    let (date, time) = calendar.clock_time(other);
    let said = |moment: Timestamp| visit.loc.time_at(&words::zoned(moment, zone));
    html! {
        p class="twice" {
            (t!(visit, "search-twice", time = said(moment))) " "
            a href=(visit.at(&address(date, time))) {
                (t!(visit, "search-twice-other", time = said(other)))
            }
        }
    }
}

/// What is looked for in one line: `Kitchen porter near 97214, Friday, November 27, 5pm to 9pm`.
pub(super) fn summary(visit: &Visit, understood: &Understood) -> Text {
    let span = understood.span;
    t!(
        visit,
        "search-summary",
        sector = fields::title(visit.loc, &understood.sector),
        place = understood.work_place.post_code.as_str(),
        hours = visit.span(&understood.work_place.zone, span.starts_at(), span.ends_at()),
        length = visit.loc.duration(words::whole(span.minutes()))
    )
}
