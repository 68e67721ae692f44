//! Sectors by the words that people say: in any of the directory's languages, in the plural or the singular, with an accent
//! or without, misspelt by a letter or two.
//!
//! **What comes first** hangs on the words alone and is the same for everybody: sectors that fit more of the words; then those
//! that are called exactly so; then by how well the words fit, a rare word counting more than a common one, a title more than
//! what lies above it; then what is traded every day; then the shorter title, and what is for sale before what is for hire.

use crate::words::{is_empty, is_near, is_sign, misspelt_most, plain, stemmers};
use market::directory::{Directory, Sector};
use rust_stemmers::Stemmer;
use rustc_hash::FxBuildHasher;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many words of a question are looked at.
const WORDS_MOST: usize = 8;
/// From how many letters on a word may be misspelt by one, and by two.
const MISSPELT: [(usize, usize); 2] = [(8, 2), (4, 1)];
/// From how many letters on the beginning of a word finds it.
const BEGINNING_LEAST: usize = 3;

/// How well a word fits: as it is written, in another number, as its beginning, misspelt.
const EXACT: u64 = 8;
const STEM: u64 = 7;
const BEGINNING: u64 = 5;
const NEAR: u64 = 4;

/// How much a word counts where it stands: in a title or another word for it, in what the classification says, above it.
const TITLE: u64 = 6;
const OFFICIAL: u64 = 4;
const ABOVE: u64 = 1;

/// How many of the wider sectors count.
const ABOVE_MOST: usize = 2;

/// Where a word stands.
#[derive(Clone, Copy, Debug)]
struct Posting {
    sector: u32,
    weight: u64,
}

/// The words of all sectors.
#[derive(Default)]
pub struct SectorIndex {
    codes: Vec<String>,
    /// How many words the title has that is the shortest, and whether it is traded every day.
    ranks: Vec<(usize, bool)>,
    words: BTreeMap<String, Vec<Posting>>,
    stems: BTreeMap<String, Vec<Posting>>,
    /// The sectors that are called exactly so.
    named: BTreeMap<Vec<String>, Vec<u32>>,
    /// The same by the stems of those words, by each stemmer.
    stemmed: [BTreeMap<Vec<String>, Vec<u32>>; 2],
}

impl std::fmt::Debug for SectorIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SectorIndex").field("sectors", &self.codes.len()).finish_non_exhaustive()
    }
}

/// How a sector fits a question, the best greatest.
#[derive(Clone, Copy, Debug, Default)]
struct Fit {
    words: usize,
    score: u64,
}

impl SectorIndex {
    /// The words of a directory.
    pub fn of(directory: &Directory) -> Self {
        let mut index = Self::default();
        let mut stemmers = Remembered::default();
        for (number, sector) in (0_u32..).zip(directory.sectors()) {
            index.codes.push(sector.code.clone());
            let mut shortest = usize::MAX;
            for name in names(sector) {
                let words = words_of(name);
                shortest = shortest.min(words.len());
                index.add(&mut stemmers, &words, Posting { sector: number, weight: TITLE });
                // Whether two words are written as one is anybody's guess.
                let joined: Vec<String> = words.windows(2).map(<[String]>::concat).collect();
                index.add(&mut stemmers, &joined, Posting { sector: number, weight: OFFICIAL });
                index.call(&mut stemmers, words, number);
            }
            let official = words_of(&sector.official_title);
            index.add(&mut stemmers, &official, Posting { sector: number, weight: OFFICIAL });
            index.call(&mut stemmers, official, number);
            for wider in directory.above(sector).take(ABOVE_MOST) {
                for title in wider.titles.all() {
                    index.add(&mut stemmers, &words_of(title), Posting { sector: number, weight: ABOVE });
                }
            }
            index.ranks.push((shortest, sector.is_usual));
        }
        for numbers in index.named.values_mut() {
            numbers.dedup();
        }
        index
    }

    fn call(&mut self, stemmers: &mut Remembered, words: Vec<String>, number: u32) {
        for (at, stemmed) in self.stemmed.iter_mut().enumerate() {
            let stems = words.iter().filter_map(|word| stemmers.of(word).get(at).cloned()).collect();
            stemmed.entry(stems).or_default().push(number);
        }
        self.named.entry(words).or_default().push(number);
    }

