//! Comparing quotes, and choosing among them: after the deadline, for whoever asked.

use market::mechanisms::quotes::{
    AwardQuotes, ChoiceReason, EndWithoutAward, NoAwardReason, QuoteCallStage, QuoteStage,
};
use market::users::User;

use super::prelude::*;
use super::price::{self, Names};
use super::quotes::{self, call_page, page, seen};
use crate::nouns::quotes::{CallSeen, QuoteCompared, asked};

pub(super) fn routes() -> Routes {
    vec![
        ("/quote-calls/{call}/award", get(quotes::back).post(award)),
        (
            "/quote-calls/{call}/no-award",
            done::<EndWithoutAward>(quotes::PAGE, "quote-none").get(quotes::back),
        ),
    ]
}

fn reason(visit: &Visit, reason: ChoiceReason) -> Text {
    match reason {
        ChoiceReason::Earlier => t!(visit, "quote-reason-earlier"),
        ChoiceReason::KnownSeller => t!(visit, "quote-reason-known-seller"),
        ChoiceReason::FitsBetter => t!(visit, "quote-reason-fits-better"),
        ChoiceReason::Shared => t!(visit, "quote-reason-shared"),
        ChoiceReason::PartIsEnough => t!(visit, "quote-reason-part-is-enough"),
    }
}

fn why_none(visit: &Visit, reason: NoAwardReason) -> Text {
    match reason {
        NoAwardReason::TooDear => t!(visit, "quote-reason-too-dear"),
        NoAwardReason::NotAsAsked => t!(visit, "quote-reason-not-as-asked"),
        NoAwardReason::NotNeeded => t!(visit, "quote-reason-not-needed"),
        NoAwardReason::TooFew => t!(visit, "quote-reason-too-few"),
    }
}

/// Every quote, side by side, and what can be done with them.
pub(super) fn section(
    visit: &Visit,
    seen: &CallSeen,
    compared: &[QuoteCompared],
    wrong: Option<&Form>,
) -> Result<Markup, AppError> {
    let is_deciding = seen.listed.whole.call.stage == QuoteCallStage::Deciding;
    let passing: Vec<_> = compared.iter().filter(|one| one.why_not.is_none()).collect();
    let failing: Vec<_> = compared.iter().filter(|one| one.why_not.is_some()).collect();
    Ok(html! {
        section {
            h2 { (t!(visit, "quote-comparison")) }
            @if compared.is_empty() { p { (t!(visit, "quote-comparison-none")) } }
            @if !passing.is_empty() { (table(visit, seen, &passing)) }
            @for one in &passing { (make_up(visit, seen, one)?) }
            @if !failing.is_empty() {
                h3 { (t!(visit, "quote-not-passing")) }
                ul {
                    @for one in &failing {
                        li {
                            (Text::verbatim(&one.seller.name)) ": "
                            @if let Some(why) = &one.why_not { (visit.reader().error(why)) }
                        }
                    }
                }
            }
        }
        @if is_deciding { (to_choose(visit, seen, &passing, wrong)) }
    })
}

