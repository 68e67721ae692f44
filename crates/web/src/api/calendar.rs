//! `/calendar-feed`: your bookings in other programs.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::nouns::calendar;
use crate::visit::fresh_key;
use kernel::{Asks, Show};
use market::support::calendar::CalendarFeed;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let about = "The answer is the only place where its address stands, in two languages. One that was made before is none any more. \
                 Whoever has the address reads the feed, without signing in.";
    vec![
        Call::get("/calendar-feed", show).about("When its address was made. There is none before."),
        Call::post("/calendar-feed", make).about(about),
        Call::delete("/calendar-feed", end).about("Its address leads nowhere from then on."),
    ]
}

/// Where a feed of your bookings is.
#[derive(Show)]
struct FeedAddress {
    /// In English, below the address of this market.
    english: String,
    /// In Spanish.
    spanish: String,
}

/// There is nothing to say.
#[derive(Asks, Deserialize)]
struct Nothing {}

impl Taken for Nothing {}

async fn show(sent: Sent) -> Answer<CalendarFeed> {
    calendar::feed(&sent.app, sent.visitor()?).await?.ok_or(AppError::NotFound)
}

async fn make(sent: Sent, _: Nothing) -> Answer<FeedAddress> {
    let address = calendar::make(&sent.app, sent.visitor()?, sent.key()?).await?;
    let at = |language: &str| format!("/{language}/calendar/{address}");
    Ok(FeedAddress { english: at("en"), spanish: at("es") })
}

async fn end(sent: Sent) -> Answer<()> {
    calendar::end(&sent.app, sent.visitor()?, &fresh_key()).await
}
