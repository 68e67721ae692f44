//! Bidding, and having at once.

use super::proxy::{NotPlaced, Placed, Steps};
use super::{AuctionNotice, AuctionRefusal, Bid, Lot, LotBidder, LotStage, subject, terms};
use crate::concession::amount_max;
use crate::mechanisms::put_up::GoodsQuote;
use crate::options::{blocks, subsidies::Subsidies};
use crate::support::escrow::{self, Agreed};
use crate::support::notices;
use crate::trade::{Trade, TradeRefusal};
use crate::users::{User, assets::AssetRefusal, confirmed_trader, stock};
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Money, Overflow, Show, Stop, Timestamp};
use ledger::{AccountKey, Class, Entry, Purpose, Reservation, Transfer};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Bids for a lot, up to the most that you would pay: the market bids for you, and never more than it takes to lead. The bid
/// binds. While you lead, your most with the mark-up is set aside; it is back as soon as somebody else leads.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("auctions.place_bid", locality = self.lot.locality())]
pub struct PlaceBid {
    /// Who bids.
    #[command(actor)]
    pub bidder: Id<User>,
    /// For which lot.
    pub lot: Id<Lot>,
    /// The most that you would pay for it, in minor units, the mark-up not counted. Nobody else sees it.
    #[ask(example = "2500")]
    pub most: Amount,
}

/// What a bid did.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct LotPlaced {
    /// For which lot.
    pub lot: Id<Lot>,
    /// Whether you lead.
    pub leads: bool,
    /// The price now.
    pub price: Money,
    /// Whether the seller sells at that price.
    pub is_reserve_met: bool,
    /// When bids are over.
    pub closes_at: Timestamp,
    /// What is set aside of your money: your most, with the mark-up. Nothing when you do not lead.
    pub set_aside: Money,
}

impl Decide for PlaceBid {
    type Done = LotPlaced;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.bidder));
        keys.one::<Lot>((locality, self.lot));
        keys.one::<LotBidder>((locality, self.lot, self.bidder));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<LotPlaced, Stop> {
        confirmed_trader(draft)?;
        let lot = draft.get::<Lot>((draft.locality(), self.lot))?;
        lot.takes_bids(draft)?;
        if lot.seller == self.bidder {
            return Err(AuctionRefusal::OwnLot.into());
        }
        let leading = lot.leading_bid(draft)?;
        let placed = self.placed(draft, &lot, leading.as_ref())?;
        let trade: Id<Trade> = draft.id();
        let set_aside = self.set_aside(draft, &lot, trade)?;
        let pending = if placed.leads {
            if let Some(leading) = &leading {
                leading.release(draft)?;
            }
            Some(ledger::reserve(draft, &set_aside)?)
        } else {
            // A bid that leads nobody binds nobody, but it moved the price: only what could be paid moves it.
            set_aside.debit.account(draft)?.can_spend(set_aside.amount)?;
            None
        };
        let lot = self.write(draft, &lot, &placed, (trade, pending))?;
        let price = placed.price.of(lot.currency);
        if let Some(leading) = leading.filter(|leading| placed.leads && leading.bidder != self.bidder) {
            notices::tell(draft, leading.bidder, subject(lot.id), &AuctionNotice::Outbid { price });
        }
        let amount = if placed.leads { set_aside.amount } else { Amount::ZERO };
        Ok(LotPlaced {
            lot: lot.id,
            leads: placed.leads,
            price,
            is_reserve_met: lot.is_reserve_met(),
            closes_at: lot.closes_at,
            set_aside: amount.of(lot.currency),
        })
    }
}

impl PlaceBid {
    fn placed(&self, draft: &Draft<'_>, lot: &Lot, leading: Option<&Bid>) -> Result<Placed, Stop> {
        let (rulebook, today) = (draft.consult::<Rulebook>()?, draft.now().day().date());
        let most = terms(draft)?.bids_max;
        if lot.bid_count >= most {
            return Err(AuctionRefusal::TooManyBids { most }.into());
        }
        let most = amount_max(rulebook, lot.currency, today)?;
        if self.most > most {
            return Err(AssetRefusal::TooMuch { field: "most", most: most.of(lot.currency) }.into());
        }
        let steps = Steps::on(rulebook, today)?;
        let placed = lot.standing(leading).place(lot.bidder(self.bidder), self.most, &steps);
        placed.map_err(|why| match why {
            NotPlaced::TooLow(least) => AuctionRefusal::TooLow { least: least.of(lot.currency) }.into(),
            NotPlaced::Overflow => Overflow.into(),
        })
    }

    /// What is set aside while this bid leads.
    fn set_aside(&self, draft: &Draft<'_>, lot: &Lot, trade: Id<Trade>) -> Result<Entry, Stop> {
        let quote = lot.quote(draft, Some(self.bidder), self.most, Subsidies::None)?;
        blocks::none_between(draft, Some(self.bidder), lot.seller)?;
        Ok(Entry {
            debit: AccountKey::of(self.bidder, Class::UserAvailable, lot.currency),
            credit: escrow::account(trade, lot.currency),
            amount: quote.priced.waterfall.payer_pays()?,
            purpose: Purpose::Bid,
            subject: trade.cast(),
        })
    }

