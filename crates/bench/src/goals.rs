//! Goals: what a figure must reach.

use super::decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A goal and what was measured.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Goal {
    /// What is measured.
    pub(crate) name: String,
    /// What it came to; `None` when it could not be measured here.
    pub(crate) value: Option<Decimal>,
    /// Of what.
    pub(crate) unit: String,
    /// The least it must be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) at_least: Option<Decimal>,
    /// The most it may be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) at_most: Option<Decimal>,
    /// Whether it was measured and reaches that.
    pub(crate) holds: bool,
}

impl Goal {
    /// A figure that must be no less than something.
    pub(crate) fn at_least(name: &str, value: Option<Decimal>, unit: &str, least: Decimal) -> Self {
        let holds = value.is_some_and(|value| value >= least);
        let (name, unit) = (name.to_owned(), unit.to_owned());
        Self { name, value, unit, at_least: Some(least), at_most: None, holds }
    }

    /// A figure that must be no more than something.
    pub(crate) fn at_most(name: &str, value: Option<Decimal>, unit: &str, most: Decimal) -> Self {
        let holds = value.is_some_and(|value| value <= most);
        let (name, unit) = (name.to_owned(), unit.to_owned());
        Self { name, value, unit, at_least: None, at_most: Some(most), holds }
    }

    /// `yes`, `no` or `not measured`.
    pub(crate) fn word(&self) -> &'static str {
        match (self.holds, self.value) {
            (true, _) => "yes",
            (false, Some(_)) => "no",
            (false, None) => "not measured",
        }
    }

    /// What must be reached.
    pub(crate) fn limit(&self) -> String {
        let least = self.at_least.map(|least| format!("≥ {least}"));
        let most = self.at_most.map(|most| format!("≤ {most}"));
        least.or(most).unwrap_or_default()
    }
}
