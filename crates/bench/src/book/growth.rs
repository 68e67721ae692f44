//! Growth: what the same booking, search, statement and check cost when more and more has happened before.

use super::loads::{bookings, say};
use super::market::{Market, SPANS};
use super::past::Past;
use super::{PASSES, TOGETHER, pass};
use crate::decimal::Decimal;
use crate::filling::{self, Wanted};
use crate::measure::{Samples, Stopwatch};
use crate::peers::server::Server;
use crate::report::Report;
use finder::Query;
use host::check;
use host::failure::Failure;
use host::reference::Books;
use kernel::{Locality, Span, Value};
use market::mechanisms::stored_availability::Requirement;
use market::support::escrow::StatementLine;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Clock, Database, SystemClock};
use web::app::App;

/// The market areas, which no other market of the bench has.
const FIRST: i64 = 1_000;
const AREAS: i64 = 64;
/// How many buyers book at once: one of each area.
const BUYERS: usize = 64;
/// How much has happened at first.
const LITTLE: i64 = 10_000;
/// Pairs whose rows are written in one transaction: of different areas, since each writes its area's bank.
const PAIRS_AT_ONCE: i64 = 8;
/// How many searches and statements are asked for.
const ASKED: usize = 1_000;

/// Measures with 10,000 past bookings and with many more.
pub(super) async fn run(
    server: &Server,
    database: &Database,
    books: &Books,
    asked: usize,
    past_most: i64,
    report: &mut Report,
) -> Result<(), Failure> {
    let areas = (FIRST..FIRST + AREAS).map(Locality).collect();
    let past = Arc::new(Mutex::new(Past::new(books, SystemClock.now(), areas)?));
    let (mut made, mut market) = (0, None);
    let empty = server.bytes().await?;
    for wanted in [LITTLE, past_most] {
        let pairs = (wanted - made).max(0) / i64::try_from(SPANS).unwrap_or(i64::MAX);
        let making = Arc::clone(&past);
        let make = move || making.lock().unwrap_or_else(PoisonError::into_inner).pair();
        let pairs = Wanted { count: pairs, at_once: PAIRS_AT_ONCE, what: "pairs" };
        filling::fill(database.clone(), pairs, make).await?;
        made += pairs.count * i64::try_from(SPANS).unwrap_or(i64::MAX);
        server.analyze().await?;
        if market.is_none() {
            let people = past.lock().unwrap_or_else(PoisonError::into_inner).areas().to_vec();
            market = Some(Market::of(database, books, people)?);
        }
        let Some(market) = &mut market else { continue };
        let group = format!("PostgreSQL, {AREAS} areas, after {wanted} bookings");
        let bytes = Decimal::ratio(server.bytes().await? - empty, made);
        report.figure(&group, "on disk, of a past booking", bytes, "B");
        at(server, market, asked, &group, report).await?;
    }
    let names = ["cpu of a booking, the database's too", "search, mean", "statement page, p50"];
    let group = |count: i64| format!("PostgreSQL, {AREAS} areas, after {count} bookings");
    for name in names {
        let (little, much) = (report.value(&group(LITTLE), name), report.value(&group(past_most), name));
        if let Some((little, much)) = little.zip(much) {
            let growth = Decimal::ratio(much.0, little.0);
            report.figure("PostgreSQL, growth", name, growth, "x");
        }
    }
    Ok(())
}

/// Everything at one size.
async fn at(
    server: &Server,
    market: &mut Market,
    asked: usize,
    group: &str,
    report: &mut Report,
) -> Result<(), Failure> {
    let app = market.open(TOGETHER).await?;
    let mut outcomes = Vec::new();
    for _ in 0..PASSES {
        let wishes = market.wishes(bookings(asked, BUYERS), BUYERS)?;
        outcomes.push(pass::direct(&app.store, Some(server), wishes).await?);
    }
    say(group, &outcomes, report);
    report.figure(group, "search, mean", Decimal::micros(searches(&app, market)?.mean()), "µs");
    let statements = statements(&app, market).await?;
    report.figure(group, "statement page, p50", Decimal::micros(statements.per_mille(500)), "µs");
    let watch = Stopwatch::start();
    let found = check::check(&app.store, &market.books.reference()).await?;
    report.figure(group, "poems check", Decimal::seconds(watch.spent().wall), "s");
    app.store.close().await;
    if found.is_clean() {
        return Ok(());
    }
    Err(Failure::failed(format!("the books do not add up\n{found}"), "Report this: it is a fault."))
}

fn searches(app: &App, market: &Market) -> Result<Samples, Failure> {
    let (now, terms) = (SystemClock.now(), &market.terms);
    let starts_at = now.day().plus(3).starts_at().plus_hours(20);
    let span = Span::between(starts_at, starts_at.plus_hours(3));
    let Some(span) = span else { return Ok(Samples::default()) };
    let mut samples = Vec::new();
    for area in market.areas.iter().cycle().take(ASKED) {
        let (sector, work_place) = (terms.sector.code.clone(), terms.place.clone());
        let requirement =
            Requirement { sector, work_place, span, is_unpaid: false, currency: terms.currency };
        let query = Query { locality: area.locality, buyer: None, requirement, radius_m: None, limit: 20 };
        let watch = Stopwatch::start();
        let found = app.finder.search(&query, now);
        samples.push(watch.spent().thread);
        found.map_err(|fault| Failure::failed(format!("{fault:?}"), "Report this: it is a fault."))?;
    }
    Ok(Samples::of(samples))
}

async fn statements(app: &App, market: &Market) -> Result<Samples, Failure> {
    let buyers = market.areas.iter().filter_map(|area| Some((area.locality, area.buyers.first()?)));
    let buyers: Vec<_> = buyers.collect();
    let mut samples = Vec::new();
    for (locality, buyer) in buyers.iter().cycle().take(ASKED) {
        let params = [Value::Id(buyer.bits()), Value::Id(u128::MAX), Value::Id(0)];
        let watch = Stopwatch::start();
        app.store.view::<StatementLine>(*locality, &params).await?;
        samples.push(watch.spent().wall);
    }
    Ok(Samples::of(samples))
}
