//! Passkeys: making one, signing in with one, and showing with one who somebody is. A passkey needs a script, since only a script
//! can ask a browser for one; every page says where the other way is.

use kernel::Id;
use market::users::passkeys::{OwnPasskey, RemovePasskey};

use super::account_facts as facts;
use super::account_proof;
use super::prelude::*;
use super::sign_in::{next, shared, welcome};
use crate::nouns::passkeys::{self, Ceremony};

const NEW: &str = "/passkeys/new";
const PROOF: &str = "/passkeys/proof";
const REMOVE: &str = "/account/passkeys/remove";
const SIGN_IN: &str = "/sign-in/passkey";

pub(super) fn routes() -> Routes {
    vec![
        (NEW, get(show_new).post(keep)),
        (PROOF, get(show_proof).post(prove)),
        (SIGN_IN, get(show_sign_in).post(sign_in)),
        (REMOVE, post(remove)),
    ]
}

/// The visitor's passkeys, with the way to another one; nothing where a market has none.
pub(super) fn section(visit: &Visit, kept: &[OwnPasskey]) -> Markup {
    if !passkeys::are_possible(&visit.app) {
        return html! {};
    }
    let reader = visit.reader();
    html! {
        section id="passkeys" {
            h2 { (t!(visit, "passkeys-title")) }
            p { (t!(visit, "passkeys-what")) }
            ul class="devices" {
                @for one in kept {
                    @let name = facts::device_words(visit, &one.device, one.system.as_deref());
                    li {
                        p { (name) }
                        p class="quiet" {
                            (t!(visit, "passkey-since", moment = reader.time(one.made_at)))
                            @if let Some(used_at) = one.used_at { " " (t!(visit, "passkey-used", moment = reader.time(used_at))) }
                        }
                        @let since = html! { ", " (reader.time(one.made_at)) };
                        (visit.button(REMOVE, &submit_small(&t!(visit, "passkey-remove"), &since), &[
                            ("passkey", &one.id.to_string()),
                        ]))
                    }
                }
            }
            p { a class="button second" href=(visit.at(NEW)) { (t!(visit, "passkey-add")) } }
        }
    }
}

/// A form that a script fills in with what the browser says of a passkey. Without the script it stays hidden.
fn asking(visit: &Visit, act: &str, ceremony: &Ceremony, form: &Markup) -> Markup {
    html! {
        p data-passkey-none { (t!(visit, "passkey-none")) }
        div hidden data-passkey=(act) data-options=(ceremony.options) {
            (form)
            p role="alert" hidden data-failed { (t!(visit, "passkey-failed")) }
        }
    }
}

fn carried(ceremony: &Ceremony) -> Markup {
    html! {
        input type="hidden" name="challenge" value=(ceremony.challenge);
        input type="hidden" name="said" value="";
    }
}

fn signed(typed: &Typed) -> (&str, &str) {
    (typed.value("challenge"), typed.value("said"))
}

async fn show_new(visit: Visit) -> Answer {
    let form = visit.form(NEW, Typed::default());
    new_page(&visit, &form).await
}

