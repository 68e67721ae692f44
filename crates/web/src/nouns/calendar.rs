//! Bookings as a calendar has them: what, when and where, and nothing of the other side but the name that is shown.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::trades::{self, ShownTrade, names};
use crate::visit::fresh_secret;
use crate::visitor::Visitor;
use kernel::{Draft, Id, Keys, PostCode, Stop, Timestamp, Value};
use market::support::calendar::{BookingOfFeed, CalendarFeed, EndFeed, MakeFeed};
use market::trade::arrival::Arrival;
use market::trade::{Kind, Trade};
use market::users::{Person, Street, User, reliability::Outcome};

/// How long a booking that is over stays in a feed, in hours.
const KEPT_HOURS: i64 = 90 * 24;

/// A booking in a calendar.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub trade: Id<Trade>,
    /// What it is about.
    pub kind: Kind,
    /// The sector's code.
    pub sector: String,
    /// What the other side is called.
    pub other: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Where: the street, as far as the reader may know it.
    pub street: Option<Street>,
    /// Where: the town.
    pub town: String,
    /// Where: the post code.
    pub post_code: PostCode,
    /// When it was last told anew: at its end, or else at its agreement.
    pub changed_at: Timestamp,
    /// Whether it was called off, or nobody came.
    pub is_cancelled: bool,
}

impl Entry {
    fn new(trade: &Trade, street: Option<Street>, other: String) -> Self {
        let gone = [Outcome::SellerCancelled, Outcome::BuyerCancelled, Outcome::Missed];
        Self {
            trade: trade.id,
            kind: trade.kind,
            sector: trade.sector.clone(),
            other,
            starts_at: trade.starts_at,
            ends_at: trade.ends_at,
            street,
            town: trade.town.clone(),
            post_code: trade.post_code,
            changed_at: trade.ended_at.or(trade.booked_at).unwrap_or(trade.held_at),
            is_cancelled: trade.outcome.is_some_and(|outcome| gone.contains(&outcome)),
        }
    }

    /// A booking as its side sees it; nothing before it is agreed.
    pub fn of(shown: &ShownTrade) -> Option<Self> {
        let other = shown.name(shown.side.other()).to_owned();
        shown.trade().booked_at?;
        Some(Self::new(shown.trade(), shown.street.clone(), other))
    }
}

/// Makes the visitor's feed, and gives the part of its address that only its owner knows: it is shown this once.
pub async fn make(app: &App, visitor: &Visitor, key: &str) -> Answer<String> {
    let secret = fresh_secret();
    let make = MakeFeed { user: visitor.user, secret_digest: kernel::hex_digest(secret.as_bytes()) };
    app.run(visitor, key, make).await?;
    Ok(format!("{}.{secret}.ics", visitor.user))
}

/// Ends the visitor's feed.
pub async fn end(app: &App, visitor: &Visitor, key: &str) -> Answer<()> {
    app.run(visitor, key, EndFeed { user: visitor.user }).await
}

/// The visitor's feed, if there is one.
pub async fn feed(app: &App, visitor: &Visitor) -> Answer<Option<CalendarFeed>> {
    Ok(app.store.find::<CalendarFeed>((visitor.user.locality(), visitor.user)).await?)
}

/// What a feed holds, by the part of its address that only its owner knows.
pub async fn entries(app: &App, address: &str) -> Answer<Vec<Entry>> {
    let named = address.strip_suffix(".ics").and_then(|address| address.split_once('.'));
    let (user, secret) = named.ok_or(AppError::NotFound)?;
    let user: Id<User> = Id::parse(user).ok_or(AppError::NotFound)?;
    let locality = user.locality();
    if locality != app.locality {
        return Err(AppError::NotFound);
    }
    let feed = app.store.find::<CalendarFeed>((locality, user)).await?;
    feed.filter(|feed| feed.opens(secret)).ok_or(AppError::NotFound)?;
    let since = Value::Int(app.now().plus_hours(-KEPT_HOURS).0);
    let params = [Value::Id(user.bits()), since];
    let booked = app.store.view::<BookingOfFeed>(locality, &params).await?;
    let read = |draft: &mut Draft<'_>| of(draft, user, &booked);
    Ok(app.store.look(locality, user.cast(), read).await?)
}

fn of(draft: &Draft<'_>, user: Id<User>, booked: &[BookingOfFeed]) -> Result<Vec<Entry>, Stop> {
    let locality = draft.locality();
    let mut keys = Keys::default();
    for BookingOfFeed { id } in booked {
        keys.one::<Trade>((locality, *id));
        keys.one::<Arrival>((locality, *id));
    }
    draft.ask(keys)?;
    let trades: Result<Vec<_>, _> = booked.iter().map(|one| draft.get::<Trade>((locality, one.id))).collect();
    let mut trades = trades?;
    trades.sort_by_key(|trade| (trade.starts_at, trade.id));
    let other = |trade: &Trade| if trade.buyer == user { trade.seller } else { trade.buyer };
    let names = names(draft, trades.iter().flat_map(|trade| [trade.buyer, trade.seller]))?;
    let name = |user: Id<User>| names.iter().find(|(of, _)| *of == user).map(|(_, name)| name.clone());
    let entry = |trade: &Trade| {
        let arrival = draft.find::<Arrival>((locality, trade.id))?;
        // Work is where its arrival says; whatever is lent or sold is at its seller's.
        let street = match (arrival, trade.kind) {
            (Some(arrival), _) => Some(arrival.street),
            (None, Kind::Work) => None,
            (None, Kind::Hire | Kind::Space | Kind::Goods) => {
                draft.find::<Person>((locality, trade.seller))?.and_then(|seller| seller.street)
            }
        };
        let other = name(other(trade)).unwrap_or_else(|| trades::NAMELESS.to_owned());
        Ok(Entry::new(trade, street, other))
    };
    trades.iter().map(entry).collect()
}
