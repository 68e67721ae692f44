//! Hours of an offering at a price that its seller has named, whichever mechanism found it; the law's least pay is held all the same.

use super::stored_availability::work::WorkQuote;
use super::stored_availability::{OfferRefusal, Requirement};
use crate::concession::Terms;
use crate::directory::{Directory, Family};
use crate::options::{
    assembly::Assembly,
    booking_checks::{Deal, PartyFacts, Sides},
    subsidies::Subsidies,
};
use crate::price::{Line, Waterfall};
use crate::trade::TradeRefusal;
use crate::trade::procedure::Promise;
use crate::users::{
    User,
    assets::{self, AssetRefusal, Offering},
    availability, found_seller,
};
use kernel::{Currency, Draft, Id, Keys, PostCode, ReadStop, Span, Stop, Timestamp, together};
use rules::Rulebook;

/// Hours of an offering at a place, with the lines of the price that its seller has named for them.
#[derive(Clone, Debug)]
pub struct WorkAt {
    /// The mechanism, by its name.
    pub mechanism: &'static str,
    /// Which offering.
    pub offering: Id<Offering>,
    /// When the work is.
    pub span: Span,
    /// Where the work is.
    pub post_code: PostCode,
    /// In which currency.
    pub currency: Currency,
    /// The seller's price.
    pub lines: Vec<Line>,
}

impl WorkAt {
    /// What it costs a buyer at this moment, if it is to be had.
    ///
    /// # Errors
    /// The first refusal that it meets: of its seller, of the rulebook, because it is below the least pay, or because its hours
    /// are taken.
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
        if self.span.starts_at() <= now {
            return Err(OfferRefusal::Past.into());
        }
        let (rulebook, directory) = (draft.consult::<Rulebook>()?, draft.consult::<Directory>()?);
        let work_place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let resource = offering.resource.ok_or(OfferRefusal::NotOpen)?;
        let mut keys = Keys::default();
        availability::reads(&mut keys, locality, resource, self.span);
        let hours: Result<(), ReadStop> = draft.ask(keys);
        let known = together(
            PartyFacts::of(draft, buyer, offering.seller, false),
            counts_on.limits(draft, rulebook, self.currency, buyer),
        );
        let ((facts, limits), ()) = together(together(known, hours), found_seller(draft, offering.seller))
            .map(|((known, ()), found)| (known, found))?;
        let distance_m = offering.point().meters_to(work_place.point);
        let today = work_place.zone.calendar().local(now).date;
        let deal = Deal {
            sector: &offering.sector,
            mechanism: self.mechanism,
            work_place: &work_place,
            promise: Promise::Work,
            is_unpaid: false,
            starts_at: self.span.starts_at(),
            ends_at: self.span.ends_at(),
            at: now,
        };
        let price = Waterfall { currency: self.currency, lines: self.lines.clone() };
        let sides = Sides { facts: &facts, distance_m };
        let priced =
            Assembly::new(rulebook, &Terms::on(rulebook, today)?, &deal).assemble(sides, price, &limits)?;
        availability::may_take(draft, resource, self.span)?;
        let requirement = Requirement {
            sector: offering.sector.clone(),
            work_place,
            span: self.span,
            is_unpaid: false,
            currency: self.currency,
        };
        let agree_by = Timestamp(self.span.starts_at().0.saturating_sub(1));
        Ok(WorkQuote { offering, requirement, distance_m, agree_by, priced })
    }
}
