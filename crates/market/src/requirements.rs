//! Requirements: what somebody needs as a whole, of several markets at once.

pub mod bundles;
