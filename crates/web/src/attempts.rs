//! How often something may be tried that somebody could go on trying for ever: passwords, and making accounts.
//!
//! A few tries are free; after them each one has to wait twice as long as the one before. A password is counted by address at one
//! network, by address wherever it is tried from, and by network whatever addresses are tried: so who guesses at somebody's
//! password from elsewhere does not keep them out at home, and who tries a thousand addresses does not get far either. Addresses
//! that are nobody's count alike, or the answers would tell which are somebody's.
//!
//! It is kept in memory, by each process for itself, and forgotten an hour after the last try: no record says who tried.

use crate::client::Network;
use crate::error::{Answer, AppError};
use kernel::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Something that is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tried {
    /// The password of an address, by its digest, at a network.
    PasswordAt(String, Option<Network>),
    /// The password of an address, wherever.
    Password(String),
    /// Passwords of any addresses at a network.
    PasswordsAt(Network),
    /// New accounts at a network.
    AccountsAt(Network),
    /// Codes for new passwords that are asked for at a network.
    CodesAt(Network),
}

/// How many tries of a kind are free, and the longest wait after them, in seconds.
struct Limit {
    free: u32,
    longest_s: i64,
}

impl Tried {
    /// A library or a café is one network of many people, so what a network may is more.
    fn limit(&self) -> Limit {
        match self {
            Self::PasswordAt(..) => Limit { free: 5, longest_s: 15 * 60 },
            Self::Password(_) => Limit { free: 50, longest_s: 15 * 60 },
            Self::PasswordsAt(_) => Limit { free: 100, longest_s: 5 * 60 },
            Self::AccountsAt(_) | Self::CodesAt(_) => Limit { free: 30, longest_s: 60 },
        }
    }
}

/// After how long without a try nothing is known of it any more.
const FORGOTTEN_AFTER_S: i64 = 3_600;
/// How many kinds are counted at most: what was tried longest ago goes first.
const MOST: usize = 100_000;

/// How often it was tried, and when last.
#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    last: Timestamp,
}

/// What was tried of late.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<BTreeMap<Tried, Count>>);

/// A try that has begun. It counts, unless it is told that it was right.
#[must_use]
#[derive(Debug)]
pub(crate) struct Attempt(Vec<Tried>);

impl Attempts {
    /// Somebody tries the password of an address.
    ///
    /// # Errors
    /// [`AppError::TooMany`] while it is too early for another.
    pub(crate) fn password(&self, name: &str, at: Option<Network>, now: Timestamp) -> Answer<Attempt> {
        let named = [Tried::PasswordAt(name.to_owned(), at), Tried::Password(name.to_owned())];
        self.begin(named.into_iter().chain(at.map(Tried::PasswordsAt)).collect(), now)
    }

    /// Somebody makes an account: right or not, each counts.
    ///
    /// # Errors
    /// As [`Attempts::password`].
    pub(crate) fn account(&self, at: Option<Network>, now: Timestamp) -> Answer<()> {
        self.begin(at.map(Tried::AccountsAt).into_iter().collect(), now).map(drop)
    }

    /// Somebody has a code sent to an address.
    ///
    /// # Errors
    /// As [`Attempts::password`].
    pub(crate) fn code(&self, at: Option<Network>, now: Timestamp) -> Answer<()> {
        self.begin(at.map(Tried::CodesAt).into_iter().collect(), now).map(drop)
    }

    /// It was right: what was counted of it is forgotten, and the network is not charged for it.
    pub(crate) fn was_right(&self, attempt: Attempt) {
        let mut counts = self.counts();
        for tried in attempt.0 {
            match tried {
                Tried::PasswordAt(..) | Tried::Password(_) => {
                    counts.remove(&tried);
                }
                Tried::PasswordsAt(_) | Tried::AccountsAt(_) | Tried::CodesAt(_) => {
                    if let Some(count) = counts.get_mut(&tried) {
                        count.tries = count.tries.saturating_sub(1);
                    }
                }
            }
        }
    }

    /// Counts a try before it is known whether it is right, so that many at once count as many. One that comes too early is not
    /// made and not counted.
    fn begin(&self, all: Vec<Tried>, now: Timestamp) -> Answer<Attempt> {
        let mut counts = self.counts();
        let wait_s = |tried: &Tried| counts.get(tried).map_or(0, |count| count.wait_s(&tried.limit(), now));
        if let Some(wait_s) = all.iter().map(wait_s).max().filter(|wait_s| *wait_s > 0) {
            return Err(AppError::TooMany { wait_s });
        }
        make_room(&mut counts, now);
        for tried in &all {
            let count = counts.entry(tried.clone()).or_insert(Count { tries: 0, last: now });
            let tries = if count.is_forgotten(now) { 0 } else { count.tries };
            *count = Count { tries: tries.saturating_add(1), last: now };
        }
        Ok(Attempt(all))
    }

    fn counts(&self) -> MutexGuard<'_, BTreeMap<Tried, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Count {
    fn is_forgotten(&self, now: Timestamp) -> bool {
        self.since_s(now) >= FORGOTTEN_AFTER_S
    }

    /// A clock that was set back makes no wait longer.
    fn since_s(&self, now: Timestamp) -> i64 {
        now.0.saturating_sub(self.last.0).max(0) / 1_000_000
    }

    /// How long the next try has to wait still: a second after the last free one, then twice as long each time.
    fn wait_s(&self, limit: &Limit, now: Timestamp) -> i64 {
        let Some(beyond) = self.tries.checked_sub(limit.free) else { return 0 };
        let wait_s = 1_i64.checked_shl(beyond).filter(|wait_s| *wait_s > 0).unwrap_or(i64::MAX);
        if self.is_forgotten(now) { 0 } else { wait_s.min(limit.longest_s).saturating_sub(self.since_s(now)) }
    }
}

fn make_room(counts: &mut BTreeMap<Tried, Count>, now: Timestamp) {
    if counts.len() < MOST {
        return;
    }
    counts.retain(|_, count| !count.is_forgotten(now));
    if counts.len() >= MOST {
        let mut times: Vec<_> = counts.values().map(|count| count.last).collect();
        let (_, middle, _) = times.select_nth_unstable(MOST / 2);
        let middle = *middle;
        counts.retain(|_, count| count.last > middle);
    }
}

#[cfg(test)]
mod tests;
