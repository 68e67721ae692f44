//! A second factor, asked for in the form of whatever needs it: a code that goes to the account's address.

use market::users::codes::CodePurpose;

use super::account_confirmation::{code, message};
use super::prelude::*;
use crate::nouns::{codes, passkeys, users};
use crate::query::encoded;

/// Whether the visitor has shown a second factor of late; if not, the code that was typed is taken, and where none was typed, one
/// is sent.
///
/// # Errors
/// What the form has to say beside the field of the code.
pub(super) async fn settled(sent: &mut Sent) -> Result<(), Fault> {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    if visitor.is_proved(visit.app.now()) {
        return Ok(());
    }
    if typed.value("code").is_empty() {
        let email = visit.app.look(Some(visitor), |draft| codes::address(draft)).await?.email;
        codes::send_proof(&visit.app, visitor, key).await.map_err(|error| beside(visit, error))?;
        return Err(Fault::field("code", t!(visit, "proof-sent", email = email.as_str())));
    }
    let proved = codes::prove(&visit.app, visitor, typed.value("code"), key).await;
    let until = proved.map_err(|error| beside(visit, error))?;
    if let Some(visitor) = &mut visit.visitor {
        visitor.proved_until = Some(until);
    }
    Ok(())
}

/// Where it is said that a code counts later: there is none to enter.
const INSTEAD: &str = "instead";

/// What is wrong with a code is said at its field, whatever else the form asks for.
fn beside(visit: &Visit, error: AppError) -> Fault {
    let place = if error.code() == "sessions/code-waits" { INSTEAD } else { "code" };
    Fault::Other(error).at(visit, place).map_or_else(Fault::Other, Fault::Fields)
}

/// The field of the code, once the form has asked for one; in the parallel market, with what the message says. Where a code counts
/// later, the way that is there now.
pub(super) async fn field(visit: &Visit, form: &Form) -> Result<Markup, AppError> {
    let is_said_at = |place: &str| form.errors.iter().any(|error| error.name == place);
    if !is_said_at("code") && !is_said_at(INSTEAD) {
        return Ok(html! {});
    }
    let user = visit.visitor()?.user;
    let has_passkeys =
        passkeys::are_possible(&visit.app) && !users::passkeys(&visit.app, user).await?.is_empty();
    let by_passkey = format!("{}?next={}", visit.at("/passkeys/proof"), encoded(&visit.address));
    if is_said_at(INSTEAD) {
        return Ok(html! {
            p id=(form.id_of(INSTEAD)) tabindex="-1" {
                @if has_passkeys { a class="button" href=(by_passkey) { (t!(visit, "passkey-use")) } }
            }
        });
    }
    Ok(html! {
        (message(visit, user, CodePurpose::Proof).await?)
        (code(visit, form))
        @if has_passkeys { p { a href=(by_passkey) { (t!(visit, "passkey-instead")) } } }
    })
}
