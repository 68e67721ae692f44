//! A random market, made by the real commands and heard of commit by commit.

use super::dice::Dice;
use crate::{Finder, Query};
use kernel::{
    Actor, Amount, BasisPoints, Change, Command, CommitListener, Currency, DateOfBirth, Day, Id, Key,
    Locality, Reference, Row, Slots, Span, Stop, Timestamp, World, Zone,
};
use market::admin::payment_transfer::{ConcludePayment, Direction, EndowFund, RequestPayment};
use market::directory::{Directory, WorkPlace};
use market::mechanisms::stored_availability::{Requirement, work::HoldWork};
use market::support::{
    amendment::CallOff,
    completion::{Confirm, RecordDue},
    escrow::LetGo,
};
use market::trade::{
    Stage, Trade,
    part::{PartStage, RecordedAs},
};
use market::users::{
    ChooseTaxPot, OpenUser, Person, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, OfferingStage, PriceRule, PriceTerms, SetOfferingStage, SetPriceRule},
    availability::{
        AddException, AvailabilityException, BeFree, ExceptionKind, FreeNow, RemoveException, SetUsualWeek,
    },
    registration::{ClaimStage, Credential, FOOD_HANDLER_CARD, RecordCheck},
};
use rules::Rulebook;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

pub(super) const HERE: Locality = Locality(7);
pub(super) const HORIZON_DAYS: i64 = 12;
pub(super) const FUND: &str = "fund:concession-welcome";
const SECTORS: [&str; 3] = ["35-9021", "37-2011", "39-3031"];
const ZONES: [&str; 6] = [
    "America/Los_Angeles",
    "America/Los_Angeles",
    "America/Los_Angeles",
    "America/New_York",
    "Pacific/Auckland",
    "Asia/Kathmandu",
];

static RULEBOOK: LazyLock<Arc<Rulebook>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook");
    let mut files = Vec::new();
    gather(&root, &root, &mut files);
    Arc::new(Rulebook::load(&files).unwrap())
});

static DIRECTORY: LazyLock<Arc<Directory>> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let read = |file: &str| std::fs::read_to_string(data.join(file)).unwrap();
    Arc::new(Directory::read(&read("sectors.csv"), &read("geo/portland_metro_zips.csv")).unwrap())
});

fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

pub(super) fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

/// A market with its finder.
pub(super) struct Fair {
    pub(super) world: World,
    pub(super) finder: Finder,
    pub(super) rulebook: Arc<Rulebook>,
    pub(super) directory: Arc<Directory>,
    pub(super) dice: Dice,
    pub(super) places: Vec<WorkPlace>,
    pub(super) buyers: Vec<Id<User>>,
    sellers: Vec<Id<User>>,
    /// Who has things, spaces or goods; nobody unless a test opens stalls.
    pub(super) keepers: Vec<Id<User>>,
    heard: BTreeMap<Key, (i64, Row)>,
    made: u64,
    is_batching: bool,
}

impl Fair {
    /// Opens a market with some sellers, three buyers and a little money in the fund.
    pub(super) fn open(seed: u64, today: Day, sellers: usize) -> Self {
        let now = today.starts_at().plus_hours(17);
        let reference = Reference::default().with(Arc::clone(&*RULEBOOK)).with(Arc::clone(&*DIRECTORY));
        let mut dice = Dice::of(seed);
        let all: Vec<WorkPlace> = DIRECTORY.places().cloned().collect();
        let places = (0..6).map(|_| dice.pick(&all)).collect();
        let mut fair = Self {
            world: World::at(now).consulting(reference),
            finder: Finder::new(Arc::clone(&RULEBOOK), Arc::clone(&DIRECTORY), today, HORIZON_DAYS),
            rulebook: Arc::clone(&RULEBOOK),
            directory: Arc::clone(&DIRECTORY),
            dice,
            places,
            buyers: Vec::new(),
            sellers: Vec::new(),
            keepers: Vec::new(),
            heard: BTreeMap::new(),
            made: 0,
            is_batching: false,
        };
        if fair.dice.one_in(2) {
            fair.endow(3_000);
        }
        for _ in 0..3 {
            fair.new_buyer();
        }
        for _ in 0..sellers {
            fair.new_seller();
        }
        fair
    }

