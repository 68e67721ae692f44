//! Closing an account.

use crate::app::App;
use crate::client::Client;
use crate::cursor::Cursor;
use crate::error::{Answer, AppError};
use crate::nouns::complaints;
use crate::nouns::users::sessions;
use crate::visit;
use crate::visitor::Visitor;
use kernel::{Command, Id, Locality, Stop, Timestamp, Value};
use market::admin::closing::{
    BeginClosing, CloseUser, ClosingRefusal, EraseRows, KeepUser, OwnArrival, OwnNotice, OwnOffering,
    OwnPhoto, OwnResource, PaymentUnderWay, TradeUnderWay,
};
use market::mechanisms::listings::{ListingMessageKey, OwnListingMessage};
use market::support::messages::{MessageKey, OwnMessage};
use market::users::{FreeName, Person};

/// How many rows are erased at a time.
const CHUNK: usize = 200;

/// Closes the visitor's account, for whoever knows its password. From the first step on nothing new is agreed with it, and
/// then it is looked whether something is under way; if so, the account goes on.
pub async fn close(app: &App, visitor: &Visitor, client: &Client, password: String) -> Answer<()> {
    let user = visitor.user;
    let person = app.store.find::<Person>((user.locality(), user)).await?.ok_or(AppError::NotFound)?;
    if visit::authenticate(app, client, person.email.as_str(), password).await? != Some(user) {
        return Err(AppError::invalid("password", "invalid-old-password"));
    }
    run(app, visitor, BeginClosing { user }).await?;
    if let Err(why) = end(app, visitor).await {
        app.store.run(app.store.request(user.locality(), Id::SYSTEM), KeepUser { user }).await?;
        return Err(why);
    }
    // The courier gives the name back too, should this be the last that this process does.
    let digest = visit::name_digest(&person.email);
    let free = FreeName { user, digest };
    Ok(app.store.run(app.store.request(Locality::NAMES, Id::SYSTEM), free).await?)
}

/// Why the visitor's account would not be closed now, as far as that can be known before; nothing if it would.
pub async fn hindrance(app: &App, visitor: &Visitor) -> Answer<Option<AppError>> {
    if let Some(refusal) = under_way(app, visitor).await? {
        return Ok(Some(Stop::from(refusal).into()));
    }
    let user = visitor.user;
    match app.look(Some(visitor), |draft| market::admin::closing::without_money(draft, user)).await {
        Ok(()) => Ok(None),
        Err(refused @ AppError::Refused { .. }) => Ok(Some(refused)),
        Err(other) => Err(other),
    }
}

async fn under_way(app: &App, visitor: &Visitor) -> Answer<Option<ClosingRefusal>> {
    let (locality, params) = (visitor.user.locality(), [Value::Id(visitor.user.bits())]);
    let (trades, payments) = tokio::try_join!(
        app.store.view::<TradeUnderWay>(locality, &params),
        app.store.view::<PaymentUnderWay>(locality, &params),
    )?;
    let trade = trades.first().map(|trade| ClosingRefusal::TradeUnderWay { trade: trade.id.to_string() });
    Ok(trade.or(payments.first().map(|_| ClosingRefusal::PaymentUnderWay)))
}

async fn end(app: &App, visitor: &Visitor) -> Answer<()> {
    if let Some(refusal) = under_way(app, visitor).await? {
        return Err(Stop::from(refusal).into());
    }
    let user = visitor.user;
    let (locality, params) = (user.locality(), [Value::Id(user.bits())]);
    let photos = app.store.view::<OwnPhoto>(locality, &params).await?;
    for some in photos.chunks(CHUNK) {
        let photos = some.iter().map(|photo| photo.digest.clone()).collect();
        run(app, visitor, EraseRows { photos, ..EraseRows::of(user) }).await?;
    }
    let offerings = app.store.view::<OwnOffering>(locality, &params).await?;
    for some in offerings.chunks(CHUNK) {
        let offerings = some.iter().map(|offering| offering.id).collect();
        run(app, visitor, EraseRows { offerings, ..EraseRows::of(user) }).await?;
    }
    let resources = app.store.view::<OwnResource>(locality, &params).await?;
    for some in resources.chunks(CHUNK) {
        let resources = some.iter().map(|resource| resource.id).collect();
        run(app, visitor, EraseRows { resources, ..EraseRows::of(user) }).await?;
    }
    loop {
        let arrivals = app.store.view::<OwnArrival>(locality, &params).await?;
        if arrivals.is_empty() {
            break;
        }
        let arrivals = arrivals.into_iter().map(|trade| trade.id).collect();
        run(app, visitor, EraseRows { arrivals, ..EraseRows::of(user) }).await?;
    }
    loop {
        let complaints = complaints::list(app, visitor, Cursor::START).await?.rows;
        if complaints.is_empty() {
            break;
        }
        let complaints = complaints.into_iter().map(|complaint| complaint.id).collect();
        run(app, visitor, EraseRows { complaints, ..EraseRows::of(user) }).await?;
    }
    erase_words(app, visitor, &params).await?;
    loop {
        let notices: Vec<_> = app.store.view::<OwnNotice>(locality, &params).await?;
        if notices.is_empty() {
            break;
        }
        let notices = notices.into_iter().map(|notice| notice.id).collect();
        run(app, visitor, EraseRows { notices, ..EraseRows::of(user) }).await?;
    }
    let devices = sessions(app, user, Timestamp(0)).await?;
    for some in devices.chunks(CHUNK) {
        let sessions = some.iter().map(|device| device.token_digest.clone()).collect();
        run(app, visitor, EraseRows { sessions, ..EraseRows::of(user) }).await?;
    }
    run(app, visitor, CloseUser { user }).await
}

/// What they have written to others, of trades and of listings.
async fn erase_words(app: &App, visitor: &Visitor, params: &[Value]) -> Answer<()> {
    let user = visitor.user;
    let locality = user.locality();
    loop {
        let written = app.store.view::<OwnMessage>(locality, params).await?;
        if written.is_empty() {
            break;
        }
        let messages = written.into_iter().map(|OwnMessage { trade, id }| MessageKey { trade, id }).collect();
        run(app, visitor, EraseRows { messages, ..EraseRows::of(user) }).await?;
    }
    loop {
        let written = app
            .store
            .view::<OwnListingMessage>(locality, &[Value::Id(user.bits()), Cursor::START.id()])
            .await?;
        if written.is_empty() {
            break;
        }
        let key = |OwnListingMessage { listing, asker, id }| ListingMessageKey { listing, asker, id };
        let listing_messages = written.into_iter().map(key).collect();
        run(app, visitor, EraseRows { listing_messages, ..EraseRows::of(user) }).await?;
    }
    Ok(())
}

async fn run<C: Command<Done = ()>>(app: &App, visitor: &Visitor, command: C) -> Answer<()> {
    Ok(app.store.run(app.store.request(visitor.user.locality(), visitor.actor()), command).await?)
}
