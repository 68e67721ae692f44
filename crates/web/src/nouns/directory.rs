//! The directory: sectors by their words, and one sector with what lies above and under it.

use crate::app::App;
use crate::error::{Answer, AppError};
use market::directory::{Family, Sector};
use rules::Rule;

/// How many sectors a search answers with.
pub const SECTORS_FOUND: usize = 20;
/// The most letters of a search that are looked at.
const LETTERS_MOST: usize = 100;

/// One sector and what belongs to it.
#[derive(Clone, Debug)]
pub struct SectorSeen<'a> {
    /// The sector.
    pub sector: &'a Sector,
    /// The wider ones that it lies under, the widest first.
    pub above: Vec<&'a Sector>,
    /// Those right under it.
    pub under: Vec<&'a Sector>,
    /// The rules that name it, in force or to be.
    pub rules: Vec<&'a Rule>,
}

/// The sectors of some families that fit some words, the best first.
pub fn find<'a>(app: &'a App, words: &str, families: &[Family]) -> Vec<&'a Sector> {
    let words: String = words.chars().take(LETTERS_MOST).collect();
    let found = app.sector_index().find(&words).into_iter();
    let sectors = found.filter_map(|code| app.directory.sector(code));
    sectors.filter(|sector| families.contains(&sector.family)).take(SECTORS_FOUND).collect()
}

/// A sector by its slug or its code, a group too.
pub fn sector<'a>(app: &'a App, named: &str) -> Answer<SectorSeen<'a>> {
    let directory = &app.directory;
    let sector = directory.sector_by_slug(named).or_else(|| directory.sector(named));
    let sector = sector.ok_or(AppError::NotFound)?;
    let mut above: Vec<&Sector> = directory.above(sector).collect();
    above.reverse();
    let mut under: Vec<&Sector> = directory.under(&sector.code).collect();
    // What people do every day stands before the long tail of a classification.
    under.sort_by_key(|sector| (!sector.is_usual, sector.code.clone()));
    let names_it = |rule: &&Rule| rule.card().names_sector(&sector.code);
    Ok(SectorSeen { sector, above, under, rules: app.rulebook.rules().iter().filter(names_it).collect() })
}
