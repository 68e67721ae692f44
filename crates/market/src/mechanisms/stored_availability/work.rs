//! Holding hours of work at the price of this moment.

use super::{Candidate, Conditions, NAME, Requirement, just_before};
use crate::concession::Terms;
use crate::directory::{Directory, Family, WorkPlace};
use crate::options::{assembly::Priced, booking_checks::PartyFacts, subsidies};
use crate::support::escrow::{self, Held, OpenHold, held_until};
use crate::trade::arrival::{ArrivalNote, ArrivalRefusal, Destination};
use crate::trade::award::{Award, AwardPart};
use crate::trade::part::{Funds, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Awaits, Kind, TradeRefusal};
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
        let destination = self.destination(draft, place)?;
        escrow::hold(draft, &self.award(draft, quote, destination)?, until, Awaits::Buyer)
    }
}

impl HoldWork {
    /// What the hold would cost: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that the hold would meet.
    pub fn quote(&self, draft: &Draft<'_>, buyer: Option<Id<User>>) -> Result<WorkQuote, Stop> {
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
            subsidies::limits(draft, rulebook, currency, buyer),
        );
        let ((parties, limits), ()) = together(known, self.ask_hours(draft, &offering))?;
        found_seller(draft, offering.seller)?;
        let conditions = Conditions { rulebook, terms: &Terms::on(rulebook, today)?, limits: &limits, now };
        let resource = offering.resource.ok_or_else(no_resource)?;
        let waives_notice = availability::waives_notice(draft, resource, self.span)?;
        let candidate = Candidate { offering, terms, parties, waives_notice };
        let priced = candidate.option(&requirement, conditions)?;
        availability::may_take(draft, resource, self.span)?;
        let starts_at = self.span.starts_at();
        let asked = candidate.terms.as_ref().map(|terms| terms.agree_by(starts_at, now, waives_notice));
        let agree_by = asked.unwrap_or(just_before(starts_at));
        Ok(WorkQuote { offering: candidate.offering, requirement, distance_m, agree_by, priced })
    }

    /// The buyer's own street, where that is at the place of the work.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn own_street(&self, draft: &Draft<'_>, place: &WorkPlace) -> Result<Option<Street>, ReadStop> {
        let person = draft.find::<Person>((draft.locality(), self.buyer))?;
        Ok(person.filter(|person| person.post_code == place.post_code).and_then(|person| person.street))
    }

    /// Where the seller goes: the street that was typed, or the buyer's own.
    fn destination(&self, draft: &Draft<'_>, place: &WorkPlace) -> Result<Destination, Stop> {
        let street = match self.street.clone() {
            Some(street) => Some(street),
            None => self.own_street(draft, place)?,
        };
        Ok(Destination { street: street.ok_or(ArrivalRefusal::NoStreet)?, note: self.note.clone() })
    }

    /// Asks for the hours that are to be taken, which only the offering can name.
    fn ask_hours(&self, draft: &Draft<'_>, offering: &Offering) -> Result<(), ReadStop> {
        let mut keys = Keys::default();
        if let Some(resource) = offering.resource {
            availability::reads(&mut keys, draft.locality(), resource, self.span);
        }
        draft.ask(keys)
    }

    fn award(&self, draft: &Draft<'_>, quote: WorkQuote, destination: Destination) -> Result<Award, Stop> {
        let WorkQuote { offering, requirement, distance_m, agree_by, priced } = quote;
        let resource = offering.resource.ok_or_else(no_resource)?;
        let part = AwardPart {
            promise: Promise::Work,
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            hours_of: Some((resource, 0)),
            offering: Some(offering.id),
            quantity: self.span.minutes(),
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
            id: draft.id(),
            kind: Kind::Work,
            mechanism: NAME,
            buyer: self.buyer,
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
