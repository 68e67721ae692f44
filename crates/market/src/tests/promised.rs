//! What is promised counts, what is confirmed is what was seen, and whatever time can change is asked again.

use super::awards::{other_line, planned, price};
use super::{HERE, Market, WELCOME, check, code, evening, offer, portland, record, reference, usd, user};
use crate::mechanisms::stored_availability::{OfferRefusal, work::HoldWork};
use crate::price::{Label, Line, Section};
use crate::support::amendment::{self, CallOff};
use crate::support::completion::RecordDue;
use crate::support::escrow::{ExtendHold, LetGo, OpenHold};
use crate::trade::arrival::Arrival;
use crate::trade::award::AwardPart;
use crate::trade::part::RecordedAs;
use crate::trade::procedure::Promise;
use crate::trade::{Side, Stage, Trade, TradeRefusal};
use crate::users::availability::{BeFree, FreeNow};
use crate::users::registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck};
use crate::users::reliability::PairRecord;
use crate::users::{Person, UserKind, assets::PriceTerms, assets::SetPriceRule};
use kernel::{Amount, BasisPoints, Date, Id, Span, Timestamp};
use rules::Rulebook;
use std::sync::Arc;

/// Four hours from an hour of 23 November on.
fn today(from: i64) -> Span {
    Span::between(portland(11, 23, from), portland(11, 23, from + 4)).unwrap()
}

fn asks(market: &mut Market, terms: PriceTerms) {
    let offering = market.offering;
    market.ana(&SetPriceRule { offering, terms }).unwrap();
}

fn extend(market: &mut Market, trade: Id<Trade>) -> Result<Timestamp, kernel::Stop> {
    market.cafe(&ExtendHold { trade })
}

#[test]
fn a_hold_never_outlives_the_notice_that_the_seller_wants() {
    let mut market = Market::new();
    // Two hours' notice, four minutes before it is too late for it.
    let last = portland(11, 23, 14);
    market.pass_time(last.plus_minutes(-4));
    let held = market.hold(today(16)).unwrap();
    assert_eq!(held.held_until, Timestamp(last.0 + 1));
    let cafe = market.cafe;
    let ends = held.held_until;
    let stop = market.cafe(&ExtendHold { trade: held.trade }).unwrap_err();
    assert_eq!(stop.refusal(), Some(&TradeRefusal::NoMoreTime { ends }), "more time would be of no use");
    assert_eq!(market.trade(held.trade).extensions_left, 2, "and none is used up");
    market.world.now = Timestamp(last.0 + 1);
    assert_eq!(market.refused(cafe, &held.agree()), "trade/hold-ended");
    market.pass_time(last.plus_minutes(1));
    assert_eq!(market.trade(held.trade).stage, Stage::Lapsed);
    market.check();

    // At the last moment itself it can be agreed to.
    let mut market = Market::new();
    market.pass_time(last.plus_minutes(-4));
    let trade = market.hold(today(16)).unwrap().trade;
    market.world.now = last;
    market.book(trade).unwrap();
}

#[test]
fn a_hold_without_notice_is_not_agreed_to_once_it_has_begun_however_often_it_is_extended() {
    let mut market = Market::new();
    asks(&mut market, PriceTerms { notice_minutes: 0, ..PriceTerms::plain(usd(), Amount(1_800)) });
    let start = portland(11, 23, 16);
    market.pass_time(start.plus_minutes(-15));
    let trade = market.hold(today(16)).unwrap().trade;
    assert_eq!(extend(&mut market, trade).unwrap(), start, "less than ten minutes more");
    assert_eq!(extend(&mut market, trade).map_err(code).unwrap_err(), "trade/no-more-time");
    market.pass_time(start.plus_minutes(20));
    assert_eq!(market.book(trade).map_err(code).unwrap_err(), "trade/not-now");
}

