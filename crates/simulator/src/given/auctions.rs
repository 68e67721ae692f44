//! Auctions: lots put up, bid for, and what comes after.

use crate::hand::{Call, Hand};
use kernel::Amount;
use market::directory::Family;
use market::mechanisms::auctions::{
    BuyLotNow, CloseLot, Lot, LotStage, OfferSecondChance, OpenLot, PlaceBid, WithdrawLot,
};
use market::users::assets::HandingOver;

pub(super) fn open(hand: &mut Hand<'_>) -> Option<Call> {
    let goods = hand.offering(&[Family::Goods])?;
    let start = hand.between(1, 3_000);
    let reserve = hand.maybe(30, |hand| Some(Amount(start + hand.between(0, 2_000))));
    let buy_now = hand.maybe(30, |hand| Some(Amount(start + hand.between(0, 6_000))));
    let handing_over = hand.one(HandingOver::ALL)?;
    let piece_count = hand.between(1, 2);
    let minutes = hand.between(30, 3 * 1_440);
    let (offering, start) = (goods.id, Amount(start));
    let open = OpenLot { offering, piece_count, start, reserve, buy_now, handing_over, minutes };
    Some(Call::by(goods.seller, open))
}

fn lot(hand: &mut Hand<'_>, stages: &'static [LotStage]) -> Option<Lot> {
    hand.record_that::<Lot>(|lot| stages.contains(&lot.stage))
}

pub(super) fn bid(hand: &mut Hand<'_>) -> Option<Call> {
    let lot = lot(hand, &[LotStage::Open])?;
    let bidder = hand.other(lot.seller).filter(|user| user.locality() == lot.locality)?;
    let price = lot.price.unwrap_or(lot.start);
    let most = Amount(price.0.saturating_add(hand.between(-100, 3_000)));
    Some(Call::by(bidder, PlaceBid { bidder, lot: lot.id, most }))
}

pub(super) fn buy(hand: &mut Hand<'_>) -> Option<Call> {
    let is_so = |lot: &Lot| lot.stage == LotStage::Open && lot.buy_now.is_some() && lot.bid_count == 0;
    let lot = match hand.record_that::<Lot>(is_so) {
        Some(lot) => lot,
        None => lot(hand, &[LotStage::Open])?,
    };
    let buyer = hand.other(lot.seller).filter(|user| user.locality() == lot.locality)?;
    let expected_pay = hand.maybe(4, |hand| Some(Amount(hand.between(0, 9_999))));
    Some(Call::by(buyer, BuyLotNow { buyer, lot: lot.id, expected_pay }))
}

pub(super) fn withdraw(hand: &mut Hand<'_>) -> Option<Call> {
    let lot = lot(hand, &[LotStage::Open])?;
    Some(Call::by(lot.seller, WithdrawLot { lot: lot.id }))
}

pub(super) fn second_chance(hand: &mut Hand<'_>) -> Option<Call> {
    let lot = lot(hand, &[LotStage::Unsold, LotStage::Sold])?;
    Some(Call::by(lot.seller, OfferSecondChance { lot: lot.id }))
}

/// As somebody would who is not the market, or the market too early.
pub(super) fn close(hand: &mut Hand<'_>) -> Option<Call> {
    let lot = lot(hand, &[LotStage::Open])?;
    Some(Call::by(lot.seller, CloseLot { lot: lot.id }))
}
