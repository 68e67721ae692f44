//! The executor, with SQLite or PostgreSQL behind it: the one door through which anything in the market changes, and
//! the only crate that knows a database.
//!
//! [`Store::run`] carries a command out; [`Store::look`] reads as decisions do, [`Store::view`], [`Store::find`] and
//! [`Store::list`] for pages, [`Store::snapshot`] for checks; [`Store::work`] fires timers and delivers messages.

mod admin_connection;
mod areas;
mod backlog;
mod backup;
mod boxed;
mod bulk;
mod clock;
mod database;
mod decide;
mod distribute;
mod engine;
mod executor;
mod failure;
mod finds;
mod job;
mod lanes;
mod look;
mod messages;
mod migrations;
mod moving;
mod options;
mod owner;
mod postgres;
mod postgres_values;
pub mod private;
mod reader;
mod reading;
mod rows;
mod schema;
mod server;
mod serving;
mod shared;
mod snapshot;
mod solo;
mod sql;
mod sqlite;
mod stats;
mod tally;
mod timers;
mod tls;
mod workers;

pub use backlog::Backlog;
pub use backup::{BackupError, Copied, Restored};
pub use boxed::Boxed;
pub use bulk::Bulk;
pub use clock::{Clock, SystemClock};
pub use database::{BadDatabase, Database};
pub use distribute::DistributeError;
pub use engine::{Engine, EngineFault, Seam};
pub use failure::{Failure, Fault, OpenError};
pub use messages::{Courier, Delivery, Sent};
pub use migrations::{MIGRATIONS, Migration};
pub use moving::{MoveError, Progress};
pub use options::Options;
pub use schema::{ddl, portable, translated};
pub use snapshot::Snapshot;
pub use solo::{Solo, Work};
pub use sql::Dialect;
pub use stats::Stats;
pub use tally::{Masks, Tally};
pub use timers::Fired;

use crate::admin_connection::AdminConnection;
use crate::database::Location;
use crate::job::{Answered, Errand, Job};
use crate::owner::Identity;
use crate::reader::{Query, Reader};
use crate::shared::Shared;
use kernel::{
    Actor, AnyCommand, BadRow, Command, CommandLog, Commands, Id, KeyOf, Keys, Kind, Locality, PrefixOf,
    Record, SYSTEM_TABLES, Secret, Table, Value, View,
};
use std::sync::Arc;
use tokio::sync::{Mutex, oneshot, watch};

/// A market's records. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    database: Database,
    shared: Arc<Shared>,
    lanes: lanes::Lanes,
    reader: Reader,
    finds: finds::Finds,
    tables: Vec<&'static Table>,
    migrations: &'static [Migration],
    commands: Commands,
    identity: Identity,
    standings: Arc<serving::Standings>,
    /// Held by whoever fires timers: they run in order.
    firing: Mutex<()>,
    closing: watch::Sender<bool>,
}

/// Under which id, and by whom, a command is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The same id with the same command hears the same answer and has no second effect. An id counts within the
    /// command's locality; make it from the actor and what the client sent, so that nobody can use up another's.
    pub id: Id<CommandLog>,
    /// Who asks.
    pub actor: Id<Actor>,
}

