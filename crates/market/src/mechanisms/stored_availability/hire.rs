//! Hiring things and spaces: what it costs for some time, and holding it.
//!
//! [`HirePricing::option`] is the one function that prices a hire, from records in a decision or from the finder's memory
//! in a search, so what a search shows is what a hold costs.

use super::{NAME, OfferRefusal, just_before, latest};
use crate::concession::Terms;
use crate::directory::{Directory, Family, WorkPlace};
use crate::options::{
    assembly::{Assembly, Priced},
    blocks,
    booking_checks::{Checks, Deal, PartyFacts, Sides},
    subsidies::{self, FundLimits},
};
use crate::price::{Label, Line, Waterfall};
use crate::support::escrow::{self, Held, OpenHold, held_until};
use crate::trade::award::{Award, AwardPart};
use crate::trade::part::{Funds, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Awaits, Kind, TradeRefusal};
use crate::users::{
    User,
    assets::{
        self, AssetRefusal, HireRule, HireTerms, Offering, OfferingStage, PoolResource, Resource, pool,
    },
    availability::{self, AvailabilityRefusal},
    confirmed_trader, found_seller,
};
use kernel::{Amount, BadRow, Command, Decide, Draft, Id, Keys, Overflow, Span, Stop, Timestamp, together};
use rules::{Rulebook, Trace, TraceReader};
use serde::{Deserialize, Serialize};

const DAY_MINUTES: i64 = 24 * 60;

/// Keeps a thing or a space for a buyer, at the price of this moment.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("stored_availability.hold_hire", locality = self.offering.locality())]
pub struct HoldHire {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// Which offering.
    pub offering: Id<Offering>,
    /// From when until when.
    pub span: Span,
    /// What the buyer saw that they would pay, the bond not counted; a hold at another price is refused.
    pub expected_pay: Option<Amount>,
}

/// A thing or a space for some time, priced.
#[derive(Clone, Debug)]
pub struct HireQuote {
    /// The offering.
    pub offering: Offering,
    /// What its owner asks.
    pub terms: HireTerms,
    /// Which family it is of.
    pub family: Family,
    /// Where it is.
    pub place: WorkPlace,
    /// The one of its pool that is free.
    pub resource: Id<Resource>,
    /// Its price and the rulebook's verdict.
    pub priced: Priced,
}

/// A mix of 24-hour days and begun hours, with what it costs.
struct Mix {
    cost: Amount,
    days: Amount,
    hours: Amount,
}

impl HireTerms {
    /// The lines of a hire: the cheapest mix of 24-hour days and begun hours.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn lines(&self, minutes: i64) -> Result<Vec<Line>, Overflow> {
        let Mix { days, hours, .. } = self.cheapest(minutes)?;
        let lines = [(Label::HireDays, days), (Label::HireHours, hours)];
        let some = lines.into_iter().filter(|(_, amount)| *amount > Amount::ZERO);
        Ok(some.map(|(label, amount)| Line::of_price(label, amount)).collect())
    }

    /// What the lines of a hire come to: what bounds a search before anything is priced.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn cost(&self, minutes: i64) -> Result<Amount, Overflow> {
        Ok(self.cheapest(minutes)?.cost)
    }

    fn cheapest(&self, minutes: i64) -> Result<Mix, Overflow> {
        let times = |amount: Amount, count: i64| amount.0.checked_mul(count).map(Amount).ok_or(Overflow);
        let (whole_days, rest) = (minutes / DAY_MINUTES, minutes % DAY_MINUTES);
        let begun_hours = (rest + 59) / 60;
        let mix = |days: i64, hours: i64| {
            let (days, hours) = (times(self.per_day, days)?, times(self.per_hour, hours)?);
            Ok(Mix { cost: days.plus(hours)?, days, hours })
        };
        // A day more in place of the hours, or hours in place of a day: no other mix can be cheaper.
        let mut best = mix(0, whole_days * 24 + begun_hours)?;
        for other in [mix(whole_days, begun_hours)?, mix(whole_days + i64::from(rest > 0), 0)?] {
            if other.cost < best.cost {
                best = other;
            }
        }
        Ok(best)
    }

    /// The last moment at which a hire that begins at a time can be agreed to.
    pub fn agree_by(&self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus_minutes(-self.notice_minutes).min(just_before(starts_at))
    }

    /// What a hire takes of a resource: its own time, and what is kept free after it.
    ///
    /// # Errors
    /// [`OfferRefusal::TooLong`] when that is more than anything can be taken for.
    pub fn taken_for(&self, span: Span) -> Result<Span, OfferRefusal> {
        let until = span.ends_at().plus_minutes(self.buffer_minutes);
        Span::between(span.starts_at(), until).ok_or(OfferRefusal::TooLong { most_days: self.days_max })
    }
}

