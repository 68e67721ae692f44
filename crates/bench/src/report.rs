//! Reports: the machine, the figures, the goals, the plots.

use super::calibrate::Machine;
use super::decimal::Decimal;
use super::figures::Plot;
use super::goals::Goal;
use host::failure::Failure;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// One measured number.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// What was measured: a peer, an engine, a load.
    pub(crate) group: String,
    /// What of it.
    pub(crate) name: String,
    /// The number.
    pub(crate) value: Decimal,
    /// Of what.
    pub(crate) unit: String,
}

/// What a bench has to say: one object of JSON.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// Which bench.
    pub(crate) bench: String,
    /// Where.
    pub(crate) machine: Machine,
    /// The numbers.
    pub(crate) figures: Vec<Figure>,
    /// What they had to reach.
    pub(crate) goals: Vec<Goal>,
    /// What a reader must know: what was left out, and why.
    pub(crate) notes: Vec<String>,
    /// What is drawn.
    pub(crate) plots: Vec<Plot>,
}

impl Report {
    /// A report without figures yet.
    pub(crate) fn new(bench: &str, machine: Machine) -> Self {
        let (figures, goals, notes, plots) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { bench: bench.to_owned(), machine, figures, goals, notes, plots }
    }

    /// A report that was written as JSON.
    ///
    /// # Errors
    /// [`Failure`] when the file is none.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path)?;
        serde_json::from_str(&text).map_err(|error| {
            let what = format!("{}: {error}", path.display());
            Failure::input(what, "Name a file that `poems bench … --json` has written.")
        })
    }

    /// Adds a figure.
    pub(crate) fn figure(&mut self, group: &str, name: &str, value: Decimal, unit: &str) {
        let (group, name, unit) = (group.to_owned(), name.to_owned(), unit.to_owned());
        self.figures.push(Figure { group, name, value, unit });
    }

    /// A figure that was added.
    pub(crate) fn value(&self, group: &str, name: &str) -> Option<Decimal> {
        let figure = self.figures.iter().find(|figure| figure.group == group && figure.name == name);
        figure.map(|figure| figure.value)
    }

    /// Whether every goal holds.
    pub(crate) fn holds(&self) -> bool {
        self.goals.iter().all(|goal| goal.holds)
    }

    /// One line of JSON.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}", self.bench, self.machine)?;
        let mut group = "";
        for figure in &self.figures {
            if figure.group != group {
                group = &figure.group;
                writeln!(out, "\n{group}")?;
            }
            writeln!(out, "  {:<44} {:>12} {}", figure.name, figure.value, figure.unit)?;
        }
        if !self.goals.is_empty() {
            writeln!(out, "\ngoals")?;
        }
        for goal in &self.goals {
            let value = goal.value.map_or_else(|| "—".to_owned(), |value| value.to_string());
            let Goal { name, unit, .. } = goal;
            writeln!(out, "  {name:<44} {value:>12} {unit:<10} {:<12} {}", goal.limit(), goal.word())?;
        }
        if !self.notes.is_empty() {
            writeln!(out, "\nnotes")?;
        }
        self.notes.iter().try_for_each(|note| writeln!(out, "  {note}"))
    }
}
