//! `poems distribute`: tables over many machines.

use crate::config::Flags;
use crate::opened::{self, Records};
use host::failure::Failure;
use host::output::say;
use serde_json::json;
use store::{DistributeError, Options};

/// Spreads the tables of a Citus database, and says which were not spread before.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn run(flags: &Flags, json: bool) -> Result<(), Failure> {
    let Records { store, .. } = opened::records(flags, Options::without_migrating).await?;
    let spread = store.distribute().await.map_err(|error| not_spread(&error))?;
    let database = store.database().to_string();
    store.close().await;
    say(&if json {
        json!({ "database": database, "distributed": spread }).to_string()
    } else if spread.is_empty() {
        format!("All tables of {database} are spread already.")
    } else {
        format!("Spread over the machines of {database}: {}.", spread.join(", "))
    })
}

fn not_spread(error: &DistributeError) -> Failure {
    match error {
        DistributeError::NotCitus(_) => Failure::input(
            error.to_string(),
            "Give the address of a Citus coordinator, and there: CREATE EXTENSION citus. One machine needs none of it.",
        ),
        DistributeError::Database(_) => Failure::failed(
            error.to_string(),
            "Mend what it names and run it again: what is spread stays so.",
        ),
    }
}
