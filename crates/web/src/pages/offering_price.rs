//! The form of a price rule: plain questions, and what the sector pays as a fact beside them, never as advice.

use kernel::{Amount, BasisPoints, Currency};
use market::concession;
use market::directory::{Sector, Wages};
use market::users::assets::PriceTerms;
use maud::{Markup, html};

use super::fields;
use super::visit::Visit;
use crate::components::{Choice, FieldError, Form, Input, SummaryList, SummaryRow, Typed};
use crate::error::AppError;
use crate::i18n::Text;
use crate::t;
use crate::words;

/// Shares are typed in percent, with up to two decimals: whole basis points.
const SHARE_DECIMALS: u32 = 2;
/// How far a worker goes, in meters: 1, 2, 5, 10, 15, 20 and 30 miles.
const DISTANCES: [i64; 7] = [1_609, 3_219, 8_047, 16_093, 24_140, 32_187, 48_280];
/// The shortest hires to choose from, in minutes.
pub(super) const SHORTEST: [i64; 8] = [60, 90, 120, 150, 180, 240, 300, 360];
/// Notice to choose from, in minutes.
pub(super) const NOTICES: [i64; 8] = [30, 60, 120, 240, 480, 720, 1_440, 2_880];
/// Hires from which a discount is given, in minutes.
const LONGER: [i64; 6] = [240, 300, 360, 480, 600, 720];

pub(super) fn exponent(visit: &Visit, currency: Currency) -> u32 {
    u32::from(words::money(&visit.app, Amount::ZERO, currency).currency.exponent())
}

/// What is paid in a sector: figures with their source; nothing where nobody is paid by the hour.
pub(super) fn facts(visit: &Visit, sector: &Sector, currency: Currency) -> Markup {
    let loc = visit.loc;
    let Some(Wages { p10, median, p90 }) = sector.wages else { return html! {} };
    let money = |minor: i64| visit.reader().money(Amount(minor), currency);
    let rows = vec![
        SummaryRow::money(t!(loc, "offering-p10"), money(p10)),
        SummaryRow::money(t!(loc, "offering-median"), money(median)),
        SummaryRow::money(t!(loc, "offering-p90"), money(p90)),
    ];
    html! {
        section {
            h2 { (t!(loc, "offering-facts", sector = fields::title(loc, sector))) }
            (SummaryList { loc, rows }.render())
            p class="quiet" { (t!(loc, "offering-facts-source")) }
        }
    }
}

/// Terms as what would be typed for them.
pub(super) fn typed(visit: &Visit, terms: &PriceTerms) -> Vec<(&'static str, String)> {
    let loc = visit.loc;
    let decimals = exponent(visit, terms.currency);
    let money = |amount: Amount| match amount {
        Amount::ZERO => String::new(),
        amount => fields::typed_decimal(loc, amount.0, decimals),
    };
    let share = |share: BasisPoints| match share.0 {
        0 => "0".to_owned(),
        whole if whole % 100 == 0 => (whole / 100).to_string(),
        part => fields::typed_decimal(loc, part, SHARE_DECIMALS),
    };
    let per_km = fields::typed_decimal(loc, terms.per_km.0, decimals);
    vec![
        ("hourly", money(terms.hourly)),
        ("evening", share(terms.evening_bp)),
        ("weekend", share(terms.weekend_bp)),
        ("short_notice", share(terms.short_notice_bp)),
        ("short_notice_minutes", terms.short_notice_minutes.to_string()),
        ("per_km", if terms.per_km == Amount::ZERO { "0".to_owned() } else { per_km }),
        ("minimum_minutes", terms.minimum_minutes.to_string()),
        ("notice_minutes", terms.notice_minutes.to_string()),
        ("distance_max_m", terms.distance_max_m.to_string()),
        ("longer_from_minutes", terms.longer_from_minutes.to_string()),
        ("longer_discount", share(terms.longer_discount_bp)),
    ]
}

/// The questions.
pub(super) fn fields(visit: &Visit, form: &Form, currency: Currency) -> Markup {
    let loc = visit.loc;
    let sign = words::money(&visit.app, Amount::ZERO, currency).currency;
    html! {
        (form.field("hourly", t!(loc, "rule-hourly")).hint(t!(loc, "rule-hourly-hint")).money(sign))
        (form.field("minimum_minutes", t!(loc, "rule-minimum")).select(&lengths(form, "minimum_minutes", &SHORTEST)))
        (form.field("notice_minutes", t!(loc, "rule-notice")).select(&with_none(
            t!(loc, "rule-no-notice"), lengths(form, "notice_minutes", &NOTICES))))
        (form.field("distance_max_m", t!(loc, "rule-distance")).select(&distances(form)))
        details open[form.errors.iter().any(|error| error.name != "hourly")] {
            summary { (t!(loc, "rule-more")) }
            (more(visit, form, sign))
        }
    }
}

