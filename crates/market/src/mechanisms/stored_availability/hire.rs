//! Hiring things and spaces: what it costs for some time, and holding it.

use super::{NAME, OfferRefusal};
use crate::concession::Terms;
use crate::directory::{Directory, Family, WorkPlace};
use crate::options::{
    assembly::{Assembly, Priced},
    booking_checks::{Deal, PartyFacts, Sides},
    subsidies,
};
use crate::price::{Label, Line, Waterfall};
use crate::support::escrow::{self, Held, held_until};
use crate::trade::award::{Award, AwardPart};
use crate::trade::part::{Funds, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Awaits, Kind, TradeRefusal};
use crate::users::{
    User,
    assets::{AssetRefusal, HireRule, HireTerms, Offering, OfferingStage, Resource, pool},
    availability::{self, AvailabilityRefusal},
    trader,
};
use kernel::{Amount, BadRow, Command, Decide, Draft, Id, Keys, Overflow, Span, Stop};
use rules::Rulebook;
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

impl HireTerms {
    /// The lines of a hire: the cheapest mix of 24-hour days and begun hours.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn lines(&self, minutes: i64) -> Result<Vec<Line>, Overflow> {
        let times = |amount: Amount, count: i64| amount.0.checked_mul(count).map(Amount).ok_or(Overflow);
        let (whole_days, rest) = (minutes / DAY_MINUTES, minutes % DAY_MINUTES);
        let begun_hours = (rest + 59) / 60;
        let mut best: Option<(Amount, i64, i64)> = None;
        // A day more in place of the hours, or hours in place of a day: no other mix can be cheaper.
        let mixes = [
            (0, whole_days * 24 + begun_hours),
            (whole_days, begun_hours),
            (whole_days + i64::from(rest > 0), 0),
        ];
        for (days, hours) in mixes {
            let cost = times(self.per_day, days)?.plus(times(self.per_hour, hours)?)?;
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, days, hours));
            }
        }
        let Some((_, days, hours)) = best else { return Ok(Vec::new()) };
        let lines =
            [(Label::HireDays, times(self.per_day, days)?), (Label::HireHours, times(self.per_hour, hours)?)];
        let some = lines.into_iter().filter(|(_, amount)| *amount > Amount::ZERO);
        Ok(some.map(|(label, amount)| Line::of_price(label, amount)).collect())
    }

    /// The least that an hour costs, in minor units, rounded down: what bounds a search.
    pub fn least_hourly(&self) -> Amount {
        Amount(self.per_hour.0.min(self.per_day.0 / 24))
    }
}

impl Decide for HoldHire {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.offering.locality();
        keys.one::<User>((locality, self.buyer));
        keys.one::<Offering>((locality, self.offering));
        keys.one::<HireRule>((locality, self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        trader(draft)?;
        let quote = self.quote(draft, Some(self.buyer))?;
        let pays = quote.priced.waterfall.payer_money()?;
        if self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let today = quote.place.zone.calendar().local(draft.now()).date;
        let minutes = Terms::hold_minutes(draft.consult::<Rulebook>()?, today)?;
        let until = held_until(draft.now(), minutes, [self.span.starts_at()]);
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
        let place = directory.place(&offering.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let family = directory.sector(&offering.sector).ok_or(AssetRefusal::UnknownSector)?.family;
        accepts(&offering, &terms, self.span, now)?;
        let resource = self.free_one(draft, &offering, &terms)?;
        let facts = match buyer {
            Some(buyer) => PartyFacts::of(draft, buyer, offering.seller, false)?,
            None => PartyFacts::of_seller(draft, offering.seller)?,
        };
        let deal = Deal {
            sector: &offering.sector,
            mechanism: NAME,
            work_place: &place,
            promise: Promise::Use,
            is_unpaid: false,
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            at: now,
        };
        let today = place.zone.calendar().local(now).date;
        let limits = subsidies::limits(draft, rulebook, terms.currency, buyer)?;
        let waterfall = Waterfall { currency: terms.currency, lines: terms.lines(self.span.minutes())? };
        let assembly = Assembly::new(rulebook, &Terms::on(rulebook, today)?, &deal);
        let priced = assembly.assemble(Sides { facts: &facts, distance_m: 0 }, waterfall, &limits)?;
        Ok(HireQuote { offering, terms, family, place, resource, priced })
    }

    /// The first of the offering's pool that is free for the hire and what is kept free after it.
    fn free_one(
        &self,
        draft: &Draft<'_>,
        offering: &Offering,
        terms: &HireTerms,
    ) -> Result<Id<Resource>, Stop> {
        let until = self.span.ends_at().plus_minutes(terms.buffer_minutes);
        let span = Span::between(self.span.starts_at(), until);
        let span = span.ok_or(OfferRefusal::TooLong { most_days: terms.days_max })?;
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

    fn award(&self, draft: &Draft<'_>, quote: HireQuote) -> Award {
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
            hire_terms: Some(terms),
            pack_hash: priced.verdict.pack_hash.to_string(),
        }
    }
}

fn accepts(
    offering: &Offering,
    terms: &HireTerms,
    span: Span,
    now: kernel::Timestamp,
) -> Result<(), OfferRefusal> {
    let earliest = now.plus_minutes(terms.notice_minutes);
    if offering.stage != OfferingStage::Open {
        return Err(OfferRefusal::NotOpen);
    }
    if span.starts_at() <= now {
        return Err(OfferRefusal::Past);
    }
    if span.starts_at() < earliest {
        return Err(OfferRefusal::TooSoon { earliest });
    }
    if span.minutes() < terms.minimum_minutes {
        return Err(OfferRefusal::TooShort { least_minutes: terms.minimum_minutes });
    }
    if span.minutes() > terms.days_max * DAY_MINUTES {
        return Err(OfferRefusal::TooLong { most_days: terms.days_max });
    }
    Ok(())
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
