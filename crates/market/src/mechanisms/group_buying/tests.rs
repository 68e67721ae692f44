mod ends;

use super::*;
use crate::modules::commands;
use crate::tests::{HERE, Market, code, portland, usd, user};
use crate::trade::part::Part;
use crate::trade::{Stage, TradeLine};
use crate::users::assets::{ItemTerms, OfferItem, SetItemPrice, Wording};
use crate::users::stock::{Restock, Stock};
use crate::users::taking::Taking;
use crate::users::{UserKind, UserStage};
use ledger::{Account, AccountKey, Class, LedgerRefusal, Reservation};
use std::collections::{BTreeMap, BTreeSet};
use testkit::dice::Dice;

/// Ana has a hundred sacks of flour; some who would have it, with 300 dollars each.
struct Club {
    market: Market,
    flour: Id<Offering>,
    buyers: Vec<Id<User>>,
}

fn item_terms() -> ItemTerms {
    ItemTerms {
        currency: usd(),
        each: Amount(3_500),
        delivery: Some(Amount(500)),
        is_collected: true,
        ready_minutes: 60,
    }
}

/// Saturday evening at eight.
fn close() -> Timestamp {
    portland(11, 28, 20)
}

fn offer(sector: &str, count: i64) -> OfferItem {
    OfferItem {
        locality: HERE,
        sector: sector.to_owned(),
        post_code: "97214".parse().unwrap(),
        wording: Wording { title: "Flour, 25 kg".parse().unwrap(), description: None },
        count,
        terms: item_terms(),
    }
}

impl Club {
    fn of(count: usize) -> Self {
        let mut market = Market::new();
        let flour = market.ana(&offer("fb-2-10-7", 100)).unwrap();
        let buyers = (0..count).map(|number| {
            let buyer = user(&mut market.world, &format!("b{number}"), UserKind::Person);
            market.deposit(buyer, 30_000);
            buyer
        });
        let buyers = buyers.collect();
        Self { market, flour, buyers }
    }

    fn terms(&self) -> OpenPool {
        OpenPool {
            offering: self.flour,
            piece_count: 60,
            tiers: [(20, 3_000), (40, 2_925)]
                .map(|(piece_count, each)| TierAsked { piece_count, each: Amount(each) })
                .into(),
            least_pieces: 1,
            most_pieces: 30,
            handing_over: HandingOver::Collection,
            is_joinable: false,
            minutes: close().minutes_since(self.market.world.now),
            is_meant: false,
        }
    }

    /// Twenty for 30 dollars each, forty for 26.
    fn open(&mut self) -> Id<Pool> {
        let mut terms = self.terms();
        terms.tiers[1].each = Amount(2_600);
        self.market.ana(&OpenPool { is_meant: true, ..terms }).unwrap()
    }

    fn pledge(&mut self, who: usize, pool: Id<Pool>, count: i64, most: i64) -> Result<Pledged, Stop> {
        let buyer = self.buyers[who];
        let most_each = (most > 0).then_some(Amount(most));
        self.market.world.run(buyer.cast(), &SetPledge { buyer, pool, piece_count: count, most_each })
    }

    fn withdraw(&mut self, who: usize, pool: Id<Pool>) -> Result<(), Stop> {
        let buyer = self.buyers[who];
        self.market.world.run(buyer.cast(), &WithdrawPledge { buyer, pool })
    }

    fn pool(&self, pool: Id<Pool>) -> Pool {
        self.market.world.all::<Pool>().into_iter().find(|one| one.id == pool).unwrap()
    }

    fn pledges(&self) -> Vec<Pledge> {
        self.market.world.all::<Pledge>()
    }

    fn stages(&self) -> Vec<PledgeStage> {
        self.pledges().iter().map(|pledge| pledge.stage).collect()
    }

    fn money(&self, user: Id<User>) -> (i64, i64) {
        let key = AccountKey::of(user, Class::UserAvailable, usd());
        let account = self.market.world.all::<Account>().into_iter().find(|one| one.account_key() == key);
        account.map_or((0, 0), |account| (account.available.0, account.reserved.0))
    }

