//! The concession's terms, as the rulebook has them on a date. Nothing of this is in code.

use kernel::{BadRow, BasisPoints, Date, Stop};
use rules::Rulebook;
use serde::Serialize;

/// What the concession fixes for every trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The mark-up on the seller's price, which is all that a buyer pays for the market.
    pub markup_bp: BasisPoints,
    /// The franchisee's part of the mark-up; the operator has the rest.
    pub franchise_share_bp: BasisPoints,
    /// How long a hold lasts.
    pub hold_minutes: i64,
    /// How often a hold can be extended.
    pub hold_extensions_most: i64,
    /// How long after the end silence means approval.
    pub silent_approval_hours: i64,
    /// Until how long before the start a buyer calls off free of charge.
    pub free_cancellation_hours: i64,
    /// What part of the price a buyer pays who calls off later.
    pub late_cancellation_bp: BasisPoints,
    /// The most that subsidies may pay of a price.
    pub subsidy_most_bp: BasisPoints,
}

impl Terms {
    /// The terms in force on a date.
    ///
    /// # Errors
    /// [`Stop::Bad`] names the parameter that the rulebook lacks.
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| {
            let name = format!("concession.{name}");
            let dated = rulebook.parameter(&name, date);
            dated.map(|dated| dated.value).ok_or_else(|| Stop::Bad(BadRow(format!("the rulebook has no {name} on {date}"))))
        };
        Ok(Self {
            markup_bp: BasisPoints(value("markup_bp")?),
            franchise_share_bp: BasisPoints(value("franchise_share_bp")?),
            hold_minutes: value("hold_minutes")?,
            hold_extensions_most: value("hold_extensions_most")?,
            silent_approval_hours: value("silent_approval_hours")?,
            free_cancellation_hours: value("free_cancellation_hours")?,
            late_cancellation_bp: BasisPoints(value("late_cancellation_bp")?),
            subsidy_most_bp: BasisPoints(value("subsidy_most_bp")?),
        })
    }
}
