use super::*;
use crate::tests::awards::{planned, price};
use crate::tests::{Market, evening, portland};
use crate::trade::Trade;
use crate::trade::procedure::Promise;

/// A trade of the café with Ana that is agreed, of one part of any promise, from five to nine.
fn agreed(promise: Promise) -> FullTrade {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let planned = planned(promise, evening(11, 27), price(Vec::new()));
    let part = Part {
        promise,
        payer: promise.procedure().payer,
        quantity: planned.quantity,
        unit: planned.unit,
        ..market.part(trade, 1)
    };
    FullTrade::new(market.trade(trade), vec![part], Vec::new())
}

/// The same with its part at a stage.
fn at(full: &FullTrade, stage: PartStage, funds: Funds) -> FullTrade {
    let parts = full.parts().iter().map(|part| Part { stage, funds, ..part.clone() }).collect();
    FullTrade::new(full.trade.clone(), parts, Vec::new())
}

/// What payer and payee may do at an hour of 27 November, in the order of the steps.
fn may(full: &FullTrade, hour: i64) -> [String; 2] {
    let part = &full.parts()[0];
    [part.payer, part.payee()].map(|side| {
        let of_parts = actions(full, side, portland(11, 27, hour)).into_iter();
        let of_parts = of_parts.filter(|action| action.step != Step::Write);
        let words = of_parts.map(|action| {
            assert_eq!(action.part, (!action.step.is_of_trade()).then_some(1));
            action.step.word()
        });
        words.collect::<Vec<_>>().join(" ")
    })
}

const BEFORE: i64 = 16;
const START: i64 = 17;
const DURING: i64 = 18;
const END: i64 = 21;

#[test]
fn what_is_open_is_performed_confirmed_reported_or_called_off() {
    use Promise::{
        Advance, Amends, Bond, Cover, Goods, Grant, Licence, Milestone, Premium, Repayment, Use, Work,
    };
    let both = "add_evidence";
    for (promise, hour, payer, payee) in [
        (Work, BEFORE, "add_evidence call_off run_late", "add_evidence call_off run_late"),
        (Work, START, "report add_evidence run_late", "start record add_evidence run_late"),
        (Work, DURING, "report add_evidence run_late", "start record add_evidence run_late"),
        (Work, END, "confirm report add_evidence", "record add_evidence"),
        (Use, BEFORE, "add_evidence call_off run_late", "add_evidence call_off run_late"),
        (Use, START, "report add_evidence run_late", "record add_evidence run_late"),
        (Use, END, "confirm report add_evidence", "record add_evidence"),
        (Bond, BEFORE, both, both),
        (Bond, START, both, "record add_evidence"),
        (Bond, END, both, "record add_evidence"),
        (Goods, BEFORE, "confirm report add_evidence call_off", "record add_evidence call_off"),
        (Goods, END, "confirm report add_evidence call_off", "record add_evidence call_off"),
        (Milestone, BEFORE, "confirm report add_evidence call_off", "record add_evidence call_off"),
        (Milestone, END, "confirm report add_evidence call_off", "record add_evidence call_off"),
        (Cover, BEFORE, both, "record add_evidence"),
        (Cover, END, both, "record add_evidence"),
        (Licence, END, both, both),
        (Advance, END, both, both),
        (Repayment, END, both, both),
        (Premium, END, both, both),
        (Grant, END, both, both),
        (Amends, END, both, both),
    ] {
        let full = at(&agreed(promise), PartStage::Open, Funds::AtOnce);
        assert_eq!(may(&full, hour), [payer, payee], "{promise:?} at {hour}");
    }
}

#[test]
fn what_was_begun_at_the_door_is_ended_there_and_nobody_is_late_for_it_any_more() {
    let full = at(&agreed(Promise::Work), PartStage::Open, Funds::AtOnce);
    let begun = |stage: PartStage, stopped_at: Option<Timestamp>| {
        let started_at = Some(portland(11, 27, START));
        let part = Part { stage, started_at, stopped_at, ..full.parts()[0].clone() };
        FullTrade::new(full.trade.clone(), vec![part], Vec::new())
    };
    let (open, recorded) = (begun(PartStage::Open, None), begun(PartStage::Recorded, None));
    assert_eq!(may(&open, DURING), ["report add_evidence", "stop record add_evidence"]);
    assert_eq!(may(&open, END), ["confirm report add_evidence", "stop record add_evidence"]);
    assert_eq!(may(&recorded, DURING), ["report add_evidence", "stop record add_evidence"]);
    let over = begun(PartStage::Recorded, Some(portland(11, 27, DURING)));
    assert_eq!(may(&over, DURING), ["report add_evidence", "record add_evidence"]);
}

#[test]
fn the_two_sides_of_a_trade_that_is_agreed_and_not_over_write_to_each_other() {
    let full = agreed(Promise::Work);
    for stage in Stage::ALL.iter().copied() {
        let full = FullTrade::new(Trade { stage, ..full.trade.clone() }, full.parts().to_vec(), Vec::new());
        for side in [Side::Buyer, Side::Seller] {
            let may = of_trade(&full, Some(side), Step::Write, portland(11, 27, END)).is_ok();
            assert_eq!(may, stage == Stage::Booked, "{stage:?}");
        }
        let stranger = of_trade(&full, None, Step::Write, portland(11, 27, END));
        assert_eq!(stranger, Err(TradeRefusal::NotASide));
    }
}

