//! `/trades`: what was held, booked, worked and paid. The steps from one to the next are in [`super::trade_steps`].

use super::call::{Asked, At, Listed, Paged, SignedIn, locale};
use super::fault::Answer;
use super::shapes::{Moment, Money, Price, Uuid, words};
use crate::app::App;
use crate::desk::trades::{self, Shown, Side};
use crate::error::AppError;
use crate::words::Reader;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Id, Timestamp};
use market::options::contracts::ContractLanguage;
use market::trade::{Stage, Trade, views::TradeCard};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Object;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(contract))
        .routes(routes!(receipt))
}

/// A trade in a list.
#[derive(Serialize, ToSchema)]
struct TradeSummary {
    id: Uuid,
    #[schema(schema_with = stages)]
    stage: Stage,
    #[schema(schema_with = sides)]
    side: &'static str,
    /// The sector's code.
    sector: String,
    starts_at: Moment,
    ends_at: Moment,
    zone: String,
    buyer_pays: Money,
    seller_receives: Money,
}

/// A trade as one of its sides sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Trade)]
struct TradeShown {
    id: Uuid,
    #[schema(schema_with = stages)]
    stage: Stage,
    /// On which side you stand.
    #[schema(schema_with = sides)]
    side: &'static str,
    buyer: Uuid,
    buyer_name: String,
    seller: Uuid,
    seller_name: String,
    offering: Uuid,
    /// The sector's code.
    sector: String,
    starts_at: Moment,
    ends_at: Moment,
    /// The clock on the wall where the work is.
    zone: String,
    post_code: String,
    town: String,
    /// Where exactly, once it is booked.
    street: Option<String>,
    /// Whose law applies.
    jurisdiction: String,
    distance_m: i64,
    worked_minutes: Option<i64>,
    /// The price as agreed, line by line.
    price_agreed: Price,
    /// The price as settled; nothing until then.
    price_settled: Option<Price>,
    /// What happened, the oldest first.
    timeline: Vec<TimelinePoint>,
    /// What you can do now.
    next: Vec<NextStep>,
    /// What happens by itself if nobody does anything.
    otherwise: Option<Otherwise>,
    /// The rulebook that was applied.
    pack_hash: String,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
struct TimelinePoint {
    /// Where the trade stood afterwards.
    #[schema(schema_with = stages)]
    stage: Stage,
    /// What it was: stable.
    #[schema(example = "event-booked")]
    what: String,
    /// The same in the caller's language.
    words: String,
    happened_at: Moment,
    /// Who did it; nothing for a timer.
    by: Option<Uuid>,
}

/// A step that is open to you.
#[derive(Serialize, ToSchema)]
struct NextStep {
    /// How it is called for.
    #[schema(example = "POST")]
    method: &'static str,
    /// Where.
    #[schema(example = "/api/v1/trades/019ab0fe-26a1-7c33-8000-042f1c5d9e07/booking")]
    address: String,
}

/// What happens by itself.
#[derive(Serialize, ToSchema)]
struct Otherwise {
    at: Moment,
    /// Where the trade then stands.
    #[schema(schema_with = stages)]
    stage: Stage,
}

/// What both sides have when it is over: the same lines, as they were settled.
#[derive(Serialize, ToSchema)]
struct Receipt {
    trade: Uuid,
    #[schema(schema_with = stages)]
    stage: Stage,
    buyer_name: String,
    seller_name: String,
    /// The sector's code.
    sector: String,
    starts_at: Moment,
    ends_at: Moment,
    zone: String,
    worked_minutes: Option<i64>,
    ended_at: Option<Moment>,
    price: Price,
    /// The rulebook that was applied.
    pack_hash: String,
}

/// A contract.
#[derive(Serialize, ToSchema)]
struct Contract {
    /// The standard text that was filled in.
    template: String,
    version: i64,
    /// The text in the language asked for. The English one binds.
    text: String,
    /// SHA-256 of the English text.
    digest: String,
    /// Whether the text made again has the digest that was stored at agreement.
    is_genuine: bool,
    agreed_at: Moment,
}

/// In which language a contract is read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InLanguage {
    /// `en` or `es`.
    language: Option<String>,
}

