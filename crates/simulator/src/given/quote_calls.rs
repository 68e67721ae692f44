//! Calls for quotes: opened, quoted on, asked about, decided.

use super::holds::hours;
use crate::hand::{Call, Hand};
use kernel::{Amount, Date};
use market::directory::Family;
use market::mechanisms::quotes::{
    AdvanceQuoteCall, AnswerOfCall, AskOfCall, AwardQuotes, CallOffQuoteCall, ChoiceReason, EndWithoutAward,
    LineAsked, LineQuoted, NoAwardReason, OpenQuoteCall, Quote, QuoteCall, QuoteCallLine, QuoteCallStage,
    QuoteQuestion, QuoteStage, SetQuote, WithdrawQuote,
};
use market::users::assets::{HandingOver, Offering};

fn day(hand: &mut Hand<'_>, least: i64, most: i64) -> Date {
    let days = hand.between(least, most);
    hand.now.plus_hours(days.saturating_mul(24)).day().date()
}

pub(super) fn open(hand: &mut Hand<'_>) -> Option<Call> {
    // Of what somebody offers, so that somebody can quote.
    let like = hand.offering(&[Family::Work, Family::Goods])?;
    let buyer = hand.other(like.seller).filter(|user| user.locality() == like.locality)?;
    let is_goods = like.resource.is_none();
    let mut lines = Vec::new();
    for _ in 0..hand.between(1, 3) {
        let quantity = hand.between(1, 3);
        lines.push(LineAsked { text: "Some of it".parse().ok()?, quantity, unit: "pieces".parse().ok()? });
    }
    let (from_on, until_on) = (day(hand, 0, 3), day(hand, 3, 9));
    let way = hand.one(HandingOver::ALL).filter(|_| is_goods);
    let open = OpenQuoteCall {
        buyer,
        sector: like.sector,
        post_code: hand.post_code()?,
        street: hand.maybe(90, |_| "12 SE Ash Street".parse().ok()),
        from_on,
        until_on,
        lines,
        handing_over: way,
        description: None,
        minutes: hand.between(110, 2 * 1_440),
    };
    Some(Call::by(buyer, open))
}

fn call(hand: &mut Hand<'_>, stage: QuoteCallStage) -> Option<QuoteCall> {
    hand.record_that::<QuoteCall>(|call| call.stage == stage)
}

pub(super) fn quote(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, QuoteCallStage::Open)?;
    let all: Vec<Offering> = hand.memory.all::<Offering>().filter_map(Result::ok).collect();
    let fits = |other: &Offering| {
        other.locality == call.locality && other.sector == call.sector && other.seller != call.buyer
    };
    let fitting: Vec<_> = all.into_iter().filter(fits).collect();
    let offering = match hand.one(&fitting) {
        Some(offering) => offering,
        None => hand.offering(&[Family::Work, Family::Goods])?,
    };
    let asked: Vec<QuoteCallLine> = hand.memory.all::<QuoteCallLine>().filter_map(Result::ok).collect();
    let mut lines = Vec::new();
    for line in asked.into_iter().filter(|line| line.call == call.id) {
        let quantity = hand.maybe(15, |hand| Some(hand.between(0, line.quantity))).unwrap_or(line.quantity);
        let dearest = if call.handing_over.is_some() { 2_000 } else { 11_000 };
        let price = Amount(hand.between(dearest / 4, dearest));
        if hand.between(0, 9) > 0 {
            lines.push(LineQuoted { number: line.number, quantity, price });
        }
    }
    let is_goods = call.handing_over.is_some();
    let first = call.from_day.date();
    let span = if is_goods { None } else { hours(hand, (4, 32)) };
    let quote = SetQuote {
        seller: offering.seller,
        call: call.id,
        offering: offering.id,
        lines,
        delivery: (call.handing_over == Some(HandingOver::Delivery)).then(|| Amount(hand.between(1, 900))),
        ready_on: is_goods.then_some(first),
        span,
        binds_days: hand.between(7, 20),
    };
    Some(Call::by(offering.seller, quote))
}

pub(super) fn withdraw(hand: &mut Hand<'_>) -> Option<Call> {
    let quote = hand.record_that::<Quote>(|quote| quote.stage == QuoteStage::Open)?;
    Some(Call::by(quote.seller, WithdrawQuote { seller: quote.seller, call: quote.call }))
}

pub(super) fn ask(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, QuoteCallStage::Open)?;
    let asker = hand.other(call.buyer).filter(|user| user.locality() == call.locality)?;
    let question = "Is there a dock?".parse().ok()?;
    Some(Call::by(asker, AskOfCall { asker, call: call.id, question }))
}

pub(super) fn answer(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, QuoteCallStage::Open)?;
    let is_its = |asked: &QuoteQuestion| asked.call == call.id && asked.answer.is_none();
    let asked = hand.record_that::<QuoteQuestion>(is_its)?;
    let answer = "At the back.".parse().ok()?;
    Some(Call::by(call.buyer, AnswerOfCall { call: call.id, question: asked.number, answer }))
}

/// Mostly one of those who quoted; sometimes two, or somebody else.
pub(super) fn award(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, QuoteCallStage::Deciding)?;
    let first = hand.record_that::<Quote>(|quote| quote.call == call.id)?.seller;
    let mut sellers = vec![first];
    if hand.between(0, 4) == 0 {
        sellers.extend(hand.other(first));
    }
    let reason = hand.maybe(80, |hand| hand.one(ChoiceReason::ALL));
    let expected_pay = hand.maybe(4, |hand| Some(Amount(hand.between(1, 9_000))));
    Some(Call::by(call.buyer, AwardQuotes { call: call.id, sellers, reason, expected_pay }))
}

pub(super) fn end(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, QuoteCallStage::Deciding)?;
    let reason = hand.one(NoAwardReason::ALL)?;
    Some(Call::by(call.buyer, EndWithoutAward { call: call.id, reason }))
}

pub(super) fn call_off(hand: &mut Hand<'_>) -> Option<Call> {
    let call = call(hand, QuoteCallStage::Open)?;
    Some(Call::by(call.buyer, CallOffQuoteCall { call: call.id }))
}

/// As somebody would who is not the market, or the market too early.
pub(super) fn advance(hand: &mut Hand<'_>) -> Option<Call> {
    let call = hand.record::<QuoteCall>()?;
    let advance = AdvanceQuoteCall { call: call.id };
    Some(if hand.between(0, 1) == 0 { Call::by(call.buyer, advance) } else { Call::by_market(advance) })
}
