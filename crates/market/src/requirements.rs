//! Requirements: what somebody needs, whichever market has it.

pub mod needs;
