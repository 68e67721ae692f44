//! A small market with named people, for tests: Ana, who washes up, and a café two miles off.

mod any_trade;
pub(crate) mod awards;
mod draw;
mod promised;
mod seen;
mod unpaid;

use crate::admin::payment_transfer::bank_account::{ConfirmBankAccount, NameBankAccount};
use crate::admin::payment_transfer::{ConcludePayment, Direction, EndowFund, RequestPayment};
use crate::directory::Directory;
use crate::mechanisms::bid_ask::{BookFill, BookTrader, FillStage, OrderBook};
use crate::mechanisms::proposals::ProposalCall;
use crate::mechanisms::stored_availability::work::HoldWork;
use crate::modules::commands;
use crate::options::{
    blocks::{BlockUser, UnblockUser},
    subsidies::HeldFund,
};
use crate::support::completion::{
    Confirm, Disputed, Object, RecordDue, Recorded, Report, ReportReason, Reported,
};
use crate::support::escrow::{Agree, Agreed, Held, HeldDay, OpenHold, Settled};
use crate::trade::bundle::{Bundle, BundleMember, BundleStage, Standing};
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage, RecordedAs, Takes};
use crate::trade::{Awaits, Stage, Trade, TradeLine};
use crate::users::{
    ClaimName, KeepName, OpenUser, PersonDetails, User, UserKind,
    assets::{HireTerms, OfferWork, Offering, PriceTerms},
    availability::{ResourceDay, SetUsualWeek},
    registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck},
    reliability::{PairRecord, TrackRecord},
    taking::Taking,
};
use kernel::{
    Amount, BasisPoints, Command, Currency, Date, Id, Locality, Record, Reference, Slots, Span, Stop,
    Timestamp, World, Zone,
};
use ledger::{Account, AccountKey, Class};
use rules::Rulebook;
use std::sync::{Arc, LazyLock};
use testkit::files;

pub(crate) const HERE: Locality = Locality(1);
pub(crate) const PORTER: &str = "35-9021";
/// The fund of the rulebook's one subsidy.
pub(crate) const WELCOME: &str = "fund:concession-welcome";

/// What a bicycle costs.
pub(crate) fn hire_terms() -> HireTerms {
    HireTerms {
        currency: usd(),
        per_day: Amount(1_800),
        per_hour: Amount(300),
        bond: Amount(8_000),
        late_per_hour: Amount(400),
        buffer_minutes: 60,
        minimum_minutes: 60,
        days_max: 14,
        notice_minutes: 60,
    }
}

pub(crate) fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

