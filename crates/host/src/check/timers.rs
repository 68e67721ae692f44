//! The timers: each held or booked trade has one, where its row says, and there is no other of the kind; and so has whatever else ends.

use super::trades::Due;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Command, Id, Timer, Timestamp, rfc3339};
use market::trade::clock::Tick;
use std::collections::{BTreeMap, HashMap};

/// A timer that is so much older than the last command was not fired, though somebody was there who could have.
const LATE_MINUTES: i64 = 60;

/// Compares the timers with those that trades name.
pub(super) async fn check(
    source: &mut impl Source,
    mut expected: HashMap<Id<Timer>, Due>,
    report: &mut Report,
) -> Result<(), Failure> {
    let (tick, mut wrong) = (format!("{}/{}", Tick::NAME, Tick::VERSION), Vec::new());
    let latest = report.latest;
    let compare = |timer: Timer| {
        if let Some(latest) = latest
            && latest.minutes_since(timer.due_at) > LATE_MINUTES
        {
            let (id, due_at) = (timer.id, rfc3339(timer.due_at));
            wrong.push(format!("timer {id}: it was due at {due_at}, and what it was set for still stands"));
        }
        let named = expected.remove(&timer.id);
        if timer.command != tick {
            if let Some(due) = named {
                let (id, command) = (timer.id, timer.command);
                wrong.push(format!("timer {id} of trade {}: it runs `{command}`, not `{tick}`", due.trade));
            }
            return;
        }
        let said = serde_json::from_str::<Tick>(&timer.body).ok();
        match (named, said) {
            (Some(due), Some(said)) if due.trade == said.trade && due.at == timer.due_at => {}
            (Some(due), _) => {
                wrong.push(format!(
                    "timer {} of trade {}: it is for another trade or time",
                    timer.id, due.trade
                ));
            }
            (None, said) => {
                let of = said.map_or_else(String::new, |said| format!(" of trade {}", said.trade));
                wrong.push(format!("timer {}{of}: no trade waits for it", timer.id));
            }
        }
    };
    report.count("timers set", source.scan::<Timer>(compare).await?);
    let mut missing: Vec<_> = expected.into_iter().collect();
    missing.sort_by_key(|(timer, _)| *timer);
    for (timer, due) in missing {
        wrong.push(format!("trade {}: its timer {timer} is not set", due.trade));
    }
    report.found(wrong);
    Ok(())
}

/// What ends a lot, a pool, a request, a listing or an offer is set for when that ends.
pub(super) async fn timed(
    source: &mut impl Source,
    mut expected: BTreeMap<Id<Timer>, (String, Timestamp)>,
    wrong: &mut Vec<String>,
) -> Result<(), Failure> {
    let compare = |timer: Timer| {
        if expected.get(&timer.id).is_some_and(|(_, at)| *at == timer.due_at) {
            expected.remove(&timer.id);
        }
    };
    source.scan::<Timer>(compare).await?;
    wrong.extend(expected.iter().map(|(timer, (what, _))| format!("{what}: its timer {timer} is not set")));
    Ok(())
}
