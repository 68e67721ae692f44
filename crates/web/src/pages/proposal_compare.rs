//! The proposals of a call, for those who score: read, scored blind to their prices, and compared once
//! these are open; then the buyer chooses.

use market::mechanisms::proposals::{AwardProposal, EndProposals, ProposalCallStage, ProposalScore};
use market::users::User;

use super::prelude::*;
use super::proposals::{back, call_page, milestones, page, seen};
use crate::nouns::proposals::{ProposalCallSeen, ProposalSeen};

pub(super) fn routes() -> Routes {
    vec![
        ("/proposal-calls/{brief}/award", get(back).post(award)),
        ("/proposal-calls/{brief}/no-award", get(back).post(no_award)),
    ]
}

/// Every proposal, the best first once that is known.
pub(super) fn section(
    visit: &Visit,
    seen: &ProposalCallSeen,
    all: &[ProposalSeen],
    wrong: Option<&Form>,
) -> Markup {
    let call = &seen.listed.call;
    let is_scoring = call.stage == ProposalCallStage::Scoring;
    let is_over = call.stage == ProposalCallStage::Ended;
    html! {
        section {
            h2 { (t!(visit, "proposal-all")) }
            @if is_scoring { p { (t!(visit, "proposal-blind")) } }
            @for one in all { (proposal(visit, seen, one)) }
        }
        @if call.stage == ProposalCallStage::Deciding && seen.is_buyer { (to_choose(visit, seen, all, wrong)) }
        @if !is_over && seen.is_buyer { (to_end(visit, seen, wrong)) }
    }
}

/// How a criterion was scored, and why.
pub(super) fn scored(visit: &Visit, seen: &ProposalCallSeen, score: &ProposalScore) -> Text {
    let criterion = seen.listed.criteria.iter().find(|one| one.number == score.criterion);
    let title = criterion.map_or("", |one| one.title.as_str());
    t!(
        visit,
        "proposal-scored",
        title = Text::verbatim(title),
        score = words::whole(score.score),
        reason = Text::verbatim(&score.reason)
    )
}

fn proposal(visit: &Visit, seen: &ProposalCallSeen, one: &ProposalSeen) -> Markup {
    let (call, own) = (&seen.listed.call, &one.whole.proposal);
    let money = |amount| visit.reader().money(amount, call.currency);
    let scores = if one.scores.is_empty() { &one.own_scores } else { &one.scores };
    html! {
        h3 {
            @if let Some(place) = own.place.filter(|_| call.has_open_prices()) { (words::whole(place)) ". " }
            (Text::verbatim(&one.seller.name))
        }
        @if let (Some(price), Some(total)) = (one.price, own.total()) {
            p class="figures" { (t!(visit, "proposal-comes-to", price = money(price), points = words::whole(total.0))) }
        }
        @if let Some(pays) = one.pays { p { (t!(visit, "quote-landed")) " " strong class="figures" { (money(pays)) } } }
        @if let Some(why) = &one.why_not { p { (visit.reader().error(why)) } }
        p class="lines" { (Text::verbatim(&own.approach)) }
        p class="lines" { (Text::verbatim(&own.experience)) }
        @if let Some(team) = &own.team { p class="lines" { (Text::verbatim(team)) } }
        (milestones(visit, &one.whole.milestones))
        @if !scores.is_empty() {
            ul class="plain" { @for score in scores { li { (scored(visit, seen, score)) } } }
        }
        @if call.stage == ProposalCallStage::Scoring {
            p { a href=(visit.at(&format!("{}/proposals/{}", call_page(call.id), own.seller))) {
                (t!(visit, "proposal-score", name = one.seller.name.as_str()))
            } }
        }
    }
}

fn award_form(visit: &Visit, seen: &ProposalCallSeen) -> Form {
    visit.form(&format!("{}/award", call_page(seen.listed.call.id)), Typed::default())
}

/// The hidden field with what was seen that a proposal costs.
fn pays_field(seller: Id<User>) -> String {
    format!("pays_{seller}")
}

