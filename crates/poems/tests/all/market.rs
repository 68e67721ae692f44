//! A fresh market on one of the engines, with invented people.

use finder::Finder;
use kernel::{
    Actor, Amount, Command, CommitListener, Currency, Date, Id, Locality, Money, Reference, Slots, Span,
    Table, Timestamp,
};
use market::admin::payment_transfer::{ConcludePayment, Direction, RequestPayment};
use market::directory::Directory;
use market::mechanisms::stored_availability::work::HoldWork;
use market::modules;
use market::support::completion::{Confirm, RecordDue};
use market::support::escrow::{Agree, Held, Settled};
use market::trade::{
    Trade,
    part::{PartStage, RecordedAs},
};
use market::users::{
    ClaimName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, PriceTerms},
    availability::SetUsualWeek,
    registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck},
};
use rules::Rulebook;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use store::{Clock, Database, Failure, Options, Store};
use testkit::files;

/// Makes a test on each engine of `async fn name(market: Market)`.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::market::{Market, postgres_database};
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Market::demo(store::Database::temporary()).await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(Market::demo(postgres_database().await).await).await;
            }
        }
    )+};
}

pub(crate) const HERE: Locality = Locality(1);
static TABLES: LazyLock<Vec<&'static Table>> = LazyLock::new(modules::tables);

/// A clock that is moved by hand, and otherwise stands still.
pub(crate) struct HandClock(AtomicI64);

/// What decisions consult.
pub(crate) struct Books {
    pub(crate) rulebook: Arc<Rulebook>,
    pub(crate) directory: Arc<Directory>,
}

/// An open market.
pub(crate) struct Market {
    pub(crate) store: Store,
    pub(crate) finder: Arc<Finder>,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) books: Books,
}

/// A database of its own on the tests' PostgreSQL.
pub(crate) async fn postgres_database() -> Database {
    postgres_url().await.parse().unwrap()
}

/// The address of a database of its own on the tests' PostgreSQL.
pub(crate) async fn postgres_url() -> String {
    testkit::database::fresh().await.unwrap()
}

/// Dollars, counted in cents.
pub(crate) fn cents(amount: i64) -> Money {
    Amount(amount).of(usd())
}

pub(crate) fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

impl Market {
    /// A market of the demonstration's reference data, at nine on Monday 23 November 2026 in Portland.
    pub(crate) async fn demo(database: Database) -> Self {
        let read = |path: &str| files::read(path).unwrap();
        let directory =
            Directory::read(&read("data/sectors.csv"), &read("data/geo/portland_metro_zips.csv")).unwrap();
        let rulebook = Rulebook::load(&files::rulebook().unwrap()).unwrap();
        let books = Books { rulebook: Arc::new(rulebook), directory: Arc::new(directory) };
        let now = books.directory.find_place("97214").unwrap().zone.calendar();
        let now = now.timestamp(Date::new(2026, 11, 23).unwrap(), 9 * 60).unwrap();
        Self::open(database, books, now).await
    }