impl Store {
    /// Opens a database, applying the migrations that it lacks, and starts the lanes.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(options: Options) -> Boxed<'static, Result<Self, OpenError>> {
        Box::pin(Self::opened(options))
    }

    async fn opened(options: Options) -> Result<Self, OpenError> {
        let database = options.database.clone();
        let unreachable = |why: String| OpenError::Unreachable { database: database.to_string(), why };
        if !options.migrates && database.is_missing() {
            return Err(unreachable("there is no such file".to_owned()));
        }
        if let Location::File(file) = &database.0
            && let Some(why) = sqlite::damage(&file.path)
        {
            return Err(OpenError::Damaged { database: database.to_string(), why });
        }
        let mut connection =
            AdminConnection::open(&database).await.map_err(|fault| unreachable(fault.to_string()))?;
        migrations::migrate(&mut connection, options.migrations, options.migrates, options.lease_clock.now())
            .await?;
        let identity = Identity {
            process: format!("{:016x}", random()),
            address: options.address.clone(),
            lease_us: i64::try_from(options.lease.as_micros()).unwrap_or(i64::MAX),
            clock: Arc::clone(&options.lease_clock),
        };
        let seed = i64::try_from(random() >> 2).unwrap_or_default();
        let shared = Shared::of(&options, identity.process.clone(), seed, secret());
        let standings = Arc::default();
        let lanes = lanes::Lanes::start(
            &database,
            options.lanes,
            options.seam.as_ref(),
            &identity,
            &standings,
            &shared,
        )
        .map_err(|error| unreachable(error.to_string()))?;
        let reader = Reader::new(&database);
        let finds =
            finds::Finds::start(database.0.clone()).map_err(|error| unreachable(error.to_string()))?;
        let tables = SYSTEM_TABLES.iter().chain(options.tables).copied().collect();
        let (commands, firing, closing) = (options.commands, Mutex::new(()), watch::Sender::new(false));
        let migrations = options.migrations;
        let inner = Inner {
            database,
            shared,
            lanes,
            reader,
            finds,
            tables,
            migrations,
            commands,
            identity,
            standings,
            firing,
            closing,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Carries a command out and answers when it is durable, or answers as before if it was carried out under this
    /// id already. Goes on if the caller stops waiting.
    ///
    /// # Errors
    /// [`Failure`]. A refusal is not kept: the same command under the same id is decided afresh, unless it keeps that it
    /// was tried ([`kernel::Decide::told_as`]).
    pub async fn run<C: Command>(&self, request: Request, command: C) -> Result<C::Done, Failure> {
        let answer = self.run_any(request, Box::new(command)).await?;
        let done = serde_json::from_str(&answer).map_err(|error| self.fault(C::NAME, &error))?;
        C::told_as(&done).map_or(Ok(done), |refusal| Err(Failure::Refused(refusal)))
    }

    /// As [`Store::run`], with the answer as JSON.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub async fn run_any(&self, request: Request, command: Box<dyn AnyCommand>) -> Answered {
        let answered = self.submit(request.id, request.actor, command, Errand::Asked)?;
        self.heard(answered).await
    }

    /// A request under a fresh id, for when the client brought none.
    pub fn request(&self, locality: Locality, actor: Id<Actor>) -> Request {
        Request { id: Id::fresh(self.0.shared.clock.now(), locality, random()), actor }
    }

    /// The rows of a view. `$1` is the locality, `$2` the first of `params`.
    ///
    /// # Errors
    /// [`Failure::Busy`] when the database cannot be reached, [`Failure::Failed`] when the query is wrong.
    pub async fn view<V: View>(&self, locality: Locality, params: &[Value]) -> Result<Vec<V>, Failure> {
        let params = [Value::Int(locality.0)].into_iter().chain(params.iter().cloned()).collect();
        let query = Query { sql: V::SQL.to_owned(), kinds: V::KINDS.to_vec(), params };
        self.rows(query, "view", V::from_row).await
    }

    /// The record of a key as it was committed last, for pages; decisions read through their draft.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn find<R: Record>(&self, key: impl KeyOf<R>) -> Result<Option<R>, Failure> {
        let found = self.load(R::TABLE.name, Keys::of(key.key())).await?.pop();
        found.map(|found| R::from_row(&found.row).map_err(|bad| self.fault(R::TABLE.name, &bad))).transpose()
    }

    /// The records whose key begins so, in key order, for pages.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn list<R: Record>(&self, prefix: impl PrefixOf<R>) -> Result<Vec<R>, Failure> {
        self.rows(reading(R::TABLE, prefix.parts().into_vec()), R::TABLE.name, R::from_row).await
    }

    /// Hands every record of a table to `each`, in key order, as they all were at one moment; holds few at a time.
    /// Answers how many there were.
    ///
    /// # Errors
    /// As [`Store::view`]; some records may have been handed over by then.
    pub async fn scan<R: Record>(&self, each: impl FnMut(R)) -> Result<u64, Failure> {
        let mut snapshot = self.snapshot().await?;
        let count = snapshot.scan(each).await?;
        snapshot.finish().await;
        Ok(count)
    }

    /// How many records a table has.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn count<R: Record>(&self) -> Result<u64, Failure> {
        let sql = format!("SELECT COUNT(*) FROM {}", R::TABLE.name);
        let query = Query { sql, kinds: vec![Kind::Int], params: Vec::new() };
        let first = |row: &[Value]| row.first().map_or(Ok(0), Value::as_int);
        let counts = self.rows(query, R::TABLE.name, first).await?;
        Ok(counts.first().and_then(|count| u64::try_from(*count).ok()).unwrap_or_default())
    }

    /// In what the database differs from what the records describe, a line each; empty when it does not.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub fn schema_differences(&self) -> Boxed<'_, Result<Vec<String>, Failure>> {
        let found = async {
            let mut connection = AdminConnection::open(&self.0.database).await?;
            schema::differences(&mut connection, &self.0.tables).await
        };
        Box::pin(async { found.await.map_err(|fault| self.read_failure("schema", &fault)) })
    }

    /// What was done since the store was opened.
    pub fn stats(&self) -> Stats {
        self.0.shared.counters.stats()
    }

    /// Where the records are kept.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// Carries out what has queued, gives the localities up to others, stops the worker and leaves a SQLite file whole,
    /// without a log beside it that would have to be copied too. Commands that come later are told that the store is busy.
    pub async fn close(&self) {
        self.0.closing.send_replace(true);
        let inner = Arc::clone(&self.0);
        let finish = move || {
            inner.lanes.finish();
            inner.finds.let_go();
            inner.reader.close();
            inner.leave_file_whole();
        };
        if tokio::task::spawn_blocking(finish).await.is_err() {
            tracing::error!("the lanes did not finish");
        }
    }

    fn submit(
        &self,
        id: Id<CommandLog>,
        actor: Id<Actor>,
        command: Box<dyn AnyCommand>,
        errand: Errand,
    ) -> Result<oneshot::Receiver<Answered>, Failure> {
        let name = command.name();
        let (job, answered) = Job::new(id, actor, command, errand).map_err(|bad| self.fault(name, &bad))?;
        if !self.0.lanes.send(job) {
            return Err(Failure::Busy);
        }
        Ok(answered)
    }

    async fn heard(&self, answered: oneshot::Receiver<Answered>) -> Answered {
        answered.await.unwrap_or_else(|_| Err(self.0.shared.fault("lane", "ended without an answer")))
    }

    async fn rows<T>(
        &self,
        query: Query,
        what: &str,
        make: impl Fn(&[Value]) -> Result<T, BadRow>,
    ) -> Result<Vec<T>, Failure> {
        let _reading = self.0.shared.counters.read();
        let rows = self.0.reader.rows(query).await.map_err(|fault| self.read_failure(what, &fault))?;
        let found: Result<Vec<T>, BadRow> = rows.iter().map(|row| make(row)).collect();
        found.map_err(|bad| self.fault(what, &bad))
    }

    fn fault(&self, what: &str, why: &impl ToString) -> Failure {
        self.0.shared.fault(what, &why.to_string())
    }

    fn read_failure(&self, what: &str, fault: &EngineFault) -> Failure {
        match fault {
            EngineFault::Lost(why) | EngineFault::Conflict(why) => {
                tracing::warn!(what, why, "could not read");
                Failure::Busy
            }
            EngineFault::Rejected(why) => self.fault(what, why),
        }
    }
}

impl Inner {
    /// Whoever copies the file of a market that is closed has all of it: nothing stays in the log beside it.
    fn leave_file_whole(&self) {
        let Location::File(file) = &self.database.0 else { return };
        if self.shared.counters.stats().batches > 0
            && let Err(fault) = sqlite::checkpoint(&file.path)
        {
            tracing::warn!(%fault, "the log could not be taken into the file; copy it with `poems backup`");
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.0.database)
    }
}

/// A query for the rows of a table whose key begins so.
fn reading(table: &'static Table, given: Vec<Value>) -> Query {
    let kinds = table.columns.iter().map(|column| column.kind).collect();
    Query { sql: sql::read(table, given.len()), kinds, params: given }
}

/// Names for processes, ids for requests, and what fresh ids are made from.
fn random() -> u64 {
    getrandom::u64().unwrap_or_else(|_| no_randomness())
}

/// What the codes of a process are made from.
fn secret() -> Secret {
    let mut secret = Secret::default();
    getrandom::fill(&mut secret.0).unwrap_or_else(|_| no_randomness());
    secret
}

/// Nobody is served ids and codes that can be guessed.
fn no_randomness() -> ! {
    tracing::error!("the system gives no random bytes");
    std::process::abort()
}
