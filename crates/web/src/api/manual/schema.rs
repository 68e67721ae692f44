//! Kinds and members in the manual, as a program would write them: `string`, `Money | null`, `"person" | "organization"`.

use super::{in_english, list, members, text};
use crate::i18n::{Locale, Text};
use crate::t;
use maud::{Markup, html};
use serde_json::Value;

/// What a schema with a name is, and its members.
pub(super) fn schema(loc: Locale, schema: &Value) -> Markup {
    html! {
        p { (in_english(loc, text(schema, "description"))) }
        ul { (lines(loc, schema, "", None)) }
    }
}

/// Where in the manual a kind of answer is.
pub(super) fn schema_id(name: &str) -> String {
    format!("schema-{name}")
}

/// A line for each member of an object; those of an object in it after a dot, of one in a list after `[].`. `place` says where
/// they are sent.
pub(super) fn lines(loc: Locale, schema: &Value, before: &str, place: Option<&Text>) -> Markup {
    html! {
        @for (name, member) in members(schema, "properties") {
            @let whole = format!("{before}{name}");
            @let is_required = list(schema, "required").any(|required| required == name);
            (line(loc, &whole, member, text(member, "description"), is_required, place))
            (lines(loc, member, &format!("{whole}."), place))
            @if let Some(items) = member.get("items") { (lines(loc, items, &format!("{whole}[]."), place)) }
        }
    }
}

/// A member or a parameter: its name, its kind, whether it must be there, and what it is.
pub(super) fn line(
    loc: Locale,
    name: &str,
    schema: &Value,
    about: &str,
    is_required: bool,
    place: Option<&Text>,
) -> Markup {
    html! {
        li {
            code dir="ltr" { (name) } ": " (kind(schema))
            @if let Some(place) = place { ", " (place) }
            ", "
            @if is_required { (t!(loc, "manual-required")) } @else { (t!(loc, "manual-optional")) }
            @if !about.is_empty() { ". " (in_english(loc, about)) }
        }
    }
}

/// The kind of a value.
pub(super) fn kind(schema: &Value) -> Markup {
    html! { code dir="ltr" { (written(schema)) } }
}

fn written(schema: &Value) -> Markup {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next()) {
        return html! { a href={ "#" (schema_id(name)) } { (name) } };
    }
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        // What something is comes before that it may be nothing.
        return joined(choices.iter().rev().map(written));
    }
    // All that a problem may be is a list of its own.
    if schema.get("anyOf").is_some() {
        return html! { "string" };
    }
    if schema.get("enum").is_some() {
        return joined(list(schema, "enum").map(|word| html! { (word.to_string()) }));
    }
    if let Some(kind) = schema.get("type").and_then(|kinds| kinds.get(0)) {
        let mut one = schema.as_object().cloned().unwrap_or_default();
        one.insert("type".to_owned(), kind.clone());
        return html! { (written(&one.into())) " | null" };
    }
    match (text(schema, "type"), text(schema, "format")) {
        ("array", _) => html! { (schema.get("items").map(written).unwrap_or_default()) "[]" },
        ("string", format) if !format.is_empty() => html! { (format) },
        ("object", _)
            if schema
                .get("properties")
                .is_some_and(|all| all.as_object().is_some_and(|all| all.len() == 1)) =>
        {
            let one = members(schema, "properties").next();
            html! { @if let Some((name, member)) = one { "{ " (name) ": " (written(member)) " }" } }
        }
        (kind, _) => html! { (kind) },
    }
}

fn joined(pieces: impl Iterator<Item = Markup>) -> Markup {
    html! { @for (position, piece) in pieces.enumerate() { @if position > 0 { " | " } (piece) } }
}
