use super::*;
use crate::price::{Label, Line, Section};
use crate::support::notices::Notice;
use crate::tests::awards::{other_line, planned, price, rows};
use crate::tests::{HERE, Market, WELCOME, code, evening, portland, record, usd};
use crate::trade::award::AwardPart;
use crate::trade::clock;
use crate::trade::part::Funds;
use kernel::{Argument, Span};
use ledger::{AccountKey, Class};

/// Hours at a price and what is added to it: 1 % for the operator.
fn lines(hours: i64) -> Vec<Line> {
    let markup = other_line(Section::Markup, Label::OperatorMarkup, hours / 100, "operator");
    vec![Line::of_price(Label::Hours, Amount(hours)), markup]
}

fn work(span: Span, hours: i64) -> AwardPart {
    planned(Promise::Work, span, price(lines(hours)))
}

fn call_off(trade: Id<Trade>, part: i64) -> CallOff {
    CallOff { trade, part, expected_bp: None }
}

/// The money of the last notice of a code that a user was told.
fn told(market: &Market, user: Id<crate::users::User>, code: &str) -> Option<Amount> {
    let mut all = market.world.all::<Notice>().into_iter();
    let last = all.rfind(|notice| notice.user_id == user && notice.code == code)?;
    let arguments: Vec<(String, Argument)> = serde_json::from_str(&last.arguments).unwrap();
    arguments.into_iter().find_map(|(_, argument)| {
        if let Argument::Money(money) = argument { Some(money.amount) } else { None }
    })
}

/// Puts another part in the place of one, at another price.
fn replaced(
    market: &mut Market,
    trade: Id<Trade>,
    number: i64,
    new: &Part,
    lines: &[Line],
) -> Result<i64, Stop> {
    market.step(|_, draft| {
        let mut full = FullTrade::of(draft, trade)?;
        let added = replace(draft, &mut full, number, new.clone(), &rows(trade, lines))?;
        full.keep(draft)?;
        Ok(added)
    })
}

#[test]
fn a_buyer_calls_off_free_of_charge_up_to_the_limit_and_a_seller_always() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let trade = market.trade(trade);
    let limit = trade.free_until;
    let (late, half) = (Timestamp(limit.0 + 1), Share::ratio(kernel::BasisPoints(5_000)));
    for (side, now, share) in [
        (Side::Buyer, Timestamp(limit.0 - 1), Share::NOTHING),
        (Side::Buyer, limit, Share::NOTHING),
        (Side::Buyer, late, half),
        (Side::Seller, limit, Share::NOTHING),
        (Side::Seller, late, Share::NOTHING),
    ] {
        assert_eq!(share_due(&trade, side, now), share, "{side:?} {now:?}");
    }
}

#[test]
fn what_calling_off_would_cost_is_what_it_costs() {
    for when in [portland(11, 26, 17), portland(11, 26, 18)] {
        let mut market = Market::new();
        let trade = market.made(&[work(evening(11, 27), 8_001)]);
        market.pass_time(when);
        let full = market.full(trade);
        let (pays, back) = cost(&full, &full.parts()[0], Side::Buyer, when).unwrap();
        assert_eq!(pays.plus(back), Ok(Amount(8_081)));
        let by_seller = cost(&full, &full.parts()[0], Side::Seller, when).unwrap();
        assert_eq!(by_seller, (Amount(0), Amount(8_081)));
        let expected_bp = (when > portland(11, 26, 17)).then_some(5_000);
        let settled = market.cafe(&CallOff { expected_bp, ..call_off(trade, 1) }).unwrap();
        assert_eq!((settled.paid.amount, market.user_balance(market.cafe)), (pays, 50_000 - pays.0));
        assert_eq!(pays.0 > 0, when > portland(11, 26, 17));
        market.check();
    }
}

#[test]
fn the_other_side_is_told_what_it_still_pays_or_receives() {
    let mut market = Market::new();
    let trade = market.made(&[work(evening(11, 27), 8_000)]);
    market.pass_time(portland(11, 26, 18));
    market.cafe(&CallOff { expected_bp: Some(5_000), ..call_off(trade, 1) }).unwrap();
    let (ana, cafe) = (market.ana, market.cafe);
    assert_eq!(
        told(&market, ana, "trade/called-off"),
        Some(Amount(4_000)),
        "she receives half, without mark-up"
    );
    assert_eq!(told(&market, cafe, "trade/called-off"), None);

    let mut market = Market::new();
    let trade = market.made(&[work(evening(11, 27), 8_000)]);
    market.ana(&call_off(trade, 1)).unwrap();
    let codes: Vec<_> = market.world.all::<Notice>().into_iter().filter(|one| one.user_id == cafe).collect();
    assert!(codes.iter().any(|one| one.code == "trade/seller-called-off"), "all of it is back");
    assert_eq!(told(&market, ana, "trade/called-off"), None);
}