/// A moment on the clocks of Portland.
pub(crate) fn portland(month: i8, day: i8, hour: i64) -> Timestamp {
    let date = Date::new(2026, month, day).unwrap();
    Zone::new("America/Los_Angeles").unwrap().calendar().timestamp(date, hour * 60).unwrap()
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
    let directory = Directory::read(&read("data/sectors.csv"), &read("data/geo/portland_metro_zips.csv"));
    let directory = directory.unwrap().among(&read("data/more_sectors.csv")).unwrap();
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
        market.name_bank(cafe);
        market
    }

    /// Ana does something.
    pub(crate) fn ana<C: Command>(&mut self, command: &C) -> Result<C::Done, Stop> {
        self.world.run(self.ana.cast(), command)
    }

    /// The café does something.
    pub(crate) fn cafe<C: Command>(&mut self, command: &C) -> Result<C::Done, Stop> {
        self.world.run(self.cafe.cast(), command)
    }

    /// The code of the refusal that somebody meets.
    pub(crate) fn refused<C: Command>(&mut self, by: Id<User>, command: &C) -> String
    where
        C::Done: std::fmt::Debug,
    {
        code(self.world.run(by.cast(), command).expect_err("a refusal"))
    }

    /// Somebody does not deal with another any more.
    pub(crate) fn block(&mut self, owner: Id<User>, other: Id<User>) {
        self.world.run(owner.cast(), &BlockUser { owner, other }).unwrap();
    }

    /// They do again.
    pub(crate) fn unblock(&mut self, owner: Id<User>, other: Id<User>) {
        self.world.run(owner.cast(), &UnblockUser { owner, other }).unwrap();
    }

    pub(crate) fn deposit(&mut self, user: Id<User>, amount: i64) {
        let request =
            RequestPayment { user, direction: Direction::Deposit, amount: Amount(amount).of(usd()) };
        let payment = self.world.run(user.cast(), &request).unwrap();
        self.world.run(Id::SYSTEM, &ConcludePayment { payment, succeeded: true }).unwrap();
    }

    /// Names a bank account, which the bank knows.
    pub(crate) fn name_bank(&mut self, user: Id<User>) {
        let name = NameBankAccount {
            user,
            holder: "Café Arroyo".parse().unwrap(),
            bank_code: Some("123000220".parse().unwrap()),
            number: "0001 2345-4410".parse().unwrap(),
        };
        self.world.run(user.cast(), &name).unwrap();
        let named_at = self.world.now;
        self.world.run(Id::SYSTEM, &ConfirmBankAccount { user, named_at, is_there: true }).unwrap();
    }

    pub(crate) fn endow(&mut self, amount: i64) {
        let endow =
            EndowFund { locality: HERE, fund: WELCOME.to_owned(), currency: usd(), amount: Amount(amount) };
        self.world.run(Id::SYSTEM, &endow).unwrap();
    }

    pub(crate) fn hold_command(&self, span: Span) -> HoldWork {
        HoldWork {
            buyer: self.cafe,
            offering: self.offering,
            span,
            post_code: "97214".parse().unwrap(),
            street: None,
            note: None,
            expected_pay: None,
        }
    }

    pub(crate) fn hold(&mut self, span: Span) -> Result<Held, Stop> {
        let hold = self.hold_command(span);
        self.cafe(&hold)
    }

    pub(crate) fn book(&mut self, trade: Id<Trade>) -> Result<Agreed, Stop> {
        self.cafe(&self.agree(trade))
    }

    /// Agreeing to what is held, at its price.
    pub(crate) fn agree(&self, trade: Id<Trade>) -> Agree {
        Agree { trade, expected_pay: self.trade(trade).buyer_pays }
    }

    /// Ana records minutes worked in the first part.
    pub(crate) fn record(&mut self, trade: Id<Trade>, due: i64) -> Result<Recorded, Stop> {
        let seen = self.part(trade, 1).stage;
        self.ana(&RecordDue { seen, ..record(trade, 1, due) })
    }

    /// The café confirms minutes worked in the first part.
    pub(crate) fn confirm(&mut self, trade: Id<Trade>, due: i64) -> Result<Settled, Stop> {
        self.cafe(&Confirm { reason: self.part(trade, 1).recorded_as, ..confirm(trade, 1, due) })
    }

    /// The café says that fewer minutes of the first part are due.
    pub(crate) fn object(&mut self, trade: Id<Trade>, due: i64) -> Result<Disputed, Stop> {
        let Part { due: recorded, recorded_as: reason, .. } = self.part(trade, 1);
        self.cafe(&Object { trade, part: 1, due, recorded: recorded.unwrap_or_default(), reason })
    }

    /// The café says that nobody came.
    pub(crate) fn report(&mut self, trade: Id<Trade>) -> Result<Reported, Stop> {
        let seen = self.part(trade, 1).stage;
        self.cafe(&Report { seen, ..report(trade) })
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

    pub(crate) fn part(&self, trade: Id<Trade>, number: i64) -> Part {
        self.world.find((HERE, trade, number)).unwrap()
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
        check(&self.world);
    }
}

/// What must be true of every market at every time: money is conserved, escrow is what the open parts say, each live
/// trade has its one timer, what is taken is what parts take.
pub(crate) fn check(world: &World) {
    let accounts = world.all::<Account>();
    let mut sums = std::collections::BTreeMap::<Currency, i64>::new();
    for account in &accounts {
        *sums.entry(account.currency).or_default() += account.available.0 + account.reserved.0;
    }
    assert!(sums.values().all(|sum| *sum == 0), "money is conserved: {sums:?}");
    let timers: Vec<_> =
        world.all::<kernel::Timer>().into_iter().map(|timer| (timer.due_at, timer.id)).collect();
    let mut expected = Vec::new();
    let mut taken = std::collections::BTreeMap::new();
    for trade in world.all::<Trade>() {
        let parts: Vec<Part> =
            world.all::<Part>().into_iter().filter(|part| part.trade == trade.id).collect();
        let lines: Vec<TradeLine> =
            world.all::<TradeLine>().into_iter().filter(|line| line.trade == trade.id).collect();
        let full = FullTrade::new(trade.clone(), parts.clone(), lines);
        for currency in sums.keys() {
            let key = crate::support::escrow::account(trade.id, *currency);
            let there =
                world.find::<Account>(key.key(HERE)).map_or(Amount::ZERO, |account| account.available);
            assert_eq!(Ok(there), full.held(*currency), "escrow of {trade:?}: {parts:?}");
        }
        let is_over = matches!(trade.stage, Stage::Lapsed | Stage::Ended);
        assert_eq!(is_over, trade.ended_at.is_some());
        let is_timed = !is_over && trade.held_in().is_none();
        assert_eq!(is_timed, trade.timer_at.is_some(), "{trade:?}: {parts:?}");
        if trade.stage == Stage::Booked || trade.stage == Stage::Ended {
            assert_eq!(is_over, !parts.iter().any(Part::is_live), "{trade:?}");
        }
        expected.extend(trade.timer_at.zip(trade.timer));
        for part in &parts {
            for taking in part.takings(full.lines_of(part.number)).unwrap() {
                match taking {
                    Taking::Hours { resource, span } => {
                        for (day, slots) in span.by_day() {
                            let busy: &mut Slots = taken.entry((resource, day)).or_default();
                            assert!(!busy.meets(slots), "sold twice");
                            *busy = busy.with(slots);
                        }
                    }
                    Taking::Pieces { .. } => {}
                }
            }
        }
    }
    expected.extend(bundled(world));
    let books = world.all::<OrderBook>();
    for book in &books {
        expected.extend(book.timer_at.zip(book.timer));
        expected.extend(book.settling_at.zip(book.settling));
    }
    out_in_books(world, &books, &mut taken);
    let calls = world.all::<ProposalCall>();
    expected.extend(calls.iter().filter_map(|call| Some((call.timed_at(), call.timer?))));
    let sorted = |mut timers: Vec<(Timestamp, Id<kernel::Timer>)>| {
        timers.sort();
        timers
    };
    assert_eq!(sorted(timers), sorted(expected), "one timer a live trade, where its row says");
    promised(world);
    for day in world.all::<ResourceDay>() {
        let sold = taken.remove(&(day.resource, day.day)).unwrap_or_default();
        assert_eq!(day.busy, sold, "every busy quarter-hour belongs to one part");
    }
    assert!(taken.values().all(|slots: &Slots| slots.is_empty()), "what parts take is taken");
}

