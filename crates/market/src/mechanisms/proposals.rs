//! Requests for proposals (M3): a buyer says what they need and why, sellers say how they would do it and for how much, in two
//! envelopes, and the most points by weights that were published win.
//!
//! ```text
//! OpenProposalCall ──▶ open ──SetProposal, WithdrawProposal, AskOfProposals, AnswerOfProposals──▶ open
//!                       ├──CallOffProposalCall──▶ ended
//!                       └──AdvanceProposalCall (timer, the deadline)──▶ scoring
//! scoring ──ScoreProposal (the last that is missing)──▶ deciding: the prices are open
//! deciding ──AwardProposal──▶ ended ──award──▶ support::escrow::make
//!          └──AwardProposal of a public buyer──▶ standstill ──AdvanceProposalCall (timer)──▶ ended ──award──▶ support::escrow::make
//! scoring, deciding, standstill ──EndProposals──▶ ended
//! scoring, deciding ──AdvanceProposalCall (timer)──▶ ended, lapsed
//! ```
//!
//! A proposal is two envelopes. Until the deadline nobody but its seller reads either, not even the buyer, and nobody hears how
//! many there are. Then scorers read the first, which says how, by whom and in which milestones, and score it by the published
//! criteria; the second, the price, stays sealed until every score is in: no decision reads a [`ProposalPrice`] before, and nothing
//! shows one. [`points`] works out what scores and prices come to. What becomes a trade is a part for each milestone, one after the
//! other: the money of the first is taken at the award, that of each other when the one before is closed.

mod ask;
mod award;
mod clock;
mod open;
pub mod points;
mod propose;
mod said;
mod score;
mod scorers;
mod terms;
mod views;
mod whole;

pub use ask::{AnswerOfProposals, AskOfProposals};
pub use award::{AwardProposal, EndProposals, ProposalAwarded};
pub use clock::AdvanceProposalCall;
pub(crate) use open::call_off_all;
pub use open::{CallOffProposalCall, CriterionAsked, OpenProposalCall};
pub use propose::{MilestoneProposed, SetProposal, WithdrawProposal};
pub use said::{ProposalCallStage, ProposalEnding, ProposalNotice, ProposalRefusal, ProposalStage};
pub use score::{CriterionScored, ScoreProposal};
pub use scorers::{DismissScorer, InviteScorer};
pub use terms::ProposalTerms;
pub use views::{
    PROPOSALS_PAGE, ProposalCallCard, ProposalCallOfBuyer, ProposalCallOfScorer, ProposalCallOfSeller,
};
pub use whole::{Envelopes, WholeProposal};

use crate::directory::{Directory, WorkPlace};
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::users::{
    Street, User,
    assets::{AssetRefusal, Offering},
};
use kernel::{
    Amount, BasisPoints, Currency, Day, Draft, Id, Locality, LongText, Members, PostCode, Record, ShortText,
    Show, Stop, Timer, Timestamp,
};
use ledger::Transfer;
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "proposals";

/// What a call is for, in a line.
pub type BriefTitle = ShortText<120, 2>;
/// What a criterion is called.
pub type CriterionTitle = ShortText<80, 2>;
/// What a prompt is answered with.
pub type PromptText = LongText<2_000>;
/// A question, an answer, or a reason.
pub type ReasonText = LongText<1_000>;

