//! Fills become trades, some at a time.

use super::{BookFill, BookNotice, BookTrader, FillStage, NAME, OrderBook, subject};
use crate::options::{blocks, subsidies::Subsidies};
use crate::support::{escrow, notices};
use crate::trade::arrival::{ArrivalRefusal, Destination};
use crate::trade::{Trade, TradeRefusal};
use crate::users::availability;
use kernel::{BadRow, Command, Decide, Draft, Id, Keys, Span, Stop};
use serde::{Deserialize, Serialize};

/// How many fills are settled in one decision.
const SLICE: i64 = 50;

/// Makes trades of the next fifty fills of a book. One that the rulebook refuses by now is released alone.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bid_ask.settle_fills", by_market)]
pub struct SettleFills {
    /// Of which book.
    pub book: Id<OrderBook>,
}

impl Decide for SettleFills {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<OrderBook>((Command::locality(self), self.book));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut book = draft.get::<OrderBook>((draft.locality(), self.book))?;
        (book.settling, book.settling_at) = (None, None);
        let up_to = book.settled_up_to.saturating_add(SLICE).min(book.fill_count);
        let fills = slice(draft, &book, up_to)?;
        let settled = draft.each(&fills, |draft, fill| fill.settle(draft, &book))?;
        for (fill, answer) in fills.iter().zip(&settled) {
            if answer.is_err() {
                fill.release(draft, &book)?;
            }
        }
        book.settled_up_to = up_to;
        if up_to < book.fill_count {
            let now = draft.now();
            book.settling = Some(draft.set_timer(now, self));
            book.settling_at = Some(now);
        }
        draft.put(&book)?;
        Ok(())
    }
}

/// The fills up to a number that are no trades yet, with all that is read of their sides.
fn slice(draft: &Draft<'_>, book: &OrderBook, up_to: i64) -> Result<Vec<BookFill>, Stop> {
    let numbers = book.settled_up_to.saturating_add(1)..=up_to;
    let mut keys = Keys::default();
    for number in numbers.clone() {
        keys.one::<BookFill>((book.locality, book.id, number));
    }
    draft.ask(keys)?;
    let fills = numbers.map(|number| draft.get::<BookFill>((book.locality, book.id, number)));
    let fills: Vec<BookFill> = fills.collect::<Result<_, _>>()?;
    let mut keys = Keys::default();
    for user in fills.iter().flat_map(|fill| [fill.buyer, fill.seller]) {
        keys.one::<BookTrader>((book.locality, user, book.id));
    }
    draft.ask(keys)?;
    let mut keys = Keys::default();
    for user in fills.iter().flat_map(|fill| [fill.buyer, fill.seller]) {
        draft.get::<BookTrader>((book.locality, user, book.id))?.reads(book, &mut keys);
    }
    for fill in &fills {
        blocks::reads(&mut keys, book.locality, fill.buyer, fill.seller);
    }
    draft.ask(keys)?;
    Ok(fills)
}

impl BookFill {
    /// When its hours are.
    ///
    /// # Errors
    /// [`BadRow`] when there are none.
    pub fn span(&self) -> Result<Span, BadRow> {
        let ends_at = self.starts_at.plus_minutes(self.hours.saturating_mul(super::UNIT_MINUTES));
        Span::between(self.starts_at, ends_at)
            .ok_or_else(|| BadRow(format!("fill {}: no hours", self.number)))
    }

    fn side(&self, draft: &Draft<'_>, is_buyer: bool) -> Result<BookTrader, Stop> {
        let user = if is_buyer { self.buyer } else { self.seller };
        Ok(draft.get::<BookTrader>((self.locality, user, self.book))?)
    }

    /// Becomes a trade at its price.
    fn settle(&self, draft: &mut Draft<'_>, book: &OrderBook) -> Result<(), Stop> {
        let (mut buyer, seller) = (self.side(draft, true)?, self.side(draft, false)?);
        let no_offering = || BadRow(format!("fill {}: its seller offers nothing", self.number));
        let (offering, resource) = seller.offering.zip(seller.resource).ok_or_else(no_offering)?;
        let destination = Destination {
            street: buyer.street.clone().ok_or(ArrivalRefusal::NoStreet)?,
            note: buyer.note.clone(),
        };
        let span = self.span()?;
        let trade: Id<Trade> = buyer.trade;
        buyer.trade = draft.id();
        let rest = buyer.set_aside.minus(self.set_aside)?;
        buyer.sets_aside(draft, book, rest)?;
        draft.put(&buyer)?;
        availability::give_back(draft, resource, span)?;
        let asked = book.work(offering, span, book.amount(self.price))?;
        blocks::none_between(draft, Some(self.buyer), self.seller)?;
        let quote = asked.quote(draft, Some(self.buyer), Subsidies::Funds)?;
        let pays = quote.priced.waterfall.payer_money()?;
        if pays.amount > self.set_aside {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let award = quote.award(NAME, trade, self.buyer, destination)?;
        escrow::make(draft, &award)?;
        draft.put(&Self { stage: FillStage::Traded, trade: Some(trade), ..self.clone() })?;
        let (hours, each) = (self.hours, book.money(self.price));
        notices::tell(draft, self.buyer, subject(book.id), &BookNotice::Bought { hours, each });
        notices::tell(draft, self.seller, subject(book.id), &BookNotice::Sold { hours, each });
        Ok(())
    }

    /// Binds nobody any more: what was set aside is free, and the hours are back.
    fn release(&self, draft: &mut Draft<'_>, book: &OrderBook) -> Result<(), Stop> {
        let (mut buyer, seller) = (self.side(draft, true)?, self.side(draft, false)?);
        let rest = buyer.set_aside.minus(self.set_aside)?;
        buyer.sets_aside(draft, book, rest)?;
        draft.put(&buyer)?;
        if let Some(resource) = seller.resource {
            availability::give_back(draft, resource, self.span()?)?;
        }
        draft.put(&Self { stage: FillStage::Released, ..self.clone() })?;
        for user in [self.buyer, self.seller] {
            notices::tell(draft, user, subject(book.id), &BookNotice::Released { hours: self.hours });
        }
        Ok(())
    }
}
