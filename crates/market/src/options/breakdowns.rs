//! Breakdown (11): how a need is broken into components from markets of their own, by public templates.
//!
//! ```text
//! template ──answers──▶ ways, each of components and constraints ──candidates──▶ chains::search
//! ```
//! A template is a dated file with its source; nobody but its keeper changes one, and whoever uses it may change what came of it.
//! Templates are reference data, as the directory is: checked when they are read, consulted by decisions, changed by no command.

mod expand;

pub use chains::{
    Answer, Breakdown, Candidate, Choice, Demand, Found, Interval, Limits, Need, Place, search,
};
pub use expand::{Needed, Wanted};

use crate::directory::Directory;
use kernel::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The language that every title is in.
const ENGLISH: &str = "en";

/// Words in several languages, by their tags.
pub type Titles = BTreeMap<String, String>;

/// How a need of one kind is broken down.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name in addresses, such as `removal`.
    pub id: String,
    /// Greater with each that takes the place of another.
    pub version: u32,
    /// `demo` until somebody who knows the trade has signed it.
    pub status: String,
    /// From which day on it holds, until one of a later day does.
    pub valid_from: Date,
    /// Who says so.
    pub source: String,
    /// What it is called.
    pub titles: Titles,
    /// What the buyer is asked.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The ways to have it; each does.
    pub ways: Vec<Way>,
}

/// A figure that the buyer is asked for.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// How figures name it.
    pub name: String,
    /// What it is called.
    pub titles: Titles,
    /// The least answer.
    pub least: u32,
    /// The greatest.
    pub most: u32,
    /// What is taken where nothing is said.
    pub usual: u32,
}

/// One way to have what is needed.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// What it is called.
    pub titles: Titles,
    /// What it is made of.
    pub components: Vec<Component>,
    /// What its components must be to each other.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
}

/// One of the things that a way is made of.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// How constraints name it.
    pub name: String,
    /// The sector, by its name in addresses.
    pub sector: String,
    /// How many people or pieces.
    pub count: Figure,
    /// For how many minutes; 0 of what is bought.
    pub minutes: Figure,
}

/// A quantity: `base`, and of the answer to a question `parts` for each `per`, rounded up.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it is whatever is answered.
    pub base: u32,
    /// The question.
    pub by: Option<String>,
    /// How much more.
    #[serde(default = "one")]
    pub parts: u32,
    /// For how much of the answer; at least 1.
    #[serde(default = "one")]
    pub per: u32,
}

fn one() -> u32 {
    1
}

impl Figure {
    /// What it comes to. What is not answered counts as nothing.
    pub fn of(&self, answers: &BTreeMap<String, u32>) -> u32 {
        let answer = self.by.as_ref().and_then(|by| answers.get(by)).copied().unwrap_or_default();
        let more = (u64::from(answer) * u64::from(self.parts)).div_ceil(u64::from(self.per.max(1)));
        self.base.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
    }
}

/// What components must be to each other, as [`chains::Constraint`] has it, by their names.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Constraint {
    /// They begin and end together.
    SameInterval {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
    /// One ends before the other begins.
    Precedence {
        /// The one that ends.
        first: String,
        /// The one that begins.
        then: String,
        /// Minutes between them at least.
        least: u32,
        /// Minutes between them at most.
        most: Option<u32>,
    },
    /// The people of one component come one after the other.
    Succession {
        /// The component.
        component: String,
        /// Minutes between two at least.
        least: u32,
        /// Minutes between two at most.
        most: Option<u32>,
    },
    /// They are near to each other.
    SamePlace {
        /// One.
        one: String,
        /// The other.
        other: String,
        /// Metres.
        within: u32,
    },
    /// There is time for the way from one to the other.
    Travel {
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
    },
    /// What one needs, such as a licence, the other has.
    Implies {
        /// The one that needs.
        needing: String,
        /// The one that gives.
        giving: String,
    },
    /// They are of different sellers.
    Exclusive {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
}

impl Constraint {
    /// The components that it names; one of itself is named once.
    fn names(&self) -> (&str, Option<&str>) {
        match self {
            Self::SameInterval { one, other }
            | Self::SamePlace { one, other, .. }
            | Self::Exclusive { one, other } => (one, Some(other)),
            Self::Precedence { first, then, .. } => (first, Some(then)),
            Self::Travel { from, to } => (from, Some(to)),
            Self::Implies { needing, giving } => (needing, Some(giving)),
            Self::Succession { component, .. } => (component, None),
        }
    }
}

/// A template cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("template {name}: {what}")]
pub struct BadTemplate {
    /// The file, as it was called.
    pub name: String,
    /// What is wrong.
    pub what: String,
}

/// All templates, of all versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// By their names, then by the day from which they hold.
    all: BTreeMap<String, BTreeMap<Date, Template>>,
}

