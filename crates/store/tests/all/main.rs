//! The executor on both engines: every test that can runs on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod market;
mod toys;

mod asking;
mod crashes;
mod distributing;
mod faults;
mod isolation;
mod messages;
mod migrating;
mod order;
mod owners;
mod reading;
mod sockets;
mod timers;
mod tls;
