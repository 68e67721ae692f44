//! What is read of a call together: proposals with their milestones; and what scoring needs, the second envelopes aside.

use super::points::{self, Scored, Standing};
use super::{
    NAME, Proposal, ProposalCall, ProposalCriterion, ProposalPrice, ProposalScore, ProposalScorer,
    ProposalStage,
};
use crate::concession::Terms;
use crate::directory::Directory;
use crate::options::{
    assembly::{Assembly, Priced},
    booking_checks::{Deal, PartyFacts, Sides},
    subsidies::Subsidies,
};
use crate::price::{Label, Line, Waterfall};
use crate::trade::arrival::Destination;
use crate::trade::award::{Award, AwardPart};
use crate::trade::milestone::Milestone;
use crate::trade::part::{Funds, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Kind, Trade, TradeRefusal};
use crate::users::{User, assets::Offering, found_seller};
use kernel::{
    Amount, BadRow, BasisPoints, Date, Day, Draft, Id, Keys, Locality, Rounding, Stop, Timestamp, Zone,
    together,
};
use rules::Rulebook;

/// The minutes of a day, its last aside.
const LAST_MINUTE: i64 = 24 * 60 - 1;

/// A proposal with its milestones; its price is another envelope.
#[derive(Clone, Debug)]
pub struct WholeProposal {
    /// The proposal.
    pub proposal: Proposal,
    /// Its milestones, in order.
    pub milestones: Vec<Milestone>,
}

/// What scoring reads of a call.
#[derive(Clone, Debug)]
pub struct Envelopes {
    /// The proposals that count, those that were made first before others.
    pub proposals: Vec<Proposal>,
    /// The criteria.
    pub criteria: Vec<ProposalCriterion>,
    /// Who scores.
    pub scorers: Vec<ProposalScorer>,
    /// The scores that are in, of those who score now.
    pub scores: Vec<ProposalScore>,
}

impl Envelopes {
    /// As a decision reads them.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn of(draft: &Draft<'_>, call: Id<ProposalCall>) -> Result<Self, Stop> {
        let locality = draft.locality();
        let mut keys = Keys::default();
        Self::reads(&mut keys, locality, call);
        draft.ask(keys)?;
        let scorers = draft.list::<ProposalScorer>((locality, call))?;
        let mut scores = draft.list::<ProposalScore>((locality, call))?;
        scores.retain(|score| scorers.iter().any(|scorer| scorer.scorer == score.scorer));
        Ok(Self {
            proposals: Self::counting(draft, call)?,
            criteria: draft.list::<ProposalCriterion>((locality, call))?,
            scorers,
            scores,
        })
    }

    /// Asks for the rows that [`Self::of`] reads.
    pub fn reads(keys: &mut Keys, locality: Locality, call: Id<ProposalCall>) {
        keys.all::<Proposal>((locality, call));
        keys.all::<ProposalCriterion>((locality, call));
        keys.all::<ProposalScorer>((locality, call));
        keys.all::<ProposalScore>((locality, call));
    }

    /// The proposals of a call that count, those that were made first before others.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn counting(draft: &Draft<'_>, call: Id<ProposalCall>) -> Result<Vec<Proposal>, Stop> {
        let mut proposals = draft.list::<Proposal>((draft.locality(), call))?;
        proposals.retain(|proposal| proposal.stage != ProposalStage::Withdrawn);
        proposals.sort_by_key(|proposal| proposal.number);
        Ok(proposals)
    }

    /// Whether at least so many score, and each has scored every criterion of every proposal.
    pub fn are_scored(&self, scorers_min: i64) -> bool {
        let is_enough = i64::try_from(self.scorers.len()).is_ok_and(|count| count >= scorers_min);
        let is_in = |seller, scorer, criterion| {
            let is_it = |score: &ProposalScore| {
                (score.seller, score.scorer, score.criterion) == (seller, scorer, criterion)
            };
            self.scores.iter().any(is_it)
        };
        let all_of = |proposal: &Proposal, scorer: &ProposalScorer| {
            self.criteria.iter().all(|one| is_in(proposal.seller, scorer.scorer, one.number))
        };
        is_enough && self.proposals.iter().all(|one| self.scorers.iter().all(|scorer| all_of(one, scorer)))
    }

    /// The points of a proposal for its quality.
    pub fn quality(&self, seller: Id<User>) -> BasisPoints {
        let scored = self.criteria.iter().map(|criterion| {
            let is_its =
                |score: &&ProposalScore| score.seller == seller && score.criterion == criterion.number;
            let sum = self.scores.iter().filter(is_its).map(|score| score.score).sum();
            Scored { weight: criterion.weight_bp, sum }
        });
        points::quality(scored, i64::try_from(self.scorers.len()).unwrap_or(i64::MAX))
    }

    /// The proposals with their points and places, now that their prices are opened: the best first. One without a price has no
    /// points for it.
    pub fn placed(&self, call: &ProposalCall, prices: &[ProposalPrice]) -> Vec<Proposal> {
        let price_of = |seller| prices.iter().find(|one| one.seller == seller).map(|one| one.price);
        let priced = self.proposals.iter().filter_map(|one| Some((one, price_of(one.seller)?)));
        let priced: Vec<(&Proposal, Amount)> = priced.collect();
        let lowest = priced.iter().map(|(_, price)| *price).min().unwrap_or_default();
        let standing = |(proposal, price): &(&Proposal, Amount)| Standing {
            quality: self.quality(proposal.seller),
            price_points: points::price(call.price_bp, lowest, *price),
            price: *price,
            lot: kernel::hex_digest(format!("{} {}", call.id, proposal.seller).as_bytes()),
        };
        let standings: Vec<Standing> = priced.iter().map(standing).collect();
        let placed = (1..).zip(points::order(&standings)).filter_map(|(place, position)| {
            let ((proposal, _), standing) = (priced.get(position)?, standings.get(position)?);
            let (quality_bp, price_bp) = (Some(standing.quality), Some(standing.price_points));
            Some(Proposal { quality_bp, price_bp, place: Some(place), ..(*proposal).clone() })
        });
        placed.collect()
    }
}

