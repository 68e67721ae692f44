//! Who scores the proposals of a call: asked by the buyer among their favorites, and taken off.

use market::mechanisms::proposals::{DismissScorer, InviteScorer, ProposalCall, ProposalCallStage};
use market::users::User;

use super::prelude::*;
use super::proposals::{PAGE, back, back_of_two, call_page, page, seen};
use crate::nouns::proposals::ProposalCallSeen;

pub(super) fn routes() -> Routes {
    vec![
        ("/proposal-calls/{brief}/scorers", get(back).post(invite)),
        (
            "/proposal-calls/{brief}/scorers/{scorer}/dismissal",
            done::<DismissScorer>(PAGE, "proposal-scorer-off").get(back_of_two),
        ),
    ]
}

fn scorers_form(visit: &Visit, call: Id<ProposalCall>) -> Form {
    Form {
        scope: "scorers".to_owned(),
        ..visit.form(&format!("{}/scorers", call_page(call)), Typed::default())
    }
}

/// Who scores, for those who do; the buyer asks more of them by their favorites, until the prices are open.
pub(super) fn section(visit: &Visit, seen: &ProposalCallSeen, wrong: Option<&Form>) -> Markup {
    let call = &seen.listed.call;
    let page = call_page(call.id);
    let is_changed = matches!(call.stage, ProposalCallStage::Open | ProposalCallStage::Scoring);
    let own = visit.visitor.as_ref().map(|visitor| visitor.user);
    let is_taken_off =
        |scorer: Id<User>| is_changed && scorer != call.buyer && (seen.is_buyer || own == Some(scorer));
    let asked =
        seen.favorites.iter().filter(|one| seen.scorers.iter().all(|(scorer, _)| *scorer != one.user));
    let choices: Vec<Choice> =
        asked.map(|one| Choice::new(one.user.to_string(), Text::verbatim(&one.name))).collect();
    html! {
        @if !seen.scorers.is_empty() {
            section {
                h2 { (t!(visit, "proposal-scorers")) }
                p { (t!(visit, "proposal-scorers-how")) }
                ul class="plain" {
                    @for (scorer, one) in &seen.scorers {
                        li {
                            (Text::verbatim(&one.name))
                            @if is_taken_off(*scorer) {
                                (visit.second_button(
                                    &format!("{page}/scorers/{scorer}/dismissal"),
                                    &t!(visit, "proposal-scorer-dismiss", name = one.name.as_str()),
                                    &[("back", &visit.at(&page))],
                                ))
                            }
                        }
                    }
                }
                @if is_changed && seen.is_buyer && choices.is_empty() { p { (t!(visit, "proposal-scorers-favor")) } }
                @if is_changed && seen.is_buyer && !choices.is_empty() {
                    @let form = scorers_form(visit, call.id).or_wrong(wrong);
                    (form.render(&html! {
                        (form.field("scorer", t!(visit, "proposal-scorer-who")).hint(t!(visit, "proposal-scorer-hint")).select(&choices))
                        (submit_second(&t!(visit, "proposal-scorer-go")))
                    }))
                }
            }
        }
    }
}

async fn invite(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let brief = seen.listed.call.id;
    let fault = match invited(&sent, brief).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(brief)), "proposal-scorer-on")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "scorer")?;
    let form = Form { errors, typed: sent.typed, ..scorers_form(&sent.visit, brief) };
    Ok(page(&sent.visit, &seen, Some(&form)))
}

async fn invited(sent: &Sent, brief: Id<ProposalCall>) -> Result<(), Fault> {
    sent.visit.visitor()?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let scorer = reading.read("scorer", Id::parse, |visit| t!(visit, "proposal-scorer-wrong"));
    let made = scorer.map(|scorer| InviteScorer { brief, scorer });
    Ok(sent.run(reading.judged(made)?).await?)
}
