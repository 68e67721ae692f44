//! `/options`: from a requirement to options that are priced, legal and free.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::act::Read;
use crate::app::App;
use crate::error::{Answer, AppError, Invalid};
use crate::nouns::favored_counterparties;
use crate::nouns::options::{
    self, Checked, OPTIONS_MOST, OPTIONS_SHOWN, Results as Searched, Search, Shown, Sort,
};
use crate::nouns::price::Price;
use axum::Json;
use axum::response::{IntoResponse, Response};
use finder::FoundOption;
use kernel::{Asks, ClockTime, Date, Id, PostCode, Show, Span, Timestamp, Zone};
use market::directory::Family;
use market::price::PriceReader;
use market::users::{User, assets::Offering};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most options that are answered with at once.
const LIMIT_MOST: usize = 100;

/// By what options are ordered.
pub(super) const ORDER: &str = "payer_pays, distance_m, offering";

pub(super) fn calls() -> Vec<Call> {
    let search = "Options that are fully priced, free and legal, the cheapest first. Somebody who is signed in sees their \
                  own prices.";
    let option = "What one offering costs for these hours now, or the refusal that it meets.";
    let trace = "Every rule that was asked, what it was told, how it computed and what it said.";
    vec![
        Call::find("/options", self::search).about(search).public(),
        Call::find("/options/{offering}", self::option).about(option).public(),
        Call::find("/options/{offering}/trace", self::trace).about(trace).public(),
    ]
}

/// What is looked for.
#[derive(Asks, Deserialize)]
struct Wanted {
    /// The sector's slug or code.
    #[ask(example = "kitchen-porter")]
    sector: String,
    /// Where the work is.
    #[ask(example = "97214")]
    post_code: PostCode,
    /// The local date on which it begins.
    #[ask(example = "2026-11-27")]
    date: Date,
    /// The local time at which it begins, on the quarter-hour; `01:30-08:00` where the clock shows it twice.
    #[ask(example = "17:00")]
    from: ClockTime,
    /// How long it takes: whole quarter-hours.
    #[ask(example = "240")]
    minutes: i64,
    /// `yes` for work that is given.
    unpaid: Option<String>,
    /// How far away a seller may be, in meters.
    radius_m: Option<i64>,
}

/// Which options are wanted, and what is looked for.
#[derive(Asks, Deserialize)]
struct WantedPage {
    /// The sector's slug or code.
    #[ask(example = "kitchen-porter")]
    sector: String,
    /// Where the work is.
    #[ask(example = "97214")]
    post_code: PostCode,
    /// The local date on which it begins.
    #[ask(example = "2026-11-27")]
    date: Date,
    /// The local time at which it begins, on the quarter-hour; `01:30-08:00` where the clock shows it twice.
    #[ask(example = "17:00")]
    from: ClockTime,
    /// How long it takes: whole quarter-hours.
    #[ask(example = "240")]
    minutes: i64,
    /// `yes` for work that is given.
    unpaid: Option<String>,
    /// How far away a seller may be, in meters.
    radius_m: Option<i64>,
    /// Whose option stands first, wherever it would.
    with: Option<Id<User>>,
    /// Whose option is left out.
    without: Option<Id<User>>,
    /// By price, distance, record or favorites; by price if it is left out. Those that are alike stand by their price.
    sort: Option<Sort>,
    /// The most options, from 1 to 100; 20 if it is left out.
    limit: Option<i64>,
    /// How many options to pass over: `next` of the answer before.
    after: Option<i64>,
}

/// The options for a search.
#[derive(Show)]
struct Results {
    #[show(flatten)]
    span: Span,
    /// The clock on the wall where the work is.
    zone: Zone,
    /// When these prices were made. They hold once the hours are held.
    priced_at: Timestamp,
    /// Why the options stand in this order: by what first, and by what among those that are alike. Nobody can pay to stand
    /// higher.
    order: &'static str,
    /// The options, one a seller.
    options: Vec<PricedOption>,
    /// With which `after` the next ones are asked for; nothing when there are none.
    next: Option<i64>,
    /// How many offerings were left out for which reason, by the code of the refusal.
    refused: Vec<Refused>,
    /// When somebody is free instead; only when there is no option.
    nearest: Vec<Nearest>,
}

