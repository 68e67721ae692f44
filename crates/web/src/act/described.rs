//! What is asked for, as the API's document has it.

use super::{Named, asked_as, asks, open};
use kernel::{Ask, AskKind, Askable, Command};
use serde_json::{Map, Value, json};

/// A body as the document has it.
#[derive(Debug)]
pub struct Described {
    /// Its JSON Schema.
    pub schema: Value,
    /// An example of it.
    pub example: Value,
}

/// What a body has to hold; `None` when nothing is asked for.
pub fn described<C: Command>(named: &[&str]) -> Option<Described> {
    let named: Named = named.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    describe(&open(C::ASKS, &named).collect::<Vec<_>>())
}

/// As [`described()`], for what [`super::read_body`] reads.
pub fn described_body<A: Askable>() -> Option<Described> {
    describe(&asks::<A>().iter().collect::<Vec<_>>())
}

fn describe(open: &[&Ask]) -> Option<Described> {
    let described = || Described { schema: group(open), example: example_of(open.iter().copied()).into() };
    (!open.is_empty()).then(described)
}

/// The JSON Schema of something that is asked for, with what is said of it.
pub fn ask_schema(ask: &Ask) -> Value {
    let mut schema = schema_of(ask.kind);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), ask.about.into());
        schema.extend(ask.or.map(|or| ("default".to_owned(), or.into())));
    }
    schema
}

/// The example of something that is asked for, if it has one of its own.
pub fn own_example(ask: &Ask) -> Option<Value> {
    let text = ask.example?;
    let is_number = matches!(ask.kind, AskKind::Whole | AskKind::Amount);
    Some(if is_number { text.parse::<i64>().unwrap_or_default().into() } else { text.into() })
}

fn group(asks: &[&Ask]) -> Value {
    let asked = |ask: &&Ask| asked_as(ask).0.to_owned();
    let required = asks.iter().filter(|ask| is_required(ask) && !is_list(ask)).map(asked);
    let required: Vec<String> = required.collect();
    let property = |ask: &Ask| {
        if is_required(ask) && !is_list(ask) { ask_schema(ask) } else { or_null(ask_schema(ask)) }
    };
    let properties: Map<String, Value> = asks.iter().map(|ask| (asked(ask), property(ask))).collect();
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn is_list(ask: &Ask) -> bool {
    matches!(ask.kind, AskKind::List(_))
}

/// What may be left out may as well be nothing: so it stands in the market's own answers.
fn or_null(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        if let Some(kind) = members.get("type").cloned() {
            members.insert("type".to_owned(), json!([kind, "null"]));
        }
        if let Some(words) = members.get_mut("enum").and_then(Value::as_array_mut) {
            words.push(Value::Null);
        }
    }
    schema
}

fn is_required(ask: &Ask) -> bool {
    !(ask.is_optional || ask.is_own || ask.or.is_some())
}

/// An example of what has to be sent, and of what says how it looks.
fn example_of<'a>(asks: impl Iterator<Item = &'a Ask>) -> Map<String, Value> {
    let is_told =
        |ask: &&Ask| is_required(ask) || ask.example.is_some() || matches!(ask.kind, AskKind::Group(_));
    asks.filter(is_told)
        .map(|ask| (asked_as(ask).0.to_owned(), own_example(ask).unwrap_or_else(|| example(ask.kind))))
        .collect()
}

fn schema_of(kind: AskKind) -> Value {
    match kind {
        AskKind::Id => json!({ "type": "string", "format": "uuid" }),
        AskKind::Bool => json!({ "type": "boolean" }),
        AskKind::Whole | AskKind::Amount => json!({ "type": "integer", "format": "int64" }),
        AskKind::Money => json!({
            "type": "object", "required": ["minor", "currency"],
            "properties": {
                "minor": { "type": "integer", "format": "int64", "description": "Minor units: cents." },
                "currency": { "type": "string", "description": "By ISO 4217." },
                "exponent": { "type": "integer", "description": "How many decimals it has; refused if that is not so." },
            },
        }),
        AskKind::Time => json!({ "type": "string", "format": "date-time" }),
        AskKind::Span => json!({
            "type": "object", "required": ["starts_at", "ends_at"],
            "properties": {
                "starts_at": { "type": "string", "format": "date-time" },
                "ends_at": { "type": "string", "format": "date-time" },
            },
        }),
        AskKind::Date => json!({ "type": "string", "format": "date" }),
        AskKind::ShortText { least, most } => {
            json!({ "type": "string", "minLength": least, "maxLength": most })
        }
        AskKind::LongText { most } => json!({ "type": "string", "minLength": 1, "maxLength": most }),
        AskKind::EmailAddress => json!({ "type": "string", "format": "email" }),
        AskKind::Text
        | AskKind::PhoneNumber
        | AskKind::TimeOfDay
        | AskKind::ClockTime
        | AskKind::PostCode
        | AskKind::Currency
        | AskKind::Inner => json!({ "type": "string" }),
        AskKind::Word(words) => json!({ "type": "string", "enum": words }),
        AskKind::List(kind) => json!({ "type": "array", "items": schema_of(*kind) }),
        AskKind::Group(asks) => group(&asks.iter().collect::<Vec<_>>()),
    }
}

fn example(kind: AskKind) -> Value {
    match kind {
        AskKind::Id => json!("019ab0fe-26a1-7c33-8000-042f1c5d9e07"),
        AskKind::Bool => json!(true),
        AskKind::Whole => json!(60),
        AskKind::Amount => json!(1_800),
        AskKind::Money => json!({ "minor": 1_800, "currency": "USD" }),
        AskKind::Time => json!("2026-11-27T17:00:00Z"),
        AskKind::Span => json!({ "starts_at": "2026-11-27T17:00:00Z", "ends_at": "2026-11-27T21:00:00Z" }),
        AskKind::Date => json!("2026-11-27"),
        AskKind::Currency => json!("USD"),
        AskKind::TimeOfDay | AskKind::ClockTime => json!("17:00"),
        AskKind::PhoneNumber => json!("(503) 555-0100"),
        AskKind::EmailAddress => json!("ana@example.org"),
        AskKind::ShortText { .. } | AskKind::LongText { .. } => json!("A broken window"),
        AskKind::Text | AskKind::PostCode | AskKind::Inner => json!("97214"),
        AskKind::Word(words) => json!(words.first()),
        AskKind::List(kind) => json!([example(*kind)]),
        AskKind::Group(asks) => example_of(asks.iter()).into(),
    }
}
