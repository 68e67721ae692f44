//! Requests for quotes: the calls that take quotes, one call with what its two sides can do, and a visitor's own.

use market::directory::Family;
use market::mechanisms::quotes::{
    AnswerOfCall, AskOfCall, CallOffQuoteCall, QuoteCall, QuoteCallEnding, QuoteCallStage, QuoteQuestion,
    QuoteStage, WithdrawQuote,
};
use market::users::assets::HandingOver;

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::sector_field::{narrowed, sector_field, sector_title};
use super::{catalogues, quote_compare};
use crate::act::Named;
use crate::nouns::quotes::{self, CallListed, CallSeen, Calls};

pub(super) const PAGE: &str = "/quote-calls";
/// What calls are for.
pub(super) const FAMILIES: [Family; 2] = [Family::Work, Family::Goods];

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/quote-calls/made", get(made)),
        ("/quote-calls/quoted", get(quoted)),
        ("/quote-calls/{call}", get(show)),
        ("/quote-calls/{call}/questions", get(back).post(ask)),
        ("/quote-calls/{call}/questions/{question}/answer", get(back_of_question).post(answer)),
        ("/quote-calls/{call}/withdrawal", done::<WithdrawQuote>(PAGE, "quote-withdrawn").get(back)),
        ("/quote-calls/{call}/calling-off", done::<CallOffQuoteCall>(PAGE, "quote-call-off").get(back)),
    ]
}

/// The page of a call, without its language.
pub(super) fn call_page(call: Id<QuoteCall>) -> String {
    format!("{PAGE}/{call}")
}

/// The calls that take quotes: of a sector and in a post code, where these are asked for and known.
async fn list(visit: Visit, typed: Typed) -> Answer {
    let (sector, post_code, errors) = narrowed(&visit, &typed, &FAMILIES);
    let from = cursor(&typed);
    let form = Form::asking(visit.loc, visit.at(PAGE), typed.without("after"), errors);
    let of = Calls::Open { sector, post_code };
    let page = quotes::list(&visit.app, visit.visitor.as_ref(), &of, from).await?;
    let endings = quotes::endings(&visit.app).await?;
    let asked = ["sector", "post_code"].map(|name| (name.to_owned(), form.typed.value(name).to_owned()));
    let main = html! {
        p class="lead" { (t!(visit, "quote-calls-lead")) }
        p class="actions" { a class="button" href=(visit.at("/quote-calls/new")) { (t!(visit, "quote-calls-new")) } }
        @if page.rows.is_empty() { p { (t!(visit, "quote-calls-none")) } } @else { (cards(&visit, &page.rows)) }
        @if let Some(next) = page.next {
            p { a href={ (visit.at(PAGE)) "?" (crate::query::query_of(&asked)) "&after=" (next) } rel="next" {
                (t!(visit, "pools-more"))
            } }
        }
        section {
            h2 { (t!(visit, "quote-calls-find")) }
            (form.render(&html! {
                (sector_field(&visit, &form, t!(visit, "quote-call-sector"), &FAMILIES))
                (form.field("post_code", t!(visit, "quote-call-where")).input(Input::PostalCode))
                (submit_second(&t!(visit, "quote-calls-look")))
            }))
        }
        p { a href=(visit.at("/quote-calls/made")) { (t!(visit, "quote-calls-made")) } }
        p { a href=(visit.at("/quote-calls/quoted")) { (t!(visit, "quote-calls-quoted")) } }
        @if !endings.is_empty() {
            section {
                h2 { (t!(visit, "quote-endings")) }
                p { (t!(visit, "quote-endings-how")) }
                ul class="plain" {
                    @for one in &endings {
                        li { (ending(&visit, one.ending)) ": " span class="figures" { (words::whole(one.times)) } }
                    }
                }
            }
        }
    };
    Ok(visit.show(Sheet::new(t!(visit, "quote-calls-title"), main).area(Area::Find).judged_by([&form])))
}

async fn made(visit: Visit, typed: Typed) -> Answer {
    own(&visit, &Calls::Made, &typed).await
}

async fn quoted(visit: Visit, typed: Typed) -> Answer {
    own(&visit, &Calls::Quoted, &typed).await
}

async fn own(visit: &Visit, of: &Calls, typed: &Typed) -> Answer {
    let page = quotes::list(&visit.app, Some(visit.visitor()?), of, cursor(typed)).await?;
    let (address, title, none, area) = if *of == Calls::Made {
        ("/quote-calls/made", t!(visit, "quote-calls-made"), t!(visit, "quote-calls-made-none"), Area::Find)
    } else {
        (
            "/quote-calls/quoted",
            t!(visit, "quote-calls-quoted"),
            t!(visit, "quote-calls-quoted-none"),
            Area::Work,
        )
    };
    let main = html! {
        @if page.rows.is_empty() { p { (none) } } @else { (cards(visit, &page.rows)) }
        (earlier(visit, address, page.next))
    };
    Ok(visit.show(Sheet::new(title, main).area(area).under(PAGE, t!(visit, "quote-calls-title"))))
}

