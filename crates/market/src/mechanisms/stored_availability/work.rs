//! Holding hours of work at the price of this moment.

use super::{Candidate, Conditions, NAME, Requirement};
use crate::concession::Terms;
use crate::directory::{Directory, Family};
use crate::options::{assembly::Priced, booking_checks::PartyFacts, subsidies};
use crate::support::escrow::{self, Held, held_until};
use crate::trade::award::{Award, AwardPart};
use crate::trade::part::{Funds, Unit};
use crate::trade::procedure::Promise;
use crate::trade::{Awaits, Kind, TradeRefusal};
use crate::users::{
    User,
    assets::{self, AssetRefusal, Offering, PriceRule},
    availability, trader,
};
use kernel::{
    Amount, BadRow, Command, Currency, Decide, Draft, Id, Keys, PostCode, ReadStop, Span, Stop, together,
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
    /// Its price and the rulebook's verdict.
    pub priced: Priced,
}

impl Decide for HoldWork {
    type Done = Held;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.offering.locality();
        keys.one::<User>((locality, self.buyer));
        keys.one::<Offering>((locality, self.offering));
        keys.one::<PriceRule>((locality, self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Held, Stop> {
        trader(draft)?;
        let quote = self.quote(draft, Some(self.buyer))?;
        let pays = quote.priced.waterfall.payer_money()?;
        if self.expected_pay.is_some_and(|expected| expected != pays.amount) {
            return Err(TradeRefusal::PriceChanged { pays }.into());
        }
        let place = &quote.requirement.work_place;
        let today = place.zone.calendar().local(draft.now()).date;
        let minutes = Terms::hold_minutes(draft.consult::<Rulebook>()?, today)?;
        let until = held_until(draft.now(), minutes, [self.span.starts_at()]);
        escrow::hold(draft, &self.award(draft, quote)?, until, Awaits::Buyer)
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
        let conditions = Conditions { rulebook, terms: &Terms::on(rulebook, today)?, limits: &limits, now };
        let candidate = Candidate { offering, terms, parties };
        let priced = candidate.option(&requirement, conditions)?;
        Ok(WorkQuote { offering: candidate.offering, requirement, distance_m, priced })
    }

    /// Asks for the hours that are to be taken, which only the offering can name.
    fn ask_hours(&self, draft: &Draft<'_>, offering: &Offering) -> Result<(), ReadStop> {
        let mut keys = Keys::default();
        if let Some(resource) = offering.resource {
            availability::reads(&mut keys, draft.locality(), resource, self.span);
        }
        draft.ask(keys)
    }

    fn award(&self, draft: &Draft<'_>, quote: WorkQuote) -> Result<Award, Stop> {
        let WorkQuote { offering, requirement, distance_m, priced } = quote;
        let resource =
            offering.resource.ok_or_else(|| BadRow("an offering of work has a resource".to_owned()))?;
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
            is_handed_over: false,
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
            pack_hash: priced.verdict.pack_hash.to_string(),
        })
    }
}
