//! Holding hours of work at the price of this moment.

use super::{NAME, OfferRefusal, Offered, Pricing, Requirement, just_before};
use crate::concession::Terms;
use crate::directory::{Directory, Family, WorkPlace};
use crate::options::{assembly::Priced, blocks, booking_checks::PartyFacts, subsidies::Subsidies};
use crate::support::escrow::{self, Held, OpenHold, held_until};
use crate::trade::arrival::{ArrivalNote, ArrivalRefusal, Destination};
use crate::trade::award::{Award, AwardPart};
use crate::trade::part::{Funds, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Awaits, Kind, Trade, TradeRefusal};
use crate::users::{
    Person, Street, User,
    assets::{self, AssetRefusal, Offering, PriceRule},
    availability, confirmed_trader, found_seller,
};
use kernel::{
    Amount, BadRow, Command, Currency, Decide, Draft, Id, Keys, PostCode, ReadStop, Span, Stop, Timestamp,
    together,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Keeps hours of an offering for a buyer, at the price of this moment.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("stored_availability.hold_work", locality = self.offering.locality())]
pub struct HoldWork {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// Which offering.
    pub offering: Id<Offering>,
    /// When the work is.
    pub span: Span,
    /// Where the work is.
    pub post_code: PostCode,
    /// Street and number; without it the buyer's own, where that is in the post code.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// What to know on arriving: which door, whom to ask for, what to wear. For the seller alone, once it is agreed.
    pub note: Option<ArrivalNote>,
    /// What the buyer saw that they would pay; a hold at another price is refused.
    pub expected_pay: Option<Amount>,
}

/// An offering of work for some hours at a place, priced.
#[derive(Clone, Debug)]
pub struct WorkQuote {
    /// The offering.
    pub offering: Offering,
    /// What it is priced for.
    pub requirement: Requirement,
    /// How far the seller travels, in meters.
    pub distance_m: i64,
    /// The last moment at which it can be agreed to at this price.
    pub agree_by: Timestamp,
    /// Its price and the rulebook's verdict.
    pub priced: Priced,
}

impl Decide for HoldWork {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.offering.locality();
        keys.one::<User>((locality, self.buyer));
        keys.one::<Person>((locality, self.buyer));
        OpenHold::reads(keys, locality, self.buyer);
        keys.one::<Offering>((locality, self.offering));
        keys.one::<PriceRule>((locality, self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        confirmed_trader(draft)?;
        let quote = self.quote(draft, Some(self.buyer))?;
        let pays = quote.priced.waterfall.payer_money()?;
        if self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let place = &quote.requirement.work_place;
        let today = place.zone.calendar().local(draft.now()).date;
        let minutes = Terms::hold_minutes(draft.consult::<Rulebook>()?, today)?;
        let until = held_until(draft.now(), minutes, Some(quote.agree_by));
        let street = street_of(draft, self.buyer, self.street.clone(), place)?;
        let destination = Destination { street, note: self.note.clone() };
        let award = quote.award(NAME, draft.id(), self.buyer, destination)?;
        escrow::hold(draft, &award, until, Awaits::Buyer)
    }
}

impl HoldWork {
    /// What the hold would cost: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that the hold would meet.
    pub fn quote(&self, draft: &Draft<'_>, buyer: Option<Id<User>>) -> Result<WorkQuote, Stop> {
        let Self { offering, span, post_code, .. } = *self;
        WorkAsked { mechanism: NAME, offering, span, post_code }.quote(draft, buyer, Subsidies::Funds)
    }

    /// The buyer's own street, where that is at the place of the work.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn own_street(&self, draft: &Draft<'_>, place: &WorkPlace) -> Result<Option<Street>, ReadStop> {
        own_street(draft, self.buyer, place)
    }
}

/// Hours of an offering at a place, by whichever mechanism they are sold.
#[derive(Clone, Copy, Debug)]
pub struct WorkAsked {
    /// The mechanism, by its name.
    pub mechanism: &'static str,
    /// Which offering.
    pub offering: Id<Offering>,
    /// When the work is.
    pub span: Span,
    /// Where the work is.
    pub post_code: PostCode,
}

