//! Throw-away databases and servers for tests, and a client to call them with.

pub mod http;
pub mod postgres;
pub mod server;
