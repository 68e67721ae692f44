//! The executor: takes what has queued, decides it one after another over one state in memory, commits once.

use crate::decide::{Decision, Turn, decide, needs};
use crate::engine::{Engine, EngineFault};
use crate::failure::Failure;
use crate::job::{Answered, Errand, Job};
use crate::owner::Tenure;
use crate::shared::Shared;
use kernel::{Change, Keys, Locality, Record, State, Timer};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// How often a batch is tried before its commands are answered "busy".
const ATTEMPTS: u32 = 8;
/// How many conflicts in a row before a batch is halved: one of its commands may conflict for ever.
const CONFLICTS: u32 = 3;
/// How often a batch of several market areas loses the database before each of them is tried by itself.
const LOSSES: u32 = 1;
/// How often a decision may ask for further rows.
const ROUNDS: usize = 16;
/// How often a batch looks ahead: a command that is ready is decided once more each time, for nothing.
const FORESIGHTS: u32 = 4;

/// One thread's work: the commands of some localities, in one order.
pub(crate) struct Lane {
    engine: Box<dyn Engine>,
    tenure: Tenure,
    state: State,
    /// How often this batch may still look ahead.
    foresights: u32,
    /// Whether the answer to a commit of the commands at hand was lost.
    is_in_doubt: bool,
    /// The market areas that were asked for.
    areas: BTreeSet<Locality>,
    /// Those of them that were out of reach when they were tried last, while others need not be: each is tried once more whenever
    /// it is asked for, and not waited for.
    away: BTreeSet<Locality>,
    shared: Arc<Shared>,
}

impl Lane {
    pub(crate) fn new(engine: Box<dyn Engine>, tenure: Tenure, shared: Arc<Shared>) -> Self {
        Self {
            engine,
            tenure,
            state: State::default(),
            foresights: FORESIGHTS,
            is_in_doubt: false,
            areas: BTreeSet::new(),
            away: BTreeSet::new(),
            shared,
        }
    }

