//! The tables that the directory is read from.

use super::{Directory, Family, Sector, Titles, Wages, WorkPlace};
use csv::StringRecord;
use kernel::{Point, PostCode, Zone};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The language that every title is in.
pub(super) const ENGLISH: &str = "en";

/// How the columns of titles begin; the code of the language follows.
const TITLE: &str = "title_";
/// How the columns of other words begin; the code of the language follows.
const WORDS: &str = "words_";
/// What stands before the code and the slug of goods where they are hired out.
const HIRE: &str = "hire-";

/// A table of the directory cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table}, row {row}: {what}")]
pub struct BadTable {
    /// Which table: `sectors`, `classification`, `words` or `places`.
    pub table: &'static str,
    /// The row, the first after the heading being 1.
    pub row: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

/// A row of a table of sectors, without its titles.
#[derive(Deserialize)]
struct SectorRow {
    code: String,
    /// Tables of work alone leave it out.
    #[serde(default = "work")]
    family: Family,
    parent: Option<String>,
    is_group: Option<String>,
    slug: String,
    official_title: Option<String>,
    p10_cents: Option<i64>,
    median_cents: Option<i64>,
    p90_cents: Option<i64>,
}

fn work() -> Family {
    Family::Work
}

/// A row of the table of places.
#[derive(Deserialize)]
struct PlaceRow {
    zip: PostCode,
    place: String,
    lat: String,
    lon: String,
    timezone: String,
    jurisdiction: String,
}

impl Directory {
    /// The directory of two tables in CSV. Sectors: `code, family, slug, title_en, official_title, p10_cents,
    /// median_cents, p90_cents` and a `title_LANGUAGE` for each further language, where the family is `work` if it is left
    /// out, and titles but the English one and wages may be empty; places: `zip, place, lat, lon, timezone, jurisdiction`
    /// (degrees with up to six decimals); further columns are passed over.
    ///
    /// # Errors
    /// [`BadTable`] names the first row that does not fit.
    pub fn read(sectors: &str, places: &str) -> Result<Self, BadTable> {
        let mut directory = Self::default();
        for (row, sector) in read_sectors("sectors", sectors, true)? {
            directory.add("sectors", row, sector)?;
        }
        for (row, PlaceRow { zip, place, lat, lon, timezone, jurisdiction }) in rows("places", places)? {
            let wrong = |what: String| BadTable { table: "places", row, what };
            let degrees = |text: &str| {
                millionths(text)
                    .ok_or_else(|| wrong(format!("`{text}` is not in degrees with up to six decimals")))
            };
            let point = Point { lat_e6: degrees(&lat)?, lon_e6: degrees(&lon)? };
            let zone =
                Zone::new(&timezone).ok_or_else(|| wrong(format!("`{timezone}` is no IANA time zone")))?;
            let work_place = WorkPlace { post_code: zip, town: place, point, jurisdiction, zone };
            if directory.places.insert(zip, work_place).is_some() {
                return Err(wrong(format!("`{zip}` is there twice")));
            }
        }
        Ok(directory)
    }

    /// The same directory within a classification, a table in CSV as that of sectors, with `parent` (a code, or empty) and
    /// `is_group` (`yes`, or empty). A sector that is there already keeps what it has and is put under its parent; goods are for
    /// hire as well, under the code and the slug with `hire-` before them.
    ///
    /// # Errors
    /// [`BadTable`] names the first row that does not fit: a code or a slug that is there twice, a parent that is none.
    pub fn among(mut self, classification: &str) -> Result<Self, BadTable> {
        let table = "classification";
        let mut parents = Vec::new();
        for (row, sector) in read_sectors(table, classification, false)? {
            let hired = (sector.family == Family::Goods).then(|| sector.for_hire());
            for sector in [Some(sector), hired].into_iter().flatten() {
                parents.push((row, sector.code.clone()));
                match self.sectors.get_mut(&sector.code) {
                    Some(known) if known.is_usual && known.parent.is_none() => {
                        (known.parent, known.is_group) = (sector.parent, sector.is_group);
                    }
                    _ => self.add(table, row, sector)?,
                }
            }
        }
        for (row, code) in parents {
            let wrong = |what| BadTable { table, row, what };
            let Some(parent) = self.sector(&code).and_then(|sector| sector.parent.clone()) else { continue };
            let Some(wider) = self.sector(&parent) else {
                return Err(wrong(format!("`{parent}` is no sector")));
            };
            // Whoever walks up a ring comes to no end.
            if self.above(wider).nth(DEPTH_MOST).is_some() {
                return Err(wrong(format!("`{code}` lies under itself, or deeper than {DEPTH_MOST} others")));
            }
            self.under.entry(parent).or_default().push(code);
        }
        Ok(self)
    }

    fn add(&mut self, table: &'static str, row: usize, sector: Sector) -> Result<(), BadTable> {
        let twice = |what: &str| BadTable { table, row, what: format!("`{what}` is there twice") };
        if self.slugs.contains_key(&sector.slug) {
            return Err(twice(&sector.slug));
        }
        if self.sectors.contains_key(&sector.code) {
            return Err(twice(&sector.code));
        }
        self.slugs.insert(sector.slug.clone(), sector.code.clone());
        self.sectors.insert(sector.code.clone(), sector);
        Ok(())
    }

