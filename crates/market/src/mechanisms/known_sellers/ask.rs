//! Asking for hours of a known seller.

use super::{
    NAME, OpenRequest, RequestNotice, RequestRefusal, RequestStage, RequestTerms, RequestTime, WorkRequest,
    subject, terms,
};
use crate::mechanisms::stored_availability::work::{WorkAsked, WorkQuote, street_of};
use crate::options::{booking_checks::PartyFacts, subsidies::Subsidies};
use crate::support::{escrow, notices};
use crate::trade::TradeRefusal;
use crate::trade::arrival::ArrivalNote;
use crate::users::{
    Person, Street, User,
    assets::{Offering, PriceRule},
    availability, confirmed_trader,
};
use kernel::{
    Amount, Asks, BadRow, Command, Decide, Draft, Id, Keys, Money, PostCode, ReadStop, Show, Span, Stop,
    Timestamp, together,
};
use ledger::{AccountKey, Class, Entry, Purpose};
use serde::{Deserialize, Serialize};

/// A time that would do.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeAsked {
    /// When the work is.
    pub span: Span,
    /// What the buyer saw that it costs at most, in minor units; at another price nothing is asked.
    pub expected_pay: Option<Amount>,
}

/// Asks somebody for work at one of up to three times. It binds you: what the dearest of them costs is set aside until the
/// seller accepts one of them or declines, you take it back, or the time to answer is over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("known_sellers.request_work", locality = self.offering.locality())]
pub struct RequestWork {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// For hours of which offering.
    pub offering: Id<Offering>,
    /// The times that would do, the best one first.
    pub times: Vec<TimeAsked>,
    /// Where the work is.
    pub post_code: PostCode,
    /// Street and number; without it the buyer's own, where that is in the post code.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// What to know on arriving. For the seller alone, once it is accepted.
    pub note: Option<ArrivalNote>,
}

/// A request as whoever made it hears of it.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// Which.
    pub request: Id<WorkRequest>,
    /// Until when the seller can answer.
    pub answer_by: Timestamp,
    /// What is set aside.
    pub set_aside: Money,
}

/// A time of a request, priced.
#[derive(Clone, Debug)]
pub struct TimeQuoted {
    /// When.
    pub span: Span,
    /// Its price; no subsidy is counted on.
    pub quote: WorkQuote,
}

/// A request, priced.
#[derive(Clone, Debug)]
pub struct RequestQuote {
    /// Its times.
    pub times: Vec<TimeQuoted>,
    /// What the dearest of them costs.
    pub set_aside: Money,
    /// Until when the seller could answer.
    pub answer_by: Timestamp,
}

impl Decide for RequestWork {
    type Done = Requested;

