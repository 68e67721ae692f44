//! How pools end.

use super::*;

#[test]
fn its_seller_calls_it_off_until_the_lock_or_while_nobody_has_pledged() {
    let mut club = Club::of(1);
    let (first, ana) = (club.open(), club.market.ana);
    club.pledge(0, first, 9, 0).unwrap();
    club.market.ana(&CallOffPool { pool: first }).unwrap();
    assert_eq!(code(club.pledge(0, first, 8, 0).unwrap_err()), "group-buying/over");
    let now = club.market.world.now;
    club.until(now);
    assert_eq!(
        (club.pool(first).stage, club.pool(first).outcome),
        (PoolStage::Ended, Some(PoolOutcome::CalledOff))
    );
    assert_eq!((club.money(club.buyers[0]), club.free(club.flour)), ((30_000, 0), 100));
    let second = club.open();
    club.pledge(0, second, 9, 0).unwrap();
    club.market.world.now = close().plus_hours(-24);
    assert_eq!(club.market.refused(ana, &CallOffPool { pool: second }), "group-buying/bound");
    club.withdraw(0, second).unwrap();
    club.market.ana(&CallOffPool { pool: second }).unwrap();
    club.until(close());
    assert_eq!(club.free(club.flour), 100);
    club.is_sound();
}

#[test]
fn its_end_comes_at_its_time_and_a_seller_who_has_left_sells_nothing() {
    let mut club = Club::of(3);
    let pool = club.open();
    for who in 0..3 {
        club.pledge(who, pool, 9, 0).unwrap();
    }
    club.market.world.run(Id::SYSTEM, &ClosePool { pool }).unwrap();
    club.market.world.run(Id::SYSTEM, &SettlePool { pool }).unwrap();
    assert_eq!(club.pool(pool).stage, PoolStage::Open, "before its time it only waits anew");
    let ana = club.market.ana;
    club.market
        .step(|_, draft| {
            let user = draft.get::<User>((HERE, ana))?;
            draft.put(&User { stage: UserStage::Closed, ..user })?;
            Ok(())
        })
        .unwrap();
    club.until(close());
    let ended = club.pool(pool);
    assert_eq!(
        (ended.outcome, ended.price, ended.sold),
        (Some(PoolOutcome::Reached), Some(Amount(3_000)), 0)
    );
    assert_eq!(club.stages(), [PledgeStage::Refused; 3]);
    assert_eq!((club.money(club.buyers[0]), club.free(club.flour)), ((30_000, 0), 100));
    club.is_sound();
}

#[test]
fn nobody_pays_more_than_was_set_aside_and_the_others_and_the_price_stand() {
    let mut club = Club::of(3);
    let pool = club.open();
    for who in 0..3 {
        club.pledge(who, pool, 9, 0).unwrap();
    }
    // As if mark-up or taxes had risen since one of them pledged.
    club.market
        .step(|_, draft| {
            let pledge = draft.get::<Pledge>((HERE, pool, 2))?;
            let mut reservation = draft.get::<Reservation>((HERE, pledge.pending.unwrap()))?;
            let mut account = reservation.entry.debit.account(draft)?;
            reservation.entry.amount = Amount(27_404);
            (account.available, account.reserved) = (Amount(2_596), Amount(27_404));
            draft.put(&account)?;
            draft.put(&reservation)?;
            Ok(())
        })
        .unwrap();
    club.until(close());
    assert_eq!(club.pool(pool).price, Some(Amount(3_000)));
    assert_eq!(club.stages(), [PledgeStage::Bought, PledgeStage::Refused, PledgeStage::Bought]);
    assert_eq!((club.money(club.buyers[1]), club.pool(pool).sold), ((30_000, 0), 18));
    club.is_sound();
}

