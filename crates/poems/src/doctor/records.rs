//! What the records of a market show: whether they can be had, who serves them, and what waits.

use super::Finding;
use crate::config::Config;
use crate::opened;
use host::failure::Failure;
use host::reference::Books;
use kernel::{Amount, Locality, Owner, Timestamp, rfc3339};
use store::{Backlog, Clock, Store, SystemClock};

/// What is later than this is late, and what is later than that is an emergency.
const LATE_MINUTES: i64 = 2;
const FAR_TOO_LATE_MINUTES: i64 = 15;
/// Clocks of two machines may differ by so much.
const APART_MINUTES: i64 = 1;

/// Opens the records, without a change to them, and looks.
pub(super) async fn look(config: &Config, books: &Books) -> Vec<Finding> {
    let store = match open(config, books).await {
        Ok(store) => store,
        Err(failure) => return vec![Finding::failed("database", &failure)],
    };
    let mut findings = vec![schema(&store).await];
    let now = SystemClock.now();
    // Whoever moves the clock of a parallel market makes all of these look late or early.
    if !config.is_parallel {
        findings.push(or_failed("clock", clock(&store, now).await));
        findings.push(or_failed("served by", owner(&store, Locality(config.locality), now).await));
        match store.backlog().await {
            Ok(backlog) => findings.extend([timers(&backlog, now), messages(&backlog, now)]),
            Err(failure) => findings.push(Finding::failed("timers", &failure.into())),
        }
    }
    match web::operator::funds(&store, &books.rulebook, &books.directory, Locality(config.locality)).await {
        Ok(rooms) => findings.extend(rooms.iter().map(fund)),
        Err(failure) => findings.push(Finding::failed("funds", &failure.into())),
    }
    store.close().await;
    findings
}

async fn open(config: &Config, books: &Books) -> Result<Store, Failure> {
    Ok(Store::open(opened::options(config, books)?.without_migrating()).await?)
}

fn or_failed(what: &'static str, found: Result<Finding, store::Failure>) -> Finding {
    found.unwrap_or_else(|failure| Finding::failed(what, &failure.into()))
}

async fn schema(store: &Store) -> Finding {
    let (what, database) = ("database", store.database().to_string());
    let latest = store::MIGRATIONS.last().map_or("none", |migration| migration.name);
    match store.schema_differences().await {
        Ok(differences) if differences.is_empty() => {
            Finding::ok(what, format!("{database} is reached; its schema is {latest}"))
        }
        Ok(differences) => Finding::bad(
            what,
            format!("the schema of {database} differs: {}", differences.join("; ")),
            "Somebody changed it by hand: undo that, or restore a backup.",
        ),
        Err(failure) => Finding::failed(what, &failure.into()),
    }
}

async fn clock(store: &Store, now: Timestamp) -> Result<Finding, store::Failure> {
    let mut snapshot = store.snapshot().await?;
    let latest = snapshot.latest().await?;
    snapshot.finish().await;
    let what = "clock";
    let Some(latest) = latest else { return Ok(Finding::ok(what, "no command is in the records yet")) };
    let says = format!("it is {}; the last command was decided at {}", rfc3339(now), rfc3339(latest));
    Ok(if latest.minutes_since(now) >= APART_MINUTES {
        Finding::bad(
            what,
            says,
            "The clock of this machine is behind: set it (`timedatectl`) before you serve.",
        )
    } else {
        Finding::ok(what, says)
    })
}

async fn owner(store: &Store, here: Locality, now: Timestamp) -> Result<Finding, store::Failure> {
    let what = "served by";
    let owner = store.find::<Owner>((here,)).await?;
    Ok(match owner {
        Some(owner) if owner.lease_until > now => {
            let address =
                if owner.address.is_empty() { "a process without an address" } else { &owner.address };
            Finding::ok(what, format!("{address}, until {}", rfc3339(owner.lease_until)))
        }
        // In a file nobody waits for a lease: one that nobody asks for anything lets it run out.
        Some(_) if store.database().engine() == "SQLite" => {
            Finding::ok(what, "nobody wrote in the last seconds; a file's server is idle, or stopped")
        }
        Some(_) | None => Finding::warn(
            what,
            "nobody serves this market area",
            "Start `poems serve`, or look why it ended.",
        ),
    })
}

fn timers(backlog: &Backlog, now: Timestamp) -> Finding {
    let first = backlog
        .first_timer
        .map_or_else(String::new, |first| format!(", the first due at {}", rfc3339(first)));
    let says = format!("{} are set{first}", backlog.timers);
    late(
        ("timers", says),
        backlog.first_timer.map_or(0, |first| now.minutes_since(first)),
        "Holds, silence and payouts wait for them; docs/runbook.md, \"Timers are late\".",
    )
}

fn messages(backlog: &Backlog, now: Timestamp) -> Finding {
    let says = format!("{} wait, {} of them have failed before", backlog.messages, backlog.failing);
    late(
        ("messages to deliver", says),
        backlog.oldest_message.map_or(0, |oldest| now.minutes_since(oldest)),
        "Codes and notices wait for them; docs/runbook.md, \"Messages do not go out\".",
    )
}

fn late((what, says): (&'static str, String), minutes: i64, next: &str) -> Finding {
    let so_late = format!("{says}, {minutes} minutes ago");
    if minutes < LATE_MINUTES {
        Finding::ok(what, says)
    } else if minutes < FAR_TOO_LATE_MINUTES {
        Finding::warn(what, so_late, next)
    } else {
        Finding::bad(what, so_late, next)
    }
}

fn fund(room: &web::operator::FundRoom) -> Finding {
    let what = "fund";
    let (fund, currency) = (&room.fund, room.currency.code());
    let says = format!(
        "{fund} has {} {currency} in minor units; {} went out today",
        room.available.0, room.used_today.0
    );
    if room.available > Amount::ZERO {
        Finding::ok(what, says)
    } else {
        Finding::warn(what, says, "Subsidies are not paid until its sponsor puts money in.")
    }
}
