//! What all searches by words share: how a text becomes plain, which scripts leave no spaces, and how far apart words may be.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing, in the languages that words are stemmed in.
const EMPTY: [&str; 22] = [
    "a", "an", "and", "de", "del", "el", "en", "for", "in", "la", "las", "los", "of", "o", "or", "para",
    "por", "the", "to", "un", "una", "y",
];

/// A text without accents and capitals.
pub(crate) fn plain(text: &str) -> String {
    text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase()
}

/// Whether a word says nothing.
pub(crate) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// Whether it is a sign of a script that leaves no space between words.
pub(crate) fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '\u{0e00}'..='\u{0eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// How many letters of a word may be wrong: of pairs, the longest first, how many letters it has at least and how many of them may
/// be wrong. None where it is too short for any.
pub(crate) fn misspelt_most(pairs: &[(usize, usize)], letters: usize) -> Option<usize> {
    pairs.iter().find(|(least, _)| letters >= *least).map(|(_, most)| *most)
}

/// Whether two words are at most so many letters apart; two neighbours that changed places are one.
pub(crate) fn is_near(word: &str, other: &str, most: usize) -> bool {
    other.len().abs_diff(word.len()) <= most * 2 && strsim::osa_distance(word, other) <= most
}

/// The stemmers of the languages that words are stemmed in: English, Spanish.
pub(crate) fn stemmers() -> [Stemmer; 2] {
    [Stemmer::create(Algorithm::English), Stemmer::create(Algorithm::Spanish)]
}
