//! The market: its records, its commands, its decisions. Pure.
//!
//! Folders are the briefing's clusters and files are its modules. A folder uses only itself and those above it
//! in this list; [`trade`] is the spine that links them.
pub mod admin;
pub mod concession;
pub mod directory;
pub mod mechanisms;
pub mod modules;
pub mod options;
pub mod support;
#[cfg(test)]
mod tests;
pub mod trade;
pub mod users;
