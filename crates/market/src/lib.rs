//! The market: its records, its commands, its decisions. Pure.
//!
//! Folders are the briefing's clusters and files are its modules. A folder uses only itself and those above it
//! in this list; [`trade`] is the spine that links them.
pub mod admin;
pub mod directory;
#[cfg(test)]
mod fixtures;
pub mod mechanisms;
pub mod modules;
pub mod options;
pub mod support;
pub mod trade;
pub mod users;
