//! A page for each refusal, under its code: what happened and what to do.

use axum::extract::Path;
use axum::routing::get;
use market::modules;
use maud::html;

use super::Routes;
use super::answer::Answer;
use super::sheet::Sheet;
use super::visit::Visit;
use crate::error::AppError;
use crate::i18n::Arg;
use crate::t;

/// What the sentences of refusals name; here, where nobody was refused, each is an ellipsis.
const ARGUMENTS: [&str; 17] = [
    "stage",
    "pays",
    "earliest",
    "least_minutes",
    "most_meters",
    "least",
    "rule",
    "reason",
    "most",
    "reserved",
    "starts",
    "booked_minutes",
    "field",
    "missing",
    "money",
    "worked",
    "approves",
];

pub(super) fn routes() -> Routes {
    vec![("/problems/{*code}", get(show))]
}

async fn show(visit: Visit, Path(code): Path<String>) -> Answer {
    let loc = visit.loc;
    let is_refusal = modules::refusals().contains(&code.as_str());
    if !is_refusal && !code.starts_with("request/") {
        return Err(AppError::NotFound);
    }
    let kind = if is_refusal { "refusal" } else { "problem" };
    let unnamed = ARGUMENTS.map(|name| (name, Arg::from("…")));
    let sentence = loc.say(&format!("{kind}-{}", code.replace('/', "-")), &unnamed);
    let title = t!(loc, "problems-title");
    let main = html! {
        h1 { (title) }
        p class="lead" { (sentence) }
        p { (t!(loc, "problems-code")) " " code dir="ltr" { (code) } }
        p { (t!(loc, "problems-how")) }
        p { a href=(visit.at("/rules")) { (t!(loc, "frame-rules")) } }
    };
    Ok(visit.show(&Sheet::new(title, main)))
}
