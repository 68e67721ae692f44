//! Calls for quotes: each that has not ended has what ends it and is listed, no quote counts on one that has, and endings are counted
//! right.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use market::mechanisms::quotes::{EndingCount, OpenCall, Quote, QuoteCall, QuoteCallStage, QuoteStage};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every call for quotes.
pub(super) async fn check(source: &mut impl Source, report: &mut Report) -> Result<(), Failure> {
    let (mut live, mut timers, mut wrong) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let mut endings = BTreeMap::<_, i64>::new();
    let see = |call: QuoteCall| {
        let id = call.id;
        if let (QuoteCallStage::Ended, Some(ending)) = (call.stage, call.ending) {
            let times = endings.entry((call.locality, ending.word())).or_default();
            *times = times.saturating_add(1);
            let kept = call.timer.is_some() || call.street.is_some();
            wrong.extend(kept.then(|| format!("call for quotes {id}: it is over, and keeps something")));
            return;
        }
        if call.stage == QuoteCallStage::Ended || call.ending.is_some() {
            wrong.push(format!("call for quotes {id}: nobody knows whether it has ended"));
        }
        live.insert(id);
        match call.timer {
            Some(timer) => {
                drop(timers.insert(timer, (format!("call for quotes {id}"), call.ends_or_opens_at())));
            }
            None => wrong.push(format!("call for quotes {id}: nothing ends it")),
        }
    };
    report.count("calls for quotes", source.scan::<QuoteCall>(see).await?);
    let see = |quote: Quote| {
        let is_live = live.contains(&quote.call);
        let is_right = match quote.stage {
            QuoteStage::Open => is_live,
            QuoteStage::Chosen | QuoteStage::NotChosen => !is_live,
            QuoteStage::Withdrawn => true,
        };
        let what = || format!("quote {} of {}: it does not stand as its call does", quote.number, quote.call);
        wrong.extend((!is_right).then(what));
    };
    source.scan::<Quote>(see).await?;
    let mut listed = BTreeSet::new();
    source.scan::<OpenCall>(|one| listed.extend([one.call])).await?;
    for call in live.symmetric_difference(&listed) {
        wrong.push(format!("call for quotes {call}: it is open and not listed, or the other way round"));
    }
    let see = |counted: EndingCount| {
        let key = (counted.locality, counted.ending.word());
        if endings.remove(&key) != Some(counted.times) {
            wrong.push(format!("calls for quotes that ended {}: {} are counted", key.1, counted.times));
        }
    };
    source.scan::<EndingCount>(see).await?;
    wrong.extend(
        endings.keys().map(|(_, ending)| format!("calls for quotes that ended {ending}: not counted")),
    );
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}
