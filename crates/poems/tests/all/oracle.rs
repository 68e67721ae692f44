//! The finder against an oracle that reads the rows by SQL and shares no code with it: openness slot by slot on the wall
//! clock, prices by hand.

use crate::market::{HERE, Market, usd};
use finder::Query;
use jiff::{Timestamp as Instant, ToSpan, Zoned, civil};
use kernel::{Amount, BasisPoints, Id, Slots, Span, Timestamp, View};
use market::mechanisms::stored_availability::Requirement;
use market::mechanisms::stored_availability::work::HoldWork;
use market::users::{
    User, UserKind,
    assets::{Offering, PriceTerms},
    availability::{AddException, ExceptionKind},
};

crate::on_both_engines!(the_finder_finds_what_the_rows_say);

const SECTORS: [&str; 2] = ["35-9021", "37-2011"];
const PLACES: [&str; 4] = ["97202", "97214", "98660", "97005"];

/// An offering with its price rule and its seller's usual week, by SQL.
#[derive(View)]
#[view(
    sql = "SELECT o.id, o.seller, o.resource, o.sector, o.lat_e6, o.lon_e6, p.hourly, p.evening_bp, p.weekend_bp,
                     p.minimum_minutes, p.notice_minutes, p.distance_max_m, w.zone, w.monday, w.tuesday, w.wednesday,
                     w.thursday, w.friday, w.saturday, w.sunday
              FROM offering o
              JOIN price_rule p ON p.locality = o.locality AND p.offering = o.id
              JOIN usual_week w ON w.locality = o.locality AND w.resource = o.resource
              WHERE o.locality = $1 AND o.stage = 'open' ORDER BY o.id"
)]
struct OfferedRow {
    id: Id<Offering>,
    seller: Id<User>,
    resource: Id<User>,
    sector: String,
    lat_e6: i64,
    lon_e6: i64,
    hourly: i64,
    evening_bp: i64,
    weekend_bp: i64,
    minimum_minutes: i64,
    notice_minutes: i64,
    distance_max_m: i64,
    zone: String,
    monday: Slots,
    tuesday: Slots,
    wednesday: Slots,
    thursday: Slots,
    friday: Slots,
    saturday: Slots,
    sunday: Slots,
}

#[derive(View)]
#[view(sql = "SELECT resource, kind, starts_at, ends_at FROM availability_exception WHERE locality = $1")]
struct ExceptionRow {
    resource: Id<User>,
    kind: String,
    starts_at: i64,
    ends_at: i64,
}

#[derive(View)]
#[view(sql = "SELECT resource, day, busy FROM resource_day WHERE locality = $1")]
struct BusyRow {
    resource: Id<User>,
    day: i64,
    busy: Slots,
}

#[derive(View)]
#[view(
    sql = "SELECT user_id FROM credential WHERE locality = $1 AND claim = 'food_handler_card' AND stage = 'verified'"
)]
struct CardRow {
    user_id: Id<User>,
}

struct Rows {
    offered: Vec<OfferedRow>,
    exceptions: Vec<ExceptionRow>,
    busy: Vec<BusyRow>,
    cards: Vec<Id<User>>,
}

impl Rows {
    async fn read(market: &Market) -> Self {
        let cards = market.store.view::<CardRow>(HERE, &[]).await.unwrap();
        Self {
            offered: market.store.view(HERE, &[]).await.unwrap(),
            exceptions: market.store.view(HERE, &[]).await.unwrap(),
            busy: market.store.view(HERE, &[]).await.unwrap(),
            cards: cards.into_iter().map(|card| card.user_id).collect(),
        }
    }

