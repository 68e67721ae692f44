//! `/api/openapi.json`: the API as a document, made from the calls.

pub(super) mod example;

use super::call::PROBLEMS;
use super::problem::{self, Problem};
use super::{ROOT, TAGS};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::i18n::{Lang, Locale};
use axum::routing::get;
use axum::{Json, Router};
use kernel::{Schemas, Show};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/openapi.json", get(async || Json(document())))
}

/// The document.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(written);
    &DOCUMENT
}

/// A sentence as the document has it: in English.
pub(super) fn sentence(key: &str) -> String {
    Locale::in_united_states(Lang::EN).say(key, &[]).plain()
}

fn written() -> Value {
    let mut schemas = Schemas::default();
    let mut paths: Map<String, Value> = Map::new();
    for call in super::calls() {
        let item = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(call.method.to_owned(), call.described(&mut schemas));
        }
    }
    let problem = Problem::schema(&mut schemas);
    let mut schemas: Map<String, Value> =
        schemas.all().map(|(name, schema)| (name.to_owned(), schema.clone())).collect();
    if let Some(problem) = schemas.get_mut("Problem").and_then(Value::as_object_mut) {
        problem.insert("additionalProperties".to_owned(), true.into());
    }
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        show_answers(operation, &schemas);
    }
    let tags = TAGS.map(|tag| {
        json!({ "name": sentence(&format!("tag-{tag}")), "description": sentence(&format!("tag-{tag}-about")) })
    });
    let responses: Map<String, Value> = PROBLEMS
        .iter()
        .map(|(status, name, about)| ((*name).to_owned(), response((*status, about), &problem)))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "POEMs",
            "description": "A public market for hours of work, things, spaces and goods. Each call does what a page does.",
            "contact": { "name": "The operator of the market" },
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": ROOT }],
        "security": [{ "bearer": [] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": responses,
            "securitySchemes": {
                "bearer": {
                    "type": "http", "scheme": "bearer",
                    "description": "The token of a session. A call that needs none takes it, too: its answer is then yours.",
                },
            },
        },
        "x-problem-types": problem_types(),
    })
}

/// Adds to the answer of an operation how it looks.
fn show_answers(operation: &mut Value, schemas: &Map<String, Value>) {
    let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
    for response in responses.into_iter().flat_map(Map::values_mut) {
        let content = response.pointer_mut("/content/application~1json").and_then(Value::as_object_mut);
        if let Some(content) = content {
            let shown = content.get("schema").map(|schema| example::of("", schema, schemas));
            content.extend(shown.map(|shown| ("example".to_owned(), shown)));
        }
    }
}

/// A response that is a problem, with an example of each type that no module says.
fn response((status, about): (u16, &str), schema: &Value) -> Value {
    let of_status = AppError::of_requests().into_iter().filter(|error| error.status().as_u16() == status);
    let examples: Map<String, Value> = of_status
        .map(|error| {
            let name = error.code().rsplit('/').next().unwrap_or_default().to_owned();
            (name, json!({ "value": shown(&error) }))
        })
        .collect();
    let content = json!({ "application/problem+json": { "schema": schema, "examples": examples } });
    json!({ "description": about, "content": content })
}

/// A problem as a caller hears it.
fn shown(error: &AppError) -> Value {
    let mut problem = json!({
        "type": format!("/problems/{}", error.code()),
        "title": sentence(problem::title(error.status().as_u16())),
        "status": error.status().as_u16(),
        "detail": sentence(&format!("problem-{}", error.code().replace('/', "-"))),
        "instance": example::of("instance", &json!({ "type": "string" }), &Map::new()),
    });
    if let Some(problem) = problem.as_object_mut() {
        problem.extend(problem::own_members(error));
        if let AppError::Invalid(fields) = error {
            let misfit =
                |invalid: &Invalid| json!({ "field": invalid.field, "detail": sentence(invalid.sentence) });
            problem.insert("errors".to_owned(), fields.iter().map(misfit).collect());
        }
    }
    problem
}

/// Every type of problem: its status, what it is called, and which members it has beside those of every problem.
fn problem_types() -> Value {
    let row = |(kind, status, members): (String, u16, Vec<String>)| {
        let title = sentence(problem::title(status));
        json!({ "type": kind, "status": status, "title": title, "members": members })
    };
    problem::types().into_iter().map(row).collect()
}
