//! Stored availability (M9): instantly bookable, fully priced, legal options from stored hours and price rules.
//!
//! A [`Candidate`] is an offering with all that is known of its seller, from records in a decision or from the
//! finder's memory in a search. [`Candidate::option`] is the one function that prices it, so what a search shows
//! is what a hold costs.

use crate::concession::{Evening, Terms};
use crate::directory::WorkPlace;
use crate::options::{
    assembly::{self, Priced},
    booking_checks::{Deal, Parties},
    subsidies::FundRooms,
    waterfall::{Line, LineKind, Waterfall},
};
use crate::users::assets::{Offering, OfferingStage, PriceRule};
use kernel::{Amount, BasisPoints, Calendar, Overflow, Refusal, Rounding, Span, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "stored_availability";

/// What a buyer needs: a sector, a place, a time.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The sector's code.
    pub sector: String,
    /// Where the work is to be done.
    pub work_place: WorkPlace,
    /// When.
    pub span: Span,
}

/// An offering with what is known of its seller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The offering.
    pub offering: Offering,
    /// Its price rule.
    pub price_rule: PriceRule,
    /// What is known of seller and buyer.
    pub parties: Parties,
}

/// What a price depends on besides seller and requirement.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'a> {
    /// The rulebook.
    pub rulebook: &'a Rulebook,
    /// The concession's terms on the day the price is made.
    pub terms: &'a Terms,
    /// What the funds have left for the buyer.
    pub rooms: &'a FundRooms,
    /// When the price is made.
    pub now: Timestamp,
}

/// Why a seller does not take a hire that the law would allow.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("stored-availability")]
pub enum OfferRefusal {
    /// The offering is not shown, or is of another sector.
    NotOpen,
    /// Hires begin in the future.
    Past,
    /// The seller wants more notice.
    TooSoon {
        /// The earliest start that would do.
        earliest: Timestamp,
    },
    /// The seller hires out for longer only.
    TooShort {
        /// The shortest hire, in minutes.
        least_minutes: i64,
    },
    /// The work is farther than the seller goes.
    TooFar {
        /// How far the seller goes, in metres.
        most_metres: i64,
    },
}

impl Candidate {
    /// The option this candidate makes for a requirement at a moment. Whether the hours are free is not asked
    /// here: that is [`crate::users::availability`]'s to say.
    ///
    /// # Errors
    /// [`OfferRefusal`] in the order of its variants, then as [`assembly::assemble`].
    pub fn option(&self, requirement: &Requirement, conditions: Conditions<'_>) -> Result<Priced, Stop> {
        let Conditions { rulebook, terms, rooms, now } = conditions;
        let distance_m = self.offering.place().metres_to(requirement.work_place.place);
        self.accepts(requirement, distance_m, now)?;
        let lines = self.price_rule.lines(requirement, distance_m, (now, terms.evening))?;
        let deal = Deal {
            sector: &requirement.sector,
            mechanism: NAME,
            work_place: &requirement.work_place,
            span: requirement.span,
            distance_m,
            at: now,
        };
        let priced = Waterfall { currency: self.price_rule.currency, lines };
        assembly::assemble((rulebook, terms), &deal, &self.parties, (priced, rooms))
    }

    fn accepts(
        &self,
        requirement: &Requirement,
        distance_m: i64,
        now: Timestamp,
    ) -> Result<(), OfferRefusal> {
        let (offering, rule, span) = (&self.offering, &self.price_rule, requirement.span);
        if offering.stage != OfferingStage::Open || offering.sector != requirement.sector {
            return Err(OfferRefusal::NotOpen);
        }
        if span.starts_at() <= now {
            return Err(OfferRefusal::Past);
        }
        if span.starts_at() < now.plus_minutes(rule.notice_minutes) {
            return Err(OfferRefusal::TooSoon { earliest: now.plus_minutes(rule.notice_minutes) });
        }
        if span.minutes() < rule.minimum_minutes {
            return Err(OfferRefusal::TooShort { least_minutes: rule.minimum_minutes });
        }
        if distance_m > rule.distance_max_m {
            return Err(OfferRefusal::TooFar { most_metres: rule.distance_max_m });
        }
        Ok(())
    }
}

impl PriceRule {
    /// The lines of the seller's own price, each rounded half to even; lines that come to nothing are left out.
    /// Extras are shares of the hourly rate and add up; they do not multiply.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn lines(
        &self,
        requirement: &Requirement,
        distance_m: i64,
        (now, evening): (Timestamp, Evening),
    ) -> Result<Vec<Line>, Overflow> {
        let span = requirement.span;
        let calendar = requirement.work_place.zone.calendar();
        let (evening, weekend) = extra_quarters(&calendar, span, evening);
        let notice = span.starts_at().minutes_since(now);
        let short = if notice < self.short_notice_minutes { span.quarters() } else { 0 };
        let longer = self.longer_from_minutes > 0 && span.minutes() >= self.longer_from_minutes;
        let discount = if longer { BasisPoints(-self.longer_discount_bp.0) } else { BasisPoints(0) };

        let all = [
            (LineKind::Hours, self.for_quarters(span.quarters(), BasisPoints::WHOLE)?),
            (LineKind::Evening, self.for_quarters(evening, self.evening_bp)?),
            (LineKind::Weekend, self.for_quarters(weekend, self.weekend_bp)?),
            (LineKind::ShortNotice, self.for_quarters(short, self.short_notice_bp)?),
            (LineKind::LongerHire, self.for_quarters(span.quarters(), discount)?),
            (LineKind::Travel, self.per_km.scaled(distance_m, 1_000, Rounding::HalfEven)?),
        ];
        let some = all.into_iter().filter(|(_, amount)| *amount != Amount::ZERO);
        Ok(some.map(|(kind, amount)| Line::of_seller(kind, amount)).collect())
    }

    /// A share of the hourly rate for a number of quarter-hours.
    fn for_quarters(&self, quarters: i64, share: BasisPoints) -> Result<Amount, Overflow> {
        let parts = quarters.checked_mul(share.0).ok_or(Overflow)?;
        self.hourly.scaled(parts, 4 * BasisPoints::WHOLE.0, Rounding::HalfEven)
    }
}

/// How many quarter-hours of a span fall in the evening or night, and how many on a weekend, on the local clock.
fn extra_quarters(calendar: &Calendar, span: Span, hours: Evening) -> (i64, i64) {
    span.quarter_starts().fold((0, 0), |(evening, weekend), quarter| {
        let local = calendar.local(quarter);
        let is_weekend = local.weekday().to_monday_zero_offset() >= 5;
        (evening + i64::from(hours.contains(local.minute)), weekend + i64::from(is_weekend))
    })
}

#[cfg(test)]
mod tests;