/// Lines as rows, quotes as columns.
fn table(visit: &Visit, seen: &CallSeen, passing: &[&QuoteCompared]) -> Markup {
    let (call, reader) = (&seen.listed.whole.call, visit.reader());
    let money = |amount| reader.money(amount, call.currency);
    html! {
        div class="sideways" tabindex="0" role="region" aria-label=(t!(visit, "quote-comparison").plain()) {
            table class="statement" {
                thead {
                    tr {
                        th scope="col" { (t!(visit, "quote-line-head")) }
                        @for one in passing {
                            th scope="col" class="end" {
                                (Text::verbatim(&one.seller.name)) " "
                                @if one.is_proposed { (tag(Tone::Good, &t!(visit, "quote-proposed"))) }
                                @if !one.is_whole { (tag(Tone::Caution, &t!(visit, "quote-partial"))) }
                                @if one.whole.quote.stage == QuoteStage::Chosen { (tag(Tone::Good, &t!(visit, "quote-chosen"))) }
                            }
                        }
                    }
                }
                tbody {
                    @for line in &seen.listed.whole.lines {
                        tr {
                            th scope="row" { (Text::verbatim(&line.text)) " " span class="quiet" {
                                (quotes::amount(visit, line.quantity, &line.unit))
                            } }
                            @for one in passing {
                                @let quoted = one.whole.quoted().find(|quoted| quoted.number == line.number);
                                td class="figures end" {
                                    @match quoted {
                                        Some(quoted) if quoted.quantity < line.quantity => {
                                            (money(quoted.price)) " "
                                            span class="quiet" { (quotes::amount(visit, quoted.quantity, &line.unit)) }
                                        },
                                        Some(quoted) => (money(quoted.price)),
                                        None => (t!(visit, "quote-left-out")),
                                    }
                                }
                            }
                        }
                    }
                    tr {
                        th scope="row" { (t!(visit, "pools-delivery")) }
                        @for one in passing {
                            td class="figures end" { @if let Some(delivery) = one.whole.quote.delivery { (money(delivery)) } }
                        }
                    }
                    tr {
                        th scope="row" { (t!(visit, "quote-when-head")) }
                        @for one in passing { td class="end" { (when(visit, seen, one)) } }
                    }
                    tr {
                        th scope="row" { (t!(visit, "quote-asks")) }
                        @for one in passing { td class="figures end" { (money(asked(&one.whole))) } }
                    }
                    @if passing.iter().any(|one| one.price.is_some()) {
                        tr {
                            th scope="row" { strong { (t!(visit, "quote-landed")) } }
                            @for one in passing {
                                td class="figures end" {
                                    @if let Some(pays) = pays(one) { strong { (money(pays)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// When the work is, or from when on the goods are there.
fn when(visit: &Visit, seen: &CallSeen, one: &QuoteCompared) -> Text {
    let zone = &seen.listed.place.zone;
    let quote = &one.whole.quote;
    if seen.listed.whole.call.handing_over.is_some() {
        visit.loc.day(zone.calendar().local(quote.starts_at).date)
    } else {
        visit.span(zone, quote.starts_at, quote.ends_at)
    }
}

/// What the buyer would pay for a quote, if it passes.
fn pays(one: &QuoteCompared) -> Option<Amount> {
    one.price.as_ref().and_then(|price| price.payer_pays().ok())
}

/// What makes up the price of a quote, for who wants to know.
fn make_up(visit: &Visit, seen: &CallSeen, one: &QuoteCompared) -> Result<Markup, AppError> {
    let Some(price) = &one.price else { return Ok(html! {}) };
    let on = seen.listed.place.zone.calendar().local(visit.app.now()).date;
    let name = one.seller.name.as_str();
    let ladder = price::ladder(visit, price, Names { seller: Some(name), buyer: None, on, minutes: None })?;
    Ok(ladder.render_folded(visit.loc, &t!(visit, "quote-make-up", name = name)))
}

fn award_form(visit: &Visit, seen: &CallSeen) -> Form {
    visit.form(&format!("{}/award", call_page(seen.listed.whole.call.id)), Typed::default())
}

fn to_choose(visit: &Visit, seen: &CallSeen, passing: &[&QuoteCompared], wrong: Option<&Form>) -> Markup {
    let call = &seen.listed.whole.call;
    let page = call_page(call.id);
    let money = |amount| visit.reader().money(amount, call.currency);
    let form = award_form(visit, seen).or_wrong(wrong);
    let choice = |one: &&QuoteCompared| {
        let words = t!(
            visit,
            "quote-choice",
            name = one.seller.name.as_str(),
            money = money(pays(one).unwrap_or(Amount::ZERO))
        );
        Choice::new(one.whole.quote.seller.to_string(), words)
    };
    let choices: Vec<_> = passing.iter().map(choice).collect();
    let reasons = ChoiceReason::ALL.iter().map(|one| Choice::new(one.word(), reason(visit, *one)));
    let reasons = fields::after(Choice::new("", t!(visit, "quote-reason-choose")), reasons.collect());
    let none = NoAwardReason::ALL.iter().map(|one| Choice::new(one.word(), why_none(visit, *one)));
    let none: Vec<_> = none.collect();
    let none_form =
        Form { scope: "none".to_owned(), ..visit.form(&format!("{page}/no-award"), Typed::default()) };
    let proposed = passing.iter().find(|one| one.is_proposed);
    html! {
        section {
            h2 { (t!(visit, "quote-choose")) }
            p { (t!(visit, "quote-choose-how")) }
            @if let Some(one) = proposed {
                @let pays = pays(one).unwrap_or(Amount::ZERO);
                @let (seller, expected) = (one.whole.quote.seller.to_string(), pays.0.to_string());
                (visit.button(
                    &format!("{page}/award"),
                    &submit(&t!(visit, "quote-take", name = one.seller.name.as_str(), money = money(pays))),
                    &[("sellers", seller.as_str()), (pays_field(one.whole.quote.seller).as_str(), expected.as_str())],
                ))
            }
            @if !choices.is_empty() {
                details open[!form.errors.is_empty() || proposed.is_none()] {
                    summary { (t!(visit, "quote-choose-other")) }
                    (form.render(&html! {
                        @for one in passing {
                            input type="hidden" name=(pays_field(one.whole.quote.seller)) value=(pays(one).unwrap_or(Amount::ZERO).0);
                        }
                        (form.field("sellers", t!(visit, "quote-choose-which")).checkboxes(&choices))
                        (form.field("reason", t!(visit, "quote-reason")).hint(t!(visit, "quote-reason-hint")).select(&reasons))
                        (submit_second(&t!(visit, "quote-choose-go")))
                    }))
                }
            }
            details {
                summary { (t!(visit, "quote-choose-none")) }
                (none_form.render(&html! {
                    input type="hidden" name="back" value=(visit.at(&page));
                    (none_form.field("reason", t!(visit, "quote-reason")).hint(t!(visit, "quote-reason-hint")).select(&none))
                    (submit_second(&t!(visit, "quote-choose-none-go")))
                }))
            }
        }
    }
}

/// The hidden field with what was seen that a quote costs.
fn pays_field(seller: Id<User>) -> String {
    format!("pays_{seller}")
}

async fn award(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let call = seen.listed.whole.call.id;
    let fault = match awarded(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(call)), "quote-awarded")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "quotes/needs-reason" => "reason",
        Fault::Other(_) | Fault::Fields(_) => "sellers",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, typed: sent.typed, ..award_form(&sent.visit, &seen) };
    page(&sent.visit, &seen, Some(&form))
}

async fn awarded(sent: &Sent, seen: &CallSeen) -> Result<(), Fault> {
    sent.visit.visitor()?;
    let typed = &sent.typed;
    let ticked = typed.pairs().iter().filter(|(name, _)| name == "sellers").map(|(_, value)| value);
    let sellers: Vec<Id<User>> = ticked.filter_map(|value| Id::parse(value)).collect();
    if sellers.is_empty() {
        return Err(Fault::field("sellers", t!(sent.visit, "quote-choose-wrong")));
    }
    let mut seen_pays = sellers.iter().map(|seller| typed.value(&pays_field(*seller)).parse::<i64>().ok());
    let sum = seen_pays.try_fold(0_i64, |sum, pays| sum.checked_add(pays?));
    let reason = ChoiceReason::from_word(typed.value("reason"));
    let award =
        AwardQuotes { call: seen.listed.whole.call.id, sellers, reason, expected_pay: sum.map(Amount) };
    sent.run(award).await?;
    Ok(())
}
