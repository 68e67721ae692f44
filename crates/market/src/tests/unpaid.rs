//! Walk 10: Sam gives hours to a charity. Everything is as with paid work, but no money moves, and of an agreement, a record
//! and a confirmation each side is told without any.

use super::{HERE, Market, PORTER, evening, object, offer, portland, record, report, usd, user};
use crate::mechanisms::stored_availability::work::HoldWork;
use crate::options::{booking_checks::CheckRefusal, contracts::Contract};
use crate::support::amendment::CallOff;
use crate::support::notices::Notice;
use crate::trade::part::PartStage;
use crate::trade::{Kind, Stage, Trade, TradeLine};
use crate::users::{
    User, UserKind,
    assets::{OfferWork, Offering, PriceTerms, SetPriceRule},
    availability::SetUsualWeek,
    registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck},
    reliability::{Outcome, TrackRecord},
};
use kernel::{Amount, Command, Day, Id, Record as _, Stop, Zone};
use ledger::{Account, Reservation, Transfer};

/// A charity whose status somebody has checked, and Sam, who gives his work.
struct Given {
    market: Market,
    charity: Id<User>,
    sam: Id<User>,
    offering: Id<Offering>,
}

fn checked(market: &mut Market, user: Id<User>, claim: &str, stage: ClaimStage, expires_on: Option<Day>) {
    let (claim, issuer) = (claim.to_owned(), "register".to_owned());
    let check = RecordCheck { user, claim, stage, issuer, expires_on };
    market.world.run(Id::SYSTEM, &check).unwrap();
}

const CHARITY: &str = "charity_or_public_body_status";

impl Given {
    fn new() -> Self {
        let mut market = Market::new();
        let charity = user(&mut market.world, "charity", UserKind::Organization);
        checked(&mut market, charity, CHARITY, ClaimStage::Verified, None);
        let sam = user(&mut market.world, "sam", UserKind::Person);
        checked(&mut market, sam, FOOD_HANDLER_CARD, ClaimStage::Verified, None);
        let (sector, post_code) = (PORTER.to_owned(), "97202".parse().unwrap());
        let offering = market
            .world
            .run(sam.cast(), &OfferWork { locality: HERE, sector, post_code, terms: None })
            .unwrap();
        let zone = Zone::new("America/Los_Angeles").unwrap();
        let week = SetUsualWeek { resource: sam.cast(), zone, days: super::long_days() };
        market.world.run(sam.cast(), &week).unwrap();
        Self { market, charity, sam, offering }
    }

    fn charity<C: Command>(&mut self, command: &C) -> Result<C::Done, Stop> {
        self.market.world.run(self.charity.cast(), command)
    }

    fn sam<C: Command>(&mut self, command: &C) -> Result<C::Done, Stop> {
        self.market.world.run(self.sam.cast(), command)
    }

    fn hold(&self) -> HoldWork {
        let (buyer, offering) = (self.charity, self.offering);
        HoldWork {
            buyer,
            offering,
            span: evening(11, 27),
            post_code: "97214".parse().unwrap(),
            street: None,
            note: None,
            expected_pay: None,
        }
    }

    fn agreed(&mut self) -> Id<Trade> {
        let hold = self.hold();
        let held = self.charity(&hold).unwrap();
        self.charity(&held.agree()).unwrap().trade
    }

    /// The codes of what a user was told of trades, the oldest first.
    fn told(&self, user: Id<User>) -> Vec<String> {
        let all = self.market.world.all::<Notice>().into_iter();
        all.filter(|notice| notice.user_id == user).map(|notice| notice.code).collect()
    }

    /// Neither side has an account, and none moved for the trade.
    fn no_money_moved(&self) {
        let held: Vec<Account> = self.market.world.all();
        let is_theirs = |account: &&Account| {
            [self.charity, self.sam].iter().any(|user| account.holder == user.cast())
                || account.class == ledger::Class::Escrow
        };
        assert!(!held.iter().any(|account| is_theirs(&account)), "no account of either, and no escrow");
        assert_eq!(self.market.world.count(Transfer::TABLE), 1, "the café's deposit alone");
        assert_eq!(self.market.world.count(Reservation::TABLE), 0);
        assert_eq!(self.market.world.count(TradeLine::TABLE), 0, "no line");
        self.market.check();
    }
}

