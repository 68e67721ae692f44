//! `/demo/clock` and `/demo/mail`: the parallel market's clock, and the e-mail that nobody gets there. In the real market there
//! are no such addresses.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::mail;
use crate::nouns::parallel_market;
use kernel::{Asks, Show, Timestamp};
use market::admin::parallel_market::ClockMove;
use market::users::codes::CodePurpose;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/demo/clock", show).about("The real market has no such address.").public(),
        Call::post("/demo/clock", move_to)
            .about("Every timer on the way fires at its own time. A shift needs a user; the rest does not.")
            .public()
            .or_signed_out(),
        Call::get("/demo/mail", mail)
            .about("The messages with codes that are still to be entered: in this market they go to nobody."),
    ]
}

/// Where the clock is to go.
#[derive(Asks, Deserialize)]
struct Move {
    /// `shift-start` or `shift-end` of your next booked hours, `plus-day`, `friday` at nine in the morning, or a time by
    /// RFC 3339. Time never goes back: one that has passed leaves the clock where it is.
    #[ask(example = "friday")]
    to: String,
}

impl Taken for Move {}

/// The clock.
#[derive(Show)]
struct Clock {
    now: Timestamp,
}

/// A message with a code.
#[derive(Show)]
struct Mail {
    /// What the code is for.
    purpose: CodePurpose,
    /// What the message says.
    words: String,
}

async fn mail(sent: Sent) -> Answer<Vec<Mail>> {
    if !sent.app.is_parallel() {
        return Err(AppError::NotFound);
    }
    let user = sent.visitor()?.user;
    let mut all = Vec::new();
    for purpose in CodePurpose::ALL {
        let mail = mail::shown(&sent.app, user, *purpose).await?;
        all.extend(mail.map(|mail| Mail { purpose: *purpose, words: mail.words }));
    }
    Ok(all)
}

async fn show(sent: Sent) -> Answer<Clock> {
    if sent.app.is_parallel() { Ok(Clock { now: sent.app.now() }) } else { Err(AppError::NotFound) }
}

async fn move_to(sent: Sent, asked: Move) -> Answer<Clock> {
    let visitor = sent.caller().await?;
    let to = ClockMove::of(&asked.to).ok_or_else(|| AppError::invalid("to", "invalid-clock"))?;
    Ok(Clock { now: parallel_market::move_to(&sent.app, visitor.as_ref(), to, sent.key()?).await? })
}
