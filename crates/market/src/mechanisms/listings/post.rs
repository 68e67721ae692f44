//! Listing something, renewing it, and taking it back.

use super::{
    Asking, Listing, ListingNotice, ListingOffer, ListingRefusal, ListingStage, ListingTalk, OfferStage,
    subject, terms,
};
use crate::directory::{Directory, Family};
use crate::support::notices;
use crate::users::{
    User,
    assets::{self, AssetRefusal, Offering, OfferingStage, Wording},
    confirmed_trader, only,
    stock::{self, Stock},
};
use kernel::{Amount, Command, Currency, Decide, Draft, Id, Keys, Locality, PostCode, ReadStop, Stop};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Lists something, in any sector: to give away, at a price, or for whoever asks.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.post")]
pub struct PostListing {
    /// Where.
    pub locality: Locality,
    /// The sector's code, or its name in addresses.
    #[ask(example = "honey")]
    pub sector: String,
    /// Where it is.
    pub post_code: PostCode,
    /// What it is.
    pub wording: Wording,
    /// What is asked for it.
    pub asking: Asking,
    /// The price, where there is one, in minor units: of goods for a piece, of work for an hour, of things and spaces for a day.
    pub price: Option<Amount>,
    /// How many pieces there are; of what is no goods, one.
    #[ask(example = "1")]
    pub piece_count: i64,
    /// Whether it can be collected. Goods alone are.
    pub is_collected: bool,
    /// For bringing it, in minor units, 0 where that costs nothing; nothing where it is not brought. Goods alone are.
    pub delivery: Option<Amount>,
}

impl Decide for PostListing {
    type Done = Id<Listing>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Listing>, Stop> {
        let owner = confirmed_trader(draft)?.id;
        let offering = assets::offering(draft, owner, &self.sector, self.post_code, Family::ALL)?;
        let offering = Offering { stage: OfferingStage::Listed, ..offering };
        let is_goods = assets::family(draft, &offering, Family::ALL)? == Family::Goods;
        if let Some(field) = self.misfit(is_goods) {
            return Err(ListingRefusal::BadListing { field }.into());
        }
        let currency = currency_there(draft, self.post_code)?;
        let amounts = [("price", self.price), ("delivery", self.delivery)];
        let amounts = amounts.into_iter().filter_map(|(field, amount)| Some((field, amount?))).collect();
        assets::paid_there(draft, &offering, &assets::Asking { currency, amounts, extras: Vec::new() })?;
        if is_goods {
            draft.add(&Stock::of(offering.id, self.piece_count)?);
        }
        let (id, now) = (offering.id.cast(), draft.now());
        let expires_at = now.plus_hours(terms(draft)?.days.saturating_mul(24));
        let timer = draft.set_timer(expires_at, &ExpireListing { listing: id });
        draft.add(&offering);
        draft.add(&self.wording.text(offering.id));
        draft.add(&Listing {
            locality: draft.locality(),
            id,
            owner,
            stage: ListingStage::Open,
            asking: self.asking,
            currency,
            price: self.price,
            piece_count: self.piece_count,
            is_collected: self.is_collected,
            delivery: self.delivery,
            posted_at: now,
            expires_at,
            timer: Some(timer),
            flag_count: 0,
            held_at: None,
            ground: None,
            card: None,
            ended_at: None,
        });
        Ok(id)
    }
}

impl PostListing {
    /// The first field that does not fit the others.
    fn misfit(&self, is_goods: bool) -> Option<&'static str> {
        let is_price = self.price.is_some_and(|price| price > Amount::ZERO);
        let is_priced = self.asking == Asking::Priced;
        let is_handed_over = self.is_collected || self.delivery.is_some();
        let wrong = [
            ("price", is_priced != is_price || is_priced != self.price.is_some()),
            ("piece_count", if is_goods { self.piece_count < 1 } else { self.piece_count != 1 }),
            ("delivery", self.delivery.is_some_and(|delivery| delivery < Amount::ZERO)),
            ("is_collected", is_handed_over != is_goods),
        ];
        wrong.into_iter().find_map(|(field, is_wrong)| is_wrong.then_some(field))
    }
}

/// The currency that is used where something is.
fn currency_there(draft: &Draft<'_>, post_code: PostCode) -> Result<Currency, Stop> {
    let place = draft.consult::<Directory>()?.place(post_code).ok_or(AssetRefusal::UnknownPlace)?;
    let law = draft.consult::<Rulebook>()?.jurisdiction(&place.jurisdiction);
    Ok(law.and_then(|law| Currency::new(&law.currency.code)).ok_or(AssetRefusal::UnknownPlace)?)
}

/// Shows a listing of yours for as long again as at first, from now on: one that is shown, or whose time was over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.renew")]
pub struct RenewListing {
    /// Which.
    pub listing: Id<Listing>,
}

