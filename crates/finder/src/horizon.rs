//! The days that free hours are kept ready for.

use kernel::Day;

/// The days that free hours are kept ready for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Horizon {
    /// The first of them.
    pub(crate) first: Day,
    /// How many there are.
    pub(crate) count: i64,
}

impl Horizon {
    /// The days, in order.
    pub(crate) fn days(self) -> impl Iterator<Item = Day> {
        (0..self.count).map(move |ahead| self.first.plus(ahead))
    }
}
