use super::*;
use crate::options::subsidies::FundUse;
use crate::price::{Label, Line, Section};
use crate::support::completion::{AddEvidence, RecordDue};
use crate::support::notices::Notice;
use crate::tests::awards::{other_line, planned, price};
use crate::tests::{HERE, Market, WELCOME, code, evening, portland, record, report, usd};
use crate::trade::award::AwardPart;
use crate::trade::part::{Funds, PartStage, Takes};
use crate::trade::procedure::{EvidenceKind, Promise};
use crate::trade::{Awaits, EventKind, Stage, TradeEvent, TradeLine};
use crate::users::{User, reliability::Outcome};
use kernel::{Amount, Decide, Span, Stop, Timestamp};
use ledger::{Purpose, Transfer};

mod debts;

fn of_price(label: Label, amount: i64) -> Line {
    Line::of_price(label, Amount(amount))
}

/// Hours and travel with everything that a rule can add, pay or keep back: 100.00 for four hours, 5.00 for the way.
fn waterfall() -> Vec<Line> {
    vec![
        of_price(Label::Hours, 10_000),
        of_price(Label::Travel, 500),
        other_line(Section::Tariff, Label::Charge, 300, "authority:customs"),
        other_line(Section::ConsumptionTax, Label::Charge, 210, "authority:us-or"),
        other_line(Section::Intermediary, Label::Charge, 50, "authority:agency"),
        other_line(Section::Markup, Label::OperatorMarkup, 105, "operator"),
        other_line(Section::Markup, Label::FranchiseShare, 53, "franchise"),
        other_line(Section::Subsidy, Label::Subsidy, 1_000, WELCOME),
        other_line(Section::PayeeContribution, Label::Withholding, 400, "authority:fund-of-sick"),
        other_line(Section::Withholding, Label::Withholding, 2_000, "user_tax_pot"),
        other_line(Section::Withholding, Label::Withholding, 600, "authority:us-irs"),
        other_line(Section::PayeeFee, Label::Charge, 90, "authority:agent"),
    ]
}

fn work(lines: Vec<Line>) -> AwardPart {
    planned(Promise::Work, evening(11, 27), price(lines))
}

/// What moved for a trade since a number of transfers: why, and how much.
fn moved(market: &Market, trade: Id<Trade>) -> Vec<(Purpose, i64)> {
    let all =
        market.world.all::<Transfer>().into_iter().filter(|transfer| transfer.entry.subject == trade.cast());
    all.filter(|transfer| transfer.verb != ledger::Verb::Pending)
        .map(|transfer| (transfer.entry.purpose, transfer.entry.amount.0))
        .collect()
}

fn named(name: &str, class: Class) -> AccountKey {
    AccountKey::named(name, class, usd())
}

fn used(market: &Market) -> i64 {
    market.world.all::<FundUse>().into_iter().map(|used| used.used.0).sum()
}

fn told(market: &Market, user: Id<User>, code: &str) -> usize {
    let all = market.world.all::<Notice>();
    all.iter().filter(|notice| notice.user_id == user && notice.code == code).count()
}

fn happened(market: &Market, trade: Id<Trade>) -> Vec<EventKind> {
    let all = market.world.all::<TradeEvent>().into_iter();
    all.filter(|event| event.trade == trade).map(|event| event.what).collect()
}

/// What somebody says of a part.
fn statement(trade: Id<Trade>, part: i64) -> AddEvidence {
    let (kind, words) = (EvidenceKind::Statement, Some("a broken window".parse().unwrap()));
    AddEvidence { trade, part, kind, code_digest: None, photo: None, words }
}

