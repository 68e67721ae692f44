//! What is asked for hours of work.

use super::{Asking, AssetRefusal, Offering, Resource, family, offering, own, paid_there};
use crate::directory::Family;
use crate::users::trader;
use kernel::{
    Amount, Asks, BasisPoints, Command, Currency, Decide, Draft, Fields, Id, Keys, Locality, PostCode,
    Record, Show, Stop,
};
use serde::{Deserialize, Serialize};

/// What an offering's seller asks: the rule that every price of it comes from. An offering of work without one is unpaid.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "price_rule", key(locality, offering), personal(offering))]
pub struct PriceRule {
    /// The market area.
    pub locality: Locality,
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What is asked.
    #[record(fields)]
    pub terms: PriceTerms,
}

/// The terms of a price rule. All of it is the seller's choice.
#[derive(Asks, Fields, Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[fields(
    check = "hourly > 0",
    check = "evening_bp >= 0",
    check = "weekend_bp >= 0",
    check = "short_notice_bp >= 0",
    check = "per_km >= 0",
    check = "minimum_minutes >= 15",
    check = "notice_minutes >= 0",
    check = "distance_max_m >= 0",
    check = "longer_discount_bp >= 0",
    check = "longer_discount_bp <= 9000"
)]
#[show(name = "PriceRuleShown")]
pub struct PriceTerms {
    /// In which currency.
    #[show(skip)]
    pub currency: Currency,
    /// For an hour, in minor units.
    #[show(money)]
    pub hourly: Amount,
    /// On top of the hourly rate for the evening and the night, as the concession has them.
    #[ask(or = 0, example = "1000")]
    pub evening_bp: BasisPoints,
    /// On top for time on Saturday and Sunday.
    #[ask(or = 0)]
    pub weekend_bp: BasisPoints,
    /// On top of the whole when booked later than `short_notice_minutes` before the start.
    #[ask(or = 0)]
    pub short_notice_bp: BasisPoints,
    /// See `short_notice_bp`.
    #[ask(or = 0)]
    pub short_notice_minutes: i64,
    /// For each kilometer from the seller's place to the work, in minor units.
    #[ask(or = 0, example = "50")]
    #[show(money)]
    pub per_km: Amount,
    /// The shortest hire, in minutes.
    #[ask(or = 60)]
    pub minimum_minutes: i64,
    /// The shortest time between booking and start, in minutes.
    #[ask(or = 120)]
    pub notice_minutes: i64,
    /// How far the seller goes, in meters.
    #[ask(or = 16_093)]
    pub distance_max_m: i64,
    /// The hire, in minutes, from which the longer-hire discount is given.
    #[ask(or = 0)]
    pub longer_from_minutes: i64,
    /// Off the hours of a longer hire; at most 90 %.
    #[ask(or = 0)]
    pub longer_discount_bp: BasisPoints,
}

impl PriceTerms {
    /// Terms that ask an hourly rate and nothing else: an hour at least, two hours' notice, ten miles.
    pub fn plain(currency: Currency, hourly: Amount) -> Self {
        Self {
            currency,
            hourly,
            evening_bp: BasisPoints(0),
            weekend_bp: BasisPoints(0),
            short_notice_bp: BasisPoints(0),
            short_notice_minutes: 0,
            per_km: Amount::ZERO,
            minimum_minutes: 60,
            notice_minutes: 120,
            distance_max_m: 16_093,
            longer_from_minutes: 0,
            longer_discount_bp: BasisPoints(0),
        }
    }

    /// The rule of an offering.
    ///
    /// # Errors
    /// [`AssetRefusal::BadPriceRule`] names the first field that does not fit.
    pub fn rule(&self, offering: Id<Offering>) -> Result<PriceRule, AssetRefusal> {
        let wrong = [
            ("hourly", self.hourly <= Amount::ZERO),
            ("evening_bp", self.evening_bp.0 < 0),
            ("weekend_bp", self.weekend_bp.0 < 0),
            ("short_notice_bp", self.short_notice_bp.0 < 0),
            ("short_notice_minutes", self.short_notice_minutes < 0),
            ("per_km", self.per_km < Amount::ZERO),
            ("minimum_minutes", self.minimum_minutes < 15),
            ("notice_minutes", self.notice_minutes < 0),
            ("distance_max_m", self.distance_max_m < 0),
            ("longer_from_minutes", self.longer_from_minutes < 0),
            ("longer_discount_bp", !(0..=9_000).contains(&self.longer_discount_bp.0)),
        ];
        match wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            Some((field, _)) => Err(AssetRefusal::BadPriceRule { field }),
            None => Ok(PriceRule { locality: offering.locality(), offering, terms: self.clone() }),
        }
    }

    pub(super) fn asking(&self) -> Asking {
        Asking {
            currency: self.currency,
            amounts: vec![("hourly", self.hourly), ("per_km", self.per_km)],
            extras: vec![
                ("evening_bp", self.evening_bp),
                ("weekend_bp", self.weekend_bp),
                ("short_notice_bp", self.short_notice_bp),
            ],
        }
    }
}

/// Offers the acting user's own work in a sector. The first offering makes the user a resource.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.offer_work")]
pub struct OfferWork {
    /// Where.
    pub locality: Locality,
    /// The sector's code, or its name in addresses.
    #[ask(example = "kitchen-porter")]
    pub sector: String,
    /// Where the seller sets out from.
    pub post_code: PostCode,
    /// What it costs; `None` for work that is given.
    pub terms: Option<PriceTerms>,
}

impl Decide for OfferWork {
    type Done = Id<Offering>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Offering>, Stop> {
        let seller = trader(draft)?.id;
        let mut offering = offering(draft, seller, &self.sector, self.post_code, &[Family::Work])?;
        let resource = Resource { locality: draft.locality(), id: seller.cast(), owner: seller };
        let rule = self.terms.as_ref().map(|terms| terms.rule(offering.id)).transpose()?;
        if let Some(terms) = &self.terms {
            paid_there(draft, &offering, &terms.asking())?;
        }
        draft.put(&resource)?;
        offering.resource = Some(resource.id);
        draft.add(&offering);
        if let Some(rule) = rule {
            draft.add(&rule);
        }
        Ok(offering.id)
    }
}

/// Changes the price rule of an offering. What is held or booked keeps its price.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.set_price_rule")]
pub struct SetPriceRule {
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What it costs from now on.
    pub terms: PriceTerms,
}

impl Decide for SetPriceRule {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Offering>((self.offering.locality(), self.offering));
        keys.one::<PriceRule>((self.offering.locality(), self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offering = own(draft, self.offering)?;
        family(draft, &offering, &[Family::Work])?;
        paid_there(draft, &offering, &self.terms.asking())?;
        draft.put(&self.terms.rule(self.offering)?)?;
        Ok(())
    }
}
