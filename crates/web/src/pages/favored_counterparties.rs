//! Favored counterparties: the visitor's list, and the button that pages about somebody carry.

use market::options::favored_counterparties::{Favor, LastWork, Unfavor};
use market::users::User;

use super::prelude::*;
use crate::nouns::favored_counterparties::{self, Favored};

pub(super) fn routes() -> Routes {
    vec![
        ("/favorites", done::<Favor>("/favorites", "favored").get(show)),
        ("/favorites/remove", done::<Unfavor>("/favorites", "unfavored")),
    ]
}

async fn show(visit: Visit) -> Answer {
    let favored = visit.app.look(Some(visit.visitor()?), |draft| favored_counterparties::list(draft)).await?;
    let last = favored_counterparties::last_work(&visit.app, visit.visitor()?).await?;
    let title = t!(visit, "favorites-title");
    let main = html! {
        p class="lead" { (t!(visit, "favorites-lead")) }
        @if favored.is_empty() {
            (Empty { loc: visit.loc, nothing: t!(visit, "favorites-none"), nearest: Vec::new() }.render())
        } @else {
            ul class="own-list" { @for one in &favored { (line(&visit, one, &last)) } }
        }
        p { a href=(visit.at("/")) { (t!(visit, "favorites-search")) } }
        p { a href=(visit.at("/blocks")) { (t!(visit, "blocks-title")) } }
    };
    Ok(visit.show(Sheet::new(title, main).under("/account", t!(visit, "account-title"))))
}

fn line(visit: &Visit, Favored { user, name, added_at }: &Favored, last: &[LastWork]) -> Markup {
    let again = last.iter().find(|work| work.seller == *user);
    let about = html! { ": " (Text::verbatim(name)) };
    let remove = submit_small(&t!(visit, "favorites-remove"), &about);
    html! {
        li {
            p { strong { (Text::verbatim(name)) } }
            p class="quiet" { (t!(visit, "favorites-since", moment = visit.reader().time(*added_at))) }
            @if let Some(work) = again {
                p { a href=(visit.at(&format!("/trades/{}/again", work.id))) { (t!(visit, "trade-again", name = name.as_str())) } }
                p { a href=(visit.at(&format!("/trades/{}/ask-again", work.id))) { (t!(visit, "trade-ask-again", name = name.as_str())) } }
            }
            (visit.button("/favorites/remove", &remove, &[("other", &user.to_string())]))
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
        ("/favorites/remove", t!(visit, "favorites-remove-name", name = name))
    } else {
        ("/favorites", t!(visit, "favorites-add-name", name = name))
    };
    let small = html! { button type="submit" class="small" { (text) } };
    visit.button(page, &small, &[("other", &other.to_string()), ("back", &visit.address)])
}
