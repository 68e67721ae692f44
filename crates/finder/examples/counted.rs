//! `counted OPERATION TIMES`: does one thing so many times, on a market that is always the same, so that the
//! instructions of one time can be counted: those of many times less those of a few, divided by the difference.
//! `search` is one search of two hundred sellers with twenty priced options, every rule card checked; `hires` the same of
//! two hundred pairs of bicycles; `goods` one of two hundred loaves, twenty shown; `booking` is the two decisions that
//! sell hours, to hold and to book.

#![expect(clippy::unwrap_used, clippy::panic, reason = "it stops where it fails, as a test does")]

use finder::{Finder, GoodsQuery, HireQuery, Query};
use kernel::{
    Amount, BasisPoints, CommitListener, Currency, Date, Id, Locality, Reference, Slots, Span, World,
};
use market::admin::payment_transfer::{ConcludePayment, Direction, RequestPayment};
use market::directory::Directory;
use market::mechanisms::stored_availability::{Requirement, work::HoldWork};
use market::users::{
    OpenUser, PersonDetails, User, UserKind,
    assets::{
        HireTerms, ItemTerms, OfferHire, OfferItem, OfferWork, Offering, PriceTerms, Resource, Wording,
    },
    availability::SetUsualWeek,
    registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck},
};
use rules::Rulebook;
use std::path::Path;
use std::sync::Arc;

const HERE: Locality = Locality(1);
const PORTER: &str = "35-9021";
const BICYCLE: &str = "hire-sg-4-4-3";
const BREAD: &str = "fb-2-1-3";
const SELLERS: u32 = 200;
const POST_CODES: [&str; 4] = ["97202", "97209", "97214", "97232"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [operation, times] = words.as_slice() else { panic!("counted search|hires|goods|booking TIMES") };
    let times: u32 = times.parse().unwrap();
    match operation.as_str() {
        "search" => search(times),
        "hires" => hires(times),
        "goods" => goods(times),
        "booking" => book(times),
        other => panic!("{other} is not counted"),
    }
}

fn search(times: u32) {
    let mut market = Market::open();
    for number in 0..SELLERS {
        market.seller(number);
    }
    let finder = market.finder();
    let work_place = market.directory.find_place("97214").unwrap().clone();
    for number in 0..times {
        let requirement = Requirement {
            sector: PORTER.to_owned(),
            work_place: work_place.clone(),
            span: market.evening(number % 7),
            is_unpaid: false,
            currency: Currency::new("USD").unwrap(),
        };
        let query = Query {
            locality: HERE,
            requirement,
            buyer: Some(market.buyer),
            radius_m: Some(16_000),
            limit: 20,
        };
        assert_eq!(finder.search(&query, market.world.now).unwrap().options.len(), 20);
    }
}

fn hires(times: u32) {
    let mut market = Market::open();
    for number in 0..SELLERS {
        market.owner(number);
    }
    let finder = market.finder();
    for number in 0..times {
        let query = HireQuery {
            locality: HERE,
            buyer: Some(market.buyer),
            sector: BICYCLE.to_owned(),
            span: market.evening(number % 7),
            point: market.directory.find_place("97214").unwrap().point,
            radius_m: Some(16_000),
            limit: 20,
        };
        assert_eq!(finder.search_hires(&query, market.world.now).unwrap().hires.len(), 20);
    }
}

fn goods(times: u32) {
    let mut market = Market::open();
    for number in 0..SELLERS {
        market.baker(number);
    }
    let finder = market.finder();
    for _ in 0..times {
        let query = GoodsQuery {
            locality: HERE,
            buyer: Some(market.buyer),
            sector: Some(BREAD.to_owned()),
            words: "rye".to_owned(),
            point: market.directory.find_place("97214").unwrap().point,
            radius_m: Some(16_000),
            limit: 20,
        };
        assert_eq!(finder.search_goods(&query).unwrap().items.len(), 20);
    }
}

fn book(times: u32) {
    let mut market = Market::open();
    let (_, offering) = market.seller(0);
    let buyer = market.buyer;
    for number in 0..times {
        let (span, post_code) = (market.evening(number), "97214".parse().unwrap());
        let hold = HoldWork {
            buyer,
            offering,
            span,
            post_code,
            street: "1 Oak Street".parse().ok(),
            note: None,
            expected_pay: None,
        };
        let held = market.world.run(buyer.cast(), &hold).unwrap();
        market.world.run(buyer.cast(), &held.agree()).unwrap();
    }
}

struct Market {
    world: World,
    rulebook: Arc<Rulebook>,
    directory: Arc<Directory>,
    buyer: Id<User>,
}

