//! The steps of a history: data, so that a history can be lived through again with some of them left out.

use crate::weather::Mishap;
use kernel::{Actor, AnyCommand, BadRow, CommandLog, Draft, Id, Keys, Locality, Stop, Timestamp, rfc3339};
use std::fmt;
use std::sync::Arc;
use store::Request;

kernel::words! {
    /// How timers are fired that are due by the time of a step.
    pub enum Firing {
        /// Each at its own time.
        Punctual = "punctual",
        /// None of them: whoever fires them is stuck.
        HeldBack = "held_back",
        /// All of them at the time of the step, in any order, some twice, among what is asked.
        Jumbled = "jumbled",
    }
}

/// Somebody asks for a command.
#[derive(Clone)]
pub struct Asked {
    /// Under which id, and who.
    pub request: Request,
    /// What for.
    pub command: Arc<dyn AnyCommand>,
    /// Whether it makes sense: one that does not may fail, as long as nothing comes of it.
    pub makes_sense: bool,
}

/// Something that happens in a market: time passes, then all that is asked is one batch.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What fresh ids are made from, and in which order what is jumbled comes.
    pub seed: u32,
    /// How timers are fired.
    pub firing: Firing,
    /// Whether messages are delivered after it, well and badly.
    pub delivers: bool,
    /// What is asked.
    pub asked: Vec<Asked>,
    /// What goes wrong, in this order.
    pub mishaps: Vec<Mishap>,
}

impl Asked {
    /// What it is asked with, as JSON.
    pub fn body(&self) -> String {
        self.command.body().unwrap_or_else(|bad| bad.to_string())
    }

    /// Where its entry in the log is.
    pub(crate) fn log_key(&self) -> (Locality, Id<CommandLog>) {
        (self.command.locality(), self.request.id)
    }
}

/// A command that several hold.
pub(crate) struct SharedCommand(pub(crate) Arc<dyn AnyCommand>);

impl AnyCommand for SharedCommand {
    fn name(&self) -> &'static str {
        self.0.name()
    }
    fn kept_name(&self) -> String {
        self.0.kept_name()
    }
    fn is_public(&self) -> bool {
        self.0.is_public()
    }
    fn locality(&self) -> Locality {
        self.0.locality()
    }
    fn reads(&self, keys: &mut Keys) {
        self.0.reads(keys);
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<String, Stop> {
        self.0.decide(draft)
    }
    fn body(&self) -> Result<String, BadRow> {
        self.0.body()
    }
}

/// The longest body that is printed.
const SHOWN: usize = 600;

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: String = self.body().chars().take(SHOWN).collect();
        let actor = self.request.actor;
        let by = if actor == Id::<Actor>::SYSTEM { "the market".to_owned() } else { actor.to_string() };
        write!(f, "{} {body} by {by} under {}", self.command.name(), self.request.id)
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} seed {} timers {}", rfc3339(self.at), self.seed, self.firing.word())?;
        if self.delivers {
            write!(f, " delivers")?;
        }
        for mishap in &self.mishaps {
            write!(f, " {}", mishap.word())?;
        }
        for asked in &self.asked {
            write!(f, "\n    {asked}")?;
        }
        Ok(())
    }
}

/// An ask of the market's own, under an id that names it.
pub(crate) fn of_market(id: u128, command: impl kernel::Command) -> Asked {
    let request = Request { id: Id::from_bits(id), actor: Id::SYSTEM };
    Asked { request, command: Arc::new(command), makes_sense: true }
}
