//! `/inbox`: what the market had to say.

use super::call::{Answer, Asked, Listed, SignedIn, cursor, locale};
use super::calls::Call;
use crate::app::App;
use crate::error::AppError;
use crate::nouns::notices::{self, Told};
use crate::nouns::users;
use crate::words::Reader;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use kernel::{Actor, Id, Show, Timestamp};
use market::support::notices::SubjectKind;
use serde::Deserialize;
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    let about =
        "The newest first, fifty a page: the header `Link` has the next one. Reading it marks it as read.";
    let language = "`en` or `es`, instead of `Accept-Language`.";
    let call = Call::get::<Vec<Notice>>("Users", "/inbox", "Your inbox", about, get(list));
    vec![call.query("language", language, None).paged()]
}

/// A line of the inbox.
#[derive(Show)]
struct Notice {
    id: Id<Told>,
    /// The notice in words.
    words: String,
    /// Which notice it is, such as `trade/paid`: stable.
    code: String,
    /// What kind of thing it is about.
    about: SubjectKind,
    /// Which.
    subject: Id<Actor>,
    told_at: Timestamp,
    /// Whether it was not read before; this call reads it.
    is_new: bool,
}

/// Which page of the inbox is asked for, and in which language, where a header cannot be set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InboxAsked {
    language: Option<String>,
    after: Option<String>,
}

async fn list(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    headers: HeaderMap,
    Asked(query): Asked<InboxAsked>,
) -> Answer<Listed<Value>> {
    let account = users::account(&app, &visitor).await?;
    let place = app.directory.place(&account.person.post_code).ok_or(AppError::NotFound)?;
    let from = cursor(query.after.as_deref())?;
    let mut loc = locale(&headers);
    let mut kept = String::new();
    if let Some(lang) = query.language.as_deref().and_then(crate::i18n::Lang::from_code) {
        loc.lang = lang;
        kept = format!("language={}&", lang.code());
    }
    let reader = Reader { app: &app, loc, zone: place.zone.clone() };
    let notice = |Told { line, is_new }: Told| {
        let words = reader.notice(&line.code, &line.arguments).plain();
        let (id, subject) = (line.id.cast(), line.subject.cast());
        Notice { id, words, code: line.code, about: line.about, subject, told_at: line.told_at, is_new }
            .show(&app)
    };
    Ok(Listed(notices::inbox(&app, &visitor, from).await?.map(notice), kept))
}
