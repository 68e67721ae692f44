//! The bed in which a market lives: the real executor over a memory, one process after another, all of it on one thread and
//! on a simulated clock. The same steps give the same market.

use crate::agenda::Agenda;
use crate::clock::SimulatedClock;
use crate::courier::{Courier, Luck, Noted, again_at};
use crate::memory::Memory;
use crate::step::{Asked, Firing, SharedCommand, Step};
use crate::weather::{Exposed, Mishap, Tamper, Weather};
use host::draw::Draw;
use kernel::{Change, Id, Outbox, Reference, Timer, Timestamp};
use market::modules::commands;
use std::cell::{Ref, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use store::{Clock, Database, Failure, Options, Solo, Work};

/// How many timers or messages are taken at a time.
const CHUNK: usize = 256;
/// How often in a row nothing may come of firing what is due, before it is left for later.
const FRUITLESS: u32 = 3;
/// The lease of the simulated processes.
const LEASE: Duration = Duration::from_secs(10);
/// Where every one of the simulated processes is, one after the other.
const ADDRESS: &str = "simulated";

/// What a market is made of, the same for every history.
#[derive(Clone)]
pub struct Ground {
    /// What decisions consult.
    pub reference: Reference,
    /// What changes commits on their way: a bug on purpose.
    pub tamper: Option<Tamper>,
}

/// One market.
pub(crate) struct Bed {
    ground: Ground,
    memory: Rc<RefCell<Memory>>,
    weather: Rc<RefCell<Weather>>,
    clock: Arc<SimulatedClock>,
    agenda: Agenda,
    courier: Courier,
    process: Solo,
    processes: u64,
}

/// What was given to the executor, and what it answered.
#[derive(Debug)]
pub(crate) struct Settled {
    /// What it was.
    pub what: What,
    /// The answer as JSON, or why there is none.
    pub answer: Result<String, Failure>,
}

/// What was given to the executor.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Somebody asked.
    Asked(Asked),
    /// A timer was fired.
    Fired(Timer),
    /// A message was marked.
    Marked(Id<Outbox>),
}

/// What a step came to.
#[derive(Debug, Default)]
pub(crate) struct Came {
    /// Everything that was settled, in order.
    pub settled: Vec<Settled>,
    /// What was committed, in order.
    pub commits: Vec<Vec<Change>>,
    /// What went wrong on purpose.
    pub mishaps: Vec<Mishap>,
    /// Whether a commit of an earlier step may have arrived in this one.
    pub had_late: bool,
    /// How many timers were fired late, and how many twice.
    pub late: u64,
    /// See `late`.
    pub doubled: u64,
    /// What was delivered that is not what it was before.
    pub misdelivered: Vec<String>,
}

impl Bed {
    /// An empty market at a moment.
    pub(crate) fn new(ground: &Ground, now: Timestamp) -> Self {
        let (memory, weather) = (Rc::default(), Rc::default());
        let clock = Arc::new(SimulatedClock::at(now));
        let process = process(ground, &memory, &weather, &clock, 1);
        let (agenda, courier) = (Agenda::default(), Courier::default());
        Self { ground: ground.clone(), memory, weather, clock, agenda, courier, process, processes: 1 }
    }

