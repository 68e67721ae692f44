//! What every process needs that hosts a market, whether it serves, checks or measures: the reference data, the
//! search made from the records, the check of the books, invented people, and how a verb answers and fails.

pub mod check;
pub mod draw;
pub mod failure;
pub mod folder;
pub mod output;
pub mod people;
pub mod progress;
pub mod reference;
pub mod search;