    fn add(&mut self, stemmers: &mut Remembered, words: &[String], posting: Posting) {
        for word in words {
            post(&mut self.words, word, posting);
            for stem in stemmers.of(word) {
                post(&mut self.stems, stem, posting);
            }
        }
    }

    /// The codes of the sectors that are called exactly so, in any language, however it is accented and capitalised; those of
    /// every day alone where there are such.
    pub fn called(&self, name: &str) -> Vec<&str> {
        let numbers = self.named.get(&words_of(name)).map_or(&[][..], Vec::as_slice);
        let usual: Vec<u32> = numbers.iter().copied().filter(|number| self.is_usual(*number)).collect();
        let chosen = if usual.is_empty() { numbers } else { usual.as_slice() };
        chosen.iter().filter_map(|number| self.code(*number)).collect()
    }

    /// The codes of the sectors that fit some words, the best first. A word that nothing fits is passed over.
    pub fn find(&self, question: &str) -> Vec<&str> {
        let mut words = words_of(question);
        words.truncate(WORDS_MOST);
        let stemmers = stemmers();
        let mut fits: BTreeMap<u32, Fit> = BTreeMap::new();
        for word in &words {
            for (sector, score) in self.fitting(&stemmers, word) {
                let fit = fits.entry(sector).or_default();
                fit.words += 1;
                fit.score += score;
            }
        }
        let by_stem = self.stemmed.iter().zip(&stemmers);
        let by_stem = by_stem.filter_map(|(stemmed, stemmer)| stemmed.get(&stems(stemmer, &words)));
        let exact: BTreeSet<u32> =
            self.named.get(&words).into_iter().chain(by_stem).flatten().copied().collect();
        let mut found: Vec<(u32, Fit)> = fits.into_iter().collect();
        found.sort_by_key(|(sector, fit)| {
            let (title, is_usual) = self.rank(*sector);
            let code = self.code(*sector).map(str::len);
            (Reverse((fit.words, exact.contains(sector), fit.score, is_usual)), title, code, *sector)
        });
        found.into_iter().filter_map(|(sector, _)| self.code(sector)).collect()
    }

    /// How well a word fits each sector.
    fn fitting(&self, stemmers: &[Stemmer], word: &str) -> BTreeMap<u32, u64> {
        let mut fits = BTreeMap::new();
        let mut take = |postings: &[Posting], quality: u64| {
            // A word that few sectors have tells more.
            let rarity = u64::from((self.codes.len() / postings.len().max(1)).max(1).ilog2()) + 1;
            for Posting { sector, weight } in postings {
                let score = quality * weight * rarity;
                let best: &mut u64 = fits.entry(*sector).or_default();
                *best = score.max(*best);
            }
        };
        let mut is_known = false;
        if let Some(postings) = self.words.get(word) {
            (is_known, ()) = (true, take(postings, EXACT));
        }
        for stem in stemmers.iter().map(|stemmer| stemmer.stem(word)) {
            if let Some(postings) = self.stems.get(stem.as_ref()) {
                (is_known, ()) = (true, take(postings, STEM));
            }
        }
        if word.chars().count() >= BEGINNING_LEAST {
            let begun = self.words.range(word.to_owned()..).take_while(|(other, _)| other.starts_with(word));
            for (_, postings) in begun {
                (is_known, ()) = (true, take(postings, BEGINNING));
            }
        }
        if let Some(most) = misspelt_most(&MISSPELT, word.chars().count()).filter(|_| !is_known) {
            for (_, postings) in self.words.iter().filter(|(other, _)| is_near(word, other, most)) {
                take(postings, NEAR);
            }
        }
        fits
    }

    fn code(&self, sector: u32) -> Option<&str> {
        self.codes.get(usize::try_from(sector).ok()?).map(String::as_str)
    }

    fn rank(&self, sector: u32) -> (usize, bool) {
        let rank = usize::try_from(sector).ok().and_then(|at| self.ranks.get(at));
        rank.copied().unwrap_or((usize::MAX, false))
    }

    fn is_usual(&self, sector: u32) -> bool {
        self.rank(sector).1
    }
}

/// The stems of words that were seen before: a classification says the same words again and again.
struct Remembered {
    stemmers: [Stemmer; 2],
    known: HashMap<String, [String; 2], FxBuildHasher>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self { stemmers: stemmers(), known: HashMap::default() }
    }
}

