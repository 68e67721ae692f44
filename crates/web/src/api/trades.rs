//! `/trades`: everything that was agreed, its parts and the steps of each. What a step is asked for with, and what it
//! answers, is its command's own.

use super::call::Call;
use super::sent::{Paged, Sent, Taken};
use crate::cursor::Page;
use crate::error::{Answer, AppError, Invalid};
use crate::nouns::options::Search;
use crate::nouns::price::Price;
use crate::nouns::trades::{self, Otherwise, ShownContract, ShownTrade, address};
use crate::words::{self, Reader};
use kernel::{Asks, Id, Money, Show, Span, Timestamp, Zone};
use market::mechanisms::catalogues::HoldGoods;
use market::mechanisms::stored_availability::hire::HoldHire;
use market::mechanisms::stored_availability::weeks::{self, HoldWeeks, WeekQuoted};
use market::mechanisms::stored_availability::work::HoldWork;
use market::options::contracts::ContractLanguage;
use market::price::PriceReader;
use market::support::amendment::CallOff;
use market::support::completion::{
    AcceptOffer, AcceptReport, AddEvidence, Confirm, Delay, Evidence, MakeOffer, Object, PartOffer,
    RecordDue, Report, RunLate, SendBack, StartWork, StopWork,
};
use market::support::escrow::{Agree, ExtendHold, LetGo};
use market::support::messages::{TradeMessage, WriteMessage};
use market::trade::actions::Action;
use market::trade::part::Part;
use market::trade::views::TradeCard;
use market::trade::{Side, Trade, TradeEvent};
use market::users::{User, assets::Offering, reliability::Outcome};
use serde::Deserialize;
use std::fmt::Write as _;

pub(super) fn calls() -> Vec<Call> {
    let list =
        "On either side, the latest start first, a hundred a page: the header `Link` has the next one.";
    let show = "With its parts, its timeline, its price as agreed and as settled, and what can be done next. Its `ETag` \
                changes with it.";
    vec![
        Call::list("/trades", self::list).about(list),
        Call::watch("/trades/{trade}", self::show).about(show),
        Call::get("/trades/{trade}/receipt", receipt)
            .about("Both sides have the same. There is none before everything is settled."),
        Call::find("/trades/{trade}/contract", contract)
            .about("Its text is made again from the records and compared with the digest that was stored."),
        Call::act::<HoldWork>("/work-holds"),
        Call::act::<HoldHire>("/hire-holds"),
        Call::act::<HoldGoods>("/goods-holds"),
        Call::act::<Agree>("/trades/{trade}/agreement"),
        Call::act_for::<ExtendHold>("/trades/{trade}/extension", "held_until"),
        Call::act::<LetGo>("/trades/{trade}/release"),
        Call::act_for::<WriteMessage>("/trades/{trade}/messages", "message"),
        Call::act::<StartWork>("/trades/{trade}/parts/{part}/start"),
        Call::act::<StopWork>("/trades/{trade}/parts/{part}/stop"),
        Call::act::<RunLate>("/trades/{trade}/parts/{part}/delay"),
        Call::act::<RecordDue>("/trades/{trade}/parts/{part}/record"),
        Call::act::<Confirm>("/trades/{trade}/parts/{part}/confirmation"),
        Call::act::<Object>("/trades/{trade}/parts/{part}/objection"),
        Call::act_for::<MakeOffer>("/trades/{trade}/parts/{part}/offers", "offer"),
        Call::act::<AcceptOffer>("/trades/{trade}/parts/{part}/offers/{offer}/acceptance"),
        Call::act_for::<SendBack>("/trades/{trade}/parts/{part}/repetition", "until"),
        Call::act::<Report>("/trades/{trade}/parts/{part}/report"),
        Call::act::<AcceptReport>("/trades/{trade}/parts/{part}/acceptance"),
        Call::act_for::<AddEvidence>("/trades/{trade}/parts/{part}/evidence", "added"),
        Call::get("/trades/{trade}/weeks", weeks).about("What each would cost, or why it cannot be."),
        Call::act_for::<HoldWeeks>("/trades/{trade}/weeks", "held"),
        Call::act::<CallOff>("/trades/{trade}/parts/{part}/cancellation"),
    ]
}

/// A trade in a list.
#[derive(Show)]
struct TradeSummary {
    #[show(flatten)]
    card: TradeCard,
    side: Side,
}

