//! Booking checks (17): what the rulebook says of a deal, put to it as facts.

use crate::directory::WorkPlace;
use crate::trade::procedure::Promise;
use crate::users::{
    Person, User,
    registration::Credential,
    reliability::{self, TrackRecord},
};
use kernel::{Date, Day, Draft, Id, Keys, LocalTime, Locality, Money, ReadStop, Refusal, Timestamp};
use rules::{Facts, Inquiry, Question, Rulebook, Trace, Verdict};
use std::borrow::Cow;
use std::sync::Arc;

/// Facts that are told of every seller, their credentials aside.
const FACTS_OF_A_SELLER: usize = 7;

/// What is known of the two sides of a deal: from records as a decision reads them, or as the finder carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyFacts {
    /// The seller's date of birth, if known.
    pub seller_born_on: Option<Day>,
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
    /// Trades the two have completed together.
    pub completed_together: i64,
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
    /// The two sides as a decision reads them.
    ///
    /// # Errors
    /// As [`Draft::find`]; absent when there is no such seller.
    pub fn of(
        draft: &Draft<'_>,
        buyer: Id<User>,
        seller: Id<User>,
        is_unpaid: bool,
    ) -> Result<Self, ReadStop> {
        // What a buyer is matters only to those who give their work.
        let buyer_credentials = if is_unpaid { draft.list((draft.locality(), buyer))? } else { Vec::new() };
        Ok(Self {
            buyer_credentials: buyer_credentials.into(),
            buyer_completed: TrackRecord::of(draft, buyer)?.bought_count,
            completed_together: reliability::completed_together(draft, buyer, seller)?,
            ..Self::of_seller(draft, seller)?
        })
    }

    /// A seller before a buyer of whom nothing is known.
    ///
    /// # Errors
    /// As [`PartyFacts::of`].
    pub fn of_seller(draft: &Draft<'_>, seller: Id<User>) -> Result<Self, ReadStop> {
        let locality = draft.locality();
        let user = draft.get::<User>((locality, seller))?;
        let person = draft.find::<Person>((locality, seller))?;
        Ok(Self {
            seller_born_on: person.and_then(|person| person.born_on),
            seller_credentials: draft.list::<Credential>((locality, seller))?.into(),
            seller_wants_tax_pot: user.wants_tax_pot,
            seller_completed: TrackRecord::of(draft, seller)?.kept_count,
            buyer_credentials: Arc::default(),
            buyer_completed: 0,
            completed_together: 0,
        })
    }

    /// Asks for the rows that [`PartyFacts::of`] reads.
    pub fn reads(keys: &mut Keys, locality: Locality, buyer: Id<User>, seller: Id<User>) {
        keys.one::<User>((locality, seller));
        keys.one::<Person>((locality, seller));
        keys.all::<Credential>((locality, seller));
        reliability::reads(keys, locality, buyer, seller);
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

    /// As [`Checks::verdict`], with every rule's working shown.
    pub fn explain(&self, sides: Sides<'_>, seller_price_minor: i64) -> Trace {
        let facts = self.facts(sides, seller_price_minor);
        self.rulebook.explain(&self.question(&facts))
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
            .int("buyer.completed_trades", parties.buyer_completed)
            .int("pair.completed_trades", parties.completed_together)
            .bool("seller.wants_tax_pot", parties.seller_wants_tax_pot);
        if let Some(born_on) = parties.seller_born_on {
            facts = facts.int("seller.age_at_service", age_on(born_on.date(), self.starts.date));
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

/// Whole years from a date of birth to a date. Who was born on 29 February is a year older on 1 March of other
/// years.
fn age_on(born: Date, on: Date) -> i64 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    i64::from(on.year()) - i64::from(born.year()) - i64::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_a_year_older_on_the_birthday() {
        let date = |y, m, d| Date::new(y, m, d).unwrap();
        let born = date(2008, 2, 29);
        for (on, age) in [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2028, 2, 29), 20)] {
            assert_eq!(age_on(born, on), age, "{on}");
        }
    }
}