    /// The records.
    pub(crate) fn memory(&self) -> Ref<'_, Memory> {
        self.memory.borrow()
    }

    /// What waits for its time.
    pub(crate) fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// What was delivered.
    pub(crate) fn courier(&self) -> &Courier {
        &self.courier
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How many processes have died.
    pub(crate) fn deaths(&self) -> u64 {
        self.processes - 1
    }

    /// Writes rows as no command does: what is made by hand before a market opens.
    ///
    /// # Errors
    /// As [`Memory::commit`].
    pub(crate) fn found(&mut self, changes: &[Change]) -> Result<(), store::EngineFault> {
        let mut memory = self.memory.borrow_mut();
        memory.commit(changes)?;
        memory.take_commits();
        Ok(())
    }

    /// Lives through a step.
    pub(crate) fn live(&mut self, step: &Step) -> Came {
        let mut came = Came { had_late: self.weather.borrow().has_late(), ..Came::default() };
        let mut draw = Draw::new(u64::from(step.seed));
        self.weather.borrow_mut().forecast(&step.mishaps);
        if step.firing == Firing::Punctual {
            self.fire_until(step.at, &mut draw, &mut came);
        }
        self.clock.go_on_to(step.at);
        let mut given: Vec<What> = step.asked.iter().cloned().map(What::Asked).collect();
        if step.firing == Firing::Jumbled {
            for timer in self.agenda.timers(step.at, CHUNK) {
                came.late += u64::from(timer.due_at < step.at);
                let is_twice = draw.percent(20);
                came.doubled += u64::from(is_twice);
                given.extend(std::iter::repeat_n(What::Fired(timer), 1 + usize::from(is_twice)));
            }
            shuffle(&mut draw, &mut given);
        }
        self.settle(given, &mut draw, &mut came);
        if step.delivers {
            self.deliver(&mut draw, &mut came);
        }
        came.mishaps = self.weather.borrow_mut().take_happened();
        came
    }

    /// Lets a time come with nobody doing anything: timers fire, each at its own time, and messages arrive.
    pub(crate) fn wait_until(&mut self, time: Timestamp) -> Came {
        let mut came = Came { had_late: self.weather.borrow().has_late(), ..Came::default() };
        let mut draw = Draw::new(0);
        self.weather.borrow_mut().forecast(&[]);
        self.fire_until(time, &mut draw, &mut came);
        self.clock.go_on_to(time);
        while !self.agenda.messages(self.now(), 1).is_empty() {
            let before = came.settled.len();
            self.deliver_each(&mut Courier::everything, &mut draw, &mut came);
            if came.settled.len() == before {
                break;
            }
        }
        came
    }

    fn fire_until(&mut self, time: Timestamp, draw: &mut Draw, came: &mut Came) {
        let mut fruitless = 0;
        while let Some(due_at) = self.agenda.next_timer().filter(|due_at| *due_at <= time) {
            came.late += u64::from(due_at < self.now());
            self.clock.go_on_to(due_at);
            let due = self.agenda.timers(due_at, CHUNK);
            let first = due.first().map(|timer| (timer.due_at, timer.id));
            self.settle(due.into_iter().map(What::Fired).collect(), draw, came);
            let is_there =
                self.agenda.timers(due_at, 1).first().map(|timer| (timer.due_at, timer.id)) == first;
            fruitless = if is_there { fruitless + 1 } else { 0 };
            if fruitless == FRUITLESS {
                return;
            }
        }
    }

    fn deliver(&mut self, draw: &mut Draw, came: &mut Came) {
        let mut luck = Draw::new(u64::try_from(draw.between(0, i64::MAX)).unwrap_or_default());
        self.deliver_each(&mut |_| Courier::luck(&mut luck), draw, came);
    }

    fn deliver_each(&mut self, luck: &mut dyn FnMut(&Outbox) -> Luck, draw: &mut Draw, came: &mut Came) {
        let (now, mut follow_up, mut letters) = (self.now(), Vec::new(), Vec::new());
        for message in self.agenda.messages(now, CHUNK) {
            let carried = self.courier.carry(&message, luck(&message));
            came.misdelivered.extend(carried.wrong);
            follow_up.extend(carried.asks.clone().map(What::Asked));
            letters.push((message, carried.noted, carried.asks.is_some()));
        }
        let first = came.settled.len();
        self.settle(follow_up, draw, came);
        let mut answers = came.settled.iter().skip(first).map(|settled| settled.answer.is_ok());
        let (mut what, mut work) = (Vec::new(), Vec::new());
        for (message, noted, asks) in letters {
            // What could not be done because of a message is done when it comes again.
            let noted = if asks && answers.next() != Some(true) { Noted::TriedAgain } else { noted };
            let again_at = match noted {
                Noted::Arrived => None,
                Noted::TriedAgain => Some(again_at(now)),
                Noted::Nothing => continue,
            };
            what.push(What::Marked(message.id));
            work.push(Work::Mark(message.locality, message.id, again_at));
        }
        self.carry_out(what, work, draw, came);
    }

    fn settle(&mut self, given: Vec<What>, draw: &mut Draw, came: &mut Came) {
        let work = |what: &What| match what {
            What::Asked(Asked { request, command, .. }) => {
                Some(Work::Ask(*request, Box::new(SharedCommand(Arc::clone(command)))))
            }
            What::Fired(timer) => Some(Work::Fire(timer.clone())),
            What::Marked(_) => None,
        };
        let work = given.iter().filter_map(work).collect();
        self.carry_out(given, work, draw, came);
    }

    fn carry_out(&mut self, given: Vec<What>, work: Vec<Work>, draw: &mut Draw, came: &mut Came) {
        if work.is_empty() {
            return;
        }
        let answers = self.process.settle(work, draw.between(0, i64::MAX / 2));
        came.settled.extend(given.into_iter().zip(answers).map(|(what, answer)| Settled { what, answer }));
        self.remember(came);
        if self.weather.borrow_mut().has_died() {
            self.processes += 1;
            self.process = process(&self.ground, &self.memory, &self.weather, &self.clock, self.processes);
        }
    }

    fn remember(&mut self, came: &mut Came) {
        for commit in self.memory.borrow_mut().take_commits() {
            self.agenda.take_in(&commit);
            self.courier.take_in(&commit);
            came.commits.push(commit);
        }
    }
}

/// The clock, the memory and the weather outlive a process.
fn process(
    ground: &Ground,
    memory: &Rc<RefCell<Memory>>,
    weather: &Rc<RefCell<Weather>>,
    clock: &Arc<SimulatedClock>,
    number: u64,
) -> Solo {
    let engine = Exposed { memory: Rc::clone(memory), weather: Rc::clone(weather), tamper: ground.tamper };
    let options = Options::new(Database::temporary())
        .commands(commands())
        .reference(ground.reference.clone())
        .clock(Arc::<SimulatedClock>::clone(clock))
        .lease(LEASE, Arc::<SimulatedClock>::clone(clock))
        .address(ADDRESS);
    Solo::open(options, Box::new(engine), format!("{number:016x}"))
}

fn shuffle<T>(draw: &mut Draw, items: &mut [T]) {
    for at in (1..items.len()).rev() {
        let most = i64::try_from(at).unwrap_or_default();
        items.swap(at, usize::try_from(draw.between(0, most)).unwrap_or_default());
    }
}
