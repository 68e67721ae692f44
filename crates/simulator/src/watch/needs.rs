//! Needs: each has what looks at it again, or a look under way, never both.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, Locality, Outbox, Timer, Value};
use market::requirements::needs::{LookWanted, Need, TOPIC};

/// The need of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<Need> {
    let [Value::Int(locality), Value::Id(owner), Value::Id(need)] = &*key.parts else { return None };
    memory.find::<Need>((Locality(*locality), Id::from_bits(*owner), Id::from_bits(*need)))
}

/// A need whose timer is not set.
pub(super) fn untimed(memory: &Memory, need: &Need) -> Option<Fault> {
    let is_set = |timer| memory.find::<Timer>((need.locality, need.look_at, timer)).is_some();
    let is_right = need.timer.is_none_or(is_set);
    let what = || format!("need {}: its timer does not stand as it should", need.id);
    (!is_right).then(|| Fault::of(Invariant::TimersStand, what()))
}

/// The needs that nothing looks at again: no timer, and no look under way.
pub(super) fn forgotten(memory: &Memory) -> impl Iterator<Item = String> {
    let messages = memory.all::<Outbox>().filter_map(Result::ok);
    let wanted: Vec<LookWanted> = messages
        .filter(|message| message.topic == TOPIC)
        .filter_map(|message| serde_json::from_str(&message.body).ok())
        .collect();
    let needs = memory.all::<Need>().filter_map(Result::ok);
    let lost = needs.filter(move |need| {
        need.timer.is_none() && !wanted.iter().any(|look| look.need == need.id && look.look == need.look)
    });
    lost.map(|need| format!("need {}: nothing looks at it again", need.id))
}
