//! The schema as the records describe it, as portable text, and as it is in a database.

use crate::admin_connection::AdminConnection;
use crate::engine::EngineFault;
use crate::sql::Dialect;
use kernel::{Column, Kind, Table, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The text that a migration which adds the table would hold, to be pasted into a new migration file.
///
/// Portable: kinds are words (`INT`, `ID`, `TEXT`, `BYTES`) that [`translated`] turns into a dialect's types.
pub fn portable(table: &Table) -> String {
    let word = |kind| match kind {
        Kind::Int => "INT",
        Kind::Id => "ID",
        Kind::Text => "TEXT",
        Kind::Bytes => "BYTES",
    };
    let name = |at: &usize| table.columns.get(*at).map_or("?", |column| column.name);
    let column = |column: &Column| {
        let rest = if column.nullable { "" } else { " NOT NULL" };
        format!("{} {}{rest}", column.name, word(column.kind))
    };
    let mut lines: Vec<String> = table.columns.iter().map(column).collect();
    if !table.append_only {
        lines.push("version INT NOT NULL".to_owned());
    }
    let key: Vec<_> = table.columns.iter().take(table.key_columns).map(|column| column.name).collect();
    lines.push(format!("PRIMARY KEY ({})", key.join(", ")));
    lines.extend(table.checks.iter().map(|check| format!("CHECK ({})", check.sql(table))));
    let mut text = format!("CREATE TABLE {} (\n    {}\n);\n", table.name, lines.join(",\n    "));
    for index in table.indexes {
        let columns: Vec<_> = index.columns.iter().map(name).collect();
        let (by, on) = (columns.get(1..).unwrap_or_default().join("_"), columns.join(", "));
        let _written = writeln!(text, "CREATE INDEX {}_by_{by} ON {} ({on});", table.name, table.name);
    }
    text
}

/// The DDL of a table in a dialect.
pub fn ddl(table: &Table, dialect: Dialect) -> String {
    translated(&portable(table), dialect)
}

/// Portable DDL in a dialect.
///
/// Besides the kinds, SQLite gets its strict, clustered tables, with the id first in a key of locality and id: new
/// rows then go to the end of the table rather than to the end of each locality's part of it.
pub fn translated(portable: &str, dialect: Dialect) -> String {
    let bare: Vec<&str> =
        portable.lines().map(|line| line.split_once("--").map_or(line, |(code, _)| code)).collect();
    let mut text = String::new();
    for statement in bare.join("\n").split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
        let is_table = statement.starts_with("CREATE TABLE");
        let statement = match dialect {
            Dialect::Sqlite if is_table => id_first(statement) + " STRICT, WITHOUT ROWID",
            Dialect::Sqlite | Dialect::Postgres => statement.to_owned(),
        };
        text += &kinds(&statement, dialect);
        text += ";\n";
    }
    text
}

/// What distinguishes the database from what the records describe; empty when they agree.
pub(crate) async fn differences(
    connection: &mut AdminConnection,
    tables: &[&Table],
) -> Result<Vec<String>, EngineFault> {
    let dialect = connection.dialect();
    let ddl: String = tables.iter().map(|table| ddl(table, dialect)).collect();
    let found = described(connection).await?;
    let expected = match dialect {
        Dialect::Sqlite => {
            let mut scratch = AdminConnection::scratch()?;
            scratch.batch(&ddl).await?;
            described(&mut scratch).await?
        }
        Dialect::Postgres => {
            // Temporary tables: a node that may make no schema, and a role that may not, can have these.
            connection.batch("BEGIN; SET LOCAL search_path TO pg_temp").await?;
            let expected = match connection.batch(&ddl).await {
                Ok(()) => described(connection).await,
                Err(fault) => Err(fault),
            };
            connection.batch("ROLLBACK").await?;
            expected?
        }
    };
    let lacking = expected.difference(&found).map(|fact| format!("lacks {fact}"));
    let unexpected = found.difference(&expected).map(|fact| format!("has {fact}"));
    Ok(lacking.chain(unexpected).collect())
}

/// A fact a column, key, check and index of the current schema.
async fn described(connection: &mut AdminConnection) -> Result<BTreeSet<String>, EngineFault> {
    let mut facts = BTreeSet::new();
    let queries = match connection.dialect() {
        Dialect::Sqlite => SQLITE_FACTS,
        Dialect::Postgres => POSTGRES_FACTS,
    };
    for query in queries {
        for row in connection.rows(query, &[Kind::Text], &[]).await? {
            if let Some(Value::Text(fact)) = row.first() {
                facts.insert(fact.to_string());
            }
        }
    }
    if connection.dialect() == Dialect::Sqlite {
        let tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name <> 'migration'";
        for row in connection.rows(tables, &[Kind::Text, Kind::Text], &[]).await? {
            if let [Value::Text(name), Value::Text(sql)] = row.as_ref() {
                facts.extend(checks(sql).map(|check| format!("{name} CHECK ({check})")));
            }
        }
    }
    Ok(facts)
}

