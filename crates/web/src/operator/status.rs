//! The page of whoever watches: what stands in the runbook as an alarm, with its figure and whether it rings.

use super::{FundRoom, seconds_since};
use crate::app::App;
use crate::watch::{ASKED, CLASSES, STEPS_MS};
use maud::{DOCTYPE, Markup, html};
use store::Backlog;

/// After how long a browser asks anew, in seconds.
const AGAIN_S: u32 = 15;
/// The figures of the alarms, as `docs/runbook.md` has them.
const SLOW_MS: u64 = 1_000;
const TIMERS_LATE_S: i64 = 120;
const MESSAGES_OLD_S: i64 = 300;
const FUND_LOW_MINOR: i64 = 10_000;

/// One alarm.
struct Alarm {
    /// The alarm's name in the runbook.
    name: &'static str,
    rings: bool,
    says: String,
    /// The runbook's entry.
    entry: &'static str,
}

/// The page. What the records say is left out while they do not answer.
pub(super) fn page(
    app: &App,
    ready: &Result<String, String>,
    backlog: Option<Backlog>,
    rooms: &[FundRoom],
) -> Markup {
    let alarms = alarms(app, ready, backlog, rooms);
    let ringing = alarms.iter().filter(|alarm| alarm.rings).count();
    let title = if ringing == 0 { "All is well".to_owned() } else { format!("{ringing} to look at") };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta http-equiv="refresh" content=(AGAIN_S);
                title { (title) " · " (app.market_name) }
                style { (STYLE) }
            }
            body {
                h1 { (title) }
                p {
                    (app.market_name) ", POEMs " (env!("CARGO_PKG_VERSION")) ". Since this process was started; asked anew every "
                    (AGAIN_S) " seconds."
                }
                table class="alarms" {
                    thead { tr { th { "Alarm" } th { "State" } th { "Now" } th { "In the runbook" } } }
                    tbody {
                        @for alarm in &alarms {
                            tr class=(if alarm.rings { "rings" } else { "" }) {
                                th scope="row" { (alarm.name) }
                                td { (if alarm.rings { "look" } else { "well" }) }
                                td { (alarm.says) }
                                td { (alarm.entry) }
                            }
                        }
                    }
                }
                h2 { "Answers" }
                (answers(app))
                h2 { "Why not, by the type of problem" }
                (errors(app))
                p { a href="/metrics" { "All figures" } ", " a href="/readyz" { "readiness" } "." }
            }
        }
    }
}

fn alarms(
    app: &App,
    ready: &Result<String, String>,
    backlog: Option<Backlog>,
    rooms: &[FundRoom],
) -> Vec<Alarm> {
    let errors = app.watch().errors();
    let count = |kinds: &[&str]| kinds.iter().filter_map(|kind| errors.get(*kind)).sum::<u64>();
    let faults = count(&["request/internal"]);
    let busy = count(&["request/unavailable", "request/unsure"]);
    let (all, slow) = (answered(app), slow(app));
    let mut alarms = vec![
        Alarm {
            name: "not ready",
            rings: ready.is_err(),
            says: ready.clone().unwrap_or_else(|why| why),
            entry: "The market is not ready",
        },
        Alarm {
            name: "faults",
            rings: faults > 0,
            says: format!("{faults} answers by a fault of ours"),
            entry: "It answers with faults",
        },
        Alarm {
            name: "busy",
            // One in a thousand comes in passing.
            rings: busy > all / 1_000,
            says: format!("{busy} of {all} answers"),
            entry: "It answers that it is busy",
        },
        Alarm {
            name: "slow",
            rings: slow > all / 20,
            says: format!("{slow} of {all} answers took longer than a second"),
            entry: "It is slow",
        },
    ];
    if let Some(backlog) = backlog {
        let late = seconds_since(backlog.first_timer, app.now());
        let oldest = seconds_since(backlog.oldest_message, app.now());
        alarms.push(Alarm {
            name: "timers",
            rings: late > TIMERS_LATE_S,
            says: format!("{} are set; the first is {late} s late", backlog.timers),
            entry: "Timers are late",
        });
        alarms.push(Alarm {
            name: "messages",
            rings: oldest > MESSAGES_OLD_S || backlog.failing > 0,
            says: format!(
                "{} wait, the oldest for {oldest} s; {} have failed before",
                backlog.messages, backlog.failing
            ),
            entry: "Messages do not go out",
        });
    }
    let fund = |room: &FundRoom| Alarm {
        name: "fund",
        // One that nobody has filled yet is not running out.
        rings: room.available.0 < FUND_LOW_MINOR && (room.available.0 > 0 || room.used_today.0 > 0),
        says: format!(
            "{}: {} left, {} used today, in minor units of {}",
            room.fund,
            room.available.0,
            room.used_today.0,
            room.currency.code()
        ),
        entry: "A fund is nearly empty",
    };
    alarms.extend(rooms.iter().map(fund));
    alarms
}

/// How many answers there were, and how many of them took longer than [`SLOW_MS`].
fn answered(app: &App) -> u64 {
    app.watch().answers.iter().flatten().map(|answers| answers.figures().1).sum()
}

fn slow(app: &App) -> u64 {
    let at = STEPS_MS.iter().position(|step| *step == SLOW_MS).unwrap_or_default();
    let slow = |(steps, count, _): (Vec<u64>, u64, u64)| {
        count.saturating_sub(steps.get(at).copied().unwrap_or(count))
    };
    app.watch().answers.iter().flatten().map(|answers| slow(answers.figures())).sum()
}

fn answers(app: &App) -> Markup {
    html! {
        table {
            thead { tr { th { "Asked for" } @for class in CLASSES { th { (class) } } } }
            tbody {
                @for (asked, classes) in ASKED.iter().zip(&app.watch().answers) {
                    tr {
                        th scope="row" { (asked) }
                        @for answers in classes { td { (answers.figures().1) } }
                    }
                }
            }
        }
    }
}

fn errors(app: &App) -> Markup {
    let errors = app.watch().errors();
    html! {
        @if errors.is_empty() { p { "None." } } @else {
            table {
                tbody {
                    @for (kind, count) in &errors { tr { th scope="row" { (kind) } td { (count) } } }
                }
            }
        }
    }
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
.rings{background:#fff1c2}.rings td:nth-child(2){font-weight:bold}
@media(max-width:40rem){.alarms thead{display:none}.alarms tr{display:block;border-bottom:1px solid #ccc}
.alarms th,.alarms td{display:inline-block;border:0;padding-bottom:0}.alarms td:nth-child(n+3){display:block}}";
