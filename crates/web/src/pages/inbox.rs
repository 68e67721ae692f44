//! The inbox: everything the market had to say to the visitor, the newest first.

use axum::extract::Query;
use axum::routing::get;
use maud::{Markup, html};

use super::Routes;
use super::answer::{Answer, crumb, cursor, earlier};
use super::sheet::Sheet;
use super::visit::Visit;
use crate::components::{Tone, tag};
use crate::desk::accounts::{self, Told};
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/inbox", get(show))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let page = accounts::inbox(&visit.app, visit.visitor()?, cursor(&pairs)).await?;
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
    let is_money = ["notice-deposit", "notice-payout"].iter().any(|kind| line.sentence.starts_with(kind));
    let about = match line.subject {
        Some(_) if is_money => Some(visit.at("/statement")),
        Some(trade) => Some(visit.at(&format!("/trades/{trade}"))),
        None => None,
    };
    html! {
        li {
            p class="when quiet figures" {
                (reader.moment(line.told_at)) " "
                @if *is_new { (tag(Tone::Plain, &t!(loc, "inbox-new"))) }
            }
            p { (reader.notice(&line.sentence, &line.arguments)) }
            @if let Some(href) = about {
                p { a href=(href) {
                    @if is_money { (t!(loc, "inbox-money")) } @else { (t!(loc, "inbox-trade")) }
                    span class="hidden" { ", " (reader.moment(line.told_at)) }
                } }
            }
        }
    }
}
