//! Progress, shown where somebody watches.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};

/// How many cells a full bar has: it is drawn anew when one more is full.
const CELLS: u64 = 40;
/// Of a bar that has not been drawn.
const NOTHING: u64 = u64::MAX;

/// How far something has come.
#[derive(Debug)]
pub struct Bar {
    what: &'static str,
    steps: AtomicU64,
    done: AtomicU64,
    /// The full cells of what was drawn last.
    drawn: AtomicU64,
    is_shown: bool,
}

/// A bar on standard error, and nothing where that is no terminal.
pub fn bar(steps: u64, what: &'static str) -> Bar {
    let is_shown = std::io::stderr().is_terminal();
    Bar { what, steps: steps.into(), done: 0.into(), drawn: NOTHING.into(), is_shown }
}

impl Bar {
    /// A bar that nobody sees.
    pub fn hidden() -> Self {
        Self { is_shown: false, ..bar(0, "") }
    }

    /// So many steps more are done.
    pub fn inc(&self, steps: u64) {
        let done = self.done.fetch_add(steps, Ordering::Relaxed).saturating_add(steps);
        self.show(self.what, done, self.steps.load(Ordering::Relaxed));
    }

    /// This is being done now, and so many steps of so many are.
    pub fn set(&self, what: &str, done: u64, steps: u64) {
        self.steps.store(steps, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
        self.show(what, done, steps);
    }

    /// Takes it off the screen.
    pub fn clear(&self) {
        if self.is_shown {
            write("\r\x1b[K");
        }
    }

    fn show(&self, what: &str, done: u64, steps: u64) {
        let full = full_cells(done, steps);
        if self.is_shown && self.drawn.swap(full, Ordering::Relaxed) != full {
            write(&format!("\r{}\x1b[K", line(what, full, done, steps)));
        }
    }
}

fn full_cells(done: u64, steps: u64) -> u64 {
    done.min(steps).saturating_mul(CELLS) / steps.max(1)
}

fn line(what: &str, full: u64, done: u64, steps: u64) -> String {
    let cells: String = (0..CELLS).map(|cell| if cell < full { '#' } else { '-' }).collect();
    format!("{what:>20} [{cells}] {done}/{steps}")
}

/// A terminal that does not take it goes without.
fn write(text: &str) {
    let mut out = std::io::stderr().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::{CELLS, full_cells, line};

    #[test]
    fn a_bar_is_as_full_as_its_steps_are_done() {
        assert_eq!([0, 1, 40, 80, 90].map(|done| full_cells(done, 80)), [0, 0, 20, CELLS, CELLS]);
        assert_eq!(full_cells(0, 0), 0);
        assert_eq!(line("people", 2, 4, 80), format!("{:>20} [##{}] 4/80", "people", "-".repeat(38)));
    }
}
