//! Isolation marks that do nothing: on a left-to-right page, those around words that run from left to right themselves.
//!
//! A mark at the start of an option keeps its first letter from choosing it, and marks are copied with an amount into
//! whatever it is pasted into. So a page keeps only those that are needed: around what runs from right to left.

use super::{ISOLATE, POP};

/// A left-to-right page without the marks that do nothing in it.
pub fn only_needed(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    // How many marks are open that were kept, and so have to be closed.
    let mut kept: Vec<bool> = Vec::new();
    while let Some(at) = rest.find([ISOLATE, POP]) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let is_opening = from.starts_with(ISOLATE);
        let is_kept = if is_opening {
            let is_needed = inside(from).chars().any(runs_from_the_right);
            kept.push(is_needed);
            is_needed
        } else {
            kept.pop().unwrap_or(true)
        };
        if is_kept {
            out.push(if is_opening { ISOLATE } else { POP });
        }
        rest = from.get(ISOLATE.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// What stands between the mark that a text begins with and the one that closes it.
fn inside(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            ISOLATE => depth = depth.saturating_add(1),
            POP if depth == 1 => return text.get(..at).unwrap_or_default(),
            POP => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text
}

/// Whether a letter is of a script that runs from right to left, or a mark that turns the direction: the blocks that the
/// Unicode Bidirectional Algorithm gives to R and AL (Unicode Standard Annex 9, table 4), taken whole.
fn runs_from_the_right(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_only_around_what_runs_from_the_right() {
        for (page, needed) in [
            ("<option>\u{2068}Gardener\u{2069}", "<option>Gardener"),
            ("\u{2068}\u{2068}Ana R.\u{2069} pays \u{2068}$5\u{2069}\u{2069}", "Ana R. pays $5"),
            ("\u{2068}نور\u{2069}, \u{2068}Gardener\u{2069}", "\u{2068}نور\u{2069}, Gardener"),
            (
                "\u{2068}with \u{2068}נועה\u{2069}, \u{2068}2\u{2069}\u{2069}.",
                "\u{2068}with \u{2068}נועה\u{2069}, 2\u{2069}.",
            ),
            ("\u{2068}never closed", "never closed"),
            ("closed\u{2069} only", "closed\u{2069} only"),
        ] {
            assert_eq!(only_needed(page), needed, "{page}");
        }
    }
}
