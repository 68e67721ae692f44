//! Transaction administration.

pub mod closing;
pub mod parallel_market;
pub mod payment_transfer;