    pub(crate) async fn open(database: Database, books: Books, now: Timestamp) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(now.0)));
        let finder =
            Arc::new(Finder::new(Arc::clone(&books.rulebook), Arc::clone(&books.directory), now.day(), 28));
        let reference =
            Reference::default().with(Arc::clone(&books.rulebook)).with(Arc::clone(&books.directory));
        let listener: Arc<dyn CommitListener> = Arc::<Finder>::clone(&finder);
        let options = Options::new(database)
            .tables(&TABLES)
            .commands(modules::commands())
            .reference(reference)
            .clock(Arc::<HandClock>::clone(&clock))
            .listener(listener);
        Self { store: Store::open(options).await.unwrap(), finder, clock, books }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What decisions consult.
    pub(crate) fn reference(&self) -> Reference {
        Reference::default().with(Arc::clone(&self.books.rulebook)).with(Arc::clone(&self.books.directory))
    }

    /// Holds hours of work at 97214, at whatever they cost.
    pub(crate) async fn hold(
        &self,
        buyer: Id<User>,
        offering: Id<Offering>,
        span: Span,
    ) -> Result<Held, Failure> {
        let post_code = "97214".parse().unwrap();
        self.run(
            buyer.cast(),
            HoldWork {
                buyer,
                offering,
                span,
                post_code,
                street: "1 Oak Street".parse().ok(),
                note: None,
                expected_pay: None,
            },
        )
        .await
    }

    /// Holds hours of work at 97214 and agrees to them.
    pub(crate) async fn booked(&self, buyer: Id<User>, offering: Id<Offering>, span: Span) -> Id<Trade> {
        let held = self.hold(buyer, offering, span).await.unwrap();
        let trade = held.trade;
        self.run(buyer.cast(), held.agree()).await.unwrap();
        trade
    }

    /// Agrees to what is held, at its price.
    pub(crate) async fn agree(&self, buyer: Id<User>, trade: Id<Trade>) {
        let held = self.store.find::<Trade>((HERE, trade)).await.unwrap().unwrap();
        self.run(buyer.cast(), Agree { trade, expected_pay: held.buyer_pays }).await.unwrap();
    }

    /// The seller records minutes worked, all of the first part's or fewer.
    pub(crate) async fn record(&self, seller: Id<User>, trade: Id<Trade>, due: i64) {
        let reason = RecordedAs::Performed;
        let record = RecordDue { trade, part: 1, due, reason, seen: PartStage::Open, code_digest: None };
        self.run(seller.cast(), record).await.unwrap();
    }

    /// The buyer confirms them.
    pub(crate) async fn confirm(&self, buyer: Id<User>, trade: Id<Trade>, due: i64) -> Settled {
        self.run(buyer.cast(), Confirm { trade, part: 1, due, reason: Some(RecordedAs::Performed) })
            .await
            .unwrap()
    }

    /// Lives through the time until a moment, timer by timer.
    pub(crate) async fn pass_time(&self, until: Timestamp) {
        while let Some(due_at) = self.store.next_timer().await.unwrap().filter(|due_at| *due_at <= until) {
            self.clock.0.fetch_max(due_at.0, Ordering::SeqCst);
            self.store.fire_timers(due_at).await.unwrap();
        }
        self.clock.0.fetch_max(until.0, Ordering::SeqCst);
    }

    pub(crate) async fn run<C: Command>(&self, actor: Id<Actor>, command: C) -> Result<C::Done, Failure> {
        self.store.run(self.store.request(command.locality(), actor), command).await
    }

    /// A grown-up or a firm, with the food card if a person.
    pub(crate) async fn user(&self, name: &str, kind: UserKind, post_code: &str) -> Id<User> {
        let digest = kernel::hex_digest(name.as_bytes());
        let claim = ClaimName { digest, password_hash: "none".to_owned(), home: HERE };
        let user = self.run(Id::SYSTEM, claim).await.unwrap();
        let person = PersonDetails {
            display_name: name.parse().unwrap(),
            email: format!("{name}@example.org").parse().unwrap(),
            phone: None,
            language: "en".to_owned(),
            born_on: (kind == UserKind::Person).then(|| "1990-05-04".parse().unwrap()),
            street: None,
            post_code: post_code.parse().unwrap(),
        };
        self.run(user.cast(), OpenUser { user, kind, is_confirmed: true, person }).await.unwrap();
        user
    }

    pub(crate) async fn food_card(&self, user: Id<User>) {
        let check = RecordCheck {
            user,
            claim: FOOD_HANDLER_CARD.to_owned(),
            stage: ClaimStage::Verified,
            issuer: "demo register".to_owned(),
            expires_on: None,
        };
        self.run(Id::SYSTEM, check).await.unwrap();
    }

    pub(crate) async fn offer(
        &self,
        seller: Id<User>,
        sector: &str,
        post_code: &str,
        terms: PriceTerms,
    ) -> Id<Offering> {
        let (sector, post_code) = (sector.to_owned(), post_code.parse().unwrap());
        let offer = OfferWork { locality: HERE, sector, post_code, terms: Some(terms) };
        self.run(seller.cast(), offer).await.unwrap()
    }

    pub(crate) async fn week(&self, seller: Id<User>, post_code: &str, days: [Slots; 7]) {
        let zone = self.books.directory.find_place(post_code).unwrap().zone.clone();
        self.run(seller.cast(), SetUsualWeek { resource: seller.cast(), zone, days }).await.unwrap();
    }

    pub(crate) async fn deposit(&self, user: Id<User>, money: Money) {
        let request = RequestPayment { user, direction: Direction::Deposit, amount: money };
        let payment = self.run(user.cast(), request).await.unwrap();
        self.run(Id::SYSTEM, ConcludePayment { payment, succeeded: true }).await.unwrap();
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
