//! The search form, on the front and wherever a search is changed.

use kernel::Id;
use market::users::assets::Offering;
use maud::{Markup, html};

use super::answer::encoded;
use super::fields;
use super::visit::Visit;
use crate::components::form::submit;
use crate::components::{Choice, FieldError, Form, Input, Typed};
use crate::error::{AppError, Invalid};
use crate::nouns::options::Search;
use crate::t;
use crate::words;

/// When work begins that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 17 * 60;
/// How long work takes that nobody has said a length for, in minutes.
const USUAL_MINUTES: i64 = 240;
/// The longest hire that the form offers, in minutes.
const LONGEST: i64 = 12 * 60;

/// The form with what was typed; what is missing is filled with the most usual.
pub(super) fn form(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Form {
    let tomorrow = visit.zone.calendar().local(visit.app.now()).date.tomorrow();
    let usual = [
        ("post_code", visit.post_code.clone().unwrap_or_default()),
        ("date", tomorrow.map(|date| date.to_string()).unwrap_or_default()),
        ("from", fields::typed_minute(USUAL_START)),
        ("minutes", USUAL_MINUTES.to_string()),
    ];
    let typed = if errors.is_empty() { typed.with_usual(&usual) } else { typed };
    Form::asking(visit.loc, visit.at("/search"), typed, errors)
}

pub(super) fn render(visit: &Visit, form: &Form) -> Markup {
    let loc = visit.loc;
    let starts = fields::with_typed(fields::times(loc, 30, false), form.typed.value("from"), || {
        fields::minute_of_day(form.typed.value("from")).map(|minute| fields::time(loc, minute))
    });
    let usual = fields::durations(loc, (2..=LONGEST / 30).map(|half| half * 30));
    let lengths = fields::with_typed(usual, form.typed.value("minutes"), || {
        form.typed.value("minutes").parse().ok().map(|minutes| loc.duration(minutes))
    });
    form.render(&html! {
        (form.field("sector", t!(loc, "search-sector")).select(&fields::work_to_choose(visit)))
        (form.field("post_code", t!(loc, "search-post-code")).hint(t!(loc, "search-post-code-hint"))
            .input(Input::PostalCode))
        (form.field("date", t!(loc, "search-date")).input(Input::Day))
        (form.field("from", t!(loc, "search-from")).select(&starts))
        (form.field("minutes", t!(loc, "search-minutes")).select(&lengths))
        (form.field("unpaid", t!(loc, "search-paid")).select(&[
            Choice::new("", t!(loc, "search-paid-yes")),
            Choice::new("yes", t!(loc, "search-paid-no")),
        ]))
        (submit(&t!(loc, "search-go")))
    })
}

/// The search that was typed.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read(visit: &Visit, typed: &Typed) -> Result<Search, Vec<FieldError>> {
    let loc = visit.loc;
    let date = fields::day(typed.value("date"));
    let from = fields::minute_of_day(typed.value("from"));
    let minutes: Option<i64> = typed.value("minutes").parse().ok();
    let (Some(date), Some(from_minute), Some(minutes)) = (date, from, minutes) else {
        let wrong = [
            ("date", date.is_none(), t!(loc, "search-date-wrong")),
            ("from", from.is_none(), t!(loc, "search-from-wrong")),
            ("minutes", minutes.is_none(), t!(loc, "search-minutes-wrong")),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        return Err(wrong.map(|(id, _, text)| FieldError { name: id.to_owned(), text }).collect());
    };
    Ok(Search {
        sector: typed.value("sector").to_owned(),
        post_code: typed.value("post_code").trim().to_owned(),
        date,
        from_minute,
        minutes,
        is_unpaid: typed.has("unpaid", "yes"),
    })
}

/// The search and the offering of an address or a form.
pub(super) fn read_with_offering(visit: &Visit, typed: &Typed) -> Result<(Search, Id<Offering>), AppError> {
    let offering = Id::parse(typed.value("offering")).ok_or(AppError::NotFound)?;
    let wrong = |_| AppError::Invalid(vec![Invalid { field: "date", sentence: "invalid-date" }]);
    Ok((read(visit, typed).map_err(wrong)?, offering))
}

/// A search as the end of an address, from the question mark on.
pub(super) fn query(search: &Search) -> String {
    format!(
        "?sector={}&post_code={}&date={}&from={}&minutes={}{}",
        encoded(&search.sector),
        encoded(&search.post_code),
        search.date,
        encoded(&fields::typed_minute(search.from_minute)),
        search.minutes,
        if search.is_unpaid { "&unpaid=yes" } else { "" }
    )
}

/// A search as the hidden fields of a form.
pub(super) fn hidden(search: &Search) -> [(&'static str, String); 6] {
    [
        ("sector", search.sector.clone()),
        ("post_code", search.post_code.clone()),
        ("date", search.date.to_string()),
        ("from", fields::typed_minute(search.from_minute)),
        ("minutes", search.minutes.to_string()),
        ("unpaid", if search.is_unpaid { "yes".to_owned() } else { String::new() }),
    ]
}

/// What is looked for in one line: `Kitchen porter near 97214, Friday 27 November, 5pm to 9pm`.
pub(super) fn summary(visit: &Visit, understood: &crate::nouns::options::Understood) -> crate::i18n::Text {
    let span = understood.span;
    t!(
        visit.loc,
        "search-summary",
        sector = fields::title(visit.loc, &understood.sector),
        place = understood.work_place.post_code.as_str(),
        hours = visit.span(&understood.work_place.zone, span.starts_at(), span.ends_at()),
        length = visit.loc.duration(words::whole(span.minutes()))
    )
}
