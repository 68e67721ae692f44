//! SQLite as a peer: a clustered table, in memory as far as its cache goes.

use super::{Answer, Book, Hop, MASKS, NUMBERS, Numbers, Ranked, plan};
use crate::measure::thread_cpu;
use host::failure::Failure;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BinaryHeap;
use std::path::Path;

/// All of it fits: nothing is read from the disk while it is measured.
const SETTINGS: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000;
    PRAGMA mmap_size = 4000000000; PRAGMA temp_store = MEMORY;";

/// A peer on SQLite.
pub(crate) struct SqlitePeer {
    connection: Connection,
    one: String,
    near: String,
    cell: String,
    /// The largest discount that anybody gives, for the bound.
    discount_most: i64,
}

impl SqlitePeer {
    /// Fills a new database.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) fn fill(path: &Path, book: &Book) -> Result<Self, Failure> {
        let failed = |error: rusqlite::Error| Failure::failed(format!("peer: {error}"), "Empty --data.");
        let _gone = std::fs::remove_file(path);
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.execute_batch(SETTINGS).map_err(failed)?;
        let columns: Vec<&str> = NUMBERS.into_iter().chain(MASKS).collect();
        let integers: Vec<String> = columns.iter().map(|name| format!("{name} INTEGER NOT NULL")).collect();
        let create = format!(
            "CREATE TABLE hop (to_place INTEGER, meters INTEGER, from_place INTEGER, \
             PRIMARY KEY (to_place, meters, from_place)) WITHOUT ROWID; \
             CREATE TABLE posting (sector INTEGER, place INTEGER, offering BLOB, {}, \
             PRIMARY KEY (sector, place, hourly, offering)) WITHOUT ROWID;",
            integers.join(", ")
        );
        connection.execute_batch(&create).map_err(failed)?;
        let mut rows: Vec<&super::Row> = book.rows.iter().collect();
        rows.sort_by_key(|row| (row.sector, row.place, row.numbers[0], row.offering));
        let tx = connection.transaction().map_err(failed)?;
        {
            let mut hop = tx.prepare("INSERT INTO hop VALUES (?1, ?2, ?3)").map_err(failed)?;
            for &Hop { from, to, meters } in &book.distances {
                hop.execute([to, meters, from]).map_err(failed)?;
            }
            let marks = vec!["?"; 3 + columns.len()].join(", ");
            let mut insert = tx.prepare(&format!("INSERT INTO posting VALUES ({marks})")).map_err(failed)?;
            for row in rows {
                let id = Value::Blob(row.offering.to_be_bytes().to_vec());
                let head = [Value::Integer(row.sector), Value::Integer(row.place), id];
                let rest = row.numbers.iter().chain(&row.masks).map(|number| Value::Integer(*number));
                insert.execute(params_from_iter(head.into_iter().chain(rest))).map_err(failed)?;
            }
        }
        tx.commit().map_err(failed)?;
        connection.execute_batch("ANALYZE").map_err(failed)?;
        let near = "SELECT from_place, meters FROM hop WHERE to_place = ?1 AND meters <= ?2 ORDER BY meters";
        let cell = format!(
            "SELECT offering, {} FROM posting WHERE sector = ?1 AND place = ?2 ORDER BY hourly, offering",
            columns.join(", ")
        );
        let discount_most = book.rows.iter().map(|row| row.numbers[10]).max().unwrap_or_default();
        let one = plan(|at| format!("?{at}"));
        Ok(Self { connection, one, near: near.to_owned(), cell, discount_most })
    }

    /// The answer of one statement, and the processor time it took.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) fn one_statement(&self, query: &Numbers) -> Result<(Answer, i64), Failure> {
        let failed = |error: rusqlite::Error| Failure::failed(format!("peer: {error}"), "Empty --data.");
        let began = thread_cpu();
        let mut statement = self.connection.prepare_cached(&self.one).map_err(failed)?;
        let rows = statement
            .query_map(params_from_iter(query), |row| {
                let id: [u8; 16] = row.get(2)?;
                Ok(Ranked { pays: row.get(0)?, meters: row.get(1)?, offering: u128::from_be_bytes(id) })
            })
            .map_err(failed)?;
        let answer: Answer = rows.collect::<Result<_, _>>().map_err(failed)?;
        Ok((answer, thread_cpu() - began))
    }

    /// The answer with the bound in the host: places from the nearest on, each in the order of its rates, until no
    /// rate of it can be among the cheapest.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) fn bounded(&self, query: &Numbers) -> Result<(Answer, i64), Failure> {
        let failed = |error: rusqlite::Error| Failure::failed(format!("peer: {error}"), "Empty --data.");
        let began = thread_cpu();
        let limit = usize::try_from(query[13]).unwrap_or_default();
        let mut best: BinaryHeap<Ranked> = BinaryHeap::new();
        let mut near = self.connection.prepare_cached(&self.near).map_err(failed)?;
        let mut cell = self.connection.prepare_cached(&self.cell).map_err(failed)?;
        let mut places = near.query([query[1], query[2]]).map_err(failed)?;
        while let Some(place) = places.next().map_err(failed)? {
            let (from, meters): (i64, i64) = (place.get(0).map_err(failed)?, place.get(1).map_err(failed)?);
            let mut rows = cell.query([query[0], from]).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                let hourly: i64 = row.get(1).map_err(failed)?;
                let worst = best.peek().copied().filter(|_| best.len() >= limit);
                if worst.is_some_and(|worst| self.least(hourly, query) > worst.pays) {
                    break;
                }
                let Some(pays) = fitting_price(row, hourly, meters, query).map_err(failed)? else {
                    continue;
                };
                let id: [u8; 16] = row.get(0).map_err(failed)?;
                best.push(Ranked { pays, meters, offering: u128::from_be_bytes(id) });
                if best.len() > limit {
                    best.pop();
                }
            }
        }
        let answer = best.into_sorted_vec();
        Ok((answer, thread_cpu() - began))
    }

    /// The least that anybody asks at an hourly rate.
    fn least(&self, hourly: i64, query: &Numbers) -> i64 {
        hourly * query[3] * (10_000 - self.discount_most) / 40_000 - 3
    }
}

