//! The market's history: days on which people booked, worked and were paid, lived through by its own clock.
//!
//! Each step of a day is taken by everybody at once: it is decided in one batch at one moment, and the timers that it
//! sets are due at one moment too.

use super::owners::Hireable;
use super::{HISTORY_DAYS, Population, Seller, crowd::in_order, people::run};
use crate::courier::MarketCourier;
use host::draw::Draw;
use host::failure::Failure;
use host::progress::bar;
use kernel::{Id, Span, Zone};
use market::mechanisms::stored_availability::{hire::HoldHire, work::HoldWork};
use market::support::amendment::CallOff;
use market::support::completion::{Confirm, RecordDue};
use market::support::escrow::{Agree, Held};
use market::trade::{Trade, part::RecordedAs};
use market::users::User;
use web::app::App;
use web::parallel::ParallelClock;

/// What a buyer would like to book.
struct Wish {
    hold: Hold,
    buyer: Id<User>,
    seller: Id<User>,
    minutes: i64,
}

#[derive(Clone)]
enum Hold {
    Work(HoldWork),
    Hire(HoldHire),
}

/// A booking of the history.
struct Booking {
    trade: Id<Trade>,
    buyer: Id<User>,
    seller: Id<User>,
    minutes: i64,
    is_work: bool,
}

/// What becomes of a booking.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    CalledOff,
    /// The minutes worked, and whether the buyer confirms them rather than leave it to the timer.
    Worked(i64, bool),
    /// Nobody says anything, and time does what was agreed.
    Silence,
}

/// Of how many sellers one is booked on a day.
const ONE_IN: usize = 12;
/// How many things and spaces are hired on a day.
const HIRES_A_DAY: usize = 3;
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

/// What is wished for on a day: paid work, one hire more or less for every buyer's needs, and one volunteer.
fn wishes(app: &App, population: &Population, draw: &mut Draw) -> Vec<Wish> {
    let Population { sellers, buyers, volunteers, hireable, hirer, charity } = population;
    let mut wishes = Vec::new();
    for _ in 0..sellers.len().div_ceil(ONE_IN) {
        let (Some(seller), Some(buyer)) = (draw.one(sellers), draw.one(buyers)) else { break };
        wishes.extend(work(app, draw, seller, *buyer));
    }
    for number in 0..HIRES_A_DAY {
        let buyer = if number == 0 { Some(hirer) } else { draw.one(buyers) };
        let (Some(hireable), Some(buyer)) = (draw.one(hireable), buyer) else { break };
        wishes.extend(hire(app, draw, hireable, *buyer));
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
    let (offering, post_code) = (seller.offering, seller.place.clone());
    let hold = Hold::Work(HoldWork { buyer, offering, span, post_code, expected_pay: None });
    Some(Wish { hold, buyer, seller: seller.user, minutes })
}

/// A few hours of a thing or a space.
fn hire(app: &App, draw: &mut Draw, hireable: &Hireable, buyer: Id<User>) -> Option<Wish> {
    let minutes = draw.between(1, 8) * 60;
    let span = tomorrow(app, &hireable.zone, HIRE_FROM, minutes)?;
    let hold = Hold::Hire(HoldHire { buyer, offering: hireable.offering, span, expected_pay: None });
    Some(Wish { hold, buyer, seller: hireable.owner, minutes })
}

async fn hold(app: &App, wish: &Wish) -> Result<Held, store::Failure> {
    match wish.hold.clone() {
        Hold::Work(hold) => run(app, wish.buyer.cast(), hold).await,
        Hold::Hire(hold) => run(app, wish.buyer.cast(), hold).await,
    }
}

/// Books what can be booked. What is refused (not free, too far, too little money) did not happen.
async fn book(app: &App, wishes: Vec<Wish>) -> Result<Vec<Booking>, Failure> {
    let holds = wishes.iter().map(|wish| hold(app, wish));
    let mut held = Vec::new();
    for (outcome, wish) in in_order(holds).await.into_iter().zip(&wishes) {
        let Wish { buyer, seller, minutes, .. } = *wish;
        let is_work = matches!(wish.hold, Hold::Work(_));
        held.extend(agreed(outcome)?.map(|kept| Booking {
            trade: kept.trade,
            buyer,
            seller,
            minutes,
            is_work,
        }));
    }
    let agrees = held.iter().map(|booking| run(app, booking.buyer.cast(), Agree { trade: booking.trade }));
    let mut booked = Vec::new();
    for (outcome, booking) in in_order(agrees).await.into_iter().zip(held) {
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
        Fate::Worked(due, _) => {
            let (trade, reason) = (booking.trade, RecordedAs::Performed);
            let record = RecordDue { trade, part: 1, due, reason, code_digest: None };
            Some(run(app, booking.seller.cast(), record))
        }
        Fate::CalledOff | Fate::Silence => None,
    });
    for outcome in in_order(recorded).await {
        agreed(outcome)?;
    }
    let confirmed = pairs().filter_map(|(booking, fate)| match *fate {
        Fate::Worked(due, true) => {
            Some(run(app, booking.buyer.cast(), Confirm { trade: booking.trade, part: 1, due }))
        }
        Fate::Worked(_, false) | Fate::CalledOff | Fate::Silence => None,
    });
    for outcome in in_order(confirmed).await {
        agreed(outcome)?;
    }
    Ok(())
}

fn fate(draw: &mut Draw, booking: &Booking) -> Fate {
    if draw.percent(4) {
        return Fate::CalledOff;
    }
    if !booking.is_work {
        return Fate::Silence;
    }
    let minutes = booking.minutes;
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
