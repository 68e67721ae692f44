use super::*;
use crate::{Amount, Change, Loaded, Locality};

#[derive(Record, Clone, Debug, PartialEq)]
#[record(
    table = "jar",
    key(locality, owner, name),
    public,
    index = "locality, held",
    check = "held >= 0",
    check = "held <= limit"
)]
struct Jar {
    locality: Locality,
    owner: i64,
    name: String,
    held: Amount,
    limit: Option<Amount>,
}

#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "note", key(locality, id), public, append_only)]
struct Note {
    locality: Locality,
    id: i64,
}

const HERE: Locality = Locality(1);

fn moment() -> Moment {
    Moment::new(Timestamp(1), Id::SYSTEM, Id::from_bits(1), HERE)
}

fn jar(owner: i64, name: &str, held: i64) -> Jar {
    Jar { locality: HERE, owner, name: name.into(), held: Amount(held), limit: None }
}

/// A state that has read all jars of owner 1: the ones given.
fn state(jars: &[Jar]) -> State {
    let mut keys = Keys::default();
    keys.all::<Jar>((HERE, 1));
    let rows = jars.iter().map(|jar| {
        let row = jar.to_row();
        Loaded { key: Key::of_row(Jar::TABLE, &row), version: 7, row }
    });
    let mut state = State::default();
    state.load(&keys, rows.collect());
    state
}

#[test]
fn a_draft_reads_its_own_writes_in_key_order() {
    let state = state(&[jar(1, "b", 5), jar(1, "d", 6)]);
    let moment = moment();
    let mut draft = Draft::new(&state, &moment);
    draft.put(&jar(1, "a", 1)).unwrap();
    draft.put(&jar(1, "d", 9)).unwrap();
    draft.remove::<Jar>((HERE, 1, "b".to_owned())).unwrap();
    let names: Vec<_> =
        draft.list::<Jar>((HERE, 1)).unwrap().into_iter().map(|p| (p.name, p.held.0)).collect();
    assert_eq!(names, [("a".to_owned(), 1), ("d".to_owned(), 9)]);
    assert_eq!(draft.find::<Jar>((HERE, 1, "b".to_owned())).unwrap(), None);
}

#[test]
fn what_was_not_read_is_asked_for() {
    let state = state(&[]);
    let moment = moment();
    let draft = Draft::new(&state, &moment);
    assert!(
        matches!(draft.find::<Jar>((HERE, 2, "a".to_owned())), Err(ReadStop::Need(keys)) if keys.points().len() == 1)
    );
    assert!(matches!(draft.list::<Jar>((HERE, 2)), Err(ReadStop::Need(keys)) if keys.prefixes().len() == 1));
    assert!(matches!(draft.find::<Jar>((HERE, 1, "absent".to_owned())), Ok(None)), "the prefix was read");
    assert!(matches!(draft.get::<Jar>((HERE, 1, "absent".to_owned())), Err(ReadStop::Absent("jar"))));
}

#[test]
fn what_is_asked_for_together_is_told_together() {
    let state = state(&[jar(1, "a", 5)]);
    let mut keys = Keys::default();
    keys.one::<Jar>((HERE, 1, "a".to_owned()));
    assert!(Draft::new(&state, &moment()).ask(keys.clone()).is_ok(), "all of it was read");
    keys.one::<Jar>((HERE, 2, "a".to_owned()));
    keys.one::<Jar>((HERE, 3, "a".to_owned()));
    let stop = Draft::new(&state, &moment()).ask(keys).unwrap_err();
    assert!(matches!(stop, ReadStop::Need(keys) if keys.points().len() == 2));
}

#[test]
fn prefixes_within_prefixes_were_all_read() {
    let prefix = |owner: Option<i64>| {
        let mut keys = Keys::default();
        match owner {
            Some(owner) => keys.all::<Jar>((HERE, owner)),
            None => keys.all::<Jar>((HERE,)),
        }
        keys
    };
    for order in [[Some(3), None], [None, Some(3)]] {
        let mut state = state(&[jar(1, "a", 5)]);
        let unread = |state: &State, owner| {
            Draft::new(state, &moment()).find::<Jar>((HERE, owner, "z".to_owned())).is_err()
        };
        assert!(unread(&state, 3) && unread(&state, 4) && !unread(&state, 1));
        for owner in order {
            state.load(&prefix(owner), Vec::new());
            assert!(!unread(&state, 3), "{order:?}");
        }
        assert!([0, 1, 2, 3, 4].iter().all(|owner| !unread(&state, *owner)), "{order:?}");
        let left = Draft::new(&state, &moment()).find::<Jar>((HERE, 1, "a".to_owned()));
        assert_eq!(left.unwrap(), Some(jar(1, "a", 5)));
    }
}

#[test]
fn many_writes_of_a_row_are_one_change() {
    let mut state = state(&[jar(1, "a", 5)]);
    for held in [6, 7] {
        let moment = moment();
        let mut draft = Draft::new(&state, &moment);
        draft.put(&jar(1, "a", held)).unwrap();
        draft.put(&jar(1, "new", held)).unwrap();
        let rows = draft.into_writes().into_rows().unwrap();
        state.take_in(rows);
    }
    let changes = state.changes();
    let seen: Vec<_> = changes.iter().map(|c| (c.version, c.after)).collect();
    assert_eq!(seen, [(7, 8), (0, 1)]);
    assert_eq!(Jar::from_row(changes[0].row.as_ref().unwrap()).unwrap().held, Amount(7));
    let before: Vec<_> = changes.iter().map(|c| c.before.clone()).collect();
    assert_eq!(before, [Some(jar(1, "a", 5).to_row()), None], "as the database has it");
}

