//! Where a PostgreSQL server is, and how a connection to it is made: in the clear, encrypted, or encrypted with a
//! server that shows who it is.

use crate::Boxed;
use crate::engine::EngineFault;
use crate::tls::{Connector, Trust};
use std::path::PathBuf;
use std::time::Duration;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config};

/// The authorities that the machine trusts, where nobody names others.
const MACHINE_AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A PostgreSQL server, a database on it, and how far it is trusted.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) config: Config,
    trust: Trust,
}

impl Server {
    /// Reads `postgres://USER@HOST/NAME?sslmode=…&sslrootcert=…`; says what is wrong with it, without secrets.
    pub(crate) fn read(url: &str) -> Result<Self, BadServer> {
        let (mut asked, mut authorities) = (None, None);
        let (place, settings) = url.split_once('?').unwrap_or((url, ""));
        let mut others = Vec::new();
        for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
            match setting.split_once('=') {
                Some(("sslmode", value)) => asked = Some(value),
                Some(("sslrootcert", value)) => authorities = Some(PathBuf::from(value)),
                _ => others.push(setting),
            }
        }
        let parsed =
            if others.is_empty() { place.to_owned() } else { format!("{place}?{}", others.join("&")) };
        let mut config: Config = parsed.parse().map_err(|_| BadServer::Address)?;
        // A server on another machine shows who it is, unless somebody says that it need not.
        let mode =
            asked.unwrap_or(if config.get_hosts().iter().all(is_here) { "prefer" } else { "verify-full" });
        let (ssl, trust) = match mode {
            "disable" => (SslMode::Disable, Trust::Anyone),
            "prefer" => (SslMode::Prefer, Trust::Anyone),
            "require" => (SslMode::Require, Trust::Anyone),
            "verify-full" => {
                let file = authorities.take().unwrap_or_else(|| MACHINE_AUTHORITIES.into());
                (SslMode::Require, Trust::Authorities(file))
            }
            other => return Err(BadServer::Mode(other.to_owned())),
        };
        if authorities.is_some() {
            return Err(BadServer::Authorities(mode.to_owned()));
        }
        // Nobody listens in on a socket of this machine.
        let is_local = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
        config.ssl_mode(if is_local { SslMode::Disable } else { ssl });
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        Ok(Self { config, trust })
    }

    /// The database's name.
    pub(crate) fn name(&self) -> &str {
        self.config.get_dbname().or(self.config.get_user()).unwrap_or_default()
    }

    /// The same for programs of PostgreSQL, as their environment tells them.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let config = &self.config;
        let hosts = config.get_hosts().iter().map(|host| match host {
            Host::Tcp(name) => name.clone(),
            Host::Unix(path) => path.display().to_string(),
        });
        let ports = config.get_ports().iter().map(u16::to_string);
        let password = config.get_password().map(|password| String::from_utf8_lossy(password).into_owned());
        let (mode, authorities) = match (config.get_ssl_mode(), &self.trust) {
            (SslMode::Disable, _) => ("disable", None),
            (SslMode::Require, Trust::Authorities(file)) => ("verify-full", Some(file.display().to_string())),
            (SslMode::Require, Trust::Anyone) => ("require", None),
            _ => ("prefer", None),
        };
        let all = [
            ("PGHOST", Some(hosts.collect::<Vec<_>>().join(","))),
            ("PGPORT", Some(ports.collect::<Vec<_>>().join(","))),
            ("PGDATABASE", Some(self.name().to_owned())),
            ("PGUSER", config.get_user().map(str::to_owned)),
            ("PGPASSWORD", password),
            ("PGSSLMODE", Some(mode.to_owned())),
            ("PGSSLROOTCERT", authorities),
        ];
        let said = all.into_iter().filter_map(|(name, value)| Some((name, value?)));
        said.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// A new connection, driven by a task of the current runtime.
    pub(crate) fn connect(&self) -> Boxed<'_, Result<Client, EngineFault>> {
        Box::pin(self.connected())
    }

    async fn connected(&self) -> Result<Client, EngineFault> {
        let connector = Connector::new(&self.trust).map_err(EngineFault::Lost)?;
        let (client, connection) =
            self.config.connect(connector).await.map_err(|error| self.explained(error))?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection to PostgreSQL ended");
            }
        });
        Ok(client)
    }

    /// What the driver says, and the setting behind it.
    fn explained(&self, error: tokio_postgres::Error) -> EngineFault {
        let is_tls = error.to_string().contains("TLS handshake");
        let why = match EngineFault::from(error) {
            EngineFault::Lost(why) if is_tls => why,
            fault @ (EngineFault::Lost(_) | EngineFault::Conflict(_) | EngineFault::Rejected(_)) => {
                return fault;
            }
        };
        let next = match &self.trust {
            _ if why.contains("does not support TLS") => {
                "set TLS up on the server, or write sslmode=prefer to do without where nobody listens in"
                    .to_owned()
            }
            Trust::Authorities(file) => format!(
                "sslmode=verify-full trusts the authorities in {}: give theirs with sslrootcert=FILE, and the host by the \
                 name in the certificate",
                file.display()
            ),
            Trust::Anyone => "write sslmode=disable to do without TLS".to_owned(),
        };
        EngineFault::Lost(format!("{why}; {next}"))
    }
}

