//! Putting work out to a reverse auction: what, when, and the most that is paid.

use kernel::Span;
use market::directory::{Family, Sector, WorkPlace};
use market::mechanisms::reverse_auctions::{BidView, OpenReverseAuction, ReverseAuction, ReverseTerms};

use super::prelude::*;
use super::reverse_auctions::{PAGE, page_of};
use super::sector_field::sector_field;
use crate::error::Invalid;

const NEW: &str = "/reverse-auctions/new";
/// How long bids are taken, in minutes.
const LENGTHS: [i64; 6] = [60, 360, 1_440, 2_880, 4_320, 10_080];
/// When work begins that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 9 * 60;
/// The longest work that the form offers, in half-hours.
const LONGEST: i64 = 24;

pub(super) fn routes() -> Routes {
    vec![(NEW, get(ask).post(open))]
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    let usual = [
        visit.own_post_code(),
        ("minutes", "1440".to_owned()),
        ("work_minutes", "240".to_owned()),
        ("from", fields::typed_minute(USUAL_START)),
        ("view", BidView::Rank.word().to_owned()),
    ];
    let form = visit.form(NEW, typed.with_usual(&usual));
    page(&visit, &form)
}

fn page(visit: &Visit, form: &Form) -> Answer {
    let terms = ReverseTerms::on(&visit.app.rulebook, visit.today())?;
    let sign = words::sign(&visit.app, fields::currency_at(visit, form.typed.value("post_code"))?);
    let lengths = LENGTHS.into_iter().filter(|minutes| terms.minutes().contains(minutes));
    let work = fields::durations(visit.loc, (1..=LONGEST).map(|half| half * 30));
    let views = [
        Choice::new(BidView::Rank.word(), t!(visit, "reverse-view-rank")),
        Choice::new(BidView::Price.word(), t!(visit, "reverse-view-price")),
    ];
    let starts = fields::clock_times(visit.loc, form.typed.value("from"));
    let answer = visit.loc.duration(words::whole(terms.answer_hours.saturating_mul(60)));
    let main = html! {
        p class="lead" { (t!(visit, "reverse-new-lead")) }
        (form.render(&html! {
            (sector_field(visit, form, t!(visit, "quote-call-sector"), &[Family::Work]))
            (form.field("title", t!(visit, "reverse-new-what")).input(Input::Text))
            (form.field("description", t!(visit, "quote-new-description")).area(4))
            (form.field("date", t!(visit, "search-date")).input(Input::Day))
            (form.field("from", t!(visit, "search-from")).select(&starts))
            (form.field("work_minutes", t!(visit, "search-minutes")).select(&work))
            (form.field("post_code", t!(visit, "quote-call-where")).input(Input::PostalCode))
            (form.field("street", t!(visit, "quote-new-street")).hint(t!(visit, "quote-new-street-hint")).input(Input::Text))
            (form.field("top", t!(visit, "reverse-top")).hint(t!(visit, "reverse-top-hint")).money(sign))
            (form.field("view", t!(visit, "reverse-view")).radios(&views))
            (form.field("minutes", t!(visit, "reverse-new-length")).hint(t!(visit, "reverse-new-length-hint", time = answer))
                .select(&fields::durations(visit.loc, lengths)))
            (submit(&t!(visit, "reverse-new-go")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "reverse-new"), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "reverse-title")).judged_by([form])))
}

async fn open(sent: Sent) -> Answer {
    let fault = match opened(&sent).await {
        Ok(auction) => return Ok(to_saying(&sent.visit.at(&page_of(auction)), "reverse-opened")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "reverse-auctions/not-that-long" => "minutes",
        Fault::Other(error) if error.code() == "arrival/no-street" => "street",
        Fault::Other(error) if error.argument("field") == Some("span") => "date",
        Fault::Other(_) => "top",
        Fault::Fields(_) => "title",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..sent.visit.form(NEW, sent.typed) };
    page(&sent.visit, &form)
}

async fn opened(sent: &Sent) -> Result<Id<ReverseAuction>, Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let buyer = visit.visitor()?.user;
    let mut reading = Reading::of(visit, typed);
    let sector: Option<&Sector> = visit.app.sector(typed.value("sector"), &[Family::Work]).ok();
    reading.refuse(sector.is_none().then(|| Invalid::new("sector", "invalid-sector")));
    let place: Option<&WorkPlace> = visit.app.place(typed.value("post_code")).ok();
    reading.refuse(place.is_none().then(|| Invalid::new("post_code", "invalid-post-code")));
    let (title, description) = (reading.text("title"), reading.text_or_none("description"));
    let street = reading.text_or_none("street");
    let (day, clock) = (reading.day("date"), reading.clock_time("from"));
    let work: Option<i64> =
        reading.read("work_minutes", |text| text.parse().ok(), |visit| t!(visit, "search-minutes-wrong"));
    let starts_at = match (place, day, clock) {
        (Some(place), Some(day), Some(clock)) => place.zone.calendar().timestamp_at(day, clock),
        _ => None,
    };
    let span = starts_at.zip(work).and_then(|(at, minutes)| Span::between(at, at.plus_minutes(minutes)));
    reading.refuse((reading.is_right() && span.is_none()).then(|| Invalid::new("date", "invalid-date")));
    let top = reading.money("top", fields::currency_at(visit, typed.value("post_code"))?);
    let minutes = reading.number("minutes", 0);
    let view = BidView::from_word(typed.value("view")).unwrap_or(BidView::Rank);
    let made = match ((sector, place, title), (span, top, minutes)) {
        ((Some(sector), Some(place), Some(title)), (Some(span), Some(top), Some(minutes))) => {
            Some(OpenReverseAuction {
                buyer,
                sector: sector.code.clone(),
                post_code: place.post_code,
                street,
                title,
                description,
                span,
                top: Amount(top),
                view,
                minutes,
            })
        }
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}
