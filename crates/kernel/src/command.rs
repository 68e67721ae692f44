//! Commands: the only way for anything to happen.

use crate::{BadRow, Draft, Keys, Locality, Moment, Stop};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// A thing that a user, a timer or another module wants done.
///
/// Carries no secrets and no free personal text: the edges hash passwords and make tokens.
pub trait Command: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The answer; stored under the command's id, so that a retry hears the same.
    type Done: Serialize + DeserializeOwned + Send + 'static;
    /// `module.verb`, stable.
    const NAME: &'static str;
    /// Whether the decision is public by law, so that its body is kept in the log for replay.
    const PUBLIC: bool = false;

    /// The market area whose order it takes its place in.
    fn locality(&self) -> Locality;

    /// The rows it will probably read: a prefetch, not a promise. The draft asks for what is missing.
    fn reads(&self, keys: &mut Keys);

    /// Decides, purely.
    ///
    /// # Errors
    /// A [`Stop`]: the module's named refusal, or one that `?` carries through from another module.
    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Self::Done, Stop>;
}

/// A command whose answer is JSON: what the executor, the log and the timers handle.
pub trait AnyCommand: Send + Sync {
    /// See [`Command::NAME`].
    fn name(&self) -> &'static str;
    /// See [`Command::PUBLIC`].
    fn is_public(&self) -> bool;
    /// See [`Command::locality`].
    fn locality(&self) -> Locality;
    /// See [`Command::reads`].
    fn reads(&self, keys: &mut Keys);
    /// See [`Command::decide`]; the answer as JSON.
    ///
    /// # Errors
    /// As [`Command::decide`].
    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<String, Stop>;
    /// The command as JSON.
    ///
    /// # Errors
    /// [`BadRow`] when it cannot be written as JSON.
    fn body(&self) -> Result<String, BadRow>;
}

impl<C: Command> AnyCommand for C {
    fn name(&self) -> &'static str {
        C::NAME
    }
    fn is_public(&self) -> bool {
        C::PUBLIC
    }
    fn locality(&self) -> Locality {
        Command::locality(self)
    }
    fn reads(&self, keys: &mut Keys) {
        Command::reads(self, keys);
    }
    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<String, Stop> {
        let done = Command::decide(self, at, draft)?;
        serde_json::to_string(&done).map_err(|error| Stop::Bad(BadRow(error.to_string())))
    }
    fn body(&self) -> Result<String, BadRow> {
        serde_json::to_string(self).map_err(|error| BadRow(error.to_string()))
    }
}

/// What a command's body decodes to.
pub type Decoded = Result<Box<dyn AnyCommand>, BadRow>;

/// The commands that timers may hold, by name.
#[derive(Clone, Default)]
pub struct Commands(BTreeMap<&'static str, fn(&str) -> Decoded>);

impl Commands {
    /// The same list with `C` on it.
    pub fn with<C: Command>(mut self) -> Self {
        self.0.insert(C::NAME, |body| match serde_json::from_str::<C>(body) {
            Ok(command) => Ok(Box::new(command)),
            // What serde says may quote the body.
            Err(error) => Err(BadRow(format!("{}: does not fit at column {}", C::NAME, error.column()))),
        });
        self
    }

    /// The command that a name and a body stand for.
    ///
    /// # Errors
    /// [`BadRow`] for a name that is not on the list or a body that does not fit.
    pub fn decode(&self, name: &str, body: &str) -> Decoded {
        let decode = self.0.get(name).ok_or_else(|| BadRow(format!("no command is called `{name}`")))?;
        decode(body)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }
}

impl std::fmt::Debug for Commands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
