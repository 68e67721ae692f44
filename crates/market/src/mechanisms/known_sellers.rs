//! Known sellers (M1): hours of somebody whom a buyer knows already, asked for and accepted.
//!
//! ```text
//! RequestWork ──▶ open ──AcceptRequest, one of its times──▶ accepted ──award──▶ support::escrow::make
//!                  ├──DeclineRequest──▶ declined
//!                  ├──WithdrawRequest──▶ withdrawn
//!                  └──ExpireRequest (timer)──▶ expired
//! ```
//!
//! A request binds its buyer and takes nobody's hours: it names up to three times, and the most that the dearest of them costs
//! is set aside meanwhile, for the escrow of the trade that the request may become. The seller is bound by accepting one of the
//! times, if its hours are still free, the rules still allow it, and it costs no more than was said. What is set aside and what
//! [`WorkRequest`] says are held to each other by `poems check`. Where the street is and what to know is kept only while
//! the request is open: it is the trade's from then on, or nobody's.
//!
//! Hours that are to be had at once are [`super::stored_availability`]'s; a seller says of each offering which it is, by
//! [`crate::users::assets::OfferingStage`].

mod answer;
mod ask;

pub(crate) use answer::withdraw_all;
pub use answer::{AcceptRequest, DeclineRequest, ExpireRequest, WithdrawRequest};
pub use ask::{RequestQuote, RequestWork, Requested, TimeAsked, TimeQuoted};

use super::stored_availability::work::WorkAsked;
use crate::concession::figure;
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::trade::arrival::ArrivalNote;
use crate::users::{Street, User, assets::Offering};
use kernel::{
    Amount, Currency, Date, Draft, Id, Locality, Members, PostCode, Record, Refusal, Sentence, Show, Span,
    Stop, Timer, Timestamp, View,
};
use ledger::Transfer;
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "known_sellers";

kernel::words! {
    /// Where a request stands.
    pub enum RequestStage {
        /// Its seller has not answered.
        Open = "open",
        /// Its seller has accepted one of its times.
        Accepted = "accepted",
        /// Its seller does not take it.
        Declined = "declined",
        /// Its buyer took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Expired = "expired",
    }
}

kernel::words! {
    /// Why a seller declines, in a word.
    pub enum DeclineReason {
        /// None of the times.
        NotThen = "not_then",
        /// It is too far.
        TooFar = "too_far",
        /// It is no work for this seller.
        NotForMe = "not_for_me",
        /// The seller takes on nothing now.
        NothingNow = "nothing_now",
    }
}

/// Work that a buyer asks somebody for, at one of up to three times.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "work_request",
    key(locality, id),
    personal(buyer, seller),
    index = "locality, buyer, id",
    index = "locality, seller, id",
    check = "set_aside >= 0"
)]
#[show(only(id, offering, post_code, stage, set_aside, answer_by, asked_at, answered_at, accepted, reason))]
pub struct WorkRequest {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<WorkRequest>,
    /// Who asks.
    pub buyer: Id<User>,
    /// Who is asked.
    pub seller: Id<User>,
    /// For hours of which offering.
    pub offering: Id<Offering>,
    /// Where the work is.
    pub post_code: PostCode,
    /// Street and number, while it is open.
    pub street: Option<Street>,
    /// What to know on arriving, while it is open.
    pub note: Option<ArrivalNote>,
    /// In which currency.
    pub currency: Currency,
    /// Where it stands.
    pub stage: RequestStage,
    /// The trade that it may become, or became.
    pub trade: Id<Trade>,
    /// The most that any of its times costs, in minor units: what is set aside while it is open.
    #[show(money)]
    pub set_aside: Amount,
    /// By what it is set aside.
    pub pending: Option<Id<Transfer>>,
    /// When it was made.
    pub asked_at: Timestamp,
    /// Until when the seller can answer.
    pub answer_by: Timestamp,
    /// What ends it.
    pub timer: Option<Id<Timer>>,
    /// When it ended.
    pub answered_at: Option<Timestamp>,
    /// Which of its times was accepted, from 1.
    pub accepted: Option<i64>,
    /// Why it was declined.
    pub reason: Option<DeclineReason>,
}

/// One of the times of a request, with what it costs.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "request_time",
    key(locality, request, number),
    personal(request),
    check = "number > 0",
    check = "starts_at < ends_at",
    check = "pays >= 0"
)]
pub struct RequestTime {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which request.
    #[show(skip)]
    pub request: Id<WorkRequest>,
    /// Which of its times, from 1.
    pub number: i64,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// In which currency.
    #[show(skip)]
    pub currency: Currency,
    /// The most that the buyer pays for it, in minor units: no subsidy is counted on.
    #[show(money)]
    pub pays: Amount,
    /// What the seller receives for it, in minor units.
    #[show(money)]
    pub receives: Amount,
}

