//! Every rule that was asked about an option, what it was told, and what it said.

use rules::{TracedParameter, TracedRule};

use super::prelude::*;
use super::{rules as rules_page, search_form};
use crate::nouns::options;

pub(super) fn routes() -> Routes {
    vec![("/check/rules", get(show))]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let (search, offering) = search_form::read_with_offering(&visit, &typed)?;
    let trace = options::explain(&visit.app, visit.visitor.as_ref(), &search, offering)?;
    let back = format!("/check{}&offering={offering}", search_form::query(&search));
    let main = html! {
        p class="lead" { (t!(visit, "trace-lead")) }
        @for rule in &trace.rules { (traced(&visit, rule)) }
        section {
            h2 { (t!(visit, "trace-check")) }
            p { (t!(visit, "trace-pack")) " " code dir="ltr" { (trace.pack_hash) } }
            p { (t!(visit, "trace-facts")) " " code dir="ltr" { (trace.facts_digest) } }
        }
    };
    Ok(visit.show(
        Sheet::new(t!(visit, "trace-title"), main).area(Area::Find).under(back, t!(visit, "trace-back")),
    ))
}

fn traced(visit: &Visit, rule: &TracedRule) -> Markup {
    let card = visit.app.rulebook.rule(&rule.rule).map(rules::Rule::card);
    let title = card
        .map_or_else(|| visit.loc.or_english(None, &rule.title), |card| words::card_title(visit.loc, card));
    let plain = card
        .map_or_else(|| visit.loc.or_english(None, &rule.plain), |card| words::card_plain(visit.loc, card));
    html! {
        section {
            h2 { (title) }
            p { (plain) }
            p { (t!(visit, "trace-outcome")) " " strong { (outcome(visit, &rule.outcome)) } }
            details {
                summary { (t!(visit, "trace-how")) span class="hidden" { ": " (title) } }
                ul {
                    li { code dir="ltr" { (rule.outcome) } }
                    @for formula in &rule.formulas {
                        li { code dir="ltr" { (formula.formula) " → " (formula.value) } }
                    }
                    @for fact in &rule.facts {
                        li { (asked(visit, fact)) " " (value(visit, fact)) }
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
    match said.split([' ', ':']).next().unwrap_or_default() {
        "pass" | "skip" | "excepted" | "satisfied" => t!(visit, "trace-passes"),
        "deny" | "require" => t!(visit, "trace-refuses"),
        "warn" => t!(visit, "trace-warns"),
        "floor" => t!(visit, "trace-floor"),
        "cap" => t!(visit, "trace-cap"),
        "subsidy" => t!(visit, "trace-subsidy"),
        _ => t!(visit, "trace-adds"),
    }
}

/// What a fact is, by the rulebook of today, or as it was put when it was asked.
fn asked(visit: &Visit, fact: &rules::TracedFact) -> Text {
    let known = visit.app.rulebook.facts().find(|(name, _)| *name == fact.name);
    let own = known.and_then(|(_, known)| known.translations.get(visit.loc.lang.code()));
    visit.loc.or_english(own.map(String::as_str), &fact.plain)
}

fn value(visit: &Visit, fact: &rules::TracedFact) -> Markup {
    let value = match &fact.value {
        _ if fact.is_withheld => return html! { (t!(visit, "trace-personal")) },
        Some(value) => format!("{value} {}", fact.unit),
        None => "?".to_owned(),
    };
    html! { code dir="ltr" { (value) } }
}

fn dated(visit: &Visit, parameter: &TracedParameter) -> Markup {
    let since = parameter.since.as_deref().unwrap_or("?");
    let value = parameter.value.map_or_else(|| "?".to_owned(), |value| value.to_string());
    let today = visit.today();
    let known = visit.app.rulebook.parameter(&parameter.name, today);
    let title = known.map_or_else(
        || visit.loc.or_english(None, &parameter.title),
        |known| words::figure_title(visit.loc, &known),
    );
    html! {
        li {
            (title) " "
            code dir="ltr" { (value) " " (parameter.unit) } " "
            (t!(visit, "rules-since", date = since))
        }
    }
}