    /// Whether a quarter-hour of a seller is free: usual or also, and neither excepted nor taken.
    fn is_free(&self, offered: &OfferedRow, quarter: i64) -> bool {
        let of = |kind: &str| {
            self.exceptions.iter().any(|e| {
                e.resource == offered.resource
                    && e.kind == kind
                    && e.starts_at <= quarter
                    && quarter < e.ends_at
            })
        };
        let wall = local(quarter, &offered.zone);
        let week = [
            offered.monday,
            offered.tuesday,
            offered.wednesday,
            offered.thursday,
            offered.friday,
            offered.saturday,
            offered.sunday,
        ];
        let today = week[usize::try_from(wall.weekday().to_monday_zero_offset()).unwrap()].bits();
        let usual = today >> (i64::from(wall.hour()) * 4 + i64::from(wall.minute()) / 15) & 1 == 1;
        let (day, slot) =
            (quarter.div_euclid(86_400_000_000), quarter.rem_euclid(86_400_000_000) / 900_000_000);
        let busy = self.busy.iter().find(|b| b.resource == offered.resource && b.day == day);
        let is_taken = busy.is_some_and(|busy| busy.busy.bits() >> slot & 1 == 1);
        (usual || of("also")) && !of("not") && !is_taken
    }

    /// What a buyer pays, by hand; `None` when the offering is no option.
    fn price(&self, offered: &OfferedRow, ask: &Ask, now: i64) -> Option<i64> {
        let quarters: Vec<i64> = (0..ask.quarters).map(|q| ask.starts_at + q * 900_000_000).collect();
        let minutes = ask.quarters * 15;
        let near = meters(offered, ask) <= offered.distance_max_m;
        let in_time = ask.starts_at >= now + offered.notice_minutes * 60_000_000;
        let fits = offered.sector == ask.sector && near && in_time && minutes >= offered.minimum_minutes;
        let needs_card = ask.sector.starts_with("35-") && !self.cards.contains(&offered.seller);
        if !fits || needs_card || !quarters.iter().all(|quarter| self.is_free(offered, *quarter)) {
            return None;
        }
        let count = |holds: &dyn Fn(&Zoned) -> bool| {
            let held = quarters.iter().filter(|quarter| holds(&local(**quarter, ZONE)));
            i64::try_from(held.count()).unwrap()
        };
        let evening = count(&|wall| wall.hour() >= 18 || wall.hour() < 6);
        let weekend =
            count(&|wall| matches!(wall.weekday(), civil::Weekday::Saturday | civil::Weekday::Sunday));
        let part = |quarters: i64, bp: i64| (offered.hourly * quarters * bp + 39_999) / 40_000;
        let price = part(ask.quarters, 10_000)
            + part(evening, offered.evening_bp)
            + part(weekend, offered.weekend_bp);
        let least_hourly = if ask.post_code.starts_with("98") { 1_713 } else { 1_630 };
        let floor = (least_hourly * minutes + 59) / 60;
        (price >= floor).then(|| price + half_even(price * 100, 10_000) + half_even(price * 50, 10_000))
    }

    fn options(&self, ask: &Ask, now: i64) -> Vec<(i64, Id<Offering>)> {
        let priced =
            self.offered.iter().filter_map(|o| Some((self.price(o, ask, now)?, meters(o, ask), o.id)));
        let mut priced: Vec<_> = priced.collect();
        priced.sort();
        priced.into_iter().map(|(price, _, id)| (price, id)).collect()
    }
}

/// What is looked for.
struct Ask {
    sector: &'static str,
    post_code: &'static str,
    lat_e6: i64,
    lon_e6: i64,
    starts_at: i64,
    quarters: i64,
}

/// The one zone of all the places.
const ZONE: &str = "America/Los_Angeles";

fn local(moment: i64, zone: &str) -> Zoned {
    Instant::from_microsecond(moment).unwrap().in_tz(zone).unwrap()
}

fn half_even(amount: i64, divisor: i64) -> i64 {
    let (floor, rest) = (amount.div_euclid(divisor), amount.rem_euclid(divisor) * 2);
    floor + i64::from(rest > divisor || rest == divisor && floor % 2 == 1)
}

/// By Pythagoras on the map of Portland, where a degree east is 0.70 of a degree north: good to a hundredth, and no
/// limit of the test is that close to a distance.
fn meters(offered: &OfferedRow, ask: &Ask) -> i64 {
    let north = (offered.lat_e6 - ask.lat_e6) * 111 / 1_000;
    let east = (offered.lon_e6 - ask.lon_e6) * 111 / 1_000 * 70 / 100;
    (north * north + east * east).isqrt()
}

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(i64::try_from(of.len()).unwrap())).unwrap()]
    }
}

