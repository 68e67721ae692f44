//! `/rules`: every rule that the market applies.

use super::call::locale;
use crate::app::App;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use kernel::Show;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(rules))
}

/// The rulebook.
#[derive(Serialize, ToSchema)]
struct Rulebook {
    /// SHA-256 over its files: contracts and receipts name the rulebook by it.
    pack_hash: String,
    rules: Vec<RuleCard>,
}

/// A rule.
#[derive(Serialize, ToSchema)]
struct RuleCard {
    /// `id@version`, for ever this rule.
    #[schema(example = "us-minimum-pay@1")]
    rule: String,
    /// In the caller's language where the rule has it.
    title: String,
    /// The same in plain words.
    plain: String,
    /// What it does.
    effect: &'static str,
    /// Its condition, as it is computed.
    condition: String,
    /// Whose law it is.
    jurisdiction: String,
    /// The law, or the concession's own decision.
    source: Source,
    /// Who answers for it.
    owner: String,
    #[schema(format = Date)]
    valid_from: String,
    #[schema(format = Date)]
    valid_to: Option<String>,
}

/// Where a rule comes from.
#[derive(Serialize, ToSchema, Show)]
pub(super) struct Source {
    title: String,
    /// The section.
    cite: String,
    /// Where it can be read; empty for a choice of the concession.
    url: String,
    /// On which day it was read.
    #[schema(format = Date)]
    retrieved_on: String,
    /// Its own words.
    quote: String,
}

impl From<&rules::Source> for Source {
    fn from(source: &rules::Source) -> Self {
        Self {
            title: source.title.clone(),
            cite: source.cite.clone(),
            url: source.url.clone(),
            retrieved_on: source.retrieved_on().to_string(),
            quote: source.quote.clone(),
        }
    }
}

/// Every rule
#[utoipa::path(
    get, path = "/rules", tag = "Directory", security(()), responses((status = 200, body = Rulebook))
)]
async fn rules(State(app): State<App>, headers: HeaderMap) -> Json<Rulebook> {
    let language = locale(&headers).lang.code();
    let rule = |rule: &rules::Rule| {
        let card = rule.card();
        RuleCard {
            rule: rule.reference().to_string(),
            title: card.title_in(language).to_owned(),
            plain: card.plain_in(language).to_owned(),
            effect: rule.effect().word(),
            condition: rule.condition().to_owned(),
            jurisdiction: card.jurisdiction.get_ref().clone(),
            source: Source::from(&card.source),
            owner: card.owner.clone(),
            valid_from: card.valid_from_on().to_string(),
            valid_to: card.valid_to_on().map(|date| date.to_string()),
        }
    };
    Json(Rulebook {
        pack_hash: app.rulebook.pack_hash().to_owned(),
        rules: app.rulebook.rules().iter().map(rule).collect(),
    })
}
