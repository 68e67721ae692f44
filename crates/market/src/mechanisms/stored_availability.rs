//! Stored availability (M9): instantly bookable, fully priced, legal options from stored hours and price rules: of
//! people's work, and of things and spaces that are hired.
//!
//! Work: a [`Candidate`] is an offering with all that is known of its seller, from records in a decision or from the
//! finder's memory in a search. [`Candidate::option`] is the one function that prices it, so what a search shows is what a
//! hold costs. Things and spaces: [`hire`], in the same way.
//!
//! ```text
//! search ──▶ HoldWork | HoldHire ──award──▶ support::escrow::hold, awaiting the buyer
//! ```

pub mod hire;
pub mod weeks;
pub mod work;

use crate::concession::{Evening, Terms};
use crate::directory::WorkPlace;
use crate::options::{
    assembly::{Assembly, Priced},
    booking_checks::{Checks, Deal, PartyFacts, Sides},
    subsidies::FundLimits,
};
use crate::price::{Label, Line, Waterfall};
use crate::trade::procedure::Promise;
use crate::users::assets::{Offering, OfferingStage, PriceTerms};
use kernel::{
    Amount, BasisPoints, Calendar, Currency, Overflow, QUARTER_MINUTES, Refusal, Rounding, Segment, Slots,
    Span, Stop, Timestamp,
};
use rules::{Rulebook, Trace, TraceReader};
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
    /// Whether it is to be given.
    pub is_unpaid: bool,
    /// The currency of the place.
    pub currency: Currency,
}

/// An offering with what is known of its seller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The offering.
    pub offering: Offering,
    /// What its seller asks; `None` for work that is given.
    pub terms: Option<PriceTerms>,
    /// What is known of seller and buyer.
    pub parties: PartyFacts,
    /// Whether the seller needs no notice at these hours.
    pub waives_notice: bool,
}

/// What a price depends on besides seller and requirement.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'a> {
    /// The rulebook.
    pub rulebook: &'a Rulebook,
    /// The concession's terms on the day the price is made.
    pub terms: &'a Terms,
    /// What bounds the funds for the buyer.
    pub limits: &'a FundLimits,
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
    #[stale]
    Past,
    /// It begins farther ahead than anything is booked.
    TooFarAhead {
        /// The latest start that would do.
        latest: Timestamp,
    },
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
    /// The owner lends it for less long only.
    TooLong {
        /// The longest hire, in days.
        most_days: i64,
    },
    /// The work is given, not sold; or sold, not given.
    NotSoPaid,
}

impl Candidate {
    /// The option this candidate makes for a requirement at a moment. Whether the hours are free is not asked
    /// here: that is [`crate::users::availability`]'s to say.
    ///
    /// # Errors
    /// [`OfferRefusal`] in the order of its variants, then as [`Assembly::assemble`].
    pub fn option(&self, requirement: &Requirement, conditions: Conditions<'_>) -> Result<Priced, Stop> {
        let Conditions { rulebook, terms, limits, now } = conditions;
        let distance_m = self.offering.point().meters_to(requirement.work_place.point);
        let Self { offering, terms: price_terms, parties, waives_notice } = self;
        let (price_terms, waives_notice) = (price_terms.as_ref(), *waives_notice);
        let offered = Offered { offering, terms: price_terms, parties, waives_notice, distance_m };
        Pricing::new(requirement, rulebook, terms, now).option(offered, limits)
    }
}

/// A candidate's records, borrowed, and how far the seller would travel.
#[derive(Clone, Copy, Debug)]
pub struct Offered<'a> {
    /// See [`Candidate::offering`].
    pub offering: &'a Offering,
    /// See [`Candidate::terms`].
    pub terms: Option<&'a PriceTerms>,
    /// See [`Candidate::parties`].
    pub parties: &'a PartyFacts,
    /// See [`Candidate::waives_notice`].
    pub waives_notice: bool,
    /// From the offering's place to the work, in meters.
    pub distance_m: i64,
}

/// Prices any number of candidates for one requirement at one moment: what is the same for all of them is worked
/// out once.
#[derive(Debug)]
pub struct Pricing<'a> {
    requirement: &'a Requirement,
    mechanism: &'a str,
    now: Timestamp,
    occasion: Occasion,
    assembly: Assembly<'a>,
}

