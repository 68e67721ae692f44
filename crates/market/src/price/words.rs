//! What the lines of a price are called, and whose account they move.

use super::Group;
use kernel::{BadRow, Currency, Field, Kind, Value};
use ledger::{AccountKey, Class, Holder};
use serde::{Deserialize, Serialize};
use std::fmt;

kernel::words! {
    /// Where a line stands in the waterfall: the closed list that decides who pays it and who receives it.
    pub enum Section {
        /// What the payee asks.
        Price = "price",
        /// Taken off the price: vouchers, discounts; negative.
        Promotion = "promotion",
        /// Passes through: principal, bond, cover.
        Passed = "passed",
        /// A tariff on the price.
        Tariff = "tariff",
        /// Carbon, on quantities.
        Carbon = "carbon",
        /// A stabilizer's surcharge into its pot.
        Stabilizer = "stabilizer",
        /// A tax on what is bought.
        ConsumptionTax = "consumption_tax",
        /// A benefit contribution that the payer pays.
        PayerContribution = "payer_contribution",
        /// What an intermediary adds.
        Intermediary = "intermediary",
        /// The mark-up of operator and franchise, on the price alone.
        Markup = "markup",
        /// What a third party pays of the payer's total.
        Subsidy = "subsidy",
        /// What a third party pays to the payee.
        TopUp = "top_up",
        /// A benefit contribution that the payee pays.
        PayeeContribution = "payee_contribution",
        /// Tax withheld at source, or set aside for it.
        Withholding = "withholding",
        /// What an intermediary whom the payee chose takes.
        PayeeFee = "payee_fee",
    }
}

kernel::words! {
    /// What people read that a line is for: an open list, with a word in every locale (`line-…`).
    pub enum Label {
        /// The hours at the hourly rate.
        Hours = "hours",
        /// On top, for the evening and the night.
        Evening = "evening",
        /// On top, for the weekend.
        Weekend = "weekend",
        /// On top, for booking late.
        ShortNotice = "short_notice",
        /// Off, for a longer hire.
        LongerHire = "longer_hire",
        /// The way to the work.
        Travel = "travel",
        /// The use of a thing or a space for whole days.
        HireDays = "hire_days",
        /// The use of a thing or a space for hours.
        HireHours = "hire_hours",
        /// Set aside against damage or a late return.
        Bond = "bond",
        /// Things that are bought.
        Item = "item",
        /// Bringing them.
        Delivery = "delivery",
        /// A stage of a work.
        Milestone = "milestone",
        /// The right to use something digital.
        Licence = "licence",
        /// What is lent.
        Principal = "principal",
        /// What lending it costs.
        Interest = "interest",
        /// What cover costs.
        Premium = "premium",
        /// What is paid when the loss occurs.
        Cover = "cover",
        /// What is given for a purpose.
        Grant = "grant",
        /// What makes good for a trade that is over.
        Amends = "amends",
        /// A tax, tariff or other charge that a rule puts on the payer.
        Charge = "charge",
        /// The operator's share of the mark-up.
        OperatorMarkup = "operator_markup",
        /// The franchisee's share of the mark-up.
        FranchiseShare = "franchise_share",
        /// What a fund pays.
        Subsidy = "subsidy",
        /// What is kept back from the payee.
        Withholding = "withholding",
    }
}

/// Whose account a line goes to, or for subsidies and top-ups comes from, where that is neither side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counterparty {
    /// What the payee sets aside for tax.
    TaxPot,
    /// The operator.
    Operator,
    /// The franchisee of this market's front.
    Franchise,
    /// An authority, by its name: `us-irs`.
    Authority(String),
    /// A fund, by its name: `concession-welcome`.
    Fund(String),
}

impl Section {
    pub(crate) fn group(self) -> Group {
        match self {
            Self::Price | Self::Promotion => Group::Price,
            Self::Passed => Group::Passed,
            Self::Tariff
            | Self::Carbon
            | Self::Stabilizer
            | Self::ConsumptionTax
            | Self::PayerContribution
            | Self::Intermediary
            | Self::Markup => Group::Added,
            Self::Subsidy => Group::Subsidy,
            Self::TopUp => Group::TopUp,
            Self::PayeeContribution | Self::Withholding | Self::PayeeFee => Group::Withheld,
        }
    }

    /// The section of a charge that a rule makes, by the rule's stage in the waterfall; `None` for a stage at which the
    /// payer is charged nothing.
    pub fn of_charge(stage: u8) -> Option<Self> {
        Some(match stage {
            20 => Self::Tariff,
            30 => Self::Carbon,
            32 => Self::Stabilizer,
            35 => Self::ConsumptionTax,
            36 => Self::PayerContribution,
            _ => return None,
        })
    }
}

impl Label {
    /// Whether it is due as a whole once anything is: a way is made or not made.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Travel | Self::Delivery)
    }
}

impl Counterparty {
    /// The counterparty of a name as the rulebook writes it: `authority:us-irs`, `fund:concession-welcome`,
    /// `user_tax_pot`, `operator`, `franchise`.
    pub fn parse(text: &str) -> Option<Self> {
        let (class, name) = text.split_once(':').unwrap_or((text, ""));
        Some(match (class, name) {
            ("user_tax_pot", "") => Self::TaxPot,
            ("operator", "") => Self::Operator,
            ("franchise", "") => Self::Franchise,
            ("authority", name) if !name.is_empty() => Self::Authority(name.to_owned()),
            ("fund", name) if !name.is_empty() => Self::Fund(name.to_owned()),
            _ => return None,
        })
    }

    /// Its account. A tax pot is the payee's own.
    pub fn account(&self, payee: AccountKey) -> AccountKey {
        let named = |class| AccountKey::named(&self.to_string(), class, payee.currency);
        match self {
            Self::TaxPot => AccountKey { class: Class::UserTaxPot, ..payee },
            Self::Operator => named(Class::OperatorMarkup),
            Self::Franchise => named(Class::FranchiseShare),
            Self::Authority(_) => named(Class::Authority),
            Self::Fund(_) => named(Class::Fund),
        }
    }

    /// The account of a fund, whoever the payee is.
    pub fn fund_account(name: &str, currency: Currency) -> AccountKey {
        let nobody = AccountKey::of(kernel::Id::<Holder>::from_bits(0), Class::UserAvailable, currency);
        Self::Fund(name.to_owned()).account(nobody)
    }
}

impl fmt::Display for Counterparty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TaxPot => f.write_str("user_tax_pot"),
            Self::Operator => f.write_str("operator"),
            Self::Franchise => f.write_str("franchise"),
            Self::Authority(name) => write!(f, "authority:{name}"),
            Self::Fund(name) => write!(f, "fund:{name}"),
        }
    }
}

impl Serialize for Counterparty {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Counterparty {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("no counterparty is written so"))
    }
}

impl Field for Counterparty {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.to_string().into())
    }
    fn from_value(value: &Value) -> Result<Self, BadRow> {
        Self::parse(value.as_text()?).ok_or_else(|| BadRow::unknown_word("counterparty"))
    }
}
