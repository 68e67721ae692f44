//! The end of a reverse auction: the lowest is held for the buyer, who takes it, declines, or stays silent.

use super::{
    DeclineWinner, NAME, ReverseAuction, ReverseEnding, ReverseEndingCount, ReverseNotice, ReverseRefusal,
    ReverseStage, Underbid, subject, terms,
};
use crate::mechanisms::stored_availability::work::WorkQuote;
use crate::options::subsidies::Subsidies;
use crate::support::escrow::{self, Agree, Agreed, Held, LetGo, held_until};
use crate::support::notices;
use crate::trade::arrival::{ArrivalRefusal, Destination};
use crate::trade::full::FullTrade;
use crate::trade::{Awaits, Stage, Trade};
use crate::users::{User, only};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// Ends a reverse auction whose time is over: the lowest is held for its buyer; or ends one that its buyer has not answered.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("reverse_auctions.close_reverse_auction", by_market)]
pub struct CloseReverseAuction {
    /// Which.
    pub auction: Id<ReverseAuction>,
}

impl Decide for CloseReverseAuction {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ReverseAuction>((Command::locality(self), self.auction));
        keys.all::<Underbid>((Command::locality(self), self.auction));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut auction = draft.get::<ReverseAuction>((draft.locality(), self.auction))?;
        let due_at = auction.timed_at();
        if auction.stage == ReverseStage::Ended {
            return Ok(());
        }
        auction.end_timer(draft)?;
        if draft.now() < due_at {
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(due_at, self));
            draft.put(&ReverseAuction { timer, ..auction })?;
            return Ok(());
        }
        match auction.stage {
            ReverseStage::Open => auction.close(draft),
            ReverseStage::Offered => auction.unanswered(draft),
            ReverseStage::Ended => Ok(()),
        }
    }
}

impl ReverseAuction {
    /// Bids are over.
    fn close(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let leading = self.leading(draft)?;
        let won = match (&leading, self.price) {
            (Some(bid), Some(price)) => self.won(draft, bid, price)?,
            _ => None,
        };
        for bid in draft.list::<Underbid>((self.locality, self.id))? {
            if won.is_none() || Some(bid.seller) != self.leader {
                notices::tell(draft, bid.seller, subject(self.id), &ReverseNotice::Lost);
            }
        }
        let Some((seller, quote)) = won else {
            notices::tell(draft, self.buyer, subject(self.id), &ReverseNotice::Unsold);
            return self.end(draft, ReverseEnding::Unsold);
        };
        let receives = quote.priced.waterfall.payee_receives()?.of(self.currency);
        // What a hold is refused for undoes none of the rest.
        let quotes = [quote];
        let held = draft.each(&quotes, |draft, quote| self.hold(draft, quote.clone()))?;
        let Some(held) = held.into_iter().find_map(Result::ok) else {
            notices::tell(draft, seller, subject(self.id), &ReverseNotice::Lost);
            notices::tell(draft, self.buyer, subject(self.id), &ReverseNotice::Unsold);
            return self.end(draft, ReverseEnding::Unsold);
        };
        let (pays, until) = (held.buyer_pays, held.held_until);
        notices::tell(draft, self.buyer, subject(self.id), &ReverseNotice::Offered { pays, until });
        notices::tell(draft, seller, subject(self.id), &ReverseNotice::Won { receives, until });
        let timer = Some(draft.set_timer(until, &CloseReverseAuction { auction: self.id }));
        draft.put(&Self { stage: ReverseStage::Offered, answer_by: Some(until), timer, ..self })?;
        Ok(())
    }

    /// Whoever leads, with what it comes to; none when a rule forbids it by now, the hours are gone, or it costs more than was set aside.
    fn won(
        &self,
        draft: &Draft<'_>,
        bid: &Underbid,
        price: Amount,
    ) -> Result<Option<(Id<User>, WorkQuote)>, Stop> {
        let quote = match self.quote(draft, bid.offering, price, Subsidies::Funds) {
            Err(Stop::Refused(_)) => return Ok(None),
            quote => quote?,
        };
        let is_within = quote.priced.waterfall.payer_pays()? <= self.set_aside;
        Ok(is_within.then_some((bid.seller, quote)))
    }

