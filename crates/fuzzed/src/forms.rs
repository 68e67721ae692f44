//! Forms of pages, which become the same commands.

use crate::commands::{is_kept_or_told, maker, named};
use crate::requests::block_on;
use crate::{first_line, text};
use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use axum::http::header;

/// Lines: the command, what the address names, then the form as a browser sends it. A form becomes a command that is kept as it is read
/// again, or is refused with what is wrong.
pub fn run(bytes: &[u8]) {
    let Some(sent) = text(bytes) else { return };
    let (name, rest) = first_line(sent);
    let (address, body) = first_line(rest);
    let Some(maker) = maker(name) else { return };
    let request = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let Ok(request) = request.body(Body::from(body.to_owned())) else { return };
    let form = block_on(axum::Form::<Vec<(String, String)>>::from_request(request, &()));
    let Ok(axum::Form(typed)) = form else { return };
    is_kept_or_told((maker.of_form)(&named(address), &typed));
}
