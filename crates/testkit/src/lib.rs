//! What tests share: the project's data and an invented place, throw-away databases and servers, and a client to call
//! them with.

#[cfg(feature = "database")]
pub mod database;
pub mod dice;
pub mod files;
pub mod history;
pub mod http;
pub mod naughty;
pub mod postgres;
pub mod proxy;
pub mod server;

/// Whether tests may take long: `cargo xtask test --long` says so.
pub fn is_long() -> bool {
    std::env::var_os("POEMS_TEST_LONG").is_some()
}
