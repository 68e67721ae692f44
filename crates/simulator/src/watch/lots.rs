//! Lots under auction: whoever leads has money set aside, and each lot ends.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, KeyOf, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::auctions::{Bid, Lot, LotStage};

/// The lot of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<Lot> {
    let [Value::Int(locality), Value::Id(lot)] = &*key.parts else { return None };
    memory.find::<Lot>((Locality(*locality), Id::from_bits(*lot)))
}

/// What a lot that takes bids does not have: the money of the bid by which it is led, or what ends it.
pub(super) fn unbound(memory: &Memory, lot: &Lot) -> Vec<Fault> {
    if lot.stage != LotStage::Open {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if let Some(number) = lot.led_by {
        let bid = memory.find::<Bid>((lot.locality, lot.id, number));
        let pending = bid.and_then(|bid| bid.pending);
        let is_there = |pending| memory.has(&KeyOf::<Reservation>::key((lot.locality, pending)));
        if !pending.is_some_and(is_there) {
            let what = format!("lot {}: nothing is set aside for the bid by which it is led", lot.id);
            faults.push(Fault::of(Invariant::MoneyBalances, what));
        }
    }
    let is_set = |timer| memory.find::<Timer>((lot.locality, lot.closes_at, timer)).is_some();
    if !lot.timer.is_some_and(is_set) {
        let timer = lot.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
        faults
            .push(Fault::of(Invariant::TimersStand, format!("lot {}: its timer {timer} is not set", lot.id)));
    }
    faults
}

/// The lots that still take bids.
pub(super) fn open(memory: &Memory) -> impl Iterator<Item = String> {
    let lots = memory.all::<Lot>().filter_map(Result::ok);
    lots.filter(|lot| lot.stage == LotStage::Open).map(|lot| format!("lot {}: it is still open", lot.id))
}
