//! The same work again, week by week: single bookings that are looked at and held together, each like any other.
//!
//! ```text
//! quotes ──▶ HoldWeeks ──(each of the chosen weeks)──▶ HoldWork ──▶ support::escrow::hold, awaiting the buyer
//! ```

use super::work::{HoldWork, WorkQuote};
use crate::concession::weeks_ahead_max;
use crate::options::{booking_checks::PartyFacts, subsidies};
use crate::support::escrow::{Held, OpenHold};
use crate::trade::arrival::Arrival;
use crate::trade::full::FullTrade;
use crate::trade::part::Part;
use crate::trade::procedure::Promise;
use crate::trade::{Side, Trade, TradeRefusal};
use crate::users::{
    Person, User,
    assets::{Offering, PriceRule},
    availability,
};
use kernel::{Amount, Asks, Command, Decide, Draft, Id, Keys, ReadStop, Refusal, Span, Stop, together};
use rules::Rulebook;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A week, in minutes of the wall clock.
const WEEK_MINUTES: i64 = 7 * 24 * 60;

/// A week that was chosen.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekChosen {
    /// How many weeks after the booking, from 1.
    pub week: i64,
    /// What the buyer saw that they would pay for it; a hold at another price is refused.
    pub expected_pay: Amount,
}

/// Why weeks are not held.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("weeks")]
pub enum WeeksRefusal {
    /// None was chosen, one twice, or one that is too far off.
    NotTheseWeeks {
        /// How many weeks ahead there are.
        most: i64,
    },
}

/// Holds the same work again in some of the weeks that follow: all of those that are chosen, or none.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("stored_availability.hold_weeks")]
pub struct HoldWeeks {
    /// Like which trade: one that the acting user bought.
    pub trade: Id<Trade>,
    /// Which weeks.
    pub weeks: Vec<WeekChosen>,
}

impl Decide for HoldWeeks {
    type Done = Vec<Held>;

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Vec<Held>, Stop> {
        let pattern = Pattern::of(draft, self.trade)?;
        let chosen: BTreeSet<i64> = self.weeks.iter().map(|chosen| chosen.week).collect();
        let is_within = |week: &i64| (1..=pattern.most).contains(week);
        if chosen.is_empty() || chosen.len() != self.weeks.len() || !chosen.iter().all(is_within) {
            return Err(WeeksRefusal::NotTheseWeeks { most: pattern.most }.into());
        }
        let mut held = Vec::new();
        for WeekChosen { week, expected_pay } in &self.weeks {
            let hold = pattern.hold(*week).ok_or(WeeksRefusal::NotTheseWeeks { most: pattern.most })?;
            let mut keys = Keys::default();
            hold.reads(&mut keys);
            draft.ask(keys)?;
            held.push(HoldWork { expected_pay: Some(*expected_pay), ..hold }.decide(draft)?);
        }
        Ok(held)
    }
}

/// One of the weeks that follow, as its hold would make it.
#[derive(Debug)]
pub struct WeekQuoted {
    /// How many weeks after the booking.
    pub week: i64,
    /// When.
    pub span: Span,
    /// Its price, or why it cannot be.
    pub quote: Result<WorkQuote, Box<dyn Refusal>>,
}

/// The weeks that follow a booking.
#[derive(Debug)]
pub struct Weeks {
    /// The booking.
    pub trade: Trade,
    /// What its seller is called, unless that is erased.
    pub seller_name: Option<String>,
    /// Each week that could be chosen.
    pub quoted: Vec<WeekQuoted>,
}

/// Every week that could be chosen, for the buyer of a trade.
///
/// # Errors
/// As [`HoldWeeks`] for whoever did not buy it, and for what is no work.
pub fn quotes(draft: &Draft<'_>, trade: Id<Trade>) -> Result<Weeks, Stop> {
    let pattern = Pattern::of(draft, trade)?;
    let mut needed = Keys::default();
    let mut quoted = Vec::new();
    for week in 1..=pattern.most {
        let Some(hold) = pattern.hold(week) else { continue };
        // What one week still needs is asked for together with what the others need.
        let quote = match hold.quote(draft, Some(hold.buyer)) {
            Ok(quote) => Ok(quote),
            Err(Stop::Refused(refusal)) => Err(refusal),
            Err(Stop::Need(keys)) => {
                needed.extend(keys);
                continue;
            }
            Err(stop) => return Err(stop),
        };
        quoted.push(WeekQuoted { week, span: hold.span, quote });
    }
    if !needed.is_empty() {
        return Err(Stop::Need(needed));
    }
    let seller = draft.find::<Person>((draft.locality(), pattern.trade.seller))?;
    let seller_name = seller.map(|seller| seller.display_name.into());
    Ok(Weeks { trade: pattern.trade, seller_name, quoted })
}

