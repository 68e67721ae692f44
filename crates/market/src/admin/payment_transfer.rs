//! Payment transfer (31): money in from banks and out to them.
//!
//! The rail is outside. A request leaves a message in the outbox; whoever drives the rail carries it out and
//! reports back by a command of the system, under an id made from the request, so that nothing is paid twice.
//!
//! ```text
//! RequestPayment ──▶ requested ──ConcludePayment──▶ done | failed     (the money of a payout is pending meanwhile)
//! ```

pub mod bank_account;

use crate::concession::payment_max;
use crate::support::notices::{self, Subject};
use crate::users::{User, trader};
use bank_account::BankAccount;
use kernel::{
    Amount, Command, Currency, Decide, Draft, Id, Keys, Locality, Money, Record, Refusal, Sentence, Show,
    Stop, Timestamp, View,
};
use ledger::{AccountKey, Class, Entry, Purpose, Transfer};
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
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "payment",
    key(locality, id),
    personal(user_id),
    index = "locality, user_id, id",
    check = "amount > 0"
)]
#[show(only(id, direction, amount, stage, ends_in, requested_at, concluded_at))]
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
    #[show(money)]
    pub amount: Amount,
    /// Where it stands.
    pub stage: PaymentStage,
    /// Of a payout: the last characters of the bank account.
    pub ends_in: Option<String>,
    /// The pending transfer of a payout.
    pub pending: Option<Id<Transfer>>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the bank was done with it.
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
        most: Money,
    },
    /// The rail has reported before.
    #[stale]
    ConcludedBefore,
    /// The number of a bank account has letters and digits, this many.
    NotANumber {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// The number of a bank account does not name its bank, and nothing else does.
    NoBankCode,
    /// This is no code of a bank.
    NotABankCode,
    /// Nothing carries money between banks and this market.
    NoRail,
    /// Nobody has said yet where the money goes.
    NoBankAccount,
    /// The bank does not know the account, or has not answered yet.
    UnconfirmedBankAccount {
        /// Its last characters.
        ends_in: String,
    },
}

/// What the user of a payment is told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("payment")]
pub enum PaymentNotice {
    /// Money has come in.
    DepositDone {
        /// How much.
        money: Money,
    },
    /// Money did not come in.
    DepositFailed {
        /// How much.
        money: Money,
    },
    /// Money has gone out.
    PayoutDone {
        /// How much.
        money: Money,
    },
    /// Money did not go out, and is back.
    PayoutFailed {
        /// How much.
        money: Money,
    },
}

/// Among what decisions consult in a process that has no payment rail: nobody is promised that money moves.
#[derive(Clone, Copy, Debug)]
pub struct NoRail;

/// Whether there is a rail that carries money between banks and this market.
pub fn has_rail(draft: &Draft<'_>) -> bool {
    draft.consult::<NoRail>().is_err()
}

/// Refuses what a rail would have to carry out, where there is none.
pub(crate) fn needs_rail(draft: &Draft<'_>) -> Result<(), PaymentRefusal> {
    if has_rail(draft) { Ok(()) } else { Err(PaymentRefusal::NoRail) }
}

/// Asks for money from the user's bank or to it. The bank takes its time: look at the payment, or wait for the notice.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("payment_transfer.request", version = 2)]
pub struct RequestPayment {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// In or out.
    pub direction: Direction,
    /// How much.
    pub amount: Money,
}

impl Decide for RequestPayment {
    type Done = Id<Payment>;

