//! The waterfall: the one definition of a price, from search to receipt.
//!
//! ```text
//!   price P1 (what the payee asks, promotions taken off)
//! + passed (principal, bond, cover: neither priced nor marked up)
//! + added (tariff, carbon, tax, contributions, intermediaries, the mark-up on P1 alone)
//! − subsidies                                        = the payer pays
//!   P1 + passed + top-ups − withheld                 = the payee receives
//! ```
//! Each line has one payer and one payee and is rounded by itself; every total is the sum of its lines. A price is
//! never made anew for a part of it: [`Waterfall::scaled`] and [`Waterfall::divided`] cut the lines that were agreed.

mod cut;
mod words;

pub use cut::{Cut, Share};
pub use words::{Counterparty, Label, Section};

use kernel::{Amount, Currency, Money, Overflow};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// One line of a price.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the waterfall.
    pub section: Section,
    /// What people read that it is for.
    pub label: Label,
    /// How much, in minor units. Negative only within the price: a promotion or a discount.
    pub amount: Amount,
    /// The rule behind it, as `id@version`, when a card of the rulebook made it.
    pub rule: Option<String>,
    /// Whose account it goes to or, for subsidies and top-ups, comes from; `None` where that is the payee.
    pub counterparty: Option<Counterparty>,
}

/// A price with all its lines, in the order of the waterfall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// In which currency.
    pub currency: Currency,
    /// The lines.
    pub lines: Vec<Line>,
}

/// Who reads a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceReader {
    /// Who is paid.
    Payee,
    /// Anybody else.
    Another,
}

/// A price as its reader may see it. Prices are shown as such, so nobody else reads what a payee sets aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPrice(Waterfall);

impl Deref for ShownPrice {
    type Target = Waterfall;

    fn deref(&self) -> &Waterfall {
        &self.0
    }
}

/// What a section counts towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// What the payee asks, P1.
    Price,
    /// Goes through from payer to payee, or back.
    Passed,
    /// The payer pays it on top, to somebody else.
    Added,
    /// Somebody else pays it of the payer's total.
    Subsidy,
    /// Somebody else pays it to the payee on top.
    TopUp,
    /// The payee does not receive it: it goes to somebody else.
    Withheld,
}

impl Line {
    /// A line of the price that the payee asks.
    pub fn of_price(label: Label, amount: Amount) -> Self {
        Self { section: Section::Price, label, amount, rule: None, counterparty: None }
    }

    /// A line of money that passes through: a bond, a principal.
    pub fn passed(label: Label, amount: Amount) -> Self {
        Self { section: Section::Passed, ..Self::of_price(label, amount) }
    }

    /// Whether it belongs to the price that the payee asks.
    pub fn is_price(&self) -> bool {
        self.section.group() == Group::Price
    }
}

impl Waterfall {
    /// Nothing to pay, in a currency.
    pub fn nothing(currency: Currency) -> Self {
        Self { currency, lines: Vec::new() }
    }

    /// The price for a reader. What the payee receives and sets aside is, to anybody else, received.
    pub fn shown_to(&self, reader: PriceReader) -> ShownPrice {
        let is_shown =
            |line: &&Line| reader == PriceReader::Payee || line.counterparty != Some(Counterparty::TaxPot);
        let lines = self.lines.iter().filter(is_shown).cloned().collect();
        ShownPrice(Self { currency: self.currency, lines })
    }

    /// What the payee asks, P1: what the mark-up is a share of.
    ///
    /// # Errors
    /// [`Overflow`], as the other sums.
    pub fn price(&self) -> Result<Amount, Overflow> {
        self.sum(Group::Price)
    }

    /// What passes through.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn passed(&self) -> Result<Amount, Overflow> {
        self.sum(Group::Passed)
    }

    /// What the payer would pay without subsidies, B.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn total(&self) -> Result<Amount, Overflow> {
        self.price()?.plus(self.passed()?)?.plus(self.sum(Group::Added)?)
    }

    /// What third parties pay of it, S.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn subsidies(&self) -> Result<Amount, Overflow> {
        self.sum(Group::Subsidy)
    }

    /// What third parties pay to the payee on top, U.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn top_ups(&self) -> Result<Amount, Overflow> {
        self.sum(Group::TopUp)
    }

    /// What the payer pays, B - S.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn payer_pays(&self) -> Result<Amount, Overflow> {
        self.total()?.minus(self.subsidies()?)
    }

    /// What is kept back from the payee: contributions, withholdings, fees.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn withheld(&self) -> Result<Amount, Overflow> {
        self.sum(Group::Withheld)
    }

    /// What the payee receives, N.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn payee_receives(&self) -> Result<Amount, Overflow> {
        self.price()?.plus(self.passed()?)?.plus(self.top_ups()?)?.minus(self.withheld()?)
    }

    /// What escrow holds while it is neither settled nor given back: all that was paid in.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn held(&self) -> Result<Amount, Overflow> {
        self.payer_pays()?.plus(self.subsidies()?)?.plus(self.top_ups()?)
    }

    /// What the payer pays, with its currency.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn payer_money(&self) -> Result<Money, Overflow> {
        Ok(self.payer_pays()?.of(self.currency))
    }

    /// The lines of a section.
    pub fn in_section(&self, section: Section) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.section == section)
    }

    /// The lines with a label.
    pub fn labelled(&self, label: Label) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.label == label)
    }

    /// The lines that the payer pays on top of price and passed money.
    pub fn added(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.section.group() == Group::Added)
    }

    fn sum(&self, group: Group) -> Result<Amount, Overflow> {
        Amount::sum(self.lines.iter().filter(|line| line.section.group() == group).map(|line| line.amount))
    }
}

#[cfg(test)]
mod tests;