const SQLITE_FACTS: &[&str] = &[
    "SELECT t.name || '.' || c.name || ' ' || c.type || iif(c.\"notnull\", ' NOT NULL', '')
     FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' AND t.name <> 'migration'",
    "SELECT t.name || ' PRIMARY KEY (' || group_concat(c.name, ', ' ORDER BY c.pk) || ')'
     FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
     WHERE t.type = 'table' AND t.name <> 'migration' AND c.pk > 0 GROUP BY t.name",
    "SELECT t.name || iif(i.\"unique\", ' UNIQUE', '') || ' INDEX ('
         || (SELECT group_concat(name, ', ' ORDER BY seqno) FROM pragma_index_info(i.name)) || ')'
     FROM sqlite_schema AS t, pragma_index_list(t.name) AS i WHERE t.type = 'table' AND i.origin <> 'pk'",
    "SELECT name || iif(strict, ' STRICT', '') || iif(wr, ' WITHOUT ROWID', '') FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration'",
];

const POSTGRES_FACTS: &[&str] = &[
    "SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || COALESCE(' COLLATE ' || o.collname, '') || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation o ON o.oid = a.attcollation
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migration'
         AND a.attnum > 0 AND NOT a.attisdropped",
    "SELECT c.relname || ' ' || pg_get_constraintdef(k.oid)
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relname <> 'migration' AND k.contype <> 'n'",
    "SELECT c.relname || CASE WHEN i.indisunique THEN ' UNIQUE' ELSE '' END || ' INDEX '
         || split_part(pg_get_indexdef(i.indexrelid), ' USING ', 2)
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relname <> 'migration'
         AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)",
];

/// What stands in the parentheses after each `CHECK`, with single spaces.
fn checks(sql: &str) -> impl Iterator<Item = String> {
    sql.split("CHECK").skip(1).filter_map(|rest| {
        let inner = rest.trim_start().strip_prefix('(')?;
        let mut depth = 1;
        let end = inner.find(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        })?;
        Some(inner.get(..end)?.split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

fn id_first(statement: &str) -> String {
    let parts = statement.split_once("PRIMARY KEY (locality, ").and_then(|(before, rest)| {
        let (column, after) = rest.split_once(')')?;
        Some((before, column, after))
    });
    match parts {
        Some((before, column, after)) if before.contains(&format!(" {column} ID")) => {
            format!("{before}PRIMARY KEY ({column}, locality){after}")
        }
        _ => statement.to_owned(),
    }
}

/// Replaces the words for kinds, except in quoted text.
fn kinds(statement: &str, dialect: Dialect) -> String {
    let word = |word: &str| match word {
        "INT" => dialect.column(Kind::Int).to_owned(),
        "ID" => dialect.column(Kind::Id).to_owned(),
        "TEXT" => dialect.column(Kind::Text).to_owned(),
        "BYTES" => dialect.column(Kind::Bytes).to_owned(),
        other => other.to_owned(),
    };
    let translate = |code: &str| {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let (mut text, mut rest) = (String::new(), code);
        while let Some(at) = rest.find(is_part) {
            let (before, from) = rest.split_at(at);
            let (found, after) = from.split_at(from.find(|letter| !is_part(letter)).unwrap_or(from.len()));
            text += before;
            text += &word(found);
            rest = after;
        }
        text + rest
    };
    let parts = statement.split('\'').enumerate();
    let parts: Vec<_> =
        parts.map(|(n, part)| if n % 2 == 0 { translate(part) } else { part.to_owned() }).collect();
    parts.join("'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Outbox, Owner, Record};

    #[test]
    fn a_table_is_portable_text() {
        assert_eq!(
            portable(Owner::TABLE),
            "CREATE TABLE owner (\n    locality INT NOT NULL,\n    epoch INT NOT NULL,\n    process TEXT NOT NULL,\n    \
             address TEXT NOT NULL,\n    lease_until INT NOT NULL,\n    version INT NOT NULL,\n    \
             PRIMARY KEY (locality)\n);\n"
        );
    }

    #[test]
    fn sqlite_has_the_id_first_only_in_a_key_of_locality_and_id() {
        assert!(
            ddl(Outbox::TABLE, Dialect::Sqlite)
                .contains("PRIMARY KEY (id, locality)\n) STRICT, WITHOUT ROWID;")
        );
        assert!(ddl(Outbox::TABLE, Dialect::Postgres).contains("PRIMARY KEY (locality, id)\n);"));
        let kept =
            "CREATE TABLE a (\n locality INT NOT NULL,\n day INT NOT NULL,\n PRIMARY KEY (locality, day))";
        assert!(translated(kept, Dialect::Sqlite).contains("PRIMARY KEY (locality, day)"));
    }

    #[test]
    fn kinds_are_translated_but_neither_names_nor_quoted_text() {
        let change = "-- the ID of a TEXT\nALTER TABLE a ADD COLUMN id_text TEXT NOT NULL DEFAULT 'no ID';";
        assert_eq!(
            translated(change, Dialect::Postgres),
            "ALTER TABLE a ADD COLUMN id_text TEXT COLLATE \"C\" NOT NULL DEFAULT 'no ID';\n"
        );
    }

    #[test]
    fn checks_are_found_with_their_own_parentheses() {
        let sql = "CREATE TABLE a (b INT CHECK (b >= 0), CHECK ((b + 1)  <\n c))";
        assert_eq!(checks(sql).collect::<Vec<_>>(), ["b >= 0", "(b + 1) < c"]);
    }
}
