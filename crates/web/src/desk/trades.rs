//! Trades: holding, booking, working, confirming, and everything that is shown of one.

use crate::app::App;
use crate::desk::cursor::{Cursor, Page};
use crate::desk::options::{self, Search};
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::{Amount, Id, Timestamp, Value};
use market::concession::Terms;
use market::options::{
    contracts::{Contract, ContractLanguage},
    waterfall::Waterfall,
};
use market::support::completion::WorkRecord;
use market::trade::{
    self, Stage, Trade, TradeLine,
    book::{self, Book, Booked},
    cancel::{Cancel, Cancelled},
    complete::{ConfirmHours, RecordHours, Recorded, ReportAbsence, Settled},
    hold::{EndHold, ExtendHold, Held, Hold},
    views::{TRADES_PAGE, TradeCard, TradePoint},
};
use market::users::assets::Offering;

/// On which side of a trade the visitor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Buys.
    Buyer,
    /// Sells.
    Seller,
}

/// A trade as one of its sides sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The trade.
    pub trade: Trade,
    /// Which side looks.
    pub side: Side,
    /// The seller's display name.
    pub seller_name: String,
    /// The buyer's display name.
    pub buyer_name: String,
    /// The street where the work is, once it is booked.
    pub street: Option<String>,
    /// The price as agreed.
    pub agreed: Waterfall,
    /// The price as settled; `None` until then.
    pub settled: Option<Waterfall>,
    /// What happened, the oldest first.
    pub points: Vec<TradePoint>,
    /// The timesheet.
    pub work_record: Option<WorkRecord>,
    /// The concession's terms on the day of agreement, or today.
    pub terms: Terms,
}

/// A contract with its text in a language, made again and compared.
#[derive(Clone, Debug)]
pub struct ShownContract {
    /// The contract.
    pub contract: Contract,
    /// The text.
    pub text: String,
    /// Whether the binding text made again has the digest that was stored.
    pub is_genuine: bool,
}

/// Holds an option of a search.
///
/// # Errors
/// As the command; [`AppError::Invalid`] for a search that does not fit.
pub async fn hold(
    app: &App,
    visitor: &Visitor,
    (search, offering, expected_pay): (&Search, Id<Offering>, Option<Amount>),
    key: &str,
) -> Result<Held, AppError> {
    let asked = options::understand(app, search)?;
    let seller = app.store.find::<Offering>((offering.locality(), offering)).await?;
    let hold = Hold {
        buyer: visitor.user,
        seller: seller.ok_or(AppError::NotFound)?.seller,
        offering,
        span: asked.span,
        post_code: asked.work_place.post_code,
        expected_pay,
    };
    Ok(app.store.run(visit::request::<Hold>(visitor.actor(), key), hold).await?)
}

/// Books what is held.
///
/// # Errors
/// As the command.
pub async fn book(app: &App, visitor: &Visitor, id: Id<Trade>, key: &str) -> Result<Booked, AppError> {
    let trade = of_visitor(app, visitor, id).await?.0;
    let book = Book { trade: id, buyer: trade.buyer, seller: trade.seller };
    Ok(app.store.run(visit::request::<Book>(visitor.actor(), key), book).await?)
}

/// Holds for longer.
///
/// # Errors
/// As the command.
pub async fn extend(
    app: &App,
    visitor: &Visitor,
    trade: Id<Trade>,
    key: &str,
) -> Result<Timestamp, AppError> {
    Ok(app.store.run(visit::request::<ExtendHold>(visitor.actor(), key), ExtendHold { trade }).await?)
}

/// Lets go of what is held.
///
/// # Errors
/// As the command.
pub async fn let_go(app: &App, visitor: &Visitor, trade: Id<Trade>, key: &str) -> Result<(), AppError> {
    Ok(app.store.run(visit::request::<EndHold>(visitor.actor(), key), EndHold { trade }).await?)
}

/// Calls off what is booked.
///
/// # Errors
/// As the command.
pub async fn cancel(
    app: &App,
    visitor: &Visitor,
    trade: Id<Trade>,
    key: &str,
) -> Result<Cancelled, AppError> {
    Ok(app.store.run(visit::request::<Cancel>(visitor.actor(), key), Cancel { trade }).await?)
}

/// Records the minutes worked.
///
/// # Errors
/// As the command.
pub async fn record_hours(
    app: &App,
    visitor: &Visitor,
    (trade, worked_minutes): (Id<Trade>, i64),
    key: &str,
) -> Result<Recorded, AppError> {
    let record = RecordHours { trade, worked_minutes };
    Ok(app.store.run(visit::request::<RecordHours>(visitor.actor(), key), record).await?)
}

