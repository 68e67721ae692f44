//! The inbox: everything the market had to say to the visitor, the newest first.

use axum::routing::get;
use market::support::notices::InboxLine;
use maud::{Markup, html};

use super::Routes;
use super::answer::{Answer, crumb};
use super::sheet::Sheet;
use super::visit::Visit;
use crate::components::{Tone, tag};
use crate::desk::accounts;
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/inbox", get(show))]
}

async fn show(visit: Visit) -> Answer {
    let lines = accounts::inbox(&visit.app, visit.visitor()?).await?;
    let loc = visit.loc;
    let title = t!(loc, "inbox-title");
    let main = html! {
        h1 { (title) }
        @if lines.is_empty() { p { (t!(loc, "inbox-none")) } }
        @else { ol class="inbox" { @for line in &lines { (notice(&visit, line)) } } }
    };
    let back = crumb(&visit, "/account", t!(loc, "account-title"));
    Ok(visit.show(&Sheet::new(title, main).under(back)))
}

fn notice(visit: &Visit, line: &InboxLine) -> Markup {
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
                @if line.read_at.is_none() { (tag(Tone::Plain, &t!(loc, "inbox-new"))) }
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