    fn write(
        &self,
        draft: &mut Draft<'_>,
        lot: &Lot,
        placed: &Placed,
        (trade, pending): (Id<Trade>, Option<Id<Transfer>>),
    ) -> Result<Lot, Stop> {
        let (locality, number) = (draft.locality(), lot.bid_count.saturating_add(1));
        let known = draft.find::<LotBidder>((locality, lot.id, self.bidder))?;
        let bidder_count = lot.bidder_count.saturating_add(i64::from(known.is_none()));
        let alias = known.map_or(bidder_count, |known| known.alias);
        draft.put(&LotBidder { locality, lot: lot.id, user_id: self.bidder, alias, had_chance: false })?;
        draft.add(&Bid {
            locality,
            lot: lot.id,
            number,
            bidder: self.bidder,
            alias,
            most: self.most,
            price: placed.price,
            trade,
            pending,
            placed_at: draft.now(),
        });
        let moves = lot.price != Some(placed.price) || (placed.leads && lot.leader != Some(self.bidder));
        let mut lot = Lot { bid_count: number, bidder_count, price: Some(placed.price), ..lot.clone() };
        if placed.leads {
            (lot.leader, lot.led_by) = (Some(self.bidder), Some(number));
        }
        if moves {
            lot.moves_on(draft)?;
        }
        draft.put(&lot)?;
        Ok(lot)
    }
}

impl Lot {
    /// The bid by which it is led.
    pub(super) fn leading_bid(&self, draft: &Draft<'_>) -> Result<Option<Bid>, Stop> {
        let bid = |number| draft.get::<Bid>((draft.locality(), self.id, number));
        Ok(self.led_by.map(bid).transpose()?)
    }

    /// Its end moves on when something changes at the last moment, so that others can answer.
    fn moves_on(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let terms = terms(draft)?;
        let closes_at = draft.now().plus_minutes(terms.soft_close_minutes);
        if closes_at <= self.closes_at || self.extension_count >= terms.extensions_max {
            return Ok(());
        }
        self.end_timer(draft)?;
        self.closes_at = closes_at;
        self.extension_count += 1;
        self.timer = Some(draft.set_timer(closes_at, &super::CloseLot { lot: self.id }));
        Ok(())
    }

    /// Takes back what would end it.
    pub(super) fn end_timer(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if let Some(timer) = self.timer.take() {
            draft.take_back_timer(self.closes_at, timer)?;
        }
        Ok(())
    }
}

impl Bid {
    /// What is set aside for it: the most that its bidder pays in all.
    pub(super) fn set_aside(&self, draft: &Draft<'_>) -> Result<Amount, Stop> {
        let Some(pending) = self.pending else { return Ok(Amount::ZERO) };
        Ok(draft.get::<Reservation>((draft.locality(), pending))?.entry.amount)
    }

    /// Gives back what is set aside for it.
    pub(super) fn release(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if let Some(pending) = self.pending {
            ledger::void_pending(draft, pending)?;
            draft.put(&Self { pending: None, ..self.clone() })?;
        }
        Ok(())
    }
}

/// Has a lot at once, for what its seller asks, while nobody has bid for it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("auctions.buy_lot_now", locality = self.lot.locality())]
pub struct BuyLotNow {
    /// Who buys.
    #[command(actor)]
    pub buyer: Id<User>,
    /// Which.
    pub lot: Id<Lot>,
    /// What the buyer saw that they would pay, in minor units; at another price it is refused.
    pub expected_pay: Option<Amount>,
}

impl Decide for BuyLotNow {
    type Done = Agreed;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.buyer));
        keys.one::<Lot>((Command::locality(self), self.lot));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Agreed, Stop> {
        confirmed_trader(draft)?;
        let lot = draft.get::<Lot>((draft.locality(), self.lot))?;
        lot.takes_bids(draft)?;
        if lot.seller == self.buyer {
            return Err(AuctionRefusal::OwnLot.into());
        }
        let price = lot.buy_now.filter(|_| lot.bid_count == 0).ok_or(AuctionRefusal::NotAtOnce)?;
        let quote = lot.quote(draft, Some(self.buyer), price, Subsidies::Funds)?;
        blocks::none_between(draft, Some(self.buyer), lot.seller)?;
        let pays = quote.priced.waterfall.payer_money()?;
        if self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        lot.sell(draft, draft.id(), self.buyer, price, quote)
    }
}

impl Lot {
    /// Both sides are bound: the pieces go from the lot to the trade.
    pub(super) fn sell(
        mut self,
        draft: &mut Draft<'_>,
        trade: Id<Trade>,
        buyer: Id<User>,
        price: Amount,
        quote: GoodsQuote,
    ) -> Result<Agreed, Stop> {
        stock::give_back(draft, self.offering, self.piece_count)?;
        let award = self.put_up().award(trade, buyer, quote)?;
        let agreed = escrow::make(draft, &award)?;
        self.end_timer(draft)?;
        let (leader, price, trade) = (Some(buyer), Some(price), Some(agreed.trade));
        draft.put(&Self { stage: LotStage::Sold, leader, price, trade, ..self })?;
        Ok(agreed)
    }
}
