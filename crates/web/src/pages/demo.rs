//! The one-click way in that the parallel market prints at its start.

use super::prelude::*;
use super::sign_in::{first_page, next};
use super::visit::add_cookie;
use crate::visit::{self, Begun};

pub(super) fn routes() -> Routes {
    vec![("/demo/enter/{token}", get(enter))]
}

/// Takes the token of a session that was begun for visitors. The clock of the parallel market may have been moved beyond its end:
/// then another begins.
async fn enter(visit: Visit, Path(token): Path<String>, typed: Typed) -> Answer {
    if !visit.app.is_parallel() {
        return Err(AppError::NotFound);
    }
    let session = visit::session(&visit.app, &token).await?.ok_or(AppError::NotFound)?;
    let token = if session.is_live(visit.app.now()) {
        token
    } else {
        visit::start_session(&visit.app, session.user_id, Begun { device: "Demo", ..Begun::default() })
            .await?
    };
    let mut response = to(&next(&visit, &typed, first_page(&visit, session.user_id).await?));
    add_cookie(response.headers_mut(), &visit::session_cookie(&visit.app, &token, false)?);
    Ok(response)
}
