//! Favored counterparties: a visitor's own list.

use axum::routing::{get, post};
use kernel::Id;
use maud::html;

use super::Routes;
use super::answer::{Answer, crumb, to_saying};
use super::sent::Sent;
use super::sheet::Sheet;
use super::visit::Visit;
use crate::components::form::submit;
use crate::desk::favored_counterparties;
use crate::error::AppError;
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/favorites", get(show).post(add)), ("/favorites/remove", post(remove))]
}

async fn show(visit: Visit) -> Answer {
    let listed = favored_counterparties::list(&visit.app, visit.visitor()?).await?;
    let loc = visit.loc;
    let title = t!(loc, "favorites-title");
    let main = html! {
        h1 { (title) }
        @if listed.is_empty() { p { (t!(loc, "favorites-none")) } }
        ul class="own-list" {
            @for one in &listed {
                li {
                    p { (t!(loc, "favorites-added", moment = visit.reader().moment(one.added_at))) }
                    (visit.second_button("/favorites/remove", &t!(loc, "favorites-remove"), &[
                        ("favorite", &one.id.to_string()),
                    ]))
                }
            }
        }
        (visit.button("/favorites", &submit(&t!(loc, "favorites-add")), &[]))
    };
    let back = crumb(&visit, "/account", t!(loc, "account-title"));
    Ok(visit.show(&Sheet::new(title, main).under(back)))
}

async fn add(sent: Sent) -> Answer {
    let visit = &sent.visit;
    favored_counterparties::add(&visit.app, visit.visitor()?, &sent.key).await?;
    Ok(to_saying(&visit.at("/favorites"), "saved"))
}

async fn remove(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let favorite = Id::parse(sent.typed.value("favorite")).ok_or(AppError::NotFound)?;
    favored_counterparties::remove(&visit.app, visit.visitor()?, favorite, &sent.key).await?;
    Ok(to_saying(&visit.at("/favorites"), "removed"))
}
