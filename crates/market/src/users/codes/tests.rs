use super::*;
use crate::tests::{HERE, Market, account, code, evening, offer, usd, user};
use crate::users::assets::PriceTerms;
use crate::users::{SignInName, UserKind};
use kernel::{Amount, CommandRefusal, Outbox, World};

/// What the last message with a code says.
fn last(world: &World) -> CodeMessage {
    let messages = world.all::<Outbox>();
    let mut codes = messages.iter().filter(|message| message.topic == TOPIC);
    serde_json::from_str(&codes.next_back().expect("a code").body).unwrap()
}

/// Somebody who has just signed up, in a market.
fn newcomer(market: &mut Market) -> Id<User> {
    account(&mut market.world, "noor", UserKind::Person, false)
}

fn enter(user: Id<User>, purpose: CodePurpose, code: &str) -> EnterCode {
    EnterCode { user, purpose, digest: SentCode::digest_of(user, purpose, None, code) }
}

/// A code that is not this one.
fn other(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

fn ask(user: Id<User>, purpose: CodePurpose) -> SendCode {
    SendCode::to_own(user, purpose)
}

fn to(user: Id<User>, email: &str) -> SendCode {
    let new_email = Some(email.parse().unwrap());
    SendCode { new_email, ..SendCode::to_own(user, CodePurpose::Address) }
}

fn email(world: &World, user: Id<User>) -> String {
    world.find::<Person>((HERE, user)).unwrap().email.as_str().to_owned()
}

#[test]
fn the_code_of_a_sign_up_confirms_the_address_once() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    let message = last(&market.world);
    assert_eq!((message.user, message.purpose, message.code.len()), (noor, CodePurpose::Confirm, 6));
    let sent: SentCode = market.world.find((HERE, noor, CodePurpose::Confirm)).unwrap();
    assert_eq!((sent.email.as_str(), sent.tries, sent.hour_count), ("noor@example.org", 0, 1));
    assert_eq!(sent.expires_at, market.world.now.plus_minutes(10));
    assert!(!format!("{sent:?}").contains(&message.code), "the record does not know the code");
    let right = enter(noor, CodePurpose::Confirm, &message.code);
    assert_eq!(market.world.run(noor.cast(), &right).unwrap(), Entered::Right);
    let confirmed_at = market.world.find::<User>((HERE, noor)).unwrap().confirmed_at;
    assert_eq!(confirmed_at, Some(market.world.now));
    assert_eq!(market.refused(noor, &right), "codes/confirmed-before");
    assert_eq!(market.refused(noor, &ask(noor, CodePurpose::Confirm)), "codes/confirmed-before");
}

#[test]
fn who_is_not_confirmed_offers_but_neither_holds_nor_is_held() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    let hold = crate::mechanisms::stored_availability::work::HoldWork {
        buyer: noor,
        ..market.hold_command(evening(11, 27))
    };
    assert_eq!(market.refused(noor, &hold), "users/not-confirmed");
    let offering = offer(&mut market.world, noor, PriceTerms::plain(usd(), Amount(1_800)));
    let cafe = market.cafe;
    let of_noor = crate::mechanisms::stored_availability::work::HoldWork {
        offering,
        ..market.hold_command(evening(11, 27))
    };
    assert_eq!(market.refused(cafe, &of_noor), "users/seller-not-found");
    let entered = enter(noor, CodePurpose::Confirm, &last(&market.world).code);
    market.world.run(noor.cast(), &entered).unwrap();
    let refused = market.refused(cafe, &of_noor);
    assert_eq!(refused, "booking-checks/denied", "found, and asked for the card that the work needs");
    market.world.run(noor.cast(), &hold).unwrap();
}

#[test]
fn wrong_codes_count_although_they_are_refused_and_too_many_use_a_code_up() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    let right = last(&market.world).code;
    let wrong = enter(noor, CodePurpose::Confirm, other(&right));
    for tries_left in (1..=4).rev() {
        let stop = market.world.run(noor.cast(), &wrong).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CodeRefusal::Wrong { tries_left }));
    }
    assert_eq!(market.refused(noor, &wrong), "codes/used-up", "the fifth");
    assert_eq!(market.refused(noor, &enter(noor, CodePurpose::Confirm, &right)), "codes/used-up");
    market.world.run(noor.cast(), &ask(noor, CodePurpose::Confirm)).unwrap();
    let fresh = last(&market.world).code;
    market.world.run(noor.cast(), &enter(noor, CodePurpose::Confirm, &fresh)).unwrap();
}

#[test]
fn a_code_is_taken_for_its_minutes_by_its_user_for_its_purpose() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    let right = last(&market.world).code;
    let confirm = enter(noor, CodePurpose::Confirm, &right);
    assert_eq!(market.refused(market.ana, &confirm), CommandRefusal::NotYours.code());
    assert_eq!(market.refused(noor, &enter(noor, CodePurpose::Password, &right)), "codes/not-sent");
    let sent_at = market.world.now;
    market.world.now = sent_at.plus_minutes(10);
    assert_eq!(market.refused(noor, &confirm), "codes/expired");
    market.world.now = Timestamp(sent_at.plus_minutes(10).0 - 1);
    market.world.run(noor.cast(), &confirm).unwrap();
}

