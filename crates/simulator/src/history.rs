//! Histories: one made up from a seed, one lived through again, and what they came to.

use crate::Size;
use crate::author::{Author, begins_at, founding};
use crate::bed::{Bed, Ground};
use crate::fault::Fault;
use crate::hand::changes;
use crate::step::Step;
use crate::tally::Tally;
use crate::watch::Watch;
use host::reference::Books;
use kernel::Timestamp;
use sha2::{Digest, Sha256};

/// How many steps after each other everything is checked.
const EVERYTHING_EACH: usize = 1_000;
/// How long everything is left alone at the end, in hours: longer than anything that waits.
const AT_THE_END_HOURS: i64 = 3 * 365 * 24;

/// What a history is lived in.
#[derive(Clone)]
pub struct Setting {
    /// The rulebook, the sectors and the places.
    pub books: Books,
    /// What decisions consult, and a bug on purpose.
    pub ground: Ground,
}

/// A history that was lived through.
pub struct History {
    /// When it begins.
    pub from: Timestamp,
    /// Its steps, up to the one that broke something.
    pub steps: Vec<Step>,
    /// What was broken by the last step, or at the end.
    pub faults: Vec<Fault>,
    /// What was tried.
    pub tally: Tally,
    /// SHA-256 of the steps and the answers, in hexadecimal: the same for the same seed.
    pub digest: String,
}

/// A market and whoever watches it.
struct Life {
    bed: Bed,
    watch: Watch,
    lived: usize,
}

impl Setting {
    /// One in which nothing is wrong on purpose.
    pub fn new(books: Books) -> Self {
        let reference = books.reference();
        Self { books, ground: Ground { reference, tamper: None } }
    }
}

impl Life {
    fn begin(setting: &Setting, from: Timestamp) -> (Self, Vec<Fault>) {
        let mut bed = Bed::new(&setting.ground, from);
        let watch = Watch::new(setting.ground.reference.clone());
        let founded = bed.found(&founding(from));
        let faults = founded.err().map(|fault| Fault::of(crate::Invariant::NothingFails, fault.to_string()));
        (Self { bed, watch, lived: 0 }, faults.into_iter().collect())
    }

    fn live(&mut self, step: &Step) -> (crate::bed::Came, Vec<Fault>) {
        let came = self.bed.live(step);
        let mut faults = self.watch.after_step(&self.bed, &came);
        self.lived += 1;
        if faults.is_empty() && self.lived.is_multiple_of(EVERYTHING_EACH) {
            faults = self.watch.everything(&self.bed);
        }
        (came, faults)
    }

    /// Nobody does anything any more.
    fn end(&mut self) -> (crate::bed::Came, Vec<Fault>) {
        let came = self.bed.wait_until(self.bed.now().plus_hours(AT_THE_END_HOURS));
        let mut faults = self.watch.after_step(&self.bed, &came);
        if faults.is_empty() {
            faults = self.watch.at_the_end(&self.bed);
        }
        (came, faults)
    }
}

/// Makes a history up and lives through it; `each` hears of every step.
pub fn live(setting: &Setting, seed: u64, size: Size, mut each: impl FnMut()) -> History {
    let from = begins_at(seed, &setting.books);
    let (mut life, mut faults) = Life::begin(setting, from);
    let mut author = Author::new(seed, size, &setting.books);
    let (mut steps, mut tally, mut hash) = (Vec::new(), Tally::default(), Sha256::new());
    while faults.is_empty() && steps.len() < size.steps {
        let step = author.next(&life.bed);
        let (came, wrong) = life.live(&step);
        hash.update(format!("{step}\n"));
        came.settled.iter().for_each(|settled| hash.update(format!("{:?}\n", settled.answer)));
        author.hear(&came);
        tally.step(&step, &came);
        faults = wrong;
        steps.push(step);
        each();
    }
    if faults.is_empty() {
        let (came, wrong) = life.end();
        tally.settled(&came);
        faults = wrong;
    }
    let until = steps.last().map_or(from, |step| step.at);
    tally.finish(&author, &life.bed, clock_changes(setting, from, until));
    let digest = hash.finalize().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    History { from, steps, faults, tally, digest }
}

/// What the same steps, or some of them, break when they are lived through again; and how many were lived through.
pub fn relive(setting: &Setting, from: Timestamp, steps: &[Step]) -> (Vec<Fault>, usize) {
    let (mut life, mut faults) = Life::begin(setting, from);
    for (lived, step) in steps.iter().enumerate() {
        if !faults.is_empty() {
            return (faults, lived);
        }
        faults = life.live(step).1;
    }
    if faults.is_empty() {
        faults = life.end().1;
    }
    (faults, steps.len())
}

/// How many times the clocks on the walls change between two moments.
fn clock_changes(setting: &Setting, from: Timestamp, until: Timestamp) -> u64 {
    let Some(place) = setting.books.directory.places().next() else { return 0 };
    let days = until.minutes_since(from) / (24 * 60) + 1;
    let count = changes(&place.zone, from, days).filter(|at| *at < until).count();
    u64::try_from(count).unwrap_or_default()
}
