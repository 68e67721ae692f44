//! What is known of an account: the claims that rules ask about, the tax pot, the devices.

use super::prelude::*;
use crate::nouns::registration::CLAIMS;
use crate::nouns::users::Account;

/// The claims that some rule asks about, each with where it stands and the button that asks the register.
pub(super) fn claims(visit: &Visit, account: &Account) -> Markup {
    let today = visit.app.now().day();
    let known = visit.app.rulebook.facts().filter_map(|(name, fact)| {
        let claim = CLAIMS.iter().find_map(|of| name.strip_prefix(of))?;
        Some((claim, fact))
    });
    html! {
        ul class="claims" {
            @for (claim, fact) in known {
                @let plain = fact.translations.get(visit.loc.lang.code()).unwrap_or(&fact.plain);
                @let held = account.credentials.iter().find(|one| one.claim == claim);
                li {
                    p { (Text::verbatim(plain)) }
                    @if held.is_some_and(|one| one.holds_on(today)) {
                        p {
                            (tag(Tone::Good, &t!(visit, "claim-checked"))) " "
                            @if let Some(held) = held {
                                (t!(visit, "claim-checked-when", moment = visit.reader().time(held.checked_at)))
                            }
                        }
                    } @else {
                        p { (tag(Tone::Caution, &t!(visit, "claim-unchecked"))) }
                        @if visit.app.is_parallel() {
                            (visit.button("/account/claims", &ask(visit, plain), &[("claim", claim)]))
                        }
                    }
                }
            }
        }
        p class="quiet" { (t!(visit, "claims-how")) }
    }
}

fn ask(visit: &Visit, plain: &str) -> Markup {
    html! {
        button type="submit" class="second" {
            (t!(visit, "claim-ask")) span class="hidden" { ": " (Text::verbatim(plain)) }
        }
    }
}

/// Whether part of each payment is set aside for tax, and the button that changes it.
pub(super) fn tax_pot(visit: &Visit, account: &Account) -> Markup {
    let (now, act, wants) = if account.user.wants_tax_pot {
        (t!(visit, "tax-pot-on"), t!(visit, "tax-pot-stop"), "")
    } else {
        (t!(visit, "tax-pot-off"), t!(visit, "tax-pot-start"), "yes")
    };
    html! {
        p { (now) }
        p { (t!(visit, "tax-pot-how")) }
        (visit.second_button("/account/tax-pot", &act, &[("wants_tax_pot", wants)]))
    }
}

/// The devices that are signed in, each with its way out.
///
/// # Errors
/// [`AppError::SignedOut`].
pub(super) fn devices(visit: &Visit, account: &Account) -> Result<Markup, AppError> {
    let this = &visit.visitor()?.token_digest;
    let reader = visit.reader();
    Ok(html! {
        ul class="devices" {
            @for device in &account.devices {
                li {
                    p {
                        (Text::verbatim(&device.device)) " "
                        @if &device.token_digest == this { (tag(Tone::Good, &t!(visit, "device-this"))) }
                    }
                    p class="quiet" { (t!(visit, "device-since", moment = reader.time(device.started_at))) }
                    @if &device.token_digest != this {
                        @let since = html! { ", " (reader.time(device.started_at)) };
                        (visit.button("/sign-out", &submit_small(&t!(visit, "device-sign-out"), &since), &[
                            ("device", &device.token_digest),
                        ]))
                    }
                }
            }
        }
    })
}
