//! Which of our languages somebody's browser or program asks for.

use super::{Lang, SENTENCES, Sentences};

impl Lang {
    /// The language of ours that an `Accept-Language` likes best; English where it likes none. Capital and small letters are
    /// the same, a region is as good as its language, `q` says how much each is liked, and 0 not at all.
    pub fn accepted(header: &str) -> Self {
        SENTENCES.accepted(header)
    }
}

impl Sentences {
    /// As [`Lang::accepted`], of these languages.
    pub(super) fn accepted(&self, header: &str) -> Lang {
        let ranges: Vec<(&str, u16)> = header.split(',').filter_map(range).collect();
        let liked = |lang: Lang| {
            let of = |asked_as: &[String]| {
                let named = ranges.iter().enumerate().filter_map(|(at, (range, quality))| {
                    // Of two that are liked as much, the one that is named first; of two that are meant by one name, the one
                    // that it fits longer.
                    Some((*quality, usize::MAX - at, fit(range, asked_as)?))
                });
                named.max()
            };
            let own = self.about(lang).and_then(|about| of(&about.asked_as));
            let liked = own.or_else(|| of(&["*".to_owned()]));
            liked.filter(|(quality, ..)| *quality > 0).map(|liked| (liked, lang))
        };
        let mut offered: Vec<_> = self.offered().filter_map(liked).collect();
        // Of two that are both any language, English: the first here, and the last of those that are greatest wins.
        offered.reverse();
        offered.into_iter().max_by_key(|(liked, _)| *liked).map_or(Lang::EN, |(_, lang)| lang)
    }
}

/// How many letters of a range are one of the tags by which a language is asked for, the most of them; nothing where none is.
fn fit(range: &str, asked_as: &[String]) -> Option<usize> {
    let is_asked = |tag: &str| {
        let rest = range.get(tag.len()..).filter(|rest| rest.is_empty() || rest.starts_with('-'));
        rest.is_some() && range.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    asked_as.iter().filter(|tag| is_asked(tag)).map(String::len).max()
}

/// A language of the list and how much it is liked, in thousandths; nothing of what is not written as RFC 9110 has it.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';');
    let language = parts.next()?.trim();
    let quality = match parts.next().map(str::trim) {
        None => 1_000,
        Some(weight) => {
            let (name, value) = weight.split_once('=')?;
            thousandths(value.trim()).filter(|_| name.trim().eq_ignore_ascii_case("q"))?
        }
    };
    (!language.starts_with('-') && !language.is_empty()).then_some((language, quality))
}

/// `0.85` as 850; from 0 to 1, with three decimals at most.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = whole.len() == 1
        && part.len() <= 3
        && (whole.bytes().chain(part.bytes())).all(|byte| byte.is_ascii_digit());
    let part: u16 = format!("{part:0<3}").parse().ok()?;
    let all = whole.parse::<u16>().ok()?.checked_mul(1_000)?.checked_add(part)?;
    (is_number && all <= 1_000).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_is_liked_best_in_capital_and_small_letters() {
        for (header, lang) in [
            ("", "en"),
            ("es", "es"),
            ("ES", "es"),
            ("es-MX", "es"),
            ("fr, es-MX;q=0.9, en;q=0.8", "es"),
            ("en;q=0.8, es;q=0.9", "es"),
            ("en;q=0.3,es;Q=0.30", "en"),
            ("es;q=0.301 , en;q=0.3", "es"),
            ("es;q=0, en;q=0.1", "en"),
            ("es;q=0", "en"),
            ("en;q=0, *", "es"),
            ("*", "en"),
            ("fr, *;q=0.5", "en"),
            ("es;q=2, en;q=0.1", "en"),
            ("es;q=, en;q=0.1", "en"),
            ("est", "en"),
            (",;q=1,;;,-", "en"),
        ] {
            assert_eq!(Lang::accepted(header).code(), lang, "{header}");
        }
    }
}
