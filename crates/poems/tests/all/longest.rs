//! Whatever can be made can be ended: the longest hire and the longest order, from every stage.

use crate::market::{HERE, Market, cents, usd};
use kernel::{Amount, Id, Slots, Span, Timestamp, Zone};
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::hire::HoldHire;
use market::support::amendment::CallOff;
use market::support::escrow::{Held, LetGo};
use market::trade::{Stage, Trade};
use market::users::assets::HandingOver;
use market::users::assets::{HireTerms, ItemTerms, OfferHire, OfferItem, Offering, Wording};
use market::users::availability::SetUsualWeek;
use market::users::{User, UserKind};

crate::on_both_engines![the_longest_of_everything_ends_from_every_stage];

/// Longer than a decision may ask for rows, one after the other, and as many lines as an order may have.
const DAYS: i64 = 60;
const LINES: usize = 50;

struct Longest {
    market: Market,
    buyer: Id<User>,
    hired: Id<Offering>,
    items: Vec<Id<Offering>>,
}

async fn the_longest_of_everything_ends_from_every_stage(market: Market) {
    let owner = market.user("ana", UserKind::Person, "97202").await;
    let buyer = market.user("café", UserKind::Organization, "97214").await;
    for _ in 0..4 {
        market.deposit(buyer, cents(900_000)).await;
    }
    let hired = hire_offered(&market, owner).await;
    let mut items = Vec::new();
    for number in 0..LINES {
        items.push(item_offered(&market, owner, number).await);
    }
    let longest = Longest { market, buyer, hired, items };
    for made in [Made::Hire, Made::Order] {
        longest.is_let_go(made).await;
        longest.lapses(made).await;
        longest.is_called_off(made).await;
        longest.is_ended_by_silence(made).await;
    }
    let report = host::check::check(&longest.market.store, &longest.market.reference()).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[derive(Clone, Copy, Debug)]
enum Made {
    Hire,
    Order,
}

impl Longest {
    async fn held(&self, made: Made) -> Held {
        let (market, buyer) = (&self.market, self.buyer);
        let held = match made {
            Made::Hire => {
                let starts_at = Timestamp(market.now().0 / 3_600_000_000 * 3_600_000_000).plus_hours(24 * 7);
                let span = Span::between(starts_at, starts_at.plus_hours(24 * DAYS)).unwrap();
                market
                    .run(buyer.cast(), HoldHire { buyer, offering: self.hired, span, expected_pay: None })
                    .await
            }
            Made::Order => {
                let lines = self.items.iter().map(|item| OrderLine { item: *item, count: 1 }).collect();
                let handing_over = HandingOver::Collection;
                market.run(buyer.cast(), HoldGoods { buyer, lines, handing_over, expected_pay: None }).await
            }
        };
        held.unwrap_or_else(|failure| panic!("{made:?} cannot be made: {failure:?}"))
    }

    async fn agreed(&self, made: Made) -> Id<Trade> {
        let held = self.held(made).await;
        let trade = held.trade;
        self.market.run(self.buyer.cast(), held.agree()).await.unwrap();
        trade
    }

    async fn stage(&self, trade: Id<Trade>) -> Stage {
        self.market.store.find::<Trade>((HERE, trade)).await.unwrap().unwrap().stage
    }

    async fn is_let_go(&self, made: Made) {
        let trade = self.held(made).await.trade;
        let done = self.market.run(self.buyer.cast(), LetGo { trade }).await;
        assert!(done.is_ok(), "{made:?} cannot be let go: {done:?}");
        assert_eq!(self.stage(trade).await, Stage::Lapsed);
    }

    async fn lapses(&self, made: Made) {
        let trade = self.held(made).await.trade;
        self.market.pass_time(self.market.now().plus_hours(2)).await;
        assert_eq!(self.stage(trade).await, Stage::Lapsed, "{made:?} does not lapse");
    }

    async fn is_called_off(&self, made: Made) {
        let trade = self.agreed(made).await;
        let done = self.market.run(self.buyer.cast(), CallOff { trade, part: 1, expected_bp: None }).await;
        assert!(done.is_ok(), "{made:?} cannot be called off: {done:?}");
    }

    /// Nobody says anything any more.
    async fn is_ended_by_silence(&self, made: Made) {
        let trade = self.agreed(made).await;
        self.market.pass_time(self.market.now().plus_hours(24 * (DAYS + 60))).await;
        let stage = self.stage(trade).await;
        assert!(!matches!(stage, Stage::Held | Stage::Booked), "{made:?} never ends: {stage:?}");
    }
}

async fn hire_offered(market: &Market, owner: Id<User>) -> Id<Offering> {
    let terms = HireTerms {
        currency: usd(),
        per_day: Amount(900),
        per_hour: Amount(400),
        bond: Amount(5_000),
        late_per_hour: Amount(400),
        buffer_minutes: 30,
        minimum_minutes: 60,
        days_max: 400,
        notice_minutes: 0,
    };
    let (sector, post_code) = ("hire-sg-4-4-3".to_owned(), "97202".parse().unwrap());
    let offer =
        OfferHire { locality: HERE, sector, post_code, wording: wording("City bicycle"), count: 1, terms };
    let offering = market.run(owner.cast(), offer).await.unwrap();
    let resource = market.store.find::<Offering>((HERE, offering)).await.unwrap().unwrap().resource.unwrap();
    let zone = Zone::new("America/Los_Angeles").unwrap();
    market.run(owner.cast(), SetUsualWeek { resource, zone, days: [Slots::ALL; 7] }).await.unwrap();
    offering
}

async fn item_offered(market: &Market, owner: Id<User>, number: usize) -> Id<Offering> {
    let terms = ItemTerms {
        currency: usd(),
        each: Amount(450),
        delivery: None,
        is_collected: true,
        ready_minutes: 60,
    };
    let (sector, post_code) = ("fb-2-10-7".to_owned(), "97202".parse().unwrap());
    let wording = wording(&format!("Apples, bag {number}"));
    market
        .run(owner.cast(), OfferItem { locality: HERE, sector, post_code, wording, count: 10, terms })
        .await
        .unwrap()
}

fn wording(title: &str) -> Wording {
    Wording { title: title.parse().unwrap(), description: None }
}