#[test]
fn an_index_keeps_a_row_none_of_whose_columns_in_it_changed() {
    let change = |before: Option<Jar>, after: Option<Jar>| {
        let key = Key::of_row(Jar::TABLE, &jar(1, "a", 0).to_row());
        let [before, row] = [before, after].map(|jar| jar.map(|jar| jar.to_row()));
        Change { key, version: 1, after: 2, before, row }
    };
    let limited = |held, limit| Some(Jar { limit, ..jar(1, "a", held) });
    for (before, after, keeps) in [
        (limited(5, None), limited(5, Some(Amount(9))), true),
        (limited(5, None), limited(6, None), false),
        (limited(5, None), limited(6, Some(Amount(9))), false),
        (None, limited(5, None), false),
        (limited(5, None), None, false),
    ] {
        let words = format!("{before:?} to {after:?}");
        assert_eq!(change(before, after).keeps_indexes(), keeps, "{words}");
    }
}

#[test]
fn added_and_removed_in_one_batch_is_no_change() {
    let mut state = state(&[]);
    let moment = moment();
    let mut draft = Draft::new(&state, &moment);
    draft.put(&jar(1, "a", 1)).unwrap();
    draft.remove::<Jar>((HERE, 1, "a".to_owned())).unwrap();
    let rows = draft.into_writes().into_rows().unwrap();
    state.take_in(rows);
    assert!(state.changes().is_empty());
}

#[test]
fn a_broken_check_is_found_before_any_database() {
    let state = state(&[]);
    let faults = [
        (jar(1, "a", -1), "jar: held >= 0 does not hold"),
        (Jar { limit: Some(Amount(3)), ..jar(1, "a", 4) }, "jar: held <= limit does not hold"),
        (jar(1, "a\0", 1), "jar.name cannot hold what it was given"),
    ];
    for (record, fault) in faults {
        let moment = moment();
        let mut draft = Draft::new(&state, &moment);
        draft.put(&record).unwrap();
        assert_eq!(draft.into_writes().into_rows().unwrap_err(), fault);
    }
}

#[test]
fn what_is_only_added_is_neither_changed_nor_added_twice() {
    let state = State::default();
    let moment = moment();
    let mut draft = Draft::new(&state, &moment);
    draft.add(&Note { locality: HERE, id: 1 });
    draft.add(&Note { locality: HERE, id: 1 });
    assert_eq!(draft.into_writes().into_rows().unwrap_err(), "note: added twice under one key");

    let mut draft = Draft::new(&state, &moment);
    draft.add(&Note { locality: HERE, id: 1 });
    draft.remove::<Note>((HERE, 1)).unwrap();
    assert_eq!(draft.into_writes().into_rows().unwrap_err(), "note: rows are never removed");
}

/// A step of a decision that is refused.
#[derive(Clone, Debug, Refusal)]
#[refusal("jar")]
enum Full {
    /// It is.
    Full,
}

#[test]
fn a_step_that_is_refused_leaves_nothing_and_the_others_stand() {
    let state = state(&[jar(1, "a", 5), jar(1, "b", 5)]);
    let moment = moment();
    let mut draft = Draft::new(&state, &moment);
    draft.put(&jar(1, "a", 6)).unwrap();
    let steps = [("a", 7), ("b", 9), ("c", 9), ("b", 7)];
    let taken = draft.each(steps, |draft, (name, held)| {
        draft.put(&jar(1, name, held))?;
        draft.put(&jar(1, "a", held))?;
        draft.remove::<Jar>((HERE, 1, "d".to_owned()))?;
        if held == 9 {
            draft.remove::<Jar>((HERE, 1, "a".to_owned()))?;
            return Err(Full::Full.into());
        }
        Ok(held)
    });
    let taken: Vec<_> = taken.unwrap().into_iter().map(Result::ok).collect();
    assert_eq!(taken, [Some(7), None, None, Some(7)]);
    let jars: Vec<_> =
        draft.list::<Jar>((HERE, 1)).unwrap().into_iter().map(|jar| (jar.name, jar.held.0)).collect();
    assert_eq!(jars, [("a".to_owned(), 7), ("b".to_owned(), 7)]);
}

#[test]
fn what_steps_have_not_read_is_asked_for_together() {
    let state = state(&[]);
    let moment = moment();
    let mut draft = Draft::new(&state, &moment);
    let asked = draft.each([1, 2, 3], |draft, owner| {
        draft.put(&jar(1, "a", 1))?;
        Ok(draft.find::<Jar>((HERE, owner, "a".to_owned()))?)
    });
    let Err(Stop::Need(keys)) = asked else { panic!("rows of two owners were not read") };
    assert_eq!(keys.points().len(), 2);
    assert!(
        draft
            .into_writes()
            .into_rows()
            .unwrap()
            .contains_key(&Key::of_row(Jar::TABLE, &jar(1, "a", 1).to_row()))
    );
}
