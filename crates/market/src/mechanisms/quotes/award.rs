//! Choosing among quotes, or none of them.

use super::compare::{self, Compared, proposed};
use super::{
    ChoiceReason, NoAwardReason, Quote, QuoteCall, QuoteCallEnding, QuoteCallStage, QuoteNotice,
    QuoteRefusal, QuoteStage, WholeCall, WholeQuote, subject,
};
use crate::support::{escrow, notices};
use crate::trade::{Trade, TradeRefusal};
use crate::users::{User, confirmed_trader, only};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Show, Stop};
use serde::{Deserialize, Serialize};

/// Chooses among the quotes of your call: the one that is proposed, which is the lowest that is whole and passes; or with a reason
/// another, or several that share it. What you pay in all is taken from your money at once and held for each seller.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.award_quotes")]
pub struct AwardQuotes {
    /// Of which call.
    pub call: Id<QuoteCall>,
    /// Whose quotes.
    pub sellers: Vec<Id<User>>,
    /// Why, unless it is the one that is proposed.
    pub reason: Option<ChoiceReason>,
    /// What you saw that you pay in all, in minor units; at another price nothing is chosen.
    pub expected_pay: Option<Amount>,
}

/// What choosing came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Awarded {
    /// Of which call.
    pub call: Id<QuoteCall>,
    /// The trades, one a seller.
    pub trades: Vec<Id<Trade>>,
    /// What you pay in all.
    pub pays: Money,
}

impl Decide for AwardQuotes {
    type Done = Awarded;

    fn reads(&self, keys: &mut Keys) {
        WholeCall::reads(keys, Command::locality(self), self.call);
        WholeQuote::reads(keys, Command::locality(self), self.call);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Awarded, Stop> {
        let call = WholeCall::of(draft, self.call)?;
        only(draft, call.call.buyer)?;
        call.call.is_compared()?;
        confirmed_trader(draft)?;
        let compared = compare::all(draft, &call)?;
        let ending = self.ending(&compared)?;
        let quotes = i64::try_from(compared.len()).unwrap_or(i64::MAX);
        let (mut chosen, mut others) = (Vec::new(), Vec::new());
        for (place, one) in (1..).zip(compared) {
            let list = if self.sellers.contains(&one.whole.quote.seller) { &mut chosen } else { &mut others };
            list.push((place, one));
        }
        if chosen.is_empty() || chosen.len() != self.sellers.len() {
            return Err(QuoteRefusal::NoQuote.into());
        }
        call.is_not_too_much(&chosen.iter().map(|(_, one)| &one.whole))?;
        let (mut trades, mut pays) = (Vec::new(), Amount::ZERO);
        for (place, Compared { whole, outcome, .. }) in chosen {
            let priced = outcome.map_err(Stop::Refused)?;
            let waterfall = &priced.priced().waterfall;
            pays = pays.plus(waterfall.payer_pays()?)?;
            let receives = waterfall.payee_receives()?.of(call.call.currency);
            let award = whole.award(draft, &call, priced)?;
            escrow::make(draft, &award)?;
            notices::tell(draft, whole.quote.seller, subject(self.call), &QuoteNotice::Chosen { receives });
            trades.push(whole.quote.trade);
            draft.put(&Quote { stage: QuoteStage::Chosen, place: Some(place), ..whole.quote })?;
        }
        let total = pays.of(call.call.currency);
        if self.expected_pay.is_some_and(|expected| expected != pays) {
            return Err(TradeRefusal::PriceChanged { pays: total }.into());
        }
        for (place, Compared { whole, .. }) in others {
            let notice = QuoteNotice::NotChosen { total, place, quotes };
            notices::tell(draft, whole.quote.seller, subject(self.call), &notice);
            draft.put(&Quote { stage: QuoteStage::NotChosen, place: Some(place), ..whole.quote })?;
        }
        let ended = QuoteCall { awarded: Some(pays), ..call.call }.end(draft, ending)?;
        draft.put(&ended)?;
        Ok(Awarded { call: self.call, trades, pays: total })
    }
}

impl AwardQuotes {
    /// How the call ends: the lowest needs no reason, any other choice does.
    fn ending(&self, compared: &[Compared]) -> Result<QuoteCallEnding, QuoteRefusal> {
        let standings: Vec<_> = compared.iter().map(|one| one.standing).collect();
        let lowest = proposed(&standings).and_then(|position| compared.get(position));
        let is_lowest = lowest.is_some_and(|lowest| self.sellers == [lowest.whole.quote.seller]);
        match (is_lowest, self.reason) {
            (true, _) => Ok(QuoteCallEnding::Lowest),
            (false, Some(reason)) => Ok(reason.into()),
            (false, None) => Err(QuoteRefusal::NeedsReason),
        }
    }
}

impl WholeCall {
    /// Refuses quotes that together have more of a line than was asked for.
    fn is_not_too_much<'a>(
        &self,
        chosen: &(impl Iterator<Item = &'a WholeQuote> + Clone),
    ) -> Result<(), QuoteRefusal> {
        for asked in &self.lines {
            let number = asked.number;
            let sum = chosen.clone().fold(0, |sum: i64, one| sum.saturating_add(one.quantity_of(number)));
            if sum > asked.quantity {
                return Err(QuoteRefusal::TooMuch { line: number });
            }
        }
        Ok(())
    }
}

impl QuoteCall {
    /// Refuses unless its quotes are open and its buyer has not answered.
    fn is_compared(&self) -> Result<(), QuoteRefusal> {
        match self.stage {
            QuoteCallStage::Open => Err(QuoteRefusal::Sealed),
            QuoteCallStage::Deciding => Ok(()),
            QuoteCallStage::Ended => Err(QuoteRefusal::Over),
        }
    }

    /// It is over without a choice: all who quoted hear so.
    pub(super) fn end_without(
        self,
        draft: &mut Draft<'_>,
        ending: QuoteCallEnding,
        notice: &QuoteNotice,
    ) -> Result<Self, Stop> {
        for whole in WholeQuote::all(draft, self.id)? {
            notices::tell(draft, whole.quote.seller, subject(self.id), notice);
            draft.put(&Quote { stage: QuoteStage::NotChosen, ..whole.quote })?;
        }
        self.end(draft, ending)
    }
}

/// Chooses none of the quotes of your call, and says why.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.end_without_award")]
pub struct EndWithoutAward {
    /// Of which call.
    pub call: Id<QuoteCall>,
    /// Why.
    pub reason: NoAwardReason,
}

impl Decide for EndWithoutAward {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<QuoteCall>((Command::locality(self), self.call));
        WholeQuote::reads(keys, Command::locality(self), self.call);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<QuoteCall>((draft.locality(), self.call))?;
        only(draft, call.buyer)?;
        call.is_compared()?;
        let ended = call.end_without(draft, self.reason.into(), &QuoteNotice::NoneChosen)?;
        draft.put(&ended)?;
        Ok(())
    }
}
