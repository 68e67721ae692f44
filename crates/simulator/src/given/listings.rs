//! Listings: posted, asked about, offered for, flagged, looked at.

use crate::hand::{Call, Hand};
use crate::operator;
use kernel::{Amount, Command, Id};
use market::directory::Family;
use market::mechanisms::listings::{
    AcceptOffer, Asking, CounterOffer, DeclineOffer, ExpireListing, ExpireOffer, FlagListing, FlagReason,
    Listing, ListingOffer, ListingStage, ListingTalk, MakeOffer, OfferStage, PostListing, ReleaseListing,
    RemovalGround, RemoveListing, RenewListing, WithdrawListing, WithdrawOffer, WriteAboutListing,
};
use market::trade::Side;
use market::users::User;
use market::users::assets::{HandingOver, Wording};

pub(super) fn post(hand: &mut Hand<'_>) -> Option<Call> {
    // A sector of something that is offered already: the simulated directory has few of goods.
    let is_goods = hand.between(0, 4) > 0;
    let families: &[Family] = if is_goods { &[Family::Goods] } else { Family::ALL };
    let like = hand.offering(families)?;
    let owner = hand.user()?;
    let asking = hand.one(Asking::ALL)?;
    let price = (asking == Asking::Priced).then(|| Amount(hand.between(0, 6_000)));
    let post = PostListing {
        locality: owner.locality(),
        sector: like.sector,
        post_code: hand.post_code()?,
        wording: Wording { title: "A bear of 1905".parse().ok()?, description: None },
        asking,
        price,
        piece_count: if is_goods { hand.between(1, 3) } else { 1 },
        is_collected: is_goods,
        delivery: hand.maybe(20, |_| is_goods.then_some(Amount(500))),
    };
    Some(Call::by(owner, post))
}

fn shown(hand: &mut Hand<'_>) -> Option<Listing> {
    hand.record_that::<Listing>(|listing| listing.stage == ListingStage::Open)
}

/// By its owner.
fn by_owner<C: Command>(hand: &mut Hand<'_>, command: impl FnOnce(Id<Listing>) -> C) -> Option<Call> {
    let listing = hand.record::<Listing>()?;
    Some(Call::by(listing.owner, command(listing.id)))
}

pub(super) fn renew(hand: &mut Hand<'_>) -> Option<Call> {
    by_owner(hand, |listing| RenewListing { listing })
}

pub(super) fn withdraw(hand: &mut Hand<'_>) -> Option<Call> {
    by_owner(hand, |listing| WithdrawListing { listing })
}

/// As the market would a second time, or too early.
pub(super) fn expire(hand: &mut Hand<'_>) -> Option<Call> {
    let listing = hand.record::<Listing>()?.id;
    Some(Call::by_market(ExpireListing { listing }))
}

/// Somebody of the listing's area who is not its owner.
fn asker(hand: &mut Hand<'_>, listing: &Listing) -> Option<Id<User>> {
    hand.other(listing.owner).filter(|user| user.locality() == listing.locality)
}

pub(super) fn write(hand: &mut Hand<'_>) -> Option<Call> {
    let words = "Is it still there?".parse().ok()?;
    if let Some(talk) = hand.maybe(40, Hand::record::<ListingTalk>) {
        let by = if hand.between(0, 2) > 0 { talk.owner } else { talk.asker };
        return Some(Call::by(by, WriteAboutListing { listing: talk.listing, asker: talk.asker, words }));
    }
    let listing = shown(hand)?;
    let asker = asker(hand, &listing)?;
    Some(Call::by(asker, WriteAboutListing { listing: listing.id, asker, words }))
}

pub(super) fn offer(hand: &mut Hand<'_>) -> Option<Call> {
    let listing =
        hand.record_that::<Listing>(|listing| listing.stage == ListingStage::Open && listing.is_collected)?;
    let buyer = asker(hand, &listing)?;
    let handing_over = hand.maybe(10, |hand| hand.one(HandingOver::ALL)).unwrap_or(HandingOver::Collection);
    let (price, piece_count) = (Amount(hand.between(1, 6_000)), hand.between(1, 2));
    Some(Call::by(buyer, MakeOffer { buyer, listing: listing.id, price, piece_count, handing_over }))
}

/// By whoever answers an open offer, or now and then by whoever made it.
fn answer<C: Command>(hand: &mut Hand<'_>, command: impl FnOnce(Id<ListingOffer>) -> C) -> Option<Call> {
    let offer = hand.record_that::<ListingOffer>(|offer| offer.stage == OfferStage::Open)?;
    let is_mixed_up = hand.between(0, 19) == 0;
    let by_seller = (offer.made_by == Side::Buyer) != is_mixed_up;
    Some(Call::by(if by_seller { offer.seller } else { offer.buyer }, command(offer.id)))
}

pub(super) fn accept(hand: &mut Hand<'_>) -> Option<Call> {
    answer(hand, |offer| AcceptOffer { offer, expected_pay: None })
}

pub(super) fn counter(hand: &mut Hand<'_>) -> Option<Call> {
    let price = Amount(hand.between(1, 6_000));
    answer(hand, |offer| CounterOffer { offer, price })
}

pub(super) fn decline(hand: &mut Hand<'_>) -> Option<Call> {
    answer(hand, |offer| DeclineOffer { offer })
}

pub(super) fn take_back(hand: &mut Hand<'_>) -> Option<Call> {
    let offer = hand.record_that::<ListingOffer>(|offer| offer.stage == OfferStage::Open)?;
    let by = if offer.made_by == Side::Buyer { offer.buyer } else { offer.seller };
    Some(Call::by(by, WithdrawOffer { offer: offer.id }))
}

/// As the market would a second time, or too early.
pub(super) fn expire_offer(hand: &mut Hand<'_>) -> Option<Call> {
    let offer = hand.record::<ListingOffer>()?.id;
    Some(Call::by_market(ExpireOffer { offer }))
}

/// Mostly of one that others have flagged, so that some come to be looked at.
pub(super) fn flag(hand: &mut Hand<'_>) -> Option<Call> {
    let flagged =
        hand.record_that::<Listing>(|listing| listing.stage == ListingStage::Open && listing.flag_count > 0);
    let listing = match flagged {
        Some(listing) => listing,
        None => shown(hand)?,
    };
    let user = asker(hand, &listing)?;
    let reason = hand.one(FlagReason::ALL)?;
    Some(Call::by(user, FlagListing { user, listing: listing.id, reason }))
}

/// A listing that somebody has to look at, and whoever does; now and then somebody else.
fn held(hand: &mut Hand<'_>) -> Option<(Listing, Id<User>)> {
    let listing = hand.record_that::<Listing>(|listing| listing.stage == ListingStage::Held)?;
    let by = if hand.between(0, 9) == 0 { hand.user()? } else { operator(listing.locality) };
    Some((listing, by))
}

pub(super) fn release(hand: &mut Hand<'_>) -> Option<Call> {
    let (listing, by) = held(hand)?;
    Some(Call::by(by, ReleaseListing { listing: listing.id }))
}

/// Mostly by the rule of size: hardly any card of law is about what is listed.
pub(super) fn remove(hand: &mut Hand<'_>) -> Option<Call> {
    let (listing, by) = held(hand)?;
    let card = hand.maybe(20, |_| Some("us-or-food-handler-card@1".to_owned()));
    let ground = if card.is_some() { RemovalGround::Law } else { RemovalGround::Size };
    Some(Call::by(by, RemoveListing { listing: listing.id, ground, card }))
}