/// Offerings that were left out for one reason.
#[derive(Show)]
struct Refused {
    /// The code of the refusal.
    code: &'static str,
    /// How many.
    count: usize,
}

/// An option: what it costs, line by line, and what both sides are told.
#[derive(Show)]
struct PricedOption {
    /// Names it to `POST /work-holds`.
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
    warnings: Vec<rules::Notice>,
}

/// An option, ready to be checked before it is held.
#[derive(Show)]
struct CheckedOption {
    #[show(flatten)]
    span: Span,
    /// The clock on the wall where the work is.
    zone: Zone,
    option: PricedOption,
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
    #[show(flatten)]
    trace: rules::Trace,
    rules: Vec<TracedRule>,
}

/// One rule.
#[derive(Show)]
struct TracedRule {
    #[show(flatten)]
    rule: rules::TracedRule,
    /// What it was told.
    facts: Vec<Named>,
    /// Its figures, as they stood on the date.
    parameters: Vec<Named>,
}

/// A fact or figure.
#[derive(Show)]
struct Named {
    name: String,
    /// What it is.
    plain: String,
    /// Its value, as JSON; `null` when it is unknown; nothing when it is not for you to know.
    value: Option<String>,
    unit: String,
}

impl Taken for Wanted {
    fn check(app: &App, read: &mut Read) {
        check(app, read);
    }
}

impl Taken for WantedPage {
    fn check(app: &App, read: &mut Read) {
        check(app, read);
        for (field, within) in [("limit", 1..=LIMIT_MOST), ("after", 0..=OPTIONS_MOST)] {
            let sent = read.value(field).and_then(Value::as_i64);
            if sent.is_some_and(|sent| !usize::try_from(sent).is_ok_and(|sent| within.contains(&sent))) {
                read.refuse([Invalid::new(field, "invalid-count")]);
            }
        }
    }
}

/// Adds what is wrong with a search for a reason that no field alone tells.
fn check(app: &App, read: &mut Read) {
    let minute = |name: &str| Some(read.text(name)?.parse::<ClockTime>().ok()?.time.minutes());
    let wanted = options::Wanted {
        sector: read.text("sector"),
        families: Family::ALL,
        post_code: read.text("post_code"),
        times: [("from", minute("from")), ("until", None)],
        minutes: read.value("minutes").and_then(Value::as_i64),
    };
    read.refuse(options::misfits(app, &wanted));
}

impl Wanted {
    fn search(self) -> Search {
        Search {
            sector: self.sector,
            post_code: self.post_code.into(),
            date: self.date,
            from: self.from,
            minutes: self.minutes,
            is_unpaid: self.unpaid.as_deref() == Some("yes"),
            radius_m: self.radius_m,
            again: None,
            with: None,
            without: None,
        }
    }
}

impl WantedPage {
    fn shown(&self) -> Shown {
        let count =
            |value: Option<i64>, usual| value.and_then(|value| usize::try_from(value).ok()).unwrap_or(usual);
        Shown {
            sort: self.sort.unwrap_or(Sort::Price),
            limit: count(self.limit, OPTIONS_SHOWN),
            after: count(self.after, 0),
            ..Shown::FIRST
        }
    }

    fn search(self) -> Search {
        let (with, without) = (self.with, self.without);
        let wanted = Wanted {
            sector: self.sector,
            post_code: self.post_code,
            date: self.date,
            from: self.from,
            minutes: self.minutes,
            unpaid: self.unpaid,
            radius_m: self.radius_m,
        };
        Search { with, without, ..wanted.search() }
    }
}

impl PricedOption {
    fn of(option: &FoundOption) -> Answer<Self> {
        Ok(Self {
            offering: option.offering,
            seller: option.seller,
            seller_name: options::seller_name(option).to_owned(),
            kept_count: option.kept_count,
            agreed_count: option.agreed_count,
            distance_m: option.distance_m,
            price: Price::of(&option.priced.waterfall.shown_to(PriceReader::Another))?,
            warnings: option.priced.verdict.warnings.clone(),
        })
    }

