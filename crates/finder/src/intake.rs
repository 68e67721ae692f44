//! What the finder takes in: rows by the name of their table, as they are stored.

use crate::area::{Area, Effect};
use crate::asset_facts::{GoodsFacts, HireFacts, Title};
use crate::hours::Hours;
use crate::listing_search::ListingText;
use crate::user_facts::UserFacts;
use kernel::{Amount, BadRow, Currency, Day, Field, Id, Record, Slots, Table, Value};
use ledger::{Account, Class, Holder};
use market::mechanisms::listings::Listing;
use market::options::blocks::Block;
use market::options::subsidies::{FundDay, FundTotal, FundUse, HeldFund};
use market::users::{
    Person, User,
    assets::{HireRule, ItemPrice, Offering, OfferingStage, OfferingText, PoolResource, PriceRule, Resource},
    availability::{AvailabilityException, ResourceDay, UsualWeek},
    registration::Credential,
    reliability::{PairRecord, TrackRecord},
    stock::Stock,
};
use std::sync::Arc;

/// One row of a table: its key, and the whole of it unless it was removed.
pub(crate) struct Fact<'a> {
    pub(crate) key: &'a [Value],
    pub(crate) row: Option<&'a [Value]>,
}

type Intake = fn(&mut Area, &Fact<'_>) -> Result<Effect, BadRow>;

/// The tables that the finder is made from, each with what takes its rows in: those first that have a row for every
/// user, resource or offering, so that an area is filled in the order of its keys. Owners of resources are not among
/// them: an offering names its seller itself.
const INTAKES: &[(&Table, Intake)] = &[
    (User::TABLE, user),
    (Person::TABLE, person),
    (Credential::TABLE, credential),
    (TrackRecord::TABLE, track_record),
    (PairRecord::TABLE, pair_record),
    (Block::TABLE, block),
    (FundUse::TABLE, fund_use),
    (FundDay::TABLE, fund_day),
    (FundTotal::TABLE, fund_total),
    (HeldFund::TABLE, held_fund),
    (Account::TABLE, account),
    (UsualWeek::TABLE, usual_week),
    (AvailabilityException::TABLE, exception),
    (ResourceDay::TABLE, resource_day),
    (Offering::TABLE, offering),
    (PriceRule::TABLE, price_rule),
    // Before the texts: only those of listings are kept whole.
    (Listing::TABLE, listing),
    (OfferingText::TABLE, offering_text),
    (HireRule::TABLE, hire_rule),
    (PoolResource::TABLE, pool_resource),
    (ItemPrice::TABLE, item_price),
    (Stock::TABLE, stock),
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
pub(crate) fn take_in(area: &mut Area, table: &str, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    match INTAKES.iter().find(|(known, _)| known.name == table) {
        Some((_, intake)) => intake(area, fact),
        None => Ok(Effect::None),
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

fn edit_user(area: &mut Area, user: Id<User>, edit: impl FnOnce(&mut UserFacts)) -> Effect {
    area.users.edit(&user, |facts| edit(Arc::make_mut(facts)));
    Effect::None
}

fn edit_hours(
    area: &mut Area,
    resource: Id<Resource>,
    day: Option<Day>,
    edit: impl FnOnce(&mut Hours),
) -> Effect {
    area.hours.edit(&resource, |hours| edit(Arc::make_mut(hours)));
    Effect::Hours(resource, day)
}

fn user(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let user = fact.record::<User>()?;
    // Whoever is not to be found is as if there were no account.
    let found = user.filter(User::is_found);
    Ok(edit_user(area, fact.part(1)?, |facts| facts.wants_tax_pot = found.map(|user| user.wants_tax_pot)))
}

fn person(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let person = fact.record::<Person>()?;
    Ok(edit_user(area, fact.part(1)?, |facts| {
        facts.born_on = person.as_ref().and_then(|person| person.born_on);
        facts.display_name = person.map(|person| person.display_name.as_str().into());
    }))
}

fn credential(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (credential, claim) = (fact.record::<Credential>()?, fact.part::<String>(2)?);
    Ok(edit_user(area, fact.part(1)?, |facts| {
        let others = facts.credentials.iter().filter(|known| known.claim != claim);
        let mut all: Vec<_> = others.cloned().chain(credential).collect();
        all.sort_by(|a, b| a.claim.cmp(&b.claim));
        facts.credentials = all.into();
    }))
}

fn track_record(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let track = fact.record::<TrackRecord>()?;
    Ok(edit_user(area, fact.part(1)?, |facts| facts.track = track))
}

fn pair_record(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (pair, seller) = (fact.record::<PairRecord>()?, fact.part(2)?);
    let together = pair.map(|pair| pair.together());
    Ok(edit_user(area, fact.part(1)?, |facts| facts.bought_from.put(seller, together)))
}

fn block(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (owner, other) = (fact.part::<Id<User>>(1)?, fact.part::<Id<User>>(2)?);
    let is_blocked = fact.record::<Block>()?.map(|_| ());
    edit_user(area, owner, |facts| facts.blocks.put(other, is_blocked));
    Ok(edit_user(area, other, |facts| facts.blocked_by.put(owner, is_blocked)))
}

fn fund_use(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (fund, used) = (fact.part::<Id<Holder>>(1)?, fact.record::<FundUse>()?.map(|row| row.used));
    Ok(edit_user(area, fact.part(2)?, |facts| facts.used.put(fund, used)))
}

fn fund_day(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let used = fact.record::<FundDay>()?.map_or(Amount::ZERO, |row| row.used);
    area.fund_days.edit(&(fact.part(1)?, fact.part(2)?), |kept| *kept = used);
    Ok(Effect::None)
}

fn fund_total(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let used = fact.record::<FundTotal>()?.map_or(Amount::ZERO, |row| row.used);
    area.fund_totals.edit(&fact.part(1)?, |kept| *kept = used);
    Ok(Effect::None)
}

fn held_fund(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let held = fact.record::<HeldFund>()?.map_or(Amount::ZERO, |row| row.held);
    area.held_funds.edit(&(fact.part(1)?, fact.part::<Currency>(2)?), |kept| *kept = held);
    Ok(Effect::None)
}

fn account(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    if fact.part::<Class>(2)? == Class::Fund {
        let left = fact.record::<Account>()?.map_or(Amount::ZERO, |account| account.available);
        area.funds.edit(&(fact.part(1)?, fact.part::<Currency>(3)?), |kept| *kept = left);
    }
    Ok(Effect::None)
}

fn usual_week(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let week = fact.record::<UsualWeek>()?;
    Ok(edit_hours(area, fact.part(1)?, None, |hours| hours.week = week))
}

fn exception(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (id, exception) = (fact.part(2)?, fact.record::<AvailabilityException>()?);
    Ok(edit_hours(area, fact.part(1)?, None, |hours| hours.exceptions.put(id, exception)))
}

fn resource_day(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (day, taken) = (fact.part(2)?, fact.record::<ResourceDay>()?);
    // A day of which nothing is taken is not stored: free hours are the same without it.
    let busy = taken.map(|taken| taken.busy).filter(|busy: &Slots| !busy.is_empty());
    Ok(edit_hours(area, fact.part(1)?, Some(day), |hours| hours.busy.put(day, busy)))
}

fn offering(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (id, offering) = (fact.part::<Id<Offering>>(1)?, fact.record::<Offering>()?);
    let known = area.offers.get(&id).and_then(|offer| offer.offering.as_ref());
    let (before, sold) = (area.posted(id), known.and_then(|offering| offering.resource));
    if let Some(resource) = sold {
        area.hours.edit(&resource, |hours| Arc::make_mut(hours).offerings.put(id, None));
    }
    if let Some(resource) = offering.as_ref().and_then(|offering| offering.resource) {
        area.hours.edit(&resource, |hours| Arc::make_mut(hours).offerings.put(id, Some(())));
    }
    if offering.as_ref().is_none_or(|offering| offering.stage != OfferingStage::Listed)
        && area.listings.get(&id.cast()).is_some()
    {
        area.listings.edit(&id.cast(), |facts| Arc::make_mut(facts).text = None);
    }
    area.offers.edit(&id, |offer| Arc::make_mut(offer).offering = offering);
    Ok(Effect::Offer(id, before))
}

fn price_rule(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (id, rule) = (fact.part::<Id<Offering>>(1)?, fact.record::<PriceRule>()?);
    let before = area.posted(id);
    area.offers.edit(&id, |offer| Arc::make_mut(offer).terms = rule.map(|rule| rule.terms));
    Ok(Effect::Offer(id, before))
}

fn listing(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let listing = fact.record::<Listing>()?;
    area.listings.edit(&fact.part(1)?, |facts| Arc::make_mut(facts).keep(listing));
    Ok(Effect::None)
}

fn offering_text(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let text = fact.record::<OfferingText>()?;
    let offering = fact.part::<Id<Offering>>(1)?;
    let stage = area.offers.get(&offering).and_then(|offer| Some(offer.offering.as_ref()?.stage));
    // Rows come in any order: what turns out to be of no listing is dropped with its offering.
    if stage.is_none_or(|stage| stage == OfferingStage::Listed) {
        let body = |text: &OfferingText| text.description.as_deref().unwrap_or_default().into();
        let kept =
            text.as_ref().map(|text| ListingText { title: text.title.as_str().into(), body: body(text) });
        area.listings.edit(&offering.cast(), |facts| Arc::make_mut(facts).text = kept);
    }
    area.titles.edit(&fact.part(1)?, |title| *title = text.map(|text| Title::of(&text.title)));
    Ok(Effect::None)
}

fn edit_hire(area: &mut Area, offering: Id<Offering>, edit: impl FnOnce(&mut HireFacts)) {
    area.hires.edit(&offering, |hire| edit(Arc::make_mut(hire)));
}

fn edit_goods(area: &mut Area, offering: Id<Offering>, edit: impl FnOnce(&mut GoodsFacts)) {
    area.goods.edit(&offering, |goods| edit(Arc::make_mut(goods)));
}

fn hire_rule(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (id, rule) = (fact.part::<Id<Offering>>(1)?, fact.record::<HireRule>()?);
    let before = area.posted(id);
    edit_hire(area, id, |hire| hire.terms = rule.map(|rule| rule.terms));
    Ok(Effect::Offer(id, before))
}

fn pool_resource(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (id, resource) = (fact.part(1)?, fact.part(2)?);
    edit_hire(area, id, |hire| hire.others.put(resource, fact.row.map(|_| ())));
    Ok(Effect::None)
}

fn item_price(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let (id, price) = (fact.part::<Id<Offering>>(1)?, fact.record::<ItemPrice>()?);
    let before = area.posted(id);
    edit_goods(area, id, |goods| goods.terms = price.map(|price| price.terms));
    Ok(Effect::Offer(id, before))
}

fn stock(area: &mut Area, fact: &Fact<'_>) -> Result<Effect, BadRow> {
    let stock = fact.record::<Stock>()?;
    edit_goods(area, fact.part(1)?, |goods| goods.left = stock.map(|stock| stock.free()));
    Ok(Effect::None)
}