/// Whether a server is on this machine, as far as its address says.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            let address = name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
            address || name.eq_ignore_ascii_case("localhost")
        }
    }
}

/// What is wrong with the address of a server.
#[derive(Debug)]
pub(crate) enum BadServer {
    /// It cannot be read at all.
    Address,
    /// There is no such `sslmode`.
    Mode(String),
    /// `sslrootcert` has no effect with this `sslmode`.
    Authorities(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sslmode_says_how_far_a_server_is_trusted() {
        let read =
            |settings: &str| Server::read(&format!("postgres://me@db.example/market{settings}")).unwrap();
        let mode = |settings: &str| (read(settings).config.get_ssl_mode(), read(settings).trust);
        let machine = (SslMode::Require, Trust::Authorities(MACHINE_AUTHORITIES.into()));
        assert_eq!(mode(""), machine, "nothing is said of a server elsewhere");
        assert_eq!(mode("?sslrootcert=/ca.pem").1, Trust::Authorities("/ca.pem".into()));
        for here in ["localhost", "127.0.0.1", "[::1]"] {
            let server = Server::read(&format!("postgres://me@{here}/market")).unwrap();
            assert_eq!(
                (server.config.get_ssl_mode(), server.trust),
                (SslMode::Prefer, Trust::Anyone),
                "{here}"
            );
        }
        assert_eq!(mode("?sslmode=prefer"), (SslMode::Prefer, Trust::Anyone));
        assert_eq!(mode("?sslmode=disable"), (SslMode::Disable, Trust::Anyone));
        assert_eq!(mode("?sslmode=require&connect_timeout=9"), (SslMode::Require, Trust::Anyone));
        assert_eq!(read("?connect_timeout=9").config.get_connect_timeout(), Some(&Duration::from_secs(9)));
        assert_eq!(
            mode("?sslrootcert=/etc/ca.pem&sslmode=verify-full"),
            (SslMode::Require, Trust::Authorities("/etc/ca.pem".into()))
        );
        assert_eq!(mode("?sslmode=verify-full").1, Trust::Authorities(MACHINE_AUTHORITIES.into()));
        let socket = Server::read("postgres:///market?host=/run/postgresql&sslmode=require").unwrap();
        assert_eq!(socket.config.get_ssl_mode(), SslMode::Disable);
    }

    #[test]
    fn what_would_weaken_silently_is_refused() {
        let refused = |settings: &str| Server::read(&format!("postgres://db/market{settings}")).unwrap_err();
        assert!(matches!(refused("?sslmode=verify-ca"), BadServer::Mode(mode) if mode == "verify-ca"));
        assert!(
            matches!(refused("?sslmode=require&sslrootcert=a"), BadServer::Authorities(mode) if mode == "require")
        );
        assert!(matches!(refused("?port=no"), BadServer::Address));
    }
}
