//! What a statement is for elsewhere: a month or a year for a spreadsheet, and a year as a paper.

use axum::http::header;
use axum::response::IntoResponse as _;
use kernel::Currency;
use ledger::Class;

use super::prelude::*;
use super::statement::{is_shown, month, purpose, signed, subject, why};
use crate::nouns::escrow::{self, About, Move, Period, Year};

pub(super) fn routes() -> Routes {
    vec![("/statement/csv", get(csv)), ("/statement/years/{year}", get(show))]
}

fn year_of(text: &str) -> Result<Period, AppError> {
    text.parse().ok().and_then(Period::year).ok_or(AppError::NotFound)
}

/// A month, or a year if the address names one, as comma-separated values (RFC 4180) in the order of time.
async fn csv(visit: Visit, typed: Typed) -> Answer {
    let visitor = visit.visitor()?;
    let year = typed.value("year");
    let period = if year.is_empty() { month(&visit, &typed)? } else { year_of(year)? };
    let moves = escrow::all(&visit.app, visitor, period, &visit.zone).await?;
    let text = table(&visit, &moves).map_err(|error| AppError::Internal(error.to_string()))?;
    let name =
        format!("statement-{}.csv", if year.is_empty() { month_name(period) } else { year.to_owned() });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, text).into_response())
}

fn month_name(period: Period) -> String {
    format!("{:04}-{:02}", period.from.year(), period.from.month())
}

fn table(visit: &Visit, moves: &[Move]) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let heads = [
        t!(visit, "statement-day"),
        t!(visit, "statement-time"),
        t!(visit, "statement-what"),
        t!(visit, "statement-amount"),
        t!(visit, "statement-balance"),
        t!(visit, "statement-currency"),
        t!(visit, "statement-account"),
        t!(visit, "statement-why"),
        t!(visit, "statement-booking"),
    ];
    table.write_record(heads.map(|head| head.plain()))?;
    for one in moves.iter().filter(|one| is_shown(one)) {
        let at = visit.zone.calendar().local(one.line.posted_at);
        let currency = one.line.entry.debit.currency;
        let decimals = fields::decimals(visit, currency);
        let amount = |minor: Amount| decimal(minor, decimals);
        let booking = match &one.about {
            About::Trade { id, .. } => id.to_string(),
            About::Payment { .. } | About::Nothing => String::new(),
        };
        let account = account(visit, one.class).plain();
        table.write_record([
            at.date.to_string(),
            format!("{:02}:{:02}", at.minute / 60, at.minute % 60),
            harmless(subject(visit, one).plain()),
            amount(one.change),
            amount(one.balance),
            currency.to_string(),
            account,
            why(visit, one).plain(),
            booking,
        ])?;
    }
    table.into_inner().map_err(|error| error.into_error().into())
}

/// An amount as spreadsheets read it in every language: `-12.50`.
fn decimal(minor: Amount, decimals: u32) -> String {
    let scale = 10_u64.checked_pow(decimals).unwrap_or(1);
    let (sign, size) = (if minor < Amount::ZERO { "-" } else { "" }, minor.0.unsigned_abs());
    let width = usize::try_from(decimals).unwrap_or_default();
    let part = if width == 0 { String::new() } else { format!(".{:0width$}", size % scale) };
    format!("{sign}{}{part}", size / scale)
}

/// Words that no spreadsheet takes for a formula.
fn harmless(words: String) -> String {
    let is_formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{words}") } else { words }
}

fn account(visit: &Visit, class: Class) -> Text {
    if class == Class::UserTaxPot { t!(visit, "statement-pot") } else { t!(visit, "statement-available") }
}

async fn show(visit: Visit, Path(year): Path<String>) -> Answer {
    let visit = visit.of_paper();
    let period = year_of(&year)?;
    let shown = escrow::year(&visit.app, visit.visitor()?, period, &visit.zone).await?;
    let main = html! {
        (totals(&visit, &shown))
        (dealings(&visit, &shown))
        p class="ways" {
            a href=(visit.at(&format!("/statement/csv?year={year}"))) { (t!(visit, "statement-csv")) }
            button type="button" class="second" data-print hidden { (t!(visit, "statement-print")) }
        }
        p class="quiet" { (t!(visit, "statement-paper-how")) }
    };
    let name = visit.name.clone().unwrap_or_default();
    let band = Band { below: html! { p class="lead" { (Text::verbatim(name)) } }, ..Band::default() };
    let sheet =
        Sheet::new(t!(visit, "statement-year", year = year.as_str()), main).band(band).area(Area::Money);
    Ok(visit.show(sheet.under("/statement", t!(visit, "statement-title"))))
}

/// What came and went for each reason, a table for each balance and currency.
fn totals(visit: &Visit, year: &Year) -> Markup {
    let mut kinds: Vec<(Class, Currency)> =
        year.changes.iter().map(|one| (one.class, one.currency)).collect();
    kinds.dedup();
    html! {
        @if kinds.is_empty() { p { (t!(visit, "statement-none")) } }
        @for kind in kinds {
            table {
                caption { (account(visit, kind.0)) }
                tbody {
                    @for change in year.changes.iter().filter(|one| (one.class, one.currency) == kind) {
                        tr {
                            th scope="row" { (purpose(visit, change.purpose)) }
                            td class="figures end" { (signed(visit, change.change, change.currency)) }
                        }
                    }
                }
            }
        }
    }
}

/// With whom the visitor dealt, and for how much.
fn dealings(visit: &Visit, year: &Year) -> Markup {
    let money = |amount, currency| visit.reader().money(amount, currency);
    html! {
        @if !year.dealings.is_empty() {
            table {
                caption { (t!(visit, "statement-dealings")) }
                thead {
                    tr {
                        th scope="col" { (t!(visit, "statement-with")) }
                        th scope="col" class="end" { (t!(visit, "statement-received")) }
                        th scope="col" class="end" { (t!(visit, "statement-paid")) }
                    }
                }
                tbody {
                    @for (dealing, name) in &year.dealings {
                        tr {
                            th scope="row" {
                                (Text::verbatim(name)) " "
                                span class="quiet" {
                                    (t!(visit, "statement-bookings", count = words::whole(dealing.trade_count)))
                                }
                            }
                            td class="figures end" { (money(dealing.received, dealing.currency)) }
                            td class="figures end" { (money(dealing.paid, dealing.currency)) }
                        }
                    }
                }
            }
        }
    }
}
