//! Commands: the only way for anything to happen.

use crate::{Actor, Ask, BadRow, Draft, Id, Keys, Locality, Refusal, Stop};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// A thing that a user, a timer or another module wants done. Derived: `#[derive(Command)] #[command("module.verb")]`;
/// what it comes to is written by hand, in [`Decide`].
///
/// Carries no secrets and no free personal text: the edges hash passwords and make tokens.
pub trait Command: Decide + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `module.verb`, stable.
    const NAME: &'static str;
    /// What it is asked for with.
    const ASKS: &'static [Ask] = &[];
    /// What it does, in the words of its doc comment.
    const ABOUT: &'static str = "";
    /// Which form of its body this is: counts up when fields change, since timers keep bodies for months.
    const VERSION: u32 = 1;
    /// Whether the decision is public by law, so that its body is kept in the log for replay.
    const PUBLIC: bool = false;

    /// The market area in whose order it takes its place.
    fn locality(&self) -> Locality;

    /// Refuses unless whoever asks is the one that the command's fields or attributes name.
    ///
    /// # Errors
    /// [`CommandRefusal`].
    fn permit(&self, actor: Id<Actor>) -> Result<(), CommandRefusal>;
}

/// What a command comes to: a pure function of what it says, the records it reads and the moment.
pub trait Decide {
    /// The answer; stored under the command's id, so that a retry hears the same.
    type Done: Serialize + DeserializeOwned + Send + 'static;

    /// The rows it will probably read: a prefetch, not a promise. The draft asks for what is missing; a command that
    /// is seldom given names nothing.
    fn reads(&self, keys: &mut Keys) {
        let _ = keys;
    }

    /// Whether whoever gives it has to have shown lately, by a second factor, that it is really they: money leaves by it, or where
    /// money goes to is changed. The edge refuses it otherwise; what the market gives itself is not asked.
    fn asks_proof(&self) -> bool {
        false
    }

    /// Decides, purely.
    ///
    /// # Errors
    /// A [`Stop`]: the module's named refusal, or one that `?` carries through from another module.
    fn decide(&self, draft: &mut Draft<'_>) -> Result<Self::Done, Stop>;

    /// The refusal that an answer is told as. A refusal keeps nothing; a command that must keep that it was tried, such as
    /// a wrong code that counts, answers that it was, and whoever gave it is told no.
    fn told_as(done: &Self::Done) -> Option<Box<dyn Refusal>> {
        let _ = done;
        None
    }
}

/// Why a command is not taken from whoever gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
#[refusal("command")]
pub enum CommandRefusal {
    /// Only the user whom it names gives it.
    #[not_yours]
    NotYours,
    /// Only the market itself gives it: a timer, or a connector to a bank or a register.
    #[not_yours]
    NotTheMarket,
}

impl CommandRefusal {
    /// Refuses unless `user` is the one who acts.
    ///
    /// # Errors
    /// [`CommandRefusal::NotYours`].
    pub fn unless_user<T>(actor: Id<Actor>, user: Id<T>) -> Result<(), Self> {
        if actor == user.cast() { Ok(()) } else { Err(Self::NotYours) }
    }

    /// Refuses unless the market itself acts.
    ///
    /// # Errors
    /// [`CommandRefusal::NotTheMarket`].
    pub fn unless_market(actor: Id<Actor>) -> Result<(), Self> {
        if actor == Id::SYSTEM { Ok(()) } else { Err(Self::NotTheMarket) }
    }
}

/// A command whose answer is JSON: what the executor, the log and the timers handle.
pub trait AnyCommand: Send + Sync {
    /// See [`Command::NAME`].
    fn name(&self) -> &'static str;
    /// Its name with the version of its body: what logs and timers keep.
    fn kept_name(&self) -> String;
    /// See [`Command::PUBLIC`].
    fn is_public(&self) -> bool;
    /// See [`Command::locality`].
    fn locality(&self) -> Locality;
    /// See [`Decide::reads`].
    fn reads(&self, keys: &mut Keys);
    /// See [`Decide::decide`], after [`Command::permit`]; the answer as JSON.
    ///
    /// # Errors
    /// As [`Decide::decide`].
    fn decide(&self, draft: &mut Draft<'_>) -> Result<String, Stop>;
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
    fn kept_name(&self) -> String {
        kept_name::<C>()
    }
    fn is_public(&self) -> bool {
        C::PUBLIC
    }
    fn locality(&self) -> Locality {
        Command::locality(self)
    }
    fn reads(&self, keys: &mut Keys) {
        Decide::reads(self, keys);
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<String, Stop> {
        self.permit(draft.actor())?;
        let done = Decide::decide(self, draft)?;
        serde_json::to_string(&done).map_err(|error| Stop::Bad(BadRow(error.to_string())))
    }
    fn body(&self) -> Result<String, BadRow> {
        serde_json::to_string(self).map_err(|error| BadRow(error.to_string()))
    }
}

/// What a command's body decodes to.
pub type Decoded = Result<Box<dyn AnyCommand>, BadRow>;

/// The commands that timers may hold, by name and version.
#[derive(Clone, Default)]
pub struct Commands(BTreeMap<String, fn(&str) -> Decoded>);

/// `completion.tick/1`: the name under which a command of type `C` is kept.
pub(crate) fn kept_name<C: Command>() -> String {
    format!("{}/{}", C::NAME, C::VERSION)
}

impl Commands {
    /// The same list with `C` on it.
    pub fn with<C: Command>(mut self) -> Self {
        self.0.insert(kept_name::<C>(), |body| match serde_json::from_str::<C>(body) {
            Ok(command) => Ok(Box::new(command)),
            // What serde says may quote the body.
            Err(error) => Err(BadRow(format!("{}: does not fit at column {}", C::NAME, error.column()))),
        });
        self
    }

    /// The command that a kept name and a body stand for.
    ///
    /// # Errors
    /// [`BadRow`] for a name that is not on the list or a body that does not fit.
    pub fn decode(&self, name: &str, body: &str) -> Decoded {
        let decode = self.0.get(name).ok_or_else(|| BadRow(format!("no command is called `{name}`")))?;
        decode(body)
    }

    /// The names with their versions, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl std::fmt::Debug for Commands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