    /// Runs a command and tells the finder, unless the commit is to be of several commands.
    pub(super) fn run<C: Command>(&mut self, actor: Id<Actor>, command: &C) -> Result<C::Done, Stop> {
        let done = self.world.run(actor, command);
        if !self.is_batching {
            self.tell();
        }
        done
    }

    /// Tells the finder what is no longer as it last heard, in key order.
    pub(super) fn tell(&mut self) {
        let rows: BTreeMap<Key, (i64, Row)> = self
            .world
            .changes()
            .into_iter()
            .map(|change| (change.key, (change.after, change.row.unwrap())))
            .collect();
        let mut changes: Vec<Change> = Vec::new();
        for (key, (after, row)) in rows.iter().filter(|(key, row)| self.heard.get(key) != Some(row)) {
            let (version, row) = (after - 1, Some(Arc::clone(row)));
            changes.push(Change { key: key.clone(), version, after: *after, before: None, row });
        }
        for (key, (version, _)) in self.heard.iter().filter(|(key, _)| !rows.contains_key(key)) {
            changes.push(Change {
                key: key.clone(),
                version: *version,
                after: version + 1,
                before: None,
                row: None,
            });
        }
        changes.sort_by(|a, b| a.key.cmp(&b.key));
        self.finder.committed(&changes);
        self.heard = rows;
    }

    pub(super) fn endow(&mut self, minor: i64) {
        let (fund, currency) = (FUND.to_owned(), usd());
        self.run(Id::SYSTEM, &EndowFund { locality: HERE, fund, currency, amount: Amount(minor) }).unwrap();
    }

    pub(super) fn new_user(&mut self, born_on: Option<DateOfBirth>) -> Id<User> {
        self.made += 1;
        let user = Id::fresh(self.world.now, HERE, 1_000_000 + self.made);
        let person = PersonDetails {
            display_name: "Kim A".parse().unwrap(),
            email: "kim@example.org".parse().unwrap(),
            phone: None,
            language: "en".to_owned(),
            born_on,
            street: "1 Oak Street".parse().ok(),
            post_code: "97209".parse().unwrap(),
        };
        let kind = UserKind::Person;
        self.run(user.cast(), &OpenUser { user, kind, is_confirmed: true, person }).unwrap();
        user
    }

    pub(super) fn new_buyer(&mut self) -> Id<User> {
        let user = self.new_user(None);
        let (direction, amount) = (Direction::Deposit, Amount(100_000_000).of(usd()));
        let payment = self.run(user.cast(), &RequestPayment { user, direction, amount }).unwrap();
        self.run(Id::SYSTEM, &ConcludePayment { payment, succeeded: true }).unwrap();
        if self.buyers.len().is_multiple_of(2) {
            let claim = "charity_or_public_body_status".to_owned();
            let (stage, issuer, expires_on) = (ClaimStage::Verified, "US-OR".to_owned(), None);
            self.run(Id::SYSTEM, &RecordCheck { user, claim, stage, issuer, expires_on }).unwrap();
        }
        self.buyers.push(user);
        user
    }

    fn new_seller(&mut self) {
        let year = i16::try_from(self.dice.roll(1970, 2011)).unwrap();
        let born_on = DateOfBirth::on(jiff::civil::date(year, 6, 15));
        let born_on = (!self.dice.one_in(8)).then_some(born_on);
        let user = self.new_user(born_on);
        self.sellers.push(user);
        for _ in 0..self.dice.roll(1, 3) {
            self.offer(user);
        }
        self.set_week(user);
        if !self.dice.one_in(4) {
            self.record_check(user);
        }
    }

    pub(super) fn terms(&mut self) -> PriceTerms {
        let dice = &mut self.dice;
        PriceTerms {
            // Few different rates, so that prices tie.
            hourly: Amount(dice.roll(6, 14) * 250),
            evening_bp: BasisPoints(dice.pick(&[0, 0, 1_000, 3_333])),
            weekend_bp: BasisPoints(dice.pick(&[0, 0, 2_500, 1_111])),
            short_notice_bp: BasisPoints(dice.pick(&[0, 0, 5_000])),
            short_notice_minutes: dice.pick(&[0, 1_440]),
            per_km: Amount(dice.pick(&[0, 0, 33, 150])),
            minimum_minutes: dice.pick(&[15, 60, 120, 240]),
            notice_minutes: dice.pick(&[0, 60, 120, 2_880]),
            distance_max_m: dice.pick(&[3_000, 16_093, 60_000]),
            longer_from_minutes: dice.pick(&[0, 240, 480]),
            longer_discount_bp: BasisPoints(dice.pick(&[0, 1_000, 3_500])),
            ..PriceTerms::plain(usd(), Amount(1))
        }
    }

