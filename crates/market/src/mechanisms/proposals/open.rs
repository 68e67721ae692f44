//! Opening a call for proposals, and calling it off.

use super::{
    AdvanceProposalCall, BriefTitle, CriterionTitle, Envelopes, OpenProposals, PromptText, Proposal,
    ProposalCall, ProposalCallStage, ProposalCriterion, ProposalEnding, ProposalNotice, ProposalRefusal,
    ProposalScorer, ProposalStage, ProposalTerms, subject, terms,
};
use crate::concession::amount_max;
use crate::directory::{Directory, Family, Sector, WorkPlace};
use crate::mechanisms::stored_availability::work::street_of;
use crate::support::notices;
use crate::users::{Person, Street, User, assets::AssetRefusal, confirmed_trader, only};
use kernel::{
    Amount, Asks, BadRow, BasisPoints, Command, Currency, Date, Day, Decide, Draft, Id, Keys, PostCode, Stop,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// How long after its deadline something is done at most, in days.
const DAYS_AHEAD_MAX: i64 = 731;
/// All weights, or all shares, together.
pub(super) const WHOLE: i64 = 10_000;

/// A criterion of a call that is opened.
#[derive(Asks, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct CriterionAsked {
    /// What it is called.
    #[ask(example = "How it fits the house")]
    pub title: CriterionTitle,
    /// Its weight, in hundredths of a percent.
    #[ask(example = "6000")]
    pub weight_bp: BasisPoints,
}

/// Asks sellers of a sector how they would do something, and for how much. Nobody reads a proposal before the deadline, and nobody a
/// price before every score is in. The weights by which one is chosen are published now, and do not change.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.open_proposal_call")]
pub struct OpenProposalCall {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// The sector of work, by its slug or code.
    #[ask(example = "carpenter")]
    pub sector: String,
    /// Where it is needed.
    pub post_code: PostCode,
    /// Street and number; without it your own, where that is in the post code. Only for whoever you choose.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// What is needed, in a line.
    #[ask(example = "A conservatory behind the house")]
    pub title: BriefTitle,
    /// Why, and what it is to achieve.
    #[ask(example = "A warm room to sit in from March to October.")]
    pub why: PromptText,
    /// What every proposal must have.
    pub must_haves: Option<PromptText>,
    /// What you think of paying at least, in minor units; nothing when you do not say.
    pub budget_min: Option<Amount>,
    /// And at most.
    pub budget_max: Option<Amount>,
    /// The first day on which work can begin: after the time in which you choose.
    pub from_on: Date,
    /// The day on which all of it is done.
    pub until_on: Date,
    /// By what proposals are scored.
    pub criteria: Vec<CriterionAsked>,
    /// The weight of the price, in hundredths of a percent. With the criteria it makes ten thousand.
    #[ask(example = "4000")]
    pub price_bp: BasisPoints,
    /// Whether you are a public body.
    pub is_public: bool,
    /// How long proposals are taken, in minutes.
    #[ask(or = 20160)]
    pub minutes: i64,
}

