use super::*;
use crate::admin::payment_transfer::{Direction, RequestPayment};
use crate::tests::{HERE, Market, evening, usd};
use crate::users::{StartSession, codes::SendCode};
use kernel::{Outbox, Record};

/// Ana's account closes, as the edge takes the steps.
fn close(market: &mut Market) -> Result<(), Stop> {
    let ana = market.ana;
    market.ana(&BeginClosing { user: ana })?;
    let rows = EraseRows {
        offerings: vec![market.offering],
        resources: vec![ana.cast()],
        sessions: vec!["digest".to_owned()],
        notices: market.world.all::<Notice>().into_iter().map(|notice| notice.id).collect(),
        ..EraseRows::of(ana)
    };
    market.ana(&rows)?;
    market.ana(&CloseUser { user: ana })
}

#[test]
fn a_closed_account_leaves_an_id_and_nothing_personal() {
    let mut market = Market::new();
    let ana = market.ana;
    let (device, token_digest) = ("Firefox".to_owned(), "digest".to_owned());
    market
        .ana(&StartSession {
            user: ana,
            token_digest,
            device,
            system: None,
            is_shared: false,
            is_proved: false,
        })
        .unwrap();
    let new_email = "anew@example.org".parse().ok();
    market.ana(&SendCode { new_email, ..SendCode::to_own(ana, CodePurpose::Address) }).unwrap();
    market
        .ana(&crate::support::calendar::MakeFeed { user: ana, secret_digest: "digest".to_owned() })
        .unwrap();
    close(&mut market).unwrap();
    let user: User = market.world.find((HERE, ana)).unwrap();
    assert_eq!((user.stage, user.confirmed_at), (UserStage::Closed, None));
    assert!(market.world.find::<Person>((HERE, ana)).is_none());
    assert_eq!(market.world.count(CalendarFeed::TABLE), 0);
    for table in [Session::TABLE, SentCode::TABLE, UsualWeek::TABLE, Credential::TABLE] {
        assert_eq!(market.world.count(table), 0, "{}", table.name);
    }
    let offering: Offering = market.world.find((HERE, market.offering)).unwrap();
    assert_eq!(offering.stage, OfferingStage::Paused);
    assert_eq!(market.world.all::<Notice>().iter().filter(|notice| notice.user_id == ana).count(), 0);
    let left = market.world.all::<Outbox>().into_iter().find(|message| message.topic == TOPIC).unwrap();
    let left: NameLeft = serde_json::from_str(&left.body).unwrap();
    assert_eq!(left, NameLeft { user: ana, digest: kernel::hex_digest(b"ana@example.org") });
    let until = market.world.now.plus_minutes(CLOSING_MINUTES);
    market.pass_time(until);
    assert_eq!(market.world.find::<User>((HERE, ana)).unwrap().stage, UserStage::Closed, "for good");
    market.check();
}

#[test]
fn nothing_is_agreed_or_begun_with_a_closed_account() {
    let mut market = Market::new();
    let ana = market.ana;
    close(&mut market).unwrap();
    let cafe = market.cafe;
    let hold = market.hold_command(evening(11, 27));
    assert_eq!(market.refused(cafe, &hold), "users/seller-not-found");
    let (device, token_digest) = ("Firefox".to_owned(), "again".to_owned());
    let start =
        StartSession { user: ana, token_digest, device, system: None, is_shared: false, is_proved: false };
    assert_eq!(market.refused(ana, &start), "users/closed");
    assert_eq!(market.refused(ana, &BeginClosing { user: ana }), "users/closed");
    let amount = Amount(100).of(usd());
    let deposit = RequestPayment { user: ana, direction: Direction::Deposit, amount };
    assert_eq!(market.refused(ana, &deposit), "users/closed");
}

#[test]
fn an_account_with_money_stays() {
    let mut market = Market::new();
    let cafe = market.cafe;
    let stop = market.cafe(&BeginClosing { user: cafe }).unwrap_err();
    assert_eq!(stop.refusal(), Some(&ClosingRefusal::MoneyLeft { money: Amount(50_000).of(usd()) }));
    // Money that comes while the account is closing keeps it too.
    let ana = market.ana;
    market.ana(&BeginClosing { user: ana }).unwrap();
    let key = ledger::AccountKey::of(ana, ledger::Class::UserTaxPot, usd());
    let bank = crate::admin::payment_transfer::bank(usd());
    let entry = ledger::Entry {
        debit: bank,
        credit: key,
        amount: Amount(1),
        purpose: ledger::Purpose::Deposit,
        subject: ana.cast(),
    };
    market.world.step(HERE, |draft| ledger::post(draft, &entry)).unwrap();
    assert_eq!(market.refused(ana, &CloseUser { user: ana }), "closing/money-left");
}

#[test]
fn while_an_account_is_closing_nothing_new_is_agreed_and_it_opens_by_itself() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let (hold, close) = (market.hold_command(evening(11, 27)), CloseUser { user: ana });
    assert_eq!(market.refused(ana, &close), "closing/not-begun");
    market.ana(&BeginClosing { user: ana }).unwrap();
    assert_eq!(market.refused(cafe, &hold), "users/seller-not-found");
    let amount = Amount(100).of(usd());
    let deposit = RequestPayment { user: ana, direction: Direction::Deposit, amount };
    assert_eq!(market.refused(ana, &deposit), "users/closing");
    let until = market.world.now.plus_minutes(CLOSING_MINUTES);
    market.pass_time(until);
    assert_eq!(market.world.find::<User>((HERE, ana)).unwrap().stage, UserStage::Open);
    assert_eq!(market.refused(ana, &close), "closing/not-begun");
    assert_eq!(market.refused(ana, &EraseRows::of(ana)), "closing/not-begun");
    market.cafe(&hold).unwrap();
    assert_eq!(market.refused(ana, &KeepUser { user: ana }), "command/not-the-market");
}

#[test]
fn what_is_somebody_elses_is_not_erased() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let (device, token_digest) = ("Firefox".to_owned(), "theirs".to_owned());
    market
        .cafe(&StartSession {
            user: cafe,
            token_digest,
            device,
            system: None,
            is_shared: false,
            is_proved: false,
        })
        .unwrap();
    let own = Amount(50_000).of(usd());
    let payout = RequestPayment { user: cafe, direction: Direction::Payout, amount: own };
    let payment = market.cafe(&payout).unwrap();
    let concluded = crate::admin::payment_transfer::ConcludePayment { payment, succeeded: true };
    market.world.run(Id::SYSTEM, &concluded).unwrap();
    market.cafe(&BeginClosing { user: cafe }).unwrap();
    let rows = EraseRows {
        offerings: vec![market.offering],
        resources: vec![ana.cast()],
        notices: market.world.all::<Notice>().iter().map(|notice| notice.id).collect(),
        ..EraseRows::of(cafe)
    };
    let anas = market.world.all::<Notice>().iter().filter(|notice| notice.user_id == ana).count();
    market.cafe(&rows).unwrap();
    assert_eq!(market.world.all::<Notice>().len(), anas);
    assert_eq!(market.world.find::<Offering>((HERE, market.offering)).unwrap().stage, OfferingStage::Open);
    assert_eq!(market.world.count(UsualWeek::TABLE), 1);
    assert_eq!(market.world.count(Session::TABLE), 1);
}
