//! `/healthz`, `/readyz`, `/metrics`: for machines that watch over the market.

use crate::app::App;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use kernel::Owner;
use std::fmt::Write;
use store::Failure;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// The process answers.
async fn alive() -> &'static str {
    "alive\n"
}

/// The records answer too, and the search if this process has it. Rows that the search had to pass over are told but
/// do no harm to readiness: another process would pass over the same.
async fn ready(State(app): State<App>) -> (StatusCode, String) {
    let unready = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"));
    if app.store.find::<Owner>((app.locality,)).await.is_err() {
        return unready("the records do not answer");
    }
    match app.store.serve(app.locality).await {
        Ok(()) if !app.finder.is_current(app.locality) => unready("the search is being loaded"),
        Ok(()) => match app.finder.bad_row_count() {
            0 => (StatusCode::OK, "ready\n".to_owned()),
            count => (StatusCode::OK, format!("ready, but the search cannot read {count} rows\n")),
        },
        Err(Failure::NotOwner { .. }) => (StatusCode::OK, "ready; another process serves\n".to_owned()),
        Err(_) => unready("the records cannot be written"),
    }
}

/// Counts, in the text format of Prometheus.
async fn metrics(State(app): State<App>) -> String {
    let (stats, finder) = (app.store.stats(), app.finder.stats());
    let counters = [
        ("poems_commands_total", "Commands decided.", stats.commands),
        ("poems_batches_total", "Commits.", stats.batches),
        ("poems_rows_total", "Rows written.", stats.rows),
        ("poems_conflicts_total", "Batches decided again because a row had changed.", stats.conflicts),
        ("poems_halvings_total", "Batches halved to find the one at fault.", stats.halvings),
        ("poems_reconnects_total", "Connections made again.", stats.reconnects),
    ];
    let mut text = String::new();
    for (name, help, value) in counters {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
    }
    let _ = writeln!(text, "# HELP poems_need_rounds_total Rows that a command read late.");
    let _ = writeln!(text, "# TYPE poems_need_rounds_total counter");
    for (command, rounds) in &stats.need_rounds {
        let _ = writeln!(text, "poems_need_rounds_total{{command=\"{command}\"}} {rounds}");
    }
    let _ = writeln!(text, "# HELP poems_finder_bad_rows Rows the search could not read.");
    let _ =
        writeln!(text, "# TYPE poems_finder_bad_rows gauge\npoems_finder_bad_rows {}", finder.bad_row_count);
    text
}