impl Decide for RenewListing {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Listing>((Command::locality(self), self.listing));
        stock::reads(keys, self.listing.cast());
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut listing = draft.get::<Listing>((draft.locality(), self.listing))?;
        only(draft, listing.owner)?;
        confirmed_trader(draft)?;
        let is_gone = draft
            .find::<Stock>((draft.locality(), listing.offering()))?
            .is_some_and(|stock| stock.free() < 1);
        if !matches!(listing.stage, ListingStage::Open | ListingStage::Expired) || is_gone {
            return Err(ListingRefusal::NotOpen.into());
        }
        listing.end_timer(draft)?;
        let expires_at = draft.now().plus_hours(terms(draft)?.days.saturating_mul(24));
        let timer = Some(draft.set_timer(expires_at, &ExpireListing { listing: listing.id }));
        draft.put(&Listing { stage: ListingStage::Open, expires_at, timer, ended_at: None, ..listing })?;
        Ok(())
    }
}

/// Takes a listing of yours back. Whoever had offered a price for it has their money back.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.withdraw")]
pub struct WithdrawListing {
    /// Which.
    pub listing: Id<Listing>,
}

impl Decide for WithdrawListing {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.listing);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let listing = draft.get::<Listing>((draft.locality(), self.listing))?;
        only(draft, listing.owner)?;
        if !matches!(listing.stage, ListingStage::Open | ListingStage::Held | ListingStage::Expired) {
            return Err(ListingRefusal::NotOpen.into());
        }
        let listing = listing.end(draft, ListingStage::Withdrawn)?;
        draft.put(&listing)?;
        Ok(())
    }
}

/// Takes back what somebody lists: they leave. What is no listing, or ended before, stays as it is.
///
/// # Errors
/// As [`Draft::find`].
pub(crate) fn withdraw_of(
    draft: &mut Draft<'_>,
    owner: Id<User>,
    offering: Id<Offering>,
) -> Result<(), Stop> {
    let listing = draft.find::<Listing>((draft.locality(), offering.cast()))?;
    if let Some(listing) = listing.filter(|listing| listing.owner == owner && listing.is_live()) {
        let listing = listing.end(draft, ListingStage::Withdrawn)?;
        draft.put(&listing)?;
    }
    Ok(())
}

/// Ends a listing whose time is over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.expire", by_market)]
pub struct ExpireListing {
    /// Which.
    pub listing: Id<Listing>,
}

impl Decide for ExpireListing {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.listing);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let listing = draft.get::<Listing>((draft.locality(), self.listing))?;
        if !listing.is_live() {
            return Ok(());
        }
        if draft.now() < listing.expires_at {
            // The clock went back after this was found to be due, or it was renewed.
            if listing.timer.is_some() {
                let mut listing = listing;
                listing.end_timer(draft)?;
                let timer = Some(draft.set_timer(listing.expires_at, &Self { listing: listing.id }));
                draft.put(&Listing { timer, ..listing })?;
            }
            return Ok(());
        }
        // This very timer is the one that fired: there is none to take back.
        let listing = Listing { timer: None, ..listing };
        if listing.stage == ListingStage::Held {
            // Whoever looks at it still has to, and its owner hears of that.
            draft.put(&listing)?;
            return Ok(());
        }
        let listing = listing.end(draft, ListingStage::Expired)?;
        notices::tell(draft, listing.owner, subject(listing.id), &ListingNotice::Expired);
        draft.put(&listing)?;
        Ok(())
    }
}

pub(super) fn reads(keys: &mut Keys, listing: Id<Listing>) {
    keys.one::<Listing>((listing.locality(), listing));
    keys.all::<ListingTalk>((listing.locality(), listing));
    keys.all::<super::ListingFlag>((listing.locality(), listing));
}

impl Listing {
    /// Ends it in a stage: offers for it are over, and flags that no review found right are erased. The row is the caller's to write.
    pub(super) fn end(mut self, draft: &mut Draft<'_>, stage: ListingStage) -> Result<Self, Stop> {
        self.end_timer(draft)?;
        self.end_offers(draft)?;
        if stage != ListingStage::Removed {
            self.erase_flags(draft)?;
        }
        Ok(Self { stage, flag_count: 0, held_at: None, ended_at: Some(draft.now()), ..self })
    }

    /// Takes back what would end it.
    pub(super) fn end_timer(&mut self, draft: &mut Draft<'_>) -> Result<(), ReadStop> {
        match self.timer.take() {
            Some(timer) => draft.take_back_timer(self.expires_at, timer),
            None => Ok(()),
        }
    }

    /// Ends every offer for it that is open.
    fn end_offers(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let talks = draft.list::<ListingTalk>((locality, self.id))?;
        let open: Vec<Id<ListingOffer>> = talks.iter().filter_map(|talk| talk.offer).collect();
        let mut keys = Keys::default();
        for offer in &open {
            keys.one::<ListingOffer>((locality, *offer));
        }
        draft.ask(keys)?;
        for offer in open {
            let offer = draft.get::<ListingOffer>((locality, offer))?.end(draft, OfferStage::Over)?;
            notices::tell(draft, offer.buyer, subject(self.id), &ListingNotice::OfferOver);
            draft.put(&offer)?;
        }
        Ok(())
    }
}
