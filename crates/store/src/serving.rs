//! Whether this process serves a locality, for whoever answers from something else than the records.

use crate::Store;
use crate::failure::Failure;
use crate::job::Errand;
use kernel::{Command, Decide, Draft, Locality, Owner, Stop, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// A lease is trusted but for this part of it at the end, so that what begins under it also ends under it.
const MARGIN_PARTS: i64 = 10;

/// Who serves what, as the lanes learned it last, for those who cannot wait for a lane each time.
#[derive(Debug, Default)]
pub(crate) struct Standings(RwLock<BTreeMap<Locality, Standing>>);

#[derive(Clone, Debug)]
enum Standing {
    Ours { until: Timestamp },
    Theirs { address: String, until: Timestamp },
}

/// What is known of a locality.
enum Known {
    /// This process serves it; its lease is half over when it is to be extended soon.
    Ours { is_half_over: bool },
    /// Another does.
    Theirs { address: String },
    /// Nothing that still holds.
    Nothing,
}

impl Standings {
    /// Takes in an owner row; `is_ours` when it names this process.
    pub(crate) fn note(&self, owner: &Owner, is_ours: bool) {
        let until = owner.lease_until;
        let theirs = || Standing::Theirs { address: owner.address.clone(), until };
        let standing = if is_ours { Standing::Ours { until } } else { theirs() };
        self.write().insert(owner.locality, standing);
    }

    /// Forgets what was known of a locality.
    pub(crate) fn forget(&self, locality: Locality) {
        self.write().remove(&locality);
    }

    /// The localities that this process has served last.
    pub(crate) fn ours(&self) -> Vec<Locality> {
        let standings = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let is_ours = |(locality, standing): (&Locality, &Standing)| {
            matches!(standing, Standing::Ours { .. }).then_some(*locality)
        };
        standings.iter().filter_map(is_ours).collect()
    }

    fn known(&self, locality: Locality, now: Timestamp, lease_us: i64) -> Known {
        let standings = self.0.read().unwrap_or_else(PoisonError::into_inner);
        match standings.get(&locality) {
            Some(Standing::Ours { until }) => {
                let left = until.0.saturating_sub(now.0);
                if left <= lease_us / MARGIN_PARTS {
                    return Known::Nothing;
                }
                Known::Ours { is_half_over: left <= lease_us / 2 }
            }
            Some(Standing::Theirs { address, until }) if now < *until => {
                Known::Theirs { address: address.clone() }
            }
            Some(Standing::Theirs { .. }) | None => Known::Nothing,
        }
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, BTreeMap<Locality, Standing>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Makes sure that this process serves a locality, and takes it over if nobody does: then nobody else commits
    /// there for a moment longer than an answer takes, and what listeners were told is all there is. Waits for a
    /// commit only when the lease has run out; a lease that is half over is extended meanwhile.
    ///
    /// # Errors
    /// [`Failure::NotOwner`] when another process serves it; otherwise as [`Store::run`].
    pub async fn serve(&self, locality: Locality) -> Result<(), Failure> {
        let identity = &self.0.identity;
        match self.0.standings.known(locality, identity.clock.now(), identity.lease_us) {
            Known::Ours { is_half_over: false } => Ok(()),
            // Nobody waits for it: the lease still holds.
            Known::Ours { is_half_over: true } => {
                self.worker_job(Box::new(Serve { locality }), Errand::Claim).map(drop)
            }
            Known::Theirs { address } => Err(Failure::NotOwner { address }),
            Known::Nothing => {
                let answered = self.worker_job(Box::new(Serve { locality }), Errand::Claim)?;
                self.heard(answered).await.map(drop)
            }
        }
    }

    /// Forgets who is said to serve a locality, when whoever it is cannot be reached: the records are asked again.
    pub fn doubt_owner(&self, locality: Locality) {
        self.0.standings.forget(locality);
    }
}

/// Writes nothing but the owner row.
#[derive(Command, Serialize, Deserialize)]
#[command("owner.serve", by_market)]
struct Serve {
    locality: Locality,
}

impl Decide for Serve {
    type Done = ();

    fn decide(&self, _: &mut Draft<'_>) -> Result<(), Stop> {
        Ok(())
    }
}
