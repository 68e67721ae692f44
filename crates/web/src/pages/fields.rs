//! What people type, read by hand into what the domain takes: money, shares, hours, days; and the lists they choose
//! from.

use jiff::civil::Time;
use jiff::civil::Weekday;
use kernel::{ClockTime, Currency, DecimalMark, TimeOfDay};
use market::directory::{Family, Sector};

use super::visit::Visit;
use crate::components::{Choice, Typed};
use crate::error::AppError;
use crate::i18n::{Decimals, Locale, Text};
use crate::nouns::options;
use crate::t;
use crate::words;

/// The weekdays in the order of the usual week.
pub(super) const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// The name of one of several alike fields of a form: `count_2`.
pub(super) fn numbered(what: &str, number: i64) -> String {
    format!("{what}_{number}")
}

/// What is paid with in a post code; before that is known, in this market.
pub(super) fn currency_at(visit: &Visit, post_code: &str) -> Result<Currency, AppError> {
    let place = visit.app.place(post_code).ok().or_else(|| visit.app.directory.places().next());
    options::currency(&visit.app, place.ok_or(AppError::NotFound)?)
}

/// By what decimals are set off for a reader.
fn mark(loc: Locale) -> DecimalMark {
    match loc.region.decimals {
        Decimals::Point => DecimalMark::Point,
        Decimals::Comma => DecimalMark::Comma,
    }
}

/// A decimal number as whole units of its last decimal: `18.5` with two decimals is 1850. See [`kernel::read_number`].
pub(super) fn decimal(loc: Locale, text: &str, decimals: u32) -> Option<i64> {
    kernel::read_number(text, decimals, mark(loc))
}

/// An amount of a currency in minor units, with its sign or its code around it or without. See [`kernel::read_amount`].
pub(super) fn amount(loc: Locale, text: &str, currency: crate::i18n::Currency) -> Option<i64> {
    let (code, sign) = (currency.code(), currency.sign());
    // `US$`, as people write it who know several dollars.
    let full = format!("{}{sign}", code.get(..2).unwrap_or_default());
    kernel::read_amount(text, u32::from(currency.exponent()), mark(loc), &[&full, &sign, &code])
}

/// How many decimals a currency is typed with.
pub(super) fn decimals(visit: &Visit, currency: Currency) -> u32 {
    u32::from(words::sign(&visit.app, currency).exponent())
}

/// Whole units of the last decimal as a number to type: 1850 with two decimals is `18.50`.
pub(super) fn typed_decimal(loc: Locale, value: i64, decimals: u32) -> String {
    let point = match loc.region.decimals {
        Decimals::Point => '.',
        Decimals::Comma => ',',
    };
    let scale = 10_i64.checked_pow(decimals).unwrap_or(1);
    let width = usize::try_from(decimals).unwrap_or_default();
    if width == 0 {
        return value.to_string();
    }
    format!("{}{point}{:0width$}", value / scale, value % scale)
}

/// `17:30` as minutes after midnight; the end of the day is `24:00`.
pub(super) fn minute_of_day(text: &str) -> Option<i64> {
    text.parse::<TimeOfDay>().ok().map(TimeOfDay::minutes)
}

/// Minutes after midnight as they are sent: `17:30`.
pub(super) fn typed_minute(minute: i64) -> String {
    TimeOfDay::after_midnight(minute).map(|time| time.to_string()).unwrap_or_default()
}

/// The day after this one, to begin with.
pub(super) fn tomorrow(visit: &Visit) -> String {
    visit.today().tomorrow().map(|date| date.to_string()).unwrap_or_default()
}

/// A date of three boxes, `ID-month`, `ID-day` and `ID-year`, in one: empty where all of them are, and no date where they are
/// none.
pub(super) fn typed_date(typed: &Typed, id: &str) -> String {
    let [month, day, year] = ["month", "day", "year"].map(|part| typed.value(&format!("{id}-{part}")).trim());
    if [month, day, year].iter().all(|part| part.is_empty()) {
        String::new()
    } else {
        format!("{year:0>4}-{month:0>2}-{day:0>2}")
    }
}

/// Times of a day to choose from, every `step` minutes, with the end of the day if it is asked for.
pub(super) fn times(loc: Locale, step: i64, with_end: bool) -> Vec<Choice> {
    let last = if with_end { DAY_MINUTES } else { DAY_MINUTES - step };
    (0..=last / step)
        .map(|index| index * step)
        .map(|minute| Choice::new(typed_minute(minute), time(loc, minute)))
        .collect()
}

/// A time of day in words; the end of the day is midnight.
pub(super) fn time(loc: Locale, minute: i64) -> Text {
    let part = |number: i64| i8::try_from(number).unwrap_or_default();
    let time = Time::new(part(minute / 60 % 24), part(minute % 60), 0, 0).unwrap_or_default();
    loc.time(time)
}

