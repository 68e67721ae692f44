//! The statements of the executor: five shapes a table (load by key, load by prefix, insert, update, delete), and
//! the few words in which the two engines differ.

use kernel::{Kind, Table};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// Which SQL is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite: a statement a row.
    Sqlite,
    /// PostgreSQL: a statement for any number of rows, which arrive as one array a column; those that look for rows get one more
    /// array, of the market areas to look in.
    Postgres,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// Reads the rows whose key begins with this many given values: all rows of a prefix, or the one of a key.
    /// Parameters: the values.
    Load(usize),
    /// Parameters: the row, and its version where rows have one.
    Insert,
    /// Parameters: the row, its version afterwards, its version before.
    Update,
    /// The same of a row that every index keeps where it is. SQLite takes a row out of an index and puts it in again
    /// when a column of the index is named, changed or not; so none is.
    UpdateBesideIndexes,
    /// Parameters: the key, the version before.
    Delete,
}

/// The texts of a dialect, each made once.
#[derive(Debug)]
pub(crate) struct Texts {
    dialect: Dialect,
    made: HashMap<(&'static str, Shape), Arc<str>>,
}

impl Dialect {
    /// The type of a column.
    pub(crate) const fn column(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, Kind::Int) => "INTEGER",
            (Self::Sqlite, Kind::Id | Kind::Bytes) => "BLOB",
            (Self::Sqlite, Kind::Text) => "TEXT",
            (Self::Postgres, Kind::Int) => "BIGINT",
            (Self::Postgres, Kind::Id) => "UUID",
            // Ordered by bytes, as SQLite and the kernel order text, whatever the database's own order.
            (Self::Postgres, Kind::Text) => "TEXT COLLATE \"C\"",
            (Self::Postgres, Kind::Bytes) => "BYTEA",
        }
    }
}

impl Texts {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, made: HashMap::new() }
    }

    pub(crate) fn get(&mut self, table: &'static Table, shape: Shape) -> Arc<str> {
        let make = || match self.dialect {
            Dialect::Sqlite => sqlite(table, shape),
            Dialect::Postgres => postgres(table, shape),
        };
        Arc::clone(self.made.entry((table.name, shape)).or_insert_with(|| make().into()))
    }
}

/// Portable SQL that reads all columns of the rows whose key begins with `given` values, in key order.
pub(crate) fn read(table: &Table, given: usize) -> String {
    let mut sql = format!("SELECT {} FROM {}", columns(table).collect::<Vec<_>>().join(", "), table.name);
    let wanted = list(keys(table).take(given).zip(1..).map(|(key, n)| format!("{key} = ${n}")), " AND ");
    if given > 0 {
        let _written = write!(sql, " WHERE {wanted}");
    }
    sql + " ORDER BY " + &keys(table).collect::<Vec<_>>().join(", ")
}

/// Portable SQL that reads all columns of at most so many rows in key order: the first, or those behind a key.
pub(crate) fn page(table: &Table, is_behind: bool, most: usize) -> String {
    let (columns, order) = (list(columns(table), ", "), list(keys(table), ", "));
    let marks = list((1..=table.key_columns).map(|n| format!("${n}")), ", ");
    let behind = if is_behind { format!(" WHERE ({order}) > ({marks})") } else { String::new() };
    format!("SELECT {columns} FROM {}{behind} ORDER BY {order} LIMIT {most}", table.name)
}

/// Portable SQL that reads all that is stored of a table, in whatever order.
pub(crate) fn whole(table: &Table) -> String {
    format!("SELECT {} FROM {}", stored_columns(table), table.name)
}

/// As [`whole`], in key order.
pub(crate) fn whole_in_order(table: &Table) -> String {
    format!("{} ORDER BY {}", whole(table), list(keys(table), ", "))
}

/// The columns that are stored, in the order of [`whole`].
pub(crate) fn stored_columns(table: &Table) -> String {
    list(stored(table), ", ")
}

/// Their kinds.
pub(crate) fn stored_kinds(table: &Table) -> Vec<Kind> {
    let version = (!table.append_only).then_some(Kind::Int);
    table.columns.iter().map(|column| column.kind).chain(version).collect()
}