#[test]
fn who_is_free_now_needs_no_notice_for_those_hours_and_for_no_others() {
    let mut market = Market::new();
    asks(&mut market, PriceTerms { notice_minutes: 120, ..PriceTerms::plain(usd(), Amount(1_800)) });
    let now = portland(11, 23, 16).plus_minutes(-5);
    market.pass_time(now);
    assert_eq!(market.hold(today(16)).map_err(code).unwrap_err(), "stored-availability/too-soon");
    let ana = market.ana;
    market.ana(&BeFree { resource: ana.cast(), choice: FreeNow::FourHours }).unwrap();
    // An hour of them is as good as all.
    let begins = portland(11, 23, 17);
    let longer = Span::between(begins, portland(11, 23, 21)).unwrap();
    assert_eq!(
        market.hold(longer).map_err(code).unwrap_err(),
        "stored-availability/too-soon",
        "an hour after them"
    );
    let held = market.hold(Span::between(begins, portland(11, 23, 20)).unwrap()).unwrap();
    market.pass_time(now.plus_minutes(9));
    market.book(held.trade).unwrap();
    market.check();
}

#[test]
fn a_quote_says_what_the_hold_would_of_hours_that_are_taken_or_not_offered() {
    let mut market = Market::new();
    let quote = |market: &mut Market, span: Span| {
        let (hold, buyer) = (market.hold_command(span), market.cafe);
        let quoted = market.step(|_, draft| hold.quote(draft, Some(buyer)).map(|_| ()));
        [quoted.map_err(code).err(), market.hold(span).map_err(code).err()]
    };
    let night = Span::between(portland(11, 27, 2), portland(11, 27, 4)).unwrap();
    let both = |code: &str| [Some(code.to_owned()), Some(code.to_owned())];
    assert_eq!(quote(&mut market, night), both("availability/not-offered"));
    assert_eq!(quote(&mut market, evening(11, 27)), [None, None]);
    assert_eq!(quote(&mut market, evening(11, 27)), both("availability/taken"));
}

#[test]
fn a_hold_ends_before_the_extra_for_short_notice_would_make_it_dearer() {
    let mut market = Market::new();
    let terms = PriceTerms {
        short_notice_bp: BasisPoints(2_500),
        short_notice_minutes: 240,
        ..PriceTerms::plain(usd(), Amount(1_800))
    };
    asks(&mut market, terms);
    let dearer = portland(11, 23, 12);
    market.pass_time(dearer.plus_minutes(-3));
    let held = market.hold(today(16)).unwrap();
    assert_eq!(held.held_until, Timestamp(dearer.0 + 1));
    market.pass_time(dearer.plus_minutes(2));
    assert_eq!(market.book(held.trade).map_err(code).unwrap_err(), "trade/not-now");
    // Whoever asks again at the old price is told the new one.
    let again = HoldWork { expected_pay: Some(held.buyer_pays.amount), ..market.hold_command(today(16)) };
    let stop = market.cafe(&again).unwrap_err();
    let Some(TradeRefusal::PriceChanged { pays }) = stop.refusal() else { panic!("{stop:?}") };
    assert!(pays.amount > held.buyer_pays.amount);
    let dear = HoldWork { expected_pay: Some(pays.amount), ..again };
    let held = market.cafe(&dear).unwrap();
    assert_eq!(held.held_until, dearer.plus_minutes(12), "the extra is in the price: ten minutes, as ever");
    market.book(held.trade).unwrap();
    market.check();
}

#[test]
fn more_time_that_is_asked_for_early_is_added_to_what_there_is() {
    let mut market = Market::new();
    let held = market.hold(evening(11, 27)).unwrap();
    let mut until = held.held_until;
    for _ in 0..2 {
        until = until.plus_minutes(10);
        assert_eq!(extend(&mut market, held.trade).unwrap(), until);
    }
    assert_eq!(until, market.world.now.plus_minutes(30));
    assert_eq!(extend(&mut market, held.trade).map_err(code).unwrap_err(), "trade/no-more-extensions");
    market.check();
}

