//! The two test languages, made from English: accented and long, and mirrored.

use std::sync::LazyLock;

use super::about::{About, Direction};
use super::{ISOLATE, POP};

/// English with accents and a third more letters.
pub(super) const ACCENTED: &str = "en-XA";
/// English set from right to left.
pub(super) const MIRRORED: &str = "ar-XB";

/// A language that is made from English.
pub(super) struct Pseudo {
    /// Its tag.
    pub(super) code: &'static str,
    /// What is known of it.
    pub(super) about: About,
    /// Makes its words of English ones.
    pub(super) changed: fn(&str) -> String,
}

/// Both of them.
pub(super) static LANGUAGES: LazyLock<[Pseudo; 2]> = LazyLock::new(|| {
    let about = |endonym: &str| About { endonym: endonym.to_owned(), ..About::default() };
    [
        Pseudo { code: ACCENTED, about: about("Ëñĝļîšĥ"), changed: accented },
        Pseudo {
            code: MIRRORED,
            about: About { direction: Direction::RightToLeft, ..about("\u{202e}English\u{202c}") },
            changed: mirrored,
        },
    ]
});

/// The test language of this tag.
pub(super) fn of(code: &str) -> Option<&'static Pseudo> {
    LANGUAGES.iter().find(|pseudo| pseudo.code == code)
}

/// Accents each letter and doubles each second vowel, outside what was put into the sentence.
fn accented(words: &str) -> String {
    let mut vowels = 0_u32;
    let long = outside_isolates(words, |c, out| {
        out.push(accent(c));
        if "aeiou".contains(c) {
            vowels += 1;
            if vowels.is_multiple_of(2) {
                out.push(accent(c));
            }
        }
    });
    format!("[{long}]")
}

/// Forces each word from right to left, outside what was put into the sentence.
fn mirrored(words: &str) -> String {
    let mut in_word = false;
    let mut out = outside_isolates(words, |c, out| {
        if c.is_alphabetic() != in_word {
            out.push(if in_word { '\u{202c}' } else { '\u{202e}' });
            in_word = !in_word;
        }
        out.push(c);
    });
    if in_word {
        out.push('\u{202c}');
    }
    out
}

/// Hands each character outside isolation marks to `each`, and keeps the others as they are.
fn outside_isolates(words: &str, mut each: impl FnMut(char, &mut String)) -> String {
    let mut out = String::with_capacity(words.len() * 2);
    let mut depth = 0_u32;
    for c in words.chars() {
        if c == ISOLATE {
            // A mark that is itself no letter ends the word before it.
            each(' ', &mut out);
            out.pop();
            depth += 1;
        }
        if depth > 0 {
            out.push(c);
        } else {
            each(c, &mut out);
        }
        if c == POP {
            depth = depth.saturating_sub(1);
        }
    }
    out
}

fn accent(c: char) -> char {
    match c {
        'a' => 'á',
        'e' => 'é',
        'i' => 'î',
        'o' => 'ö',
        'u' => 'û',
        'y' => 'ý',
        'c' => 'ç',
        'n' => 'ñ',
        's' => 'š',
        'A' => 'Å',
        'E' => 'É',
        'I' => 'Î',
        'O' => 'Ö',
        'U' => 'Û',
        'Y' => 'Ý',
        'C' => 'Ç',
        'N' => 'Ñ',
        'S' => 'Š',
        other => other,
    }
}