fn cards(visit: &Visit, rows: &[CallListed]) -> Markup {
    html! {
        ul class="own-list" {
            @for one in rows {
                li {
                    h2 { a href=(visit.at(&call_page(one.whole.call.id))) { (title(visit, one)) } }
                    p { (first_line(visit, one)) }
                    p class="quiet" { (stage(visit, one)) " " (place(one)) ", " (closes(visit, one)) }
                }
            }
        }
    }
}

/// What it is for.
pub(super) fn title(visit: &Visit, one: &CallListed) -> Text {
    match visit.app.directory.sector(&one.whole.call.sector) {
        Some(sector) => sector_title(visit, sector),
        None => Text::verbatim(&one.whole.call.sector),
    }
}

/// The first of its lines, and how many more there are.
pub(super) fn first_line(visit: &Visit, one: &CallListed) -> Text {
    let Some(first) = one.whole.lines.first() else { return Text::verbatim("") };
    let (what, much) = (Text::verbatim(&first.text), amount(visit, first.quantity, &first.unit));
    match one.whole.lines.len() {
        0 | 1 => t!(visit, "quote-call-line", what = what, much = much),
        more => {
            let more = words::whole(i64::try_from(more).unwrap_or(i64::MAX).saturating_sub(1));
            t!(visit, "quote-call-line-and", what = what, much = much, more = more)
        }
    }
}

/// So much of a line.
pub(super) fn amount(visit: &Visit, quantity: i64, unit: &str) -> Text {
    t!(visit, "quote-call-amount", quantity = words::whole(quantity), unit = Text::verbatim(unit))
}

fn place(one: &CallListed) -> Text {
    Text::verbatim(format!("{}, {}", one.place.town, one.place.post_code))
}

/// When quotes are over, or were.
pub(super) fn closes(visit: &Visit, one: &CallListed) -> Text {
    let (call, reader) = (&one.whole.call, visit.reader());
    if call.is_open(visit.app.now()) {
        t!(visit, "quote-call-closes", moment = reader.time(call.closes_at))
    } else {
        t!(visit, "quote-call-closed", moment = reader.time(call.closes_at))
    }
}

/// Where a call stands, or what became of the own quote.
pub(super) fn stage(visit: &Visit, one: &CallListed) -> Markup {
    match one.own.as_ref().map(|own| own.quote.stage) {
        Some(QuoteStage::Open) => return tag(Tone::Good, &t!(visit, "quote-open")),
        Some(QuoteStage::Chosen) => return tag(Tone::Good, &t!(visit, "quote-chosen")),
        Some(QuoteStage::NotChosen) => return tag(Tone::Plain, &t!(visit, "quote-not-chosen")),
        Some(QuoteStage::Withdrawn) | None => {}
    }
    let call = &one.whole.call;
    match (call.stage, call.ending) {
        (QuoteCallStage::Open, _) if call.is_open(visit.app.now()) => {
            tag(Tone::Good, &t!(visit, "quote-call-open"))
        }
        (QuoteCallStage::Open | QuoteCallStage::Deciding, _) => {
            tag(Tone::Caution, &t!(visit, "quote-call-deciding"))
        }
        (QuoteCallStage::Ended, Some(how)) => tag(Tone::Plain, &ending(visit, how)),
        (QuoteCallStage::Ended, None) => html! {},
    }
}

/// How it ended, in words.
pub(super) fn ending(visit: &Visit, how: QuoteCallEnding) -> Text {
    match how {
        QuoteCallEnding::Lowest => t!(visit, "quote-ending-lowest"),
        QuoteCallEnding::Earlier => t!(visit, "quote-ending-earlier"),
        QuoteCallEnding::KnownSeller => t!(visit, "quote-ending-known-seller"),
        QuoteCallEnding::FitsBetter => t!(visit, "quote-ending-fits-better"),
        QuoteCallEnding::Shared => t!(visit, "quote-ending-shared"),
        QuoteCallEnding::PartIsEnough => t!(visit, "quote-ending-part-is-enough"),
        QuoteCallEnding::TooDear => t!(visit, "quote-ending-too-dear"),
        QuoteCallEnding::NotAsAsked => t!(visit, "quote-ending-not-as-asked"),
        QuoteCallEnding::NotNeeded => t!(visit, "quote-ending-not-needed"),
        QuoteCallEnding::TooFew => t!(visit, "quote-ending-too-few"),
        QuoteCallEnding::Lapsed => t!(visit, "quote-ending-lapsed"),
        QuoteCallEnding::CalledOff => t!(visit, "quote-ending-called-off"),
    }
}

