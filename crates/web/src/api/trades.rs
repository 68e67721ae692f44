//! `/trades`: everything that was agreed, its parts and the steps of each. What a step is asked for with, and what it
//! answers, is its command's own.

use super::call::{Answer, Asked, At, Listed, Paged, SignedIn, locale};
use super::calls::{Call, shown};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::price::Price;
use crate::nouns::trades::{self, ShownTrade, address};
use crate::words::Reader;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kernel::{Id, Money, Show, Timestamp};
use market::mechanisms::catalogues::HoldGoods;
use market::mechanisms::stored_availability::hire::HoldHire;
use market::mechanisms::stored_availability::work::HoldWork;
use market::options::contracts::ContractLanguage;
use market::support::amendment::CallOff;
use market::support::completion::{
    AcceptOffer, AcceptReport, AddEvidence, Confirm, MakeOffer, Object, PartOffer, RecordDue, Report,
    SendBack,
};
use market::support::escrow::{Agree, ExtendHold, LetGo};
use market::trade::actions::Step;
use market::trade::part::{Funds, Part, PartStage, Unit};
use market::trade::procedure::{EvidenceKind, Promise};
use market::trade::views::TradeCard;
use market::trade::{EventKind, Kind, Side, Stage, Trade, TradeEvent};
use market::users::{User, assets::Offering, reliability::Outcome};
use serde::Deserialize;
use serde_json::Value;

const TAG: &str = "Trades";

pub(super) fn calls() -> Vec<Call> {
    let list =
        "On either side, the latest start first, a hundred a page: the header `Link` has the next one.";
    let show = "With its parts, its timeline, its price as agreed and as settled, and what can be done next. Its `ETag` \
                changes with it.";
    vec![
        Call::get::<Vec<TradeSummary>>(TAG, "/trades", "Your trades", list, get(self::list)).paged(),
        Call::get::<TradeShown>(TAG, "/trades/{trade}", "A trade", show, get(self::show)),
        Call::get::<Receipt>(TAG, "/trades/{trade}/receipt", "A receipt", "", get(receipt)),
        Call::get::<ContractShown>(TAG, "/trades/{trade}/contract", "A contract", "", get(contract)).query(
            "language",
            "`en` or `es`.",
            None,
        ),
        Call::act::<HoldWork>(TAG, "/work-holds", "Hold hours of work"),
        Call::act::<HoldHire>(TAG, "/hire-holds", "Hold a thing or a space"),
        Call::act::<HoldGoods>(TAG, "/goods-holds", "Hold goods"),
        Call::act::<Agree>(TAG, "/trades/{trade}/agreement", "Agree"),
        Call::act_for::<ExtendHold>(TAG, "/trades/{trade}/extension", "Hold for longer", "held_until"),
        Call::act::<LetGo>(TAG, "/trades/{trade}/release", "Let go"),
        Call::act::<RecordDue>(TAG, "/trades/{trade}/parts/{part}/record", "Say how much is due"),
        Call::act::<Confirm>(TAG, "/trades/{trade}/parts/{part}/confirmation", "Confirm"),
        Call::act::<Object>(TAG, "/trades/{trade}/parts/{part}/objection", "Object"),
        Call::act_for::<MakeOffer>(TAG, "/trades/{trade}/parts/{part}/offers", "Offer to settle", "offer"),
        Call::act::<AcceptOffer>(
            TAG,
            "/trades/{trade}/parts/{part}/offers/{offer}/acceptance",
            "Accept an offer to settle",
        ),
        Call::act_for::<SendBack>(
            TAG,
            "/trades/{trade}/parts/{part}/repetition",
            "Ask for it again",
            "until",
        ),
        Call::act::<Report>(TAG, "/trades/{trade}/parts/{part}/report", "Report that nothing came"),
        Call::act::<AcceptReport>(TAG, "/trades/{trade}/parts/{part}/acceptance", "Accept a report"),
        Call::act_for::<AddEvidence>(TAG, "/trades/{trade}/parts/{part}/evidence", "Add evidence", "added"),
        Call::act::<CallOff>(TAG, "/trades/{trade}/parts/{part}/cancellation", "Call off"),
    ]
}

