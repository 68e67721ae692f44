use super::*;
use crate::tests::{HERE, Market};
use crate::users::codes::{
    self, CodeMessage, CodePurpose, CodeRefusal, EnterCode, Entered, SendCode, SentCode,
};
use crate::users::passkeys::AddPasskey;
use kernel::{CommandRefusal, Outbox};

#[test]
fn only_its_user_ends_a_session_and_it_ends_once() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let start = StartSession {
        user: ana,
        token_digest: "digest".to_owned(),
        device: "x".repeat(500),
        system: None,
        is_shared: false,
        is_proved: false,
    };
    let expires_at = market.world.run(ana.cast(), &start).unwrap();
    assert_eq!(expires_at, market.world.now.plus_hours(30 * 24));
    let session: Session = market.world.find((HERE, "digest".to_owned())).unwrap();
    assert_eq!(session.device.len(), 120);
    let end = EndSession { locality: HERE, token_digest: "digest".to_owned() };
    let stop = market.world.run(cafe.cast(), &end).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CommandRefusal::NotYours));
    market.world.run(ana.cast(), &end).unwrap();
    assert!(matches!(market.world.run(ana.cast(), &end), Err(Stop::Absent("session"))));
}

#[test]
fn sessions_end_together_and_only_ones_own() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    for (user, digest) in [(ana, "one"), (ana, "two"), (cafe, "theirs")] {
        let token_digest = digest.to_owned();
        let start = StartSession {
            user,
            token_digest,
            device: "Firefox".to_owned(),
            system: None,
            is_shared: false,
            is_proved: false,
        };
        market.world.run(user.cast(), &start).unwrap();
    }
    let end = |digests: &[&str]| EndSessions {
        user: ana,
        token_digests: digests.iter().map(|digest| (*digest).to_owned()).collect(),
    };
    assert_eq!(market.refused(ana, &end(&["one", "theirs"])), "command/not-yours");
    assert_eq!(market.world.count(Session::TABLE), 3, "nothing by halves");
    market.world.run(ana.cast(), &end(&["one", "two", "gone"])).unwrap();
    assert_eq!(market.world.count(Session::TABLE), 1);
}

/// Signs Ana in on a device, and gives the moment at which that begins.
fn signed_in(market: &mut Market, is_shared: bool, is_proved: bool) -> Timestamp {
    let (user, token_digest) = (market.ana, "digest".to_owned());
    let device = "Firefox".to_owned();
    market.ana(&StartSession { user, token_digest, device, system: None, is_shared, is_proved }).unwrap();
    market.world.now
}

fn session(market: &Market) -> Session {
    market.world.find((HERE, "digest".to_owned())).unwrap()
}

#[test]
fn a_session_that_nobody_uses_ends_and_one_that_is_used_ends_once_at_last() {
    for (is_shared, idle_minutes, minutes) in [(false, 336 * 60, 720 * 60), (true, 15, 120)] {
        let mut market = Market::new();
        let begun = signed_in(&mut market, is_shared, false);
        let last_idle = Timestamp(begun.plus_minutes(idle_minutes).0 - 1);
        assert!(session(&market).is_live(last_idle));
        assert!(!session(&market).is_live(begun.plus_minutes(idle_minutes)));
        let see = SeeSession { user: market.ana, token_digest: "digest".to_owned() };
        let mut at = begun;
        while at < begun.plus_minutes(minutes - idle_minutes) {
            at = at.plus_minutes(idle_minutes - 1);
            market.pass_time(at);
            market.ana(&see).unwrap();
        }
        assert!(session(&market).is_live(Timestamp(begun.plus_minutes(minutes).0 - 1)));
        assert!(!session(&market).is_live(begun.plus_minutes(minutes)), "used or not");
        market.pass_time(begun.plus_minutes(minutes));
        assert!(matches!(market.ana(&see), Err(Stop::Absent("session"))), "it does not come back");
    }
}

#[test]
fn a_session_is_not_written_down_for_each_page() {
    let mut market = Market::new();
    let begun = signed_in(&mut market, true, false);
    let reference = crate::tests::reference();
    let rulebook = reference.find::<Rulebook>().unwrap();
    let terms = SessionTerms::on(rulebook, begun.day().date()).unwrap();
    assert!(!session(&market).is_to_be_seen(&terms, begun.plus_minutes(1)));
    assert!(session(&market).is_to_be_seen(&terms, begun.plus_minutes(2)));
}

