//! What a search has to answer, found by reading every listing anew for each word: of floats, and of no code of the index. Stems
//! and the distance of two words are those of the same libraries.
#![expect(clippy::float_arithmetic, clippy::as_conversions, reason = "another way to reckon the same")]
#![expect(clippy::cast_precision_loss, reason = "a few listings of a few words")]

use proptest::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeMap;

/// Words, and as they are written.
pub(super) const VOCABULARY: [(&str, &str); 26] = [
    ("bicycle", "Bicycle"),
    ("bicycles", "BICYCLES,"),
    ("bicicleta", "bicicleta"),
    ("bicicletas", "(Bicicletas)"),
    ("camion", "camión"),
    ("camiones", "camiones"),
    ("clean", "clean"),
    ("cleaner", "Cleaner."),
    ("cleaning", "cleaning"),
    ("ladder", "LADDER!"),
    ("ladders", "ladder's"),
    ("garden", "garden"),
    ("gardener", "gardener"),
    ("gardens", "gardens/"),
    ("jardin", "jardín"),
    ("nino", "NIÑO"),
    ("van", "van"),
    ("vans", "\nvans"),
    ("2018", "2018"),
    ("2019", "2019:"),
    ("x1", "x1"),
    ("單車", "單車"),
    ("租單車", "「租單車」"),
    ("車", "車"),
    ("ガイド", "カ\u{3099}イト\u{3099}"),
    ("for", "For"),
];

/// What is said of them besides.
pub(super) const MISSPELT: [&str; 9] =
    ["bycicle", "cleanr", "gardner", "lader", "bicy", "gar", "2017", "cicleta", "車單"];

#[derive(Clone, Debug)]
pub(super) struct Listing {
    pub(super) title: Vec<usize>,
    pub(super) body: Vec<usize>,
}

fn words_of(places: &[usize]) -> impl Iterator<Item = (&'static str, &'static str)> {
    places.iter().map(|place| VOCABULARY[*place])
}

impl Listing {
    pub(super) fn written(&self) -> (String, String) {
        let written =
            |places: &[usize]| words_of(places).map(|(_, written)| written).collect::<Vec<_>>().join(" ");
        (written(&self.title), written(&self.body))
    }

    /// Its words, each as often as it counts.
    fn words(&self) -> Vec<String> {
        let title = words_of(&self.title).flat_map(|(word, _)| [word; 3]);
        let words = title.chain(words_of(&self.body).map(|(word, _)| word));
        words.flat_map(|word| parts(word, true)).collect()
    }
}

fn is_chinese(word: &str) -> bool {
    word.chars().all(|letter| letter > '\u{3000}')
}

/// A word; of signs the pairs, with each one, or of one alone that one. Accents of signs count for nothing either.
fn parts(word: &str, with_each: bool) -> Vec<String> {
    if word == "for" {
        return Vec::new();
    }
    if !is_chinese(word) {
        return vec![word.to_owned()];
    }
    let signs: Vec<String> =
        word.chars().map(|sign| sign.to_string().replace('ガ', "カ").replace('ド', "ト")).collect();
    let pairs = signs.windows(2).map(<[String]>::concat);
    if with_each || signs.len() == 1 { signs.iter().cloned().chain(pairs).collect() } else { pairs.collect() }
}

fn stem(language: Algorithm, word: &str) -> String {
    Stemmer::create(language).stem(word).into_owned()
}

/// How well a word fits one that is asked for: without looking at how many listings have it, or with a look around.
fn fits(asked: &str, word: &str, is_wide: bool) -> f64 {
    if asked == word {
        return 1.0;
    }
    let is_word = |word: &str| word.len() >= 3 && word.chars().all(|letter| letter.is_ascii_alphabetic());
    if !is_word(asked) || !is_word(word) {
        return if is_wide && is_word(asked) && word.starts_with(asked) { 144.0 / 256.0 } else { 0.0 };
    }
    let same = [Algorithm::English, Algorithm::Spanish].map(|of| stem(of, asked) == stem(of, word));
    match same {
        [true, true] => return 224.0 / 256.0,
        [true, false] | [false, true] => return 176.0 / 256.0,
        [false, false] => {}
    }
    let wrong = if asked.len() >= 7 { 2 } else { usize::from(asked.len() >= 4) };
    if is_wide && word.starts_with(asked) {
        144.0 / 256.0
    } else if is_wide && strsim::osa_distance(asked, word) <= wrong {
        128.0 / 256.0
    } else {
        0.0
    }
}

/// How well each listing fits, where it does.
fn scores(listings: &BTreeMap<u8, Listing>, question: &[&str]) -> BTreeMap<u8, f64> {
    let texts: BTreeMap<u8, Vec<String>> =
        listings.iter().map(|(key, listing)| (*key, listing.words())).collect();
    let mean = texts.values().map(Vec::len).sum::<usize>() as f64 / texts.len() as f64;
    let mut asked: Vec<String> = Vec::new();
    for word in question.iter().flat_map(|word| parts(word, false)) {
        if !asked.contains(&word) {
            asked.push(word);
        }
    }
    let mut sums: BTreeMap<u8, (f64, f64)> = BTreeMap::new();
    for word in &asked {
        // A word fits once in each listing that has it, of several words each on its own.
        let known: usize = {
            let mut fitting: Vec<(u8, &String)> = texts
                .iter()
                .flat_map(|(key, words)| words.iter().map(move |other| (*key, other)))
                .filter(|(_, other)| fits(word, other, false) > 0.0)
                .collect();
            fitting.sort();
            fitting.dedup();
            fitting.len()
        };
        let count = |words: &[String]| words.iter().map(|other| fits(word, other, known < 3)).sum::<f64>();
        let counts: BTreeMap<u8, f64> =
            texts.iter().map(|(key, words)| (*key, count(words))).filter(|(_, count)| *count > 0.0).collect();
        let (all, having) = (texts.len() as f64, counts.len() as f64);
        let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).log2();
        for (key, count) in counts {
            let length = texts[&key].len() as f64;
            let share = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / mean));
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + rarity * share, sum.1 + 1.0);
        }
    }
    sums.into_iter().map(|(key, (sum, words))| (key, sum * words / asked.len() as f64)).collect()
}

/// An answer is of those that fit, sorted, each as well as it says, and nothing better is left out.
pub(super) fn check(
    listings: &BTreeMap<u8, Listing>,
    question: &[&str],
    limit: usize,
    keep: impl Fn(&u8) -> bool,
    found: &[(u8, u32)],
) -> Result<(), TestCaseError> {
    let mut scores = scores(listings, question);
    scores.retain(|key, _| keep(key));
    prop_assert_eq!(found.len(), scores.len().min(limit), "{:?} of {:?}", found, scores);
    // Whole numbers lose less than this, of what they reckon in.
    let near = 24.0;
    for (key, score) in found {
        let score = f64::from(*score);
        let Some(due) = scores.remove(key).map(|due| due * 4096.0) else {
            return Err(TestCaseError::fail(format!("{key} does not fit")));
        };
        prop_assert!((score - due).abs() <= near + due / 200.0, "{} has {}, not {}", key, score, due);
    }
    let ranks: Vec<_> = found.iter().map(|(key, score)| (std::cmp::Reverse(*score), *key)).collect();
    prop_assert!(ranks.is_sorted());
    let worst = found.last().map_or(f64::MAX, |(_, score)| f64::from(*score));
    for (key, due) in scores {
        let due = due * 4096.0;
        prop_assert!(due <= worst + near + due / 200.0, "{} was left out, with {}", key, due);
    }
    Ok(())
}
