//! Loading a rulebook: every file read, every name known, every formula compiled, or a list of what is wrong.

mod cards;
mod places;

use crate::expression::{Engine, Parameters};
use crate::facts::{FactKind, KnownFact, hex};
use crate::index::Index;
use crate::jurisdiction::{CONCESSION, Currency, Jurisdiction};
use crate::parameters::{self, is_unit, unit_help};
use crate::rulebook::{Rule, Rulebook};
use crate::toml_lines::File;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use toml::Spanned;

const RULES_MOST: usize = 5_000;
const TABLE_ROWS_MOST: usize = 10_000;

/// Something in a file that keeps the rulebook from loading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct LoadError {
    /// The path of the file in the rulebook's folder.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub fix: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, problem, fix } = self;
        match line {
            Some(line) => write!(out, "{file}:{line}: {problem}: {fix}"),
            None => write!(out, "{file}: {problem}: {fix}"),
        }
    }
}

/// The parts of a rulebook as they come together; errors are gathered so that an author sees all at once.
pub(crate) struct Loader {
    facts: BTreeMap<String, KnownFact>,
    parameters: Parameters,
    places: BTreeMap<String, Jurisdiction>,
    currencies: BTreeMap<String, Currency>,
    rules: Vec<Rule>,
    engine: Engine,
    errors: Vec<LoadError>,
}

impl Loader {
    pub(crate) fn load(files: &[(String, String)]) -> Result<Rulebook, Vec<LoadError>> {
        let mut files: Vec<File<'_>> = files
            .iter()
            .filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "toml"))
            .map(|(path, text)| File { path, text })
            .collect();
        files.sort_unstable_by_key(|file| file.path);
        let whole = File { path: "rulebook", text: "" };
        let engine = Engine::new()
            .map_err(|error| vec![whole.refuse(None, error.to_string(), "rename the host function")])?;
        let mut loader = Self {
            facts: BTreeMap::new(),
            parameters: BTreeMap::new(),
            places: BTreeMap::new(),
            currencies: BTreeMap::new(),
            rules: Vec::new(),
            engine,
            errors: Vec::new(),
        };
        loader.read_all(&files);
        loader.finish(&files)
    }

    fn read_all(&mut self, files: &[File<'_>]) {
        for pair in files.windows(2) {
            if let [first, second] = pair
                && first.path == second.path
            {
                self.errors.push(first.refuse(None, "the file is given twice", "give each path once"));
            }
        }
        let place_files: Vec<File<'_>> =
            files.iter().copied().filter(|file| matches!(kind(file.path), FileKind::Place(_))).collect();
        self.read_places(&place_files);
        for file in files {
            match kind(file.path) {
                FileKind::Facts => self.read_facts(*file),
                FileKind::Parameters(code) => self.read_parameters(*file, code),
                FileKind::Place(_) | FileKind::Card(_) => {}
                FileKind::Stray => {
                    let fix = "use facts.toml, CODE/jurisdiction.toml, CODE/params/NAME.toml or CODE/TOPIC/NAME.toml";
                    self.errors.push(file.refuse(None, "the rulebook has no such place for a file", fix));
                }
            }
        }
        for file in files {
            if let FileKind::Card(code) = kind(file.path) {
                self.read_card(*file, code);
            }
        }
        self.rules.sort_by(|left, right| left.reference.cmp(&right.reference));
        self.check_versions();
        self.check_exceptions();
    }

    fn finish(mut self, files: &[File<'_>]) -> Result<Rulebook, Vec<LoadError>> {
        let rows: usize = self.parameters.values().map(crate::parameters::Parameter::rows).sum();
        for (count, most, what) in
            [(self.rules.len(), RULES_MOST, "rules"), (rows, TABLE_ROWS_MOST, "parameter values")]
        {
            if count > most {
                let whole = File { path: "rulebook", text: "" };
                let problem = format!("there are {count} {what}; the most is {most}");
                self.errors.push(whole.refuse(None, problem, "split the rulebook"));
            }
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let mut hasher = Sha256::new();
        for file in files {
            hasher.update(format!("{}\n{}\n", file.path, file.text.len()));
            hasher.update(file.text);
        }
        Ok(Rulebook {
            pack_hash: Arc::from(hex(&hasher.finalize())),
            index: Index::new(&self.rules),
            facts: self.facts,
            parameters: self.parameters,
            places: self.places,
            currencies: self.currencies,
            rules: self.rules,
            engine: self.engine,
        })
    }

    fn read_facts(&mut self, file: File<'_>) {
        let facts: BTreeMap<Spanned<String>, KnownFact> = match file.read() {
            Ok(facts) => facts,
            Err(error) => return self.errors.push(error),
        };
        for (name, fact) in facts {
            let line = Some(file.line_of(&name));
            let name = name.into_inner();
            if !is_fact_name(&name) {
                let problem = format!("`{name}` cannot name a fact");
                let fix = "write small letters in two or more parts, such as seller.age_at_service";
                self.errors.push(file.refuse(line, problem, fix));
            }
            if fact.kind == FactKind::Int && !is_unit(&fact.unit) {
                let problem = format!("`{name}` has the unknown unit `{}`", fact.unit);
                self.errors.push(file.refuse(line, problem, unit_help()));
            }
            self.facts.insert(name, fact);
        }
    }

    fn read_parameters(&mut self, file: File<'_>, code: &str) {
        if code != CONCESSION && !self.places.contains_key(code) {
            return self.errors.push(no_such_place(file, code));
        }
        match parameters::read(file, code) {
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

pub(super) fn no_such_place(file: File<'_>, code: &str) -> LoadError {
    file.refuse(
        None,
        format!("the folder {code} has no jurisdiction.toml"),
        format!("add {code}/jurisdiction.toml"),
    )
}

fn is_fact_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    name.contains('.') && name.split('.').all(is_part) && !name.starts_with("param.")
}

/// What a file is, by its path alone.
enum FileKind<'a> {
    Facts,
    Place(&'a str),
    Parameters(&'a str),
    Card(&'a str),
    Stray,
}

fn kind(path: &str) -> FileKind<'_> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["facts.toml"] => FileKind::Facts,
        [code, "jurisdiction.toml"] if *code != CONCESSION => FileKind::Place(code),
        [code, "params", _] => FileKind::Parameters(code),
        [code, _, _] => FileKind::Card(code),
        _ => FileKind::Stray,
    }
}
