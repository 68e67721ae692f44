//! Bookings as a calendar has them: what, when and where, and nothing of the other side but the name that is shown.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::trades::{self, ShownTrade};
use crate::visit::proof;
use crate::visitor::Visitor;
use kernel::{Draft, Id, Keys, PhoneNumber, PostCode, Stop, Timestamp, Value, Zone};
use market::support::calendar::{BookingOfCalendar, CalendarFeed, EndFeed, MakeFeed};
use market::trade::arrival::{Arrival, ArrivalNote};
use market::trade::{Kind, Stage, Trade};
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

/// A booking as its side reads it on the way there.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// As a calendar has it.
    pub entry: Entry,
    /// The clock of its place.
    pub zone: Zone,
    /// What to know on arriving, as far as the reader may know it now.
    pub note: Option<ArrivalNote>,
    /// The other side's telephone: from booking to payment.
    pub phone: Option<PhoneNumber>,
}

/// Makes the visitor's feed, and gives the part of its address that only its owner knows. It is kept nowhere, and follows from the
/// visit and the key: sent again, the same address is made.
pub async fn make(app: &App, visitor: &Visitor, key: &str) -> Answer<String> {
    let secret = proof(&format!("calendar feed\0{key}"), &visitor.secret);
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
    let since = app.now().plus_hours(-KEPT_HOURS);
    let meetings = booked(app, user, since, Timestamp(i64::MAX)).await?;
    Ok(meetings.into_iter().map(|meeting| meeting.entry).collect())
}

/// The visitor's bookings that touch the time from `from` to `until`, but for those that were called off, in their order.
pub async fn meetings(
    app: &App,
    visitor: &Visitor,
    from: Timestamp,
    until: Timestamp,
) -> Answer<Vec<Meeting>> {
    let mut meetings = booked(app, visitor.user, from, until).await?;
    meetings.retain(|meeting| !meeting.entry.is_cancelled);
    Ok(meetings)
}

async fn booked(app: &App, user: Id<User>, from: Timestamp, until: Timestamp) -> Answer<Vec<Meeting>> {
    let locality = user.locality();
    let params = [Value::Id(user.bits()), Value::Int(from.0), Value::Int(until.0)];
    let booked = app.store.view::<BookingOfCalendar>(locality, &params).await?;
    let read = |draft: &mut Draft<'_>| of(draft, user, &booked);
    Ok(app.store.look(locality, user.cast(), read).await?)
}

fn of(draft: &Draft<'_>, user: Id<User>, booked: &[BookingOfCalendar]) -> Result<Vec<Meeting>, Stop> {
    let locality = draft.locality();
    let mut keys = Keys::default();
    for BookingOfCalendar { id, buyer, seller } in booked {
        keys.one::<Trade>((locality, *id));
        keys.one::<Arrival>((locality, *id));
        keys.one::<Person>((locality, *buyer));
        keys.one::<Person>((locality, *seller));
    }
    draft.ask(keys)?;
    let trades: Result<Vec<_>, _> = booked.iter().map(|one| draft.get::<Trade>((locality, one.id))).collect();
    let mut trades = trades?;
    trades.sort_by_key(|trade| (trade.starts_at, trade.id));
    let meeting = |trade: &Trade| {
        let arrival = draft.find::<Arrival>((locality, trade.id))?;
        let (street, note) = arrival.map_or((None, None), |arrival| (Some(arrival.street), arrival.note));
        // Work is where its arrival says; whatever is lent or sold is at its seller's.
        let street = match (street, trade.kind) {
            (Some(street), _) => Some(street),
            (None, Kind::Work | Kind::Service) => None,
            (None, Kind::Hire | Kind::Space | Kind::Goods) => {
                draft.find::<Person>((locality, trade.seller))?.and_then(|seller| seller.street)
            }
        };
        let is_under_way = trade.stage == Stage::Booked;
        let other = if trade.buyer == user { trade.seller } else { trade.buyer };
        let person = draft.find::<Person>((locality, other))?;
        Ok(Meeting {
            zone: trade.zone.clone(),
            note: note.filter(|_| is_under_way || trade.buyer == user),
            phone: person.as_ref().and_then(|person| person.phone.clone()).filter(|_| is_under_way),
            entry: Entry::new(trade, street, trades::name(person)),
        })
    };
    trades.iter().map(meeting).collect()
}
