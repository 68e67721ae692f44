//! What tests share: the project's data and an invented place, throw-away databases and servers, and a client to call
//! them with.

#[cfg(feature = "database")]
pub mod database;
pub mod files;
pub mod http;
pub mod postgres;
pub mod server;