#[test]
fn three_hours_are_given_recorded_and_confirmed_and_no_money_moves() {
    let mut given = Given::new();
    let hold = HoldWork { expected_pay: Some(Amount::ZERO), ..given.hold() };
    let held = given.charity(&hold).unwrap();
    assert_eq!(held.buyer_pays, Amount::ZERO.of(usd()));
    let trade = held.trade;
    given.charity(&held.agree()).unwrap();
    let row = given.market.trade(trade);
    assert_eq!((row.stage, row.kind), (Stage::Booked, Kind::Work));
    assert_eq!((row.buyer_pays, row.seller_receives), (Amount::ZERO, Amount::ZERO));
    assert_eq!(given.market.world.all::<Contract>()[0].template, "volunteer/1");
    for user in [given.charity, given.sam] {
        assert_eq!(given.told(user), ["trade/agreed-unpaid"]);
    }
    given.no_money_moved();

    given.market.pass_time(portland(11, 27, 21));
    given.sam(&record(trade, 1, 180)).unwrap();
    let settled = given.charity(&crate::tests::confirm(trade, 1, 180)).unwrap();
    assert_eq!([settled.paid.amount, settled.received.amount], [Amount::ZERO; 2]);
    let part = given.market.part(trade, 1);
    assert_eq!((part.stage, part.outcome), (PartStage::Closed, Some(Outcome::Kept)));
    assert_eq!((part.due, part.quantity), (Some(180), 240), "three of four hours are in the record");
    assert_eq!(given.told(given.sam), ["trade/agreed-unpaid", "trade/prompt-hours"], "nobody is told of pay");
    assert_eq!(given.told(given.charity), ["trade/agreed-unpaid", "trade/recorded-hours"]);
    let track = |user: Id<User>| given.market.world.find::<TrackRecord>((HERE, user)).unwrap();
    assert_eq!((track(given.sam).kept_count, track(given.charity).bought_count), (1, 1));
    given.no_money_moved();
}

#[test]
fn silence_gives_all_that_was_agreed() {
    let mut given = Given::new();
    let trade = given.agreed();
    given.market.pass_time(portland(11, 29, 9));
    let part = given.market.part(trade, 1);
    assert_eq!((part.stage, part.due_share().unwrap().is_all()), (PartStage::Closed, true));
    let told: Vec<_> = [given.sam, given.charity].into_iter().flat_map(|user| given.told(user)).collect();
    assert!(!told.iter().any(|code| code == "trade/paid" || code == "trade/settled"), "{told:?}");
    given.no_money_moved();
}

#[test]
fn what_is_called_off_missed_or_disputed_costs_nobody_anything() {
    let mut given = Given::new();
    let trade = given.agreed();
    given.market.pass_time(portland(11, 27, 16));
    let settled = given.charity(&CallOff { trade, part: 1, expected_bp: None }).unwrap();
    assert_eq!(
        [settled.paid.amount, settled.received.amount],
        [Amount::ZERO; 2],
        "late, and half of nothing"
    );
    assert_eq!(given.told(given.sam), ["trade/agreed-unpaid", "trade/called-off"]);
    given.no_money_moved();

    let mut given = Given::new();
    let trade = given.agreed();
    given.market.pass_time(portland(11, 27, 18));
    given.charity(&report(trade)).unwrap();
    given.market.pass_time(portland(11, 28, 18));
    assert_eq!(given.market.trade(trade).outcome, Some(Outcome::Missed));
    given.no_money_moved();

    let mut given = Given::new();
    let trade = given.agreed();
    given.market.pass_time(portland(11, 27, 21));
    given.sam(&record(trade, 1, 240)).unwrap();
    let disputed = given.charity(&object(trade, 1, 180, 240)).unwrap();
    given.market.pass_time(disputed.settles_at);
    assert_eq!(given.market.trade(trade).stage, Stage::Ended);
    given.no_money_moved();
}