/// A trade as one of its sides sees it.
#[derive(Show)]
pub(super) struct TradeShown {
    #[show(flatten)]
    of: ShownTrade,
    /// The price of all parts as agreed, line by line.
    price_agreed: Price,
    /// The price of all parts as settled; nothing until then.
    price_settled: Option<Price>,
    parts: Vec<PartShown>,
    /// What happened, the oldest first.
    timeline: Vec<TimelinePoint>,
    /// What the two sides wrote to each other, the oldest first.
    messages: Vec<TradeMessage>,
    /// What you can do now.
    next: Vec<NextStep>,
    /// Where to search for somebody else for the hours that are left, when the seller called off or did not come.
    replacement: Option<String>,
    /// Where to search for the same again, a week later.
    again: Option<String>,
    /// What happens by itself if nobody does anything.
    otherwise: Option<OtherwiseShown>,
}

/// What one side performs in a trade and the other pays for.
#[derive(Show)]
struct PartShown {
    #[show(flatten)]
    part: Part,
    /// What its seller calls it.
    title: Option<String>,
    price: Price,
    goods: Vec<GoodsShown>,
    evidence: Vec<Evidence>,
    offers: Vec<OfferShown>,
    /// How late each side said last that it will be.
    delays: Vec<Delay>,
}

/// Goods of a part.
#[derive(Show)]
struct GoodsShown {
    /// Its place among the lines: by it a return is reported.
    position: i64,
    offering: Id<Offering>,
    count: i64,
}

/// An offer to settle what is disputed.
#[derive(Show)]
struct OfferShown {
    #[show(flatten)]
    offer: PartOffer,
    /// What the payer would pay.
    pays: Money,
}

/// Something that happened.
#[derive(Show)]
struct TimelinePoint {
    #[show(flatten)]
    event: TradeEvent,
    /// What it was, in the caller's language.
    words: String,
    /// Who did it; nothing for a timer.
    by: Option<Id<User>>,
}

/// A step that is open to you.
#[derive(Show)]
struct NextStep {
    #[show(flatten)]
    action: Action,
    /// How it is called for.
    method: &'static str,
    /// Where.
    address: String,
}

/// What happens by itself.
#[derive(Show)]
#[show(name = "Otherwise")]
struct OtherwiseShown {
    #[show(flatten)]
    otherwise: Otherwise,
    /// What it is, in the caller's language.
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
    zone: Zone,
    outcome: Option<Outcome>,
    /// Of work: how long it was.
    worked_minutes: Option<i64>,
    ended_at: Option<Timestamp>,
    price: Price,
    /// The rulebook that was applied.
    pack_hash: String,
}

/// In which language a contract is read.
#[derive(Asks, Deserialize)]
struct InLanguage {
    /// The code of a language that contracts are written in: `en`, which binds, or `es`.
    language: Option<String>,
}

impl Taken for InLanguage {}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<TradeSummary>> {
    let visitor = sent.visitor()?;
    let side = |card: &TradeCard| if card.buyer == visitor.user { Side::Buyer } else { Side::Seller };
    let page = trades::list(&sent.app, visitor, paged.from()?).await?;
    Ok(page.map(|card| TradeSummary { side: side(&card), card }))
}

async fn show(sent: Sent) -> Answer<TradeShown> {
    let id = sent.id()?;
    let of = sent.look(|draft| trades::of(draft, id)).await?;
    let reader = Reader { app: &sent.app, loc: sent.locale(), zone: of.trade().zone.clone() };
    TradeShown::of(&reader, of)
}

async fn receipt(sent: Sent) -> Answer<Receipt> {
    let id = sent.id()?;
    let of = sent.look(|draft| trades::of(draft, id)).await?;
    let price = Price::of(&of.settled(PriceReader::Another).ok_or(AppError::NotFound)?)?;
    let worked_minutes = of.worked_minutes();
    let trade = of.full.trade;
    Ok(Receipt {
        trade: trade.id,
        buyer_name: of.buyer_name,
        seller_name: of.seller_name,
        sector: trade.sector,
        starts_at: trade.starts_at,
        ends_at: trade.ends_at,
        zone: trade.zone,
        outcome: trade.outcome,
        worked_minutes,
        ended_at: trade.ended_at,
        price,
        pack_hash: trade.pack_hash,
    })
}

