//! A page for each refusal, under its code: what happened and what to do.

use market::modules;

use super::prelude::*;
use crate::i18n::Arg;

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
    let is_refusal = modules::refusals().contains(&code.as_str());
    if !is_refusal && !code.starts_with("request/") {
        return Err(AppError::NotFound);
    }
    let kind = if is_refusal { "refusal" } else { "problem" };
    let unnamed = ARGUMENTS.map(|name| (name, Arg::from("…")));
    let sentence = visit.loc.say(&format!("{kind}-{}", code.replace('/', "-")), &unnamed);
    let main = html! {
        p class="lead" { (sentence) }
        p { (t!(visit, "problems-code")) " " code dir="ltr" { (code) } }
        p { (t!(visit, "problems-how")) }
        p { a href=(visit.at("/rules")) { (t!(visit, "frame-rules")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "problems-title"), main)))
}