impl Decide for OpenProposalCall {
    type Done = Id<ProposalCall>;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.buyer));
        keys.one::<Person>((locality, self.buyer));
        keys.all::<OpenProposals>((locality, self.buyer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<ProposalCall>, Stop> {
        confirmed_trader(draft)?;
        let figures = terms(draft)?;
        let (sector, place, currency) = self.what_and_where(draft)?;
        self.weights(&figures)?;
        self.fits(draft, &figures, &place, currency)?;
        let open = draft.list::<OpenProposals>((draft.locality(), self.buyer))?.len();
        if i64::try_from(open).map_or(true, |open| open >= figures.open_max) {
            return Err(ProposalRefusal::TooManyCalls { most: figures.open_max }.into());
        }
        let street = street_of(draft, self.buyer, self.street.clone(), &place)?;
        let (locality, id, now) = (draft.locality(), draft.id(), draft.now());
        let closes_at = now.plus_minutes(self.minutes);
        let timer = draft.set_timer(closes_at, &AdvanceProposalCall { brief: id });
        draft.add(&ProposalCall {
            locality,
            id,
            buyer: self.buyer,
            sector: sector.code.clone(),
            post_code: place.post_code,
            street: Some(street),
            title: self.title.clone(),
            why: self.why.clone(),
            must_haves: self.must_haves.clone(),
            budget_min: self.budget_min,
            budget_max: self.budget_max,
            currency,
            from_day: Day::of(self.from_on),
            until_day: Day::of(self.until_on),
            is_public: self.is_public,
            price_bp: self.price_bp,
            stage: ProposalCallStage::Open,
            closes_at,
            decide_by: closes_at.plus_hours(figures.decide_hours),
            stands_until: None,
            timer: Some(timer),
            proposal_count: 0,
            question_count: 0,
            winner: None,
            pending: None,
            ending: None,
            reason: None,
            awarded: None,
        });
        draft.add(&OpenProposals { locality, buyer: self.buyer, call: id });
        draft.add(&ProposalScorer { locality, call: id, scorer: self.buyer, invited_at: now });
        for (number, CriterionAsked { title, weight_bp }) in (1..).zip(self.criteria.clone()) {
            draft.add(&ProposalCriterion { locality, call: id, number, title, weight_bp });
        }
        Ok(id)
    }
}

impl OpenProposalCall {
    fn what_and_where<'a>(&self, draft: &Draft<'a>) -> Result<(&'a Sector, WorkPlace, Currency), Stop> {
        let (directory, rulebook) = (draft.consult::<Directory>()?, draft.consult::<Rulebook>()?);
        let sector = directory.sector(&self.sector).or_else(|| directory.sector_by_slug(&self.sector));
        let sector = sector.filter(|sector| !sector.is_group).ok_or(AssetRefusal::UnknownSector)?;
        if sector.family != Family::Work {
            return Err(ProposalRefusal::NotInSector.into());
        }
        let place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let law = rulebook.jurisdiction(&place.jurisdiction);
        let currency = law.and_then(|law| Currency::new(&law.currency.code));
        Ok((sector, place, currency.ok_or_else(|| BadRow("a place has a currency".to_owned()))?))
    }

    /// Refuses weights that are not all there is.
    fn weights(&self, figures: &ProposalTerms) -> Result<(), ProposalRefusal> {
        let most = figures.criteria_max;
        if !i64::try_from(self.criteria.len()).is_ok_and(|count| (1..=most).contains(&count)) {
            return Err(ProposalRefusal::NotTheseCriteria { most });
        }
        let weights = || self.criteria.iter().map(|one| one.weight_bp.0).chain([self.price_bp.0]);
        if !weights().all(|weight| (1..=WHOLE).contains(&weight)) {
            return Err(ProposalRefusal::BadCall { field: "weight_bp" });
        }
        let sum = weights().fold(0, i64::saturating_add);
        if sum == WHOLE { Ok(()) } else { Err(ProposalRefusal::WeightsDoNotSum { sum }) }
    }

    fn fits(
        &self,
        draft: &Draft<'_>,
        figures: &ProposalTerms,
        place: &WorkPlace,
        currency: Currency,
    ) -> Result<(), Stop> {
        if !figures.minutes().contains(&self.minutes) {
            let ProposalTerms { hours_min: least_hours, days_max: most_days, .. } = *figures;
            return Err(ProposalRefusal::NotThatLong { least_hours, most_days }.into());
        }
        let closes_at = draft.now().plus_minutes(self.minutes);
        let standstill = if self.is_public { figures.standstill_hours } else { 0 };
        let chosen_at = closes_at.plus_hours(figures.decide_hours.saturating_add(standstill));
        let calendar = place.zone.calendar();
        let chosen_on = calendar.local(chosen_at).date;
        let latest = Day::of(calendar.local(closes_at).date).plus(DAYS_AHEAD_MAX).date();
        let most = amount_max(draft.consult::<Rulebook>()?, currency, draft.now().day().date())?;
        let is_budget = match (self.budget_min, self.budget_max) {
            (Some(least), Some(highest)) => Amount::ZERO < least && least <= highest && highest <= most,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let wrong = [
            ("from_on", self.from_on <= chosen_on),
            ("until_on", self.until_on < self.from_on || self.until_on > latest),
            ("budget_max", !is_budget),
        ];
        match wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            Some((field, _)) => Err(ProposalRefusal::BadCall { field }.into()),
            None => Ok(()),
        }
    }
}

/// Calls a call for proposals off before its deadline. Whoever has proposed is told.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.call_off_proposal_call")]
pub struct CallOffProposalCall {
    /// Which.
    pub brief: Id<ProposalCall>,
}

impl Decide for CallOffProposalCall {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        keys.all::<Proposal>((Command::locality(self), self.brief));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<ProposalCall>((draft.locality(), self.brief))?;
        only(draft, call.buyer)?;
        call.takes_proposals(draft)?;
        call.end_without(draft, ProposalEnding::CalledOff, &ProposalNotice::CalledOff)
    }
}

impl ProposalCall {
    /// It is over without a choice: all who proposed hear so.
    pub(super) fn end_without(
        self,
        draft: &mut Draft<'_>,
        ending: ProposalEnding,
        notice: &ProposalNotice,
    ) -> Result<(), Stop> {
        for proposal in Envelopes::counting(draft, self.id)? {
            notices::tell(draft, proposal.seller, subject(self.id), notice);
            draft.put(&Proposal { stage: ProposalStage::NotChosen, ..proposal })?;
        }
        self.end(draft, ending)
    }
}

/// Calls off whatever a buyer has called for: their account closes.
pub(crate) fn call_off_all(draft: &mut Draft<'_>, buyer: Id<User>) -> Result<(), Stop> {
    for OpenProposals { call, .. } in draft.list::<OpenProposals>((draft.locality(), buyer))? {
        let call = draft.get::<ProposalCall>((draft.locality(), call))?;
        call.end_without(draft, ProposalEnding::CalledOff, &ProposalNotice::CalledOff)?;
    }
    Ok(())
}