#[test]
fn every_line_is_paid_to_its_own_payee_for_its_own_reason() {
    let mut market = Market::new();
    market.endow(5_000);
    let trade = market.made(&[work(waterfall())]);
    let pays = 10_500 + 300 + 210 + 50 + 105 + 53 - 1_000;
    assert_eq!(moved(&market, trade), [(Purpose::Funding, pays), (Purpose::Subsidy, 1_000)]);
    assert_eq!(market.balance(account(trade, usd())), pays + 1_000);
    market.pass_time(portland(11, 27, 21));
    let settled = market.confirm(trade, 240).unwrap();
    let receives = 10_500 - 400 - 2_000 - 600 - 90;
    assert_eq!([settled.paid.amount.0, settled.received.amount.0], [pays, receives]);
    assert_eq!(
        moved(&market, trade)[2..],
        [
            (Purpose::Pay, receives),
            (Purpose::Charge, 300),
            (Purpose::Charge, 210),
            (Purpose::Intermediary, 50),
            (Purpose::OperatorMarkup, 105),
            (Purpose::FranchiseShare, 53),
            (Purpose::Withholding, 400),
            (Purpose::Withholding, 2_000),
            (Purpose::Withholding, 600),
            (Purpose::Intermediary, 90),
        ]
    );
    let tax_pot = AccountKey::of(market.ana, Class::UserTaxPot, usd());
    for (purse, amount) in [
        (named("operator", Class::OperatorMarkup), 105),
        (named("franchise", Class::FranchiseShare), 53),
        (named("authority:customs", Class::Authority), 300),
        (named("authority:us-or", Class::Authority), 210),
        (named("authority:agency", Class::Authority), 50),
        (named("authority:fund-of-sick", Class::Authority), 400),
        (named("authority:us-irs", Class::Authority), 600),
        (named("authority:agent", Class::Authority), 90),
        (tax_pot, 2_000),
        (named(WELCOME, Class::Fund), 4_000),
        (account(trade, usd()), 0),
    ] {
        assert_eq!(market.balance(purse), amount, "{purse:?}");
    }
    assert_eq!(
        (market.user_balance(market.ana), market.user_balance(market.cafe)),
        (receives, 50_000 - pays)
    );
    assert_eq!(used(&market), 1_000);
    market.check();
}

#[test]
fn of_half_the_work_the_rest_goes_back_to_the_payer_and_to_the_fund() {
    let mut market = Market::new();
    market.endow(5_000);
    let trade = market.made(&[work(waterfall())]);
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 120).unwrap();
    market.confirm(trade, 120).unwrap();
    // 50.00 and the way, half of every charge: 150, 105, 25, 52 and 26 cents, 5.00 from the fund.
    let (was, pays) = (10_218, 5_500 + 150 + 105 + 25 + 52 + 26 - 500);
    let refunds: Vec<_> =
        moved(&market, trade).into_iter().filter(|(purpose, _)| *purpose == Purpose::Refund).collect();
    assert_eq!(refunds, [(Purpose::Refund, was - pays), (Purpose::Refund, 500)]);
    assert_eq!(market.user_balance(market.cafe), 50_000 - pays);
    assert_eq!((market.balance(named(WELCOME, Class::Fund)), used(&market)), (4_500, 500));
    let settled: i64 =
        market.lines(trade).iter().filter_map(|line| line.settled).map(|amount| amount.0).sum();
    assert!(settled > 0 && market.lines(trade).iter().all(|line| line.settled.is_some()));
    market.check();
}

/// The timer is found to be due, the machine's clock is set back, and only then it is run.
#[test]
fn a_hold_whose_timer_runs_before_its_time_keeps_a_timer_and_lapses_later() {
    let mut market = Market::new();
    market.endow(5_000);
    let until = market.world.now.plus_minutes(10);
    let parts = [AwardPart { hours_of: Some((market.ana.cast(), 0)), ..work(waterfall()) }];
    let held = market.step(|market, draft| hold(draft, &market.award(draft, &parts), until, Awaits::Buyer));
    let trade = held.unwrap().trade;
    let Trade { timer, timer_at, .. } = market.trade(trade);
    // As the executor does: whatever becomes of its command, the timer is gone.
    let run = market.step(|_, draft| {
        draft.take_back_timer(timer_at.unwrap(), timer.unwrap())?;
        crate::trade::clock::Tick { trade }.decide(draft)
    });
    run.unwrap();
    market.check();
    assert_eq!(market.trade(trade).stage, Stage::Held);
    market.pass_time(until);
    assert_eq!(market.trade(trade).stage, Stage::Lapsed);
}

#[test]
fn a_hold_that_lapses_gives_hours_and_subsidies_back() {
    for is_let_go in [true, false] {
        let mut market = Market::new();
        market.endow(5_000);
        let until = market.world.now.plus_minutes(10);
        let parts = [AwardPart { hours_of: Some((market.ana.cast(), 0)), ..work(waterfall()) }];
        let held =
            market.step(|market, draft| hold(draft, &market.award(draft, &parts), until, Awaits::Buyer));
        let held = held.unwrap();
        assert_eq!((held.held_until, held.buyer_pays.amount.0), (until, 10_218));
        assert_eq!((used(&market), market.user_balance(market.cafe)), (1_000, 50_000));
        let taken = market.hold(evening(11, 27)).map(drop).map_err(code);
        assert_eq!(taken, Err("availability/taken".to_owned()));
        if is_let_go {
            market.cafe(&LetGo { trade: held.trade }).unwrap();
        } else {
            market.pass_time(Timestamp(until.0 - 1));
            assert_eq!(market.trade(held.trade).stage, Stage::Held, "until then");
            market.pass_time(until);
        }
        let part = market.part(held.trade, 1);
        assert_eq!((market.trade(held.trade).stage, part.stage), (Stage::Lapsed, PartStage::Void));
        assert_eq!((used(&market), part.takes), (0, Takes::Nothing));
        assert_eq!(market.balance(named(WELCOME, Class::Fund)), 5_000);
        assert!(market.lines(held.trade).iter().all(|line| line.pending.is_none()));
        market.check();
        market.hold(evening(11, 27)).unwrap();
    }
}

