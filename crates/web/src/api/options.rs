//! `/options`: from a requirement to options that are priced, legal and free.

use super::call::{Asked, At, Caller};
use super::fault::Answer;
use super::rules::Source;
use super::shapes::{self, Day, Moment, Price, Uuid};
use crate::app::App;
use crate::desk::options::{self, One, Results as Searched, Search};
use crate::error::AppError;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use finder::FoundOption;
use jiff::civil::Date;
use market::users::assets::Offering;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search)).routes(routes!(option)).routes(routes!(trace))
}

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The sector's slug or code.
    #[param(example = "kitchen-porter")]
    sector: String,
    /// Where the work is.
    #[param(example = "97214")]
    post_code: String,
    /// The local date on which it begins.
    #[param(value_type = String, format = Date, example = "2026-11-27")]
    date: Day,
    /// The local time at which it begins, on the quarter-hour.
    #[param(example = "17:00")]
    from: String,
    /// How long it takes: whole quarter-hours.
    #[param(example = 240)]
    minutes: i64,
}

/// The options for a search.
#[derive(Serialize, ToSchema)]
struct Results {
    starts_at: Moment,
    ends_at: Moment,
    /// The clock on the wall where the work is.
    zone: String,
    /// When these prices were made. They hold once the hours are held.
    priced_at: Moment,
    /// Why the options stand in this order: what the buyer pays, then the distance, then the id. Nobody can pay to
    /// stand higher.
    order: &'static str,
    /// The cheapest options.
    options: Vec<PricedOption>,
    /// How many offerings were left out for which reason, by the code of the refusal.
    refused: BTreeMap<&'static str, usize>,
    /// When somebody is free instead; only when there is no option.
    nearest: Vec<Nearest>,
}

/// An option: what it costs, line by line, and what both sides are told.
#[derive(Serialize, ToSchema)]
struct PricedOption {
    /// Names it to `POST /trades`.
    offering: Uuid,
    seller: Uuid,
    seller_name: String,
    /// Trades that the seller kept …
    kept_count: i64,
    /// … of those agreed to.
    agreed_count: i64,
    /// How far the seller travels, in meters.
    distance_m: i64,
    price: Price,
    warnings: Vec<Warning>,
}

/// An option, ready to be checked before it is held.
#[derive(Serialize, ToSchema)]
struct CheckedOption {
    starts_at: Moment,
    ends_at: Moment,
    /// The clock on the wall where the work is.
    zone: String,
    option: PricedOption,
}

/// Something that a rule tells both sides.
#[derive(Serialize, ToSchema)]
struct Warning {
    /// The rule, as `id@version`.
    rule: String,
    /// Its reason: stable.
    reason: String,
    /// The rule in plain words.
    plain: String,
}

/// Another time, at which somebody is free.
#[derive(Serialize, ToSchema)]
struct Nearest {
    starts_at: Moment,
    /// How many.
    free_count: usize,
}

/// What every rule said of an option, and why.
#[derive(Serialize, ToSchema)]
struct Trace {
    /// The rulebook that answered.
    pack_hash: String,
    /// The place of work, then the places around it.
    places: Vec<String>,
    /// SHA-256 of the facts: the same facts and the same rulebook give the same answer.
    facts_digest: String,
    rules: Vec<TracedRule>,
}

/// One rule.
#[derive(Serialize, ToSchema)]
struct TracedRule {
    rule: String,
    title: String,
    plain: String,
    jurisdiction: String,
    source: Source,
    /// The date that decided which version of the rule and of its figures hold.
    #[schema(format = Date)]
    judged_on: String,
    /// Its formulas with their values.
    formulas: Vec<TracedFormula>,
    /// What it was told.
    facts: Vec<Named>,
    /// Its figures, as they stood on the date.
    parameters: Vec<Named>,
    /// What it said: `pass`, `deny`, `floor 6520` and the like.
    outcome: String,
}

/// A formula and its value.
#[derive(Serialize, ToSchema)]
struct TracedFormula {
    part: &'static str,
    formula: String,
    value: String,
}

/// A fact or figure.
#[derive(Serialize, ToSchema)]
struct Named {
    name: String,
    /// What it is.
    plain: String,
    /// Its value; nothing when it is unknown.
    #[schema(value_type = Object)]
    value: serde_json::Value,
    unit: String,
}

impl Wanted {
    fn search(self) -> Result<Search, AppError> {
        search_of((self.sector, self.post_code), (self.date.0, &self.from, self.minutes))
    }
}

/// A search out of what was sent.
///
/// # Errors
/// [`AppError::Invalid`] when the time of day is none.
pub(super) fn search_of(
    (sector, post_code): (String, String),
    (date, from, minutes): (Date, &str, i64),
) -> Result<Search, AppError> {
    let from_minute = shapes::minute(from).ok_or_else(|| AppError::invalid("from", "invalid-date"))?;
    Ok(Search { sector, post_code, date, from_minute, minutes })
}

impl PricedOption {
    fn of(app: &App, option: &FoundOption) -> Result<Self, AppError> {
        Ok(Self {
            offering: option.offering.into(),
            seller: option.seller.into(),
            seller_name: options::seller_name(option).to_owned(),
            kept_count: option.kept_count,
            agreed_count: option.agreed_count,
            distance_m: option.distance_m,
            price: Price::of(app, &option.priced.waterfall)?,
            warnings: option.priced.verdict.warnings.iter().map(Warning::from).collect(),
        })
    }
}

