//! Serving: the listener, the worker, and a stop that loses nothing.

use crate::config::Config;
use crate::opened::Opened;
use host::failure::Failure;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use web::parallel::ParallelClock;
use web::serving::Limits;

/// A market that listens.
pub(crate) struct Listening {
    pub(crate) opened: Opened,
    pub(crate) address: SocketAddr,
    listener: TcpListener,
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
    let taken = |error: std::io::Error| {
        Failure::input(format!("cannot listen on {}: {error}", config.listen), "Give another --listen ADDR.")
    };
    let listener = TcpListener::bind(&config.listen).await.map_err(taken)?;
    let address = listener.local_addr()?;
    let opened = Opened::open(config, &address.to_string(), parallel).await?;
    let limits = Limits { most: connections(config.most_connections), ..Limits::default() };
    Ok(Listening { opened, address, listener, limits })
}

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
    /// Serves until the process is asked to stop, then answers what is under way and closes the store.
    ///
    /// # Errors
    /// [`Failure`] when the listener fails.
    pub(crate) async fn serve(self) -> Result<(), Failure> {
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
        let router = web::router::router(app);
        web::serving::serve(self.listener, router, self.limits, Box::pin(asked_to_stop())).await?;
        store.close().await;
        // The worker ends by itself once the store is closed; a panic of it was told in the log.
        let _ = worker.await;
        Ok(())
    }
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