#[test]
fn what_waits_for_nobody_is_agreed_when_its_time_is_over_and_what_waits_for_the_seller_by_the_seller() {
    let mut market = Market::new();
    let until = market.world.now.plus_hours(24);
    let parts = [work(vec![of_price(Label::Hours, 8_000)])];
    let mut held = |awaits| {
        market.step(|market, draft| hold(draft, &market.award(draft, &parts), until, awaits)).unwrap().trade
    };
    let (standstill, request, unanswered) =
        (held(Awaits::Nobody), held(Awaits::Seller), held(Awaits::Seller));
    let (ana, cafe) = (market.ana, market.cafe);
    for by in [ana, cafe] {
        assert_eq!(market.refused(by, &market.agree(standstill)), "trade/not-a-side");
    }
    assert_eq!(market.refused(cafe, &market.agree(request)), "trade/not-the-seller");
    market.ana(&market.agree(request)).unwrap();
    assert_eq!(market.user_balance(cafe), 50_000 - 8_000, "the buyer's money is in escrow");
    market.pass_time(until);
    let stages = [standstill, request, unanswered].map(|trade| market.trade(trade).stage);
    assert_eq!(stages, [Stage::Booked, Stage::Booked, Stage::Lapsed]);
    market.check();
}

#[test]
fn a_hold_is_never_beyond_the_last_moment_to_agree() {
    let now = portland(11, 27, 12);
    assert_eq!(held_until(now, 10, None), now.plus_minutes(10));
    assert_eq!(held_until(now, 10, Some(now.plus_minutes(11))), now.plus_minutes(10));
    let last = now.plus_minutes(3);
    assert_eq!(held_until(now, 10, Some(last)), Timestamp(last.0 + 1), "at the last moment it is held still");
}

#[test]
fn what_waits_for_nobody_lapses_when_it_cannot_be_agreed_any_more() {
    for is_poor in [true, false] {
        let mut market = Market::new();
        let until = market.world.now.plus_hours(24);
        let amount = if is_poor { 60_000 } else { 8_000 };
        let parts = [work(vec![of_price(Label::Hours, 8_000)]), work(vec![of_price(Label::Hours, amount)])];
        let held = market
            .step(|market, draft| hold(draft, &market.award(draft, &parts), until, Awaits::Nobody))
            .unwrap();
        if !is_poor {
            let lost = crate::users::registration::RecordCheck {
                user: market.ana,
                claim: crate::users::registration::FOOD_HANDLER_CARD.to_owned(),
                stage: crate::users::registration::ClaimStage::Revoked,
                issuer: "demo register".to_owned(),
                expires_on: None,
            };
            market.world.run(Id::SYSTEM, &lost).unwrap();
        }
        market.pass_time(until);
        assert_eq!(
            (market.trade(held.trade).stage, market.user_balance(market.cafe)),
            (Stage::Lapsed, 50_000)
        );
        market.check();
    }
}

#[test]
fn an_extension_is_for_as_long_again_as_at_first() {
    let mut market = Market::new();
    let trade = market.hold(evening(11, 27)).unwrap().trade;
    let (first, left) = (market.trade(trade).held_until, market.trade(trade).extensions_left);
    assert_eq!(first, market.world.now.plus_minutes(10));
    market.pass_time(first.plus_minutes(-1));
    let until = market.cafe(&ExtendHold { trade }).unwrap();
    let row = market.trade(trade);
    assert_eq!((until, row.held_until, row.extensions_left), (first.plus_minutes(10), until, left - 1));
    assert_eq!(row.timer_at, Some(until));
    let (ana, unknown) = (market.ana, Id::fresh(market.world.now, HERE, 7));
    assert_eq!(market.refused(ana, &ExtendHold { trade }), "trade/not-the-buyer");
    assert!(matches!(market.cafe(&ExtendHold { trade: unknown }), Err(Stop::Absent("trade"))));
    assert!(matches!(
        market.cafe(&Agree { trade: unknown, expected_pay: Amount::ZERO }),
        Err(Stop::Absent("trade"))
    ));
    assert!(matches!(market.cafe(&LetGo { trade: unknown }), Err(Stop::Absent("trade"))));
}

