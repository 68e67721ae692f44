//! The end of an auction, and what comes after it.

use super::{AuctionNotice, AuctionRefusal, Bid, Lot, LotBidder, LotStage, subject, terms};
use crate::mechanisms::put_up::GoodsQuote;
use crate::options::{blocks, subsidies::Subsidies};
use crate::support::escrow::{self, Held};
use crate::support::notices;
use crate::trade::{Awaits, Stage, Trade};
use crate::users::{only, reliability::Outcome, stock};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Stop, together};
use serde::{Deserialize, Serialize};

/// Ends a lot: it is the leader's, if that is enough for its seller and the rules still allow it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("auctions.close_lot", by_market)]
pub struct CloseLot {
    /// Which.
    pub lot: Id<Lot>,
}

impl Decide for CloseLot {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Lot>((Command::locality(self), self.lot));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let lot = draft.get::<Lot>((draft.locality(), self.lot))?;
        if lot.stage != LotStage::Open {
            return Ok(());
        }
        if draft.now() < lot.closes_at {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(lot.closes_at, &CloseLot { lot: lot.id }));
            draft.put(&Lot { timer, ..lot })?;
            return Ok(());
        }
        let leading = lot.leading_bid(draft)?;
        if let Some((bid, price, quote)) = lot.won(draft, leading.as_ref())? {
            bid.release(draft)?;
            let (trade, bidder) = (bid.trade, bid.bidder);
            return Lot { timer: None, ..lot }.sell(draft, trade, bidder, price, quote).map(drop);
        }
        if let Some(bid) = &leading {
            bid.release(draft)?;
            notices::tell(draft, bid.bidder, subject(lot.id), &AuctionNotice::Unsold);
        }
        stock::give_back(draft, lot.offering, lot.piece_count)?;
        notices::tell(draft, lot.seller, subject(lot.id), &AuctionNotice::Unsold);
        draft.put(&Lot { stage: LotStage::Unsold, timer: None, ..lot })?;
        Ok(())
    }
}

/// Offers a lot that nobody got, or whose buyer let go of it, to whoever would have paid most of those that did not have the
/// chance, for what they would have paid. They have a day to agree.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("auctions.offer_second_chance")]
pub struct OfferSecondChance {
    /// Which.
    pub lot: Id<Lot>,
}

impl Decide for OfferSecondChance {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Lot>((Command::locality(self), self.lot));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        let locality = draft.locality();
        let lot = draft.get::<Lot>((locality, self.lot))?;
        only(draft, lot.seller)?;
        let bid = lot.second_chance(draft)?.ok_or(AuctionRefusal::NoSecondChance)?;
        let quote = lot.quote(draft, Some(bid.bidder), bid.most, Subsidies::Funds)?;
        blocks::none_between(draft, Some(bid.bidder), lot.seller)?;
        let until = draft.now().plus_hours(terms(draft)?.second_chance_hours);
        let held =
            escrow::hold(draft, &lot.put_up().award(draft.id(), bid.bidder, quote)?, until, Awaits::Buyer)?;
        // Whoever had it and let go of it, and whoever has the chance now, do not have another.
        let had = [Some(bid.bidder), lot.leader.filter(|_| lot.trade.is_some())];
        for had in had.into_iter().flatten() {
            if let Some(bidder) = draft.find::<LotBidder>((locality, lot.id, had))? {
                draft.put(&LotBidder { had_chance: true, ..bidder })?;
            }
        }
        let price = bid.most.of(lot.currency);
        notices::tell(draft, bid.bidder, subject(lot.id), &AuctionNotice::SecondChance { price, until });
        let (leader, led_by, trade) = (Some(bid.bidder), Some(bid.number), Some(held.trade));
        let price = Some(bid.most);
        draft.put(&Lot { stage: LotStage::Offered, leader, led_by, price, trade, ..lot })?;
        Ok(held)
    }
}

impl Lot {
    /// The bid that has it, and at which price; none when that is not enough for its seller, when a rule forbids it by now (a card
    /// was revoked, its seller has left), or when it would cost more than was set aside (mark-up or a tax has risen).
    fn won<'a>(
        &self,
        draft: &Draft<'_>,
        leading: Option<&'a Bid>,
    ) -> Result<Option<(&'a Bid, Amount, GoodsQuote)>, Stop> {
        let (Some(bid), Some(price), true) = (leading, self.price, self.is_reserve_met()) else {
            return Ok(None);
        };
        let (quote, most) = match together(
            self.quote(draft, Some(bid.bidder), price, Subsidies::Funds),
            bid.set_aside(draft),
        ) {
            Err(Stop::Refused(_)) => return Ok(None),
            read => read?,
        };
        let is_within = quote.priced.waterfall.payer_pays()? <= most;
        Ok(is_within.then_some((bid, price, quote)))
    }

    /// The bid of the next who may have the chance, if it is to be had.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn second_chance(&self, draft: &Draft<'_>) -> Result<Option<Bid>, Stop> {
        let (is_to_be_had, next) = together(self.is_to_be_had(draft), self.next_best(draft))?;
        Ok(next.filter(|_| is_to_be_had))
    }

    /// Whether it is nobody's any more: it was not sold, or what came of it came to nothing.
    fn is_to_be_had(&self, draft: &Draft<'_>) -> Result<bool, Stop> {
        match (self.stage, self.trade) {
            (LotStage::Unsold, _) => Ok(true),
            (LotStage::Sold | LotStage::Offered, Some(trade)) => {
                let trade = draft.get::<Trade>((draft.locality(), trade))?;
                let is_kept = trade.outcome == Some(Outcome::Kept);
                Ok(matches!(trade.stage, Stage::Lapsed) || (trade.stage == Stage::Ended && !is_kept))
            }
            (LotStage::Open | LotStage::Withdrawn | LotStage::Sold | LotStage::Offered, _) => Ok(false),
        }
    }

    /// The highest bid of somebody who did not have the chance yet; of equal ones the earlier.
    fn next_best(&self, draft: &Draft<'_>) -> Result<Option<Bid>, Stop> {
        let locality = draft.locality();
        let (bids, bidders) =
            together(draft.list::<Bid>((locality, self.id)), draft.list::<LotBidder>((locality, self.id)))?;
        let had = |bid: &Bid| {
            let is_theirs = |bidder: &&LotBidder| bidder.user_id == bid.bidder;
            bidders.iter().find(is_theirs).is_none_or(|bidder| bidder.had_chance)
        };
        let had_it = |bid: &Bid| self.trade.is_some() && self.leader == Some(bid.bidder);
        let left = bids.into_iter().filter(|bid| !had(bid) && !had_it(bid));
        Ok(left.max_by_key(|bid| (bid.most, std::cmp::Reverse(bid.number))))
    }
}
