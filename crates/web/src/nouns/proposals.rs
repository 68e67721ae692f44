//! Requests for proposals: the calls that take proposals, one call as somebody sees it, and a user's own. Of a proposal only its seller has
//! anything before the deadline; those who score have the first envelopes afterwards, and the prices when every score is in.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::nouns::blocks;
use crate::nouns::favored_counterparties::{self, Favored};
use crate::nouns::options::{self, SellerShown};
use crate::visitor::Visitor;
use kernel::{Amount, Draft, Id, Keys, Stop, Value, together};
use market::directory::{Directory, WorkPlace};
use market::mechanisms::proposals::{
    Envelopes, PROPOSALS_PAGE, Proposal, ProposalCall, ProposalCallCard, ProposalCallOfBuyer,
    ProposalCallOfScorer, ProposalCallOfSeller, ProposalCallStage, ProposalCriterion, ProposalPrice,
    ProposalQuestion, ProposalScore, ProposalScorer, WholeProposal,
};
use market::trade::milestone::Milestone;
use market::users::User;

/// A proposal as its seller has it: both envelopes.
#[derive(Clone, Debug)]
pub struct OwnProposal {
    /// The proposal with its milestones.
    pub whole: WholeProposal,
    /// Its price, in minor units, the mark-up not counted.
    pub price: Amount,
}

/// A call in a list, with what the one who looks has proposed.
#[derive(Clone, Debug)]
pub struct ProposalCallListed {
    /// The call.
    pub call: ProposalCall,
    /// Its criteria.
    pub criteria: Vec<ProposalCriterion>,
    /// Where it is needed.
    pub place: WorkPlace,
    /// The own proposal.
    pub own: Option<OwnProposal>,
}

/// A proposal as those who score see it.
#[derive(Clone, Debug)]
pub struct ProposalSeen {
    /// The proposal with its milestones.
    pub whole: WholeProposal,
    /// Who proposes.
    pub seller: SellerShown,
    /// The scores that the one who looks has given.
    pub own_scores: Vec<ProposalScore>,
    /// All its scores, once every score is in.
    pub scores: Vec<ProposalScore>,
    /// Its price, in minor units, the mark-up not counted, once every score is in.
    pub price: Option<Amount>,
    /// What the buyer would pay in all, to the buyer who chooses; nothing when it does not pass.
    pub pays: Option<Amount>,
    /// Why it does not pass.
    pub why_not: Option<AppError>,
}

/// A call as somebody sees it.
#[derive(Clone, Debug)]
pub struct ProposalCallSeen {
    /// The call with the own proposal.
    pub listed: ProposalCallListed,
    /// Questions, with their answers.
    pub questions: Vec<ProposalQuestion>,
    /// Who asks.
    pub buyer: SellerShown,
    /// Whether the one who looks does.
    pub is_buyer: bool,
    /// Whether the one who looks scores.
    pub is_scorer: bool,
    /// To those who score: who they are.
    pub scorers: Vec<(Id<User>, SellerShown)>,
    /// To the buyer, while scorers are asked: their favorites.
    pub favorites: Vec<Favored>,
    /// To those who score, after the deadline: every proposal; in order once the prices are open.
    pub proposals: Option<Vec<ProposalSeen>>,
    /// To a seller whose proposal has points: their scores.
    pub own_scores: Vec<ProposalScore>,
}

/// Which calls are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Those that take proposals, the first to close first: of a sector and in a post code, where these are not empty.
    Open {
        /// The sector's code.
        sector: String,
        /// The post code.
        post_code: String,
    },
    /// Those that the visitor has made, the latest first.
    Made,
    /// Those on which the visitor has proposed, the latest first.
    Proposed,
    /// Those that the visitor scores, the latest first.
    Scored,
}

/// A page of calls. The visitor's own are none to who is signed out.
pub async fn list(
    app: &App,
    visitor: Option<&Visitor>,
    of: &Asked,
    from: Cursor,
) -> Answer<Page<ProposalCallListed>> {
    let page = named(app, visitor, of, from).await?;
    let ids = page.rows.clone();
    let mut rows = app.look(visitor, |draft| listed(draft, visitor, &ids)).await?;
    if matches!(of, Asked::Open { .. }) {
        let apart = blocks::apart(app, visitor);
        rows.retain(|call| !apart.contains(&call.call.buyer));
    }
    Ok(Page { rows, next: page.next })
}

