//! What time does to a call for proposals: it opens the first envelopes, ends the standstill, and ends a call whose buyer stays silent.

use super::{
    Envelopes, Proposal, ProposalCall, ProposalCallStage, ProposalEnding, ProposalNotice, ProposalPrice,
    WholeProposal, subject,
};
use crate::support::{escrow, notices};
use kernel::{Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// Opens the first envelopes of a call whose deadline is over; books what was chosen when its standstill is; and ends a call whose buyer
/// has not chosen in time.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.advance_proposal_call", by_market)]
pub struct AdvanceProposalCall {
    /// Which.
    pub brief: Id<ProposalCall>,
}

impl Decide for AdvanceProposalCall {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        Envelopes::reads(keys, Command::locality(self), self.brief);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut call = draft.get::<ProposalCall>((draft.locality(), self.brief))?;
        if call.stage == ProposalCallStage::Ended {
            return Ok(());
        }
        let due_at = call.timed_at();
        call.end_timer(draft)?;
        if draft.now() < due_at {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(due_at, self));
            draft.put(&ProposalCall { timer, ..call })?;
            return Ok(());
        }
        match call.stage {
            ProposalCallStage::Open => call.close(draft),
            ProposalCallStage::Standstill => call.book(draft),
            ProposalCallStage::Scoring | ProposalCallStage::Deciding | ProposalCallStage::Ended => {
                call.lapse(draft)
            }
        }
    }
}

impl ProposalCall {
    /// The deadline is over. Whoever was invited to score, and has proposed, does not score.
    fn close(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let envelopes = Envelopes::of(draft, self.id)?;
        let proposals = i64::try_from(envelopes.proposals.len()).unwrap_or(i64::MAX);
        if proposals == 0 {
            return self.lapse(draft);
        }
        let until = self.decide_by;
        for scorer in envelopes.scorers {
            if envelopes.proposals.iter().any(|one| one.seller == scorer.scorer) {
                self.without_scorer(draft, scorer.scorer)?;
                continue;
            }
            let notice = ProposalNotice::ToScore { proposals, until };
            notices::tell(draft, scorer.scorer, subject(self.id), &notice);
        }
        let timer = Some(draft.set_timer(until, &AdvanceProposalCall { brief: self.id }));
        draft.put(&Self { stage: ProposalCallStage::Scoring, timer, ..self })?;
        Ok(())
    }

    /// Nobody chose in time, or nobody had proposed.
    fn lapse(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        notices::tell(draft, self.buyer, subject(self.id), &ProposalNotice::Lapsed);
        self.end_without(draft, ProposalEnding::Lapsed, &ProposalNotice::Lapsed)
    }

    /// The standstill is over: what was chosen is booked, if the rules and the money still allow it.
    fn book(mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        self.release(draft)?;
        let calls = [self.clone()];
        let booked = draft.each(&calls, |draft, call| call.book_winner(draft))?;
        if booked.into_iter().all(|one| one.is_ok()) {
            let ending = if self.reason.is_some() { ProposalEnding::Another } else { ProposalEnding::Best };
            return self.chosen(draft, ending);
        }
        for user in [Some(self.buyer), self.winner].into_iter().flatten() {
            notices::tell(draft, user, subject(self.id), &ProposalNotice::FellThrough);
        }
        for one in Envelopes::counting(draft, self.id)? {
            draft.put(&Proposal { stage: super::ProposalStage::NotChosen, ..one })?;
        }
        Self { awarded: None, ..self }.end(draft, ProposalEnding::FellThrough)
    }

    fn book_winner(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let key = (self.locality, self.id, self.winner.unwrap_or(self.buyer));
        let price = draft.get::<ProposalPrice>(key)?.price;
        let whole = WholeProposal::of(draft, draft.get::<Proposal>(key)?)?;
        let priced = whole.priced(draft, self, price)?;
        let receives = priced.receives()?.of(self.currency);
        let award = whole.award(draft, self, priced)?;
        escrow::make(draft, &award)?;
        notices::tell(draft, whole.proposal.seller, subject(self.id), &ProposalNotice::Won { receives });
        Ok(())
    }
}
