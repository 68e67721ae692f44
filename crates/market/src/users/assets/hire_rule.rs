//! What is asked for the use of a thing or a space.

use super::{Asking, AssetRefusal, Offering, POOL_MAX, Resource, Wording, family, offering, own, paid_there};
use crate::directory::Family;
use crate::users::trader;
use kernel::{
    Amount, Asks, Command, Currency, Decide, Draft, Fields, Id, Keys, Locality, Members, Overflow, PostCode,
    ReadStop, Record, Stop,
};
use serde::{Deserialize, Serialize};

/// What an owner asks for the use of an offering: the rule that every price of it comes from.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "hire_rule", key(locality, offering), personal(offering))]
pub struct HireRule {
    /// The market area.
    pub locality: Locality,
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What is asked.
    #[record(fields)]
    pub terms: HireTerms,
}

/// The terms of a hire: the owner's choice before it is agreed, and kept with the trade from then on.
#[derive(Asks, Fields, Members, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[fields(
    check = "per_day > 0",
    check = "per_hour > 0",
    check = "bond >= 0",
    check = "late_per_hour >= 0",
    check = "buffer_minutes >= 0",
    check = "minimum_minutes >= 15",
    check = "days_max >= 1",
    check = "days_max <= 400",
    check = "notice_minutes >= 0"
)]
pub struct HireTerms {
    /// In which currency.
    #[show(skip)]
    pub currency: Currency,
    /// For 24 hours, in minor units.
    #[show(money)]
    pub per_day: Amount,
    /// For a begun hour, in minor units.
    #[show(money)]
    pub per_hour: Amount,
    /// Set aside against damage and a late return, in minor units; zero for none.
    #[show(money)]
    pub bond: Amount,
    /// For a completed hour of a late return, in minor units; at most the bond in all.
    #[show(money)]
    pub late_per_hour: Amount,
    /// Kept free after each hire, in whole quarter-hours; taken, not priced.
    pub buffer_minutes: i64,
    /// The shortest hire, in minutes.
    pub minimum_minutes: i64,
    /// The longest hire, in days; at most 400.
    pub days_max: i64,
    /// The shortest time between booking and start, in minutes.
    pub notice_minutes: i64,
}

/// One of several equal resources of an offering, besides its first.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "pool_resource", key(locality, offering, resource), personal(offering))]
pub struct PoolResource {
    /// The market area.
    pub locality: Locality,
    /// Of which offering.
    pub offering: Id<Offering>,
    /// One that may be had.
    pub resource: Id<Resource>,
}

impl HireTerms {
    /// The rule of an offering.
    ///
    /// # Errors
    /// [`AssetRefusal::BadPriceRule`] names the first field that does not fit.
    pub fn rule(&self, offering: Id<Offering>) -> Result<HireRule, AssetRefusal> {
        let wrong = [
            ("per_day", self.per_day <= Amount::ZERO),
            ("per_hour", self.per_hour <= Amount::ZERO),
            ("bond", self.bond < Amount::ZERO),
            ("late_per_hour", self.late_per_hour < Amount::ZERO),
            ("buffer_minutes", self.buffer_minutes < 0 || self.buffer_minutes % kernel::QUARTER_MINUTES != 0),
            ("minimum_minutes", self.minimum_minutes < kernel::QUARTER_MINUTES),
            ("days_max", !(1..=400).contains(&self.days_max)),
            ("notice_minutes", self.notice_minutes < 0),
        ];
        match wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            Some((field, _)) => Err(AssetRefusal::BadPriceRule { field }),
            None => Ok(HireRule { locality: offering.locality(), offering, terms: self.clone() }),
        }
    }

    /// What a late return costs by the whole hours it is late, at most the bond.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn late(&self, late_minutes: i64) -> Result<Amount, Overflow> {
        let hours = late_minutes.max(0) / 60;
        let late = self.late_per_hour.0.checked_mul(hours).map_or(self.bond, Amount);
        Ok(late.min(self.bond))
    }

    pub(super) fn asking(&self) -> Asking {
        Asking {
            currency: self.currency,
            amounts: vec![
                ("per_day", self.per_day),
                ("per_hour", self.per_hour),
                ("bond", self.bond),
                ("late_per_hour", self.late_per_hour),
            ],
            extras: Vec::new(),
        }
    }
}

/// The resources of an offering, its first one first.
///
/// # Errors
/// As [`Draft::find`].
pub fn pool(draft: &Draft<'_>, offering: &Offering) -> Result<Vec<Id<Resource>>, ReadStop> {
    let others = draft.list::<PoolResource>((offering.locality, offering.id))?;
    let others = others.into_iter().map(|other| other.resource);
    Ok(offering.resource.into_iter().chain(others).collect())
}

/// Offers the use of a thing or a space, of which there may be several that are alike.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.offer_hire")]
pub struct OfferHire {
    /// Where.
    pub locality: Locality,
    /// The sector's code, or its name in addresses.
    #[ask(example = "bicycle")]
    pub sector: String,
    /// Where it is.
    pub post_code: PostCode,
    /// What it is.
    pub wording: Wording,
    /// How many there are, from 1.
    pub count: i64,
    /// What it costs.
    pub terms: HireTerms,
}

impl Decide for OfferHire {
    type Done = Id<Offering>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Offering>, Stop> {
        let (seller, locality) = (trader(draft)?.id, draft.locality());
        let families = [Family::Thing, Family::Space];
        let mut offering = offering(draft, seller, &self.sector, self.post_code, &families)?;
        let (text, rule) = (self.wording.text(offering.id), self.terms.rule(offering.id)?);
        paid_there(draft, &offering, &self.terms.asking())?;
        if !(1..=POOL_MAX).contains(&self.count) {
            return Err(AssetRefusal::BadPool { most: POOL_MAX }.into());
        }
        for number in 0..self.count {
            let resource = Resource { locality, id: draft.id(), owner: seller };
            draft.add(&resource);
            if number == 0 {
                offering.resource = Some(resource.id);
            } else {
                draft.add(&PoolResource { locality, offering: offering.id, resource: resource.id });
            }
        }
        draft.add(&offering);
        draft.add(&text);
        draft.add(&rule);
        Ok(offering.id)
    }
}

/// Changes what is asked for the use of an offering. What is held or booked keeps its price.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.set_hire_rule")]
pub struct SetHireRule {
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What it costs from now on.
    pub terms: HireTerms,
}

impl Decide for SetHireRule {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Offering>((self.offering.locality(), self.offering));
        keys.one::<HireRule>((self.offering.locality(), self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offering = own(draft, self.offering)?;
        family(draft, &offering, &[Family::Thing, Family::Space])?;
        paid_there(draft, &offering, &self.terms.asking())?;
        draft.put(&self.terms.rule(self.offering)?)?;
        Ok(())
    }
}
