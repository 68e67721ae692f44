//! What goes wrong between the executor and its database, and the engine to which it happens.

use crate::memory::Memory;
use kernel::{Change, Keys, Loaded};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use store::{Engine, EngineFault};

kernel::words! {
    /// What happens to a commit, or to a read.
    pub enum Mishap {
        /// The commit is lost before it is durable.
        LostBefore = "lost_before",
        /// The commit is durable, and its answer is lost.
        LostAfter = "lost_after",
        /// The commit is lost, and arrives just before the next one.
        Late = "late",
        /// The database says that somebody else has changed what was read, and nobody has.
        Conflict = "conflict",
        /// The database will not have the commit.
        Rejected = "rejected",
        /// The next read is lost.
        LostRead = "lost_read",
        /// The process dies before the commit is durable.
        DiesBefore = "dies_before",
        /// The process dies after the commit is durable, before anybody hears of it.
        DiesAfter = "dies_after",
    }
}

/// What changes a commit on its way, so that a control can see that it is found: a bug of the executor or the database.
pub type Tamper = fn(&mut Vec<Change>);

/// What is going to go wrong, and what is on its way.
#[derive(Debug, Default)]
pub(crate) struct Weather {
    coming: VecDeque<Mishap>,
    lost_reads: usize,
    late: Option<Vec<Change>>,
    is_dead: bool,
    happened: Vec<Mishap>,
}

impl Weather {
    /// These happen next, a commit each, in this order; what has not happened by then does not any more.
    pub(crate) fn forecast(&mut self, mishaps: &[Mishap]) {
        let is_read = |mishap: &&Mishap| **mishap == Mishap::LostRead;
        self.lost_reads = mishaps.iter().filter(is_read).count();
        self.coming = mishaps.iter().filter(|mishap| !is_read(mishap)).copied().collect();
    }

    /// Whether a lost commit may still arrive.
    pub(crate) fn has_late(&self) -> bool {
        self.late.is_some()
    }

    /// Whether the process has died since this was asked last.
    pub(crate) fn has_died(&mut self) -> bool {
        std::mem::take(&mut self.is_dead)
    }

    /// What has gone wrong since this was asked last.
    pub(crate) fn take_happened(&mut self) -> Vec<Mishap> {
        std::mem::take(&mut self.happened)
    }
}

/// A memory as the executor sees it, in some weather.
pub(crate) struct Exposed {
    pub(crate) memory: Rc<RefCell<Memory>>,
    pub(crate) weather: Rc<RefCell<Weather>>,
    pub(crate) tamper: Option<Tamper>,
}

fn lost() -> EngineFault {
    EngineFault::Lost("the weather".to_owned())
}

impl Exposed {
    fn commit_now(&self, changes: &[Change]) -> Result<(), EngineFault> {
        let Some(tamper) = self.tamper else { return self.memory.borrow_mut().commit(changes) };
        let mut changes = changes.to_vec();
        tamper(&mut changes);
        self.memory.borrow_mut().commit(&changes)
    }

    fn deliver_late(&self, weather: &mut Weather) {
        if let Some(late) = weather.late.take() {
            // Whatever was committed meanwhile has moved the owner row, and then it is too late.
            let _too_late = self.commit_now(&late);
        }
    }
}

impl Engine for Exposed {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        let mut weather = self.weather.borrow_mut();
        if weather.is_dead {
            return Err(lost());
        }
        if let Some(left) = weather.lost_reads.checked_sub(1) {
            weather.lost_reads = left;
            weather.happened.push(Mishap::LostRead);
            return Err(lost());
        }
        Ok(self.memory.borrow().load(keys))
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        let weather = Rc::clone(&self.weather);
        let mut weather = weather.borrow_mut();
        if weather.is_dead {
            return Err(lost());
        }
        self.deliver_late(&mut weather);
        let Some(mishap) = weather.coming.pop_front() else { return self.commit_now(changes) };
        weather.happened.push(mishap);
        match mishap {
            Mishap::LostBefore | Mishap::LostRead => Err(lost()),
            Mishap::LostAfter => self.commit_now(changes).and(Err(lost())),
            Mishap::Late => {
                weather.late = Some(changes.to_vec());
                Err(lost())
            }
            Mishap::Conflict => Err(EngineFault::Conflict("the weather".to_owned())),
            Mishap::Rejected => Err(EngineFault::Rejected("the weather".to_owned())),
            Mishap::DiesBefore => {
                weather.is_dead = true;
                Err(lost())
            }
            Mishap::DiesAfter => {
                let done = self.commit_now(changes);
                weather.is_dead = true;
                done.and(Err(lost()))
            }
        }
    }
}
