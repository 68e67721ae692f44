//! Reverse auctions: put out, bid in, answered.

use crate::hand::{Call, Hand};
use kernel::Amount;
use market::directory::Family;
use market::mechanisms::reverse_auctions::{
    AcceptUnderbid, BidView, CallOffReverseAuction, CloseReverseAuction, DeclineUnderbid, DeclineWinner,
    OpenReverseAuction, PlaceUnderbid, ReverseAuction, ReverseStage,
};
use market::trade::Trade;
use market::users::assets::Offering;

pub(super) fn open(hand: &mut Hand<'_>) -> Option<Call> {
    // Of what somebody offers, so that somebody can bid.
    let like = hand.offering(&[Family::Work])?;
    let buyer = hand.other(like.seller).filter(|user| user.locality() == like.locality)?;
    let open = OpenReverseAuction {
        buyer,
        sector: like.sector,
        post_code: hand.post_code()?,
        street: hand.maybe(95, |_| "12 SE Ash Street".parse().ok()),
        title: "Clean the hall".parse().ok()?,
        description: None,
        span: hand.span((50, 200), (4, 32))?,
        top: Amount(hand.between(4_000, 16_000)),
        view: hand.one(BidView::ALL)?,
        minutes: hand.between(50, 1_440),
    };
    Some(Call::by(buyer, open))
}

fn auction(hand: &mut Hand<'_>, stage: ReverseStage) -> Option<ReverseAuction> {
    hand.record_that::<ReverseAuction>(|auction| auction.stage == stage)
}

pub(super) fn bid(hand: &mut Hand<'_>) -> Option<Call> {
    let auction = auction(hand, ReverseStage::Open)?;
    let all: Vec<Offering> = hand.memory.all::<Offering>().filter_map(Result::ok).collect();
    let fits = |other: &Offering| {
        other.locality == auction.locality && other.sector == auction.sector && other.seller != auction.buyer
    };
    let fitting: Vec<_> = all.into_iter().filter(fits).collect();
    let offering = match hand.one(&fitting) {
        Some(offering) => offering,
        None => hand.offering(&[Family::Work])?,
    };
    let price = auction.price.unwrap_or(auction.top).0;
    let least = Amount(hand.between(price / 2, price + 10));
    let is_meant = hand.between(0, 2) == 0;
    let (cost, cost_minutes) = (is_meant.then_some(Amount(3_000)), is_meant.then_some(240));
    let seller = offering.seller;
    let bid = PlaceUnderbid { seller, auction: auction.id, offering: offering.id, least, cost, cost_minutes };
    Some(Call::by(seller, bid))
}

pub(super) fn call_off(hand: &mut Hand<'_>) -> Option<Call> {
    let auction = auction(hand, ReverseStage::Open)?;
    Some(Call::by(auction.buyer, CallOffReverseAuction { auction: auction.id }))
}

/// One whose buyer can still answer.
fn offered(hand: &mut Hand<'_>) -> Option<ReverseAuction> {
    let now = hand.now;
    hand.record_that(|auction: &ReverseAuction| {
        auction.stage == ReverseStage::Offered && auction.answer_by.is_some_and(|until| now < until)
    })
}

pub(super) fn accept(hand: &mut Hand<'_>) -> Option<Call> {
    let auction = offered(hand)?;
    let trade = hand.memory.find::<Trade>((auction.locality, auction.trade))?;
    let expected_pay = hand.maybe(4, |hand| Some(Amount(hand.between(1, 9_000)))).unwrap_or(trade.buyer_pays);
    Some(Call::by(auction.buyer, AcceptUnderbid { auction: auction.id, expected_pay }))
}

pub(super) fn decline(hand: &mut Hand<'_>) -> Option<Call> {
    let auction = offered(hand)?;
    let reason = hand.one(DeclineWinner::ALL)?;
    Some(Call::by(auction.buyer, DeclineUnderbid { auction: auction.id, reason }))
}

/// As somebody would who is not the market, or the market too early.
pub(super) fn close(hand: &mut Hand<'_>) -> Option<Call> {
    let auction = hand.record::<ReverseAuction>()?;
    let close = CloseReverseAuction { auction: auction.id };
    Some(if hand.between(0, 1) == 0 { Call::by(auction.buyer, close) } else { Call::by_market(close) })
}
