//! Holds answers to what the document says of their call. Every call of these tests is looked at.

use crate::market::Answer;
use serde_json::{Value, json};

/// What the document says of the call at an address, if there is one.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let asked: Vec<&str> = path.split('?').next()?.split('/').collect();
    let paths = web::api::document()["paths"].as_object()?;
    let is_at = |template: &str| {
        let pieces: Vec<&str> = template.split('/').collect();
        let fits = |(piece, asked): (&&str, &&str)| piece.starts_with('{') || piece == asked;
        pieces.len() == asked.len() && pieces.iter().zip(&asked).all(fits)
    };
    // Of an address that is a name, too, the one without names is asked.
    let at = paths
        .iter()
        .filter(|(template, _)| is_at(template))
        .min_by_key(|(template, _)| template.matches('{').count());
    at?.1.get(method.to_lowercase())
}

/// The most characters of what is wrong with an answer.
const SAID_MOST: usize = 600;

/// The status of a type of problem, as the document has it.
pub(crate) fn status_of(kind: &str) -> Option<u64> {
    let table = web::api::document()["x-problem-types"].as_array()?;
    table.iter().find(|row| row["type"] == kind)?["status"].as_u64()
}

/// Whether a value is what a schema of the document describes.
pub(crate) fn check(schema: &Value, value: &Value) -> Result<(), String> {
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": web::api::document()["components"], "allOf": [schema],
    });
    let validator = jsonschema::options().should_validate_formats(true).build(&whole);
    let validator = validator.map_err(|error| error.to_string())?;
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    let said: String = wrong.join("; ").chars().take(SAID_MOST).collect();
    if wrong.is_empty() { Ok(()) } else { Err(said) }
}

/// Holds an answer to the document: its status is named, its body fits, and a problem is of a type that the call can meet.
#[track_caller]
pub(crate) fn check_answer(method: &str, path: &str, answer: &Answer) {
    let Some(operation) = operation(method, path) else { return };
    let (call, status) = (format!("{method} {path}"), answer.status.as_u16().to_string());
    let response = operation["responses"].get(&status);
    let mut response =
        response.unwrap_or_else(|| panic!("{call} does not say that it answers {status}: {}", answer.text));
    if let Some(pointer) = response["$ref"].as_str().and_then(|pointer| pointer.strip_prefix('#')) {
        response = web::api::document().pointer(pointer).unwrap();
    }
    let kind = answer.header("content-type");
    let Some(content) = response.get("content") else {
        assert_eq!(answer.text, "", "{call}");
        return;
    };
    let body = answer.json();
    check(&content[kind]["schema"], &body).unwrap_or_else(|why| panic!("{call}: {why}"));
    if kind == "application/problem+json" {
        let of = body["type"].as_str().unwrap();
        assert_eq!(status_of(of).map(|status| status.to_string()), Some(status), "{call}: {of}");
        let own = operation["x-problem-types"].as_array().unwrap();
        assert!(
            own.contains(&body["type"]) || !of.starts_with("/problems/request/"),
            "{call} does not say that it meets {of}"
        );
    }
}
