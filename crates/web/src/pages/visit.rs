//! One visit to a page: who reads, in which language, from where.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use kernel::{Date, PostCode, Timestamp, Zone};
use market::users::Person;

use super::kept::typed::Kept;
use super::page_of;
use crate::app::App;
use crate::client::Client;
use crate::components::{Form, Method as Sending, Typed};
use crate::error::AppError;
use crate::i18n::{Arg, Lang, Locale, Text};
use crate::visitor::Visitor;
use crate::words::{self, Reader};
use crate::{secret, visit};

/// The cookie of someone who is not signed in: it proves that a form came from their own visit.
const GUEST: &str = "guest";
/// The cookie that carries one word from a change to the page after it.
const SAID: &str = "said";
/// A visit.
#[derive(Clone)]
pub(super) struct Visit {
    /// The market.
    pub(super) app: App,
    /// The reader's language and the place's habits.
    pub(super) loc: Locale,
    /// The clock on the reader's wall.
    pub(super) zone: Zone,
    /// Who is signed in.
    pub(super) visitor: Option<Visitor>,
    /// What the visitor is called.
    pub(super) name: Option<String>,
    /// The visitor's post code.
    pub(super) post_code: Option<PostCode>,
    /// The address to come back to, with its language: that of this page, or of the one whose form was sent.
    pub(super) address: String,
    /// The page before this one, if the browser says which and it is another one of ours.
    pub(super) came_from: Option<String>,
    /// What the change before this page has to say.
    pub(super) said: Option<String>,
    /// The program that asks for it.
    pub(super) client: Client,
    /// A form that comes back as it was typed.
    kept: Option<Kept>,
    guest: String,
    is_new_guest: bool,
}

impl Visit {
    /// Finds out whose visit a request is.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the records cannot be read.
    pub(super) async fn of(app: &App, parts: &Parts) -> Result<Self, AppError> {
        let headers = &parts.headers;
        let visitor = visit::visitor(app, headers).await?;
        let person = match &visitor {
            Some(visitor) => app.store.find::<Person>((visitor.user.locality(), visitor.user)).await?,
            None => None,
        };
        let place = person.as_ref().and_then(|person| app.directory.place(person.post_code));
        let zone = place.or_else(|| app.directory.places().next()).map(|place| place.zone.clone());
        let lang = language(&parts.uri, headers);
        let address = match parts.method {
            Method::GET => parts.uri.path_and_query().map(|address| address.as_str().to_owned()),
            _ => came_from(headers).or_else(|| Some(page_of(parts.uri.path()))),
        };
        let address = address.filter(|address| is_local(address)).unwrap_or_else(|| at(lang, "/"));
        let is_elsewhere =
            |before: &String| is_local(before) && (parts.method != Method::GET || *before != address);
        let guest = cookie(headers, GUEST).map(str::to_owned);
        let zone = zone.or_else(|| Zone::new("UTC")).ok_or(AppError::Unavailable)?;
        Ok(Self {
            app: app.clone(),
            loc: Locale::in_united_states(lang).in_year(zone.calendar().local(app.now()).date.year()),
            zone,
            visitor,
            name: person.as_ref().map(|person| person.display_name.to_string()),
            post_code: person.map(|person| person.post_code),
            came_from: came_from(headers).filter(is_elsewhere),
            address,
            said: cookie(headers, SAID).filter(|said| !said.is_empty()).map(str::to_owned),
            client: Client::of(parts),
            kept: parts.extensions.get::<Kept>().cloned(),
            is_new_guest: guest.is_none(),
            guest: guest.unwrap_or_else(secret::fresh_key),
        })
    }

    /// The same visit on the page of a paper that is kept: every date has its year.
    pub(super) fn of_paper(self) -> Self {
        Self { loc: self.loc.with_years(), ..self }
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`AppError::SignedOut`], on which the visitor is asked to sign in and comes back.
    pub(super) fn visitor(&self) -> Result<&Visitor, AppError> {
        self.visitor.as_ref().ok_or(AppError::SignedOut)
    }

    /// What a form's post code is until another is written: the visitor's own.
    pub(super) fn own_post_code(&self) -> (&'static str, String) {
        ("post_code", self.post_code.map(String::from).unwrap_or_default())
    }

