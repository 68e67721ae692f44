//! Faults made by hand in a copy of a market's file, and what the check says of each.

use crate::market::Market;
use host::check;
use kernel::Id;
use market::users::assets::Wording;
use rusqlite::Connection;
use std::path::PathBuf;
use store::{Options, Store};

/// A market in a file that goes with the test.
pub(crate) struct Kept(PathBuf);

impl Kept {
    fn connection(&self) -> Connection {
        Connection::open(&self.0).unwrap()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _gone = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

pub(crate) fn wording(title: &str) -> Wording {
    Wording { title: title.parse().unwrap(), description: None }
}

/// A fault made by hand: what is changed, and what the check says of it.
pub(crate) struct Broken {
    by: String,
    told: Vec<String>,
}

pub(crate) fn broken<const N: usize>(by: String, told: [String; N]) -> Broken {
    Broken { by, told: told.into_iter().collect() }
}

/// An id as SQLite keeps it: its bytes.
pub(crate) fn key<T>(id: &Id<T>) -> String {
    format!("X'{:032X}'", id.bits())
}

/// A market in a file that goes with the test.
pub(crate) async fn kept(name: &str) -> (Kept, Market) {
    let file = Kept(testkit::files::fresh(name));
    let market = Market::demo(format!("sqlite:{}", file.0.display()).parse().unwrap()).await;
    (file, market)
}

/// The file is clean, and with each fault made in a copy of it the check says so.
pub(crate) async fn faults_of(file: &Kept, market: &Market, faults: &[Broken]) {
    let reference = market.reference();
    let options = || Options::new(format!("sqlite:{}", file.0.display()).parse().unwrap());
    let store = Store::open(options().tables(&host::search::TABLES)).await.unwrap();
    let clean = check::check(&store, &reference).await.unwrap();
    assert!(clean.is_clean(), "{clean}");
    for Broken { by, told } in faults {
        let connection = file.connection();
        let copy = format!("{}.copy", file.0.display());
        connection.execute("VACUUM INTO ?1", [&copy]).unwrap();
        let other = Kept(PathBuf::from(copy));
        assert!(other.connection().execute(by, []).unwrap() > 0, "{by} changes something");
        let database = format!("sqlite:{}", other.0.display()).parse().unwrap();
        let store = Store::open(Options::new(database).tables(&host::search::TABLES)).await.unwrap();
        let report = check::check(&store, &reference).await.unwrap().to_string();
        for words in told {
            let is_told = report.lines().any(|line| line.starts_with("FAULT") && line.contains(words));
            assert!(is_told, "`{words}` is not told after {by}:\n{report}");
        }
        store.close().await;
    }
    store.close().await;
}
