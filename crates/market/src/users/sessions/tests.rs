use super::*;
use crate::tests::{HERE, Market};
use kernel::CommandRefusal;

#[test]
fn only_its_user_ends_a_session_and_it_ends_once() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let start =
        StartSession { user: ana, token_digest: "digest".to_owned(), device: "x".repeat(500), system: None };
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
        let start = StartSession { user, token_digest, device: "Firefox".to_owned(), system: None };
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