/// A thing or a space with what is known of its owner and of the buyer.
#[derive(Clone, Copy, Debug)]
pub struct HireCandidate<'a> {
    /// The offering.
    pub offering: &'a Offering,
    /// What its owner asks.
    pub terms: &'a HireTerms,
    /// What is known of owner and buyer.
    pub parties: &'a PartyFacts,
}

/// Prices any number of candidates of one sector for one span, at places of one law and one clock: what is the same for
/// all of them is worked out once.
#[derive(Debug)]
pub struct HirePricing<'a> {
    sector: &'a str,
    span: Span,
    now: Timestamp,
    assembly: Assembly<'a>,
}

impl<'a> HirePricing<'a> {
    /// Prices of a span at a moment, under the terms of its day. The law and the clock are those of the place where the
    /// thing is.
    pub fn new(
        sector: &'a str,
        place: &'a WorkPlace,
        span: Span,
        rulebook: &'a Rulebook,
        terms: &Terms,
        now: Timestamp,
    ) -> Self {
        let deal = Deal {
            sector,
            mechanism: NAME,
            work_place: place,
            promise: Promise::Use,
            is_unpaid: false,
            starts_at: span.starts_at(),
            ends_at: span.ends_at(),
            at: now,
        };
        Self { sector, span, now, assembly: Assembly::new(rulebook, terms, &deal) }
    }

    /// The same prices, of many candidates: what rules say of the span is worked out once.
    #[must_use]
    pub fn of_many(self) -> Self {
        Self { assembly: self.assembly.of_many(), ..self }
    }

    /// The concession's terms for it.
    pub fn terms(&self) -> &Terms {
        self.assembly.terms()
    }

    /// What the rulebook says of it.
    pub fn checks(&self) -> &Checks<'a> {
        self.assembly.checks()
    }

    /// Whether the owner lends it then. Whether one is free is not asked here: that is
    /// [`crate::users::availability`]'s to say.
    ///
    /// # Errors
    /// [`OfferRefusal`] in the order of its variants.
    pub fn accepts(&self, offering: &Offering, terms: &HireTerms) -> Result<(), OfferRefusal> {
        let earliest = self.now.plus_minutes(terms.notice_minutes);
        if offering.stage != OfferingStage::Open || offering.sector != self.sector {
            return Err(OfferRefusal::NotOpen);
        }
        if self.span.starts_at() <= self.now {
            return Err(OfferRefusal::Past);
        }
        let latest = latest(self.now, self.terms());
        if self.span.starts_at() > latest {
            return Err(OfferRefusal::TooFarAhead { latest });
        }
        if self.span.starts_at() < earliest {
            return Err(OfferRefusal::TooSoon { earliest });
        }
        if self.span.minutes() < terms.minimum_minutes {
            return Err(OfferRefusal::TooShort { least_minutes: terms.minimum_minutes });
        }
        if self.span.minutes() > terms.days_max * DAY_MINUTES {
            return Err(OfferRefusal::TooLong { most_days: terms.days_max });
        }
        Ok(())
    }

    /// The option that a candidate makes.
    ///
    /// # Errors
    /// As [`HirePricing::accepts`], then as [`Assembly::assemble`].
    pub fn option(&self, candidate: HireCandidate<'_>, limits: &FundLimits) -> Result<Priced, Stop> {
        let HireCandidate { offering, terms, parties } = candidate;
        self.accepts(offering, terms)?;
        let sides = Sides { facts: parties, distance_m: 0 };
        self.assembly.assemble(sides, self.price(terms)?, limits)
    }

    /// What the rulebook says of a candidate, rule by rule, whether or not its owner lends it then.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the price is out of range.
    pub fn explain(&self, candidate: HireCandidate<'_>, reader: TraceReader<'_>) -> Result<Trace, Stop> {
        let sides = Sides { facts: candidate.parties, distance_m: 0 };
        Ok(self.assembly.checks().explain(sides, self.price(candidate.terms)?.price()?.0, reader))
    }

    fn price(&self, terms: &HireTerms) -> Result<Waterfall, Overflow> {
        Ok(Waterfall { currency: terms.currency, lines: terms.lines(self.span.minutes())? })
    }
}

