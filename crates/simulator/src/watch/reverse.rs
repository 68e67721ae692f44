//! Reverse auctions: what is set aside is what one says that has not ended, and each ends.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Amount, Id, Key, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::reverse_auctions::{ReverseAuction, ReverseStage};

/// The auction of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<ReverseAuction> {
    let [Value::Int(locality), Value::Id(auction)] = &*key.parts else { return None };
    memory.find::<ReverseAuction>((Locality(*locality), Id::from_bits(*auction)))
}

/// What an auction that has not ended does not have: its money, or what ends it.
pub(super) fn unbound(memory: &Memory, auction: &ReverseAuction) -> Vec<Fault> {
    let (mut faults, id) = (Vec::new(), auction.id);
    if auction.stage == ReverseStage::Ended {
        return faults;
    }
    let reserved =
        auction.pending.and_then(|pending| memory.find::<Reservation>((auction.locality, pending)));
    let set_aside = reserved.map_or(Amount::ZERO, |one| one.entry.amount);
    if set_aside != auction.set_aside {
        let what = format!(
            "reverse auction {id}: {} is set aside for it, it says {}",
            set_aside.0, auction.set_aside.0
        );
        faults.push(Fault::of(Invariant::MoneyBalances, what));
    }
    let is_set = |timer| memory.find::<Timer>((auction.locality, auction.timed_at(), timer)).is_some();
    if !auction.timer.is_some_and(is_set) {
        let timer = auction.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
        faults.push(Fault::of(
            Invariant::TimersStand,
            format!("reverse auction {id}: its timer {timer} is not set"),
        ));
    }
    faults
}

/// The auctions that have not ended.
pub(super) fn live(memory: &Memory) -> impl Iterator<Item = String> {
    let auctions = memory.all::<ReverseAuction>().filter_map(Result::ok);
    let live = auctions.filter(|auction| auction.stage != ReverseStage::Ended);
    live.map(|auction| format!("reverse auction {}: it has not ended", auction.id))
}
