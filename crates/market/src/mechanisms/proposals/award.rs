//! Choosing a proposal, or none of them.

use super::{
    Envelopes, Proposal, ProposalCall, ProposalCallStage, ProposalEnding, ProposalNotice, ProposalPrice,
    ProposalRefusal, ProposalStage, ReasonText, WholeProposal, subject, terms,
};
use crate::support::{escrow, notices};
use crate::trade::{Trade, TradeRefusal};
use crate::users::{User, confirmed_trader, only};
use kernel::{Amount, BasisPoints, Command, Decide, Draft, Id, Keys, Money, Show, Stop, Timestamp};
use ledger::{AccountKey, Class, Entry, Purpose};
use serde::{Deserialize, Serialize};

/// Chooses a proposal of your call: the one with the most points, or with a reason that anybody can read another. The money of its first
/// milestone is taken at once; of a public buyer it is set aside, and nobody is bound until the standstill is over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.award_proposal")]
pub struct AwardProposal {
    /// Of which call.
    pub brief: Id<ProposalCall>,
    /// Whose proposal.
    pub seller: Id<User>,
    /// Why, unless it has the most points.
    pub reason: Option<ReasonText>,
    /// What you saw that you pay in all, in minor units; at another price nothing is chosen.
    pub expected_pay: Option<Amount>,
}

/// What choosing came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct ProposalAwarded {
    /// Of which call.
    pub brief: Id<ProposalCall>,
    /// The trade, or what will be one when the standstill is over.
    pub trade: Id<Trade>,
    /// What you pay in all.
    pub pays: Money,
    /// Until when nobody is bound; nothing when it is booked.
    pub stands_until: Option<Timestamp>,
}

impl Decide for AwardProposal {
    type Done = ProposalAwarded;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<ProposalCall>((locality, self.brief));
        keys.all::<Proposal>((locality, self.brief));
        keys.one::<ProposalPrice>((locality, self.brief, self.seller));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<ProposalAwarded, Stop> {
        let call = draft.get::<ProposalCall>((draft.locality(), self.brief))?;
        only(draft, call.buyer)?;
        call.has_to_choose()?;
        confirmed_trader(draft)?;
        let proposals = Envelopes::counting(draft, self.brief)?;
        let chosen = proposals.iter().find(|one| one.seller == self.seller);
        let chosen = chosen.ok_or(ProposalRefusal::NoProposal)?.clone();
        let (ending, reason) = match (chosen.place, &self.reason) {
            (Some(1), _) => (ProposalEnding::Best, None),
            (_, Some(reason)) => (ProposalEnding::Another, Some(reason.clone())),
            (_, None) => return Err(ProposalRefusal::NeedsReason.into()),
        };
        let price = draft.get::<ProposalPrice>((draft.locality(), self.brief, self.seller))?.price;
        let whole = WholeProposal::of(draft, chosen)?;
        let priced = whole.priced(draft, &call, price)?;
        let pays = priced.pays()?;
        if self.expected_pay.is_some_and(|expected| expected != pays) {
            return Err(TradeRefusal::PriceChanged { pays: pays.of(call.currency) }.into());
        }
        let (trade, money) = (whole.proposal.trade, pays.of(call.currency));
        let call = ProposalCall { winner: Some(self.seller), awarded: Some(pays), reason, ..call };
        if call.is_public {
            let until = call.stand_still(draft, trade, priced.first_pays()?)?;
            return Ok(ProposalAwarded { brief: self.brief, trade, pays: money, stands_until: Some(until) });
        }
        let receives = priced.receives()?.of(call.currency);
        let award = whole.award(draft, &call, priced)?;
        escrow::make(draft, &award)?;
        notices::tell(draft, self.seller, subject(self.brief), &ProposalNotice::Won { receives });
        call.chosen(draft, ending)?;
        Ok(ProposalAwarded { brief: self.brief, trade, pays: money, stands_until: None })
    }
}