    fn offer(&mut self, user: Id<User>) {
        let (sector, place) = (self.dice.pick(&SECTORS).to_owned(), self.dice.pick(&self.places));
        let terms = (!self.dice.one_in(3)).then(|| self.terms());
        let command = OfferWork { locality: HERE, sector, post_code: place.post_code, terms };
        self.run(user.cast(), &command).unwrap();
    }

    fn set_week(&mut self, user: Id<User>) {
        let mut days = [Slots::NONE; 7];
        for day in &mut days {
            // Odd hours too: an evening past midnight goes on in the next day's slots.
            let (from, length) = (self.dice.roll(-8, 60), self.dice.roll(0, 80));
            *day = if self.dice.one_in(6) { Slots::ALL } else { Slots::run(from, length) };
        }
        let zone = Zone::new(self.dice.pick(&ZONES)).unwrap();
        self.run(user.cast(), &SetUsualWeek { resource: user.cast(), zone, days }).unwrap();
    }

    fn record_check(&mut self, user: Id<User>) {
        let stage = if self.dice.one_in(5) { ClaimStage::Revoked } else { ClaimStage::Verified };
        let last = self.world.now.day().plus(self.dice.roll(-3, 40));
        let command = RecordCheck {
            user,
            claim: FOOD_HANDLER_CARD.to_owned(),
            stage,
            issuer: "US-OR".to_owned(),
            expires_on: (!self.dice.one_in(3)).then_some(last),
        };
        drop(self.run(Id::SYSTEM, &command));
    }

    /// A few random things, some of them in one commit. Refusals are part of life.
    pub(super) fn something_happens(&mut self, count: usize) {
        for _ in 0..count {
            self.is_batching = self.dice.one_in(2);
            if !self.keepers.is_empty() && self.dice.one_in(2) {
                self.stall_event();
                continue;
            }
            match self.dice.roll(0, 15) {
                0..=4 => self.hold(),
                5 => self.trade_goes_on(),
                6 => {
                    let user = self.dice.pick(&self.sellers);
                    self.set_week(user);
                }
                7 | 8 => self.exception(),
                9 => {
                    let user = self.dice.pick(&self.sellers);
                    self.record_check(user);
                }
                10 => self.change_offering(),
                11 => self.time_passes(),
                12 => self.row_goes(),
                13 => self.new_seller(),
                14 => {
                    let user = self.dice.pick(&self.sellers);
                    let wants_tax_pot = self.dice.one_in(2);
                    let _ = self.run(user.cast(), &ChooseTaxPot { user, wants_tax_pot });
                }
                _ => {
                    let amount = self.dice.roll(1, 1_500);
                    self.endow(amount);
                }
            }
        }
        self.is_batching = false;
        self.tell();
    }

    fn hold(&mut self) {
        self.tell();
        let query = Query { buyer: Some(self.dice.pick(&self.buyers)), limit: 3, ..self.query() };
        let options = self.finder.search(&query, self.world.now).unwrap().options;
        let (Some(option), Some(buyer)) = (options.last(), query.buyer) else { return };
        let command = HoldWork {
            buyer,
            offering: option.offering,
            span: query.requirement.span,
            post_code: query.requirement.work_place.post_code,
            street: "1 Oak Street".parse().ok(),
            note: None,
            expected_pay: Some(option.buyer_pays),
        };
        // What a search has shown is what a hold costs, and it is there to be had.
        let held = self.run(buyer.cast(), &command).unwrap();
        if self.dice.one_in(2) {
            let _ = self.run(buyer.cast(), &held.agree());
        }
    }

