//! Making a call for quotes: what is needed, exactly, line by line.

use market::directory::{Family, Sector, WorkPlace};
use market::mechanisms::quotes::{LineAsked, OpenQuoteCall, QuoteCall, QuoteTerms};
use market::users::assets::HandingOver;

use super::prelude::*;
use super::quotes::{FAMILIES, PAGE, call_page, ways};
use super::sector_field::sector_field;
use crate::error::Invalid;

const NEW: &str = "/quote-calls/new";
/// How long quotes are taken, in minutes.
const LENGTHS: [i64; 8] = [120, 360, 720, 1_440, 2_880, 5_760, 10_080, 20_160];
/// How many lines are asked for at once; any others are behind a line that opens.
const SHOWN: i64 = 3;
/// How many lines the form has room for.
const LINES: i64 = 10;

pub(super) fn routes() -> Routes {
    vec![(NEW, get(ask).post(open))]
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    let terms = QuoteTerms::on(&visit.app.rulebook, visit.today())?;
    let usual = [
        visit.own_post_code(),
        ("minutes", terms.hours_usual.saturating_mul(60).to_string()),
        ("handing_over", HandingOver::Delivery.word().to_owned()),
    ];
    let form = visit.form(NEW, typed.with_usual(&usual));
    page(&visit, &form)
}

fn page(visit: &Visit, form: &Form) -> Answer {
    let terms = QuoteTerms::on(&visit.app.rulebook, visit.today())?;
    let lengths = LENGTHS.into_iter().filter(|minutes| terms.minutes().contains(minutes));
    let last = LINES.min(terms.lines_max);
    let line = |number: i64| {
        let [text, quantity, unit] = ["text", "quantity", "unit"].map(|what| fields::numbered(what, number));
        html! {
            fieldset {
                legend { (t!(visit, "quote-new-line", number = words::whole(number))) }
                (form.field(&text, t!(visit, "quote-new-text")).input(Input::Text))
                (form.field(&quantity, t!(visit, "quote-new-quantity")).input(Input::Number))
                (form.field(&unit, t!(visit, "quote-new-unit")).hint(t!(visit, "quote-new-unit-hint")).input(Input::Text))
            }
        }
    };
    let is_typed = |number: i64| !form.typed.value(&fields::numbered("text", number)).is_empty();
    let is_more_typed = (SHOWN + 1..=last).any(is_typed);
    let decide = visit.loc.duration(words::whole(terms.decide_hours.saturating_mul(60)));
    let main = html! {
        p class="lead" { (t!(visit, "quote-new-lead")) }
        (form.render(&html! {
            (sector_field(visit, form, t!(visit, "quote-call-sector"), &FAMILIES))
            @for number in 1..=SHOWN.min(last) { (line(number)) }
            @if last > SHOWN {
                details open[is_more_typed] {
                    summary { (t!(visit, "quote-new-more-lines")) }
                    @for number in SHOWN + 1..=last { (line(number)) }
                }
            }
            (form.field("description", t!(visit, "quote-new-description")).hint(t!(visit, "quote-new-description-hint")).area(4))
            (form.field("from_on", t!(visit, "quote-new-from")).input(Input::Day))
            (form.field("until_on", t!(visit, "quote-new-until")).input(Input::Day))
            (form.field("post_code", t!(visit, "quote-call-where")).input(Input::PostalCode))
            (form.field("street", t!(visit, "quote-new-street")).hint(t!(visit, "quote-new-street-hint")).input(Input::Text))
            (form.field("handing_over", t!(visit, "quote-new-how")).hint(t!(visit, "quote-new-how-hint")).radios(&ways(visit)))
            (form.field("minutes", t!(visit, "quote-new-length")).hint(t!(visit, "quote-new-length-hint", time = decide))
                .select(&fields::durations(visit.loc, lengths)))
            (submit(&t!(visit, "quote-new-go")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "quote-calls-new"), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "quote-calls-title")).judged_by([form])))
}

async fn open(sent: Sent) -> Answer {
    let fault = match opened(&sent).await {
        Ok(call) => return Ok(to_saying(&sent.visit.at(&call_page(call)), "quote-call-opened")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "quotes/not-that-long" => "minutes",
        Fault::Other(error) if error.code() == "quotes/not-in-sector" => "sector",
        Fault::Other(error) if error.code() == "arrival/no-street" => "street",
        Fault::Other(error) => match error.argument("field") {
            Some("until_on") => "until_on",
            Some("handing_over") => "handing_over",
            Some("quantity") => "quantity_1",
            Some(_) | None => "text_1",
        },
        Fault::Fields(_) => "text_1",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..sent.visit.form(NEW, sent.typed) };
    page(&sent.visit, &form)
}

async fn opened(sent: &Sent) -> Result<Id<QuoteCall>, Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let buyer = visit.visitor()?.user;
    let mut reading = Reading::of(visit, typed);
    let sector: Option<&Sector> = visit.app.sector(typed.value("sector"), &FAMILIES).ok();
    reading.refuse(sector.is_none().then(|| Invalid::new("sector", "invalid-sector")));
    let place: Option<&WorkPlace> = visit.app.place(typed.value("post_code")).ok();
    reading.refuse(place.is_none().then(|| Invalid::new("post_code", "invalid-post-code")));
    let mut lines = Vec::new();
    for number in 1..=LINES {
        let [text, quantity, unit] = ["text", "quantity", "unit"].map(|what| fields::numbered(what, number));
        let is_left_out = |name: &str| typed.value(name).trim().is_empty();
        if number > 1 && is_left_out(&text) && is_left_out(&quantity) {
            continue;
        }
        let (text, quantity, unit) = (reading.text(&text), reading.number(&quantity, 0), reading.text(&unit));
        if let (Some(text), Some(quantity), Some(unit)) = (text, quantity, unit) {
            lines.push(LineAsked { text, quantity, unit });
        }
    }
    let description = reading.text_or_none("description");
    let street = reading.text_or_none("street");
    let days = reading.day("from_on").zip(reading.day("until_on"));
    let minutes = reading.number("minutes", 0);
    let made = match (sector, place, days, minutes) {
        (Some(sector), Some(place), Some((from_on, until_on)), Some(minutes)) => Some(OpenQuoteCall {
            buyer,
            sector: sector.code.clone(),
            post_code: place.post_code,
            street,
            from_on,
            until_on,
            lines,
            handing_over: match sector.family {
                Family::Goods => HandingOver::from_word(typed.value("handing_over")),
                Family::Work | Family::Thing | Family::Space => None,
            },
            description,
            minutes,
        }),
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}
