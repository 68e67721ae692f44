//! The door of a booking: the code that the payer shows, work that begins and ends with it, and who will be late.

use market::concession::late_minutes_max;
use market::trade::actions::{Action, Step};
use market::trade::part::{Part, PartStage};
use market::trade::procedure::Promise;

use super::prelude::*;
use super::trade_offered::Offered;
use crate::nouns::trades::ShownTrade;

/// How long before the start the page asks who will be late, in hours: earlier nobody knows.
const ASKED_HOURS: i64 = 24;

/// The code to show, for as long as something is done with it.
pub(super) fn code(visit: &Visit, shown: &ShownTrade) -> Option<Markup> {
    let code = shown.code.as_ref()?;
    let part = shown.parts().find(|part| is_awaited(part, shown.now))?;
    let spaced = format!("{} {}", code.get(..3).unwrap_or_default(), code.get(3..).unwrap_or_default());
    let name = shown.name(part.payee());
    let time = |at| visit.reader_in(&shown.trade().zone).time(at);
    Some(html! {
        section {
            h2 { (t!(visit, "trade-code")) }
            p class="door-code figures" { (Text::verbatim(spaced)) }
            @if part.promise == Promise::Work {
                @if let Some(at) = part.started_at { p { (t!(visit, "trade-code-stop", name = name, moment = time(at))) } }
                @else { p { (t!(visit, "trade-code-start", name = name)) } }
            }
        }
    })
}

/// Whether the payee may still enter the code of a part.
fn is_awaited(part: &Part, now: kernel::Timestamp) -> bool {
    match (part.promise, part.stage) {
        (Promise::Work, PartStage::Open) if part.started_at.is_none() => now < part.ends_at,
        (Promise::Work, PartStage::Open | PartStage::Recorded) => {
            part.started_at.is_some() && part.stopped_at.is_none()
        }
        (promise, PartStage::Open) => promise != Promise::Bond,
        _ => false,
    }
}

/// Before work begins: that its payer will show a code, for the one who comes.
pub(super) fn to_come(offered: &Offered<'_>) -> Option<Markup> {
    let Offered { shown, part, .. } = *offered;
    let is_theirs = part.promise == Promise::Work && part.payee() == shown.side;
    let is_ahead = part.stage == PartStage::Open && shown.now < part.starts_at;
    (is_theirs && is_ahead)
        .then(|| html! { p { (t!(offered, "step-start-ahead", name = shown.name(part.payer))) } })
}

/// Work begins with the code that the other side shows.
pub(super) fn start(offered: &Offered<'_>) -> Markup {
    let name = offered.shown.name(offered.part.payer);
    html! {
        section {
            h2 { (t!(offered, "step-start")) }
            p { (t!(offered, "step-start-how", name = name)) }
            (entered(offered, &t!(offered, "step-start-go")))
        }
    }
}

/// Work ends with the code that the other side shows then.
pub(super) fn stop(offered: &Offered<'_>) -> Markup {
    let (shown, part) = (offered.shown, offered.part);
    let name = shown.name(part.payer);
    let began = part.started_at.unwrap_or(part.starts_at);
    let began = offered.visit.reader_in(&shown.trade().zone).time(began);
    html! {
        section {
            h2 { (t!(offered, "step-stop")) }
            p { (t!(offered, "step-stop-how", name = name, moment = began)) }
            (entered(offered, &t!(offered, "step-stop-go")))
        }
    }
}

fn entered(offered: &Offered<'_>, button: &Text) -> Markup {
    let name = offered.shown.name(offered.part.payer);
    let form = offered.form(&[]);
    form.render(&html! {
        (form.field("code", t!(offered, "step-door-code", name = name)).hint(t!(offered, "step-door-code-hint"))
            .input(Input::Number))
        (submit(button))
    })
}

/// Saying that one will be late; nothing while that is far off.
///
/// # Errors
/// [`AppError::Internal`] when the rulebook has no most.
pub(super) fn late(offered: &Offered<'_>) -> Result<Option<Markup>, AppError> {
    let Offered { visit, shown, part, .. } = *offered;
    if shown.now < part.starts_at.plus_hours(-ASKED_HOURS) {
        return Ok(None);
    }
    let today = shown.trade().zone.calendar().local(shown.now).date;
    let most = late_minutes_max(&visit.app.rulebook, today)?;
    let steps = [5, 10, 15, 20, 30, 45, 60, 90, 120];
    let choices = fields::durations(visit.loc, steps.into_iter().filter(|minutes| *minutes <= most));
    let said = shown.delays.iter().find(|delay| delay.part == part.number && delay.side == shown.side);
    let form = offered.form(&[("minutes", said.map_or(15, |delay| delay.minutes).to_string())]);
    Ok(Some(html! {
        section {
            h2 { (t!(visit, "step-late")) }
            details open[offered.is_wrong()] {
                summary { (t!(visit, "step-late-open")) }
                p { (t!(visit, "step-late-how", name = shown.name(shown.side.other()))) }
                (form.render(&html! {
                    (form.field("minutes", t!(visit, "step-late-minutes")).select(&choices))
                    (submit_second(&t!(visit, "step-late-go")))
                }))
            }
        }
    }))
}

/// How late each side said that it will be, until the work has begun.
pub(super) fn delays(visit: &Visit, shown: &ShownTrade) -> Markup {
    let may = shown.actions();
    let is_awaited = |part: i64| may.contains(&Action { step: Step::RunLate, part: Some(part) });
    html! {
        @for delay in shown.delays.iter().filter(|delay| is_awaited(delay.part)) {
            @let length = visit.loc.duration(words::whole(delay.minutes));
            @let at = visit.reader_in(&shown.trade().zone).time(delay.said_at);
            p {
                @if delay.side == shown.side { (t!(visit, "late-you", length = length, moment = at)) }
                @else { (t!(visit, "late-other", name = shown.name(delay.side), length = length, moment = at)) }
            }
        }
    }
}
