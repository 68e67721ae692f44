//! Dates, times of day, clocks on walls and moments.

use crate::{first_line, text};
use kernel::{ClockTime, Day, Span, TimeOfDay, Timestamp, Zone, read_date, read_rfc3339, rfc3339};

/// The first year in which every zone is whole minutes from UTC: before that no wall shows a moment to the second.
const WHOLE_MINUTES_SINCE: i16 = 1973;

/// Lines: a date, a time, a zone, a moment, another moment. What is read is written as it is read again, and a time on a wall is the
/// moment at which the wall shows it.
pub fn run(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let (date, rest) = first_line(written);
    let (time, rest) = first_line(rest);
    let (zone, rest) = first_line(rest);
    let (from, until) = first_line(rest);
    let date = read_date(date);
    if let Some(date) = date {
        assert_eq!(read_date(&date.to_string()), Some(date));
        assert_eq!(Day::of(date).date(), date);
    }
    if let Ok(time) = time.parse::<TimeOfDay>() {
        assert_eq!(time.to_string().parse(), Ok(time));
        assert_eq!(TimeOfDay::after_midnight(time.minutes()), Some(time));
    }
    let clock = time.parse::<ClockTime>().ok();
    if let Some(clock) = clock {
        assert_eq!(clock.to_string().parse(), Ok(clock));
    }
    let zone = Zone::new(zone);
    if let (Some(date), Some(clock), Some(zone)) = (date, clock, &zone) {
        let calendar = zone.calendar();
        if let Some(moment) = calendar.timestamp_at(date, clock) {
            let (shown_on, shown) = calendar.clock_time(moment);
            let again = calendar.timestamp_at(shown_on, shown);
            assert!(again == Some(moment) || date.year() < WHOLE_MINUTES_SINCE, "{date} {clock} {zone:?}");
            if date.year() >= WHOLE_MINUTES_SINCE
                && clock.offset_minutes.is_some()
                && clock.time.minutes() < 24 * 60
            {
                assert_eq!((shown_on, shown.time), (date, clock.time), "{zone:?}");
            }
        }
    }
    let moments = [from, until].map(read_rfc3339);
    for moment in moments.into_iter().flatten() {
        assert_eq!(read_rfc3339(&rfc3339(moment)), Some(moment));
        in_zone(moment, zone.as_ref());
    }
    if let [Some(from), Some(until)] = moments
        && let Some(span) = Span::between(from, until)
    {
        a_span(span, from, until);
    }
}

fn in_zone(moment: Timestamp, zone: Option<&Zone>) {
    assert!((0..7).contains(&moment.day().weekday()));
    assert_eq!(moment.day().starts_at().day(), moment.day());
    let Some(zone) = zone else { return };
    let shown = zone.calendar().local(moment);
    assert!((0..24 * 60).contains(&shown.minute));
}

fn a_span(span: Span, from: Timestamp, until: Timestamp) {
    assert_eq!((span.starts_at(), span.ends_at()), (from, until));
    let again = serde_json::to_string(&span).and_then(|json| serde_json::from_str(&json));
    assert!(again.is_ok_and(|again: Span| again == span));
    let of_days: u32 = span.by_day().map(|(_, slots)| slots.bits().count_ones()).sum();
    assert_eq!(i64::from(of_days), span.quarters());
}
