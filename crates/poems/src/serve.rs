//! Serving: the listener, the worker, and a stop that loses nothing.

use crate::config::{Config, RailKind};
use crate::opened::Opened;
use host::failure::Failure;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use web::parallel::ParallelClock;
use web::serving::Limits;

/// A market that listens.
pub(crate) struct Listening {
    pub(crate) opened: Opened,
    /// Where it listens: by the name `localhost` if it was named so, since browsers know passkeys there and not at 127.0.0.1.
    pub(crate) address: String,
    listener: TcpListener,
    /// For whoever watches over the market.
    operator: Option<TcpListener>,
    limits: Limits,
}

/// Opens a market and listens for it, without serving yet.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn listen(
    config: &Config,
    parallel: Option<Arc<ParallelClock>>,
) -> Result<Listening, Failure> {
    let listener = bound(&config.listen, "--listen").await?;
    let operator = match config.operator_listen.as_str() {
        "" => None,
        address => Some(bound(address, "--operator-listen").await?),
    };
    let own = listener.local_addr()?;
    let is_named = config.listen.starts_with("localhost:");
    let address = if is_named { format!("localhost:{}", own.port()) } else { own.to_string() };
    warn_of_what_lacks(config, parallel.is_some());
    let opened = Opened::open(config, &address, parallel).await?;
    let limits = Limits { most: connections(config.most_connections), ..Limits::default() };
    Ok(Listening { opened, address, listener, operator, limits })
}

/// Listens at an address.
async fn bound(address: &str, word: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let next = if error.kind() == std::io::ErrorKind::AddrInUse {
            format!(
                "Another process listens there (`ss -ltnp` names it): stop it, or give another {word} ADDR."
            )
        } else {
            format!("Give an address of this machine: {word} ADDR.")
        };
        Failure::input(format!("cannot listen on {address}: {error}"), next)
    })
}

/// What a market can be served without, and hardly used.
fn warn_of_what_lacks(config: &Config, is_parallel: bool) {
    if is_parallel {
        return;
    }
    if config.outbox.is_none() {
        tracing::warn!(
            "no way to send codes and notices: nobody can confirm an account, and so nobody can trade; set `outbox`"
        );
    }
    if config.is_secure() && config.proxies.is_empty() {
        tracing::warn!(
            "what stands in front is not named: tries are counted by account alone, not by network; set `proxies`"
        );
    }
    match config.rail {
        None => tracing::warn!("no payment rail: nothing can be paid in or out; name one with --rail"),
        Some(RailKind::Simulated) => {
            tracing::warn!("the payment rail is simulated: no money is real, and every page says so");
        }
    }
}

/// How many connections whoever watches over the market has.
const WATCHERS_MOST: usize = 64;
/// What is open besides connections: the database's, files, the ways to other processes.
const OTHER_DESCRIPTORS: u64 = 256;

/// As many connections as are asked for, and as the system lets this process have descriptors: all that it may are taken.
fn connections(asked: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let allowed = if raised.is_ok() { maximum } else { current };
    let Some(allowed) =
        allowed.and_then(|allowed| usize::try_from(allowed.saturating_sub(OTHER_DESCRIPTORS)).ok())
    else {
        return asked;
    };
    if allowed < asked {
        tracing::warn!(asked, allowed, "the system allows fewer connections; see `ulimit -n` or LimitNOFILE");
    }
    asked.min(allowed).max(1)
}

impl Listening {
    /// Where whoever watches over the market asks, if anywhere.
    pub(crate) fn operator_address(&self) -> Option<SocketAddr> {
        self.operator.as_ref()?.local_addr().ok()
    }

    /// Serves until the process is asked to stop, then answers what is under way and closes the store.
    ///
    /// # Errors
    /// [`Failure`] when the listener fails.
    pub(crate) async fn serve(self, stop: Stop) -> Result<(), Failure> {
        let Opened { app, courier, keeper } = self.opened;
        let store = app.store.clone();
        let worker = tokio::spawn({
            let store = store.clone();
            async move {
                tokio::select! {
                    () = store.work(&*courier) => {}
                    () = keeper.keep() => {}
                }
            }
        });
        let watched = self.operator.map(|listener| {
            let router = web::operator::router(app.clone());
            let limits = Limits { most: WATCHERS_MOST, ..self.limits };
            tokio::spawn(web::serving::serve(listener, router, limits, Box::pin(std::future::pending())))
        });
        let router = web::router::router(app);
        web::serving::serve(self.listener, router, self.limits, Box::pin(stop.asked())).await?;
        if let Some(watched) = watched {
            watched.abort();
        }
        store.close().await;
        // The worker ends by itself once the store is closed; a panic of it was told in the log.
        let _ = worker.await;
        Ok(())
    }
}

/// The ways in which this process is asked to stop.
pub(crate) struct Stop {
    interrupt: Signal,
    terminate: Signal,
}

impl Stop {
    /// Hears of it from now on. Before the market says its address: whoever stops it then is heard too.
    ///
    /// # Errors
    /// When the system takes no more handlers.
    pub(crate) fn listen() -> std::io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Ends when it is asked to.
    async fn asked(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
