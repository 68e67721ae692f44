//! Locality leads every key, SQL lives in one place, and nothing exotic is asked of a database.

use super::lex::Token;
use super::{Finding, Source, has_extension};

/// Needs more than one machine’s database, or a database that decides. Whole words, as SQL writes them.
const FORBIDDEN: [&str; 12] = [
    "FOREIGN KEY",
    "REFERENCES",
    "TRIGGER",
    "EXCLUDE",
    "LISTEN",
    "NOTIFY",
    "SERIAL",
    "BIGSERIAL",
    "SEQUENCE",
    "SERIALIZABLE",
    "REPEATABLE READ",
    "SKIP LOCKED",
];

/// A snapshot: no decision is made in it.
const READS_ONLY: &str = "REPEATABLE READ READ ONLY";

/// Both words of one of these, in this order, make a text SQL.
const STATEMENTS: [(&str, &str); 9] = [
    ("SELECT ", " FROM "),
    ("INSERT INTO ", "("),
    ("UPDATE ", " SET "),
    ("DELETE FROM ", " WHERE "),
    ("CREATE TABLE ", "("),
    ("CREATE INDEX ", " ON "),
    ("ALTER TABLE ", " "),
    ("DROP TABLE ", ""),
    ("PRAGMA ", ""),
];

/// Where SQL may stand outside a view, besides the peers that benches measure the market against.
const MAY_SPEAK_SQL: [&str; 2] = ["store", "testkit"];
const PEERS: &str = "crates/bench/src/peers/";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().filter(|source| source.layer().is_some()).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    if has_extension(&source.path, "sql") {
        return source.lines().flat_map(|(number, line)| exotic(source, number, line)).collect();
    }
    let tokens = &source.tokens;
    let mut findings = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let after = tokens.get(index.saturating_add(1)..).unwrap_or_default();
        if is_attribute(tokens, index, "record") {
            findings.extend(check_record(source, token.line, after));
        }
        if is_attribute(tokens, index, "view") {
            findings.extend(check_view(source, token.line, after));
        }
        if let Some(text) = token.quoted() {
            // A test may set a trigger, to see that what it does is found.
            if !token.in_test {
                findings.extend(exotic(source, token.line, text));
            }
            if is_sql(text) && !token.in_test && !may_speak_sql(source, tokens, index) {
                let rule = "SQL stands in crates/store and in #[view(sql = …)] only";
                let remedy = "read by a view, write by a command";
                findings.push(source.finding(token.line, "SQL outside the store".to_owned(), [rule, remedy]));
            }
        }
    }
    findings
}

/// Whether `#[name(` has its name at `index`.
fn is_attribute(tokens: &[Token], index: usize, name: &str) -> bool {
    let before = index.checked_sub(2).and_then(|start| tokens.get(start..index));
    let opens =
        before.is_some_and(|before| before.iter().zip(["#", "["]).all(|(token, mark)| token.is(mark)));
    let closes = tokens.get(index.saturating_add(1)).is_some_and(|token| token.is("("));
    opens && closes && tokens.get(index).is_some_and(|token| token.is(name))
}

/// The tokens up to the bracket that ends the attribute.
fn attribute(after: &[Token]) -> &[Token] {
    let end = after.iter().position(|token| token.is("]")).unwrap_or(after.len());
    after.get(..end).unwrap_or_default()
}

/// What stands on a field: `#[record(fields)]` takes a group of columns into a record, or the same of a view; the others say
/// what its column holds.
const OF_A_FIELD: [&str; 3] = ["fields", "public", "transient"];

fn is_of_a_field(words: &[Token]) -> bool {
    words.get(1).is_some_and(|word| OF_A_FIELD.iter().any(|mark| word.is(mark)))
}

fn check_record(source: &Source, line: usize, after: &[Token]) -> Option<Finding> {
    let words = attribute(after);
    if is_of_a_field(words) {
        return None;
    }
    let leads = words
        .windows(3)
        .any(|three| three.iter().zip(["key", "(", "locality"]).all(|(token, word)| token.is(word)));
    let finding = || {
        let rule = "the key of every record begins with `locality`";
        source.finding(line, "a key without locality in front".to_owned(), [rule, "write key(locality, …)"])
    };
    (!leads).then(finding)
}

fn check_view(source: &Source, line: usize, after: &[Token]) -> Option<Finding> {
    let words = attribute(after);
    let sql: String = words.iter().filter_map(Token::quoted).collect();
    let finding = || {
        let rule = "a view looks at one locality, its first parameter";
        source.finding(line, "a view without `locality = $1`".to_owned(), [rule, "add WHERE locality = $1"])
    };
    (!is_of_a_field(words) && !sql.contains("locality = $1")).then(finding)
}

fn may_speak_sql(source: &Source, tokens: &[Token], index: usize) -> bool {
    source.layer().is_some_and(|layer| MAY_SPEAK_SQL.contains(&layer))
        || source.path.starts_with(PEERS)
        || is_in_view(tokens, index)
}