impl WorkAsked {
    /// What it costs a buyer at this moment, if it is to be had.
    ///
    /// # Errors
    /// The first refusal that it meets: of its seller, of the rulebook, or because its hours are taken.
    pub fn quote(
        &self,
        draft: &Draft<'_>,
        buyer: Option<Id<User>>,
        counts_on: Subsidies,
    ) -> Result<WorkQuote, Stop> {
        let (locality, now) = (draft.locality(), draft.now());
        let offering = draft.get::<Offering>((locality, self.offering))?;
        if Some(offering.seller) == buyer {
            return Err(TradeRefusal::OwnOffering.into());
        }
        assets::family(draft, &offering, &[Family::Work])?;
        let terms = draft.find::<PriceRule>((locality, self.offering))?.map(|rule| rule.terms);
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let work_place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let is_unpaid = terms.is_none();
        let local = rulebook.jurisdiction(&work_place.jurisdiction);
        let local = local.and_then(|jurisdiction| Currency::new(&jurisdiction.currency.code));
        let currency = terms.as_ref().map(|terms| terms.currency).or(local);
        let currency = currency.ok_or_else(|| BadRow("a place has a currency".to_owned()))?;
        let distance_m = offering.point().meters_to(work_place.point);
        let today = work_place.zone.calendar().local(now).date;
        let sector = offering.sector.clone();
        let requirement = Requirement { sector, work_place, span: self.span, is_unpaid, currency };
        let known = together(
            PartyFacts::of(draft, buyer, offering.seller, is_unpaid),
            counts_on.limits(draft, rulebook, currency, buyer),
        );
        let ((parties, limits), ()) = together(known, self.ask_hours(draft, &offering))?;
        found_seller(draft, offering.seller)?;
        blocks::none_between(draft, buyer, offering.seller)?;
        let today_terms = Terms::on(rulebook, today)?;
        // What a listing alone shows has no hours to be had.
        let resource = offering.resource.ok_or(OfferRefusal::NotOpen)?;
        let waives_notice = availability::waives_notice(draft, resource, self.span)?;
        let offered = Offered {
            offering: &offering,
            terms: terms.as_ref(),
            parties: &parties,
            waives_notice,
            distance_m,
        };
        let priced = Pricing::by(self.mechanism, &requirement, rulebook, &today_terms, now)
            .option(offered, &limits)?;
        availability::may_take(draft, resource, self.span)?;
        let starts_at = self.span.starts_at();
        let asked = terms.as_ref().map(|terms| terms.agree_by(starts_at, now, waives_notice));
        let agree_by = asked.unwrap_or(just_before(starts_at));
        Ok(WorkQuote { offering, requirement, distance_m, agree_by, priced })
    }

    /// Asks for the hours that are to be taken, which only the offering can name.
    fn ask_hours(&self, draft: &Draft<'_>, offering: &Offering) -> Result<(), ReadStop> {
        let mut keys = Keys::default();
        if let Some(resource) = offering.resource {
            availability::reads(&mut keys, draft.locality(), resource, self.span);
        }
        draft.ask(keys)
    }
}

impl WorkQuote {
    /// What the mechanism comes to, when a buyer has it.
    ///
    /// # Errors
    /// [`BadRow`] when the offering has no resource.
    pub fn award(
        self,
        mechanism: &'static str,
        id: Id<Trade>,
        buyer: Id<User>,
        destination: Destination,
    ) -> Result<Award, BadRow> {
        let Self { offering, requirement, distance_m, agree_by, priced } = self;
        let (resource, span) = (offering.resource.ok_or_else(no_resource)?, requirement.span);
        let part = AwardPart {
            promise: Promise::Work,
            starts_at: span.starts_at(),
            ends_at: span.ends_at(),
            hours_of: Some((resource, 0)),
            offering: Some(offering.id),
            quantity: span.minutes(),
            unit: Unit::Minutes,
            distance_m,
            price: priced.waterfall,
            items: Vec::new(),
            funds: Funds::AtOnce,
            funds_at: None,
            after: None,
            is_handed_over: true,
        };
        Ok(Award {
            id,
            kind: Kind::Work,
            mechanism,
            buyer,
            seller: offering.seller,
            sector: offering.sector,
            work_place: requirement.work_place,
            parts: vec![part],
            hire_terms: None,
            destination: Some(destination),
            agree_by: Some(agree_by),
            pack_hash: priced.verdict.pack_hash.to_string(),
        })
    }
}

fn no_resource() -> BadRow {
    BadRow("an offering of work has a resource".to_owned())
}

/// A buyer's own street, where that is at the place of the work.
fn own_street(draft: &Draft<'_>, buyer: Id<User>, place: &WorkPlace) -> Result<Option<Street>, ReadStop> {
    let person = draft.find::<Person>((draft.locality(), buyer))?;
    Ok(person.filter(|person| person.post_code == place.post_code).and_then(|person| person.street))
}

/// Where the seller goes: the street that was typed, or the buyer's own.
///
/// # Errors
/// [`ArrivalRefusal::NoStreet`] when there is neither.
pub fn street_of(
    draft: &Draft<'_>,
    buyer: Id<User>,
    typed: Option<Street>,
    place: &WorkPlace,
) -> Result<Street, Stop> {
    let street = match typed {
        Some(street) => Some(street),
        None => own_street(draft, buyer, place)?,
    };
    Ok(street.ok_or(ArrivalRefusal::NoStreet)?)
}
