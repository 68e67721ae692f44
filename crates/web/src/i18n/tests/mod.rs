//! What the language layer promises: complete catalogues, and tables of money, numbers and times.

mod catalogue;
mod files_alone;
mod run_time;

use jiff::Zoned;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

use super::{Clock, Currency, Decimals, Distance, Lang, Locale, Money, Region, Text};
use crate::t;

const ENGLISH: Locale = Locale { lang: Lang::EN, region: Region::UNITED_STATES, this_year: Some(2026) };
const SPANISH: Locale =
    Locale { lang: Lang::of_folder("es"), region: Region::UNITED_STATES, this_year: Some(2026) };
const EUROPE: Region = Region {
    distance: Distance::Kilometres,
    clock: Clock::TwentyFour,
    decimals: Decimals::Comma,
    dates: super::DateOrder::Day,
};
const EUROPEAN: Locale = Locale { lang: Lang::EN, region: EUROPE, this_year: Some(2026) };
const SPAIN: Locale = Locale { lang: Lang::of_folder("es"), region: EUROPE, this_year: Some(2026) };

#[track_caller]
fn check(text: &Text, expected: &str) {
    assert_eq!(text.plain().replace('\u{a0}', " "), expected);
}

fn portland(at: DateTime) -> Zoned {
    at.to_zoned(TimeZone::get("America/Los_Angeles").unwrap()).unwrap()
}

fn currency(code: &str, exponent: u8) -> Currency {
    Currency::new(code, exponent).unwrap()
}

#[test]
fn an_abbreviation_at_the_end_of_a_sentence_shares_its_point() {
    let five = portland(date(2026, 11, 27).at(17, 0, 0, 0));
    check(
        &t!(SPANISH, "search-nobody", moment = SPANISH.moment(&five)),
        "Nadie puede venir el viernes 27 de noviembre, 5 p. m.",
    );
    check(
        &t!(ENGLISH, "search-nobody", moment = ENGLISH.moment(&five)),
        "Nobody can come on Friday, November 27, 5pm.",
    );
}

#[test]
fn money_follows_currency_language_and_region() {
    let (yen, dinar) = (currency("JPY", 0), currency("KWD", 3));
    let table = [
        (ENGLISH, 7200, Currency::USD, "$72.00"),
        (ENGLISH, 5, Currency::USD, "$0.05"),
        (ENGLISH, -120, Currency::USD, "−$1.20"),
        (ENGLISH, 123_456_789, Currency::USD, "$1,234,567.89"),
        (ENGLISH, i64::MIN, Currency::USD, "−$92,233,720,368,547,758.08"),
        (ENGLISH, 72_000, yen, "¥72,000"),
        (ENGLISH, 1_500, dinar, "KWD 1.500"),
        (SPANISH, 7200, Currency::USD, "$72.00"),
        (SPAIN, 7200, Currency::USD, "72,00 $"),
        (SPAIN, 123_450, currency("EUR", 2), "1.234,50 €"),
        (SPAIN, -72_000, yen, "−72.000 ¥"),
    ];
    for (loc, minor, currency, expected) in table {
        check(&loc.money(Money::new(minor, currency)), expected);
    }
}

#[test]
fn signed_money_shows_both_signs_and_none_at_zero() {
    for (minor, expected) in [(800, "+$8.00"), (-120, "−$1.20"), (0, "$0.00")] {
        check(&ENGLISH.money_signed(Money::new(minor, Currency::USD)), expected);
    }
}

#[test]
fn a_malformed_currency_is_none() {
    for (code, exponent) in [("US", 2), ("USDX", 2), ("usd", 2), ("USD", 5), ("", 0)] {
        assert_eq!(Currency::new(code, exponent), None, "{code} {exponent}");
    }
}

#[test]
fn distances_are_rounded_half_up_to_what_a_reader_needs() {
    let table = [
        (ENGLISH, 0, "0 miles"),
        (ENGLISH, 1609, "1 mile"),
        (ENGLISH, 3380, "2.1 miles"),
        (ENGLISH, 16_093, "10 miles"),
        (ENGLISH, 23_336, "15 miles"),
        (SPANISH, 3380, "2.1 millas"),
        (SPAIN, 450, "0,5 km"),
        (SPAIN, 12_600, "13 km"),
    ];
    for (loc, meters, expected) in table {
        check(&loc.distance(meters), expected);
    }
}

#[test]
fn shares_and_counts() {
    for (basis_points, expected) in [(200, "2%"), (250, "2.5%"), (25, "0.25%"), (0, "0%")] {
        check(&ENGLISH.share(basis_points), expected);
    }
    check(&SPAIN.share(250), "2,5 %");
    check(&ENGLISH.count(12_000), "12,000");
    check(&SPAIN.count(12_000), "12.000");
}

#[test]
fn durations_are_hours_and_minutes() {
    let table = [
        (ENGLISH, 60, "1 hour"),
        (ENGLISH, 240, "4 hours"),
        (ENGLISH, 210, "3 hours 30 minutes"),
        (ENGLISH, 45, "45 minutes"),
        (SPANISH, 61, "1 hora 1 minuto"),
        (SPANISH, 240, "4 horas"),
    ];
    for (loc, minutes, expected) in table {
        check(&loc.duration(minutes), expected);
    }
}

