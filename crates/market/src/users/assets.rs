//! Assets (3): what a user puts up, and what is asked for it.
//!
//! A [`Resource`] is what can be in one place at a time: a person, a van, a room. An [`Offering`] is one thing that is
//! to be had, in one sector: hours of a person by a [`PriceRule`], the use of a thing or a space by a [`HireRule`],
//! goods by an [`ItemPrice`]. A person with three skills is one resource with three offerings, so an hour sold in one is
//! gone from all; three equal bicycles are one offering with three resources, its pool.

mod hire_rule;
mod item_price;
mod price_rule;

pub use hire_rule::{HireRule, HireTerms, OfferHire, PoolResource, SetHireRule, pool};
pub use item_price::{HandingOver, ItemPrice, ItemTerms, OfferItem, SetItemPrice};
pub use price_rule::{OfferWork, PriceRule, PriceTerms, SetPriceRule};

use crate::concession::{amount_max, extra_max};
use crate::directory::{Directory, Family, Sector};
use crate::users::{User, only};
use kernel::{
    Amount, Asks, BasisPoints, Command, Currency, Decide, Draft, Id, Locality, LongText, Members, Money,
    Point, PostCode, Record, Refusal, ShortText, Stop, Timestamp, View,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// What can be in one place at a time.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "resource", key(locality, id), personal(owner), index = "locality, owner")]
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
        /// Shown to buyers, who book it at once.
        Open = "open",
        /// Shown to those who know its seller: they ask, and the seller accepts or declines. Work alone.
        OnRequest = "on_request",
        /// Put away by its seller.
        Paused = "paused",
        /// Shown by its listing alone, and never otherwise.
        Listed = "listed",
    }
}

/// One thing that is to be had, in one sector.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "offering", key(locality, id), personal(seller), index = "locality, seller, id")]
#[show(only(id, sector, post_code, stage, offered_at))]
pub struct Offering {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Offering>,
    /// Who sells.
    pub seller: Id<User>,
    /// Whose hours are sold: of a pool, the first. Goods have none.
    pub resource: Option<Id<Resource>>,
    /// The sector's code.
    pub sector: String,
    /// Where the seller sets out from, or where the thing is: the post code.
    pub post_code: PostCode,
    /// The middle of it, latitude in millionths of a degree.
    pub lat_e6: i64,
    /// The middle of it, longitude in millionths of a degree.
    pub lon_e6: i64,
    /// Whether buyers are shown it.
    pub stage: OfferingStage,
    /// When it was first offered.
    pub offered_at: Timestamp,
}

/// What something is called, in a few words.
pub type Title = ShortText<80, 3>;
/// What is to be said of it.
pub type Description = LongText<2_000>;

/// What an offering is, in its seller's words: of things, spaces and goods, which a sector's name does not tell.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "offering_text", key(locality, offering), personal(offering))]
pub struct OfferingText {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which offering.
    #[show(skip)]
    pub offering: Id<Offering>,
    /// What it is, in a few words: `City bicycle, 54 cm`.
    pub title: Title,
    /// As much as there is to say.
    pub description: Option<Description>,
}

/// A title and a description, as a seller writes them.
#[derive(Asks, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// What it is called, in a few words.
    #[ask(example = "City bicycle, seven gears")]
    pub title: Title,
    /// What somebody should know of it.
    #[ask(example = "A lock comes with it.")]
    pub description: Option<Description>,
}

/// Why nothing is offered.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("assets")]
pub enum AssetRefusal {
    /// The directory has no such sector, or it is of another family.
    UnknownSector,
    /// The directory has no such post code.
    UnknownPlace,
    /// A price rule needs a rate above zero and nothing below it, a shortest hire of a quarter-hour or more, and
    /// a discount of 90 % or less.
    BadPriceRule {
        /// The field that does not fit.
        field: &'static str,
    },
    /// More than the concession lets anybody ask.
    TooMuch {
        /// The field with too much.
        field: &'static str,
        /// The most.
        most: Money,
    },
    /// A pool has one resource or more, and not too many.
    BadPool {
        /// How many there may be.
        most: i64,
    },
    /// Goods do not get to their buyer in this way.
    NotHandedOverSo,
    /// Only work is had on request.
    OnlyWorkOnRequest,
    /// What is listed is shown by its listing alone, and nothing else becomes that.
    ShownByItsListing,
}

/// The most resources of one offering.
const POOL_MAX: i64 = 100;

impl Offering {
    /// Where the seller sets out from, or where the thing is.
    pub fn point(&self) -> Point {
        Point { lat_e6: self.lat_e6, lon_e6: self.lon_e6 }
    }
}

impl Wording {
    /// The same, of an offering.
    pub(crate) fn text(&self, offering: Id<Offering>) -> OfferingText {
        let Self { title, description } = self.clone();
        OfferingText { locality: offering.locality(), offering, title, description }
    }
}

