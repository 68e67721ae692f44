//! Requests for proposals: the calls that take proposals, one call with what each who has to do with it can do, and a visitor's own.

use market::directory::Family;
use market::mechanisms::proposals::{
    AnswerOfProposals, AskOfProposals, CallOffProposalCall, ProposalCall, ProposalCallStage, ProposalEnding,
    ProposalQuestion, ProposalStage, WithdrawProposal,
};
use market::trade::milestone::Milestone;

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::sector_field::{narrowed, sector_field, sector_title};
use super::{proposal_compare, proposal_scorers};
use crate::act::Named;
use crate::nouns::proposals::{self, Asked, ProposalCallListed, ProposalCallSeen};

pub(super) const PAGE: &str = "/proposal-calls";
/// What calls are for.
pub(super) const FAMILIES: [Family; 1] = [Family::Work];

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/proposal-calls/made", get(made)),
        ("/proposal-calls/proposed", get(proposed)),
        ("/proposal-calls/scored", get(scored)),
        ("/proposal-calls/{brief}", get(show)),
        ("/proposal-calls/{brief}/questions", get(back).post(ask)),
        ("/proposal-calls/{brief}/questions/{question}/answer", get(back_of_two).post(answer)),
        (
            "/proposal-calls/{brief}/withdrawal",
            done::<WithdrawProposal>(PAGE, "proposal-withdrawn").get(back),
        ),
        (
            "/proposal-calls/{brief}/calling-off",
            done::<CallOffProposalCall>(PAGE, "proposal-call-off").get(back),
        ),
    ]
}

/// The page of a call, without its language.
pub(super) fn call_page(call: Id<ProposalCall>) -> String {
    format!("{PAGE}/{call}")
}

/// The calls that take proposals: of a sector and in a post code, where these are asked for and known.
async fn list(visit: Visit, typed: Typed) -> Answer {
    let (sector, post_code, errors) = narrowed(&visit, &typed, &FAMILIES);
    let from = cursor(&typed);
    let form = Form::asking(visit.loc, visit.at(PAGE), typed.without("after"), errors);
    let of = Asked::Open { sector, post_code };
    let page = proposals::list(&visit.app, visit.visitor.as_ref(), &of, from).await?;
    let asked = ["sector", "post_code"].map(|name| (name.to_owned(), form.typed.value(name).to_owned()));
    let main = html! {
        p class="lead" { (t!(visit, "proposal-calls-lead")) }
        p class="actions" { a class="button" href=(visit.at("/proposal-calls/new")) { (t!(visit, "proposal-calls-new")) } }
        @if page.rows.is_empty() { p { (t!(visit, "proposal-calls-none")) } } @else { (cards(&visit, &page.rows)) }
        @if let Some(next) = page.next {
            p { a href={ (visit.at(PAGE)) "?" (crate::query::query_of(&asked)) "&after=" (next) } rel="next" {
                (t!(visit, "pools-more"))
            } }
        }
        section {
            h2 { (t!(visit, "proposal-calls-find")) }
            (form.render(&html! {
                (sector_field(&visit, &form, t!(visit, "quote-call-sector"), &FAMILIES))
                (form.field("post_code", t!(visit, "quote-call-where")).input(Input::PostalCode))
                (submit_second(&t!(visit, "quote-calls-look")))
            }))
        }
        p { a href=(visit.at("/proposal-calls/made")) { (t!(visit, "proposal-calls-made")) } }
        p { a href=(visit.at("/proposal-calls/proposed")) { (t!(visit, "proposal-calls-proposed")) } }
        p { a href=(visit.at("/proposal-calls/scored")) { (t!(visit, "proposal-calls-scored")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "proposal-calls-title"), main).area(Area::Find).judged_by([&form])))
}

async fn made(visit: Visit, typed: Typed) -> Answer {
    let title = t!(visit, "proposal-calls-made");
    own(&visit, &Asked::Made, ("/proposal-calls/made", title, Area::Find), &typed).await
}

async fn proposed(visit: Visit, typed: Typed) -> Answer {
    let title = t!(visit, "proposal-calls-proposed");
    own(&visit, &Asked::Proposed, ("/proposal-calls/proposed", title, Area::Work), &typed).await
}

async fn scored(visit: Visit, typed: Typed) -> Answer {
    let title = t!(visit, "proposal-calls-scored");
    own(&visit, &Asked::Scored, ("/proposal-calls/scored", title, Area::Find), &typed).await
}