    pub(super) fn trade_goes_on(&mut self) {
        let trades = self.world.all::<Trade>();
        if trades.is_empty() {
            return;
        }
        let Trade { id: trade, buyer, seller, ends_at, starts_at, stage, .. } = self.dice.pick(&trades);
        match stage {
            Stage::Held => drop(self.run(buyer.cast(), &LetGo { trade })),
            Stage::Booked if self.dice.one_in(2) => {
                let side = self.dice.pick(&[buyer, seller]);
                drop(self.run(side.cast(), &CallOff { trade, part: 1, expected_bp: None }));
            }
            Stage::Booked => {
                self.world.now = self.world.now.max(ends_at);
                let (part, due) = (1, ends_at.minutes_since(starts_at));
                let reason = RecordedAs::Performed;
                drop(self.run(
                    seller.cast(),
                    &RecordDue { trade, part, due, reason, seen: PartStage::Open, code_digest: None },
                ));
                drop(self.run(buyer.cast(), &Confirm { trade, part, due, reason: Some(reason) }));
            }
            Stage::Lapsed | Stage::Ended => {}
        }
    }

    fn exception(&mut self) {
        let resource = self.dice.pick(&self.sellers).cast();
        let known = self.world.all::<AvailabilityException>();
        if let Some(old) = known.first()
            && self.dice.one_in(3)
        {
            let (resource, exception) = (old.resource, old.id);
            return drop(self.run(resource.cast(), &RemoveException { resource, exception }));
        }
        if self.dice.one_in(6) {
            let choice = self.dice.pick(FreeNow::ALL);
            return drop(self.run(resource.cast(), &BeFree { resource, choice }));
        }
        let (kind, span) = (self.dice.pick(&[ExceptionKind::Also, ExceptionKind::Not]), self.span(60));
        drop(self.run(resource.cast(), &AddException { resource, kind, span }));
    }

    fn change_offering(&mut self) {
        let Offering { id: offering, seller, .. } = self.dice.pick(&self.world.all::<Offering>());
        if self.dice.one_in(2) {
            let terms = self.terms();
            drop(self.run(seller.cast(), &SetPriceRule { offering, terms }));
        }
        if self.dice.one_in(2) {
            let stage = self.dice.pick(OfferingStage::ALL);
            drop(self.run(seller.cast(), &SetOfferingStage { offering, stage }));
        }
    }

    fn time_passes(&mut self) {
        let until = self.world.now.plus_minutes(self.dice.pick(&[7, 11, 61, 600]));
        self.world.pass_time(until, &market::modules::commands()).unwrap();
        self.tell();
        if self.dice.one_in(2) {
            self.finder.roll_to(self.world.now.day());
        }
    }

    /// A row is taken away, as no command does yet.
    fn row_goes(&mut self) {
        if !self.dice.one_in(6) {
            return;
        }
        let Offering { id, seller, resource, .. } = self.dice.pick(&self.world.all::<Offering>());
        let (which, resource) = (self.dice.roll(0, 5), resource.unwrap_or(seller.cast()));
        let step = self.world.step(HERE, |draft| {
            match which {
                0 => draft.remove::<PriceRule>((HERE, id))?,
                1 => draft.remove::<Offering>((HERE, id))?,
                2 => draft.remove::<User>((HERE, seller))?,
                3 => draft.remove::<Person>((HERE, seller))?,
                4 => draft.remove::<market::users::availability::UsualWeek>((HERE, resource))?,
                _ => draft.remove::<Credential>((HERE, seller, FOOD_HANDLER_CARD.to_owned()))?,
            }
            Ok(())
        });
        step.unwrap();
        self.tell();
    }

    /// A span within some days of now, most often at working hours in Portland.
    fn span(&mut self, hours_most: i64) -> Span {
        let ahead =
            if self.dice.one_in(3) { self.dice.roll(0, 2) } else { self.dice.roll(0, HORIZON_DAYS + 4) };
        let today = self.world.now.day().plus(ahead);
        let quarter = if self.dice.one_in(4) { self.dice.roll(-12, 95) } else { self.dice.roll(64, 100) };
        let start = today.starts_at().plus_minutes(quarter * 15);
        let quarters = self.dice.pick(&[4, 8, 10, 16, 20, hours_most.min(40) * 4]);
        Span::between(start, start.plus_minutes(quarters * 15)).unwrap()
    }

