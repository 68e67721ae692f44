//! Payment transfer (31): money in from banks and out to them.
//!
//! The rail is outside. A request leaves a message in the outbox; whoever drives the rail carries it out and
//! reports back by a command of the system, under an id made from the request, so that nothing is paid twice.
//!
//! ```text
//! RequestDeposit ──▶ requested ──ConcludeDeposit──▶ done | failed
//! RequestPayout  ──▶ requested ──ConcludePayout───▶ done | failed     (the money is pending meanwhile)
//! ```

use crate::concession::payment_max;
use crate::support::notices;
use crate::users::{User, only, trader};
use kernel::{
    Amount, Command, Currency, Draft, Id, Keys, Locality, Moment, Record, Refusal, Stop, Timestamp,
};
use ledger::{Class, Entry, Purpose, AccountKey, Transfer};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The outbox topic of requests to the rail.
pub const TOPIC: &str = "payment";

kernel::words! {
    /// Which way money moves.
    pub enum Direction {
        /// In from a bank.
        Deposit = "deposit",
        /// Out to a bank.
        Payout = "payout",
    }
}

kernel::words! {
    /// Where a payment stands.
    pub enum PaymentStage {
        /// Asked for; the rail has it.
        Requested = "requested",
        /// The rail has carried it out.
        Done = "done",
        /// The rail could not.
        Failed = "failed",
    }
}

/// A payment from or to a bank.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "payment", key(locality, id), index = "locality, user_id, id", check = "amount > 0")]
pub struct Payment {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<Payment>,
    /// Whose.
    pub user_id: Id<User>,
    /// In or out.
    pub direction: Direction,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount: Amount,
    /// Where it stands.
    pub stage: PaymentStage,
    /// The pending transfer of a payout.
    pub pending: Option<Id<Transfer>>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the rail was done with it.
    pub concluded_at: Option<Timestamp>,
}

/// What the rail is asked to do.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Which payment.
    pub payment: Id<Payment>,
    /// In or out.
    pub direction: Direction,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount: Amount,
}

/// Why no payment is made.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("payment-transfer")]
pub enum PaymentRefusal {
    /// A payment is of more than nothing and at most the concession's limit.
    NotThisAmount {
        /// The most at once.
        most: (Amount, Currency),
    },
    /// Only the rail reports what became of a payment.
    NotTheRail,
    /// The rail has reported before.
    ConcludedBefore,
}

/// Asks for money from the user's bank or to it.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct RequestPayment {
    /// Whose.
    pub user: Id<User>,
    /// In or out.
    pub direction: Direction,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount: Amount,
}

impl Command for RequestPayment {
    type Done = Id<Payment>;
    const NAME: &'static str = "payment_transfer.request";

    fn locality(&self) -> Locality {
        self.user.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((self.locality(), self.user));
        AccountKey::of(self.user, Class::UserAvailable, self.currency).read(keys, self.locality());
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Id<Payment>, Stop> {
        only(at, self.user)?;
        trader(at, draft)?;
        let most = payment_max(at.consult::<Rulebook>()?, self.currency, at.now.day().date())?;
        if self.amount <= Amount::ZERO || self.amount > most {
            return Err(PaymentRefusal::NotThisAmount { most: (most, self.currency) }.into());
        }
        let id = at.id();
        let pending = match self.direction {
            Direction::Deposit => None,
            Direction::Payout => Some(ledger::reserve(at, draft, &self.entry(id))?),
        };
        draft.add(&Payment {
            locality: at.locality,
            id,
            user_id: self.user,
            direction: self.direction,
            currency: self.currency,
            amount: self.amount,
            stage: PaymentStage::Requested,
            pending,
            requested_at: at.now,
            concluded_at: None,
        });
        let (direction, currency, amount) = (self.direction, self.currency, self.amount);
        draft.notify(at, TOPIC, &Instruction { payment: id, direction, currency, amount });
        Ok(id)
    }
}

impl RequestPayment {
    fn entry(&self, payment: Id<Payment>) -> Entry {
        let user = AccountKey::of(self.user, Class::UserAvailable, self.currency);
        let bank = bank(self.currency);
        let (debit, credit, purpose) = match self.direction {
            Direction::Deposit => (bank, user, Purpose::Deposit),
            Direction::Payout => (user, bank, Purpose::Payout),
        };
        Entry { debit, credit, amount: self.amount, purpose, subject: payment.cast() }
    }
}

/// Enters what the rail made of a payment.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ConcludePayment {
    /// Which.
    pub payment: Id<Payment>,
    /// Whether the rail carried it out.
    pub succeeded: bool,
}

impl Command for ConcludePayment {
    type Done = ();
    const NAME: &'static str = "payment_transfer.conclude";

    fn locality(&self) -> Locality {
        self.payment.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Payment>((self.locality(), self.payment));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        if at.actor != Id::SYSTEM {
            return Err(PaymentRefusal::NotTheRail.into());
        }
        let payment = draft.get::<Payment>((at.locality, self.payment))?;
        if payment.stage != PaymentStage::Requested {
            return Err(PaymentRefusal::ConcludedBefore.into());
        }
        let Payment { user_id: user, direction, currency, amount, .. } = payment;
        match (payment.pending, self.succeeded) {
            (Some(pending), true) => ledger::post_pending(at, draft, pending, amount)?,
            (Some(pending), false) => ledger::void_pending(at, draft, pending)?,
            (None, true) => {
                let entry = RequestPayment { user, direction, currency, amount }.entry(self.payment);
                ledger::post(at, draft, &entry)?;
            }
            (None, false) => {}
        }
        let stage = if self.succeeded { PaymentStage::Done } else { PaymentStage::Failed };
        draft.put(&Payment { stage, pending: None, concluded_at: Some(at.now), ..payment })?;
        let sentence = format!("notice-{}-{}", direction.word(), stage.word());
        let saying = (sentence.as_str(), vec![("money", (amount, currency).into())]);
        notices::tell(at, draft, user, (Some(self.payment), saying));
        Ok(())
    }
}

/// The account of the world outside.
pub fn bank(currency: Currency) -> AccountKey {
    AccountKey::named("bank", Class::Bank, currency)
}

/// Puts up money for a fund, in the parallel market: a sponsor's deposit.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct EndowFund {
    /// Where.
    pub locality: Locality,
    /// Which fund, by its name in the rulebook.
    pub fund: String,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount: Amount,
}

impl Command for EndowFund {
    type Done = ();
    const NAME: &'static str = "payment_transfer.endow_fund";

    fn locality(&self) -> Locality {
        self.locality
    }

    fn reads(&self, keys: &mut Keys) {
        AccountKey::named(&self.fund, Class::Fund, self.currency).read(keys, self.locality);
        bank(self.currency).read(keys, self.locality);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        if at.actor != Id::SYSTEM {
            return Err(PaymentRefusal::NotTheRail.into());
        }
        let credit = AccountKey::named(&self.fund, Class::Fund, self.currency);
        let subject = credit.holder;
        let debit = bank(self.currency);
        ledger::post(
            at,
            draft,
            &Entry { debit, credit, amount: self.amount, purpose: Purpose::Deposit, subject },
        )?;
        Ok(())
    }
}