async fn people(market: &Market, dice: &mut Dice) {
    for number in 0..40 {
        let place = dice.one(&PLACES);
        let seller = market.user(&format!("seller{number}"), UserKind::Person, place).await;
        if dice.roll(4) > 0 {
            market.food_card(seller).await;
        }
        let days = [0; 7].map(|_| Slots::run(dice.roll(60), 16 + dice.roll(60)));
        for sector in SECTORS {
            let terms = PriceTerms {
                evening_bp: BasisPoints(dice.roll(3) * 500),
                weekend_bp: BasisPoints(dice.roll(3) * 750),
                minimum_minutes: 60 * (1 + dice.roll(3)),
                notice_minutes: 60 * (1 + dice.roll(30)),
                distance_max_m: dice.one(&[2_000, 50_000]),
                ..PriceTerms::plain(usd(), Amount(1_600 + dice.roll(900)))
            };
            market.offer(seller, sector, place, terms).await;
        }
        market.week(seller, place, days).await;
        for _ in 0..dice.roll(4) {
            let from = market.now().plus_hours(dice.roll(300));
            let from = Timestamp(from.0 - from.0.rem_euclid(900_000_000));
            let span = Span::between(from, from.plus_minutes(15 * (1 + dice.roll(60)))).unwrap();
            let kind = dice.one(&[ExceptionKind::Also, ExceptionKind::Not]);
            market.run(seller.cast(), AddException { resource: seller.cast(), kind, span }).await.unwrap();
        }
    }
}

async fn the_finder_finds_what_the_rows_say(market: Market) {
    let mut dice = Dice(42);
    people(&market, &mut dice).await;
    let buyer = market.user("buyer", UserKind::Organization, "97214").await;
    let (mut found_any, mut held) = (0, 0);
    for _ in 0..120 {
        let post_code = dice.one(&PLACES);
        let work_place = market.books.directory.find_place(post_code).unwrap().clone();
        let days = dice.roll(12).days();
        let date = civil::date(2026, 11, 23).checked_add(days).unwrap();
        let starts_at = work_place.zone.calendar().timestamp(date, 15 * dice.roll(96)).unwrap();
        let ask = Ask {
            sector: dice.one(&SECTORS),
            post_code,
            lat_e6: work_place.point.lat_e6,
            lon_e6: work_place.point.lon_e6,
            starts_at: starts_at.0,
            quarters: 4 + dice.roll(16),
        };
        let rows = Rows::read(&market).await;
        let expected: Vec<_> = rows.options(&ask, market.now().0);

        let span = Span::between(starts_at, starts_at.plus_minutes(15 * ask.quarters)).unwrap();
        let requirement = Requirement {
            sector: ask.sector.to_owned(),
            work_place,
            span,
            is_unpaid: false,
            currency: usd(),
        };
        let query = Query { locality: HERE, buyer: Some(buyer), requirement, radius_m: None, limit: 100 };
        let found = market.finder.search(&query, market.now()).unwrap();
        let got: Vec<_> = found.options.iter().map(|o| (o.buyer_pays.0, o.offering)).collect();
        let sorted = |mut options: Vec<(i64, Id<Offering>)>| {
            options.sort();
            options
        };
        assert_eq!(
            sorted(got.clone()),
            sorted(expected),
            "{} at {} from {starts_at:?}",
            ask.sector,
            ask.post_code
        );
        assert!(got.is_sorted_by_key(|(price, _)| *price));

        // Now and then an option is held, so that it is gone from the next search: as many as a buyer may hold.
        if let (Some(first), 0, ..10) = (found.options.first(), dice.roll(3), held) {
            let (seller, offering) = (first.seller, first.offering);
            let expected_pay = Some(first.buyer_pays);
            let post_code = post_code.parse().unwrap();
            let hold = HoldWork {
                buyer,
                offering,
                span,
                post_code,
                street: "1 Oak Street".parse().ok(),
                note: None,
                expected_pay,
            };
            market.run(buyer.cast(), hold).await.unwrap();
            let again = market.finder.search(&query, market.now()).unwrap();
            assert!(again.options.iter().all(|option| option.seller != seller), "held, and still found");
            held += 1;
        }
        found_any += i32::from(!got.is_empty());
    }
    assert!(found_any > 30 && held > 8, "the test tries something: {found_any} found, {held} held");
}