#[test]
fn what_its_seller_changes_later_changes_no_pool() {
    let mut club = Club::of(3);
    let pool = club.market.ana(&OpenPool { handing_over: HandingOver::Delivery, ..club.terms() }).unwrap();
    let set_aside = club.pledge(0, pool, 2, 0).unwrap().set_aside.amount;
    assert_eq!(set_aside, Amount(6_597), "bringing it is five dollars, and counts with the mark-up");
    let dear = ItemTerms {
        delivery: Some(Amount(6_000)),
        is_collected: false,
        ready_minutes: 9_999,
        ..item_terms()
    };
    club.market.ana(&SetItemPrice { offering: club.flour, terms: dear }).unwrap();
    club.pledge(1, pool, 9, 0).unwrap();
    club.pledge(2, pool, 9, 0).unwrap();
    club.until(close());
    let trade = club.market.trade(club.pledges()[0].trade);
    assert_eq!((trade.buyer_pays, trade.starts_at), (Amount(6_597), close().plus_minutes(60)));
    club.is_sound();
}

#[test]
fn several_sellers_put_up_the_same_goods_and_each_pledge_is_with_one_of_them() {
    let mut club = Club::of(8);
    let ben = user(&mut club.market.world, "ben", UserKind::Person);
    let run = |club: &mut Club, sector: &str, count| {
        club.market.world.run(ben.cast(), &offer(sector, count)).unwrap()
    };
    let (his, other) = (run(&mut club, "fb-2-10-7", 30), run(&mut club, "honey", 30));
    let terms = OpenPool { piece_count: 40, most_pieces: 9, is_joinable: true, ..club.terms() };
    let alone = club.market.ana(&OpenPool { is_joinable: false, ..terms.clone() }).unwrap();
    let join = |pool, offering, piece_count| JoinPool { pool, offering, piece_count };
    assert_eq!(club.market.refused(ben, &join(alone, his, 20)), "group-buying/not-joinable");
    let pool = club.market.ana(&terms).unwrap();
    assert_eq!(club.market.refused(ben, &join(pool, other, 20)), "group-buying/not-joinable");
    assert_eq!(club.market.refused(ben, &join(pool, club.flour, 20)), "command/not-yours");
    assert_eq!(club.market.refused(ben, &join(pool, his, 0)), "group-buying/bad-pool");
    assert_eq!(club.market.refused(ben, &join(pool, his, 31)), "stock/too-few");
    club.market.world.run(ben.cast(), &join(pool, his, 20)).unwrap();
    assert_eq!(club.market.refused(ben, &join(pool, his, 5)), "group-buying/already-in");
    let own = SetPledge { buyer: ben, pool, piece_count: 2, most_each: None };
    assert_eq!(club.market.refused(ben, &own), "group-buying/own-pool");
    for who in 0..4 {
        club.pledge(who, pool, 9, 0).unwrap();
    }
    club.pledge(4, pool, 6, 0).unwrap();
    club.pledge(5, pool, 4, 0).unwrap();
    let with: Vec<_> = club.pledges().iter().map(|pledge| pledge.supply).collect();
    assert_eq!(with, [1, 1, 1, 1, 2, 1], "the first to have joined that has enough left");
    club.is_sound();
    club.pledge(6, pool, 9, 0).unwrap();
    assert!(club.pledge(7, pool, 5, 0).unwrap().is_over, "sixty in all");
    let now = club.market.world.now;
    club.until(now);
    let sellers: Vec<_> =
        club.pledges().iter().map(|pledge| club.market.trade(pledge.trade).seller == ben).collect();
    assert_eq!(sellers, [false, false, false, false, true, false, true, true]);
    assert_eq!((club.pool(pool).sold, club.free(his), club.free(club.flour)), (60, 10, 20));
    club.is_sound();
}

