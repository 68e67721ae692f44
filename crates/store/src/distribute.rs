//! Tables over many machines: Citus keeps the rows of a market area together on one of them.

use crate::admin_connection::AdminConnection;
use crate::engine::EngineFault;
use crate::sql::Dialect;
use crate::{Boxed, Store};
use kernel::{Kind, Owner, Record, Value};
use std::collections::BTreeSet;

/// Whether a database spreads tables over machines: where Citus is, it keeps a list of those that it has spread.
pub(crate) const IS_CITUS: &str = "to_regclass('pg_dist_partition') IS NOT NULL";
/// Read by every process at its start, wherever it connects to: kept whole on each machine.
const EVERYWHERE: &str = "migration";

/// Why tables are not spread.
#[derive(Debug, thiserror::Error)]
pub enum DistributeError {
    /// It is a file, or a PostgreSQL without the extension.
    #[error("{0} is no database of many machines: it has no extension `citus`")]
    NotCitus(String),
    /// A statement failed, or the connection; what was spread stays so.
    #[error("{0}")]
    Database(String),
}

impl From<EngineFault> for DistributeError {
    fn from(fault: EngineFault) -> Self {
        Self::Database(fault.to_string())
    }
}

impl Store {
    /// Spreads the tables over the machines of a Citus database, by market area, the rows of one area together; those that are
    /// spread already stay as they are. Gives the names of the others. To be run again after a migration that makes a table.
    ///
    /// # Errors
    /// [`DistributeError`].
    pub fn distribute(&self) -> Boxed<'_, Result<Vec<&'static str>, DistributeError>> {
        Box::pin(async {
            let mut connection = AdminConnection::open(&self.0.database).await?;
            let Some(kept) = spread(&mut connection).await? else {
                return Err(DistributeError::NotCitus(self.0.database.to_string()));
            };
            let missing = self.to_spread(&kept);
            for table in &missing {
                connection.batch(&statement(table)).await?;
            }
            Ok(missing)
        })
    }

    /// The tables that a Citus database keeps on one machine and should not; none of any other database.
    ///
    /// # Errors
    /// As [`Store::distribute`].
    pub fn undistributed(&self) -> Boxed<'_, Result<Vec<&'static str>, DistributeError>> {
        Box::pin(async {
            let mut connection = AdminConnection::open(&self.0.database).await?;
            let kept = spread(&mut connection).await?;
            Ok(kept.map(|kept| self.to_spread(&kept)).unwrap_or_default())
        })
    }

    /// The table that the others lie beside comes first.
    fn to_spread(&self, kept: &BTreeSet<String>) -> Vec<&'static str> {
        let owner = Owner::TABLE.name;
        let others = self.0.tables.iter().map(|table| table.name).filter(|name| *name != owner);
        let all = [owner].into_iter().chain(others).chain([EVERYWHERE]);
        all.filter(|name| !kept.contains(*name)).collect()
    }
}

/// The tables that are spread; nothing where none can be.
async fn spread(connection: &mut AdminConnection) -> Result<Option<BTreeSet<String>>, EngineFault> {
    if connection.dialect() != Dialect::Postgres {
        return Ok(None);
    }
    let is_citus = connection.rows(&format!("SELECT 1 WHERE {IS_CITUS}"), &[Kind::Int], &[]).await?;
    if is_citus.is_empty() {
        return Ok(None);
    }
    let list = "SELECT logicalrelid::regclass::text FROM pg_dist_partition";
    let rows = connection.rows(list, &[Kind::Text], &[]).await?;
    let name = |row: &kernel::Row| match row.first() {
        Some(Value::Text(name)) => Some(name.to_string()),
        _ => None,
    };
    Ok(Some(rows.iter().filter_map(name).collect()))
}

fn statement(table: &str) -> String {
    let owner = Owner::TABLE.name;
    if table == EVERYWHERE {
        format!("SELECT create_reference_table('{table}')")
    } else if table == owner {
        format!("SELECT create_distributed_table('{table}', 'locality')")
    } else {
        format!("SELECT create_distributed_table('{table}', 'locality', colocate_with => '{owner}')")
    }
}