async fn named(
    app: &App,
    visitor: Option<&Visitor>,
    of: &Asked,
    from: Cursor,
) -> Answer<Page<Id<ProposalCall>>> {
    let own = visitor.map(|visitor| [Value::Id(visitor.user.bits()), from.id()]);
    let of_id = |id: &Id<ProposalCall>| Cursor { time: None, id: id.bits() };
    let ids = match (of, own) {
        (Asked::Open { sector, post_code }, _) => {
            let [time, id] = if from == Cursor::START {
                [Value::Int(i64::MIN), Value::Id(0)]
            } else {
                [from.time(), from.id()]
            };
            let asked =
                [time, id, Value::Text(sector.as_str().into()), Value::Text(post_code.as_str().into())];
            let open = app.store.view::<ProposalCallCard>(app.locality, &asked).await?;
            let cursor = |card: &ProposalCallCard| Cursor { time: Some(card.closes_at), id: card.id.bits() };
            return Ok(Page::of(open, PROPOSALS_PAGE, cursor).map(|card| card.id));
        }
        (Asked::Made, Some(own)) => {
            let own = app.store.view::<ProposalCallOfBuyer>(app.locality, &own).await?;
            own.into_iter().map(|call| call.id).collect()
        }
        (Asked::Proposed, Some(own)) => {
            let own = app.store.view::<ProposalCallOfSeller>(app.locality, &own).await?;
            own.into_iter().map(|call| call.id).collect()
        }
        (Asked::Scored, Some(own)) => {
            let own = app.store.view::<ProposalCallOfScorer>(app.locality, &own).await?;
            own.into_iter().map(|call| call.id).collect()
        }
        (Asked::Made | Asked::Proposed | Asked::Scored, None) => Vec::new(),
    };
    Ok(Page::of(ids, PROPOSALS_PAGE, of_id))
}

fn ask_for(keys: &mut Keys, visitor: Option<&Visitor>, id: Id<ProposalCall>) {
    let locality = id.locality();
    keys.one::<ProposalCall>((locality, id));
    keys.all::<ProposalCriterion>((locality, id));
    if let Some(visitor) = visitor {
        keys.one::<Proposal>((locality, id, visitor.user));
        keys.one::<ProposalPrice>((locality, id, visitor.user));
    }
}

fn listed(
    draft: &Draft<'_>,
    visitor: Option<&Visitor>,
    ids: &[Id<ProposalCall>],
) -> Result<Vec<ProposalCallListed>, Stop> {
    let mut keys = Keys::default();
    for id in ids {
        ask_for(&mut keys, visitor, *id);
    }
    draft.ask(keys)?;
    let with = |all: Result<Vec<_>, Stop>, id: &Id<ProposalCall>| {
        let (mut all, one) = together(all, ProposalCallListed::of(draft, visitor, *id))?;
        all.push(one);
        Ok(all)
    };
    ids.iter().fold(Ok(Vec::new()), with)
}

impl ProposalCallListed {
    fn of(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<ProposalCall>) -> Result<Self, Stop> {
        let locality = draft.locality();
        let call = draft.get::<ProposalCall>((locality, id))?;
        let criteria = draft.list::<ProposalCriterion>((locality, id))?;
        let place = call.place(draft.consult::<Directory>()?)?;
        let own = match visitor {
            Some(visitor) => OwnProposal::of(draft, id, visitor.user)?,
            None => None,
        };
        Ok(Self { call, criteria, place, own })
    }
}

impl OwnProposal {
    fn of(draft: &Draft<'_>, call: Id<ProposalCall>, seller: Id<User>) -> Result<Option<Self>, Stop> {
        let key = (draft.locality(), call, seller);
        let Some(proposal) = draft.find::<Proposal>(key)? else { return Ok(None) };
        let price = draft.get::<ProposalPrice>(key)?.price;
        Ok(Some(Self { whole: WholeProposal::of(draft, proposal)?, price }))
    }
}

/// A call as the visitor sees it.
pub async fn call(app: &App, visitor: Option<&Visitor>, id: Id<ProposalCall>) -> Answer<ProposalCallSeen> {
    app.look(visitor, |draft| seen(draft, visitor, id)).await
}

