//! Offers to settle what is disputed: either side offers a share, the other accepts.

use super::answer::tell_settled;
use super::permitted;
use crate::price::Share;
use crate::support::escrow::{self, Settled};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage};
use crate::trade::{EventKind, Side, Trade, TradeRefusal};
use kernel::{Amount, Command, Decide, Draft, Id, Locality, Members, Record, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// An offer to settle a disputed part. Only ever added; the last one of a side stands.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "part_offer",
    key(locality, trade, part, id),
    personal(trade),
    check = "pays >= 0",
    append_only
)]
#[show(only(id, side, made_at))]
pub struct PartOffer {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// To settle which part.
    pub part: i64,
    /// Its id, ordered by time.
    pub id: Id<PartOffer>,
    /// Who offers.
    pub side: Side,
    /// What the payer would pay of what the part costs, in minor units.
    pub pays: Amount,
    /// When it was made.
    pub made_at: Timestamp,
}

impl PartOffer {
    /// What the payer pays of a disputed part when the time to agree is over, where it is not half: no less than the payer has
    /// offered last, and no more than the payee would have taken.
    ///
    /// # Errors
    /// As [`Draft::list`].
    pub(super) fn beside_half(
        draft: &Draft<'_>,
        full: &FullTrade,
        part: &Part,
    ) -> Result<Option<Amount>, Stop> {
        let price = full.price_of(part);
        let (whole, half) = (price.payer_pays()?, price.scaled(Share::HALF)?.payer_pays()?);
        let offers = draft.list::<Self>((draft.locality(), full.id(), part.number))?;
        let last = |side: Side| offers.iter().rfind(|offer| offer.side == side).map(|offer| offer.pays);
        let least = last(part.payer).unwrap_or(Amount::ZERO);
        let most = last(part.payee()).unwrap_or(whole);
        let pays = half.max(least).min(most);
        Ok(Some(pays).filter(|pays| *pays != half))
    }
}

/// Offers to settle a disputed part.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.make_offer")]
pub struct MakeOffer {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// What the payer would pay, in minor units: at most what is disputed.
    pub pays: Amount,
}

impl Decide for MakeOffer {
    type Done = Id<PartOffer>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<PartOffer>, Stop> {
        let (full, part, side) = permitted(draft, self.trade, self.part, Step::Offer)?;
        let most = full.price_of(&part).payer_pays()?;
        if self.pays < Amount::ZERO || self.pays > most {
            return Err(super::CompletionRefusal::NotThisMuch { most: most.0 }.into());
        }
        let offer = PartOffer {
            locality: draft.locality(),
            trade: self.trade,
            part: self.part,
            id: draft.id(),
            side,
            pays: self.pays,
            made_at: draft.now(),
        };
        draft.add(&offer);
        full.happened(draft, Some(self.part), EventKind::Offered);
        let money = self.pays.of(part.currency);
        let other = full.trade.user(side.other());
        notices::tell(draft, other, Subject::trade(full.id()), &TradeNotice::Offered { money });
        Ok(offer.id)
    }
}

/// Accepts the other side's offer: the part is settled by it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.accept_offer")]
pub struct AcceptOffer {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// Which offer: the last one of the other side.
    pub offer: Id<PartOffer>,
    /// What was seen that the payer pays by it, in minor units; nobody accepts another one.
    pub pays: Amount,
}

impl Decide for AcceptOffer {
    type Done = Settled;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let (mut full, part, side) = permitted(draft, self.trade, self.part, Step::Offer)?;
        let offers = draft.list::<PartOffer>((draft.locality(), self.trade, self.part))?;
        let last = offers.into_iter().rfind(|offer| offer.side == side.other());
        let is_seen = |offer: &PartOffer| offer.id == self.offer && offer.pays == self.pays;
        let offer = last.filter(is_seen).ok_or(TradeRefusal::Changed)?;
        let settled = escrow::close_at(draft, &mut full, self.part, offer.pays)?;
        full.happened(draft, Some(self.part), EventKind::Settled);
        full.keep(draft)?;
        let settled = settled.ok_or(TradeRefusal::NotNow { stage: PartStage::Overdue.word() })?;
        tell_settled(draft, &full, &part, &settled);
        Ok(settled)
    }
}
