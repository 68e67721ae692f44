//! Booking checks (17): what the rulebook says of a deal, put to it as facts.

use crate::directory::WorkPlace;
use crate::options::blocks;
use crate::trade::procedure::Promise;
use crate::users::{
    Person, User,
    registration::Credential,
    reliability::{self, Together, TrackRecord},
};
use kernel::{Date, DateOfBirth, Day, Draft, Id, Keys, LocalTime, Money, ReadStop, Refusal, Timestamp};
use rules::{Facts, Inquiry, Question, Rulebook, SubsidyLimits, Trace, TraceReader, Verdict};
use std::borrow::Cow;
use std::sync::Arc;

/// Facts that are told of every seller, their credentials aside.
const FACTS_OF_A_SELLER: usize = 9;
/// Trades that the buyer has completed: known before there is a seller.
const BUYER_COMPLETED: &str = "buyer.completed_trades";
/// Trades that the buyer has promised to buy: known before there is a seller.
const BUYER_OPEN: &str = "buyer.open_trades";

/// What is known of the two sides of a deal: from records as a decision reads them, or as the finder carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyFacts {
    /// The seller's date of birth, if known.
    pub seller_born_on: Option<DateOfBirth>,
    /// The claims about the seller that were checked.
    pub seller_credentials: Arc<[Credential]>,
    /// Whether the seller sets money aside for tax.
    pub seller_wants_tax_pot: bool,
    /// Trades the seller has completed.
    pub seller_completed: i64,
    /// The claims about the buyer that were checked.
    pub buyer_credentials: Arc<[Credential]>,
    /// Trades the buyer has completed.
    pub buyer_completed: i64,
    /// Trades the buyer holds or has agreed to that are not over.
    pub buyer_open: i64,
    /// What the two have to do with each other.
    pub together: Together,
}

/// What records say of a seller, whoever buys.
#[derive(Clone, Debug)]
pub struct SellerRecords<'a> {
    /// The date of birth, if known.
    pub born_on: Option<DateOfBirth>,
    /// The claims that were checked.
    pub credentials: Arc<[Credential]>,
    /// Whether money is set aside for tax.
    pub wants_tax_pot: bool,
    /// What became of contracts, if there were any.
    pub track: Option<&'a TrackRecord>,
}

/// What records say of a buyer who takes an offering of a seller.
#[derive(Clone, Debug)]
pub struct BuyerRecords<'a> {
    /// The claims that were checked.
    pub credentials: Arc<[Credential]>,
    /// What became of contracts, if there were any.
    pub track: Option<&'a TrackRecord>,
    /// What the buyer has to do with that seller.
    pub together: Together,
}

/// The circumstances of a deal.
#[derive(Clone, Copy, Debug)]
pub struct Deal<'a> {
    /// The sector's code.
    pub sector: &'a str,
    /// The mechanism, by its name.
    pub mechanism: &'a str,
    /// Where it is performed: its law applies.
    pub work_place: &'a WorkPlace,
    /// What is promised.
    pub promise: Promise,
    /// Whether it is given.
    pub is_unpaid: bool,
    /// From when it is performed.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// When the deal is made.
    pub at: Timestamp,
}

/// Why a deal cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("booking-checks")]
pub enum CheckRefusal {
    /// A rule forbids it.
    Denied {
        /// The rule, as `id@version`: the page shows its words and its source.
        rule: String,
        /// The rule's reason, which may name what has to be verified.
        reason: String,
    },
    /// The price is below the least that the law allows.
    BelowFloor {
        /// The least for these hours.
        least: Money,
        /// The rule that sets it.
        rule: String,
    },
}

impl PartyFacts {
    /// The two sides by their records, or a seller before a buyer of whom nothing is known.
    #[inline]
    pub fn between(seller: SellerRecords<'_>, buyer: Option<BuyerRecords<'_>>, is_unpaid: bool) -> Self {
        let kept_count = seller.track.map_or(0, |track| track.kept_count);
        let (buyer_credentials, bought, together) = match buyer {
            Some(BuyerRecords { credentials, track, together }) => {
                // What a buyer is matters only to those who give their work.
                let credentials = if is_unpaid { credentials } else { Arc::default() };
                (credentials, track, together)
            }
            None => (Arc::default(), None, Together::default()),
        };
        Self {
            seller_born_on: seller.born_on,
            seller_credentials: seller.credentials,
            seller_wants_tax_pot: seller.wants_tax_pot,
            seller_completed: kept_count,
            buyer_credentials,
            buyer_completed: bought.map_or(0, |track| track.bought_count),
            buyer_open: bought.map_or(0, |track| track.open_count),
            together,
        }
    }