impl Market {
    /// Monday 23 November 2026, nine in the morning in Portland, with one buyer.
    fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut files = Vec::new();
        gather(&root.join("rulebook"), "", &mut files);
        let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
        let directory = Directory::read(&read("data/sectors.csv"), &read("data/geo/portland_metro_zips.csv"));
        let (rulebook, directory) = (Arc::new(Rulebook::load(&files).unwrap()), Arc::new(directory.unwrap()));
        let reference = Reference::default().with(Arc::clone(&rulebook)).with(Arc::clone(&directory));
        let now = directory.find_place("97214").unwrap().zone.calendar();
        let now = now.timestamp(Date::new(2026, 11, 23).unwrap(), 9 * 60).unwrap();
        let world = World::at(now).consulting(reference);
        let mut market = Self { world, rulebook, directory, buyer: Id::from_bits(0) };
        let buyer = market.user(UserKind::Organization, 0);
        let amount = Amount(10_000_000).of(Currency::new("USD").unwrap());
        let deposit = RequestPayment { user: buyer, direction: Direction::Deposit, amount };
        let payment = market.world.run(buyer.cast(), &deposit).unwrap();
        market.world.run(Id::SYSTEM, &ConcludePayment { payment, succeeded: true }).unwrap();
        Self { buyer, ..market }
    }

    fn user(&mut self, kind: UserKind, number: u32) -> Id<User> {
        let user = Id::fresh(self.world.now, HERE, u64::from(number) + 1);
        let person = PersonDetails {
            display_name: "Kim A".parse().unwrap(),
            email: "kim@example.org".parse().unwrap(),
            phone: None,
            language: "en".to_owned(),
            born_on: Some("1990-05-04".parse().unwrap()),
            street: None,
            post_code: "97214".parse().unwrap(),
        };
        self.world.run(user.cast(), &OpenUser { user, kind, is_confirmed: true, person }).unwrap();
        user
    }

    /// A porter who is free all week; no two ask the same.
    fn seller(&mut self, number: u32) -> (Id<User>, Id<Offering>) {
        let user = self.user(UserKind::Person, number + 1);
        let (claim, stage) = (FOOD_HANDLER_CARD.to_owned(), ClaimStage::Verified);
        let check = RecordCheck { user, claim, stage, issuer: "register".to_owned(), expires_on: None };
        self.world.run(Id::SYSTEM, &check).unwrap();
        let terms = PriceTerms {
            evening_bp: BasisPoints(1_000),
            per_km: Amount(50),
            distance_max_m: 60_000,
            ..PriceTerms::plain(Currency::new("USD").unwrap(), Amount(2_000 + i64::from(number * 7 % 400)))
        };
        let post_code = post_code(number);
        let offer = OfferWork { locality: HERE, sector: PORTER.to_owned(), post_code, terms: Some(terms) };
        let offering = self.world.run(user.cast(), &offer).unwrap();
        let zone = self.directory.find_place("97214").unwrap().zone.clone();
        let week = SetUsualWeek { resource: user.cast(), zone, days: [Slots::ALL; 7] };
        self.world.run(user.cast(), &week).unwrap();
        (user, offering)
    }

    /// An owner of two equal bicycles that can be had all week; no two owners ask the same.
    fn owner(&mut self, number: u32) {
        let owner = self.user(UserKind::Person, number + 1);
        let each = Amount(300 + i64::from(number * 7 % 400));
        let terms = HireTerms {
            currency: Currency::new("USD").unwrap(),
            per_day: Amount(each.0 * 6),
            per_hour: each,
            bond: Amount(8_000),
            late_per_hour: each,
            buffer_minutes: 60,
            minimum_minutes: 60,
            days_max: 14,
            notice_minutes: 60,
        };
        let wording = Wording { title: "City bicycle".parse().unwrap(), description: None };
        let (sector, post_code) = (BICYCLE.to_owned(), post_code(number));
        let offer = OfferHire { locality: HERE, sector, post_code, wording, count: 2, terms };
        self.world.run(owner.cast(), &offer).unwrap();
        let zone = self.directory.find_place("97214").unwrap().zone.clone();
        let resources = self.world.all::<Resource>().into_iter();
        for resource in resources.filter(|resource| resource.owner == owner) {
            let week = SetUsualWeek { resource: resource.id, zone: zone.clone(), days: [Slots::ALL; 7] };
            self.world.run(owner.cast(), &week).unwrap();
        }
    }

    /// A seller of bread; no two ask the same.
    fn baker(&mut self, number: u32) {
        let baker = self.user(UserKind::Person, number + 1);
        let terms = ItemTerms {
            currency: Currency::new("USD").unwrap(),
            each: Amount(300 + i64::from(number * 7 % 400)),
            delivery: None,
            is_collected: true,
            ready_minutes: 0,
        };
        let wording = Wording { title: "Rye bread".parse().unwrap(), description: None };
        let (sector, post_code) = (BREAD.to_owned(), post_code(number));
        let offer = OfferItem { locality: HERE, sector, post_code, wording, count: 5, terms };
        self.world.run(baker.cast(), &offer).unwrap();
    }

    fn finder(&self) -> Finder {
        let (rulebook, directory) = (Arc::clone(&self.rulebook), Arc::clone(&self.directory));
        let finder = Finder::new(rulebook, directory, self.world.now.day(), 28);
        finder.committed(&self.world.changes());
        finder
    }

    /// Five to nine in the evening, some days after tomorrow.
    fn evening(&self, days: u32) -> Span {
        let starts_at = self.world.now.plus_hours(24 * i64::from(days + 1) + 8);
        Span::between(starts_at, starts_at.plus_hours(4)).unwrap()
    }
}

fn post_code(number: u32) -> kernel::PostCode {
    let place = usize::try_from(number).unwrap() % POST_CODES.len();
    POST_CODES.get(place).map(|code| code.parse().unwrap()).unwrap()
}

fn gather(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files);
        } else {
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}
