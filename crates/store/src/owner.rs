//! Which localities this process serves.
//!
//! A locality has one owner at a time, named in its `owner` row. Every commit writes that row with its version check,
//! so whoever lost a locality cannot commit there; and because a lane remembers the row from its own last write, and
//! learns it before it reads anything else, a commit that succeeds proves that nobody wrote to the locality since the
//! batch began to read. That is what makes reads and prefixes safe without help from the database.
//!
//! A lease says how long nobody else takes over. It is extended by commits, and by [`crate::Store::serve`] for whoever
//! answers from memory: an owner that nobody asks for anything lets its lease run out and goes on when it is asked
//! again, unless another was asked meanwhile. Leases are told by real clocks, which may disagree: a wrong clock hands
//! a locality over too early or too late, but the version check still lets only one of the two commit.
//!
//! The names of all market areas lie in one locality, which every process writes now and then. Nobody keeps it: its
//! lease is over as soon as it is written, and the version check alone guards it.

use crate::clock::Clock;
use crate::serving::Standings;
use kernel::{BadRow, Change, Key, Keys, Loaded, Locality, Owner, Record, Timestamp, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who this process is to others.
#[derive(Clone)]
pub(crate) struct Identity {
    /// Differs at every start.
    pub(crate) process: String,
    /// Where it can be reached. A process at the address of the owner is its successor and need not wait for the
    /// lease to run out: two cannot listen at one address.
    pub(crate) address: String,
    pub(crate) lease_us: i64,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Of the rows of `owner`, those that this process may serve: the others are left to their owners. With the parameters
/// of [`Identity::may_serve`].
pub(crate) const MAY_SERVE: &str =
    "(owner.process = $1 OR (owner.address = $2 AND owner.address <> '') OR owner.lease_until <= $3)";

/// What a lane knows of the localities it is asked to serve.
pub(crate) struct Tenure {
    identity: Identity,
    /// Told of every owner row that is learned or written.
    standings: Arc<Standings>,
    seats: BTreeMap<Locality, Seat>,
    unsettled: Vec<Unsettled>,
}

/// A locality's row as it was read or written last; version 0 and no owner when there is none yet.
struct Seat {
    version: i64,
    owner: Option<Owner>,
}

/// A commit of which it is not known whether it became durable. The owner row tells, once it is read again.
struct Unsettled {
    marks: Vec<(Locality, i64)>,
    changes: Vec<Change>,
}

impl Identity {
    /// The parameters of [`MAY_SERVE`].
    pub(crate) fn may_serve(&self) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.into());
        vec![text(&self.process), text(&self.address), Value::Int(self.clock.now().0)]
    }

    /// Whether this process may serve a locality of this owner.
    fn may_follow(&self, owner: &Owner, now: Timestamp) -> bool {
        let is_successor = !self.address.is_empty() && owner.address == self.address;
        owner.process == self.process || is_successor || owner.lease_until <= now
    }
}

impl Tenure {
    pub(crate) fn new(identity: Identity, standings: Arc<Standings>) -> Self {
        Self { identity, standings, seats: BTreeMap::new(), unsettled: Vec::new() }
    }

    /// The owner rows that have to be read before these localities can be served: those never read, those of
    /// others, and those whose lease has run out meanwhile.
    pub(crate) fn unsure(&self, localities: &BTreeSet<Locality>) -> Keys {
        let now = self.identity.clock.now();
        let is_sure = |locality: &Locality| {
            let owner = self.seats.get(locality).and_then(|seat| seat.owner.as_ref());
            owner.is_some_and(|owner| owner.process == self.identity.process && now < owner.lease_until)
        };
        let mut keys = Keys::default();
        for locality in localities.iter().filter(|locality| !is_sure(locality)) {
            keys.one::<Owner>((*locality,));
        }
        keys
    }

    /// Takes in the owner rows that were read, and gives the commits that turn out to have become durable.
    pub(crate) fn learn(&mut self, keys: &Keys, rows: Vec<Loaded>) -> Result<Vec<Vec<Change>>, BadRow> {
        for key in keys.points() {
            let locality = locality_of(key)?;
            self.seats.insert(locality, Seat { version: 0, owner: None });
            self.standings.forget(locality);
        }
        for loaded in rows {
            let owner = Owner::from_row(&loaded.row)?;
            let is_ours = owner.process == self.identity.process;
            if is_ours || !self.identity.may_follow(&owner, self.identity.clock.now()) {
                self.standings.note(&owner, is_ours);
            }
            self.seats.insert(owner.locality, Seat { version: loaded.version, owner: Some(owner) });
        }
        let seats = &self.seats;
        let process = &self.identity.process;
        let mut durable = Vec::new();
        self.unsettled.retain_mut(|commit| {
            let read = commit.marks.iter().find_map(|(at, after)| Some((seats.get(at)?, *after)));
            let Some((seat, after)) = read else { return true };
            let is_ours = seat.owner.as_ref().is_some_and(|owner| owner.process == *process);
            if seat.version == after && is_ours {
                durable.push(std::mem::take(&mut commit.changes));
            }
            // An older version means that it may still be under way.
            seat.version < after
        });
        Ok(durable)
    }

