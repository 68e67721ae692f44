//! Crowds: any number of invented sellers, as the market's own commands would have written them.
//!
//! Each seller's commands are decided in a market of their own that is empty otherwise, a microsecond after the
//! seller before, so that their ids differ and a million of them need no more memory than one.

use host::draw::Draw;
use host::failure::Failure;
use host::people;
use host::reference::Books;
use web::visit;

use kernel::{Amount, Change, Currency, Id, Locality, Reference, Slots, Stop, Timestamp, World};
use market::directory::{Sector, Wages, WorkPlace};
use market::users::{
    ClaimName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, PriceTerms},
    availability::{AddException, ExceptionKind, SetUsualWeek},
    registration::{ClaimStage, RecordCheck},
};
use std::collections::BTreeMap;

/// The market area that all of them sell in.
pub(crate) const HERE: Locality = Locality(1);
/// Sectors a seller works in: one at least, five at most, three on average.
const SECTORS_MOST: i64 = 5;

/// Values of which the first are drawn far more often than the last: the n-th in proportion to `n^-0.75`.
#[derive(Clone, Debug)]
pub(crate) struct HeavyTailed<T> {
    values: Vec<T>,
    /// The sum of the weights up to each.
    sums: Vec<i64>,
}

/// A line of work with what it usually pays.
#[derive(Clone, Debug)]
pub(crate) struct PaidSector {
    pub(crate) sector: Sector,
    pub(crate) wages: Wages,
}

/// The sectors and places as they are drawn.
pub(crate) struct Popular {
    pub(crate) sectors: HeavyTailed<PaidSector>,
    pub(crate) places: HeavyTailed<WorkPlace>,
}

/// Every line of work that is paid.
pub(crate) fn paid_sectors(books: &Books) -> impl Iterator<Item = PaidSector> {
    let paid = |sector: &Sector| Some(PaidSector { sector: sector.clone(), wages: sector.wages? });
    books.directory.usual().filter_map(paid)
}

/// Makes sellers, one after the other.
#[derive(Debug)]
pub(crate) struct Crowd {
    books: Books,
    reference: Reference,
    began_at: Timestamp,
    made: i64,
    draw: Draw,
    sectors: HeavyTailed<PaidSector>,
    places: HeavyTailed<WorkPlace>,
    claims: Vec<String>,
    /// The least that the law allows for an hour, by jurisdiction and sector.
    least: BTreeMap<(String, String), i64>,
}

impl<T: Clone> HeavyTailed<T> {
    /// Of values in an order that is drawn.
    pub(crate) fn new(mut values: Vec<T>, draw: &mut Draw) -> Self {
        for last in (1..values.len()).rev() {
            let at = usize::try_from(draw.between(0, i64::try_from(last).unwrap_or_default()));
            values.swap(last, at.unwrap_or_default());
        }
        let weight = |rank: usize| {
            let rank = u64::try_from(rank).unwrap_or(1) + 1;
            let root = (rank * 100_000_000).isqrt();
            // The rank to the power of three quarters, ten thousandfold.
            let power = (rank * root * 10_000).isqrt();
            i64::try_from(1_000_000_000_000 / power.max(1)).unwrap_or(1)
        };
        let sums = (0..values.len()).scan(0, |sum, rank| {
            *sum += weight(rank);
            Some(*sum)
        });
        Self { sums: sums.collect(), values }
    }

    /// One of them.
    pub(crate) fn one(&self, draw: &mut Draw) -> Option<&T> {
        let at = draw.between(1, *self.sums.last()?);
        self.values.get(self.sums.partition_point(|sum| *sum < at))
    }
}

impl Crowd {
    /// A crowd that began to gather at a moment.
    pub(crate) fn new(books: &Books, began_at: Timestamp, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let sectors = HeavyTailed::new(paid_sectors(books).collect(), &mut draw);
        let places = HeavyTailed::new(books.directory.places().cloned().collect(), &mut draw);
        Self {
            reference: books.reference(),
            claims: people::claims(&books.rulebook),
            books: books.clone(),
            began_at,
            made: 0,
            draw,
            sectors,
            places,
            least: BTreeMap::new(),
        }
    }

    /// The sectors and places as they are drawn.
    pub(crate) fn popular(&self) -> Popular {
        Popular { sectors: self.sectors.clone(), places: self.places.clone() }
    }

