//! The trade line of a booking: what happened, what everyone waits for and by when, and what comes after.

use kernel::Timestamp;
use market::trade::Stage;

use super::visit::Visit;
use crate::components::{Step, StepStage, TradeLine};
use crate::desk::trades::Shown;
use crate::i18n::{Arg, Text};
use crate::t;
use crate::words;

/// The trade line.
pub(super) fn trade_line(visit: &Visit, shown: &Shown) -> TradeLine {
    let mut steps = happened(visit, shown);
    steps.extend(to_come(visit, shown));
    TradeLine { loc: visit.loc, label: t!(visit.loc, "steps-label"), steps }
}

fn happened(visit: &Visit, shown: &Shown) -> Vec<Step> {
    let reader = visit.reader_in(&shown.trade.zone);
    let last = shown.points.len().saturating_sub(1);
    let names =
        [("buyer", Arg::from(shown.buyer_name.as_str())), ("seller", Arg::from(shown.seller_name.as_str()))];
    let step = |(index, point): (usize, &market::trade::views::TradePoint)| Step {
        stage: if index == last && ended_early(shown.trade.stage) {
            StepStage::Stopped
        } else {
            StepStage::Done
        },
        what: visit.loc.say(&point.what, &names),
        when: reader.moment(point.happened_at),
        note: None,
    };
    shown.points.iter().enumerate().map(step).collect()
}

fn ended_early(stage: Stage) -> bool {
    match stage {
        Stage::Lapsed | Stage::Cancelled | Stage::Absent => true,
        Stage::Held | Stage::Booked | Stage::Recorded | Stage::Reported | Stage::Settled => false,
    }
}

fn to_come(visit: &Visit, shown: &Shown) -> Vec<Step> {
    match shown.trade.stage {
        Stage::Held => vec![held(visit, shown), work(visit, shown, StepStage::Next), paid(visit, shown)],
        Stage::Booked => booked(visit, shown),
        Stage::Recorded => vec![confirm(visit, shown, StepStage::Now), paid(visit, shown)],
        Stage::Reported => vec![answer(visit, shown)],
        Stage::Lapsed | Stage::Settled | Stage::Cancelled | Stage::Absent => Vec::new(),
    }
}

fn held(visit: &Visit, shown: &Shown) -> Step {
    let loc = visit.loc;
    Step {
        stage: StepStage::Now,
        what: t!(loc, "steps-book", name = shown.buyer_name.as_str()),
        when: by(visit, shown, shown.trade.held_until),
        note: Some(t!(loc, "steps-book-note")),
    }
}

fn booked(visit: &Visit, shown: &Shown) -> Vec<Step> {
    let now = visit.app.now();
    if now < shown.trade.ends_at {
        let hours = record(visit, shown, StepStage::Next);
        return vec![work(visit, shown, StepStage::Now), hours, paid(visit, shown)];
    }
    vec![record(visit, shown, StepStage::Now), paid(visit, shown)]
}

fn work(visit: &Visit, shown: &Shown, stage: StepStage) -> Step {
    let loc = visit.loc;
    let hours = visit.span(&shown.trade.zone, (shown.trade.starts_at, shown.trade.ends_at));
    Step { stage, what: t!(loc, "steps-work", name = shown.seller_name.as_str()), when: hours, note: None }
}

fn record(visit: &Visit, shown: &Shown, stage: StepStage) -> Step {
    let loc = visit.loc;
    Step {
        stage,
        what: t!(loc, "steps-record", seller = shown.seller_name.as_str(), buyer = shown.buyer_name.as_str()),
        when: by(visit, shown, shown.trade.approves_at.unwrap_or(shown.trade.ends_at)),
        note: Some(t!(loc, "steps-record-note")),
    }
}

fn confirm(visit: &Visit, shown: &Shown, stage: StepStage) -> Step {
    let loc = visit.loc;
    let worked = shown.trade.worked_minutes.unwrap_or_default();
    Step {
        stage,
        what: t!(
            loc,
            "steps-confirm",
            name = shown.buyer_name.as_str(),
            worked = loc.duration(words::whole(worked))
        ),
        when: by(visit, shown, shown.trade.approves_at.unwrap_or(shown.trade.ends_at)),
        note: Some(t!(loc, "steps-confirm-note")),
    }
}

fn answer(visit: &Visit, shown: &Shown) -> Step {
    let loc = visit.loc;
    Step {
        stage: StepStage::Now,
        what: t!(loc, "steps-answer", name = shown.seller_name.as_str()),
        when: by(visit, shown, shown.trade.approves_at.unwrap_or(shown.trade.ends_at)),
        note: Some(t!(loc, "steps-answer-note", name = shown.buyer_name.as_str())),
    }
}

fn paid(visit: &Visit, shown: &Shown) -> Step {
    let loc = visit.loc;
    Step {
        stage: StepStage::Next,
        what: t!(loc, "steps-paid", name = shown.seller_name.as_str()),
        when: t!(loc, "steps-paid-when"),
        note: None,
    }
}

fn by(visit: &Visit, shown: &Shown, moment: Timestamp) -> Text {
    t!(visit.loc, "steps-by", moment = visit.reader_in(&shown.trade.zone).moment(moment))
}
