//! The inbox.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::visitor::Visitor;
use kernel::{Id, Members, Value};
use market::support::notices::{INBOX_PAGE, Inbox, InboxLine, ReadNotices, Subject, SubjectKind};

/// A line of the inbox, and whether it was not read before.
#[derive(Members, Clone, Debug)]
pub struct Told {
    /// The line.
    #[show(flatten)]
    pub line: InboxLine,
    /// Whether it was not read before; showing it reads it.
    pub is_new: bool,
}

/// A page of the visitor's inbox, the newest first; reading the first page marks everything as read.
pub async fn inbox(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<Told>> {
    let (locality, user) = (visitor.user.locality(), visitor.user);
    let told = page(app, visitor, from).await?;
    if let Some(Told { line, is_new: true }) = told.rows.first() {
        let read = ReadNotices { user, up_to: line.id };
        app.store.run(app.store.request(locality, visitor.actor()), read).await?;
    }
    Ok(told)
}

/// A page of the visitor's inbox, which stays as new as it is.
pub async fn page(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<Told>> {
    let (locality, user) = (visitor.user.locality(), visitor.user);
    let read = app.store.find::<Inbox>((locality, user)).await?.map(|inbox| inbox.read_up_to);
    let lines = app.store.view::<InboxLine>(locality, &[Value::Id(user.bits()), from.id()]).await?;
    let told = |line: InboxLine| Told { is_new: read.is_none_or(|read| read < line.id), line };
    let told: Vec<Told> = lines.into_iter().map(told).collect();
    Ok(Page::of(told, INBOX_PAGE, |told| Cursor { time: None, id: told.line.id.bits() }))
}

/// The page of what a notice is about, without its language.
pub fn page_of(kind: SubjectKind, subject: Id<Subject>) -> String {
    match kind {
        SubjectKind::Payment => "/statement".to_owned(),
        SubjectKind::BankAccount => "/statement/bank".to_owned(),
        SubjectKind::Complaint => format!("/complaints/{subject}"),
        SubjectKind::Lot => format!("/auctions/{subject}"),
        SubjectKind::Request => format!("/requests/{subject}"),
        SubjectKind::Pool => format!("/pools/{subject}"),
        SubjectKind::Book => format!("/books/{subject}"),
        SubjectKind::Listing => format!("/listings/{subject}"),
        SubjectKind::QuoteCall => format!("/quote-calls/{subject}"),
        SubjectKind::ReverseAuction => format!("/reverse-auctions/{subject}"),
        SubjectKind::Need => format!("/needs/{subject}"),
        SubjectKind::ProposalCall => format!("/proposal-calls/{subject}"),
        SubjectKind::Bundle => format!("/bundles/{subject}"),
        SubjectKind::Trade => format!("/trades/{subject}"),
    }
}
