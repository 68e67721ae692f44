//! Fills purses as fast as it can and writes the id of every command to the standard output once it was acknowledged,
//! until it is killed. `tests/all/crashes.rs` kills it.
//!
//! `acknowledge DATABASE FIRST_ID`

use kernel::{Id, Locality};
use std::io::Write as _;
use store::{Database, Options, Request, Store};
use toys::{Fill, MIGRATIONS};

#[expect(dead_code, reason = "only one of the toy commands is run here")]
#[expect(clippy::panic, clippy::indexing_slicing, reason = "written for tests")]
#[path = "../tests/all/toys.rs"]
mod toys;

const SUBMITTERS: u128 = 32;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (database, first) = arguments.next().zip(arguments.next()).ok_or("acknowledge DATABASE FIRST_ID")?;
    let (database, first): (Database, u128) = (database.parse()?, first.parse()?);
    let store = Store::open(Options::new(database).migrations(MIGRATIONS).address("child")).await?;
    let submitters: Vec<_> =
        (0..SUBMITTERS).map(|submitter| tokio::spawn(submit(store.clone(), first + submitter))).collect();
    for submitter in submitters {
        submitter.await??;
    }
    Ok(())
}

async fn submit(store: Store, first: u128) -> std::io::Result<()> {
    for number in (first..).step_by(32) {
        let locality = Locality(i64::try_from(number % 4).unwrap_or_default());
        let request = Request { id: Id::from_bits(number), actor: Id::SYSTEM };
        let fill = Fill { locality, purse: Id::from_bits(number % 10), amount: 1 };
        if store.run(request, fill).await.is_ok() {
            writeln!(std::io::stdout().lock(), "{number}")?;
        }
    }
    Ok(())
}
