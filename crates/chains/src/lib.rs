//! The search for chains: of several components, each from a market of its own, all or none; the thinnest market first.
//!
//! ```text
//! Need ──▶ search ──▶ Answer: at most five Options, cheapest first, and in which order it looked
//! what is booked, one lost ──▶ repair ──▶ the same, of that component alone
//! ```
//!
//! Pure: no clock, no input or output, no chance. Who has a clock stops it by a function that is asked now and then. It knows neither
//! people nor law: sellers and resources are numbers, prices whole minor units, times whole minutes, places whole metres. What is
//! among the candidates may be sold, at that price; whoever calls has seen to that.
//!
//! - A component's **thickness** is published ([`Thickness`]); what is thinnest is chosen first, and after each choice all are
//!   reckoned anew, for a choice leaves the others fewer (forward checking).
//! - Depth first, branch and bound: what is spent and the cheapest of what is left, when together above the last option that is kept
//!   or the budget, are not looked into.
//! - All that [`Limits`] allow is looked at; whether that was everything is [`Answer::is_complete`].
//! - Equal totals stand by reliability, then by the order in which the candidates were given: the same need, the same answer.

mod answer;
mod need;
mod plan;
mod repair;
mod search;
mod thickness;

pub use answer::{Answer, Choice, Examined, Found, Step};
pub use need::{Breakdown, Candidate, Component, Constraint, Demand, Interval, Limits, Need, Place};
pub use repair::{Lost, Tolerance, repair};
pub use search::{Order, search, search_in};
pub use thickness::Thickness;

#[cfg(test)]
mod tests;
