//! Bounding boxes: the parallels and meridians between which everything lies that is within a distance of a point.

use kernel::Point;
use std::ops::RangeInclusive;

/// Meters in a degree of latitude, as [`Point::meters_to`] counts them.
const METERS_A_DEGREE: i64 = 111_195;
/// A degree in the units of points.
const DEGREE_E6: i64 = 1_000_000;
/// From this latitude on no meridian bounds a box: degrees of longitude shrink too fast there.
const POLAR_E6: i64 = 80_000_000;
/// Half the way round, less than a cell of the grid.
const HALF_ROUND_E6: i64 = 179_000_000;

/// What lies within a distance of a point, and perhaps something that does not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoundingBox {
    point: Point,
    north_e6: i64,
    /// `None` for all the way round.
    east_e6: Option<i64>,
}

impl BoundingBox {
    /// The box of so many meters around a point.
    pub(crate) fn around(point: Point, meters: i64) -> Self {
        // A distance is a meter less than it is at most in each direction, where it is cut to whole meters.
        let meters = meters.clamp(0, 40_000_000) + 2;
        let north_e6 = meters * DEGREE_E6 / METERS_A_DEGREE + 1;
        // Distances count a degree of longitude as it is half-way between the two points.
        let farthest_e6 = point.lat_e6.abs() + north_e6 / 2 + 1;
        let east_e6 = (farthest_e6 < POLAR_E6).then(|| {
            let from = Point { lat_e6: farthest_e6, lon_e6: 0 };
            let degree_m = from.meters_to(Point { lon_e6: DEGREE_E6, ..from });
            meters * DEGREE_E6 / degree_m.max(1) * 101 / 100 + 1
        });
        Self { point, north_e6, east_e6: east_e6.filter(|east| *east < HALF_ROUND_E6) }
    }

    /// From which latitude to which.
    pub(crate) fn latitudes(&self) -> RangeInclusive<i64> {
        self.point.lat_e6 - self.north_e6..=self.point.lat_e6 + self.north_e6
    }

    /// From which longitudes to which, for points from -180 to 180 degrees: across the date line there are two
    /// stretches.
    pub(crate) fn longitudes(&self) -> impl Iterator<Item = RangeInclusive<i64>> + use<> {
        let lon_e6 = self.point.lon_e6;
        let stretch = move |east_e6: i64, round: i64| {
            let middle = lon_e6 + round * 360 * DEGREE_E6;
            (middle - east_e6).max(-180 * DEGREE_E6)..=(middle + east_e6).min(180 * DEGREE_E6)
        };
        let all = self.east_e6.is_none().then_some(-180 * DEGREE_E6..=180 * DEGREE_E6);
        let some =
            self.east_e6.into_iter().flat_map(move |east| [-1, 0, 1].map(|round| stretch(east, round)));
        all.into_iter().chain(some).filter(|stretch| !stretch.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = Point> {
        let corner = (-90_000_000_i64..=90_000_000, -180_000_000_i64..=180_000_000);
        corner.prop_map(|(lat_e6, lon_e6)| Point { lat_e6, lon_e6 })
    }

    fn holds(around: &BoundingBox, point: Point) -> bool {
        around.latitudes().contains(&point.lat_e6)
            && around.longitudes().any(|stretch| stretch.contains(&point.lon_e6))
    }

    proptest! {
        #[test]
        fn what_is_near_is_in_the_box(from in point(), north in -2_000_000_i64..2_000_000, east in -4_000_000_i64..4_000_000) {
            let lon_e6 = (from.lon_e6 + east + 180_000_000).rem_euclid(360_000_000) - 180_000_000;
            let other = Point { lat_e6: (from.lat_e6 + north).clamp(-90_000_000, 90_000_000), lon_e6 };
            let meters = other.meters_to(from);
            prop_assert!(holds(&BoundingBox::around(from, meters), other), "{meters} m");
        }

        #[test]
        fn what_is_far_is_not(from in point(), meters in 0_i64..50_000) {
            prop_assume!(from.lat_e6.abs() < 75_000_000);
            let around = BoundingBox::around(from, meters);
            let north = Point { lat_e6: from.lat_e6 + 11 * meters + 100, ..from };
            prop_assert!(!holds(&around, north));
            // Ten kilometers are at most 0.35 degrees of longitude at 75 degrees.
            let east = Point { lon_e6: from.lon_e6 + 36 * meters + 200, ..from };
            prop_assert!(!holds(&around, east));
        }
    }
}