async fn own(
    visit: &Visit,
    of: &Asked,
    (address, title, area): (&'static str, Text, Area),
    typed: &Typed,
) -> Answer {
    let page = proposals::list(&visit.app, Some(visit.visitor()?), of, cursor(typed)).await?;
    let main = html! {
        @if page.rows.is_empty() { p { (t!(visit, "proposal-calls-none-yet")) } } @else { (cards(visit, &page.rows)) }
        (earlier(visit, address, page.next))
    };
    Ok(visit.show(Sheet::new(title, main).area(area).under(PAGE, t!(visit, "proposal-calls-title"))))
}

fn cards(visit: &Visit, rows: &[ProposalCallListed]) -> Markup {
    html! {
        ul class="own-list" {
            @for one in rows {
                li {
                    h2 { a href=(visit.at(&call_page(one.call.id))) { (Text::verbatim(&one.call.title)) } }
                    p class="quiet" { (stage(visit, one)) " " (sector(visit, one)) ", " (place(one)) ", " (closes(visit, one)) }
                }
            }
        }
    }
}

fn sector(visit: &Visit, one: &ProposalCallListed) -> Text {
    match visit.app.directory.sector(&one.call.sector) {
        Some(sector) => sector_title(visit, sector),
        None => Text::verbatim(&one.call.sector),
    }
}

fn place(one: &ProposalCallListed) -> Text {
    Text::verbatim(format!("{}, {}", one.place.town, one.place.post_code))
}

/// When proposals are over, or were.
pub(super) fn closes(visit: &Visit, one: &ProposalCallListed) -> Text {
    let moment = visit.reader().time(one.call.closes_at);
    if one.call.is_open(visit.app.now()) {
        t!(visit, "proposal-call-closes", moment = moment)
    } else {
        t!(visit, "proposal-call-closed", moment = moment)
    }
}

/// Where a call stands, or what became of the own proposal.
pub(super) fn stage(visit: &Visit, one: &ProposalCallListed) -> Markup {
    match one.own.as_ref().map(|own| own.whole.proposal.stage) {
        Some(ProposalStage::Open) => return tag(Tone::Good, &t!(visit, "proposal-open")),
        Some(ProposalStage::Chosen) => return tag(Tone::Good, &t!(visit, "proposal-chosen")),
        Some(ProposalStage::NotChosen) => return tag(Tone::Plain, &t!(visit, "proposal-not-chosen")),
        Some(ProposalStage::Withdrawn) | None => {}
    }
    match (one.call.stage, one.call.ending) {
        (ProposalCallStage::Open, _) if one.call.is_open(visit.app.now()) => {
            tag(Tone::Good, &t!(visit, "proposal-call-open"))
        }
        (ProposalCallStage::Open | ProposalCallStage::Scoring, _) => {
            tag(Tone::Caution, &t!(visit, "proposal-call-scoring"))
        }
        (ProposalCallStage::Deciding, _) => tag(Tone::Caution, &t!(visit, "proposal-call-deciding")),
        (ProposalCallStage::Standstill, _) => tag(Tone::Caution, &t!(visit, "proposal-call-standstill")),
        (ProposalCallStage::Ended, Some(how)) => tag(Tone::Plain, &ending(visit, how)),
        (ProposalCallStage::Ended, None) => html! {},
    }
}

fn ending(visit: &Visit, how: ProposalEnding) -> Text {
    match how {
        ProposalEnding::Best => t!(visit, "proposal-ending-best"),
        ProposalEnding::Another => t!(visit, "proposal-ending-another"),
        ProposalEnding::NoAward => t!(visit, "proposal-ending-no-award"),
        ProposalEnding::FellThrough => t!(visit, "proposal-ending-fell-through"),
        ProposalEnding::Lapsed => t!(visit, "proposal-ending-lapsed"),
        ProposalEnding::CalledOff => t!(visit, "proposal-ending-called-off"),
    }
}

pub(super) async fn seen(visit: &Visit, id: &str) -> Result<ProposalCallSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    proposals::call(&visit.app, visit.visitor.as_ref(), id).await
}

/// A form that was loaded again leads back to its call.
pub(super) async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

pub(super) async fn back_of_two(visit: Visit, Path((id, _)): Path<(String, String)>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    Ok(page(&visit, &seen, None))
}