    fn asks_proof(&self) -> bool {
        self.direction == Direction::Payout
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        if self.direction == Direction::Payout {
            keys.one::<BankAccount>((Command::locality(self), self.user));
        }
        AccountKey::of(self.user, Class::UserAvailable, self.amount.currency)
            .read(keys, Command::locality(self));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Payment>, Stop> {
        trader(draft)?;
        needs_rail(draft)?;
        let (direction, Money { amount, currency }) = (self.direction, self.amount);
        let most = payment_max(draft.consult::<Rulebook>()?, currency, draft.now().day().date())?;
        if amount <= Amount::ZERO || amount > most {
            return Err(PaymentRefusal::NotThisAmount { most: most.of(currency) }.into());
        }
        let ends_in = match direction {
            Direction::Deposit => None,
            Direction::Payout => Some(bank_account::confirmed(draft, self.user)?.ends_in),
        };
        let id = draft.id();
        let pending = match direction {
            Direction::Deposit => None,
            Direction::Payout => Some(ledger::reserve(draft, &self.entry(id))?),
        };
        draft.add(&Payment {
            locality: draft.locality(),
            id,
            user_id: self.user,
            direction,
            currency,
            amount,
            stage: PaymentStage::Requested,
            ends_in,
            pending,
            requested_at: draft.now(),
            concluded_at: None,
        });
        draft.notify(TOPIC, &Instruction { payment: id, direction, currency, amount });
        Ok(id)
    }
}

impl RequestPayment {
    fn entry(&self, payment: Id<Payment>) -> Entry {
        let Money { amount, currency } = self.amount;
        let user = AccountKey::of(self.user, Class::UserAvailable, currency);
        let bank = bank(currency);
        let (debit, credit, purpose) = match self.direction {
            Direction::Deposit => (bank, user, Purpose::Deposit),
            Direction::Payout => (user, bank, Purpose::Payout),
        };
        Entry { debit, credit, amount, purpose, subject: payment.cast() }
    }
}

/// Enters what the rail made of a payment.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("payment_transfer.conclude", by_market)]
pub struct ConcludePayment {
    /// Which.
    pub payment: Id<Payment>,
    /// Whether the rail carried it out.
    pub succeeded: bool,
}

impl Decide for ConcludePayment {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Payment>((Command::locality(self), self.payment));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let payment = draft.get::<Payment>((draft.locality(), self.payment))?;
        if payment.stage != PaymentStage::Requested {
            return Err(PaymentRefusal::ConcludedBefore.into());
        }
        let Payment { user_id: user, direction, currency, amount, .. } = payment;
        match (payment.pending, self.succeeded) {
            (Some(pending), true) => ledger::post_pending(draft, pending, amount)?,
            (Some(pending), false) => ledger::void_pending(draft, pending)?,
            (None, true) => {
                let entry =
                    RequestPayment { user, direction, amount: amount.of(currency) }.entry(self.payment);
                ledger::post(draft, &entry)?;
            }
            (None, false) => {}
        }
        let stage = if self.succeeded { PaymentStage::Done } else { PaymentStage::Failed };
        draft.put(&Payment { stage, pending: None, concluded_at: Some(draft.now()), ..payment })?;
        let money = amount.of(currency);
        let notice = match (direction, self.succeeded) {
            (Direction::Deposit, true) => PaymentNotice::DepositDone { money },
            (Direction::Deposit, false) => PaymentNotice::DepositFailed { money },
            (Direction::Payout, true) => PaymentNotice::PayoutDone { money },
            (Direction::Payout, false) => PaymentNotice::PayoutFailed { money },
        };
        notices::tell(draft, user, Subject::payment(self.payment), &notice);
        Ok(())
    }
}

/// The account of the world outside.
pub fn bank(currency: Currency) -> AccountKey {
    AccountKey::named("bank", Class::Bank, currency)
}

/// Puts up money for a fund, in the parallel market: a sponsor's deposit.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("payment_transfer.endow_fund", by_market)]
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

impl Decide for EndowFund {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        AccountKey::named(&self.fund, Class::Fund, self.currency).read(keys, self.locality);
        bank(self.currency).read(keys, self.locality);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let credit = AccountKey::named(&self.fund, Class::Fund, self.currency);
        let subject = credit.holder;
        let debit = bank(self.currency);
        ledger::post(
            draft,
            &Entry { debit, credit, amount: self.amount, purpose: Purpose::Deposit, subject },
        )?;
        Ok(())
    }
}

/// The payments that a page of movements was about; the parameters are those of [`crate::support::escrow::StatementLine`].
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT DISTINCT payment.id, payment.ends_in, payment.stage
           FROM (SELECT subject FROM (SELECT subject FROM transfer WHERE locality = $1 AND debit_holder = $2
                                      AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 51) AS spent
                 UNION
                 SELECT subject FROM (SELECT subject FROM transfer WHERE locality = $1 AND credit_holder = $2
                                      AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 51) AS received) AS moved
           JOIN payment ON payment.locality = $1 AND payment.id = moved.subject")]
pub struct StatementPayment {
    /// Which.
    pub id: Id<Payment>,
    /// The last characters of the bank account that it goes to.
    pub ends_in: Option<String>,
    /// Where it stands.
    pub stage: PaymentStage,
}

#[cfg(test)]
mod tests;