    /// The address of the process that serves the locality, if it is another one.
    pub(crate) fn elsewhere(&self, locality: Locality) -> Option<&str> {
        let owner = self.seats.get(&locality)?.owner.as_ref()?;
        let is_other = !self.identity.may_follow(owner, self.identity.clock.now());
        is_other.then_some(owner.address.as_str())
    }

    /// The owner rows to be written with these changes and for these localities: taken over if they were another's,
    /// their lease extended.
    pub(crate) fn claims(
        &self,
        changes: &[Change],
        mut localities: BTreeSet<Locality>,
    ) -> Result<Vec<Change>, BadRow> {
        for change in changes {
            localities.insert(locality_of(&change.key)?);
        }
        let lease_until = Timestamp(self.identity.clock.now().0.saturating_add(self.identity.lease_us));
        Ok(localities.into_iter().map(|locality| self.claim(locality, lease_until)).collect())
    }

    /// The owner rows to be written so that others need not wait for the leases to run out.
    pub(crate) fn farewell(&self) -> Vec<Change> {
        let mine = self.seats.iter().filter(|(_, seat)| {
            seat.owner.as_ref().is_some_and(|owner| owner.process == self.identity.process)
        });
        mine.map(|(locality, _)| self.claim(*locality, Timestamp(0))).collect()
    }

    /// Takes in that these changes, claims among them, were committed.
    pub(crate) fn committed(&mut self, changes: &[Change]) -> Result<(), BadRow> {
        for claim in claims_among(changes) {
            let owner = claim.row.as_ref().map(|row| Owner::from_row(row)).transpose()?;
            let locality = locality_of(&claim.key)?;
            if let Some(owner) = &owner {
                self.standings.note(owner, true);
            }
            self.seats.insert(locality, Seat { version: claim.after, owner });
            // Built on the same version, so the commit in doubt cannot have happened and cannot happen any more.
            self.unsettled.retain(|commit| commit.marks.iter().all(|(at, _)| *at != locality));
        }
        Ok(())
    }

    /// Keeps changes of which it is not known whether they were committed.
    pub(crate) fn doubt(&mut self, changes: Vec<Change>) {
        let marks = claims_among(&changes)
            .filter_map(|claim| Some((locality_of(&claim.key).ok()?, claim.after)))
            .collect();
        self.unsettled.push(Unsettled { marks, changes });
    }

    /// Forgets what was known, to be read afresh.
    pub(crate) fn forget(&mut self, localities: &BTreeSet<Locality>) {
        self.seats.retain(|locality, _| !localities.contains(locality));
        for locality in localities {
            self.standings.forget(*locality);
        }
    }

    fn claim(&self, locality: Locality, lease_until: Timestamp) -> Change {
        let Identity { process, address, .. } = &self.identity;
        let seat = self.seats.get(&locality);
        let version = seat.map_or(0, |seat| seat.version);
        let epoch = match seat.and_then(|seat| seat.owner.as_ref()) {
            Some(owner) if owner.process == *process => owner.epoch,
            Some(owner) => owner.epoch.saturating_add(1),
            None => 1,
        };
        let (process, address) = (process.clone(), address.clone());
        let lease_until = if locality == Locality::NAMES { Timestamp(0) } else { lease_until };
        let row = Owner { locality, epoch, process, address, lease_until }.to_row();
        let key = Key::of_row(Owner::TABLE, &row);
        Change { key, version, after: version.saturating_add(1), before: None, row: Some(row) }
    }
}

/// The locality a key begins with.
pub(crate) fn locality_of(key: &Key) -> Result<Locality, BadRow> {
    let first = key.parts.first().ok_or_else(|| BadRow(format!("{}: an empty key", key.table.name)))?;
    first.as_int().map(Locality)
}

fn claims_among(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(|change| change.key.table.name == Owner::TABLE.name)
}
