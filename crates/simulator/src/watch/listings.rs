//! Listings: an offer of a buyer's that is open has money set aside, and each offer and listing ends.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Id, Key, KeyOf, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::listings::{Listing, ListingOffer, ListingStage, OfferStage};
use market::trade::Side;

/// The listing of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<Listing> {
    let [Value::Int(locality), Value::Id(listing)] = &*key.parts else { return None };
    memory.find::<Listing>((Locality(*locality), Id::from_bits(*listing)))
}

/// The offer of a key.
pub(super) fn offer(memory: &Memory, key: &Key) -> Option<ListingOffer> {
    let [Value::Int(locality), Value::Id(offer)] = &*key.parts else { return None };
    memory.find::<ListingOffer>((Locality(*locality), Id::from_bits(*offer)))
}

/// What an open offer does not have: its money set aside, or what ends it.
pub(super) fn unbound(memory: &Memory, offer: &ListingOffer) -> Option<Fault> {
    let is_open = offer.stage == OfferStage::Open;
    let is_there = |pending| memory.has(&KeyOf::<Reservation>::key((offer.locality, pending)));
    if offer.pending.is_some_and(is_there) != (is_open && offer.made_by == Side::Buyer) {
        let what = format!(
            "offer {} for listing {}: what is set aside is not what it says",
            offer.id, offer.listing
        );
        return Some(Fault::of(Invariant::MoneyBalances, what));
    }
    let is_set = |timer| memory.find::<Timer>((offer.locality, offer.answer_by, timer)).is_some();
    let is_wrong = is_open && !offer.timer.is_some_and(is_set);
    let timer = offer.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
    let what = format!("offer {} for listing {}: its timer {timer} is not set", offer.id, offer.listing);
    is_wrong.then(|| Fault::of(Invariant::TimersStand, what))
}

/// What a listing that is shown does not have: what ends it.
pub(super) fn untimed(memory: &Memory, listing: &Listing) -> Option<Fault> {
    let is_set = |timer| memory.find::<Timer>((listing.locality, listing.expires_at, timer)).is_some();
    let is_wrong = listing.stage == ListingStage::Open && !listing.timer.is_some_and(is_set);
    let timer = listing.timer.map_or_else(|| "none".to_owned(), |timer| timer.to_string());
    let what = format!("listing {}: its timer {timer} is not set", listing.id);
    is_wrong.then(|| Fault::of(Invariant::TimersStand, what))
}

/// The offers that are open, and the listings that are shown: all of them end by themselves.
pub(super) fn open(memory: &Memory) -> impl Iterator<Item = String> {
    let offers = memory.all::<ListingOffer>().filter_map(Result::ok);
    let offers = offers.filter(|offer| offer.stage == OfferStage::Open);
    let listings = memory.all::<Listing>().filter_map(Result::ok);
    let listings = listings.filter(|listing| listing.stage == ListingStage::Open);
    let offers = offers.map(|offer| format!("offer {} for a listing: nobody has ended it", offer.id));
    offers.chain(listings.map(|listing| format!("listing {}: it has not ended", listing.id)))
}