/// A call; with a form of its page that was sent and does not fit.
pub(super) fn page(visit: &Visit, seen: &ProposalCallSeen, wrong: Option<&Form>) -> Response {
    let (one, call) = (&seen.listed, &seen.listed.call);
    let is_open = call.is_open(visit.app.now());
    let chosen = one.own.as_ref().filter(|own| own.whole.proposal.stage == ProposalStage::Chosen);
    let chosen = chosen.filter(|_| call.stage == ProposalCallStage::Ended);
    let main = html! {
        @if let Some(own) = chosen {
            p { a class="button" href=(visit.at(&format!("/trades/{}", own.whole.proposal.trade))) { (t!(visit, "pools-see-booking")) } }
        }
        section { h2 { (t!(visit, "proposal-why")) } p class="lines" { (Text::verbatim(&call.why)) } }
        @if let Some(words) = &call.must_haves {
            section { h2 { (t!(visit, "proposal-must-haves")) } p class="lines" { (Text::verbatim(words)) } }
        }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        (weights(visit, seen))
        @if is_open && !seen.is_buyer && !seen.is_scorer { (to_propose(visit, seen)) }
        (own_scores(visit, seen))
        @if let Some(all) = &seen.proposals { (proposal_compare::section(visit, seen, all, wrong)) }
        (questions(visit, seen, wrong))
        (proposal_scorers::section(visit, seen, wrong))
        @if is_open && seen.is_buyer {
            p { (t!(visit, "proposal-call-sealed")) }
            (visit.second_button(
                &format!("{}/calling-off", call_page(call.id)),
                &t!(visit, "proposal-call-off"),
                &[("back", &visit.at(&call_page(call.id)))],
            ))
        }
    };
    let band = Band {
        status: html! { p class="actions" { (stage(visit, one)) } },
        below: html! { p class="lead" { (sector(visit, one)) ", " (place(one)) ", " (closes(visit, one)) } },
        ..Band::default()
    };
    let sheet = Sheet::new(Text::verbatim(&call.title), main).band(band).area(Area::Find);
    visit.show(sheet.under(PAGE, t!(visit, "proposal-calls-title")).judged_by(wrong))
}

fn rows(visit: &Visit, seen: &ProposalCallSeen) -> Vec<SummaryRow> {
    let (call, reader) = (&seen.listed.call, visit.reader());
    let mut rows = Vec::new();
    if let Some(awarded) = call.awarded {
        rows.push(SummaryRow::money(t!(visit, "quote-call-awarded"), reader.money(awarded, call.currency)));
    }
    if let Some(reason) = &call.reason {
        rows.push(SummaryRow::words(t!(visit, "proposal-reason-said"), Text::verbatim(reason)));
    }
    rows.push(SummaryRow::words(t!(visit, "quote-call-buyer"), Text::verbatim(&seen.buyer.name)));
    if call.is_public {
        rows.push(SummaryRow::words(t!(visit, "proposal-public"), t!(visit, "proposal-public-how")));
    }
    let (from, until) = (visit.loc.day(call.from_day.date()), visit.loc.day(call.until_day.date()));
    let when = t!(visit, "quote-call-from-to", from = from, until = until);
    rows.push(SummaryRow::words(t!(visit, "quote-call-when"), when));
    if let (Some(least), Some(most)) = (call.budget_min, call.budget_max) {
        let money = |amount| reader.money(amount, call.currency);
        let band = t!(visit, "quote-call-from-to", from = money(least), until = money(most));
        rows.push(SummaryRow::words(t!(visit, "proposal-budget"), band));
    }
    match (call.stage, call.stands_until) {
        (ProposalCallStage::Standstill, Some(until)) => {
            rows.push(SummaryRow::words(t!(visit, "proposal-stands-until"), reader.time(until)));
        }
        (ProposalCallStage::Scoring | ProposalCallStage::Deciding, _) => {
            rows.push(SummaryRow::words(t!(visit, "quote-call-decide-by"), reader.time(call.decide_by)));
        }
        _ => {}
    }
    rows
}

/// By what it is chosen.
fn weights(visit: &Visit, seen: &ProposalCallSeen) -> Markup {
    let share = |ratio: kernel::BasisPoints| visit.loc.share(words::whole(ratio.0));
    html! {
        section {
            h2 { (t!(visit, "proposal-weights")) }
            p { (t!(visit, "proposal-weights-how")) }
            ul class="plain" {
                @for one in &seen.listed.criteria {
                    li { (Text::verbatim(&one.title)) ": " span class="figures" { (share(one.weight_bp)) } }
                }
                li { (t!(visit, "proposal-price")) ": " span class="figures" { (share(seen.listed.call.price_bp)) } }
            }
        }
    }
}

/// The milestones of a proposal.
pub(super) fn milestones(visit: &Visit, milestones: &[Milestone]) -> Markup {
    html! {
        ol {
            @for one in milestones {
                li {
                    (Text::verbatim(&one.title)) ", "
                    (t!(visit, "quote-call-from-to", from = visit.loc.day(one.from_day.date()),
                        until = visit.loc.day(one.until_day.date())))
                    ", " span class="figures" { (visit.loc.share(words::whole(one.share_bp.0))) }
                }
            }
        }
    }
}

