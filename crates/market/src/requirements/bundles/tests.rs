mod given;

use super::*;
use crate::options::contracts::{self, Contract};
use crate::price::Label;
use crate::support::amendment::CallOff;
use crate::support::amendment::chain::{GiveUpBundle, cost_of_giving_up};
use crate::support::escrow::{Agree, AgreeBundle, ExtendHold, LetGo, LetGoBundle};
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, PORTER, code, evening, hire_terms, offer, portland, reference, usd, user};
use crate::trade::Stage;
use crate::trade::bundle::AdvanceBundle;
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage};
use crate::trade::procedure::Promise;
use crate::users::UserKind;
use crate::users::assets::{ItemTerms, OfferHire, OfferItem, PriceTerms, Wording};
use crate::users::availability::SetOfferingWeek;
use crate::users::registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck};
use crate::users::reliability::TrackRecord;
use crate::users::stock::Stock;
use kernel::{Date, Slots};

/// Ana, who works; one bicycle; apples: all for the café.
struct Street {
    market: Market,
    owner: Id<User>,
    bicycle: Id<Offering>,
    apples: Id<Offering>,
}

fn wording(title: &str) -> Wording {
    Wording { title: title.parse().unwrap(), description: None }
}

/// A bicycle of somebody.
fn bicycle(market: &mut Market, owner: Id<User>) -> Id<Offering> {
    let offer = OfferHire {
        locality: HERE,
        sector: "hire-sg-4-4-3".to_owned(),
        post_code: "97214".parse().unwrap(),
        wording: wording("City bicycle"),
        count: 1,
        terms: hire_terms(),
    };
    let bicycle = market.world.run(owner.cast(), &offer).unwrap();
    let week = SetOfferingWeek { offering: bicycle, days: [Slots::ALL; 7] };
    market.world.run(owner.cast(), &week).unwrap();
    bicycle
}

/// Work of somebody who may do it.
fn worker(market: &mut Market, name: &str) -> Id<Offering> {
    let seller = user(&mut market.world, name, UserKind::Person);
    let card = RecordCheck {
        user: seller,
        claim: FOOD_HANDLER_CARD.to_owned(),
        stage: ClaimStage::Verified,
        issuer: "demo register".to_owned(),
        expires_on: None,
    };
    market.world.run(Id::SYSTEM, &card).unwrap();
    offer(&mut market.world, seller, PriceTerms::plain(usd(), Amount(1_700)))
}

impl Street {
    fn new() -> Self {
        let mut market = Market::new();
        let owner = user(&mut market.world, "owner", UserKind::Person);
        let bicycle = bicycle(&mut market, owner);
        let grocer = user(&mut market.world, "grocer", UserKind::Organization);
        let offer = OfferItem {
            locality: HERE,
            sector: "fb-2-10-7".to_owned(),
            post_code: "97214".parse().unwrap(),
            wording: wording("Apples, a kilo"),
            count: 10,
            terms: ItemTerms {
                currency: usd(),
                each: Amount(325),
                delivery: Some(Amount(300)),
                is_collected: true,
                ready_minutes: 120,
            },
        };
        let apples = market.world.run(grocer.cast(), &offer).unwrap();
        Self { market, owner, bicycle, apples }
    }

    fn work(&self) -> MemberAsked {
        let span = Some(evening(11, 27));
        MemberAsked { offering: self.market.offering, span, count: None, handing_over: None }
    }

    fn ride(&self) -> MemberAsked {
        MemberAsked { offering: self.bicycle, ..self.work() }
    }

    fn fruit(&self) -> MemberAsked {
        MemberAsked { offering: self.apples, span: None, count: Some(4), handing_over: None }
    }

    fn asked(&self, members: Vec<MemberAsked>) -> HoldBundle {
        HoldBundle {
            buyer: self.market.cafe,
            template: None,
            post_code: "97214".parse().unwrap(),
            street: None,
            note: None,
            members,
            expected_pay: None,
        }
    }