#[test]
fn agreeing_asks_the_rules_again() {
    let mut market = Market::new();
    let trade = market.hold(evening(11, 27)).unwrap().trade;
    // The card is good until the day before.
    let expires_on = Some(kernel::Day::of(Date::new(2026, 11, 26).unwrap()));
    let card = RecordCheck {
        user: market.ana,
        claim: FOOD_HANDLER_CARD.to_owned(),
        stage: ClaimStage::Verified,
        issuer: "demo register".to_owned(),
        expires_on,
    };
    market.world.run(Id::SYSTEM, &card).unwrap();
    assert_eq!(market.book(trade).map_err(code).unwrap_err(), "booking-checks/denied");
    market.check();
}

/// A rulebook whose operator takes twice as much from a day on.
fn dearer_from(day: &str) -> kernel::Reference {
    let mut files = testkit::files::rulebook().unwrap();
    let (_, text) =
        files.iter_mut().find(|(path, _)| path.ends_with("concession/params/market.toml")).unwrap();
    let values = "[concession.markup.operator_bp.values]\n2025-01-01 = 100\n";
    assert!(text.contains(values));
    *text = text.replace(values, &format!("{values}{day} = 200\n"));
    let directory = reference().find::<crate::directory::Directory>().unwrap().clone();
    kernel::Reference::default().with(Arc::new(Rulebook::load(&files).unwrap())).with(Arc::new(directory))
}

#[test]
fn a_price_that_the_day_has_changed_is_refused_with_the_new_figure() {
    let mut market = Market::new();
    market.world = std::mem::take(&mut market.world).consulting(dearer_from("2026-11-25"));
    let midnight = portland(11, 25, 0);
    market.pass_time(midnight.plus_minutes(-5));
    let held = market.hold(evening(11, 27)).unwrap();
    market.pass_time(midnight.plus_minutes(1));
    let stop = market.book(held.trade).unwrap_err();
    let Some(TradeRefusal::PriceChanged { pays }) = stop.refusal() else { panic!("{stop:?}") };
    let operator =
        market.lines(held.trade).into_iter().find(|line| line.label == Label::OperatorMarkup).unwrap();
    assert_eq!(pays.amount.0 - held.buyer_pays.amount.0, operator.amount.0, "one percent became two");
    market.cafe(&LetGo { trade: held.trade }).unwrap();
    let anew = HoldWork { expected_pay: Some(pays.amount), ..market.hold_command(evening(11, 27)) };
    let held = market.cafe(&anew).unwrap();
    market.book(held.trade).unwrap();
    market.check();
}

#[test]
fn a_price_that_is_held_is_kept_whatever_the_seller_asks_since() {
    let mut market = Market::new();
    let held = market.hold(evening(11, 27)).unwrap();
    asks(&mut market, PriceTerms::plain(usd(), Amount(9_900)));
    market.pass_time(market.world.now.plus_minutes(5));
    market.book(held.trade).unwrap();
    assert_eq!(market.user_balance(market.cafe), 50_000 - held.buyer_pays.amount.0);
}

#[test]
fn the_first_booking_with_a_seller_is_paid_for_once_however_many_are_promised() {
    let mut market = Market::new();
    market.endow(10_000);
    let subsidies = |market: &Market, trade| -> i64 {
        let lines = market.lines(trade).into_iter();
        lines.filter(|line| line.section == Section::Subsidy).map(|line| line.amount.0).sum()
    };
    let first = market.booked(evening(11, 27));
    assert!(subsidies(&market, first) > 0);
    for day in [28, 29] {
        let next = market.booked(evening(11, day));
        assert_eq!(subsidies(&market, next), 0, "the first is promised");
    }
    market.check();
    // Given back, it can be promised again.
    for trade in market.world.all::<Trade>() {
        market.ana(&CallOff { trade: trade.id, part: 1, expected_bp: None }).unwrap();
    }
    let pair = market.world.find::<PairRecord>((HERE, market.cafe, market.ana)).unwrap();
    assert_eq!((pair.open_count, pair.completed_count), (0, 0));
    let held = market.hold(evening(11, 30)).unwrap().trade;
    assert!(subsidies(&market, held) > 0);
    market.cafe(&LetGo { trade: held }).unwrap();
    let held = market.hold(evening(11, 30)).unwrap().trade;
    assert!(subsidies(&market, held) > 0, "what was let go was given back");
    market.check();
}

