//! The calendar that the market writes of what people are called: read back by a reader that others wrote.

use crate::{first_line, text};
use icalendar::{Calendar, CalendarComponent, Component as _, EventLike as _};
use kernel::{LongText, ShortText, Timestamp};
use web::ical::{Booking, utc, written};

/// Lines: what the market is called, a time in microseconds, then a title and a place for each booking. However people and streets are
/// called, each booking is one event, with its title and its place, and no line is longer than programs read.
pub fn run(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    let (name, rest) = first_line(typed);
    let (time, rest) = first_line(rest);
    let starts_at = Timestamp(time.trim().parse().unwrap_or_default());
    let Ok(name) = name.parse::<ShortText<100>>() else { return };
    let lines: Vec<String> = rest
        .lines()
        .take(6)
        .filter_map(|line| line.parse::<LongText<300>>().ok())
        .map(String::from)
        .collect();
    let bookings: Vec<Booking> =
        lines.chunks_exact(2).enumerate().map(|(at, pair)| booking(at, pair, starts_at)).collect();
    let file = written(&name, &bookings);
    for line in file.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let read = file.parse::<Calendar>();
    assert!(read.is_ok(), "{file}: {:?}", read.err());
    let Ok(read) = read else { return };
    let events: Vec<_> = read.components.iter().filter_map(CalendarComponent::as_event).collect();
    assert_eq!((read.components.len(), events.len()), (bookings.len(), bookings.len()), "{file}");
    for (event, booking) in events.iter().zip(&bookings) {
        assert_eq!(event.get_uid(), Some(booking.uid.as_str()));
        assert_eq!(event.get_summary(), Some(booking.title.as_str()), "{file}");
        assert_eq!(event.get_location(), Some(booking.place.as_str()), "{file}");
        assert_eq!(event.property_value("DTSTART"), Some(utc(booking.starts_at).as_str()));
    }
}

fn booking(at: usize, pair: &[String], starts_at: Timestamp) -> Booking {
    let word = |at: usize| pair.get(at).cloned().unwrap_or_default();
    Booking {
        uid: format!("{at}@poems"),
        title: word(0),
        place: word(1),
        link: "https://hours.example.org/trades/1".to_owned(),
        starts_at,
        ends_at: starts_at.plus_hours(4),
        changed_at: starts_at,
        is_cancelled: at % 2 == 1,
    }
}
