//! The same load in other markets, turn by turn: with a fund that every booking touches, and in 64 market areas.

use super::loads::{bookings, say};
use super::market::{Market, Plan};
use super::{PASSES, TOGETHER, pass};
use crate::decimal::Decimal;
use crate::peers::server::Server;
use crate::report::Report;
use host::failure::Failure;
use host::reference::Books;
use kernel::Locality;
use store::Database;

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
    (engine, server): (&str, Option<&Server>),
    (database, books): (&Database, &Books),
    asked: usize,
    report: &mut Report,
) -> Result<(), Failure> {
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
        let (wall, cpu) = say(&group, outcomes, report);
        let (plain_wall, plain_cpu) = *plain.get_or_insert((wall, cpu));
        report.figure((&group, "times slower than in one area"), (Decimal::ratio(wall, plain_wall), "x"));
        report
            .figure((&group, "times the processor time of one area"), (Decimal::ratio(cpu, plain_cpu), "x"));
    }
    Ok(())
}
