//! Named fixtures and throw-away databases for tests.

pub mod postgres;