impl Proposal {
    /// All its points, once the prices are open.
    pub fn total(&self) -> Option<BasisPoints> {
        Some(BasisPoints(self.quality_bp?.0.saturating_add(self.price_bp?.0)))
    }
}

impl WholeProposal {
    /// A proposal with its milestones.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn of(draft: &Draft<'_>, proposal: Proposal) -> Result<Self, Stop> {
        let milestones = draft.list::<Milestone>((draft.locality(), proposal.trade))?;
        Ok(Self { proposal, milestones })
    }

    /// The prices of the milestones: their shares of the price, each rounded half to even of what is up to its end, so that
    /// together they are the price.
    ///
    /// # Errors
    /// [`Stop::Bad`] when a sum is out of range.
    pub fn prices(&self, price: Amount) -> Result<Vec<Amount>, Stop> {
        let (mut share, mut before, mut prices) = (0_i64, Amount::ZERO, Vec::new());
        for milestone in &self.milestones {
            share = share.saturating_add(milestone.share_bp.0);
            let until = price.share(BasisPoints(share), Rounding::HalfEven)?;
            prices.push(until.minus(before)?);
            before = until;
        }
        Ok(prices)
    }

    /// What it would come to with its buyer at a price, if it passes: milestone by milestone, without subsidies.
    ///
    /// # Errors
    /// What its seller offers no more, and as [`Assembly::assemble`].
    pub fn priced(
        &self,
        draft: &Draft<'_>,
        call: &ProposalCall,
        price: Amount,
    ) -> Result<PricedProposal, Stop> {
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let (seller, buyer) = (self.proposal.seller, Some(call.buyer));
        if seller == call.buyer {
            return Err(TradeRefusal::OwnOffering.into());
        }
        let known = together(
            PartyFacts::of(draft, buyer, seller, false),
            Subsidies::None.limits(draft, rulebook, call.currency, buyer),
        );
        let offering = draft.get::<Offering>((draft.locality(), self.proposal.offering));
        let (((facts, limits), offering), ()) =
            together(together(known, offering), found_seller(draft, seller))?;
        let place = call.place(directory)?;
        let today = place.zone.calendar().local(draft.now()).date;
        let distance_m = offering.point().meters_to(place.point);
        let (mut parts, terms) = (Vec::new(), Terms::on(rulebook, today)?);
        for (milestone, price) in self.milestones.iter().zip(self.prices(price)?) {
            let (starts_at, ends_at) = times(&place.zone, milestone)?;
            let deal = Deal {
                sector: &call.sector,
                mechanism: NAME,
                work_place: &place,
                promise: Promise::Milestone,
                is_unpaid: false,
                starts_at,
                ends_at,
                at: draft.now(),
            };
            let price =
                Waterfall { currency: call.currency, lines: vec![Line::of_price(Label::Milestone, price)] };
            let sides = Sides { facts: &facts, distance_m };
            parts.push(Assembly::new(rulebook, &terms, &deal).assemble(sides, price, &limits)?);
        }
        Ok(PricedProposal { parts, distance_m })
    }

    /// What it comes to, when the buyer has it: a part for each milestone, each after the one before.
    ///
    /// # Errors
    /// [`Stop::Bad`] when it has no milestone, or nobody knows where the work is.
    pub(super) fn award(
        &self,
        draft: &Draft<'_>,
        call: &ProposalCall,
        priced: PricedProposal,
    ) -> Result<Award, Stop> {
        let work_place = call.place(draft.consult::<Directory>()?)?;
        let first = priced.parts.first().ok_or_else(|| BadRow("a proposal has a milestone".to_owned()))?;
        let pack_hash = first.verdict.pack_hash.to_string();
        let street = call.street.clone().ok_or_else(|| BadRow("work is somewhere".to_owned()))?;
        let mut parts = Vec::new();
        for (milestone, one) in self.milestones.iter().zip(priced.parts) {
            let (starts_at, ends_at) = times(&work_place.zone, milestone)?;
            let after = (milestone.number > 1).then(|| milestone.number.saturating_sub(1));
            parts.push(AwardPart {
                promise: Promise::Milestone,
                starts_at,
                ends_at,
                hours_of: None,
                offering: Some(self.proposal.offering),
                quantity: 1,
                unit: Unit::Stages,
                distance_m: priced.distance_m,
                price: one.waterfall,
                items: Vec::new(),
                funds: if after.is_none() { Funds::AtOnce } else { Funds::AfterPart },
                funds_at: None,
                after,
                is_handed_over: false,
            });
        }
        Ok(Award {
            id: self.proposal.trade,
            kind: Kind::Service,
            mechanism: NAME,
            buyer: call.buyer,
            seller: self.proposal.seller,
            sector: call.sector.clone(),
            work_place,
            parts,
            hire_terms: None,
            destination: Some(Destination { street, note: None }),
            agree_by: None,
            pack_hash,
        })
    }
}

