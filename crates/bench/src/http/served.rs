//! The server that is measured: the product's own routes, and beside them those that they are compared with.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use host::failure::Failure;
use kernel::Timestamp;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use store::Clock;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use web::app::App;
use web::nouns::options::Results;
use web::serving::Limits;

/// A server on one thread of its own.
pub(super) struct Served {
    pub(super) address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// A clock that stands, so that the same search has the same answer.
pub(super) struct Still(pub(super) Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// What was found, as it is and as it is sent.
#[derive(Clone)]
struct Memory {
    app: App,
    results: Arc<[Results]>,
    ready: Arc<[Bytes]>,
}

impl Served {
    /// Serves a market on a loopback port.
    ///
    /// # Errors
    /// [`Failure`] when there is no port or no thread.
    pub(super) async fn start(app: App, results: Arc<[Results]>) -> Result<Self, Failure> {
        let mut ready = Vec::new();
        for results in results.iter() {
            ready.push(body(made(&app, results)).await?);
        }
        let memory = Memory { app: app.clone(), results, ready: ready.into() };
        let routes = Router::new()
            .route("/bench/hello", get(async || "Hello"))
            .route("/bench/ready/{number}", get(lies_ready))
            .route("/bench/built/{number}", get(from_memory))
            .with_state(memory);
        let router = web::router::router(app).merge(routes);
        let listener = TcpListener::bind("127.0.0.1:0").await?.into_std()?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::Builder::new().name("served".to_owned()).spawn(move || {
            let served = runtime.block_on(async {
                let listener = TcpListener::from_std(listener)?;
                // Whoever still has a connection is not waited for.
                tokio::select! {
                    served = web::serving::serve(listener, router, Limits::default(), Box::pin(std::future::pending())) => served,
                    _ = stopped => Ok(()),
                }
            });
            if let Err(error) = served {
                tracing::error!(%error, "the server that is measured ended");
            }
        })?;
        Ok(Self { address, stop, thread })
    }

    /// Ends it.
    pub(super) async fn stop(self) {
        // It may have ended before.
        let _ = self.stop.send(());
        let _ = tokio::task::spawn_blocking(move || self.thread.join()).await;
    }
}

/// Where a search is asked for.
pub(super) fn address(start: &str, results: &Results) -> String {
    let asked = &results.understood;
    let local = asked.work_place.zone.calendar().local(asked.span.starts_at());
    let (sector, post_code) = (&asked.sector.slug, &asked.work_place.post_code);
    let (date, minutes) = (local.date, asked.span.minutes());
    let from = format!("{:02}:{:02}", local.minute / 60, local.minute % 60);
    format!("{start}?sector={sector}&post_code={post_code}&date={date}&from={from}&minutes={minutes}")
}

fn made(app: &App, results: &Results) -> Response {
    web::api::options_answer(app, results)
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn body(response: Response) -> Result<Bytes, Failure> {
    let read = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    read.map_err(|error| Failure::failed(error.to_string(), "Try again."))
}

async fn lies_ready(State(memory): State<Memory>, Path(number): Path<usize>) -> Response {
    let ready = memory.ready.get(number).cloned().unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], ready).into_response()
}

async fn from_memory(State(memory): State<Memory>, Path(number): Path<usize>) -> Response {
    match memory.results.get(number) {
        Some(results) => made(&memory.app, results),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
