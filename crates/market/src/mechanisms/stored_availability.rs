//! Stored availability (M9): instantly bookable, fully priced, legal options from stored hours and price rules.
//!
//! A [`Candidate`] is an offering with all that is known of its seller, from records in a decision or from the
//! finder's memory in a search. [`Candidate::option`] is the one function that prices it, so what a search shows
//! is what a hold costs.

use crate::concession::{Evening, Terms};
use crate::directory::WorkPlace;
use crate::options::{
    assembly::{Desk, Priced},
    booking_checks::{Deal, Parties},
    subsidies::FundRooms,
    waterfall::{Line, LineKind, Waterfall},
};
use crate::users::assets::{Offering, OfferingStage, PriceRule};
use kernel::{
    Amount, BasisPoints, Calendar, Overflow, QUARTER_MINUTES, Refusal, Rounding, Segment, Slots, Span, Stop,
    Timestamp,
};
use rules::{Rulebook, Trace};
use serde::{Deserialize, Serialize};

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "stored_availability";
/// Lines that most prices do with.
const LINES_USUAL: usize = 8;

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
        /// How far the seller goes, in meters.
        most_meters: i64,
    },
}

impl Candidate {
    /// The option this candidate makes for a requirement at a moment. Whether the hours are free is not asked
    /// here: that is [`crate::users::availability`]'s to say.
    ///
    /// # Errors
    /// [`OfferRefusal`] in the order of its variants, then as [`Desk::assemble`].
    pub fn option(&self, requirement: &Requirement, conditions: Conditions<'_>) -> Result<Priced, Stop> {
        let Conditions { rulebook, terms, rooms, now } = conditions;
        let distance_m = self.offering.place().meters_to(requirement.work_place.place);
        let Self { offering, price_rule, parties } = self;
        let offered = Offered { offering, price_rule, parties, distance_m };
        Pricing::new(requirement, (rulebook, terms), now).option(offered, rooms)
    }
}

/// A candidate's records, borrowed, and how far the seller would travel.
#[derive(Clone, Copy, Debug)]
pub struct Offered<'a> {
    /// See [`Candidate::offering`].
    pub offering: &'a Offering,
    /// See [`Candidate::price_rule`].
    pub price_rule: &'a PriceRule,
    /// See [`Candidate::parties`].
    pub parties: &'a Parties,
    /// From the offering's place to the work, in meters.
    pub distance_m: i64,
}

/// Prices any number of candidates for one requirement at one moment: what is the same for all of them is worked
/// out once.
#[derive(Debug)]
pub struct Pricing<'a> {
    requirement: &'a Requirement,
    now: Timestamp,
    hire: Hire,
    desk: Desk<'a>,
}

/// The hire that is asked for, as far as every price of it is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hire {
    /// How long it is, in minutes.
    pub minutes: i64,
    /// The same in quarter-hours.
    pub quarters: i64,
    /// How many of them fall in the evening or the night, on the local clock.
    pub evening: i64,
    /// How many of them fall on a weekend, on the local clock.
    pub weekend: i64,
    /// Whole minutes from now to the start.
    pub lead_minutes: i64,
    /// Whether the start is not after now.
    pub is_past: bool,
}

impl Hire {
    /// The hire of a requirement, seen from a moment.
    pub fn of(requirement: &Requirement, (now, hours): (Timestamp, Evening)) -> Self {
        let span = requirement.span;
        let (evening, weekend) = extra_quarters(&requirement.work_place.zone.calendar(), span, hours);
        Self {
            minutes: span.minutes(),
            quarters: span.quarters(),
            evening,
            weekend,
            lead_minutes: span.starts_at().minutes_since(now),
            is_past: span.starts_at() <= now,
        }
    }
}

