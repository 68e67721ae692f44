//! The document for people, made from [`super::document`] and shown as a page.

use super::walk::{opening, steps};
use super::{ROOT, document};
use axum::http::{HeaderMap, header};
use maud::{Markup, html};
use serde_json::Value;

/// The manual, in English, for the market that was asked for it.
pub(crate) fn manual(headers: &HeaderMap) -> Markup {
    html! {
        (opening_words())
        (walk(&market(headers)))
        @for tag in list(document(), "tags") { (section(tag)) }
    }
}

/// Where this market is, as the caller's browser has it.
fn market(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_plain =
        |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    format!("http://{}", host.filter(is_plain).unwrap_or("127.0.0.1:8080"))
}

fn opening_words() -> Markup {
    html! {
        p class="lead" {
            "Everything that a page does, a program can do: the same steps, the same prices, the same rules."
        }
        ul {
            li { "Calls and answers are JSON, under " code { (ROOT) } ". The whole description is a document: "
                a href="/api/openapi.json" { "openapi.json" } "." }
            li { "Sign in for a token, and send it as " code { "Authorization: Bearer TOKEN" } "." }
            li { "Every " code { "POST" } " but signing in has a key of its own in the header " code { "Idempotency-Key" }
                ". If an answer is lost, send the call again under the same key: nothing happens twice." }
            li { "Money is whole minor units with its currency: " code { "{\"minor\":7200,\"currency\":\"USD\",\"exponent\":2}" }
                " is 72.00 dollars. Moments are in UTC; hours of a week are on the clock of the place." }
            li { "When the answer is no, it says why in one form (RFC 9457, " code { "application/problem+json" } "). Its "
                code { "type" } " is stable, its " code { "detail" } " says what to do next, in the language of "
                code { "Accept-Language" } "." }
        }
    }
}

fn walk(market: &str) -> Markup {
    html! {
        h2 id="walk" { "One trade, from sign-up to receipt" }
        p { "Each step works as it is printed, in a shell, one after another." }
        pre class="code" tabindex="0" dir="ltr" { code { (opening(market)) } }
        @for (title, commands) in steps() {
            p { (title) }
            pre class="code" tabindex="0" dir="ltr" { code { (commands) } }
        }
    }
}

/// The calls of one tag.
fn section(tag: &'static Value) -> Markup {
    let name = text(tag, "name");
    html! {
        h2 { (name) }
        p { (text(tag, "description")) }
        @for (path, item) in members(document(), "paths") {
            @for (method, operation) in item.as_object().into_iter().flatten() {
                @if list(operation, "tags").any(|tag| tag == name) { (call(path, method, operation)) }
            }
        }
    }
}

fn call(path: &str, method: &str, operation: &'static Value) -> Markup {
    let body = operation.pointer("/requestBody/content/application~1json/schema").map(resolved);
    html! {
        h3 { (text(operation, "summary")) }
        p { code dir="ltr" { (method.to_uppercase()) " " (ROOT) (path) } }
        @if !text(operation, "description").is_empty() { p { (text(operation, "description")) } }
        @if operation.get("parameters").is_some() {
            ul { @for parameter in list(operation, "parameters") { (parameter_line(parameter)) } }
        }
        @if let Some(example) = body.and_then(|schema| schema.get("example")) {
            pre class="code" tabindex="0" dir="ltr" { code { (pretty(example)) } }
        }
        p { "Answers " (answers(operation)) }
    }
}

fn parameter_line(parameter: &Value) -> Markup {
    html! {
        li {
            code dir="ltr" { (text(parameter, "name")) }
            " (" (text(parameter, "in")) ")"
            @if !text(parameter, "description").is_empty() { ": " (text(parameter, "description")) }
        }
    }
}

/// `201 Session, or a problem.`
fn answers(operation: &Value) -> String {
    let answer = |(status, response): (&str, &Value)| {
        let schema = response.pointer("/content/application~1json/schema")?;
        let reference =
            schema.get("$ref").or_else(|| schema.pointer("/items/$ref")).and_then(Value::as_str)?;
        let name = reference.rsplit('/').next()?;
        let many = if schema.get("items").is_some() { "a list of " } else { "" };
        Some(format!("{status} with {many}{name}"))
    };
    let responses = members(operation, "responses").filter(|(status, _)| *status != "default");
    let told: Vec<String> = responses
        .map(|(status, response)| answer((status, response)).unwrap_or_else(|| status.to_owned()))
        .collect();
    format!("{}, or a problem.", told.join(", "))
}

/// A schema, or the one that it refers to.
fn resolved(schema: &'static Value) -> &'static Value {
    let reference = schema.get("$ref").and_then(Value::as_str).and_then(|pointer| pointer.strip_prefix('#'));
    reference.and_then(|pointer| document().pointer(pointer)).unwrap_or(schema)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    value
        .get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