/// A new offering of `seller`, open, in a sector of one of `families`.
///
/// # Errors
/// [`AssetRefusal::UnknownSector`], [`AssetRefusal::UnknownPlace`].
pub(crate) fn offering(
    draft: &Draft<'_>,
    seller: Id<User>,
    sector: &str,
    post_code: PostCode,
    families: &[Family],
) -> Result<Offering, Stop> {
    let directory = draft.consult::<Directory>()?;
    let sector: Option<&Sector> = directory.sector(sector).or_else(|| directory.sector_by_slug(sector));
    let sector = sector.ok_or(AssetRefusal::UnknownSector)?;
    if sector.is_group || !families.contains(&sector.family) {
        return Err(AssetRefusal::UnknownSector.into());
    }
    let place = directory.place(post_code).ok_or(AssetRefusal::UnknownPlace)?;
    Ok(Offering {
        locality: draft.locality(),
        id: draft.id(),
        seller,
        resource: None,
        sector: sector.code.clone(),
        post_code: place.post_code,
        lat_e6: place.point.lat_e6,
        lon_e6: place.point.lon_e6,
        stage: OfferingStage::Open,
        offered_at: draft.now(),
    })
}

/// What terms ask for, each part by its field.
#[derive(Clone, Debug)]
pub struct Asking {
    /// In which currency.
    pub currency: Currency,
    /// Amounts, in minor units.
    pub amounts: Vec<(&'static str, Amount)>,
    /// What a price rises by.
    pub extras: Vec<(&'static str, BasisPoints)>,
}

/// Refuses unless a price is in the currency that is used at the offering's place, and no part of it is more than may be asked.
///
/// # Errors
/// [`AssetRefusal::BadPriceRule`] names the currency or an extra, [`AssetRefusal::TooMuch`] an amount.
pub fn paid_there(draft: &Draft<'_>, offering: &Offering, asking: &Asking) -> Result<(), Stop> {
    let Asking { currency, amounts, extras } = asking;
    let place = draft.consult::<Directory>()?.place(offering.post_code).ok_or(AssetRefusal::UnknownPlace)?;
    let (rulebook, today) = (draft.consult::<Rulebook>()?, draft.now().day().date());
    let used = rulebook.jurisdiction(&place.jurisdiction).map(|law| &law.currency.code);
    if used.is_none_or(|used| used != currency.code()) {
        return Err(AssetRefusal::BadPriceRule { field: "currency" }.into());
    }
    let most = amount_max(rulebook, *currency, today)?;
    if let Some((field, _)) = amounts.iter().find(|(_, amount)| *amount > most) {
        return Err(AssetRefusal::TooMuch { field, most: most.of(*currency) }.into());
    }
    let most = extra_max(rulebook, today)?;
    match extras.iter().find(|(_, extra)| *extra > most) {
        Some((field, _)) => Err(AssetRefusal::BadPriceRule { field }.into()),
        None => Ok(()),
    }
}

/// An offering of the acting user's.
///
/// # Errors
/// [`Stop::Absent`] when there is none, [`kernel::CommandRefusal::NotYours`] when it is another's.
pub fn own(draft: &Draft<'_>, offering: Id<Offering>) -> Result<Offering, Stop> {
    let offering = draft.get::<Offering>((draft.locality(), offering))?;
    only(draft, offering.seller)?;
    Ok(offering)
}

/// The family of an offering, which has to be one of `families`: a bicycle is not held as work that is given.
///
/// # Errors
/// [`AssetRefusal::UnknownSector`] when it is of another, or the directory has its sector no more.
pub fn family(draft: &Draft<'_>, offering: &Offering, families: &[Family]) -> Result<Family, Stop> {
    let known = draft.consult::<Directory>()?.sector(&offering.sector).map(|sector| sector.family);
    Ok(known.filter(|family| families.contains(family)).ok_or(AssetRefusal::UnknownSector)?)
}

/// Shows an offering or puts it away.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("assets.set_offering_stage")]
pub struct SetOfferingStage {
    /// Which.
    pub offering: Id<Offering>,
    /// Shown or not.
    pub stage: OfferingStage,
}

impl Decide for SetOfferingStage {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offering = own(draft, self.offering)?;
        if [offering.stage, self.stage].contains(&OfferingStage::Listed) {
            return Err(AssetRefusal::ShownByItsListing.into());
        }
        if self.stage == OfferingStage::OnRequest && family(draft, &offering, &[Family::Work]).is_err() {
            return Err(AssetRefusal::OnlyWorkOnRequest.into());
        }
        draft.put(&Offering { stage: self.stage, ..offering })?;
        Ok(())
    }
}

/// The offerings of a seller, the newest first, but for those that only their listings show. `$2` is the seller.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM offering WHERE locality = $1 AND seller = $2 AND stage <> 'listed' ORDER BY id DESC"
)]
pub struct OfferingOfSeller {
    /// The offering.
    pub id: Id<Offering>,
}

#[cfg(test)]
mod tests;