fn more(visit: &Visit, form: &Form, sign: crate::i18n::Currency) -> Markup {
    let loc = visit.loc;
    let today = visit.zone.calendar().local(visit.app.now()).date;
    // The price itself could not be made without these figures; the form stays readable.
    let hours = concession::evening(&visit.app.rulebook, today).unwrap_or_default();
    let (from, until) = (loc.minute_of_day(hours.from_minute), loc.minute_of_day(hours.until_minute));
    let evening = t!(loc, "rule-evening-hint", from = from, until = until);
    let share = |id, label, hint| form.field(id, label).hint(hint).input(Input::Number);
    html! {
        (share("evening", t!(loc, "rule-evening"), evening))
        (share("weekend", t!(loc, "rule-weekend"), t!(loc, "rule-weekend-hint")))
        (share("short_notice", t!(loc, "rule-short"), t!(loc, "rule-short-hint")))
        (form.field("short_notice_minutes", t!(loc, "rule-short-when")).select(&with_none(
            t!(loc, "rule-never"), lengths(form, "short_notice_minutes", &NOTICES))))
        (form.field("per_km", t!(loc, "rule-per-km")).hint(t!(loc, "rule-per-km-hint")).money(sign))
        (form.field("longer_from_minutes", t!(loc, "rule-longer-from")).select(&with_none(
            t!(loc, "rule-never"), lengths(form, "longer_from_minutes", &LONGER))))
        (share("longer_discount", t!(loc, "rule-longer"), t!(loc, "rule-longer-hint")))
    }
}

/// The usual lengths, with the one that was typed.
pub(super) fn lengths(form: &Form, id: &str, usual: &[i64]) -> Vec<Choice> {
    let value = form.typed.value(id);
    let label =
        || value.parse().ok().filter(|minutes| *minutes > 0).map(|minutes| form.loc.duration(minutes));
    fields::with_typed(fields::durations(form.loc, usual.iter().copied()), value, label)
}

pub(super) fn with_none(none: Text, mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.insert(0, Choice::new("0", none));
    choices
}

fn distances(form: &Form) -> Vec<Choice> {
    let value = form.typed.value("distance_max_m");
    let label = |meters: i64| form.loc.distance(words::whole(meters));
    let usual = DISTANCES.map(|meters| Choice::new(meters.to_string(), label(meters))).to_vec();
    fields::with_typed(usual, value, || value.parse().ok().map(label))
}

/// The terms that were typed.
///
/// # Errors
/// Every field that cannot be read.
pub(super) fn read(visit: &Visit, typed: &Typed, currency: Currency) -> Result<PriceTerms, Vec<FieldError>> {
    let loc = visit.loc;
    let decimals = exponent(visit, currency);
    let mut wrong = Vec::new();
    let mut number = |id: &str, decimals: u32| {
        let text = typed.value(id);
        let text = if text.is_empty() && id != "hourly" { "0" } else { text };
        fields::decimal(loc, text, decimals).unwrap_or_else(|| {
            wrong.push(FieldError { name: id.to_owned(), text: wrong_words(visit, id) });
            0
        })
    };
    let terms = PriceTerms {
        currency,
        hourly: Amount(number("hourly", decimals)),
        minimum_minutes: number("minimum_minutes", 0),
        notice_minutes: number("notice_minutes", 0),
        distance_max_m: number("distance_max_m", 0),
        evening_bp: BasisPoints(number("evening", SHARE_DECIMALS)),
        weekend_bp: BasisPoints(number("weekend", SHARE_DECIMALS)),
        short_notice_bp: BasisPoints(number("short_notice", SHARE_DECIMALS)),
        short_notice_minutes: number("short_notice_minutes", 0),
        per_km: Amount(number("per_km", decimals)),
        longer_from_minutes: number("longer_from_minutes", 0),
        longer_discount_bp: BasisPoints(number("longer_discount", SHARE_DECIMALS)),
    };
    if wrong.is_empty() { Ok(terms) } else { Err(wrong) }
}

pub(super) fn wrong_words(visit: &Visit, id: &str) -> Text {
    match id {
        "hourly" | "per_km" => t!(visit.loc, "rule-money-wrong"),
        _ => t!(visit.loc, "rule-number-wrong"),
    }
}

/// What the market says is wrong, at the field it names.
pub(super) fn errors(visit: &Visit, error: &AppError) -> Option<Vec<FieldError>> {
    let named = if let AppError::Refused { arguments, .. } = error {
        let field = arguments.iter().find(|(name, _)| *name == "field");
        field.and_then(|(_, value)| fields::text_of(value)).map(|field| field.trim_end_matches("_bp"))
    } else {
        None
    };
    fields::errors(visit, error, named.unwrap_or("hourly"))
}