    fn hold(&mut self) -> BundleHeld {
        let hold = self.asked(vec![self.work(), self.ride(), self.fruit()]);
        let held = self.market.cafe(&hold).unwrap();
        self.market.check();
        held
    }

    fn booked(&mut self) -> Id<Bundle> {
        let held = self.hold();
        self.market.cafe(&AgreeBundle { bundle: held.bundle, expected_pay: held.pays.amount }).unwrap();
        self.market.check();
        held.bundle
    }

    fn bundle(&self, id: Id<Bundle>) -> Bundle {
        self.market.world.find((HERE, id)).unwrap()
    }

    fn member(&self, bundle: Id<Bundle>, place: i64) -> BundleMember {
        self.market.world.find((HERE, bundle, place)).unwrap()
    }

    fn trade(&self, bundle: Id<Bundle>, place: i64) -> Trade {
        self.market.trade(self.member(bundle, place).trade)
    }

    fn trades(&self) -> Vec<Stage> {
        self.market.world.all::<Trade>().iter().map(|trade| trade.stage).collect()
    }

    /// The owner of the bicycle calls it off.
    fn lose(&mut self, bundle: Id<Bundle>) {
        let trade = self.member(bundle, 2).trade;
        let owner = self.owner.cast();
        self.market.world.run(owner, &CallOff { trade, part: 1, expected_bp: None }).unwrap();
        self.market.check();
    }

    fn told(&self, user: Id<User>, code: &str) -> usize {
        let all = self.market.world.all::<Notice>();
        all.iter().filter(|notice| notice.user_id == user && notice.code == code).count()
    }
}

#[test]
fn all_is_held_at_one_price_until_one_moment_or_nothing() {
    let mut street = Street::new();
    let held = street.hold();
    let trades = street.market.world.all::<Trade>();
    assert_eq!(trades.len(), 3);
    let sum: i64 = trades.iter().map(|trade| trade.buyer_pays.0).sum();
    assert_eq!(held.pays.amount, Amount(sum));
    assert!(
        trades.iter().all(|trade| trade.held_until == held.held_until && trade.bundle == Some(held.bundle))
    );
    assert_eq!(held.held_until, portland(11, 23, 9).plus_minutes(10));

    // Of eleven kilos there are ten, of which four are held: then nothing of it is.
    let mut street = Street::new();
    let many = MemberAsked { count: Some(11), ..street.fruit() };
    let hold = street.asked(vec![street.work(), many]);
    assert_eq!(code(street.market.cafe(&hold).unwrap_err()), "stock/too-few");
    assert_eq!((street.trades(), street.market.world.all::<Bundle>().len()), (vec![], 0));
    street.market.check();
}

#[test]
fn a_bundle_has_two_to_eight_members_that_are_what_their_sectors_are() {
    let mut street = Street::new();
    let (work, fruit) = (street.work(), street.fruit());
    let bare = MemberAsked { span: None, ..work };
    let timed = MemberAsked { span: work.span, ..fruit };
    for (members, refused) in [
        (vec![work], "bundles/not-these-members"),
        (vec![fruit; 9], "bundles/not-these-members"),
        (vec![work, bare], "bundles/bad-member"),
        (vec![timed, work], "bundles/bad-member"),
        (vec![work, work], "availability/taken"),
    ] {
        let hold = street.asked(members);
        assert_eq!(code(street.market.cafe(&hold).unwrap_err()), refused);
    }
    let hold = HoldBundle { expected_pay: Some(Amount(1)), ..street.asked(vec![work, fruit]) };
    assert_eq!(code(street.market.cafe(&hold).unwrap_err()), "bundles/total-changed");
    let hold = street.asked(vec![work, fruit]);
    let ana = street.market.ana;
    let own = HoldBundle { buyer: ana, ..hold };
    assert_eq!(code(street.market.ana(&own).unwrap_err()), "trade/own-offering");
    assert_eq!(street.trades(), vec![]);
}