impl<'a> Pricing<'a> {
    /// Prices for a requirement at a moment, under the terms of its day.
    pub fn new(
        requirement: &'a Requirement,
        (rulebook, terms): (&'a Rulebook, &Terms),
        now: Timestamp,
    ) -> Self {
        let deal = Deal {
            sector: &requirement.sector,
            mechanism: NAME,
            work_place: &requirement.work_place,
            span: requirement.span,
            at: now,
        };
        let (hire, desk) = (Hire::of(requirement, (now, terms.evening)), Desk::new((rulebook, terms), &deal));
        Self { requirement, now, hire, desk }
    }

    /// The same prices, of many candidates: what rules say of the requirement is worked out once.
    #[must_use]
    pub fn of_many(self) -> Self {
        Self { desk: self.desk.of_many(), ..self }
    }

    /// The hire that is priced.
    pub fn hire(&self) -> &Hire {
        &self.hire
    }

    /// The concession's terms for it.
    pub fn terms(&self) -> &Terms {
        self.desk.terms()
    }

    /// The option that a candidate makes.
    ///
    /// # Errors
    /// As [`Candidate::option`].
    pub fn option(&self, offered: Offered<'_>, rooms: &FundRooms) -> Result<Priced, Stop> {
        let Offered { price_rule, parties, distance_m, .. } = offered;
        self.accepts(offered)?;
        let lines = price_rule.lines(&self.hire, distance_m)?;
        let waterfall = Waterfall { currency: price_rule.currency, lines };
        self.desk.assemble((parties, distance_m), (waterfall, rooms))
    }

    /// What the rulebook says of a candidate, rule by rule, whether or not the seller takes the hire.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the price is out of range.
    pub fn explain(&self, offered: Offered<'_>) -> Result<Trace, Stop> {
        let lines = offered.price_rule.lines(&self.hire, offered.distance_m)?;
        let price = Waterfall { currency: offered.price_rule.currency, lines }.seller_price()?;
        Ok(self.desk.checks().explain((offered.parties, offered.distance_m), price.0))
    }

    fn accepts(&self, offered: Offered<'_>) -> Result<(), OfferRefusal> {
        let (requirement, now) = (self.requirement, self.now);
        let Offered { offering, price_rule: rule, distance_m, .. } = offered;
        let span = requirement.span;
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
            return Err(OfferRefusal::TooFar { most_meters: rule.distance_max_m });
        }
        Ok(())
    }
}

impl PriceRule {
    /// The lines of the seller's own price for a hire, each rounded half to even; lines that come to nothing are left out.
    /// Extras are shares of the hourly rate and add up; they do not multiply.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn lines(&self, hire: &Hire, distance_m: i64) -> Result<Vec<Line>, Overflow> {
        let Hire { minutes, quarters, evening, weekend, lead_minutes, .. } = *hire;
        let short = if lead_minutes < self.short_notice_minutes { quarters } else { 0 };
        let longer = self.longer_from_minutes > 0 && minutes >= self.longer_from_minutes;
        let discount = if longer { BasisPoints(-self.longer_discount_bp.0) } else { BasisPoints(0) };

        let all = [
            (LineKind::Hours, self.for_quarters(quarters, BasisPoints::WHOLE)?),
            (LineKind::Evening, self.for_quarters(evening, self.evening_bp)?),
            (LineKind::Weekend, self.for_quarters(weekend, self.weekend_bp)?),
            (LineKind::ShortNotice, self.for_quarters(short, self.short_notice_bp)?),
            (LineKind::LongerHire, self.for_quarters(quarters, discount)?),
            (LineKind::Travel, self.per_km.scaled(distance_m, 1_000, Rounding::HalfEven)?),
        ];
        let some = all.into_iter().filter(|(_, amount)| *amount != Amount::ZERO);
        // Room for the lines that follow: one piece of memory for the whole price.
        let mut lines = Vec::with_capacity(LINES_USUAL);
        lines.extend(some.map(|(kind, amount)| Line::of_seller(kind, amount)));
        Ok(lines)
    }

    /// A share of the hourly rate for a number of quarter-hours.
    fn for_quarters(&self, quarters: i64, share: BasisPoints) -> Result<Amount, Overflow> {
        let parts = quarters.checked_mul(share.0).ok_or(Overflow)?;
        self.hourly.scaled(parts, 4 * BasisPoints::WHOLE.0, Rounding::HalfEven)
    }
}

/// How many quarter-hours of a span fall in the evening or night, and how many on a weekend, on the local clock.
fn extra_quarters(calendar: &Calendar, span: Span, hours: Evening) -> (i64, i64) {
    let (mut evening, mut weekend) = (0, 0);
    for (day, slots) in span.by_day() {
        for Segment { first, count, offset_quarters } in calendar.segments(day) {
            for slot in (first..first + count).filter(|slot| slots.contains(*slot)) {
                let local = slot + offset_quarters;
                let minute = local.rem_euclid(Slots::COUNT) * QUARTER_MINUTES;
                // 1970-01-01 was a Thursday, three days after Monday.
                let weekday = (day.0 + 3 + local.div_euclid(Slots::COUNT)).rem_euclid(7);
                evening += i64::from(hours.contains(minute));
                weekend += i64::from(weekday >= 5);
            }
        }
    }
    (evening, weekend)
}

#[cfg(test)]
mod tests;
