//! The people of the market that is booked in, through the market's own commands.

use crate::crowd::{PaidSector, paid_sectors};
use host::failure::Failure;
use host::people;
use host::reference::Books;
use kernel::{Actor, Amount, Command, Currency, Date, Id, Locality, Slots, Timestamp};
use market::admin::payment_transfer::{ConcludePayment, Direction, RequestPayment};
use market::directory::{Sector, WorkPlace};
use market::users::{
    ClaimName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, PriceTerms},
    availability::SetUsualWeek,
    registration::{ClaimStage, RecordCheck},
};
use store::Store;
use web::visit;

/// What a buyer is given at once, in minor units, and how many bookings that is enough for.
pub(super) const DEPOSIT: Amount = Amount(100_000_000);
const BOOKINGS_A_DEPOSIT: usize = 4_000;

/// Where everybody is and what they do.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) place: WorkPlace,
    pub(super) sector: Sector,
    pub(super) currency: Currency,
    pub(super) claims: Vec<String>,
    pub(super) price: PriceTerms,
}

impl Terms {
    /// At the first place and in the first sector of the directory, at a price that the law allows.
    pub(super) fn of(books: &Books, now: Timestamp) -> Result<Self, Failure> {
        let nowhere =
            || Failure::failed("the directory has no place or no sector", "Restore the data folder.");
        let place = books.directory.places().next().cloned().ok_or_else(nowhere)?;
        let PaidSector { sector, wages } = paid_sectors(books).next().ok_or_else(nowhere)?;
        let currency = people::currency_at(&books.rulebook, &place).ok_or_else(nowhere)?;
        let least = people::least_hourly(&books.rulebook, now, &place, &sector.code);
        let price = PriceTerms {
            distance_max_m: 60_000,
            notice_minutes: 0,
            minimum_minutes: 60,
            ..PriceTerms::plain(currency, Amount(wages.median.max(least)))
        };
        Ok(Self { place, sector, currency, claims: people::claims(&books.rulebook), price })
    }

    /// Who somebody is, by a name that nobody else has.
    pub(super) fn register(&self, name: &str, home: Locality) -> Result<(ClaimName, PersonDetails), Failure> {
        let email = format!("{name}.{}@example.org", home.0);
        let person = people::details(name, &email, &self.place, Date::new(1990, 5, 4).ok())?;
        let (digest, password_hash) = (visit::name_digest(&person.email), "none".to_owned());
        Ok((ClaimName { digest, password_hash, home }, person))
    }

    /// What a seller offers.
    pub(super) fn offer(&self, locality: Locality) -> OfferWork {
        let (sector, post_code) = (self.sector.code.clone(), self.place.post_code);
        OfferWork { locality, sector, post_code, terms: Some(self.price.clone()) }
    }

    /// Every hour of every week.
    pub(super) fn week(&self, user: Id<User>) -> SetUsualWeek {
        SetUsualWeek { resource: user.cast(), zone: self.place.zone.clone(), days: [Slots::ALL; 7] }
    }

    /// The checks that the register has answered for a seller.
    pub(super) fn checks(&self, user: Id<User>) -> impl Iterator<Item = RecordCheck> {
        self.claims.iter().map(move |claim| RecordCheck {
            user,
            claim: claim.clone(),
            stage: ClaimStage::Verified,
            issuer: "simulated register".to_owned(),
            expires_on: None,
        })
    }

    /// Money from a buyer's bank.
    pub(super) fn payment(&self, user: Id<User>) -> RequestPayment {
        RequestPayment { user, direction: Direction::Deposit, amount: DEPOSIT.of(self.currency) }
    }
}

/// A buyer with money for so many bookings.
pub(super) async fn buyer(
    store: &Store,
    terms: &Terms,
    locality: Locality,
    number: usize,
    bookings: usize,
) -> Result<Id<User>, Failure> {
    let user = user(store, terms, &format!("buyer{number}"), locality, UserKind::Organization).await?;
    for _ in 0..=bookings / BOOKINGS_A_DEPOSIT {
        let payment = run(store, user.cast(), terms.payment(user)).await?;
        run(store, Id::SYSTEM, ConcludePayment { payment, succeeded: true }).await?;
    }
    Ok(user)
}

/// A seller who has been checked and is always free.
pub(super) async fn seller(
    store: &Store,
    terms: &Terms,
    locality: Locality,
    number: usize,
) -> Result<(Id<User>, Id<Offering>), Failure> {
    let user = user(store, terms, &format!("seller{number}"), locality, UserKind::Person).await?;
    for check in terms.checks(user) {
        run(store, Id::SYSTEM, check).await?;
    }
    let offering = run(store, user.cast(), terms.offer(locality)).await?;
    run(store, user.cast(), terms.week(user)).await?;
    Ok((user, offering))
}

async fn user(
    store: &Store,
    terms: &Terms,
    name: &str,
    home: Locality,
    kind: UserKind,
) -> Result<Id<User>, Failure> {
    let (claim, person) = terms.register(name, home)?;
    let user = run(store, Id::SYSTEM, claim).await?;
    run(store, user.cast(), OpenUser { user, kind, is_confirmed: true, person }).await?;
    Ok(user)
}

async fn run<C: Command>(store: &Store, actor: Id<Actor>, command: C) -> Result<C::Done, Failure> {
    Ok(store.run(store.request(command.locality(), actor), command).await?)
}
