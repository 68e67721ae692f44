//! Flags, and the review that enough of them begin.

use super::{
    FlagReason, Listing, ListingFlag, ListingNotice, ListingRefusal, ListingStage, RemovalCount,
    RemovalGround, subject, terms,
};
use crate::directory::Directory;
use crate::support::notices;
use crate::users::{Role, User, assets::Offering, confirmed_trader, photos::OfferingPhoto};
use kernel::{Command, Day, Decide, Draft, Id, Keys, ReadStop, Stop};
use rules::{Rule, RuleRef, Rulebook};
use serde::{Deserialize, Serialize};

/// Flags a listing, once. When enough people have, nobody sees it until somebody has looked at it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.flag", locality = self.listing.locality())]
pub struct FlagListing {
    /// Who.
    #[command(actor)]
    pub user: Id<User>,
    /// Which.
    pub listing: Id<Listing>,
    /// Why.
    pub reason: FlagReason,
}

impl Decide for FlagListing {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<Listing>((locality, self.listing));
        keys.one::<ListingFlag>((locality, self.listing, self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        confirmed_trader(draft)?;
        let (locality, now) = (draft.locality(), draft.now());
        let listing = draft.get::<Listing>((locality, self.listing))?;
        listing.shown(draft)?;
        if listing.owner == self.user {
            return Err(ListingRefusal::OwnListing.into());
        }
        if draft.find::<ListingFlag>((locality, self.listing, self.user))?.is_some() {
            return Err(ListingRefusal::FlaggedBefore.into());
        }
        draft.put(&ListingFlag {
            locality,
            listing: self.listing,
            flagger: self.user,
            reason: Some(self.reason),
            flagged_at: now,
        })?;
        let people = listing.flag_count.saturating_add(1);
        let mut listing = Listing { flag_count: people, ..listing };
        if people >= terms(draft)?.flags_hold {
            // The owner hears of it, and sees what was said, in the commit that begins the review.
            (listing.stage, listing.held_at) = (ListingStage::Held, Some(now));
            notices::tell(draft, listing.owner, subject(listing.id), &ListingNotice::Held { people });
        }
        draft.put(&listing)?;
        Ok(())
    }
}

/// Refuses unless the acting user works for the operator.
fn staff(draft: &Draft<'_>) -> Result<(), Stop> {
    let staff = draft.find::<User>((draft.locality(), draft.actor().cast()))?;
    let is_staff = staff.is_some_and(|staff| staff.role == Role::Operator);
    if is_staff { Ok(()) } else { Err(ListingRefusal::NotForYou.into()) }
}

/// A listing that somebody has to look at.
fn held(draft: &Draft<'_>, listing: Id<Listing>) -> Result<Listing, Stop> {
    staff(draft)?;
    let listing = draft.get::<Listing>((draft.locality(), listing))?;
    if listing.stage == ListingStage::Held { Ok(listing) } else { Err(ListingRefusal::NotHeld.into()) }
}

/// Finds nothing against a listing: everybody sees it again, and what was said against it is erased. For those who work for the
/// operator.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.release")]
pub struct ReleaseListing {
    /// Which.
    pub listing: Id<Listing>,
}

impl Decide for ReleaseListing {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        super::post::reads(keys, self.listing);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let listing = held(draft, self.listing)?;
        notices::tell(draft, listing.owner, subject(listing.id), &ListingNotice::Released);
        let listing = if draft.now() < listing.expires_at {
            listing.erase_flags(draft)?;
            Listing { stage: ListingStage::Open, flag_count: 0, held_at: None, ..listing }
        } else {
            listing.end(draft, ListingStage::Expired)?
        };
        draft.put(&listing)?;
        Ok(())
    }
}

/// Removes a listing, by the card of law that forbids it where it is, or by the rule of how much a market sells on average: by nothing
/// else. It is counted in public. For those who work for the operator.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.remove")]
pub struct RemoveListing {
    /// Which.
    pub listing: Id<Listing>,
    /// What stands against it.
    pub ground: RemovalGround,
    /// The card of law, as `id@version`; nothing for the rule of size.
    #[ask(example = "us-or-food-handler-card@1")]
    pub card: Option<String>,
}

impl Decide for RemoveListing {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        super::post::reads(keys, self.listing);
        keys.one::<Offering>((self.listing.locality(), self.listing.cast()));
        keys.all::<OfferingPhoto>((self.listing.locality(), self.listing.cast()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (locality, listing) = (draft.locality(), held(draft, self.listing)?);
        let rule = self.rule(draft)?;
        let starts_on = Day::of(draft.now().day().date().first_of_month());
        let known = draft.find::<RemovalCount>((locality, starts_on, rule.clone()))?;
        let listing_count = known.map_or(0, |known| known.listing_count).saturating_add(1);
        draft.put(&RemovalCount { locality, starts_on, rule: rule.clone(), listing_count })?;
        for photo in draft.list::<OfferingPhoto>((locality, listing.offering()))? {
            draft.remove::<OfferingPhoto>((locality, listing.offering(), photo.id))?;
        }
        notices::tell(draft, listing.owner, subject(listing.id), &ListingNotice::Removed { rule });
        let listing = listing.end(draft, ListingStage::Removed)?;
        draft.put(&Listing { ground: Some(self.ground), card: self.card.clone(), ..listing })?;
        Ok(())
    }
}

impl RemoveListing {
    /// What is named, if it is a rule that can remove a listing there on this day: a card of the law of its place, or of one around it.
    fn rule(&self, draft: &Draft<'_>) -> Result<String, Stop> {
        match (self.ground, &self.card) {
            (RemovalGround::Size, None) => Ok(RemovalGround::Size.word().to_owned()),
            (RemovalGround::Law, Some(card)) if self.is_law(draft, card)? => Ok(card.clone()),
            (RemovalGround::Size | RemovalGround::Law, _) => Err(ListingRefusal::NoSuchGround.into()),
        }
    }

    fn is_law(&self, draft: &Draft<'_>, card: &str) -> Result<bool, Stop> {
        let offering = draft.get::<Offering>((draft.locality(), self.listing.cast()))?;
        let (rulebook, today) = (draft.consult::<Rulebook>()?, draft.now().day().date());
        let place = draft.consult::<Directory>()?.place(offering.post_code);
        let place = place.and_then(|place| rulebook.jurisdiction(&place.jurisdiction));
        let named = card.rsplit_once('@').and_then(|(id, version)| Some((id, version.parse().ok()?)));
        let rule = named.and_then(|(id, version)| rulebook.rule(&RuleRef { id: id.into(), version }));
        let is_law = |(rule, place): (&Rule, _)| rule.card().is_law_of(place, &offering.sector, today);
        Ok(rule.zip(place).is_some_and(is_law))
    }
}

impl Listing {
    /// Erases what was said against it; who has used their flag stays known.
    pub(super) fn erase_flags(&self, draft: &mut Draft<'_>) -> Result<(), ReadStop> {
        for flag in draft.list::<ListingFlag>((draft.locality(), self.id))? {
            if flag.reason.is_some() {
                draft.put(&ListingFlag { reason: None, ..flag })?;
            }
        }
        Ok(())
    }
}
