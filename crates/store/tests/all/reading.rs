//! How pages read, and that what is written comes back as it was.

use crate::market::{HERE, Market, THERE, mine};
use crate::toys::{
    Fill, Holders, KeepSample, OtherKind, Pay, Purse, Sample, TooFewColumns, ToyRefusal, UnderCeiling,
    UnknownColumn,
};
use kernel::{Amount, BasisPoints, CommandLog, Currency, Decide, Draft, Id, Locality, Record, Slots, Value};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use store::{Failure, Store};

crate::on_both_engines![
    a_view_reads_one_locality,
    a_wrong_view_is_a_fault_of_ours,
    lists_are_in_key_order,
    a_scan_hands_over_every_record_in_key_order,
    pages_of_a_snapshot_are_the_scan_cut_in_pieces,
    a_snapshot_is_of_one_moment,
    every_kind_of_value_comes_back_as_it_was,
    an_index_finds_a_row_wherever_it_has_moved,
    a_look_reads_what_a_decision_reads_in_as_few_journeys_and_writes_nothing,
];

async fn a_view_reads_one_locality(market: Market) {
    let store = market.open().await;
    for (id, locality, held) in
        [(1, HERE, 5), (2, HERE, 5), (3, HERE, 9), (4, THERE, 5), (5, HERE, 1), (6, HERE, 7)]
    {
        fill(&store, locality, id, held).await;
    }
    let params = [Value::Int(9), Value::Int(2), Value::Id(6)];
    let holders = store.view::<Holders>(HERE, &params).await.unwrap();
    let holder = |held, count| Holders { held: Amount(held), count, nothing: None };
    assert_eq!(holders, [holder(5, 2), holder(9, 1)]);
}

async fn a_wrong_view_is_a_fault_of_ours(market: Market) {
    let store = market.open().await;
    fill(&store, HERE, 1, 5).await;
    let failures = [
        store.view::<UnknownColumn>(HERE, &[]).await.map(drop),
        store.view::<TooFewColumns>(HERE, &[]).await.map(drop),
        store.view::<OtherKind>(HERE, &[]).await.map(drop),
        store.view::<Holders>(HERE, &[]).await.map(drop),
        store
            .view::<Holders>(HERE, &[Value::Int(1), Value::Int(2), Value::Text("no id".into())])
            .await
            .map(drop),
    ];
    // An engine that compares what can never be the same finds nothing, and says so.
    let wrong = failures.iter().take(if market.url.is_some() { 5 } else { 4 });
    for failure in wrong {
        let Err(Failure::Failed(fault)) = failure else { panic!("{failure:?}") };
        assert_eq!(
            failure.as_ref().unwrap_err().to_string(),
            format!("failed; look for {} in the log", fault.reference)
        );
    }
    assert_eq!(
        store.view::<Holders>(HERE, &[Value::Int(9), Value::Int(1), Value::Id(7)]).await.unwrap().len(),
        1
    );
}

async fn lists_are_in_key_order(market: Market) {
    let store = market.open().await;
    for (n, text) in ["b", "Ä", "a", "B", "", "a b", "z"].into_iter().enumerate() {
        let sample = Sample { text: text.into(), ..plain(HERE, 1) };
        store.run(mine(u128::try_from(n).unwrap()), KeepSample { sample }).await.unwrap();
    }
    store.run(mine(50), KeepSample { sample: plain(HERE, 2) }).await.unwrap();
    let found = store.list::<Sample>((HERE, 1, Id::from_bits(7))).await.unwrap();
    let texts: Vec<_> = found.iter().map(|sample| sample.text.as_str()).collect();
    assert_eq!(texts, ["", "B", "a", "a b", "b", "z", "Ä"], "by bytes, on every engine");
    assert_eq!(store.list::<Sample>((THERE,)).await.unwrap(), []);
    assert_eq!(store.find::<Purse>((HERE, Id::from_bits(1))).await.unwrap(), None);
}

