//! The waterfall: the one definition of a price, from search to receipt.
//!
//! ```text
//!   seller's price P1 (hours, evening, weekend, short notice, travel, longer hire)
//! + charges (tax, tariff, carbon …)          + mark-up on P1 alone (operator's and franchisee's shares)
//! − subsidies                                = you pay
//!   P1 − withheld                            = the seller receives
//! ```
//! Each line has one payer and one payee and is rounded by itself; every total is the sum of its lines.

use kernel::{Amount, Currency, Overflow, Rounding};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// What a line is for.
    pub enum LineKind {
        /// The hours at the hourly rate.
        Hours = "hours",
        /// On top, for the evening and the night.
        Evening = "evening",
        /// On top, for the weekend.
        Weekend = "weekend",
        /// On top, for booking late.
        ShortNotice = "short_notice",
        /// The way to the work.
        Travel = "travel",
        /// Off, for a longer hire; negative.
        LongerHire = "longer_hire",
        /// A tax, tariff or other charge that a rule puts on the buyer.
        Charge = "charge",
        /// The operator's share of the mark-up.
        OperatorMarkup = "operator_markup",
        /// The franchisee's share of the mark-up.
        FranchiseShare = "franchise_share",
        /// What a third party pays of the buyer's price.
        Subsidy = "subsidy",
        /// What is kept back from the seller.
        Withholding = "withholding",
    }
}

/// One line of a price.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub kind: LineKind,
    /// How much, in minor units. Negative only for [`LineKind::LongerHire`].
    pub amount: Amount,
    /// The rule behind it, as `id@version`, when a card of the rulebook made it.
    pub rule: Option<String>,
    /// Whose account it goes to or comes from, where that is neither buyer nor seller, such as
    /// `authority:us-irs` or `fund:first-booking`.
    pub counterparty: Option<String>,
}

/// A price with all its lines, in the order of the waterfall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// In which currency.
    pub currency: Currency,
    /// The lines.
    pub lines: Vec<Line>,
}

/// Where a line stands in the waterfall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    SellerPrice,
    Added,
    Subsidy,
    Withheld,
}

impl LineKind {
    fn part(self) -> Part {
        match self {
            Self::Hours
            | Self::Evening
            | Self::Weekend
            | Self::ShortNotice
            | Self::Travel
            | Self::LongerHire => Part::SellerPrice,
            Self::Charge | Self::OperatorMarkup | Self::FranchiseShare => Part::Added,
            Self::Subsidy => Part::Subsidy,
            Self::Withholding => Part::Withheld,
        }
    }

    /// Whether it is part of the seller's own price.
    pub fn is_seller_price(self) -> bool {
        self.part() == Part::SellerPrice
    }
}

impl Line {
    /// A line of the seller's own price.
    pub fn of_seller(kind: LineKind, amount: Amount) -> Self {
        Self { kind, amount, rule: None, counterparty: None }
    }
}

impl Waterfall {
    /// The seller's price, P1: what the mark-up is a share of.
    ///
    /// # Errors
    /// [`Overflow`], as the other sums.
    pub fn seller_price(&self) -> Result<Amount, Overflow> {
        self.sum(Part::SellerPrice)
    }

    /// What the buyer would pay without subsidies, B.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn total(&self) -> Result<Amount, Overflow> {
        self.seller_price()?.plus(self.sum(Part::Added)?)
    }

    /// What third parties pay of it, S.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn subsidies(&self) -> Result<Amount, Overflow> {
        self.sum(Part::Subsidy)
    }

    /// What the buyer pays, B - S.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn buyer_pays(&self) -> Result<Amount, Overflow> {
        self.total()?.minus(self.subsidies()?)
    }

    /// What is kept back from the seller, W.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn withheld(&self) -> Result<Amount, Overflow> {
        self.sum(Part::Withheld)
    }

    /// What the seller receives, N.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn seller_receives(&self) -> Result<Amount, Overflow> {
        self.seller_price()?.minus(self.withheld()?)
    }

    /// The lines that are neither the seller's price nor the seller's deductions.
    pub fn added(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.kind.part() == Part::Added)
    }

    /// The lines of one kind.
    pub fn of_kind(&self, kind: LineKind) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.kind == kind)
    }

    /// The price when only part of the booked minutes was worked: each line in proportion, rounded half to even;
    /// travel stays whole once any work was done. The buyer never pays more than before: where travel would have
    /// it so, the subsidies keep up the difference.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn for_work(&self, worked_minutes: i64, booked_minutes: i64) -> Result<Self, Overflow> {
        let mut worked = self.scaled(worked_minutes, booked_minutes)?;
        for (line, whole) in worked.lines.iter_mut().zip(&self.lines) {
            if line.kind == LineKind::Travel && worked_minutes > 0 {
                line.amount = whole.amount;
            }
        }
        let over = worked.buyer_pays()?.minus(self.buyer_pays()?)?;
        if over > Amount::ZERO
            && let Some(subsidy) = worked.lines.iter_mut().find(|line| line.kind == LineKind::Subsidy)
        {
            subsidy.amount = subsidy.amount.plus(over)?;
        }
        Ok(worked)
    }

    /// Each line times `numerator / denominator`, rounded half to even.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn scaled(&self, numerator: i64, denominator: i64) -> Result<Self, Overflow> {
        let scale = |line: &Line| {
            let amount = line.amount.scaled(numerator, denominator, Rounding::HalfEven)?;
            Ok(Line { amount, ..line.clone() })
        };
        let lines = self.lines.iter().map(scale).collect::<Result<_, Overflow>>()?;
        Ok(Self { currency: self.currency, lines })
    }

    fn sum(&self, part: Part) -> Result<Amount, Overflow> {
        Amount::sum(self.lines.iter().filter(|line| line.kind.part() == part).map(|line| line.amount))
    }
}

#[cfg(test)]
mod tests;
