//! The records that the executor and its workers keep. Ordinary records: they need no statement of their own.

use crate::{Actor, Id, Locality, Record, Table, Timestamp};

/// A command that was carried out, and its answer.
#[derive(Record, Clone, Debug)]
#[record(table = "command_log", key(locality, id), personal(actor), append_only)]
pub struct CommandLog {
    /// The market area it was ordered in.
    pub locality: Locality,
    /// The id under which a retry finds it.
    pub id: Id<CommandLog>,
    /// Who asked.
    pub actor: Id<Actor>,
    /// The command's name.
    pub name: String,
    /// SHA-256 of name, actor and body: a retry with another body is refused.
    pub digest: Vec<u8>,
    /// The body as JSON, kept only where the decision is public by law.
    #[record(public)]
    pub body: Option<String>,
    /// The answer as JSON.
    pub answer: String,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// What its fresh ids were made from.
    pub seed: i64,
}

/// A message that waits to be delivered, at least once. Removed when it has been.
#[derive(Record, Clone, Debug)]
#[record(table = "outbox", key(locality, id), transient)]
pub struct Outbox {
    /// The market area.
    pub locality: Locality,
    /// Its id: receivers know a repeat by it.
    pub id: Id<Outbox>,
    /// What it is about, such as `notice`.
    pub topic: String,
    /// What is to be delivered, as JSON.
    pub body: String,
    /// When it was left.
    pub added_at: Timestamp,
    /// How often delivery has failed.
    pub attempts: i64,
    /// When it may be tried next.
    pub next_at: Timestamp,
}

/// A timer: a command to be run when its time has come. Removed in the commit that runs it.
#[derive(Record, Clone, Debug)]
#[record(table = "timer", key(locality, due_at, id), transient)]
pub struct Timer {
    /// The market area.
    pub locality: Locality,
    /// When it is due.
    pub due_at: Timestamp,
    /// Its id, which is also the id of the command it runs: so it runs once.
    pub id: Id<Timer>,
    /// The command's name and version: `completion.tick/1`.
    pub command: String,
    /// The command's body as JSON.
    pub body: String,
}

/// Which process serves a locality. Written in every commit, so that a process that lost it cannot commit.
#[derive(Record, Clone, Debug)]
#[record(table = "owner", key(locality), transient)]
pub struct Owner {
    /// The market area.
    pub locality: Locality,
    /// Counts the changes of owner.
    pub epoch: i64,
    /// Names the process, differently at every start.
    pub process: String,
    /// Where the process can be reached by others.
    pub address: String,
    /// Until when nobody else may take the locality over.
    pub lease_until: Timestamp,
}

/// The tables of these records.
pub const SYSTEM_TABLES: &[&Table] = &[CommandLog::TABLE, Outbox::TABLE, Owner::TABLE, Timer::TABLE];