async fn a_scan_hands_over_every_record_in_key_order(market: Market) {
    let store = market.open().await;
    let mut running = Vec::new();
    for id in 0..1_300_u32 {
        let store = store.clone();
        let locality = if id % 2 == 0 { HERE } else { THERE };
        running.push(tokio::spawn(async move { fill(&store, locality, id.into(), i64::from(id)).await }));
    }
    for run in running {
        run.await.unwrap();
    }
    let mut keys = Vec::new();
    let count = store.scan::<Purse>(|purse| keys.push((purse.locality, purse.id))).await.unwrap();
    assert_eq!((count, keys.len(), store.count::<Purse>().await.unwrap()), (1_300, 1_300, 1_300));
    assert!(keys.is_sorted());
}

async fn pages_of_a_snapshot_are_the_scan_cut_in_pieces(market: Market) {
    let store = market.open().await;
    for (id, locality) in [(3, HERE), (1, THERE), (2, HERE), (5, THERE), (4, HERE), (9, HERE), (8, THERE)] {
        fill(&store, locality, id, 5).await;
    }
    let mut scanned = Vec::new();
    store.scan::<Purse>(|purse| scanned.push(purse)).await.unwrap();
    let mut snapshot = store.snapshot().await.unwrap();
    fill(&store, HERE, 7, 5).await;
    for most in [1, 3, 7, 100] {
        let (mut paged, mut last) = (Vec::new(), None);
        loop {
            let page = snapshot.page::<Purse>(last.as_ref(), most).await.unwrap();
            assert!(page.len() <= most);
            let Some(end) = page.last() else { break };
            last = Some(end.clone());
            paged.extend(page);
        }
        assert_eq!(paged, scanned, "{most} at a time, and none of what came since");
    }
    assert_eq!(snapshot.scan::<Purse>(drop).await.unwrap(), 7, "a scan goes on behind it");
    snapshot.finish().await;
}

async fn a_snapshot_is_of_one_moment(market: Market) {
    let store = market.open().await;
    fill(&store, HERE, 1, 5).await;
    let mut snapshot = store.snapshot().await.unwrap();
    for purse in 2..100 {
        fill(&store, HERE, purse, 5).await;
    }
    let mut held = Vec::new();
    assert_eq!(snapshot.scan::<Purse>(|purse| held.push(purse.held.0)).await.unwrap(), 1);
    assert_eq!(snapshot.scan::<CommandLog>(drop).await.unwrap(), 1, "nor what another table got since");
    assert_eq!(held, [5]);
    snapshot.finish().await;
    assert_eq!(store.scan::<Purse>(drop).await.unwrap(), 99);
    // One that is dropped is no burden, however often.
    for _ in 0..20 {
        drop(store.snapshot().await.unwrap());
    }
    assert_eq!(store.count::<Purse>().await.unwrap(), 99);
}

async fn every_kind_of_value_comes_back_as_it_was(market: Market) {
    let store = market.open().await;
    let samples =
        (any::<[i64; 3]>(), any::<[u128; 2]>(), any::<[String; 2]>(), any::<(Vec<u8>, bool, u128)>())
            .prop_map(|(ints, ids, texts, (bytes, is_there, slots))| Sample {
                locality: HERE,
                number: ints[0].min(ints[1]),
                id: Id::from_bits(ids[0]),
                text: texts[0].replace('\0', ""),
                bytes: bytes.clone(),
                ceiling: ints[0].max(ints[1]),
                truth: is_there,
                slots: Slots::from_bits(slots),
                ratio: BasisPoints(ints[2]),
                currency: is_there.then(|| Currency::new("EUR").unwrap()),
                maybe_id: (!is_there).then(|| Id::from_bits(ids[1])),
                maybe_text: is_there.then(|| texts[1].replace('\0', "")),
                maybe_bytes: (!is_there).then_some(bytes),
            });
    let mut runner = TestRunner::deterministic();
    for id in 0..100_u32 {
        let sample = samples.new_tree(&mut runner).unwrap().current();
        store.run(mine(id.into()), KeepSample { sample: sample.clone() }).await.unwrap();
        // A second time, so that it is read and updated under its key.
        let again = Sample { truth: !sample.truth, ..sample };
        store.run(mine(u128::from(id) + 1_000), KeepSample { sample: again.clone() }).await.unwrap();
        let key = (HERE, again.number, again.id, again.text.clone(), again.bytes.clone());
        assert_eq!(store.find::<Sample>(key).await.unwrap(), Some(again));
    }
    assert_eq!(store.count::<Sample>().await.unwrap(), 100);
    assert_eq!(store.list::<Sample>((HERE,)).await.unwrap().len(), 100);
    assert_eq!(Sample::TABLE.columns.len(), 13, "of every kind, in the key, outside it and absent");
}

