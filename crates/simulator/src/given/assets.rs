//! What is offered: work, things, spaces, goods; when it is free, and how many there are.

use crate::hand::{Call, Hand};
use host::people::{least_hourly, terms};
use kernel::{Amount, Blob, Currency, Slots};
use market::directory::Family;
use market::users::assets::{
    HireTerms, ItemTerms, OfferHire, OfferItem, OfferWork, PriceTerms, Resource, SetHireRule, SetItemPrice,
    SetPriceRule, Wording,
};
use market::users::availability::{
    AddException, AvailabilityException, ExceptionKind, RemoveException, SetOfferingWeek, SetUsualWeek,
};
use market::users::photos::ShowOffering;
use market::users::stock::{Restock, Stock};

const HIRED: [Family; 2] = [Family::Thing, Family::Space];

fn price(hand: &mut Hand<'_>, sector: &str) -> Option<PriceTerms> {
    let place = hand.place()?;
    let currency = hand.currency()?;
    let wages = hand.books.directory.sector(sector)?.wages?;
    let least = least_hourly(&hand.books.rulebook, hand.now, &place, sector);
    let terms = terms(hand.draw, currency, wages, least);
    // Some do not mind how far it is, or how soon.
    let (far, soon) = (hand.draw.percent(70), hand.draw.percent(50));
    let distance_max_m = if far { 80_000 } else { terms.distance_max_m };
    let notice_minutes = if soon { 0 } else { terms.notice_minutes };
    Some(PriceTerms { distance_max_m, notice_minutes, ..terms })
}

fn hire(hand: &mut Hand<'_>, currency: Currency) -> HireTerms {
    let per_hour = hand.between(1, 2_000);
    HireTerms {
        currency,
        per_day: Amount(per_hour * hand.between(3, 9)),
        per_hour: Amount(per_hour),
        bond: Amount(hand.between(0, 1) * hand.between(100, 30_000)),
        late_per_hour: Amount(per_hour * 3 / 2),
        buffer_minutes: hand.between(0, 4) * 15,
        minimum_minutes: 60,
        days_max: hand.between(1, 14),
        notice_minutes: hand.between(0, 2) * 60,
    }
}

fn item(hand: &mut Hand<'_>, currency: Currency) -> ItemTerms {
    let delivery = hand.maybe(60, |hand| Some(Amount(hand.between(0, 900))));
    let is_collected = delivery.is_none() || hand.draw.percent(80);
    let each = Amount(hand.between(1, 4_000));
    ItemTerms { currency, each, delivery, is_collected, ready_minutes: hand.between(0, 300) }
}

fn wording() -> Option<Wording> {
    let (title, description) = ("Something that is to be had".parse().ok()?, None);
    Some(Wording { title, description })
}

pub(super) fn offer_work(hand: &mut Hand<'_>) -> Option<Call> {
    let user = hand.user()?;
    let sector = hand.sector(Family::Work)?.code;
    let terms = hand.maybe(85, |hand| price(hand, &sector));
    let (locality, post_code) = (Hand::home(user), hand.post_code()?);
    Some(Call::by(user, OfferWork { locality, sector, post_code, terms }))
}

pub(super) fn set_price_rule(hand: &mut Hand<'_>) -> Option<Call> {
    let offering = hand.offering(&[Family::Work])?;
    let terms = price(hand, &offering.sector)?;
    Some(Call::by(offering.seller, SetPriceRule { offering: offering.id, terms }))
}

pub(super) fn offer_hire(hand: &mut Hand<'_>) -> Option<Call> {
    let (user, family) = (hand.user()?, hand.one(&HIRED)?);
    let (sector, currency) = (hand.sector(family)?.code, hand.currency()?);
    let (locality, post_code) = (Hand::home(user), hand.post_code()?);
    let (count, terms) = (hand.between(1, 3), hire(hand, currency));
    Some(Call::by(user, OfferHire { locality, sector, post_code, wording: wording()?, count, terms }))
}

