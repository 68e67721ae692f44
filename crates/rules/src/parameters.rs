//! Dated parameters: every rate, age and limit, with its unit, its source and the date from which it holds.

use crate::Date;
use crate::card::Status;
use crate::date::{self, CivilDate};
use crate::load::LoadError;
use crate::toml_lines::File;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

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
pub struct Dated<'a> {
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

impl<'a> Dated<'a> {
    /// What it is, in a language, or as written.
    pub fn title_in(&self, locale: &str) -> &'a str {
        self.titles.get(locale).map_or(self.title, String::as_str)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) file: String,
    head: Head,
    /// First day in force and value, ascending.
    values: Vec<(Date, i64)>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    #[serde(default)]
    titles: BTreeMap<String, String>,
    unit: String,
    status: Status,
    #[serde(default)]
    reference: Vec<Reference>,
    #[serde(default)]
    source: String,
    /// What a reader should know about the figure.
    #[serde(default, rename = "note")]
    _note: String,
}

pub(crate) const CONCESSION_CHOICE: &str = "concession choice";
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
    pub(crate) fn on(&self, date: Date) -> Option<(Date, i64)> {
        let later = self.values.partition_point(|(since, _)| *since <= date);
        self.values.get(later.checked_sub(1)?).copied()
    }

    pub(crate) fn dated(&self, date: Date) -> Option<Dated<'_>> {
        let (since, value) = self.on(date)?;
        let head = &self.head;
        Some(Dated {
            name: &self.name,
            title: &head.title,
            titles: &head.titles,
            value,
            unit: &head.unit,
            since,
            status: head.status,
            references: &head.reference,
            source: &head.source,
        })
    }

    /// The currency code that its unit names, as in `USD` or `USD/hour`.
    pub(crate) fn currency(&self) -> Option<&str> {
        currency_of(&self.head.unit)
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

/// Reads one file of parameters. Each table with `[….values]` is a parameter; its name is its path, which starts
/// with the code of its folder (`us_or.min_wage.portland` in `US-OR/params/`).
pub(crate) fn read(file: File<'_>, code: &str) -> Result<BTreeMap<String, Parameter>, Vec<LoadError>> {
    let table = DeTable::parse(file.text).map_err(|error| vec![file.unreadable(&error)])?;
    let mut reader = Reader { file, found: BTreeMap::new(), errors: Vec::new() };
    reader.walk("", table.get_ref());
    let prefix = format!("{}.", code.to_lowercase().replace('-', "_"));
    for name in reader.found.keys().filter(|name| !name.starts_with(&prefix)) {
        let problem = format!("parameter `{name}` does not belong to {code}");
        reader.errors.push(file.refuse(None, problem, format!("start its name with `{prefix}`")));
    }
    if reader.errors.is_empty() { Ok(reader.found) } else { Err(reader.errors) }
}

struct Reader<'a> {
    file: File<'a>,
    found: BTreeMap<String, Parameter>,
    errors: Vec<LoadError>,
}

impl Reader<'_> {
    fn walk(&mut self, path: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name =
                if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            let line = Some(self.file.line_of(key));
            let Some(inner) = value.get_ref().as_table() else {
                let problem = format!("`{name}` stands outside a parameter");
                self.errors.push(self.file.refuse(line, problem, "give the parameter a [name.values] table"));
                continue;
            };
            if inner.contains_key("values") {
                self.parameter(name, line, inner);
            } else {
                self.walk(&name, inner);
            }
        }
    }

    fn parameter(&mut self, name: String, line: Option<usize>, table: &DeTable<'_>) {
        let values = self.values(table);
        let mut rest = table.clone();
        rest.remove("values");
        let head: Head = match serde::Deserialize::deserialize(toml::de::Deserializer::from(
            toml::Spanned::new(0..0, rest),
        )) {
            Ok(head) => head,
            Err(error) => {
                let problem = format!("parameter `{name}`: {}", error.message());
                self.errors.push(self.file.refuse(line, problem, "add or correct the field"));
                return;
            }
        };
        self.check_head(&name, line, &head);
        let file = self.file.path.to_owned();
        self.found.insert(name.clone(), Parameter { name, file, head, values });
    }

    fn check_head(&mut self, name: &str, line: Option<usize>, head: &Head) {
        let file = self.file;
        if !is_unit(&head.unit) {
            let problem = format!("parameter `{name}` has the unknown unit `{}`", head.unit);
            self.errors.push(file.refuse(line, problem, unit_help()));
        }
        if head.reference.is_empty() == (head.source.is_empty()) {
            let problem = format!("parameter `{name}` needs a [[…reference]] or a source, and not both");
            let fix = format!("cite what was read, or write source = \"{CONCESSION_CHOICE}\"");
            self.errors.push(file.refuse(line, problem, fix));
        }
        if !head.source.is_empty() && head.source != CONCESSION_CHOICE {
            let problem = format!("parameter `{name}` has the source `{}`", head.source);
            let fix = format!("the only source without a reference is \"{CONCESSION_CHOICE}\"");
            self.errors.push(file.refuse(line, problem, fix));
        }
    }

    fn values(&mut self, table: &DeTable<'_>) -> Vec<(Date, i64)> {
        let Some(written) = table.get("values").and_then(|value| value.get_ref().as_table()) else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        for (key, value) in written {
            let line = Some(self.file.line_of(key));
            let Some(since) = date::parse(key.get_ref()) else {
                let problem = format!("`{}` is not a date", key.get_ref());
                self.errors.push(self.file.refuse(
                    line,
                    problem,
                    "write the first day in force, as 2026-07-01",
                ));
                continue;
            };
            let Some(number) = integer(value.get_ref()) else {
                let problem = format!("the value from {since} is not a whole number");
                self.errors.push(self.file.refuse(
                    line,
                    problem,
                    "use minor units, basis points or whole units",
                ));
                continue;
            };
            rows.push((key.span().start, since, number));
        }
        rows.sort_unstable();
        let in_file_order: Vec<(Date, i64)> =
            rows.iter().map(|(_, since, number)| (*since, *number)).collect();
        if !in_file_order.is_sorted_by(|earlier, later| earlier.0 < later.0) {
            let line = rows.first().map(|(offset, ..)| self.file.line_at(*offset));
            self.errors.push(self.file.refuse(
                line,
                "the dates do not ascend",
                "put the oldest first, each once",
            ));
        }
        in_file_order
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let written = value.as_integer()?;
    i64::from_str_radix(written.as_str(), written.radix()).ok()
}
