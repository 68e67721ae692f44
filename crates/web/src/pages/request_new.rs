//! Asking somebody for work: a form with up to three times, then what each of them costs, and what is set aside.

use kernel::{PostCode, Span};
use market::mechanisms::known_sellers::{RequestTerms, RequestWork, Requested, TimeAsked, TimeQuoted};
use market::price::PriceReader;
use market::trade::arrival::ArrivalNote;
use market::trade::procedure::Promise;
use market::users::Street;
use market::users::assets::Offering;

use super::answer::sign_in_and_return;
use super::check::TermsInWords;
use super::prelude::*;
use super::price::{self, Names};
use super::{check, known_sellers as requests};
use crate::error::Invalid;
use crate::nouns::known_sellers::{self, Askable, RequestChecked};
use crate::nouns::trades;

const ASK: &str = "/requests/new";
const CHECK: &str = "/requests/check";
/// How many times the form has room for.
const TIMES: i64 = 3;
/// When work begins that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 17 * 60;
/// How long work takes that nobody has said a length for, in minutes.
const USUAL_MINUTES: i64 = 120;
/// The longest work that the form offers, in minutes.
const LONGEST: i64 = 12 * 60;

pub(super) fn routes() -> Routes {
    vec![
        (ASK, get(ask)),
        (CHECK, get(show_check)),
        (requests::PAGE, get(requests::made).post(make)),
        ("/trades/{trade}/ask-again", get(again)),
    ]
}

fn offering(typed: &Typed) -> Result<Id<Offering>, AppError> {
    Id::parse(typed.value("offering")).ok_or(AppError::NotFound)
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    form_page(&visit, typed, Vec::new()).await
}

