//! Counts, shares, distances and lengths of time as text.

use super::{Distance, Locale, Text};
use crate::t;

/// A statute mile is 1,609.344 meters exactly.
const MILLIMETRES_IN_MILE: u64 = 1_609_344;

impl Locale {
    /// A whole number: `12,000`.
    pub fn count(self, count: u64) -> Text {
        Text::verbatim(self.grouped(count))
    }

    /// A share in basis points, with no more decimals than it has: `2%`, `2.5%`, `0.25%`.
    pub fn share(self, basis_points: u32) -> Text {
        let (value, exponent) = match basis_points {
            whole if whole.is_multiple_of(100) => (whole / 100, 0),
            tenths if tenths.is_multiple_of(10) => (tenths / 10, 1),
            hundredths => (hundredths, 2),
        };
        t!(self, "number-share", share = self.decimal(u64::from(value), exponent))
    }

    /// A distance in meters, to a tenth below ten and whole above, rounded half up: `2.1 miles`, `14 km`.
    pub fn distance(self, meters: u32) -> Text {
        let millimetres = u64::from(meters) * 1000;
        let tenths = match self.region.distance {
            Distance::Miles => (millimetres * 10 + MILLIMETRES_IN_MILE / 2) / MILLIMETRES_IN_MILE,
            Distance::Kilometres => (millimetres + 50_000) / 100_000,
        };
        let is_told_apart = tenths < 100 && !tenths.is_multiple_of(10);
        let number = if is_told_apart { self.decimal(tenths, 1) } else { self.grouped((tenths + 5) / 10) };
        match self.region.distance {
            Distance::Miles if tenths == 10 => t!(self, "distance-mile"),
            Distance::Miles => t!(self, "distance-miles", number = number),
            Distance::Kilometres => t!(self, "distance-kilometres", number = number),
        }
    }

    /// A length of time: `4 hours`, `3 hours 30 minutes`, `45 minutes`.
    pub fn duration(self, minutes: u32) -> Text {
        let (hours, rest) = (minutes / 60, minutes % 60);
        match (hours, rest) {
            (0, rest) => t!(self, "duration-minutes", count = rest),
            (hours, 0) => t!(self, "duration-hours", count = hours),
            (hours, rest) => t!(
                self,
                "duration-both",
                hours = t!(self, "duration-hours", count = hours),
                minutes = t!(self, "duration-minutes", count = rest)
            ),
        }
    }
}
