use super::bank_account::{
    AccountInquiry, BankAccount, BankAccountStage, ConfirmBankAccount, NameBankAccount,
};
use super::*;
use crate::support::notices::{Notice, SubjectKind};
use crate::tests::{HERE, Market, WELCOME, usd, user};
use crate::users::UserKind;
use kernel::CommandRefusal;
use ledger::{Account, LedgerRefusal, Reservation};

/// The most at once, a million dollars: a figure of the rulebook.
const MOST: i64 = 100_000_000;

fn request(user: Id<User>, direction: Direction, amount: i64) -> RequestPayment {
    RequestPayment { user, direction, amount: Amount(amount).of(usd()) }
}

fn named(user: Id<User>, number: &str) -> NameBankAccount {
    let text = "Café Arroyo";
    NameBankAccount {
        user,
        holder: text.parse().unwrap(),
        bank_code: Some("123000220".parse().unwrap()),
        number: number.parse().unwrap(),
    }
}

fn asked(market: &mut Market, direction: Direction, amount: i64) -> Result<Id<Payment>, Stop> {
    let request = request(market.cafe, direction, amount);
    market.cafe(&request)
}

fn conclude(market: &mut Market, payment: Id<Payment>, succeeded: bool) -> Result<(), Stop> {
    market.world.run(Id::SYSTEM, &ConcludePayment { payment, succeeded })
}

fn payment(market: &Market, id: Id<Payment>) -> Payment {
    market.world.find((HERE, id)).unwrap()
}

/// What of the café's money can be spent, and what is set aside.
fn purse(market: &Market) -> [i64; 2] {
    let key = AccountKey::of(market.cafe, Class::UserAvailable, usd());
    let account: Account = market.world.find(key.key(HERE)).unwrap();
    [account.available.0, account.reserved.0]
}

fn told(market: &Market, subject: Id<Payment>) -> Vec<String> {
    let all = market.world.all::<Notice>().into_iter();
    let about = |notice: &Notice| notice.about == SubjectKind::Payment && notice.subject == subject.cast();
    all.filter(about)
        .inspect(|notice| assert_eq!(notice.user_id, market.cafe))
        .map(|notice| notice.code)
        .collect()
}

#[test]
fn a_payment_is_of_more_than_nothing_and_at_most_the_concession_s_limit() {
    let mut market = Market::new();
    for direction in [Direction::Deposit, Direction::Payout] {
        for amount in [i64::MIN, -1, 0, MOST + 1, i64::MAX] {
            let stop = asked(&mut market, direction, amount).unwrap_err();
            let most = Amount(MOST).of(usd());
            assert_eq!(stop.refusal(), Some(&PaymentRefusal::NotThisAmount { most }), "{amount}");
        }
    }
    for amount in [1, MOST] {
        asked(&mut market, Direction::Deposit, amount).unwrap();
    }
    assert_eq!(purse(&market), [50_000, 0], "nothing has come in yet");
    market.check();
}

#[test]
fn a_deposit_is_there_once_the_rail_says_so() {
    let mut market = Market::new();
    let deposit = asked(&mut market, Direction::Deposit, 700).unwrap();
    let asked_at = market.world.now;
    let row = payment(&market, deposit);
    assert_eq!((row.stage, row.pending, row.concluded_at), (PaymentStage::Requested, None, None));
    assert_eq!((row.user_id, row.direction, row.amount), (market.cafe, Direction::Deposit, Amount(700)));
    market.pass_time(asked_at.plus_hours(3));
    conclude(&mut market, deposit, true).unwrap();
    assert_eq!(purse(&market), [50_700, 0]);
    let row = payment(&market, deposit);
    assert_eq!(
        (row.stage, row.requested_at, row.concluded_at),
        (PaymentStage::Done, asked_at, Some(market.world.now))
    );
    assert_eq!(market.balance(bank(usd())), -50_700, "the bank is owed what came from it");
    assert_eq!(told(&market, deposit), ["payment/deposit-done"]);
    market.check();
}

#[test]
fn a_deposit_that_fails_moves_nothing() {
    let mut market = Market::new();
    let before = market.world.count(Transfer::TABLE);
    let deposit = asked(&mut market, Direction::Deposit, 700).unwrap();
    conclude(&mut market, deposit, false).unwrap();
    assert_eq!((purse(&market), payment(&market, deposit).stage), ([50_000, 0], PaymentStage::Failed));
    assert_eq!(
        (market.world.count(Transfer::TABLE), told(&market, deposit)),
        (before, vec!["payment/deposit-failed".to_owned()])
    );
    market.check();
}

