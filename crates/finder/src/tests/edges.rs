//! Single cases.

use super::fair::{Fair, HERE, portland, usd};
use crate::packed_terms::PackedTerms;
use crate::price_bound::{PriceBound, Subsidy};
use crate::{Fault, OtherTime, Query, Stats};
use kernel::{Amount, Day, Id, Locality, Slots, Span};
use market::concession::Terms;
use market::mechanisms::stored_availability::{Occasion, Requirement, work::HoldWork};
use market::options::blocks::{BlockRefusal, BlockUser, UnblockUser};
use market::users::{
    User, UserStage,
    assets::{OfferingStage, PriceTerms, SetOfferingStage},
    availability::{AddException, AvailabilityException, BeFree, ExceptionKind, FreeNow, RemoveException},
    reliability::PairRecord,
};

const SECTOR: &str = "37-2011";

/// A market without sellers and with money in the fund.
fn fair(seed: u64) -> Fair {
    let mut fair = Fair::open(seed, Day::of(jiff::civil::date(2026, 11, 23)), 0);
    fair.endow(3_000);
    fair
}

fn plain(hourly: i64) -> PriceTerms {
    PriceTerms::plain(usd(), Amount(hourly))
}

#[test]
fn an_unknown_place_or_sector_has_no_options() {
    let mut fair = fair(1);
    let at = portland(jiff::civil::date(2026, 11, 25), 10);
    let query = fair.plain_query(SECTOR, at, 2);
    let nothing = fair.finder.search(&query, fair.world.now).unwrap();
    assert_eq!((nothing.options.len(), nothing.refused.len()), (0, 0));
    fair.plain_seller(SECTOR, plain(4_000));
    let elsewhere = Query { locality: Locality(8), ..query };
    assert!(matches!(fair.finder.search(&elsewhere, fair.world.now), Err(Fault::Behind)), "never loaded");
}

#[test]
fn who_is_not_confirmed_is_passed_over_until_they_are_and_once_the_account_closes() {
    let mut fair = fair(3);
    let (user, offering) = fair.plain_seller(SECTOR, plain(4_000));
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    let day = query.requirement.span.starts_at().day();
    let seen = |fair: &Fair| {
        let found = fair.finder.search(&query, fair.world.now).unwrap();
        let openings = fair.finder.openings(offering, day, 1).unwrap();
        let trace = fair.finder.explain(&query, offering, fair.world.now).unwrap();
        (found.options.len(), openings.len(), trace.is_some())
    };
    assert_eq!(seen(&fair), (1, 1, true));
    let open: User = fair.world.find((HERE, user)).unwrap();
    let write = |fair: &mut Fair, user: &User| {
        let written = fair.world.step(HERE, |draft| {
            draft.find::<User>((HERE, user.id))?;
            Ok(draft.put(user)?)
        });
        written.unwrap();
        fair.tell();
    };
    for hidden in [
        User { confirmed_at: None, ..open.clone() },
        User { stage: UserStage::Closing, ..open.clone() },
        User { stage: UserStage::Closed, ..open.clone() },
    ] {
        write(&mut fair, &hidden);
        assert_eq!(seen(&fair), (0, 0, false), "{hidden:?}");
        write(&mut fair, &open);
        assert_eq!(seen(&fair), (1, 1, true));
    }
}

#[test]
fn few_of_many_are_priced() {
    let mut fair = fair(2);
    for rate in 0..60 {
        fair.plain_seller(SECTOR, plain(3_000 + rate * 50));
    }
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 1);
    fair.endow(1_000_000);
    let found = fair.finder.search(&Query { limit: 3, ..query }, fair.world.now).unwrap();
    assert_eq!(found.options.len(), 3);
    // The welcome subsidy may be ten dollars, but of an hour's price it is a tenth.
    assert!(found.options.iter().all(|option| option.priced.waterfall.subsidies().unwrap().0 > 0));
    assert!(found.priced_count <= 6, "{found:?}");
    assert!(found.looked_at_count <= 30, "{found:?}");
}

