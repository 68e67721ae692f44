//! The nearest yes: when nothing is free at the time that was asked for, when something is.

use crate::area::Area;
use crate::query::{FoundOption, Query};
use crate::search::Search;
use kernel::{Span, Stop, Timestamp};
use market::mechanisms::stored_availability::Requirement;
use rules::Rulebook;

/// How many other times are offered.
const TIMES_MOST: usize = 4;
/// How far from the time asked for others are tried on the same day, in half-hours.
const HALF_HOURS: i64 = 8;
/// How many days later the same hour is tried.
const DAYS: i64 = 7;

/// Another time, at which somebody can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherTime {
    /// From when to when: as long as was asked for.
    pub span: Span,
    /// How many sellers are free then whose terms fit. The law may still be against some of them.
    pub free_count: usize,
    /// The cheapest option.
    pub cheapest: FoundOption,
}

/// The nearest other times at which there is an option: first within four hours of the time asked for, then at
/// the same local hour of the next seven days.
pub(crate) fn nearest(
    area: &Area,
    rulebook: &Rulebook,
    query: &Query,
    now: Timestamp,
) -> Result<Vec<OtherTime>, Stop> {
    let mut times = Vec::new();
    for span in other_spans(&query.requirement) {
        if times.len() >= TIMES_MOST {
            break;
        }
        let query = Query {
            requirement: Requirement { span, ..query.requirement.clone() },
            limit: 1,
            ..query.clone()
        };
        let Some(search) = Search::new(area, rulebook, &query, now)? else { break };
        let free_count = search.count_free();
        if free_count > 0
            && let Some(cheapest) = search.find().options.pop()
        {
            times.push(OtherTime { span, free_count, cheapest });
        }
    }
    Ok(times)
}

/// The other times that are tried, the nearest first; of two as near, the later.
fn other_spans(requirement: &Requirement) -> impl Iterator<Item = Span> {
    let span = requirement.span;
    let calendar = requirement.work_place.zone.calendar();
    let near = (1..=HALF_HOURS).flat_map(|half_hours| [half_hours * 30, half_hours * -30]);
    let near = near.map(move |minutes| span.starts_at().plus_minutes(minutes));
    let local = calendar.local(span.starts_at());
    let later =
        (1..=DAYS).filter_map(move |days| calendar.timestamp(local.date, days * 1_440 + local.minute));
    near.chain(later).filter_map(move |start| Span::between(start, start.plus_minutes(span.minutes())))
}
