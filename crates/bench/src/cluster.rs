//! The PostgreSQL that a bench measures: the one it is given, or a throw-away cluster of its own.

#[path = "../../testkit/src/postgres.rs"]
#[expect(dead_code, unreachable_pub, reason = "it is testkit’s; a bench wants only a part of it")]
mod throw_away;

use throw_away::Cluster;

/// A server for the length of a bench.
pub(crate) enum Server {
    /// It was there before.
    Given(String),
    /// It goes with the bench.
    Own(Cluster),
}

impl Server {
    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        match self {
            Self::Given(address) => address,
            Self::Own(cluster) => cluster.url(),
        }
    }
}

/// The server at an address, or a new one; and when there is none, why.
pub(crate) fn server(address: Option<&str>) -> (Option<Server>, Option<String>) {
    match address {
        Some(address) => (Some(Server::Given(address.to_owned())), None),
        None => match Cluster::start() {
            Ok(cluster) => (Some(Server::Own(cluster)), None),
            Err(error) => (None, Some(format!("PostgreSQL is not measured: {error}"))),
        },
    }
}
