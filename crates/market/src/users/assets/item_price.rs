//! What is asked for goods.

use super::{Asking, AssetRefusal, Offering, Wording, family, offering, own, paid_there};
use crate::directory::Family;
use crate::users::{stock::Stock, trader};
use kernel::{
    Amount, Asks, Command, Currency, Decide, Draft, Fields, Id, Keys, Locality, Members, PostCode, Record,
    Stop,
};
use serde::{Deserialize, Serialize};

/// What a seller asks for each piece of an offering.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "item_price", key(locality, offering), personal(offering))]
pub struct ItemPrice {
    /// The market area.
    pub locality: Locality,
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What is asked.
    #[record(fields)]
    pub terms: ItemTerms,
}

/// The terms of goods: what a piece costs, and how it gets to the buyer.
#[derive(Asks, Fields, Members, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[fields(check = "each > 0", check = "delivery >= 0", check = "ready_minutes >= 0")]
pub struct ItemTerms {
    /// In which currency.
    #[show(skip)]
    pub currency: Currency,
    /// For a piece, in minor units.
    #[show(money)]
    pub each: Amount,
    /// For bringing all that is bought at once, in minor units; nothing when the seller does not deliver.
    #[show(money)]
    pub delivery: Option<Amount>,
    /// Whether it can be collected.
    pub is_collected: bool,
    /// How long after it was bought it is ready, in minutes.
    pub ready_minutes: i64,
}

kernel::words! {
    /// How goods get to their buyer.
    pub enum HandingOver {
        /// The buyer collects them.
        Collection = "collection",
        /// The seller brings or sends them.
        Delivery = "delivery",
    }
}

impl ItemTerms {
    /// Refuses when goods do not get to their buyer in this way.
    ///
    /// # Errors
    /// [`AssetRefusal::NotHandedOverSo`].
    pub fn hands_over(&self, way: HandingOver) -> Result<(), AssetRefusal> {
        if self.ways().any(|one| one == way) { Ok(()) } else { Err(AssetRefusal::NotHandedOverSo) }
    }

    /// How they can be had.
    pub fn ways(&self) -> impl Iterator<Item = HandingOver> {
        let ways =
            [(self.is_collected, HandingOver::Collection), (self.delivery.is_some(), HandingOver::Delivery)];
        ways.into_iter().filter_map(|(is_one, way)| is_one.then_some(way))
    }

    /// What bringing them costs in this way, if it costs anything, in minor units.
    pub fn delivery_by(&self, way: HandingOver) -> Option<Amount> {
        self.delivery.filter(|amount| way == HandingOver::Delivery && *amount > Amount::ZERO)
    }

    /// The price of an offering.
    ///
    /// # Errors
    /// [`AssetRefusal::BadPriceRule`] names the first field that does not fit.
    pub fn price(&self, offering: Id<Offering>) -> Result<ItemPrice, AssetRefusal> {
        let wrong = [
            ("each", self.each <= Amount::ZERO),
            ("delivery", self.delivery.is_some_and(|delivery| delivery < Amount::ZERO)),
            ("is_collected", self.delivery.is_none() && !self.is_collected),
            ("ready_minutes", self.ready_minutes < 0),
        ];
        match wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            Some((field, _)) => Err(AssetRefusal::BadPriceRule { field }),
            None => Ok(ItemPrice { locality: offering.locality(), offering, terms: self.clone() }),
        }
    }

    pub(super) fn asking(&self) -> Asking {
        Asking {
            currency: self.currency,
            amounts: vec![("each", self.each), ("delivery", self.delivery.unwrap_or_default())],
            extras: Vec::new(),
        }
    }
}

/// Offers goods, of which there are so many.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.offer_item")]
pub struct OfferItem {
    /// Where.
    pub locality: Locality,
    /// The sector's code, or its name in addresses.
    #[ask(example = "honey")]
    pub sector: String,
    /// Where they are.
    pub post_code: PostCode,
    /// What they are.
    pub wording: Wording,
    /// How many there are, from 0.
    pub count: i64,
    /// What they cost.
    pub terms: ItemTerms,
}

impl Decide for OfferItem {
    type Done = Id<Offering>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Offering>, Stop> {
        let seller = trader(draft)?.id;
        let offering = offering(draft, seller, &self.sector, self.post_code, &[Family::Goods])?;
        let (text, price) = (self.wording.text(offering.id), self.terms.price(offering.id)?);
        paid_there(draft, &offering, &self.terms.asking())?;
        draft.add(&Stock::of(offering.id, self.count)?);
        draft.add(&offering);
        draft.add(&text);
        draft.add(&price);
        Ok(offering.id)
    }
}

/// Changes what is asked for goods. What is held or booked keeps its price.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.set_item_price")]
pub struct SetItemPrice {
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What they cost from now on.
    pub terms: ItemTerms,
}

impl Decide for SetItemPrice {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Offering>((self.offering.locality(), self.offering));
        keys.one::<ItemPrice>((self.offering.locality(), self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offering = own(draft, self.offering)?;
        family(draft, &offering, &[Family::Goods])?;
        paid_there(draft, &offering, &self.terms.asking())?;
        draft.put(&self.terms.price(self.offering)?)?;
        Ok(())
    }
}