pub(super) async fn seen(visit: &Visit, id: &str) -> Result<CallSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    quotes::call(&visit.app, visit.visitor.as_ref(), id).await
}

/// A form that was loaded again leads back to its call.
pub(super) async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn back_of_question(visit: Visit, Path((id, _)): Path<(String, String)>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    page(&visit, &seen, None)
}

/// A call; with a form of its page that was sent and does not fit.
pub(super) fn page(visit: &Visit, seen: &CallSeen, wrong: Option<&Form>) -> Answer {
    let (one, call) = (&seen.listed, &seen.listed.whole.call);
    let is_open = call.is_open(visit.app.now());
    let own = one.own.as_ref();
    let main = html! {
        @if let Some(own) = own.filter(|own| own.quote.stage == QuoteStage::Chosen) {
            p { a class="button" href=(visit.at(&format!("/trades/{}", own.quote.trade))) { (t!(visit, "pools-see-booking")) } }
        }
        @if let Some(place) = own.and_then(|own| own.quote.place) {
            p { (t!(visit, "quote-place", place = words::whole(place))) }
        }
        @if let Some(words) = &call.description { p class="lines" { (Text::verbatim(words)) } }
        (lines(visit, seen))
        @if is_open && !seen.is_buyer { (to_quote(visit, seen)) }
        @if let Some(compared) = &seen.compared { (quote_compare::section(visit, seen, compared, wrong)?) }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        (questions(visit, seen, wrong))
        @if is_open && seen.is_buyer {
            p { (t!(visit, "quote-call-sealed")) }
            (visit.second_button(
                &format!("{}/calling-off", call_page(call.id)),
                &t!(visit, "quote-call-off"),
                &[("back", &visit.at(&call_page(call.id)))],
            ))
        }
    };
    let band = Band {
        status: html! { p class="actions" { (stage(visit, one)) } },
        below: html! { p class="lead" { (place(one)) ", " (closes(visit, one)) } },
        ..Band::default()
    };
    let sheet = Sheet::new(title(visit, one), main).band(band).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "quote-calls-title")).judged_by(wrong)))
}

fn lines(visit: &Visit, seen: &CallSeen) -> Markup {
    html! {
        section {
            h2 { (t!(visit, "quote-call-lines")) }
            ol class="plain" {
                @for line in &seen.listed.whole.lines {
                    li {
                        (t!(visit, "quote-call-line", what = Text::verbatim(&line.text),
                            much = amount(visit, line.quantity, &line.unit)))
                    }
                }
            }
        }
    }
}

fn rows(visit: &Visit, seen: &CallSeen) -> Vec<SummaryRow> {
    let (call, reader) = (&seen.listed.whole.call, visit.reader());
    let mut rows = Vec::new();
    if let Some(own) = seen.listed.own.as_ref().filter(|own| own.quote.stage != QuoteStage::Withdrawn) {
        rows.push(SummaryRow::money(
            t!(visit, "quote-asks"),
            reader.money(quotes::asked(own), call.currency),
        ));
        rows.push(SummaryRow::words(t!(visit, "quote-binds"), reader.time(own.quote.binds_until)));
    }
    if let Some(awarded) = call.awarded {
        rows.push(SummaryRow::money(t!(visit, "quote-call-awarded"), reader.money(awarded, call.currency)));
    }
    let buyer = t!(visit, "quote-call-buyer");
    rows.push(SummaryRow::words(buyer, Text::verbatim(&seen.buyer.name)));
    let (from, until) = (visit.loc.day(call.from_day.date()), visit.loc.day(call.until_day.date()));
    rows.push(SummaryRow::words(
        t!(visit, "quote-call-when"),
        t!(visit, "quote-call-from-to", from = from, until = until),
    ));
    if let Some(way) = call.handing_over {
        rows.push(SummaryRow::words(t!(visit, "goods-how"), catalogues::way_words(visit, way)));
    }
    if call.stage == QuoteCallStage::Deciding {
        rows.push(SummaryRow::words(t!(visit, "quote-call-decide-by"), reader.time(call.decide_by)));
    }
    rows
}