#[test]
fn a_bound_is_never_above_the_price_and_close_below_it_without_subsidies() {
    let (mut closest, mut compared) = (i64::MAX, 0);
    for seed in 0..60 {
        let mut fair = Fair::open(100 + seed, Day::of(jiff::civil::date(2026, 11, 23)), 1);
        let terms = PriceTerms { notice_minutes: 0, minimum_minutes: 15, ..fair.terms() };
        let (_, offering) = fair.plain_seller(SECTOR, terms.clone());
        let query = Query { limit: 100, radius_m: None, ..fair.query() };
        let requirement = Requirement { sector: SECTOR.to_owned(), ..query.requirement };
        let query = Query { requirement, buyer: None, ..query };
        let now = fair.world.now;
        let found = fair.finder.search(&query, now).unwrap();
        let option = found.options.iter().find(|option| option.offering == offering);
        let Some(option) = option else { continue };
        let waterfall = &option.priced.waterfall;
        let today = query.requirement.work_place.zone.calendar().local(now).date;
        let terms_of_market = Terms::on(&fair.rulebook, today).unwrap();
        let occasion = Occasion::of(&query.requirement, now, &terms_of_market);
        let subsidy = Subsidy { most: waterfall.subsidies().unwrap().0, share_bp: None };
        let bound = PriceBound::new(occasion, &terms_of_market, vec![subsidy]);
        let packed = PackedTerms::of(&terms);
        let least = bound.least_pay(&packed, terms.hourly.0, option.distance_m);
        assert!(least <= option.buyer_pays.0, "{least} > {option:?}");
        compared += 1;
        closest = closest.min(option.buyer_pays.0 - least);
    }
    assert!(closest <= 6, "{closest}");
    assert!(compared >= 15, "{compared}");
}

#[test]
fn a_subsidy_may_turn_the_order() {
    let mut fair = fair(7);
    let (known, _) = fair.plain_seller(SECTOR, plain(4_000));
    let (_, unknown) = fair.plain_seller(SECTOR, plain(4_200));
    let buyer = fair.new_buyer();
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    let query = Query { buyer: Some(buyer), limit: 1, ..query };
    fair.endow(100_000);
    let together =
        PairRecord { locality: query.locality, buyer, seller: known, completed_count: 1, open_count: 0 };
    let step = fair.world.step(query.locality, |draft| {
        draft.put(&together)?;
        Ok(())
    });
    step.unwrap();
    fair.tell();
    // The seller who asks more costs less: only the first booking together is subsidized.
    let found = fair.finder.search(&query, fair.world.now).unwrap();
    assert_eq!(found.options.iter().map(|option| option.offering).collect::<Vec<_>>(), [unknown]);
}

#[test]
fn of_two_of_whom_one_has_blocked_the_other_neither_is_offered_to_the_other() {
    let mut fair = fair(8);
    let (seller, offering) = fair.plain_seller(SECTOR, plain(4_000));
    let (buyer, another) = (fair.new_buyer(), fair.new_buyer());
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    let count = |fair: &Fair, buyer| {
        let query = Query { buyer: Some(buyer), ..query.clone() };
        fair.finder.search(&query, fair.world.now).unwrap().options.len()
    };
    for (owner, other) in [(buyer, seller), (seller, buyer)] {
        fair.run(owner.cast(), &BlockUser { owner, other }).unwrap();
        assert_eq!((count(&fair, buyer), count(&fair, another)), (0, 1));
        let asked =
            fair.finder.option(&Query { buyer: Some(buyer), ..query.clone() }, offering, fair.world.now);
        assert_eq!(asked.unwrap().unwrap_err().refusal(), Some(&BlockRefusal::NotTogether));
        fair.run(owner.cast(), &UnblockUser { owner, other }).unwrap();
        assert_eq!(count(&fair, buyer), 1);
    }
}

#[test]
fn the_nearest_yes_is_a_time_at_which_a_search_finds_somebody() {
    let mut fair = fair(3);
    let (seller, _) = fair.plain_seller(SECTOR, plain(4_000));
    let at = portland(jiff::civil::date(2026, 11, 25), 10);
    let query = fair.plain_query(SECTOR, at, 2);
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options.len(), 1);

    // Not free from nine to one: half past seven and one o'clock or later do, and two hours end by nine.
    let span = Span::between(at.plus_hours(-1), at.plus_hours(3)).unwrap();
    let kind = ExceptionKind::Not;
    fair.run(seller.cast(), &AddException { resource: seller.cast(), kind, span }).unwrap();
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options, []);
    let others = fair.finder.nearest_yes(&query, fair.world.now).unwrap();
    let minutes = |other: &OtherTime| other.span.starts_at().minutes_since(at);
    assert_eq!(others.iter().map(minutes).collect::<Vec<_>>(), [180, -180, 210, -210]);
    assert!(others.iter().all(|other| other.free_count == 1 && other.span.minutes() == 120));

    // Not free for three days: the same hour of the days after, by the clock on the wall.
    let span = Span::between(at.plus_hours(-9), at.plus_hours(63)).unwrap();
    fair.run(seller.cast(), &AddException { resource: seller.cast(), kind, span }).unwrap();
    let others = fair.finder.nearest_yes(&query, fair.world.now).unwrap();
    let days: Vec<i64> = others.iter().map(|other| minutes(other) / 1_440).collect();
    assert_eq!(days, [3, 4, 5, 6]);
}

