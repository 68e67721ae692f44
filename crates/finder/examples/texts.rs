//! How long a search of 200,000 listings by words takes, on one core.
//!
//! ```sh
//! cargo run --release -p finder --example texts
//! ```
//!
//! The words are those of the directory, in its three languages, and made-up ones behind them, as often as Zipf's law has it:
//! the commonest is in most listings. Questions are of common words, of any, of misspelt ones, of beginnings. Time is that of
//! the processor, of this thread.
#![expect(
    clippy::print_stdout,
    clippy::panic,
    reason = "a program for a console, that stops where answers differ"
)]

use finder::{TextDocument, TextIndex};
use rustix::time::{ClockId, Timespec, clock_gettime};
use std::collections::BTreeSet;

const LISTINGS: u64 = 200_000;
const QUESTIONS: usize = 4_000;
const WORDS: usize = 60_000;
const SHOWN: usize = 20;

/// Numbers that look thrown (xorshift64*).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let thrown = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(thrown).unwrap_or(0) % sides.max(1)
    }

    /// The place of a word: the first of `of` about `of` times as often as the last.
    fn zipf(&mut self, of: usize) -> usize {
        let doublings = usize::try_from(of.ilog2()).unwrap_or(0);
        let reach = 1 << (self.throw(doublings) + 1);
        self.throw(reach).min(of - 1)
    }
}

fn directory_words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for name in ["words", "more_sectors", "sectors", "classification"] {
        let path = format!("{}/../../data/{name}.csv", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let found =
            text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 1);
        words.extend(found.map(str::to_owned));
    }
    words
}

fn vocabulary(dice: &mut Dice) -> Vec<String> {
    const SYLLABLES: [&str; 24] = [
        "ba", "cor", "du", "fen", "gi", "ha", "jo", "kel", "li", "mor", "na", "pe", "qui", "ra", "sto", "ti",
        "una", "ver", "wa", "xi", "ya", "zo", "tra", "ple",
    ];
    let mut words: Vec<String> = directory_words().into_iter().collect();
    for at in (1..words.len()).rev() {
        words.swap(at, dice.throw(at + 1));
    }
    while words.len() < WORDS {
        let syllables = 2 + dice.throw(3);
        words.push((0..syllables).filter_map(|_| SYLLABLES.get(dice.throw(24))).copied().collect());
    }
    words
}

fn text(dice: &mut Dice, vocabulary: &[String], words: usize) -> String {
    let words: Vec<&str> =
        (0..words).filter_map(|_| vocabulary.get(dice.zipf(vocabulary.len())).map(String::as_str)).collect();
    words.join(" ")
}

fn misspelt(dice: &mut Dice, word: &str) -> String {
    let at = dice.throw(word.chars().count());
    word.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter).collect()
}

fn micros() -> i64 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::ThreadCPUTime);
    tv_sec * 1_000_000 + tv_nsec / 1_000
}

/// Half of a list and 99 of 100 took no longer, and the longest.
fn told(name: &str, mut took: Vec<i64>) {
    took.sort_unstable();
    let at = |share: usize| {
        took.get((took.len() * share / 100).min(took.len().saturating_sub(1))).copied().unwrap_or(0)
    };
    println!("{name:<28} p50 {:>7} µs   p99 {:>7} µs   most {:>7} µs", at(50), at(99), at(100));
}

/// Takes listings out, and puts them in again.
fn taken_out(dice: &mut Dice, index: &mut TextIndex<u64>, listings: &[(String, String)]) {
    let mut took = Vec::new();
    for _ in 0..QUESTIONS {
        let key = u64::try_from(dice.throw(listings.len())).unwrap_or(0);
        let began = micros();
        index.remove(&key);
        took.push(micros() - began);
        if let Some((title, body)) = usize::try_from(key).ok().and_then(|at| listings.get(at)) {
            index.put(key, &TextDocument { title, body });
        }
    }
    told("taken out", took);
}

fn main() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let vocabulary = vocabulary(&mut dice);
    let mut index = TextIndex::new();
    let listings: Vec<(String, String)> = (0..LISTINGS)
        .map(|_| {
            let (title, body) = (3 + dice.throw(6), 20 + dice.throw(60));
            (text(&mut dice, &vocabulary, title), text(&mut dice, &vocabulary, body))
        })
        .collect();
    let began = micros();
    for (key, (title, body)) in (0_u64..).zip(&listings) {
        index.put(key, &TextDocument { title, body });
    }
    println!("{} listings put in {} ms", index.len(), (micros() - began) / 1_000);

    let common = |dice: &mut Dice, words: usize| {
        let words: Vec<&str> =
            (0..words).filter_map(|_| vocabulary.get(dice.throw(20)).map(String::as_str)).collect();
        words.join(" ")
    };
    let mut all = Vec::new();
    let mut answers = Vec::new();
    for (name, kind) in [
        ("any words", 0),
        ("the commonest words", 1),
        ("twelve of the commonest", 2),
        ("a word misspelt", 3),
        ("a beginning", 4),
        ("common, every one refused", 5),
    ] {
        let mut took = Vec::new();
        for _ in 0..QUESTIONS / 6 {
            let count = 1 + dice.throw(5);
            let question = match kind {
                0 => text(&mut dice, &vocabulary, count),
                1 | 5 => common(&mut dice, count),
                2 => common(&mut dice, 12),
                3 => {
                    let word = text(&mut dice, &vocabulary, 1);
                    format!("{} {}", misspelt(&mut dice, &word), text(&mut dice, &vocabulary, count))
                }
                _ => text(&mut dice, &vocabulary, 1).chars().take(3).collect(),
            };
            let began = micros();
            let found = index.search(&question, SHOWN, |key| kind != 5 || *key == u64::MAX);
            took.push(micros() - began);
            answers.push((question, found));
        }
        all.extend_from_slice(&took);
        told(name, took);
    }
    told("all", all);

    taken_out(&mut dice, &mut index, &listings);

    let mut anew = TextIndex::new();
    for (key, (title, body)) in (0_u64..).zip(&listings).collect::<Vec<_>>().into_iter().rev() {
        anew.put(key, &TextDocument { title, body });
    }
    for (question, found) in answers.iter().filter(|(_, found)| !found.is_empty()) {
        for other in [&index, &anew] {
            assert_eq!(&other.search(question, SHOWN, |_| true), found, "{question}");
        }
    }
    println!("made anew, the other way round: the same answers");
}
