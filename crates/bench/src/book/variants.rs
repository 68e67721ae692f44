//! The same load in other markets, turn by turn: with a fund that every booking touches, and in 64 market areas.

use super::loads::{bookings, say};
use super::market::{Market, Plan};
use super::{Engine, PASSES, TOGETHER, pass};
use crate::decimal::Decimal;
use crate::report::Report;
use host::failure::Failure;
use host::reference::Books;
use kernel::Locality;

/// How many buyers book at once.
const BUYERS: usize = 64;
/// The figures of the welcome subsidy, and the same without limits, so that it takes part in every booking.
const WELCOME: &str = "concession/params/welcome.toml";
const UNLIMITED: &str = include_str!("rulebook/welcome.toml");
/// Areas that no other market of the bench has.
const HOT: Locality = Locality(2);
const PLAIN: Locality = Locality(3);
const FIRST_OF_MANY: i64 = 100;
const MANY: i64 = 64;

/// Measures the three markets, a pass of each in turn.
pub(super) async fn run(
    engine: Engine<'_>,
    books: &Books,
    asked: usize,
    report: &mut Report,
) -> Result<(), Failure> {
    let Engine { name: engine, database, server } = engine;
    let bookings = bookings(asked, BUYERS);
    let plan = |areas: Vec<Locality>, is_funded: bool| {
        // Some hours are left over in each area.
        Plan { areas, buyers: BUYERS, bookings: bookings * PASSES + BUYERS, is_funded }
    };
    let many: Vec<Locality> = (0..MANY).map(|number| Locality(FIRST_OF_MANY + number)).collect();
    let hot_books = books.replacing(WELCOME, UNLIMITED)?;
    let mut markets = [
        ("one area", Market::make(database, books, &plan(vec![PLAIN], false)).await?),
        (
            "a fund that every booking touches",
            Market::make(database, &hot_books, &plan(vec![HOT], true)).await?,
        ),
        ("64 areas", Market::make(database, books, &plan(many, false)).await?),
    ];
    let mut outcomes = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..PASSES {
        for ((_, market), outcomes) in markets.iter_mut().zip(&mut outcomes) {
            let store = market.open(TOGETHER).await?.store.clone();
            let wishes = market.wishes(bookings, BUYERS)?;
            outcomes.push(pass::direct(&store, server, wishes).await?);
            store.close().await;
        }
    }
    let mut plain = None;
    for ((name, _), outcomes) in markets.iter().zip(&outcomes) {
        let group = format!("{engine}, {BUYERS} buyers, {name}");
        let each = say(&group, outcomes, report);
        let plain = *plain.get_or_insert(each);
        report.figure(&group, "times slower than in one area", Decimal::ratio(each.wall, plain.wall), "x");
        let cpu = Decimal::ratio(each.cpu, plain.cpu);
        report.figure(&group, "times the processor time of one area", cpu, "x");
    }
    Ok(())
}
