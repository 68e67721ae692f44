//! Catalogues (M10): goods of one seller, bought together: with their stock, collected or delivered.
//!
//! ```text
//! HoldGoods ──award──▶ support::escrow::hold, awaiting the buyer
//! ```

use crate::concession::Terms;
use crate::directory::{Directory, WorkPlace};
use crate::options::{
    assembly::{GoodsDeal, Priced},
    blocks,
    booking_checks::PartyFacts,
    subsidies,
};
use crate::price::{Label, Line, Waterfall};
use crate::support::escrow::{self, Held, OpenHold, held_until};
use crate::trade::award::{Award, AwardPart, LineItem, handed_over_by};
use crate::trade::{Awaits, Kind, TradeRefusal};
use crate::users::{
    User,
    assets::{AssetRefusal, HandingOver, ItemPrice, ItemTerms, Offering, OfferingStage},
    confirmed_trader, found_seller,
    stock::{self, Stock},
};
use kernel::{Amount, Asks, Command, Decide, Draft, Id, Keys, Overflow, Refusal, Stop, Timestamp, together};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "catalogues";
/// The most different goods of one order.
const LINES_MAX: usize = 50;

/// So many pieces of an offering.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Which offering.
    pub item: Id<Offering>,
    /// How many pieces, from 1.
    pub count: i64,
}

/// Keeps goods of one seller for a buyer, at the price of this moment.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("catalogues.hold_goods", locality = self.buyer.locality())]
pub struct HoldGoods {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// What is ordered.
    pub lines: Vec<OrderLine>,
    /// How they get to the buyer.
    pub handing_over: HandingOver,
    /// What the buyer saw that they would pay; a hold at another price is refused.
    pub expected_pay: Option<Amount>,
}

/// Why an order is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("catalogues")]
pub enum CatalogueRefusal {
    /// An order is of one thing or more, each once, and not of too many.
    NotTheseLines {
        /// How many different goods there may be.
        most: i64,
    },
    /// The goods are of several sellers.
    SeveralSellers,
    /// The offering is not shown.
    NotOpen,
}

/// Goods of one seller, priced.
#[derive(Clone, Debug)]
pub struct GoodsQuote {
    /// What is bought, with what is asked for it.
    pub goods: Vec<Goods>,
    /// Where the goods are.
    pub place: WorkPlace,
    /// From when they can be collected, or are sent.
    pub starts_at: Timestamp,
    /// The last day on which they are.
    pub ends_at: Timestamp,
    /// Their price and the rulebook's verdict.
    pub priced: Priced,
}

/// Pieces of an offering, with what is asked for them.
#[derive(Clone, Debug)]
pub struct Goods {
    /// The offering.
    pub offering: Offering,
    /// What its seller asks.
    pub terms: ItemTerms,
    /// How many pieces.
    pub count: i64,
}

impl Decide for HoldGoods {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.buyer.locality();
        keys.one::<User>((locality, self.buyer));
        OpenHold::reads(keys, locality, self.buyer);
        for line in &self.lines {
            keys.one::<Offering>((locality, line.item));
            keys.one::<ItemPrice>((locality, line.item));
            stock::reads(keys, line.item);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        confirmed_trader(draft)?;
        let quote = self.quote(draft, Some(self.buyer))?;
        let pays = quote.priced.waterfall.payer_money()?;
        if self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let today = quote.place.zone.calendar().local(draft.now()).date;
        let minutes = Terms::hold_minutes(draft.consult::<Rulebook>()?, today)?;
        let until = held_until(draft.now(), minutes, None);
        escrow::hold(draft, &self.award(draft, quote)?, until, Awaits::Buyer)
    }
}