fn to_quote(visit: &Visit, seen: &CallSeen) -> Markup {
    let (call, own) = (&seen.listed.whole.call, seen.listed.own.as_ref());
    let page = call_page(call.id);
    let has_quoted = own.is_some_and(|own| own.quote.stage == QuoteStage::Open);
    html! {
        p { (t!(visit, "quote-how")) }
        @if visit.visitor.is_none() {
            p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "quote-sign-in")) } }
        } @else {
            p { a class="button" href=(visit.at(&format!("{page}/quote"))) {
                @if has_quoted { (t!(visit, "quote-change")) } @else { (t!(visit, "quote-go")) }
            } }
            @if has_quoted {
                (visit.second_button(
                    &format!("{page}/withdrawal"),
                    &t!(visit, "quote-withdraw"),
                    &[("back", &visit.at(&page))],
                ))
            }
        }
    }
}

fn ask_form(visit: &Visit, call: Id<QuoteCall>) -> Form {
    visit.form(&format!("{}/questions", call_page(call)), Typed::default())
}

fn answer_form(visit: &Visit, asked: &QuoteQuestion) -> Form {
    let address = format!("{}/questions/{}/answer", call_page(asked.call), asked.number);
    Form { scope: format!("q{}", asked.number), ..visit.form(&address, Typed::default()) }
}

fn questions(visit: &Visit, seen: &CallSeen, wrong: Option<&Form>) -> Markup {
    let call = &seen.listed.whole.call;
    let is_open = call.is_open(visit.app.now());
    html! {
        @if !seen.questions.is_empty() || (is_open && !seen.is_buyer && visit.visitor.is_some()) {
            section {
                h2 { (t!(visit, "quote-questions")) }
                @for asked in &seen.questions {
                    p class="lines" { (Text::verbatim(&asked.question)) }
                    @match &asked.answer {
                        Some(answer) => p class="lines" { strong { (t!(visit, "quote-answer")) } " " (Text::verbatim(answer)) },
                        None if is_open && seen.is_buyer => {
                            @let form = answer_form(visit, asked).or_wrong(wrong);
                            (form.render(&html! {
                                (form.field("answer", t!(visit, "quote-answer-yours")).area(2))
                                (submit_second(&t!(visit, "quote-answer-go")))
                            }))
                        },
                        None => p class="quiet" { (t!(visit, "quote-answer-none")) },
                    }
                }
                @if is_open && !seen.is_buyer && visit.visitor.is_some() {
                    @let form = ask_form(visit, call.id).or_wrong(wrong);
                    (form.render(&html! {
                        (form.field("question", t!(visit, "quote-question-yours")).hint(t!(visit, "quote-question-hint")).area(2))
                        (submit_second(&t!(visit, "quote-question-go")))
                    }))
                }
            }
        }
    }
}

async fn ask(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let call = seen.listed.whole.call.id;
    let fault = match asked(&sent, call).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(call)), "quote-asked")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "question")?;
    let form = Form { errors, typed: sent.typed, ..ask_form(&sent.visit, call) };
    page(&sent.visit, &seen, Some(&form))
}

async fn asked(sent: &Sent, call: Id<QuoteCall>) -> Result<(), Fault> {
    let asker = sent.visit.visitor()?.user;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let question = reading.text("question");
    let made = question.map(|question| AskOfCall { asker, call, question });
    Ok(sent.run(reading.judged(made)?).await?)
}

async fn answer(Path(named): Path<Named>, sent: Sent) -> Answer {
    let of =
        |name: &str| named.iter().find(|(known, _)| known.as_str() == name).map(|(_, value)| value.as_str());
    let seen = seen(&sent.visit, of("call").unwrap_or_default()).await?;
    let number: i64 = of("question").and_then(|number| number.parse().ok()).ok_or(AppError::NotFound)?;
    let question = seen.questions.iter().find(|asked| asked.number == number).ok_or(AppError::NotFound)?;
    let call = seen.listed.whole.call.id;
    let fault = match answered(&sent, question).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(call)), "quote-answered")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "answer")?;
    let form = Form { errors, typed: sent.typed, ..answer_form(&sent.visit, question) };
    page(&sent.visit, &seen, Some(&form))
}

async fn answered(sent: &Sent, asked: &QuoteQuestion) -> Result<(), Fault> {
    sent.visit.visitor()?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let answer = reading.text("answer");
    let made = answer.map(|answer| AnswerOfCall { call: asked.call, question: asked.number, answer });
    Ok(sent.run(reading.judged(made)?).await?)
}

/// How goods get to their buyer, as choices.
pub(super) fn ways(visit: &Visit) -> Vec<Choice> {
    let ways = HandingOver::ALL.iter();
    ways.map(|way| Choice::new(way.word(), catalogues::way_words(visit, *way))).collect()
}