/// Your trades
///
/// On either side, the latest start first, a hundred a page: the header `Link` has the next one.
#[utoipa::path(
    get, path = "/trades", tag = "Trades", params(Paged), responses((status = 200, body = [TradeSummary]))
)]
async fn list(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Asked(paged): Asked<Paged>,
) -> Answer<Listed<TradeSummary>> {
    let summary = |card: TradeCard| TradeSummary {
        id: card.id.into(),
        stage: card.stage,
        side: if card.buyer == visitor.user { "buyer" } else { "seller" },
        sector: card.sector,
        starts_at: card.starts_at.into(),
        ends_at: card.ends_at.into(),
        zone: card.zone.name().to_owned(),
        buyer_pays: Money::of(&app, card.buyer_pays, card.currency),
        seller_receives: Money::of(&app, card.seller_receives, card.currency),
    };
    Ok(Listed(trades::list(&app, &visitor, paged.read()?).await?.map(summary), String::new()))
}

/// A trade
///
/// With its timeline, its price as agreed and as settled, and what can be done next. Its `ETag` changes with it.
#[utoipa::path(
    get, path = "/trades/{id}", tag = "Trades",
    responses((status = 200, body = TradeShown), (status = 304, description = "Nothing changed since that `ETag`."))
)]
async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    headers: HeaderMap,
) -> Answer<Response> {
    let shown = trades::show(&app, &visitor, trade).await?;
    let loc = locale(&headers);
    let reader = Reader { app: &app, loc, zone: shown.trade.zone.clone() };
    let whole = TradeShown::of(&reader, shown)?;
    let body = serde_json::to_vec(&whole).map_err(|error| AppError::Internal(error.to_string()))?;
    let tag: String = kernel::hex_digest(&body).chars().take(32).collect();
    let tag = format!("\"{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    if known {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    Ok(([(header::ETAG, tag)], Json(whole)).into_response())
}

/// A receipt
#[utoipa::path(
    get, path = "/trades/{id}/receipt", tag = "Trades", responses((status = 200, body = Receipt))
)]
async fn receipt(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
) -> Answer<Json<Receipt>> {
    let shown = trades::show(&app, &visitor, trade).await?;
    let settled = shown.settled.as_ref().ok_or(AppError::NotFound)?;
    let price = Price::of(&app, settled)?;
    let Shown { trade, buyer_name, seller_name, .. } = shown;
    Ok(Json(Receipt {
        trade: trade.id.into(),
        stage: trade.stage,
        buyer_name,
        seller_name,
        sector: trade.sector,
        starts_at: trade.starts_at.into(),
        ends_at: trade.ends_at.into(),
        zone: trade.zone.name().to_owned(),
        worked_minutes: trade.worked_minutes,
        ended_at: trade.ended_at.map(Moment),
        price,
        pack_hash: trade.pack_hash,
    }))
}

/// A contract
#[utoipa::path(
    get, path = "/trades/{id}/contract", tag = "Trades", params(InLanguage),
    responses((status = 200, body = Contract))
)]
async fn contract(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Asked(query): Asked<InLanguage>,
) -> Answer<Json<Contract>> {
    let language = match query.language.as_deref() {
        Some("es") => ContractLanguage::Spanish,
        None | Some("en") => ContractLanguage::English,
        Some(_) => return Err(AppError::invalid("language", "invalid-language").into()),
    };
    let trades::ShownContract { contract, text, is_genuine } =
        trades::contract(&app, &visitor, (trade, language)).await?;
    Ok(Json(Contract {
        template: contract.template,
        version: contract.version,
        text,
        digest: contract.digest,
        is_genuine,
        agreed_at: contract.agreed_at.into(),
    }))
}

