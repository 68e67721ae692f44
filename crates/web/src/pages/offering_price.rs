//! The form of a price rule: plain questions, and what the sector pays as a fact beside them, never as advice.

use kernel::Currency;
use market::concession;
use market::directory::{Family, Sector, Wages};
use market::users::assets::PriceTerms;

use super::offering_terms::{self as terms, NOTICES, SHORTEST, lengths, or_none};
use super::prelude::*;
use crate::nouns::assets_found::{self, Evening};

/// The step of a form that shows what a price comes to.
const TRY: &str = "try";
/// How far a worker goes, in meters: 1, 2, 5, 10, 15, 20 and 30 miles.
const DISTANCES: [i64; 7] = [1_609, 3_219, 8_047, 16_093, 24_140, 32_187, 48_280];
/// Hires from which a discount is given, in minutes.
const LONGER: [i64; 6] = [240, 300, 360, 480, 600, 720];

/// What is paid in a sector: figures with their source; nothing where nobody is paid by the hour.
pub(super) fn facts(visit: &Visit, sector: &Sector, currency: Currency) -> Markup {
    let Some(Wages { p10, median, p90 }) = sector.wages else { return html! {} };
    let money = |minor: i64| visit.reader().money(Amount(minor), currency);
    let rows = vec![
        SummaryRow::money(t!(visit, "offering-p10"), money(p10)),
        SummaryRow::money(t!(visit, "offering-median"), money(median)),
        SummaryRow::money(t!(visit, "offering-p90"), money(p90)),
    ];
    html! {
        section {
            h2 { (t!(visit, "offering-facts", sector = super::fields::title(visit.loc, sector))) }
            (SummaryList { loc: visit.loc, rows }.render())
            p class="quiet" { (t!(visit, "offering-facts-source")) }
        }
    }
}

/// The questions.
pub(super) fn fields(visit: &Visit, form: &Form, currency: Currency) -> Markup {
    let sign = words::sign(&visit.app, currency);
    html! {
        (form.field("hourly", t!(visit, "rule-hourly")).hint(t!(visit, "rule-hourly-hint")).money(sign))
        (form.field("minimum_minutes", t!(visit, "rule-minimum")).select(&lengths(form, "minimum_minutes", &SHORTEST)))
        (form.field("notice_minutes", t!(visit, "rule-notice"))
            .select(&or_none(form, "notice_minutes", &NOTICES, t!(visit, "rule-no-notice"))))
        (form.field("distance_max_m", t!(visit, "rule-distance")).select(&distances(form)))
        details open[form.errors.iter().any(|error| error.name != "hourly")] {
            summary { (t!(visit, "rule-more")) }
            (more(visit, form, sign))
        }
    }
}

/// Whether somebody wants to see what a price comes to, before it is anybody's.
pub(super) fn is_tried(typed: &Typed) -> bool {
    typed.has("step", TRY)
}

/// What of the terms cannot be read.
///
/// # Errors
/// As [`terms::wrong`].
pub(super) fn misfits(visit: &Visit, typed: &Typed, currency: Currency) -> Result<Vec<FieldError>, AppError> {
    match terms::read::<PriceTerms>(visit, typed, currency) {
        Ok(_) => Ok(Vec::new()),
        Err(fault) => terms::wrong(visit, fault),
    }
}

/// What an evening would pay at what was typed, as it was understood, and the least that it has to pay by law; nothing
/// but for work.
///
/// # Errors
/// As reading.
pub(super) async fn evening(
    visit: &Visit,
    sector: &Sector,
    currency: Currency,
    typed: &Typed,
) -> Result<Markup, AppError> {
    if sector.family != Family::Work {
        return Ok(html! {});
    }
    let is_typed = !typed.value("hourly").is_empty();
    let asked = terms::read::<PriceTerms>(visit, typed, currency).ok().filter(|_| is_typed);
    let place = visit.app.place(typed.value("post_code"))?;
    let of = (sector, place, currency);
    let Evening { span, receives, least } =
        assets_found::evening(&visit.app, visit.visitor()?, of, asked.as_ref()).await?;
    let when = visit.span(&place.zone, span.starts_at(), span.ends_at());
    let money = |money: kernel::Money| visit.reader().money(money.amount, money.currency);
    let hourly = asked.map(|terms| money(terms.hourly.of(currency)));
    Ok(html! {
        section class="example" aria-live="polite" {
            @if let (Some(receives), Some(hourly)) = (receives, hourly) {
                p {
                    (t!(visit, "rule-evening-pays", hourly = hourly, when = when.clone())) " "
                    strong class="figures" { (money(receives)) }
                }
            }
            @if receives.zip(least).is_some_and(|(receives, least)| receives.amount < least.amount) {
                p class="error" { (t!(visit, "rule-evening-too-little")) }
            }
            @if let Some(least) = least { p { (t!(visit, "rule-evening-least", when = when, money = money(least))) } }
            button type="submit" class="second" name="step" value=(TRY) { (t!(visit, "rule-evening-try")) }
        }
    })
}

fn more(visit: &Visit, form: &Form, sign: crate::i18n::Currency) -> Markup {
    // The price itself could not be made without these figures; the form stays readable.
    let hours = concession::evening(&visit.app.rulebook, visit.today()).unwrap_or_default();
    let (from, until) =
        (visit.loc.minute_of_day(hours.from_minute), visit.loc.minute_of_day(hours.until_minute));
    let evening = t!(visit, "rule-evening-hint", from = from, until = until);
    let share = |id, label, hint| form.field(id, label).hint(hint).input(Input::Number);
    html! {
        (share("evening", t!(visit, "rule-evening"), evening))
        (share("weekend", t!(visit, "rule-weekend"), t!(visit, "rule-weekend-hint")))
        (share("short_notice", t!(visit, "rule-short"), t!(visit, "rule-short-hint")))
        (form.field("short_notice_minutes", t!(visit, "rule-short-when"))
            .select(&or_none(form, "short_notice_minutes", &NOTICES, t!(visit, "rule-never"))))
        (form.field("per_km", t!(visit, "rule-per-km")).hint(t!(visit, "rule-per-km-hint")).money(sign))
        (form.field("longer_from_minutes", t!(visit, "rule-longer-from"))
            .select(&or_none(form, "longer_from_minutes", &LONGER, t!(visit, "rule-never"))))
        (share("longer_discount", t!(visit, "rule-longer"), t!(visit, "rule-longer-hint")))
    }
}

fn distances(form: &Form) -> Vec<Choice> {
    let value = form.typed.value("distance_max_m");
    let label = |meters: i64| form.loc.distance(words::whole(meters));
    let usual = DISTANCES.map(|meters| Choice::new(meters.to_string(), label(meters))).to_vec();
    super::fields::with_typed(usual, value, || value.parse().ok().map(label))
}