/// The form with what was typed, and what is wrong with it.
async fn form_page(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Answer {
    let askable = known_sellers::askable(&visit.app, visit.visitor.as_ref(), offering(&typed)?).await?;
    let name = askable.seller.name.as_str();
    let usual = [
        visit.own_post_code(),
        ("date_1", fields::tomorrow(visit)),
        ("from_1", fields::typed_minute(USUAL_START)),
        ("from_2", fields::typed_minute(USUAL_START)),
        ("from_3", fields::typed_minute(USUAL_START)),
        ("minutes", askable.least_minutes.max(USUAL_MINUTES).to_string()),
    ];
    let typed = if errors.is_empty() { typed.with_usual(&usual) } else { typed };
    let form = Form::asking(visit.loc, visit.at(CHECK), typed, errors);
    let terms = RequestTerms::on(&visit.app.rulebook, visit.today())?;
    let answer = visit.loc.duration(words::whole(terms.answer_hours.saturating_mul(60)));
    let main = html! {
        p class="lead" { (t!(visit, "request-lead", name = name, time = answer)) }
        (form.render(&html! {
            @for along in ["offering", "again"] {
                @if !form.typed.value(along).is_empty() { input type="hidden" name=(along) value=(form.typed.value(along)); }
            }
            (times(visit, &form, &askable))
            (form.field("post_code", t!(visit, "search-post-code")).hint(t!(visit, "search-post-code-hint")).input(Input::PostalCode))
            (submit(&t!(visit, "request-see-prices")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "request-title", name = name), main).area(Area::Find);
    Ok(visit.show(sheet.under("/sellers", t!(visit, "sellers-title")).judged_by([&form])))
}

fn times(visit: &Visit, form: &Form, askable: &Askable) -> Markup {
    let minutes = form.typed.value("minutes");
    let least = (askable.least_minutes + 29) / 30;
    let usual = fields::durations(visit.loc, (least.max(1)..=LONGEST / 30).map(|half| half * 30));
    let lengths =
        fields::with_typed(usual, minutes, || minutes.parse().ok().map(|it| visit.loc.duration(it)));
    html! {
        (form.field("minutes", t!(visit, "search-minutes")).select(&lengths))
        @for number in 1..=TIMES {
            @let (date, from) = (format!("date_{number}"), format!("from_{number}"));
            @let starts = fields::clock_times(visit.loc, form.typed.value(&from));
            fieldset {
                legend {
                    @if number == 1 { (t!(visit, "request-time-first")) }
                    @else { (t!(visit, "request-time-other", number = words::whole(number))) }
                }
                (form.field(&date, t!(visit, "search-date")).input(Input::Day))
                (form.field(&from, t!(visit, "search-from")).select(&starts))
            }
        }
    }
}

/// What was typed, as what is asked; its street and note are read apart.
fn read(visit: &Visit, typed: &Typed) -> Result<RequestWork, Fault> {
    let offering = offering(typed)?;
    let mut reading = Reading::of(visit, typed);
    let place = visit.app.place(typed.value("post_code"));
    reading.refuse(place.is_err().then(|| Invalid::new("post_code", "invalid-post-code")));
    let length = |text: &str| text.parse().ok();
    let minutes: Option<i64> = reading.read("minutes", length, |visit| t!(visit, "search-minutes-wrong"));
    let mut times = Vec::new();
    for number in 1..=TIMES {
        let (date, from) = (format!("date_{number}"), format!("from_{number}"));
        if number > 1 && typed.value(&date).is_empty() {
            continue;
        }
        let (day, clock) = (reading.day(&date), reading.clock_time(&from));
        let (Some(((day, clock), minutes)), Ok(place)) = (day.zip(clock).zip(minutes), &place) else {
            continue;
        };
        let starts_at = place.zone.calendar().timestamp_at(day, clock);
        reading.refuse(starts_at.is_none().then(|| Invalid::new(date.as_str(), "invalid-date")));
        let span = starts_at.map(|starts_at| Span::between(starts_at, starts_at.plus_minutes(minutes)));
        reading.refuse((span == Some(None)).then(|| Invalid::new("minutes", "invalid-minutes")));
        let expected_pay = typed.value(&format!("expected_pay_{number}")).parse().ok().map(Amount);
        times.extend(span.flatten().map(|span| TimeAsked { span, expected_pay }));
    }
    let post_code: Option<PostCode> = place.ok().map(|place| place.post_code);
    let buyer = visit.visitor.as_ref().map_or(Id::from_bits(0), |visitor| visitor.user);
    let request = |post_code| RequestWork { buyer, offering, times, post_code, street: None, note: None };
    reading.judged(post_code.map(request))
}

async fn show_check(visit: Visit, typed: Typed) -> Answer {
    check_page(&visit, typed, Vec::new()).await
}

/// What it costs; with what does not fit in where it is, once that was sent.
async fn check_page(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Answer {
    let request = match read(visit, &typed) {
        Ok(request) => request,
        Err(fault) => {
            let errors = fault.at(visit, "date_1")?;
            return form_page(visit, typed, errors).await;
        }
    };
    let checked = match known_sellers::check(&visit.app, visit.visitor.as_ref(), &request).await {
        Ok(checked) => checked,
        Err(error) => return refused(visit, typed, &request, error).await,
    };
    let RequestChecked { quote, seller } = &checked;
    let name = seller.name.as_str();
    let back = format!("{ASK}?{}", crate::query::query_of(&asked(&typed)));
    let sum = visit.reader().money(quote.set_aside.amount, quote.set_aside.currency);
    let is_given = quote.set_aside.amount == Amount::ZERO;
    let form = Form { errors, ..visit.form(requests::PAGE, where_it_is(visit, &typed).await) };
    let until = visit.reader().time(quote.answer_by);
    let act = html! {
        @if visit.visitor.is_none() {
            div class="act" { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "check-sign-in")) } }
        } @else {
            section {
                h2 { (t!(visit, "arrival-title")) }
                (form.render(&html! {
                    @for (name, value) in asked(&typed) { input type="hidden" name=(name) value=(value); }
                    @for (number, time) in (1..).zip(&quote.times) {
                        input type="hidden" name={ "expected_pay_" (place_of(&typed, number)) }
                            value=(time.quote.priced.waterfall.payer_pays()?.0);
                    }
                    (check::arrival(visit, &form))
                    div class="act" { (submit(&t!(visit, "request-go", name = name))) }
                }))
            }
        }
        p class="quiet" {
            @if is_given { (t!(visit, "request-how-given", name = name, until = until)) }
            @else { (t!(visit, "request-how", name = name, money = sum.clone(), until = until)) }
        }
    };
    let main = html! {
        @for time in &quote.times { (one(visit, time, name)?) }
        section {
            h2 { (t!(visit, "check-terms")) }
            (terms(visit, &checked, is_given)?.render(visit))
        }
    };
    let sector = request_sector(visit, &checked);
    let band = Band {
        below: html! { p class="lead" { (sector) ", " (Text::verbatim(request.post_code.as_str())) } },
        ..Band::default()
    };
    let sheet =
        Sheet::new(t!(visit, "request-title", name = name), main).band(band).docket(act).area(Area::Find);
    Ok(visit.show(sheet.under(back, t!(visit, "request-change")).judged_by([&form])))
}

/// The form again, with why beside the time that is refused.
async fn refused(visit: &Visit, typed: Typed, request: &RequestWork, error: AppError) -> Answer {
    let index = known_sellers::refused(&visit.app, visit.visitor.as_ref(), request, &error).await;
    let field = format!("date_{}", place_of(&typed, index + 1));
    let errors = Fault::Other(error).at(visit, &field)?;
    form_page(visit, typed, errors).await
}

/// Where the work is, as it was typed; before that, as it was in the booking that this one is like. No address names it.
async fn where_it_is(visit: &Visit, typed: &Typed) -> Typed {
    let is_sent = !typed.value("expected_pay_1").is_empty();
    let again = typed.value("again");
    if is_sent || again.is_empty() {
        return typed.clone();
    }
    let Ok(shown) = super::trade::read(visit, again).await else { return typed.clone() };
    let is_there = shown.trade().post_code.as_str() == typed.value("post_code");
    let of = |text: Option<String>| text.filter(|_| is_there).unwrap_or_default();
    typed.clone().with_usual(&[
        ("street", of(shown.street.as_ref().map(ToString::to_string))),
        ("note", of(shown.note.as_ref().map(ToString::to_string))),
    ])
}

/// What is agreed with whichever time is accepted.
fn terms<'a>(
    visit: &Visit,
    checked: &'a RequestChecked,
    is_unpaid: bool,
) -> Result<TermsInWords<'a>, AppError> {
    let terms = Promise::Work.terms_on(&visit.app.rulebook, visit.today())?;
    let free = visit.loc.duration(words::whole(terms.free_until_hours.saturating_mul(60)));
    Ok(TermsInWords {
        seller: checked.seller.name.as_str(),
        is_unpaid,
        free: t!(visit, "terms-free", hours = free),
        late_share: terms.late_share_bp,
        answer_hours: terms.part.answer_hours,
    })
}

fn request_sector(visit: &Visit, checked: &RequestChecked) -> Text {
    let first = checked.quote.times.first();
    first.map_or_else(
        || Text::verbatim(""),
        |time| fields::sector_title(visit, &time.quote.requirement.sector),
    )
}

/// Which of the form's times is the so-manieth that was typed.
fn place_of(typed: &Typed, nth: usize) -> i64 {
    let is_typed = |number: &i64| *number == 1 || !typed.value(&format!("date_{number}")).is_empty();
    (1..=TIMES).filter(is_typed).nth(nth.saturating_sub(1)).unwrap_or(1)
}

/// A time, with its price line by line.
fn one(visit: &Visit, time: &TimeQuoted, name: &str) -> Result<Markup, AppError> {
    let zone = &time.quote.requirement.work_place.zone;
    let on = zone.calendar().local(visit.app.now()).date;
    let shown = time.quote.priced.waterfall.shown_to(PriceReader::Another);
    let minutes = Some(time.span.minutes());
    let ladder = price::ladder(visit, &shown, Names { seller: Some(name), buyer: None, on, minutes })?;
    let when = visit.span(zone, time.span.starts_at(), time.span.ends_at());
    Ok(html! {
        section {
            h2 { (when) }
            @if shown.lines.is_empty() { p { (t!(visit, "trade-unpaid")) } }
            @else { (ladder.render(visit.loc, &t!(visit, "check-ladder", name = name))) }
        }
    })
}

/// What was typed of when and where, to go along.
fn asked(typed: &Typed) -> Vec<(String, String)> {
    let mut names =
        vec!["offering".to_owned(), "minutes".to_owned(), "post_code".to_owned(), "again".to_owned()];
    names.extend((1..=TIMES).flat_map(|number| [format!("date_{number}"), format!("from_{number}")]));
    let pairs = names.into_iter().map(|name| {
        let value = typed.value(&name).to_owned();
        (name, value)
    });
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

async fn make(sent: Sent) -> Answer {
    let fault = match made(&sent).await {
        Ok(requested) => {
            let page = format!("{}/{}", requests::PAGE, requested.request);
            return Ok(to_saying(&sent.visit.at(&page), "request-made"));
        }
        Err(fault) => fault,
    };
    let is_of_arrival = match &fault {
        Fault::Fields(wrong) => wrong.iter().all(|wrong| ["street", "note"].contains(&wrong.name.as_str())),
        Fault::Other(error) => {
            ["arrival/", "trade/price-changed", "ledger/"].iter().any(|code| error.code().starts_with(code))
        }
    };
    if is_of_arrival {
        let errors = fault.at(&sent.visit, "street")?;
        return check_page(&sent.visit, sent.typed, errors).await;
    }
    match (fault, read(&sent.visit, &sent.typed)) {
        (Fault::Other(error), Ok(request)) => refused(&sent.visit, sent.typed, &request, error).await,
        (fault, _) => {
            let errors = fault.at(&sent.visit, "date_1")?;
            form_page(&sent.visit, sent.typed, errors).await
        }
    }
}

async fn made(sent: &Sent) -> Result<Requested, Fault> {
    sent.visit.visitor()?;
    let request = read(&sent.visit, &sent.typed)?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let street = reading.text_or_none::<Street>("street");
    let note = reading.text_or_none::<ArrivalNote>("note");
    let request = reading.judged(Some(RequestWork { street, note, ..request }))?;
    Ok(sent.run(request).await?)
}

/// The same once more: the form with the same seller, work, length and place, for a buyer of work.
async fn again(visit: Visit, Path(trade): Path<String>) -> Answer {
    let shown = super::trade::read(&visit, &trade).await?;
    Ok(to(&visit.at(&ask_again(&shown).ok_or(AppError::NotFound)?)))
}

/// Where the same is asked for once more.
pub(super) fn ask_again(shown: &trades::ShownTrade) -> Option<String> {
    let (search, offering) = (shown.book_again()?, shown.parts().next()?.offering?);
    let mut pairs = vec![
        ("offering".to_owned(), offering.to_string()),
        ("minutes".to_owned(), search.minutes.to_string()),
        ("post_code".to_owned(), search.post_code),
        ("date_1".to_owned(), search.date.to_string()),
        ("from_1".to_owned(), search.from.to_string()),
    ];
    pairs.push(("again".to_owned(), shown.trade().id.to_string()));
    Some(format!("{ASK}?{}", crate::query::query_of(&pairs)))
}
