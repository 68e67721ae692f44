//! The market's history: days on which people booked, worked and were paid, lived through by its own clock.
//!
//! Each step of a day is taken by everybody at once: it is decided in one batch at one moment, and the timers that it
//! sets are due at one moment too.

use super::owners::{Hireable, Shelf};
use super::{HISTORY_DAYS, Population, Seller, crowd::in_order, people::run};
use crate::courier::MarketCourier;
use host::draw::Draw;
use host::failure::Failure;
use host::progress::bar;
use kernel::{Id, Span, Zone};
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::{hire::HoldHire, work::HoldWork};
use market::support::amendment::CallOff;
use market::support::completion::{Confirm, Handover, RecordDue, Recorded};
use market::support::escrow::Held;
use market::trade::{
    Trade,
    part::{PartStage, RecordedAs},
};
use market::users::User;
use market::users::assets::HandingOver;
use web::app::App;
use web::parallel::ParallelClock;

/// What a buyer would like to book.
struct Wish {
    hold: Hold,
    buyer: Id<User>,
    seller: Id<User>,
    /// Minutes, or pieces.
    quantity: i64,
}

#[derive(Clone)]
enum Hold {
    Work(HoldWork),
    Hire(HoldHire),
    Goods(HoldGoods),
}

/// A booking of the history.
struct Booking {
    trade: Id<Trade>,
    buyer: Id<User>,
    seller: Id<User>,
    quantity: i64,
    what: What,
}

/// What was booked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Work,
    Hire,
    Goods,
}

/// What becomes of a booking.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    CalledOff,
    /// How much the seller says is due, and whether the buyer confirms it rather than leave it to the timer.
    Recorded(i64, bool),
    /// Nobody says anything, and time does what was agreed.
    Silence,
}

/// Of how many sellers one is booked on a day.
const ONE_IN: usize = 12;
/// How many things and spaces are hired on a day.
const HIRES_A_DAY: usize = 3;
/// How many orders of goods there are on a day.
const ORDERS_A_DAY: usize = 3;
/// When a hire begins, as a local minute.
const HIRE_FROM: i64 = 10 * 60;

/// Lives through the days before today: each is booked, worked and paid.
pub(super) async fn live(
    app: &App,
    courier: &MarketCourier,
    clock: &ParallelClock,
    population: &Population,
    draw: &mut Draw,
) -> Result<(), Failure> {
    let days = u64::try_from(HISTORY_DAYS - 2).unwrap_or_default();
    let progress = bar(days, "days");
    for _ in 0..days {
        let bookings = book(app, wishes(app, population, draw)).await?;
        clock.move_to(&app.store, app.now().plus_hours(24)).await?;
        complete(app, draw, &bookings).await?;
        app.store.deliver(courier, app.now()).await?;
        progress.inc(1);
    }
    progress.clear();
    Ok(())
}

/// What is wished for on a day: paid work, a few hires and orders, and one volunteer.
fn wishes(app: &App, population: &Population, draw: &mut Draw) -> Vec<Wish> {
    let Population { sellers, buyers, volunteers, wares, hirer, charity } = population;
    let mut wishes = Vec::new();
    for _ in 0..sellers.len().div_ceil(ONE_IN) {
        let (Some(seller), Some(buyer)) = (draw.one(sellers), draw.one(buyers)) else { break };
        wishes.extend(work(app, draw, seller, *buyer));
    }
    for number in 0..HIRES_A_DAY {
        let buyer = if number == 0 { Some(hirer) } else { draw.one(buyers) };
        let (Some(hireable), Some(buyer)) = (draw.one(&wares.hireable), buyer) else { break };
        wishes.extend(hire(app, draw, hireable, *buyer));
    }
    for _ in 0..ORDERS_A_DAY {
        let (Some(shelf), Some(buyer)) = (draw.one(&wares.shelves), draw.one(buyers)) else { break };
        wishes.push(order(draw, *shelf, *buyer));
    }
    if let Some(volunteer) = draw.one(volunteers) {
        wishes.extend(work(app, draw, volunteer, *charity));
    }
    wishes
}

/// Tomorrow from a local minute on, for so many minutes.
fn tomorrow(app: &App, zone: &Zone, from: i64, minutes: i64) -> Option<Span> {
    let calendar = zone.calendar();
    let today = calendar.local(app.now()).date;
    let starts_at = today.tomorrow().ok().and_then(|tomorrow| calendar.timestamp(tomorrow, from))?;
    Span::between(starts_at, starts_at.plus_minutes(minutes))
}

/// The first hours of a seller's next working day.
fn work(app: &App, draw: &mut Draw, seller: &Seller, buyer: Id<User>) -> Option<Wish> {
    let (from, length) = seller.hours.minutes();
    let minutes = (draw.between(2, 6) * 60).min(length);
    let span = tomorrow(app, &seller.zone, from, minutes)?;
    let (offering, post_code) = (seller.offering, seller.place);
    let hold = Hold::Work(HoldWork {
        buyer,
        offering,
        span,
        post_code,
        street: "1 Oak Street".parse().ok(),
        note: None,
        expected_pay: None,
    });
    Some(Wish { hold, buyer, seller: seller.user, quantity: minutes })
}

