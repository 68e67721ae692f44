//! Calls for proposals: opened, asked about, proposed on, scored, decided.

use crate::hand::{Call, Hand};
use kernel::{Amount, BasisPoints, Date, Day};
use market::directory::Family;
use market::mechanisms::proposals::{
    AdvanceProposalCall, AnswerOfProposals, AskOfProposals, AwardProposal, CallOffProposalCall,
    CriterionAsked, CriterionScored, DismissScorer, EndProposals, InviteScorer, MilestoneProposed,
    OpenProposalCall, Proposal, ProposalCall, ProposalCallStage, ProposalCriterion, ProposalQuestion,
    ProposalScore, ProposalScorer, ProposalStage, ReasonText, ScoreProposal, SetProposal, WithdrawProposal,
};
use market::users::assets::Offering;

fn reason() -> Option<ReasonText> {
    "It keeps the view".parse().ok()
}

fn day(hand: &mut Hand<'_>, least: i64, most: i64) -> Date {
    let days = hand.between(least, most);
    hand.now.plus_hours(days.saturating_mul(24)).day().date()
}

/// Two scores at least for a public buyer, and somebody who can propose.
pub(super) fn open(hand: &mut Hand<'_>) -> Option<Call> {
    let like = hand.offering(&[Family::Work])?;
    let buyer = hand.other(like.seller).filter(|user| user.locality() == like.locality)?;
    let price_bp = hand.between(20, 60).saturating_mul(100);
    let first = hand.between(10, 30).saturating_mul(100);
    let rest = 10_000_i64.saturating_sub(price_bp).saturating_sub(first);
    let weights = [("How it fits", first), ("How it is made", rest)];
    let mut criteria = Vec::new();
    for (title, weight) in weights {
        criteria.push(CriterionAsked { title: title.parse().ok()?, weight_bp: BasisPoints(weight) });
    }
    let has_budget = hand.between(0, 1) == 0;
    let open = OpenProposalCall {
        buyer,
        sector: like.sector,
        post_code: hand.post_code()?,
        street: hand.maybe(90, |_| "12 SE Ash Street".parse().ok()),
        title: "A room in the garden".parse().ok()?,
        why: "To sit in it".parse().ok()?,
        must_haves: None,
        budget_min: has_budget.then_some(Amount(1_000)),
        budget_max: has_budget.then_some(Amount(20_000)),
        from_on: day(hand, 18, 24),
        until_on: day(hand, 24, 60),
        criteria,
        price_bp: BasisPoints(price_bp),
        is_public: hand.between(0, 2) == 0,
        minutes: hand.between(1_430, 2 * 1_440),
    };
    Some(Call::by(buyer, open))
}

/// A call at a stage: there are few, so that all are looked through.
fn call(hand: &mut Hand<'_>, stage: ProposalCallStage) -> Option<ProposalCall> {
    let calls = hand.memory.all::<ProposalCall>().filter_map(Result::ok);
    let calls: Vec<ProposalCall> = calls.filter(|call| call.stage == stage).collect();
    hand.one(&calls)
}

fn proposals(hand: &Hand<'_>, call: &ProposalCall) -> Vec<Proposal> {
    let all = hand.memory.all::<Proposal>().filter_map(Result::ok);
    all.filter(|one| one.call == call.id && one.stage == ProposalStage::Open).collect()
}

fn scorers(hand: &Hand<'_>, call: &ProposalCall) -> Vec<ProposalScorer> {
    hand.memory.all::<ProposalScorer>().filter_map(Result::ok).filter(|one| one.call == call.id).collect()
}

pub(super) fn call_off(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Open)?;
    Some(Call::by(call.buyer, CallOffProposalCall { brief: call.id }))
}

pub(super) fn invite(hand: &mut Hand<'_>) -> Option<Call> {
    let is_open = hand.between(0, 2) == 0;
    let stage = if is_open { ProposalCallStage::Open } else { ProposalCallStage::Scoring };
    let call = call(hand, stage)?;
    let scorer = hand.other(call.buyer).filter(|user| user.locality() == call.locality)?;
    Some(Call::by(call.buyer, InviteScorer { brief: call.id, scorer }))
}

pub(super) fn dismiss(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Scoring)?;
    let scorer = hand.one(&scorers(hand, &call))?.scorer;
    let by = if hand.between(0, 1) == 0 { call.buyer } else { scorer };
    Some(Call::by(by, DismissScorer { brief: call.id, scorer }))
}

pub(super) fn ask(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Open)?;
    let asker = hand.other(call.buyer).filter(|user| user.locality() == call.locality)?;
    Some(Call::by(asker, AskOfProposals { asker, brief: call.id, question: reason()? }))
}

