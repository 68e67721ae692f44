//! `/options`: from a requirement to options that are priced, legal and free.

use super::call::{Answer, Asked, At, Caller};
use super::calls::{Call, shown};
use super::rules::Source;
use crate::app::App;
use crate::error::AppError;
use crate::nouns::availability::minute_of_day;
use crate::nouns::options::{self, Checked, Results as Searched, Search};
use crate::nouns::price::Price;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use finder::FoundOption;
use kernel::{Date, Id, Show, Timestamp};
use market::users::{User, assets::Offering};
use serde::Deserialize;
use serde_json::{Value, json};

const TAG: &str = "Options";

pub(super) fn calls() -> Vec<Call> {
    let search = "Options that are fully priced, free and legal, the cheapest first. Somebody who is signed in sees their \
                  own prices.";
    let option = "What one offering costs for these hours now, or the refusal that it meets.";
    let trace = "Every rule that was asked, what it was told, how it computed and what it said.";
    vec![
        wanted(Call::get::<Results>(TAG, "/options", "Search", search, get(self::search))),
        wanted(Call::get::<CheckedOption>(
            TAG,
            "/options/{offering}",
            "One option",
            option,
            get(self::option),
        )),
        wanted(Call::get::<Trace>(
            TAG,
            "/options/{offering}/trace",
            "Why an option is legal",
            trace,
            get(self::trace),
        )),
    ]
}

/// A call that takes a search, for anybody.
fn wanted(call: Call) -> Call {
    call.public()
        .query("sector", "The sector's slug or code.", Some("kitchen-porter".into()))
        .query("post_code", "Where the work is.", Some("97214".into()))
        .query("date", "The local date on which it begins.", Some("2026-11-27".into()))
        .query("from", "The local time at which it begins, on the quarter-hour.", Some("17:00".into()))
        .query("minutes", "How long it takes: whole quarter-hours.", Some(240.into()))
        .query("unpaid", "`yes` for work that is given.", None)
}

/// What is looked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    sector: String,
    post_code: String,
    date: Date,
    from: String,
    minutes: i64,
    unpaid: Option<String>,
}

/// The options for a search.
#[derive(Show)]
struct Results {
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// The clock on the wall where the work is.
    zone: String,
    /// When these prices were made. They hold once the hours are held.
    priced_at: Timestamp,
    /// Why the options stand in this order: what the buyer pays, then the distance, then the id. Nobody can pay to
    /// stand higher.
    order: String,
    /// The cheapest options.
    options: Vec<PricedOption>,
    /// How many offerings were left out for which reason, by the code of the refusal.
    refused: Vec<Refused>,
    /// When somebody is free instead; only when there is no option.
    nearest: Vec<Nearest>,
}

/// Offerings that were left out for one reason.
#[derive(Show)]
struct Refused {
    /// The code of the refusal.
    code: String,
    /// How many.
    count: usize,
}