#[test]
fn so_many_codes_are_sent_an_hour_and_only_the_last_is_taken() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    let (first, began) = (last(&market.world).code, market.world.now);
    for _ in 0..4 {
        market.world.run(noor.cast(), &ask(noor, CodePurpose::Confirm)).unwrap();
    }
    let stop = market.world.run(noor.cast(), &ask(noor, CodePurpose::Confirm)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CodeRefusal::TooMany { from: began.plus_minutes(60) }));
    if first != last(&market.world).code {
        assert_eq!(market.refused(noor, &enter(noor, CodePurpose::Confirm, &first)), "codes/wrong");
    }
    market.world.now = began.plus_minutes(60);
    market.world.run(noor.cast(), &ask(noor, CodePurpose::Confirm)).unwrap();
}

#[test]
fn a_code_for_a_new_password_shows_that_messages_arrive_and_is_used_once() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    market.world.run(noor.cast(), &ask(noor, CodePurpose::Password)).unwrap();
    let right = enter(noor, CodePurpose::Password, &last(&market.world).code);
    market.world.run(noor.cast(), &right).unwrap();
    assert!(market.world.find::<User>((HERE, noor)).unwrap().confirmed_at.is_some());
    assert_eq!(market.refused(noor, &right), "codes/not-sent");
}

#[test]
fn an_address_changes_whole_or_not_at_all_wherever_it_stops_on_the_way() {
    let digest = |name: &str| kernel::hex_digest(name.as_bytes());
    let (old, new) = (digest("ana"), digest("anew@example.org"));
    // How many of the three steps were taken before the process died.
    for died_after in 0..=3 {
        let mut market = Market::new();
        let ana = market.ana;
        market.world.run(ana.cast(), &to(ana, "anew@example.org")).unwrap();
        let right = enter(ana, CodePurpose::Address, &last(&market.world).code);
        let step = super::super::MoveName { user: ana, from: old.clone(), to: new.clone() };
        let steps = |market: &mut Market, count: usize| {
            if count > 0 {
                market.world.run(ana.cast(), &right).unwrap();
            }
            if count > 1 {
                market.world.run(ana.cast(), &step).unwrap();
            }
            if count > 2 {
                market.world.run(ana.cast(), &KeepAddress { user: ana }).unwrap();
            }
        };
        steps(&mut market, died_after);
        let names = market.world.all::<SignInName>().into_iter().filter(|name| name.user_id == ana);
        assert_eq!(names.count(), 1, "one name leads to the account, after {died_after}");
        if died_after < 3 {
            assert_eq!(email(&market.world, ana), "ana@example.org");
            // Said again, also after the code would be too old for a first time.
            if died_after > 0 {
                market.world.now = market.world.now.plus_minutes(60);
            }
            steps(&mut market, 3);
        }
        assert_eq!(email(&market.world, ana), "anew@example.org");
        let name: SignInName = market.world.find((Locality::NAMES, new.clone())).unwrap();
        assert_eq!((name.user_id, name.password_hash.as_str()), (ana, "hash"), "with its password");
        assert!(market.world.find::<SignInName>((Locality::NAMES, old.clone())).is_none());
        assert_eq!(market.world.count(SentCode::TABLE), 0);
        market.world.run(ana.cast(), &KeepAddress { user: ana }).unwrap();
        assert_eq!(market.refused(ana, &right), "codes/not-sent", "and it is over");
    }
}

#[test]
fn the_code_for_another_address_goes_there_and_confirms_it() {
    let mut market = Market::new();
    let noor = newcomer(&mut market);
    assert_eq!(market.refused(noor, &to(noor, "NOOR@example.org")), "codes/same-address");
    market.world.run(noor.cast(), &to(noor, "right@example.org")).unwrap();
    let sent: SentCode = market.world.find((HERE, noor, CodePurpose::Address)).unwrap();
    assert_eq!(sent.email.as_str(), "right@example.org");
    market.world.run(noor.cast(), &KeepAddress { user: noor }).unwrap();
    assert_eq!(email(&market.world, noor), "noor@example.org", "nothing was entered yet");
    market.world.run(noor.cast(), &enter(noor, CodePurpose::Address, &last(&market.world).code)).unwrap();
    market.world.run(noor.cast(), &KeepAddress { user: noor }).unwrap();
    assert!(market.world.find::<User>((HERE, noor)).unwrap().confirmed_at.is_some());
}

#[test]
fn a_name_that_somebody_has_is_not_moved_to() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let digest = |name: &str| kernel::hex_digest(name.as_bytes());
    let step = super::super::MoveName { user: ana, from: digest("ana"), to: digest("cafe") };
    assert_eq!(market.refused(ana, &step), "users/name-taken");
    assert_eq!(market.refused(cafe, &step), CommandRefusal::NotYours.code());
    let theirs = super::super::MoveName { user: ana, from: digest("cafe"), to: digest("free") };
    let stop = market.world.run(ana.cast(), &theirs).unwrap_err();
    assert_eq!(code(stop), CommandRefusal::NotYours.code());
    let kim = user(&mut market.world, "kim", UserKind::Person);
    assert_eq!(market.world.find::<SignInName>((Locality::NAMES, digest("kim"))).unwrap().user_id, kim);
}
