//! Scoring, blind to prices; the last score that is missing opens them.

use super::points::SCORE_MAX;
use super::{
    Envelopes, ProposalCall, ProposalCallStage, ProposalNotice, ProposalPrice, ProposalRefusal,
    ProposalScore, ReasonText, subject, terms,
};
use crate::support::notices;
use crate::users::User;
use kernel::{Asks, Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// How a criterion of a proposal is scored.
#[derive(Asks, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct CriterionScored {
    /// Which criterion, from 1.
    #[ask(example = "1")]
    pub criterion: i64,
    /// How good it is, from 0 to 5.
    #[ask(example = "4")]
    pub score: i64,
    /// Why.
    #[ask(example = "It keeps the view, and the gutter is thought of.")]
    pub reason: ReasonText,
}

/// Scores a proposal by every criterion, or changes your scores of it. Nobody knows a price yet: when the last score of the last scorer
/// is in, the prices are opened, and no score changes any more.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.score_proposal", locality = self.brief.locality())]
pub struct ScoreProposal {
    /// Who scores.
    #[command(actor)]
    pub scorer: Id<User>,
    /// Of which call.
    pub brief: Id<ProposalCall>,
    /// Whose proposal.
    pub seller: Id<User>,
    /// A score for each criterion.
    pub scores: Vec<CriterionScored>,
}

impl Decide for ScoreProposal {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        Envelopes::reads(keys, Command::locality(self), self.brief);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let call = draft.get::<ProposalCall>((locality, self.brief))?;
        let envelopes = Envelopes::of(draft, self.brief)?;
        if !envelopes.scorers.iter().any(|scorer| scorer.scorer == self.scorer) {
            return Err(ProposalRefusal::NotAScorer.into());
        }
        call.is_before_prices()?;
        if call.stage == ProposalCallStage::Open {
            return Err(ProposalRefusal::Sealed.into());
        }
        if !envelopes.proposals.iter().any(|proposal| proposal.seller == self.seller) {
            return Err(ProposalRefusal::NoProposal.into());
        }
        let is_scored_once = |number: i64| {
            let mut scored = self.scores.iter().filter(|one| one.criterion == number);
            scored.next().is_some_and(|one| (0..=SCORE_MAX).contains(&one.score)) && scored.next().is_none()
        };
        let is_each = envelopes.criteria.iter().all(|criterion| is_scored_once(criterion.number));
        if !is_each || self.scores.len() != envelopes.criteria.len() {
            let criteria = i64::try_from(envelopes.criteria.len()).unwrap_or(i64::MAX);
            return Err(ProposalRefusal::NotTheseScores { criteria, most: SCORE_MAX }.into());
        }
        for CriterionScored { criterion, score, reason } in self.scores.clone() {
            let (call, seller, scorer) = (self.brief, self.seller, self.scorer);
            draft.put(&ProposalScore { locality, call, seller, scorer, criterion, score, reason })?;
        }
        call.open_prices_if_scored(draft)
    }
}

impl ProposalCall {
    /// Opens the prices, if every score is in: the one place that reads them before they may be read. Then each proposal has its points
    /// and its place.
    pub(super) fn open_prices_if_scored(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let envelopes = Envelopes::of(draft, self.id)?;
        if !envelopes.are_scored(terms(draft)?.scorers_min(self.is_public)) {
            return Ok(());
        }
        let prices = draft.list::<ProposalPrice>((self.locality, self.id))?;
        for proposal in envelopes.placed(&self, &prices) {
            draft.put(&proposal)?;
        }
        let until = self.decide_by;
        notices::tell(draft, self.buyer, subject(self.id), &ProposalNotice::PricesOpen { until });
        draft.put(&Self { stage: ProposalCallStage::Deciding, ..self })?;
        Ok(())
    }
}
