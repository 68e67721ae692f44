//! Steps in a trade: each where somebody may take it now; and now and then anywhere, by anybody.

use crate::hand::{Call, Hand};
use kernel::{Amount, Id};
use market::support::amendment::{CallOff, share_due};
use market::support::completion::{
    AcceptOffer, AcceptReport, AddEvidence, AddPhoto, Confirm, Handover, MakeOffer, Object, PartOffer,
    RecordDue, Report, ReportReason, ReturnedItem, RunLate, SendBack, StartWork, StopWork,
};
use market::support::escrow::{Agree, ExtendHold, LetGo};
use market::support::messages::WriteMessage;
use market::trade::actions::{self, Step};
use market::trade::full::FullTrade;
use market::trade::part::{Part, RecordedAs, Unit};
use market::trade::procedure::EvidenceKind;
use market::trade::{Side, Trade};
use market::users::User;
use market::users::photos::Photo;

/// Where a step is taken, and by whom.
struct At {
    full: FullTrade,
    by: Id<User>,
    side: Side,
    part: Part,
}

impl At {
    fn trade(&self) -> Id<Trade> {
        self.full.id()
    }

    /// The trade and the number of the part.
    fn place(&self) -> (Id<Trade>, i64) {
        (self.full.id(), self.part.number)
    }

    fn call(&self, command: impl kernel::Command) -> Call {
        Call::by(self.by, command)
    }
}

fn at(hand: &mut Hand<'_>, step: Step) -> Option<At> {
    let (trades, now) = (hand.live_trades(), hand.now);
    let may = |full: &FullTrade, part: &Part, side: Side| {
        if step.is_of_trade() {
            actions::of_trade(full, Some(side), step, now).is_ok()
        } else {
            actions::of_part(full, part, Some(side), step, now).is_ok()
        }
    };
    let sides = [Side::Buyer, Side::Seller];
    let everywhere = trades.iter().flat_map(|full| full.parts().iter().map(move |part| (full, part)));
    let everybody = everywhere.flat_map(|(full, part)| sides.map(|side| (full, part, side)));
    let everybody: Vec<_> = everybody.collect();
    let open: Vec<_> =
        everybody.iter().filter(|(full, part, side)| may(full, part, *side)).copied().collect();
    // Now and then somebody takes a step that is not theirs to take.
    let any = hand.maybe(4, |hand| hand.one(&everybody));
    let (full, part, side) = any.or_else(|| hand.one(&open))?;
    Some(At { by: full.trade.user(side), full: full.clone(), side, part: part.clone() })
}

pub(super) fn agree(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Agree)?;
    Some(at.call(Agree { trade: at.trade(), expected_pay: at.full.trade.buyer_pays }))
}

pub(super) fn extend(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Extend)?;
    Some(at.call(ExtendHold { trade: at.trade() }))
}

pub(super) fn let_go(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::LetGo)?;
    Some(at.call(LetGo { trade: at.trade() }))
}

pub(super) fn call_off(hand: &mut Hand<'_>) -> Option<Call> {
    if hand.draw.percent(60)
        && let Some(broken) = super::bundles::break_one(hand)
    {
        return Some(broken);
    }
    let at = at(hand, Step::CallOff)?;
    let (trade, part) = at.place();
    let share = share_due(&at.full.trade, at.side, hand.now);
    let expected_bp = (!share.is_nothing()).then_some(at.full.trade.late_share_bp.0);
    Some(at.call(CallOff { trade, part, expected_bp }))
}

/// The digest of the code that the payer shows, mostly.
fn code(hand: &mut Hand<'_>, trade: Id<Trade>) -> String {
    let handover = hand.memory.find::<Handover>((trade.locality(), trade));
    match handover.filter(|_| hand.draw.percent(90)) {
        Some(handover) => Handover::digest(trade, &handover.code),
        None => hand.digest(),
    }
}

pub(super) fn start(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Start)?;
    let (trade, part) = at.place();
    Some(at.call(StartWork { trade, part, code_digest: code(hand, trade) }))
}

pub(super) fn stop(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Stop)?;
    let (trade, part) = at.place();
    Some(at.call(StopWork { trade, part, code_digest: code(hand, trade) }))
}

pub(super) fn run_late(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::RunLate)?;
    let (trade, part) = at.place();
    Some(at.call(RunLate { trade, part, minutes: hand.between(1, 130) }))
}

