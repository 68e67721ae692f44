//! Numbers with decimals and amounts of money, as people write them.
//!
//! | written, of two decimals | read |
//! |---|---|
//! | `22.5`, `22.50`, `22,50`, `22,5` | 22.50: a point or a comma before as many digits as there are decimals, or fewer |
//! | `1,850.00`, `1.850,00`, `1 850.00`, `1'850,00` | 1,850.00: of two marks the last one begins the decimals |
//! | `1,850,000`, `1.850.000` | 1,850,000.00: a mark that comes again only groups |
//! | `1,850` | 1,850.00: one mark before three digits groups, if it is the one that groups here |
//! | `1.850` | nothing: where decimals have a point, people may have meant either |
//! | `1,8500`, `12,34.5`, `-5`, `5e3` | nothing |

/// By what decimals are set off where somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,850.00`.
    Point,
    /// `1.850,00`.
    Comma,
}

/// A number of so many decimals in units of its last one: `18.5` with two is 1850. `None` for what cannot be read in one way,
/// has more decimals, is below zero or does not fit.
pub fn read_number(written: &str, decimals: u32, mark: DecimalMark) -> Option<i64> {
    let shown = crate::text::shown(written).ok()?;
    let (whole, part) = split(shown.trim(), usize::try_from(decimals).ok()?, mark)?;
    let width = usize::try_from(decimals).ok()?;
    let part: i64 = format!("{part:0<width$}0").parse::<i64>().ok()? / 10;
    whole.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(decimals)?)?.checked_add(part)
}

/// An amount in minor units, as [`read_number`]; one of `signs` may stand before or after it, such as `$` or `USD`.
pub fn read_amount(written: &str, decimals: u32, mark: DecimalMark, signs: &[&str]) -> Option<i64> {
    let shown = crate::text::shown(written).ok()?;
    let text = shown.trim();
    let bare = signs.iter().filter(|sign| !sign.is_empty()).find_map(|sign| without(text, sign));
    read_number(bare.unwrap_or(text), decimals, mark)
}

/// The text without a sign at one of its ends, in capital or small letters.
fn without<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let is_sign = |end: &str| end.eq_ignore_ascii_case(sign);
    let first = text.split_at_checked(sign.len()).filter(|(start, _)| is_sign(start)).map(|(_, rest)| rest);
    let last = || {
        let at = text.len().checked_sub(sign.len())?;
        text.split_at_checked(at).filter(|(_, end)| is_sign(end)).map(|(rest, _)| rest)
    };
    first.or_else(last)
}

/// The digits before the decimals and those after, of at most `most`.
fn split(text: &str, most: usize, mark: DecimalMark) -> Option<(String, &str)> {
    let marks: Vec<(usize, char)> =
        text.char_indices().filter(|(_, letter)| matches!(letter, '.' | ',')).collect();
    let last = marks.last().copied();
    let only_once = |mark: char| marks.iter().filter(|(_, other)| *other == mark).count() == 1;
    let begins_decimals = match last {
        None => false,
        Some((at, last)) => {
            let after = text.len() - at - 1;
            let is_mixed = marks.iter().any(|(_, mark)| *mark != last);
            let is_own = (last == '.') == (mark == DecimalMark::Point);
            // A single mark before three digits only groups where that is its use.
            let groups = !is_mixed && after == 3 && most != 3 && !is_own;
            only_once(last) && most > 0 && !groups
        }
    };
    let (whole, part) = match last {
        Some((at, _)) if begins_decimals => (text.get(..at)?, text.get(at + 1..)?),
        _ => (text, ""),
    };
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    (part.len() <= most && is_number(part)).then_some((ungrouped(whole)?, part))
}

