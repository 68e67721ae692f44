//! What was tried in histories.

use crate::author::Author;
use crate::bed::{Bed, Came, What};
use crate::step::Step;
use std::collections::BTreeMap;
use std::fmt;
use store::Failure;

/// How often a command was given, and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// It was carried out.
    pub accepted: u64,
    /// It was refused, by name, or what it names is not there.
    pub refused: u64,
    /// It failed, is not known yet, or came at a bad time.
    pub unanswered: u64,
}

/// What was tried, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// By the name of the command; timers included.
    pub commands: BTreeMap<String, Answered>,
    /// What went wrong on purpose, by name.
    pub mishaps: BTreeMap<&'static str, u64>,
    /// Everything else, by name.
    pub counts: BTreeMap<&'static str, u64>,
    /// Why commands were refused, by command and code.
    pub refusals: BTreeMap<(String, String), u64>,
}

impl Tally {
    /// How many commands were given.
    pub fn commands(&self) -> u64 {
        self.commands.values().map(|it| it.accepted + it.refused + it.unanswered).sum()
    }

    /// How many of them were carried out.
    pub fn accepted(&self) -> u64 {
        self.commands.values().map(|it| it.accepted).sum()
    }

    pub(crate) fn step(&mut self, _: &Step, came: &Came) {
        self.add("steps", 1);
        self.settled(came);
        for mishap in &came.mishaps {
            *self.mishaps.entry(mishap.word()).or_default() += 1;
        }
    }

    pub(crate) fn settled(&mut self, came: &Came) {
        self.add("timers fired late", came.late);
        self.add("timers fired twice", came.doubled);
        self.add("commits", u64::try_from(came.commits.len()).unwrap_or_default());
        for settled in &came.settled {
            let name = match &settled.what {
                What::Asked(asked) => asked.command.name().to_owned(),
                What::Fired(timer) => timer.command.split('/').next().unwrap_or_default().to_owned(),
                What::Marked(_) => continue,
            };
            if let What::Fired(_) = settled.what {
                self.add("timers fired", 1);
            }
            let answered = self.commands.entry(name.clone()).or_default();
            match &settled.answer {
                Ok(_) => answered.accepted += 1,
                Err(Failure::Refused(_) | Failure::Absent(_) | Failure::Reused) => answered.refused += 1,
                Err(Failure::Busy | Failure::Unsure | Failure::NotOwner { .. } | Failure::Failed(_)) => {
                    answered.unanswered += 1;
                }
            }
            let code = match &settled.answer {
                Err(Failure::Refused(refusal)) => refusal.code().to_owned(),
                Err(Failure::Failed(fault)) => format!("FAILED {}", fault.why),
                Err(failure) => failure.to_string().chars().take(60).collect(),
                Ok(_) => continue,
            };
            *self.refusals.entry((name, code)).or_default() += 1;
        }
    }

    pub(crate) fn finish(&mut self, author: &Author<'_>, bed: &Bed, clock_changes: u64) {
        self.add("sent once more, or for something else under the same id", author.again);
        self.add("with something senseless in them", author.senseless);
        self.add("messages that arrived", bed.courier().arrived);
        self.add("messages that arrived once more", bed.courier().again);
        self.add("messages that did not arrive at first", bed.courier().failed);
        self.add("deaths of the process", bed.deaths());
        self.add("changes of the clocks lived through", clock_changes);
        self.add("histories", 1);
    }

    fn add(&mut self, what: &'static str, count: u64) {
        *self.counts.entry(what).or_default() += count;
    }

    /// Adds what was tried in another history.
    pub fn plus(&mut self, other: &Self) {
        for (name, answered) in &other.commands {
            let all = self.commands.entry(name.clone()).or_default();
            all.accepted += answered.accepted;
            all.refused += answered.refused;
            all.unanswered += answered.unanswered;
        }
        for (name, count) in &other.mishaps {
            *self.mishaps.entry(name).or_default() += count;
        }
        for (name, count) in &other.counts {
            self.add(name, *count);
        }
        for (why, count) in &other.refusals {
            *self.refusals.entry(why.clone()).or_default() += count;
        }
    }

    /// The counts as JSON.
    pub fn json(&self) -> serde_json::Value {
        let answered = |it: &Answered| serde_json::json!({ "accepted": it.accepted, "refused": it.refused, "unanswered": it.unanswered });
        let commands: serde_json::Map<String, serde_json::Value> =
            self.commands.iter().map(|(name, it)| (name.clone(), answered(it))).collect();
        serde_json::json!({ "commands": commands, "mishaps": self.mishaps, "counts": self.counts })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>12} {:>12} {:>12}", "accepted", "refused", "unanswered")?;
        for (name, it) in &self.commands {
            writeln!(f, "{:>12} {:>12} {:>12}  {name}", it.accepted, it.refused, it.unanswered)?;
        }
        for (name, count) in &self.mishaps {
            writeln!(f, "{count:>12}  {name}")?;
        }
        for (name, count) in &self.counts {
            writeln!(f, "{count:>12}  {name}")?;
        }
        Ok(())
    }
}
