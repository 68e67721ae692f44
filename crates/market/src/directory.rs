//! Directory (9): the sectors there are, and the places.
//!
//! Both are reference data: read at start from tables that carry their provenance, consulted by decisions,
//! changed by no command.

use kernel::{Decimals, Members, Point, PostCode, Schemas, Show, Zone};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

kernel::words! {
    /// What kind of thing a sector trades, and so which questions are asked of it.
    pub enum Family {
        /// Hours of people.
        Work = "work",
        /// The use of things.
        Thing = "thing",
        /// The use of rooms and places.
        Space = "space",
        /// Things that are bought.
        Goods = "goods",
    }
}

/// A sector: a line of work, a kind of thing to hire or to buy.
#[derive(Show, Clone, Debug, PartialEq, Eq)]
#[show(only(code, family, slug, titles, official_title, wages))]
pub struct Sector {
    /// Its code in a public classification, such as `35-9021` of the occupations.
    pub code: String,
    /// What it trades.
    pub family: Family,
    /// Its name in addresses, such as `kitchen-porter`.
    pub slug: String,
    /// What people call it, by the codes of languages; English is always among them.
    pub titles: Titles,
    /// What contracts call it: the words of the table, whatever a front calls it, so that their text can be made again.
    pub contract_titles: Titles,
    /// What the classification calls it.
    pub official_title: String,
    /// What the work is usually paid, where that is known.
    pub wages: Option<Wages>,
}

/// What an hour of work is usually paid, in minor units.
#[derive(Show, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wages {
    /// A tenth earn less.
    pub p10: i64,
    /// In the middle.
    pub median: i64,
    /// A tenth earn more.
    pub p90: i64,
}

/// Where work is done: the point, the law that applies, the clock on its walls.
#[derive(Members, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct WorkPlace {
    /// The post code.
    pub post_code: PostCode,
    /// The town.
    pub town: String,
    /// The point: the middle of the post code's area.
    #[show(flatten)]
    pub point: Point,
    /// The code of the jurisdiction whose rules apply.
    pub jurisdiction: String,
    /// Which clock is on the wall there.
    pub zone: Zone,
}

/// The sectors and the places.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    sectors: BTreeMap<String, Sector>,
    places: BTreeMap<PostCode, WorkPlace>,
}

/// A table of the directory cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table}, row {row}: {what}")]
pub struct BadTable {
    /// Which table: `sectors` or `places`.
    pub table: &'static str,
    /// The row, the first after the heading being 1.
    pub row: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

/// What people call a sector, by the codes of languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titles {
    english: String,
    others: BTreeMap<String, String>,
}

impl Titles {
    /// In English.
    pub fn english(&self) -> &str {
        &self.english
    }

    /// In a language, or in English.
    pub fn in_language(&self, code: &str) -> &str {
        self.others.get(code).unwrap_or(&self.english)
    }
}

impl Show for Titles {
    fn schema(_: &mut Schemas) -> Value {
        let example = json!({ ENGLISH: "Kitchen porter", "es": "Ayudante de cocina" });
        json!({ "type": "object", "additionalProperties": { "type": "string" }, "example": example })
    }

    fn show(&self, _: &dyn Decimals) -> Value {
        let titles = self.others.iter().map(|(code, title)| (code.as_str(), title));
        titles
            .chain([(ENGLISH, &self.english)])
            .map(|(code, title)| (code.to_owned(), json!(title)))
            .collect()
    }
}

const ENGLISH: &str = "en";

/// How the columns of titles begin; the code of the language follows.
const TITLE: &str = "title_";

