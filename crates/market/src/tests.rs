//! A small market with named people, for tests: Ana, who washes up, and a café two miles off.

use crate::admin::payment_transfer::{ConcludePayment, Direction, EndowFund, RequestPayment};
use crate::directory::Directory;
use crate::modules::commands;
use crate::trade::{
    Trade, TradeLine,
    book::{Book, Booked},
    hold::{Held, Hold},
};
use crate::users::{
    ClaimName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, PriceTerms},
    availability::SetUsualWeek,
    registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck},
};
use kernel::{
    Amount, BasisPoints, Currency, Date, Day, Id, Locality, Record, Reference, Slots, Span, Stop, Timestamp,
    World, Zone,
};
use ledger::{Account, Class, AccountKey};
use rules::Rulebook;
use std::sync::{Arc, LazyLock};
use testkit::files;

pub(crate) const HERE: Locality = Locality(1);
pub(crate) const PORTER: &str = "35-9021";
/// The fund of the rulebook's one subsidy.
pub(crate) const WELCOME: &str = "fund:concession-welcome";

pub(crate) fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

/// A moment on the clocks of Portland.
pub(crate) fn portland(month: i8, day: i8, hour: i64) -> Timestamp {
    let date = Date::new(2026, month, day).unwrap();
    Zone::new("America/Los_Angeles").unwrap().calendar().moment(date, hour * 60).unwrap()
}

pub(crate) fn evening(month: i8, day: i8) -> Span {
    Span::between(portland(month, day, 17), portland(month, day, 21)).unwrap()
}

/// The reference data of the demonstration.
pub(crate) fn reference() -> Reference {
    REFERENCE.clone()
}

/// Read once: the rulebook takes a while.
static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let rulebook = Rulebook::load(&files::rulebook().unwrap()).unwrap();
    let read = |path: &str| files::read(path).unwrap();
    let directory =
        Directory::read(&read("data/sectors.csv"), &read("data/geo/portland_metro_zips.csv")).unwrap();
    Reference::default().with(Arc::new(rulebook)).with(Arc::new(directory))
});

/// Monday to Sunday, free from 8 in the morning to midnight.
fn long_days() -> [Slots; 7] {
    [Slots::run(32, 64); 7]
}

/// A market on Monday 23 November 2026, nine in the morning, with one offering and one buyer with 500 dollars.
pub(crate) struct Market {
    pub(crate) world: World,
    pub(crate) ana: Id<User>,
    pub(crate) cafe: Id<User>,
    pub(crate) offering: Id<Offering>,
}

impl Market {
    pub(crate) fn new() -> Self {
        let mut world = World::at(portland(11, 23, 9)).consulting(reference());
        let ana = user(&mut world, "ana", UserKind::Person);
        let cafe = user(&mut world, "cafe", UserKind::Organization);
        let card = RecordCheck {
            user: ana,
            claim: FOOD_HANDLER_CARD.to_owned(),
            stage: ClaimStage::Verified,
            issuer: "demo register".to_owned(),
            expires_on: None,
        };
        world.run(Id::SYSTEM, &card).unwrap();
        let offering = offer(
            &mut world,
            ana,
            PriceTerms {
                evening_bp: BasisPoints(1_000),
                per_km: Amount(50),
                longer_from_minutes: 480,
                longer_discount_bp: BasisPoints(500),
                ..PriceTerms::plain(usd(), Amount(1_800))
            },
        );
        let mut market = Self { world, ana, cafe, offering };
        market.deposit(cafe, 50_000);
        market
    }

    pub(crate) fn deposit(&mut self, user: Id<User>, amount: i64) {
        let request =
            RequestPayment { user, direction: Direction::Deposit, currency: usd(), amount: Amount(amount) };
        let payment = self.world.run(user.cast(), &request).unwrap();
        self.world.run(Id::SYSTEM, &ConcludePayment { payment, succeeded: true }).unwrap();
    }

    pub(crate) fn endow(&mut self, amount: i64) {
        let endow =
            EndowFund { locality: HERE, fund: WELCOME.to_owned(), currency: usd(), amount: Amount(amount) };
        self.world.run(Id::SYSTEM, &endow).unwrap();
    }