    fn checked(Checked { quote, seller, .. }: Checked) -> Answer<Self> {
        Ok(Self {
            offering: quote.offering.id,
            seller: quote.offering.seller,
            seller_name: seller.name,
            kept_count: seller.kept_count,
            agreed_count: seller.agreed_count,
            distance_m: quote.distance_m,
            price: Price::of(&quote.priced.waterfall.shown_to(PriceReader::Another))?,
            warnings: quote.priced.verdict.warnings,
        })
    }
}

impl Results {
    fn of(searched: &Searched) -> Answer<Self> {
        let Searched { understood, found, nearest, priced_at, next, sort, .. } = searched;
        let options: Answer<Vec<_>> = found.options.iter().map(PricedOption::of).collect();
        let nearest = nearest.iter().map(|(at, count)| Nearest { starts_at: *at, free_count: *count });
        let refused = found.refused.iter().map(|(code, count)| Refused { code, count: *count });
        Ok(Self {
            span: understood.span,
            zone: understood.work_place.zone.clone(),
            priced_at: *priced_at,
            order: match sort {
                Sort::Price => ORDER,
                Sort::Distance => "distance_m, payer_pays, offering",
                Sort::Record => "kept_count from the most, payer_pays, distance_m, offering",
                Sort::Favorites => "favorites first, payer_pays, distance_m, offering",
            },
            options: options?,
            next: next.and_then(|next| i64::try_from(next).ok()),
            refused: refused.collect(),
            nearest: nearest.collect(),
        })
    }
}

impl From<rules::Trace> for Trace {
    fn from(mut trace: rules::Trace) -> Self {
        let rules = std::mem::take(&mut trace.rules).into_iter().map(TracedRule::from).collect();
        Self { trace, rules }
    }
}

impl From<rules::TracedRule> for TracedRule {
    fn from(mut rule: rules::TracedRule) -> Self {
        let fact = |fact: rules::TracedFact| Named {
            name: fact.name,
            plain: fact.plain,
            value: (!fact.is_withheld).then(|| json!(fact.value).to_string()),
            unit: fact.unit,
        };
        let figure = |figure: rules::TracedParameter| Named {
            name: figure.name,
            plain: figure.title,
            value: Some(json!(figure.value).to_string()),
            unit: figure.unit,
        };
        let facts = std::mem::take(&mut rule.facts).into_iter().map(fact).collect();
        let parameters = std::mem::take(&mut rule.parameters).into_iter().map(figure).collect();
        Self { rule, facts, parameters }
    }
}

async fn search(sent: Sent, wanted: WantedPage) -> Answer<Results> {
    let (visitor, shown) = (sent.caller().await?, wanted.shown());
    let favorites = match shown.sort {
        Sort::Favorites => favored_counterparties::of(&sent.app, visitor.as_ref()).await?,
        Sort::Price | Sort::Distance | Sort::Record => BTreeSet::new(),
    };
    let search = wanted.search();
    Results::of(&options::search(&sent.app, visitor.as_ref(), &search, shown, &favorites)?)
}

/// The answer of `GET /options` for results that were searched before: what it takes to answer, without the search.
///
/// # Errors
/// [`AppError::Unavailable`] when a price cannot be told.
pub fn answer(app: &App, results: &Searched) -> Result<Response, AppError> {
    Ok(Json(Results::of(results)?.show(app)).into_response())
}

async fn option(sent: Sent, wanted: Wanted) -> Answer<CheckedOption> {
    let (visitor, offering) = (sent.caller().await?, sent.id()?);
    let checked = options::check(&sent.app, visitor.as_ref(), &wanted.search(), offering).await?;
    let (span, zone) = (checked.understood.span, checked.understood.work_place.zone.clone());
    Ok(CheckedOption { span, zone, option: PricedOption::checked(checked)? })
}

async fn trace(sent: Sent, wanted: Wanted) -> Answer<Trace> {
    let (visitor, offering) = (sent.caller().await?, sent.id()?);
    Ok(options::explain(&sent.app, visitor.as_ref(), &wanted.search(), offering)?.into())
}