    /// The same directory in a front's own words for sectors, a table in CSV: `code`, a `title_LANGUAGE` for each language of
    /// which it has any, and `words_LANGUAGE` with other words that people say, a semicolon between them; where a cell is empty,
    /// the directory's own stay. Other words for goods are those for hiring them too.
    ///
    /// # Errors
    /// [`BadTable`] names the first row of no sector.
    pub fn in_words(mut self, words: &str) -> Result<Self, BadTable> {
        for (row, cells) in rows::<BTreeMap<String, String>>("words", words)? {
            let code = cells.get("code").map_or("", String::as_str);
            let what = format!("`{code}` is no sector");
            if !self.sectors.contains_key(code) {
                return Err(BadTable { table: "words", row, what });
            }
            for code in [code.to_owned(), format!("{HIRE}{code}")] {
                if let Some(sector) = self.sectors.get_mut(&code) {
                    sector.reword(&cells, !code.starts_with(HIRE));
                }
            }
        }
        Ok(self)
    }
}

/// How deep the tree of sectors may be.
const DEPTH_MOST: usize = 16;

impl Sector {
    fn reword(&mut self, cells: &BTreeMap<String, String>, is_its_own: bool) {
        let filled = |(_, cell): &(&String, &String)| !cell.is_empty();
        for (column, cell) in cells.iter().filter(filled) {
            if let Some(language) = column.strip_prefix(TITLE) {
                if language == ENGLISH && (is_its_own || !self.is_usual) {
                    self.titles.english.clone_from(cell);
                } else if is_its_own || !self.is_usual {
                    self.titles.others.insert(language.to_owned(), cell.clone());
                }
            } else if column.starts_with(WORDS) {
                self.other_words.extend(cell.split(';').map(|word| word.trim().to_owned()));
            }
        }
    }

    /// The same goods where they are hired out.
    fn for_hire(&self) -> Self {
        let hire = |text: &str| format!("{HIRE}{text}");
        Self {
            code: hire(&self.code),
            family: Family::Thing,
            parent: self.parent.as_deref().map(hire),
            slug: hire(&self.slug),
            ..self.clone()
        }
    }
}

fn read_sectors(table: &'static str, text: &str, is_usual: bool) -> Result<Vec<(usize, Sector)>, BadTable> {
    let mut reader = reader(text);
    let wrong = |row: usize, error: csv::Error| BadTable { table, row, what: error.to_string() };
    let headings = reader.headers().map_err(|error| wrong(0, error))?.clone();
    let languages: Vec<(usize, &str)> = headings
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| Some((at, heading.strip_prefix(TITLE)?)))
        .collect();
    let mut sectors = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let row = at + 1;
        let record = record.map_err(|error| wrong(row, error))?;
        let plain: SectorRow = record.deserialize(Some(&headings)).map_err(|error| wrong(row, error))?;
        let titles = titles(&record, &languages);
        let titles = titles.ok_or(BadTable { table, row, what: "`title_en` is missing".to_owned() })?;
        sectors.push((row, sector(plain, titles, is_usual)));
    }
    Ok(sectors)
}

fn titles(record: &StringRecord, languages: &[(usize, &str)]) -> Option<Titles> {
    let filled = |(at, language): &(usize, &str)| {
        let title = record.get(*at).filter(|title| !title.is_empty())?;
        Some(((*language).to_owned(), title.to_owned()))
    };
    let mut others: BTreeMap<String, String> = languages.iter().filter_map(filled).collect();
    Some(Titles { english: others.remove(ENGLISH)?, others })
}

fn sector(row: SectorRow, titles: Titles, is_usual: bool) -> Sector {
    let wages = match (row.p10_cents, row.median_cents, row.p90_cents) {
        (Some(p10), Some(median), Some(p90)) => Some(Wages { p10, median, p90 }),
        _ => None,
    };
    Sector {
        code: row.code,
        family: row.family,
        parent: row.parent,
        is_group: row.is_group.is_some(),
        is_usual,
        slug: row.slug,
        contract_titles: titles.clone(),
        official_title: row.official_title.unwrap_or_else(|| titles.english.clone()),
        titles,
        other_words: Vec::new(),
        wages,
    }
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes())
}

fn rows<T: for<'de> Deserialize<'de>>(table: &'static str, text: &str) -> Result<Vec<(usize, T)>, BadTable> {
    let mut reader = reader(text);
    let numbered = reader.deserialize().enumerate();
    numbered
        .map(|(at, row)| {
            let row = row.map_err(|error| BadTable { table, row: at + 1, what: error.to_string() })?;
            Ok((at + 1, row))
        })
        .collect()
}

/// `-122.4751` as -122,475,100; digits past the sixth decimal are refused.
fn millionths(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 6 || !plain(whole) || !plain(decimals) {
        return None;
    }
    let padded = format!("{whole}{decimals:0<6}");
    padded.parse::<i64>().ok().map(|millionths| sign * millionths)
}
