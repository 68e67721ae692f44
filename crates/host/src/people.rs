//! Invented people: what they can do and what they ask.

use crate::draw::Draw;
use crate::failure::Failure;
use kernel::{Amount, BasisPoints, Currency, Date, DateOfBirth, NoEmailAddress, NoText, Timestamp};
use market::directory::{Wages, WorkPlace};
use market::users::{PersonDetails, assets::PriceTerms};
use rules::{Facts, Question, Rulebook};

/// What a seller asks: mostly in the middle half of what the work earns, never below `least`, which the law allows.
pub fn terms(draw: &mut Draw, paid_in: Currency, wages: Wages, least: i64) -> PriceTerms {
    let low = i64::midpoint(wages.p10, wages.median);
    let hourly = draw.between(low, i64::midpoint(wages.median, wages.p90)).max(least);
    let extra = |draw: &mut Draw| BasisPoints(draw.between(0, 4) * 500);
    PriceTerms {
        evening_bp: extra(draw),
        weekend_bp: extra(draw),
        short_notice_bp: extra(draw),
        short_notice_minutes: draw.between(0, 2) * 720,
        per_km: Amount(draw.between(0, hourly / 30)),
        minimum_minutes: draw.between(1, 4) * 60,
        notice_minutes: draw.between(1, 12) * 60,
        distance_max_m: draw.between(5, 35) * 1_000,
        longer_from_minutes: draw.between(0, 2) * 240,
        longer_discount_bp: BasisPoints(draw.between(0, 3) * 250),
        ..PriceTerms::plain(paid_in, Amount(hourly))
    }
}

/// Who somebody is, without a telephone and a street.
///
/// # Errors
/// A [`Failure`] when the name or the address is none.
pub fn details(
    name: &str,
    email: &str,
    place: &WorkPlace,
    born_on: Option<Date>,
) -> Result<PersonDetails, Failure> {
    let none = |what: &str, why: String| Failure::failed(format!("{what}: {why}"), "Choose another one.");
    Ok(PersonDetails {
        display_name: name.parse().map_err(|why: NoText| none(name, why.to_string()))?,
        email: email.parse().map_err(|why: NoEmailAddress| none(email, why.to_string()))?,
        phone: None,
        language: "en".to_owned(),
        born_on: born_on.map(DateOfBirth::on),
        street: None,
        post_code: place.post_code,
    })
}

/// Every claim about a seller that a rule card may ask for, as `seller.has_CLAIM`.
pub fn claims(rulebook: &Rulebook) -> Vec<String> {
    claims_of(rulebook, "seller.has_")
}

/// Every claim about a buyer that a rule card may ask for, as `buyer.has_CLAIM`.
pub fn buyer_claims(rulebook: &Rulebook) -> Vec<String> {
    claims_of(rulebook, "buyer.has_")
}

fn claims_of(rulebook: &Rulebook, prefix: &str) -> Vec<String> {
    let names = rulebook.facts().filter_map(|(name, _)| name.strip_prefix(prefix));
    names.map(str::to_owned).collect()
}

/// The currency in which work at a place is paid.
pub fn currency_at(rulebook: &Rulebook, place: &WorkPlace) -> Option<Currency> {
    let jurisdiction = rulebook.jurisdiction(&place.jurisdiction)?;
    Currency::new(&jurisdiction.currency.code)
}

/// The least that an hour may cost at a place, by the rulebook.
pub fn least_hourly(rulebook: &Rulebook, now: Timestamp, place: &WorkPlace, sector: &str) -> i64 {
    let today = place.zone.calendar().local(now).date;
    let facts = Facts::new().int("service.paid_minutes", 60).int("seller.age_at_service", 30);
    let verdict = rulebook.check(&Question {
        place: &place.jurisdiction,
        sector,
        mechanism: market::mechanisms::stored_availability::NAME,
        roles: &["seller", "worker"],
        service_start: today,
        commit: today,
        payment: today,
        facts: &facts,
    });
    verdict.floor.map_or(0, |floor| floor.amount_minor)
}