#[test]
fn eight_things_are_held_in_one_decision() {
    let mut street = Street::new();
    let mut members = vec![street.work(), street.ride()];
    for name in ["bob", "cem", "dan", "eva", "fay", "gus"] {
        let offering = worker(&mut street.market, name);
        members.push(MemberAsked { offering, ..street.work() });
    }
    street.market.deposit(street.market.cafe, 100_000);
    let hold = street.asked(members);
    let held = street.market.cafe(&hold).unwrap();
    street.market.check();
    street.market.cafe(&AgreeBundle { bundle: held.bundle, expected_pay: held.pays.amount }).unwrap();
    street.market.check();
    assert_eq!(street.trades(), vec![Stage::Booked; 8]);
    // With one lost and time over, seven are called off in one decision too.
    street.lose(held.bundle);
    street.market.pass_time(portland(11, 24, 9));
    assert_eq!(street.trades(), vec![Stage::Ended; 8]);
    street.market.check();
}

#[test]
fn of_two_who_want_the_last_bicycle_one_has_all_and_the_other_nothing() {
    let mut street = Street::new();
    let other = user(&mut street.market.world, "other", UserKind::Person);
    let offering = worker(&mut street.market, "bob");
    street.hold();
    let members = vec![MemberAsked { offering, ..street.work() }, street.ride()];
    let second = HoldBundle { buyer: other, ..street.asked(members) };
    assert_eq!(code(street.market.world.run(other.cast(), &second).unwrap_err()), "availability/taken");
    assert_eq!(street.trades().len(), 3, "Bob is not held for a chain that there is not");
    street.market.pass_time(portland(11, 23, 10));
    street.market.world.run(other.cast(), &second).unwrap();
    street.market.check();
}

#[test]
fn one_word_agrees_to_all_and_one_notice_tells_of_it() {
    let mut street = Street::new();
    let held = street.hold();
    let (ana, cafe) = (street.market.ana, street.market.cafe);
    let agree = AgreeBundle { bundle: held.bundle, expected_pay: held.pays.amount };
    let other = AgreeBundle { expected_pay: Amount(held.pays.amount.0 + 1), ..agree.clone() };
    assert_eq!(code(street.market.cafe(&other).unwrap_err()), "bundles/total-changed");
    assert_eq!(code(street.market.ana(&agree).unwrap_err()), "command/not-yours");
    let before = street.market.user_balance(cafe);
    let agreed = street.market.cafe(&agree).unwrap();
    assert_eq!((agreed.trades.len(), street.trades()), (3, vec![Stage::Booked; 3]));
    assert_eq!(street.market.world.all::<Contract>().len(), 3);
    // All of it and the bond of the bicycle are in escrow.
    assert_eq!(before - street.market.user_balance(cafe), held.pays.amount.0 + 8_000);
    assert_eq!((street.told(cafe, "bundles/booked"), street.told(cafe, "trade/booked-buyer")), (1, 0));
    assert_eq!(street.told(ana, "trade/booked-seller"), 1);
    assert_eq!(code(street.market.cafe(&agree).unwrap_err()), "bundles/bundle-not-now");
    street.market.check();
}

#[test]
fn without_the_money_for_all_of_it_nothing_is_agreed() {
    let mut street = Street::new();
    let poor = user(&mut street.market.world, "poor", UserKind::Person);
    let members = vec![street.fruit(), street.work(), street.ride()];
    let hold = HoldBundle { buyer: poor, ..street.asked(members) };
    let held = street.market.world.run(poor.cast(), &hold).unwrap();
    street.market.deposit(poor, 10_000);
    let agree = AgreeBundle { bundle: held.bundle, expected_pay: held.pays.amount };
    let stop = street.market.world.run(poor.cast(), &agree).unwrap_err();
    assert_eq!(code(stop), "ledger/insufficient");
    assert_eq!((street.trades(), street.market.user_balance(poor)), (vec![Stage::Held; 3], 10_000));
    street.market.deposit(poor, 20_000);
    street.market.world.run(poor.cast(), &agree).unwrap();
    street.market.check();
}

