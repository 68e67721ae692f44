//! `/api/openapi.json`: the API as a document, made from the calls.

use super::ROOT;
use super::problem::Problem;
use crate::app::App;
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

fn written() -> Value {
    let mut schemas = Schemas::default();
    let mut paths: Map<String, Value> = Map::new();
    for call in super::calls() {
        let item = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(call.method.to_owned(), call.described(&mut schemas));
        }
    }
    let problem = problem(&Problem::schema(&mut schemas));
    let schemas: Map<String, Value> =
        schemas.all().map(|(name, schema)| (name.to_owned(), schema.clone())).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "POEMs",
            "description": "A public market for hours of work, things, spaces and goods. Each call does what a page does.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": ROOT }],
        "security": [{ "bearer": [] }],
        "tags": [
            tag("Users", "Accounts, sessions, what was checked of somebody, notices."),
            tag("Directory", "The sectors, the places and the rules."),
            tag("Options", "Search: priced, legal, free or in stock."),
            tag("Trades", "From hold to receipt."),
            tag("Offerings", "What you offer, and at what price."),
            tag("Availability", "When you are free, and when what you lend can be had."),
            tag("Money", "Balances, the statement, payments from a bank and to it."),
            tag("Parallel market", "The clock of the market in which no money is real."),
        ],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "Problem": problem },
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "description": "The token of a session." },
            },
        },
    })
}

fn tag(name: &str, about: &str) -> Value {
    json!({ "name": name, "description": about })
}

/// The answer of every call that is not answered as asked.
fn problem(schema: &Value) -> Value {
    let example = json!({
        "type": "/problems/stored-availability/too-soon", "title": "Refused", "status": 422,
        "detail": "This worker needs more notice: choose a start from Monday 23 November, 11am on, or another person.",
        "instance": "5d41402abc4b2a76b9719d911017c592", "earliest": "2026-11-23T19:00:00Z",
    });
    json!({
        "description": "A problem, by RFC 9457.",
        "content": { "application/problem+json": { "schema": schema, "example": example } },
    })
}
