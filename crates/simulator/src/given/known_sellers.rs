//! Requests to known sellers: asked for, accepted, declined, taken back.

use super::holds::{buyer, expected, hours, likely};
use crate::hand::{Call, Hand};
use kernel::Id;
use market::directory::Family;
use market::mechanisms::known_sellers::{
    AcceptRequest, DeclineReason, DeclineRequest, ExpireRequest, RequestStage, RequestTime, RequestWork,
    TimeAsked, WithdrawRequest, WorkRequest,
};
use market::users::User;

pub(super) fn request(hand: &mut Hand<'_>) -> Option<Call> {
    likely(hand, some_request, |request, draft, buyer| request.quote(draft, Some(buyer)).map(drop))
}

fn some_request(hand: &mut Hand<'_>) -> Option<(Id<User>, RequestWork)> {
    let offering = hand.offering(&[Family::Work])?;
    let buyer = buyer(hand, offering.seller)?;
    let count = hand.between(1, 3);
    let mut times = Vec::new();
    for _ in 0..count {
        times.push(TimeAsked { span: hours(hand, (4, 32))?, expected_pay: expected(hand) });
    }
    let post_code = hand.post_code()?;
    let street = hand.maybe(90, |_| "12 SE Ash Street".parse().ok());
    let note = hand.maybe(30, |_| "The back door.".parse().ok());
    Some((buyer, RequestWork { buyer, offering: offering.id, times, post_code, street, note }))
}

fn open(hand: &mut Hand<'_>) -> Option<WorkRequest> {
    hand.record_that::<WorkRequest>(|request| request.stage == RequestStage::Open)
}

/// Mostly one of its times, at what was said of it.
pub(super) fn accept(hand: &mut Hand<'_>) -> Option<Call> {
    let request = open(hand)?;
    let time = hand.record_that::<RequestTime>(|time| time.request == request.id);
    let number = hand.maybe(4, |hand| Some(hand.between(-1, 4))).or(time.as_ref().map(|time| time.number))?;
    let expected_receive = time.filter(|time| time.number == number).map(|time| time.receives);
    Some(Call::by(request.seller, AcceptRequest { request: request.id, number, expected_receive }))
}

pub(super) fn decline(hand: &mut Hand<'_>) -> Option<Call> {
    let request = open(hand)?;
    let reason = hand.one(DeclineReason::ALL);
    Some(Call::by(request.seller, DeclineRequest { request: request.id, reason }))
}

pub(super) fn withdraw(hand: &mut Hand<'_>) -> Option<Call> {
    let request = open(hand)?;
    Some(Call::by(request.buyer, WithdrawRequest { request: request.id }))
}

/// As somebody would who is not the market.
pub(super) fn expire(hand: &mut Hand<'_>) -> Option<Call> {
    let request = open(hand)?;
    Some(Call::by(request.seller, ExpireRequest { request: request.id }))
}
