//! What is booked today and tomorrow, on one page with all that the day needs, to be read without a connection: the script
//! in `look/worker.js` keeps it on the device of whoever is signed in. The market can be installed like a program too.

use axum::http::header;
use axum::response::IntoResponse as _;
use serde_json::json;

use super::prelude::*;
use super::trades::{heading, kind_of};
use crate::components::map_link;
use crate::look::ICON;
use crate::nouns::calendar::{self, Meeting};

/// How many days the page shows, today included.
const DAYS: i64 = 2;

pub(super) fn routes() -> Routes {
    vec![("/today", get(show)), ("/today/market.webmanifest", get(manifest))]
}

async fn show(visit: Visit) -> Answer {
    let visitor = visit.visitor()?;
    let calendar = visit.zone.calendar();
    let midnight = |days: i64| calendar.timestamp(visit.today(), days * 1_440).unwrap_or(visit.app.now());
    let meetings = calendar::meetings(&visit.app, visitor, midnight(0), midnight(DAYS)).await?;
    let tomorrow = meetings.partition_point(|meeting| meeting.entry.starts_at < midnight(1));
    let (today, tomorrow) = meetings.split_at(tomorrow);
    let main = html! {
        (day(&visit, &t!(visit, "today-today"), today))
        (day(&visit, &t!(visit, "today-tomorrow"), tomorrow))
        p class="quiet" { (t!(visit, "today-kept", moment = visit.reader().time(visit.app.now()))) }
        p { a href=(visit.at("/trades")) { (t!(visit, "today-all")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "today-title"), main).area(Area::Bookings)))
}

/// What a browser asks of a market that is installed like a program: it opens on today's bookings.
async fn manifest(visit: Visit) -> Response {
    let manifest = json!({
        "name": visit.app.market_name.as_str(),
        "lang": visit.loc.lang.code(),
        "dir": visit.loc.lang.dir(),
        "start_url": visit.at("/today"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fcfbf7",
        "theme_color": "#0e4a5b",
        "icons": [{ "src": ICON.path, "type": "image/svg+xml", "sizes": "any" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}

fn day(visit: &Visit, title: &Text, meetings: &[Meeting]) -> Markup {
    html! {
        section {
            h2 { (title) }
            @if meetings.is_empty() { p { (t!(visit, "today-none")) } }
            @else { ul class="own-list" { @for one in meetings { (meeting(visit, one)) } } }
        }
    }
}

fn meeting(visit: &Visit, meeting: &Meeting) -> Markup {
    let Meeting { entry, zone, note, phone } = meeting;
    let name = entry.other.as_str();
    let what = kind_of(visit, entry.kind, &entry.sector);
    html! {
        li {
            (heading(visit, entry.trade, name, &what))
            p { strong { (visit.span(zone, entry.starts_at, entry.ends_at)) } }
            @if let Some(street) = &entry.street {
                p { (Text::verbatim(format!("{street}, {}, {}", entry.town, entry.post_code))) }
            }
            @if let Some(note) = note { @for line in note.lines() { p { (Text::verbatim(line)) } } }
            p class="actions" {
                @if let Some(phone) = phone {
                    a href=(format!("tel:{phone}")) { (t!(visit, "today-call", name = name, phone = phone.as_str())) }
                }
                @if let Some(street) = &entry.street {
                    (map_link(visit.loc, street, &entry.town, entry.post_code.as_str()))
                }
            }
        }
    }
}