pub(super) fn answer(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Open)?;
    let asked = hand.memory.all::<ProposalQuestion>().filter_map(Result::ok);
    let asked: Vec<_> = asked.filter(|one| one.call == call.id && one.answer.is_none()).collect();
    let question = hand.one(&asked)?.number;
    Some(Call::by(call.buyer, AnswerOfProposals { brief: call.id, question, answer: reason()? }))
}

pub(super) fn propose(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Open)?;
    let all = hand.memory.all::<Offering>().filter_map(Result::ok);
    let fits = |other: &Offering| {
        other.locality == call.locality && other.sector == call.sector && other.seller != call.buyer
    };
    let fitting: Vec<Offering> = all.filter(fits).collect();
    let offering = match hand.one(&fitting) {
        Some(offering) => offering,
        None => hand.offering(&[Family::Work])?,
    };
    let count = hand.between(1, 3);
    let each = 10_000_i64.checked_div(count)?;
    let days = call.until_day.0.saturating_sub(call.from_day.0);
    let (mut milestones, mut from) = (Vec::new(), call.from_day);
    for number in 1..=count {
        let is_last = number == count;
        let share = if is_last { 10_000_i64.saturating_sub(each.saturating_mul(count - 1)) } else { each };
        let until = Day(from.0.saturating_add(days.checked_div(count)?));
        let (from_on, until_on) = (from.date(), until.date());
        milestones.push(MilestoneProposed {
            title: "A stage".parse().ok()?,
            share_bp: BasisPoints(share),
            from_on,
            until_on,
        });
        from = until;
    }
    let propose = SetProposal {
        seller: offering.seller,
        brief: call.id,
        offering: offering.id,
        approach: "In oak".parse().ok()?,
        experience: "Four of them".parse().ok()?,
        team: None,
        milestones,
        price: Amount(hand.between(300, 12_000)),
    };
    Some(Call::by(offering.seller, propose))
}

pub(super) fn withdraw(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Open)?;
    let seller = hand.one(&proposals(hand, &call))?.seller;
    Some(Call::by(seller, WithdrawProposal { seller, brief: call.id }))
}

/// Mostly one that is missing still.
pub(super) fn score(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Scoring)?;
    let (proposals, scorers) = (proposals(hand, &call), scorers(hand, &call));
    let scores: Vec<ProposalScore> = hand.memory.all().filter_map(Result::ok).collect();
    let is_in = |scorer: &ProposalScorer, one: &Proposal| {
        let key = (one.call, one.seller, scorer.scorer);
        scores.iter().any(|score| (score.call, score.seller, score.scorer) == key)
    };
    let pairs = scorers.iter().flat_map(|scorer| proposals.iter().map(move |one| (scorer, one)));
    let missing: Vec<_> = pairs.filter(|(scorer, one)| !is_in(scorer, one)).collect();
    let (scorer, proposal) = match hand.one(&missing) {
        Some((scorer, proposal)) => (scorer.scorer, proposal.seller),
        None => (hand.one(&scorers)?.scorer, hand.one(&proposals)?.seller),
    };
    let criteria = hand.memory.all::<ProposalCriterion>().filter_map(Result::ok);
    let criteria: Vec<_> = criteria.filter(|one| one.call == call.id).collect();
    let mut scored = Vec::new();
    for one in criteria {
        let score = hand.between(0, 5);
        scored.push(CriterionScored { criterion: one.number, score, reason: reason()? });
    }
    let score = ScoreProposal { scorer, brief: call.id, seller: proposal, scores: scored };
    Some(Call::by(scorer, score))
}

pub(super) fn award(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, ProposalCallStage::Deciding)?;
    let seller = hand.one(&proposals(hand, &call))?.seller;
    let reason = hand.maybe(70, |_| reason());
    let expected_pay = hand.maybe(4, |hand| Some(Amount(hand.between(1, 9_000))));
    Some(Call::by(call.buyer, AwardProposal { brief: call.id, seller, reason, expected_pay }))
}

/// Of a call that is scored, decided, or stands still.
pub(super) fn end(hand: &mut Hand<'_>) -> Option<Call> {
    let stages = [ProposalCallStage::Scoring, ProposalCallStage::Deciding, ProposalCallStage::Standstill];
    let stage = hand.one(&stages)?;
    let call = call(hand, stage)?;
    Some(Call::by(call.buyer, EndProposals { brief: call.id, reason: reason()? }))
}

/// As somebody would who is not the market, or the market too early.
pub(super) fn advance(hand: &mut Hand<'_>) -> Option<Call> {
    let call = hand.record::<ProposalCall>()?;
    let advance = AdvanceProposalCall { brief: call.id };
    Some(if hand.between(0, 1) == 0 { Call::by(call.buyer, advance) } else { Call::by_market(advance) })
}