impl HoldGoods {
    /// What the order would cost: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that the hold would meet.
    pub fn quote(&self, draft: &Draft<'_>, buyer: Option<Id<User>>) -> Result<GoodsQuote, Stop> {
        let goods = self.goods(draft)?;
        let first = goods.first().ok_or(CatalogueRefusal::NotTheseLines { most: most() })?;
        let seller = first.offering.seller;
        if Some(seller) == buyer {
            return Err(TradeRefusal::OwnOffering.into());
        }
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let place = directory.place(first.offering.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let currency = first.terms.currency;
        let (facts, limits) = together(
            PartyFacts::of(draft, buyer, seller, false),
            subsidies::limits(draft, rulebook, currency, buyer),
        )?;
        found_seller(draft, seller)?;
        blocks::none_between(draft, buyer, seller)?;
        let ready = goods.iter().map(|goods| goods.terms.ready_minutes).max().unwrap_or(0);
        let starts_at = draft.now().plus_minutes(ready);
        let ends_at = handed_over_by(starts_at);
        let deal = GoodsDeal {
            sector: &first.offering.sector,
            mechanism: NAME,
            place: &place,
            starts_at,
            facts: &facts,
            limits: &limits,
        };
        let priced = deal.price(draft, Waterfall { currency, lines: self.price_lines(&goods)? })?;
        Ok(GoodsQuote { goods, place, starts_at, ends_at, priced })
    }

    fn goods(&self, draft: &Draft<'_>) -> Result<Vec<Goods>, Stop> {
        let locality = draft.locality();
        let is_once =
            |line: &OrderLine| self.lines.iter().filter(|other| other.item == line.item).count() == 1;
        let fits = (1..=LINES_MAX).contains(&self.lines.len()) && self.lines.iter().all(is_once);
        if !fits {
            return Err(CatalogueRefusal::NotTheseLines { most: most() }.into());
        }
        let mut goods: Vec<Goods> = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let offering = draft.get::<Offering>((locality, line.item))?;
            let terms = draft.get::<ItemPrice>((locality, line.item))?.terms;
            if goods.first().is_some_and(|first| first.offering.seller != offering.seller) {
                return Err(CatalogueRefusal::SeveralSellers.into());
            }
            if offering.stage != OfferingStage::Open {
                return Err(CatalogueRefusal::NotOpen.into());
            }
            terms.hands_over(self.handing_over)?;
            let left = draft.get::<Stock>((locality, line.item))?.free();
            if line.count < 1 {
                return Err(stock::StockRefusal::NoPieces.into());
            }
            if line.count > left {
                return Err(stock::StockRefusal::TooFew { left }.into());
            }
            goods.push(Goods { offering, terms, count: line.count });
        }
        Ok(goods)
    }

    /// A line an offering, and one for bringing all of it: the dearest of what is asked for that.
    fn price_lines(&self, goods: &[Goods]) -> Result<Vec<Line>, Overflow> {
        let mut lines = Vec::with_capacity(goods.len() + 4);
        for goods in goods {
            let amount = goods.terms.each.0.checked_mul(goods.count).map(Amount).ok_or(Overflow)?;
            lines.push(Line::of_price(Label::Item, amount));
        }
        if self.handing_over == HandingOver::Delivery {
            let delivery = goods.iter().filter_map(|goods| goods.terms.delivery).max().unwrap_or_default();
            if delivery > Amount::ZERO {
                lines.push(Line::of_price(Label::Delivery, delivery));
            }
        }
        Ok(lines)
    }

    /// What a hold of it is, at the price of a quote.
    ///
    /// # Errors
    /// [`CatalogueRefusal::NotTheseLines`] of nothing.
    pub(crate) fn award(&self, draft: &Draft<'_>, quote: GoodsQuote) -> Result<Award, Stop> {
        let GoodsQuote { goods, place, starts_at, priced, .. } = quote;
        let first = goods.first().ok_or(CatalogueRefusal::NotTheseLines { most: most() })?;
        let items = goods.iter().enumerate();
        let items = items.map(|(line, goods)| LineItem { line, item: goods.offering.id, count: goods.count });
        let way = self.handing_over;
        let part = AwardPart::of_goods(starts_at, priced.waterfall, items.collect(), way)?;
        Ok(Award {
            id: draft.id(),
            kind: Kind::Goods,
            mechanism: NAME,
            buyer: self.buyer,
            seller: first.offering.seller,
            sector: first.offering.sector.clone(),
            work_place: place,
            parts: vec![part],
            hire_terms: None,
            destination: None,
            agree_by: None,
            pack_hash: priced.verdict.pack_hash.to_string(),
        })
    }
}

fn most() -> i64 {
    i64::try_from(LINES_MAX).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
