//! `/books`: books of orders for hours of work.

use super::call::Call;
use super::sent::{Paged, Sent, Taken};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::bid_ask::{self, BookSeen, LevelShown, OwnOrder, TradedShown};
use kernel::{Asks, Currency, Id, Money, PostCode, Show, Timestamp};
use market::mechanisms::bid_ask::{
    BookCard, BookOfTrader, BookPhase, BookStage, CancelOrder, OpenBook, OrderBook, PartOfDay, PlaceOrders,
    RoundOfBook,
};
use serde::Deserialize;
use std::fmt::Write as _;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/books", list)
            .about("Those that take orders, the ones whose hours are soonest first, twenty a page: the header `Link` has the next one.")
            .public(),
        Call::list("/books-traded", traded)
            .about("Those in which you trade or have traded, the latest first, twenty a page."),
        Call::get("/books/{book}", show)
            .about("With what rests at each price, what was traded last, and your own latest orders. Nobody is named.")
            .public(),
        Call::find("/books/{book}/rounds", rounds)
            .about("What was asked and what came of it, twenty behind `after`: the journal from which anybody makes the book again.")
            .public(),
        Call::act_for::<OpenBook>("/books", "book"),
        Call::act::<PlaceOrders>("/books/{book}/orders"),
        Call::act::<CancelOrder>("/books/{book}/orders/{order}/cancellation"),
    ]
}

/// A book in a list.
#[derive(Show)]
pub(super) struct BookListed {
    /// Which.
    id: Id<OrderBook>,
    /// The code of the sector whose work it is.
    sector: String,
    /// Where the work is.
    post_code: PostCode,
    /// In which part of the day.
    part_of_day: PartOfDay,
    /// When its hours begin.
    starts_at: Timestamp,
    /// Until when orders are taken.
    closes_at: Timestamp,
    /// By how much prices differ at least, for an hour.
    tick: Money,
    /// How it trades.
    phase: BookPhase,
    /// How many traders it has.
    trader_count: i64,
    /// The highest bid that rests.
    best_bid: Option<Money>,
    /// The lowest ask that rests.
    best_ask: Option<Money>,
}

impl From<BookCard> for BookListed {
    fn from(card: BookCard) -> Self {
        let money = |ticks: i64| kernel::Amount(card.tick.0.saturating_mul(ticks)).of(card.currency);
        Self {
            id: card.id,
            post_code: card.post_code,
            part_of_day: card.part_of_day,
            starts_at: card.starts_at,
            closes_at: card.closes_at,
            tick: money(1),
            phase: card.phase,
            trader_count: card.trader_count,
            best_bid: card.best_bid.map(money),
            best_ask: card.best_ask.map(money),
            sector: card.sector,
        }
    }
}

/// A book in which you trade.
#[derive(Show)]
pub(super) struct BookTraded {
    /// Which.
    id: Id<OrderBook>,
    /// The code of the sector whose work it is.
    sector: String,
    /// Where the work is.
    post_code: PostCode,
    /// When its hours begin.
    starts_at: Timestamp,
    /// Where it stands.
    stage: BookStage,
    /// What you have set aside in it.
    set_aside: Money,
    /// How many orders of yours are open in it.
    open_count: i64,
}

impl From<BookOfTrader> for BookTraded {
    fn from(book: BookOfTrader) -> Self {
        let currency: Currency = book.currency;
        Self {
            id: book.id,
            sector: book.sector,
            post_code: book.post_code,
            starts_at: book.starts_at,
            stage: book.stage,
            set_aside: book.set_aside.of(currency),
            open_count: book.open_count,
        }
    }
}

/// A book as you see it.
#[derive(Show)]
struct BookWhole {
    #[show(flatten)]
    book: OrderBook,
    /// What rests in it, the highest price first.
    levels: Vec<LevelShown>,
    /// What was traded last, the latest first.
    traded: Vec<TradedShown>,
    /// Your latest orders in it.
    own: Vec<OwnOrder>,
    /// What you have set aside in it.
    set_aside: Money,
}

impl From<BookSeen> for BookWhole {
    fn from(BookSeen { book, levels, traded, own, set_aside, .. }: BookSeen) -> Self {
        Self { book, levels, traded, own, set_aside }
    }
}

/// From where on rounds are wanted.
#[derive(Asks, Deserialize)]
struct Behind {
    /// The number of the round before them; without it from the first on.
    #[ask(example = "20")]
    after: Option<i64>,
}

impl Taken for Behind {}

/// A round.
#[derive(Show)]
struct RoundShown {
    /// Which round it is, from 1.
    number: i64,
    /// What was asked: entries of 32 bytes, in hexadecimal.
    entries: String,
    /// What came of it: events of 24 bytes, in hexadecimal.
    events: String,
    /// SHA-256 of the digest before it, the entries and the events.
    digest: String,
    /// When it was made.
    made_at: Timestamp,
}

async fn rounds(sent: Sent, behind: Behind) -> Answer<Vec<RoundShown>> {
    let book: Id<OrderBook> = sent.id()?;
    let rounds = bid_ask::rounds(&sent.app, book, behind.after.unwrap_or(0)).await?;
    let shown = |round: RoundOfBook| RoundShown {
        number: round.number,
        entries: hex(&round.entries),
        events: hex(&round.events),
        digest: round.digest,
        made_at: round.made_at,
    };
    Ok(rounds.into_iter().map(shown).collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<BookListed>> {
    let page = bid_ask::list(&sent.app, paged.from()?).await?;
    Ok(page.map(BookListed::from))
}

async fn traded(sent: Sent, paged: Paged) -> Answer<Page<BookTraded>> {
    let page = bid_ask::traded(&sent.app, sent.visitor()?, paged.from()?).await?;
    Ok(page.map(BookTraded::from))
}

async fn show(sent: Sent) -> Answer<BookWhole> {
    let visitor = sent.caller().await?;
    Ok(bid_ask::book(&sent.app, visitor.as_ref(), sent.id()?).await?.into())
}