#[test]
fn no_member_is_agreed_to_let_go_or_held_longer_by_itself() {
    let mut street = Street::new();
    let held = street.hold();
    let Trade { id: trade, buyer_pays, .. } = street.trade(held.bundle, 1);
    let agree = Agree { trade, expected_pay: buyer_pays };
    assert_eq!(code(street.market.cafe(&agree).unwrap_err()), "trade/in-bundle");
    assert_eq!(code(street.market.cafe(&LetGo { trade }).unwrap_err()), "trade/in-bundle");
    assert_eq!(code(street.market.cafe(&ExtendHold { trade }).unwrap_err()), "trade/in-bundle");
    street.market.world.run(Id::SYSTEM, &crate::trade::clock::Tick { trade }).unwrap();
    street.market.world.run(Id::SYSTEM, &AdvanceBundle { bundle: held.bundle }).unwrap();
    assert_eq!(street.trades(), vec![Stage::Held; 3]);
    street.market.check();
}

#[test]
fn all_is_let_go_or_lapses_together() {
    for is_let_go in [true, false] {
        let mut street = Street::new();
        let held = street.hold();
        let LetGoBundle { bundle } = LetGoBundle { bundle: held.bundle };
        if is_let_go {
            assert_eq!(code(street.market.ana(&LetGoBundle { bundle }).unwrap_err()), "command/not-yours");
            street.market.cafe(&LetGoBundle { bundle }).unwrap();
        } else {
            let late = AgreeBundle { bundle, expected_pay: held.pays.amount };
            street.market.world.now = held.held_until;
            assert_eq!(code(street.market.cafe(&late).unwrap_err()), "bundles/bundle-over");
            street.market.pass_time(held.held_until);
        }
        assert_eq!(street.trades(), vec![Stage::Lapsed; 3]);
        assert_eq!(street.bundle(bundle).stage, BundleStage::Lapsed);
        let stock: Stock = street.market.world.find((HERE, street.apples)).unwrap();
        assert_eq!(stock.free(), 10);
        assert_eq!(code(street.market.cafe(&LetGoBundle { bundle }).unwrap_err()), "bundles/bundle-not-now");
        street.market.check();
        street.hold();
    }
}

#[test]
fn a_member_that_is_lost_is_replaced_while_the_others_stand() {
    let mut street = Street::new();
    let bundle = street.booked();
    street.lose(bundle);
    let cafe = street.market.cafe;
    let at = street.bundle(bundle);
    assert_eq!((at.stage, at.repair_until), (BundleStage::Repair, Some(portland(11, 23, 21))));
    assert_eq!(street.told(cafe, "bundles/lost"), 1);
    let second = user(&mut street.market.world, "second", UserKind::Person);
    let other = bicycle(&mut street.market, second);
    let asked = MemberAsked { offering: other, ..street.ride() };
    let MemberAsked { offering, span, count, handing_over } = asked;
    let expected_pay = street.member(bundle, 2).pays;
    let repair = RepairBundle { bundle, place: 2, offering, span, count, handing_over, expected_pay };
    for (wrong, refused) in [
        (RepairBundle { place: 1, ..repair.clone() }, "bundles/not-lost"),
        (RepairBundle { offering: street.market.offering, ..repair.clone() }, "bundles/another-sector"),
        (RepairBundle { expected_pay: Amount(1), ..repair.clone() }, "trade/price-changed"),
    ] {
        assert_eq!(code(street.market.cafe(&wrong).unwrap_err()), refused);
    }
    assert_eq!(code(street.market.ana(&repair).unwrap_err()), "command/not-yours");
    street.market.cafe(&repair).unwrap();
    street.market.check();
    let at = street.bundle(bundle);
    assert_eq!((at.stage, at.repair_until, at.open_count), (BundleStage::Booked, None, 3));
    let (old, new) = (street.member(bundle, 2), street.member(bundle, 4));
    assert_eq!((old.standing, new.standing, new.replaces), (Standing::Replaced, Standing::Whole, Some(2)));
    assert_eq!(street.trade(bundle, 4).stage, Stage::Booked);
    assert_eq!(street.told(second, "trade/booked-seller"), 1);
    assert_eq!(code(street.market.cafe(&repair).unwrap_err()), "bundles/bundle-not-now");
    // Nobody owes anything for what was made good in time, and all of it ends.
    street.market.pass_time(portland(12, 20, 9));
    assert_eq!(street.bundle(bundle).stage, BundleStage::Ended);
    assert!(street.market.world.all::<Part>().iter().all(|part| part.promise != Promise::Amends));
    street.market.check();
}