#[test]
fn work_is_given_to_charities_and_public_bodies_whose_status_holds() {
    let mut given = Given::new();
    let (charity, cafe) = (given.charity, given.market.cafe);
    let denied = |stop: Stop| match stop.refusal() {
        Some(CheckRefusal::Denied { rule, .. }) => rule.clone(),
        other => panic!("{other:?}"),
    };
    let for_cafe = HoldWork { buyer: cafe, ..given.hold() };
    let stop = given.market.cafe(&for_cafe).unwrap_err();
    assert_eq!(denied(stop), "concession-unpaid-charities-only@1", "nobody has checked the café");
    let day = |day| Day::of(kernel::Date::new(2026, 11, day).unwrap());
    for (stage, expires_on, is_held) in [
        (ClaimStage::Revoked, None, false),
        (ClaimStage::Verified, Some(day(26)), false),
        (ClaimStage::Verified, Some(day(27)), true),
    ] {
        checked(&mut given.market, charity, CHARITY, stage, expires_on);
        let hold = given.hold();
        assert_eq!(given.charity(&hold).is_ok(), is_held, "{stage:?} {expires_on:?}");
    }
    // What is needed of the one who works is needed of a volunteer too.
    let mut given = Given::new();
    let sam = given.sam;
    checked(&mut given.market, sam, FOOD_HANDLER_CARD, ClaimStage::Revoked, None);
    let hold = given.hold();
    let stop = given.charity(&hold).unwrap_err();
    assert_eq!(denied(stop), "us-or-food-handler-card@1");
}

#[test]
fn a_charity_that_loses_its_status_before_it_agrees_does_not_agree() {
    let mut given = Given::new();
    let (hold, charity) = (given.hold(), given.charity);
    let held = given.charity(&hold).unwrap();
    let trade = held.trade;
    checked(&mut given.market, charity, CHARITY, ClaimStage::Revoked, None);
    assert_eq!(given.market.refused(charity, &held.agree()), "booking-checks/denied");
    assert_eq!(given.market.trade(trade).stage, Stage::Held);
}

#[test]
fn paid_and_unpaid_never_mix() {
    // A charity pays for work that has a price, and is told what.
    let mut given = Given::new();
    let charity = given.charity;
    given.market.deposit(charity, 50_000);
    let paid = HoldWork { offering: given.market.offering, ..given.hold() };
    let held = given.charity(&paid).unwrap();
    let trade = held.trade;
    given.charity(&held.agree()).unwrap();
    assert!(given.market.trade(trade).buyer_pays > Amount::ZERO);
    assert_eq!(given.market.world.all::<Contract>()[0].template, "work/1");
    assert!(given.told(charity).contains(&"trade/booked-buyer".to_owned()));

    // What is given has no price; who expects one is told that it is another.
    let mut given = Given::new();
    let (hold, charity, sam, offering) = (given.hold(), given.charity, given.sam, given.offering);
    let priced = HoldWork { expected_pay: Some(Amount(1)), ..hold.clone() };
    assert_eq!(given.market.refused(charity, &priced), "trade/price-changed");

    // Sam asks for money from now on: what was held before stays given, what is held then is paid.
    let held = given.charity(&hold).unwrap();
    let terms = PriceTerms::plain(usd(), Amount(2_000));
    given.market.world.run(sam.cast(), &SetPriceRule { offering, terms }).unwrap();
    given.charity(&held.agree()).unwrap();
    assert_eq!(given.market.world.all::<Contract>()[0].template, "volunteer/1");
    given.no_money_moved();
    let next = HoldWork { span: evening(11, 28), ..hold };
    assert!(given.charity(&next).unwrap().buyer_pays.amount > Amount(8_000));
    let unseen = HoldWork { span: evening(11, 29), expected_pay: Some(Amount::ZERO), ..next };
    assert_eq!(given.market.refused(charity, &unseen), "trade/price-changed");
}

#[test]
fn an_hour_that_is_given_is_gone_for_paid_work_too() {
    let mut given = Given::new();
    let (sam, cafe) = (given.sam, given.market.cafe);
    let paid = offer(&mut given.market.world, sam, PriceTerms::plain(usd(), Amount(2_000)));
    given.agreed();
    let hold = HoldWork { buyer: cafe, offering: paid, ..given.hold() };
    assert_eq!(given.market.refused(cafe, &hold), "availability/taken");
    given.market.cafe(&HoldWork { span: evening(11, 28), ..hold }).unwrap();
    given.market.check();
}