fn seen(
    draft: &Draft<'_>,
    visitor: Option<&Visitor>,
    id: Id<ProposalCall>,
) -> Result<ProposalCallSeen, Stop> {
    let (locality, mut keys) = (draft.locality(), Keys::default());
    ask_for(&mut keys, visitor, id);
    keys.all::<ProposalQuestion>((locality, id));
    Envelopes::reads(&mut keys, locality, id);
    draft.ask(keys)?;
    let user = visitor.map(|visitor| visitor.user);
    let call = draft.get::<ProposalCall>((locality, id))?;
    let is_buyer = user == Some(call.buyer);
    let scoring = draft.list::<ProposalScorer>((locality, id))?;
    let is_scorer = scoring.iter().any(|scorer| Some(scorer.scorer) == user);
    let names = |all: Result<Vec<_>, Stop>, scorer: &ProposalScorer| {
        let (mut all, one) = together(all, options::seller(draft, scorer.scorer, user))?;
        all.push((scorer.scorer, one));
        Ok(all)
    };
    let scorers = if is_scorer { scoring.iter().fold(Ok(Vec::new()), names) } else { Ok(Vec::new()) };
    let asks_scorers = is_buyer && matches!(call.stage, ProposalCallStage::Open | ProposalCallStage::Scoring);
    let favorites = if asks_scorers { favored_counterparties::list(draft) } else { Ok(Vec::new()) };
    let proposals = match (user, call.stage) {
        (Some(user), stage) if is_scorer && stage != ProposalCallStage::Open => {
            proposals(draft, &call, user).map(Some)
        }
        _ => Ok(None),
    };
    let listed = ProposalCallListed::of(draft, visitor, id);
    let known = together(options::seller(draft, call.buyer, user), listed);
    let scoring = together(together(scorers, favorites), proposals);
    let (((scorers, favorites), proposals), (buyer, listed)) = together(scoring, known)?;
    let questions = draft.list::<ProposalQuestion>((locality, id))?;
    let has_points = listed.own.as_ref().is_some_and(|own| own.whole.proposal.total().is_some());
    let mut own_scores = Vec::new();
    // A seller hears how theirs was scored when it is over, not who scored it so.
    if has_points && call.stage == ProposalCallStage::Ended {
        own_scores = draft.list::<ProposalScore>((locality, id))?;
        own_scores.retain(|score| Some(score.seller) == user);
    }
    Ok(ProposalCallSeen {
        listed,
        questions,
        buyer,
        is_buyer,
        is_scorer,
        scorers,
        favorites,
        proposals,
        own_scores,
    })
}

/// Every proposal of a call, as one of those who score sees it; prices only once they are open.
fn proposals(draft: &Draft<'_>, call: &ProposalCall, user: Id<User>) -> Result<Vec<ProposalSeen>, Stop> {
    let (locality, mut keys) = (draft.locality(), Keys::default());
    let is_open = call.has_open_prices();
    let mut counting = Envelopes::counting(draft, call.id)?;
    counting.sort_by_key(|one| (one.place, one.number));
    for proposal in &counting {
        keys.all::<Milestone>((locality, proposal.trade));
        if is_open {
            keys.one::<ProposalPrice>((locality, call.id, proposal.seller));
        }
    }
    let asked = draft.ask(keys).map_err(Stop::from);
    let sellers = |all: Result<Vec<SellerShown>, Stop>, proposal: &Proposal| {
        let (mut all, one) = together(all, options::seller(draft, proposal.seller, Some(user)))?;
        all.push(one);
        Ok(all)
    };
    let (sellers, ()) = together(counting.iter().fold(Ok(Vec::new()), sellers), asked)?;
    let scores = draft.list::<ProposalScore>((locality, call.id))?;
    let with = |all: Result<Vec<ProposalSeen>, Stop>, (proposal, seller): (Proposal, SellerShown)| {
        let (mut all, one) =
            together(all, ProposalSeen::of(draft, call, (proposal, seller), (user, &scores)))?;
        all.push(one);
        Ok(all)
    };
    counting.into_iter().zip(sellers).fold(Ok(Vec::new()), with)
}

impl ProposalSeen {
    fn of(
        draft: &Draft<'_>,
        call: &ProposalCall,
        (proposal, seller): (Proposal, SellerShown),
        (user, scores): (Id<User>, &[ProposalScore]),
    ) -> Result<Self, Stop> {
        let key = (draft.locality(), call.id, proposal.seller);
        let of_it = scores.iter().filter(|score| score.seller == proposal.seller).cloned();
        let (own_scores, others): (Vec<_>, Vec<_>) = of_it.partition(|score| score.scorer == user);
        let is_open = call.has_open_prices();
        let all = own_scores.iter().cloned().chain(others);
        let scores = if is_open { all.collect() } else { Vec::new() };
        let whole = WholeProposal::of(draft, proposal)?;
        let price = if is_open { Some(draft.get::<ProposalPrice>(key)?.price) } else { None };
        let is_chosen_from = call.stage == ProposalCallStage::Deciding && user == call.buyer;
        let (pays, why_not) = match price.filter(|_| is_chosen_from) {
            None => (None, None),
            Some(price) => match whole.priced(draft, call, price) {
                Ok(priced) => (Some(priced.pays()?), None),
                Err(Stop::Refused(refusal)) => (None, Some(AppError::from(Stop::Refused(refusal)))),
                Err(stop) => return Err(stop),
            },
        };
        Ok(Self { whole, seller, own_scores, scores, price, pays, why_not })
    }
}