#[test]
fn a_buyer_with_three_bookings_promised_is_no_longer_new() {
    let mut market = Market::new();
    market.endow(100_000);
    market.deposit(market.cafe, 100_000);
    let mut paid = Vec::new();
    for name in ["ben", "cleo", "dan", "eve"] {
        let seller = user(&mut market.world, name, UserKind::Person);
        let card = RecordCheck {
            user: seller,
            claim: FOOD_HANDLER_CARD.to_owned(),
            stage: ClaimStage::Verified,
            issuer: "demo register".to_owned(),
            expires_on: None,
        };
        market.world.run(Id::SYSTEM, &card).unwrap();
        let offering = offer(&mut market.world, seller, PriceTerms::plain(usd(), Amount(1_800)));
        let hold = HoldWork { offering, ..market.hold_command(evening(11, 27)) };
        let trade = market.cafe(&hold).unwrap().trade;
        paid.push(market.lines(trade).iter().any(|line| line.section == Section::Subsidy));
    }
    assert_eq!(paid, [true, true, true, false]);
    market.check();
}

#[test]
fn a_buyer_holds_so_much_at_once_and_is_told_when_the_first_of_it_ends() {
    let mut market = Market::new();
    let (most, first_ends) = (10, market.world.now.plus_minutes(10));
    let hold = |market: &mut Market, day: i8| market.hold(evening(12, day)).map(|held| held.trade);
    let mut held = Vec::new();
    for day in 1..=10 {
        held.push(hold(&mut market, day).unwrap());
        market.pass_time(Timestamp(market.world.now.0 + 1_000_000));
    }
    let stop = hold(&mut market, 11).unwrap_err();
    assert_eq!(stop.refusal(), Some(&TradeRefusal::TooManyHolds { most, ends: first_ends }));
    market.check();
    // One that is booked is held no more; nor is one that is let go, or over.
    market.book(held[0]).unwrap();
    held.push(hold(&mut market, 11).unwrap());
    assert_eq!(hold(&mut market, 12).map_err(code).unwrap_err(), "trade/too-many-holds");
    market.cafe(&LetGo { trade: held[1] }).unwrap();
    hold(&mut market, 12).unwrap();
    extend(&mut market, held[2]).unwrap();
    market.check();
    market.pass_time(first_ends.plus_minutes(1));
    assert_eq!(
        market.world.all::<OpenHold>().into_iter().map(|hold| hold.trade).collect::<Vec<_>>(),
        [held[2]]
    );
    market.check();
}

#[test]
fn nobody_keeps_a_sellers_whole_day_with_many_accounts() {
    let mut market = Market::new();
    let hour = |hour: i64| Span::between(portland(12, 1, 8 + hour), portland(12, 1, 9 + hour)).unwrap();
    let hold = |market: &mut Market, number: i64, span: Span| {
        let buyer = user(&mut market.world, &format!("buyer{number}"), UserKind::Organization);
        let hold = HoldWork { buyer, ..market.hold_command(span) };
        market.world.run(buyer.cast(), &hold).map(|held| (buyer, held.trade))
    };
    let held: Vec<_> = (0..6).map(|number| hold(&mut market, number, hour(2 * number)).unwrap()).collect();
    let stop = hold(&mut market, 6, hour(12)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&TradeRefusal::DayIsHeld { most: 6 }));
    hold(&mut market, 7, evening(12, 2)).unwrap();
    market.check();
    // Whatever ends a hold makes room: it is let go, agreed to, or its time is over.
    let (buyer, trade) = held[0];
    market.world.run(buyer.cast(), &LetGo { trade }).unwrap();
    hold(&mut market, 8, hour(0)).unwrap();
    let (buyer, trade) = held[1];
    market.deposit(buyer, 50_000);
    let agree = market.agree(trade);
    market.world.run(buyer.cast(), &agree).unwrap();
    hold(&mut market, 9, hour(12)).unwrap();
    assert_eq!(hold(&mut market, 10, hour(14)).map_err(code).unwrap_err(), "trade/day-is-held");
    market.check();
    market.pass_time(market.world.now.plus_minutes(11));
    hold(&mut market, 11, hour(14)).unwrap();
    market.check();
}

