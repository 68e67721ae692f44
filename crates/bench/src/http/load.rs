//! Clients that ask one after the other, on a thread of their own so that their work is told from the server's.

use crate::measure::{Samples, Spent, Stopwatch};
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use host::failure::Failure;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinSet;

/// What is asked by how many.
#[derive(Clone)]
pub(super) struct Load {
    pub(super) address: SocketAddr,
    /// Asked in turn, again from the first after the last.
    pub(super) paths: Vec<String>,
    pub(super) clients: usize,
}

/// What a load came to.
pub(super) struct Loaded {
    count: i64,
    spent: Spent,
    bytes: i64,
    /// On the wall, in nanoseconds.
    pub(super) latencies: Samples,
}

/// What one request came to.
struct Answered {
    /// On the wall, in nanoseconds.
    wall: i64,
    bytes: i64,
}

type Connections = Client<HttpConnector, Body>;

impl Loaded {
    /// Processor time of everything but the clients, in nanoseconds a request.
    pub(super) fn server_cpu_each(&self) -> i64 {
        (self.spent.process - self.spent.thread) / self.count.max(1)
    }

    /// Nanoseconds on the wall, a request.
    pub(super) fn wall_each(&self) -> i64 {
        self.spent.wall / self.count.max(1)
    }

    /// Bytes of an answer.
    pub(super) fn bytes_each(&self) -> i64 {
        self.bytes / self.count.max(1)
    }
}

impl Load {
    /// Asks so often in all, after every connection has been used once.
    ///
    /// # Errors
    /// [`Failure`] when an answer is none.
    pub(super) async fn run(self, count: usize) -> Result<Loaded, Failure> {
        let working = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let connections = connections();
                self.ask(&connections, self.clients).await?;
                let watch = Stopwatch::start();
                let answers = self.ask(&connections, count).await?;
                let spent = watch.spent();
                let bytes = answers.iter().map(|answered| answered.bytes).sum();
                let count = i64::try_from(answers.len()).unwrap_or(i64::MAX);
                let latencies = Samples::of(answers.into_iter().map(|answered| answered.wall));
                Ok(Loaded { count, spent, bytes, latencies })
            })
        });
        working.await.map_err(|error| Failure::failed(error.to_string(), "Try again."))?
    }

    /// Asks so often in all, by every client at once.
    async fn ask(&self, connections: &Connections, count: usize) -> Result<Vec<Answered>, Failure> {
        let next = Arc::new(AtomicUsize::new(0));
        let mut clients = JoinSet::new();
        for _ in 0..self.clients {
            let (load, connections, next) = (self.clone(), connections.clone(), Arc::clone(&next));
            clients.spawn(async move {
                let mut answers = Vec::new();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let path = load.paths.get(at % load.paths.len().max(1));
                    let Some(path) = path.filter(|_| at < count) else { return Ok(answers) };
                    let watch = Stopwatch::start();
                    let bytes = get(&connections, load.address, path).await?.len();
                    let (wall, bytes) = (watch.spent().wall, i64::try_from(bytes).unwrap_or(i64::MAX));
                    answers.push(Answered { wall, bytes });
                }
            });
        }
        let answers: Result<Vec<_>, Failure> = clients.join_all().await.into_iter().collect();
        Ok(answers?.into_iter().flatten().collect())
    }
}

/// One answer.
///
/// # Errors
/// [`Failure`] when there is none.
pub(super) async fn fetch(address: SocketAddr, path: &str) -> Result<Bytes, Failure> {
    get(&connections(), address, path).await
}

fn connections() -> Connections {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    Client::builder(TokioExecutor::new()).build(connector)
}

async fn get(connections: &Connections, address: SocketAddr, path: &str) -> Result<Bytes, Failure> {
    let failed = |why: String| Failure::failed(format!("{path}: {why}"), "Try again.");
    let request = Request::get(format!("http://{address}{path}")).body(Body::empty());
    let request = request.map_err(|error| failed(error.to_string()))?;
    let response = connections.request(request).await.map_err(|error| failed(error.to_string()))?;
    let status = response.status();
    let body = axum::body::to_bytes(Body::new(response.into_body()), usize::MAX).await;
    let body = body.map_err(|error| failed(error.to_string()))?;
    if status != StatusCode::OK {
        return Err(failed(format!("{status} {}", String::from_utf8_lossy(&body))));
    }
    Ok(body)
}