/// The hours that are asked for, as far as every price of them is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
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
    /// Whether the start is farther ahead than anything is booked.
    pub is_too_far_ahead: bool,
}

impl Occasion {
    /// The hours of a requirement, seen from a time.
    pub fn of(requirement: &Requirement, now: Timestamp, terms: &Terms) -> Self {
        let span = requirement.span;
        let (evening, weekend) = extra_quarters(&requirement.work_place.zone.calendar(), span, terms.evening);
        Self {
            minutes: span.minutes(),
            quarters: span.quarters(),
            evening,
            weekend,
            lead_minutes: span.starts_at().minutes_since(now),
            is_past: span.starts_at() <= now,
            is_too_far_ahead: span.starts_at() > latest(now, terms),
        }
    }
}

impl<'a> Pricing<'a> {
    /// Prices for a requirement at a moment, under the terms of its day.
    pub fn new(requirement: &'a Requirement, rulebook: &'a Rulebook, terms: &Terms, now: Timestamp) -> Self {
        Self::by(NAME, requirement, rulebook, terms, now)
    }

    /// The same, where another mechanism sells the hours.
    pub fn by(
        mechanism: &'a str,
        requirement: &'a Requirement,
        rulebook: &'a Rulebook,
        terms: &Terms,
        now: Timestamp,
    ) -> Self {
        let deal = Deal {
            sector: &requirement.sector,
            mechanism,
            work_place: &requirement.work_place,
            promise: Promise::Work,
            is_unpaid: requirement.is_unpaid,
            starts_at: requirement.span.starts_at(),
            ends_at: requirement.span.ends_at(),
            at: now,
        };
        let occasion = Occasion::of(requirement, now, terms);
        Self { requirement, mechanism, now, occasion, assembly: Assembly::new(rulebook, terms, &deal) }
    }

    /// The same prices, of many candidates: what rules say of the requirement is worked out once.
    #[must_use]
    pub fn of_many(self) -> Self {
        Self { assembly: self.assembly.of_many(), ..self }
    }

    /// The hours that are priced.
    pub fn occasion(&self) -> &Occasion {
        &self.occasion
    }

    /// The concession's terms for it.
    pub fn terms(&self) -> &Terms {
        self.assembly.terms()
    }

