//! One process answers for a market area at a time; another sends on whatever it is asked, and hands back the answer.
//!
//! Reads too: the search is in the memory of the process that serves the area, and whoever has changed something reads
//! it where it was changed. See docs/adr/0009-whole-requests-go-to-the-owner.md.

use crate::app::App;
use crate::client;
use crate::error::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::time::Duration;
use store::Failure;

/// Marks what was sent on, so that it is not sent on again: two processes that take each other for the owner would
/// never stop. Whoever sends it from outside is only refused sooner.
const FORWARDED: HeaderName = HeaderName::from_static("poems-forwarded");
/// How long connecting to another process may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(2);
/// How long another process may take to begin its answer: as long as moving the parallel market's clock takes.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);
/// How long a connection to another process is kept: given up here before the other end gives it up, which would cost
/// whatever is sent just then.
const IDLE_WITHIN: Duration = Duration::from_secs(10);
/// How long a request waits for a search that is being loaded.
const SEARCH_WITHIN: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What concerns one connection and not the request. RFC 9110, 7.6.1.
const OF_A_CONNECTION: [HeaderName; 6] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// The way to other processes.
#[derive(Clone)]
pub(crate) struct Forwarder {
    app: App,
    client: Client<HttpConnector, Body>,
}

/// Laid on a request that neither this process nor another can answer now; pages and API say so in their own way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unserved {
    /// It was sent on, and may have been carried out.
    may_be_done: bool,
}

impl Unserved {
    pub(crate) fn error(self) -> AppError {
        if self.may_be_done { AppError::Unsure } else { AppError::Unavailable }
    }
}

/// Why another process gave no answer.
enum Unanswered {
    /// Nothing reached it.
    NotSent,
    /// It was asked, wholly or in part.
    Lost,
}

impl Forwarder {
    pub(crate) fn new(app: App) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_WITHIN));
        connector.set_nodelay(true);
        let mut client = Client::builder(TokioExecutor::new());
        client.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE_WITHIN);
        Self { app, client: client.build(connector) }
    }

    /// The owner's answer.
    async fn ask(&self, address: &str, request: Request) -> Result<Response, Unanswered> {
        let (mut parts, body) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        parts.uri = format!("http://{address}{path}").parse::<Uri>().map_err(|_| Unanswered::NotSent)?;
        strip(&mut parts.headers);
        client::tell_on(&parts.extensions, &mut parts.headers);
        parts.headers.insert(FORWARDED, HeaderValue::from_static("1"));
        parts.extensions = axum::http::Extensions::new();
        let asked = self.client.request(Request::from_parts(parts, body));
        let answered = match tokio::time::timeout(ANSWER_WITHIN, asked).await {
            Ok(answered) => answered.map_err(|error| {
                let lost = if error.is_connect() { Unanswered::NotSent } else { Unanswered::Lost };
                (lost, error.to_string())
            }),
            Err(late) => Err((Unanswered::Lost, late.to_string())),
        };
        match answered {
            Ok(response) => {
                let mut response = response.map(Body::new);
                strip(response.headers_mut());
                // It may have lost the area as well; whoever has it now is in the records.
                if response.status().as_u16() == 503 {
                    self.app.store.doubt_owner(self.app.locality);
                }
                Ok(response)
            }
            Err((unanswered, why)) => {
                tracing::warn!(address, why, "the process that serves this market area gave no answer");
                self.app.store.doubt_owner(self.app.locality);
                Err(unanswered)
            }
        }
    }

    /// Waits until the search is as the records are; false when that takes too long.
    async fn is_current(&self) -> bool {
        let (finder, locality) = (&self.app.finder, self.app.locality);
        let current = async {
            while !finder.is_current(locality) {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        finder.is_current(locality) || tokio::time::timeout(SEARCH_WITHIN, current).await.is_ok()
    }
}

/// Answers here if this process serves the market area, or has the one that does answer.
pub(crate) async fn at_the_owner(
    State(forwarder): State<Forwarder>,
    mut request: Request,
    next: Next,
) -> Response {
    let app = &forwarder.app;
    let was_forwarded = request.headers_mut().remove(FORWARDED).is_some();
    let bodiless = described(&request);
    let mut may_be_done = false;
    let is_served = match app.store.serve(app.locality).await {
        Ok(()) => forwarder.is_current().await,
        Err(Failure::NotOwner { address }) if !was_forwarded && !address.is_empty() => {
            match forwarder.ask(&address, request).await {
                Ok(response) => return response,
                Err(Unanswered::Lost) => may_be_done = !bodiless.method().is_safe(),
                Err(Unanswered::NotSent) => {}
            }
            request = bodiless;
            false
        }
        Err(_) => false,
    };
    if !is_served {
        request.extensions_mut().insert(Unserved { may_be_done });
    }
    next.run(request).await
}

/// The request without its body: enough to say in the right words that nobody can answer it.
fn described(request: &Request) -> Request {
    let mut described = Request::new(Body::empty());
    *described.method_mut() = request.method().clone();
    *described.uri_mut() = request.uri().clone();
    *described.headers_mut() = request.headers().clone();
    described
}

fn strip(headers: &mut HeaderMap) {
    for name in &OF_A_CONNECTION {
        headers.remove(name);
    }
}
