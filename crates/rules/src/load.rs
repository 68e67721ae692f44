//! Loading a rulebook: every file read, every name known, every formula compiled, or a list of what is wrong.

mod cards;
mod error;
mod facts;
mod file;
mod loader;
mod parameters;
mod places;

pub use error::LoadError;

use crate::digest::digest;
use crate::engine::Engine;
use crate::index::Index;
use crate::parameters::Parameter;
use crate::rulebook::Rulebook;
use file::{File, FileKind, WHOLE_RULEBOOK};
use loader::Loader;

const RULES_MOST: usize = 5_000;
const PARAMETER_VALUES_MOST: usize = 10_000;

impl Rulebook {
    /// Reads a rulebook from its files: paths relative to its folder (`US/pay/minimum-pay.toml`) and their text.
    /// Files that do not end in `.toml` are left aside. The order of the files does not matter.
    ///
    /// # Errors
    /// Everything that is wrong, each with its file, its line where known, and what to do.
    pub fn load(files: &[(String, String)]) -> Result<Self, Vec<LoadError>> {
        let mut files: Vec<File<'_>> = files
            .iter()
            .filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "toml"))
            .map(|(path, text)| File { path, text })
            .collect();
        files.sort_unstable_by_key(|file| file.path);
        let engine = Engine::new().map_err(|error| {
            vec![WHOLE_RULEBOOK.refuse(None, error.to_string(), "rename the host function")]
        })?;
        let mut loader = Loader::new(engine);
        loader.refuse_repeated(&files);
        loader.read(&files);
        loader.refuse_too_many();
        loader.finish(&files)
    }
}

impl Loader {
    fn refuse_repeated(&mut self, files: &[File<'_>]) {
        for pair in files.windows(2) {
            if let [first, second] = pair
                && first.path == second.path
            {
                self.errors.push(first.refuse(None, "the file is given twice", "give each path once"));
            }
        }
    }

    /// Places first, because figures need their currencies; cards last, because they name facts and parameters.
    fn read(&mut self, files: &[File<'_>]) {
        let is_place = |file: &File<'_>| matches!(file.kind(), FileKind::Place(_));
        let places: Vec<File<'_>> = files.iter().copied().filter(is_place).collect();
        self.read_places(&places);
        for file in files {
            match file.kind() {
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
            if let FileKind::Card(code) = file.kind() {
                self.read_card(*file, code);
            }
        }
        self.rules.sort_by(|left, right| left.reference.cmp(&right.reference));
        self.check_versions();
        self.check_exceptions();
    }

    fn refuse_too_many(&mut self) {
        let values = self.parameters.values().map(Parameter::rows).sum();
        for (count, most, what) in
            [(self.rules.len(), RULES_MOST, "rules"), (values, PARAMETER_VALUES_MOST, "parameter values")]
        {
            if count > most {
                let problem = format!("there are {count} {what}; the most is {most}");
                self.errors.push(WHOLE_RULEBOOK.refuse(None, problem, "split the rulebook"));
            }
        }
    }

    fn finish(self, files: &[File<'_>]) -> Result<Rulebook, Vec<LoadError>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let funds = self.rules.iter().map(|rule| rule.card.funded_by.clone());
        Ok(Rulebook {
            funds: funds.filter(|fund| !fund.is_empty()).collect(),
            pack_hash: digest(files.iter().map(File::content)).into(),
            index: Index::new(&self.rules),
            facts: self.facts,
            parameters: self.parameters,
            places: self.places,
            currencies: self.currencies,
            rules: self.rules,
            engine: self.engine,
        })
    }
}
