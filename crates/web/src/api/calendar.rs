//! `/calendar-feed`: your bookings in other programs.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::i18n::Lang;
use crate::nouns::calendar;
use crate::secret::fresh_key;
use kernel::{Asks, Show};
use market::support::calendar::CalendarFeed;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let about = "The answer is the only place where its address stands, in each language. One that was made before is none any more. \
                 Whoever has the address reads the feed, without signing in.";
    vec![
        Call::get("/calendar-feed", show).about("When its address was made. There is none before.").or_none(),
        Call::post("/calendar-feed", make).about(about),
        Call::delete("/calendar-feed", end).about("Its address leads nowhere from then on."),
    ]
}

/// Where a feed of your bookings is.
#[derive(Show)]
struct FeedAddress {
    /// It in each language of the pages.
    feeds: Vec<FeedInLanguage>,
}

/// Where a feed is in one language.
#[derive(Show)]
struct FeedInLanguage {
    /// The code of the language.
    language: &'static str,
    /// Where it is, below the address of this market.
    feed: String,
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
    let at = |lang: Lang| FeedInLanguage {
        language: lang.code(),
        feed: format!("/{}/calendar/{address}", lang.code()),
    };
    Ok(FeedAddress { feeds: Lang::offered().map(at).collect() })
}

async fn end(sent: Sent) -> Answer<()> {
    calendar::end(&sent.app, sent.visitor()?, &fresh_key()).await
}