/// A call for proposals: what somebody needs and why, until when sellers propose, and by which weights one is chosen.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "proposal_call",
    key(locality, id),
    personal(buyer),
    index = "locality, stage, closes_at, id",
    index = "locality, buyer, id",
    check = "from_day <= until_day",
    check = "budget_min <= budget_max",
    check = "price_bp > 0",
    check = "proposal_count >= 0"
)]
#[show(only(
    id,
    sector,
    post_code,
    title,
    why,
    must_haves,
    budget_min,
    budget_max,
    currency,
    from_day,
    until_day,
    is_public,
    price_bp,
    stage,
    closes_at,
    decide_by,
    stands_until,
    ending,
    reason,
    awarded
))]
pub struct ProposalCall {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<ProposalCall>,
    /// Who asks.
    pub buyer: Id<User>,
    /// The sector's code.
    pub sector: String,
    /// Where it is needed.
    pub post_code: PostCode,
    /// Street and number, while it is not ended: only for whoever is chosen.
    pub street: Option<Street>,
    /// What is needed, in a line.
    pub title: BriefTitle,
    /// Why, and what it is to achieve.
    pub why: PromptText,
    /// What every proposal must have.
    pub must_haves: Option<PromptText>,
    /// What the buyer thinks of paying at least, in minor units.
    #[show(money)]
    pub budget_min: Option<Amount>,
    /// And at most.
    #[show(money)]
    pub budget_max: Option<Amount>,
    /// In which currency.
    pub currency: Currency,
    /// The first day on which work can begin.
    pub from_day: Day,
    /// The day on which all of it is done.
    pub until_day: Day,
    /// Whether the buyer is a public body: then two score at least, and nobody is bound for some time after the choice.
    pub is_public: bool,
    /// The weight of the price, in hundredths of a percent; the criteria have the rest.
    pub price_bp: BasisPoints,
    /// Where it stands.
    pub stage: ProposalCallStage,
    /// The deadline: when proposals are over.
    pub closes_at: Timestamp,
    /// Until when they are scored and one is chosen.
    pub decide_by: Timestamp,
    /// Until when nobody is bound by the choice.
    pub stands_until: Option<Timestamp>,
    /// What does the next thing that time does.
    pub timer: Option<Id<Timer>>,
    /// How often somebody proposed: each time has the next number.
    pub proposal_count: i64,
    /// How many questions there are.
    pub question_count: i64,
    /// Whose proposal was chosen.
    pub winner: Option<Id<User>>,
    /// What is set aside for it during the standstill.
    pub pending: Option<Id<Transfer>>,
    /// How it ended.
    pub ending: Option<ProposalEnding>,
    /// Why another than the best was chosen, or none: anybody may read it.
    pub reason: Option<ReasonText>,
    /// What the buyer pays in all for what was chosen, in minor units.
    #[show(money)]
    pub awarded: Option<Amount>,
}

/// A criterion by which a call's proposals are scored.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "proposal_criterion", key(locality, call, number), personal(call), check = "weight_bp > 0")]
pub struct ProposalCriterion {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which call.
    #[show(skip)]
    pub call: Id<ProposalCall>,
    /// Which it is, from 1.
    pub number: i64,
    /// What it is called.
    pub title: CriterionTitle,
    /// Its weight, in hundredths of a percent.
    pub weight_bp: BasisPoints,
}

/// A call that has not ended. A buyer's are read and counted in the commit that adds one more.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "open_proposal_call", key(locality, buyer, call), personal(buyer))]
pub struct OpenProposals {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub buyer: Id<User>,
    /// Which.
    pub call: Id<ProposalCall>,
}

/// Somebody who scores the proposals of a call: the buyer, and whom the buyer invited.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "proposal_scorer",
    key(locality, call, scorer),
    personal(scorer),
    index = "locality, scorer, call"
)]
pub struct ProposalScorer {
    /// The market area.
    pub locality: Locality,
    /// Of which call.
    pub call: Id<ProposalCall>,
    /// Who.
    pub scorer: Id<User>,
    /// When they were invited.
    pub invited_at: Timestamp,
}

/// What a seller proposes on a call, its price aside: read by nobody else until the deadline.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "proposal",
    key(locality, call, seller),
    personal(seller),
    index = "locality, seller, call",
    check = "number > 0",
    check = "place > 0"
)]
pub struct Proposal {
    /// The market area.
    pub locality: Locality,
    /// On which call.
    pub call: Id<ProposalCall>,
    /// Who proposes.
    pub seller: Id<User>,
    /// The how-manieth proposal of the call it is.
    pub number: i64,
    /// From which of the seller's offerings.
    pub offering: Id<Offering>,
    /// Where it stands.
    pub stage: ProposalStage,
    /// How the seller would do it.
    pub approach: PromptText,
    /// What the seller has done that is like it.
    pub experience: PromptText,
    /// Who would do it, and what else there is to say.
    pub team: Option<PromptText>,
    /// The trade that it may become.
    pub trade: Id<Trade>,
    /// When it was made or last changed.
    pub proposed_at: Timestamp,
    /// Its points for quality, once the prices are open.
    pub quality_bp: Option<BasisPoints>,
    /// Its points for the price.
    pub price_bp: Option<BasisPoints>,
    /// Its place by all its points, from 1.
    pub place: Option<i64>,
}

