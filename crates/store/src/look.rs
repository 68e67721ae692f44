//! How pages read what decisions read, by the same functions: a look is a decision that writes nothing.

use crate::failure::Failure;
use crate::{Store, random};
use kernel::{Actor, Draft, Id, Keys, Loaded, Locality, Moment, State, Stop};

/// How often a look may ask for further rows.
const ROUNDS: usize = 16;

impl Store {
    /// What a pure function makes of the records of a market area as they were committed last. Rows are read when it
    /// asks for them, together; it is then called again. What it writes to its draft is dropped: a decision that is
    /// looked at is its dry run.
    ///
    /// # Errors
    /// [`Failure::Refused`] and [`Failure::Absent`] as the function says; otherwise as [`Store::view`].
    pub async fn look<T>(
        &self,
        locality: Locality,
        actor: Id<Actor>,
        read: impl Fn(&mut Draft<'_>) -> Result<T, Stop>,
    ) -> Result<T, Failure> {
        let shared = &self.0.shared;
        let now = shared.clock.now();
        let id = Id::fresh(now, locality, random());
        let moment = Moment::new(now, actor, id, locality).consulting(shared.reference.clone());
        let mut state = State::default();
        for _ in 0..ROUNDS {
            let stop = match read(&mut Draft::new(&state, &moment)) {
                Ok(done) => return Ok(done),
                Err(stop) => stop,
            };
            match stop {
                Stop::Need(keys) => {
                    let rows = self.load("look", keys.clone()).await?;
                    state.load(&keys, rows);
                }
                Stop::Refused(refusal) => return Err(Failure::Refused(refusal)),
                Stop::Absent(table) => return Err(Failure::Absent(table)),
                Stop::Bad(bad) => return Err(self.fault("look", &bad)),
            }
        }
        Err(self.fault("look", &"asked for further rows too often"))
    }

    /// The rows of keys as they were committed last.
    pub(crate) async fn load(&self, what: &str, keys: Keys) -> Result<Vec<Loaded>, Failure> {
        let _reading = self.0.shared.counters.read();
        self.0.finds.load(keys).await.map_err(|fault| self.read_failure(what, &fault))
    }
}
