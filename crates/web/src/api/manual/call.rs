//! One call in the manual: where it is, who may call, what it takes and what it answers.

use super::super::{ROOT, document};
use super::schema::{kind, line, lines};
use super::{called, code, in_english, list, members, problem_link, text};
use crate::i18n::{Locale, Text};
use crate::t;
use maud::{Markup, html};
use serde_json::Value;

pub(super) fn call(loc: Locale, path: &str, method: &str, operation: &'static Value) -> Markup {
    let id = text(operation, "operationId");
    let body = operation.pointer("/requestBody/content/application~1json");
    html! {
        h3 id=(id) { a href={ "#" (id) } { (called(loc, operation)) } }
        p { code dir="ltr" { (method.to_uppercase()) " " (ROOT) (path) } }
        p {
            @if operation.get("security").is_some() { (t!(loc, "manual-anybody")) } @else { (t!(loc, "manual-session")) }
            " " (in_english(loc, text(operation, "description")))
        }
        @if operation.get("parameters").is_some() || body.is_some() {
            h4 { (t!(loc, "manual-takes")) }
            ul {
                @for parameter in list(operation, "parameters") { (parameter_line(loc, parameter)) }
                @if let Some(schema) = body.and_then(|body| body.get("schema")) {
                    (lines(loc, schema, "", Some(&t!(loc, "manual-body"))))
                }
            }
        }
        @if let Some(example) = body.and_then(|body| body.get("example")) {
            p { (t!(loc, "manual-example")) }
            (code(&pretty(example)))
        }
        h4 { (t!(loc, "manual-answers")) }
        ul {
            @for (status, response) in members(operation, "responses").filter(|(status, _)| !is_problem(status)) {
                li { (status) " " (answer(loc, status, response)) }
            }
            (problems(loc, operation))
        }
        @if let Some(example) = members(operation, "responses").find_map(|(_, response)| shown(response)) {
            details {
                summary { (t!(loc, "manual-example")) }
                (code(&pretty(example)))
            }
        }
    }
}

fn is_problem(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

fn shown(response: &Value) -> Option<&Value> {
    response.pointer("/content/application~1json/example")
}

fn parameter_line(loc: Locale, parameter: &Value) -> Markup {
    let place: Text = match text(parameter, "in") {
        "path" => t!(loc, "manual-path"),
        "header" => t!(loc, "manual-header"),
        _ => t!(loc, "manual-query"),
    };
    let is_required = parameter.get("required") == Some(&Value::Bool(true));
    let Some(schema) = parameter.get("schema") else { return html! {} };
    line(loc, text(parameter, "name"), schema, text(parameter, "description"), is_required, Some(&place))
}

fn answer(loc: Locale, status: &str, response: &Value) -> Markup {
    match response.pointer("/content/application~1json/schema") {
        Some(schema) => html! { (kind(schema)) },
        None if status == "304" => html! { (t!(loc, "manual-same")) },
        None => html! { (t!(loc, "manual-nothing")) },
    }
}

/// Every status that is a problem, with the types that the call itself can meet; where a module may say no, the list of all is
/// named.
fn problems(loc: Locale, operation: &Value) -> Markup {
    let known = |kind: &str| {
        list(document(), "x-problem-types").find(|row| text(row, "type") == kind)?.get("status")?.as_u64()
    };
    html! {
        @for (status, _) in members(operation, "responses").filter(|(status, _)| is_problem(status)) {
            @let own: Vec<&str> = list(operation, "x-problem-types")
                .filter_map(Value::as_str)
                .filter(|kind| known(kind).is_some_and(|one| one.to_string() == status))
                .collect();
            li {
                (status)
                @for kind in &own { " " (problem_link(loc, kind)) }
                @if ["403", "409", "422"].contains(&status) {
                    " " (t!(loc, "manual-refused")) " " a href="#problems" { (t!(loc, "manual-problems")) }
                }
            }
        }
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
