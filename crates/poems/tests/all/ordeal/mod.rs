//! The real program under load while it, its database, its disk, its clock or its connections fail: nothing that was
//! acknowledged is lost, nothing is done twice, and the records are right. See docs/reliability.md.
//!
//! What clients do is a list in `client.rs`, what can befall a market a list in `ground.rs`, what is asked afterwards in
//! `record.rs`. `ORDEAL_KILLS` says how often each thing befalls it, `ORDEAL_SEED` with which seed to begin.

mod client;
mod ground;
mod record;
mod upgrade;

use self::ground::{Fault, Ground, faketime};
use self::record::Found;
use crate::front::{check, poems};

/// How many of a thousand befall one market: then another begins, so that asking afterwards stays short.
const A_MARKET: u64 = 25;
/// How many when there is no time for more.
const FEW: u64 = 3;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Has this befall markets as often as is asked for, in the order of their seeds, and says what came of it.
fn ordeals(name: &str, few: u64, ground: impl Fn() -> Ground, faults: impl Fn(u64) -> Vec<Fault>) {
    let all = number("ORDEAL_KILLS").unwrap_or(few);
    let first = number("ORDEAL_SEED").unwrap_or(1);
    let (mut left, mut seed, mut sum) = (all, first, Found::default());
    while left > 0 {
        let count = left.min(A_MARKET);
        let faults: Vec<Fault> = (0..count).flat_map(&faults).collect();
        let found = ground().ordeal(seed, &faults);
        say(&format!("{name}, seed {seed}, {count} times: {}", told(&found)));
        assert!(found.wrong().is_empty(), "{name}, ORDEAL_SEED={seed}: {:#?}", found.wrong());
        sum.add(found);
        left -= count;
        seed += 1;
    }
    say(&format!("{name}, {all} times from seed {first} on: {}", told(&sum)));
    assert!(sum.acknowledged > 20 && sum.searches > 0, "the load was one: {sum:?}");
}

fn told(found: &Found) -> String {
    let Found { acknowledged, kinds, refused, searches, busy, broken, .. } = found;
    let [lost, doubled, unbalanced, stale, faults] =
        [&found.lost, &found.doubled, &found.unbalanced, &found.stale, &found.faults].map(Vec::len);
    format!(
        "{acknowledged} acknowledged {kinds:?}, {refused} refused, {searches} searches, {busy} times busy, {broken} calls \
         broken off; {lost} lost, {doubled} doubled, {unbalanced} unbalanced, {stale} stale, {faults} of 5xx but 503"
    )
}

#[expect(clippy::print_stderr, reason = "what was counted is what a long run is for")]
fn say(what: &str) {
    eprintln!("{what}");
}

#[test]
fn ordeal_the_server_is_killed_sqlite() {
    ordeals("server killed, SQLite", FEW, Ground::sqlite, |_| vec![Fault::KillServer]);
}

#[test]
fn ordeal_the_server_is_killed_postgres() {
    ordeals("server killed, PostgreSQL", FEW, Ground::postgres, |_| vec![Fault::KillServer]);
}

#[test]
fn ordeal_the_database_is_killed_postgres() {
    ordeals("PostgreSQL killed", FEW, Ground::postgres, |_| vec![Fault::KillDatabase]);
}

#[test]
fn ordeal_connections_are_cut_in_a_commit_and_nothing_can_be_written_postgres() {
    let faults = |at: u64| match at % 3 {
        0 => vec![Fault::CutMidCommit],
        1 => vec![Fault::Cut],
        _ => vec![Fault::ReadOnly],
    };
    ordeals("connections cut, read-only, PostgreSQL", 6, Ground::postgres, faults);
}

#[test]
fn ordeal_there_is_no_room_sqlite() {
    ordeals("files may not grow, SQLite", 2, Ground::sqlite, |_| vec![Fault::NoRoom]);
    if Ground::sqlite_on_disk(1).is_none() {
        say("skipped: a disk that is really full, for nothing can be mounted here");
        return;
    }
    ordeals("disk full, SQLite", 2, || Ground::sqlite_on_disk(24).unwrap(), |_| vec![Fault::FullDisk]);
}

#[test]
fn ordeal_the_clock_goes_on_and_back_sqlite() {
    if faketime().is_none() {
        say("skipped: the clock stays as it is, for there is no libfaketime here");
        return;
    }
    let hours = [1, 0, -1, 0, 1, 2];
    ordeals("clock on and back, SQLite", 6, Ground::sqlite, |at| {
        vec![Fault::Jump(hours[usize::try_from(at).unwrap() % hours.len()])]
    });
}

/// The first sleeps for longer than its lease; what it wakes with it may not write. The second answers nothing older than the
/// last commit: its searches are looked at like all others.
#[test]
fn ordeal_another_takes_over_from_one_that_stands_still_postgres() {
    ordeals("another takes over, PostgreSQL", 1, Ground::postgres, |_| vec![Fault::StandStill]);
}

/// The control of all of these: what was acknowledged and never reached the disk is missed.
#[test]
fn ordeal_without_durability_something_is_lost_and_found_to_be_postgres() {
    let faults = [Fault::KillDatabase, Fault::KillDatabase];
    let found = Ground::without_durability().ordeal(number("ORDEAL_SEED").unwrap_or(1), &faults);
    say(&format!("control, without durability: {}", told(&found)));
    // What is missed is an answer, or money that came in.
    assert!(!found.lost.is_empty() || !found.unbalanced.is_empty(), "{found:?}");
    // The same settings of the server, where the program can say that it waits for the disk.
    ordeals("careless settings, PostgreSQL", 2, Ground::with_careless_settings, |_| {
        vec![Fault::KillDatabase]
    });
}

/// A database of many machines, at `ORDEAL_MANY`, of which `ORDEAL_CUT` takes one away and `ORDEAL_MEND` brings it back:
/// `cargo xtask test --citus` makes it ready and says so.
#[test]
fn ordeal_a_machine_of_many_is_away_postgres() {
    let Ok(database) = std::env::var("ORDEAL_MANY") else {
        return say("skipped: a machine of many, for no database of many machines is named");
    };
    ordeals("a machine of many away", FEW, || Ground::elsewhere(&database), |_| vec![Fault::MachineAway]);
}

/// A disk that lets nothing be written: the market says so at the start, and serves again when it does.
#[test]
fn ordeal_a_disk_that_is_read_only_is_told_of_sqlite() {
    let Some(mut ground) = Ground::sqlite_on_disk(24) else {
        return say("skipped: nothing can be mounted here");
    };
    let found = ground.ordeal(1, &[Fault::KillServer]);
    assert!(found.wrong().is_empty(), "{:#?}", found.wrong());
    let (disk, url) = (ground.disk.as_ref().unwrap(), ground.database.clone());
    disk.remount("ro");
    let mut command = poems("serve", &url);
    let output = command.args(["--listen", "127.0.0.1:0"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    disk.remount("rw");
    assert!(
        !output.status.success() && said.to_lowercase().contains("read-only") || said.contains("readonly"),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(check(&url)["clean"], true);
    ground.serve();
    assert!(ground.server.take().unwrap().stop().unwrap());
}
