//! Transaction administration.

pub mod payment_transfer;
