//! What the store reads: rows of every table, and JSON that is kept in them.

use crate::commands::{decoded, is_kept};
use crate::{first_line, text};
use kernel::{Argument, BadRow, Blob, CommandLog, Id, Outbox, Owner, Record, Row, Timer, Value};
use market::admin::closing::NameLeft;
use market::admin::payment_transfer::{Instruction, bank_account::AccountInquiry};
use market::modules::{EveryRecord, show_records};
use market::support::notices::Message;
use market::users::codes::CodeMessage;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Reader = fn(&[Value]) -> Result<Row, BadRow>;

#[derive(Default)]
struct Readers(BTreeMap<&'static str, Reader>);

impl EveryRecord for Readers {
    fn see<R: Record>(&mut self) {
        self.0.insert(R::TABLE.name, |row| R::from_row(row).map(|record| record.to_row()));
    }
}

static READERS: LazyLock<Readers> = LazyLock::new(|| {
    let mut readers = Readers::default();
    show_records(&mut readers);
    readers.see::<CommandLog>();
    readers.see::<Outbox>();
    readers.see::<Owner>();
    readers.see::<Timer>();
    readers
});

/// Every table's name.
pub fn names() -> impl Iterator<Item = &'static str> {
    READERS.0.keys().copied()
}

/// A line that says what it is, then JSON.
///
/// `row TABLE`: a list of numbers, texts, `{"id": …}` and `{"hex": …}`; `command NAME/VERSION`: what a timer or the log keeps;
/// `instruction`,
/// `inquiry`, `left`, `message`, `code`: what waits in the outbox; `arguments`: those of a notice. What is read is
/// written as it is read again.
pub fn run(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let (what, json) = first_line(written);
    match what.split_once(' ').unwrap_or((what, "")) {
        ("row", table) => row(table, json),
        ("command", name) => match decoded(name, json) {
            Ok(command) => is_kept(command.as_ref()),
            Err(BadRow(why)) => assert!(!why.is_empty()),
        },
        ("instruction", _) => kept::<Instruction>(json),
        ("inquiry", _) => kept::<AccountInquiry>(json),
        ("left", _) => kept::<NameLeft>(json),
        ("message", _) => kept::<Message>(json),
        ("code", _) => kept::<CodeMessage>(json),
        ("arguments", _) => kept::<Vec<(String, Argument)>>(json),
        _ => {}
    }
}

fn row(table: &str, json: &str) {
    let Some(reader) = READERS.0.get(table) else { return };
    let Ok(Json::Array(columns)) = serde_json::from_str(json) else { return };
    let columns: Vec<Value> = columns.iter().map(column).collect();
    match reader(&columns) {
        Ok(row) => {
            let again = reader(&row);
            assert!(again.as_ref().is_ok_and(|again| *again == row), "{table}: {row:?} {again:?}");
        }
        Err(BadRow(why)) => assert!(!why.is_empty(), "{table}"),
    }
}

/// A column as a seed has it.
fn column(json: &Json) -> Value {
    if let Some(number) = json.as_i64() {
        return Value::Int(number);
    }
    if let Some(text) = json.as_str() {
        return Value::Text(text.into());
    }
    let member = |name: &str| json.get(name)?.as_str();
    if let Some(id) = member("id") {
        return Value::Id(Id::<()>::parse(id).map_or(0, Id::bits));
    }
    let bytes = |hex: &str| serde_json::from_value::<Blob>(hex.into()).map(|blob| blob.0).unwrap_or_default();
    member("hex").map_or(Value::Null, |hex| Value::Bytes(bytes(hex).into()))
}

fn kept<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) {
    let Ok(read) = serde_json::from_str::<T>(json) else { return };
    let again = serde_json::to_string(&read).and_then(|json| serde_json::from_str::<T>(&json));
    assert!(again.as_ref().is_ok_and(|again| *again == read), "{read:?} {again:?}");
}