async fn an_index_finds_a_row_wherever_it_has_moved(market: Market) {
    let store = market.open().await;
    // Another row beside it; then the row is new, changes beside the index, in the index, and both.
    store.run(mine(1), KeepSample { sample: Sample { ceiling: 8, ..plain(HERE, 2) } }).await.unwrap();
    let steps = [(8, true), (8, false), (9, false), (8, true)];
    for (id, (ceiling, truth)) in (2..).zip(steps) {
        let sample = Sample { ceiling, truth, ..plain(HERE, 1) };
        store.run(mine(id), KeepSample { sample: sample.clone() }).await.unwrap();
        assert_eq!(
            store.find::<Sample>((HERE, 1, sample.id, String::new(), Vec::new())).await.unwrap(),
            Some(sample)
        );
        for under in [8, 9] {
            let found = store.view::<UnderCeiling>(HERE, &[Value::Int(under)]).await.unwrap();
            let moved = (under == ceiling).then_some(UnderCeiling { number: 1, truth });
            let beside = (under == 8).then_some(UnderCeiling { number: 2, truth: true });
            let expected: Vec<_> = moved.into_iter().chain(beside).collect();
            assert_eq!(found, expected, "under {under} after {ceiling}, {truth}");
        }
    }
}

fn plain(locality: Locality, number: i64) -> Sample {
    Sample {
        locality,
        number,
        id: Id::from_bits(7),
        text: String::new(),
        bytes: Vec::new(),
        ceiling: i64::MAX,
        truth: true,
        slots: Slots::from_bits(1),
        ratio: BasisPoints(0),
        currency: None,
        maybe_id: None,
        maybe_text: None,
        maybe_bytes: None,
    }
}

async fn fill(store: &Store, locality: Locality, purse: u128, amount: i64) {
    let fill = Fill { locality, purse: Id::from_bits(purse), amount };
    store.run(mine(10_000 + purse), fill).await.unwrap();
}

async fn a_look_reads_what_a_decision_reads_in_as_few_journeys_and_writes_nothing(market: Market) {
    let store = market.open().await;
    for (id, held) in [(1, 5), (2, 7)] {
        fill(&store, HERE, id, held).await;
    }
    let pay = |amount| Pay { locality: HERE, from: Id::from_bits(1), to: Id::from_bits(2), amount };
    let before = store.stats().reads;
    let left = store.look(HERE, Id::SYSTEM, |draft| pay(2).decide(draft)).await.unwrap();
    assert_eq!((left, store.stats().reads - before), (Amount(3), 2), "one purse, then the other");
    let refused = store.look(HERE, Id::SYSTEM, |draft| pay(6).decide(draft)).await.unwrap_err();
    assert_eq!(refused.refusal::<ToyRefusal>(), Some(&ToyRefusal::TooLittle { held: 5 }));
    let gone = |draft: &mut Draft<'_>| Ok(draft.get::<Purse>((HERE, Id::from_bits(9)))?);
    assert!(matches!(store.look(HERE, Id::SYSTEM, gone).await, Err(Failure::Absent("purse"))));
    let all = store.look(HERE, Id::SYSTEM, |draft| Ok(draft.list::<Purse>((HERE,))?)).await.unwrap();
    assert_eq!(all.iter().map(|purse| purse.held.0).collect::<Vec<_>>(), [5, 7], "nothing was written");
}