    /// What the rulebook says of it.
    pub fn checks(&self) -> &Checks<'a> {
        self.assembly.checks()
    }

    /// The option that a candidate makes.
    ///
    /// # Errors
    /// As [`Candidate::option`].
    pub fn option(&self, offered: Offered<'_>, limits: &FundLimits) -> Result<Priced, Stop> {
        let Offered { parties, distance_m, .. } = offered;
        self.accepts(offered)?;
        let sides = Sides { facts: parties, distance_m };
        self.assembly.assemble(sides, self.seller_price(offered)?, limits)
    }

    /// What the rulebook says of a candidate, rule by rule, whether or not the seller takes the hire.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the price is out of range.
    pub fn explain(&self, offered: Offered<'_>, reader: TraceReader<'_>) -> Result<Trace, Stop> {
        let sides = Sides { facts: offered.parties, distance_m: offered.distance_m };
        Ok(self.assembly.checks().explain(sides, self.seller_price(offered)?.price()?.0, reader))
    }

    fn seller_price(&self, offered: Offered<'_>) -> Result<Waterfall, Overflow> {
        match offered.terms {
            Some(terms) => {
                let lines = terms.lines(&self.occasion, offered.distance_m)?;
                Ok(Waterfall { currency: terms.currency, lines })
            }
            None => Ok(Waterfall::nothing(self.requirement.currency)),
        }
    }

    fn accepts(&self, offered: Offered<'_>) -> Result<(), OfferRefusal> {
        let (requirement, now) = (self.requirement, self.now);
        let Offered { offering, terms, distance_m, waives_notice, .. } = offered;
        let span = requirement.span;
        let is_open = match offering.stage {
            OfferingStage::Open => true,
            OfferingStage::OnRequest => self.mechanism != NAME,
            OfferingStage::Paused | OfferingStage::Listed => false,
        };
        if !is_open || offering.sector != requirement.sector {
            return Err(OfferRefusal::NotOpen);
        }
        if span.starts_at() <= now {
            return Err(OfferRefusal::Past);
        }
        if self.occasion.is_too_far_ahead {
            return Err(OfferRefusal::TooFarAhead { latest: latest(now, self.terms()) });
        }
        if terms.is_none() != requirement.is_unpaid {
            return Err(OfferRefusal::NotSoPaid);
        }
        let Some(rule) = terms else { return Ok(()) };
        if !waives_notice && span.starts_at() < now.plus_minutes(rule.notice_minutes) {
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

impl PriceTerms {
    /// The lines of the seller's own price for a hire; lines that come to nothing are left out. What counts towards the
    /// least pay is rounded up, as that is. Extras are shares of the hourly rate and add up; they do not multiply.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn lines(&self, occasion: &Occasion, distance_m: i64) -> Result<Vec<Line>, Overflow> {
        let Occasion { minutes, quarters, evening, weekend, lead_minutes, .. } = *occasion;
        let short = if lead_minutes < self.short_notice_minutes { quarters } else { 0 };
        let longer = self.longer_from_minutes > 0 && minutes >= self.longer_from_minutes;
        let discount = if longer { BasisPoints(-self.longer_discount_bp.0) } else { BasisPoints(0) };

        let all = [
            (Label::Hours, self.for_quarters(quarters, BasisPoints::WHOLE)?),
            (Label::Evening, self.for_quarters(evening, self.evening_bp)?),
            (Label::Weekend, self.for_quarters(weekend, self.weekend_bp)?),
            (Label::ShortNotice, self.for_quarters(short, self.short_notice_bp)?),
            (Label::LongerHire, self.for_quarters(quarters, discount)?),
            (Label::Travel, self.per_km.scaled(distance_m, 1_000, Rounding::HalfEven)?),
        ];
        let some = all.into_iter().filter(|(_, amount)| *amount != Amount::ZERO);
        // Room for the lines that follow: one piece of memory for the whole price.
        let mut lines = Vec::with_capacity(LINES_USUAL);
        lines.extend(some.map(|(label, amount)| Line::of_price(label, amount)));
        Ok(lines)
    }

    /// The last moment at which work that begins at a time can be agreed to at the price of `now`: later there is too little
    /// notice, where any is needed, or the extra for short notice is due.
    pub fn agree_by(&self, starts_at: Timestamp, now: Timestamp, waives_notice: bool) -> Timestamp {
        let notice_minutes = if waives_notice { 0 } else { self.notice_minutes };
        let with_notice = starts_at.plus_minutes(-notice_minutes).min(just_before(starts_at));
        let is_dearer_later =
            self.short_notice_bp.0 > 0 && starts_at.minutes_since(now) >= self.short_notice_minutes;
        if is_dearer_later {
            with_notice.min(starts_at.plus_minutes(-self.short_notice_minutes))
        } else {
            with_notice
        }
    }

    /// A share of the hourly rate for a number of quarter-hours.
    fn for_quarters(&self, quarters: i64, share: BasisPoints) -> Result<Amount, Overflow> {
        let parts = quarters.checked_mul(share.0).ok_or(Overflow)?;
        self.hourly.scaled(parts, 4 * BasisPoints::WHOLE.0, Rounding::Ceil)
    }
}

/// The latest start of anything that is booked at a moment.
fn latest(now: Timestamp, terms: &Terms) -> Timestamp {
    now.plus_hours(terms.days_ahead_max.saturating_mul(24))
}

/// The last moment before another: what has begun is not agreed to.
const fn just_before(at: Timestamp) -> Timestamp {
    Timestamp(at.0.saturating_sub(1))
}

/// How many quarter-hours of a span fall in the evening or night, and how many on a weekend, on the local clock.
fn extra_quarters(calendar: &Calendar, span: Span, hours: Evening) -> (i64, i64) {
    let (mut evening, mut weekend) = (0, 0);
    for (day, slots) in span.by_day() {
        for Segment { first, count, offset_quarters } in calendar.segments(day) {
            for slot in (first..first + count).filter(|slot| slots.contains(*slot)) {
                let local = slot + offset_quarters;
                let minute = local.rem_euclid(Slots::COUNT) * QUARTER_MINUTES;
                let date = day.plus(local.div_euclid(Slots::COUNT));
                evening += i64::from(hours.contains(minute));
                weekend += i64::from(date.weekday() >= 5);
            }
        }
    }
    (evening, weekend)
}

#[cfg(test)]
mod tests;