/// The other envelope of a proposal: its price, sealed until every score is in.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "proposal_price", key(locality, call, seller), personal(seller), check = "price > 0")]
pub struct ProposalPrice {
    /// The market area.
    pub locality: Locality,
    /// On which call.
    pub call: Id<ProposalCall>,
    /// Whose.
    pub seller: Id<User>,
    /// What the seller wants for all of it, in minor units, the mark-up not counted.
    pub price: Amount,
}

/// How a scorer scores a criterion of a proposal.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "proposal_score",
    key(locality, call, seller, scorer, criterion),
    personal(seller, scorer),
    check = "score >= 0",
    check = "score <= 5"
)]
pub struct ProposalScore {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which call.
    #[show(skip)]
    pub call: Id<ProposalCall>,
    /// Of whose proposal.
    #[show(skip)]
    pub seller: Id<User>,
    /// Who scores.
    #[show(skip)]
    pub scorer: Id<User>,
    /// Which criterion.
    pub criterion: i64,
    /// How good it is, from 0 to 5.
    pub score: i64,
    /// Why.
    pub reason: ReasonText,
}

/// A question about a call, which all who see the call read with its answer; not who asked.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "proposal_question", key(locality, call, number), personal(asker))]
pub struct ProposalQuestion {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// About which call.
    #[show(skip)]
    pub call: Id<ProposalCall>,
    /// Which question it is, from 1.
    pub number: i64,
    /// Who asked.
    #[show(skip)]
    pub asker: Id<User>,
    /// What.
    pub question: ReasonText,
    /// When.
    pub asked_at: Timestamp,
    /// What the buyer answered.
    pub answer: Option<ReasonText>,
}

impl ProposalCall {
    /// Whether proposals are taken at a moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.stage == ProposalCallStage::Open && now < self.closes_at
    }

    /// Whether the prices may be read: every score is in, and one is chosen, or is about to be.
    pub const fn has_open_prices(&self) -> bool {
        match self.stage {
            ProposalCallStage::Open | ProposalCallStage::Scoring => false,
            ProposalCallStage::Deciding | ProposalCallStage::Standstill => true,
            // What ended before its prices were opened never opens them.
            ProposalCallStage::Ended => {
                matches!(
                    self.ending,
                    Some(ProposalEnding::Best | ProposalEnding::Another | ProposalEnding::FellThrough)
                )
            }
        }
    }

    /// Refuses unless proposals are taken now.
    fn takes_proposals(&self, draft: &Draft<'_>) -> Result<(), ProposalRefusal> {
        if self.is_open(draft.now()) { Ok(()) } else { Err(ProposalRefusal::Over) }
    }

    /// Where it is needed.
    ///
    /// # Errors
    /// [`AssetRefusal::UnknownPlace`] when the directory has it no more.
    pub fn place(&self, directory: &Directory) -> Result<WorkPlace, Stop> {
        Ok(directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone())
    }

    /// When its timer is due.
    pub fn timed_at(&self) -> Timestamp {
        match (self.stage, self.stands_until) {
            (ProposalCallStage::Open, _) => self.closes_at,
            (ProposalCallStage::Standstill, Some(until)) => until,
            _ => self.decide_by,
        }
    }

    fn end_timer(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        match self.timer.take() {
            Some(timer) => Ok(draft.take_back_timer(self.timed_at(), timer)?),
            None => Ok(()),
        }
    }

    /// What is set aside is the buyer's again.
    fn release(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        match self.pending.take() {
            Some(pending) => ledger::void_pending(draft, pending),
            None => Ok(()),
        }
    }

    /// It is over: its street forgotten, its money free, nothing ends it any more.
    fn end(mut self, draft: &mut Draft<'_>, ending: ProposalEnding) -> Result<(), Stop> {
        self.end_timer(draft)?;
        self.release(draft)?;
        draft.remove::<OpenProposals>((self.locality, self.buyer, self.id))?;
        let (stage, ending) = (ProposalCallStage::Ended, Some(ending));
        draft.put(&Self { stage, ending, street: None, ..self })?;
        Ok(())
    }
}

/// A call as what a notice is about.
fn subject(call: Id<ProposalCall>) -> Subject {
    Subject { kind: SubjectKind::ProposalCall, id: call.cast() }
}

/// The figures of calls for proposals, today.
fn terms(draft: &Draft<'_>) -> Result<ProposalTerms, Stop> {
    ProposalTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
