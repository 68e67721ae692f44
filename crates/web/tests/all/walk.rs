//! The commands that the manual prints are run as they are printed, against a market that listens.

use crate::market::Market;
use std::process::Stdio;
use tokio::net::TcpListener;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_the_manual_s_commands_work_as_printed() {
    let market = Market::open(store::Database::temporary()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(axum::serve(listener, market.router.clone()).into_future());

    let script = web::api::script(&address);
    let shell = tokio::task::spawn_blocking(move || {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-e", "-u", "-c", &script]).stdin(Stdio::null());
        shell.output().unwrap()
    });
    let output = shell.await.unwrap();
    let (said, errors) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{said}\n{errors}");
    // Two receipts that are the same, with what was worked.
    let receipts: Vec<&str> = said.matches("\"worked_minutes\":225").collect();
    assert_eq!(receipts.len(), 2, "{said}");
    assert!(said.contains("\"purpose\":\"pay\""), "{said}");

    // The page prints these very commands.
    let page = manual(&market).await;
    for line in web::api::script("x").lines().skip(1).filter(|line| line.starts_with("call")) {
        let escaped =
            line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(page.contains(&escaped), "{line}");
    }
    server.abort();
}

/// The manual, through the router.
async fn manual(market: &Market) -> String {
    let request = axum::http::Request::get("/en/api").body(axum::body::Body::empty()).unwrap();
    let answer = market.program().send(request).await;
    assert_eq!(answer.status, axum::http::StatusCode::OK);
    answer.text
}
