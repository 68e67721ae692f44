//! Requests to known sellers: what is set aside is what an open one says, and each ends.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Amount, Id, Key, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::known_sellers::{RequestStage, WorkRequest};

/// The request of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<WorkRequest> {
    let [Value::Int(locality), Value::Id(request)] = &*key.parts else { return None };
    memory.find::<WorkRequest>((Locality(*locality), Id::from_bits(*request)))
}

/// What an open request does not have: its money, or what ends it.
pub(super) fn unbound(memory: &Memory, request: &WorkRequest) -> Vec<Fault> {
    if request.stage != RequestStage::Open {
        return Vec::new();
    }
    let (mut faults, id) = (Vec::new(), request.id);
    let reserved =
        request.pending.and_then(|pending| memory.find::<Reservation>((request.locality, pending)));
    let set_aside = reserved.map_or(Amount::ZERO, |one| one.entry.amount);
    if set_aside != request.set_aside {
        let what =
            format!("request {id}: {} is set aside for it, it says {}", set_aside.0, request.set_aside.0);
        faults.push(Fault::of(Invariant::MoneyBalances, what));
    }
    let is_set = |timer| memory.find::<Timer>((request.locality, request.answer_by, timer)).is_some();
    if !request.timer.is_some_and(is_set) {
        let timer = request.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
        faults.push(Fault::of(Invariant::TimersStand, format!("request {id}: its timer {timer} is not set")));
    }
    faults
}

/// The requests that nobody has ended.
pub(super) fn open(memory: &Memory) -> impl Iterator<Item = String> {
    let requests = memory.all::<WorkRequest>().filter_map(Result::ok);
    let open = requests.filter(|request| request.stage == RequestStage::Open);
    open.map(|request| format!("request {}: it is still open", request.id))
}
