//! The desk: what a visitor can ask and do, once, for pages and API alike.
//!
//! A function here takes the visitor and what was sent as domain values, runs the command or the reads, and gives
//! plain structs; `pages` and `api` only put them into words or JSON.

pub mod accounts;
pub mod clock;
pub mod cursor;
pub mod favored_counterparties;
pub mod money;
pub mod offers;
pub mod options;
pub mod trades;
