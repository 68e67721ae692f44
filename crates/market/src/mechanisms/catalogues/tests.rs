use super::*;
use crate::options::contracts::Contract;
use crate::support::amendment::CallOff;
use crate::support::completion::{
    AcceptReport, AddEvidence, Confirm, Handover, RecordDue, Report, ReportReason, ReturnedItem,
};
use crate::support::escrow::LetGo;
use crate::tests::{HERE, Market, code, portland, record, usd, user};
use crate::trade::part::{PartStage, RecordedAs};
use crate::trade::procedure::EvidenceKind;
use crate::trade::{Stage, Trade};
use crate::users::assets::{OfferItem, Wording};
use crate::users::stock::Restock;
use crate::users::{UserKind, reliability::Outcome};

mod returns;

/// A greengrocer with apples at 3.25 and carrots at 1.80, delivery 3.00.
struct Grocery {
    market: Market,
    grocer: Id<User>,
    apples: Id<Offering>,
    carrots: Id<Offering>,
}

impl Grocery {
    fn new() -> Self {
        let mut market = Market::new();
        let grocer = user(&mut market.world, "grocer", UserKind::Organization);
        let mut offer = |title: &str, each, count| {
            let offer = OfferItem {
                locality: HERE,
                sector: "fb-2-10-7".to_owned(),
                post_code: "97214".parse().unwrap(),
                wording: Wording { title: title.parse().unwrap(), description: None },
                count,
                terms: ItemTerms {
                    currency: usd(),
                    each: Amount(each),
                    delivery: Some(Amount(300)),
                    is_collected: true,
                    ready_minutes: 120,
                },
            };
            market.world.run(grocer.cast(), &offer).unwrap()
        };
        let (apples, carrots) = (offer("Apples, a kilo", 325, 10), offer("Carrots, a bunch", 180, 2));
        Self { market, grocer, apples, carrots }
    }

    fn grocer<C: Command>(&mut self, command: &C) -> Result<C::Done, Stop> {
        self.market.world.run(self.grocer.cast(), command)
    }

    /// Two kilos of apples and a bunch of carrots.
    fn order(&self, handing_over: HandingOver) -> HoldGoods {
        let lines =
            vec![OrderLine { item: self.apples, count: 2 }, OrderLine { item: self.carrots, count: 1 }];
        HoldGoods { buyer: self.market.cafe, lines, handing_over, expected_pay: None }
    }

    fn booked(&mut self, handing_over: HandingOver) -> Id<Trade> {
        let order = self.order(handing_over);
        let held = self.market.cafe(&order).unwrap();
        self.market.cafe(&held.agree()).unwrap().trade
    }

    fn sent(&mut self, trade: Id<Trade>) {
        let tracking = AddEvidence {
            trade,
            part: 1,
            kind: EvidenceKind::Tracking,
            code_digest: None,
            photo: None,
            words: Some("1Z 999".parse().unwrap()),
        };
        assert_eq!(self.grocer(&record(trade, 1, 3)).map_err(code).unwrap_err(), "completion/needs-evidence");
        self.grocer(&tracking).unwrap();
        self.grocer(&record(trade, 1, 3)).unwrap();
    }

    fn taken(&self) -> (i64, i64) {
        let taken = |item| self.market.world.find::<Stock>((HERE, item)).unwrap().taken;
        (taken(self.apples), taken(self.carrots))
    }
}

fn returned(trade: Id<Trade>, items: Vec<ReturnedItem>) -> Report {
    Report { trade, part: 1, reason: ReportReason::Return, seen: PartStage::Recorded, items }
}

#[test]
fn groceries_are_delivered_and_the_apples_go_back() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    let cafe = grocery.market.cafe;
    // Walk 4: 6.50 + 1.80 + 3.00, mark-up of 11 and 6 cents.
    assert_eq!(grocery.market.user_balance(cafe), 50_000 - 1_147);
    assert_eq!(
        (grocery.taken(), grocery.market.world.all::<Contract>()[0].template.as_str()),
        ((2, 1), "goods/1")
    );
    grocery.market.pass_time(portland(11, 23, 12));
    grocery.sent(trade);
    let arrived = AddEvidence {
        trade,
        part: 1,
        kind: EvidenceKind::Arrived,
        code_digest: None,
        photo: None,
        words: None,
    };
    grocery.market.pass_time(portland(11, 24, 12));
    grocery.market.cafe(&arrived).unwrap();
    assert_eq!(
        grocery.market.part(trade, 1).answers_at,
        Some(portland(11, 27, 12)),
        "72 hours from the arrival"
    );

    for (position, count) in [(1, 3), (1, 0), (9, 1)] {
        let more = returned(trade, vec![ReturnedItem { position, count }]);
        assert_eq!(grocery.market.refused(cafe, &more), "completion/not-this-much", "more than there is");
    }
    let once = ReturnedItem { position: 1, count: 1 };
    let twice = returned(trade, vec![once, once]);
    assert_eq!(grocery.market.refused(cafe, &twice), "completion/not-this-much", "each line is named once");
    let reported =
        grocery.market.cafe(&returned(trade, vec![ReturnedItem { position: 1, count: 2 }])).unwrap();
    assert_eq!(reported.part, 3);
    let amounts = |part| {
        let lines = grocery.market.lines(trade).into_iter().filter(move |line| line.part == part);
        lines.map(|line| line.amount.0).collect::<Vec<_>>()
    };
    assert_eq!((amounts(2), amounts(3)), (vec![0, 180, 300, 2, 1], vec![650, 0, 0, 9, 5]));
    grocery.market.check();
    grocery.market.pass_time(portland(11, 25, 12));
    let back = grocery.grocer(&AcceptReport { trade, part: 3, is_restocked: true, reported: 2 }).unwrap();
    assert_eq!((back.paid.amount, grocery.taken()), (Amount(0), (0, 1)));
    grocery.market.pass_time(portland(11, 27, 12));
    let ended = grocery.market.trade(trade);
    assert_eq!((ended.stage, grocery.market.part(trade, 3).outcome), (Stage::Ended, Some(Outcome::Returned)));
    assert_eq!(grocery.market.user_balance(grocery.grocer), 480);
    assert_eq!(grocery.market.user_balance(cafe), 50_000 - 483);
    grocery.market.check();
}