#[test]
fn an_agreement_that_the_buyer_cannot_pay_leaves_everything_as_it_was() {
    let mut market = Market::new();
    market.endow(5_000);
    let until = market.world.now.plus_minutes(10);
    let parts = [work(waterfall()), work(vec![of_price(Label::Hours, 45_000)])];
    let held = market.step(|market, draft| hold(draft, &market.award(draft, &parts), until, Awaits::Buyer));
    let trade = held.unwrap().trade;
    assert_eq!(market.book(trade).map_err(code).unwrap_err(), "ledger/insufficient");
    assert_eq!((market.trade(trade).stage, market.user_balance(market.cafe)), (Stage::Held, 50_000));
    assert_eq!((moved(&market, trade), used(&market)), (vec![], 1_000), "the subsidy is still set aside");
    market.check();
}

#[test]
fn who_collects_nothing_leaves_the_pieces_and_who_uses_no_hour_leaves_none() {
    let part = |takes| {
        let mut market = Market::new();
        let trade = market.booked(evening(11, 27));
        crate::trade::part::Part { takes, ..market.part(trade, 1) }
    };
    for (outcome, hours, pieces) in [
        (Outcome::BuyerCancelled, true, true),
        (Outcome::SellerCancelled, true, true),
        (Outcome::Unpaid, true, true),
        (Outcome::BuyerAbsent, false, true),
        (Outcome::Kept, false, false),
        (Outcome::Settled, false, false),
        (Outcome::Missed, false, false),
        (Outcome::Returned, false, false),
        (Outcome::Defaulted, false, false),
    ] {
        let given_back =
            [Takes::Hours, Takes::Pieces].map(|takes| settle::is_given_back(&part(takes), outcome));
        assert_eq!(given_back, [hours, pieces], "{outcome:?}");
    }
}

#[test]
fn what_a_share_makes_of_a_part() {
    use crate::price::Share;
    use crate::trade::part::RecordedAs;
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let part =
        |promise, recorded_as| crate::trade::part::Part { promise, recorded_as, ..market.part(trade, 1) };
    for (promise, recorded_as, share, outcome) in [
        (Promise::Work, None, Share::ALL, Outcome::Kept),
        (Promise::Work, None, Share::NOTHING, Outcome::Missed),
        (Promise::Work, Some(RecordedAs::Performed), Share::HALF, Outcome::Kept),
        (Promise::Work, Some(RecordedAs::Performed), Share::NOTHING, Outcome::Missed),
        (Promise::Work, Some(RecordedAs::NotTaken), Share::ALL, Outcome::BuyerAbsent),
        (Promise::Work, Some(RecordedAs::NotTaken), Share::NOTHING, Outcome::BuyerAbsent),
        (Promise::Bond, None, Share::NOTHING, Outcome::Kept),
        (Promise::Cover, None, Share::NOTHING, Outcome::Kept),
    ] {
        assert_eq!(outcome_of(&part(promise, recorded_as), share), outcome, "{promise:?} {recorded_as:?}");
    }
}

#[test]
fn a_bond_comes_back_to_the_one_who_paid_it_and_cover_is_paid_the_other_way() {
    let mut market = Market::new();
    market.deposit(market.ana, 9_000);
    let bond = planned(Promise::Bond, evening(11, 27), price(vec![Line::passed(Label::Bond, Amount(8_000))]));
    let cover =
        planned(Promise::Cover, evening(11, 27), price(vec![Line::passed(Label::Cover, Amount(6_000))]));
    let trade = market.made(&[bond, AwardPart { funds: Funds::WhenDue, ..cover }]);
    assert_eq!(moved(&market, trade), [(Purpose::Funding, 8_000)], "what is paid when due is not paid in");
    market.pass_time(portland(11, 27, 21));
    let claim = RecordDue { seen: PartStage::Waiting, ..record(trade, 2, 2_500) };
    assert_eq!(market.cafe(&claim).map_err(code).unwrap_err(), "completion/needs-evidence");
    market.cafe(&statement(trade, 2)).unwrap();
    market.cafe(&claim).unwrap();
    market.ana(&crate::tests::confirm(trade, 2, 2_500)).unwrap();
    assert_eq!((market.user_balance(market.ana), market.user_balance(market.cafe)), (6_500, 44_500));
    market.pass_time(portland(12, 1, 21));
    assert_eq!(market.user_balance(market.cafe), 52_500, "nothing was claimed of the bond");
    assert_eq!(told(&market, market.cafe, "trade/bond-back"), 1);
    assert_eq!(told(&market, market.ana, "trade/paid"), 0, "a bond of which nothing is claimed is no pay");
    assert_eq!(market.trade(trade).stage, Stage::Ended);
    market.check();
}