/// An option: what it costs, line by line, and what both sides are told.
#[derive(Show)]
struct PricedOption {
    /// Names it to `POST /trades`.
    offering: Id<Offering>,
    seller: Id<User>,
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
#[derive(Show)]
struct CheckedOption {
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// The clock on the wall where the work is.
    zone: String,
    option: PricedOption,
}

/// Something that a rule tells both sides.
#[derive(Show)]
struct Warning {
    /// The rule, as `id@version`.
    rule: String,
    /// Its reason: stable.
    reason: String,
    /// The rule in plain words.
    plain: String,
}

/// Another time, at which somebody is free.
#[derive(Show)]
struct Nearest {
    starts_at: Timestamp,
    /// How many.
    free_count: usize,
}

/// What every rule said of an option, and why.
#[derive(Show)]
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
#[derive(Show)]
struct TracedRule {
    rule: String,
    title: String,
    plain: String,
    jurisdiction: String,
    source: Source,
    /// The date that decided which version of the rule and of its figures hold.
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
#[derive(Show)]
struct TracedFormula {
    part: String,
    formula: String,
    value: String,
}

/// A fact or figure.
#[derive(Show)]
struct Named {
    name: String,
    /// What it is.
    plain: String,
    /// Its value, as JSON; `null` when it is unknown.
    value: String,
    unit: String,
}

impl Wanted {
    fn search(self) -> Result<Search, AppError> {
        let from_minute =
            minute_of_day(&self.from).ok_or_else(|| AppError::invalid("from", "invalid-date"))?;
        Ok(Search {
            sector: self.sector,
            post_code: self.post_code,
            date: self.date,
            from_minute,
            minutes: self.minutes,
            is_unpaid: self.unpaid.as_deref() == Some("yes"),
        })
    }
}

impl PricedOption {
    fn of(option: &FoundOption) -> Result<Self, AppError> {
        Ok(Self {
            offering: option.offering,
            seller: option.seller,
            seller_name: options::seller_name(option).to_owned(),
            kept_count: option.kept_count,
            agreed_count: option.agreed_count,
            distance_m: option.distance_m,
            price: Price::of(&option.priced.waterfall)?,
            warnings: option.priced.verdict.warnings.iter().map(Warning::from).collect(),
        })
    }
}

impl CheckedOption {
    fn of(checked: Checked) -> Result<Self, AppError> {
        let Checked { understood, quote, seller } = checked;
        Ok(Self {
            starts_at: understood.span.starts_at(),
            ends_at: understood.span.ends_at(),
            zone: understood.work_place.zone.name().to_owned(),
            option: PricedOption {
                offering: quote.offering.id,
                seller: quote.offering.seller,
                seller_name: seller.name,
                kept_count: seller.kept_count,
                agreed_count: seller.agreed_count,
                distance_m: quote.distance_m,
                price: Price::of(&quote.priced.waterfall)?,
                warnings: quote.priced.verdict.warnings.iter().map(Warning::from).collect(),
            },
        })
    }
}

impl Results {
    fn of(searched: &Searched) -> Result<Self, AppError> {
        let Searched { understood, found, nearest, priced_at } = searched;
        let options: Result<Vec<_>, _> = found.options.iter().map(PricedOption::of).collect();
        let nearest =
            nearest.iter().map(|(at, free_count)| Nearest { starts_at: *at, free_count: *free_count });
        let refused =
            found.refused.iter().map(|(code, count)| Refused { code: (*code).to_owned(), count: *count });
        Ok(Self {
            starts_at: understood.span.starts_at(),
            ends_at: understood.span.ends_at(),
            zone: understood.work_place.zone.name().to_owned(),
            priced_at: *priced_at,
            order: "payer_pays, distance_m, offering".to_owned(),
            options: options?,
            refused: refused.collect(),
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
            part: formula.part.to_owned(),
            formula: formula.formula,
            value: formula.value,
        };
        let fact = |fact: rules::TracedFact| Named {
            name: fact.name,
            plain: fact.plain,
            value: json!(fact.value).to_string(),
            unit: fact.unit,
        };
        let parameter = |parameter: rules::TracedParameter| Named {
            name: parameter.name,
            plain: parameter.title,
            value: json!(parameter.value).to_string(),
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

async fn search(
    State(app): State<App>,
    Caller(visitor): Caller,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Value>> {
    let results = options::search(&app, visitor.as_ref(), &wanted.search()?)?;
    Ok(shown(&app, &Results::of(&results)?))
}

/// The answer of `GET /options` for results that were searched before: what it takes to answer, without the search.
///
/// # Errors
/// [`AppError::Unavailable`] when a price cannot be told.
pub fn answer(app: &App, results: &Searched) -> Result<axum::response::Response, AppError> {
    Ok(shown(app, &Results::of(results)?).into_response())
}

async fn option(
    State(app): State<App>,
    Caller(visitor): Caller,
    At(offering): At<Offering>,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Value>> {
    let checked = options::check(&app, visitor.as_ref(), &wanted.search()?, offering).await?;
    Ok(shown(&app, &CheckedOption::of(checked)?))
}

async fn trace(
    State(app): State<App>,
    Caller(visitor): Caller,
    At(offering): At<Offering>,
    Asked(wanted): Asked<Wanted>,
) -> Answer<Json<Value>> {
    let trace = options::explain(&app, visitor.as_ref(), &wanted.search()?, offering)?;
    Ok(shown(&app, &Trace::from(trace)))
}