/// A trade in a list.
#[derive(Show)]
struct TradeSummary {
    id: Id<Trade>,
    stage: Stage,
    /// What kind of trade it is.
    kind: Kind,
    /// The stage of the part that asks most of somebody.
    shown: PartStage,
    /// What became of it.
    outcome: Option<Outcome>,
    side: Side,
    /// The sector's code.
    sector: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// The clock on the wall where it is performed.
    zone: String,
    /// What the buyer pays, a bond not counted.
    buyer_pays: Money,
    seller_receives: Money,
}

/// A trade as one of its sides sees it.
#[derive(Show)]
struct TradeShown {
    id: Id<Trade>,
    stage: Stage,
    /// What kind of trade it is.
    kind: Kind,
    /// On which side you stand.
    side: Side,
    buyer: Id<User>,
    buyer_name: String,
    seller: Id<User>,
    seller_name: String,
    /// The sector's code.
    sector: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// The clock on the wall where it is performed.
    zone: String,
    post_code: String,
    town: String,
    /// Where exactly, once it is agreed.
    street: Option<String>,
    /// Whose law applies.
    jurisdiction: String,
    /// Until when it is held for you.
    held_until: Timestamp,
    /// Until when the buyer calls it off free of charge.
    free_until: Timestamp,
    /// What part of the price a buyer pays who calls it off later, in hundredths of a percent.
    late_share_bp: i64,
    /// What the buyer pays, a bond not counted.
    buyer_pays: Money,
    seller_receives: Money,
    /// The price of all parts as agreed, line by line.
    price_agreed: Price,
    /// The price of all parts as settled; nothing until then.
    price_settled: Option<Price>,
    parts: Vec<PartShown>,
    /// The code that the buyer shows at handover; for the buyer alone.
    code: Option<String>,
    /// What happened, the oldest first.
    timeline: Vec<TimelinePoint>,
    /// What you can do now.
    next: Vec<NextStep>,
    /// What happens by itself if nobody does anything.
    otherwise: Option<Otherwise>,
    /// The rulebook that was applied.
    pack_hash: String,
}

/// What one side performs in a trade and the other pays for.
#[derive(Show)]
struct PartShown {
    number: i64,
    promise: Promise,
    stage: PartStage,
    outcome: Option<Outcome>,
    payer: Side,
    offering: Option<Id<Offering>>,
    /// What its seller calls it.
    title: Option<String>,
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// How much there is of it …
    quantity: i64,
    /// … counted in this.
    unit: Unit,
    /// How much of it is said to be due.
    due: Option<i64>,
    /// When its money comes.
    funds: Funds,
    /// Until when the payee may say how much is due.
    record_by: Option<Timestamp>,
    /// Until when the other side may answer.
    answers_at: Option<Timestamp>,
    price: Price,
    goods: Vec<GoodsShown>,
    evidence: Vec<EvidenceShown>,
    offers: Vec<OfferShown>,
}

/// Goods of a part.
#[derive(Show)]
struct GoodsShown {
    /// Its place among the lines: by it a return is reported.
    position: i64,
    offering: Id<Offering>,
    count: i64,
}

/// Something that is known of a part.
#[derive(Show)]
struct EvidenceShown {
    kind: EvidenceKind,
    /// The photograph, by its digest.
    photo: Option<String>,
    words: Option<String>,
    by: Id<User>,
    added_at: Timestamp,
}

/// An offer to settle what is disputed.
#[derive(Show)]
struct OfferShown {
    id: Id<PartOffer>,
    side: Side,
    /// What the payer would pay.
    pays: Money,
    made_at: Timestamp,
}

/// Something that happened.
#[derive(Show)]
struct TimelinePoint {
    /// To which part; to none for the trade as a whole.
    part: Option<i64>,
    /// What it was.
    what: EventKind,
    /// The same in the caller's language.
    words: String,
    happened_at: Timestamp,
    /// Who did it; nothing for a timer.
    by: Option<Id<User>>,
}