/// SQLite numbers `$n` by first appearance, `?n` by its number.
pub(crate) fn numbered(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_parameter = letter == '$' && letters.peek().is_some_and(char::is_ascii_digit);
        text.push(if is_parameter { '?' } else { letter });
    }
    text
}

fn sqlite(table: &Table, shape: Shape) -> String {
    let name = table.name;
    let (width, key_width) = (table.columns.len(), table.key_columns);
    let whose =
        |given: usize| list(keys(table).take(given).zip(1..).map(|(k, n)| format!("{k} = ?{n}")), " AND ");
    match shape {
        Shape::Load(given) => {
            format!("SELECT {} FROM {name} WHERE {}", list(stored(table), ", "), whose(given))
        }
        Shape::Insert => {
            let places = (1..=stored(table).count()).map(|n| format!("?{n}"));
            format!("INSERT INTO {name} ({}) VALUES ({})", list(stored(table), ", "), list(places, ", "))
        }
        Shape::Update | Shape::UpdateBesideIndexes => {
            let is_named = |at: &usize| shape == Shape::Update || !is_indexed(table, *at);
            let set = stored(table).enumerate().skip(key_width).filter(|(at, _)| is_named(at));
            let set = set.map(|(at, column)| format!("{column} = ?{}", at + 1));
            let before = width + 2;
            format!(
                "UPDATE {name} SET {} WHERE {} AND version = ?{before}",
                list(set, ", "),
                whose(key_width)
            )
        }
        Shape::Delete => {
            format!("DELETE FROM {name} WHERE {} AND version = ?{}", whose(key_width), key_width + 1)
        }
    }
}

fn postgres(table: &Table, shape: Shape) -> String {
    let name = table.name;
    // What the rows say already, said once more to an engine that spreads tables over machines by area and looks into no array
    // to plan. Each area once: the array is gone through for each row.
    let whose = |given: usize, rows: usize| {
        let area = keys(table).take(1).map(|area| format!("t.{area} = ANY(${}::BIGINT[])", rows + 1));
        list(keys(table).take(given).map(|key| format!("t.{key} = n.{key}")).chain(area), " AND ")
    };
    match shape {
        Shape::Load(given) => {
            let wanted = list(stored(table).map(|column| format!("t.{column}")), ", ");
            let rows = unnest(table, given);
            let names = list(keys(table).take(given), ", ");
            format!("SELECT {wanted} FROM {name} AS t JOIN {rows} AS n ({names}) ON {}", whose(given, given))
        }
        Shape::Insert => {
            let rows = unnest(table, stored(table).count());
            format!("INSERT INTO {name} ({}) SELECT * FROM {rows}", list(stored(table), ", "))
        }
        // PostgreSQL sees for itself what stays the same.
        Shape::Update | Shape::UpdateBesideIndexes => {
            let set = stored(table).skip(table.key_columns).map(|column| format!("{column} = n.{column}"));
            let rows = unnest(table, table.columns.len() + 2);
            let names = list(stored(table).chain(["version_before"]), ", ");
            let whose = whose(table.key_columns, table.columns.len() + 2);
            let set = list(set, ", ");
            format!(
                "UPDATE {name} AS t SET {set} FROM {rows} AS n ({names}) WHERE {whose} AND t.version = n.version_before"
            )
        }
        Shape::Delete => {
            let arrays = keys_and_version(table);
            let names = list(keys(table).chain(["version_before"]), ", ");
            let whose = whose(table.key_columns, table.key_columns + 1);
            format!(
                "DELETE FROM {name} AS t USING UNNEST({arrays}) AS n ({names}) WHERE {whose} AND t.version = n.version_before"
            )
        }
    }
}

fn is_indexed(table: &Table, column: usize) -> bool {
    table.indexes.iter().any(|index| index.columns.contains(&column))
}

/// The first `count` columns, versions last, as a set of rows.
fn unnest(table: &Table, count: usize) -> String {
    let versions = std::iter::repeat(Kind::Int);
    let kinds = table.columns.iter().map(|column| column.kind).chain(versions).take(count);
    format!("UNNEST({})", arrays(kinds))
}

fn keys_and_version(table: &Table) -> String {
    let keys = table.columns.iter().take(table.key_columns).map(|column| column.kind);
    arrays(keys.chain([Kind::Int]))
}

