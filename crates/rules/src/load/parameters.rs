//! Loading parameters: tables of dated figures.

use super::error::LoadError;
use super::file::File;
use super::loader::Loader;
use crate::date::{self, Date};
use crate::jurisdiction::CONCESSION;
use crate::parameters::{Description, Parameter, Parameters, is_unit, unit_help};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// The source of a figure that no law sets.
const CONCESSION_CHOICE: &str = "concession choice";

impl Loader {
    pub(super) fn read_parameters(&mut self, file: File<'_>, code: &str) {
        if code != CONCESSION && !self.places.contains_key(code) {
            return self.errors.push(file.without_place(code));
        }
        match read(file, code) {
            Ok(found) => {
                for (name, parameter) in found {
                    if let Some(currency) = parameter.currency()
                        && !self.currencies.contains_key(currency)
                    {
                        let problem = format!("`{name}` is in {currency}, which no place pays with");
                        self.errors.push(file.refuse(
                            None,
                            problem,
                            "declare the currency in a jurisdiction.toml",
                        ));
                    }
                    if let Some(earlier) = self.parameters.insert(name.clone(), parameter) {
                        let problem = format!("`{name}` stands in {} too", earlier.file);
                        self.errors.push(file.refuse(None, problem, "keep all its values in one file"));
                    }
                }
            }
            Err(errors) => self.errors.extend(errors),
        }
    }
}

/// Reads one file of parameters. Each table with `[….values]` is a parameter; its name is its path, which starts
/// with the code of its folder (`us_or.min_wage.portland` in `US-OR/params/`).
fn read(file: File<'_>, code: &str) -> Result<Parameters, Vec<LoadError>> {
    let table = DeTable::parse(file.text).map_err(|error| vec![file.unreadable(&error)])?;
    let mut reader = Reader { file, found: Parameters::new(), errors: Vec::new() };
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
    found: Parameters,
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
        let description = match Description::deserialize(Deserializer::from(Spanned::new(0..0, rest))) {
            Ok(description) => description,
            Err(error) => {
                let problem = format!("parameter `{name}`: {}", error.message());
                self.errors.push(self.file.refuse(line, problem, "add or correct the field"));
                return;
            }
        };
        self.check(&name, line, &description);
        let file = self.file.path.to_owned();
        self.found.insert(name.clone(), Parameter { name, file, description, values });
    }

    fn check(&mut self, name: &str, line: Option<usize>, description: &Description) {
        let file = self.file;
        if !is_unit(&description.unit) {
            let problem = format!("parameter `{name}` has the unknown unit `{}`", description.unit);
            self.errors.push(file.refuse(line, problem, unit_help()));
        }
        if description.reference.is_empty() == (description.source.is_empty()) {
            let problem = format!("parameter `{name}` needs a [[…reference]] or a source, and not both");
            let fix = format!("cite what was read, or write source = \"{CONCESSION_CHOICE}\"");
            self.errors.push(file.refuse(line, problem, fix));
        }
        if !description.source.is_empty() && description.source != CONCESSION_CHOICE {
            let problem = format!("parameter `{name}` has the source `{}`", description.source);
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
