//! `/inbox`: what the market had to say.

use super::call::Call;
use super::sent::{Sent, Taken, cursor};
use crate::cursor::Page;
use crate::error::{Answer, AppError};
use crate::i18n::Lang;
use crate::nouns::notices::{self, Told};
use crate::nouns::users;
use crate::words::Reader;
use kernel::{Asks, Show};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let about =
        "The newest first, fifty a page: the header `Link` has the next one. Reading it marks it as read.";
    vec![Call::list("/inbox", list).about(about)]
}

/// A line of the inbox.
#[derive(Show)]
pub(super) struct Notice {
    #[show(flatten)]
    told: Told,
    /// The notice in words.
    words: String,
}

/// Which page of the inbox is asked for, and in which language, where a header cannot be set.
#[derive(Asks, Deserialize)]
struct InboxAsked {
    /// The code of a language of the pages, such as `es`, instead of `Accept-Language`.
    language: Option<String>,
    /// Where the page begins: as the `Link` of the page before has it.
    after: Option<String>,
}

impl Taken for InboxAsked {}

async fn list(sent: Sent, asked: InboxAsked) -> Answer<Page<Notice>> {
    let (app, visitor, mut loc) = (&sent.app, sent.visitor()?, sent.locale());
    let account = users::account(app, visitor).await?;
    let place = app.directory.place(account.person.post_code).ok_or(AppError::NotFound)?;
    let from = cursor(asked.after.as_deref())?;
    loc.lang = asked.language.as_deref().and_then(Lang::from_code).unwrap_or(loc.lang);
    let reader = Reader { app, loc, zone: place.zone.clone() };
    Ok(notices::inbox(app, visitor, from).await?.map(|told| Notice::of(&reader, told)))
}

impl Notice {
    /// A line of the inbox in words.
    pub(super) fn of(reader: &Reader<'_>, told: Told) -> Self {
        Self { words: reader.notice(&told.line.code, &told.line.arguments).plain(), told }
    }
}
