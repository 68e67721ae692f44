//! Offers to settle what is disputed: either side offers a share, the other accepts.

use super::answer::tell_settled;
use super::permitted;
use crate::price::Share;
use crate::support::escrow::{self, Settled};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::part::PartStage;
use crate::trade::{EventKind, Side, Trade, TradeRefusal};
use crate::users::reliability::Outcome;
use kernel::{Amount, Command, Decide, Draft, Id, Locality, Members, Record, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// An offer to settle a disputed part. Only ever added; the last one of a side stands.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "part_offer", key(locality, trade, part, id), check = "pays >= 0", append_only)]
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
}

impl Decide for AcceptOffer {
    type Done = Settled;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let (mut full, part, side) = permitted(draft, self.trade, self.part, Step::Offer)?;
        let offers = draft.list::<PartOffer>((draft.locality(), self.trade, self.part))?;
        let last = offers.into_iter().rfind(|offer| offer.side == side.other());
        let offer = last.filter(|offer| offer.id == self.offer).ok_or(TradeRefusal::Changed)?;
        let whole = full.price_of(&part).payer_pays()?;
        let share = Share::new(offer.pays.0, whole.0).unwrap_or(Share::NOTHING);
        let settled = escrow::close(draft, &mut full, self.part, share, Outcome::Settled)?;
        full.happened(draft, Some(self.part), EventKind::Settled);
        full.keep(draft)?;
        let settled = settled.ok_or(TradeRefusal::NotNow { stage: PartStage::Overdue.word() })?;
        tell_settled(draft, &full, &part, &settled);
        Ok(settled)
    }
}