#[test]
fn spans_name_the_day_once_where_one_is_enough() {
    let (five, nine) = (date(2026, 11, 27).at(17, 0, 0, 0), date(2026, 11, 27).at(21, 0, 0, 0));
    let (midnight, two) = (date(2026, 11, 28).at(0, 0, 0, 0), date(2026, 11, 28).at(2, 30, 0, 0));
    let table = [
        (ENGLISH, five, nine, "Friday, November 27, 5pm to 9pm"),
        (ENGLISH, five, midnight, "Friday, November 27, 5pm to midnight"),
        (ENGLISH, five, two, "Friday, November 27, 5pm to Saturday, November 28, 2:30am"),
        (SPANISH, five, nine, "viernes 27 de noviembre, de 5 p. m. a 9 p. m."),
        (SPANISH, five, midnight, "viernes 27 de noviembre, de 5 p. m. a medianoche"),
        (SPAIN, five, nine, "viernes 27 de noviembre, de 17:00 a 21:00"),
        (SPANISH, five, two, "del viernes 27 de noviembre, 5 p. m. al sábado 28 de noviembre, 2:30 a. m."),
    ];
    for (loc, from, until, expected) in table {
        check(&loc.span(&portland(from), &portland(until)), expected);
    }
}

#[test]
fn chinese_puts_the_year_first_and_the_time_last() {
    let chinese = Locale { lang: Lang::of_folder("zh-Hant"), ..ENGLISH };
    let five = portland(date(2026, 11, 27).at(17, 0, 0, 0));
    check(&chinese.with_years().moment(&five), "2026年11月27日 星期五 下午5時");
    check(
        &chinese.span(&five, &portland(date(2026, 11, 27).at(21, 30, 0, 0))),
        "11月27日 星期五 下午5時至下午9時30分",
    );
    check(&chinese.month_of_year(date(2026, 11, 1)), "2026年11月");
    check(&chinese.weekday_short(jiff::civil::Weekday::Sunday), "日");
    check(&chinese.duration(210), "3小時30分鐘");
    check(&chinese.share(250), "2.5%");
    for header in ["zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant-HK", "ZH-hant", "zh"] {
        assert_eq!(Lang::accepted(header), chinese.lang, "{header}");
    }
}

#[test]
fn every_month_and_hour_has_its_words() {
    check(&ENGLISH.date(date(2026, 1, 1)), "January 1, 2026");
    check(&EUROPEAN.date(date(2026, 1, 1)), "1 January 2026");
    check(&EUROPEAN.day(date(2027, 1, 1)), "Friday, 1 January 2027");
    check(&SPANISH.date(date(2026, 9, 30)), "30 de septiembre de 2026");
    check(&ENGLISH.time(date(2026, 1, 1).at(12, 15, 0, 0).time()), "12:15pm");
    check(&ENGLISH.time(date(2026, 1, 1).at(0, 15, 0, 0).time()), "12:15am");
    check(&ENGLISH.time(date(2026, 1, 1).at(12, 0, 0, 0).time()), "noon");
    check(&SPANISH.time(date(2026, 1, 1).at(9, 0, 0, 0).time()), "9 a. m.");
}

#[test]
fn the_repeated_hour_says_which_one_it_is() {
    let first = portland(date(2026, 11, 1).at(1, 30, 0, 0));
    let second = first.saturating_add(jiff::SignedDuration::from_hours(1));
    check(&ENGLISH.time_at(&first), "1:30am PDT");
    check(&ENGLISH.time_at(&second), "1:30am PST");
    check(&ENGLISH.time_at(&portland(date(2026, 11, 1).at(2, 0, 0, 0))), "2am");
}

#[test]
fn what_is_put_into_a_sentence_is_isolated_and_plain_text_is_not() {
    let text = t!(ENGLISH, "time-twenty-four", hour = "17", minutes = "00");
    assert_eq!(maud::html! { (text) }.0, "\u{2068}17\u{2069}:\u{2068}00\u{2069}");
    assert_eq!(text.plain(), "17:00");
}

#[test]
fn words_are_escaped() {
    assert_eq!(maud::html! { (Text::verbatim("<b>&")) }.0, "\u{2068}&lt;b&gt;&amp;\u{2069}");
}

#[test]
fn pseudo_languages_change_the_sentence_and_leave_what_is_put_in() {
    let accented = Locale { lang: Lang::ACCENTED, ..ENGLISH };
    let mirrored = Locale { lang: Lang::MIRRORED, ..ENGLISH };
    check(&t!(accented, "distance-miles", number = "Ana"), "[Ana mîlééš]");
    check(&t!(mirrored, "distance-miles", number = "Ana"), "Ana \u{202e}miles\u{202c}");
}

#[test]
fn codes_lead_back_to_their_language() {
    for lang in Lang::all() {
        assert_eq!(Lang::from_code(lang.code()), Some(lang));
    }
    assert_eq!(Lang::from_code("xx"), None);
}
