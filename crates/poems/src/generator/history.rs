//! The market's history: days on which people booked, worked and were paid, lived through by its own clock.
//!
//! Each step of a day is taken by everybody at once: it is decided in one batch at one moment, and the timers that it
//! sets are due at one moment too.

use super::{HISTORY_DAYS, Seller, crowd::in_order, people::run};
use crate::courier::MarketCourier;
use host::draw::Draw;
use host::failure::Failure;
use host::progress::bar;
use kernel::{Id, Span};
use market::trade::{
    Trade,
    book::Book,
    cancel::Cancel,
    complete::{ConfirmHours, RecordHours},
    hold::Hold,
};
use market::users::User;
use web::app::App;
use web::parallel::ParallelClock;

/// What a buyer would like to book.
struct Wish {
    hold: Hold,
    minutes: i64,
}

/// A booking of the history.
struct Booking {
    trade: Id<Trade>,
    buyer: Id<User>,
    seller: Id<User>,
    minutes: i64,
}

/// What becomes of a booking.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    CalledOff,
    /// The minutes worked, and whether the buyer confirms them rather than leave it to the timer.
    Worked(i64, bool),
}

/// Of how many sellers one is booked on a day.
const ONE_IN: usize = 12;

/// Lives through the days before today: each is booked, worked and paid.
pub(super) async fn live(
    app: &App,
    (courier, clock): (&MarketCourier, &ParallelClock),
    (sellers, buyers, draw): (&[Seller], &[Id<User>], &mut Draw),
) -> Result<(), Failure> {
    let days = u64::try_from(HISTORY_DAYS - 2).unwrap_or_default();
    let progress = bar(days, "days");
    for _ in 0..days {
        let mut wishes = Vec::new();
        for _ in 0..sellers.len().div_ceil(ONE_IN) {
            let (Some(seller), Some(buyer)) = (draw.one(sellers), draw.one(buyers)) else { break };
            wishes.extend(wish(app, draw, (seller, *buyer)));
        }
        let bookings = book(app, wishes).await?;
        clock.move_to(&app.store, app.now().plus_hours(24)).await?;
        complete(app, draw, &bookings).await?;
        app.store.deliver(courier, app.now()).await?;
        progress.inc(1);
    }
    progress.clear();
    Ok(())
}

/// The first hours of a seller's next working day.
fn wish(app: &App, draw: &mut Draw, (seller, buyer): (&Seller, Id<User>)) -> Option<Wish> {
    let (from, length) = seller.hours.minutes();
    let minutes = (draw.between(2, 6) * 60).min(length);
    let calendar = seller.zone.calendar();
    let today = calendar.local(app.now()).date;
    let starts_at = today.tomorrow().ok().and_then(|tomorrow| calendar.timestamp(tomorrow, from))?;
    let span = Span::between(starts_at, starts_at.plus_minutes(minutes))?;
    let (seller, offering, post_code) = (seller.user, seller.offering, seller.place.clone());
    Some(Wish { hold: Hold { buyer, seller, offering, span, post_code, expected_pay: None }, minutes })
}

/// Books what can be booked. What is refused (not free, too far, too little money) did not happen.
async fn book(app: &App, wishes: Vec<Wish>) -> Result<Vec<Booking>, Failure> {
    let holds = wishes.iter().map(|wish| run(app, wish.hold.buyer.cast(), wish.hold.clone()));
    let mut held = Vec::new();
    for (outcome, wish) in in_order(holds).await.into_iter().zip(&wishes) {
        let (buyer, seller, minutes) = (wish.hold.buyer, wish.hold.seller, wish.minutes);
        held.extend(agreed(outcome)?.map(|kept| Booking { trade: kept.trade, buyer, seller, minutes }));
    }
    let books = held
        .iter()
        .map(|&Booking { trade, buyer, seller, .. }| run(app, buyer.cast(), Book { trade, buyer, seller }));
    let mut booked = Vec::new();
    for (outcome, booking) in in_order(books).await.into_iter().zip(held) {
        booked.extend(agreed(outcome)?.map(|_| booking));
    }
    Ok(booked)
}

/// Most work is done, recorded and confirmed; some is left to the timers, and a little was called off.
async fn complete(app: &App, draw: &mut Draw, bookings: &[Booking]) -> Result<(), Failure> {
    let fates: Vec<Fate> = bookings.iter().map(|booking| fate(draw, booking.minutes)).collect();
    let pairs = || bookings.iter().zip(&fates);
    let called_off = pairs().filter(|(_, fate)| **fate == Fate::CalledOff);
    for outcome in in_order(
        called_off.map(|(booking, _)| run(app, booking.seller.cast(), Cancel { trade: booking.trade })),
    )
    .await
    {
        agreed(outcome)?;
    }
    let recorded = pairs().filter_map(|(&Booking { trade, seller, .. }, fate)| match *fate {
        Fate::Worked(worked_minutes, _) => {
            Some(run(app, seller.cast(), RecordHours { trade, worked_minutes }))
        }
        Fate::CalledOff => None,
    });
    for outcome in in_order(recorded).await {
        agreed(outcome)?;
    }
    let confirmed = pairs().filter(|(_, fate)| matches!(fate, Fate::Worked(_, true)));
    for outcome in in_order(
        confirmed.map(|(booking, _)| run(app, booking.buyer.cast(), ConfirmHours { trade: booking.trade })),
    )
    .await
    {
        agreed(outcome)?;
    }
    Ok(())
}

fn fate(draw: &mut Draw, minutes: i64) -> Fate {
    if draw.percent(4) {
        return Fate::CalledOff;
    }
    let worked_minutes = if draw.percent(10) { minutes - 60 } else { minutes };
    Fate::Worked(worked_minutes, draw.percent(75))
}

/// What was carried out; nothing for what was refused.
fn agreed<T>(outcome: Result<T, store::Failure>) -> Result<Option<T>, Failure> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(store::Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}