    pub(crate) fn hold_command(&self, span: Span) -> Hold {
        Hold {
            buyer: self.cafe,
            seller: self.ana,
            offering: self.offering,
            span,
            post_code: "97214".to_owned(),
            expected_pay: None,
        }
    }

    pub(crate) fn hold(&mut self, span: Span) -> Result<Held, Stop> {
        let hold = self.hold_command(span);
        self.world.run(self.cafe.cast(), &hold)
    }

    pub(crate) fn book(&mut self, trade: Id<Trade>) -> Result<Booked, Stop> {
        let book = Book { trade, buyer: self.cafe, seller: self.ana };
        self.world.run(self.cafe.cast(), &book)
    }

    pub(crate) fn booked(&mut self, span: Span) -> Id<Trade> {
        let trade = self.hold(span).unwrap().trade;
        self.book(trade).unwrap();
        trade
    }

    pub(crate) fn pass_time(&mut self, until: Timestamp) {
        self.world.pass_time(until, &commands()).unwrap();
    }

    pub(crate) fn trade(&self, trade: Id<Trade>) -> Trade {
        self.world.find((HERE, trade)).unwrap()
    }

    pub(crate) fn lines(&self, trade: Id<Trade>) -> Vec<TradeLine> {
        self.world.all::<TradeLine>().into_iter().filter(|line| line.trade == trade).collect()
    }

    /// What a purse has, in cents.
    pub(crate) fn balance(&self, purse: AccountKey) -> i64 {
        self.world
            .find::<Account>(purse.key(HERE))
            .map_or(0, |account| account.available.0 + account.reserved.0)
    }

    pub(crate) fn user_balance(&self, user: Id<User>) -> i64 {
        self.balance(AccountKey::of(user, Class::UserAvailable, usd()))
    }

    /// What must be true of every market at every time.
    pub(crate) fn check(&self) {
        let accounts = self.world.all::<Account>();
        assert_eq!(
            accounts.iter().map(|a| a.available.0 + a.reserved.0).sum::<i64>(),
            0,
            "money is conserved"
        );
        for escrow in accounts.iter().filter(|account| account.class == Class::Escrow) {
            let trade = self.trade(escrow.holder.cast());
            let is_over = trade.ended_at.is_some();
            assert_eq!(escrow.available == Amount::ZERO, is_over, "escrow of {trade:?}");
        }
        let busy: i64 =
            self.world.all::<crate::users::availability::ResourceDay>().iter().map(|d| d.busy.count()).sum();
        let keeps = |trade: &&Trade| {
            use crate::trade::Stage::{Absent, Booked, Held, Recorded, Reported, Settled};
            [Absent, Booked, Held, Recorded, Reported, Settled].contains(&trade.stage)
        };
        let sold: i64 =
            self.world.all::<Trade>().iter().filter(keeps).map(|t| t.span().unwrap().quarters()).sum();
        assert_eq!(busy, sold, "every busy quarter-hour belongs to one trade");
    }
}

pub(crate) fn user(world: &mut World, name: &str, kind: UserKind) -> Id<User> {
    let digest = kernel::hex_digest(name.as_bytes());
    let claim = ClaimName { digest, password_hash: "hash".to_owned(), home: HERE };
    let user = world.run(Id::SYSTEM, &claim).unwrap();
    let person = PersonDetails {
        display_name: name.to_owned(),
        email: format!("{name}@example.org"),
        phone: None,
        language: "en".to_owned(),
        born_on: (kind == UserKind::Person).then(|| Day::of(Date::new(1990, 5, 4).unwrap())),
        street: None,
        post_code: "97214".to_owned(),
    };
    world.run(Id::SYSTEM, &OpenUser { user, kind, person }).unwrap();
    assert_eq!(world.find::<User>((HERE, user)).unwrap().to_row().len(), User::TABLE.columns.len());
    user
}

pub(crate) fn offer(world: &mut World, seller: Id<User>, terms: PriceTerms) -> Id<Offering> {
    let offer = OfferWork { locality: HERE, sector: PORTER.to_owned(), post_code: "97202".to_owned(), terms };
    let offering = world.run(seller.cast(), &offer).unwrap();
    let zone = Zone::new("America/Los_Angeles").unwrap();
    let week = SetUsualWeek { resource: seller.cast(), zone, days: long_days() };
    world.run(seller.cast(), &week).unwrap();
    offering
}