#[test]
fn what_is_recorded_is_answered_and_corrected() {
    for (promise, payer, payee) in [
        (Promise::Work, "confirm object report add_evidence", "record add_evidence"),
        (Promise::Use, "confirm object report add_evidence", "record add_evidence"),
        (Promise::Bond, "confirm object add_evidence", "record add_evidence"),
        (Promise::Goods, "confirm object report add_evidence", "record add_evidence"),
        (Promise::Milestone, "confirm object send_back report add_evidence", "record add_evidence"),
        (Promise::Cover, "confirm object add_evidence", "record add_evidence"),
        (Promise::Licence, "confirm object add_evidence", "add_evidence"),
        (Promise::Repayment, "confirm object add_evidence", "add_evidence"),
    ] {
        let full = at(&agreed(promise), PartStage::Recorded, Funds::AtOnce);
        assert_eq!(may(&full, END), [payer, payee], "{promise:?}");
    }
}

#[test]
fn a_stage_of_a_work_is_sent_back_three_times() {
    for (tries, is_sent_back) in [(0, true), (2, true), (3, false), (4, false)] {
        let full = at(&agreed(Promise::Milestone), PartStage::Recorded, Funds::AtOnce);
        let parts = full.parts().iter().map(|part| Part { tries, ..part.clone() }).collect();
        let full = FullTrade::new(full.trade.clone(), parts, Vec::new());
        assert_eq!(may(&full, END)[0].contains("send_back"), is_sent_back, "{tries}");
    }
}

#[test]
fn a_report_is_accepted_or_answered_and_a_dispute_is_settled_by_offers() {
    let work = agreed(Promise::Work);
    let reported = at(&work, PartStage::Reported, Funds::AtOnce);
    assert_eq!(may(&reported, END), ["add_evidence", "record accept_report add_evidence"]);
    let disputed = at(&work, PartStage::Disputed, Funds::AtOnce);
    assert_eq!(may(&disputed, END), ["offer add_evidence"; 2]);
    for stage in [PartStage::Overdue, PartStage::Closed, PartStage::Void] {
        assert_eq!(may(&at(&work, stage, Funds::AtOnce), END), [""; 2], "{stage:?}");
    }
}

#[test]
fn what_waits_for_its_money_is_called_off_and_what_is_paid_when_due_is_claimed() {
    for (promise, funds, hour, payer, payee) in [
        (Promise::Work, Funds::OnDay, BEFORE, "call_off", "call_off"),
        (Promise::Work, Funds::OnDay, START, "", ""),
        (Promise::Milestone, Funds::AfterPart, BEFORE, "call_off", "call_off"),
        (Promise::Milestone, Funds::AfterPart, END, "call_off", "call_off"),
        (Promise::Cover, Funds::WhenDue, BEFORE, "add_evidence", "record add_evidence"),
        (Promise::Bond, Funds::WhenDue, BEFORE, "add_evidence", "add_evidence"),
        (Promise::Bond, Funds::WhenDue, START, "add_evidence", "record add_evidence"),
        (Promise::Repayment, Funds::WhenDue, END, "add_evidence", "add_evidence"),
        (Promise::Work, Funds::WhenDue, END, "add_evidence", "record add_evidence"),
    ] {
        let full = at(&agreed(promise), PartStage::Waiting, funds);
        assert_eq!(may(&full, hour), [payer, payee], "{promise:?} {funds:?} at {hour}");
    }
}

#[test]
fn nothing_is_done_to_a_part_of_a_trade_that_is_not_agreed() {
    for stage in [Stage::Held, Stage::Lapsed, Stage::Ended] {
        let mut full = agreed(Promise::Work);
        full.trade.stage = stage;
        full.trade.awaits = Awaits::Nobody;
        assert_eq!(may(&full, END), [""; 2], "{stage:?}");
        let part = full.parts()[0].clone();
        let not_now = of_part(&full, &part, Some(Side::Buyer), Step::Confirm, portland(11, 27, END));
        assert_eq!(not_now, Err(TradeRefusal::NotNow { stage: stage.word() }));
    }
}

