use super::*;
use crate::tests::{Market, evening, portland};

/// A part of a promise from five to nine on 27 November: to be recorded by noon, answered in 24 hours.
fn part(promise: Promise) -> Part {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let mut part = Part { promise, payer: promise.procedure().payer, ..market.part(trade, 1) };
    part.terms.answer_hours = 24;
    let by_payee = promise.procedure().recorded == Recorded::ByPayee;
    part.record_by = by_payee.then(|| portland(11, 28, 12));
    part
}

#[test]
fn silence_answers_from_the_end_from_the_record_or_from_the_arrival() {
    let (early, late) = (portland(11, 27, 18), portland(11, 28, 10));
    let (next_nine, next_six, late_next) = (portland(11, 28, 21), portland(11, 28, 18), portland(11, 29, 10));
    for (promise, now, starts_anew, has_arrived, answers) in [
        (Promise::Work, early, false, false, next_nine),
        (Promise::Work, late, false, false, next_nine),
        (Promise::Work, early, true, false, next_nine),
        (Promise::Work, late, true, false, late_next),
        (Promise::Use, late, true, false, late_next),
        (Promise::Milestone, early, false, false, next_six),
        (Promise::Milestone, late, true, false, late_next),
        (Promise::Bond, early, false, false, next_six),
        (Promise::Goods, early, false, false, next_nine),
        (Promise::Goods, late, false, false, late_next),
        (Promise::Goods, early, false, true, next_six),
        (Promise::Goods, late, false, true, late_next),
    ] {
        let at = answers_at(&part(promise), now, starts_anew, has_arrived);
        assert_eq!(at, answers, "{promise:?} {now:?} {starts_anew} {has_arrived}");
    }
}

#[test]
fn what_silence_does_to_an_open_part() {
    let (start, end, by) = (portland(11, 27, 17), portland(11, 27, 21), portland(11, 28, 12));
    let nudge = Some((end, Silence::Nudge));
    let unrecorded = |what| Some((by, Silence::CloseUnrecorded(what)));
    let all = |at| [Some((at, Silence::RecordAll)), None];
    for (promise, does) in [
        (Promise::Work, [nudge, unrecorded(Unrecorded::All)]),
        (Promise::Use, [nudge, unrecorded(Unrecorded::All)]),
        (Promise::Goods, [nudge, unrecorded(Unrecorded::Nothing)]),
        (Promise::Milestone, [nudge, unrecorded(Unrecorded::Nothing)]),
        (Promise::Bond, [None, unrecorded(Unrecorded::Nothing)]),
        (Promise::Cover, [None, unrecorded(Unrecorded::Nothing)]),
        (Promise::Licence, all(start)),
        (Promise::Amends, all(start)),
        (Promise::Advance, all(start)),
        (Promise::Premium, all(start)),
        (Promise::Repayment, all(end)),
        (Promise::Grant, all(end)),
    ] {
        assert_eq!(silences(&part(promise)), does, "{promise:?}");
    }
}

#[test]
fn what_silence_does_to_a_part_that_waits_for_its_money() {
    let (start, end, by, then) =
        (portland(11, 27, 17), portland(11, 27, 21), portland(11, 28, 12), portland(11, 30, 9));
    for (promise, funds, does) in [
        (Promise::Work, Funds::AtOnce, Some((then, Silence::Fund))),
        (Promise::Work, Funds::OnDay, Some((then, Silence::Fund))),
        (Promise::Milestone, Funds::AfterPart, Some((portland(11, 29, 9), Silence::CloseUnbegun))),
        (Promise::Cover, Funds::WhenDue, Some((by, Silence::CloseUnrecorded(Unrecorded::Nothing)))),
        (Promise::Work, Funds::WhenDue, Some((by, Silence::CloseUnrecorded(Unrecorded::All)))),
        (Promise::Licence, Funds::WhenDue, Some((start, Silence::RecordAll))),
        (Promise::Amends, Funds::WhenDue, Some((start, Silence::RecordAll))),
        (Promise::Premium, Funds::WhenDue, Some((start, Silence::RecordAll))),
        (Promise::Repayment, Funds::WhenDue, Some((end, Silence::RecordAll))),
        (Promise::Grant, Funds::WhenDue, Some((end, Silence::RecordAll))),
    ] {
        let waiting = Part {
            stage: PartStage::Waiting,
            funds,
            funds_at: Some(then),
            answers_at: Some(portland(11, 29, 9)),
            ..part(promise)
        };
        assert_eq!(silences(&waiting), [does, None], "{promise:?} {funds:?}");
    }
    let follows = Part { stage: PartStage::Waiting, funds: Funds::AfterPart, ..part(Promise::Milestone) };
    assert_eq!(silences(&follows), [None, None], "it waits for the part before");
}

#[test]
fn what_silence_does_to_what_was_said() {
    let then = portland(11, 29, 9);
    for (stage, silence) in [
        (PartStage::Recorded, Some(Silence::CloseRecorded)),
        (PartStage::Reported, Some(Silence::CloseReported)),
        (PartStage::Overdue, Some(Silence::Collect)),
        (PartStage::Disputed, Some(Silence::Settle)),
        (PartStage::Closed, None),
        (PartStage::Void, None),
    ] {
        let said = Part { stage, answers_at: Some(then), ..part(Promise::Work) };
        assert_eq!(silences(&said), [silence.map(|silence| (then, silence)), None], "{stage:?}");
    }
}

/// Work that ends at nine and is to be recorded by noon of the next day, numbered.
fn numbered(number: i64) -> Part {
    Part { number, ..part(Promise::Work) }
}

#[test]
fn the_next_thing_is_the_earliest_and_a_nudge_that_is_over_is_over() {
    let (end, by) = (portland(11, 27, 21), portland(11, 28, 12));
    let one = numbered(1);
    assert_eq!(next([&one], portland(11, 27, 20)), Some(end));
    assert_eq!(next([&one], end), Some(by), "at the end the nudge is done");
    assert_eq!(next([&one], portland(12, 24, 9)), Some(by), "what is overdue is still to be done");
    let later = Part { ends_at: portland(11, 28, 9), ..numbered(2) };
    assert_eq!(next([&later, &one], portland(11, 27, 20)), Some(end));
    assert_eq!(next([&later, &one], end), Some(portland(11, 28, 9)));
    let closed = Part { stage: PartStage::Closed, ..numbered(1) };
    assert_eq!(next([&closed], end), None);
}

fn deadline(at: Timestamp, number: i64) -> Deadline {
    Deadline { at, number }
}

#[test]
fn what_is_due_comes_in_the_order_of_time_then_of_parts_and_a_nudge_comes_once() {
    let (end, by) = (portland(11, 27, 21), portland(11, 28, 12));
    let parts = [numbered(2), numbered(1)];
    let before = deadline(Timestamp(end.0 - 1), i64::MAX);
    assert_eq!(due(&parts, Timestamp(end.0 - 1), before), None, "nothing before its time");
    assert_eq!(due(&parts, end, before), Some((deadline(end, 1), Silence::Nudge)));
    assert_eq!(due(&parts, end, deadline(end, 1)), Some((deadline(end, 2), Silence::Nudge)));
    assert_eq!(due(&parts, end, deadline(end, 2)), None);
    let all = Silence::CloseUnrecorded(Unrecorded::All);
    assert_eq!(due(&parts, by, deadline(end, 2)), Some((deadline(by, 1), all)));
    assert_eq!(due(&parts, by, before), Some((deadline(end, 1), Silence::Nudge)), "the earliest first");
}
