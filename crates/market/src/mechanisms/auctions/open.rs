//! Putting up for auction, and taking back.

use super::{AuctionRefusal, AuctionTerms, CloseLot, Lot, LotStage, terms};
use crate::directory::Family;
use crate::users::{
    assets::{self, Asking, HandingOver, ItemPrice, Offering},
    confirmed_trader, only, stock,
};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// Puts pieces of what you offer up for auction, all to one buyer. They are not for sale otherwise meanwhile.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("auctions.open_lot")]
pub struct OpenLot {
    /// Of which goods.
    pub offering: Id<Offering>,
    /// How many pieces, all to one buyer.
    #[ask(example = "1")]
    pub piece_count: i64,
    /// The least that a first bid is, in minor units.
    #[ask(example = "500")]
    pub start: Amount,
    /// The least for which you sell, in minor units; bidders see only whether it is met.
    pub reserve: Option<Amount>,
    /// For how much it is had at once while nobody has bid, in minor units.
    pub buy_now: Option<Amount>,
    /// How it gets to its buyer.
    pub handing_over: HandingOver,
    /// How long bids are taken, in minutes.
    #[ask(example = "4320")]
    pub minutes: i64,
}

impl Decide for OpenLot {
    type Done = Id<Lot>;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<Offering>((locality, self.offering));
        keys.one::<ItemPrice>((locality, self.offering));
        stock::reads(keys, self.offering);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Lot>, Stop> {
        confirmed_trader(draft)?;
        let offering = assets::own(draft, self.offering)?;
        assets::family(draft, &offering, &[Family::Goods])?;
        let terms = draft.get::<ItemPrice>((draft.locality(), self.offering))?.terms;
        terms.hands_over(self.handing_over)?;
        let amounts = [("start", Some(self.start)), ("reserve", self.reserve), ("buy_now", self.buy_now)];
        let amounts = amounts.into_iter().filter_map(|(field, amount)| Some((field, amount?)));
        let asking = Asking { currency: terms.currency, amounts: amounts.collect(), extras: Vec::new() };
        assets::paid_there(draft, &offering, &asking)?;
        if let Some(field) = self.misfit() {
            return Err(AuctionRefusal::BadLot { field }.into());
        }
        let closes_at = self.closes_at(draft)?;
        stock::take(draft, self.offering, self.piece_count)?;
        let id = draft.id();
        let timer = draft.set_timer(closes_at, &CloseLot { lot: id });
        draft.add(&Lot {
            locality: draft.locality(),
            id,
            seller: offering.seller,
            offering: self.offering,
            piece_count: self.piece_count,
            currency: terms.currency,
            start: self.start,
            reserve: self.reserve,
            buy_now: self.buy_now,
            handing_over: self.handing_over,
            delivery: terms.delivery_by(self.handing_over),
            ready_minutes: terms.ready_minutes,
            stage: LotStage::Open,
            closes_at,
            extension_count: 0,
            timer: Some(timer),
            leader: None,
            led_by: None,
            price: None,
            bid_count: 0,
            bidder_count: 0,
            trade: None,
        });
        Ok(id)
    }
}

impl OpenLot {
    /// The first amount that does not fit the others: what is had at once is more than everything else, the reserve more than the start.
    fn misfit(&self) -> Option<&'static str> {
        let least = self.start.max(self.reserve.unwrap_or_default());
        let wrong = [
            ("start", self.start <= Amount::ZERO),
            ("reserve", self.reserve.is_some_and(|reserve| reserve <= self.start)),
            ("buy_now", self.buy_now.is_some_and(|at_once| at_once <= least)),
        ];
        wrong.into_iter().find_map(|(field, is_wrong)| is_wrong.then_some(field))
    }

    /// When bids are over. What is too short for anybody to see, or ties its pieces up for too long, is refused.
    fn closes_at(&self, draft: &Draft<'_>) -> Result<Timestamp, Stop> {
        let terms = terms(draft)?;
        if !terms.minutes().contains(&self.minutes) {
            let AuctionTerms { hours_min: least_hours, days_max: most_days, .. } = terms;
            return Err(AuctionRefusal::NotThatLong { least_hours, most_days }.into());
        }
        Ok(draft.now().plus_minutes(self.minutes))
    }
}

/// Takes a lot back that nobody has bid for.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("auctions.withdraw_lot")]
pub struct WithdrawLot {
    /// Which.
    pub lot: Id<Lot>,
}

impl Decide for WithdrawLot {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Lot>((Command::locality(self), self.lot));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut lot = draft.get::<Lot>((draft.locality(), self.lot))?;
        only(draft, lot.seller)?;
        lot.takes_bids(draft)?;
        if lot.bid_count > 0 {
            return Err(AuctionRefusal::HasBids.into());
        }
        stock::give_back(draft, lot.offering, lot.piece_count)?;
        lot.end_timer(draft)?;
        draft.put(&Lot { stage: LotStage::Withdrawn, ..lot })?;
        Ok(())
    }
}