#[test]
fn a_second_factor_counts_for_a_quarter_of_an_hour_and_for_its_session() {
    let mut market = Market::new();
    let begun = signed_in(&mut market, false, false);
    assert_eq!(session(&market).proved_until, None);
    let prove = ProveSession { user: market.ana, token_digest: "digest".to_owned(), by: Proof::Passkey };
    let until = market.ana(&prove).unwrap();
    assert_eq!((until, session(&market).proved_until), (begun.plus_minutes(15), Some(until)));
    let cafe = market.cafe;
    let others = ProveSession { user: cafe, ..prove };
    assert_eq!(market.refused(cafe, &others), "command/not-yours");
    signed_in(&mut market, false, true);
    assert_eq!(session(&market).proved_until, Some(begun.plus_minutes(15)));
}

fn by_code(market: &Market) -> ProveSession {
    ProveSession { user: market.ana, token_digest: "digest".to_owned(), by: Proof::Code }
}

/// Of what a second factor by code is asked for: the code itself, and that it counts.
fn from(market: &mut Market) -> Option<Timestamp> {
    let (user, session) = (market.ana, Some("digest".to_owned()));
    let ask = SendCode { session, ..SendCode::to_own(user, CodePurpose::Proof) };
    let prove = by_code(market);
    let refused = [market.ana(&ask).map(drop), market.ana(&prove).map(drop)].map(|told| match told {
        Ok(()) => None,
        Err(stop) => {
            let Some(SessionRefusal::CodeWaits { from }) = stop.refusal() else { panic!("{stop:?}") };
            Some(*from)
        }
    });
    let [sent, counted] = refused;
    assert_eq!(sent, counted, "a code is sent where it counts, and nowhere else");
    sent
}

#[test]
fn a_code_is_no_second_factor_for_a_day_after_a_new_password_by_a_code() {
    let mut market = Market::new();
    let ana = market.ana;
    market.ana(&SendCode::to_own(ana, CodePurpose::Password)).unwrap();
    let digest = market.world.find::<SentCode>((HERE, ana, CodePurpose::Password)).unwrap().digest;
    let reset = market.world.now;
    market.ana(&EnterCode { user: ana, purpose: CodePurpose::Password, digest }).unwrap();
    signed_in(&mut market, false, false);
    assert_eq!(from(&mut market), Some(reset.plus_minutes(24 * 60)));
    market.world.now = reset.plus_minutes(23 * 60);
    // Another password by another code, or another session, does not make it come sooner.
    market.ana(&SendCode::to_own(ana, CodePurpose::Password)).unwrap();
    signed_in(&mut market, false, false);
    assert_eq!(from(&mut market), Some(reset.plus_minutes(24 * 60)));
    market.world.now = reset.plus_minutes(24 * 60);
    assert_eq!(from(&mut market), None);
    assert!(session(&market).proved_until.is_some());
}

#[test]
fn where_there_is_a_passkey_a_code_is_no_second_factor_for_a_day_after_a_sign_in() {
    let mut market = Market::new();
    let begun = signed_in(&mut market, false, false);
    assert_eq!(from(&mut market), None, "without one it is at once");
    let add = AddPasskey {
        user: market.ana,
        credential: "credential".to_owned(),
        public_key: "key".to_owned(),
        sign_count: 0,
        device: "Firefox".to_owned(),
        system: None,
    };
    market.ana(&add).unwrap();
    assert_eq!(from(&mut market), Some(begun.plus_minutes(24 * 60)));
    let by_passkey = ProveSession { by: Proof::Passkey, ..by_code(&market) };
    market.ana(&by_passkey).unwrap();
    // Who has lost it waits, and gets past it: a way back that takes a while and is seen on the account's page.
    market.world.now = begun.plus_minutes(24 * 60);
    assert_eq!(from(&mut market), None);
}

#[test]
fn a_code_that_proves_is_of_the_session_that_asked() {
    let mut market = Market::new();
    signed_in(&mut market, false, false);
    let nowhere = SendCode::to_own(market.ana, CodePurpose::Proof);
    let told = market.ana(&nowhere);
    assert!(matches!(told, Err(Stop::Absent("session"))), "{told:?}");
    let (ana, purpose) = (market.ana, CodePurpose::Proof);
    market.ana(&SendCode { session: Some("digest".to_owned()), ..nowhere }).unwrap();
    let message = market.world.all::<Outbox>().into_iter().rfind(|message| message.topic == codes::TOPIC);
    let message: CodeMessage = serde_json::from_str(&message.unwrap().body).unwrap();
    let digest = |session| SentCode::digest_of(ana, purpose, session, &message.code);
    let enter = |session| EnterCode { user: ana, purpose, digest: digest(session) };
    for elsewhere in [Some("another"), None] {
        let told = market.ana(&enter(elsewhere)).unwrap_err();
        assert!(matches!(told.refusal(), Some(CodeRefusal::Wrong { .. })), "{told:?}");
    }
    assert_eq!(market.ana(&enter(Some("digest"))).unwrap(), Entered::Right);
}