    fn hold(&self, draft: &mut Draft<'_>, quote: WorkQuote) -> Result<Held, Stop> {
        let hours = terms(draft)?.answer_hours;
        let until = held_until(draft.now(), hours.saturating_mul(60), Some(quote.agree_by));
        let street = self.street.clone().ok_or(ArrivalRefusal::NoStreet)?;
        let award = quote.award(NAME, self.trade, self.buyer, Destination { street, note: None })?;
        escrow::hold(draft, &award, until, Awaits::Buyer)
    }

    /// The time to answer is over; the buyer may have agreed by the page of the booking.
    fn unanswered(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let trade = draft.get::<Trade>((self.locality, self.trade))?;
        if matches!(trade.stage, Stage::Booked | Stage::Ended) {
            return self.end(draft, ReverseEnding::Taken);
        }
        for user in [Some(self.buyer), self.leader].into_iter().flatten() {
            notices::tell(draft, user, subject(self.id), &ReverseNotice::Lapsed);
        }
        self.end(draft, ReverseEnding::Lapsed)
    }

    fn is_offered(&self, draft: &Draft<'_>) -> Result<(), ReverseRefusal> {
        let is_in_time = self.answer_by.is_some_and(|until| draft.now() < until);
        let is_so = self.stage == ReverseStage::Offered && is_in_time;
        if is_so { Ok(()) } else { Err(ReverseRefusal::NothingOffered) }
    }
}

/// Takes the lowest of your reverse auction: it is booked, with what was set aside.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("reverse_auctions.accept_underbid")]
pub struct AcceptUnderbid {
    /// Of which auction.
    pub auction: Id<ReverseAuction>,
    /// What you saw that you pay, in minor units.
    #[ask(example = "9135")]
    pub expected_pay: Amount,
}

impl Decide for AcceptUnderbid {
    type Done = Agreed;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ReverseAuction>((Command::locality(self), self.auction));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Agreed, Stop> {
        let mut auction = draft.get::<ReverseAuction>((draft.locality(), self.auction))?;
        only(draft, auction.buyer)?;
        auction.is_offered(draft)?;
        auction.release(draft)?;
        let agreed = Agree { trade: auction.trade, expected_pay: self.expected_pay }.decide(draft)?;
        auction.end(draft, ReverseEnding::Taken)?;
        Ok(agreed)
    }
}

/// Declines the lowest of your reverse auction, and says why: it is counted in public.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("reverse_auctions.decline_underbid")]
pub struct DeclineUnderbid {
    /// Of which auction.
    pub auction: Id<ReverseAuction>,
    /// Why.
    pub reason: DeclineWinner,
}

impl Decide for DeclineUnderbid {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ReverseAuction>((Command::locality(self), self.auction));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let auction = draft.get::<ReverseAuction>((draft.locality(), self.auction))?;
        only(draft, auction.buyer)?;
        auction.is_offered(draft)?;
        let mut keys = Keys::default();
        FullTrade::reads(&mut keys, auction.trade);
        keys.one::<ReverseEndingCount>((auction.locality, ReverseEnding::from(self.reason)));
        draft.ask(keys)?;
        let trade = draft.get::<Trade>((auction.locality, auction.trade))?;
        // Whoever has let go of it by the page of the booking still owes a reason; whoever has agreed there has taken it.
        match trade.stage {
            Stage::Held => LetGo { trade: auction.trade }.decide(draft)?,
            Stage::Lapsed => {}
            Stage::Booked | Stage::Ended => return Err(ReverseRefusal::NothingOffered.into()),
        }
        if let Some(leader) = auction.leader {
            notices::tell(draft, leader, subject(auction.id), &ReverseNotice::Declined);
        }
        auction.end(draft, self.reason.into())
    }
}