impl CheckedOption {
    fn of(app: &App, one: One) -> Result<Self, AppError> {
        Ok(Self {
            starts_at: one.asked.span.starts_at().into(),
            ends_at: one.asked.span.ends_at().into(),
            zone: one.asked.work_place.zone.name().to_owned(),
            option: PricedOption {
                offering: one.offering.id.into(),
                seller: one.offering.seller.into(),
                seller_name: one.seller_name,
                kept_count: one.kept_count,
                agreed_count: one.agreed_count,
                distance_m: one.distance_m,
                price: Price::of(app, &one.priced.waterfall)?,
                warnings: one.priced.verdict.warnings.iter().map(Warning::from).collect(),
            },
        })
    }
}

impl Results {
    fn of(app: &App, Searched { asked, found, nearest, priced_at }: &Searched) -> Result<Self, AppError> {
        let options: Result<Vec<_>, _> =
            found.options.iter().map(|option| PricedOption::of(app, option)).collect();
        let nearest = nearest
            .iter()
            .map(|(at, free_count)| Nearest { starts_at: Moment(*at), free_count: *free_count });
        Ok(Self {
            starts_at: asked.span.starts_at().into(),
            ends_at: asked.span.ends_at().into(),
            zone: asked.work_place.zone.name().to_owned(),
            priced_at: (*priced_at).into(),
            order: "buyer_pays, distance_m, offering",
            options: options?,
            refused: found.refused.clone(),
            nearest: nearest.collect(),
        })
    }
}

impl From<&rules::Notice> for Warning {
    fn from(notice: &rules::Notice) -> Self {
        Self { rule: notice.rule.to_string(), reason: notice.reason.clone(), plain: notice.plain.clone() }
    }
}

impl From<rules::Trace> for Trace {
    fn from(trace: rules::Trace) -> Self {
        Self {
            pack_hash: trace.pack_hash.to_string(),
            places: trace.places,
            facts_digest: trace.facts_digest,
            rules: trace.rules.into_iter().map(TracedRule::from).collect(),
        }
    }
}

impl From<rules::TracedRule> for TracedRule {
    fn from(traced: rules::TracedRule) -> Self {
        let formula = |formula: rules::TracedFormula| TracedFormula {
            part: formula.part,
            formula: formula.formula,
            value: formula.value,
        };
        let fact = |fact: rules::TracedFact| Named {
            name: fact.name,
            plain: fact.plain,
            value: serde_json::json!(fact.value),
            unit: fact.unit,
        };
        let parameter = |parameter: rules::TracedParameter| Named {
            name: parameter.name,
            plain: parameter.title,
            value: serde_json::json!(parameter.value),
            unit: parameter.unit,
        };
        Self {
            rule: traced.rule.to_string(),
            title: traced.title,
            plain: traced.plain,
            jurisdiction: traced.jurisdiction,
            source: Source::from(&traced.source),
            judged_on: traced.judged_on,
            formulas: traced.formulas.into_iter().map(formula).collect(),
            facts: traced.facts.into_iter().map(fact).collect(),
            parameters: traced.parameters.into_iter().map(parameter).collect(),
            outcome: traced.outcome,
        }
    }
}

/// Search
///
/// Options that are fully priced, free and legal, the cheapest first. Somebody who is signed in sees their own prices.
#[utoipa::path(
    get, path = "/options", tag = "Options", security((), ("bearer" = [])), params(Wanted),
    responses((status = 200, body = Results))
)]
async fn search(
    State(app): State<App>,
    Caller(visitor): Caller,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Results>> {
    let results = options::search(&app, visitor.as_ref(), &wanted.search()?)?;
    Ok(Json(Results::of(&app, &results)?))
}

/// The answer of `GET /options` for results that were searched before: what it takes to answer, without the search.
///
/// # Errors
/// [`AppError::Unavailable`] when a price cannot be told.
pub fn answer(app: &App, results: &Searched) -> Result<axum::response::Response, AppError> {
    Ok(Json(Results::of(app, results)?).into_response())
}

/// One option
///
/// What one offering costs for these hours now, or the refusal that it meets.
#[utoipa::path(
    get, path = "/options/{offering}", tag = "Options", security((), ("bearer" = [])), params(Wanted),
    responses((status = 200, body = CheckedOption))
)]
async fn option(
    State(app): State<App>,
    Caller(visitor): Caller,
    At(offering): At<Offering>,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<CheckedOption>> {
    let one = options::option(&app, visitor.as_ref(), (&wanted.search()?, offering)).await?;
    Ok(Json(CheckedOption::of(&app, one)?))
}

/// Why an option is legal
///
/// Every rule that was asked, what it was told, how it computed and what it said.
#[utoipa::path(
    get, path = "/options/{offering}/trace", tag = "Options", security((), ("bearer" = [])), params(Wanted),
    responses((status = 200, body = Trace))
)]
async fn trace(
    State(app): State<App>,
    Caller(visitor): Caller,
    At(offering): At<Offering>,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Trace>> {
    let trace = options::explain(&app, visitor.as_ref(), (&wanted.search()?, offering))?;
    Ok(Json(trace.into()))
}
