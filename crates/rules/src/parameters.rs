//! Dated parameters: every rate, age and limit, with its unit, its source and the date from which it holds.

use crate::card::Status;
use crate::date::CivilDate;
use crate::date::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a figure was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The name of the law, page or notice.
    pub title: String,
    /// The section of law, if it is one.
    pub cite: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The day on which it was read.
    pub(crate) retrieved: Option<CivilDate>,
}

impl Reference {
    /// The day on which it was read.
    pub fn retrieved_on(&self) -> Option<Date> {
        self.retrieved.map(|date| date.0)
    }
}

/// A parameter's value in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterValue<'a> {
    /// Its full name, such as `concession.hold_minutes`.
    pub name: &'a str,
    /// What it is, in plain words.
    pub title: &'a str,
    /// The title in other languages, by locale.
    pub titles: &'a BTreeMap<String, String>,
    /// The whole number, in `unit`.
    pub value: i64,
    /// `bp`, `minutes`, `USD/hour` (minor units for an hour) and the like.
    pub unit: &'a str,
    /// The first day on which this value holds.
    pub since: Date,
    /// Whether it is law or a demonstration.
    pub status: Status,
    /// Where it was read; empty for a choice of the concession.
    pub references: &'a [Reference],
    /// `concession choice` when no law sets it; empty otherwise.
    pub source: &'a str,
}

impl<'a> ParameterValue<'a> {
    /// What it is, in a language, or as written.
    pub fn title_in(&self, locale: &str) -> &'a str {
        self.titles.get(locale).map_or(self.title, String::as_str)
    }
}

/// Every parameter, by its full name.
pub(crate) type Parameters = BTreeMap<String, Parameter>;

/// A figure with all its values.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) description: Description,
    /// First day in force and value, ascending.
    pub(crate) values: Vec<(Date, i64)>,
}

/// What a file says of a parameter besides its values.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    title: String,
    #[serde(default)]
    titles: BTreeMap<String, String>,
    pub(crate) unit: String,
    status: Status,
    #[serde(default)]
    pub(crate) reference: Vec<Reference>,
    #[serde(default)]
    pub(crate) source: String,
    /// What a reader should know about the figure.
    #[serde(default, rename = "note")]
    _note: String,
}

const UNITS: [&str; 11] = [
    "bp",
    "count",
    "days",
    "hours",
    "metres",
    "minor",
    "minute_of_day",
    "minutes",
    "month_day",
    "weekday",
    "years",
];

impl Parameter {
    /// The value in force on `date`; `None` before the first one.
    pub(crate) fn value_on(&self, date: Date) -> Option<i64> {
        self.row_on(date).map(|(_, value)| value)
    }

    /// The value in force on `date` with all that is said of it.
    pub(crate) fn in_force_on(&self, date: Date) -> Option<ParameterValue<'_>> {
        let (since, value) = self.row_on(date)?;
        let description = &self.description;
        Some(ParameterValue {
            name: &self.name,
            title: &description.title,
            titles: &description.titles,
            value,
            unit: &description.unit,
            since,
            status: description.status,
            references: &description.reference,
            source: &description.source,
        })
    }

    fn row_on(&self, date: Date) -> Option<(Date, i64)> {
        let later = self.values.partition_point(|(since, _)| *since <= date);
        self.values.get(later.checked_sub(1)?).copied()
    }

    /// The currency code that its unit names, as in `USD` or `USD/hour`.
    pub(crate) fn currency(&self) -> Option<&str> {
        currency_of(&self.description.unit)
    }

    pub(crate) fn rows(&self) -> usize {
        self.values.len()
    }
}

/// The currency in a unit: three capital letters, alone or for an hour.
pub(crate) fn currency_of(unit: &str) -> Option<&str> {
    let code = unit.strip_suffix("/hour").unwrap_or(unit);
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}

pub(crate) fn is_unit(unit: &str) -> bool {
    UNITS.contains(&unit) || currency_of(unit).is_some()
}

pub(crate) fn unit_help() -> String {
    format!("use one of {}, or a currency such as USD or USD/hour for minor units", UNITS.join(", "))
}
