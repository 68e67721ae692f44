//! Saving a need: what, how many, on which days, for how much at most.

use jiff::civil::Date;
use kernel::ClockTime;
use market::directory::WorkPlace;
use market::requirements::needs::{NeedTerms, PartAsked, SaveNeed};

use super::needs::{FAMILIES, PAGE, need_page};
use super::prelude::*;
use super::sector_field::sector_field_of;
use crate::error::Invalid;

const NEW: &str = "/needs/new";
/// The longest that the form asks for, in half-hours.
const LONGEST: i64 = 24;
/// When it begins if nobody has said a time, in minutes after midnight.
const USUAL_START: i64 = 9 * 60;
/// How many parts are asked for at once; any others are behind a line that opens.
const SHOWN: i64 = 2;

pub(super) fn routes() -> Routes {
    vec![(NEW, get(ask).post(save))]
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    let usual = [
        visit.own_post_code(),
        ("count_1", "1".to_owned()),
        ("from", fields::typed_minute(USUAL_START)),
        ("minutes", "240".to_owned()),
    ];
    let form = visit.form(NEW, typed.with_usual(&usual));
    page(&visit, &form)
}

fn page(visit: &Visit, form: &Form) -> Answer {
    let terms = NeedTerms::on(&visit.app.rulebook, visit.today())?;
    let currency = fields::currency_at(visit, form.typed.value("post_code"))?;
    let sign = words::sign(&visit.app, currency);
    let part = |number: i64| {
        html! {
            fieldset {
                legend { (t!(visit, "need-new-part", number = words::whole(number))) }
                (sector_field_of(visit, form, &fields::numbered("sector", number), t!(visit, "need-new-sector"), &FAMILIES))
                (form.field(&fields::numbered("count", number), t!(visit, "need-new-count")).input(Input::Number))
            }
        }
    };
    let is_typed = |number: i64| !form.typed.value(&fields::numbered("sector", number)).is_empty();
    let is_more_typed = (SHOWN + 1..=terms.parts_max).any(is_typed);
    let weekdays: Vec<Choice> = (0..)
        .zip(fields::WEEKDAYS)
        .map(|(number, day): (i64, _)| Choice::new(number.to_string(), visit.loc.weekday(day)))
        .collect();
    let starts = fields::clock_times(visit.loc, form.typed.value("from"));
    let lengths = fields::durations(visit.loc, (1..=LONGEST).map(|half| half * 30));
    let every = visit.loc.duration(words::whole(terms.look_minutes));
    let main = html! {
        p class="lead" { (t!(visit, "need-new-lead", time = every)) }
        (form.render(&html! {
            (form.field("name", t!(visit, "need-new-name")).hint(t!(visit, "need-new-name-hint")).input(Input::Text))
            @for number in 1..=SHOWN.min(terms.parts_max) { (part(number)) }
            @if terms.parts_max > SHOWN {
                details open[is_more_typed] {
                    summary { (t!(visit, "need-new-more")) }
                    @for number in SHOWN + 1..=terms.parts_max { (part(number)) }
                }
            }
            (form.field("post_code", t!(visit, "need-new-where")).input(Input::PostalCode))
            (form.field("from_on", t!(visit, "need-new-from-day")).input(Input::Day))
            (form.field("until_on", t!(visit, "need-new-until-day")).input(Input::Day))
            (form.field("weekdays", t!(visit, "need-new-weekdays")).hint(t!(visit, "need-new-weekdays-hint")).checkboxes(&weekdays))
            (form.field("from", t!(visit, "search-from")).select(&starts))
            (form.field("minutes", t!(visit, "search-minutes")).select(&lengths))
            (form.field("most", t!(visit, "need-new-most")).hint(t!(visit, "need-new-most-hint")).money(sign))
            (submit(&t!(visit, "need-new-go")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "needs-new"), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "needs-title")).judged_by([form])))
}

async fn save(sent: Sent) -> Answer {
    let fault = match saved(&sent).await {
        Ok(need) => return Ok(to_saying(&sent.visit.at(&need_page(need)), "need-saved")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "needs/too-far-ahead" => "until_on",
        Fault::Other(error) if error.code() == "needs/not-that-many" => "count_1",
        Fault::Other(error) => match error.argument("field") {
            Some("from_on") => "from_on",
            Some("until_on") => "until_on",
            Some("weekdays") => "weekdays",
            Some("from") => "from",
            Some("minutes") => "minutes",
            Some("most") => "most",
            Some(_) | None => "sector_1",
        },
        Fault::Fields(_) => "name",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..sent.visit.form(NEW, sent.typed) };
    page(&sent.visit, &form)
}

async fn saved(sent: &Sent) -> Result<Id<market::requirements::needs::Need>, Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let owner = visit.visitor()?.user;
    let terms = NeedTerms::on(&visit.app.rulebook, visit.today())?;
    let mut reading = Reading::of(visit, typed);
    let name = reading.text("name");
    let mut parts = Vec::new();
    for number in 1..=terms.parts_max {
        let [sector, count] = ["sector", "count"].map(|what| fields::numbered(what, number));
        if number > 1 && typed.value(&sector).trim().is_empty() {
            continue;
        }
        let known = visit.app.sector(typed.value(&sector), &FAMILIES).ok();
        reading.refuse(known.is_none().then(|| Invalid::new(sector.as_str(), "invalid-sector")));
        if let Some((known, count)) = known.zip(reading.number(&count, 0)) {
            parts.push(PartAsked { sector: known.code.clone(), count });
        }
    }
    let place: Option<&WorkPlace> = visit.app.place(typed.value("post_code")).ok();
    reading.refuse(place.is_none().then(|| Invalid::new("post_code", "invalid-post-code")));
    let days: Option<(Date, Date)> = reading.day("from_on").zip(reading.day("until_on"));
    let clock: Option<ClockTime> = reading.clock_time("from");
    let minutes = reading.number("minutes", 0);
    let currency = fields::currency_at(visit, typed.value("post_code"))?;
    let most = reading.money_or_none("most", currency).map(Amount);
    let weekdays = (0..7).filter(|day: &i64| typed.has("weekdays", &day.to_string())).collect();
    let made = match ((name, place), (days, clock, minutes)) {
        ((Some(name), Some(place)), (Some((from_on, until_on)), Some(from), Some(minutes))) => {
            Some(SaveNeed {
                owner,
                name,
                post_code: place.post_code,
                from_on,
                until_on,
                weekdays,
                from,
                minutes,
                most,
                parts,
            })
        }
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}