/// A step that is open to you.
#[derive(Show)]
struct NextStep {
    step: Step,
    part: Option<i64>,
    /// How it is called for.
    method: String,
    /// Where.
    address: String,
}

/// What happens by itself.
#[derive(Show)]
struct Otherwise {
    at: Timestamp,
    part: Option<i64>,
    /// The same in the caller's language.
    words: String,
}

/// What both sides have when it is over: the same lines, as they were settled.
#[derive(Show)]
struct Receipt {
    trade: Id<Trade>,
    buyer_name: String,
    seller_name: String,
    /// The sector's code.
    sector: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    zone: String,
    outcome: Option<Outcome>,
    /// Of work: how long it was.
    worked_minutes: Option<i64>,
    ended_at: Option<Timestamp>,
    price: Price,
    /// The rulebook that was applied.
    pack_hash: String,
}

/// A contract.
#[derive(Show)]
struct ContractShown {
    /// The standard text that was filled in.
    template: String,
    /// Which edition of the agreement it is of, from 1.
    edition: i64,
    /// The text in the language asked for. The English one binds.
    text: String,
    /// SHA-256 of the English text.
    digest: String,
    /// Whether the text made again has the digest that was stored at agreement.
    is_genuine: bool,
    agreed_at: Timestamp,
}

/// In which language a contract is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    language: Option<String>,
}

async fn list(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Asked(paged): Asked<Paged>,
) -> Answer<Listed<Value>> {
    let summary = |card: TradeCard| {
        let summary = TradeSummary {
            id: card.id,
            stage: card.stage,
            kind: card.kind,
            shown: card.shown,
            outcome: card.outcome,
            side: if card.buyer == visitor.user { Side::Buyer } else { Side::Seller },
            sector: card.sector,
            starts_at: card.starts_at,
            ends_at: card.ends_at,
            zone: card.zone.name().to_owned(),
            buyer_pays: card.buyer_pays.of(card.currency),
            seller_receives: card.seller_receives.of(card.currency),
        };
        summary.show(&app)
    };
    Ok(Listed(trades::list(&app, &visitor, paged.read()?).await?.map(summary), String::new()))
}

