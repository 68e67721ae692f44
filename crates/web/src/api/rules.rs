//! `/rules`: every rule that the market applies.

use super::call::locale;
use super::calls::{Call, shown};
use crate::app::App;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use kernel::{Date, Show};
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    vec![Call::get::<Rulebook>("Directory", "/rules", "Every rule", "", get(rules)).public()]
}

/// The rulebook.
#[derive(Show)]
struct Rulebook {
    /// SHA-256 over its files: contracts and receipts name the rulebook by it.
    pack_hash: String,
    rules: Vec<RuleCard>,
}

/// A rule.
#[derive(Show)]
struct RuleCard {
    /// `id@version`, for ever this rule.
    rule: String,
    /// In the caller's language where the rule has it.
    title: String,
    /// The same in plain words.
    plain: String,
    /// What it does.
    effect: String,
    /// Its condition, as it is computed.
    condition: String,
    /// Whose law it is.
    jurisdiction: String,
    /// The law, or the concession's own decision.
    source: Source,
    /// Who answers for it.
    owner: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

/// Where a rule comes from.
#[derive(Show)]
pub(super) struct Source {
    title: String,
    /// The section.
    cite: String,
    /// Where it can be read; empty for a choice of the concession.
    url: String,
    /// On which day it was read.
    retrieved_on: Date,
    /// Its own words.
    quote: String,
}

impl From<&rules::Source> for Source {
    fn from(source: &rules::Source) -> Self {
        Self {
            title: source.title.clone(),
            cite: source.cite.clone(),
            url: source.url.clone(),
            retrieved_on: source.retrieved_on(),
            quote: source.quote.clone(),
        }
    }
}

async fn rules(State(app): State<App>, headers: HeaderMap) -> Json<Value> {
    let language = locale(&headers).lang.code();
    let rule = |rule: &rules::Rule| {
        let card = rule.card();
        RuleCard {
            rule: rule.reference().to_string(),
            title: card.title_in(language).to_owned(),
            plain: card.plain_in(language).to_owned(),
            effect: rule.effect().word().to_owned(),
            condition: rule.condition().to_owned(),
            jurisdiction: card.jurisdiction.get_ref().clone(),
            source: Source::from(&card.source),
            owner: card.owner.clone(),
            valid_from: card.valid_from_on(),
            valid_to: card.valid_to_on(),
        }
    };
    let rulebook = Rulebook {
        pack_hash: app.rulebook.pack_hash().to_owned(),
        rules: app.rulebook.rules().iter().map(rule).collect(),
    };
    shown(&app, &rulebook)
}
