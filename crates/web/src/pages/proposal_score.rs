//! Scoring a proposal: what its seller says, and a score with a reason for each criterion.

use market::mechanisms::proposals::{CriterionScored, ScoreProposal};
use market::users::User;

use super::prelude::*;
use super::proposals::{PAGE, back_of_two, call_page, milestones, seen};
use crate::nouns::proposals::{ProposalCallSeen, ProposalSeen};

/// The highest score.
const BEST: i64 = market::mechanisms::proposals::points::SCORE_MAX;

pub(super) fn routes() -> Routes {
    vec![
        ("/proposal-calls/{brief}/proposals/{seller}", get(ask)),
        ("/proposal-calls/{brief}/proposals/{seller}/scores", get(back_of_two).post(score)),
    ]
}

fn address(seen: &ProposalCallSeen, seller: Id<User>) -> String {
    format!("{}/proposals/{seller}/scores", call_page(seen.listed.call.id))
}

/// The proposal of a seller, to those who score.
fn of<'a>(seen: &'a ProposalCallSeen, seller: &str) -> Result<&'a ProposalSeen, AppError> {
    let seller: Id<User> = Id::parse(seller).ok_or(AppError::NotFound)?;
    let all = seen.proposals.iter().flatten();
    all.into_iter().find(|one| one.whole.proposal.seller == seller).ok_or(AppError::NotFound)
}

async fn ask(visit: Visit, Path((id, seller)): Path<(String, String)>, typed: Typed) -> Answer {
    visit.visitor()?;
    let seen = seen(&visit, &id).await?;
    let one = of(&seen, &seller)?;
    let usual = one.own_scores.iter().flat_map(|score| {
        [
            (fields::numbered("score", score.criterion), score.score.to_string()),
            (fields::numbered("reason", score.criterion), score.reason.to_string()),
        ]
    });
    let typed = typed.or(&Typed::of(usual));
    let form = visit.form(&address(&seen, one.whole.proposal.seller), typed);
    Ok(page(&visit, &seen, one, &form))
}

fn page(visit: &Visit, seen: &ProposalCallSeen, one: &ProposalSeen, form: &Form) -> Response {
    let proposal = &one.whole.proposal;
    let choices: Vec<Choice> =
        (0..=BEST).map(|score| Choice::new(score.to_string(), Text::verbatim(score.to_string()))).collect();
    let main = html! {
        p class="lead" { (t!(visit, "proposal-blind")) }
        section { h2 { (t!(visit, "proposal-approach")) } p class="lines" { (Text::verbatim(&proposal.approach)) } }
        section { h2 { (t!(visit, "proposal-experience")) } p class="lines" { (Text::verbatim(&proposal.experience)) } }
        @if let Some(team) = &proposal.team {
            section { h2 { (t!(visit, "proposal-team")) } p class="lines" { (Text::verbatim(team)) } }
        }
        section { h2 { (t!(visit, "proposal-milestones")) } (milestones(visit, &one.whole.milestones)) }
        (form.render(&html! {
            @for criterion in &seen.listed.criteria {
                fieldset {
                    legend { (Text::verbatim(&criterion.title)) ", " (visit.loc.share(words::whole(criterion.weight_bp.0))) }
                    (form.field(&fields::numbered("score", criterion.number), t!(visit, "proposal-score-of"))
                        .hint(t!(visit, "proposal-score-hint")).radios(&choices))
                    (form.field(&fields::numbered("reason", criterion.number), t!(visit, "quote-reason")).area(2))
                }
            }
            (submit(&t!(visit, "proposal-score-go")))
        }))
    };
    let title = t!(visit, "proposal-score", name = one.seller.name.as_str());
    visit.show(
        Sheet::new(title, main)
            .area(Area::Find)
            .under(PAGE, t!(visit, "proposal-calls-title"))
            .judged_by([form]),
    )
}

async fn score(Path((id, seller)): Path<(String, String)>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let one = of(&seen, &seller)?;
    let fault = match set(&sent, &seen, one).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(seen.listed.call.id)), "proposal-scored")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "score_1")?;
    let form = Form { errors, ..sent.visit.form(&address(&seen, one.whole.proposal.seller), sent.typed) };
    Ok(page(&sent.visit, &seen, one, &form))
}

async fn set(sent: &Sent, seen: &ProposalCallSeen, one: &ProposalSeen) -> Result<(), Fault> {
    let scorer = sent.visit.visitor()?.user;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let mut scores = Vec::new();
    for criterion in &seen.listed.criteria {
        let number = criterion.number;
        let (score, reason) = (
            reading.number(&fields::numbered("score", number), 0),
            reading.text(&fields::numbered("reason", number)),
        );
        scores.extend(score.zip(reason).map(|(score, reason)| CriterionScored {
            criterion: number,
            score,
            reason,
        }));
    }
    let (brief, seller) = (seen.listed.call.id, one.whole.proposal.seller);
    let made = Some(ScoreProposal { scorer, brief, seller, scores });
    Ok(sent.run(reading.judged(made)?).await?)
}
