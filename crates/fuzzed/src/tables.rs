//! The tables of sectors, places and a front's own words, in CSV.

use crate::{sections, text};
use market::directory::{BadTable, Directory};

/// Sections `sectors`, `places` and `words`. Each sector and place that is read is found by its own name, or the first row that does not
/// fit is told.
pub fn run(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let parts = sections(written);
    let part = |name: &str| parts.iter().find(|(named, _)| named.trim() == name).map_or("", |(_, text)| text);
    let directory = Directory::read(part("sectors"), part("places"));
    match directory.and_then(|directory| directory.in_words(part("words"))) {
        Ok(directory) => {
            for sector in directory.sectors() {
                assert!(directory.sector(&sector.code).is_some_and(|found| found == sector));
                assert!(directory.sector_by_slug(&sector.slug).is_some());
            }
            for place in directory.places() {
                assert_eq!(directory.place(place.post_code), Some(place));
                assert_eq!(directory.find_place(place.post_code.as_str()), Some(place));
            }
        }
        Err(BadTable { table, row, what }) => assert!(row > 0 && !table.is_empty() && !what.is_empty()),
    }
}
