//! What people type, read by hand into what the domain takes: money, shares, hours, days; and the lists they choose
//! from.

use jiff::civil::{Date, Time};
use kernel::Currency;
use market::directory::{Family, Sector};

use super::visit::Visit;
use crate::components::{Choice, Typed};
use crate::i18n::{Decimals, Lang, Locale, Text};
pub(super) use crate::nouns::availability::{minute_of_day, typed_minute};
use crate::t;
use crate::words;

/// The minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// A decimal number as whole units of its last decimal: `18.5` with two decimals is 1850. `None` for anything else,
/// and for more decimals than there are.
pub(super) fn decimal(loc: Locale, text: &str, decimals: u32) -> Option<i64> {
    let (group, point) = match loc.region.decimals {
        Decimals::Point => (',', '.'),
        Decimals::Comma => ('.', ','),
    };
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != group).collect();
    let (whole, part) = plain.split_once(point).unwrap_or((&plain, ""));
    let width = usize::try_from(decimals).ok()?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > width {
        return None;
    }
    let part: i64 = format!("{part:0<width$}0").parse::<i64>().ok()? / 10;
    whole.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(decimals)?)?.checked_add(part)
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

/// A day as browsers send it, `2026-11-27`.
pub(super) fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// The day after this one, to begin with.
pub(super) fn tomorrow(visit: &Visit) -> String {
    visit.today().tomorrow().map(|date| date.to_string()).unwrap_or_default()
}

/// A date in three boxes, month first: `ID-month`, `ID-day`, `ID-year`.
pub(super) fn known_date(typed: &Typed, id: &str) -> Option<Date> {
    let part = |name: &str| typed.value(&format!("{id}-{name}")).trim().parse::<i16>().ok();
    let (month, day) = (i8::try_from(part("month")?).ok()?, i8::try_from(part("day")?).ok()?);
    Date::new(part("year")?, month, day).ok()
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

/// The sectors to choose from, in the order of their names.
pub(super) fn sectors(visit: &Visit) -> Vec<Choice> {
    let mut sectors: Vec<(String, &Sector)> =
        visit.app.directory.sectors().map(|sector| (title(visit.loc, sector), sector)).collect();
    sectors.sort_by(|(a, _), (b, _)| a.cmp(b));
    let choice = |(title, sector): (String, &Sector)| Choice::new(&sector.slug, Text::verbatim(title));
    sectors.into_iter().map(choice).collect()
}

/// The sectors of one family to choose from, in the order of their names.
pub(super) fn sectors_of(visit: &Visit, family: Family) -> Vec<Choice> {
    let is_of = |choice: &Choice| {
        visit.app.directory.sector_by_slug(&choice.value).is_some_and(|sector| sector.family == family)
    };
    sectors(visit).into_iter().filter(is_of).collect()
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

/// The same choices with nothing chosen beforehand.
pub(super) fn unchosen(visit: &Visit, choices: Vec<Choice>) -> Vec<Choice> {
    after(Choice::new("", t!(visit, "fields-choose")), choices)
}

/// What people call a sector.
pub(super) fn title(loc: Locale, sector: &Sector) -> String {
    if loc.lang == Lang::Es { sector.title_es.clone() } else { sector.title_en.clone() }
}

/// What people call the sector of a code; the code itself where the directory has it no more.
pub(super) fn sector_title(visit: &Visit, code: &str) -> Text {
    let sector = visit.app.directory.sector(code);
    Text::verbatim(sector.map_or_else(|| code.to_owned(), |sector| title(visit.loc, sector)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOC: Locale =
        Locale { lang: Lang::En, region: crate::i18n::Region::UNITED_STATES, this_year: Some(2026) };

    #[test]
    fn money_is_read_as_people_write_it() {
        let read = |text| decimal(LOC, text, 2);
        assert_eq!(["18", "18.5", "18.50", " 1,800.00 "].map(read), [1_800, 1_850, 1_850, 180_000].map(Some));
        assert_eq!(["", "-5", "18.505", "ten", "1.2.3"].map(read), [None; 5]);
        assert_eq!(decimal(LOC, "500", 0), Some(500));
        assert_eq!(typed_decimal(LOC, 1_805, 2), "18.05");
    }

    #[test]
    fn times_go_to_the_end_of_the_day_and_no_further() {
        assert_eq!(["00:00", "17:45", "24:00"].map(minute_of_day), [0, 1_065, 1_440].map(Some));
        assert_eq!(["24:15", "12", "7:75", "x:00"].map(minute_of_day), [None; 4]);
        assert_eq!(times(LOC, 15, true).len(), 97);
        assert_eq!(times(LOC, 30, false).len(), 48);
    }
}