async fn new_page(visit: &Visit, form: &Form) -> Answer {
    let visitor = visit.visitor()?;
    let main = if visitor.is_proved(visit.app.now()) {
        let ceremony = passkeys::begin_making(&visit.app, visitor).await?;
        let fields = form.render(&html! { (carried(&ceremony)) (submit(&t!(visit, "passkey-make"))) });
        html! { p class="lead" { (t!(visit, "passkey-lead")) } (asking(visit, "create", &ceremony, &fields)) }
    } else {
        let proof = account_proof::field(visit, form).await?;
        html! {
            p class="lead" { (t!(visit, "passkey-first")) }
            (form.render(&html! { (proof) (submit(&t!(visit, "passkey-go-on"))) }))
        }
    };
    let sheet = Sheet::new(t!(visit, "passkey-add"), main).judged_by([form]);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

async fn keep(mut sent: Sent) -> Answer {
    if let Err(fault) = account_proof::settled(&mut sent).await {
        let errors = fault.at(&sent.visit, "code")?;
        let form = Form { errors, ..sent.visit.form(NEW, sent.typed) };
        return new_page(&sent.visit, &form).await;
    }
    if sent.typed.value("said").is_empty() {
        return Ok(to(&sent.visit.at(NEW)));
    }
    let Sent { visit, typed, key } = &sent;
    match passkeys::keep(&visit.app, visit.visitor()?, &visit.client, signed(typed), key).await {
        Ok(_) => Ok(sent.on("/account", "passkey-added")),
        Err(error) => {
            let errors = Fault::from(error).at(visit, "passkey")?;
            new_page(visit, &Form { errors, ..visit.form(NEW, Typed::default()) }).await
        }
    }
}

async fn remove(mut sent: Sent) -> Answer {
    if let Err(fault) = account_proof::settled(&mut sent).await {
        let errors = fault.at(&sent.visit, "code")?;
        let form = Form { errors, ..sent.visit.form(REMOVE, sent.typed) };
        return remove_page(&sent.visit, &form).await;
    }
    let Sent { visit, typed, key } = &sent;
    let visitor = visit.visitor()?;
    let passkey = Id::parse(typed.value("passkey")).ok_or(AppError::NotFound)?;
    visit.app.run(visitor, key, RemovePasskey { user: visitor.user, passkey }).await?;
    Ok(sent.on("/account", "passkey-removed"))
}

async fn remove_page(visit: &Visit, form: &Form) -> Answer {
    let main = html! {
        p class="lead" { (t!(visit, "passkey-remove-first")) }
        (form.render(&html! {
            input type="hidden" name="passkey" value=(form.typed.value("passkey"));
            (account_proof::field(visit, form).await?)
            (submit(&t!(visit, "passkey-remove")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "passkey-remove"), main).judged_by([form]);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

async fn show_proof(visit: Visit, typed: Typed) -> Answer {
    proof_page(&visit, &visit.form(PROOF, typed))
}

fn proof_page(visit: &Visit, form: &Form) -> Answer {
    let ceremony = passkeys::begin_showing(&visit.app, Some(visit.visitor()?))?;
    let fields = form.render(&html! {
        input type="hidden" name="next" value=(next(visit, &form.typed, "/account"));
        (carried(&ceremony))
        (submit(&t!(visit, "passkey-use")))
    });
    let main = html! { p class="lead" { (t!(visit, "passkey-proof-lead")) } (asking(visit, "get", &ceremony, &fields)) };
    Ok(visit.show(Sheet::new(t!(visit, "passkey-proof-title"), main).judged_by([form])))
}

async fn prove(sent: Sent) -> Answer {
    let Sent { visit, typed, .. } = sent;
    match passkeys::prove(&visit.app, visit.visitor()?, signed(&typed)).await {
        Ok(_) => Ok(to_saying(&next(&visit, &typed, "/account"), "passkey-proved")),
        Err(error) => {
            let errors = Fault::from(error).at(&visit, "passkey")?;
            proof_page(&visit, &Form { errors, ..visit.form(PROOF, typed) })
        }
    }
}

async fn show_sign_in(visit: Visit, typed: Typed) -> Answer {
    sign_in_page(&visit, &visit.form(SIGN_IN, typed))
}

fn sign_in_page(visit: &Visit, form: &Form) -> Answer {
    let ceremony = passkeys::begin_showing(&visit.app, None)?;
    let fields = form.render(&html! {
        input type="hidden" name="next" value=(form.typed.value("next"));
        (carried(&ceremony))
        (shared(visit, form))
        (submit(&t!(visit, "passkey-use")))
    });
    let main = html! {
        p class="lead" { (t!(visit, "passkey-sign-in-lead")) }
        (asking(visit, "get", &ceremony, &fields))
        p { a href=(visit.at("/sign-in")) { (t!(visit, "passkey-by-password")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "passkey-sign-in"), main).judged_by([form])))
}

async fn sign_in(sent: Sent) -> Answer {
    let Sent { visit, typed, .. } = sent;
    let is_shared = typed.has("is_shared", "true");
    match passkeys::sign_in(&visit.app, &visit.client, signed(&typed), is_shared).await {
        Ok(signed_in) => welcome(&visit, &typed, &signed_in).await,
        Err(error) => {
            let errors = Fault::from(error).at(&visit, "passkey")?;
            sign_in_page(&visit, &Form { errors, ..visit.form(SIGN_IN, typed) })
        }
    }
}
