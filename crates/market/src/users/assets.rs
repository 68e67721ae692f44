//! Assets (3): what a user puts up, and the price rule it is offered by.
//!
//! A [`Resource`] is what can be in one place at a time: a person, a van. An [`Offering`] is one thing it does,
//! in one sector, with a [`PriceRule`]; a person with three skills is one resource with three offerings, so an
//! hour sold in one is gone from all.

use crate::directory::Directory;
use crate::users::{User, only, trader};
use kernel::{
    Amount, BasisPoints, Command, Currency, Draft, Id, Keys, Locality, Moment, Place, Record, Refusal, Stop,
    Timestamp, View,
};
use serde::{Deserialize, Serialize};

/// What can be in one place at a time.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "resource", key(locality, id), index = "locality, owner")]
pub struct Resource {
    /// The market area.
    pub locality: Locality,
    /// Its id; a person's own is the user's id.
    pub id: Id<Resource>,
    /// Whose it is.
    pub owner: Id<User>,
}

kernel::words! {
    /// Whether an offering is shown.
    pub enum OfferingStage {
        /// Shown to buyers.
        Open = "open",
        /// Put away by its seller.
        Paused = "paused",
    }
}

/// One thing a resource does, in one sector.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "offering", key(locality, id), index = "locality, seller, id")]
pub struct Offering {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Offering>,
    /// Who sells.
    pub seller: Id<User>,
    /// Whose hours are sold.
    pub resource: Id<Resource>,
    /// The sector's code.
    pub sector: String,
    /// Where the seller sets out from: the post code.
    pub post_code: String,
    /// The middle of it, latitude in millionths of a degree.
    pub lat_e6: i64,
    /// The middle of it, longitude in millionths of a degree.
    pub lon_e6: i64,
    /// Whether it is shown.
    pub stage: OfferingStage,
    /// When it was first offered.
    pub offered_at: Timestamp,
}

/// What an offering's seller asks: the rule that every price of it comes from. All of it is the seller's choice.
#[derive(Record, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[record(
    table = "price_rule",
    key(locality, offering),
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
pub struct PriceRule {
    /// The market area.
    pub locality: Locality,
    /// Of which offering.
    pub offering: Id<Offering>,
    /// In which currency.
    pub currency: Currency,
    /// For an hour, in minor units.
    pub hourly: Amount,
    /// On top of the hourly rate for time between 18:00 and 06:00 local.
    pub evening_bp: BasisPoints,
    /// On top for time on Saturday and Sunday.
    pub weekend_bp: BasisPoints,
    /// On top of the whole when booked later than `short_notice_minutes` before the start.
    pub short_notice_bp: BasisPoints,
    /// See `short_notice_bp`.
    pub short_notice_minutes: i64,
    /// For each kilometre from the seller's place to the work, in minor units.
    pub per_km: Amount,
    /// The shortest hire, in minutes.
    pub minimum_minutes: i64,
    /// The shortest time between booking and start, in minutes.
    pub notice_minutes: i64,
    /// How far the seller goes, in meters.
    pub distance_max_m: i64,
    /// The hire, in minutes, from which the longer-hire discount is given.
    pub longer_from_minutes: i64,
    /// Off the hours of a longer hire; at most 90 %.
    pub longer_discount_bp: BasisPoints,
}

/// Why nothing is offered.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("assets")]
pub enum AssetRefusal {
    /// The directory has no such sector.
    UnknownSector,
    /// The directory has no such post code.
    UnknownPlace,
    /// A price rule needs a rate above zero and nothing below it, a shortest hire of a quarter-hour or more, and
    /// a discount of 90 % or less.
    BadPriceRule {
        /// The field that does not fit.
        field: &'static str,
    },
}

/// The terms of a price rule, without the offering they are for. Fields as in [`PriceRule`].
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct PriceTerms {
    /// See [`PriceRule::currency`].
    pub currency: Currency,
    /// See [`PriceRule::hourly`].
    pub hourly: Amount,
    /// See [`PriceRule::evening_bp`].
    pub evening_bp: BasisPoints,
    /// See [`PriceRule::weekend_bp`].
    pub weekend_bp: BasisPoints,
    /// See [`PriceRule::short_notice_bp`].
    pub short_notice_bp: BasisPoints,
    /// See [`PriceRule::short_notice_minutes`].
    pub short_notice_minutes: i64,
    /// See [`PriceRule::per_km`].
    pub per_km: Amount,
    /// See [`PriceRule::minimum_minutes`].
    pub minimum_minutes: i64,
    /// See [`PriceRule::notice_minutes`].
    pub notice_minutes: i64,
    /// See [`PriceRule::distance_max_m`].
    pub distance_max_m: i64,
    /// See [`PriceRule::longer_from_minutes`].
    pub longer_from_minutes: i64,
    /// See [`PriceRule::longer_discount_bp`].
    pub longer_discount_bp: BasisPoints,
}

