//! Calls for proposals: each that has not ended has what ends it and is listed, proposals stand as their call does, prices are open
//! only where every score is in, and what is set aside is set aside for a standstill.

use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::Id;
use ledger::Transfer;
use market::mechanisms::proposals::{
    OpenProposals, Proposal, ProposalCall, ProposalCallStage, ProposalCriterion, ProposalScore,
    ProposalScorer, ProposalStage,
};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every call for proposals. Takes what is set aside for them out of `reserved`.
pub(super) async fn check(
    source: &mut impl Source,
    reserved: &mut BTreeSet<Id<Transfer>>,
    report: &mut Report,
) -> Result<(), Failure> {
    let (mut calls, mut timers, mut wrong) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let see = |call: ProposalCall| {
        let id = call.id;
        let is_ended = call.stage == ProposalCallStage::Ended;
        if is_ended != call.ending.is_some() {
            wrong.push(format!("call for proposals {id}: nobody knows whether it has ended"));
        }
        if is_ended && (call.timer.is_some() || call.street.is_some()) {
            wrong.push(format!("call for proposals {id}: it is over, and keeps something"));
        }
        let is_set_aside = call.pending.is_some_and(|pending| reserved.remove(&pending));
        if is_set_aside != (call.stage == ProposalCallStage::Standstill) {
            wrong.push(format!("call for proposals {id}: what is set aside for it is not as it stands"));
        }
        match call.timer {
            Some(timer) => {
                let _ = timers.insert(timer, (format!("call for proposals {id}"), call.timed_at()));
            }
            None if is_ended => {}
            None => wrong.push(format!("call for proposals {id}: nothing ends it")),
        }
        let _ = calls.insert(id, call);
    };
    report.count("calls for proposals", source.scan::<ProposalCall>(see).await?);
    let mut listed = BTreeSet::new();
    source.scan::<OpenProposals>(|one| listed.extend([one.call])).await?;
    for (id, call) in &calls {
        if listed.remove(id) == (call.stage == ProposalCallStage::Ended) {
            wrong.push(format!("call for proposals {id}: it is open and not listed, or the other way round"));
        }
    }
    wrong.extend(listed.iter().map(|id| format!("call for proposals {id}: it is listed and not there")));
    envelopes(source, &calls, &mut wrong).await?;
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
}

/// Checks that each proposal stands as its call does, and has points exactly where its call has opened the prices: which it may only
/// where each who scores has scored each criterion of each proposal.
async fn envelopes(
    source: &mut impl Source,
    calls: &BTreeMap<Id<ProposalCall>, ProposalCall>,
    wrong: &mut Vec<String>,
) -> Result<(), Failure> {
    let (mut criteria, mut scorers) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, BTreeSet<_>>::new());
    let mut scores = BTreeMap::<_, usize>::new();
    source
        .scan::<ProposalCriterion>(|one| {
            let count = criteria.entry(one.call).or_default();
            *count = count.saturating_add(1);
        })
        .await?;
    let see = |one: ProposalScorer| scorers.entry(one.call).or_default().extend([one.scorer]);
    source.scan::<ProposalScorer>(see).await?;
    let see = |one: ProposalScore| {
        if scorers.get(&one.call).is_some_and(|scorers| scorers.contains(&one.scorer)) {
            let count = scores.entry((one.call, one.seller)).or_default();
            *count = count.saturating_add(1);
        }
    };
    source.scan::<ProposalScore>(see).await?;
    let see = |one: Proposal| {
        let Some(call) = calls.get(&one.call) else {
            wrong.push(format!("proposal {} of {}: there is no such call", one.number, one.call));
            return;
        };
        let is_live = call.stage != ProposalCallStage::Ended;
        let is_right = match one.stage {
            ProposalStage::Open => is_live,
            ProposalStage::Chosen => !is_live && call.winner == Some(one.seller),
            ProposalStage::NotChosen => !is_live,
            ProposalStage::Withdrawn => true,
        };
        if !is_right {
            wrong
                .push(format!("proposal {} of {}: it does not stand as its call does", one.number, one.call));
        }
        let each = criteria.get(&one.call).copied().unwrap_or_default();
        let of_all = scorers.get(&one.call).map_or(0, BTreeSet::len).saturating_mul(each);
        let is_scored = scores.get(&(one.call, one.seller)).copied().unwrap_or_default() == of_all;
        let counts = one.stage != ProposalStage::Withdrawn;
        if counts && call.has_open_prices() != one.total().is_some() && !has_sealed_again(call) {
            wrong.push(format!(
                "proposal {} of {}: its points are not as its call stands",
                one.number, one.call
            ));
        }
        if one.total().is_some() && !is_scored {
            wrong.push(format!("proposal {} of {}: its price was opened unscored", one.number, one.call));
        }
    };
    source.scan::<Proposal>(see).await?;
    Ok(())
}

/// Whether a call ended without a choice: then its prices may have been open, and are shown no more.
fn has_sealed_again(call: &ProposalCall) -> bool {
    call.stage == ProposalCallStage::Ended && !call.has_open_prices()
}
