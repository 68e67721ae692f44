use super::*;
use crate::tests::{HERE, portland, reference, user};
use crate::users::UserKind;
use kernel::World;

#[test]
fn a_sign_in_name_belongs_to_one_user() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let first = user(&mut world, "ana", UserKind::Person);
    let digest = kernel::hex_digest(b"ana");
    let again = ClaimName { digest: digest.clone(), password_hash: "other".to_owned(), home: HERE };
    let stop = world.run(Id::SYSTEM, &again).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NameTaken));
    let name: SignInName = world.find((Locality::NAMES, digest)).unwrap();
    assert_eq!((name.user_id, name.password_hash.as_str(), first.locality()), (first, "hash", HERE));
}

/// A claim of Ana's name with a password.
fn claim(password_hash: &str) -> ClaimName {
    ClaimName { digest: kernel::hex_digest(b"ana"), password_hash: password_hash.to_owned(), home: HERE }
}

#[test]
fn a_name_whose_account_was_never_opened_is_taken_over() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let lost = world.run(Id::SYSTEM, &claim("lost")).unwrap();
    let found = world.run(Id::SYSTEM, &claim("found")).unwrap();
    assert_ne!(lost, found, "who opens it has nothing of whoever began");
    let keep = |user| KeepName { digest: kernel::hex_digest(b"ana"), user };
    let stop = world.run(Id::SYSTEM, &keep(lost)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NameTaken), "the first to begin comes too late");
    world.run(Id::SYSTEM, &keep(found)).unwrap();
    let stop = world.run(Id::SYSTEM, &claim("again")).unwrap_err();
    assert_eq!(stop.refusal(), Some(&UserRefusal::NameTaken));
    let name: SignInName = world.find((Locality::NAMES, kernel::hex_digest(b"ana"))).unwrap();
    let opened_at = Some(world.now);
    assert_eq!((name.user_id, name.password_hash.as_str(), name.opened_at), (found, "found", opened_at));
    world.now = world.now.plus_hours(1);
    world.run(Id::SYSTEM, &keep(found)).unwrap();
    let name: SignInName = world.find((Locality::NAMES, kernel::hex_digest(b"ana"))).unwrap();
    assert_eq!(name.opened_at, opened_at, "kept again, it stays as it is");
}

#[test]
fn only_its_user_gives_a_name_another_password() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let (ana, kim) = (user(&mut world, "ana", UserKind::Person), user(&mut world, "kim", UserKind::Person));
    let digest = kernel::hex_digest(b"ana");
    let set = |user| SetPassword { user, digest: digest.clone(), password_hash: "new".to_owned() };
    for (actor, named) in [(kim, ana), (kim, kim)] {
        let stop = world.run(actor.cast(), &set(named)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&kernel::CommandRefusal::NotYours));
    }
    world.run(ana.cast(), &set(ana)).unwrap();
    let name: SignInName = world.find((Locality::NAMES, digest)).unwrap();
    assert_eq!((name.user_id, name.password_hash.as_str()), (ana, "new"));
}

#[test]
fn a_name_is_given_back_once_and_never_somebody_elses() {
    let mut world = World::at(portland(11, 23, 9)).consulting(reference());
    let ana = user(&mut world, "ana", UserKind::Person);
    let digest = kernel::hex_digest(b"ana");
    let free = FreeName { user: ana, digest: digest.clone() };
    world.run(Id::SYSTEM, &free).unwrap();
    assert_eq!(world.find::<SignInName>((Locality::NAMES, digest.clone())), None);
    let next = user(&mut world, "ana", UserKind::Person);
    world.run(Id::SYSTEM, &free).unwrap();
    assert_eq!(world.find::<SignInName>((Locality::NAMES, digest)).unwrap().user_id, next);
}
