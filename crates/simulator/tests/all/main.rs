//! Histories that are lived through, and bugs on purpose that have to be found.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

mod controls;
mod histories;
mod registry;

use host::reference::{Books, Sources};
use simulator::{Setting, Size};

/// Of everything that is compiled in.
fn setting() -> Setting {
    Setting::new(Books::read(Sources::default()).unwrap())
}

const fn size(steps: usize) -> Size {
    Size { steps, people: 24 }
}