/// A few hours of a thing or a space.
fn hire(app: &App, draw: &mut Draw, hireable: &Hireable, buyer: Id<User>) -> Option<Wish> {
    let minutes = draw.between(1, 8) * 60;
    let span = tomorrow(app, &hireable.zone, HIRE_FROM, minutes)?;
    let hold = Hold::Hire(HoldHire { buyer, offering: hireable.offering, span, expected_pay: None });
    Some(Wish { hold, buyer, seller: hireable.owner, quantity: minutes })
}

/// A few pieces, which the buyer collects.
fn order(draw: &mut Draw, shelf: Shelf, buyer: Id<User>) -> Wish {
    let quantity = draw.between(1, 3);
    let lines = vec![OrderLine { item: shelf.item, count: quantity }];
    let handing_over = HandingOver::Collection;
    let hold = Hold::Goods(HoldGoods { buyer, lines, handing_over, expected_pay: None });
    Wish { hold, buyer, seller: shelf.shop, quantity }
}

async fn hold(app: &App, wish: &Wish) -> Result<Held, store::Failure> {
    match wish.hold.clone() {
        Hold::Work(hold) => run(app, wish.buyer.cast(), hold).await,
        Hold::Hire(hold) => run(app, wish.buyer.cast(), hold).await,
        Hold::Goods(hold) => run(app, wish.buyer.cast(), hold).await,
    }
}

/// Books what can be booked. What is refused (not free, too far, too little money) did not happen.
async fn book(app: &App, wishes: Vec<Wish>) -> Result<Vec<Booking>, Failure> {
    let holds = wishes.iter().map(|wish| hold(app, wish));
    let mut held = Vec::new();
    for (outcome, wish) in in_order(holds).await.into_iter().zip(&wishes) {
        let Wish { buyer, seller, quantity, .. } = *wish;
        let what = match wish.hold {
            Hold::Work(_) => What::Work,
            Hold::Hire(_) => What::Hire,
            Hold::Goods(_) => What::Goods,
        };
        let booking =
            |kept: Held| (Booking { trade: kept.trade, buyer, seller, quantity, what }, kept.agree());
        held.extend(agreed(outcome)?.map(booking));
    }
    let agrees = held.iter().map(|(booking, agree)| run(app, booking.buyer.cast(), agree.clone()));
    let mut booked = Vec::new();
    for (outcome, (booking, _)) in in_order(agrees).await.into_iter().zip(held) {
        booked.extend(agreed(outcome)?.map(|_| booking));
    }
    Ok(booked)
}

/// Most work is done, recorded and confirmed; some is left to the timers, as hires are, and a little was called off.
async fn complete(app: &App, draw: &mut Draw, bookings: &[Booking]) -> Result<(), Failure> {
    let fates: Vec<Fate> = bookings.iter().map(|booking| fate(draw, booking)).collect();
    let pairs = || bookings.iter().zip(&fates);
    let called_off = pairs().filter(|(_, fate)| **fate == Fate::CalledOff).map(|(booking, _)| {
        let call_off = CallOff { trade: booking.trade, part: 1, expected_bp: None };
        run(app, booking.seller.cast(), call_off)
    });
    for outcome in in_order(called_off).await {
        agreed(outcome)?;
    }
    let recorded = pairs().filter_map(|(booking, fate)| match *fate {
        Fate::Recorded(due, _) => Some(record(app, booking, due)),
        Fate::CalledOff | Fate::Silence => None,
    });
    for outcome in in_order(recorded).await {
        agreed(outcome)?;
    }
    let confirmed = pairs().filter_map(|(booking, fate)| match *fate {
        Fate::Recorded(due, true) => Some(run(
            app,
            booking.buyer.cast(),
            Confirm { trade: booking.trade, part: 1, due, reason: Some(RecordedAs::Performed) },
        )),
        Fate::Recorded(_, false) | Fate::CalledOff | Fate::Silence => None,
    });
    for outcome in in_order(confirmed).await {
        agreed(outcome)?;
    }
    Ok(())
}

/// The seller says how much is due; of goods by the code that the buyer shows.
async fn record(app: &App, booking: &Booking, due: i64) -> Result<Recorded, store::Failure> {
    let trade = booking.trade;
    let handover = match booking.what {
        What::Goods => app.store.find::<Handover>((trade.locality(), trade)).await?,
        What::Work | What::Hire => None,
    };
    let code_digest = handover.map(|handover| Handover::digest(trade, &handover.code));
    let reason = RecordedAs::Performed;
    run(
        app,
        booking.seller.cast(),
        RecordDue { trade, part: 1, due, reason, seen: PartStage::Open, code_digest },
    )
    .await
}

fn fate(draw: &mut Draw, booking: &Booking) -> Fate {
    if draw.percent(4) {
        return Fate::CalledOff;
    }
    let quantity = booking.quantity;
    match booking.what {
        What::Hire => Fate::Silence,
        What::Goods => Fate::Recorded(quantity, draw.percent(75)),
        What::Work => {
            let due = if draw.percent(10) { quantity - 60 } else { quantity };
            Fate::Recorded(due, draw.percent(75))
        }
    }
}

/// What was carried out; nothing for what was refused.
fn agreed<T>(outcome: Result<T, store::Failure>) -> Result<Option<T>, Failure> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(store::Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}