/// The timers of bundles, each of which stands as its members do.
fn bundled(world: &World) -> Vec<(Timestamp, Id<kernel::Timer>)> {
    let (trades, members) = (world.all::<Trade>(), world.all::<BundleMember>());
    let mut timers = Vec::new();
    for bundle in world.all::<Bundle>() {
        let is_its = |trade: &&Trade| trade.bundle == Some(bundle.id);
        let stages: Vec<Stage> = trades.iter().filter(is_its).map(|trade| trade.stage).collect();
        let open = stages.iter().filter(|stage| matches!(stage, Stage::Held | Stage::Booked)).count();
        assert_eq!(bundle.open_count, i64::try_from(open).unwrap(), "{bundle:?}");
        let all = |wanted: Stage| stages.iter().all(|stage| *stage == wanted);
        let of_bundle = || members.iter().filter(|member| member.bundle == bundle.id);
        assert_eq!(of_bundle().count(), stages.len());
        let is_lost = of_bundle().any(|member| member.standing == Standing::Lost);
        let is_right = match bundle.stage {
            BundleStage::Held => all(Stage::Held),
            BundleStage::Lapsed => all(Stage::Lapsed),
            BundleStage::Booked => open > 0 && !is_lost,
            BundleStage::Repair => open > 0 && is_lost,
            BundleStage::Broken => is_lost,
            BundleStage::Ended => all(Stage::Ended),
        };
        assert!(is_right, "{bundle:?}: {stages:?}");
        assert_eq!(bundle.stage.is_timed(), bundle.timer.is_some());
        timers.extend(bundle.timer_at().zip(bundle.timer));
    }
    timers
}

/// Hours that are out of calendars for asks, and for fills that are no trades yet.
fn out_in_books(
    world: &World,
    books: &[OrderBook],
    taken: &mut std::collections::BTreeMap<(Id<crate::users::assets::Resource>, kernel::Day), Slots>,
) {
    let out = world.all::<BookTrader>().into_iter().flat_map(|trader| {
        let spans = books.iter().find(|book| book.id == trader.book).map(|book| trader.spans(book));
        spans.unwrap_or_default().into_iter().filter_map(move |span| Some((trader.resource?, span)))
    });
    let filled =
        world.all::<BookFill>().into_iter().filter(|fill| fill.stage == FillStage::Open).filter_map(|fill| {
            let trader = world.find::<BookTrader>((HERE, fill.seller, fill.book))?;
            Some((trader.resource?, fill.span().ok()?))
        });
    for (resource, span) in out.chain(filled) {
        for (day, slots) in span.by_day() {
            let busy: &mut Slots = taken.entry((resource, day)).or_default();
            assert!(!busy.meets(slots), "sold twice");
            *busy = busy.with(slots);
        }
    }
}

