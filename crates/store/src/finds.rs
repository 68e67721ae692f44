//! How pages read records by their keys: what waits at the same time is read together, as commands are committed
//! together, because a statement and its way to the database and back cost more than the row.

use crate::database::Location;
use crate::engine::{Engine, EngineFault};
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use kernel::{Key, Keys, Loaded};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use tokio::sync::oneshot;

/// How many may wait; further ones are told that the store is busy.
const QUEUE: usize = 16_384;
/// How many are read in one go.
const AT_ONCE: usize = 256;

/// What was found under some keys, in no order; a key without a row is not in it.
type Found = Result<Vec<Loaded>, EngineFault>;

/// The way to the thread that reads; it ends with the last of them.
pub(crate) struct Finds(SyncSender<Asked>);

enum Asked {
    For(Wanted),
    /// To close the connection, and to say when that is done.
    ToLetGo(SyncSender<()>),
}

struct Wanted {
    keys: Keys,
    asker: oneshot::Sender<Found>,
}

impl Finds {
    pub(crate) fn start(location: Location) -> std::io::Result<Self> {
        Self::with(move || match location {
            Location::File(file) => Box::new(Sqlite::reading(file.path.clone())),
            Location::Server(server) => Box::new(Postgres::reading(server)),
        })
    }

    /// The engine is made on its thread, because it may have a runtime of its own there.
    fn with(engine: impl FnOnce() -> Box<dyn Engine> + Send + 'static) -> std::io::Result<Self> {
        let (queue, asked) = sync_channel(QUEUE);
        std::thread::Builder::new().name("finds".to_owned()).spawn(move || read(&mut *engine(), &asked))?;
        Ok(Self(queue))
    }

    /// Has the connection closed, and blocks until it is; whoever reads later opens another.
    pub(crate) fn let_go(&self) {
        let (done, is_done) = sync_channel(1);
        if self.0.send(Asked::ToLetGo(done)).is_ok() {
            let _ended = is_done.recv();
        }
    }

    /// The rows of keys and prefixes as they were committed last, all of them at one moment.
    pub(crate) async fn load(&self, keys: Keys) -> Found {
        let (asker, found) = oneshot::channel();
        self.0.try_send(Asked::For(Wanted { keys, asker })).map_err(|refused| {
            EngineFault::Lost(match refused {
                TrySendError::Full(_) => format!("{QUEUE} reads wait already"),
                TrySendError::Disconnected(_) => "the thread that reads has ended".to_owned(),
            })
        })?;
        found.await.map_err(|_| EngineFault::Lost("the thread that reads has ended".to_owned()))?
    }
}

/// Reads what waits, again and again, until nobody can ask any more.
fn read(engine: &mut dyn Engine, asked: &Receiver<Asked>) {
    while let Ok(first) = asked.recv() {
        let (mut waiting, mut leaves) = (Vec::new(), Vec::new());
        for asked in [first].into_iter().chain(asked.try_iter().take(AT_ONCE - 1)) {
            match asked {
                Asked::For(wanted) => waiting.push(wanted),
                Asked::ToLetGo(done) => leaves.push(done),
            }
        }
        if !waiting.is_empty() {
            read_together(engine, waiting);
        }
        for done in leaves {
            engine.let_go();
            let _gone = done.send(());
        }
    }
}

fn read_together(engine: &mut dyn Engine, mut waiting: Vec<Wanted>) {
    let mut keys = Keys::default();
    for wanted in &waiting {
        keys.extend(wanted.keys.clone());
    }
    let loaded = match engine.load(&keys) {
        // The connection had died while it was idle, or just now: reading twice does no harm.
        Err(EngineFault::Lost(_)) => engine.load(&keys),
        loaded => loaded,
    };
    match loaded {
        Ok(rows) if waiting.len() == 1 => tell(waiting.pop(), &Ok(rows)),
        Ok(rows) => {
            let rows: BTreeMap<Key, Loaded> = rows.into_iter().map(|row| (row.key.clone(), row)).collect();
            for wanted in waiting {
                let found = of(&wanted.keys, &rows);
                tell([wanted], &Ok(found));
            }
        }
        // One key that the database will not have, such as text with a zero in it, fails alone.
        Err(EngineFault::Rejected(_)) if waiting.len() > 1 => {
            for alone in waiting {
                read_together(engine, vec![alone]);
            }
        }
        Err(fault) => tell(waiting, &Err(fault)),
    }
}

/// The rows that are under these keys, out of all that were read.
fn of(keys: &Keys, rows: &BTreeMap<Key, Loaded>) -> Vec<Loaded> {
    let points = keys.points().iter().filter_map(|key| rows.get(key));
    let under = keys.prefixes().iter().flat_map(|prefix| {
        rows.range(prefix.clone()..).take_while(|(key, _)| key.begins_with(prefix)).map(|(_, row)| row)
    });
    points.chain(under).cloned().collect()
}

