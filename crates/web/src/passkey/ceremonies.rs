//! What passkeys were asked to sign and have not yet: each once, and for some minutes.

use kernel::{Id, Timestamp};
use market::users::User;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a browser has for its answer, in minutes.
const MINUTES: i64 = 5;
/// How many wait at most; the oldest of those who are not signed in go first.
const MOST: usize = 20_000;

/// What passkeys were asked to sign. In memory: whoever is interrupted by the end of a process begins anew.
#[derive(Debug, Default)]
pub(crate) struct Ceremonies(Mutex<BTreeMap<String, Asked>>);

/// For whom a challenge is, if that is known, and until when.
#[derive(Clone, Copy, Debug)]
struct Asked {
    user: Option<Id<User>>,
    until: Timestamp,
}

impl Ceremonies {
    /// Keeps a challenge for somebody, or for whoever signs it.
    pub(crate) fn begin(&self, challenge: &str, user: Option<Id<User>>, now: Timestamp) {
        let mut asked = self.asked();
        if asked.len() >= MOST {
            asked.retain(|_, one| now < one.until);
        }
        if asked.len() >= MOST {
            // So many are asked of strangers that the older half goes; who is signed in keeps theirs, as long as that goes well.
            let mut ends: Vec<_> = asked.values().map(|one| one.until).collect();
            let (_, middle, _) = ends.select_nth_unstable(MOST / 2);
            let middle = *middle;
            let may_stay = asked.len() < 2 * MOST;
            asked.retain(|_, one| one.until > middle || may_stay && one.user.is_some());
        }
        asked.insert(challenge.to_owned(), Asked { user, until: now.plus_minutes(MINUTES) });
    }

    /// Takes a challenge that was asked of this user, or of nobody in particular: the next time it is gone.
    pub(crate) fn take(&self, challenge: &str, user: Option<Id<User>>, now: Timestamp) -> bool {
        let asked = self.asked().remove(challenge);
        asked.is_some_and(|asked| asked.user == user && now < asked.until)
    }

    fn asked(&self) -> MutexGuard<'_, BTreeMap<String, Asked>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_good_once_for_its_user_and_for_some_minutes() {
        let ceremonies = Ceremonies::default();
        let (now, ana) = (Timestamp(0), Some(Id::from_bits(1)));
        for (challenge, user) in [("one", None), ("two", ana), ("three", None), ("four", ana)] {
            ceremonies.begin(challenge, user, now);
        }
        assert!(ceremonies.take("one", None, now.plus_minutes(4)));
        assert!(!ceremonies.take("one", None, now), "once");
        assert!(!ceremonies.take("two", None, now) && !ceremonies.take("two", ana, now), "somebody else's");
        assert!(!ceremonies.take("three", None, now.plus_minutes(5)), "too late");
        assert!(ceremonies.take("four", ana, now));
        assert!(!ceremonies.take("five", None, now), "never asked");
    }

    #[test]
    fn challenges_without_end_do_not_fill_the_memory() {
        let ceremonies = Ceremonies::default();
        for number in 0..=MOST {
            ceremonies.begin(&number.to_string(), None, Timestamp(0));
        }
        assert!(ceremonies.asked().len() <= MOST);
        assert!(ceremonies.take(&MOST.to_string(), None, Timestamp(0)));
    }
}
