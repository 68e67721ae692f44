//! Complaints of the visitor's own.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::visitor::Visitor;
use kernel::{Id, Value};
use market::support::complaints::{COMPLAINTS_PAGE, Complaint, OwnComplaint};

/// One of the visitor's complaints; another's is not there.
pub async fn complaint(app: &App, visitor: &Visitor, id: Id<Complaint>) -> Answer<Complaint> {
    let complaint = app.store.find::<Complaint>((id.locality(), id)).await?;
    complaint.filter(|complaint| complaint.user_id == visitor.user).ok_or(AppError::NotFound)
}

/// A page of the visitor's complaints, the latest first.
pub async fn list(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<Complaint>> {
    let locality = visitor.user.locality();
    let params = [Value::Id(visitor.user.bits()), from.id()];
    let own = app.store.view::<OwnComplaint>(locality, &params).await?;
    let page = Page::of(own, COMPLAINTS_PAGE, |own| Cursor { time: None, id: own.id.bits() });
    let mut rows = Vec::new();
    for own in page.rows {
        rows.extend(app.store.find::<Complaint>((locality, own.id)).await?);
    }
    Ok(Page { rows, next: page.next })
}
