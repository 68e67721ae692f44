//! Accounts: what each holder has, in one currency, for one use.

use kernel::{Amount, Currency, Draft, Id, Keys, Locality, Money, ReadStop, Record, Refusal};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Whoever or whatever holds an account: a user's account, a trade's escrow, a fund. Only ever a marker.
#[derive(Debug)]
pub enum Holder {}

kernel::words! {
    /// What an account is for. One holder has at most one account of a class in a currency.
    pub enum Class {
        /// What a user can spend or be paid out.
        UserAvailable = "user_available",
        /// What a user sets aside for tax.
        UserTaxPot = "user_tax_pot",
        /// What a trade holds until it is settled; zero before and after.
        Escrow = "escrow",
        /// The operator's share of the mark-up.
        OperatorMarkup = "operator_markup",
        /// A franchisee's share of the mark-up.
        FranchiseShare = "franchise_share",
        /// What is owed to a tax authority.
        Authority = "authority",
        /// What a sponsor has put up for subsidies.
        Fund = "fund",
        /// The world outside: what came in from banks, less what went out. The only class that may go below
        /// zero.
        Bank = "bank",
    }
}

/// One balance.
#[derive(Record, Clone, Debug)]
#[record(
    table = "account",
    key(locality, holder, class, currency),
    personal(holder),
    check = "available >= least",
    check = "reserved >= 0"
)]
pub struct Account {
    /// The market area.
    pub locality: Locality,
    /// Who holds it.
    pub holder: Id<Holder>,
    /// What it is for.
    pub class: Class,
    /// In which currency.
    pub currency: Currency,
    /// What can be spent, in minor units.
    pub available: Amount,
    /// What is promised to pending transfers, in minor units. The balance is `available + reserved`.
    pub reserved: Amount,
    /// The least that `available` may be; empty where there is no limit.
    pub least: Option<Amount>,
}

/// Names an account: the part of its key that is not the locality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountKey {
    /// Who holds it.
    pub holder: Id<Holder>,
    /// What it is for.
    pub class: Class,
    /// In which currency.
    pub currency: Currency,
}

/// What a holder who is known by a name is called, so that its accounts can be listed: the name alone makes its id.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "holder_name", key(locality, holder), public)]
pub struct HolderName {
    /// The market area.
    pub locality: Locality,
    /// Who holds accounts.
    pub holder: Id<Holder>,
    /// The name: `authority:us-irs`.
    pub name: String,
}

/// Asks for the row that [`name_holder`] reads.
pub fn holder_name_reads(keys: &mut Keys, locality: Locality, holder: Id<Holder>) {
    keys.one::<HolderName>((locality, holder));
}

/// Keeps the name of a holder, once.
///
/// # Errors
/// As [`Draft::find`].
pub fn name_holder(draft: &mut Draft<'_>, holder: Id<Holder>, name: &str) -> Result<(), ReadStop> {
    let locality = draft.locality();
    if draft.find::<HolderName>((locality, holder))?.is_none() {
        draft.put(&HolderName { locality, holder, name: name.to_owned() })?;
    }
    Ok(())
}

/// Why the ledger moves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("ledger")]
pub enum LedgerRefusal {
    /// The account has less than is asked of it.
    Insufficient {
        /// What is missing.
        missing: Money,
    },
    /// A transfer moves something, from one account to another of the same currency.
    NothingToMove,
    /// The pending transfer was posted or voided before.
    NotPending,
    /// More is to be posted than was reserved.
    MoreThanReserved {
        /// What was reserved.
        reserved: Money,
    },
}

impl AccountKey {
    /// A holder's account of a class. `holder` is the id of the user, trade or fund.
    pub fn of<T>(holder: Id<T>, class: Class, currency: Currency) -> Self {
        Self { holder: holder.cast(), class, currency }
    }

    /// The account of someone who is known by a name and is no user: `fund:concession-welcome`, `operator`.
    pub fn named(name: &str, class: Class, currency: Currency) -> Self {
        let hash = Sha256::digest(name.as_bytes());
        let bits = hash.iter().take(16).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
        Self { holder: Id::from_bits(bits), class, currency }
    }

    /// Asks for the account's row.
    pub fn read(self, keys: &mut Keys, locality: Locality) {
        keys.one::<Account>(self.key(locality));
    }

    /// The account as it stands in the draft's locality; one that was never used is empty.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn account(self, draft: &Draft<'_>) -> Result<Account, ReadStop> {
        let locality = draft.locality();
        Ok(draft.find::<Account>(self.key(locality))?.unwrap_or_else(|| self.empty(locality)))
    }

    /// The key of the account's row.
    pub fn key(self, locality: Locality) -> (Locality, Id<Holder>, Class, Currency) {
        (locality, self.holder, self.class, self.currency)
    }

    fn empty(self, locality: Locality) -> Account {
        let least = (self.class != Class::Bank).then_some(Amount::ZERO);
        let Self { holder, class, currency } = self;
        Account { locality, holder, class, currency, available: Amount::ZERO, reserved: Amount::ZERO, least }
    }
}

impl Account {
    /// Its name.
    pub fn account_key(&self) -> AccountKey {
        AccountKey { holder: self.holder, class: self.class, currency: self.currency }
    }

    /// Refuses when `amount` cannot be spent from it.
    ///
    /// # Errors
    /// [`LedgerRefusal::Insufficient`].
    pub fn can_spend(&self, amount: Amount) -> Result<(), kernel::Stop> {
        let Some(least) = self.least else { return Ok(()) };
        let left = self.available.minus(amount)?;
        if left < least {
            return Err(LedgerRefusal::Insufficient { missing: least.minus(left)?.of(self.currency) }.into());
        }
        Ok(())
    }
}
