//! Which of our languages somebody's browser or program asks for.

use super::Lang;

impl Lang {
    /// The language of ours that an `Accept-Language` likes best; English where it likes none. Capital and small letters are
    /// the same, a region is as good as its language, `q` says how much each is liked, and 0 not at all.
    pub fn accepted(header: &str) -> Self {
        let ranges: Vec<(&str, u16)> = header.split(',').filter_map(range).collect();
        let liked = |lang: Self| {
            let of = |code: &str| {
                let named =
                    ranges.iter().enumerate().filter(|(_, (range, _))| range.eq_ignore_ascii_case(code));
                // Of two that are liked as much, the one that is named first.
                named.map(|(at, (_, quality))| (*quality, usize::MAX - at)).max()
            };
            let liked = of(lang.code()).or_else(|| of("*"));
            liked.filter(|(quality, _)| *quality > 0).map(|liked| (liked, lang))
        };
        // Of two that are both any language, English.
        let offered = Self::OFFERED.into_iter().rev().filter_map(liked);
        offered.max_by_key(|(liked, _)| *liked).map_or(Self::En, |(_, lang)| lang)
    }
}

/// A language of the list and how much it is liked, in thousandths; nothing of what is not written as RFC 9110 has it.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';');
    let language = parts.next()?.split('-').next()?.trim();
    let quality = match parts.next().map(str::trim) {
        None => 1_000,
        Some(weight) => {
            let (name, value) = weight.split_once('=')?;
            thousandths(value.trim()).filter(|_| name.trim().eq_ignore_ascii_case("q"))?
        }
    };
    (!language.is_empty()).then_some((language, quality))
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
            ("", Lang::En),
            ("es", Lang::Es),
            ("ES", Lang::Es),
            ("es-MX", Lang::Es),
            ("fr, es-MX;q=0.9, en;q=0.8", Lang::Es),
            ("en;q=0.8, es;q=0.9", Lang::Es),
            ("en;q=0.3,es;Q=0.30", Lang::En),
            ("es;q=0.301 , en;q=0.3", Lang::Es),
            ("es;q=0, en;q=0.1", Lang::En),
            ("es;q=0", Lang::En),
            ("en;q=0, *", Lang::Es),
            ("*", Lang::En),
            ("fr, *;q=0.5", Lang::En),
            ("es;q=2, en;q=0.1", Lang::En),
            ("es;q=, en;q=0.1", Lang::En),
            ("est", Lang::En),
            (",;q=1,;;,-", Lang::En),
        ] {
            assert_eq!(Lang::accepted(header), lang, "{header}");
        }
    }
}
