//! The concession's terms, as the rulebook has them on a date. Nothing of this is in code.

use kernel::{BadRow, BasisPoints, Date, Stop};
use rules::Rulebook;
use serde::Serialize;

/// What the concession fixes for every trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The operator's share of the mark-up, on the seller's price.
    pub operator_bp: BasisPoints,
    /// The franchisee's share of the mark-up, on the seller's price.
    pub franchise_bp: BasisPoints,
    /// How long a hold lasts.
    pub hold_minutes: i64,
    /// How often a hold can be extended.
    pub hold_extensions_max: i64,
    /// How long after the end silence means approval.
    pub silent_approval_hours: i64,
    /// Until how long before the start a buyer calls off free of charge.
    pub free_cancellation_hours: i64,
    /// What part of the price a buyer still pays who calls off later.
    pub late_cancellation_bp: BasisPoints,
    /// The most that subsidies may pay of a price.
    pub subsidy_max_bp: BasisPoints,
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
            dated
                .map(|dated| dated.value)
                .ok_or_else(|| Stop::Bad(BadRow(format!("the rulebook has no {name} on {date}"))))
        };
        Ok(Self {
            operator_bp: BasisPoints(value("markup.operator_bp")?),
            franchise_bp: BasisPoints(value("markup.franchise_bp")?),
            hold_minutes: value("hold_minutes")?,
            hold_extensions_max: value("hold_extensions_max")?,
            silent_approval_hours: value("silent_approval_hours")?,
            free_cancellation_hours: value("cancellation.free_until_hours")?,
            late_cancellation_bp: BasisPoints(value("cancellation.late_share_bp")?),
            subsidy_max_bp: BasisPoints(value("subsidy_max_bp")?),
        })
    }
}
