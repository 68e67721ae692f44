//! The inbox: everything the market had to say to the visitor, the newest first.

use axum::extract::Query;
use axum::routing::get;
use market::support::notices::SubjectKind;
use maud::{Markup, html};

use super::Routes;
use super::answer::{Answer, crumb, cursor, earlier};
use super::sheet::Sheet;
use super::visit::Visit;
use crate::components::{Tone, tag};
use crate::nouns::notices::{self, Told};
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/inbox", get(show))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let page = notices::inbox(&visit.app, visit.visitor()?, cursor(&pairs)).await?;
    let loc = visit.loc;
    let title = t!(loc, "inbox-title");
    let main = html! {
        h1 { (title) }
        @if page.rows.is_empty() { p { (t!(loc, "inbox-none")) } }
        @else { ol class="inbox" { @for told in &page.rows { (notice(&visit, told)) } } }
        (earlier(&visit, "/inbox", page.next))
    };
    let back = crumb(&visit, "/account", t!(loc, "account-title"));
    Ok(visit.show(&Sheet::new(title, main).under(back)))
}

fn notice(visit: &Visit, Told { line, is_new }: &Told) -> Markup {
    let loc = visit.loc;
    let reader = visit.reader();
    let (about, link) = match line.about {
        SubjectKind::Payment => (visit.at("/statement"), t!(loc, "inbox-money")),
        SubjectKind::Trade => (visit.at(&format!("/trades/{}", line.subject)), t!(loc, "inbox-trade")),
    };
    html! {
        li {
            p class="when quiet figures" {
                (reader.time(line.told_at)) " "
                @if *is_new { (tag(Tone::Plain, &t!(loc, "inbox-new"))) }
            }
            p { (reader.notice(&line.code, &line.arguments)) }
            p { a href=(about) { (link) span class="hidden" { ", " (reader.time(line.told_at)) } } }
        }
    }
}
