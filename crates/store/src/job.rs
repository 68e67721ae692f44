//! What a lane is given to do.

use crate::failure::Failure;
use kernel::{Actor, AnyCommand, BadRow, CommandLog, Id, Key, KeyOf, Locality, Timer, Timestamp};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

/// The answer as JSON, or why there is none.
pub(crate) type Answered = Result<String, Failure>;

/// A command on its way through a lane.
pub(crate) struct Job {
    pub(crate) id: Id<CommandLog>,
    pub(crate) actor: Id<Actor>,
    pub(crate) locality: Locality,
    pub(crate) command: Box<dyn AnyCommand>,
    pub(crate) errand: Errand,
    /// SHA-256 of name, actor and body.
    pub(crate) digest: Vec<u8>,
    /// The body, where the log keeps it.
    pub(crate) body: Option<String>,
    pub(crate) reply: oneshot::Sender<Answered>,
}

/// On whose behalf a command runs, and so what is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Somebody asked: logged when it is carried out.
    Asked,
    /// A timer of this time was set: logged and the timer removed, whether carried out or refused.
    Timer(Timestamp),
    /// A worker keeps its books: not logged, because doing it twice is the same as once.
    Chore,
    /// As [`Errand::Chore`], and the owner row is written even if nothing else is.
    Claim,
}

impl Errand {
    /// Whether the log keeps what was done.
    pub(crate) fn is_logged(self) -> bool {
        matches!(self, Self::Asked | Self::Timer(_))
    }
}

impl Job {
    pub(crate) fn new(
        id: Id<CommandLog>,
        actor: Id<Actor>,
        command: Box<dyn AnyCommand>,
        errand: Errand,
    ) -> Result<(Self, oneshot::Receiver<Answered>), BadRow> {
        let body = command.body()?;
        let digest = Sha256::new()
            .chain_update(command.name())
            .chain_update([0])
            .chain_update(actor.bits().to_be_bytes())
            .chain_update(&body)
            .finalize();
        let (reply, answered) = oneshot::channel();
        let (locality, body) = (command.locality(), command.is_public().then_some(body));
        let digest = digest.iter().copied().collect();
        Ok((Self { id, actor, locality, command, errand, digest, body, reply }, answered))
    }

    /// The key of its entry in the log.
    pub(crate) fn log_key(&self) -> Key {
        KeyOf::<CommandLog>::key((self.locality, self.id))
    }

    /// The key of its timer, if it has one.
    pub(crate) fn timer_key(&self) -> Option<(Locality, Timestamp, Id<Timer>)> {
        let Errand::Timer(due_at) = self.errand else { return None };
        Some((self.locality, due_at, self.id.cast()))
    }
}
