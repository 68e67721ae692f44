//! Books of orders: those that are open, one as somebody sees it, and those in which they trade.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::visitor::Visitor;
use kernel::{Id, Keys, Money, Show, Timestamp, Value};
use market::mechanisms::bid_ask::{
    BOOKS_PAGE, BookCard, BookOfTrader, BookTrader, LastFill, OfferedInBook, OrderAnywhere, OrderBook,
    OrderEnd, OrderKind, OrderOfTrader, OrderSide, OrderStage, PriceLevel, RoundOfBook,
};
use market::users::assets::Offering;

/// What rests in a book at a price.
#[derive(Show, Clone, Debug)]
pub struct LevelShown {
    /// Which side.
    pub side: OrderSide,
    /// For an hour, the mark-up not counted.
    pub price: Money,
    /// How many hours.
    pub hours: i64,
    /// In how many orders.
    pub order_count: i64,
}

/// What was traded.
#[derive(Show, Clone, Debug)]
pub struct TradedShown {
    /// For an hour, the mark-up not counted.
    pub price: Money,
    /// How many hours.
    pub hours: i64,
    /// When.
    pub filled_at: Timestamp,
}

/// An order of the one who looks.
#[derive(Show, Clone, Debug)]
pub struct OwnOrder {
    /// Its number in the book.
    pub number: i64,
    /// Which side.
    pub side: OrderSide,
    /// What becomes of what does not trade at once.
    pub kind: OrderKind,
    /// Its limit for an hour.
    pub price: Money,
    /// For how many hours.
    pub hours: i64,
    /// How many of them have not traded.
    pub hours_left: i64,
    /// Where it stands.
    pub stage: OrderStage,
    /// Why it ended.
    pub ended: Option<OrderEnd>,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// A book as somebody sees it.
#[derive(Clone, Debug)]
pub struct BookSeen {
    /// The book.
    pub book: OrderBook,
    /// What rests in it, the highest price first.
    pub levels: Vec<LevelShown>,
    /// What was traded last, the latest first.
    pub traded: Vec<TradedShown>,
    /// The latest orders of the one who looks.
    pub own: Vec<OwnOrder>,
    /// What they have set aside in it.
    pub set_aside: Money,
    /// What they offer in its sector, if anything.
    pub offering: Option<Id<Offering>>,
}

impl BookSeen {
    /// The best price of a side that rests.
    pub fn best(&self, side: OrderSide) -> Option<Money> {
        let mut of_side = self.levels.iter().filter(|level| level.side == side).map(|level| level.price);
        match side {
            OrderSide::Bid => of_side.next(),
            OrderSide::Ask => of_side.next_back(),
        }
    }
}

/// A page of the books that take orders, those whose hours are soonest first.
pub async fn list(app: &App, from: Cursor) -> Answer<Page<BookCard>> {
    let behind =
        if from == Cursor::START { [Value::Int(i64::MIN), Value::Id(0)] } else { [from.time(), from.id()] };
    let open = app.store.view::<BookCard>(app.locality, &behind).await?;
    Ok(Page::of(open, BOOKS_PAGE, |card| Cursor { time: Some(card.starts_at), id: card.id.bits() }))
}

/// A page of the books in which the visitor trades or has traded, the latest first.
pub async fn traded(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<BookOfTrader>> {
    let own = [Value::Id(visitor.user.bits()), from.id()];
    let own = app.store.view::<BookOfTrader>(app.locality, &own).await?;
    Ok(Page::of(own, BOOKS_PAGE, |book| Cursor { time: None, id: book.id.bits() }))
}

/// A book as the visitor sees it.
pub async fn book(app: &App, visitor: Option<&Visitor>, id: Id<OrderBook>) -> Answer<BookSeen> {
    let user = visitor.map(|visitor| visitor.user);
    let read = |draft: &mut kernel::Draft<'_>| {
        let (locality, mut keys) = (draft.locality(), Keys::default());
        keys.one::<OrderBook>((locality, id));
        if let Some(user) = user {
            keys.one::<BookTrader>((locality, user, id));
        }
        draft.ask(keys)?;
        let trader = match user {
            Some(user) => draft.find::<BookTrader>((locality, user, id))?,
            None => None,
        };
        Ok((draft.get::<OrderBook>((locality, id))?, trader))
    };
    let of_book = [Value::Id(id.bits())];
    let own = async {
        let Some(user) = user else { return Ok((Vec::new(), Vec::new())) };
        let theirs = [Value::Id(user.bits()), Value::Id(id.bits())];
        let orders = async { Answer::Ok(app.store.view::<OrderOfTrader>(app.locality, &theirs).await?) };
        let offered = async { Answer::Ok(app.store.view::<OfferedInBook>(app.locality, &theirs).await?) };
        tokio::try_join!(orders, offered)
    };
    let levels = async { Answer::Ok(app.store.view::<PriceLevel>(app.locality, &of_book).await?) };
    let traded = async { Answer::Ok(app.store.view::<LastFill>(app.locality, &of_book).await?) };
    let ((book, trader), levels, traded, (orders, offered)) =
        tokio::try_join!(app.look(visitor, read), levels, traded, own)?;
    let levels = levels.into_iter().map(|PriceLevel { side, price, hours, order_count }| LevelShown {
        side,
        price: book.money(price),
        hours,
        order_count,
    });
    let traded = traded.into_iter().map(|LastFill { price, hours, filled_at, .. }| TradedShown {
        price: book.money(price),
        hours,
        filled_at,
    });
    let own = orders.into_iter().map(|order| OwnOrder {
        number: order.number,
        side: order.side,
        kind: order.kind,
        price: book.money(order.price),
        hours: order.hours,
        hours_left: order.hours_left,
        stage: order.stage,
        ended: order.ended,
        placed_at: order.placed_at,
    });
    let offering = offered.into_iter().next().map(|one| one.id);
    let set_aside = trader.map_or(kernel::Amount::ZERO, |trader| trader.set_aside).of(book.currency);
    Ok(BookSeen {
        levels: levels.collect(),
        traded: traded.collect(),
        own: own.collect(),
        set_aside,
        offering,
        book,
    })
}

/// An order of the visitor's, and in which book it is.
#[derive(Show, Clone, Debug)]
pub struct OrderKept {
    /// In which book.
    pub book: Id<OrderBook>,
    /// The order.
    #[show(flatten)]
    pub order: OwnOrder,
}

/// Every order of the visitor's, the latest first.
pub async fn orders(app: &App, visitor: &Visitor) -> Answer<Vec<OrderKept>> {
    let all = app.store.view::<OrderAnywhere>(app.locality, &[Value::Id(visitor.user.bits())]).await?;
    let kept = |order: OrderAnywhere| OrderKept {
        book: order.book,
        order: OwnOrder {
            number: order.number,
            side: order.side,
            kind: order.kind,
            price: kernel::Amount(order.tick.0.saturating_mul(order.price)).of(order.currency),
            hours: order.hours,
            hours_left: order.hours_left,
            stage: order.stage,
            ended: order.ended,
            placed_at: order.placed_at,
        },
    };
    Ok(all.into_iter().map(kept).collect())
}

/// The rounds of a book behind a number, at most twenty.
pub async fn rounds(app: &App, book: Id<OrderBook>, after: i64) -> Answer<Vec<RoundOfBook>> {
    let of_book = [Value::Id(book.bits()), Value::Int(after)];
    Ok(app.store.view::<RoundOfBook>(app.locality, &of_book).await?)
}
