//! The same bookings through the API of a server in this process, over connections that are kept.

use super::loads::{bookings, say};
use super::market::Market;
use super::pass::{self, Booked};
use super::{Engine, PASSES, TOGETHER};
use crate::decimal::Decimal;
use crate::measure::Stopwatch;
use crate::report::Report;
use axum::body::Body;
use axum::http::{Request, header};
use host::failure::Failure;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use kernel::{Id, Timestamp, Zone};
use market::mechanisms::stored_availability::work::HoldWork;
use market::trade::Trade;
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// How many clients book at once.
pub(super) const CLIENTS: usize = 32;
/// The most bytes of an answer.
const ANSWER_MOST: usize = 64 * 1_024;

/// A client of the API: somebody who is signed in, on a connection that is kept.
struct Caller {
    client: Client<HttpConnector, Body>,
    server: SocketAddr,
    token: String,
}

/// Measures as many buyers straight from the store and through the API, a pass of each in turn.
pub(super) async fn run(
    engine: Engine<'_>,
    market: &mut Market,
    asked: usize,
    report: &mut Report,
) -> Result<(), Failure> {
    let Engine { name: engine, server, .. } = engine;
    let app = market.open(TOGETHER).await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let router = web::router::router(app.clone());
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let tokens = tokens(market, &app).await?;
    let (count, mut direct, mut called) = (bookings(asked, CLIENTS), Vec::new(), Vec::new());
    for _ in 0..PASSES {
        direct.push(pass::direct(&app.store, server, market.wishes(count, CLIENTS)?).await?);
        let mut callers = Vec::new();
        for (share, token) in market.wishes(count, CLIENTS)?.into_iter().zip(&tokens) {
            let asked = share.iter().map(body).collect::<Result<_, _>>()?;
            callers.push(Caller::new(address, token).book(asked));
        }
        called.push(pass::measure(&app.store, server, callers.into_iter()).await?);
    }
    serving.abort();
    app.store.close().await;
    let direct = say(&format!("{engine}, {CLIENTS} buyers, in the process"), &direct, report);
    let group = format!("{engine}, {CLIENTS} buyers, over HTTP");
    let called = say(&group, &called, report);
    report.figure(&group, "times slower than in the process", Decimal::ratio(called.wall, direct.wall), "x");
    let cpu = Decimal::ratio(called.cpu, direct.cpu);
    report.figure(&group, "times its processor time, the clients' too", cpu, "x");
    Ok(())
}

/// A session of each buyer.
async fn tokens(market: &Market, app: &web::app::App) -> Result<Vec<String>, Failure> {
    let mut tokens = Vec::new();
    for buyer in market.areas.iter().flat_map(|area| &area.buyers).take(CLIENTS) {
        let token = web::visit::start_session(app, *buyer, web::visit::Begun::default()).await;
        tokens.push(
            token.map_err(|error| Failure::failed(format!("{error:?}"), "Report this: it is a fault."))?,
        );
    }
    Ok(tokens)
}

/// What the API is sent to hold these hours.
fn body(hold: &HoldWork) -> Result<Value, Failure> {
    let utc = Zone::new("UTC").ok_or_else(|| strange("no zone of its own"))?.calendar();
    let written = |time: Timestamp| {
        let local = utc.local(time);
        format!("{}T{:02}:{:02}:00Z", local.date, local.minute / 60, local.minute % 60)
    };
    let (starts_at, ends_at) = (written(hold.span.starts_at()), written(hold.span.ends_at()));
    Ok(json!({
        "offering": hold.offering.to_string(),
        "span": { "starts_at": starts_at, "ends_at": ends_at },
        "post_code": hold.post_code,
        "street": hold.street,
    }))
}

impl Caller {
    fn new(server: SocketAddr, token: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Self { client, server, token: token.to_owned() }
    }

    /// Books all that is asked, one after the other.
    async fn book(self, asked: Vec<Value>) -> Result<Booked, Failure> {
        let mut booked = Vec::new();
        for hold in asked {
            let watch = Stopwatch::start();
            let held = self.post("/api/v1/work-holds", hold.to_string()).await?;
            let trade = held.get("trade").and_then(Value::as_str).unwrap_or_default().to_owned();
            let pays = held.get("buyer_pays").and_then(|pays| pays.get("minor")).cloned().unwrap_or_default();
            let agreement = json!({ "expected_pay": pays }).to_string();
            self.post(&format!("/api/v1/trades/{trade}/agreement"), agreement).await?;
            let id = Id::<Trade>::parse(&trade).ok_or_else(|| strange(&trade))?;
            booked.push((id, watch.spent().wall));
        }
        Ok(booked)
    }

    async fn post(&self, path: &str, body: String) -> Result<Value, Failure> {
        let request = Request::post(format!("http://{}{path}", self.server))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", web::secret::fresh_key())
            .body(Body::from(body))
            .map_err(|error| strange(&error.to_string()))?;
        let response = self.client.request(request).await.map_err(|error| strange(&error.to_string()))?;
        let status = response.status();
        let bytes = axum::body::to_bytes(Body::new(response.into_body()), ANSWER_MOST).await;
        let bytes = bytes.map_err(|error| strange(&error.to_string()))?;
        if !status.is_success() {
            return Err(strange(&format!("{status}: {}", String::from_utf8_lossy(&bytes))));
        }
        serde_json::from_slice(&bytes).map_err(|error| strange(&error.to_string()))
    }
}

fn strange(answer: &str) -> Failure {
    Failure::failed(format!("the API answered a booking with {answer}"), "Report this: it is a fault.")
}
