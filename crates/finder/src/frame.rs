//! Frames: stretches of the earth between two parallels and two meridians, no larger than a cell of the grid.

use kernel::Place;

/// From this latitude on every frame counts as near: degrees of longitude shrink too fast there.
const POLAR_E6: i64 = 80_000_000;

/// From one corner to the other, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) south_west: Place,
    pub(crate) north_east: Place,
}

impl Frame {
    /// The least frame around some places; `None` around none.
    pub(crate) fn around(mut places: impl Iterator<Item = Place>) -> Option<Self> {
        let first = places.next()?;
        let point = Self { south_west: first, north_east: first };
        Some(places.fold(point, |frame, place| {
            let Self { south_west: low, north_east: high } = frame;
            let south_west =
                Place { lat_e6: low.lat_e6.min(place.lat_e6), lon_e6: low.lon_e6.min(place.lon_e6) };
            let north_east =
                Place { lat_e6: high.lat_e6.max(place.lat_e6), lon_e6: high.lon_e6.max(place.lon_e6) };
            Self { south_west, north_east }
        }))
    }

    /// No more metres than there are from a place to any point of the frame; to a frame that is a point, exactly so many.
    pub(crate) fn least_m(&self, place: Place) -> i64 {
        let (low, high) = (self.south_west, self.north_east);
        if low == high {
            return place.metres_to(low);
        }
        if place.lat_e6.abs().max(low.lat_e6.abs()).max(high.lat_e6.abs()) > POLAR_E6 {
            return 0;
        }
        let lat_e6 = place.lat_e6.clamp(low.lat_e6, high.lat_e6);
        let to = |lon_e6| place.metres_to(Place { lat_e6, lon_e6 });
        let nearest = if (low.lon_e6..=high.lon_e6).contains(&place.lon_e6) {
            to(place.lon_e6)
        } else {
            to(low.lon_e6).min(to(high.lon_e6))
        };
        // A degree of longitude is up to 2 % shorter on the far side of a cell, this far from the poles.
        (nearest - nearest / 50 - 2).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places() -> impl Strategy<Value = Vec<Place>> {
        let corner = (-89_000_000_i64..89_000_000, -180_000_000_i64..180_000_000);
        corner.prop_flat_map(|(south, west)| {
            let one = (south..south + 40_000, west..west + 60_000);
            let one = one.prop_map(|(lat_e6, lon_e6)| Place { lat_e6, lon_e6 });
            prop::collection::vec(one, 1..6)
        })
    }

    proptest! {
        #[test]
        fn nothing_in_a_frame_is_nearer(places in places(), north in -60_000_i64..60_000, east in -10_000_000_i64..10_000_000) {
            let frame = Frame::around(places.iter().copied()).unwrap();
            let from = Place { lat_e6: places[0].lat_e6 + north, lon_e6: places[0].lon_e6 + east };
            let nearest = places.iter().map(|place| from.metres_to(*place)).min().unwrap();
            prop_assert!(frame.least_m(from) <= nearest, "{} > {nearest}", frame.least_m(from));
            if places.len() == 1 {
                prop_assert_eq!(frame.least_m(from), nearest);
            }
        }
    }
}
