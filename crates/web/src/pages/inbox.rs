//! The inbox: everything the market had to say to the visitor, the newest first.

use market::support::notices::SubjectKind;

use super::prelude::*;
use crate::nouns::notices::{self, Told};

pub(super) fn routes() -> Routes {
    vec![("/inbox", get(show))]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let page = notices::inbox(&visit.app, visit.visitor()?, cursor(&typed)).await?;
    let title = t!(visit, "inbox-title");
    let main = html! {
        @if page.rows.is_empty() { p { (t!(visit, "inbox-none")) } }
        @else { ol class="inbox" { @for told in &page.rows { (notice(&visit, told)) } } }
        (earlier(&visit, "/inbox", page.next))
    };
    Ok(visit.show(Sheet::new(title, main).under("/account", t!(visit, "account-title"))))
}

fn notice(visit: &Visit, Told { line, is_new }: &Told) -> Markup {
    let reader = visit.reader();
    let about = visit.at(&notices::page_of(line.about, line.subject));
    let link = match line.about {
        SubjectKind::Payment | SubjectKind::BankAccount => t!(visit, "inbox-money"),
        SubjectKind::Complaint => t!(visit, "inbox-complaint"),
        SubjectKind::Lot => t!(visit, "inbox-lot"),
        SubjectKind::Request => t!(visit, "inbox-request"),
        SubjectKind::Pool => t!(visit, "inbox-pool"),
        SubjectKind::Book => t!(visit, "inbox-book"),
        SubjectKind::Listing => t!(visit, "inbox-listing"),
        SubjectKind::QuoteCall => t!(visit, "inbox-quote-call"),
        SubjectKind::ReverseAuction => t!(visit, "inbox-reverse-auction"),
        SubjectKind::Need => t!(visit, "inbox-need"),
        SubjectKind::ProposalCall => t!(visit, "inbox-proposal-call"),
        SubjectKind::Bundle => t!(visit, "inbox-bundle"),
        SubjectKind::Trade => t!(visit, "inbox-trade"),
    };
    html! {
        li {
            p class="quiet figures" {
                (reader.time(line.told_at)) " "
                @if *is_new { (tag(Tone::Plain, &t!(visit, "inbox-new"))) }
            }
            p { (reader.notice(&line.code, &line.arguments)) }
            p { a href=(about) { (link) span class="hidden" { ", " (reader.time(line.told_at)) } } }
        }
    }
}