#[test]
fn a_quarrel_over_part_of_a_record_divides_what_was_recorded() {
    let mut market = Market::new();
    let trade = market.made(&[work(vec![of_price(Label::Hours, 8_000)])]);
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 180).unwrap();
    // An hour was not worked, she says; of the three that were, he says, one was no work.
    let disputed = market.cafe(&crate::tests::object(trade, 1, 120, 180)).unwrap();
    let amounts = |number: i64| -> i64 {
        let lines: Vec<TradeLine> = market.lines(trade);
        lines.iter().filter(|line| line.part == number).map(|line| line.amount.0).sum()
    };
    let (first, second) = (market.part(trade, 2), market.part(trade, 3));
    assert_eq!((disputed.part, amounts(2), amounts(3)), (3, 6_000, 2_000));
    assert_eq!((first.due, first.due_out_of), (Some(120), Some(180)));
    assert_eq!((first.quantity, second.quantity, second.due_share()), (180, 60, None));
    assert_eq!(market.user_balance(market.ana), 4_000, "two hours are paid, one is back");
    assert_eq!(market.user_balance(market.cafe), 50_000 - 4_000 - 2_000);
    market.pass_time(disputed.settles_at);
    assert_eq!(market.user_balance(market.ana), 5_000, "half of the hour");
    assert_eq!(told(&market, market.cafe, "trade/settled"), 2);
    market.check();
}

#[test]
fn a_report_that_stands_pays_nobody() {
    let mut market = Market::new();
    market.endow(5_000);
    let trade = market.made(&[work(waterfall())]);
    market.pass_time(portland(11, 27, 18));
    market.cafe(&report(trade)).unwrap();
    market.pass_time(portland(11, 28, 18));
    assert_eq!(market.trade(trade).outcome, Some(Outcome::Missed));
    assert_eq!((market.user_balance(market.cafe), market.user_balance(market.ana)), (50_000, 0));
    assert_eq!((market.balance(named(WELCOME, Class::Fund)), used(&market)), (5_000, 0));
    for user in [market.ana, market.cafe] {
        assert_eq!(told(&market, user, "trade/missed"), 1);
    }
    let expected = [EventKind::Held, EventKind::Booked, EventKind::Reported, EventKind::Missed];
    assert_eq!(happened(&market, trade), expected);
    market.check();
}

#[test]
fn the_figures_of_the_day_of_the_hold_are_kept_with_the_trade() {
    let mut market = Market::new();
    let span = Span::between(portland(11, 27, 17), portland(11, 27, 21)).unwrap();
    let collected = AwardPart { is_handed_over: true, ..planned(Promise::Goods, span, price(Vec::new())) };
    let delivered = AwardPart { is_handed_over: false, ..collected.clone() };
    let (first, second) = (market.made(&[collected]), market.made(&[delivered]));
    let hours = |trade| market.part(trade, 1).terms.answer_hours;
    assert_eq!((hours(first), hours(second)), (24, 72), "who has collected looks at once");
    let trade = market.booked(span);
    let row = market.trade(trade);
    assert_eq!((row.free_until, row.late_share_bp.0), (portland(11, 26, 17), 5_000));
    assert_eq!(market.part(trade, 1).record_by, Some(portland(11, 28, 21)));
}

#[test]
fn nothing_is_settled_out_of_an_escrow_that_holds_something_else_than_its_parts_say() {
    let mut market = Market::new();
    let trade = market.made(&[work(vec![of_price(Label::Hours, 8_000)])]);
    market
        .step(|_, draft| {
            let (debit, credit) = (named("bank", Class::Bank), account(trade, usd()));
            let (amount, purpose, subject) = (Amount(1), Purpose::Deposit, trade.cast());
            ledger::post(draft, &ledger::Entry { debit, credit, amount, purpose, subject }).map(drop)
        })
        .unwrap();
    market.world.now = portland(11, 27, 21);
    assert!(matches!(market.confirm(trade, 240), Err(Stop::Bad(_))));
    assert_eq!((market.user_balance(market.ana), market.part(trade, 1).stage), (0, PartStage::Open));
}
