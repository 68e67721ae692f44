//! Who scores: the buyer, and whom the buyer invites.

use super::{
    Envelopes, Proposal, ProposalCall, ProposalCallStage, ProposalNotice, ProposalRefusal, ProposalScore,
    ProposalScorer, ProposalStage, subject, terms,
};
use crate::options::blocks;
use crate::support::notices;
use crate::users::{User, UserRefusal, UserStage, confirmed_trader, only, open_user};
use kernel::{Command, CommandRefusal, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// Invites somebody to score the proposals of your call, before the prices are open. Whoever scores does not propose.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.invite_scorer")]
pub struct InviteScorer {
    /// To which call.
    pub brief: Id<ProposalCall>,
    /// Whom.
    pub scorer: Id<User>,
}

impl Decide for InviteScorer {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<ProposalCall>((locality, self.brief));
        keys.one::<User>((locality, self.scorer));
        keys.all::<ProposalScorer>((locality, self.brief));
        keys.one::<Proposal>((locality, self.brief, self.scorer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let call = draft.get::<ProposalCall>((locality, self.brief))?;
        only(draft, call.buyer)?;
        confirmed_trader(draft)?;
        call.is_before_prices()?;
        if open_user(draft, self.scorer)?.stage == UserStage::Closing {
            return Err(UserRefusal::Closing.into());
        }
        blocks::none_between(draft, Some(call.buyer), self.scorer)?;
        let scorers = draft.list::<ProposalScorer>((locality, self.brief))?;
        if scorers.iter().any(|scorer| scorer.scorer == self.scorer) {
            return Ok(());
        }
        let most = terms(draft)?.scorers_max;
        if i64::try_from(scorers.len()).map_or(true, |count| count >= most) {
            return Err(ProposalRefusal::TooManyScorers { most }.into());
        }
        // Before the deadline nobody hears who has proposed: then whoever has is no scorer once it is over.
        if call.stage == ProposalCallStage::Scoring {
            let proposal = draft.find::<Proposal>((locality, self.brief, self.scorer))?;
            if proposal.is_some_and(|one| one.stage != ProposalStage::Withdrawn) {
                return Err(ProposalRefusal::ScorerSells.into());
            }
        }
        let invited_at = draft.now();
        draft.put(&ProposalScorer { locality, call: self.brief, scorer: self.scorer, invited_at })?;
        notices::tell(draft, self.scorer, subject(self.brief), &ProposalNotice::Invited);
        Ok(())
    }
}

/// Takes a scorer off a call, before the prices are open: the buyer does, or the scorer. Their scores count no more.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.dismiss_scorer")]
pub struct DismissScorer {
    /// Of which call.
    pub brief: Id<ProposalCall>,
    /// Whom.
    pub scorer: Id<User>,
}

impl Decide for DismissScorer {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        Envelopes::reads(keys, Command::locality(self), self.brief);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let call = draft.get::<ProposalCall>((locality, self.brief))?;
        let is_own = CommandRefusal::unless_user(draft.actor(), self.scorer).is_ok();
        if !is_own {
            only(draft, call.buyer)?;
        }
        call.is_before_prices()?;
        if self.scorer == call.buyer {
            return Err(ProposalRefusal::BuyerScores.into());
        }
        draft.get::<ProposalScorer>((locality, self.brief, self.scorer))?;
        call.without_scorer(draft, self.scorer)?;
        if !is_own {
            notices::tell(draft, self.scorer, subject(self.brief), &ProposalNotice::Dismissed);
        }
        if call.stage == ProposalCallStage::Scoring {
            return call.open_prices_if_scored(draft);
        }
        Ok(())
    }
}

impl ProposalCall {
    /// Refuses once the prices are open.
    pub(super) fn is_before_prices(&self) -> Result<(), ProposalRefusal> {
        match self.stage {
            ProposalCallStage::Open | ProposalCallStage::Scoring => Ok(()),
            ProposalCallStage::Deciding | ProposalCallStage::Standstill => Err(ProposalRefusal::PricesOpen),
            ProposalCallStage::Ended => Err(ProposalRefusal::Over),
        }
    }

    /// Somebody scores no more, and what they have scored counts no more.
    pub(super) fn without_scorer(&self, draft: &mut Draft<'_>, scorer: Id<User>) -> Result<(), Stop> {
        for score in draft.list::<ProposalScore>((self.locality, self.id))? {
            if score.scorer == scorer {
                let ProposalScore { seller, criterion, .. } = score;
                draft.remove::<ProposalScore>((self.locality, self.id, seller, scorer, criterion))?;
            }
        }
        draft.remove::<ProposalScorer>((self.locality, self.id, scorer))?;
        Ok(())
    }
}