fn arrays(kinds: impl Iterator<Item = Kind>) -> String {
    let array = |kind| match kind {
        Kind::Int => "BIGINT",
        Kind::Id => "UUID",
        Kind::Text => "TEXT",
        Kind::Bytes => "BYTEA",
    };
    list(kinds.zip(1..).map(|(kind, n)| format!("${n}::{}[]", array(kind))), ", ")
}

fn columns(table: &Table) -> impl Iterator<Item = &'static str> {
    table.columns.iter().map(|column| column.name)
}

fn keys(table: &Table) -> impl Iterator<Item = &'static str> {
    columns(table).take(table.key_columns)
}

/// The columns of the table in the database: rows that are only ever added have no version.
fn stored(table: &Table) -> impl Iterator<Item = &'static str> {
    columns(table).chain((!table.append_only).then_some("version"))
}

fn list<T: AsRef<str>>(items: impl Iterator<Item = T>, between: &str) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(item.as_ref());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Locality, Outbox, Owner, Record};

    #[derive(Record, Clone, Debug)]
    #[record(table = "lamp", key(locality, id), public, index = "locality, watts")]
    struct Lamp {
        locality: Locality,
        id: i64,
        watts: i64,
        is_lit: bool,
    }

    #[test]
    fn parameters_are_numbered_by_their_number() {
        assert_eq!(numbered("a = $2 AND b = $1 AND c = '$'"), "a = ?2 AND b = ?1 AND c = '$'");
    }

    #[test]
    fn sqlite_has_a_statement_a_row() {
        let mut texts = Texts::new(Dialect::Sqlite);
        let mut text = |shape| texts.get(Owner::TABLE, shape).to_string();
        assert_eq!(
            text(Shape::Load(1)),
            "SELECT locality, epoch, process, address, lease_until, version FROM owner WHERE locality = ?1"
        );
        assert_eq!(
            text(Shape::Update),
            "UPDATE owner SET epoch = ?2, process = ?3, address = ?4, lease_until = ?5, version = ?6 \
             WHERE locality = ?1 AND version = ?7"
        );
        assert_eq!(text(Shape::Delete), "DELETE FROM owner WHERE locality = ?1 AND version = ?2");
    }

    #[test]
    fn sqlite_does_not_name_the_columns_of_an_index_that_keeps_a_row() {
        let mut texts = Texts::new(Dialect::Sqlite);
        assert_eq!(
            texts.get(Lamp::TABLE, Shape::UpdateBesideIndexes).as_ref(),
            "UPDATE lamp SET is_lit = ?4, version = ?5 WHERE locality = ?1 AND id = ?2 AND version = ?6"
        );
        assert_eq!(
            texts.get(Lamp::TABLE, Shape::Update).as_ref(),
            "UPDATE lamp SET watts = ?3, is_lit = ?4, version = ?5 WHERE locality = ?1 AND id = ?2 AND version = ?6"
        );
    }

    #[test]
    fn postgres_has_a_statement_for_many_rows() {
        let mut texts = Texts::new(Dialect::Postgres);
        let mut text = |shape| texts.get(Owner::TABLE, shape).to_string();
        assert_eq!(
            text(Shape::Update),
            "UPDATE owner AS t SET epoch = n.epoch, process = n.process, address = n.address, \
             lease_until = n.lease_until, version = n.version \
             FROM UNNEST($1::BIGINT[], $2::BIGINT[], $3::TEXT[], $4::TEXT[], $5::BIGINT[], $6::BIGINT[], $7::BIGINT[]) \
             AS n (locality, epoch, process, address, lease_until, version, version_before) \
             WHERE t.locality = n.locality AND t.locality = ANY($8::BIGINT[]) AND t.version = n.version_before"
        );
        assert_eq!(
            texts.get(Outbox::TABLE, Shape::Delete).as_ref(),
            "DELETE FROM outbox AS t USING UNNEST($1::BIGINT[], $2::UUID[], $3::BIGINT[]) AS n (locality, id, version_before) \
             WHERE t.locality = n.locality AND t.id = n.id AND t.locality = ANY($4::BIGINT[]) AND t.version = n.version_before"
        );
    }
}
