//! Blocks: the visitor's list, and the question whether somebody is to be on it, which pages about somebody lead to.

use market::options::blocks::{BlockUser, UnblockUser};
use market::users::User;

use super::prelude::*;
use crate::nouns::blocks::{self, Blocked};

const PAGE: &str = "/blocks";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, done::<BlockUser>(PAGE, "blocked").get(show)),
        ("/blocks/remove", done::<UnblockUser>(PAGE, "unblocked")),
    ]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let asked = Id::<User>::parse(typed.value("other"));
    let read = |draft: &mut kernel::Draft<'_>| {
        let blocked = blocks::list(draft)?;
        let named = asked.filter(|other| blocked.iter().all(|one| one.user != *other));
        let other = match named {
            Some(other) => blocks::other(draft, other)?.map(|name| (other, name)),
            None => None,
        };
        Ok((blocked, other))
    };
    let (blocked, other) = visit.app.look(Some(visit.visitor()?), read).await?;
    let main = html! {
        p class="lead" { (t!(visit, "blocks-lead")) }
        p { (t!(visit, "blocks-how")) }
        @if let Some((user, name)) = &other { (question(&visit, *user, name)) }
        @if blocked.is_empty() {
            p { (t!(visit, "blocks-none")) }
        } @else {
            ul class="own-list" { @for one in &blocked { (line(&visit, one)) } }
        }
        p { a href=(visit.at("/favorites")) { (t!(visit, "favorites-title")) } }
    };
    let sheet = Sheet::new(t!(visit, "blocks-title"), main);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

fn question(visit: &Visit, user: Id<User>, name: &str) -> Markup {
    let block = submit_small(&t!(visit, "blocks-add"), &html! { ": " (Text::verbatim(name)) });
    html! {
        section {
            h2 { (t!(visit, "blocks-ask", name = name)) }
            (visit.button(PAGE, &block, &[("other", &user.to_string())]))
        }
    }
}

fn line(visit: &Visit, Blocked { user, name, since }: &Blocked) -> Markup {
    let remove = submit_small(&t!(visit, "blocks-remove"), &html! { ": " (Text::verbatim(name)) });
    html! {
        li {
            p { strong { (Text::verbatim(name)) } }
            p class="quiet" { (t!(visit, "favorites-since", moment = visit.reader().time(*since))) }
            (visit.button("/blocks/remove", &remove, &[("other", &user.to_string())]))
        }
    }
}

/// The way from a page about somebody to the question whether to block them.
pub(super) fn link(visit: &Visit, other: Id<User>, name: &str) -> Markup {
    html! { p { a href=(visit.at(&format!("{PAGE}?other={other}"))) { (t!(visit, "blocks-ask", name = name)) } } }
}