    /// The two sides as a decision reads them, or a seller before a buyer of whom nothing is known; all rows at once.
    ///
    /// # Errors
    /// As [`Draft::find`]; absent when there is no such seller.
    pub fn of(
        draft: &Draft<'_>,
        buyer: Option<Id<User>>,
        seller: Id<User>,
        is_unpaid: bool,
    ) -> Result<Self, ReadStop> {
        let locality = draft.locality();
        let mut keys = Keys::default();
        keys.one::<User>((locality, seller));
        keys.one::<Person>((locality, seller));
        keys.all::<Credential>((locality, seller));
        reliability::reads(&mut keys, locality, buyer.unwrap_or(seller), seller);
        if let Some(buyer) = buyer {
            blocks::reads(&mut keys, locality, buyer, seller);
        }
        // A paid deal does not read what it does not ask for.
        if let Some(buyer) = buyer.filter(|_| is_unpaid) {
            keys.all::<Credential>((locality, buyer));
        }
        draft.ask(keys)?;
        let bought = match buyer {
            Some(buyer) => draft.find::<TrackRecord>((locality, buyer))?,
            None => None,
        };
        let buyer = match buyer {
            Some(buyer) => Some(BuyerRecords {
                credentials: if is_unpaid { draft.list((locality, buyer))?.into() } else { Arc::default() },
                track: bought.as_ref(),
                together: reliability::together(draft, buyer, seller)?,
            }),
            None => None,
        };
        let user = draft.get::<User>((locality, seller))?;
        let person = draft.find::<Person>((locality, seller))?;
        let track = draft.find::<TrackRecord>((locality, seller))?;
        let seller = SellerRecords {
            born_on: person.and_then(|person| person.born_on),
            credentials: draft.list::<Credential>((locality, seller))?.into(),
            wants_tax_pot: user.wants_tax_pot,
            track: track.as_ref(),
        };
        Ok(Self::between(seller, buyer, is_unpaid))
    }
}

/// What the rulebook says of a deal, whoever it is with: the rules that apply and the facts that are the same for
/// every seller are worked out once.
#[derive(Debug)]
pub struct Checks<'a> {
    rulebook: &'a Rulebook,
    inquiry: Inquiry<'a>,
    deal: Deal<'a>,
    starts: LocalTime,
    agreed_on: Date,
    facts: Facts,
}

/// The two sides of a deal, and how far the seller travels.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// What is known of them.
    pub facts: &'a PartyFacts,
    /// From the seller's place to the work, in meters.
    pub distance_m: i64,
}

impl<'a> Checks<'a> {
    /// The checks of a deal.
    pub fn new(rulebook: &'a Rulebook, deal: &Deal<'a>) -> Self {
        let calendar = deal.work_place.zone.calendar();
        let (starts, agreed_on) = (calendar.local(deal.starts_at), calendar.local(deal.at).date);
        let facts = Facts::new();
        let inquiry = rulebook.inquire(&question(deal, starts, agreed_on, &facts));
        let facts = if inquiry.is_empty() { facts } else { occasion(deal, starts) };
        Self { rulebook, inquiry, deal: *deal, starts, agreed_on, facts }
    }

    /// The same checks for many sellers: what their rules say of the occasion is worked out once.
    #[must_use]
    pub fn of_many(self) -> Self {
        let inquiry = self.inquiry.simplified(&self.question(&self.facts));
        Self { inquiry, ..self }
    }

    /// What the rulebook says with these parties at a seller's price.
    pub fn verdict(&self, sides: Sides<'_>, seller_price_minor: i64) -> Verdict {
        if self.inquiry.is_empty() {
            // No rule applies, so the facts need not be put together.
            return self.inquiry.check(&self.question(&self.facts));
        }
        let facts = self.facts(sides, seller_price_minor);
        self.inquiry.check(&self.question(&facts))
    }

    /// As [`Checks::verdict`], with every rule's working shown, as far as the reader may know it.
    pub fn explain(&self, sides: Sides<'_>, seller_price_minor: i64, reader: TraceReader<'_>) -> Trace {
        let facts = self.facts(sides, seller_price_minor);
        self.rulebook.explain(&self.question(&facts), reader)
    }

