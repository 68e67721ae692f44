//! Requirements: what somebody needs, whichever market has it, and of several markets at once.

pub mod bundles;
pub mod needs;
