//! The market: its records, its commands, its decisions. Pure.
//!
//! Folders are the briefing's clusters and files are its modules. A folder uses only itself and those before it here:
//! [`concession`], [`directory`], [`price`], [`users`], [`trade`] (the spine: what everything that is traded becomes),
//! [`options`], [`support`], [`mechanisms`], [`requirements`], [`admin`].
pub mod admin;
pub mod concession;
pub mod directory;
pub mod mechanisms;
pub mod modules;
pub mod options;
pub mod price;
pub mod requirements;
pub mod support;
#[cfg(test)]
mod tests;
pub mod trade;
pub mod users;