    /// A random query.
    pub(super) fn query(&mut self) -> Query {
        let work_place = self.dice.pick(&self.places);
        let span = self.span(10);
        let buyer = match self.dice.roll(0, 3) {
            0 => None,
            1 => Some(self.dice.pick(&self.sellers)),
            _ => Some(self.dice.pick(&self.buyers)),
        };
        Query {
            locality: HERE,
            buyer,
            requirement: Requirement {
                is_unpaid: self.dice.one_in(3),
                ..required(self.dice.pick(&SECTORS), work_place, span)
            },
            radius_m: self.dice.pick(&[None, None, Some(4_000), Some(12_000), Some(40_000)]),
            limit: self.dice.pick(&[1, 2, 5, 20, 1_000]),
        }
    }

    /// A seller of one sector at the first place, free at all hours.
    pub(super) fn plain_seller(&mut self, sector: &str, terms: PriceTerms) -> (Id<User>, Id<Offering>) {
        let user = self.new_user(Some("1990-01-01".parse().unwrap()));
        let (sector, post_code) = (sector.to_owned(), self.places[0].post_code);
        let command = OfferWork { locality: HERE, sector, post_code, terms: Some(terms) };
        let offering = self.run(user.cast(), &command).unwrap();
        let zone = Zone::new("America/Los_Angeles").unwrap();
        self.run(user.cast(), &SetUsualWeek { resource: user.cast(), zone, days: [Slots::ALL; 7] }).unwrap();
        (user, offering)
    }

    /// A query at the first place.
    pub(super) fn plain_query(&self, sector: &str, starts_at: Timestamp, hours: i64) -> Query {
        let span = Span::between(starts_at, starts_at.plus_hours(hours)).unwrap();
        let requirement = required(sector, self.places[0].clone(), span);
        Query { locality: HERE, buyer: None, requirement, radius_m: None, limit: 20 }
    }
}

/// Paid work of a sector.
pub(super) fn required(sector: &str, work_place: WorkPlace, span: Span) -> Requirement {
    Requirement { sector: sector.to_owned(), work_place, span, is_unpaid: false, currency: usd() }
}

/// Everything a finder holds, to compare two: blocks of a cell may be cut in different places, so rows are told one by one.
pub(super) fn contents(finder: &Finder) -> BTreeMap<String, String> {
    let area = finder.area(HERE).unwrap();
    let mut all = BTreeMap::new();
    all.extend(area.users.iter().map(|(key, known)| (format!("user {key}"), format!("{known:?}"))));
    all.extend(area.hours.iter().map(|(key, hours)| (format!("hours {key}"), format!("{hours:?}"))));
    all.extend(area.offers.iter().map(|(key, offer)| (format!("offer {key}"), format!("{offer:?}"))));
    all.extend(area.funds.iter().map(|(key, left)| (format!("fund {key:?}"), format!("{left:?}"))));
    all.extend(area.held_funds.iter().map(|(key, held)| (format!("held fund {key:?}"), format!("{held:?}"))));
    all.extend(area.fund_days.iter().map(|(key, used)| (format!("fund day {key:?}"), format!("{used:?}"))));
    all.extend(area.fund_totals.iter().map(|(key, used)| (format!("fund total {key}"), format!("{used:?}"))));
    all.extend(area.hires.iter().map(|(key, hire)| (format!("hire {key}"), format!("{hire:?}"))));
    all.extend(area.goods.iter().map(|(key, goods)| (format!("goods {key}"), format!("{goods:?}"))));
    all.extend(area.titles.iter().map(|(key, title)| (format!("title {key}"), format!("{title:?}"))));
    all.extend(area.shelves.iter().map(|(code, shelf)| (format!("shelf {code}"), format!("{shelf:?}"))));
    for (code, sector) in area.sectors.iter() {
        for (square, block) in sector.blocks() {
            for at in 0..block.len() {
                let days: Vec<(Day, Slots)> =
                    block.horizon().map(|day| (day, block.day(day).unwrap()[at])).collect();
                let (point, terms) = (square.points[block.postings[at].spot], block.postings[at].terms);
                let key = format!("posting {code:?} {:?}", block.rank(at).unwrap());
                let is_first = all.insert(key, format!("{point:?} {terms:?} {days:?}")).is_none();
                assert!(is_first, "posted twice");
            }
        }
    }
    all
}

/// The moment of a time of day in Portland.
pub(super) fn portland(date: jiff::civil::Date, hour: i8) -> Timestamp {
    let zone = Zone::new("America/Los_Angeles").unwrap();
    zone.calendar().timestamp(date, i64::from(hour) * 60).unwrap()
}