fn reads(keys: &mut Keys, trade: Id<Trade>) {
    FullTrade::reads(keys, trade);
    keys.one::<Arrival>((trade.locality(), trade));
}

/// What is to be the same every week.
struct Pattern {
    trade: Trade,
    part: Part,
    arrival: Option<Arrival>,
    most: i64,
}

impl Pattern {
    fn of(draft: &Draft<'_>, id: Id<Trade>) -> Result<Self, Stop> {
        let mut keys = Keys::default();
        reads(&mut keys, id);
        draft.ask(keys)?;
        let full = FullTrade::of(draft, id)?;
        if full.trade.side(draft.actor()) != Some(Side::Buyer) {
            return Err(TradeRefusal::NotTheBuyer.into());
        }
        let work = full.whole_parts().find(|part| part.promise == Promise::Work && part.offering.is_some());
        let part = work.ok_or(TradeRefusal::NotOfThisKind)?.clone();
        if full.trade.booked_at.is_none() {
            return Err(TradeRefusal::NotNow { stage: full.trade.stage.word() }.into());
        }
        let today = full.trade.zone.calendar().local(draft.now()).date;
        let most = weeks_ahead_max(draft.consult::<Rulebook>()?, today)?;
        let arrival = draft.find::<Arrival>((draft.locality(), id))?;
        let is_unpaid = full.is_unpaid();
        let pattern = Self { part, arrival, most, trade: full.trade };
        let Trade { buyer, seller, .. } = pattern.trade;
        // What the weeks share is asked for at once; the trade names all of it.
        let parties = PartyFacts::of(draft, Some(buyer), seller, is_unpaid);
        let rulebook = draft.consult::<Rulebook>()?;
        let limits = subsidies::limits(draft, rulebook, pattern.trade.currency, Some(buyer));
        together(pattern.ask(draft), together(parties, limits))?;
        Ok(pattern)
    }

    /// Asks for what the weeks share, and for the hours of each.
    fn ask(&self, draft: &Draft<'_>) -> Result<(), ReadStop> {
        let (mut keys, locality) = (Keys::default(), draft.locality());
        for side in [self.trade.buyer, self.trade.seller] {
            keys.one::<User>((locality, side));
            keys.one::<Person>((locality, side));
        }
        OpenHold::reads(&mut keys, locality, self.trade.buyer);
        if let Some(offering) = self.part.offering {
            keys.one::<Offering>((locality, offering));
            keys.one::<PriceRule>((locality, offering));
        }
        let spans = (1..=self.most).filter_map(|week| Some(self.hold(week)?.span));
        for (span, resource) in spans.zip(std::iter::repeat(self.part.resource)) {
            if let Some(resource) = resource {
                availability::reads(&mut keys, locality, resource, span);
            }
        }
        draft.ask(keys)
    }

    /// The hold of a week: the same hours on the clock on the wall.
    fn hold(&self, week: i64) -> Option<HoldWork> {
        let calendar = self.trade.zone.calendar();
        let first = calendar.local(self.part.starts_at);
        let starts_at = calendar.timestamp(first.date, first.minute + week.checked_mul(WEEK_MINUTES)?)?;
        let minutes = self.part.ends_at.minutes_since(self.part.starts_at);
        Some(HoldWork {
            buyer: self.trade.buyer,
            offering: self.part.offering?,
            span: Span::between(starts_at, starts_at.plus_minutes(minutes))?,
            post_code: self.trade.post_code,
            street: self.arrival.as_ref().map(|arrival| arrival.street.clone()),
            note: self.arrival.as_ref().and_then(|arrival| arrival.note.clone()),
            expected_pay: None,
        })
    }
}

#[cfg(test)]
mod tests;