fn day() -> Date {
    Date::new(2026, 11, 27).unwrap()
}

/// Lost on the morning of the day: what begins within a day costs a quarter, and the owner owes it.
#[test]
fn what_is_not_repaired_is_called_off_at_a_quarter_which_is_made_good() {
    for by_hand in [true, false] {
        let mut street = Street::new();
        let bundle = street.booked();
        let (cafe, owner) = (street.market.cafe, street.owner);
        street.market.deposit(owner, 5_000);
        let trade = street.member(bundle, 2).trade;
        let agreed: Contract = street.market.world.find((HERE, trade, 1)).unwrap();
        street.market.pass_time(portland(11, 27, 9));
        let apples = street.trade(bundle, 3);
        street.lose(bundle);
        let until = street.bundle(bundle).repair_until;
        assert_eq!(until, Some(portland(11, 27, 15)), "two hours before the first of it");
        // A quarter of the evening, and of the apples that wait; the way there is due whole.
        let whole = street.member(bundle, 1).pays.0 + apples.buyer_pays.0;
        let fulls = [1, 3].map(|place| street.market.full(street.member(bundle, place).trade));
        let terms = ChainTerms::on(reference().find().unwrap(), day()).unwrap();
        let cost = cost_of_giving_up(&fulls, &terms, street.market.world.now).unwrap().0;
        let lines = street.market.lines(street.member(bundle, 1).trade);
        let way = lines.iter().find(|line| line.label == Label::Travel).unwrap().amount.0;
        let expected = (whole - way) / 4 + way;
        assert!((cost - expected).abs() <= 4, "{cost}, not {expected}");
        if by_hand {
            let give_up = |expected_pay| GiveUpBundle { bundle, expected_pay: Amount(expected_pay) };
            assert_eq!(code(street.market.cafe(&give_up(cost + 1)).unwrap_err()), "bundles/total-changed");
            assert_eq!(code(street.market.ana(&give_up(cost)).unwrap_err()), "command/not-yours");
            assert_eq!(street.market.cafe(&give_up(cost)).unwrap().pays.amount, Amount(cost));
        } else {
            street.market.pass_time(portland(11, 27, 15));
        }
        street.market.check();
        assert_eq!(street.bundle(bundle).stage, BundleStage::Broken);
        assert_eq!(street.trade(bundle, 1).stage, Stage::Ended);
        let paid = [1, 3].map(|place| street.trade(bundle, place).buyer_pays.0);
        assert_eq!(paid.iter().sum::<i64>(), cost);
        let amends = street.market.part(trade, 3);
        assert_eq!((amends.promise, amends.edition, amends.stage), (Promise::Amends, 2, PartStage::Closed));
        assert_eq!(street.market.user_balance(owner), 5_000 - cost, "who broke it pays");
        assert_eq!(street.market.user_balance(cafe), 50_000, "the buyer has lost nothing");
        assert_eq!(street.told(owner, "bundles/amends"), 1);
        assert_eq!(street.told(cafe, "bundles/broken"), 1);
        let made_again = street.market.step(|_, draft| contracts::of(draft, &FullTrade::of(draft, trade)?));
        assert_eq!(made_again.unwrap().digest, agreed.digest, "the contract is as it was agreed");
        let records: TrackRecord = street.market.world.find((HERE, cafe)).unwrap();
        assert_eq!(records.bought_cancelled_count, 0, "the buyer did not call it off of their own will");
        street.market.check();
    }
}