impl Remembered {
    fn of(&mut self, word: &str) -> &[String; 2] {
        let stemmed = |stemmer: &Stemmer| stemmer.stem(word).into_owned();
        let Self { stemmers: [english, spanish], known } = self;
        known.entry(word.to_owned()).or_insert_with(|| [stemmed(english), stemmed(spanish)])
    }
}

fn post(postings: &mut BTreeMap<String, Vec<Posting>>, word: &str, posting: Posting) {
    let known = match postings.get_mut(word) {
        Some(known) => known,
        None => postings.entry(word.to_owned()).or_default(),
    };
    match known.last_mut() {
        Some(last) if last.sector == posting.sector => last.weight = last.weight.max(posting.weight),
        _ => known.push(posting),
    }
}

fn stems(stemmer: &Stemmer, words: &[String]) -> Vec<String> {
    words.iter().map(|word| stemmer.stem(word).into_owned()).collect()
}

/// What people call a sector, in every language.
fn names(sector: &Sector) -> impl Iterator<Item = &str> {
    sector.titles.all().chain(sector.other_words.iter().map(String::as_str))
}

/// The words of a text without accents, capitals and words that say nothing; where there are no spaces, each sign is one.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_inside = false;
    for letter in plain(text).chars() {
        if is_sign(letter) {
            words.push(letter.to_string());
            is_inside = false;
        } else if letter.is_alphanumeric() {
            match words.last_mut().filter(|_| is_inside) {
                Some(word) => word.push(letter),
                None => words.push(letter.to_string()),
            }
            is_inside = true;
        } else if !matches!(letter, '\'' | '’') {
            is_inside = false;
        }
    }
    words.retain(|word| !is_empty(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTORS: &str = "code,family,slug,title_en,title_es,title_zh-Hant,official_title\n\
        35-9021,work,kitchen-porter,Kitchen porter,Ayudante de cocina,廚房雜工,Dishwashers\n\
        37-2011,work,cleaner,Cleaner,Limpiador,清潔員,\"Janitors and Cleaners, Except Maids\"\n\
        47-2141,work,painter,Painter,Pintor,油漆工,\"Painters, Construction and Maintenance\"\n";
    const CLASSES: &str = "code,family,parent,is_group,slug,title_en\n\
        37-0000,work,,yes,building,Building and Grounds Cleaning\n\
        37-2011,work,37-0000,,janitors,Janitors\n\
        51-9191,work,,,cleaning-machine-operators,\"Cleaning, Washing, and Metal Pickling Equipment Operators\"\n\
        sg,goods,,yes,sporting-goods,Sporting Goods\n\
        sg-4,goods,sg,,bicycles,Bicycles\n\
        sg-4-1,goods,sg-4,,bicycle-tires,Bicycle Tires\n";
    const WORDS: &str =
        "code,words_en,words_es\n37-2011,house cleaner; janitor,empleada de limpieza\nsg-4,bike,bici\n";

    fn directory() -> Directory {
        let places = "zip,place,lat,lon,timezone,jurisdiction\n";
        Directory::read(SECTORS, places).unwrap().among(CLASSES).unwrap().in_words(WORDS).unwrap()
    }

    fn first(question: &str) -> String {
        SectorIndex::of(&directory()).find(question).first().copied().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_sector_is_found_by_what_people_say() {
        for question in [
            "cleaner",
            "CLEANERS",
            "clener",
            "limpiadores",
            "limpiador",
            "clean",
            "janitors",
            "empleada limpieza",
            "清潔員",
        ] {
            assert_eq!(first(question), "37-2011", "{question}");
        }
        for question in
            ["kitchen porter", "ayudantes de cocina", "dishwasher", "kichen porter", "porter", "dishwaser"]
        {
            assert_eq!(first(question), "35-9021", "{question}");
        }
        assert_eq!(first("bikes"), "sg-4");
        assert_eq!(first("bici"), "sg-4");
        assert_eq!(first("xyzzy"), "");
        assert_eq!(first(""), "");
    }

    #[test]
    fn what_fits_more_words_stands_first() {
        let directory = directory();
        let index = SectorIndex::of(&directory);
        assert_eq!(index.find("bicycle tire").first(), Some(&"sg-4-1"));
        assert_eq!(
            index.find("sporting goods bicycle").iter().filter(|code| !code.starts_with("hire-")).count(),
            3
        );
    }

    #[test]
    fn a_name_is_one_sector_where_it_is_one_of_every_day() {
        let directory = directory();
        let index = SectorIndex::of(&directory);
        assert_eq!(index.called("cleaner"), ["37-2011"]);
        assert_eq!(index.called("LIMPIADOR"), ["37-2011"]);
        assert_eq!(index.called("Bicycles"), ["hire-sg-4", "sg-4"]);
        assert!(index.called("clean").is_empty());
    }

    /// The directory as the program has it compiled in.
    fn whole() -> Directory {
        let read = |name: &str| {
            std::fs::read_to_string(format!("{}/../../data/{name}.csv", env!("CARGO_MANIFEST_DIR"))).unwrap()
        };
        let directory = Directory::read(&read("sectors"), &read("geo/portland_metro_zips")).unwrap();
        let directory =
            directory.among(&read("more_sectors")).unwrap().among(&read("classification")).unwrap();
        directory.in_words(&read("words")).unwrap()
    }

    /// What people say, and the address of what they mean.
    const SAID: [(&str, &str); 56] = [
        ("cleaner", "cleaner"),
        ("clenaer", "cleaner"),
        ("cleaning lady", "cleaner"),
        ("janitors", "cleaner"),
        ("house cleaner", "housekeeper"),
        ("dog walking", "animal-carer"),
        ("babysiter", "childminder"),
        ("nanny", "childminder"),
        ("gardner", "gardener"),
        ("lawn mowing", "gardener"),
        ("plumber", "plumbers-pipefitters-and-steamfitters"),
        ("plummer", "plumbers-pipefitters-and-steamfitters"),
        ("handyman", "maintenance-worker"),
        ("roofer", "roofers"),
        ("nurse", "registered-nurses"),
        ("waitress", "waiter"),
        ("dishwasher", "kitchen-porter"),
        ("barista", "counter-worker"),
        ("chef", "chefs-and-head-cooks"),
        ("fruit picking", "nursery-hand"),
        ("removals", "mover"),
        ("van driver", "delivery-driver"),
        ("bike courier", "courier"),
        ("photographer", "photographers"),
        ("translaters", "interpreter"),
        ("maths tutor", "tutor"),
        ("hair dresser", "hairdresser"),
        ("haircut", "hairdresser"),
        ("painter and decorator", "painter"),
        ("teddy bear", "stuffed-animals"),
        ("bicycle", "bicycles"),
        ("bikes", "bicycles"),
        ("ladders", "ladder"),
        ("power drill", "power-drill"),
        ("lawnmower", "lawn-mower"),
        ("tents", "tent"),
        ("piano", "pianos"),
        ("parking", "parking-space"),
        ("party room", "hall"),
        ("desk", "desk"),
        ("eggs", "eggs"),
        ("flour", "flour"),
        ("limpiadora", "cleaner"),
        ("limpieza de casa", "housekeeper"),
        ("ninera", "childminder"),
        ("jardineros", "gardener"),
        ("plomero", "plumbers-pipefitters-and-steamfitters"),
        ("electricistas", "electrician"),
        ("mesera", "waiter"),
        ("lavaplatos", "kitchen-porter"),
        ("bicicletas", "bicycles"),
        ("mudanza", "mover"),
        ("estacionamiento", "parking-space"),
        ("cuidadora de ancianos", "home-carer"),
        ("plantar arboles", "tree-planting"),
        ("litter picking", "litter-clearing"),
    ];

    #[test]
    fn what_people_say_is_among_the_first_three_of_twenty_thousand() {
        let directory = whole();
        let index = SectorIndex::of(&directory);
        assert!(directory.sectors().count() > 20_000);
        let missed: Vec<String> = SAID
            .iter()
            .filter_map(|(said, meant)| {
                let found = index.find(said).into_iter().take(3);
                let found: Vec<&str> =
                    found.filter_map(|code| Some(directory.sector(code)?.slug.as_str())).collect();
                (!found.contains(meant)).then(|| format!("{said}: {found:?}"))
            })
            .collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }
}