/// A row of the table of sectors, without its titles.
#[derive(Deserialize)]
struct SectorRow {
    code: String,
    /// Tables of work alone leave it out.
    #[serde(default = "work")]
    family: Family,
    slug: String,
    official_title: String,
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
        let titles = titles(sectors)?;
        for ((row, sector), titles) in rows::<SectorRow>("sectors", sectors)?.into_iter().zip(titles) {
            let sector = Sector::of(sector, titles);
            let code = sector.code.clone();
            if directory.sectors.insert(code.clone(), sector).is_some() {
                return Err(BadTable { table: "sectors", row, what: format!("`{code}` is there twice") });
            }
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

    /// The same directory in a front's own words for sectors, a table in CSV: `code` and a `title_LANGUAGE` for each language
    /// of which it has any; where a cell is empty, the directory's own stay.
    ///
    /// # Errors
    /// [`BadTable`] names the first row of no sector.
    pub fn in_words(mut self, words: &str) -> Result<Self, BadTable> {
        for (row, cells) in rows::<BTreeMap<String, String>>("words", words)? {
            let code = cells.get("code").map_or("", String::as_str);
            let what = format!("`{code}` is no sector");
            let sector = self.sectors.get_mut(code).ok_or(BadTable { table: "words", row, what })?;
            for (language, title) in named(cells) {
                if language == ENGLISH {
                    sector.titles.english = title;
                } else {
                    sector.titles.others.insert(language, title);
                }
            }
        }
        Ok(self)
    }

    /// A sector by its code.
    pub fn sector(&self, code: &str) -> Option<&Sector> {
        self.sectors.get(code)
    }

    /// A sector by its name in addresses.
    pub fn sector_by_slug(&self, slug: &str) -> Option<&Sector> {
        self.sectors.values().find(|sector| sector.slug == slug)
    }

    /// Every sector, in the order of their codes.
    pub fn sectors(&self) -> impl Iterator<Item = &Sector> {
        self.sectors.values()
    }

    /// A place by its post code. One with an extension that the table does not have is the place without it.
    pub fn place(&self, post_code: PostCode) -> Option<&WorkPlace> {
        self.places.get(&post_code).or_else(|| self.places.get(&post_code.without_extension()?))
    }

    /// A place by its post code as somebody wrote it.
    pub fn find_place(&self, written: &str) -> Option<&WorkPlace> {
        self.place(written.parse().ok()?)
    }

    /// Every place, in the order of their post codes.
    pub fn places(&self) -> impl Iterator<Item = &WorkPlace> {
        self.places.values()
    }
}

impl Sector {
    fn of(row: SectorRow, titles: Titles) -> Self {
        let wages = match (row.p10_cents, row.median_cents, row.p90_cents) {
            (Some(p10), Some(median), Some(p90)) => Some(Wages { p10, median, p90 }),
            _ => None,
        };
        Self {
            code: row.code,
            family: row.family,
            slug: row.slug,
            contract_titles: titles.clone(),
            titles,
            official_title: row.official_title,
            wages,
        }
    }
}

/// The titles of each row of the table of sectors.
fn titles(sectors: &str) -> Result<Vec<Titles>, BadTable> {
    let rows = rows::<BTreeMap<String, String>>("sectors", sectors)?;
    rows.into_iter()
        .map(|(row, cells)| {
            let mut others: BTreeMap<String, String> = named(cells).collect();
            let english = others.remove(ENGLISH);
            let missing = || BadTable { table: "sectors", row, what: "`title_en` is missing".to_owned() };
            Ok(Titles { english: english.ok_or_else(missing)?, others })
        })
        .collect()
}

/// The titles of a row that are not empty, by the codes of their languages.
fn named(cells: BTreeMap<String, String>) -> impl Iterator<Item = (String, String)> {
    let titles = cells.into_iter().filter(|(_, title)| !title.is_empty());
    titles.filter_map(|(name, title)| Some((name.strip_prefix(TITLE)?.to_owned(), title)))
}

fn rows<T: for<'de> Deserialize<'de>>(table: &'static str, text: &str) -> Result<Vec<(usize, T)>, BadTable> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
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

#[cfg(test)]
mod tests {
    use super::*;

    const SECTORS: &str = "code,slug,title_en,title_es,official_title,p10_cents,median_cents,p90_cents\n\
                           35-9021,kitchen-porter,Kitchen porter,Ayudante,\"Dishwashers, all\",1500,1700,2000\n";
    const PLACES: &str = "zip,place,county,lat,lon,timezone,jurisdiction\n\
                          97209,Portland,Multnomah,45.5264,-122.6819,America/Los_Angeles,US-OR-PORTLAND\n";

    #[test]
    fn the_tables_are_read_by_heading() {
        let directory = Directory::read(SECTORS, PLACES).unwrap();
        let place = directory.find_place("97209").unwrap();
        assert_eq!(place.point, Point { lat_e6: 45_526_400, lon_e6: -122_681_900 });
        assert_eq!(directory.sector_by_slug("kitchen-porter").unwrap().code, "35-9021");
    }

    #[test]
    fn a_front_has_words_of_its_own_and_contracts_keep_theirs() {
        let directory = Directory::read(SECTORS, PLACES).unwrap();
        let words = "code,title_en,title_es,title_fr\n35-9021,Dishwasher,,Plongeur\n";
        let worded = directory.clone().in_words(words).unwrap();
        let porter = worded.sector("35-9021").unwrap();
        let titles = ["en", "es", "fr", "de"].map(|language| porter.titles.in_language(language));
        assert_eq!(titles, ["Dishwasher", "Ayudante", "Plongeur", "Dishwasher"]);
        assert_eq!(porter.contract_titles, directory.sector("35-9021").unwrap().titles);
        let error = directory.in_words("code,title_en\n35-9021,Dishwasher\n1,x\n").unwrap_err();
        assert_eq!(error.to_string(), "words, row 2: `1` is no sector");
    }

    #[test]
    fn a_row_that_does_not_fit_is_named() {
        let check = |from: &str, to: &str, what: &str| {
            let error = Directory::read(SECTORS, &PLACES.replace(from, to)).unwrap_err().to_string();
            assert!(error.starts_with("places, row 1: ") && error.contains(what), "{error}");
        };
        check("45.5264", "45,5264", "");
        check("45.5264", "forty-five", "degrees");
        check("45.5264", "45.52641234", "degrees");
        check("America/Los_Angeles", "America/Nowhere", "no IANA time zone");
        let twice = format!("{SECTORS}{}", SECTORS.lines().last().unwrap());
        assert_eq!(Directory::read(&twice, PLACES).unwrap_err().row, 2);
    }
}
