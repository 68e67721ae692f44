//! Writes what fuzzing begins with for each command and each table that has nothing yet: `cargo run -p fuzzed --example seeds`.

#![expect(clippy::print_stdout, reason = "it says what it has written")]

use kernel::{Command, Kind, Record};
use market::modules::{EveryCommand, EveryRecord, show_commands, show_records};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::Path;
use testkit::files::root;

const TRADE: &str = "019ab0fe-26a1-7c33-8000-042f1c5d9e07";

/// How it went so far.
struct Seeds(io::Result<()>);

impl Seeds {
    fn add(&mut self, folder: &str, name: &str, text: &str) {
        let file = root().join("fuzz/corpus").join(folder).join(name);
        if self.0.is_ok() && !Path::new(&file).exists() {
            println!("{}", file.display());
            self.0 = fs::write(file, text);
        }
    }
}

impl EveryCommand for Seeds {
    fn see<C: Command>(&mut self) {
        let example = web::act::described::<C>(&[]).map_or(json!({}), |described| described.example);
        let name = C::NAME.replace(['.', '/', '_'], "-");
        self.add("bodies", &name, &format!("{}\n\n{example}", C::NAME));
        let fields = example.as_object().into_iter().flatten();
        let typed: Vec<(String, String)> = fields.map(|(name, value)| (name.clone(), typed(value))).collect();
        let form = format!("{}\ntrade={TRADE}&part=2\n{}", C::NAME, web::query::query_of(&typed));
        self.add("forms", &name, &form);
    }
}

fn typed(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl EveryRecord for Seeds {
    fn see<R: Record>(&mut self) {
        let columns = R::TABLE.columns.iter().map(|column| match column.kind {
            Kind::Int => json!(1),
            Kind::Id => json!({ "id": TRADE }),
            Kind::Text => json!("x"),
            Kind::Bytes => json!({ "hex": "00" }),
        });
        let (name, row) = (R::TABLE.name, Value::Array(columns.collect()));
        self.add("records", &format!("row-{}", name.replace('_', "-")), &format!("row {name}\n{row}"));
    }
}

fn main() -> io::Result<()> {
    let mut seeds = Seeds(Ok(()));
    show_commands(&mut seeds);
    show_records(&mut seeds);
    seeds.0
}
