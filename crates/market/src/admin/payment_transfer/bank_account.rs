//! The bank account that a user is paid out to: named by the user, confirmed by the rail.
//!
//! The market keeps the name on it and its last characters, enough for its owner to know it again. The number goes to the
//! rail, which has what it needs to pay, and is not kept here.

use super::PaymentRefusal;
use crate::support::notices::{self, Subject};
use crate::users::{User, trader};
use kernel::{
    Command, Decide, Draft, Id, Keys, Locality, Record, Sentence, ShortText, Show, Stop, Timestamp,
};
use serde::{Deserialize, Serialize};

/// The outbox topic of accounts to confirm.
pub const TOPIC: &str = "bank_account";
/// The least characters of a number, spaces and hyphens aside.
const NUMBER_LEAST: i64 = 4;
/// The most: as long as an IBAN may be, by ISO 13616.
const NUMBER_MOST: i64 = 34;
/// How many of its last characters are kept.
const KEPT: usize = 4;

kernel::words! {
    /// Where a bank account stands.
    pub enum BankAccountStage {
        /// The rail has been asked whether it is there.
        Named = "named",
        /// It is, and can be paid out to.
        Confirmed = "confirmed",
        /// It is not, or not of this name.
        Unknown = "unknown",
    }
}

/// The name on a bank account.
pub type AccountHolder = ShortText<100>;

/// Where a user is paid out to.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "bank_account", key(locality, user_id), personal(user_id))]
#[show(only(holder, ends_in, stage, named_at))]
pub struct BankAccount {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// The name on it.
    pub holder: AccountHolder,
    /// The last characters of its number.
    pub ends_in: String,
    /// Where it stands.
    pub stage: BankAccountStage,
    /// When it was named.
    pub named_at: Timestamp,
}

/// What the rail is asked to confirm.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct AccountInquiry {
    /// Whose.
    pub user: Id<User>,
    /// The name on it.
    pub holder: AccountHolder,
    /// The bank, as the place writes it; nothing where the number names it.
    pub bank_code: Option<String>,
    /// The number: letters and digits.
    pub number: String,
    /// When it was named: what the answer is about.
    pub named_at: Timestamp,
}

/// What the user of a bank account is told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("bank-account")]
pub enum BankAccountNotice {
    /// It can be paid out to.
    Confirmed {
        /// Its last characters.
        ends_in: String,
    },
    /// The bank does not know it.
    Unknown {
        /// Its last characters.
        ends_in: String,
    },
}

/// Names the bank account that you are paid out to, in place of the one before. The bank says whether it knows it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("payment_transfer.name_bank_account")]
pub struct NameBankAccount {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// The name on the account.
    #[ask(example = "Ana Rivera")]
    pub holder: AccountHolder,
    /// The bank: its routing number of nine digits, of which the last proves the others. An IBAN names its bank itself.
    #[ask(example = "123000220")]
    pub bank_code: Option<ShortText<34>>,
    /// The number of the account; spaces and hyphens may stand in it. It is not kept.
    #[ask(example = "0001 2345 4410")]
    pub number: ShortText<60>,
}

impl Decide for NameBankAccount {
    type Done = ();

    fn asks_proof(&self) -> bool {
        true
    }

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<BankAccount>((locality, self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        trader(draft)?;
        super::needs_rail(draft)?;
        let plain = |text: &str| -> String { text.chars().filter(|letter| !is_between(*letter)).collect() };
        let number = plain(&self.number);
        let length = i64::try_from(number.len()).unwrap_or(i64::MAX);
        let fits = (NUMBER_LEAST..=NUMBER_MOST).contains(&length)
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !fits {
            return Err(PaymentRefusal::NotANumber { least: NUMBER_LEAST, most: NUMBER_MOST }.into());
        }
        let bank_code = self.bank_code.as_ref().map(|code| plain(code));
        match &bank_code {
            None if !is_iban(&number) => return Err(PaymentRefusal::NoBankCode.into()),
            Some(code) if !is_bank_code(code) => return Err(PaymentRefusal::NotABankCode.into()),
            None | Some(_) => {}
        }
        let ends_in = number.get(number.len().saturating_sub(KEPT)..).unwrap_or_default().to_owned();
        let (locality, named_at) = (draft.locality(), draft.now());
        draft.put(&BankAccount {
            locality,
            user_id: self.user,
            holder: self.holder.clone(),
            ends_in,
            stage: BankAccountStage::Named,
            named_at,
        })?;
        let Self { user, holder, .. } = self.clone();
        draft.notify(TOPIC, &AccountInquiry { user, holder, bank_code, number, named_at });
        Ok(())
    }
}

/// What people and papers put between the digits, narrow spaces and long hyphens too.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || "-.\u{2010}\u{2011}\u{2012}\u{2013}".contains(letter)
}

/// Whether a number is an IBAN: two letters of a country, two digits that prove the rest, and the rest, so that all of it
/// with the first four behind the others, letters counted from A as 10, leaves 1 when divided by 97 (ISO 13616, ISO 7064).
fn is_iban(number: &str) -> bool {
    let number = number.to_ascii_uppercase();
    let begins = number.bytes().zip([true, true, false, false]);
    let is_shaped =
        number.len() > 14
            && begins.into_iter().all(|(byte, is_letter)| {
                if is_letter { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() }
            });
    let moved = number.chars().skip(4).chain(number.chars().take(4));
    let digits = moved.filter_map(|letter| letter.to_digit(36));
    let rest = digits.fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97);
    is_shaped && rest == 1
}

/// Whether a code can be a bank's: nine digits whose sum, each third weighed by 3, 7 and 1, is a multiple of ten (the
/// American Bankers Association's routing number).
fn is_bank_code(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let sum: u32 =
        digits.iter().zip([3, 7, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 9 && code.len() == 9 && sum.is_multiple_of(10)
}

/// Enters what the rail says of a bank account. An answer about one that was named before the present one counts no more.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("payment_transfer.confirm_bank_account", by_market)]
pub struct ConfirmBankAccount {
    /// Whose.
    pub user: Id<User>,
    /// When the account was named.
    pub named_at: Timestamp,
    /// Whether the rail can pay to it.
    pub is_there: bool,
}

impl Decide for ConfirmBankAccount {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<BankAccount>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let account = draft.get::<BankAccount>((draft.locality(), self.user))?;
        if account.named_at != self.named_at || account.stage != BankAccountStage::Named {
            return Ok(());
        }
        let ends_in = account.ends_in.clone();
        let (stage, notice) = if self.is_there {
            (BankAccountStage::Confirmed, BankAccountNotice::Confirmed { ends_in })
        } else {
            (BankAccountStage::Unknown, BankAccountNotice::Unknown { ends_in })
        };
        draft.put(&BankAccount { stage, ..account })?;
        notices::tell(draft, self.user, Subject::bank_account(self.user), &notice);
        Ok(())
    }
}

/// The account that a user can be paid out to.
///
/// # Errors
/// [`PaymentRefusal::NoBankAccount`], [`PaymentRefusal::UnconfirmedBankAccount`].
pub fn confirmed(draft: &Draft<'_>, user: Id<User>) -> Result<BankAccount, Stop> {
    let account = draft.find::<BankAccount>((draft.locality(), user))?;
    let account = account.ok_or(PaymentRefusal::NoBankAccount)?;
    match account.stage {
        BankAccountStage::Confirmed => Ok(account),
        BankAccountStage::Named | BankAccountStage::Unknown => {
            Err(PaymentRefusal::UnconfirmedBankAccount { ends_in: account.ends_in }.into())
        }
    }
}