#[test]
fn a_step_is_refused_by_who_then_by_kind_then_by_time() {
    let refused = |promise, side, step, hour| {
        let full = agreed(promise);
        of_part(&full, &full.parts()[0], side, step, portland(11, 27, hour)).unwrap_err()
    };
    let (buyer, seller) = (Some(Side::Buyer), Some(Side::Seller));
    let (starts, ends) = (portland(11, 27, START), portland(11, 27, END));
    for (promise, side, step, hour, refusal) in [
        (Promise::Work, None, Step::Confirm, END, TradeRefusal::NotASide),
        (Promise::Work, seller, Step::Confirm, BEFORE, TradeRefusal::NotTheBuyer),
        (Promise::Work, buyer, Step::Record, BEFORE, TradeRefusal::NotTheSeller),
        (Promise::Cover, buyer, Step::Confirm, END, TradeRefusal::NotTheSeller),
        (Promise::Cover, seller, Step::Record, END, TradeRefusal::NotTheBuyer),
        (Promise::Licence, seller, Step::Record, END, TradeRefusal::NotOfThisKind),
        (Promise::Work, buyer, Step::SendBack, END, TradeRefusal::NotOfThisKind),
        (Promise::Bond, buyer, Step::Report, END, TradeRefusal::NotOfThisKind),
        (Promise::Bond, buyer, Step::CallOff, BEFORE, TradeRefusal::NotOfThisKind),
        (Promise::Work, seller, Step::Record, BEFORE, TradeRefusal::NotBegun { starts }),
        (Promise::Work, buyer, Step::Report, BEFORE, TradeRefusal::NotBegun { starts }),
        (Promise::Work, buyer, Step::Confirm, DURING, TradeRefusal::NotOver { ends }),
        (Promise::Work, buyer, Step::CallOff, START, TradeRefusal::Begun),
        (Promise::Work, buyer, Step::Object, END, TradeRefusal::NotNow { stage: "open" }),
        (Promise::Work, buyer, Step::Agree, END, TradeRefusal::NotNow { stage: "open" }),
    ] {
        assert_eq!(refused(promise, side, step, hour), refusal, "{promise:?} {step:?}");
    }
}

#[test]
fn a_hold_is_agreed_extended_and_let_go_by_the_side_it_waits_for() {
    let mut full = agreed(Promise::Work);
    (full.trade.stage, full.trade.extensions_left) = (Stage::Held, 1);
    (full.trade.held_until, full.trade.agree_by) = (portland(11, 27, 16), Some(portland(11, 27, 16)));
    for (awaits, buyer, seller) in [
        (Awaits::Buyer, "agree extend let_go", ""),
        (Awaits::Seller, "", "agree extend let_go"),
        (Awaits::Nobody, "", ""),
    ] {
        full.trade.awaits = awaits;
        assert_eq!(may(&full, 15), [buyer, seller], "{awaits:?}");
    }
    let refused =
        |full: &FullTrade, side, step, hour| of_trade(full, side, step, portland(11, 27, hour)).unwrap_err();
    for side in [None, Some(Side::Buyer), Some(Side::Seller)] {
        assert_eq!(refused(&full, side, Step::Agree, 15), TradeRefusal::NotASide, "it waits for nobody");
    }
    full.trade.awaits = Awaits::Seller;
    assert_eq!(refused(&full, Some(Side::Buyer), Step::Agree, 15), TradeRefusal::NotTheSeller);
    assert_eq!(refused(&full, None, Step::LetGo, 15), TradeRefusal::NotTheSeller);
    full.trade.awaits = Awaits::Buyer;
    assert_eq!(refused(&full, Some(Side::Seller), Step::Agree, 15), TradeRefusal::NotTheBuyer);
}

#[test]
fn a_hold_that_is_over_is_let_go_and_nothing_else() {
    let mut full = agreed(Promise::Work);
    (full.trade.stage, full.trade.extensions_left) = (Stage::Held, 1);
    full.trade.held_until = portland(11, 27, 16);
    assert_eq!(may(&full, 16)[0], "let_go", "at the end it is over");
    let buyer = Some(Side::Buyer);
    assert_eq!(of_trade(&full, buyer, Step::Agree, portland(11, 27, 16)), Err(TradeRefusal::HoldEnded));
    full.trade.agree_by = Some(portland(11, 27, 15));
    let ends = full.trade.held_until;
    let extended = of_trade(&full, buyer, Step::Extend, portland(11, 27, 15));
    assert_eq!(extended, Err(TradeRefusal::NoMoreTime { ends }), "it could not be agreed to any later");
    full.trade.extensions_left = 0;
    let extended = of_trade(&full, buyer, Step::Extend, portland(11, 27, 15));
    assert_eq!(extended, Err(TradeRefusal::NoMoreExtensions));
    assert_eq!(may(&full, 15)[0], "agree let_go");
    // Held beyond the start, as no mechanism does: what has begun is not agreed to, goods are.
    full.trade.held_until = portland(11, 27, 20);
    assert_eq!(of_trade(&full, buyer, Step::Agree, portland(11, 27, START)), Err(TradeRefusal::Begun));
    let mut goods = agreed(Promise::Goods);
    (goods.trade.stage, goods.trade.held_until) = (Stage::Held, portland(11, 27, 20));
    assert_eq!(of_trade(&goods, buyer, Step::Agree, portland(11, 27, START)), Ok(()));
    for stage in [Stage::Booked, Stage::Ended, Stage::Lapsed] {
        full.trade.stage = stage;
        let again = of_trade(&full, buyer, Step::LetGo, portland(11, 27, 15));
        assert_eq!(again, Err(TradeRefusal::NotNow { stage: stage.word() }));
    }
}