/// Confirms the hours; the worker is paid.
///
/// # Errors
/// As the command.
pub async fn confirm(app: &App, visitor: &Visitor, trade: Id<Trade>, key: &str) -> Result<Settled, AppError> {
    Ok(app.store.run(visit::request::<ConfirmHours>(visitor.actor(), key), ConfirmHours { trade }).await?)
}

/// Reports that the seller did not come.
///
/// # Errors
/// As the command.
pub async fn report_absence(
    app: &App,
    visitor: &Visitor,
    trade: Id<Trade>,
    key: &str,
) -> Result<Timestamp, AppError> {
    Ok(app.store.run(visit::request::<ReportAbsence>(visitor.actor(), key), ReportAbsence { trade }).await?)
}

/// A page of the visitor's trades, on either side, the latest start first.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn list(app: &App, visitor: &Visitor, from: Cursor) -> Result<Page<TradeCard>, AppError> {
    let params = [Value::Id(visitor.user.bits()), from.moment(), from.id()];
    let rows = app.store.view::<TradeCard>(visitor.user.locality(), &params).await?;
    let cursor = |card: &TradeCard| Cursor { moment: Some(card.starts_at), id: card.id.bits() };
    Ok(Page::of(rows, TRADES_PAGE, cursor))
}

/// A trade as the visitor sees it.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or not the visitor's.
pub async fn show(app: &App, visitor: &Visitor, id: Id<Trade>) -> Result<Shown, AppError> {
    let (trade, side) = of_visitor(app, visitor, id).await?;
    let lines = app.store.list::<TradeLine>((id.locality(), id)).await?;
    let settled = lines.iter().all(|line| line.settled.is_some()).then(|| {
        let settled = lines
            .iter()
            .map(|line| TradeLine { amount: line.settled.unwrap_or(line.amount), ..line.clone() });
        trade::waterfall(trade.currency, &settled.collect::<Vec<_>>())
    });
    let agreed_at = trade.booked_at.unwrap_or_else(|| app.now());
    let terms = Terms::on(&app.rulebook, trade.zone.calendar().local(agreed_at).date)?;
    let buyer = app.store.find::<market::users::Person>((trade.buyer.locality(), trade.buyer)).await?;
    let is_agreed = !matches!(trade.stage, Stage::Held | Stage::Lapsed);
    Ok(Shown {
        side,
        seller_name: options::display_name(app, trade.seller).await?,
        buyer_name: options::display_name(app, trade.buyer).await?,
        street: buyer.and_then(|buyer| buyer.street).filter(|_| is_agreed || side == Side::Buyer),
        agreed: trade::waterfall(trade.currency, &lines),
        settled: settled.filter(|_| trade.ended_at.is_some()),
        points: app.store.view::<TradePoint>(id.locality(), &[Value::Id(id.bits())]).await?,
        work_record: app.store.find::<WorkRecord>((id.locality(), id.cast())).await?,
        terms,
        trade,
    })
}

/// The contract of a trade.
///
/// # Errors
/// As [`show`]; [`AppError::NotFound`] before agreement.
pub async fn contract(
    app: &App,
    visitor: &Visitor,
    (id, language): (Id<Trade>, ContractLanguage),
) -> Result<ShownContract, AppError> {
    let shown = show(app, visitor, id).await?;
    let contract =
        app.store.find::<Contract>((id.locality(), id.cast(), 1)).await?.ok_or(AppError::NotFound)?;
    let work_place = shown.trade.work_place();
    let price = (&work_place, &shown.agreed, &shown.terms);
    let facts = book::contract_text_facts(&shown.trade, (&app.directory, &app.rulebook), price)?;
    Ok(ShownContract {
        text: facts.text(language)?,
        is_genuine: facts.digest()? == contract.digest,
        contract,
    })
}

async fn of_visitor(app: &App, visitor: &Visitor, id: Id<Trade>) -> Result<(Trade, Side), AppError> {
    let trade = app.store.find::<Trade>((id.locality(), id)).await?.ok_or(AppError::NotFound)?;
    let side = match visitor.user {
        user if user == trade.buyer => Side::Buyer,
        user if user == trade.seller => Side::Seller,
        _ => return Err(AppError::NotFound),
    };
    Ok((trade, side))
}