impl Offering {
    /// Where the seller sets out from.
    pub fn place(&self) -> Place {
        Place { lat_e6: self.lat_e6, lon_e6: self.lon_e6 }
    }
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
            ("per_km", self.per_km < Amount::ZERO),
            ("minimum_minutes", self.minimum_minutes < 15),
            ("notice_minutes", self.notice_minutes < 0),
            ("distance_max_m", self.distance_max_m < 0),
            ("longer_discount_bp", !(0..=9_000).contains(&self.longer_discount_bp.0)),
        ];
        if let Some((field, _)) = wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            return Err(AssetRefusal::BadPriceRule { field });
        }
        let terms = self.clone();
        Ok(PriceRule {
            locality: offering.locality(),
            offering,
            currency: terms.currency,
            hourly: terms.hourly,
            evening_bp: terms.evening_bp,
            weekend_bp: terms.weekend_bp,
            short_notice_bp: terms.short_notice_bp,
            short_notice_minutes: terms.short_notice_minutes,
            per_km: terms.per_km,
            minimum_minutes: terms.minimum_minutes,
            notice_minutes: terms.notice_minutes,
            distance_max_m: terms.distance_max_m,
            longer_from_minutes: terms.longer_from_minutes,
            longer_discount_bp: terms.longer_discount_bp,
        })
    }
}

/// Offers the acting user's own work in a sector. The first offering makes the user a resource.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct OfferWork {
    /// Where.
    pub locality: Locality,
    /// The sector's code.
    pub sector: String,
    /// Where the seller sets out from.
    pub post_code: String,
    /// What it costs.
    pub terms: PriceTerms,
}

impl Command for OfferWork {
    type Done = Id<Offering>;
    const NAME: &'static str = "assets.offer_work";

    fn locality(&self) -> Locality {
        self.locality
    }

    fn reads(&self, _: &mut Keys) {
        // What it reads is the acting user's, and who acts is known to the decision alone.
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Id<Offering>, Stop> {
        let seller = trader(at, draft)?.id;
        let directory = at.consult::<Directory>()?;
        directory.sector(&self.sector).ok_or(AssetRefusal::UnknownSector)?;
        let place = directory.place(&self.post_code).ok_or(AssetRefusal::UnknownPlace)?.place;
        let id = at.id();
        let rule = self.terms.rule(id)?;
        let resource = Resource { locality: at.locality, id: seller.cast(), owner: seller };
        draft.put(&resource)?;
        draft.add(&Offering {
            locality: at.locality,
            id,
            seller,
            resource: resource.id,
            sector: self.sector.clone(),
            post_code: self.post_code.clone(),
            lat_e6: place.lat_e6,
            lon_e6: place.lon_e6,
            stage: OfferingStage::Open,
            offered_at: at.now,
        });
        draft.add(&rule);
        Ok(id)
    }
}

/// Changes the price rule of an offering. What is held or booked keeps its price.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct SetPriceRule {
    /// Of which offering.
    pub offering: Id<Offering>,
    /// What it costs from now on.
    pub terms: PriceTerms,
}

impl Command for SetPriceRule {
    type Done = ();
    const NAME: &'static str = "assets.set_price_rule";

    fn locality(&self) -> Locality {
        self.offering.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Offering>((self.locality(), self.offering));
        keys.one::<PriceRule>((self.locality(), self.offering));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        let offering = draft.get::<Offering>((at.locality, self.offering))?;
        only(at, offering.seller)?;
        draft.put(&self.terms.rule(self.offering)?)?;
        Ok(())
    }
}

/// Shows an offering or puts it away.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct SetOfferingStage {
    /// Which.
    pub offering: Id<Offering>,
    /// Shown or not.
    pub stage: OfferingStage,
}

impl Command for SetOfferingStage {
    type Done = ();
    const NAME: &'static str = "assets.set_offering_stage";

    fn locality(&self) -> Locality {
        self.offering.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Offering>((self.locality(), self.offering));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        let offering = draft.get::<Offering>((at.locality, self.offering))?;
        only(at, offering.seller)?;
        draft.put(&Offering { stage: self.stage, ..offering })?;
        Ok(())
    }
}

/// The offerings of a seller, the newest first. `$2` is the seller.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM offering WHERE locality = $1 AND seller = $2 ORDER BY id DESC")]
pub struct OfferingOfSeller {
    /// The offering.
    pub id: Id<Offering>,
}