/// What is promised is counted until it is given back, and what is held is counted while it is.
fn promised(world: &World) {
    let trades = world.all::<Trade>();
    let is_open = |trade: &Trade| matches!(trade.stage, Stage::Held | Stage::Booked);
    for pair in world.all::<PairRecord>() {
        let is_theirs =
            |trade: &&Trade| (trade.buyer, trade.seller) == (pair.buyer, pair.seller) && is_open(trade);
        assert_eq!(pair.open_count, i64::try_from(trades.iter().filter(is_theirs).count()).unwrap());
    }
    for track in world.all::<TrackRecord>() {
        let bought = trades.iter().filter(|trade| trade.buyer == track.user_id && is_open(trade));
        assert_eq!(track.open_count, i64::try_from(bought.count()).unwrap());
    }
    for hold in world.all::<OpenHold>() {
        let trade = trades.iter().find(|trade| trade.id == hold.trade).unwrap();
        assert_eq!((trade.stage, trade.buyer, trade.held_until), (Stage::Held, hold.buyer, hold.held_until));
    }
    let held_days: i64 = world.all::<HeldDay>().iter().map(|day| day.holds).sum();
    let takes_hours = |trade: &&Trade| {
        world.all::<Part>().iter().any(|part| part.trade == trade.id && part.takes == Takes::Hours)
    };
    let held = || trades.iter().filter(|trade| trade.stage == Stage::Held && trade.awaits != Awaits::Nobody);
    assert_eq!(held_days, i64::try_from(held().filter(takes_hours).count()).unwrap());
    let kept = |trade: &Trade| -> i64 {
        let lines = world.all::<TradeLine>();
        let of_trade = lines.iter().filter(|line| line.trade == trade.id && line.pending.is_some());
        of_trade.map(|line| line.amount.0).sum()
    };
    let of_funds: i64 = world.all::<HeldFund>().iter().map(|fund| fund.held.0).sum();
    assert_eq!(of_funds, held().map(kept).sum::<i64>());
}

/// The code of a refusal.
pub(crate) fn code(stop: Stop) -> String {
    match stop {
        Stop::Refused(refusal) => refusal.code().to_owned(),
        Stop::Need(_) | Stop::Absent(_) | Stop::Bad(_) => panic!("{stop:?}"),
    }
}

pub(crate) fn record(trade: Id<Trade>, part: i64, due: i64) -> RecordDue {
    let (reason, seen) = (RecordedAs::Performed, PartStage::Open);
    RecordDue { trade, part, due, reason, seen, code_digest: None }
}

/// Says that so much is due of what was recorded as performed.
pub(crate) fn object(trade: Id<Trade>, part: i64, due: i64, recorded: i64) -> Object {
    Object { trade, part, due, recorded, reason: Some(RecordedAs::Performed) }
}

/// Confirms what was recorded as performed.
pub(crate) fn confirm(trade: Id<Trade>, part: i64, due: i64) -> Confirm {
    Confirm { trade, part, due, reason: Some(RecordedAs::Performed) }
}

pub(crate) fn report(trade: Id<Trade>) -> Report {
    let (reason, seen) = (ReportReason::Nothing, PartStage::Open);
    Report { trade, part: 1, reason, seen, items: Vec::new() }
}

/// Somebody whose address is confirmed.
pub(crate) fn user(world: &mut World, name: &str, kind: UserKind) -> Id<User> {
    account(world, name, kind, true)
}

/// Somebody with an account, whose address is confirmed or is not.
pub(crate) fn account(world: &mut World, name: &str, kind: UserKind, is_confirmed: bool) -> Id<User> {
    let digest = kernel::hex_digest(name.as_bytes());
    let claim = ClaimName { digest: digest.clone(), password_hash: "hash".to_owned(), home: HERE };
    let user = world.run(Id::SYSTEM, &claim).unwrap();
    let person = PersonDetails {
        display_name: name.parse().unwrap(),
        email: format!("{name}@example.org").parse().unwrap(),
        phone: None,
        language: "en".to_owned(),
        born_on: (kind == UserKind::Person).then(|| "1990-05-04".parse().unwrap()),
        street: Some("12 SE Ash Street".parse().unwrap()),
        post_code: "97214".parse().unwrap(),
    };
    world.run(Id::SYSTEM, &OpenUser { user, kind, is_confirmed, person }).unwrap();
    world.run(Id::SYSTEM, &KeepName { digest, user }).unwrap();
    assert_eq!(world.find::<User>((HERE, user)).unwrap().to_row().len(), User::TABLE.columns.len());
    user
}

pub(crate) fn offer(world: &mut World, seller: Id<User>, terms: PriceTerms) -> Id<Offering> {
    let offer = OfferWork {
        locality: HERE,
        sector: PORTER.to_owned(),
        post_code: "97202".parse().unwrap(),
        terms: Some(terms),
    };
    let offering = world.run(seller.cast(), &offer).unwrap();
    let zone = Zone::new("America/Los_Angeles").unwrap();
    let week = SetUsualWeek { resource: seller.cast(), zone, days: long_days() };
    world.run(seller.cast(), &week).unwrap();
    offering
}
