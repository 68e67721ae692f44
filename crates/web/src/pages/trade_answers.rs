//! What whoever pays can say to what is due of a booking: yes, less, or nothing, side by side.

use market::trade::actions::{Action, Step};
use market::trade::part::{Part, PartStage, RecordedAs};
use market::trade::procedure::Promise;
use market::users::reliability::Outcome;

use super::prelude::*;
use super::trade_offered::Offered;

/// What the payer can say to what is due, side by side: yes, less, nothing.
///
/// # Errors
/// [`AppError::Internal`] when a sum is out of range.
pub(super) fn answer(offered: &Offered<'_>, actions: &[Action]) -> Result<Markup, AppError> {
    let Offered { visit, shown, part, .. } = *offered;
    let may = |step: Step| actions.contains(&Action { step, part: Some(part.number) });
    let other = |step: Step| Offered { step, ..*offered };
    let name = [("name", shown.name(part.payee()).into())];
    Ok(html! {
        section {
            h2 { (words::by_promise(visit.loc, "step-confirm", part.promise, &name)) }
            @if part.recorded_as == Some(RecordedAs::NotTaken) { p { (t!(visit, "step-confirm-not-taken")) } }
            (confirm(offered)?)
            @if may(Step::Object) && is_less_possible(part) { (object(&other(Step::Object))) }
            @if may(Step::Report) && part.stage == PartStage::Recorded && part.promise != Promise::Goods {
                (nothing_came(&other(Step::Report)))
            }
        }
    })
}

/// Whether there is something between nothing, which is said otherwise, and what is recorded.
fn is_less_possible(part: &Part) -> bool {
    part.promise != Promise::Work || part.due > Some(kernel::QUARTER_MINUTES)
}

/// Saying over what is recorded that nothing came.
fn nothing_came(offered: &Offered<'_>) -> Markup {
    let text = words::by_promise(offered.visit.loc, "step-nothing", offered.part.promise, &[]);
    html! {
        details {
            summary { (text) }
            p { (t!(offered, "step-nothing-how", name = offered.shown.name(offered.part.payee()))) }
            (offered.second(&t!(offered, "step-report-nothing"), &[
                ("reason", "nothing"), ("seen", offered.part.stage.word()),
            ]))
        }
    }
}

fn confirm(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let Offered { visit, shown, part, .. } = *offered;
    let due = part.due.unwrap_or(part.quantity);
    let worked = visit.loc.duration(words::whole(due));
    let share = part.due_share().unwrap_or(market::price::Share::ALL);
    let outcome =
        if part.recorded_as == Some(RecordedAs::NotTaken) { Outcome::BuyerAbsent } else { Outcome::Kept };
    let money = offered.money(shown.full.due_of(part, share, outcome)?.payer_pays()?);
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    let text = match part.promise {
        Promise::Work if shown.full.is_unpaid() => t!(visit, "trade-confirm-unpaid", worked = worked),
        _ if part.recorded_as == Some(RecordedAs::NotTaken) => t!(visit, "step-confirm-money", money = money),
        Promise::Work => t!(visit, "trade-confirm", worked = worked),
        Promise::Bond => t!(visit, "step-confirm-claim", money = money),
        _ => t!(visit, "step-confirm"),
    };
    let due = due.to_string();
    let reason = part.recorded_as.map(|reason| ("reason", reason.word()));
    let sent: Vec<_> = [("due", due.as_str())].into_iter().chain(reason).collect();
    Ok(html! {
        (offered.button(&text, &sent))
        @if part.stage == PartStage::Recorded { p { (t!(visit, "trade-confirm-silence")) } }
    })
}

fn object(offered: &Offered<'_>) -> Markup {
    let recorded = offered.part.due.unwrap_or(offered.part.quantity);
    let go = t!(offered, "step-object-go");
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    let body = match offered.part.promise {
        Promise::Work => {
            let form = offered.form(&[]);
            let quarters = (1..recorded / 15).rev().map(|quarter| quarter * 15);
            let choices = fields::durations(offered.visit.loc, quarters);
            form.render(&html! {
                input type="hidden" name="recorded" value=(recorded);
                (offered.reason())
                (form.field("due", t!(offered, "step-object-worked")).select(&choices))
                (submit_second(&go))
            })
        }
        Promise::Bond => {
            offered.amount("due", Amount::ZERO, Amount(recorded), t!(offered, "step-object-money"), &go)
        }
        _ => {
            let recorded = recorded.to_string();
            let reason = offered.part.recorded_as.map(|reason| ("reason", reason.word()));
            let sent: Vec<_> =
                [("due", "0"), ("recorded", recorded.as_str())].into_iter().chain(reason).collect();
            offered.second(&go, &sent)
        }
    };
    let open = words::by_promise(offered.visit.loc, "step-object", offered.part.promise, &[]);
    html! {
        details open[offered.is_wrong()] {
            summary { (open) }
            p { (t!(offered, "step-object-how")) }
            (body)
        }
    }
}
