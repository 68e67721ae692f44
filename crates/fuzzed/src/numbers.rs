//! Amounts and other numbers, as people write them and as programs do.

use crate::{is_planted, text};
use kernel::{Amount, DecimalMark, Money, read_amount, read_number};
use web::i18n::{Currency, Lang, Locale, Money as Shown};

const SIGNS: [&str; 3] = ["US$", "$", "USD"];

/// The first sign is the decimals, 0 to 4, the second the mark of the place; then what somebody typed, or JSON. An amount is never below
/// zero, is the same however it is written, and what a page shows of it can be typed.
pub fn run(bytes: &[u8]) {
    let Some((head, rest)) = bytes.split_at_checked(2) else { return };
    let Some(written) = text(rest) else { return };
    let decimals = u32::from(head.first().copied().unwrap_or_default() % 5);
    let (mark, sign) =
        if head.last() == Some(&b',') { (DecimalMark::Comma, ',') } else { (DecimalMark::Point, '.') };
    if let Ok(money) = serde_json::from_str::<Money>(written) {
        let again = serde_json::to_string(&money).and_then(|json| serde_json::from_str(&json));
        assert!(again.is_ok_and(|again: Money| again == money));
    }
    let number = read_number(written, decimals, mark);
    let amount = read_amount(written, decimals, mark, &SIGNS);
    // A sign of the currency is all that an amount may have besides.
    assert!(number.is_none() || number == amount, "{number:?} {amount:?}");
    let Some(amount) = amount else { return };
    assert!(amount >= 0);
    let scale = 10_i64.pow(decimals);
    // The bug that is planted: cents below ten are written with one digit.
    let width = if is_planted() { 0 } else { usize::try_from(decimals).unwrap_or_default() };
    let plain = match decimals {
        0 => amount.to_string(),
        _ => format!("{}{sign}{:0width$}", amount / scale, amount % scale),
    };
    assert_eq!(read_number(&plain, decimals, mark), Some(amount), "{plain}");
    if mark == DecimalMark::Point {
        is_shown(amount, decimals);
    }
    let _ = Amount(amount);
}

/// What a page shows of an amount is read as that amount, in every language.
fn is_shown(amount: i64, decimals: u32) {
    let Ok(exponent) = u8::try_from(decimals) else { return };
    let Some(currency) = Currency::new("USD", exponent) else { return };
    for lang in Lang::offered() {
        let shown = Locale::in_united_states(lang).money(Shown::new(amount, currency));
        for words in [shown.plain(), format!("\u{2068}{}\u{2069}", shown.plain())] {
            assert_eq!(read_amount(&words, decimals, DecimalMark::Point, &SIGNS), Some(amount), "{words}");
        }
    }
}
