//! The pages of POEMs: every sentence through [`i18n`], every look through [`look`], every part through
//! [`components`]. The API beside them answers the same from the same reads ([`nouns`]) and the same commands ([`act`]).

pub mod act;
pub mod api;
pub mod app;
mod attempts;
pub mod client;
pub mod components;
pub mod cursor;
pub mod device;
pub mod error;
mod forward;
pub mod i18n;
pub mod ical;
pub mod look;
pub mod mail;
pub mod nouns;
pub mod operator;
pub mod pages;
pub mod parallel;
pub mod passkey;
pub mod picture;
pub mod query;
pub mod router;
pub mod secret;
mod secure;
pub mod security;
pub mod serving;
mod slow;
pub mod visit;
pub mod visitor;
mod watch;
pub mod words;

/// The API's description, as JSON.
pub fn openapi_json() -> String {
    // A JSON value is always JSON.
    serde_json::to_string_pretty(api::document()).unwrap_or_default()
}
