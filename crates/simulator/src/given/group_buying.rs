//! Group buying: pools opened and joined, pledged in, and called off.

use crate::hand::{Call, Hand};
use kernel::Amount;
use market::directory::Family;
use market::mechanisms::group_buying::{
    CallOffPool, ClosePool, JoinPool, OpenPool, Pledge, PledgeStage, Pool, PoolStage, SetPledge, SettlePool,
    TierAsked, WithdrawPledge,
};
use market::users::assets::{HandingOver, Offering};

pub(super) fn open(hand: &mut Hand<'_>) -> Option<Call> {
    let goods = hand.offering(&[Family::Goods])?;
    let (mut count, mut each) = (0, hand.between(200, 3_000));
    let mut tiers = Vec::new();
    for _ in 0..hand.between(1, 3) {
        count += hand.between(1, 3);
        tiers.push(TierAsked { piece_count: count, each: Amount(each) });
        each -= hand.between(0, each / 4);
    }
    let piece_count = count + hand.between(-1, 4);
    let least_pieces = hand.between(1, 2);
    let open = OpenPool {
        offering: goods.id,
        piece_count,
        tiers,
        least_pieces,
        most_pieces: hand.between(least_pieces, piece_count.max(least_pieces)),
        handing_over: hand.one(HandingOver::ALL)?,
        is_joinable: hand.between(0, 1) == 1,
        minutes: hand.between(30, 3 * 1_440),
        is_meant: hand.between(0, 3) > 0,
    };
    Some(Call::by(goods.seller, open))
}

fn pool(hand: &mut Hand<'_>) -> Option<Pool> {
    hand.record_that::<Pool>(|pool| pool.stage == PoolStage::Open)
}

pub(super) fn join(hand: &mut Hand<'_>) -> Option<Call> {
    let pool = hand.record_that::<Pool>(|pool| pool.stage == PoolStage::Open && pool.is_joinable)?;
    let opened = hand.memory.find::<Offering>((pool.locality, pool.offering))?;
    let of_others: Vec<Offering> = hand.memory.all::<Offering>().filter_map(Result::ok).collect();
    let is_same = |other: &Offering| {
        other.id.locality() == pool.locality && other.sector == opened.sector && other.seller != opened.seller
    };
    let same: Vec<_> = of_others.into_iter().filter(is_same).collect();
    let goods = match hand.one(&same) {
        Some(goods) => goods,
        None => hand.offering(&[Family::Goods])?,
    };
    let piece_count = hand.between(0, 4);
    Some(Call::by(goods.seller, JoinPool { pool: pool.id, offering: goods.id, piece_count }))
}

pub(super) fn pledge(hand: &mut Hand<'_>) -> Option<Call> {
    let pool = pool(hand)?;
    let buyer = hand.other(pool.seller).filter(|user| user.locality() == pool.locality)?;
    let piece_count = hand.between(pool.least_pieces, pool.most_pieces.min(pool.least_pieces + 3));
    let most_each = hand.maybe(50, |hand| Some(Amount(hand.between(100, 3_000))));
    Some(Call::by(buyer, SetPledge { buyer, pool: pool.id, piece_count, most_each }))
}

pub(super) fn withdraw(hand: &mut Hand<'_>) -> Option<Call> {
    let pledge = hand.record_that::<Pledge>(|pledge| pledge.stage == PledgeStage::Open)?;
    let buyer = pledge.buyer;
    Some(Call::by(buyer, WithdrawPledge { buyer, pool: pledge.pool }))
}

pub(super) fn call_off(hand: &mut Hand<'_>) -> Option<Call> {
    let pool = pool(hand)?;
    Some(Call::by(pool.seller, CallOffPool { pool: pool.id }))
}

/// As somebody would who is not the market, or the market too early.
pub(super) fn close(hand: &mut Hand<'_>) -> Option<Call> {
    let pool = pool(hand)?;
    let close = ClosePool { pool: pool.id };
    Some(if hand.between(0, 1) == 0 { Call::by(pool.seller, close) } else { Call::by_market(close) })
}

/// As the market would a second time, or too early.
pub(super) fn settle(hand: &mut Hand<'_>) -> Option<Call> {
    let pool = hand.record::<Pool>()?;
    Some(Call::by_market(SettlePool { pool: pool.id }))
}