#[test]
fn who_is_free_now_is_found_without_notice_until_they_take_it_back() {
    let mut fair = fair(5);
    let terms = PriceTerms { notice_minutes: 120, ..plain(4_000) };
    let (seller, _) = fair.plain_seller(SECTOR, terms);
    let now = fair.world.now;
    let soon = now.plus_minutes(15 - now.minutes_since(now.day().starts_at()) % 15);
    let (hour, long) = (fair.plain_query(SECTOR, soon, 1), fair.plain_query(SECTOR, soon, 3));
    let seen = |fair: &Fair, query: &Query| {
        let found = fair.finder.search(query, now).unwrap();
        let nearest = fair.finder.nearest_yes(query, now).unwrap();
        let earliest = nearest.iter().map(|other| other.span.starts_at().minutes_since(soon)).min();
        (found.options.len(), found.refused.keys().copied().collect::<Vec<_>>(), earliest)
    };
    let too_soon = vec!["stored-availability/too-soon"];
    assert_eq!(seen(&fair, &hour), (0, too_soon.clone(), Some(120)));
    let choice = FreeNow::TwoHours;
    fair.run(seller.cast(), &BeFree { resource: seller.cast(), choice }).unwrap();
    fair.tell();
    assert_eq!(seen(&fair, &hour).0, 1);
    assert_eq!(seen(&fair, &long), (0, too_soon.clone(), Some(120)), "longer than that");
    let said: AvailabilityException = fair.world.all().remove(0);
    let (resource, exception) = (seller.cast(), said.id);
    fair.run(seller.cast(), &RemoveException { resource, exception }).unwrap();
    fair.tell();
    assert_eq!(seen(&fair, &hour), (0, too_soon, Some(120)));
}

#[test]
fn what_is_held_is_gone_and_what_is_paused_is_not_shown() {
    let mut fair = fair(4);
    let (seller, offering) = fair.plain_seller(SECTOR, plain(4_000));
    let buyer = fair.new_buyer();
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    let (span, post_code) = (query.requirement.span, query.requirement.work_place.post_code);
    let hold = HoldWork {
        buyer,
        offering,
        span,
        post_code,
        street: "1 Oak Street".parse().ok(),
        note: None,
        expected_pay: None,
    };
    fair.run(buyer.cast(), &hold).unwrap();
    let found = fair.finder.search(&query, fair.world.now).unwrap();
    assert_eq!(found.refused.into_iter().collect::<Vec<_>>(), [("availability/taken", 1)]);

    let later = fair.world.now.plus_minutes(11);
    fair.world.pass_time(later, &market::modules::commands()).unwrap();
    fair.tell();
    assert_eq!(fair.finder.search(&query, fair.world.now).unwrap().options.len(), 1);

    let stage = OfferingStage::Paused;
    fair.run(seller.cast(), &SetOfferingStage { offering, stage }).unwrap();
    let found = fair.finder.search(&query, fair.world.now).unwrap();
    assert_eq!((found.options.len(), found.refused.len()), (0, 0));
    assert_eq!(fair.finder.openings(offering, span.starts_at().day(), 2).unwrap(), []);
    assert_ne!(fair.finder.day(seller.cast(), span.starts_at().day()).unwrap(), Slots::NONE);
}

#[test]
fn the_trace_is_the_one_of_the_price_that_is_shown() {
    let mut fair = fair(5);
    let (_, offering) = fair.plain_seller(SECTOR, plain(4_000));
    let query = fair.plain_query(SECTOR, portland(jiff::civil::date(2026, 11, 25), 10), 2);
    let found = fair.finder.search(&query, fair.world.now).unwrap();
    let trace = fair.finder.explain(&query, offering, fair.world.now).unwrap().unwrap();
    let verdict = &found.options[0].priced.verdict;
    assert_eq!(trace.pack_hash, verdict.pack_hash);
    assert_eq!(trace.rules.iter().map(|rule| rule.rule.clone()).collect::<Vec<_>>(), *verdict.rules);
    assert!(trace.rules.iter().any(|rule| rule.outcome == "subsidy 800"), "{trace:?}");
    assert_eq!(fair.finder.explain(&query, Id::from_bits(1), fair.world.now).unwrap(), None);
}

#[test]
fn made_anew_of_no_rows_it_holds_nothing() {
    let mut fair = fair(8);
    fair.plain_seller(SECTOR, plain(4_000));
    assert_eq!(fair.finder.stats().posting_count, 1);
    assert!(fair.finder.loader(HERE).finish());
    assert_eq!(fair.finder.stats(), Stats { area_count: 1, ..Stats::default() });
}

#[test]
fn it_says_how_much_it_holds() {
    let mut fair = fair(6);
    for rate in 0..9 {
        fair.plain_seller(SECTOR, plain(3_000 + rate));
    }
    let Stats { area_count, resource_count, offering_count, posting_count, block_count, .. } =
        fair.finder.stats();
    assert_eq!((area_count, resource_count, offering_count, posting_count), (1, 9, 9, 9));
    // Full blocks are halved; tests have blocks of four.
    assert!((3..=5).contains(&block_count), "{block_count}");
}