pub(super) fn set_hire_rule(hand: &mut Hand<'_>) -> Option<Call> {
    let (offering, currency) = (hand.offering(&HIRED)?, hand.currency()?);
    let terms = hire(hand, currency);
    Some(Call::by(offering.seller, SetHireRule { offering: offering.id, terms }))
}

pub(super) fn offer_item(hand: &mut Hand<'_>) -> Option<Call> {
    let user = hand.user()?;
    let (sector, currency) = (hand.sector(Family::Goods)?.code, hand.currency()?);
    let (locality, post_code) = (Hand::home(user), hand.post_code()?);
    let (count, terms) = (hand.between(0, 90), item(hand, currency));
    Some(Call::by(user, OfferItem { locality, sector, post_code, wording: wording()?, count, terms }))
}

pub(super) fn set_item_price(hand: &mut Hand<'_>) -> Option<Call> {
    let (offering, currency) = (hand.offering(&[Family::Goods])?, hand.currency()?);
    let terms = item(hand, currency);
    Some(Call::by(offering.seller, SetItemPrice { offering: offering.id, terms }))
}

pub(super) fn restock(hand: &mut Hand<'_>) -> Option<Call> {
    let offering = hand.offering(&[Family::Goods])?;
    hand.memory.find::<Stock>((offering.locality, offering.id))?;
    Some(Call::by(offering.seller, Restock { item: offering.id, free: hand.between(0, 60) }))
}

pub(super) fn show_offering(hand: &mut Hand<'_>) -> Option<Call> {
    let offering = hand.offering(&[Family::Work, Family::Thing, Family::Space, Family::Goods])?;
    Some(Call::by(offering.seller, ShowOffering { offering: offering.id, bytes: picture(hand) }))
}

/// Now and then one that somebody else has kept, or nothing.
pub(super) fn picture(hand: &mut Hand<'_>) -> Blob {
    Blob(if hand.draw.percent(2) { Vec::new() } else { hand.between(0, 5_000).to_be_bytes().to_vec() })
}

/// Mostly long days, so that there is much to be had; now and then hardly anything.
fn day(hand: &mut Hand<'_>) -> Slots {
    match hand.between(0, 9) {
        0 => Slots::NONE,
        1 => Slots::ALL,
        2 => Slots::run(hand.between(0, 60), hand.between(1, 36)),
        _ => Slots::run(24, 72),
    }
}

/// When somebody is usually free.
pub(crate) fn set_usual_week(hand: &mut Hand<'_>) -> Option<Call> {
    let only = hand.only;
    let resource = match only {
        Some(user) => user.cast(),
        None => hand.record::<Resource>()?.id,
    };
    let owner = hand.memory.find::<Resource>((resource.locality(), resource))?.owner;
    let zone = hand.place()?.zone;
    let days = std::array::from_fn(|_| day(hand));
    Some(Call::by(owner, SetUsualWeek { resource, zone, days }))
}

pub(super) fn set_offering_week(hand: &mut Hand<'_>) -> Option<Call> {
    let offering = hand.offering(&HIRED)?;
    let days = std::array::from_fn(|_| day(hand));
    Some(Call::by(offering.seller, SetOfferingWeek { offering: offering.id, days }))
}

pub(super) fn add_exception(hand: &mut Hand<'_>) -> Option<Call> {
    let resource = hand.record::<Resource>()?;
    let kind = hand.one(ExceptionKind::ALL)?;
    let span = hand.span((-4, 300), (1, 60))?;
    Some(Call::by(resource.owner, AddException { resource: resource.id, kind, span }))
}

pub(super) fn remove_exception(hand: &mut Hand<'_>) -> Option<Call> {
    let AvailabilityException { locality, resource, id: exception, .. } =
        hand.record::<AvailabilityException>()?;
    let owner = hand.memory.find::<Resource>((locality, resource))?.owner;
    Some(Call::by(owner, RemoveException { resource, exception }))
}
