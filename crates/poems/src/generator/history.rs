//! The market's history: days on which people booked, worked and were paid, lived through by its own clock.

use super::{Seller, draw::Draw, people::run};
use crate::courier::MarketCourier;
use crate::demo::HISTORY_DAYS;
use crate::failure::Failure;
use crate::progress::bar;
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

/// A booking of the history.
struct Booking {
    trade: Id<Trade>,
    buyer: Id<User>,
    seller: Id<User>,
    minutes: i64,
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
        let mut bookings = Vec::new();
        for _ in 0..sellers.len().div_ceil(ONE_IN) {
            let (Some(seller), Some(buyer)) = (draw.one(sellers), draw.one(buyers)) else { break };
            bookings.extend(book(app, draw, (seller, *buyer)).await?);
        }
        clock.move_to(&app.store, app.now().plus_hours(24)).await?;
        for booking in bookings {
            complete(app, draw, &booking).await?;
        }
        app.store.deliver(courier, app.now()).await?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}

/// Books the first hours of a seller's next working day. What is refused (not free, too far, too little money) did
/// not happen.
async fn book(
    app: &App,
    draw: &mut Draw,
    (seller, buyer): (&Seller, Id<User>),
) -> Result<Option<Booking>, Failure> {
    let (from, length) = seller.hours.minutes();
    let minutes = (draw.between(2, 6) * 60).min(length);
    let calendar = seller.zone.calendar();
    let today = calendar.local(app.now()).date;
    let starts_at = today.tomorrow().ok().and_then(|tomorrow| calendar.moment(tomorrow, from));
    let Some(span) =
        starts_at.and_then(|starts_at| Span::between(starts_at, starts_at.plus_minutes(minutes)))
    else {
        return Ok(None);
    };
    let hold = Hold {
        buyer,
        seller: seller.user,
        offering: seller.offering,
        span,
        post_code: seller.place.clone(),
        expected_pay: None,
    };
    let Some(kept) = agreed(run(app, buyer.cast(), hold).await)? else { return Ok(None) };
    let book = Book { trade: kept.trade, buyer, seller: seller.user };
    let booked = agreed(run(app, buyer.cast(), book).await)?;
    Ok(booked.map(|booked| Booking { trade: booked.trade, buyer, seller: seller.user, minutes }))
}

/// Most work is done, recorded and confirmed; some is left to the timers, and a little was called off.
async fn complete(app: &App, draw: &mut Draw, booking: &Booking) -> Result<(), Failure> {
    let Booking { trade, buyer, seller, minutes } = *booking;
    if draw.percent(4) {
        agreed(run(app, seller.cast(), Cancel { trade }).await)?;
        return Ok(());
    }
    let worked_minutes = if draw.percent(10) { minutes - 60 } else { minutes };
    agreed(run(app, seller.cast(), RecordHours { trade, worked_minutes }).await)?;
    if draw.percent(75) {
        agreed(run(app, buyer.cast(), ConfirmHours { trade }).await)?;
    }
    Ok(())
}

/// What was carried out; nothing for what was refused.
fn agreed<T>(outcome: Result<T, store::Failure>) -> Result<Option<T>, Failure> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(store::Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}
