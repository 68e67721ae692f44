//! Transaction administration.

pub mod parallel_market;
pub mod payment_transfer;
