//! The document for people, made from [`super::document`] and shown as a page: contents, what holds for every call, one trade
//! as commands, then each call, each type of problem and each kind of answer.

mod call;
mod schema;

use super::walk::{opening, steps};
use super::{ROOT, TAGS, document, title};
use crate::i18n::Locale;
use crate::t;
use axum::http::{HeaderMap, header};
use call::call;
use maud::{Markup, Render, html};
use schema::{schema, schema_id};
use serde_json::Value;

/// The manual in the reader's language, for the market that was asked for it.
pub(crate) fn manual(loc: Locale, headers: &HeaderMap) -> Markup {
    html! {
        div class="manual" data-copy=(t!(loc, "manual-copy").plain()) data-copied=(t!(loc, "manual-copied").plain()) {
            (contents(loc))
            div class="flow" {
                (begin(loc))
                (walk(loc, &market(headers)))
                @for tag in TAGS { (section(loc, tag)) }
                (problems(loc))
                (schemas(loc))
            }
        }
    }
}

/// Where this market is, as the caller's browser has it.
fn market(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_plain =
        |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    format!("http://{}", host.filter(is_plain).unwrap_or("127.0.0.1:8080"))
}

fn contents(loc: Locale) -> Markup {
    html! {
        nav aria-label=(t!(loc, "manual-contents").plain()) {
            h2 { (t!(loc, "manual-contents")) }
            ul {
                li { a href="#begin" { (t!(loc, "manual-begin")) } }
                li { a href="#walk" { (t!(loc, "manual-walk")) } }
                @for tag in TAGS {
                    li {
                        a href={ "#" (tag) } { (loc.say(&format!("tag-{tag}"), &[])) }
                        ul {
                            @for (_, _, operation) in operations(tag) {
                                li { a href={ "#" (text(operation, "operationId")) } { (called(loc, operation)) } }
                            }
                        }
                    }
                }
                li { a href="#problems" { (t!(loc, "manual-problems")) } }
                li { a href="#schemas" { (t!(loc, "manual-schemas")) } }
            }
        }
    }
}

fn begin(loc: Locale) -> Markup {
    let money = "{\"minor\":7200,\"currency\":\"USD\",\"exponent\":2}";
    html! {
        section id="begin" {
            h2 { (t!(loc, "manual-begin")) }
            p class="lead" { (t!(loc, "manual-lead")) }
            @if !is_english(loc) { p { (t!(loc, "manual-english")) } }
            ul {
                li { (spans(&t!(loc, "manual-json", root = ROOT).plain())) " " a href="/api/openapi.json" { "openapi.json" } }
                li { (spans(&t!(loc, "manual-token").plain())) }
                li { (spans(&t!(loc, "manual-key").plain())) }
                li { (spans(&t!(loc, "manual-money", money = money).plain())) }
                li { (spans(&t!(loc, "manual-problem").plain())) }
                li { (spans(&t!(loc, "manual-pages").plain())) }
                li { (spans(&t!(loc, "manual-origins").plain())) }
            }
        }
    }
}

fn walk(loc: Locale, market: &str) -> Markup {
    html! {
        section id="walk" {
            h2 { (t!(loc, "manual-walk")) }
            p { (t!(loc, "manual-walk-how")) }
            (code(&opening(market)))
            @for (sentence, commands) in steps() {
                p { (loc.say(sentence, &[])) }
                (code(commands))
            }
        }
    }
}

/// The calls of one tag.
fn section(loc: Locale, tag: &str) -> Markup {
    html! {
        section id=(tag) {
            h2 { (loc.say(&format!("tag-{tag}"), &[])) }
            p { (loc.say(&format!("tag-{tag}-about"), &[])) }
            @for (path, method, operation) in operations(tag) { (call(loc, path, method, operation)) }
        }
    }
}

fn problems(loc: Locale) -> Markup {
    html! {
        section id="problems" {
            h2 { (t!(loc, "manual-problems")) }
            p { (t!(loc, "manual-problems-how")) }
            ul {
                @for row in list(document(), "x-problem-types") {
                    li {
                        (row.get("status").and_then(Value::as_u64).unwrap_or_default()) " "
                        (problem_link(loc, text(row, "type")))
                        @for member in list(row, "members").filter_map(Value::as_str) { " " code { (member) } }
                    }
                }
            }
        }
    }
}

fn schemas(loc: Locale) -> Markup {
    let all = document().pointer("/components/schemas").and_then(Value::as_object);
    html! {
        section id="schemas" {
            h2 { (t!(loc, "manual-schemas")) }
            p { (spans(&t!(loc, "manual-schemas-how").plain())) }
            @for (name, one) in all.into_iter().flatten() {
                h3 id=(schema_id(name)) { (name) }
                (schema(loc, one))
            }
        }
    }
}

/// The operations of a tag, each with its address and its method.
fn operations(tag: &str) -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let name = super::openapi::sentence(&format!("tag-{tag}"));
    let of_path = |(path, item): (&'static str, &'static Value)| {
        let operations = item.as_object().into_iter().flatten();
        operations.map(move |(method, operation)| (path, method.as_str(), operation))
    };
    members(document(), "paths")
        .flat_map(of_path)
        .filter(move |(_, _, operation)| list(operation, "tags").any(|one| *one == name))
}

/// What a call is called.
fn called(loc: Locale, operation: &Value) -> impl Render {
    loc.say(&title(text(operation, "operationId")), &[])
}

/// A type of problem, and the page that says what to do.
fn problem_link(loc: Locale, kind: &str) -> Markup {
    html! {
        a href={ "/" (loc.lang.code()) (kind) } { code dir="ltr" { (kind.trim_start_matches("/problems/")) } }
    }
}

/// A piece of code, whole: what is too long for the page goes on below.
fn code(text: &str) -> Markup {
    html! { pre class="code" dir="ltr" { code { (text) } } }
}

/// Words in which code stands between backticks.
fn spans(words: &str) -> Markup {
    html! {
        @for (position, piece) in words.split('`').enumerate() {
            @if position % 2 == 0 { (piece) } @else { code dir="ltr" { (piece) } }
        }
    }
}

/// English words in the midst of another language, with their code.
fn in_english(loc: Locale, words: &str) -> Markup {
    if is_english(loc) {
        spans(words)
    } else {
        html! { span lang="en" dir="ltr" { (spans(words)) } }
    }
}

fn is_english(loc: Locale) -> bool {
    loc.lang == crate::i18n::Lang::EN
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