/// Lengths of time to choose from, in minutes.
pub(super) fn durations(loc: Locale, minutes: impl IntoIterator<Item = i64>) -> Vec<Choice> {
    let choice = |minutes: i64| Choice::new(minutes.to_string(), loc.duration(words::whole(minutes)));
    minutes.into_iter().map(choice).collect()
}

/// The same choices with what was typed among them, so that an unusual value is not lost.
pub(super) fn with_typed(
    mut choices: Vec<Choice>,
    value: &str,
    label: impl FnOnce() -> Option<Text>,
) -> Vec<Choice> {
    if !value.is_empty()
        && choices.iter().all(|choice| choice.value != value)
        && let Some(label) = label()
    {
        choices.insert(0, Choice::new(value, label));
    }
    choices
}

/// Times of day to choose from, with what was typed among them, which may name one of two by its offset.
pub(super) fn clock_times(loc: Locale, value: &str) -> Vec<Choice> {
    with_typed(times(loc, 30, false), value, || {
        let ClockTime { time: of_day, offset_minutes } = value.parse().ok()?;
        let time = time(loc, of_day.minutes());
        let offset = offset_minutes
            .map(|_| value.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ':'));
        Some(offset.map_or(time.clone(), |offset| {
            t!(loc, "time-in-zone", time = time, zone = format!("UTC{offset}"))
        }))
    })
}

/// The sectors of one family that are traded every day, in the order of their names.
pub(super) fn usual_sectors(visit: &Visit, family: Family) -> Vec<Choice> {
    let usual = visit.app.directory.usual().filter(|sector| sector.family == family);
    let mut usual: Vec<(String, &Sector)> = usual.map(|sector| (title(visit.loc, sector), sector)).collect();
    usual.sort_by(|(a, _), (b, _)| a.cmp(b));
    let choice = |(title, sector): (String, &Sector)| Choice::new(&sector.slug, Text::verbatim(title));
    usual.into_iter().map(choice).collect()
}

/// How far somebody goes to choose from: any distance, or 1 to 20 miles.
pub(super) fn radii(loc: Locale) -> Vec<Choice> {
    let miles = [1_609, 3_219, 8_047, 16_093, 32_187];
    let miles = miles.map(|meters: i64| Choice::new(meters.to_string(), loc.distance(words::whole(meters))));
    after(Choice::new("", t!(loc, "hires-any-distance")), miles.to_vec())
}

/// The same choices after another one, which is chosen beforehand.
pub(super) fn after(first: Choice, mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.insert(0, first);
    choices
}

/// What people call a sector.
pub(super) fn title(loc: Locale, sector: &Sector) -> String {
    sector.titles.in_language(loc.lang.code()).to_owned()
}

/// What people call the sector of a code; the code itself where the directory has it no more.
pub(super) fn sector_title(visit: &Visit, code: &str) -> Text {
    let sector = visit.app.directory.sector(code);
    Text::verbatim(sector.map_or_else(|| code.to_owned(), |sector| title(visit.loc, sector)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOC: Locale = Locale {
        lang: crate::i18n::Lang::EN,
        region: crate::i18n::Region::UNITED_STATES,
        this_year: Some(2026),
    };

    #[test]
    fn money_is_read_as_people_write_it() {
        let read = |text| amount(LOC, text, crate::i18n::Currency::USD);
        assert_eq!(
            ["22,50", "18.5", "$1,850.00", "US$ 18", "18 usd"].map(read),
            [2_250, 1_850, 185_000, 1_800, 1_800].map(Some)
        );
        assert_eq!(["", "-5", "1.850", "€18", "18.505"].map(read), [None; 5]);
        assert_eq!(decimal(LOC, "12,5", 2), Some(1_250), "a share of 12.5 percent");
        assert_eq!(typed_decimal(LOC, 1_805, 2), "18.05");
    }

    #[test]
    fn a_date_of_three_boxes_is_one_that_can_be_told_from_none() {
        let date = |month, day, year| {
            typed_date(&Typed::of([("born-month", month), ("born-day", day), ("born-year", year)]), "born")
        };
        assert_eq!(date("3", " 27", "1998"), "1998-03-27");
        assert_eq!(date("", " ", ""), "");
        assert_eq!(
            [date("", "27", "1998"), date("3", "27", "98"), date("x", "1", "1998")]
                .map(|date| kernel::read_date(&date).is_some()),
            [false, true, false]
        );
    }

    #[test]
    fn times_go_to_the_end_of_the_day_and_no_further() {
        assert_eq!(["00:00", "17:45", "24:00"].map(minute_of_day), [0, 1_065, 1_440].map(Some));
        assert_eq!(["24:15", "12", "7:75", "x:00"].map(minute_of_day), [None; 4]);
        assert_eq!(times(LOC, 15, true).len(), 97);
        assert_eq!(times(LOC, 30, false).len(), 48);
    }
}
