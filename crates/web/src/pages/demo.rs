//! The one-click way in that the parallel market prints at its start.

use super::prelude::*;
use super::sign_in::{first_page, keep_session, next};
use crate::nouns::users::OpenedSession;
use crate::visit::{self, Begun};

pub(super) fn routes() -> Routes {
    vec![("/demo/enter/{token}", get(enter))]
}

/// Begins a session of whoever the link is for: the link has the token of a session that no browser keeps, so signing out ends
/// another one, and the link leads in again, also after the clock was moved beyond the end of its own.
async fn enter(visit: Visit, Path(token): Path<String>, typed: Typed) -> Answer {
    if !visit.app.is_parallel() {
        return Err(AppError::NotFound);
    }
    let session = visit::session(&visit.app, &token).await?.ok_or(AppError::NotFound)?;
    let begun = Begun { device: "Demo", ..Begun::default() };
    let opened = OpenedSession::begin(&visit.app, session.user_id, begun).await?;
    let mut response = to(&next(&visit, &typed, first_page(&visit, session.user_id).await?));
    keep_session(&visit, &mut response, &opened).await?;
    Ok(response)
}
