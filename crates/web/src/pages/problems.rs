//! A page for each refusal, under its code: what happened and what to do.

use market::modules;

use super::prelude::*;
use crate::i18n::Arg;

pub(super) fn routes() -> Routes {
    vec![("/problems/{*code}", get(show))]
}

async fn show(visit: Visit, Path(code): Path<String>) -> Answer {
    let refusals = modules::refusal_examples();
    let refusal = refusals.iter().find(|refusal| refusal.code() == code);
    if refusal.is_none() && !code.starts_with("request/") {
        return Err(AppError::NotFound);
    }
    let kind = if refusal.is_some() { "refusal" } else { "problem" };
    // What the sentence names is an ellipsis here, where nobody was refused.
    let named = refusal.map(|refusal| refusal.arguments()).unwrap_or_default();
    let unnamed: Vec<_> = named.into_iter().map(|(name, _)| (name, Arg::from("…"))).collect();
    let sentence = visit.say(&format!("{kind}-{}", code.replace('/', "-")), &unnamed);
    let main = html! {
        p class="lead" { (sentence) }
        p { (t!(visit, "problems-code")) " " code dir="ltr" { (code) } }
        p { (t!(visit, "problems-how")) }
        p { a href=(visit.at("/rules")) { (t!(visit, "frame-rules")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "problems-title"), main)))
}
