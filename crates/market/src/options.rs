//! Options assembly (15): one pipeline that turns a candidate into a priced, legal option, whatever the mechanism.
//!
//! ```text
//! candidate ─▶ booking checks ─▶ waterfall ─▶ option
//! ```
//! Search and commitment call the same [`assembly::Assembly::assemble`], so a price that is shown is the price that holds.

pub mod assembly;
pub mod blocks;
pub mod booking_checks;
pub mod breakdowns;
pub mod contracts;
pub mod favored_counterparties;
pub mod subsidies;
