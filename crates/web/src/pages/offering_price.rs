//! The form of a price rule: plain questions, and what the sector pays as a fact beside them, never as advice.

use kernel::Currency;
use market::concession;
use market::directory::{Sector, Wages};

use super::offering_terms::{NOTICES, SHORTEST, lengths, or_none};
use super::prelude::*;

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