    /// Works until nobody can queue anything any more, then leaves the localities to others.
    pub(crate) fn run(mut self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut batch = vec![first];
            batch.extend(queue.try_iter().take(self.shared.batch_most - 1));
            self.settle(batch);
        }
        let farewell = self.tenure.farewell();
        if !farewell.is_empty()
            && let Err(fault) = self.engine.commit(&farewell)
        {
            tracing::warn!(%fault, "leases were not given up; they run out by themselves");
        }
    }

    /// Answers every command of the batch, refusals too, after what it decided is durable.
    pub(crate) fn settle(&mut self, batch: Vec<Job>) {
        self.areas.extend(localities(&batch));
        let (away, near) = batch.into_iter().partition(|job: &Job| self.away.contains(&job.locality));
        for part in [near, away].into_iter().filter(|part: &Vec<Job>| !part.is_empty()) {
            self.is_in_doubt = false;
            self.settle_or_halve(part);
        }
    }

    fn settle_or_halve(&mut self, batch: Vec<Job>) {
        let (mut last, areas) = (String::new(), localities(&batch));
        let is_away = areas.is_subset(&self.away);
        for attempt in 0..if is_away { 1 } else { ATTEMPTS } {
            let fault = match self.attempt(&batch) {
                Ok(answers) => {
                    self.away.retain(|area| !areas.contains(area));
                    return self.answer(batch, answers);
                }
                Err(fault) => fault,
            };
            self.tenure.forget(&localities(&batch));
            last = fault.to_string();
            match fault {
                EngineFault::Rejected(_) if batch.len() > 1 => return self.halve(batch),
                EngineFault::Rejected(why) => return self.fail(batch, &why),
                EngineFault::Conflict(_) => {
                    self.shared.counters.conflicts.add(1);
                    if attempt >= CONFLICTS && batch.len() > 1 {
                        return self.halve(batch);
                    }
                }
                EngineFault::Lost(why) => {
                    self.shared.counters.reconnects.add(1);
                    tracing::warn!(why, attempt, "the database was lost; the batch runs again");
                    if areas.len() > 1 && (attempt >= LOSSES || is_away) {
                        return self.part(batch);
                    }
                    if !is_away {
                        self.shared.clock.wait(Duration::from_millis(5 << attempt));
                    }
                }
            }
        }
        // The other areas of the lane do not wait for this one again.
        if areas.len() == 1 && self.areas.len() > 1 {
            self.away.extend(areas);
        }
        tracing::error!(why = last, commands = batch.len(), "gave a batch up");
        let gave_up = || if self.is_in_doubt { Failure::Unsure } else { Failure::Busy };
        let answers = batch.iter().map(|_| Err(gave_up())).collect();
        self.answer(batch, answers);
    }

    fn halve(&mut self, mut batch: Vec<Job>) {
        self.shared.counters.halvings.add(1);
        let second = batch.split_off(batch.len() / 2);
        self.settle_or_halve(batch);
        self.settle_or_halve(second);
    }

    /// Each market area by itself: a database of many machines can lose some of its areas and keep others.
    fn part(&mut self, batch: Vec<Job>) {
        let mut parts: BTreeMap<Locality, Vec<Job>> = BTreeMap::new();
        for job in batch {
            parts.entry(job.locality).or_default().push(job);
        }
        for part in parts.into_values() {
            self.settle_or_halve(part);
        }
    }

    fn fail(&mut self, batch: Vec<Job>, why: &str) {
        let answers = batch.iter().map(|job| Err(self.shared.fault(job.command.name(), why))).collect();
        self.answer(batch, answers);
    }

    fn answer(&mut self, batch: Vec<Job>, answers: Vec<Answered>) {
        self.shared.counters.commands.add(batch.len());
        for (job, answered) in batch.into_iter().zip(answers) {
            // Whoever asked may have gone; what was decided stands.
            let _gone = job.reply.send(answered);
        }
    }

    fn attempt(&mut self, batch: &[Job]) -> Result<Vec<Answered>, EngineFault> {
        self.state.forget();
        self.foresights = FORESIGHTS;
        self.learn_owners(&localities(batch))?;
        self.load(self.gather(batch))?;
        let now = self.shared.clock.now();
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        let first = self.shared.seeds.fetch_add(count, Ordering::Relaxed);
        let turns: Vec<Turn> = batch.iter().zip(first..).map(|(job, seed)| Turn { job, now, seed }).collect();
        let mut answers = Vec::with_capacity(batch.len());
        let mut rest = turns.as_slice();
        while let [turn, later @ ..] = rest {
            answers.push(self.consider(turn, later)?);
            rest = later;
        }
        let changes = self.state.changes();
        let claimed = self.claimed(batch, &answers);
        if !changes.is_empty() || !claimed.is_empty() {
            self.commit(changes, claimed)?;
        }
        Ok(answers)
    }

    /// Must come before all other reads: see [`crate::owner`].
    fn learn_owners(&mut self, localities: &BTreeSet<Locality>) -> Result<(), EngineFault> {
        let unsure = self.tenure.unsure(localities);
        if unsure.is_empty() {
            return Ok(());
        }
        let rows = self.engine.load(&unsure)?;
        let durable =
            self.tenure.learn(&unsure, rows).map_err(|bad| EngineFault::Rejected(bad.to_string()))?;
        for changes in durable {
            self.shared.tell(&changes);
        }
        Ok(())
    }

    /// The rows that the batch will probably read.
    fn gather(&self, batch: &[Job]) -> Keys {
        let mut keys = Keys::default();
        for job in batch.iter().filter(|job| self.tenure.elsewhere(job.locality).is_none()) {
            if job.errand.is_logged() {
                keys.point(job.log_key());
            }
            if let Some(timer) = job.timer_key() {
                keys.one::<Timer>(timer);
            }
            let mut reads = Keys::default();
            // One that panics here will say so again when it decides.
            let is_whole = catch_unwind(AssertUnwindSafe(|| job.command.reads(&mut reads))).is_ok();
            if is_whole && stray(&reads, job.locality).is_none() {
                keys.extend(reads);
            }
        }
        keys
    }

    fn load(&mut self, keys: Keys) -> Result<(), EngineFault> {
        let missing = self.state.missing(keys);
        if !missing.is_empty() {
            let rows = self.engine.load(&missing)?;
            self.state.load(&missing, rows);
        }
        Ok(())
    }

    /// Decides one command; what it needs is read at once, so that the order of arrival is kept. What those after it
    /// will need is read with it: one journey to the database for many commands.
    fn consider(&mut self, turn: &Turn<'_>, later: &[Turn<'_>]) -> Result<Answered, EngineFault> {
        let job = turn.job;
        if let Some(address) = self.tenure.elsewhere(job.locality) {
            return Ok(Err(Failure::NotOwner { address: address.to_owned() }));
        }
        for _ in 0..ROUNDS {
            match decide(turn, &self.state, &self.shared) {
                Decision::Settled(answered) => return Ok(answered),
                Decision::Accepted(writes, answered) => return Ok(self.take_in(job, writes, answered)),
                Decision::Need(mut keys) => {
                    if let Some(table) = stray(&keys, job.locality) {
                        let why = format!("reads `{table}` of another locality");
                        return Ok(Err(self.shared.fault(job.command.name(), &why)));
                    }
                    self.shared.counters.need_round(job.command.name());
                    if let Some(left) = self.foresights.checked_sub(1) {
                        self.foresights = left;
                        keys.extend(self.foresee(later));
                    }
                    self.load(keys)?;
                }
            }
        }
        Ok(Err(self.shared.fault(job.command.name(), "asked for further rows too often")))
    }

    /// The rows that these commands would ask for if it were their turn now.
    fn foresee(&self, later: &[Turn<'_>]) -> Keys {
        let mut keys = Keys::default();
        for turn in later.iter().filter(|turn| self.tenure.elsewhere(turn.job.locality).is_none()) {
            if let Some(needed) = needs(turn, &self.state, &self.shared)
                && stray(&needed, turn.job.locality).is_none()
            {
                keys.extend(needed);
            }
        }
        keys
    }

    fn take_in(&mut self, job: &Job, writes: kernel::Writes, answered: Answered) -> Answered {
        let rows = writes.into_rows().map_err(|fault| self.shared.fault(job.command.name(), &fault))?;
        let is_own = |key: &kernel::Key| {
            crate::owner::locality_of(key) == Ok(job.locality) && key.table.name != kernel::Owner::TABLE.name
        };
        if let Some(key) = rows.keys().find(|key| !is_own(key)) {
            let why = format!("writes `{}`, which is not its to write", key.table.name);
            return Err(self.shared.fault(job.command.name(), &why));
        }
        self.state.take_in(rows);
        answered
    }

    /// The localities whose owner row is to be written even if nothing else is: those that are claimed; and all of them
    /// where a lost commit of these commands may still arrive, so that what is refused now is not carried out after all.
    fn claimed(&self, batch: &[Job], answers: &[Answered]) -> BTreeSet<Locality> {
        let may_arrive = self.is_in_doubt && answers.iter().any(Result::is_err);
        let is_claimed = |job: &&Job| may_arrive || job.errand == Errand::Claim;
        let claims = batch.iter().filter(is_claimed).map(|job| job.locality);
        claims.filter(|locality| self.tenure.elsewhere(*locality).is_none()).collect()
    }

    fn commit(&mut self, mut changes: Vec<Change>, claimed: BTreeSet<Locality>) -> Result<(), EngineFault> {
        let bad = |bad: kernel::BadRow| EngineFault::Rejected(bad.to_string());
        changes.extend(self.tenure.claims(&changes, claimed).map_err(bad)?);
        changes.sort_by(|a, b| a.key.cmp(&b.key));
        match self.engine.commit(&changes) {
            Ok(()) => {
                self.shared.counters.batches.add(1);
                self.shared.counters.rows.add(changes.len());
                self.tenure.committed(&changes).map_err(bad)?;
                self.shared.tell(&changes);
                Ok(())
            }
            Err(EngineFault::Lost(why)) => {
                self.is_in_doubt = true;
                self.tenure.doubt(changes);
                Err(EngineFault::Lost(why))
            }
            Err(fault) => Err(fault),
        }
    }
}

fn localities(batch: &[Job]) -> BTreeSet<Locality> {
    batch.iter().map(|job| job.locality).collect()
}

/// A table that is read in another locality, where nothing guards what was read.
fn stray(keys: &Keys, locality: Locality) -> Option<&'static str> {
    let mut all = keys.points().iter().chain(keys.prefixes());
    all.find(|key| crate::owner::locality_of(key) != Ok(locality)).map(|key| key.table.name)
}
