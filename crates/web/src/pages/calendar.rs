//! Bookings in a calendar: one as a file, and all as a feed that a calendar program reads under an address of one's own.

use axum::http::{HeaderMap, header};
use axum::response::IntoResponse as _;

use super::prelude::*;
use super::trade;
use super::trades::kind_of;
use crate::ical::{self, Booking};
use crate::nouns::calendar::{self, Entry};

const PAGE: &str = "/calendar";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(show).post(make)),
        ("/calendar/end", post(end)),
        ("/calendar/{feed}", get(feed)),
        ("/trades/{trade}/calendar", get(one)),
    ]
}

async fn show(visit: Visit) -> Answer {
    page(&visit, None).await
}

/// The page; with the address that was just made, which stands there this once.
async fn page(visit: &Visit, made: Option<&str>) -> Answer {
    let feed = calendar::feed(&visit.app, visit.visitor()?).await?;
    let main = html! {
        p class="lead" { (t!(visit, "calendar-lead")) }
        @if let Some(address) = made {
            section class="now" {
                h2 { (t!(visit, "calendar-address")) }
                p { code dir="ltr" class="wraps" { (address) } }
                p { (t!(visit, "calendar-address-how")) }
            }
        }
        @if let Some(feed) = &feed {
            p { (t!(visit, "calendar-made", moment = visit.reader().time(feed.made_at))) }
            (visit.second_button(PAGE, &t!(visit, "calendar-anew"), &[]))
            (visit.second_button("/calendar/end", &t!(visit, "calendar-end"), &[]))
        } @else {
            (visit.button(PAGE, &submit(&t!(visit, "calendar-make")), &[]))
        }
        p class="quiet" { (t!(visit, "calendar-what")) }
    };
    let sheet = Sheet::new(t!(visit, "calendar-title"), main);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

async fn make(headers: HeaderMap, sent: Sent) -> Answer {
    let address = calendar::make(&sent.visit.app, sent.visit.visitor()?, &sent.key).await?;
    let address = format!("{}{}", market(&headers), sent.visit.at(&format!("{PAGE}/{address}")));
    page(&sent.visit, Some(&address)).await
}

async fn end(sent: Sent) -> Answer {
    calendar::end(&sent.visit.app, sent.visit.visitor()?, &sent.key).await?;
    Ok(sent.on(PAGE, "calendar-ended"))
}

/// The feed of an address: to read alone, without signing in.
async fn feed(visit: Visit, headers: HeaderMap, Path(address): Path<String>) -> Answer {
    let entries = calendar::entries(&visit.app, &address).await?;
    Ok(file(&visit, &headers, &entries, "bookings"))
}

/// One booking as a file.
async fn one(visit: Visit, headers: HeaderMap, Path(id): Path<String>) -> Answer {
    let shown = trade::read(&visit, &id).await?;
    let entry = Entry::of(&shown).ok_or(AppError::NotFound)?;
    Ok(file(&visit, &headers, &[entry], "booking"))
}

fn file(visit: &Visit, headers: &HeaderMap, entries: &[Entry], name: &str) -> Response {
    let bookings: Vec<_> = entries.iter().map(|entry| booking(visit, headers, entry)).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}.ics\"")),
    ];
    (headers, ical::written(&visit.app.market_name, &bookings)).into_response()
}

fn booking(visit: &Visit, headers: &HeaderMap, entry: &Entry) -> Booking {
    let link = format!("{}{}", market(headers), visit.at(&format!("/trades/{}", entry.trade)));
    let what = kind_of(visit, entry.kind, &entry.sector);
    let place = entry.street.iter().map(ToString::to_string);
    let place: Vec<String> = place.chain([format!("{}, {}", entry.town, entry.post_code)]).collect();
    Booking {
        uid: format!("{}@{}", entry.trade, "poems"),
        title: t!(visit, "trade-title", name = entry.other.as_str(), work = what).plain(),
        place: place.join(", "),
        link,
        starts_at: entry.starts_at,
        ends_at: entry.ends_at,
        changed_at: entry.changed_at,
        is_cancelled: entry.is_cancelled,
    }
}

/// Where this market is, as the reader's program has it. A name of the machine itself goes without encryption.
pub(super) fn market(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_plain =
        |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    let host = host.filter(is_plain).unwrap_or("127.0.0.1:8080");
    let is_here = ["localhost", "127.", "[::1]"].iter().any(|here| host.starts_with(here));
    format!("{}://{host}", if is_here { "http" } else { "https" })
}
