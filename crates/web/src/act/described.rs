//! What is asked for, as the API's document has it.

use super::{Named, asked_as, asks, open};
use kernel::{Ask, AskKind, Askable, Command};
use serde_json::{Map, Value, json};

/// What a body has to hold, as a JSON Schema with an example; `None` when nothing is asked for.
pub fn schema<C: Command>(named: &[&str]) -> Option<Value> {
    let named: Named = named.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    described(&open(C::ASKS, &named).collect::<Vec<_>>())
}

/// As [`schema`], for what [`body_of_json`] reads.
pub fn body_schema<A: Askable>() -> Option<Value> {
    described(&asks::<A>().iter().collect::<Vec<_>>())
}

fn described(open: &[&Ask]) -> Option<Value> {
    (!open.is_empty()).then(|| group(open))
}

fn group(asks: &[&Ask]) -> Value {
    let asked = |ask: &&Ask| asked_as(ask).0.to_owned();
    let described = |ask: &&Ask| {
        let mut schema = schema_of(ask.kind);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), ask.about.into());
            schema.extend(ask.or.map(|or| ("default".to_owned(), or.into())));
        }
        (asked(ask), schema)
    };
    let required =
        asks.iter().filter(|ask| is_required(ask) && !matches!(ask.kind, AskKind::List(_))).map(asked);
    let required: Vec<String> = required.collect();
    let properties: Map<String, Value> = asks.iter().map(described).collect();
    let example: Map<String, Value> = example_of(asks.iter().copied());
    json!({
        "type": "object", "additionalProperties": false, "required": required, "properties": properties,
        "example": example,
    })
}

fn is_required(ask: &Ask) -> bool {
    !(ask.is_optional || ask.is_own || ask.or.is_some())
}

/// An example of what has to be sent, and of what says how it looks.
fn example_of<'a>(asks: impl Iterator<Item = &'a Ask>) -> Map<String, Value> {
    let is_told =
        |ask: &&Ask| is_required(ask) || ask.example.is_some() || matches!(ask.kind, AskKind::Group(_));
    let told = |ask: &Ask| match (ask.example, ask.kind) {
        (Some(text), AskKind::Whole | AskKind::Amount) => text.parse::<i64>().unwrap_or_default().into(),
        (Some(text), _) => text.into(),
        (None, kind) => example(kind),
    };
    asks.filter(is_told).map(|ask| (asked_as(ask).0.to_owned(), told(ask))).collect()
}

fn schema_of(kind: AskKind) -> Value {
    match kind {
        AskKind::Id => json!({ "type": "string", "format": "uuid" }),
        AskKind::Bool => json!({ "type": "boolean" }),
        AskKind::Whole | AskKind::Amount => json!({ "type": "integer", "format": "int64" }),
        AskKind::Money => json!({
            "type": "object", "required": ["minor", "currency"],
            "properties": { "minor": { "type": "integer" }, "currency": { "type": "string" } },
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
        AskKind::TimeOfDay => json!("17:00"),
        AskKind::PhoneNumber => json!("(503) 555-0100"),
        AskKind::EmailAddress => json!("ana@example.org"),
        AskKind::ShortText { .. } | AskKind::LongText { .. } => json!("A broken window"),
        AskKind::Text | AskKind::PostCode | AskKind::Inner => json!("97214"),
        AskKind::Word(words) => json!(words.first()),
        AskKind::List(kind) => json!([example(*kind)]),
        AskKind::Group(asks) => example_of(asks.iter()).into(),
    }
}