fn unknown_language() -> AppError {
    let known = ContractLanguage::all().map(ContractLanguage::code);
    AppError::Invalid(vec![Invalid::language(known)])
}

async fn contract(sent: Sent, asked: InLanguage) -> Answer<ShownContract> {
    let language = match asked.language {
        Some(code) => ContractLanguage::from_code(&code).ok_or_else(unknown_language)?,
        None => ContractLanguage::BINDING,
    };
    let (id, named) = (sent.id()?, words::line_names(language));
    sent.look(|draft| trades::contract(draft, id, language, &named)).await
}

/// A week that follows a booking.
#[derive(Show)]
struct WeekShown {
    /// How many weeks after the booking.
    week: i64,
    #[show(flatten)]
    span: Span,
    /// What the buyer would pay; nothing where it cannot be.
    pays: Option<Money>,
    /// The type of the refusal that its hold would meet.
    refused: Option<String>,
}

async fn weeks(sent: Sent) -> Answer<Vec<WeekShown>> {
    let id = sent.id()?;
    let quoted = sent.look(|draft| weeks::quotes(draft, id)).await?.quoted;
    let shown = |WeekQuoted { week, span, quote }: WeekQuoted| {
        let (pays, refused) = match quote {
            Ok(quote) => (Some(quote.priced.waterfall.payer_money()?), None),
            Err(refusal) => (None, Some(format!("/problems/{}", refusal.code()))),
        };
        Ok(WeekShown { week, span, pays, refused })
    };
    quoted.into_iter().map(shown).collect()
}

/// The address of a search, as a call.
fn options_address(search: &Search) -> String {
    let Search { sector, post_code, date, from, minutes, .. } = search;
    let mut address = format!(
        "{}/options?sector={sector}&post_code={post_code}&date={date}&from={from}&minutes={minutes}",
        super::ROOT
    );
    let users = [("with", search.with), ("without", search.without)];
    for (name, user) in users.into_iter().filter_map(|(name, user)| Some((name, user?))) {
        let _ = write!(address, "&{name}={user}");
    }
    if search.is_unpaid {
        address.push_str("&unpaid=yes");
    }
    address
}

impl TradeShown {
    pub(super) fn of(reader: &Reader<'_>, of: ShownTrade) -> Answer<Self> {
        let id = of.trade().id;
        let parts: Answer<Vec<_>> = of.parts().map(|part| PartShown::of(&of, part)).collect();
        let next = of.actions().into_iter().map(|action| NextStep {
            action,
            method: "POST",
            address: format!("{}{}", super::ROOT, address(id, action)),
        });
        let otherwise = of.otherwise().map(|otherwise| OtherwiseShown {
            words: words::silence(reader.loc, otherwise.silence).plain(),
            otherwise,
        });
        let point = |event: &TradeEvent| TimelinePoint {
            words: words::event(reader.loc, event.what).plain(),
            by: (event.by != Id::SYSTEM).then(|| event.by.cast()),
            event: event.clone(),
        };
        Ok(Self {
            price_agreed: Price::of(&of.agreed(|_| true))?,
            price_settled: of.settled(of.price_reader()).as_ref().map(Price::of).transpose()?,
            parts: parts?,
            timeline: of.events.iter().map(point).collect(),
            messages: of.messages.clone(),
            replacement: of.replacement().as_ref().map(options_address),
            again: of.book_again().as_ref().map(options_address),
            next: next.collect(),
            otherwise,
            of,
        })
    }
}

impl PartShown {
    fn of(of: &ShownTrade, part: &Part) -> Answer<Self> {
        let goods = of.full.lines_of(part.number).filter_map(|line| {
            Some(GoodsShown { position: line.position, offering: line.item?, count: line.count? })
        });
        let evidence = of.evidence.iter().filter(|evidence| evidence.part == part.number);
        let offers = of.offers.iter().filter(|offer| offer.part == part.number);
        let offer =
            |offer: &PartOffer| OfferShown { pays: offer.pays.of(part.currency), offer: offer.clone() };
        Ok(Self {
            title: of.title(part.number).map(str::to_owned),
            price: Price::of(&of.full.price_of(part).shown_to(of.price_reader()))?,
            goods: goods.collect(),
            evidence: evidence.cloned().collect(),
            offers: offers.map(offer).collect(),
            delays: of.delays.iter().filter(|delay| delay.part == part.number).cloned().collect(),
            part: part.clone(),
        })
    }
}