fn to_propose(visit: &Visit, seen: &ProposalCallSeen) -> Markup {
    let call = &seen.listed.call;
    let page = call_page(call.id);
    let own = seen.listed.own.as_ref().filter(|own| own.whole.proposal.stage == ProposalStage::Open);
    html! {
        section {
            h2 { (t!(visit, "proposal-yours")) }
            p { (t!(visit, "proposal-how")) }
            @if visit.visitor.is_none() {
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "proposal-sign-in")) } }
            } @else {
                @if let Some(own) = own {
                    p { (t!(visit, "proposal-asks")) " " span class="figures" { (visit.reader().money(own.price, call.currency)) } }
                    (milestones(visit, &own.whole.milestones))
                }
                p { a class="button" href=(visit.at(&format!("{page}/proposal"))) {
                    @if own.is_some() { (t!(visit, "proposal-change")) } @else { (t!(visit, "proposal-go")) }
                } }
                @if own.is_some() {
                    (visit.second_button(
                        &format!("{page}/withdrawal"),
                        &t!(visit, "proposal-withdraw"),
                        &[("back", &visit.at(&page))],
                    ))
                }
            }
        }
    }
}

/// How the own proposal was scored, when it is over.
fn own_scores(visit: &Visit, seen: &ProposalCallSeen) -> Markup {
    let own = seen.listed.own.as_ref().map(|own| &own.whole.proposal);
    let placed = own.filter(|_| seen.listed.call.stage == ProposalCallStage::Ended);
    let placed = placed.and_then(|own| Some((own.place?, own.total()?)));
    let Some((place, total)) = placed else { return html! {} };
    html! {
        section {
            h2 { (t!(visit, "proposal-yours")) }
            p { (t!(visit, "proposal-placed", place = words::whole(place), points = words::whole(total.0))) }
            ul class="plain" {
                @for score in &seen.own_scores {
                    li { (proposal_compare::scored(visit, seen, score)) }
                }
            }
        }
    }
}

fn ask_form(visit: &Visit, call: Id<ProposalCall>) -> Form {
    visit.form(&format!("{}/questions", call_page(call)), Typed::default())
}

fn answer_form(visit: &Visit, asked: &ProposalQuestion) -> Form {
    let address = format!("{}/questions/{}/answer", call_page(asked.call), asked.number);
    Form { scope: format!("q{}", asked.number), ..visit.form(&address, Typed::default()) }
}

fn questions(visit: &Visit, seen: &ProposalCallSeen, wrong: Option<&Form>) -> Markup {
    let call = &seen.listed.call;
    let is_open = call.is_open(visit.app.now());
    let may_ask = is_open && !seen.is_buyer && visit.visitor.is_some();
    html! {
        @if !seen.questions.is_empty() || may_ask {
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
                @if may_ask {
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
    let brief = seen.listed.call.id;
    let fault = match asked(&sent, brief).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(brief)), "quote-asked")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "question")?;
    let form = Form { errors, typed: sent.typed, ..ask_form(&sent.visit, brief) };
    Ok(page(&sent.visit, &seen, Some(&form)))
}

async fn asked(sent: &Sent, brief: Id<ProposalCall>) -> Result<(), Fault> {
    let asker = sent.visit.visitor()?.user;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let question = reading.text("question");
    let made = question.map(|question| AskOfProposals { asker, brief, question });
    Ok(sent.run(reading.judged(made)?).await?)
}

async fn answer(Path(named): Path<Named>, sent: Sent) -> Answer {
    let of =
        |name: &str| named.iter().find(|(known, _)| known.as_str() == name).map(|(_, value)| value.as_str());
    let seen = seen(&sent.visit, of("brief").unwrap_or_default()).await?;
    let number: i64 = of("question").and_then(|number| number.parse().ok()).ok_or(AppError::NotFound)?;
    let question = seen.questions.iter().find(|asked| asked.number == number).ok_or(AppError::NotFound)?;
    let brief = seen.listed.call.id;
    let fault = match answered(&sent, question).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(brief)), "quote-answered")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "answer")?;
    let form = Form { errors, typed: sent.typed, ..answer_form(&sent.visit, question) };
    Ok(page(&sent.visit, &seen, Some(&form)))
}

async fn answered(sent: &Sent, asked: &ProposalQuestion) -> Result<(), Fault> {
    sent.visit.visitor()?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let answer = reading.text("answer");
    let made = answer.map(|answer| AnswerOfProposals { brief: asked.call, question: asked.number, answer });
    Ok(sent.run(reading.judged(made)?).await?)
}
