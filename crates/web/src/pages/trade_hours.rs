//! The hours of work as its seller writes them down: by hand, where no code at the door does it.

use market::trade::actions::{Action, Step};
use market::trade::part::PartStage;

use super::prelude::*;
use super::trade_offered::Offered;

/// The hours to write down. While a code begins or ends the work, and once they are written down, the form is folded away:
/// there is nothing that has to be done with it.
pub(super) fn record(offered: &Offered<'_>, actions: &[Action]) -> Markup {
    let part = offered.part;
    let may = |step: Step| actions.contains(&Action { step, part: Some(part.number) });
    let has_code = may(Step::Start) || may(Step::Stop);
    let is_written = part.stage == PartStage::Recorded;
    if !has_code && !is_written {
        return html! {
            section {
                h2 { (t!(offered, "step-record-work")) }
                @if part.stage == PartStage::Reported { p { (t!(offered, "trade-record-reported")) } }
                (form(offered))
            }
        };
    }
    let folded = |summary: Text| {
        html! { details open[offered.is_wrong()] { summary { (summary) } (form(offered)) } }
    };
    html! {
        section {
            @if is_written {
                h2 { (t!(offered, "trade-hours-written")) }
                (written(offered))
                (folded(t!(offered, "trade-hours-change")))
            } @else {
                (folded(t!(offered, "trade-hours-by-hand")))
            }
        }
    }
}

/// How much is written down, and what happens next.
fn written(offered: &Offered<'_>) -> Markup {
    let Offered { visit, shown, part, .. } = *offered;
    let length = visit.loc.duration(words::whole(part.due.unwrap_or_default()));
    let name = shown.name(part.payer);
    let until = part.answers_at.map(|at| visit.reader_in(&shown.trade().zone).time(at));
    html! {
        p {
            @match until {
                Some(until) => (t!(visit, "trade-hours-until", length = length, name = name, moment = until)),
                None => (t!(visit, "trade-hours-sent", length = length, name = name)),
            }
        }
    }
}

/// The hours as quarter-hours to choose from, those booked chosen already.
fn form(offered: &Offered<'_>) -> Markup {
    let (loc, booked) = (offered.visit.loc, offered.part.quantity);
    let passed = offered.part.performed_by(offered.shown.now);
    let form = offered.form(&[("due", offered.part.due.unwrap_or(booked).min(passed).to_string())]);
    let choices = fields::durations(loc, (0..=passed / 15).rev().map(|quarter| quarter * 15));
    let hint = t!(offered, "trade-record-hint", booked = loc.duration(words::whole(booked)));
    html! {
        @if passed < booked { p { (t!(offered, "trade-record-so-far")) } }
        (form.render(&html! {
            (offered.seen())
            input type="hidden" name="reason" value="performed";
            (form.field("due", t!(offered, "trade-record-worked")).hint(hint).select(&choices))
            (submit(&t!(offered, "trade-record")))
        }))
        (not_taken(offered))
    }
}

/// Saying that the other side was not there, with the most that is due then.
pub(super) fn not_taken(offered: &Offered<'_>) -> Markup {
    let (part, share) = (offered.part, offered.part.terms.not_taken_bp);
    let most = Amount(part.quantity).share(share, kernel::Rounding::Ceil).unwrap_or_default();
    let share = offered.visit.loc.share(words::whole(share.0));
    html! {
        @if part.stage != PartStage::Reported && most > Amount::ZERO {
            details {
                summary { (t!(offered, "step-not-taken-open")) }
                p { (t!(offered, "step-not-taken-how", share = share)) }
                (offered.second(&t!(offered, "step-not-taken"), &[
                    ("due", &most.0.to_string()), ("reason", "not_taken"), ("seen", part.stage.word()),
                ]))
            }
        }
    }
}
