//! The market that is booked in: porters who are free at all hours, and buyers with money.

use crate::bench::crowd::HERE;
use crate::failure::Failure;
use crate::generator::people;
use crate::opened::TABLES;
use crate::reference::{Books, Sources};
use kernel::{Actor, Amount, Command, Currency, Date, Id, Slots, Span, Timestamp};
use market::admin::payment_transfer::{ConcludePayment, Direction, RequestPayment};
use market::directory::{Sector, WorkPlace};
use market::modules;
use market::trade::hold::Hold;
use market::users::{
    ClaimName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, PriceTerms},
    availability::SetUsualWeek,
    registration::{ClaimStage, RecordCheck},
};
use store::{Clock, Database, Options, Store, SystemClock};

/// How long a booking is, in hours, and how many of them a seller has.
const HOURS: i64 = 4;
const SPANS: usize = 150;
/// What a buyer is given at once, in minor units; enough for some thousands of bookings.
const DEPOSIT: Amount = Amount(100_000_000);

/// A market, closed.
pub(super) struct Market {
    database: Database,
    books: Books,
    now: Timestamp,
    post_code: String,
    buyers: Vec<Id<User>>,
    sellers: Vec<(Id<User>, Id<Offering>)>,
    /// How many bookings were wished for.
    wished: usize,
}

/// Where everybody is and what they do.
struct Trade {
    place: WorkPlace,
    sector: Sector,
    currency: Currency,
    claims: Vec<String>,
}

impl Market {
    /// Makes the market in an empty database, for so many buyers and bookings.
    pub(super) async fn make(
        database: &Database,
        (buyers, bookings): (usize, usize),
    ) -> Result<Self, Failure> {
        let books = Books::read(Sources::default())?;
        let nowhere =
            || Failure::failed("the directory has no place or no sector", "Restore the data folder.");
        let place = books.directory.places().next().cloned().ok_or_else(nowhere)?;
        let sector = books.directory.sectors().next().cloned().ok_or_else(nowhere)?;
        let currency = people::currency_at(&books.rulebook, &place).ok_or_else(nowhere)?;
        let claims = people::claims(&books.rulebook);
        let post_code = place.post_code.clone();
        let mut market = Self {
            database: database.clone(),
            books,
            now: SystemClock.now(),
            post_code,
            buyers: Vec::new(),
            sellers: Vec::new(),
            wished: 0,
        };
        let store = market.open(super::TOGETHER).await?;
        let trade = Trade { place, sector, currency, claims };
        for number in 0..buyers {
            market.buyers.push(buyer(&store, &trade, number).await?);
        }
        let terms = market.terms(&trade);
        for number in 0..bookings.div_ceil(SPANS) {
            market.sellers.push(seller(&store, (&trade, &terms), number).await?);
        }
        store.close().await;
        Ok(market)
    }

    /// Opens the market with a limit to what is committed together.
    pub(super) async fn open(&self, batch_most: usize) -> Result<Store, Failure> {
        let options = Options::new(self.database.clone())
            .tables(&TABLES)
            .commands(modules::commands())
            .reference(self.books.reference())
            .address("bench")
            .batch_most(batch_most);
        Ok(Store::open(options).await?)
    }

    /// The next hours to be booked, each once, shared out among the first of the buyers.
    pub(super) fn wishes(&mut self, count: usize, buyers: usize) -> Result<Vec<Vec<Hold>>, Failure> {
        let nothing_left = || Failure::failed("there are no more hours to book", "Ask for fewer --bookings.");
        let mut shares = vec![Vec::new(); buyers.max(1)];
        let first = self.now.day().plus(2).starts_at();
        for number in 0..count {
            let at = self.wished;
            self.wished += 1;
            // Neighbouring bookings are of different sellers, as those of different buyers are.
            let (seller, offering) =
                *self.sellers.get(at % self.sellers.len().max(1)).ok_or_else(nothing_left)?;
            let span = i64::try_from(at / self.sellers.len()).unwrap_or(i64::MAX);
            let starts_at = first.plus_hours(span.saturating_mul(HOURS));
            let span = Span::between(starts_at, starts_at.plus_hours(HOURS)).ok_or_else(nothing_left)?;
            let buyer = number % shares.len();
            let (Some(share), Some(&buyer)) = (shares.get_mut(buyer), self.buyers.get(buyer)) else {
                continue;
            };
            let post_code = self.post_code.clone();
            share.push(Hold { buyer, seller, offering, span, post_code, expected_pay: None });
        }
        Ok(shares)
    }

    fn terms(&self, trade: &Trade) -> PriceTerms {
        let least = people::least_hourly((&self.books.rulebook, self.now), &trade.place, &trade.sector.code);
        PriceTerms {
            distance_max_m: 60_000,
            notice_minutes: 0,
            minimum_minutes: 60,
            ..PriceTerms::plain(trade.currency, Amount(trade.sector.median.max(least)))
        }
    }
}

async fn run<C: Command>(store: &Store, actor: Id<Actor>, command: C) -> Result<C::Done, Failure> {
    Ok(store.run(store.request(command.locality(), actor), command).await?)
}

async fn user(store: &Store, trade: &Trade, (name, kind): (String, UserKind)) -> Result<Id<User>, Failure> {
    let email = format!("{name}@example.org");
    let digest = people::visit::name_digest(&email);
    let claim = ClaimName { digest, password_hash: "none".to_owned(), home: HERE };
    let user = run(store, Id::SYSTEM, claim).await?;
    let person: PersonDetails = people::details(&name, &email, &trade.place, Date::new(1990, 5, 4).ok());
    run(store, user.cast(), OpenUser { user, kind, person }).await?;
    Ok(user)
}

async fn buyer(store: &Store, trade: &Trade, number: usize) -> Result<Id<User>, Failure> {
    let user = user(store, trade, (format!("buyer{number}"), UserKind::Organisation)).await?;
    let (direction, currency) = (Direction::Deposit, trade.currency);
    let payment =
        run(store, user.cast(), RequestPayment { user, direction, currency, amount: DEPOSIT }).await?;
    run(store, Id::SYSTEM, ConcludePayment { payment, succeeded: true }).await?;
    Ok(user)
}

async fn seller(
    store: &Store,
    (trade, terms): (&Trade, &PriceTerms),
    number: usize,
) -> Result<(Id<User>, Id<Offering>), Failure> {
    let user = user(store, trade, (format!("seller{number}"), UserKind::Person)).await?;
    for claim in trade.claims.clone() {
        let (stage, issuer) = (ClaimStage::Verified, "simulated register".to_owned());
        run(store, Id::SYSTEM, RecordCheck { user, claim, stage, issuer, expires_on: None }).await?;
    }
    let (sector, post_code) = (trade.sector.code.clone(), trade.place.post_code.clone());
    let offer = OfferWork { locality: HERE, sector, post_code, terms: terms.clone() };
    let offering = run(store, user.cast(), offer).await?;
    let week = SetUsualWeek { resource: user.cast(), zone: trade.place.zone.clone(), days: [Slots::ALL; 7] };
    run(store, user.cast(), week).await?;
    Ok((user, offering))
}
