//! When, by whom and with what reference data a decision is made.

use crate::{BadRow, CommandLog, Id, Locality, Stop, Timestamp};
use sha2::{Digest, Sha256};
use std::any::{Any, TypeId};
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

/// Whoever acts: an account, or the system itself. Only ever a marker: `Id<Actor>`.
#[derive(Debug)]
pub enum Actor {}

impl Id<Actor> {
    /// The system: timers and workers.
    pub const SYSTEM: Self = Self::from_bits(0);
}

/// Data that decisions may consult and that no command changes: the rulebook above all.
///
/// One value a type. What was consulted is fixed for the life of the process and named by its hash in the
/// records that depend on it.
#[derive(Clone, Default)]
pub struct Reference(Arc<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

/// What a process was given by the system at its start and writes nowhere: whoever reads every record cannot reckon what is made
/// from it.
#[derive(Clone, Copy, Default)]
pub struct Secret(pub [u8; 32]);

/// Everything a decision knows besides the records: the time, the actor, fresh ids, the reference data.
#[derive(Debug)]
pub struct Moment {
    /// When the decision is made.
    pub now: Timestamp,
    /// Who asked.
    pub actor: Id<Actor>,
    /// The command's own id.
    pub command: Id<CommandLog>,
    /// The market area the command is ordered in; fresh ids carry it.
    pub locality: Locality,
    seed: i64,
    secret: Secret,
    drawn: Cell<u64>,
    reference: Reference,
}

impl Reference {
    /// The same data with `value` as the one of its type.
    pub fn with<T: Any + Send + Sync>(mut self, value: Arc<T>) -> Self {
        Arc::make_mut(&mut self.0).insert(TypeId::of::<T>(), value);
        self
    }

    /// The value of a type, if there is one.
    pub fn find<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.0.get(&TypeId::of::<T>()).and_then(|any| any.downcast_ref())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl std::fmt::Debug for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reference({} values)", self.0.len())
    }
}

impl Moment {
    /// The moment of one command.
    pub fn new(now: Timestamp, actor: Id<Actor>, command: Id<CommandLog>, locality: Locality) -> Self {
        let (secret, reference) = Default::default();
        Self { now, actor, command, locality, seed: 0, secret, drawn: Cell::new(0), reference }
    }

    /// The same moment with the seed of its fresh ids. It comes from the server, so that no client can choose
    /// ids, and is kept in the command log, so that a replay makes the same ones.
    pub fn seeded(self, seed: i64) -> Self {
        Self { seed, ..self }
    }

    /// The same moment with the secret of its codes.
    pub fn keeping(self, secret: Secret) -> Self {
        Self { secret, ..self }
    }

    /// The same moment with reference data.
    pub fn consulting(self, reference: Reference) -> Self {
        Self { reference, ..self }
    }

    /// A fresh id: the n-th of this command is always the same one.
    pub fn id<T>(&self) -> Id<T> {
        self.id_in(self.locality)
    }

    /// A fresh id that carries another locality: of what is to be made there.
    pub fn id_in<T>(&self, locality: Locality) -> Id<T> {
        let (drawn, hash) = self.draw(&self.seed.to_be_bytes());
        let noise = hash.iter().take(4).fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte));
        // The count comes first, so that the ids of one command sort in the order they were made.
        let entropy = (drawn & 0x3FF) << 32 | noise;
        Id::fresh(self.now, locality, entropy)
    }

    /// Six digits that only the process knows until they are told: each as likely as any other, to one in 10^13. Decided again,
    /// the command draws the same ones; a replay in another process draws others.
    pub fn code(&self) -> String {
        let (_, hash) = self.draw(&self.secret.0);
        let number = hash.iter().take(8).fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// How often was drawn before, and what is drawn now.
    fn draw(&self, from: &[u8]) -> (u64, [u8; 32]) {
        let drawn = self.drawn.get();
        self.drawn.set(drawn.wrapping_add(1));
        let hash = Sha256::new()
            .chain_update(from)
            .chain_update(self.command.bits().to_be_bytes())
            .chain_update(drawn.to_be_bytes())
            .finalize();
        (drawn, hash.into())
    }

    /// The reference data of a type.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the process was started without it.
    pub fn consult<T: Any + Send + Sync>(&self) -> Result<&T, Stop> {
        let absent = || Stop::Bad(BadRow(format!("no {} was given", std::any::type_name::<T>())));
        self.reference.find().ok_or_else(absent)
    }

    /// The seed, for the command log.
    pub fn seed(&self) -> i64 {
        self.seed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(seed: i64, secret: u8) -> Moment {
        let moment = Moment::new(Timestamp(1), Id::SYSTEM, Id::from_bits(7), Locality(1));
        moment.seeded(seed).keeping(Secret([secret; 32]))
    }

    #[test]
    fn a_code_follows_from_the_secret_alone() {
        let codes = |moment: Moment| [moment.code(), moment.code()];
        let [first, second] = codes(moment(1, 1));
        assert_eq!(first.len(), 6);
        assert_ne!(first, second);
        assert_eq!(codes(moment(1, 1)), [first.clone(), second.clone()], "decided again, the same");
        assert_eq!(
            codes(moment(2, 1)),
            [first.clone(), second],
            "the seed, which is kept, says nothing of it"
        );
        assert_ne!(codes(moment(1, 2))[0], first);
        assert!(!format!("{:?}", moment(1, 1)).contains("[1, 1"), "nothing prints it");
    }
}
