//! What the finder takes in: rows by the name of their table, as they are stored.

use crate::area::{Area, Touch};
use crate::known::{Hours, Known};
use kernel::{Amount, BadRow, Currency, Day, Field, Id, Record, Slots, Table, Value};
use ledger::{Account, Class, Holder};
use market::options::subsidies::{FundDay, FundTotal, FundUse};
use market::users::{
    Person, User,
    assets::{Offering, PriceRule, Resource},
    availability::{AvailabilityException, ResourceDay, UsualWeek},
    registration::Credential,
    reliability::{PairRecord, TrackRecord},
};
use std::sync::Arc;

/// One row of a table: its key, and the whole of it unless it was removed.
pub(crate) struct Fact<'a> {
    pub(crate) key: &'a [Value],
    pub(crate) row: Option<&'a [Value]>,
}

type Intake = fn(&mut Area, &Fact<'_>) -> Result<Touch, BadRow>;

/// The tables that the finder is made from, each with what takes its rows in: those first that have a row for every
/// user, resource or offering, so that an area is filled in the order of its keys. Owners of resources are not among
/// them: an offering names its seller itself.
const INTAKES: &[(&Table, Intake)] = &[
    (User::TABLE, user),
    (Person::TABLE, person),
    (Credential::TABLE, credential),
    (TrackRecord::TABLE, track_record),
    (PairRecord::TABLE, pair_record),
    (FundUse::TABLE, fund_use),
    (FundDay::TABLE, fund_day),
    (FundTotal::TABLE, fund_total),
    (Account::TABLE, account),
    (UsualWeek::TABLE, usual_week),
    (AvailabilityException::TABLE, exception),
    (ResourceDay::TABLE, resource_day),
    (Offering::TABLE, offering),
    (PriceRule::TABLE, price_rule),
];

/// The tables that the finder is made from.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    INTAKES.iter().map(|(table, _)| *table)
}

/// Whether rows of a table are taken in.
pub(crate) fn is_taken_in(table: &Table) -> bool {
    tables().any(|known| known.name == table.name)
}

/// Takes one row in; rows of other tables are passed over.
///
/// # Errors
/// [`BadRow`] when the row does not fit its record.
pub(crate) fn take_in(area: &mut Area, table: &str, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    match INTAKES.iter().find(|(known, _)| known.name == table) {
        Some((_, intake)) => intake(area, fact),
        None => Ok(Touch::None),
    }
}

impl Fact<'_> {
    /// The record; `None` when the row was removed.
    fn record<R: Record>(&self) -> Result<Option<R>, BadRow> {
        self.row.map(R::from_row).transpose()
    }

    /// A part of the key.
    pub(crate) fn part<F: Field>(&self, at: usize) -> Result<F, BadRow> {
        let value = self.key.get(at).ok_or_else(|| BadRow(format!("the key has no part {at}")))?;
        F::from_value(value)
    }
}

fn edit_user(area: &mut Area, user: Id<User>, edit: impl FnOnce(&mut Known)) -> Touch {
    area.users.edit(&user, |known| edit(Arc::make_mut(known)));
    Touch::None
}

fn edit_hours(
    area: &mut Area,
    (resource, day): (Id<Resource>, Option<Day>),
    edit: impl FnOnce(&mut Hours),
) -> Touch {
    area.hours.edit(&resource, |hours| edit(Arc::make_mut(hours)));
    Touch::Hours(resource, day)
}

fn user(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let user = fact.record::<User>()?;
    Ok(edit_user(area, fact.part(1)?, |known| known.wants_tax_pot = user.map(|user| user.wants_tax_pot)))
}

fn person(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let person = fact.record::<Person>()?;
    Ok(edit_user(area, fact.part(1)?, |known| {
        known.born_on = person.as_ref().and_then(|person| person.born_on);
        known.display_name = person.map(|person| person.display_name.into());
    }))
}

fn credential(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (credential, claim) = (fact.record::<Credential>()?, fact.part::<String>(2)?);
    Ok(edit_user(area, fact.part(1)?, |known| {
        let others = known.credentials.iter().filter(|known| known.claim != claim);
        let mut all: Vec<_> = others.cloned().chain(credential).collect();
        all.sort_by(|a, b| a.claim.cmp(&b.claim));
        known.credentials = all.into();
    }))
}

fn track_record(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let track = fact.record::<TrackRecord>()?;
    Ok(edit_user(area, fact.part(1)?, |known| known.track = track))
}

fn pair_record(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (pair, seller) = (fact.record::<PairRecord>()?, fact.part(2)?);
    let count = pair.map(|pair| pair.completed_count);
    Ok(edit_user(area, fact.part(1)?, |known| known.bought_from.put(seller, count)))
}

fn fund_use(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (fund, used) = (fact.part::<Id<Holder>>(1)?, fact.record::<FundUse>()?.map(|row| row.used));
    Ok(edit_user(area, fact.part(2)?, |known| known.used.put(fund, used)))
}

fn fund_day(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let used = fact.record::<FundDay>()?.map_or(Amount::ZERO, |row| row.used);
    area.fund_days.edit(&(fact.part(1)?, fact.part(2)?), |kept| *kept = used);
    Ok(Touch::None)
}

fn fund_total(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let used = fact.record::<FundTotal>()?.map_or(Amount::ZERO, |row| row.used);
    area.fund_totals.edit(&fact.part(1)?, |kept| *kept = used);
    Ok(Touch::None)
}

fn account(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    if fact.part::<Class>(2)? == Class::Fund {
        let left = fact.record::<Account>()?.map_or(Amount::ZERO, |account| account.available);
        area.funds.edit(&(fact.part(1)?, fact.part::<Currency>(3)?), |kept| *kept = left);
    }
    Ok(Touch::None)
}

fn usual_week(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let week = fact.record::<UsualWeek>()?;
    Ok(edit_hours(area, (fact.part(1)?, None), |hours| hours.week = week))
}

fn exception(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (id, exception) = (fact.part(2)?, fact.record::<AvailabilityException>()?);
    Ok(edit_hours(area, (fact.part(1)?, None), |hours| hours.exceptions.put(id, exception)))
}

fn resource_day(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (day, taken) = (fact.part(2)?, fact.record::<ResourceDay>()?);
    // A day that nothing is taken of any more is as good as none.
    let busy = taken.map(|taken| taken.busy).filter(|busy: &Slots| !busy.is_empty());
    Ok(edit_hours(area, (fact.part(1)?, Some(day)), |hours| hours.busy.put(day, busy)))
}

fn offering(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (id, offering) = (fact.part::<Id<Offering>>(1)?, fact.record::<Offering>()?);
    let sold = area.offers.get(&id).and_then(|offer| offer.offering.as_ref());
    let (before, sold) = (area.posted(id), sold.map(|offering| offering.resource));
    if let Some(resource) = sold {
        area.hours.edit(&resource, |hours| Arc::make_mut(hours).offerings.put(id, None));
    }
    if let Some(offering) = &offering {
        area.hours.edit(&offering.resource, |hours| Arc::make_mut(hours).offerings.put(id, Some(())));
    }
    area.offers.edit(&id, |offer| Arc::make_mut(offer).offering = offering);
    Ok(Touch::Offer(id, before))
}

fn price_rule(area: &mut Area, fact: &Fact<'_>) -> Result<Touch, BadRow> {
    let (id, rule) = (fact.part::<Id<Offering>>(1)?, fact.record::<PriceRule>()?);
    let before = area.posted(id);
    area.offers.edit(&id, |offer| Arc::make_mut(offer).price_rule = rule);
    Ok(Touch::Offer(id, before))
}