async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    headers: HeaderMap,
) -> Answer<Response> {
    let of = app.look(Some(&visitor), |draft| trades::of(draft, trade)).await?;
    let reader = Reader { app: &app, loc: locale(&headers), zone: of.trade().zone.clone() };
    let whole = TradeShown::of(&reader, &of)?.show(&app);
    let tag: String = kernel::hex_digest(whole.to_string().as_bytes()).chars().take(32).collect();
    let tag = format!("\"{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    if known {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    Ok(([(header::ETAG, tag)], Json(whole)).into_response())
}

async fn receipt(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
) -> Answer<Json<Value>> {
    let of = app.look(Some(&visitor), |draft| trades::of(draft, trade)).await?;
    let price = Price::of(&of.settled().ok_or(AppError::NotFound)?)?;
    let trade = of.trade();
    let receipt = Receipt {
        trade: trade.id,
        buyer_name: of.buyer_name.clone(),
        seller_name: of.seller_name.clone(),
        sector: trade.sector.clone(),
        starts_at: trade.starts_at,
        ends_at: trade.ends_at,
        zone: trade.zone.name().to_owned(),
        outcome: trade.outcome,
        worked_minutes: of.worked_minutes(),
        ended_at: trade.ended_at,
        price,
        pack_hash: trade.pack_hash.clone(),
    };
    Ok(shown(&app, &receipt))
}

async fn contract(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Asked(query): Asked<InLanguage>,
) -> Answer<Json<Value>> {
    let language = match query.language.as_deref() {
        Some("es") => ContractLanguage::Spanish,
        None | Some("en") => ContractLanguage::English,
        Some(_) => return Err(AppError::invalid("language", "invalid-language")),
    };
    let named = crate::words::line_names(language);
    let of = app.look(Some(&visitor), |draft| trades::contract(draft, trade, language, &named)).await?;
    let contract = ContractShown {
        template: of.contract.template,
        edition: of.contract.edition,
        text: of.text,
        digest: of.contract.digest,
        is_genuine: of.is_genuine,
        agreed_at: of.contract.agreed_at,
    };
    Ok(shown(&app, &contract))
}

impl TradeShown {
    fn of(reader: &Reader<'_>, of: &ShownTrade) -> Result<Self, AppError> {
        let trade = of.trade();
        let parts: Result<Vec<_>, AppError> = of.parts().map(|part| PartShown::of(of, part)).collect();
        let next = of.actions().into_iter().map(|action| NextStep {
            step: action.step,
            part: action.part,
            method: "POST".to_owned(),
            address: format!("{}{}", super::ROOT, address(trade.id, action)),
        });
        let otherwise = of.otherwise().map(|otherwise| Otherwise {
            at: otherwise.at,
            part: otherwise.part,
            words: crate::words::silence(reader.loc, otherwise.silence).plain(),
        });
        Ok(Self {
            id: trade.id,
            stage: trade.stage,
            kind: trade.kind,
            side: of.side,
            buyer: trade.buyer,
            buyer_name: of.buyer_name.clone(),
            seller: trade.seller,
            seller_name: of.seller_name.clone(),
            sector: trade.sector.clone(),
            starts_at: trade.starts_at,
            ends_at: trade.ends_at,
            zone: trade.zone.name().to_owned(),
            post_code: trade.post_code.clone(),
            town: trade.town.clone(),
            street: of.street.clone(),
            jurisdiction: trade.jurisdiction.clone(),
            held_until: trade.held_until,
            free_until: trade.free_until,
            late_share_bp: trade.late_share_bp.0,
            buyer_pays: trade.buyer_pays.of(trade.currency),
            seller_receives: trade.seller_receives.of(trade.currency),
            price_agreed: Price::of(&of.agreed())?,
            price_settled: of.settled().as_ref().map(Price::of).transpose()?,
            parts: parts?,
            code: of.code.clone(),
            timeline: of.events.iter().map(|event| TimelinePoint::of(reader, event)).collect(),
            next: next.collect(),
            otherwise,
            pack_hash: trade.pack_hash.clone(),
        })
    }
}

impl PartShown {
    fn of(of: &ShownTrade, part: &Part) -> Result<Self, AppError> {
        let goods = of.full.lines_of(part.number).filter_map(|line| {
            Some(GoodsShown { position: line.position, offering: line.item?, count: line.count? })
        });
        let evidence = of.evidence.iter().filter(|evidence| evidence.part == part.number);
        let offers = of.offers.iter().filter(|offer| offer.part == part.number);
        Ok(Self {
            number: part.number,
            promise: part.promise,
            stage: part.stage,
            outcome: part.outcome,
            payer: part.payer,
            offering: part.offering,
            title: of.title(part.number).map(str::to_owned),
            starts_at: part.starts_at,
            ends_at: part.ends_at,
            quantity: part.quantity,
            unit: part.unit,
            due: part.due,
            funds: part.funds,
            record_by: part.record_by,
            answers_at: part.answers_at,
            price: Price::of(&of.full.price_of(part))?,
            goods: goods.collect(),
            evidence: evidence
                .map(|evidence| EvidenceShown {
                    kind: evidence.kind,
                    photo: evidence.photo.clone(),
                    words: evidence.words.clone(),
                    by: evidence.by,
                    added_at: evidence.added_at,
                })
                .collect(),
            offers: offers
                .map(|offer| OfferShown {
                    id: offer.id,
                    side: offer.side,
                    pays: offer.pays.of(part.currency),
                    made_at: offer.made_at,
                })
                .collect(),
        })
    }
}

impl TimelinePoint {
    fn of(reader: &Reader<'_>, event: &TradeEvent) -> Self {
        Self {
            part: event.part,
            what: event.what,
            words: crate::words::event(reader.loc, event.what).plain(),
            happened_at: event.happened_at,
            by: (event.by != Id::SYSTEM).then(|| event.by.cast()),
        }
    }
}
