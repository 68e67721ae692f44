//! `poems simulate`: a whole market lived through on a simulated clock in one thread, with everything that people, time,
//! databases and processes do to it; watched after every step, and repeated by its seed.
//!
//! ```text
//! author ──step──▶ bed (the real executor over a memory, in some weather) ──commits──▶ watch ──faults──▶ shrink
//!    ▲ looks at the records                                                  │
//!    └────────────────────────── hears what came of it ◀─────────────────────┘
//! ```
//!
//! A history is data: what the `author` makes up once is lived through again as it is, with steps left out. A module
//! joins by a line a command in `given`.

mod agenda;
mod author;
mod bed;
mod clock;
mod courier;
mod fault;
mod given;
mod hand;
mod history;
mod memory;
mod pool;
mod shrink;
mod simulate;
mod step;
mod tally;
mod watch;
mod weather;

pub use bed::Ground;
pub use fault::{Fault, Invariant};
pub use given::{GIVEN, Given};
pub use hand::{Call, Hand};
pub use history::{History, Setting, live, relive};
pub use shrink::{Shortest, shortest};
pub use simulate::{Simulate, run};
pub use step::{Asked, Firing, Step};
pub use tally::{Answered, Tally};
pub use weather::{Mishap, Tamper};

use kernel::{Id, Locality, Timestamp};
use market::users::User;

/// How large a history is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many steps it has.
    pub steps: usize,
    /// How many people open an account at once; others come later.
    pub people: u32,
}

/// Whoever works for the operator in a market area.
pub(crate) fn operator(locality: Locality) -> Id<User> {
    Id::fresh(Timestamp(0), locality, 0)
}