/// Tells all who still wait.
fn tell(waiting: impl IntoIterator<Item = Wanted>, found: &Found) {
    for wanted in waiting {
        let _gone = wanted.asker.send(found.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Change, Loaded, Row, SYSTEM_TABLES, Value};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use std::sync::mpsc::{Sender, channel};

    type One = Result<Option<Row>, EngineFault>;

    /// Holds rows of even numbers; says what it is asked for, and waits for leave before it answers.
    struct Numbers {
        asked: Sender<Vec<i64>>,
        leave: Receiver<Result<(), EngineFault>>,
    }

    impl Engine for Numbers {
        fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
            let numbers: Vec<i64> = keys.points().iter().map(number).collect();
            self.asked.send(numbers).unwrap();
            self.leave.recv().unwrap()?;
            if keys.points().iter().any(|key| number(key) < 0) {
                return Err(EngineFault::Rejected("below zero".to_owned()));
            }
            let even = keys.points().iter().filter(|key| number(key) % 2 == 0);
            Ok(even
                .map(|key| Loaded { key: key.clone(), version: 1, row: key.parts.clone().into() })
                .collect())
        }

        fn commit(&mut self, _: &[Change]) -> Result<(), EngineFault> {
            panic!("it only reads")
        }
    }

    fn number(key: &Key) -> i64 {
        key.parts[0].as_int().unwrap()
    }

    fn key(number: i64) -> Key {
        Key { table: SYSTEM_TABLES[0], parts: [Value::Int(number)].into() }
    }

    /// What each of `numbers` hears when it is asked while a first read is under way, and what the engine was asked.
    async fn hear(numbers: &[i64], leaves: &[Result<(), EngineFault>]) -> (Vec<One>, Vec<Vec<i64>>) {
        let ((asked, heard), (give, leave)) = (channel(), channel());
        let finds = Arc::new(Finds::with(|| Box::new(Numbers { asked, leave })).unwrap());
        let asking = Arc::new(AtomicUsize::new(0));
        let ask = |number| {
            let (finds, asking) = (Arc::clone(&finds), Arc::clone(&asking));
            async move {
                asking.fetch_add(1, Relaxed);
                finds
                    .load(Keys::of(key(number)))
                    .await
                    .map(|rows| rows.into_iter().map(|loaded| loaded.row).next())
            }
        };
        let first = tokio::spawn(ask(0));
        let heard = tokio::task::spawn_blocking(move || heard.recv().map(|_| heard)).await.unwrap().unwrap();
        let mut others = tokio::task::JoinSet::new();
        for (at, number) in numbers.iter().enumerate() {
            let found = ask(*number);
            others.spawn(async move { (at, found.await) });
        }
        while asking.load(Relaxed) <= numbers.len() {
            tokio::task::yield_now().await;
        }
        give.send(Ok(())).unwrap();
        for leave in leaves {
            give.send(leave.clone()).unwrap();
        }
        drop(give);
        assert_eq!(first.await.unwrap(), Ok(Some(row(0))));
        let mut found = others.join_all().await;
        found.sort_by_key(|(at, _)| *at);
        (found.into_iter().map(|(_, found)| found).collect(), heard.try_iter().collect())
    }

    fn row(number: i64) -> Row {
        [Value::Int(number)].into()
    }

    #[tokio::test]
    async fn what_waits_is_read_together_and_each_asker_gets_its_own() {
        let (found, asked) = hear(&[4, 3, 2, 4], &[Ok(())]).await;
        assert_eq!(found, [Ok(Some(row(4))), Ok(None), Ok(Some(row(2))), Ok(Some(row(4)))]);
        assert_eq!(asked, [[2, 3, 4]], "the same key once");
    }

    #[tokio::test]
    async fn a_key_that_is_rejected_fails_alone() {
        let (found, asked) = hear(&[4, -1, 2], &[Ok(()), Ok(()), Ok(()), Ok(())]).await;
        assert_eq!(
            found,
            [Ok(Some(row(4))), Err(EngineFault::Rejected("below zero".to_owned())), Ok(Some(row(2)))]
        );
        assert_eq!(asked, [vec![-1, 2, 4], vec![4], vec![-1], vec![2]]);
    }

    #[tokio::test]
    async fn what_is_lost_is_read_once_more() {
        let lost = || Err(EngineFault::Lost("gone".to_owned()));
        let (found, asked) = hear(&[2, 4], &[lost(), Ok(())]).await;
        assert_eq!((found, asked.len()), (vec![Ok(Some(row(2))), Ok(Some(row(4)))], 2));
        let (found, asked) = hear(&[2, 4], &[lost(), lost()]).await;
        let gone = || Err(EngineFault::Lost("gone".to_owned()));
        assert_eq!((found, asked.len()), (vec![gone(), gone()], 2));
    }

    #[tokio::test]
    async fn more_than_are_read_at_once_are_read_in_turn() {
        let numbers: Vec<i64> = (0..600).map(|number| number * 2).collect();
        let (found, asked) = hear(&numbers, &[Ok(()), Ok(()), Ok(())]).await;
        assert!(found.iter().zip(&numbers).all(|(found, number)| *found == Ok(Some(row(*number)))));
        assert_eq!(asked.iter().map(Vec::len).collect::<Vec<_>>(), [AT_ONCE, AT_ONCE, 600 - 2 * AT_ONCE]);
    }
}