/// The digits of a whole number, grouped in threes by one mark or not at all.
fn ungrouped(whole: &str) -> Option<String> {
    let is_mark = |letter: char| matches!(letter, '.' | ',' | '\'' | '\u{2019}') || letter.is_whitespace();
    let mut marks: Vec<char> = whole.chars().filter(|letter| is_mark(*letter)).collect();
    marks.dedup();
    let groups: Vec<&str> = whole.split(is_mark).collect();
    let (first, others) = groups.split_first()?;
    let fits = marks.len() <= 1
        && others.iter().all(|group| group.len() == 3)
        && (1..=if others.is_empty() { usize::MAX } else { 3 }).contains(&first.len())
        && (others.is_empty() || !first.starts_with('0'));
    let digits = groups.concat();
    (fits && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIGNS: [&str; 3] = ["US$", "$", "USD"];

    fn cents(written: &str) -> Option<i64> {
        read_amount(written, 2, DecimalMark::Point, &SIGNS)
    }

    #[test]
    fn a_comma_groups_only_before_three_digits_and_begins_decimals_before_two() {
        for (written, minor) in [
            ("22,50", 2_250),
            ("18,50", 1_850),
            ("22,5", 2_250),
            ("22.50", 2_250),
            ("22.5", 2_250),
            ("18", 1_800),
            ("18.", 1_800),
            ("0,99", 99),
            ("1,850", 185_000),
            ("1,850.00", 185_000),
            ("1.850,00", 185_000),
            ("1 850.00", 185_000),
            ("1\u{202f}850,00", 185_000),
            ("1'850.00", 185_000),
            ("1,850,000", 185_000_000),
            ("1.850.000", 185_000_000),
            ("1.850.000,5", 185_000_050),
            ("1850.00", 185_000),
            ("12345678,90", 1_234_567_890),
        ] {
            assert_eq!(cents(written), Some(minor), "{written}");
        }
    }

    #[test]
    fn what_could_be_meant_in_two_ways_is_not_guessed() {
        for wrong in [
            "",
            " ",
            ".",
            ",",
            "-5",
            "+5",
            "1.850",
            "18.505",
            "ten",
            "1.2.3",
            "1,2,3",
            "1,8500",
            "12,34.50",
            "1,850,00",
            "1 85",
            "0,850",
            "1,850.000,00",
            "1 850,000.00",
            "5e3",
            "0x10",
            "١٨",
            "１８",
            "18\0",
            "$",
            "€22",
            "22 EUR",
            "$$5",
            "1,,850",
            "99999999999999999999",
            "92233720368547759.00",
            ".50",
        ] {
            assert_eq!(cents(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_sign_of_the_currency_may_stand_around_an_amount() {
        for written in [
            "$22.50",
            "$ 22,50",
            "US$22.50",
            "usd 22.50",
            "22.50 USD",
            "22,50$",
            "\u{2068}$22.50\u{2069}",
            " $22.50\u{a0}",
        ] {
            assert_eq!(cents(written), Some(2_250), "{written}");
        }
    }

    #[test]
    fn decimals_are_those_of_the_currency_and_marks_those_of_the_place() {
        let read = |written, decimals, mark| read_amount(written, decimals, mark, &[]);
        assert_eq!(read("1,850", 0, DecimalMark::Point), Some(1_850));
        assert_eq!(read("1.850", 0, DecimalMark::Point), Some(1_850));
        assert_eq!(read("18.50", 0, DecimalMark::Point), None);
        assert_eq!(read("1.850", 3, DecimalMark::Point), Some(1_850));
        assert_eq!(read("1.850", 2, DecimalMark::Comma), Some(185_000));
        assert_eq!(read("1,850", 2, DecimalMark::Comma), None);
        assert_eq!(read("22.50", 2, DecimalMark::Comma), Some(2_250));
    }

    proptest! {
        #[test]
        fn an_amount_is_read_as_it_was_written(minor in 0..1_000_000_000_i64) {
            let (whole, part) = (minor / 100, minor % 100);
            let grouped = |mark: &str| {
                let digits = whole.to_string();
                let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
                groups.join(mark)
            };
            for written in [
                format!("{whole}.{part:02}"), format!("{whole},{part:02}"), format!("{}.{part:02}", grouped(",")),
                format!("{},{part:02}", grouped(".")), format!("${}.{part:02}", grouped(" ")),
            ] {
                prop_assert_eq!(cents(&written), Some(minor), "{}", written);
            }
        }
    }
}