/// A proposal with its price: what each milestone costs, and what the rulebook says of it.
#[derive(Clone, Debug)]
pub struct PricedProposal {
    /// The milestones' prices with all their lines, in order.
    pub parts: Vec<Priced>,
    distance_m: i64,
}

impl PricedProposal {
    /// What the buyer pays in all, in minor units.
    ///
    /// # Errors
    /// [`Stop::Bad`] when it is out of range.
    pub fn pays(&self) -> Result<Amount, Stop> {
        let mut pays = self.parts.iter().map(|part| part.waterfall.payer_pays());
        Ok(pays.try_fold(Amount::ZERO, |sum, pays| sum.plus(pays?))?)
    }

    /// What the seller receives in all, in minor units.
    ///
    /// # Errors
    /// [`Stop::Bad`] when it is out of range.
    pub fn receives(&self) -> Result<Amount, Stop> {
        let mut receives = self.parts.iter().map(|part| part.waterfall.payee_receives());
        Ok(receives.try_fold(Amount::ZERO, |sum, receives| sum.plus(receives?))?)
    }

    /// What the buyer pays for the first milestone, which is taken at once, in minor units.
    ///
    /// # Errors
    /// [`Stop::Bad`] when it is out of range.
    pub fn first_pays(&self) -> Result<Amount, Stop> {
        match self.parts.first() {
            Some(part) => Ok(part.waterfall.payer_pays()?),
            None => Ok(Amount::ZERO),
        }
    }
}

/// From when until when a milestone is: from the first minute of its first day to the last of its last.
fn times(zone: &Zone, milestone: &Milestone) -> Result<(Timestamp, Timestamp), BadRow> {
    let calendar = zone.calendar();
    let at = |day: Day, minute| {
        let date: Date = day.date();
        calendar.timestamp(date, minute).ok_or_else(|| BadRow(format!("{date} is no day of a milestone")))
    };
    Ok((at(milestone.from_day, 0)?, at(milestone.until_day, LAST_MINUTE)?))
}

/// Of whom a trade may be: what tells its milestones.
pub(super) fn milestone_row(
    trade: Id<Trade>,
    seller: Id<User>,
    number: i64,
    one: &super::MilestoneProposed,
) -> Milestone {
    Milestone {
        locality: trade.locality(),
        trade,
        number,
        seller,
        title: one.title.clone(),
        share_bp: one.share_bp,
        from_day: Day::of(one.from_on),
        until_day: Day::of(one.until_on),
    }
}