    /// The limits of every subsidy that could be paid, whoever sells: what is known before there is a price. A card whose
    /// condition is false already stays false whoever the seller is; a cap that is known already is the same for
    /// every seller.
    pub fn subsidy_limits(&self, buyer: Option<&TrackRecord>) -> Vec<SubsidyLimits<'a>> {
        if self.inquiry.is_empty() {
            return Vec::new();
        }
        let (completed, open) = buyer.map_or((0, 0), |buyer| (buyer.bought_count, buyer.open_count));
        let facts = self.facts.with_room(2).int(BUYER_COMPLETED, completed).int(BUYER_OPEN, open);
        self.inquiry.subsidy_limits(&self.question(&facts))
    }

    /// The local date on which the deal is made.
    pub fn agreed_on(&self) -> Date {
        self.agreed_on
    }

    fn question<'b>(&'b self, facts: &'b Facts) -> Question<'b> {
        question(&self.deal, self.starts, self.agreed_on, facts)
    }

    /// The facts that rule cards may name, worked out. What is not known is left out.
    fn facts(&self, sides: Sides<'_>, price: i64) -> Facts {
        let Sides { facts: parties, distance_m } = sides;
        let day = Day::of(self.starts.date);
        let mut facts = self
            .facts
            .with_room(FACTS_OF_A_SELLER + parties.seller_credentials.len() + parties.buyer_credentials.len())
            .int("deal.seller_price_minor", price)
            .int("deal.distance_m", distance_m)
            .int("seller.completed_trades", parties.seller_completed)
            .int(BUYER_COMPLETED, parties.buyer_completed)
            .int(BUYER_OPEN, parties.buyer_open)
            .int("pair.completed_trades", parties.together.completed_count)
            .int("pair.open_trades", parties.together.open_count)
            .bool("seller.wants_tax_pot", parties.seller_wants_tax_pot);
        if let Some(born_on) = parties.seller_born_on {
            facts = facts.int("seller.age_at_service", born_on.age_on(self.starts.date));
        }
        for credential in &*parties.seller_credentials {
            let name = Cow::Owned(format!("seller.has_{}", credential.claim));
            facts = facts.bool(name, credential.holds_on(day));
        }
        for credential in &*parties.buyer_credentials {
            let name = Cow::Owned(format!("buyer.has_{}", credential.claim));
            facts = facts.bool(name, credential.holds_on(day));
        }
        facts
    }
}

/// Whose personal facts somebody may read of a deal with a seller: their own, and those of the two together.
pub fn trace_reader(reader: Option<Id<User>>, seller: Id<User>) -> TraceReader<'static> {
    // Whoever asks, asks as the buyer; who is not known yet is a buyer of whom there is nothing to tell.
    let parties: &[&str] =
        if reader == Some(seller) { &["seller", "buyer", "pair"] } else { &["buyer", "pair"] };
    TraceReader { parties }
}

/// The roles of the two sides, which rule cards name: who works is a seller of a special kind.
const fn roles(deal: &Deal<'_>) -> &'static [&'static str] {
    match (deal.promise, deal.is_unpaid) {
        (Promise::Work, false) => &["seller", "worker", "buyer"],
        (Promise::Work, true) => &["seller", "volunteer", "buyer"],
        _ => &["seller", "buyer"],
    }
}

fn question<'b>(deal: &'b Deal<'_>, starts: LocalTime, agreed_on: Date, facts: &'b Facts) -> Question<'b> {
    Question {
        place: &deal.work_place.jurisdiction,
        sector: deal.sector,
        mechanism: deal.mechanism,
        roles: roles(deal),
        service_start: starts.date,
        commit: agreed_on,
        payment: starts.date,
        facts,
    }
}

/// The facts of the occasion, which are the same for every seller.
fn occasion(deal: &Deal<'_>, starts: LocalTime) -> Facts {
    let minutes = deal.ends_at.minutes_since(deal.starts_at);
    Facts::new()
        .int("service.paid_minutes", if deal.is_unpaid { 0 } else { minutes })
        .int("service.starts_minute_local", starts.minute)
        .int("service.ends_minute_local", starts.minute + minutes)
        .int("service.month_day", starts.month_day())
        .int("service.weekday", i64::from(starts.weekday().to_monday_one_offset()))
        .int("service.notice_minutes", deal.starts_at.minutes_since(deal.at).max(0))
}
