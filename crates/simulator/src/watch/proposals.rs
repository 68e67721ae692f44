//! Calls for proposals: each that has not ended has what ends it, and what is set aside for one is set aside in a standstill alone.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::proposals::{ProposalCall, ProposalCallStage};

/// The call of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<ProposalCall> {
    let [Value::Int(locality), Value::Id(call)] = &*key.parts else { return None };
    memory.find::<ProposalCall>((Locality(*locality), Id::from_bits(*call)))
}

/// What a call that has not ended does not have, and one that has still has.
pub(super) fn broken(memory: &Memory, call: &ProposalCall) -> Vec<Fault> {
    let (mut faults, id) = (Vec::new(), call.id);
    let is_live = call.stage != ProposalCallStage::Ended;
    let is_set = |timer| memory.find::<Timer>((call.locality, call.timed_at(), timer)).is_some();
    if is_live != call.timer.is_some_and(is_set) {
        let timer = call.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
        let what = format!("call for proposals {id}: its timer {timer} does not stand as it should");
        faults.push(Fault::of(Invariant::TimersStand, what));
    }
    let is_reserved = |pending| memory.find::<Reservation>((call.locality, pending)).is_some();
    if call.pending.is_some_and(is_reserved) != (call.stage == ProposalCallStage::Standstill) {
        let what = format!("call for proposals {id}: what is set aside for it does not stand as it should");
        faults.push(Fault::of(Invariant::MoneyBalances, what));
    }
    faults
}

/// The calls that have not ended.
pub(super) fn live(memory: &Memory) -> impl Iterator<Item = String> {
    let calls = memory.all::<ProposalCall>().filter_map(Result::ok);
    let live = calls.filter(|call| call.stage != ProposalCallStage::Ended);
    live.map(|call| format!("call for proposals {}: it has not ended", call.id))
}
