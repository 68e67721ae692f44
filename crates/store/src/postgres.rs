//! PostgreSQL: lanes that write and the thread that finds, each with a connection and a runtime of its own on its own thread.

use crate::engine::{Engine, EngineFault};
use crate::postgres_values::{Columns, Sent, value};
use crate::rows::loaded;
use crate::server::Server;
use crate::sql::{Dialect, Shape, Texts};
use kernel::{Change, Key, Keys, Loaded, Table, Value};
use std::collections::{BTreeMap, HashMap};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error, Statement};

/// After so long without an answer the connection counts as lost.
const PATIENCE: Duration = Duration::from_secs(30);
/// Plans made while tables were small stay bad when they have grown: they are thrown away every so many commits.
const COMMITS_A_PLAN: u32 = 256;
/// An acknowledged command is on disk even where the server is set up otherwise.
pub(crate) const DURABLE: &str = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
/// A lane that stands still in the middle of a commit (its machine was halted, or cannot be reached) keeps its locks no longer
/// than this, which is less than a lease: whoever takes over would wait for them.
const GIVES_UP: &str = "SET idle_in_transaction_session_timeout = '5s'";
/// Cannot write. A statement is planned once, and as for a table that has grown since: by its key. Citus plans a join with arrays
/// for the values at hand alone.
const READS_BY_KEY: &str = "SET default_transaction_read_only = on;
    SELECT set_config('plan_cache_mode', CASE WHEN to_regclass('pg_dist_partition') IS NOT NULL
        THEN 'force_custom_plan' ELSE 'force_generic_plan' END, false);
    SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

/// The connection of a lane that writes, or of the thread that finds.
pub(crate) struct Postgres {
    server: Arc<Server>,
    setup: &'static str,
    runtime: Option<Runtime>,
    link: Option<Link>,
    texts: Texts,
    commits: u32,
}

struct Link {
    client: Client,
    prepared: HashMap<Arc<str>, Statement>,
}

/// One statement for the rows of one table: a column of values a parameter.
struct Flight<'a> {
    table: &'static Table,
    shape: Shape,
    text: Arc<str>,
    columns: Columns<'a>,
}

impl Postgres {
    /// An engine that loads and commits.
    pub(crate) fn writing(server: Arc<Server>) -> Self {
        Self::beginning(server, DURABLE)
    }

    /// An engine that only loads, points only.
    pub(crate) fn reading(server: Arc<Server>) -> Self {
        Self::beginning(server, READS_BY_KEY)
    }

    fn beginning(server: Arc<Server>, setup: &'static str) -> Self {
        Self { server, setup, runtime: None, link: None, texts: Texts::new(Dialect::Postgres), commits: 0 }
    }

    fn attempt<T>(
        &mut self,
        work: impl AsyncFnOnce(&mut Link) -> Result<T, EngineFault>,
    ) -> Result<T, EngineFault> {
        let runtime = match self.runtime.take() {
            Some(runtime) => runtime,
            None => Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| EngineFault::Lost(error.to_string()))?,
        };
        let (link, server, setup) = (self.link.take(), Arc::clone(&self.server), self.setup);
        let limited = runtime.block_on(async {
            tokio::time::timeout(PATIENCE, async {
                let mut link = match link {
                    Some(link) if !link.client.is_closed() => link,
                    _ => Link::open(&server, setup).await?,
                };
                let done = work(&mut link).await;
                Ok((link, done))
            })
            .await
        });
        self.runtime = Some(runtime);
        let (link, done) =
            limited.unwrap_or_else(|_| Err(EngineFault::Lost(format!("no answer in {PATIENCE:?}"))))?;
        if !matches!(done, Err(EngineFault::Lost(_))) {
            self.link = Some(link);
        }
        done
    }
}

impl Engine for Postgres {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        let flights = loads(keys, &mut self.texts);
        self.attempt(async |link| {
            let statements = link.prepare(&flights).await?;
            let params: Vec<_> = flights.iter().map(|flight| flight.columns.params()).collect();
            let queries = statements.iter().zip(&params).map(|(s, params)| link.client.query(s, params));
            let mut rows = Vec::new();
            for (flight, found) in flights.iter().zip(together(queries.collect()).await) {
                for row in found? {
                    rows.push(loaded(flight.table, |at, kind| value(&row, at, kind))?);
                }
            }
            Ok(rows)
        })
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        let flights = writes(changes, &mut self.texts);
        self.commits = self.commits.wrapping_add(1);
        let replan = self.commits.is_multiple_of(COMMITS_A_PLAN);
        self.attempt(async |link| {
            if replan {
                link.client.batch_execute("DISCARD PLANS").await?;
            }
            let statements = link.prepare(&flights).await?;
            match link.write(&flights, &statements).await {
                Ok(()) => Ok(link.client.batch_execute("COMMIT").await?),
                Err(fault) => {
                    link.client.batch_execute("ROLLBACK").await?;
                    Err(fault)
                }
            }
        })
    }
}

impl Link {
    async fn open(server: &Server, setup: &str) -> Result<Self, EngineFault> {
        let client = server.connect().await?;
        client.batch_execute(setup).await?;
        client.batch_execute(GIVES_UP).await?;
        Ok(Self { client, prepared: HashMap::new() })
    }

