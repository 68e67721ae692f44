//! Bundles: what ends one is set, and none stays held or to be repaired.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, Locality, Timer, Value};
use market::trade::bundle::Bundle;

/// The bundle of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<Bundle> {
    let [Value::Int(locality), Value::Id(bundle)] = &*key.parts else { return None };
    memory.find::<Bundle>((Locality(*locality), Id::from_bits(*bundle)))
}

/// What a bundle that something ends does not have, and one that nothing ends still has.
pub(super) fn untimed(memory: &Memory, bundle: &Bundle) -> Option<Fault> {
    let is_set = |at, timer| memory.find::<Timer>((bundle.locality, at, timer)).is_some();
    let is_right = match (bundle.timer_at(), bundle.timer) {
        (Some(at), Some(timer)) => is_set(at, timer),
        (None, timer) => timer.is_none(),
        (Some(_), None) => false,
    };
    let timer = bundle.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
    let what = format!("bundle {}: its timer {timer} does not stand as it should", bundle.id);
    (!is_right).then(|| Fault::of(Invariant::TimersStand, what))
}

/// The bundles that have not ended.
pub(super) fn live(memory: &Memory) -> impl Iterator<Item = String> {
    let bundles = memory.all::<Bundle>().filter_map(Result::ok);
    let live = bundles.filter(|bundle| bundle.stage.is_timed() || bundle.open_count > 0);
    live.map(|bundle| format!("bundle {}: it has not ended", bundle.id))
}