#[test]
fn holds_do_not_keep_a_fund_from_those_who_book() {
    let mut market = Market::new();
    market.endow(5_000);
    let subsidy = |market: &Market, trade| -> i64 {
        let lines = market.lines(trade).into_iter();
        lines.filter(|line| line.section == Section::Subsidy).map(|line| line.amount.0).sum()
    };
    let hold = |market: &mut Market, number: i8| {
        let buyer = user(&mut market.world, &format!("buyer{number}"), UserKind::Organization);
        let hold = HoldWork { buyer, ..market.hold_command(evening(12, number)) };
        market.world.run(buyer.cast(), &hold).map(|held| (buyer, held.trade))
    };
    let held: Vec<_> = (1..=5).map(|number| hold(&mut market, number).unwrap()).collect();
    let kept: Vec<i64> = held.iter().map(|(_, trade)| subsidy(&market, *trade)).collect();
    let most = kept[0];
    assert!(most > 0);
    assert_eq!(kept, [most, most, most, 2_500 - 3 * most, 0], "half of the fund");
    market.check();
    // Who decides makes room for others: half of what is left now.
    let (buyer, trade) = held[0];
    market.deposit(buyer, 50_000);
    let agree = market.agree(trade);
    market.world.run(buyer.cast(), &agree).unwrap();
    let (_, next) = hold(&mut market, 20).unwrap();
    assert_eq!(subsidy(&market, next), (5_000 - most) / 2 - (2_500 - most));
    market.check();
    market.pass_time(market.world.now.plus_minutes(11));
    let (_, next) = hold(&mut market, 21).unwrap();
    assert_eq!(subsidy(&market, next), most, "nothing else is held");
    market.check();
}

#[test]
fn the_most_of_open_holds_counts_every_mechanism() {
    let mut market = Market::new();
    for day in 1..=9 {
        market.hold(evening(12, day)).unwrap();
    }
    let parts =
        [planned(Promise::Goods, evening(12, 10), price(vec![Line::of_price(Label::Item, Amount(500))]))];
    let until = market.world.now.plus_minutes(10);
    let other = |market: &mut Market| {
        market.step(|market, draft| {
            crate::support::escrow::hold(
                draft,
                &market.award(draft, &parts),
                until,
                crate::trade::Awaits::Buyer,
            )
        })
    };
    other(&mut market).unwrap();
    assert_eq!(other(&mut market).map_err(code).unwrap_err(), "trade/too-many-holds");
    // What both sides were bound to before is no hold.
    market.made(&parts);
    check(&market.world);
}

#[test]
fn nothing_is_booked_farther_ahead_than_a_year() {
    let mut market = Market::new();
    let late = |hours: i64| {
        let starts_at = portland(11, 23, 9).plus_hours(365 * 24 + hours);
        Span::between(starts_at, starts_at.plus_hours(3)).unwrap()
    };
    let stop = market.hold(late(1)).unwrap_err();
    let latest = market.world.now.plus_hours(365 * 24);
    assert_eq!(stop.refusal(), Some(&OfferRefusal::TooFarAhead { latest }));
    market.hold(late(0)).unwrap();
}