    /// A sentence in the reader's language; [`t!`](crate::t) is the short way to write it.
    pub(super) fn say(&self, key: &str, args: &[(&'static str, Arg)]) -> Text {
        self.loc.say(key, args)
    }

    /// The address of a page in the reader's language.
    pub(super) fn at(&self, page: &str) -> String {
        at(self.loc.lang, page)
    }

    /// The date on the reader's calendar.
    pub(super) fn today(&self) -> Date {
        self.zone.calendar().local(self.app.now()).date
    }

    /// Puts amounts and times into words on the reader's own clock.
    pub(super) fn reader(&self) -> Reader<'_> {
        self.reader_in(&self.zone)
    }

    /// Puts amounts and times into words on the clock of a place.
    pub(super) fn reader_in(&self, zone: &Zone) -> Reader<'_> {
        Reader { app: &self.app, loc: self.loc, zone: zone.clone() }
    }

    /// From one time until another on the clock of a place.
    pub(super) fn span(&self, zone: &Zone, from: Timestamp, until: Timestamp) -> Text {
        self.loc.span(&words::zoned(from, zone), &words::zoned(until, zone))
    }

    /// The hours of a span with its day, where it begins and ends on one.
    pub(super) fn day_and_hours(
        &self,
        zone: &Zone,
        from: Timestamp,
        until: Timestamp,
    ) -> Option<(Text, Text)> {
        let (from, until) = (words::zoned(from, zone), words::zoned(until, zone));
        let is_one_day = from.date() == until.date();
        is_one_day.then(|| (self.loc.hours(&from, &until), self.loc.with_years().day(from.date())))
    }

    /// What proves that a form came from this visit.
    pub(super) fn csrf(&self) -> String {
        match &self.visitor {
            Some(visitor) => visitor.csrf.clone(),
            None => visit::proof("guest", &self.guest),
        }
    }

    /// Has the browser keep what proves its next form, and forget a word that a page has said.
    pub(super) fn leave_cookies(&self, headers: &mut HeaderMap) {
        if self.visitor.is_none() && self.is_new_guest {
            add_cookie(headers, &format!("{GUEST}={}; Path=/; HttpOnly; SameSite=Lax", self.guest));
        }
        let is_page = headers.get(header::LOCATION).is_none();
        if self.said.is_some() && is_page {
            add_cookie(headers, &format!("{SAID}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
        }
    }

    /// A form that changes something, as it was typed; if it was typed before and not taken, as it was then.
    pub(super) fn form(&self, page: &str, typed: Typed) -> Form {
        let kept = self.kept.as_ref().filter(|kept| kept.action == page);
        let is_kept = kept.is_some();
        let typed = kept.map_or(typed, |kept| kept.typed.clone());
        let method = Sending::Post { csrf: self.csrf(), idempotency_key: secret::fresh_key() };
        Form {
            loc: self.loc,
            action: self.at(page),
            method,
            typed,
            errors: Vec::new(),
            is_kept,
            scope: String::new(),
            is_button: false,
        }
    }
}

/// What an address asks: names and values after its question mark.
impl FromRequestParts<App> for Typed {
    type Rejection = QueryRejection;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, QueryRejection> {
        let Query(pairs) = Query::from_request_parts(parts, app).await?;
        Ok(Self::new(pairs))
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or(AppError::Unavailable)
    }
}

/// The address of a page in a language.
pub(super) fn at(lang: Lang, page: &str) -> String {
    format!("/{}{page}", lang.code())
}

/// Whether an address stays in this market: a path, and nothing that a browser could read as another host.
pub(super) fn is_local(address: &str) -> bool {
    let plain = address.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    plain && address.starts_with('/') && !address.starts_with("//")
}

/// The header that hands one word to the next page.
pub(super) fn said_cookie(word: &str) -> String {
    format!("{SAID}={word}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")
}

pub(super) fn add_cookie(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The language of a request: that of its address, or the one of ours that the browser likes best.
pub(super) fn language(uri: &Uri, headers: &HeaderMap) -> Lang {
    let first = uri.path().split('/').nth(1).unwrap_or_default();
    Lang::from_code(first).unwrap_or_else(|| crate::visit::language(headers))
}

/// The page whose form was sent, without its host.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    rest.find('/').and_then(|slash| rest.get(slash..)).map(str::to_owned)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}
