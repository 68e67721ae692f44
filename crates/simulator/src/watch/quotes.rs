//! Calls for quotes: each has what ends it, and no quote counts on one that has ended.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, Locality, Timer, Value};
use market::mechanisms::quotes::{QuoteCall, QuoteCallStage};

/// The call of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<QuoteCall> {
    let [Value::Int(locality), Value::Id(call)] = &*key.parts else { return None };
    memory.find::<QuoteCall>((Locality(*locality), Id::from_bits(*call)))
}

/// What a call that has not ended does not have, and one that has still has.
pub(super) fn broken(memory: &Memory, call: &QuoteCall) -> Vec<Fault> {
    let (mut faults, id) = (Vec::new(), call.id);
    let is_live = call.stage != QuoteCallStage::Ended;
    let is_set = |timer| memory.find::<Timer>((call.locality, call.ends_or_opens_at(), timer)).is_some();
    if is_live != call.timer.is_some_and(is_set) {
        let timer = call.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
        let what = format!("call for quotes {id}: its timer {timer} does not stand as it should");
        faults.push(Fault::of(Invariant::TimersStand, what));
    }
    faults
}

/// The calls that have not ended.
pub(super) fn live(memory: &Memory) -> impl Iterator<Item = String> {
    let calls = memory.all::<QuoteCall>().filter_map(Result::ok);
    let live = calls.filter(|call| call.stage != QuoteCallStage::Ended);
    live.map(|call| format!("call for quotes {}: it has not ended", call.id))
}