impl ProposalCall {
    /// Refuses unless its prices are open and its buyer has not chosen.
    fn has_to_choose(&self) -> Result<(), ProposalRefusal> {
        match self.stage {
            ProposalCallStage::Open => Err(ProposalRefusal::Sealed),
            ProposalCallStage::Scoring => Err(ProposalRefusal::NotScored),
            ProposalCallStage::Deciding => Ok(()),
            ProposalCallStage::Standstill => Err(ProposalRefusal::Chosen),
            ProposalCallStage::Ended => Err(ProposalRefusal::Over),
        }
    }

    /// A public buyer has chosen: what falls due first is set aside, and it is booked when the standstill is over. All who proposed hear
    /// of it now, so that they can object in time.
    fn stand_still(
        mut self,
        draft: &mut Draft<'_>,
        trade: Id<Trade>,
        amount: Amount,
    ) -> Result<Timestamp, Stop> {
        self.end_timer(draft)?;
        let until = draft.now().plus_hours(terms(draft)?.standstill_hours);
        let entry = Entry {
            debit: AccountKey::of(self.buyer, Class::UserAvailable, self.currency),
            credit: escrow::account(trade, self.currency),
            amount,
            purpose: Purpose::Proposal,
            subject: trade.cast(),
        };
        let pending = Some(ledger::reserve(draft, &entry)?);
        let timer = Some(draft.set_timer(until, &super::AdvanceProposalCall { brief: self.id }));
        if let Some(winner) = self.winner {
            notices::tell(draft, winner, subject(self.id), &ProposalNotice::StandsStill { until });
        }
        self.tell_losers(draft)?;
        let (stage, stands_until) = (ProposalCallStage::Standstill, Some(until));
        draft.put(&Self { stage, stands_until, timer, pending, ..self })?;
        Ok(until)
    }

    /// Those who were not chosen hear their own points and those of the one that was.
    fn tell_losers(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let proposals = Envelopes::counting(draft, self.id)?;
        let count = i64::try_from(proposals.len()).unwrap_or(i64::MAX);
        let points = |one: &Proposal| one.total().map_or(0, |BasisPoints(points)| points);
        let winner = proposals.iter().find(|one| Some(one.seller) == self.winner).map_or(0, points);
        for one in proposals.iter().filter(|one| Some(one.seller) != self.winner) {
            let (own, place) = (points(one), one.place.unwrap_or(count));
            let notice = ProposalNotice::NotChosen { own, winner, place, proposals: count };
            notices::tell(draft, one.seller, subject(self.id), &notice);
        }
        Ok(())
    }

    /// One was chosen and is a trade.
    pub(super) fn chosen(self, draft: &mut Draft<'_>, ending: ProposalEnding) -> Result<(), Stop> {
        if !self.is_public {
            self.tell_losers(draft)?;
        }
        for one in Envelopes::counting(draft, self.id)? {
            let is_winner = Some(one.seller) == self.winner;
            let stage = if is_winner { ProposalStage::Chosen } else { ProposalStage::NotChosen };
            draft.put(&Proposal { stage, ..one })?;
        }
        self.end(draft, ending)
    }
}

/// Chooses none of the proposals of your call, and says why: anybody can read it. What was set aside is yours again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.end_proposals")]
pub struct EndProposals {
    /// Of which call.
    pub brief: Id<ProposalCall>,
    /// Why.
    #[ask(example = "None of them keeps the old pear tree.")]
    pub reason: ReasonText,
}

impl Decide for EndProposals {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        keys.all::<Proposal>((Command::locality(self), self.brief));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<ProposalCall>((draft.locality(), self.brief))?;
        only(draft, call.buyer)?;
        match call.stage {
            ProposalCallStage::Open => return Err(ProposalRefusal::Sealed.into()),
            ProposalCallStage::Ended => return Err(ProposalRefusal::Over.into()),
            ProposalCallStage::Scoring | ProposalCallStage::Deciding | ProposalCallStage::Standstill => {}
        }
        let call = ProposalCall { reason: Some(self.reason.clone()), winner: None, awarded: None, ..call };
        call.end_without(draft, ProposalEnding::NoAward, &ProposalNotice::NoneChosen)
    }
}