/// Whether the text belongs to the attribute of a view: `sql =` stands in front of it.
fn is_in_view(tokens: &[Token], index: usize) -> bool {
    let before = index.checked_sub(2).and_then(|start| tokens.get(start..index));
    before.is_some_and(|before| before.iter().zip(["sql", "="]).all(|(token, word)| token.is(word)))
}

/// Keywords are all capitals or all small; a sentence that begins with “Select” is neither.
fn is_sql(text: &str) -> bool {
    let text = text.replace("\\n", " ").replace('\\', " ");
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |first: &str, then: &str| text.strip_prefix(first).is_some_and(|rest| rest.contains(then));
    let small = |word: &str| word.to_lowercase();
    STATEMENTS.iter().any(|(first, then)| has(first, then) || has(&small(first), &small(then)))
}

fn exotic(source: &Source, line: usize, text: &str) -> Vec<Finding> {
    let finding = |word: &str| {
        let rule = "nothing rests on what some databases lack, nor on a database that decides";
        let remedy = "safety is one owner a locality, versions, checks and keys";
        source.finding(line, format!("`{word}` in SQL"), [rule, remedy])
    };
    // What is only read through decides nothing.
    let text = &text.replace(READS_ONLY, "");
    let mut findings: Vec<_> =
        FORBIDDEN.iter().filter(|word| has_word(text, word)).map(|word| finding(word)).collect();
    if text.contains(concat!("pg_", "advisory")) {
        findings.push(finding("an advisory lock"));
    }
    findings
}

/// Whether `word` stands in `text` with nothing of a name on either side.
fn has_word(text: &str, word: &str) -> bool {
    let edge = |letter: Option<char>| !letter.is_some_and(|one| one.is_alphanumeric() || one == '_');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at.saturating_add(word.len())..).and_then(|after| after.chars().next());
        edge(before) && edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const MODULE: &str = "crates/market/src/users/assets.rs";

    #[test]
    fn a_key_begins_with_locality() {
        let good = "#[derive(Record)]\n#[record(table = \"asset\", key(locality, id))]\nstruct Asset {}";
        assert!(found(check, MODULE, good).is_empty());
        let field = good.replace("{}", "{ #[record(public)] size: i64, #[record(transient)] at: i64 }");
        assert!(found(check, MODULE, &field).is_empty());
        let bad = "#[derive(Record)]\n#[record(table = \"asset\", key(id, locality))]\nstruct Asset {}";
        assert_eq!(found(check, MODULE, bad), ["2: a key without locality in front"]);
    }

    #[test]
    fn a_view_looks_at_one_locality() {
        let good = "#[view(sql = \"SELECT id FROM asset WHERE locality = $1\")]\nstruct Seen {}";
        assert!(found(check, MODULE, good).is_empty());
        let bad = "#[view(sql = \"SELECT id FROM asset WHERE id = $1\")]\nstruct Seen {}";
        assert_eq!(found(check, MODULE, bad), ["1: a view without `locality = $1`"]);
    }

    #[test]
    fn sql_has_one_place() {
        let bad = "fn f() { run(\"SELECT id FROM asset\") }";
        assert_eq!(found(check, MODULE, bad), ["1: SQL outside the store"]);
        let small = "fn f() { run(\"select id\\n from asset\") }";
        assert_eq!(found(check, "crates/web/src/page.rs", small), ["1: SQL outside the store"]);
        assert!(found(check, "crates/store/src/sqlite.rs", bad).is_empty());
        assert!(found(check, "crates/poems/tests/all/finder.rs", bad).is_empty());
        let words = "fn f() { say(\"Select a worker from the list\"); say(\"Update your hours\") }";
        assert!(found(check, MODULE, words).is_empty());
    }

    #[test]
    fn nothing_exotic_is_asked_of_a_database() {
        let bad = "const A: &str = \"id BIGSERIAL, FOREIGN KEY (x)\";\n\
                   const B: &str = \"select pg_advisory_lock(1)\";";
        let expected = ["1: `FOREIGN KEY` in SQL", "1: `BIGSERIAL` in SQL", "2: `an advisory lock` in SQL"];
        assert_eq!(found(check, "crates/store/src/postgres.rs", bad), expected);
        assert_eq!(
            found(check, "crates/store/migrations/1.sql", "a\nCREATE TRIGGER t"),
            ["2: `TRIGGER` in SQL"]
        );
        let weak = "const A: &str = \"BEGIN ISOLATION LEVEL REPEATABLE READ\";";
        assert_eq!(found(check, "crates/store/src/postgres.rs", weak), ["1: `REPEATABLE READ` in SQL"]);
        let snapshot = "const A: &str = \"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY\";";
        assert!(found(check, "crates/store/src/postgres.rs", snapshot).is_empty());
        let test = "const A: &str = \"CREATE TRIGGER t\";";
        assert!(found(check, "crates/store/tests/all/faults.rs", test).is_empty());
        let good = "const A: &str = \"ON CONFLICT DO UPDATE SET a = excluded.a, SERIAL_NUMBER = 1\";";
        assert!(found(check, "crates/store/src/postgres.rs", good).is_empty());
    }
}