fn to_choose(visit: &Visit, seen: &ProposalCallSeen, all: &[ProposalSeen], wrong: Option<&Form>) -> Markup {
    let call = &seen.listed.call;
    let money = |amount| visit.reader().money(amount, call.currency);
    let form = award_form(visit, seen).or_wrong(wrong);
    let passing: Vec<(&ProposalSeen, Amount)> = all.iter().filter_map(|one| Some((one, one.pays?))).collect();
    let choice = |(one, pays): &(&ProposalSeen, Amount)| {
        let words = t!(visit, "quote-choice", name = one.seller.name.as_str(), money = money(*pays));
        Choice::new(one.whole.proposal.seller.to_string(), words)
    };
    let choices: Vec<Choice> = passing.iter().map(choice).collect();
    let best = passing.iter().find(|(one, _)| one.whole.proposal.place == Some(1));
    html! {
        section {
            h2 { (t!(visit, "quote-choose")) }
            p { (t!(visit, "proposal-choose-how")) }
            @if let Some((one, pays)) = best {
                @let (seller, expected) = (one.whole.proposal.seller.to_string(), pays.0.to_string());
                (visit.button(
                    &format!("{}/award", call_page(call.id)),
                    &submit(&t!(visit, "quote-take", name = one.seller.name.as_str(), money = money(*pays))),
                    &[("seller", seller.as_str()), (pays_field(one.whole.proposal.seller).as_str(), expected.as_str())],
                ))
            }
            @if !choices.is_empty() {
                details open[!form.errors.is_empty() || best.is_none()] {
                    summary { (t!(visit, "proposal-choose-other")) }
                    (form.render(&html! {
                        @for (one, pays) in &passing {
                            input type="hidden" name=(pays_field(one.whole.proposal.seller)) value=(pays.0);
                        }
                        (form.field("seller", t!(visit, "quote-choose-which")).radios(&choices))
                        (form.field("reason", t!(visit, "quote-reason")).hint(t!(visit, "proposal-reason-hint")).area(2))
                        (submit_second(&t!(visit, "proposal-choose-go")))
                    }))
                }
            }
        }
    }
}

fn end_form(visit: &Visit, seen: &ProposalCallSeen) -> Form {
    let address = format!("{}/no-award", call_page(seen.listed.call.id));
    Form { scope: "none".to_owned(), ..visit.form(&address, Typed::default()) }
}

fn to_end(visit: &Visit, seen: &ProposalCallSeen, wrong: Option<&Form>) -> Markup {
    let form = end_form(visit, seen).or_wrong(wrong);
    html! {
        details open[!form.errors.is_empty()] {
            summary { (t!(visit, "quote-choose-none")) }
            (form.render(&html! {
                (form.field("reason", t!(visit, "quote-reason")).hint(t!(visit, "proposal-reason-hint")).area(2))
                (submit_second(&t!(visit, "quote-choose-none-go")))
            }))
        }
    }
}

async fn award(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let fault = match awarded(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(seen.listed.call.id)), "proposal-awarded")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "proposals/needs-reason" => "reason",
        Fault::Other(_) | Fault::Fields(_) => "seller",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, typed: sent.typed, ..award_form(&sent.visit, &seen) };
    Ok(page(&sent.visit, &seen, Some(&form)))
}

async fn awarded(sent: &Sent, seen: &ProposalCallSeen) -> Result<(), Fault> {
    sent.visit.visitor()?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let seller: Option<Id<User>> = reading.read("seller", Id::parse, |visit| t!(visit, "quote-choose-wrong"));
    let reason = reading.text_or_none("reason");
    let brief = seen.listed.call.id;
    let made = seller.map(|seller| {
        let expected_pay = sent.typed.value(&pays_field(seller)).parse().ok().map(Amount);
        AwardProposal { brief, seller, reason, expected_pay }
    });
    sent.run(reading.judged(made)?).await?;
    Ok(())
}

async fn no_award(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let fault = match ended(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(seen.listed.call.id)), "proposal-none")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "reason")?;
    let form = Form { errors, typed: sent.typed, ..end_form(&sent.visit, &seen) };
    Ok(page(&sent.visit, &seen, Some(&form)))
}

async fn ended(sent: &Sent, seen: &ProposalCallSeen) -> Result<(), Fault> {
    sent.visit.visitor()?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let made = reading.text("reason").map(|reason| EndProposals { brief: seen.listed.call.id, reason });
    Ok(sent.run(reading.judged(made)?).await?)
}
