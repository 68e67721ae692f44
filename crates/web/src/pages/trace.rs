//! Every rule that was asked about an option, what it was told, and what it said.

use axum::extract::Query;
use axum::routing::get;
use maud::{Markup, html};
use rules::{TracedParameter, TracedRule};

use super::answer::{Answer, crumb};
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, rules as rules_page, search_form};
use crate::components::Typed;
use crate::i18n::Text;
use crate::nouns::options;
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/check/rules", get(show))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let (search, offering) = search_form::read_with_offering(&visit, &Typed::new(pairs))?;
    let trace = options::explain(&visit.app, visit.visitor.as_ref(), &search, offering)?;
    let loc = visit.loc;
    let title = t!(loc, "trace-title");
    let back = format!("/check{}&offering={offering}", search_form::query(&search));
    let main = html! {
        h1 { (title) }
        p class="lead" { (t!(loc, "trace-lead")) }
        @for rule in &trace.rules { (traced(&visit, rule)) }
        section {
            h2 { (t!(loc, "trace-check")) }
            p { (t!(loc, "trace-pack")) " " code dir="ltr" { (trace.pack_hash) } }
            p { (t!(loc, "trace-facts")) " " code dir="ltr" { (trace.facts_digest) } }
        }
    };
    let back = crumb(&visit, &back, t!(loc, "trace-back"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find).under(back)))
}

fn traced(visit: &Visit, rule: &TracedRule) -> Markup {
    let loc = visit.loc;
    let card = visit.app.rulebook.rule(&rule.rule).map(rules::Rule::card);
    let title = card.map_or(rule.title.as_str(), |card| card.title_in(loc.lang.code()));
    let plain = card.map_or(rule.plain.as_str(), |card| card.plain_in(loc.lang.code()));
    html! {
        section {
            h2 { (Text::verbatim(title)) }
            p { (Text::verbatim(plain)) }
            p { (t!(loc, "trace-outcome")) " " strong { (outcome(visit, &rule.outcome)) } }
            details {
                summary { (t!(loc, "trace-how")) span class="hidden" { ": " (Text::verbatim(title)) } }
                ul {
                    li { code dir="ltr" { (rule.outcome) } }
                    @for formula in &rule.formulas {
                        li { code dir="ltr" { (formula.formula) " → " (formula.value) } }
                    }
                    @for fact in &rule.facts {
                        li { (Text::verbatim(&fact.plain)) " " code dir="ltr" { (value(fact)) } }
                    }
                    @for parameter in &rule.parameters { (dated(visit, parameter)) }
                }
                (rules_page::source(visit, &rule.source))
            }
        }
    }
}

/// What a rule said, as a sentence; the exact word and amount are with how it came to them.
fn outcome(visit: &Visit, said: &str) -> Text {
    let loc = visit.loc;
    match said.split([' ', ':']).next().unwrap_or_default() {
        "pass" | "skip" | "excepted" => t!(loc, "trace-passes"),
        "deny" | "require" => t!(loc, "trace-refuses"),
        "warn" => t!(loc, "trace-warns"),
        "floor" => t!(loc, "trace-floor"),
        "cap" => t!(loc, "trace-cap"),
        "subsidy" => t!(loc, "trace-subsidy"),
        _ => t!(loc, "trace-adds"),
    }
}

fn value(fact: &rules::TracedFact) -> String {
    match &fact.value {
        Some(value) => format!("{value:?} {}", fact.unit),
        None => "?".to_owned(),
    }
}

fn dated(visit: &Visit, parameter: &TracedParameter) -> Markup {
    let since = parameter.since.as_deref().unwrap_or("?");
    let value = parameter.value.map_or_else(|| "?".to_owned(), |value| value.to_string());
    let today = visit.zone.calendar().local(visit.app.now()).date;
    let known = visit.app.rulebook.parameter(&parameter.name, today);
    let title = known.map_or(parameter.title.as_str(), |known| known.title_in(visit.loc.lang.code()));
    html! {
        li {
            (Text::verbatim(title)) " "
            code dir="ltr" { (value) " " (parameter.unit) } " "
            (t!(visit.loc, "rules-since", date = since))
        }
    }
}
