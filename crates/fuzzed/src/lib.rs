//! What is fuzzed: a body for each group of parsers of the product, which takes any bytes and holds the parsers to what they
//! promise. `fuzz/README.md` lists the parsers and the promises; `fuzz/` makes a program of each body for libFuzzer, and the test of
//! this crate runs each on its corpus.
//!
//! A promise that is broken is a panic.

pub mod addresses;
pub mod bodies;
pub mod books;
pub mod calendars;
pub mod cards;
pub mod commands;
pub mod forms;
pub mod headers;
pub mod hours;
pub mod numbers;
#[path = "../../web/tests/shared/opened.rs"]
#[expect(clippy::unwrap_used, reason = "what is fuzzed is a test, and stops where it fails")]
mod opened;
pub mod passkeys;
pub mod photos;
mod place;
pub mod records;
pub mod requests;
pub mod tables;
pub mod words;

use std::sync::LazyLock;

/// A group of parsers that is fuzzed.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name of its program, and of the folder of its corpus.
    pub name: &'static str,
    /// Holds the parsers to what they promise, for some bytes.
    pub run: fn(&[u8]),
}

macro_rules! targets {
    ($($name:ident)+) => {
        /// Every target.
        pub const TARGETS: &[Target] =
            &[$(Target { name: stringify!($name), run: $name::run }),+];
    };
}

targets! {
    addresses bodies books calendars cards forms headers hours numbers passkeys photos records requests tables words
}

/// Whether a bug is put in on purpose, to see that it is found: by the variable `FUZZ_PLANTED`.
fn is_planted() -> bool {
    static IS_PLANTED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("FUZZ_PLANTED").is_some());
    *IS_PLANTED
}

/// The bytes as text, if they are.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// What stands under each line that begins with `=== `, with what that line names.
fn sections(text: &str) -> Vec<(&str, &str)> {
    let parts = text.split("=== ").skip(1);
    parts.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
}

/// The first line, and the rest.
fn first_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}