    /// The rows of the next seller.
    ///
    /// # Errors
    /// [`Failure`] when a command is refused: a fault of this file.
    pub(crate) fn seller(&mut self) -> Result<Vec<Change>, Failure> {
        self.made += 1;
        let now = Timestamp(self.began_at.0 + self.made);
        let mut world = World::at(now).consulting(self.reference.clone());
        self.live(&mut world).map_err(|stop| {
            Failure::failed(format!("an invented seller is refused: {stop:?}"), "Try another --seed.")
        })?;
        // No row of theirs is there yet, however often their commands have written it.
        let new = |change| Change { version: 0, ..change };
        Ok(world.changes().into_iter().map(new).collect())
    }

    fn live(&mut self, world: &mut World) -> Result<(), Stop> {
        let Some(place) = self.places.one(&mut self.draw).cloned() else { return Ok(()) };
        let Some(paid_in) = people::currency_at(&self.books.rulebook, &place) else { return Ok(()) };
        let user = self.register(world, &place)?;
        if self.draw.percent(85) {
            for claim in self.claims.clone() {
                let (stage, issuer) = (ClaimStage::Verified, "simulated register".to_owned());
                world.run(Id::SYSTEM, &RecordCheck { user, claim, stage, issuer, expires_on: None })?;
            }
        }
        let mut known: Vec<String> = Vec::new();
        for _ in 0..self.draw.between(1, SECTORS_MOST) {
            let Some(paid) = self.sectors.one(&mut self.draw).cloned() else { continue };
            if !known.contains(&paid.sector.code) {
                let terms = self.terms(world.now, &place, paid_in, &paid);
                let (sector, post_code) = (paid.sector.code.clone(), place.post_code);
                let offer = OfferWork { locality: HERE, sector, post_code, terms: Some(terms) };
                world.run(user.cast(), &offer)?;
                known.push(paid.sector.code);
            }
        }
        self.set_hours(world, user, &place)
    }

    fn register(&mut self, world: &mut World, place: &WorkPlace) -> Result<Id<User>, Stop> {
        let age_days = self.draw.between(17 * 365, 66 * 365);
        let born_on = world.now.day().plus(-age_days).date();
        let email = format!("seller{}@example.org", self.made);
        let person = people::details("Sam S.", &email, place, Some(born_on));
        let person: PersonDetails =
            person.map_err(|failure| Stop::Bad(kernel::BadRow(failure.to_string())))?;
        let password_hash = "none".to_owned();
        let name = ClaimName { digest: visit::name_digest(&person.email), password_hash, home: HERE };
        let user = world.run(Id::SYSTEM, &name)?;
        world.run(user.cast(), &OpenUser { user, kind: UserKind::Person, is_confirmed: true, person })?;
        Ok(user)
    }

    /// What a seller asks.
    fn terms(
        &mut self,
        now: Timestamp,
        place: &WorkPlace,
        paid_in: Currency,
        paid: &PaidSector,
    ) -> PriceTerms {
        let (rulebook, code) = (&self.books.rulebook, &paid.sector.code);
        let least = self.least.entry((place.jurisdiction.clone(), code.clone()));
        let least = *least.or_insert_with(|| people::least_hourly(rulebook, now, place, code));
        people::terms(&mut self.draw, paid_in, paid.wages, least)
    }

    fn set_hours(&mut self, world: &mut World, user: Id<User>, place: &WorkPlace) -> Result<(), Stop> {
        let (from, hours) = (self.draw.between(24, 56), self.draw.between(20, 44));
        let (first_day, works) = (self.draw.between(0, 6), self.draw.between(3, 7));
        let day = |weekday: i64| (weekday - first_day).rem_euclid(7) < works;
        let slots = |weekday| if day(weekday) { Slots::run(from, hours) } else { Slots::NONE };
        let days = [0, 1, 2, 3, 4, 5, 6].map(slots);
        let (resource, zone) = (user.cast(), place.zone.clone());
        world.run(user.cast(), &SetUsualWeek { resource, zone, days })?;
        if self.draw.percent(10) {
            let midnight = world.now.day().plus(self.draw.between(1, 27)).starts_at();
            let starts_at = midnight.plus_minutes(self.draw.between(0, 80) * 15);
            let ends_at = starts_at.plus_hours(self.draw.between(1, 12));
            if let Some(span) = kernel::Span::between(starts_at, ends_at) {
                let kind = if self.draw.percent(50) { ExceptionKind::Also } else { ExceptionKind::Not };
                world.run(user.cast(), &AddException { resource, kind, span })?;
            }
        }
        Ok(())
    }
}

/// What every fund of the rulebook has to spend, in minor units.
pub(crate) const ENDOWMENT: Amount = Amount(1_000_000_000);