#[test]
fn a_cost_that_was_seen_is_the_cost_or_calling_off_is_refused() {
    let late = portland(11, 26, 18);
    for (when, expected, is_called_off) in [
        (portland(11, 25, 9), 0, true),
        (portland(11, 25, 9), 5_000, false),
        (late, 0, false),
        (late, 5_000, true),
        (late, 5_001, false),
    ] {
        let mut market = Market::new();
        let trade = market.made(&[work(evening(11, 27), 8_000)]);
        market.pass_time(when);
        let seen = CallOff { expected_bp: Some(expected), ..call_off(trade, 1) };
        let called_off = market.cafe(&seen).map(drop).map_err(code);
        let refused = Err("trade/changed".to_owned());
        assert_eq!(called_off, if is_called_off { Ok(()) } else { refused }, "{when:?} {expected}");
    }
}

#[test]
fn only_one_part_is_called_off_and_only_while_it_is_there() {
    let mut market = Market::new();
    let trade = market.made(&[work(evening(11, 27), 8_000), work(evening(11, 28), 9_000)]);
    market.ana(&call_off(trade, 1)).unwrap();
    assert_eq!(market.user_balance(market.cafe), 50_000 - 9_090);
    let cafe = market.cafe;
    assert_eq!(market.refused(cafe, &call_off(trade, 1)), "trade/not-now");
    assert!(matches!(market.cafe(&call_off(trade, 3)), Err(Stop::Absent("part"))));
    let unknown = call_off(Id::fresh(market.world.now, HERE, 7), 1);
    assert!(matches!(market.cafe(&unknown), Err(Stop::Absent("trade"))));
    assert_eq!(market.part(trade, 2).stage, PartStage::Open);
    market.check();
}

fn bond(amount: i64) -> AwardPart {
    planned(Promise::Bond, evening(11, 27), price(vec![Line::passed(Label::Bond, Amount(amount))]))
}

#[test]
fn a_bond_goes_with_the_last_use_that_it_hangs_on() {
    let hire = |amount| planned(Promise::Use, evening(11, 27), price(lines(amount)));
    let mut market = Market::new();
    let trade = market.made(&[hire(3_000), hire(4_000), bond(8_000)]);
    market.ana(&call_off(trade, 1)).unwrap();
    assert_eq!(market.part(trade, 3).stage, PartStage::Open, "the second is still hired");
    market.ana(&call_off(trade, 2)).unwrap();
    assert_eq!(market.part(trade, 3).outcome, Some(Outcome::SellerCancelled));
    assert_eq!(market.user_balance(market.cafe), 50_000);
    market.check();
    // A bond that is claimed already is not given back by calling off.
    let mut market = Market::new();
    let trade = market.made(&[hire(3_000), bond(8_000)]);
    market
        .step(|_, draft| {
            let mut full = FullTrade::of(draft, trade)?;
            let now = draft.now();
            let claimed = full.part_mut(2)?;
            claimed.stage = PartStage::Recorded;
            claimed.set_due(Share::HALF);
            claimed.answers_at = Some(clock::answers_at(claimed, now, false, false));
            full.keep(draft)
        })
        .unwrap();
    market.ana(&call_off(trade, 1)).unwrap();
    assert_eq!(market.part(trade, 2).stage, PartStage::Recorded);
    market.check();
}

#[test]
fn what_takes_the_place_of_a_part_costs_the_difference() {
    for (hours, left) in [(12_000, 50_000 - 12_120), (5_000, 50_000 - 5_050), (8_000, 50_000 - 8_080)] {
        let mut market = Market::new();
        let trade = market.made(&[work(evening(11, 27), 8_000)]);
        let old = market.part(trade, 1);
        let new = Part { quantity: 300, ..old.clone() };
        let added = replaced(&mut market, trade, 1, &new, &lines(hours)).unwrap();
        assert_eq!((added, market.user_balance(market.cafe)), (2, left), "{hours}");
        let (was, is) = (market.part(trade, 1), market.part(trade, 2));
        assert_eq!((was.stage, was.edition), (PartStage::Void, 1), "the old row stays");
        assert_eq!((is.stage, is.edition, is.replaces, is.quantity), (PartStage::Open, 2, Some(1), 300));
        assert_eq!(market.trade(trade).edition, 2);
        market.check();
        market.pass_time(portland(11, 27, 21));
        market.ana(&record(trade, 2, 300)).unwrap();
        let confirm = crate::tests::confirm(trade, 2, 300);
        assert_eq!(market.cafe(&confirm).unwrap().received.amount, Amount(hours));
        market.check();
    }
}