    async fn prepare(&mut self, flights: &[Flight<'_>]) -> Result<Vec<Statement>, EngineFault> {
        let mut statements = Vec::with_capacity(flights.len());
        for flight in flights {
            if let Some(statement) = self.prepared.get(&flight.text) {
                statements.push(statement.clone());
            } else {
                let statement = self.client.prepare(&flight.text).await?;
                self.prepared.insert(Arc::clone(&flight.text), statement.clone());
                statements.push(statement);
            }
        }
        Ok(statements)
    }

    /// Begins and sends all writes without waiting for any; every row must have been there in its version.
    async fn write(&self, flights: &[Flight<'_>], statements: &[Statement]) -> Result<(), EngineFault> {
        type Sending<'a> = Pin<Box<dyn Future<Output = Result<u64, Error>> + 'a>>;
        let params: Vec<_> = flights.iter().map(|flight| flight.columns.params()).collect();
        let begin: Sending<'_> = Box::pin(async { self.client.batch_execute("BEGIN").await.map(|()| 0) });
        let writes = statements.iter().zip(&params).map(|(statement, params)| {
            let sending: Sending<'_> = Box::pin(self.client.execute(statement, params));
            sending
        });
        let mut written = together([begin].into_iter().chain(writes).collect()).await.into_iter();
        written.next().transpose()?;
        for (flight, written) in flights.iter().zip(written) {
            let (written, sent) = (written?, flight.columns.rows());
            if u64::try_from(sent) != Ok(written) {
                let why = format!("{}: {written} of {sent} rows in their version", flight.table.name);
                return Err(EngineFault::Conflict(why));
            }
        }
        Ok(())
    }
}

/// Polls all in order before any is waited for, so that PostgreSQL gets them in one flight and in that order.
async fn together<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    poll_fn(|context| {
        for (future, output) in futures.iter_mut().filter(|(_, output)| output.is_none()) {
            if let Poll::Ready(ready) = future.as_mut().poll(context) {
                *output = Some(ready);
            }
        }
        let is_done = futures.iter().all(|(_, output)| output.is_some());
        if is_done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    futures.into_iter().filter_map(|(_, output)| output).collect()
}

/// One statement a table and length of key.
fn loads<'a>(keys: &'a Keys, texts: &mut Texts) -> Vec<Flight<'a>> {
    let mut groups: BTreeMap<(&str, usize), (&'static Table, Vec<&'a Key>)> = BTreeMap::new();
    for key in keys.points().iter().chain(keys.prefixes()) {
        let group = groups.entry((key.table.name, key.parts.len())).or_insert((key.table, Vec::new()));
        group.1.push(key);
    }
    let flight = |((_, given), (table, keys)): (_, (&'static Table, Vec<&'a Key>))| {
        let shape = Shape::Load(given);
        let mut columns = Columns::new(given, true);
        for key in keys {
            columns.push(key.parts.iter().map(Sent::from));
        }
        Flight { table, shape, text: texts.get(table, shape), columns }
    };
    groups.into_iter().map(flight).collect()
}

/// One statement a table and verb.
fn writes<'a>(changes: &'a [Change], texts: &mut Texts) -> Vec<Flight<'a>> {
    let mut flights: Vec<Flight<'a>> = Vec::new();
    for change in changes {
        let (table, values) =
            (change.key.table, change.row.as_ref().map_or(&change.key.parts[..], |row| row));
        let (before, after) = (Sent::Version(change.version), Sent::Version(change.after));
        let (shape, versions): (_, &[Sent<'a>]) = match (&change.row, change.version) {
            (Some(_), 0) if table.append_only => (Shape::Insert, &[]),
            (Some(_), 0) => (Shape::Insert, &[after]),
            (Some(_), _) => (Shape::Update, &[after, before]),
            (None, _) => (Shape::Delete, &[before]),
        };
        // Changes come in key order, so a table's verbs are among the last three flights.
        let known = flights.iter().rposition(|f| f.table.name == table.name && f.shape == shape);
        let row = values.iter().map(Sent::from).chain(versions.iter().copied());
        if let Some(flight) = known.and_then(|at| flights.get_mut(at)) {
            flight.columns.push(row);
        } else {
            let mut columns = Columns::new(values.len() + versions.len(), shape != Shape::Insert);
            columns.push(row);
            flights.push(Flight { table, shape, text: texts.get(table, shape), columns });
        }
    }
    flights
}

impl<'a> From<&'a Value> for Sent<'a> {
    fn from(value: &'a Value) -> Self {
        Self::Value(value)
    }
}

impl From<Error> for EngineFault {
    fn from(error: Error) -> Self {
        let Some(said) = error.as_db_error() else {
            // Either the connection is gone, or a value did not fit its column.
            let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            let why = format!("{error} {source}");
            let ours = ["error serializing", "error deserializing", "expected", "invalid column"];
            let is_ours = ours.iter().any(|beginning| why.starts_with(beginning));
            return if is_ours { Self::Rejected(why) } else { Self::Lost(why) };
        };
        // Never the detail: it holds the row.
        let why = format!("{} ({})", said.message(), said.code().code());
        let conflicts = [
            SqlState::UNIQUE_VIOLATION,
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::LOCK_NOT_AVAILABLE,
        ];
        if conflicts.contains(said.code()) {
            return Self::Conflict(why);
        }
        // A new connection may help: shut down, out of resources, failed over, or statements prepared for other tables.
        let lost = ["08", "53", "57", "58", "25", "26", "F0"];
        let is_stale = *said.code() == SqlState::FEATURE_NOT_SUPPORTED && why.contains("cached plan");
        if is_stale || lost.iter().any(|class| said.code().code().starts_with(class)) {
            return Self::Lost(why);
        }
        Self::Rejected(why)
    }
}
