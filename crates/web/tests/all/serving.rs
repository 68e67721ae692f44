//! Floods of connections: who sends or takes slowly keeps nobody out, and a stop ends.

use crate::market::Market;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde_json::json;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use web::serving::{Limits, serve};

const HALF: &str = "GET /quick HTTP/1.1\r\nhost: x\r\n";
const WHOLE: &str = "GET /quick HTTP/1.1\r\nhost: x\r\n\r\n";
const SLOW: &str = "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n";
const HALF_A_BODY: &str = "POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf";
/// How long `/slow` takes.
const SLOWLY: Duration = Duration::from_millis(1_500);
/// Longer than anything here may take.
const LONG: Duration = Duration::from_secs(20);

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Served {
    async fn start(limits: Limits) -> Self {
        let slow = async || {
            tokio::time::sleep(SLOWLY).await;
            "slow"
        };
        let large = async || "x".repeat(64 << 20);
        let router = Router::new()
            .route("/quick", get(async || "quick"))
            .route("/slow", get(slow))
            .route("/large", get(large))
            .route("/body", post(async |body: String| body));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = Box::pin(async { drop(stopped.await) });
        Self { address, stop, served: tokio::spawn(serve(listener, router, limits, stopped)) }
    }

    async fn sent(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    /// Asks it to stop, and says how long that took.
    async fn stopped(self) -> Duration {
        let since = Instant::now();
        self.stop.send(()).unwrap();
        tokio::time::timeout(LONG, self.served).await.unwrap().unwrap().unwrap();
        since.elapsed()
    }
}

/// All that comes until the other end closes; nothing, if it does not.
async fn heard(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    // A connection that is reset is closed too.
    let _reset = tokio::time::timeout(LONG, stream.read_to_end(&mut bytes)).await.ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// What comes next.
async fn next(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4_096];
    let count = tokio::time::timeout(LONG, stream.read(&mut bytes)).await.unwrap().unwrap_or(0);
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

fn limits() -> Limits {
    Limits { drain_within: Duration::from_secs(3), ..Limits::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sends_half_a_request_or_nothing_is_not_waited_for_for_ever() {
    let short = Duration::from_millis(300);
    let served = Served::start(Limits { head_within: short, body_within: short, ..limits() }).await;
    for (sent, ends_with) in [("", ""), (HALF, ""), (WHOLE, "quick")] {
        let mut stream = served.sent(sent).await;
        let said = heard(&mut stream).await.unwrap_or_else(|| panic!("{sent:?} is waited for"));
        assert!(said.ends_with(ends_with), "{sent:?}: {said}");
    }
    let mut half = served.sent(HALF_A_BODY).await;
    let said = heard(&mut half).await.expect("half a body is not waited for");
    assert!(said.starts_with("HTTP/1.1 4"), "{said}");

    // Slow, and not standing still: what comes buys time.
    let (size, step) = (96 * 1_024, 32 * 1_024);
    let head = format!("POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: {size}\r\n\r\n");
    let mut slow = served.sent(&head).await;
    for _ in 0..size / step {
        slow.write_all(&vec![b'x'; step]).await.unwrap();
        tokio::time::sleep(short * 2).await;
    }
    assert!(next(&mut slow).await.starts_with("HTTP/1.1 200"), "it came in time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_read_the_answer_is_not_waited_for_for_ever() {
    let stalled_within = Duration::from_millis(300);
    let served = Served::start(Limits { stalled_within, ..limits() }).await;
    let mut stream = served.sent("GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let said = heard(&mut stream).await.expect("it is cut off");
    assert!(said.len() < 64 << 20, "{} bytes", said.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_is_too_large_is_answered_as_that_and_nobody_waits() {
    let served = Served::start(limits()).await;
    let head = |target: &str, header: &str| format!("GET {target} HTTP/1.1\r\nhost: x\r\n{header}\r\n");
    let many = "x: x\r\n".repeat(200);
    let cases = [
        (head("/quick", &format!("x-long: {}\r\n", "x".repeat(16 * 1_024))), "200"),
        (head("/quick", &format!("x-long: {}\r\n", "x".repeat(64 * 1_024))), "431"),
        (head("/quick", &many), "431"),
        (head(&format!("/quick?{}", "x".repeat(16 * 1_024)), ""), "200"),
        (head(&format!("/quick?{}", "x".repeat(128 * 1_024)), ""), "4"),
        (head("/quick", "content-length: many\r\n"), "400"),
        ("no request at all\r\n\r\n".to_owned(), "400"),
    ];
    for (sent, status) in cases {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        // It may be answered, and closed, before all of it is sent.
        let _sent = stream.write_all(sent.as_bytes()).await;
        let said = next(&mut stream).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{status}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eleven_hundred_half_sent_requests_keep_nobody_out() {
    let served = Served::start(Limits { most: 64, ..limits() }).await;
    let mut flood = Vec::new();
    for _ in 0..1_100 {
        flood.push(served.sent(HALF).await);
        if flood.len() > 300 {
            // This process has few descriptors; the server learns that they went only when it looks.
            drop(flood.remove(0));
        }
    }
    for _ in 0..20 {
        let since = Instant::now();
        // Whoever is told to come again does.
        while !next(&mut served.sent(WHOLE).await).await.ends_with("quick") {
            assert!(since.elapsed() < Duration::from_secs(4), "nobody is served");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    assert!(served.stopped().await < Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_an_answer_keeps_the_place_and_who_finds_none_is_told_when_to_come_again() {
    let served = Served::start(Limits { most: 2, ..limits() }).await;
    let (mut first, mut second) =
        (served.sent(SLOW).await, served.sent("GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await);
    assert!(next(&mut second).await.starts_with("HTTP/1.1 200"));
    let mut third = served.sent(WHOLE).await;
    let said = next(&mut third).await;
    assert!(said.ends_with("quick"), "there was a place, or one was made: {said}");
    assert!(next(&mut first).await.ends_with("slow"), "it was not taken from who waits");

    let served = Served::start(Limits { most: 1, ..limits() }).await;
    let long = TcpStream::connect(served.address).await.unwrap();
    let mut long = long;
    long.write_all(HALF_A_BODY.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let said = next(&mut served.sent(WHOLE).await).await;
    assert!(said.starts_with("HTTP/1.1 503") && said.to_lowercase().contains("retry-after"), "{said}");
    let (head, body) = said.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("X-Content-Type-Options: nosniff") && head.contains("frame-ancestors 'none'"),
        "{said}"
    );
    assert!(head.contains(&format!("Content-Length: {}", body.len())), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_answers_what_is_whole_and_does_not_wait_for_what_is_half() {
    let served = Served::start(limits()).await;
    let (mut idle, mut half) = (served.sent(WHOLE).await, served.sent(HALF).await);
    assert!(next(&mut idle).await.ends_with("quick"));
    let mut slow = served.sent(SLOW).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let answered = tokio::spawn(async move { heard(&mut slow).await });
    let took = served.stopped().await;
    assert!(answered.await.unwrap().unwrap().ends_with("slow"));
    assert!(took < Duration::from_millis(2_800), "{took:?}");
    assert!(heard(&mut half).await.is_some() && heard(&mut idle).await.is_some());

    let served = Served::start(limits()).await;
    let _half = served.sent(HALF_A_BODY).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let took = served.stopped().await;
    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_who_sign_in_at_once_are_let_in_a_few_at_a_time_sqlite() {
    let market = Market::real().await;
    let program = market.program();
    let all: Vec<_> = (0..200)
        .map(|number| {
            let program = program.clone();
            tokio::spawn(async move {
                let body = json!({ "email": format!("nobody{number}@example.org"), "password": "three plain words" });
                program.post("/sessions", &format!("flood {number}"), &body).await
            })
        })
        .collect();
    let mut turned_away = 0;
    for answer in all {
        let answer = answer.await.unwrap();
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            assert!(
                answer.headers.contains_key("retry-after") && answer.text.contains("again"),
                "{}",
                answer.text
            );
            turned_away += 1;
        }
    }
    assert!((1..200).contains(&turned_away), "{turned_away}");
}