#[test]
fn no_fund_pays_part_of_a_late_cancellation() {
    let mut market = Market::new();
    market.endow(5_000);
    let lines = vec![
        Line::of_price(Label::Hours, Amount(8_000)),
        other_line(Section::Markup, Label::OperatorMarkup, 80, "operator"),
        other_line(Section::Subsidy, Label::Subsidy, 800, WELCOME),
    ];
    let trade = market.made(&[planned(Promise::Work, evening(11, 27), price(lines))]);
    market.pass_time(portland(11, 27, 10));
    let full = market.full(trade);
    let cost = amendment::cost(&full, full.part(1).unwrap(), Side::Buyer, market.world.now).unwrap();
    assert_eq!(cost, (Amount(4_040), Amount(7_280 - 4_040)), "half of 80.80, and none of it from the fund");
    let settled = market.cafe(&CallOff { trade, part: 1, expected_bp: Some(5_000) }).unwrap();
    assert_eq!([settled.paid.amount.0, settled.received.amount.0], [4_040, 4_000]);
    assert_eq!(market.user_balance(market.cafe), 50_000 - 4_040);
    let fund = ledger::AccountKey::named(WELCOME, ledger::Class::Fund, usd());
    assert_eq!(market.balance(fund), 5_000, "all of it is back");
    market.check();
}

#[test]
fn a_fund_pays_of_a_late_cancellation_what_the_buyers_own_money_cannot() {
    let mut market = Market::new();
    market.endow(9_000);
    let lines = vec![
        Line::of_price(Label::Hours, Amount(10_000)),
        other_line(Section::Subsidy, Label::Subsidy, 9_000, WELCOME),
    ];
    let trade = market.made(&[planned(Promise::Work, evening(11, 27), price(lines))]);
    market.pass_time(portland(11, 27, 10));
    let settled = market.cafe(&CallOff { trade, part: 1, expected_bp: Some(5_000) }).unwrap();
    assert_eq!([settled.paid.amount.0, settled.received.amount.0], [1_000, 5_000]);
    market.check();
}

#[test]
fn no_fund_pays_for_a_buyer_who_was_not_there() {
    let mut market = Market::new();
    market.endow(5_000);
    let lines = vec![
        Line::of_price(Label::Hours, Amount(8_000)),
        other_line(Section::Subsidy, Label::Subsidy, 800, WELCOME),
    ];
    let trade = market.made(&[AwardPart { ..planned(Promise::Work, evening(11, 27), price(lines)) }]);
    market.pass_time(portland(11, 27, 18));
    let locked = RecordDue { reason: RecordedAs::NotTaken, ..record(trade, 1, 120) };
    market.ana(&locked).unwrap();
    market.pass_time(portland(11, 28, 21));
    assert_eq!(market.user_balance(market.cafe), 50_000 - 4_000);
    market.check();
}

#[test]
fn work_is_held_with_the_street_where_it_is() {
    let mut market = Market::new();
    let (cafe, hold) = (market.cafe, market.hold_command(evening(11, 27)));
    let arrival = |market: &Market, trade: Id<Trade>| {
        let arrival = market.world.find::<Arrival>((HERE, trade)).unwrap();
        (arrival.street.to_string(), arrival.note.map(String::from))
    };
    let own = market.cafe(&hold).unwrap().trade;
    assert_eq!(
        arrival(&market, own),
        ("12 SE Ash Street".to_owned(), None),
        "the buyer's own, which is there"
    );
    // Somewhere else, the buyer's own street is not.
    let elsewhere = HoldWork { post_code: "97202".parse().unwrap(), span: evening(11, 28), ..hold.clone() };
    assert_eq!(market.refused(cafe, &elsewhere), "arrival/no-street");
    let note = "Back door.\nAsk for Kim; wear black.";
    let street = Some("3 Elm Street".parse().unwrap());
    let said = HoldWork { street, note: Some(note.parse().unwrap()), ..elsewhere };
    let trade = market.cafe(&said).unwrap().trade;
    assert_eq!(arrival(&market, trade), ("3 Elm Street".to_owned(), Some(note.to_owned())));
    // Nor has everybody one.
    let person: Person = market.world.find((HERE, cafe)).unwrap();
    market.world.step(HERE, |draft| Ok(draft.put(&Person { street: None, ..person.clone() })?)).unwrap();
    assert_eq!(market.refused(cafe, &HoldWork { span: evening(11, 30), ..hold }), "arrival/no-street");
}
