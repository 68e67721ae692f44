//! `/proposal-calls`: what buyers need and why, and how sellers would do it, in two envelopes.

use super::call::Call;
use super::sent::{Paged, Sent, Taken, cursor};
use crate::cursor::Page;
use crate::error::{Answer, AppError};
use crate::nouns::proposals::{self, Asked, OwnProposal, ProposalCallListed, ProposalCallSeen, ProposalSeen};
use kernel::{Asks, BasisPoints, Id, Money, Show, Timestamp};
use market::directory::Family;
use market::mechanisms::proposals::{
    AnswerOfProposals, AskOfProposals, AwardProposal, CallOffProposalCall, DismissScorer, EndProposals,
    InviteScorer, OpenProposalCall, PromptText, ProposalCall, ProposalCriterion, ProposalQuestion,
    ProposalScore, ProposalStage, ScoreProposal, SetProposal, WholeProposal, WithdrawProposal,
};
use market::trade::Trade;
use market::trade::milestone::Milestone;
use market::users::{User, assets::Offering};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/proposal-calls", list)
            .about("Those that take proposals, the first to close first, twenty a page; of a sector and in a post code, if you say so.")
            .public(),
        Call::list("/proposal-calls-made", made).about("Those that you have made, the latest first, twenty a page."),
        Call::list("/proposal-calls-proposed", proposed)
            .about("Those on which you have proposed, the latest first, twenty a page."),
        Call::list("/proposal-calls-scored", scored).about("Those that you score, the latest first, twenty a page."),
        Call::get("/proposal-calls/{brief}", show)
            .about(
                "With its criteria and their weights, questions and answers, and your own proposal. Nobody reads another's proposal \
                 before the deadline, not even whoever asks.",
            )
            .public(),
        Call::get("/proposal-calls/{brief}/proposals", compared).about(
            "For those who score, after the deadline: every proposal, with your scores. Prices, all scores and points are there once \
             the last score is in.",
        ),
        Call::act_for::<OpenProposalCall>("/proposal-calls", "brief"),
        Call::act::<CallOffProposalCall>("/proposal-calls/{brief}/calling-off"),
        Call::act::<InviteScorer>("/proposal-calls/{brief}/scorers"),
        Call::act::<DismissScorer>("/proposal-calls/{brief}/scorers/{scorer}/dismissal"),
        Call::act::<AskOfProposals>("/proposal-calls/{brief}/questions"),
        Call::act::<AnswerOfProposals>("/proposal-calls/{brief}/questions/{question}/answer"),
        Call::act::<SetProposal>("/proposal-calls/{brief}/proposal"),
        Call::act::<WithdrawProposal>("/proposal-calls/{brief}/withdrawal"),
        Call::act::<ScoreProposal>("/proposal-calls/{brief}/proposals/{seller}/scores"),
        Call::act::<AwardProposal>("/proposal-calls/{brief}/award"),
        Call::act::<EndProposals>("/proposal-calls/{brief}/no-award"),
    ]
}

/// Which calls are looked for.
#[derive(Asks, Deserialize)]
struct ProposalsLooked {
    /// The sector, by its slug or code.
    #[ask(example = "carpenter")]
    sector: Option<String>,
    /// Where it is needed.
    #[ask(example = "97214")]
    post_code: Option<String>,
    /// Where the page begins: as the header `Link` of the page before has it.
    after: Option<String>,
}

impl Taken for ProposalsLooked {}

/// A proposal, its price aside.
#[derive(Show)]
struct ProposalShown {
    /// Where it stands.
    stage: ProposalStage,
    /// From which offering.
    offering: Id<Offering>,
    /// How the seller would do it.
    approach: PromptText,
    /// What the seller has done that is like it.
    experience: PromptText,
    /// Who would do it, and what else there is to say.
    team: Option<PromptText>,
    /// Its milestones, in order.
    milestones: Vec<Milestone>,
    /// Its points for quality, in hundredths of a percent, once every score is in.
    quality_bp: Option<BasisPoints>,
    /// Its points for the price.
    price_bp: Option<BasisPoints>,
    /// Its place by all its points, from 1.
    place: Option<i64>,
    /// The trade that it became.
    trade: Option<Id<Trade>>,
    /// When it was made or last changed.
    proposed_at: Timestamp,
}

impl From<WholeProposal> for ProposalShown {
    fn from(WholeProposal { proposal, milestones }: WholeProposal) -> Self {
        Self {
            stage: proposal.stage,
            offering: proposal.offering,
            approach: proposal.approach,
            experience: proposal.experience,
            team: proposal.team,
            milestones,
            quality_bp: proposal.quality_bp,
            price_bp: proposal.price_bp,
            place: proposal.place,
            trade: Some(proposal.trade).filter(|_| proposal.stage == ProposalStage::Chosen),
            proposed_at: proposal.proposed_at,
        }
    }
}

/// A proposal as its seller has it: both envelopes.
#[derive(Show)]
pub(super) struct OwnProposalShown {
    /// The first envelope.
    proposal: ProposalShown,
    /// The price, the mark-up not counted.
    price: Money,
}

impl OwnProposalShown {
    fn of(OwnProposal { mut whole, price }: OwnProposal, call: &ProposalCall) -> Self {
        // A seller hears of points when it is over.
        if call.ending.is_none() {
            (whole.proposal.quality_bp, whole.proposal.price_bp, whole.proposal.place) = (None, None, None);
        }
        Self { proposal: whole.into(), price: price.of(call.currency) }
    }
}

