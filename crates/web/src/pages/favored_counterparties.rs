//! Favored counterparties: the visitor's list, and the button that pages about somebody carry.

use axum::response::Response;
use axum::routing::{get, post};
use kernel::Id;
use market::options::favored_counterparties::{Favor, Unfavor};
use market::users::User;
use maud::{Markup, html};

use super::Routes;
use super::answer::{Answer, crumb, to_saying};
use super::sent::Sent;
use super::sheet::Sheet;
use super::visit::{Visit, is_local};
use crate::components::Empty;
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::favored_counterparties::{self, Favored};
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/favorites", get(show).post(favor)), ("/favorites/remove", post(unfavor))]
}

async fn show(visit: Visit) -> Answer {
    let favored = visit.app.look(Some(visit.visitor()?), |draft| favored_counterparties::list(draft)).await?;
    let loc = visit.loc;
    let title = t!(loc, "favorites-title");
    let main = html! {
        h1 { (title) }
        p class="lead" { (t!(loc, "favorites-lead")) }
        @if favored.is_empty() {
            (Empty { loc, nothing: t!(loc, "favorites-none"), nearest: Vec::new() }.render())
        } @else {
            ul class="own-list" { @for one in &favored { (line(&visit, one)) } }
        }
        p { a href=(visit.at("/")) { (t!(loc, "favorites-search")) } }
    };
    let back = crumb(&visit, "/account", t!(loc, "account-title"));
    Ok(visit.show(&Sheet::new(title, main).under(back)))
}

fn line(visit: &Visit, Favored { user, name, added_at }: &Favored) -> Markup {
    let loc = visit.loc;
    let remove = html! {
        button type="submit" class="small" {
            (t!(loc, "favorites-remove")) span class="hidden" { ": " (Text::verbatim(name)) }
        }
    };
    html! {
        li {
            p { strong { (Text::verbatim(name)) } }
            p class="quiet" { (t!(loc, "favorites-since", moment = visit.reader().time(*added_at))) }
            (visit.button("/favorites/remove", &remove, &[("user", &user.to_string())]))
        }
    }
}

/// The button that makes somebody a favorite, or no longer one, and comes back to the page it stands on. Nothing for
/// who is not signed in.
pub(super) fn button(visit: &Visit, other: Id<User>, name: &str, is_favorite: bool) -> Markup {
    if visit.visitor.as_ref().is_none_or(|visitor| visitor.user == other) {
        return html! {};
    }
    let (page, text) = if is_favorite {
        ("/favorites/remove", t!(visit.loc, "favorites-remove-name", name = name))
    } else {
        ("/favorites", t!(visit.loc, "favorites-add-name", name = name))
    };
    let small = html! { button type="submit" class="small" { (text) } };
    visit.button(page, &small, &[("user", &other.to_string()), ("back", &visit.address)])
}

async fn favor(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let visitor = visit.visitor()?;
    visit.app.run(visitor, &sent.key, Favor { owner: visitor.user, other: other(&sent)? }).await?;
    Ok(back(&sent, "favored"))
}

async fn unfavor(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let visitor = visit.visitor()?;
    visit.app.run(visitor, &sent.key, Unfavor { owner: visitor.user, other: other(&sent)? }).await?;
    Ok(back(&sent, "unfavored"))
}

fn other(sent: &Sent) -> Result<Id<User>, AppError> {
    Id::parse(sent.typed.value("user")).ok_or(AppError::NotFound)
}

/// To the page that the button stood on.
fn back(sent: &Sent, said: &str) -> Response {
    match sent.typed.value("back") {
        before if is_local(before) => to_saying(before, said),
        _ => to_saying(&sent.visit.at("/favorites"), said),
    }
}