    fn free(&self, item: Id<Offering>) -> i64 {
        self.market.world.all::<Stock>().into_iter().find(|stock| stock.item == item).unwrap().free()
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    /// Whatever happened: what is set aside is what pledges that count say, tiers and sellers count what they do, and stock is short
    /// of what is out for pools and what trades have taken.
    fn is_sound(&self) {
        let world = &self.market.world;
        let pledges = self.pledges();
        let of = |pledge: &Pledge| pledge.pending;
        let counted: BTreeSet<_> =
            pledges.iter().filter(|pledge| pledge.stage == PledgeStage::Open).map(of).collect();
        let set_aside: BTreeSet<_> = pledges.iter().filter_map(of).map(Some).collect();
        assert_eq!(counted, set_aside, "what counts has money set aside, and nothing else has");
        let of_trades = world.all::<TradeLine>().into_iter().filter_map(|line| line.pending).map(Some);
        let reserved: BTreeSet<_> =
            world.all::<Reservation>().into_iter().map(|one| Some(one.transfer)).collect();
        assert_eq!(reserved, set_aside.into_iter().chain(of_trades).collect());
        let mut out = BTreeMap::<_, i64>::new();
        for pool in world.all::<Pool>() {
            let own = || pledges.iter().filter(|pledge| pledge.pool == pool.id);
            let count = |with: &dyn Fn(&&Pledge) -> bool| -> i64 {
                own().filter(with).map(|one| one.piece_count).sum()
            };
            let is_open = |pledge: &&Pledge| pledge.stage == PledgeStage::Open;
            if pool.stage == PoolStage::Open {
                assert_eq!(pool.pledged, count(&is_open));
                assert_eq!(pool.buyer_count, i64::try_from(own().filter(is_open).count()).unwrap());
                for tier in world.all::<PriceTier>().into_iter().filter(|tier| tier.pool == pool.id) {
                    let is_willing = |pledge: &&Pledge| is_open(pledge) && pledge.want().pays(tier.rung.each);
                    assert_eq!(tier.rung.willing, count(&is_willing));
                }
            }
            for supply in world.all::<PoolSupply>().into_iter().filter(|supply| supply.pool == pool.id) {
                let is_here = |pledge: &&Pledge| is_open(pledge) && pledge.supply == supply.number;
                if pool.stage == PoolStage::Open {
                    assert_eq!((supply.pledged, supply.out_count), (count(&is_here), supply.piece_count));
                }
                *out.entry(supply.offering).or_default() += supply.out_count;
            }
            assert_eq!(pool.timer.is_some(), pool.stage != PoolStage::Ended);
        }
        let lines = world.all::<TradeLine>();
        for part in world.all::<Part>() {
            for taking in part.takings(lines.iter().filter(|line| line.trade == part.trade)).unwrap() {
                if let Taking::Pieces { item, count } = taking {
                    *out.entry(item).or_default() += count;
                }
            }
        }
        for stock in world.all::<Stock>() {
            assert_eq!(stock.taken, out.remove(&stock.item).unwrap_or_default());
        }
    }
}

#[test]
fn bulk_flour_misses_its_tier() {
    let mut club = Club::of(2);
    let pool = club.open();
    assert_eq!(club.free(club.flour), 40, "what is put up is not for sale otherwise");
    let pledged = club.pledge(0, pool, 8, 0).unwrap();
    assert_eq!((pledged.pledged, pledged.each, pledged.set_aside.amount), (8, None, Amount(24_360)));
    assert_eq!(club.money(club.buyers[0]), (5_640, 24_360));
    club.pledge(1, pool, 9, 0).unwrap();
    club.is_sound();
    club.until(close());
    let ended = club.pool(pool);
    assert_eq!(
        (ended.stage, ended.outcome, ended.price),
        (PoolStage::Ended, Some(PoolOutcome::Missed), None)
    );
    assert_eq!(club.stages(), [PledgeStage::Released; 2]);
    assert_eq!((club.money(club.buyers[0]), club.free(club.flour)), ((30_000, 0), 100));
    club.is_sound();
}

#[test]
fn bulk_flour_reaches_its_second_tier_and_all_pay_its_price() {
    let mut club = Club::of(6);
    let pool = club.open();
    for (who, count, most) in [(0, 2, 0), (1, 8, 0), (2, 9, 0), (3, 9, 2_700), (4, 9, 2_600), (5, 5, 2_600)] {
        club.pledge(who, pool, count, most).unwrap();
        club.is_sound();
    }
    assert_eq!(club.money(club.buyers[0]), (23_910, 6_090), "two sacks at the first tier with the mark-up");
    assert_eq!(club.money(club.buyers[3]), (30_000 - 24_665, 24_665), "nine at the most that they pay");
    club.until(close());
    let ended = club.pool(pool);
    assert_eq!(
        (ended.outcome, ended.price, ended.sold),
        (Some(PoolOutcome::Reached), Some(Amount(2_600)), 42)
    );
    assert_eq!(club.stages(), [PledgeStage::Bought; 6]);
    let trade = club.market.trade(club.pledges()[0].trade);
    assert_eq!(
        (trade.stage, trade.mechanism.as_str(), trade.buyer_pays),
        (Stage::Booked, NAME, Amount(5_278))
    );
    assert_eq!(club.money(club.buyers[0]), (24_722, 0), "812 of 6090 are back");
    assert_eq!(club.free(club.flour), 58);
    club.is_sound();
}

#[test]
fn who_would_not_pay_the_price_is_released_and_the_others_pay_it() {
    let mut club = Club::of(4);
    let pool = club.open();
    for (who, count, most) in [(0, 9, 0), (1, 9, 0), (2, 2, 3_000), (3, 5, 2_999)] {
        club.pledge(who, pool, count, most).unwrap();
    }
    club.until(close());
    assert_eq!(club.pool(pool).price, Some(Amount(3_000)));
    let bought = PledgeStage::Bought;
    assert_eq!(club.stages(), [bought, bought, bought, PledgeStage::Released]);
    assert_eq!(club.money(club.buyers[3]), (30_000, 0));
    club.is_sound();
}

#[test]
fn a_cap_just_under_the_tier_leaves_it_missed() {
    let mut club = Club::of(2);
    let pool = club.open();
    club.pledge(0, pool, 9, 0).unwrap();
    let ten = club.pledge(1, pool, 11, 2_999);
    assert_eq!(
        code(ten.unwrap_err()),
        code(LedgerRefusal::Insufficient { missing: Amount(1).of(usd()) }.into())
    );
    club.market.deposit(club.buyers[1], 10_000);
    assert_eq!(club.pledge(1, pool, 11, 2_999).unwrap().each, None);
    assert_eq!(club.pledge(1, pool, 11, 3_000).unwrap().each.unwrap().amount, Amount(3_000));
    assert_eq!(club.pledge(1, pool, 11, 2_999).unwrap().each, None, "before the lock it goes down again");
    club.until(close());
    assert_eq!(club.pool(pool).outcome, Some(PoolOutcome::Missed));
    club.is_sound();
}

#[test]
fn the_last_piece_ends_it_at_once() {
    let mut club = Club::of(8);
    let pool = club.market.ana(&OpenPool { most_pieces: 9, ..club.terms() }).unwrap();
    for who in 0..6 {
        assert!(!club.pledge(who, pool, 9, 2_925).unwrap().is_over);
    }
    assert_eq!(code(club.pledge(6, pool, 7, 0).unwrap_err()), "group-buying/too-few-left");
    assert!(club.pledge(6, pool, 6, 2_925).unwrap().is_over);
    assert_eq!(code(club.pledge(7, pool, 1, 0).unwrap_err()), "group-buying/over");
    assert_eq!(code(club.withdraw(6, pool).unwrap_err()), "group-buying/over");
    let now = club.market.world.now;
    club.until(now);
    let ended = club.pool(pool);
    assert_eq!((ended.price, ended.sold, ended.closes_at), (Some(Amount(2_925)), 60, now));
    club.is_sound();
    club.until(close());
    club.is_sound();
}

#[test]
fn a_pledge_is_free_until_the_lock_and_then_stays_as_far_as_a_tier_hangs_on_it() {
    let mut club = Club::of(4);
    let pool = club.open();
    for (who, count) in [(0, 9), (1, 9), (2, 3), (3, 1)] {
        club.pledge(who, pool, count, 0).unwrap();
    }
    club.withdraw(0, pool).unwrap();
    assert_eq!((club.money(club.buyers[0]), club.pool(pool).pledged), ((30_000, 0), 13));
    assert_eq!(code(club.withdraw(0, pool).unwrap_err()), "group-buying/no-pledge");
    club.pledge(0, pool, 9, 0).unwrap();
    assert_eq!(club.pledges().len(), 4, "the same one again");
    club.market.world.now = close().plus_hours(-24).plus_minutes(-1);
    club.withdraw(2, pool).unwrap();
    club.pledge(2, pool, 3, 0).unwrap();
    club.market.world.now = close().plus_hours(-24);
    assert_eq!(code(club.withdraw(2, pool).unwrap_err()), "group-buying/locked");
    assert_eq!(
        code(club.pledge(2, pool, 3, 2_999).unwrap_err()),
        "group-buying/locked",
        "lower it is the same"
    );
    assert_eq!(code(club.pledge(0, pool, 6, 0).unwrap_err()), "group-buying/locked", "fewer are the same");
    club.is_sound();
    club.pledge(0, pool, 7, 0).unwrap();
    assert_eq!(code(club.withdraw(3, pool).unwrap_err()), "group-buying/locked", "exactly twenty are left");
    club.pledge(2, pool, 4, 0).unwrap();
    club.withdraw(3, pool).unwrap();
    club.is_sound();
    club.until(close());
    assert_eq!((club.pool(pool).price, club.pool(pool).sold), (Some(Amount(3_000)), 20));
    club.is_sound();
}

#[test]
fn a_pledge_binds_only_money_that_is_there_and_a_change_that_is_refused_changes_nothing() {
    let mut club = Club::of(1);
    let pool = club.open();
    let short = code(LedgerRefusal::Insufficient { missing: Amount(1).of(usd()) }.into());
    assert_eq!(code(club.pledge(0, pool, 10, 0).unwrap_err()), short, "not with the mark-up");
    club.pledge(0, pool, 9, 0).unwrap();
    assert_eq!(code(club.pledge(0, pool, 10, 0).unwrap_err()), short);
    assert_eq!((club.pledges()[0].piece_count, club.money(club.buyers[0])), (9, (2_595, 27_405)));
    club.pledge(0, pool, 10, 2_900).unwrap();
    assert_eq!(club.money(club.buyers[0]), (30_000 - 29_435, 29_435), "its own, set aside anew");
    club.is_sound();
}

#[test]
fn what_is_asked_of_a_pool_and_its_buyers_is_refused_with_a_reason() {
    let mut club = Club::of(1);
    let (terms, ana) = (club.terms(), club.market.ana);
    let tiers = |tiers: &[(i64, i64)]| -> Vec<TierAsked> {
        tiers
            .iter()
            .map(|(piece_count, each)| TierAsked { piece_count: *piece_count, each: Amount(*each) })
            .collect()
    };
    let with = |some: &[(i64, i64)]| OpenPool { tiers: tiers(some), ..terms.clone() };
    let wrong = [
        with(&[]),
        with(&[(20, 3_000), (40, 3_000)]),
        with(&[(20, 3_000), (20, 2_999)]),
        OpenPool { piece_count: 39, ..terms.clone() },
        OpenPool { least_pieces: 0, ..terms.clone() },
        OpenPool { least_pieces: 31, ..terms.clone() },
        OpenPool { most_pieces: 61, ..terms.clone() },
    ];
    for terms in wrong {
        assert_eq!(club.market.refused(ana, &terms), "group-buying/bad-pool", "{terms:?}");
    }
    for minutes in [59, 60 * 1_440 + 1, i64::MAX, -1] {
        let terms = OpenPool { minutes, ..terms.clone() };
        assert_eq!(club.market.refused(ana, &terms), "group-buying/not-that-long");
    }
    let six = with(&[(1, 60), (2, 50), (3, 40), (4, 30), (5, 20), (6, 10)]);
    assert_eq!(club.market.refused(ana, &six), "group-buying/too-many-tiers");
    let less = with(&[(20, 3_000), (40, 2_924)]);
    assert_eq!(club.market.refused(ana, &less), "group-buying/less-for-more");
    assert_eq!(club.market.refused(ana, &with(&[(1, i64::MAX)])), "assets/too-much");
    assert_eq!(club.market.refused(ana, &OpenPool { piece_count: 101, ..terms.clone() }), "stock/too-few");
    let endless = OpenPool { piece_count: i64::MAX, ..with(&[(1, 3_000), (i64::MAX, 2_999)]) };
    assert_eq!(club.market.refused(ana, &endless), "stock/too-few", "and no sum is out of range");
    let buyer = club.buyers[0];
    assert_eq!(club.market.refused(buyer, &terms), "command/not-yours");
    let pool = club.market.ana(&OpenPool { least_pieces: 2, ..terms }).unwrap();
    let own = SetPledge { buyer: ana, pool, piece_count: 2, most_each: None };
    assert_eq!(club.market.refused(ana, &own), "group-buying/own-pool");
    for (count, most, why) in [
        (1, 0, "not-this-many"),
        (31, 0, "not-this-many"),
        (2, 2_924, "too-low"),
        (i64::MAX, 0, "not-this-many"),
    ] {
        assert_eq!(code(club.pledge(0, pool, count, most).unwrap_err()), format!("group-buying/{why}"));
    }
    assert_eq!(code(club.pledge(0, pool, 2, i64::MAX).unwrap_err()), "assets/too-much");
    assert_eq!(club.market.refused(ana, &Restock { item: club.flour, free: -1 }), "stock/not-this-many");
    assert_eq!(club.market.refused(buyer, &CallOffPool { pool }), "command/not-yours");
    club.is_sound();
}
