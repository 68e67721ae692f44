//! Directory (9): the sectors there are, and the places.
//!
//! Both are reference data: read at start from tables that carry their provenance, consulted by decisions,
//! changed by no command. The sectors are one tree of thousands, from public classifications; those that a market trades every
//! day have names of every day in each language.

mod tables;

pub use tables::BadTable;

use kernel::{Decimals, Members, Point, PostCode, Schemas, Show, Zone};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::iter::successors;
use tables::ENGLISH;

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
#[show(only(code, family, parent, is_group, slug, titles, official_title, wages))]
pub struct Sector {
    /// Its code in a public classification, such as `35-9021` of the occupations.
    pub code: String,
    /// What it trades.
    pub family: Family,
    /// The code of the wider one that it lies under; none lies above the widest.
    pub parent: Option<String>,
    /// Whether it only gathers narrower ones, so that nothing is traded in it itself.
    pub is_group: bool,
    /// Whether it is traded every day, so that it is put forward among thousands.
    pub is_usual: bool,
    /// Its name in addresses, such as `kitchen-porter`.
    pub slug: String,
    /// What people call it, by the codes of languages; English is always among them.
    pub titles: Titles,
    /// What contracts call it: the words of the table, whatever a front calls it, so that their text can be made again.
    pub contract_titles: Titles,
    /// What the classification calls it.
    pub official_title: String,
    /// Other words that people say for it, in any language: only to find it by.
    pub other_words: Vec<String>,
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
    /// The codes of sectors by their names in addresses.
    slugs: BTreeMap<String, String>,
    /// The codes of what lies under each.
    under: BTreeMap<String, Vec<String>>,
    places: BTreeMap<PostCode, WorkPlace>,
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

    /// In a language, if it has a title of its own there.
    pub fn own(&self, code: &str) -> Option<&str> {
        if code == ENGLISH { Some(&self.english) } else { self.others.get(code).map(String::as_str) }
    }

    /// In every language, English last.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.others.values().chain([&self.english]).map(String::as_str)
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

impl Directory {
    /// A sector by its code.
    pub fn sector(&self, code: &str) -> Option<&Sector> {
        self.sectors.get(code)
    }

    /// A sector by its name in addresses.
    pub fn sector_by_slug(&self, slug: &str) -> Option<&Sector> {
        self.sector(self.slugs.get(slug)?)
    }

    /// Every sector, in the order of their codes.
    pub fn sectors(&self) -> impl Iterator<Item = &Sector> {
        self.sectors.values()
    }

    /// The sectors that are traded every day, in the order of their codes.
    pub fn usual(&self) -> impl Iterator<Item = &Sector> {
        self.sectors().filter(|sector| sector.is_usual)
    }

    /// The sectors of a family that lie under none, in the order of their codes.
    pub fn widest(&self, family: Family) -> impl Iterator<Item = &Sector> {
        self.sectors().filter(move |sector| sector.family == family && sector.parent.is_none())
    }

    /// The sectors that lie right under another, in the order of their codes.
    pub fn under(&self, code: &str) -> impl Iterator<Item = &Sector> {
        self.under.get(code).into_iter().flatten().filter_map(|code| self.sector(code))
    }

    /// The wider sectors that one lies under, the nearest first.
    pub fn above<'a>(&'a self, sector: &'a Sector) -> impl Iterator<Item = &'a Sector> {
        let wider = |sector: &&'a Sector| self.sector(sector.parent.as_ref()?);
        successors(wider(&sector), wider)
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

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: &str = "code,family,parent,is_group,slug,title_en,p10_cents,median_cents,p90_cents\n\
                           35-0000,work,,yes,food,Food,,,\n\
                           35-9021,work,35-0000,,dishwashers,Dishwashers,1600,1700,1800\n\
                           35-9031,work,35-0000,,hosts,Hosts,1600,1700,1800\n\
                           sg,goods,,yes,sporting-goods,Sporting Goods,,,\n\
                           sg-4,goods,sg,,bicycles,Bicycles,,,\n";
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
    fn a_classification_is_one_tree_around_what_is_usual() {
        let directory = Directory::read(SECTORS, PLACES).unwrap().among(CLASSES).unwrap();
        let porter = directory.sector("35-9021").unwrap();
        assert_eq!((porter.slug.as_str(), porter.titles.english()), ("kitchen-porter", "Kitchen porter"));
        assert!(porter.is_usual && !porter.is_group);
        assert_eq!(directory.above(porter).map(|sector| sector.slug.as_str()).collect::<Vec<_>>(), ["food"]);
        let under: Vec<&str> = directory.under("35-0000").map(|sector| sector.slug.as_str()).collect();
        assert_eq!(under, ["kitchen-porter", "hosts"]);
        assert_eq!(directory.usual().count(), 1);
        let hired = directory.sector_by_slug("hire-bicycles").unwrap();
        assert_eq!((hired.family, hired.parent.as_deref()), (Family::Thing, Some("hire-sg")));
        assert_eq!(directory.widest(Family::Goods).count(), 1);
    }

    #[test]
    fn a_classification_that_is_no_tree_is_refused() {
        let directory = || Directory::read(SECTORS, PLACES).unwrap();
        let error = |classes: &str| directory().among(classes).unwrap_err().to_string();
        assert_eq!(error(&CLASSES.replace(",sg,,b", ",sh,,b")), "classification, row 5: `sh` is no sector");
        assert_eq!(
            error(&CLASSES.replace(",sg,,b", ",sg-4,,b")),
            "classification, row 5: `sg-4` lies under itself, or deeper than 16 others"
        );
        assert_eq!(
            error(&CLASSES.replace(",hosts,", ",food,")),
            "classification, row 3: `food` is there twice"
        );
    }

    #[test]
    fn a_front_has_words_of_its_own_and_contracts_keep_theirs() {
        let directory = Directory::read(SECTORS, PLACES).unwrap();
        let words = "code,title_en,title_es,title_fr,words_en\n35-9021,Dishwasher,,Plongeur,pot washer; KP\n";
        let worded = directory.clone().in_words(words).unwrap();
        let porter = worded.sector("35-9021").unwrap();
        let titles = ["en", "es", "fr", "de"].map(|language| porter.titles.in_language(language));
        assert_eq!(titles, ["Dishwasher", "Ayudante", "Plongeur", "Dishwasher"]);
        assert_eq!(porter.other_words, ["pot washer", "KP"]);
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
