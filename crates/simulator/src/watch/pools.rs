//! Pools: a pledge that counts has money set aside, and each pool ends.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, KeyOf, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::group_buying::{Pledge, PledgeStage, Pool, PoolStage, PoolSupply};

/// The pool of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<Pool> {
    let [Value::Int(locality), Value::Id(pool)] = &*key.parts else { return None };
    memory.find::<Pool>((Locality(*locality), Id::from_bits(*pool)))
}

/// The row of a seller of a pool, of a key.
pub(super) fn supply(memory: &Memory, key: &Key) -> Option<PoolSupply> {
    let [Value::Int(locality), Value::Id(pool), Value::Int(number)] = &*key.parts else { return None };
    memory.find::<PoolSupply>((Locality(*locality), Id::from_bits(*pool), *number))
}

/// A pledge of a key that counts, and for which nothing is set aside.
pub(super) fn unbound(memory: &Memory, key: &Key) -> Option<Fault> {
    let [Value::Int(locality), Value::Id(pool), Value::Int(number)] = &*key.parts else { return None };
    let pledge = memory.find::<Pledge>((Locality(*locality), Id::from_bits(*pool), *number))?;
    let is_there = |pending| memory.has(&KeyOf::<Reservation>::key((pledge.locality, pending)));
    let is_wrong = pledge.stage == PledgeStage::Open && !pledge.pending.is_some_and(is_there);
    let what = format!("pledge {number} of pool {}: nothing is set aside for it", pledge.pool);
    is_wrong.then(|| Fault::of(Invariant::MoneyBalances, what))
}

/// What a pool that has not ended does not have: what ends it.
pub(super) fn untimed(memory: &Memory, pool: &Pool) -> Option<Fault> {
    let is_set = |timer| memory.find::<Timer>((pool.locality, pool.closes_at, timer)).is_some();
    let is_wrong = pool.stage != PoolStage::Ended && !pool.timer.is_some_and(is_set);
    let timer = pool.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
    let what = format!("pool {}: its timer {timer} is not set", pool.id);
    is_wrong.then(|| Fault::of(Invariant::TimersStand, what))
}

/// The pools that have not ended.
pub(super) fn live(memory: &Memory) -> impl Iterator<Item = String> {
    let pools = memory.all::<Pool>().filter_map(Result::ok);
    pools
        .filter(|pool| pool.stage != PoolStage::Ended)
        .map(|pool| format!("pool {}: it has not ended", pool.id))
}