#[test]
fn goods_are_collected_by_code_and_silence_pays_them_a_day_later() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Collection);
    grocery.market.pass_time(portland(11, 23, 12));
    let shown = grocery.market.world.find::<Handover>((HERE, trade)).unwrap().code;
    let record = RecordDue { code_digest: Some(Handover::digest(trade, &shown)), ..record(trade, 1, 3) };
    let recorded = grocery.grocer(&record).unwrap();
    assert_eq!(recorded.answers_at, Some(portland(11, 24, 12)));
    grocery.market.pass_time(portland(11, 24, 12));
    assert_eq!(grocery.market.trade(trade).outcome, Some(Outcome::Kept));
    grocery.market.check();
}

#[test]
fn goods_that_never_come_cost_nothing() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    grocery.market.pass_time(portland(12, 1, 9));
    assert_eq!(grocery.market.trade(trade).outcome, Some(Outcome::Missed));
    assert_eq!(grocery.market.user_balance(grocery.market.cafe), 50_000);
    grocery.market.check();
}

#[test]
fn goods_that_are_not_collected_cost_a_tenth_and_can_be_sold_again() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Collection);
    let not_taken = RecordDue { reason: RecordedAs::NotTaken, ..record(trade, 1, 1) };
    let stop = grocery.grocer(&not_taken).unwrap();
    assert!(stop.answers_at > Some(grocery.market.world.now));
    grocery.market.pass_time(portland(12, 20, 9));
    assert_eq!(grocery.market.trade(trade).outcome, Some(Outcome::BuyerAbsent));
    assert_eq!(grocery.taken(), (0, 0));
    grocery.market.check();
}

#[test]
fn everything_can_go_back_and_nothing_is_paid() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    grocery.sent(trade);
    grocery.market.cafe(&returned(trade, Vec::new())).unwrap();
    grocery.grocer(&AcceptReport { trade, part: 1, is_restocked: false, reported: 3 }).unwrap();
    assert_eq!(grocery.market.user_balance(grocery.market.cafe), 50_000, "not even the delivery");
    assert_eq!(grocery.taken(), (2, 1), "the seller has not said that they can be sold again");
    grocery.market.check();
}

#[test]
fn before_anything_is_sent_either_side_calls_off_and_the_goods_are_free() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    let call_off = CallOff { trade, part: 1, expected_bp: None };
    grocery.market.cafe(&call_off).unwrap();
    assert_eq!((grocery.taken(), grocery.market.user_balance(grocery.market.cafe)), ((0, 0), 50_000));
    let trade = grocery.booked(HandingOver::Delivery);
    grocery.sent(trade);
    let late = CallOff { trade, part: 1, expected_bp: None };
    assert_eq!(grocery.grocer(&late).map_err(code).unwrap_err(), "trade/not-now");
    grocery.market.check();
}

#[test]
fn the_buyer_confirms_what_is_there() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    let settled =
        grocery.market.cafe(&Confirm { reason: None, ..crate::tests::confirm(trade, 1, 3) }).unwrap();
    assert_eq!(
        (settled.received.amount, grocery.market.part(trade, 1).stage),
        (Amount(1_130), PartStage::Closed)
    );
    grocery.market.check();
}

#[test]
fn refusals_of_an_order_in_their_order() {
    let mut grocery = Grocery::new();
    let (cafe, grocer, carrots) = (grocery.market.cafe, grocery.grocer, grocery.carrots);
    let order = grocery.order(HandingOver::Collection);
    let own = HoldGoods { buyer: grocer, ..order.clone() };
    assert_eq!(grocery.market.refused(grocer, &own), "trade/own-offering");
    let with = |lines: Vec<OrderLine>| HoldGoods { lines, ..order.clone() };
    let bunches = |count| OrderLine { item: carrots, count };
    assert_eq!(grocery.market.refused(cafe, &with(Vec::new())), "catalogues/not-these-lines");
    assert_eq!(
        grocery.market.refused(cafe, &with(vec![bunches(1), bunches(1)])),
        "catalogues/not-these-lines"
    );
    assert_eq!(grocery.market.refused(cafe, &with(vec![bunches(0)])), "stock/no-pieces");
    assert_eq!(grocery.market.refused(cafe, &with(vec![bunches(3)])), "stock/too-few");
    let dear = HoldGoods { expected_pay: Some(Amount(1)), ..order.clone() };
    assert_eq!(grocery.market.refused(cafe, &dear), "trade/price-changed");
    let held = grocery.market.cafe(&with(vec![bunches(2)])).unwrap();
    assert_eq!(grocery.market.refused(cafe, &order), "stock/too-few", "held is held");
    grocery.market.cafe(&LetGo { trade: held.trade }).unwrap();
    assert_eq!(grocery.market.refused(cafe, &Restock { item: carrots, free: 9 }), "command/not-yours");
    grocery.grocer(&Restock { item: carrots, free: 9 }).unwrap();
    grocery.market.cafe(&with(vec![bunches(9)])).unwrap();
    grocery.market.check();
}