/// What a row costs, if its hours are free and its terms fit.
fn fitting_price(
    row: &rusqlite::Row<'_>,
    hourly: i64,
    meters: i64,
    query: &Numbers,
) -> rusqlite::Result<Option<i64>> {
    let column = |at: usize| row.get::<_, i64>(at + 1);
    let [_, _, _, quarters, evening, weekend, lead, ..] = *query;
    for (at, needed) in (11..15).zip(&query[7..11]) {
        if column(at)? & needed != *needed {
            return Ok(None);
        }
    }
    if meters > column(8)? || lead < column(7)? || quarters * 15 < column(6)? {
        return Ok(None);
    }
    let mut price = up(hourly * quarters, 4) + up(hourly * evening * column(1)?, 40_000);
    price += up(hourly * weekend * column(2)?, 40_000) + even(column(5)? * meters, 1_000);
    if lead < column(4)? {
        price += up(hourly * quarters * column(3)?, 40_000);
    }
    let longer = column(9)?;
    if longer > 0 && quarters * 15 >= longer {
        price -= hourly * quarters * column(10)? / 40_000;
    }
    Ok(Some(price + even(price * query[11], 10_000) + even(price * query[12], 10_000)))
}

/// Up, of numbers that are not negative.
fn up(product: i64, by: i64) -> i64 {
    (product + by - 1) / by
}

/// Half to even, of numbers that are not negative.
fn even(product: i64, by: i64) -> i64 {
    let (quotient, rest) = (product / by, product % by);
    quotient + i64::from(2 * rest > by || (2 * rest == by && quotient % 2 == 1))
}
