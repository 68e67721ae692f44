//! Serves connections within limits: of time for whoever sends or takes slowly, of how many there are, and of how long a stop
//! takes. Nobody who sends half a request keeps others out.

mod body;
mod seats;
mod stream;

use crate::client::Peer;
use axum::Router;
use axum::extract::Request;
use body::InTime;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use seats::{Seat, Seats};
use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use store::Boxed;
use stream::Steady;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};
use tower::ServiceExt;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long the head of a request may take; so long a connection may also be idle between two.
    pub head_within: Duration,
    /// How long the body of a request may take, and a second more for each 16 KiB of it.
    pub body_within: Duration,
    /// How long a caller may take nothing of an answer that waits for it.
    pub stalled_within: Duration,
    /// How many connections there may be; one more takes the place of the one that has been idle longest.
    pub most: usize,
    /// How long a stop waits for what is under way.
    pub drain_within: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_within: Duration::from_secs(20),
            body_within: Duration::from_secs(20),
            stalled_within: Duration::from_secs(30),
            most: 4_096,
            drain_within: Duration::from_secs(10),
        }
    }
}

/// How large a head may be, and how much of a body is kept before it is asked for.
const BUFFER_BYTES: usize = 32 * 1_024;
/// How long whoever has not sent a whole request has left when the server stops, and when the place is wanted.
const GRACE: Duration = Duration::from_millis(500);
const SHORT_GRACE: Duration = Duration::from_millis(1);
/// How long a new connection waits for a place, and how many may.
const PLACE_WITHIN: Duration = Duration::from_secs(2);
const PLACES_WAITED_FOR: usize = 256;
/// How long a place is kept in any case, so that a request can come, and how often is looked whether one can be had.
const DWELL: Duration = Duration::from_millis(100);
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// How long listening pauses when the system has no more descriptors.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);
/// The answer to one connection too many. It is read by whoever sent nothing yet or little.
const FULL: &str = concat!(
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Type: text/plain; charset=utf-8\r\n",
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'\r\n",
    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n",
    "Content-Length: 56\r\nConnection: close\r\n\r\n",
    "The market is busy. Nothing was changed; ask once more.\n",
);

/// What every connection shares.
struct House {
    router: Router,
    limits: Limits,
    room: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    seats: Seats,
    stopping: watch::Receiver<bool>,
}

/// Serves a router until `stop` is over, then answers what is under way, for as long as the limits say.
pub fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: Boxed<'static, ()>,
) -> Boxed<'static, io::Result<()>> {
    Box::pin(served(listener, router, limits, stop))
}

async fn served(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: Boxed<'static, ()>,
) -> io::Result<()> {
    let (stop_now, stopping) = watch::channel(false);
    let house = Arc::new(House {
        // Once for all: a router without its state is copied whole, route by route, for each connection.
        router: router.with_state(()),
        limits,
        room: Arc::new(Semaphore::new(limits.most)),
        waiting: Arc::new(Semaphore::new(PLACES_WAITED_FOR)),
        seats: Seats::default(),
        stopping,
    });
    let (alive, mut all_gone) = mpsc::channel::<Infallible>(1);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                let (house, alive) = (Arc::clone(&house), alive.clone());
                tokio::spawn(async move {
                    let _alive = alive;
                    admit(&house, stream, Peer(address.ip())).await;
                });
            }
            Err(error) if is_of_the_caller(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection could be taken");
                tokio::time::sleep(ACCEPT_AGAIN).await;
            }
        }
    }
    drop((listener, alive));
    // Nobody listens any more only when every connection has gone.
    let _ = stop_now.send(true);
    let late = tokio::time::timeout(limits.drain_within.saturating_add(GRACE), all_gone.recv()).await;
    if late.is_err() {
        tracing::warn!("connections that did not end in time are cut off");
    }
    Ok(())
}

fn is_of_the_caller(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves a connection when there is a place for it, or has one made by whoever has been idle longest.
async fn admit(house: &Arc<House>, stream: TcpStream, peer: Peer) {
    let room = || Arc::clone(&house.room);
    if let Ok(_place) = room().try_acquire_owned() {
        return attend(house, stream, peer).await;
    }
    let Ok(turn) = Arc::clone(&house.waiting).try_acquire_owned() else { return };
    // Whoever waits sends one away, and only one: the others that wait do so too.
    let place = async {
        while !house.seats.free_one(DWELL) && house.room.available_permits() == 0 {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        room().acquire_owned().await
    };
    let place = tokio::time::timeout(PLACE_WITHIN, place).await;
    drop(turn);
    match place {
        Ok(Ok(_place)) => attend(house, stream, peer).await,
        _ => refuse(stream).await,
    }
}

async fn refuse(mut stream: TcpStream) {
    let told = async {
        stream.write_all(FULL.as_bytes()).await?;
        stream.shutdown().await?;
        // Closed over unread bytes, the answer would be lost on its way.
        stream.read(&mut [0; 4_096]).await
    };
    let _gone = tokio::time::timeout(GRACE, told).await;
}

/// Answers the requests of one connection.
async fn attend(house: &Arc<House>, stream: TcpStream, peer: Peer) {
    // An answer is written whole; nothing is gained by waiting for more of it.
    let _ = stream.set_nodelay(true);
    let seat = house.seats.take();
    let (router, within) = (house.router.clone(), house.limits.body_within);
    let service = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let (router, seat) = (router.clone(), seat.clone());
        async move {
            let _busy = seat.busy();
            router.oneshot(request.map(|body| InTime::new(body, within))).await
        }
    });
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(house.limits.head_within);
    protocol.max_buf_size(BUFFER_BYTES);
    let io = TokioIo::new(Steady::new(stream, house.limits.stalled_within));
    let mut connection = pin!(protocol.serve_connection(io, service));
    let mut stopping = house.stopping.clone();
    let grace = tokio::select! {
        _over = connection.as_mut() => return,
        () = seat.is_wanted() => SHORT_GRACE,
        _stop = stopping.wait_for(|is_stopping| *is_stopping) => GRACE,
    };
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _over = connection => {}
        () = has_nothing_whole(&seat, grace) => {}
        () = tokio::time::sleep(house.limits.drain_within) => {}
    }
}

/// Ends when no whole request has been under way for a moment.
async fn has_nothing_whole(seat: &Seat, grace: Duration) {
    loop {
        let was_busy = seat.is_busy();
        tokio::time::sleep(grace).await;
        if !was_busy && !seat.is_busy() {
            return;
        }
    }
}
