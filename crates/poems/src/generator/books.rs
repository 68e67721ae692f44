//! Hours that are traded by the book when a market opens: a book of an hour of cleaning, and one of the work of the part that a visitor
//! can take, each with orders of both sides.

use super::people::run;
use super::{Population, Seller};
use host::draw::Draw;
use host::failure::Failure;
use kernel::{Amount, Date, Id};
use market::mechanisms::bid_ask::{
    OpenBook, OrderAsked, OrderBook, OrderKind, OrderSide, PartOfDay, PlaceOrders,
};
use market::users::User;
use market::users::assets::{Offering, PriceRule};
use web::app::App;

/// How many days ahead the books are for.
const DAYS_AHEAD: i64 = 5;
/// How many sellers ask, and how many buyers bid.
const EACH: usize = 9;

/// Opens the books, and has sellers and buyers ask of them.
///
/// # Errors
/// [`Failure`].
pub(super) async fn open(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    // The worker whose part a visitor can take is the last who sells.
    let Some(worker) = population.sellers.last() else { return Ok(()) };
    let Some(of_worker) = sector_of(app, worker).await? else { return Ok(()) };
    let mut by_sector = std::collections::BTreeMap::<String, Vec<&Seller>>::new();
    for seller in &population.sellers {
        if let Some(sector) = sector_of(app, seller).await? {
            by_sector.entry(sector).or_default().push(seller);
        }
    }
    let most = by_sector.iter().max_by_key(|(_, sellers)| sellers.len()).map(|(sector, _)| sector.clone());
    for (sector, part) in [(Some(of_worker), PartOfDay::Evening), (most, PartOfDay::Morning)] {
        let sellers = sector.as_ref().and_then(|sector| by_sector.get(sector));
        if let (Some(sector), Some(sellers)) = (&sector, sellers) {
            of(app, population, draw, (sector, part, sellers)).await?;
        }
    }
    Ok(())
}

/// In which sector somebody works.
async fn sector_of(app: &App, seller: &Seller) -> Result<Option<String>, Failure> {
    let offering = app.store.find::<Offering>((app.locality, seller.offering)).await?;
    Ok(offering.map(|offering| offering.sector))
}

type Traded<'a> = (&'a str, PartOfDay, &'a [&'a Seller]);

async fn of(
    app: &App,
    population: &Population,
    draw: &mut Draw,
    (sector, part_of_day, sellers): Traded<'_>,
) -> Result<(), Failure> {
    let Some(first) = sellers.first() else { return Ok(()) };
    let today = first.zone.calendar().local(app.now()).date;
    let date: Date = kernel::Day::of(today).plus(DAYS_AHEAD).date();
    let user = population.hirer;
    let open = OpenBook { user, sector: sector.to_owned(), post_code: first.place, date, part_of_day };
    let Ok(book) = run(app, user.cast(), open).await else { return Ok(()) };
    let mut hourly = Vec::new();
    for seller in sellers.iter().take(EACH) {
        let rule = app.store.find::<PriceRule>((app.locality, seller.offering)).await?;
        let Some(rule) = rule else { continue };
        let price = step(rule.terms.hourly.0);
        hourly.push(price);
        // Who is not free then, or does not go there, has not asked.
        place(app, seller.user, (book, OrderSide::Ask, price, draw.between(1, 3)), Some(seller.offering))
            .await;
    }
    let Some(cheapest) = hourly.iter().min().copied() else { return Ok(()) };
    for number in 0..EACH {
        let buyer = if number == 0 { Some(&population.hirer) } else { draw.one(&population.buyers) };
        let Some(buyer) = buyer.copied() else { continue };
        // Some meet what is asked for, most wait below it.
        let price = step(cheapest + draw.between(-4, 2) * 50);
        place(app, buyer, (book, OrderSide::Bid, price, draw.between(1, 2)), None).await;
    }
    Ok(())
}

/// A price on whole quarters of a dollar, so that it is on the steps of a book.
fn step(minor: i64) -> i64 {
    minor - minor.rem_euclid(25)
}

type Order = (Id<OrderBook>, OrderSide, i64, i64);

async fn place(app: &App, user: Id<User>, (book, side, price, hours): Order, offering: Option<Id<Offering>>) {
    let order = OrderAsked { side, kind: OrderKind::Limit, price: Amount(price), hours, minutes: None };
    let (orders, street, note) = (vec![order], "1 Oak Street".parse().ok(), None);
    let _refused = run(app, user.cast(), PlaceOrders { user, book, orders, offering, street, note }).await;
}