pub(super) fn record(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Record)?;
    let (trade, part) = at.place();
    let all = if hand.draw.percent(50) { at.part.quantity } else { hand.between(0, at.part.quantity) };
    let due = match at.part.unit {
        Unit::Minutes => all / 15 * 15,
        Unit::Pieces => {
            if all * 2 > at.part.quantity {
                at.part.quantity
            } else {
                0
            }
        }
        Unit::Minor | Unit::Stages | Unit::Plays => all,
    };
    let reason = if hand.draw.percent(90) { RecordedAs::Performed } else { RecordedAs::NotTaken };
    let code_digest = hand.maybe(40, |hand| Some(code(hand, trade)));
    Some(at.call(RecordDue { trade, part, due, reason, seen: at.part.stage, code_digest }))
}

pub(super) fn confirm(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Confirm)?;
    let (trade, part) = at.place();
    let due = at.part.due.unwrap_or(at.part.quantity);
    Some(at.call(Confirm { trade, part, due, reason: at.part.recorded_as }))
}

pub(super) fn object(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Object)?;
    let (trade, part) = at.place();
    let recorded = at.part.due.unwrap_or_default();
    let due = hand.between(0, (recorded - 1).max(0));
    Some(at.call(Object { trade, part, due, recorded, reason: at.part.recorded_as }))
}

pub(super) fn send_back(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::SendBack)?;
    let (trade, part) = at.place();
    let (until, recorded) = (hand.now.plus_hours(hand.draw.between(1, 200)), at.part.due.unwrap_or_default());
    Some(at.call(SendBack { trade, part, until, recorded, reason: at.part.recorded_as }))
}

pub(super) fn report(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Report)?;
    let (trade, part) = at.place();
    let reason = hand.one(ReportReason::ALL)?;
    let items: Vec<ReturnedItem> = at
        .full
        .lines_of(part)
        .filter_map(|line| Some(ReturnedItem { position: line.position, count: line.count? }))
        .filter(|_| hand.draw.percent(70))
        .collect();
    let items =
        items.into_iter().map(|item| ReturnedItem { count: hand.between(1, item.count.max(1)), ..item });
    let items = if reason == ReportReason::Return { items.collect() } else { Vec::new() };
    Some(at.call(Report { trade, part, reason, seen: at.part.stage, items }))
}

pub(super) fn accept_report(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::AcceptReport)?;
    let (trade, part) = at.place();
    let is_restocked = hand.draw.percent(50);
    Some(at.call(AcceptReport { trade, part, is_restocked, reported: at.part.quantity }))
}

pub(super) fn add_evidence(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::AddEvidence)?;
    let (trade, part) = at.place();
    let kind = hand.one(EvidenceKind::ALL)?;
    let photo = if kind == EvidenceKind::Photo { hand.record::<Photo>() } else { None };
    let by = photo.as_ref().map_or(at.by, |photo| photo.by);
    let photo = photo.filter(|_| by == at.by).map(|photo| photo.digest);
    let code_digest = if kind == EvidenceKind::Code { Some(code(hand, trade)) } else { None };
    let words = if kind == EvidenceKind::Photo { None } else { "1Z 999 AA1".parse().ok() };
    Some(at.call(AddEvidence { trade, part, kind, code_digest, photo, words }))
}

pub(super) fn add_photo(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::AddEvidence)?;
    let (trade, part) = at.place();
    let bytes = super::assets::picture(hand);
    Some(at.call(AddPhoto { trade, part, bytes }))
}

pub(super) fn make_offer(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Offer)?;
    let (trade, part) = at.place();
    let most = at.full.price_of(&at.part).payer_pays().ok()?;
    Some(at.call(MakeOffer { trade, part, pays: Amount(hand.between(0, most.0.max(0))) }))
}

pub(super) fn accept_offer(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Offer)?;
    let (trade, part) = at.place();
    let offers = hand.memory.list::<PartOffer>((trade.locality(), trade, part));
    let PartOffer { id: offer, pays, side, .. } = offers.last()?.clone();
    let by = at.full.trade.user(side.other());
    Some(Call::by(by, AcceptOffer { trade, part, offer, pays }))
}

pub(super) fn write(hand: &mut Hand<'_>) -> Option<Call> {
    let at = at(hand, Step::Write)?;
    Some(at.call(WriteMessage { trade: at.trade(), words: "The back door is open.".parse().ok()? }))
}
