//! The words of a text, and of a question.

use crate::words::{is_empty, is_sign, plain};

/// A word has as many letters as these, the others are left off.
const LETTERS_MOST: usize = 40;

/// A stretch of a text.
enum Run {
    Word(String),
    /// Signs of a script without spaces.
    Signs(Vec<char>),
}

/// The words of a text; of signs each and each pair, so that one alone is found as well.
pub(super) fn of_text(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Word(word) => words.push(word),
            Run::Signs(signs) => {
                words.extend(signs.iter().map(char::to_string));
                words.extend(signs.windows(2).map(|pair| pair.iter().collect()));
            }
        }
    }
    words
}

/// The words of a question; of signs the pairs, and one alone where it stands alone.
pub(super) fn of_question(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Word(word) => words.push(word),
            Run::Signs(signs) => {
                let pairs = signs.windows(signs.len().min(2));
                words.extend(pairs.map(|pair| pair.iter().collect::<String>()));
            }
        }
    }
    words
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut word = String::new();
    let mut letters = 0;
    let mut signs: Vec<char> = Vec::new();
    for letter in plain(text).chars().chain([' ']) {
        let sign = is_sign(letter);
        let inside = letter.is_alphanumeric() && !sign;
        if !sign && !signs.is_empty() {
            runs.push(Run::Signs(std::mem::take(&mut signs)));
        }
        if inside {
            if letters < LETTERS_MOST {
                word.push(letter);
            }
            letters += 1;
        } else if sign || !matches!(letter, '\'' | '’') {
            let whole = std::mem::take(&mut word);
            letters = 0;
            if !whole.is_empty() && !is_empty(&whole) {
                runs.push(Run::Word(whole));
            }
        }
        if sign {
            signs.push(letter);
        }
    }
    runs
}