impl Decide for HoldHire {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.offering.locality();
        keys.one::<User>((locality, self.buyer));
        OpenHold::reads(keys, locality, self.buyer);
        keys.one::<Offering>((locality, self.offering));
        keys.one::<HireRule>((locality, self.offering));
        keys.all::<PoolResource>((locality, self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        confirmed_trader(draft)?;
        let quote = self.quote(draft, Some(self.buyer))?;
        let pays = quote.priced.waterfall.payer_money()?;
        if self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let today = quote.place.zone.calendar().local(draft.now()).date;
        let minutes = Terms::hold_minutes(draft.consult::<Rulebook>()?, today)?;
        let until = held_until(draft.now(), minutes, Some(quote.terms.agree_by(self.span.starts_at())));
        escrow::hold(draft, &self.award(draft, quote), until, Awaits::Buyer)
    }
}

impl HoldHire {
    /// What the hold would cost: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that the hold would meet.
    pub fn quote(&self, draft: &Draft<'_>, buyer: Option<Id<User>>) -> Result<HireQuote, Stop> {
        let (locality, now) = (draft.locality(), draft.now());
        let offering = draft.get::<Offering>((locality, self.offering))?;
        if Some(offering.seller) == buyer {
            return Err(TradeRefusal::OwnOffering.into());
        }
        let terms = draft.get::<HireRule>((locality, self.offering))?.terms;
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let place = directory.place(offering.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let family = assets::family(draft, &offering, &[Family::Thing, Family::Space])?;
        let concession = Terms::on(rulebook, place.zone.calendar().local(now).date)?;
        let pricing = HirePricing::new(&offering.sector, &place, self.span, rulebook, &concession, now);
        // The owner's conditions come before the hours, in a search too.
        pricing.accepts(&offering, &terms)?;
        let known = together(
            PartyFacts::of(draft, buyer, offering.seller, false),
            subsidies::limits(draft, rulebook, terms.currency, buyer),
        );
        let (resource, (parties, limits)) = together(self.free_one(draft, &offering, &terms), known)?;
        found_seller(draft, offering.seller)?;
        blocks::none_between(draft, buyer, offering.seller)?;
        let candidate = HireCandidate { offering: &offering, terms: &terms, parties: &parties };
        let priced = pricing.option(candidate, &limits)?;
        Ok(HireQuote { offering, terms, family, place, resource, priced })
    }

    /// The first of the offering's pool that is free for the hire and what is kept free after it.
    fn free_one(
        &self,
        draft: &Draft<'_>,
        offering: &Offering,
        terms: &HireTerms,
    ) -> Result<Id<Resource>, Stop> {
        let span = terms.taken_for(self.span)?;
        let pool = pool(draft, offering)?;
        let mut keys = Keys::default();
        for resource in &pool {
            availability::reads(&mut keys, draft.locality(), *resource, span);
        }
        draft.ask(keys)?;
        for resource in &pool {
            if availability::is_free(draft, *resource, span)? {
                return Ok(*resource);
            }
        }
        // Taking the first says whether it is not offered or taken.
        let first = pool.first().copied().ok_or(AvailabilityRefusal::NotOffered)?;
        let is_open = availability::is_open(draft, first, span)?;
        Err(if is_open { AvailabilityRefusal::Taken } else { AvailabilityRefusal::NotOffered }.into())
    }

    /// What a hold of it is, at the price of a quote.
    pub(crate) fn award(&self, draft: &Draft<'_>, quote: HireQuote) -> Award {
        let HireQuote { offering, terms, family, place, resource, priced } = quote;
        let (starts_at, ends_at) = (self.span.starts_at(), self.span.ends_at());
        let part = |promise, quantity, unit, price, hours_of| AwardPart {
            promise,
            starts_at,
            ends_at,
            hours_of,
            offering: Some(offering.id),
            quantity,
            unit,
            distance_m: 0,
            price,
            items: Vec::new(),
            funds: Funds::AtOnce,
            funds_at: None,
            after: None,
            is_handed_over: promise == Promise::Use,
        };
        let hours_of = Some((resource, terms.buffer_minutes));
        let mut parts =
            vec![part(Promise::Use, self.span.minutes(), Unit::Minutes, priced.waterfall, hours_of)];
        if terms.bond > Amount::ZERO {
            let lines = vec![Line::passed(Label::Bond, terms.bond)];
            let price = Waterfall { currency: terms.currency, lines };
            parts.push(part(Promise::Bond, terms.bond.0, Unit::Minor, price, None));
        }
        Award {
            id: draft.id(),
            kind: if family == Family::Space { Kind::Space } else { Kind::Hire },
            mechanism: NAME,
            buyer: self.buyer,
            seller: offering.seller,
            sector: offering.sector,
            work_place: place,
            parts,
            destination: None,
            agree_by: Some(terms.agree_by(starts_at)),
            hire_terms: Some(terms),
            pack_hash: priced.verdict.pack_hash.to_string(),
        }
    }
}

/// The terms that a hire was agreed on.
///
/// # Errors
/// [`Stop::Bad`] when there are none: it is no hire.
pub fn agreed_terms(draft: &Draft<'_>, trade: Id<crate::trade::Trade>) -> Result<HireTerms, Stop> {
    let agreed = draft.find::<crate::options::contracts::AgreedHire>((draft.locality(), trade))?;
    Ok(agreed.ok_or_else(|| BadRow(format!("trade {trade} has no terms of hire")))?.terms)
}

#[cfg(test)]
mod tests;
