//! What nearly every page is written with: the words, the parts, the frame, and the forms that come and go.

pub(super) use axum::extract::Path;
pub(super) use axum::response::Response;
pub(super) use axum::routing::{get, post};
pub(super) use kernel::{Amount, Id};
pub(super) use maud::{Markup, html};

pub(super) use super::Routes;
pub(super) use super::answer::{Answer, cursor, earlier, to, to_saying};
pub(super) use super::fault::Fault;
pub(super) use super::fields;
pub(super) use super::reading::Reading;
pub(super) use super::sent::{Sent, done};
pub(super) use super::sheet::{Area, Sheet};
pub(super) use super::visit::Visit;
pub(super) use crate::components::form::{submit, submit_second, submit_small};
pub(super) use crate::components::{
    Band, Choice, Empty, FieldError, Form, Input, Link, SummaryList, SummaryRow, Tone, Typed, tag,
};
pub(super) use crate::error::AppError;
pub(super) use crate::i18n::Text;
pub(super) use crate::t;
pub(super) use crate::words;