#[test]
fn hundreds_of_pledges_are_settled_fifty_at_a_time_and_it_goes_on_wherever_it_stopped() {
    let mut club = Club::of(0);
    club.market.ana(&Restock { item: club.flour, free: 3_000 }).unwrap();
    let tiers = [(100, 300), (200, 290), (400, 280)];
    let tiers = tiers.map(|(piece_count, each)| TierAsked { piece_count, each: Amount(each) }).to_vec();
    let terms = OpenPool { piece_count: 3_000, most_pieces: 5, tiers, is_meant: true, ..club.terms() };
    let pool = club.market.ana(&terms).unwrap();
    let mut dice = Dice(3);
    club.buyers = (0..260)
        .map(|number| {
            let buyer = user(&mut club.market.world, &format!("m{number}"), UserKind::Person);
            club.market.deposit(buyer, 2_000);
            buyer
        })
        .collect();
    for who in 0..260 {
        let most = if dice.below(2) == 0 { 0 } else { 280 + i64::try_from(dice.below(20)).unwrap() };
        club.pledge(who, pool, 1 + i64::try_from(dice.below(3)).unwrap(), most).unwrap();
    }
    club.is_sound();
    club.market.world.now = close();
    club.market.world.run(Id::SYSTEM, &ClosePool { pool }).unwrap();
    for slice in 1..=6 {
        let before = club.pool(pool);
        assert_eq!((before.stage, before.settled_up_to), (PoolStage::Settling, 50 * (slice - 1)));
        club.market.world.run(Id::SYSTEM, &SettlePool { pool }).unwrap();
        if slice % 2 == 1 {
            club.is_sound();
        }
    }
    let ended = club.pool(pool);
    assert_eq!((ended.stage, ended.price, ended.settled_up_to), (PoolStage::Ended, Some(Amount(280)), 260));
    club.until(close());
    club.is_sound();
    let sold: i64 = club.pledges().iter().map(|pledge| pledge.piece_count).sum();
    assert_eq!((ended.sold, club.free(club.flour)), (sold, 3_000 - sold));
}

#[test]
fn a_seller_who_has_left_takes_only_their_own_pledges_with_them() {
    let mut club = Club::of(6);
    let ben = user(&mut club.market.world, "ben", UserKind::Person);
    let his = club.market.world.run(ben.cast(), &offer("fb-2-10-7", 30)).unwrap();
    let terms = OpenPool { piece_count: 40, most_pieces: 9, is_joinable: true, ..club.terms() };
    let pool = club.market.ana(&terms).unwrap();
    let join = JoinPool { pool, offering: his, piece_count: 20 };
    club.market.world.run(ben.cast(), &join).unwrap();
    for who in 0..6 {
        club.pledge(who, pool, 9, 0).unwrap();
    }
    club.market
        .step(|_, draft| {
            let user = draft.get::<User>((HERE, ben))?;
            draft.put(&User { stage: UserStage::Closed, ..user })?;
            Ok(())
        })
        .unwrap();
    club.until(close());
    let (bought, refused) = (PledgeStage::Bought, PledgeStage::Refused);
    assert_eq!(club.stages(), [bought, bought, bought, bought, refused, refused]);
    let ended = club.pool(pool);
    assert_eq!((ended.price, ended.sold), (Some(Amount(2_925)), 36), "the others and the price stand");
    assert_eq!((club.free(his), club.free(club.flour)), (30, 64));
    assert_eq!(club.money(club.buyers[5]), (30_000, 0));
    club.is_sound();
}

#[test]
fn what_nobody_has_pledged_for_is_back_at_once() {
    let mut club = Club::of(0);
    let (first, second) = (club.open(), club.market.ana(&OpenPool { piece_count: 40, ..club.terms() }));
    club.market.ana(&CallOffPool { pool: first }).unwrap();
    assert_eq!((club.pool(first).stage, club.free(club.flour)), (PoolStage::Ended, 60));
    club.until(close());
    let ended = club.pool(second.unwrap());
    assert_eq!((ended.stage, ended.outcome), (PoolStage::Ended, Some(PoolOutcome::Missed)));
    assert_eq!(club.free(club.flour), 100);
    club.is_sound();
}

#[test]
fn whom_a_seller_has_blocked_pledges_nothing() {
    let mut club = Club::of(2);
    let (ana, blocked) = (club.market.ana, club.buyers[0]);
    let pool = club.open();
    club.market.block(blocked, ana);
    assert_eq!(club.pledge(0, pool, 2, 0).map_err(code).unwrap_err(), crate::options::blocks::APART);
    club.pledge(1, pool, 2, 0).unwrap();
    club.is_sound();
}
