//! `/api/openapi.json`: the API as a document, made from the code.

use super::ROOT;
use super::problem::Problem;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use utoipa::OpenApi;

/// What the routes do not say by themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "POEMs",
        description = "A public market for hours of work. Each call does what a page does.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    components(schemas(Problem)),
    tags(
        (name = "Users", description = "Accounts, sessions, what was checked of somebody, notices."),
        (name = "Directory", description = "The sectors, the places and the rules."),
        (name = "Options", description = "Search: priced, legal, free."),
        (name = "Trades", description = "From hold to receipt."),
        (name = "Offerings", description = "What a worker offers, and at what price."),
        (name = "Availability", description = "When a worker is free."),
        (name = "Money", description = "Balances, the statement, payments from a bank and to it."),
        (name = "Parallel market", description = "The clock of the market in which no money is real."),
    )
)]
struct Frame;

/// The methods that an address can have, as the document writes them.
const METHODS: [&str; 4] = ["get", "post", "put", "delete"];
/// The one `POST` that needs no key: each call begins a session of its own.
const KEYLESS: &str = "/sessions";

/// The document.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        let mut frame = Frame::openapi();
        frame.merge(super::nouns().into_openapi());
        // A document of plain structs is always JSON.
        let mut document = serde_json::to_value(frame).unwrap_or_default();
        add_calls(&mut document);
        complete(&mut document);
        document
    });
    &DOCUMENT
}

/// Adds the calls that describe themselves.
fn add_calls(document: &mut Value) {
    let mut schemas = kernel::Schemas::default();
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        for call in super::described_calls() {
            let item = paths.entry(call.path).or_insert_with(|| json!({}));
            if let Some(item) = item.as_object_mut() {
                item.insert(call.method.to_owned(), call.described(&mut schemas));
            }
        }
    }
    if let Some(known) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        for (name, schema) in schemas.all() {
            known.entry(name).or_insert_with(|| schema.clone());
        }
    }
}

/// Adds what holds for every call alike: where the nouns begin, who asks, the key, the ids, the problems.
fn complete(document: &mut Value) {
    let bearer = json!({ "type": "http", "scheme": "bearer", "description": "The token of a session." });
    if let Some(document) = document.as_object_mut() {
        document.insert("servers".to_owned(), json!([{ "url": ROOT }]));
        document.insert("security".to_owned(), json!([{ "bearer": [] }]));
    }
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("securitySchemes".to_owned(), json!({ "bearer": bearer }));
    }
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    for (path, item) in paths {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                complete_operation(operation, (path, method));
            }
        }
    }
}

fn complete_operation(operation: &mut Map<String, Value>, (path, method): (&str, &str)) {
    // Handlers share verbs such as `list`; method and address name a call for sure.
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let words: String = path.chars().filter(|c| !"{}".contains(*c)).map(word).collect();
    operation.insert("operationId".to_owned(), format!("{method}{words}").into());
    let named = path.split(['{', '}']).skip(1).step_by(2);
    let mut parameters: Vec<Value> = named.map(path_parameter).collect();
    if method == "post" && path != KEYLESS {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "A word of your own for this one change, such as a UUID. Sent again under the same word, \
                            the call changes nothing more and hears the same answer; another body is refused.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200 },
        }));
    }
    if let Some(Value::Array(own)) = operation.remove("parameters") {
        parameters.extend(own);
    }
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), parameters.into());
    }
    let problem = json!({
        "description": "A problem, by RFC 9457.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    if let Some(responses) = responses.as_object_mut() {
        responses.insert("default".to_owned(), problem);
        for response in responses.values_mut().filter_map(Value::as_object_mut) {
            let description = response.entry("description").or_insert_with(|| "".into());
            if description == "" {
                *description = "Done.".into();
            }
        }
    }
}

fn path_parameter(name: &str) -> Value {
    let schema = match name {
        "part" => json!({ "type": "integer", "format": "int64" }),
        "id" | "offering" | "trade" | "offer" | "other" | "item" | "payment" => {
            json!({ "$ref": "#/components/schemas/Uuid" })
        }
        _ => json!({ "type": "string" }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}
