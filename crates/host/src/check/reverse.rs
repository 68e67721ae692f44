//! Reverse auctions: what is set aside is what those that have not ended say, each of those has what ends it, and endings are counted.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Amount, Id};
use ledger::{Reservation, Transfer};
use market::mechanisms::reverse_auctions::{ReverseAuction, ReverseEndingCount, ReverseStage};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every reverse auction. Takes what is set aside for them out of `reserved`.
pub(super) async fn check(
    source: &mut impl Source,
    reserved: &mut BTreeSet<Id<Transfer>>,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut amounts = BTreeMap::<Id<Transfer>, Amount>::new();
    source.scan::<Reservation>(|one| amounts.extend([(one.transfer, one.entry.amount)])).await?;
    let (mut timers, mut wrong, mut endings) = (BTreeMap::new(), Vec::new(), BTreeMap::<_, i64>::new());
    let see = |auction: ReverseAuction| {
        let id = auction.id;
        if let (ReverseStage::Ended, Some(ending)) = (auction.stage, auction.ending) {
            let times = endings.entry((auction.locality, ending.word())).or_default();
            *times = times.saturating_add(1);
            let kept = auction.pending.is_some() || auction.timer.is_some() || auction.street.is_some();
            wrong.extend(kept.then(|| format!("reverse auction {id}: it is over, and keeps something")));
            return;
        }
        let set_aside = auction.pending.filter(|pending| reserved.remove(pending));
        let set_aside = set_aside.and_then(|pending| amounts.get(&pending)).copied().unwrap_or(Amount::ZERO);
        if set_aside != auction.set_aside {
            let (is, says) = (set_aside.0, auction.set_aside.0);
            wrong.push(format!("reverse auction {id}: {is} is set aside for it, it says {says}"));
        }
        match auction.timer {
            Some(timer) => {
                let _ = timers.insert(timer, (format!("reverse auction {id}"), auction.timed_at()));
            }
            None => wrong.push(format!("reverse auction {id}: nothing ends it")),
        }
    };
    report.count("reverse auctions", source.scan::<ReverseAuction>(see).await?);
    let see = |counted: ReverseEndingCount| {
        let key = (counted.locality, counted.ending.word());
        if endings.remove(&key) != Some(counted.times) {
            wrong.push(format!("reverse auctions that ended {}: {} are counted", key.1, counted.times));
        }
    };
    source.scan::<ReverseEndingCount>(see).await?;
    wrong.extend(
        endings.keys().map(|(_, ending)| format!("reverse auctions that ended {ending}: not counted")),
    );
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}