    fn reads(&self, keys: &mut Keys) {
        let locality = self.offering.locality();
        keys.one::<User>((locality, self.buyer));
        keys.one::<Person>((locality, self.buyer));
        keys.one::<Offering>((locality, self.offering));
        keys.one::<PriceRule>((locality, self.offering));
        keys.all::<OpenRequest>((locality, self.buyer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Requested, Stop> {
        confirmed_trader(draft)?;
        let terms = terms(draft)?;
        let quoted = self.quote(draft, Some(self.buyer))?;
        for (asked, time) in self.times.iter().zip(&quoted.times) {
            let pays = time.quote.priced.waterfall.payer_money()?;
            if asked.expected_pay.is_some_and(|expected| expected != pays.amount) {
                return Err(TradeRefusal::PriceChanged { pays }.into());
            }
        }
        let first = quoted.times.first().ok_or_else(|| not_these(terms))?;
        let seller = first.quote.offering.seller;
        self.is_not_too_much(draft, seller, terms)?;
        let place = &first.quote.requirement.work_place;
        let street = street_of(draft, self.buyer, self.street.clone(), place)?;
        let request = self.write(draft, &quoted, seller, street)?;
        let starts = first_start(&quoted.times);
        let until = quoted.answer_by;
        notices::tell(draft, seller, subject(request), &RequestNotice::Asked { starts, until });
        Ok(Requested { request, answer_by: until, set_aside: quoted.set_aside })
    }
}

fn not_these(terms: RequestTerms) -> RequestRefusal {
    RequestRefusal::NotTheseTimes { most: terms.times_max }
}

fn first_start(times: &[TimeQuoted]) -> Timestamp {
    times.iter().map(|time| time.span.starts_at()).min().unwrap_or(Timestamp(0))
}

impl RequestWork {
    /// What each of its times costs, and until when the seller could answer: the same for the page on which it is checked.
    ///
    /// # Errors
    /// The refusal that the request would meet, its limits on open ones not counted.
    pub fn quote(&self, draft: &Draft<'_>, buyer: Option<Id<User>>) -> Result<RequestQuote, Stop> {
        let terms = terms(draft)?;
        self.are_times(terms)?;
        self.ask(draft, buyer)?;
        let mut times = Vec::new();
        for TimeAsked { span, .. } in &self.times {
            let quote = self.at(*span).quote(draft, buyer, Subsidies::None)?;
            times.push(TimeQuoted { span: *span, quote });
        }
        let last = |time: &TimeQuoted| {
            let lead = time.span.starts_at().plus_minutes(-terms.lead_minutes);
            lead.min(Timestamp(time.quote.agree_by.0.saturating_add(1)))
        };
        let now = draft.now();
        let latest = now.plus_hours(terms.answer_hours);
        let answer_by = times.iter().map(last).min().map_or(latest, |last| last.min(latest));
        let least_minutes = terms.answer_minutes_min;
        if answer_by < now.plus_minutes(least_minutes) {
            return Err(RequestRefusal::TooSoon { least_minutes }.into());
        }
        let prices = times.iter().map(|time| time.quote.priced.waterfall.payer_money());
        let prices = prices.collect::<Result<Vec<Money>, _>>()?;
        let set_aside =
            prices.into_iter().max_by_key(|money| money.amount).ok_or_else(|| not_these(terms))?;
        Ok(RequestQuote { times, set_aside, answer_by })
    }

    fn at(&self, span: Span) -> WorkAsked {
        WorkAsked { mechanism: NAME, offering: self.offering, span, post_code: self.post_code }
    }

    /// Refuses no time, too many, and one that is named twice.
    fn are_times(&self, terms: RequestTerms) -> Result<(), RequestRefusal> {
        let count = i64::try_from(self.times.len()).unwrap_or(i64::MAX);
        let is_twice = |(index, time): (usize, &TimeAsked)| {
            self.times.iter().take(index).any(|other| other.span == time.span)
        };
        let is_so = (1..=terms.times_max).contains(&count) && !self.times.iter().enumerate().any(is_twice);
        if is_so { Ok(()) } else { Err(not_these(terms)) }
    }

    /// Asks for what its times share, and for the hours of all of them at once.
    fn ask(&self, draft: &Draft<'_>, buyer: Option<Id<User>>) -> Result<(), Stop> {
        let locality = draft.locality();
        let offering = draft.get::<Offering>((locality, self.offering))?;
        let is_unpaid = draft.find::<PriceRule>((locality, self.offering))?.is_none();
        let mut keys = Keys::default();
        if let Some(resource) = offering.resource {
            self.times.iter().for_each(|time| availability::reads(&mut keys, locality, resource, time.span));
        }
        keys.one::<User>((locality, offering.seller));
        let hours: Result<(), ReadStop> = draft.ask(keys);
        together(PartyFacts::of(draft, buyer, offering.seller, is_unpaid), hours)?;
        Ok(())
    }

    fn is_not_too_much(&self, draft: &Draft<'_>, seller: Id<User>, terms: RequestTerms) -> Result<(), Stop> {
        let open = draft.list::<OpenRequest>((draft.locality(), self.buyer))?;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        if count(open.iter().filter(|one| one.seller == seller).count()) >= terms.open_to_one_max {
            return Err(RequestRefusal::AskedEnough { most: terms.open_to_one_max }.into());
        }
        if count(open.len()) >= terms.open_max {
            return Err(RequestRefusal::TooManyRequests { most: terms.open_max }.into());
        }
        Ok(())
    }

    fn write(
        &self,
        draft: &mut Draft<'_>,
        quoted: &RequestQuote,
        seller: Id<User>,
        street: Street,
    ) -> Result<Id<WorkRequest>, Stop> {
        let (locality, id, trade) = (draft.locality(), draft.id(), draft.id());
        let Money { amount, currency } = quoted.set_aside;
        let pending = if amount > Amount::ZERO {
            let debit = AccountKey::of(self.buyer, Class::UserAvailable, currency);
            let credit = escrow::account(trade, currency);
            let entry = Entry { debit, credit, amount, purpose: Purpose::Request, subject: trade.cast() };
            Some(ledger::reserve(draft, &entry)?)
        } else {
            None
        };
        let timer = draft.set_timer(quoted.answer_by, &super::ExpireRequest { request: id });
        draft.add(&WorkRequest {
            locality,
            id,
            buyer: self.buyer,
            seller,
            offering: self.offering,
            post_code: self.post_code,
            street: Some(street),
            note: self.note.clone(),
            currency,
            stage: RequestStage::Open,
            trade,
            set_aside: amount,
            pending,
            asked_at: draft.now(),
            answer_by: quoted.answer_by,
            timer: Some(timer),
            answered_at: None,
            accepted: None,
            reason: None,
        });
        draft.add(&OpenRequest { locality, buyer: self.buyer, request: id, seller });
        for (number, TimeQuoted { span, quote }) in (1..).zip(&quoted.times) {
            let waterfall = &quote.priced.waterfall;
            if waterfall.currency != currency {
                return Err(BadRow("the times of a request have one currency".to_owned()).into());
            }
            draft.add(&RequestTime {
                locality,
                request: id,
                number,
                starts_at: span.starts_at(),
                ends_at: span.ends_at(),
                currency,
                pays: waterfall.payer_pays()?,
                receives: waterfall.payee_receives()?,
            });
        }
        Ok(id)
    }
}
