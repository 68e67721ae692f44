//! Points on the earth, and how far apart they are, in whole numbers: a distance has a price.

use crate::Members;
use serde::{Deserialize, Serialize};

/// A point: millionths of a degree, north and east positive.
#[derive(
    Members, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Point {
    /// Latitude in millionths of a degree, -90,000,000 to 90,000,000.
    pub lat_e6: i64,
    /// Longitude in millionths of a degree, -180,000,000 to 180,000,000.
    pub lon_e6: i64,
}

/// Meters in a degree of latitude on a sphere of the earth's mean radius, 6,371,009 m.
const METERS_A_DEGREE: i64 = 111_195;
/// One, in the fixed-point numbers of [`cosine`].
const ONE: i64 = 1_000_000_000;

impl Point {
    /// Meters to another point over the sphere, as on a flat map drawn between the two: within 0.5 % up to
    /// 200 km. The same on every machine, because it is computed in integers.
    pub fn meters_to(self, other: Self) -> i64 {
        let north = other.lat_e6.saturating_sub(self.lat_e6).saturating_mul(METERS_A_DEGREE) / 1_000_000;
        let around =
            (other.lon_e6.saturating_sub(self.lon_e6) + 180_000_000).rem_euclid(360_000_000) - 180_000_000;
        let narrowing = cosine(i64::midpoint(self.lat_e6, other.lat_e6));
        let east = around.saturating_mul(METERS_A_DEGREE) / 1_000_000 * narrowing / ONE;
        (north * north + east * east).isqrt()
    }
}

/// The cosine of an angle in millionths of a degree, in billionths; by its series up to the eighth power.
fn cosine(angle_e6: i64) -> i64 {
    // One millionth of a degree is 17.453293 billionths of a radian.
    let x = angle_e6.clamp(-90_000_000, 90_000_000) * 17_453_293 / 1_000_000;
    let square = x * x / ONE;
    let series = [56, 30, 12, 2].into_iter().fold(ONE, |rest, divisor| ONE - square * rest / ONE / divisor);
    series.max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat_e6: i64, lon_e6: i64) -> Point {
        Point { lat_e6, lon_e6 }
    }

    #[test]
    fn a_cosine_is_right_to_a_ten_thousandth() {
        for (degrees, exact) in
            [(0, 1_000_000_000), (30, 866_025_404), (45, 707_106_781), (60, 500_000_000), (85, 87_155_743)]
        {
            let error = (cosine(degrees * 1_000_000) - exact).abs();
            assert!(error < 100_000, "{degrees}: off by {error}");
        }
    }

    #[test]
    fn known_distances() {
        // From the middle of Portland to Vancouver, Washington, and to Salem, by the haversine formula.
        let portland = point(45_515_000, -122_679_000);
        for (other, meters) in
            [(point(45_626_000, -122_674_000), 12_349), (point(44_938_000, -123_036_000), 69_986)]
        {
            let error = (portland.meters_to(other) - meters).abs();
            assert!(error * 200 < meters, "off by {error} of {meters}");
        }
        assert_eq!(portland.meters_to(portland), 0);
    }

    #[test]
    fn the_date_line_is_no_wall() {
        assert!(point(-43_900_000, 179_900_000).meters_to(point(-43_900_000, -179_900_000)) < 20_000);
    }
}
