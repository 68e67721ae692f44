//! Goods that a mechanism has taken from stock for whoever will have them: what they cost at a price that it found, and the award.

use crate::directory::{Directory, WorkPlace};
use crate::options::{
    assembly::{GoodsDeal, Priced},
    booking_checks::PartyFacts,
    subsidies::Subsidies,
};
use crate::price::{Label, Line, Waterfall};
use crate::trade::award::{Award, AwardPart, LineItem};
use crate::trade::{Kind, Trade};
use crate::users::{
    User,
    assets::{AssetRefusal, HandingOver, Offering},
    found_seller,
};
use kernel::{Amount, BadRow, Currency, Draft, Id, Stop, Timestamp, together};
use rules::Rulebook;

/// Pieces as they were put up: what its seller changes later changes none of it.
#[derive(Clone, Copy, Debug)]
pub struct PutUp {
    /// The mechanism, by its name.
    pub mechanism: &'static str,
    /// Who sells.
    pub seller: Id<User>,
    /// What.
    pub offering: Id<Offering>,
    /// How many pieces.
    pub piece_count: i64,
    /// In which currency.
    pub currency: Currency,
    /// How they get to their buyer.
    pub handing_over: HandingOver,
    /// For bringing them, in minor units; nothing when they are collected.
    pub delivery: Option<Amount>,
    /// How long after they were sold they are ready, in minutes.
    pub ready_minutes: i64,
}

/// What goods would cost at a price, and what the rulebook says of it.
#[derive(Clone, Debug)]
pub struct GoodsQuote {
    /// Where the goods are.
    pub place: WorkPlace,
    /// From when they can be collected, or are sent.
    pub starts_at: Timestamp,
    /// The price with all its lines, and the verdict.
    pub priced: Priced,
    sector: String,
}

impl PutUp {
    /// What all pieces would cost a buyer at a price, in minor units, the mark-up not counted.
    ///
    /// # Errors
    /// [`crate::options::booking_checks::CheckRefusal`] when a rule forbids it.
    pub fn quote(
        &self,
        draft: &Draft<'_>,
        buyer: Option<Id<User>>,
        price: Amount,
        counts_on: Subsidies,
    ) -> Result<GoodsQuote, Stop> {
        self.quote_lines(draft, buyer, &[price], counts_on)
    }

    /// As [`Self::quote`], where the pieces have several lines, each with its price.
    ///
    /// # Errors
    /// As [`Self::quote`].
    pub fn quote_lines(
        &self,
        draft: &Draft<'_>,
        buyer: Option<Id<User>>,
        prices: &[Amount],
        counts_on: Subsidies,
    ) -> Result<GoodsQuote, Stop> {
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let limits = counts_on.limits(draft, rulebook, self.currency, buyer);
        // What is read does not hang on the price, nor one on the other: all of it at once.
        let (offering, ((facts, limits), ())) = together(
            draft.get::<Offering>((draft.locality(), self.offering)),
            together(
                together(PartyFacts::of(draft, buyer, self.seller, false), limits),
                found_seller(draft, self.seller),
            ),
        )?;
        let place = directory.place(offering.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let starts_at = draft.now().plus_minutes(self.ready_minutes);
        let delivery = self.delivery.map(|amount| Line::of_price(Label::Delivery, amount));
        let items = prices.iter().map(|price| Line::of_price(Label::Item, *price));
        let lines = items.chain(delivery).collect();
        let goods = GoodsDeal {
            sector: &offering.sector,
            mechanism: self.mechanism,
            place: &place,
            starts_at,
            facts: &facts,
            limits: &limits,
        };
        let priced = goods.price(draft, Waterfall { currency: self.currency, lines })?;
        Ok(GoodsQuote { place, starts_at, priced, sector: offering.sector })
    }

    /// What the mechanism comes to, when a buyer has them.
    ///
    /// # Errors
    /// [`BadRow`] when there are none.
    pub fn award(&self, id: Id<Trade>, buyer: Id<User>, quote: GoodsQuote) -> Result<Award, BadRow> {
        self.award_lines(id, buyer, quote, &[self.piece_count])
    }

    /// As [`Self::award`], where the pieces have several lines: so many each, in the order of their prices.
    ///
    /// # Errors
    /// [`BadRow`] when there are none.
    pub fn award_lines(
        &self,
        id: Id<Trade>,
        buyer: Id<User>,
        quote: GoodsQuote,
        counts: &[i64],
    ) -> Result<Award, BadRow> {
        let item = |(line, count): (usize, &i64)| LineItem { line, item: self.offering, count: *count };
        let items = counts.iter().enumerate().map(item).collect();
        let GoodsQuote { place, starts_at, priced, sector } = quote;
        Ok(Award {
            id,
            kind: Kind::Goods,
            mechanism: self.mechanism,
            buyer,
            seller: self.seller,
            sector,
            work_place: place,
            parts: vec![AwardPart::of_goods(starts_at, priced.waterfall, items, self.handing_over)?],
            hire_terms: None,
            destination: None,
            agree_by: None,
            pack_hash: priced.verdict.pack_hash.to_string(),
        })
    }
}