/// A request that is open. A buyer's are read and counted in the commit that adds one more.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "open_request", key(locality, buyer, request), personal(buyer, seller))]
pub struct OpenRequest {
    /// The market area.
    pub locality: Locality,
    /// Who asks.
    pub buyer: Id<User>,
    /// For what.
    pub request: Id<WorkRequest>,
    /// Who is asked.
    pub seller: Id<User>,
}

/// Why a request is not made, or not answered so.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("known-sellers")]
pub enum RequestRefusal {
    /// A request names one time or more, but not too many, and none twice.
    NotTheseTimes {
        /// How many there may be.
        most: i64,
    },
    /// The seller would have hardly any time to answer.
    TooSoon {
        /// The least time to answer, in minutes.
        least_minutes: i64,
    },
    /// The buyer has asked for too much that nobody has answered.
    TooManyRequests {
        /// How many may be open.
        most: i64,
    },
    /// The seller has enough unanswered requests of this buyer.
    AskedEnough {
        /// How many may be open.
        most: i64,
    },
    /// It is answered, taken back, or its time is over.
    #[stale]
    Over,
    /// Whoever asked is about to close their account, or has.
    #[stale]
    BuyerGone,
}

/// What buyer and seller are told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("request")]
pub enum RequestNotice {
    /// To the seller: somebody asks for hours.
    Asked {
        /// When the first of the times begins.
        starts: Timestamp,
        /// Until when it can be answered.
        until: Timestamp,
    },
    /// To the buyer: the seller does not take it; what was set aside is back.
    Declined {
        /// When the first of the times would have begun.
        starts: Timestamp,
    },
    /// To the buyer: nobody answered in time; what was set aside is back.
    Expired {
        /// When the first of the times would have begun.
        starts: Timestamp,
    },
    /// To the seller: it was not answered in time.
    Missed {
        /// When the first of the times would have begun.
        starts: Timestamp,
    },
    /// To the seller: the buyer took it back.
    Withdrawn {
        /// When the first of the times would have begun.
        starts: Timestamp,
    },
}

/// The figures of requests in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestTerms {
    /// How long the seller has to answer, in hours.
    pub answer_hours: i64,
    /// How long before the first of the times an answer comes at the latest, in minutes.
    pub lead_minutes: i64,
    /// The least time that the seller has to answer, in minutes.
    pub answer_minutes_min: i64,
    /// How many times a request names at most.
    pub times_max: i64,
    /// How many requests of one buyer may be open.
    pub open_max: i64,
    /// How many of them to one seller.
    pub open_to_one_max: i64,
}

impl RequestTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.request.{name}"), date);
        Ok(Self {
            answer_hours: value("answer_hours")?,
            lead_minutes: value("lead_minutes")?,
            answer_minutes_min: value("answer_minutes_min")?,
            times_max: value("times_max")?,
            open_max: value("open_max")?,
            open_to_one_max: value("open_to_one_max")?,
        })
    }
}

impl WorkRequest {
    /// Whether it can be answered at a moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.stage == RequestStage::Open && now < self.answer_by
    }

    /// What it comes to at one of its times.
    fn at(&self, span: Span) -> WorkAsked {
        WorkAsked { mechanism: NAME, offering: self.offering, span, post_code: self.post_code }
    }
}

impl RequestTime {
    /// From when until when.
    pub fn span(&self) -> Option<Span> {
        Span::between(self.starts_at, self.ends_at)
    }
}

/// A request as what a notice is about.
fn subject(request: Id<WorkRequest>) -> Subject {
    Subject { kind: SubjectKind::Request, id: request.cast() }
}

/// The figures of requests, today.
fn terms(draft: &Draft<'_>) -> Result<RequestTerms, Stop> {
    RequestTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

/// How many requests a page has; the views read one more.
pub const REQUESTS_PAGE: usize = 20;

/// The requests that a user has made, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM work_request WHERE locality = $1 AND buyer = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct RequestOfBuyer {
    /// Which.
    pub id: Id<WorkRequest>,
}

/// The requests that were made to a user, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM work_request WHERE locality = $1 AND seller = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct RequestToSeller {
    /// Which.
    pub id: Id<WorkRequest>,
}

#[cfg(test)]
mod tests;