impl TradeShown {
    fn of(reader: &Reader<'_>, shown: Shown) -> Result<Self, AppError> {
        let app = reader.app;
        let next = steps(&shown.trade, shown.side, app.now());
        let Shown { trade, side, seller_name, buyer_name, street, agreed, settled, points, .. } = shown;
        let otherwise = otherwise(&trade);
        let point = |point: market::trade::views::TradePoint| TimelinePoint {
            stage: point.stage,
            words: reader.loc.say(&point.what, &[]).plain(),
            what: point.what,
            happened_at: point.happened_at.into(),
            by: (point.by != Id::SYSTEM).then(|| point.by.into()),
        };
        Ok(Self {
            id: trade.id.into(),
            stage: trade.stage,
            side: match side {
                Side::Buyer => "buyer",
                Side::Seller => "seller",
            },
            buyer: trade.buyer.into(),
            buyer_name,
            seller: trade.seller.into(),
            seller_name,
            offering: trade.offering.into(),
            sector: trade.sector,
            starts_at: trade.starts_at.into(),
            ends_at: trade.ends_at.into(),
            zone: trade.zone.name().to_owned(),
            post_code: trade.post_code,
            town: trade.town,
            street,
            jurisdiction: trade.jurisdiction,
            distance_m: trade.distance_m,
            worked_minutes: trade.worked_minutes,
            price_agreed: Price::of(app, &agreed)?,
            price_settled: settled.as_ref().map(|settled| Price::of(app, settled)).transpose()?,
            timeline: points.into_iter().map(point).collect(),
            next,
            otherwise,
            pack_hash: trade.pack_hash,
        })
    }
}

/// The steps that a side can take at a moment. The commands decide; this only saves asking in vain.
fn steps(trade: &Trade, side: Side, now: Timestamp) -> Vec<NextStep> {
    let (begun, over) = (now >= trade.starts_at, now >= trade.ends_at);
    let open: &[(&'static str, &str, bool)] = match (trade.stage, side) {
        (Stage::Held, Side::Buyer) => {
            &[("POST", "booking", true), ("POST", "extension", true), ("DELETE", "hold", true)]
        }
        (Stage::Booked, Side::Buyer) => {
            &[("POST", "cancellation", !begun), ("POST", "absence", begun), ("POST", "completion", over)]
        }
        (Stage::Booked, Side::Seller) => &[("POST", "cancellation", !begun), ("POST", "hours", begun)],
        (Stage::Recorded, Side::Buyer) => &[("POST", "completion", true)],
        (Stage::Recorded | Stage::Reported, Side::Seller) => &[("POST", "hours", true)],
        (Stage::Settled | Stage::Cancelled | Stage::Absent, _) => &[("GET", "receipt", true)],
        (Stage::Held, Side::Seller) | (Stage::Reported, Side::Buyer) | (Stage::Lapsed, _) => &[],
    };
    let address = |noun: &str| format!("{}/trades/{}/{noun}", super::ROOT, trade.id);
    let open = open.iter().filter(|(.., is_open)| *is_open);
    open.map(|(method, noun, _)| NextStep { method, address: address(noun) }).collect()
}

/// What the next timer makes of a trade.
fn otherwise(trade: &Trade) -> Option<Otherwise> {
    let (at, stage) = match trade.stage {
        Stage::Held => (Some(trade.held_until), Stage::Lapsed),
        Stage::Booked | Stage::Recorded => (trade.approves_at, Stage::Settled),
        Stage::Reported => (trade.approves_at, Stage::Absent),
        Stage::Lapsed | Stage::Settled | Stage::Cancelled | Stage::Absent => (None, trade.stage),
    };
    at.map(|at| Otherwise { at: Moment(at), stage })
}

fn stages() -> Object {
    words(Stage::ALL.iter().map(|stage| stage.word()))
}

fn sides() -> Object {
    words(["buyer", "seller"].into_iter())
}
