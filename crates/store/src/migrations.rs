//! How a database comes to have the tables that the records describe.
//!
//! A migration is one change to one table (the executor's own tables are one, and so is what the market began with), a
//! file `migrations/NNNN_name.sql` in portable DDL, see [`crate::translated`]. Migrations run forward only, each in a
//! transaction of its own; the table `migration` keeps their hashes, so that one that was applied cannot be changed
//! unnoticed.

use crate::admin_connection::AdminConnection;
use crate::engine::EngineFault;
use crate::failure::OpenError;
use crate::schema::translated;
use crate::sql::Dialect;
use kernel::{Kind, Timestamp, Value};
use sha2::{Digest, Sha256};

/// A change to the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `NNNN_name`, numbered from 0001 without gaps.
    pub name: &'static str,
    /// What it does, in portable DDL.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration { name: $name, sql: include_str!(concat!("../migrations/", $name, ".sql")) }),*]
    };
}

/// The market's migrations, in order. To add one: a file, and its name at the end.
pub const MIGRATIONS: &[Migration] = migrations![
    // What the market began with.
    "0001_executor",
    "0002_market",
    // What holds keep from others.
    "0003_held_day",
    "0004_held_fund",
    // Whoever is signed in signs in once more.
    "0005_session_ends",
    "0006_passkey",
    // Whose password the mailbox alone has changed.
    "0007_password_reset",
    "0008_lot",
    "0009_bid",
    "0010_lot_bidder",
    "0011_seller_page",
    "0012_seller_address",
    "0013_work_request",
    "0014_request_time",
    "0015_open_request",
    "0016_pool",
    "0017_price_tier",
    "0018_pool_supply",
    "0019_pledge",
    "0020_pledger",
    "0021_order_book",
    "0022_book_place",
    "0023_book_trader",
    "0024_book_order",
    "0025_book_round",
    "0026_book_fill",
    "0027_listing",
    "0028_listing_talk",
    "0029_listing_message",
    "0030_listing_offer",
    "0031_listing_flag",
    "0032_removal_count",
    "0033_quote_call",
    "0034_quote_call_line",
    "0035_open_quote_call",
    "0036_quote",
    "0037_quote_line",
    "0038_quote_question",
    "0039_quote_ending",
    "0040_reverse_auction",
    "0041_underbid",
    "0042_reverse_ending",
    "0043_need",
    "0044_need_part",
    "0045_block",
    "0046_proposal_call",
    "0047_proposal_criterion",
    "0048_open_proposal_call",
    "0049_proposal_scorer",
    "0050_proposal",
    "0051_proposal_price",
    "0052_proposal_score",
    "0053_proposal_question",
    "0054_milestone",
    "0055_bundle",
    "0056_bundle_member",
    "0057_trade_bundle",
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (number INT NOT NULL, name TEXT NOT NULL, \
    hash BYTES NOT NULL, applied_at INT NOT NULL, PRIMARY KEY (number))";
const CONCURRENT_ATTEMPTS: usize = 100;

/// A migration that a database has.
struct Applied {
    number: i64,
    name: String,
    hash: Vec<u8>,
}

/// Applies what is lacking, or says what is; refuses a database that does not follow from `list`.
pub(crate) async fn migrate(
    connection: &mut AdminConnection,
    list: &'static [Migration],
    may_apply: bool,
    now: Timestamp,
) -> Result<(), OpenError> {
    for (number, migration) in (1..).zip(list) {
        if !migration.name.starts_with(&format!("{number:04}_")) {
            return Err(OpenError::OutOfOrder { name: migration.name.to_owned() });
        }
    }
    // Another process may be at it at the same time: whoever writes the number first applies it.
    for _ in 0..CONCURRENT_ATTEMPTS {
        let applied = applied(connection, may_apply).await.map_err(|fault| refused("0000", &fault))?;
        let Some((number, next)) = next(list, &applied)? else { return Ok(()) };
        if !may_apply {
            return Err(OpenError::Behind { name: next.name.to_owned() });
        }
        match apply(connection, number, next, now).await {
            Ok(()) => tracing::info!(migration = next.name, "applied"),
            Err(EngineFault::Conflict(_)) => {}
            Err(fault) => return Err(refused(next.name, &fault)),
        }
    }
    Err(refused("0000", &EngineFault::Conflict("another process is at it".to_owned())))
}

fn refused(name: &str, fault: &EngineFault) -> OpenError {
    OpenError::NotApplied { name: name.to_owned(), why: fault.to_string() }
}

/// The first migration that is not applied; none of those that are may differ.
fn next<'a>(list: &'a [Migration], applied: &[Applied]) -> Result<Option<(i64, &'a Migration)>, OpenError> {
    let mut known = (1..).zip(list);
    for migration in applied {
        let name = || migration.name.clone();
        let (number, known) = known.next().ok_or_else(|| OpenError::Newer { name: name() })?;
        if migration.number != number {
            return Err(OpenError::OutOfOrder { name: name() });
        }
        if migration.name != known.name {
            return Err(OpenError::Foreign { name: name() });
        }
        if migration.hash != known.hash() {
            return Err(OpenError::Changed { name: name() });
        }
    }
    Ok(known.next())
}

async fn applied(connection: &mut AdminConnection, may_apply: bool) -> Result<Vec<Applied>, EngineFault> {
    let read = "SELECT number, name, hash FROM migration ORDER BY number";
    let kinds = [Kind::Int, Kind::Text, Kind::Bytes];
    let rows = match connection.rows(read, &kinds, &[]).await {
        Err(EngineFault::Rejected(_)) if !may_apply => return Ok(Vec::new()),
        Err(EngineFault::Rejected(_)) => {
            let made = connection.batch(&translated(TABLE, connection.dialect())).await;
            // Another process may have made it just now, and then this one could not.
            match connection.rows(read, &kinds, &[]).await {
                Err(fault) => return Err(made.err().unwrap_or(fault)),
                Ok(rows) => rows,
            }
        }
        read => read?,
    };
    let applied = |row: &kernel::Row| match row.as_ref() {
        [Value::Int(number), Value::Text(name), Value::Bytes(hash)] => {
            Some(Applied { number: *number, name: name.to_string(), hash: hash.to_vec() })
        }
        _ => None,
    };
    Ok(rows.iter().filter_map(applied).collect())
}

async fn apply(
    connection: &mut AdminConnection,
    number: i64,
    migration: &Migration,
    now: Timestamp,
) -> Result<(), EngineFault> {
    let begin = if connection.dialect() == Dialect::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" };
    connection.batch(begin).await?;
    let params = [
        Value::Int(number),
        Value::Text(migration.name.into()),
        Value::Bytes(migration.hash().into()),
        Value::Int(now.0),
    ];
    let insert = "INSERT INTO migration (number, name, hash, applied_at) VALUES ($1, $2, $3, $4)";
    let done = match connection.rows(insert, &[], &params).await {
        Ok(_) => connection.batch(&translated(migration.sql, connection.dialect())).await,
        Err(fault) => Err(fault),
    };
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    connection.batch(end).await?;
    done
}

impl Migration {
    fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.sql).iter().copied().collect()
    }
}
