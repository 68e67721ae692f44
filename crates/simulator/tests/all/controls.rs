//! Bugs on purpose, each between the executor and its database: every one is found, and by a short history.

use crate::{setting, size};
use kernel::{Change, CommandLog, Outbox, Record, Row, Timer, Value};
use ledger::{Account, Class, Transfer};
use market::support::escrow::HeldDay;
use market::trade::TradeLine;
use market::users::availability::ResourceDay;
use market::users::stock::Stock;
use simulator::{Invariant, Setting, Shortest, Tamper, live, shortest};

/// The longest that the shortest history of a bug may be.
const SHORT: usize = 16;

fn is_of(change: &Change, table: &str) -> bool {
    change.key.table.name == table
}

/// Whether a command whose name begins so is among those of a commit.
fn logs(changes: &[Change], name: &str) -> bool {
    let log = |row: &Row| CommandLog::from_row(row).is_ok_and(|log| log.name.starts_with(name));
    changes.iter().any(|change| is_of(change, CommandLog::TABLE.name) && change.row.as_ref().is_some_and(log))
}

/// Finds what a bug breaks within some histories, and the shortest one that does.
fn found(tamper: Tamper) -> Shortest {
    let mut setting: Setting = setting();
    setting.ground.tamper = Some(tamper);
    let mut histories = (1..20).map(|seed| live(&setting, seed, size(400), || {}));
    let history = histories.find(|history| !history.faults.is_empty()).expect("it is found");
    let shortest = shortest(&setting, history.from, history.steps, history.faults);
    assert!(shortest.steps.len() <= SHORT, "{} steps: {:#?}", shortest.steps.len(), shortest.steps);
    shortest
}

fn breaks(tamper: Tamper, invariant: Invariant) {
    let shortest = found(tamper);
    let broken: Vec<_> = shortest.faults.iter().map(|fault| fault.invariant).collect();
    assert!(broken.contains(&invariant), "{:?}", shortest.faults);
}

#[test]
fn a_commit_that_was_acknowledged_and_is_not_there() {
    breaks(
        |changes| {
            if logs(changes, "payment_transfer.request") {
                changes.clear();
            }
        },
        Invariant::NothingLost,
    );
}

#[test]
fn a_command_that_is_not_logged_and_so_would_be_done_again() {
    breaks(
        |changes| changes.retain(|change| !is_of(change, CommandLog::TABLE.name)),
        Invariant::NothingDoubled,
    );
}

#[test]
fn a_timer_that_stays_after_it_was_fired() {
    breaks(
        |changes| changes.retain(|change| !(is_of(change, Timer::TABLE.name) && change.row.is_none())),
        Invariant::NothingDoubled,
    );
}

#[test]
fn a_timer_whose_money_moves_twice() {
    let twice: Tamper = |changes| {
        if !logs(changes, "completion.tick") {
            return;
        }
        for change in changes.iter_mut().filter(|change| is_of(change, Account::TABLE.name)) {
            let read = |row: &Option<Row>| row.as_ref().and_then(|row| Account::from_row(row).ok());
            let (Some(before), Some(after)) = (read(&change.before), read(&change.row)) else { continue };
            let more = after.available.0 - before.available.0;
            let available = kernel::Amount(after.available.0 + more);
            change.row = Some(Account { available, ..after }.to_row());
        }
    };
    breaks(twice, Invariant::MoneyBalances);
}

#[test]
fn a_transfer_that_loses_its_second_leg() {
    let drop_escrow: Tamper = |changes| {
        let class = Value::Text(Class::Escrow.word().into());
        changes.retain(|change| !(is_of(change, Account::TABLE.name) && change.key.parts.contains(&class)));
    };
    breaks(drop_escrow, Invariant::MoneyBalances);
}

#[test]
fn a_transfer_that_is_not_kept() {
    breaks(|changes| changes.retain(|change| !is_of(change, Transfer::TABLE.name)), Invariant::MoneyBalances);
}

#[test]
fn an_hour_that_is_sold_and_not_taken() {
    breaks(
        |changes| changes.retain(|change| !is_of(change, ResourceDay::TABLE.name)),
        Invariant::NothingSoldTwice,
    );
}

#[test]
fn a_hold_that_is_counted_after_it_has_ended() {
    breaks(
        |changes| changes.retain(|change| !(is_of(change, HeldDay::TABLE.name) && change.version > 0)),
        Invariant::NothingSoldTwice,
    );
}

#[test]
fn a_piece_that_is_sold_and_not_taken() {
    breaks(
        |changes| changes.retain(|change| !(is_of(change, Stock::TABLE.name) && change.version > 0)),
        Invariant::NothingSoldTwice,
    );
}

#[test]
fn a_trade_without_its_timer() {
    breaks(
        |changes| changes.retain(|change| !(is_of(change, Timer::TABLE.name) && change.row.is_some())),
        Invariant::TimersStand,
    );
}

#[test]
fn a_line_that_is_not_settled_with_its_part() {
    breaks(
        |changes| {
            let is_settled = |row: &Row| TradeLine::from_row(row).is_ok_and(|line| line.settled.is_some());
            let is_lost = |change: &Change| change.row.as_ref().is_some_and(is_settled);
            changes.retain(|change| !(is_of(change, TradeLine::TABLE.name) && is_lost(change)));
        },
        Invariant::TradesGoOn,
    );
}

#[test]
fn a_message_to_the_bank_that_is_never_left() {
    breaks(|changes| changes.retain(|change| !is_of(change, Outbox::TABLE.name)), Invariant::EverythingEnds);
}