#[test]
fn early_it_costs_nothing_and_nobody_owes_anything() {
    let mut street = Street::new();
    let held = street.asked(vec![street.work(), street.ride()]);
    let held = street.market.cafe(&held).unwrap();
    let bundle = held.bundle;
    street.market.cafe(&AgreeBundle { bundle, expected_pay: held.pays.amount }).unwrap();
    street.lose(bundle);
    street.market.pass_time(portland(11, 23, 21));
    assert_eq!(street.bundle(bundle).stage, BundleStage::Broken);
    assert_eq!(street.market.user_balance(street.market.cafe), 50_000);
    assert!(street.market.world.all::<Part>().iter().all(|part| part.promise != Promise::Amends));
    street.market.check();
}

#[test]
fn who_broke_it_and_has_nothing_owes_it() {
    let mut street = Street::new();
    let bundle = street.booked();
    street.market.pass_time(portland(11, 27, 9));
    street.lose(bundle);
    street.market.pass_time(portland(11, 27, 16));
    let lost = street.trade(bundle, 2);
    assert_eq!((lost.stage, street.market.part(lost.id, 3).stage), (Stage::Booked, PartStage::Overdue));
    street.market.check();
    street.market.deposit(street.owner, 9_000);
    street.market.pass_time(portland(12, 20, 9));
    assert_eq!(street.trade(bundle, 2).stage, Stage::Ended);
    assert_eq!(street.market.user_balance(street.market.cafe), 50_000);
    street.market.check();
}

#[test]
fn what_the_buyer_calls_off_alone_leaves_the_others() {
    let mut street = Street::new();
    let bundle = street.booked();
    let trade = street.member(bundle, 2).trade;
    street.market.cafe(&CallOff { trade, part: 1, expected_bp: None }).unwrap();
    assert_eq!((street.bundle(bundle).stage, street.bundle(bundle).open_count), (BundleStage::Booked, 2));
    street.market.check();
}

#[test]
fn two_who_break_it_share_what_it_costs() {
    let mut street = Street::new();
    let second = user(&mut street.market.world, "second", UserKind::Person);
    let other = bicycle(&mut street.market, second);
    let members = vec![street.work(), street.ride(), MemberAsked { offering: other, ..street.ride() }];
    let hold = street.asked(members);
    let held = street.market.cafe(&hold).unwrap();
    let bundle = held.bundle;
    street.market.cafe(&AgreeBundle { bundle, expected_pay: held.pays.amount }).unwrap();
    street.market.deposit(street.owner, 5_000);
    street.market.deposit(second, 5_000);
    street.market.pass_time(portland(11, 27, 9));
    street.lose(bundle);
    let trade = street.member(bundle, 3).trade;
    street.market.world.run(second.cast(), &CallOff { trade, part: 1, expected_bp: None }).unwrap();
    street.market.check();
    street.market.pass_time(portland(11, 27, 15));
    let cost = street.trade(bundle, 1).buyer_pays.0;
    assert_eq!(street.market.user_balance(street.owner), 5_000 - cost + cost / 2);
    assert_eq!(street.market.user_balance(second), 5_000 - cost / 2);
    street.market.check();
}

#[test]
fn the_sector_of_a_member_is_that_of_its_offering() {
    let mut street = Street::new();
    let bundle = street.booked();
    assert_eq!(street.trade(bundle, 1).sector, PORTER);
}
