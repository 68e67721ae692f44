//! Bookings as a file that calendar programs read, by RFC 5545.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use kernel::Timestamp;

/// A booking as it stands in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// What it is known by, in every file that it stands in.
    pub uid: String,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// The address of its page.
    pub link: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// When it was last told anew.
    pub changed_at: Timestamp,
    /// Whether it was called off, or nobody came.
    pub is_cancelled: bool,
}

/// The file of a calendar of this name. Whatever is in a title or a place stays in it.
pub fn written(name: &str, bookings: &[Booking]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    // How often a program need ask.
    calendar
        .append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    for booking in bookings {
        calendar.push(event(booking));
    }
    folded(&calendar.done().to_string())
}

/// The longest line, in bytes, without its end.
const LINE_MOST: usize = 75;

/// The same with no line too long. The library counts the space before what goes on as nothing.
fn folded(file: &str) -> String {
    let mut folded = String::with_capacity(file.len());
    for line in file.replace("\r\n ", "").split_inclusive("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE_MOST && !matches!(letter, '\r' | '\n') {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(letter);
            length += letter.len_utf8();
        }
    }
    folded
}

fn event(booking: &Booking) -> Event {
    let status = if booking.is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed };
    let mut event = Event::new();
    event
        .uid(&booking.uid)
        .summary(&booking.title)
        .location(&booking.place)
        .description(&booking.link)
        .url(&booking.link)
        .status(status)
        .sequence(u32::from(booking.is_cancelled))
        .add_property("DTSTAMP", utc(booking.changed_at))
        .add_property("DTSTART", utc(booking.starts_at))
        .add_property("DTEND", utc(booking.ends_at));
    event.done()
}

/// A time as calendars write it: `20261128T010000Z`.
pub fn utc(time: Timestamp) -> String {
    let time = jiff::Timestamp::from_microsecond(time.0).unwrap_or(jiff::Timestamp::MAX);
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_programs_read_and_none_loses_a_letter() {
        for title in
            ["x".repeat(140), "é".repeat(150), format!("{} y", "x y".repeat(60)), "👩\u{200d}🍳".repeat(20)]
        {
            let booking = Booking {
                uid: "1@poems".to_owned(),
                title: title.clone(),
                place: "12 SE Ash Street".to_owned(),
                link: "https://hours.example.org/trades/1".to_owned(),
                starts_at: Timestamp(0),
                ends_at: Timestamp(0),
                changed_at: Timestamp(0),
                is_cancelled: false,
            };
            let file = written("Portland Hours", &[booking]);
            for line in file.split("\r\n") {
                assert!(line.len() <= LINE_MOST, "{} {line}", line.len());
            }
            assert!(file.replace("\r\n ", "").contains(&format!("SUMMARY:{title}\r\n")), "{file}");
        }
    }
}