#[test]
fn a_payout_is_set_aside_until_it_has_gone_out() {
    let mut market = Market::new();
    let payout = asked(&mut market, Direction::Payout, 20_000).unwrap();
    assert_eq!(purse(&market), [30_000, 20_000], "nothing else can spend it");
    assert!(payment(&market, payout).pending.is_some());
    conclude(&mut market, payout, true).unwrap();
    assert_eq!((purse(&market), market.balance(bank(usd()))), ([30_000, 0], -30_000));
    let row = payment(&market, payout);
    assert_eq!((row.stage, row.pending), (PaymentStage::Done, None));
    assert_eq!(told(&market, payout), ["payment/payout-done"]);
    market.check();
}

#[test]
fn a_payout_that_fails_gives_all_of_it_back() {
    let mut market = Market::new();
    let payout = asked(&mut market, Direction::Payout, 50_000).unwrap();
    assert_eq!(purse(&market), [0, 50_000]);
    conclude(&mut market, payout, false).unwrap();
    assert_eq!((purse(&market), market.balance(bank(usd()))), ([50_000, 0], -50_000));
    let row = payment(&market, payout);
    assert_eq!((row.stage, row.pending), (PaymentStage::Failed, None));
    assert_eq!(
        (market.world.count(Reservation::TABLE), told(&market, payout)),
        (0, vec!["payment/payout-failed".to_owned()])
    );
    market.check();
    asked(&mut market, Direction::Payout, 50_000).expect("it can be asked for again");
}

#[test]
fn nobody_is_paid_out_more_than_is_there_or_the_same_money_twice() {
    let mut market = Market::new();
    let missing = |amount| LedgerRefusal::Insufficient { missing: Amount(amount).of(usd()) };
    let stop = asked(&mut market, Direction::Payout, 50_001).unwrap_err();
    assert_eq!(stop.refusal(), Some(&missing(1)));
    asked(&mut market, Direction::Payout, 30_000).unwrap();
    let stop = asked(&mut market, Direction::Payout, 30_000).unwrap_err();
    assert_eq!(stop.refusal(), Some(&missing(10_000)));
    assert_eq!((purse(&market), market.world.count(Reservation::TABLE)), ([20_000, 30_000], 1));
    market.check();
}

#[test]
fn the_rail_reports_once() {
    for (direction, first, then) in [
        (Direction::Deposit, true, true),
        (Direction::Deposit, false, true),
        (Direction::Payout, true, false),
        (Direction::Payout, false, true),
    ] {
        let mut market = Market::new();
        let payment = asked(&mut market, direction, 1_000).unwrap();
        conclude(&mut market, payment, first).unwrap();
        let after = purse(&market);
        let stop = conclude(&mut market, payment, then).unwrap_err();
        assert_eq!(stop.refusal(), Some(&PaymentRefusal::ConcludedBefore), "{direction:?} {first}");
        assert_eq!((purse(&market), told(&market, payment).len()), (after, 1));
        market.check();
    }
}

#[test]
fn nobody_asks_for_another_s_money_and_only_the_rail_reports() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    for direction in [Direction::Deposit, Direction::Payout] {
        let stop = market.ana(&request(cafe, direction, 100)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CommandRefusal::NotYours));
    }
    let stranger: Id<User> = Id::fresh(market.world.now, HERE, 7);
    let nobody = request(stranger, Direction::Deposit, 100);
    assert!(matches!(market.world.run(stranger.cast(), &nobody), Err(Stop::Absent("users"))));
    let payment = asked(&mut market, Direction::Deposit, 100).unwrap();
    for by in [ana, cafe] {
        assert_eq!(
            market.refused(by, &ConcludePayment { payment, succeeded: true }),
            "command/not-the-market"
        );
    }
    let unknown: Id<Payment> = stranger.cast();
    assert!(matches!(conclude(&mut market, unknown, true), Err(Stop::Absent("payment"))));
    assert_eq!(purse(&market), [50_000, 0]);
}

#[test]
fn what_one_user_is_paid_is_no_other_s() {
    let mut market = Market::new();
    let other = user(&mut market.world, "other", UserKind::Organization);
    market.deposit(other, 300);
    assert_eq!(
        (market.user_balance(other), purse(&market), market.user_balance(market.ana)),
        (300, [50_000, 0], 0)
    );
}

#[test]
fn a_fund_is_endowed_by_the_market_alone_with_more_than_nothing() {
    let mut market = Market::new();
    let fund = AccountKey::named(WELCOME, Class::Fund, usd());
    market.endow(1_000);
    market.endow(234);
    assert_eq!((market.balance(fund), market.balance(bank(usd()))), (1_234, -51_234));
    let endow = |amount| EndowFund {
        locality: HERE,
        fund: WELCOME.to_owned(),
        currency: usd(),
        amount: Amount(amount),
    };
    for amount in [0, -1] {
        let stop = market.world.run(Id::SYSTEM, &endow(amount)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&LedgerRefusal::NothingToMove), "{amount}");
    }
    let cafe = market.cafe;
    assert_eq!(market.refused(cafe, &endow(1)), "command/not-the-market");
    assert_eq!(market.balance(fund), 1_234);
    market.check();
}

