//! A database of its own for each test.

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio_postgres::NoTls;

/// The address of a new, empty database on the tests' PostgreSQL.
///
/// # Errors
/// There is no PostgreSQL, or it makes no database.
pub async fn fresh() -> Result<String, Box<dyn Error + Send + Sync>> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let cluster = tokio::task::spawn_blocking(crate::postgres::shared).await??;
    let (client, connection) = tokio_postgres::connect(cluster, NoTls).await?;
    let driver = tokio::spawn(connection);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    // A server that outlives the tests may still have what an earlier process of this number left.
    let name = format!("test_{}_{number}", std::process::id());
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).await?;
    client.batch_execute(&format!("CREATE DATABASE {name}")).await?;
    driver.abort();
    let server = cluster.rsplit_once('/').map_or(cluster, |(server, _)| server);
    Ok(format!("{server}/{name}"))
}