/// A call in a list.
#[derive(Show)]
pub(super) struct ProposalCallShown {
    #[show(flatten)]
    call: ProposalCall,
    /// By what proposals are scored.
    criteria: Vec<ProposalCriterion>,
    /// What you have proposed.
    own: Option<OwnProposalShown>,
}

impl From<ProposalCallListed> for ProposalCallShown {
    fn from(ProposalCallListed { call, criteria, own, .. }: ProposalCallListed) -> Self {
        Self { own: own.map(|own| OwnProposalShown::of(own, &call)), criteria, call }
    }
}

/// A call as you see it.
#[derive(Show)]
struct ProposalCallWhole {
    #[show(flatten)]
    call: ProposalCall,
    /// By what proposals are scored.
    criteria: Vec<ProposalCriterion>,
    /// What you have proposed.
    own: Option<OwnProposalShown>,
    /// How yours was scored, when it is over; not who scored it so.
    own_scores: Vec<ProposalScore>,
    /// Who asks.
    buyer: Id<User>,
    /// Their name.
    buyer_name: String,
    /// Whether you score.
    is_scorer: bool,
    /// To those who score: who they are.
    scorers: Vec<ScorerShown>,
    /// What was asked about it, with the answers.
    questions: Vec<ProposalQuestion>,
}

/// Somebody who scores.
#[derive(Show)]
struct ScorerShown {
    /// Who.
    scorer: Id<User>,
    /// Their name.
    scorer_name: String,
}

impl From<ProposalCallSeen> for ProposalCallWhole {
    fn from(seen: ProposalCallSeen) -> Self {
        let ProposalCallShown { call, criteria, own } = seen.listed.into();
        let scorer = |(scorer, shown): (_, crate::nouns::options::SellerShown)| ScorerShown {
            scorer,
            scorer_name: shown.name,
        };
        Self {
            buyer: call.buyer,
            call,
            criteria,
            own,
            own_scores: seen.own_scores,
            buyer_name: seen.buyer.name,
            is_scorer: seen.is_scorer,
            scorers: seen.scorers.into_iter().map(scorer).collect(),
            questions: seen.questions,
        }
    }
}

/// A proposal as those who score see it.
#[derive(Show)]
struct ProposalCompared {
    /// Who proposes.
    seller: Id<User>,
    /// Their name.
    seller_name: String,
    /// The first envelope.
    proposal: ProposalShown,
    /// The scores that you have given.
    own_scores: Vec<ProposalScore>,
    /// All its scores, once the last is in.
    scores: Vec<ProposalScore>,
    /// The price, the mark-up not counted, once the last score is in.
    price: Option<Money>,
    /// What you would pay in all; nothing where it does not pass, or you have chosen.
    pays: Option<Money>,
    /// Why it does not pass: the code of the refusal.
    why_not: Option<String>,
}

impl ProposalCompared {
    fn of(one: ProposalSeen, call: &ProposalCall) -> Self {
        Self {
            seller: one.whole.proposal.seller,
            seller_name: one.seller.name,
            proposal: one.whole.into(),
            own_scores: one.own_scores,
            scores: one.scores,
            price: one.price.map(|price| price.of(call.currency)),
            pays: one.pays.map(|pays| pays.of(call.currency)),
            why_not: one.why_not.map(|why| why.code().to_owned()),
        }
    }
}

async fn list(
    sent: Sent,
    ProposalsLooked { sector, post_code, after }: ProposalsLooked,
) -> Answer<Page<ProposalCallShown>> {
    let visitor = sent.caller().await?;
    let sector = match sector {
        Some(sector) => sent.app.sector(&sector, Family::ALL)?.code.clone(),
        None => String::new(),
    };
    let from = cursor(after.as_deref())?;
    let of = Asked::Open { sector, post_code: post_code.unwrap_or_default() };
    let page = proposals::list(&sent.app, visitor.as_ref(), &of, from).await?;
    Ok(page.map(ProposalCallShown::from))
}

async fn own(sent: &Sent, of: Asked, paged: Paged) -> Answer<Page<ProposalCallShown>> {
    let page = proposals::list(&sent.app, Some(sent.visitor()?), &of, paged.from()?).await?;
    Ok(page.map(ProposalCallShown::from))
}

async fn made(sent: Sent, paged: Paged) -> Answer<Page<ProposalCallShown>> {
    own(&sent, Asked::Made, paged).await
}

async fn proposed(sent: Sent, paged: Paged) -> Answer<Page<ProposalCallShown>> {
    own(&sent, Asked::Proposed, paged).await
}

async fn scored(sent: Sent, paged: Paged) -> Answer<Page<ProposalCallShown>> {
    own(&sent, Asked::Scored, paged).await
}

async fn show(sent: Sent) -> Answer<ProposalCallWhole> {
    let visitor = sent.caller().await?;
    Ok(proposals::call(&sent.app, visitor.as_ref(), sent.id()?).await?.into())
}

async fn compared(sent: Sent) -> Answer<Vec<ProposalCompared>> {
    let seen = proposals::call(&sent.app, Some(sent.visitor()?), sent.id()?).await?;
    // To anybody else they are not there, and before the deadline to nobody.
    let compared = seen.proposals.ok_or(AppError::NotFound)?;
    Ok(compared.into_iter().map(|one| ProposalCompared::of(one, &seen.listed.call)).collect())
}
