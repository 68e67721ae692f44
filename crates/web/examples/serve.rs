//! Serves a small market with Ana and a café to look at: `cargo run --example serve`, on this machine only.
//!
//! Prints an address and, for each of the two, a link that signs in.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "it is made of the parts of tests"
)]

#[path = "../tests/pages/market.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod market;
#[path = "../tests/pages/people.rs"]
mod people;

use std::io::Write;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let market = market::Market::open().await;
    let (mut ana, mut cafe) = (people::ana(&market).await, people::cafe(&market).await);
    let held = people::booked(&mut ana, &mut cafe).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:4700").await?;
    let mut out = std::io::stdout();
    for (name, browser) in [("Ana", &ana), ("Café", &cafe)] {
        let token = browser.cookie("session").unwrap_or_default();
        writeln!(out, "{name}: http://127.0.0.1:4700/en/demo/enter/{token}")?;
    }
    writeln!(out, "Their booking: http://127.0.0.1:4700{}", held.address)?;
    axum::serve(listener, web::router::router(market.app.clone())).await
}