impl Templates {
    /// The templates of files in TOML, each with the name that a fault is told by. Their sectors are those of `directory`.
    ///
    /// # Errors
    /// [`BadTemplate`] names the first file that does not fit.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        directory: &Directory,
    ) -> Result<Self, BadTemplate> {
        let mut templates = Self::default();
        for (name, text) in files {
            let wrong = |what: String| BadTemplate { name: name.to_owned(), what };
            let template: Template = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
            check(&template, directory).map_err(wrong)?;
            let versions = templates.all.entry(template.id.clone()).or_default();
            if let Some(other) = versions.insert(template.valid_from, template) {
                return Err(wrong(format!("`{}` is there twice from {} on", other.id, other.valid_from)));
            }
        }
        Ok(templates)
    }

    /// The template of a name that holds on a day.
    pub fn on(&self, id: &str, day: Date) -> Option<&Template> {
        self.all.get(id)?.range(..=day).next_back().map(|(_, template)| template)
    }

    /// All that hold on a day, by their names.
    pub fn all_on(&self, day: Date) -> impl Iterator<Item = &Template> {
        self.all.keys().filter_map(move |id| self.on(id, day))
    }
}

fn check(template: &Template, directory: &Directory) -> Result<(), String> {
    let mut questions = BTreeSet::new();
    is_titled(&template.titles, &template.id)?;
    for Question { name, titles, least, most, usual } in &template.questions {
        is_titled(titles, name)?;
        if !questions.insert(name.as_str()) {
            return Err(format!("`{name}` is asked twice"));
        }
        if least > usual || usual > most {
            return Err(format!("the usual `{name}` is not between the least and the most"));
        }
    }
    if template.ways.is_empty() {
        return Err("it has no way".to_owned());
    }
    for way in &template.ways {
        check_way(way, &questions, directory)?;
    }
    Ok(())
}

fn check_way(way: &Way, questions: &BTreeSet<&str>, directory: &Directory) -> Result<(), String> {
    is_titled(&way.titles, "a way")?;
    let mut names = BTreeSet::new();
    for Component { name, sector, count, minutes } in &way.components {
        if !names.insert(name.as_str()) {
            return Err(format!("`{name}` is there twice"));
        }
        match directory.sector_by_slug(sector) {
            Some(known) if !known.is_group => {}
            Some(_) => return Err(format!("nothing is traded in `{sector}` itself")),
            None => return Err(format!("`{sector}` is no sector")),
        }
        for Figure { by, per, .. } in [count, minutes] {
            if let Some(by) = by.as_ref().filter(|by| !questions.contains(by.as_str())) {
                return Err(format!("`{by}` is not asked"));
            }
            if *per == 0 {
                return Err(format!("`{name}` has a quantity for each 0"));
            }
        }
    }
    if names.is_empty() {
        return Err("a way has no components".to_owned());
    }
    for constraint in &way.constraints {
        let (one, other) = constraint.names();
        if let Some(name) = [Some(one), other].into_iter().flatten().find(|name| !names.contains(name)) {
            return Err(format!("`{name}` is no component"));
        }
        if other == Some(one) {
            return Err(format!("`{one}` is bound to itself"));
        }
    }
    Ok(())
}

fn is_titled(titles: &Titles, what: &str) -> Result<(), String> {
    let has_title = titles.get(ENGLISH).is_some_and(|title| !title.is_empty());
    if has_title { Ok(()) } else { Err(format!("`{what}` has no title in English")) }
}

#[cfg(test)]
mod tests;
