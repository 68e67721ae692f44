//! PostgreSQL as a peer: one table with an index that holds all of it, read without the table.

use super::{Answer, Book, Hop, MASKS, NUMBERS, Numbers, Ranked, plan};
use crate::measure::cpu_of;
use crate::{peer_client, peer_failed};
use host::failure::Failure;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

/// A statement of rows that is sent at a time.
const ROWS_AT_ONCE: usize = 20_000;

/// A peer on PostgreSQL.
pub(crate) struct PostgresPeer {
    client: Client,
    one: Statement,
    backend: i64,
}

impl PostgresPeer {
    /// Fills a schema of its own.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn fill(address: &str, book: &Book) -> Result<Self, Failure> {
        let client = peer_client(address).await?;
        let columns: Vec<&str> = NUMBERS.into_iter().chain(MASKS).collect();
        let integers: Vec<String> = columns.iter().map(|name| format!("{name} int8 NOT NULL")).collect();
        let create = format!(
            "DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer; SET search_path = peer; \
             SET jit = off; SET max_parallel_workers_per_gather = 0; \
             SET work_mem = '64MB'; SET maintenance_work_mem = '512MB'; SET plan_cache_mode = force_generic_plan; \
             CREATE UNLOGGED TABLE hop (to_place int8, meters int8, from_place int8); \
             CREATE UNLOGGED TABLE posting (sector int8, place int8, offering uuid, {});",
            integers.join(", ")
        );
        client.batch_execute(&create).await.map_err(peer_failed)?;
        for rows in book.distances.chunks(ROWS_AT_ONCE) {
            let columns = [|hop: &Hop| hop.to, |hop: &Hop| hop.meters, |hop: &Hop| hop.from]
                .map(|part| rows.iter().map(part).collect());
            insert(&client, "hop", &[], &columns).await?;
        }
        for rows in book.rows.chunks(ROWS_AT_ONCE) {
            let ids: Vec<String> = rows.iter().map(|row| format!("{:032x}", row.offering)).collect();
            let part = |at: usize| match at {
                0 => rows.iter().map(|row| row.sector).collect(),
                1 => rows.iter().map(|row| row.place).collect(),
                2..13 => rows.iter().filter_map(|row| row.numbers.get(at - 2).copied()).collect(),
                _ => rows.iter().filter_map(|row| row.masks.get(at - 13).copied()).collect(),
            };
            let columns: Vec<Vec<i64>> = (0..columns.len() + 2).map(part).collect();
            insert(&client, "posting", &ids, &columns).await?;
        }
        let rest = columns.iter().filter(|name| **name != "hourly").copied().collect::<Vec<_>>().join(", ");
        let index = format!(
            "CREATE INDEX ON hop (to_place, meters) INCLUDE (from_place); \
             CREATE INDEX posting_all ON posting (sector, place, hourly) INCLUDE (offering, {rest}); \
             VACUUM ANALYZE hop; VACUUM ANALYZE posting;"
        );
        for statement in index.split_inclusive(';') {
            client.batch_execute(statement).await.map_err(peer_failed)?;
        }
        let one = client.prepare(&plan(|at| format!("${at}::int8"))).await.map_err(peer_failed)?;
        let row = client.query_one("SELECT pg_backend_pid()", &[]).await.map_err(peer_failed)?;
        let backend: i32 = row.try_get(0).map_err(peer_failed)?;
        Ok(Self { client, one, backend: i64::from(backend) })
    }

    /// The answer of one statement, and the processor time that the server took for it.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn one_statement(&self, query: &Numbers) -> Result<(Answer, i64), Failure> {
        let began = cpu_of(self.backend).unwrap_or_default();
        let params: Vec<&(dyn ToSql + Sync)> =
            query.iter().map(|number| -> &(dyn ToSql + Sync) { number }).collect();
        let rows = self.client.query(&self.one, &params).await.map_err(peer_failed)?;
        let spent = cpu_of(self.backend).unwrap_or_default() - began;
        let one = |row: &tokio_postgres::Row| -> Result<Ranked, tokio_postgres::Error> {
            let Id(offering) = row.try_get(2)?;
            Ok(Ranked { pays: row.try_get(0)?, meters: row.try_get(1)?, offering })
        };
        let answer = rows.iter().map(one).collect::<Result<_, _>>().map_err(peer_failed)?;
        Ok((answer, spent))
    }

    /// How the server goes about it, a line each.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn explained(&self, query: &Numbers) -> Result<Vec<String>, Failure> {
        let text = plan(|at| format!("({}::int8)", query.get(at - 1).copied().unwrap_or_default()));
        let explain = format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {text}");
        let rows = self.client.query(&explain, &[]).await.map_err(peer_failed)?;
        let lines: Vec<String> =
            rows.iter().map(|row| row.try_get(0).map_err(peer_failed)).collect::<Result<_, _>>()?;
        let tells = |line: &&str| line.contains("->") || line.contains("Heap Fetches");
        Ok(lines.iter().map(|line| line.trim()).filter(tells).map(str::to_owned).collect())
    }
}

/// Inserts rows that are given as columns; ids, if there are any, are the third.
async fn insert(client: &Client, table: &str, ids: &[String], numbers: &[Vec<i64>]) -> Result<(), Failure> {
    let mut params: Vec<&(dyn ToSql + Sync)> =
        numbers.iter().map(|column| -> &(dyn ToSql + Sync) { column }).collect();
    if !ids.is_empty() {
        params.insert(2, &ids);
    }
    let kind = |at: usize| if at == 2 && !ids.is_empty() { "::text[]::uuid[]" } else { "::int8[]" };
    let marks: Vec<String> = (0..params.len()).map(|at| format!("${}{}", at + 1, kind(at))).collect();
    let text = format!("INSERT INTO {table} SELECT * FROM unnest({})", marks.join(", "));
    client.execute(&text, &params).await.map(drop).map_err(peer_failed)
}

/// An id as the server sends it.
struct Id(u128);

impl<'a> tokio_postgres::types::FromSql<'a> for Id {
    fn from_sql(
        _: &tokio_postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(u128::from_be_bytes(raw.try_into()?)))
    }

    fn accepts(found: &tokio_postgres::types::Type) -> bool {
        *found == tokio_postgres::types::Type::UUID
    }
}
