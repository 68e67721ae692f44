//! The market: its records, its commands, its decisions. Pure.
//!
//! Folders are the briefing's clusters and files are its modules. A folder uses only itself and those above it
//! in this list; [`trade`] is the spine that links them.
pub mod directory;
pub mod users;
pub mod support;
pub mod options;
pub mod mechanisms;
pub mod trade;
pub mod admin;
pub mod modules;