#[test]
fn nothing_is_paid_out_before_the_bank_knows_the_account() {
    let mut market = Market::new();
    let ana = market.ana;
    let ask = |market: &mut Market| market.ana(&request(ana, Direction::Payout, 100));
    let refused = |market: &mut Market| ask(market).unwrap_err();
    assert_eq!(refused(&mut market).refusal(), Some(&PaymentRefusal::NoBankAccount));

    market.ana(&named(ana, "0001 2345-4410")).unwrap();
    let unconfirmed = || Some(PaymentRefusal::UnconfirmedBankAccount { ends_in: "4410".to_owned() });
    assert_eq!(refused(&mut market).refusal().cloned(), unconfirmed());
    let first = market.world.now;
    market.pass_time(first.plus_hours(1));
    market.ana(&named(ana, "DE89 3704 0044 0532 0130 00")).unwrap();
    let answer = |named_at, is_there| ConfirmBankAccount { user: ana, named_at, is_there };
    market.world.run(Id::SYSTEM, &answer(first, true)).unwrap();
    let row = |market: &Market| market.world.find::<BankAccount>((HERE, ana)).unwrap();
    assert_eq!(
        (row(&market).stage, row(&market).ends_in.as_str()),
        (BankAccountStage::Named, "3000"),
        "an answer about another account is none"
    );
    let second = market.world.now;
    market.world.run(Id::SYSTEM, &answer(second, false)).unwrap();
    assert_eq!(row(&market).stage, BankAccountStage::Unknown);
    assert!(ask(&mut market).is_err());
    market.world.run(Id::SYSTEM, &answer(second, true)).unwrap();
    assert_eq!(row(&market).stage, BankAccountStage::Unknown, "the first answer stays");

    let cafe = market.cafe;
    market.pass_time(second.plus_hours(1));
    market.name_bank(cafe);
    let payout = asked(&mut market, Direction::Payout, 100).unwrap();
    assert_eq!(payment(&market, payout).ends_in.as_deref(), Some("4410"));
    assert_eq!(purse(&market), [49_900, 100]);
    market.check();
}

#[test]
fn the_number_of_a_bank_account_goes_to_the_rail_and_is_kept_nowhere() {
    let mut market = Market::new();
    let cafe = market.cafe;
    for wrong in ["123", "12 34 5ä", "1234_5678", &"1".repeat(35)] {
        let stop = market.cafe(&named(cafe, wrong)).unwrap_err();
        let least_and_most = PaymentRefusal::NotANumber { least: 4, most: 34 };
        assert_eq!(stop.refusal(), Some(&least_and_most), "{wrong}");
    }
    market.cafe(&named(cafe, "0001 2345-4410")).unwrap();
    let asked: Vec<kernel::Outbox> = market.world.all();
    let inquiry = asked.iter().find(|message| message.topic == bank_account::TOPIC).unwrap();
    let inquiry: AccountInquiry = serde_json::from_str(&inquiry.body).unwrap();
    assert_eq!((inquiry.number.as_str(), inquiry.user), ("000123454410", cafe));
    let row: BankAccount = market.world.find((HERE, cafe)).unwrap();
    assert!(!format!("{row:?}").contains("2345"), "{row:?}");
    let log: Vec<kernel::CommandLog> = market.world.all();
    assert!(log.iter().all(|line| line.body.is_none() && !line.answer.contains("2345")));
}

#[test]
fn a_bank_account_was_taken_that_named_no_bank_or_one_that_cannot_be() {
    let mut market = Market::new();
    let cafe = market.cafe;
    let of = |bank_code: Option<&str>, number: &str| NameBankAccount {
        bank_code: bank_code.map(|code| code.parse().unwrap()),
        ..named(cafe, number)
    };
    for (bank_code, number) in [
        (None, "0001 2345 4410"),
        (None, "GB82 WEST 1234 5698 7654 33"),
        (None, "82GB WEST 1234 5698 7654 32"),
        (None, "GB82"),
    ] {
        let stop = market.cafe(&of(bank_code, number)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&PaymentRefusal::NoBankCode), "{number}");
    }
    for bank_code in ["12345", "123000221", "1230002200", "12300022x", "-"] {
        let stop = market.cafe(&of(Some(bank_code), "0001 2345 4410")).unwrap_err();
        assert_eq!(stop.refusal(), Some(&PaymentRefusal::NotABankCode), "{bank_code}");
    }
    for (bank_code, number) in [
        (Some("123-000-220"), "0001 2345 4410"),
        (Some("123\u{2011}000\u{2013}220"), "0001\u{a0}2345\u{202f}4410"),
        (None, "gb82 west 1234 5698 7654 32"),
        (None, "DE89 3704 0044 0532 0130 00"),
    ] {
        market.cafe(&of(bank_code, number)).unwrap_or_else(|stop| panic!("{number}: {stop:?}"));
    }
}