#[test]
fn a_difference_that_the_payer_has_not_is_refused_and_changes_nothing() {
    let mut market = Market::new();
    let trade = market.made(&[work(evening(11, 27), 8_000)]);
    let new = market.part(trade, 1);
    let stop = replaced(&mut market, trade, 1, &new, &lines(50_000)).unwrap_err();
    assert_eq!(code(stop), "ledger/insufficient");
    assert_eq!((market.part(trade, 1).stage, market.trade(trade).edition), (PartStage::Open, 1));
    market.check();
}

#[test]
fn a_subsidy_that_grows_or_shrinks_moves_between_fund_and_escrow() {
    let with = |hours, amount| {
        let mut all = lines(hours);
        all.push(other_line(Section::Subsidy, Label::Subsidy, amount, WELCOME));
        all
    };
    for (hours, subsidy) in [(8_000, 1_500), (8_000, 300), (6_000, 1_000)] {
        let mut market = Market::new();
        market.endow(5_000);
        let part = planned(Promise::Work, evening(11, 27), price(with(8_000, 1_000)));
        let trade = market.made(&[part]);
        let new = market.part(trade, 1);
        replaced(&mut market, trade, 1, &new, &with(hours, subsidy)).unwrap();
        let fund = AccountKey::named(WELCOME, Class::Fund, usd());
        assert_eq!(market.balance(fund), 5_000 - subsidy);
        assert_eq!(market.user_balance(market.cafe), 50_000 - (hours + hours / 100 - subsidy));
        let used: i64 =
            market.world.all::<crate::options::subsidies::FundUse>().iter().map(|used| used.used.0).sum();
        assert_eq!(used, subsidy, "what its buyer has used of the fund follows");
        market.check();
    }
}

#[test]
fn what_a_part_took_is_free_and_what_its_successor_takes_is_not() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let old = market.part(trade, 1);
    let (starts_at, ends_at) = (portland(11, 28, 17), portland(11, 28, 21));
    let new = Part { starts_at, ends_at, record_by: Some(portland(11, 29, 21)), ..old };
    let lines: Vec<Line> = market.lines(trade).iter().map(TradeLine::line).collect();
    replaced(&mut market, trade, 1, &new, &lines).unwrap();
    market.check();
    assert_eq!(market.hold(evening(11, 28)).map(drop).map_err(code), Err("availability/taken".to_owned()));
    market.hold(evening(11, 27)).unwrap();

    // Hours that are gone are not taken twice.
    let mut market = Market::new();
    let (trade, _other) = (market.booked(evening(11, 27)), market.booked(evening(11, 28)));
    let stop = replaced(&mut market, trade, 1, &new, &lines).unwrap_err();
    assert_eq!(code(stop), "availability/taken");
    market.check();
}

#[test]
fn what_followed_a_part_follows_its_successor_and_what_is_not_paid_yet_is_not_paid_by_a_change() {
    let stage = |amount| planned(Promise::Milestone, evening(11, 27), price(lines(amount)));
    let mut market = Market::new();
    let trade =
        market.made(&[stage(8_000), AwardPart { funds: Funds::AfterPart, after: Some(1), ..stage(9_000) }]);
    let first = market.part(trade, 1);
    assert_eq!(replaced(&mut market, trade, 1, &first, &lines(7_000)).unwrap(), 3);
    assert_eq!(market.part(trade, 2).after, Some(3));
    let second = market.part(trade, 2);
    assert_eq!(replaced(&mut market, trade, 2, &second, &lines(9_500)).unwrap(), 4);
    let row = market.part(trade, 4);
    assert_eq!((row.stage, row.after, row.edition), (PartStage::Waiting, Some(3), 3));
    assert_eq!(market.user_balance(market.cafe), 50_000 - 7_070, "the second waits for the first");
    market.ana(&record(trade, 3, 1)).unwrap();
    market.cafe(&crate::tests::confirm(trade, 3, 1)).unwrap();
    assert_eq!(market.part(trade, 4).stage, PartStage::Open);
    assert_eq!(market.user_balance(market.cafe), 50_000 - 7_070 - 9_595);
    market.check();
}
