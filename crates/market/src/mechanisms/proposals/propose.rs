//! Proposing on a call, and taking a proposal back. One seller has one proposal; proposing again takes the place of the one before.

use super::open::WHOLE;
use super::whole::milestone_row;
use super::{
    PromptText, Proposal, ProposalCall, ProposalPrice, ProposalRefusal, ProposalScorer, ProposalStage,
    ProposalTerms, WholeProposal, terms,
};
use crate::options::blocks;
use crate::trade::milestone::{Milestone, StageTitle};
use crate::users::{
    User,
    assets::{self, Asking, Offering},
    confirmed_trader,
};
use kernel::{Amount, Asks, BasisPoints, Command, Date, Day, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// A milestone of a proposal.
#[derive(Asks, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct MilestoneProposed {
    /// What it is called.
    #[ask(example = "Foundations")]
    pub title: StageTitle,
    /// What part of the price is paid for it, in hundredths of a percent.
    #[ask(example = "10000")]
    pub share_bp: BasisPoints,
    /// The first day of it: not before the last of the one before.
    pub from_on: Date,
    /// The last day.
    pub until_on: Date,
}

/// Proposes on a call, or changes your proposal, in two envelopes. Nobody else reads how you would do it before the deadline, and
/// nobody the price before every score is in. You can take it back until the deadline; then it binds you until the call ends.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.set_proposal", locality = self.brief.locality())]
pub struct SetProposal {
    /// Who proposes.
    #[command(actor)]
    pub seller: Id<User>,
    /// On which call.
    pub brief: Id<ProposalCall>,
    /// From which of your offerings, of the call's sector.
    pub offering: Id<Offering>,
    /// How you would do it.
    #[ask(example = "An oak frame on pad foundations, made in my shop and put up in two days.")]
    pub approach: PromptText,
    /// What you have done that is like it.
    #[ask(example = "Four garden rooms since 2022; two of them can be visited.")]
    pub experience: PromptText,
    /// Who would do it, and what else there is to say.
    pub team: Option<PromptText>,
    /// The milestones, in order; their shares make ten thousand.
    pub milestones: Vec<MilestoneProposed>,
    /// What you want for all of it, in minor units, the mark-up not counted.
    #[ask(example = "90000")]
    pub price: Amount,
}

impl Decide for SetProposal {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.seller));
        keys.one::<Offering>((locality, self.offering));
        keys.one::<ProposalCall>((locality, self.brief));
        keys.one::<ProposalScorer>((locality, self.brief, self.seller));
        keys.one::<Proposal>((locality, self.brief, self.seller));
        keys.one::<ProposalPrice>((locality, self.brief, self.seller));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        confirmed_trader(draft)?;
        let locality = draft.locality();
        let call = draft.get::<ProposalCall>((locality, self.brief))?;
        call.takes_proposals(draft)?;
        if call.buyer == self.seller {
            return Err(ProposalRefusal::OwnCall.into());
        }
        blocks::none_between(draft, Some(call.buyer), self.seller)?;
        if draft.find::<ProposalScorer>((locality, self.brief, self.seller))?.is_some() {
            return Err(ProposalRefusal::ScorerSells.into());
        }
        let figures = terms(draft)?;
        if call.proposal_count >= figures.proposals_max {
            return Err(ProposalRefusal::TooManyProposals { most: figures.proposals_max }.into());
        }
        let offering = assets::own(draft, self.offering)?;
        if offering.sector != call.sector {
            return Err(ProposalRefusal::NotThisSector.into());
        }
        let (currency, amounts) = (call.currency, vec![("price", self.price)]);
        assets::paid_there(draft, &offering, &Asking { currency, amounts, extras: Vec::new() })?;
        self.milestones_fit(&call, &figures)?;
        let before = draft.find::<Proposal>((locality, self.brief, self.seller))?;
        let trade = before.map_or_else(|| draft.id(), |before| before.trade);
        let earlier = draft.list::<Milestone>((locality, trade))?;
        let number = call.proposal_count.saturating_add(1);
        let proposal = Proposal {
            locality,
            call: self.brief,
            seller: self.seller,
            number,
            offering: offering.id,
            stage: ProposalStage::Open,
            approach: self.approach.clone(),
            experience: self.experience.clone(),
            team: self.team.clone(),
            trade,
            proposed_at: draft.now(),
            quality_bp: None,
            price_bp: None,
            place: None,
        };
        let milestones = (1..).zip(&self.milestones);
        let milestones = milestones.map(|(number, one)| milestone_row(trade, self.seller, number, one));
        let whole = WholeProposal { proposal, milestones: milestones.collect() };
        if whole.prices(self.price)?.iter().any(|price| *price <= Amount::ZERO) {
            return Err(ProposalRefusal::BadProposal { field: "price" }.into());
        }
        // Asked now, so that nobody waits for a deadline to hear that a rule forbids it; and again when it is chosen.
        whole.priced(draft, &call, self.price)?;
        for milestone in earlier.iter().skip(whole.milestones.len()) {
            draft.remove::<Milestone>((locality, trade, milestone.number))?;
        }
        for milestone in &whole.milestones {
            draft.find::<Milestone>((locality, trade, milestone.number))?;
            draft.put(milestone)?;
        }
        draft.put(&whole.proposal)?;
        draft.find::<ProposalPrice>((locality, self.brief, self.seller))?;
        draft.put(&ProposalPrice { locality, call: self.brief, seller: self.seller, price: self.price })?;
        draft.put(&ProposalCall { proposal_count: number, ..call })?;
        Ok(())
    }
}

impl SetProposal {
    /// Refuses milestones that are not all of it, one after the other, in the days of the call.
    fn milestones_fit(&self, call: &ProposalCall, figures: &ProposalTerms) -> Result<(), ProposalRefusal> {
        let most = figures.milestones_max;
        if !i64::try_from(self.milestones.len()).is_ok_and(|count| (1..=most).contains(&count)) {
            return Err(ProposalRefusal::NotTheseMilestones { most });
        }
        if !self.milestones.iter().all(|one| (1..=WHOLE).contains(&one.share_bp.0)) {
            return Err(ProposalRefusal::BadProposal { field: "share_bp" });
        }
        let sum = self.milestones.iter().fold(0_i64, |sum, one| sum.saturating_add(one.share_bp.0));
        if sum != WHOLE {
            return Err(ProposalRefusal::SharesDoNotSum { sum });
        }
        let mut from = call.from_day;
        for one in &self.milestones {
            let (first, last) = (Day::of(one.from_on), Day::of(one.until_on));
            if first < from || last < first || last > call.until_day {
                return Err(ProposalRefusal::NotInTime);
            }
            from = last;
        }
        Ok(())
    }
}

/// Takes your proposal back, until the deadline.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.withdraw_proposal", locality = self.brief.locality())]
pub struct WithdrawProposal {
    /// Whose.
    #[command(actor)]
    pub seller: Id<User>,
    /// On which call.
    pub brief: Id<ProposalCall>,
}

impl Decide for WithdrawProposal {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        keys.one::<Proposal>((Command::locality(self), self.brief, self.seller));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<ProposalCall>((draft.locality(), self.brief))?;
        call.takes_proposals(draft)?;
        let proposal = draft.find::<Proposal>((draft.locality(), self.brief, self.seller))?;
        let proposal = proposal.filter(|proposal| proposal.stage == ProposalStage::Open);
        let proposal = proposal.ok_or(ProposalRefusal::NoProposal)?;
        draft.put(&Proposal { stage: ProposalStage::Withdrawn, ..proposal })?;
        Ok(())
    }
}
