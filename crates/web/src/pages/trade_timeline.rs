//! The trade line of a booking: what happened, what everyone waits for and by when, and what comes after.

use market::trade::clock::{self, Silence};
use market::trade::part::{Part, PartStage};
use market::trade::procedure::Promise;
use market::trade::{EventKind, Side, Stage, TradeEvent};

use super::prelude::*;
use crate::components::{Step, StepStage, TradeLine};
use crate::nouns::trades::ShownTrade;

/// The trade line.
pub(super) fn line(visit: &Visit, shown: &ShownTrade) -> TradeLine {
    let mut steps = happened(visit, shown);
    steps.extend(to_come(visit, shown));
    TradeLine { loc: visit.loc, label: t!(visit, "steps-label"), steps }
}

fn happened(visit: &Visit, shown: &ShownTrade) -> Vec<Step> {
    let reader = visit.reader_in(&shown.trade().zone);
    let step = |event: &TradeEvent| Step {
        stage: if is_stop(event.what) { StepStage::Stopped } else { StepStage::Done },
        what: event_words(visit, shown, event),
        when: reader.time(event.happened_at),
        note: None,
    };
    shown.events.iter().map(step).collect()
}

/// What happened; where nobody pays, without money.
fn event_words(visit: &Visit, shown: &ShownTrade, event: &TradeEvent) -> Text {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others speak of no money")]
    match event.what {
        EventKind::Recorded => match of_which(shown, event) {
            Some(Promise::Bond) => t!(visit, "steps-claimed"),
            Some(Promise::Use | Promise::Goods) => t!(visit, "steps-handed-over"),
            _ => words::event(visit.loc, event.what),
        },
        EventKind::Booked if shown.full.is_unpaid() => t!(visit, "given-agreed"),
        EventKind::Confirmed if shown.full.is_unpaid() => t!(visit, "given-confirmed"),
        EventKind::Approved if shown.full.is_unpaid() => t!(visit, "given-approved"),
        what => words::event(visit.loc, what),
    }
}

/// What was promised in the part of an event.
fn of_which(shown: &ShownTrade, event: &TradeEvent) -> Option<Promise> {
    shown.full.parts().iter().find(|part| Some(part.number) == event.part).map(|part| part.promise)
}

/// Whether something ended early.
fn is_stop(what: EventKind) -> bool {
    matches!(
        what,
        EventKind::Lapsed
            | EventKind::CalledOffByBuyer
            | EventKind::CalledOffBySeller
            | EventKind::CalledOffWithOthers
            | EventKind::Missed
            | EventKind::GivenUp
    )
}

fn to_come(visit: &Visit, shown: &ShownTrade) -> Vec<Step> {
    let trade = shown.trade();
    match trade.stage {
        Stage::Held => vec![Step {
            stage: StepStage::Now,
            what: t!(visit, "steps-agree", name = shown.buyer_name.as_str(), you = you(shown, Side::Buyer)),
            when: by(visit, shown, trade.held_until),
            note: Some(words::silence(visit.loc, None)),
        }],
        Stage::Booked => shown.parts().filter_map(|part| of_part(visit, shown, part)).collect(),
        Stage::Lapsed | Stage::Ended => Vec::new(),
    }
}

/// What is awaited of a part: who acts, by when, and what happens if nobody does.
fn of_part(visit: &Visit, shown: &ShownTrade, part: &Part) -> Option<Step> {
    let waits = clock::silences(part).into_iter().flatten().filter(|(_, silence)| *silence != Silence::Nudge);
    let (at, silence) = waits.min_by_key(|(at, _)| *at)?;
    let (payer, payee) = (part.payer, part.payee());
    let is_ahead = part.stage == PartStage::Open && shown.now < part.starts_at;
    // Work that goes on is what happens now; its hours are written down afterwards.
    let is_work_now =
        part.promise == Promise::Work && part.stage == PartStage::Open && shown.now < part.ends_at;
    let of_promise = |base: &str, side: Side| {
        let whom = [("name", shown.name(side).into()), ("you", you(shown, side).into())];
        words::by_promise(visit.loc, base, part.promise, &whom)
    };
    let what = match part.stage {
        PartStage::Open if is_ahead || is_work_now => of_promise("steps-begin", payee),
        PartStage::Open | PartStage::Waiting => of_promise("steps-record", payee),
        PartStage::Recorded => of_promise("steps-confirm", payer),
        PartStage::Reported => t!(visit, "steps-answer", name = shown.name(payee), you = you(shown, payee)),
        PartStage::Overdue => t!(visit, "steps-pay", name = shown.name(payer), you = you(shown, payer)),
        PartStage::Disputed => t!(visit, "steps-settle"),
        PartStage::Closed | PartStage::Void => return None,
    };
    let span = || visit.span(&shown.trade().zone, part.starts_at, part.ends_at);
    let (stage, when) = match (is_ahead, is_work_now) {
        (true, _) => (StepStage::Next, span()),
        (false, true) => (StepStage::Now, span()),
        (false, false) => (StepStage::Now, by(visit, shown, at)),
    };
    Some(Step { stage, what, when, note: Some(words::silence(visit.loc, Some(silence))) })
}

/// Whether a side is the reader, as sentences ask.
fn you(shown: &ShownTrade, side: Side) -> &'static str {
    if side == shown.side { "yes" } else { "no" }
}

fn by(visit: &Visit, shown: &ShownTrade, time: kernel::Timestamp) -> Text {
    t!(visit, "steps-by", moment = visit.reader_in(&shown.trade().zone).time(time))
}
