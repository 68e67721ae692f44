//! The requests to known sellers: what is set aside is what open ones say, and each of those has what ends it.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Amount, Id};
use ledger::{Reservation, Transfer};
use market::mechanisms::known_sellers::{OpenRequest, RequestStage, WorkRequest};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every request. `reserved` is what is set aside that no trade has: the requests take theirs out of it, and what is left
/// is for others.
pub(super) async fn check(
    source: &mut impl Source,
    mut reserved: BTreeSet<Id<Transfer>>,
    report: &mut Report,
) -> Result<BTreeSet<Id<Transfer>>, Failure> {
    let mut amounts = BTreeMap::<Id<Transfer>, Amount>::new();
    let of_reserved = |one: Reservation| amounts.extend([(one.transfer, one.entry.amount)]);
    source.scan::<Reservation>(of_reserved).await?;
    let (mut open, mut timers, mut wrong) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let see = |request: WorkRequest| {
        let id = request.id;
        if request.stage != RequestStage::Open {
            let kept = request.pending.is_some() || request.timer.is_some() || request.street.is_some();
            wrong.extend(
                (kept || request.note.is_some())
                    .then(|| format!("request {id}: it is over, and keeps something")),
            );
            return;
        }
        open.insert(id);
        let set_aside = request.pending.filter(|pending| reserved.remove(pending));
        let set_aside = set_aside.and_then(|pending| amounts.get(&pending)).copied().unwrap_or(Amount::ZERO);
        if set_aside != request.set_aside {
            let (is, says) = (set_aside.0, request.set_aside.0);
            wrong.push(format!("request {id}: {is} is set aside for it, it says {says}"));
        }
        match request.timer {
            Some(timer) => drop(timers.insert(timer, (format!("request {id}"), request.answer_by))),
            None => wrong.push(format!("request {id}: nothing ends it")),
        }
    };
    report.count("requests", source.scan::<WorkRequest>(see).await?);
    let listed = |one: OpenRequest| {
        if !open.remove(&one.request) {
            wrong.push(format!("request {}: it counts as open, and is not", one.request));
        }
    };
    source.scan::<OpenRequest>(listed).await?;
    wrong.extend(open.iter().map(|id| format!("request {id}: it is open, and does not count")));
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(reserved)
}
