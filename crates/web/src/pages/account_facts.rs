//! What is known of an account: the claims that rules ask about, the tax pot, the devices.

use market::users::{SignedInDevice, UserKind};

use super::prelude::*;
use crate::components::Value;
use crate::i18n::Lang;
use crate::nouns::registration::CLAIMS;
use crate::nouns::users::Account;

/// What a user says of themselves, with the way to change each; without it on paper.
pub(super) fn person(visit: &Visit, account: &Account, can_change: bool) -> Markup {
    let person = &account.person;
    let mut place: Vec<Text> = person.street.iter().map(Text::verbatim).collect();
    place.push(Text::verbatim(person.post_code.as_str()));
    let unset = || t!(visit, "account-unset");
    let phone = person.phone.as_ref().map_or_else(unset, Text::verbatim);
    let born_on = person.born_on.map_or_else(unset, |date| visit.loc.with_years().day(date.date()));
    let language =
        Lang::from_code(&person.language).map_or_else(unset, |lang| Text::verbatim(lang.endonym()));
    let mut rows = vec![
        (
            SummaryRow::words(t!(visit, "account-name"), Text::verbatim(&person.display_name)),
            "/account/details",
        ),
        (SummaryRow::words(t!(visit, "sign-in-email"), Text::verbatim(&person.email)), "/account/address"),
        (
            SummaryRow { name: t!(visit, "account-place"), value: Value::Lines(place), change: None },
            "/account/details#street",
        ),
        (SummaryRow::words(t!(visit, "account-phone"), phone), "/account/details#phone"),
        (SummaryRow::words(t!(visit, "account-language"), language), "/account/details#language"),
    ];
    if account.user.kind == UserKind::Person || person.born_on.is_some() {
        // Once it is written, its page says how to have it mended.
        rows.push((SummaryRow::words(t!(visit, "sign-up-born"), born_on), "/account/details"));
    }
    let change =
        |(row, page): (SummaryRow, &str)| if can_change { row.changed_at(visit.at(page)) } else { row };
    SummaryList { loc: visit.loc, rows: rows.into_iter().map(change).collect() }.render()
}

/// What a device is called.
pub(super) fn device(visit: &Visit, device: &SignedInDevice) -> Text {
    device_words(visit, &device.device, device.system.as_deref())
}

/// What a device is called, by its program and what that runs on.
pub(super) fn device_words(visit: &Visit, program: &str, system: Option<&str>) -> Text {
    match system {
        Some(system) => {
            t!(visit, "device-on", program = program, system = system)
        }
        None => Text::verbatim(program),
    }
}

/// What a claim is, in a sentence; its own name where no rule asks about it any more.
pub(super) fn claim_words(visit: &Visit, claim: &str) -> Text {
    let fact = CLAIMS.iter().find_map(|of| visit.app.rulebook.fact(&format!("{of}{claim}")));
    fact.map_or_else(|| Text::verbatim(claim), |fact| fact_words(visit, fact))
}

fn fact_words(visit: &Visit, fact: &rules::FactDefinition) -> Text {
    let own = fact.translations.get(visit.loc.lang.code()).map(String::as_str);
    visit.loc.or_english(own, &fact.plain)
}

/// The claims that some rule asks about, each with where it stands and the button that asks the register: those of sellers
/// for a person, those of buyers for an organization, and whatever was checked already.
pub(super) fn claims(visit: &Visit, account: &Account) -> Markup {
    let today = visit.app.now().day();
    let [of_sellers, of_buyers] = CLAIMS;
    let own = if account.user.kind == UserKind::Person { of_sellers } else { of_buyers };
    let known = visit.app.rulebook.facts().filter_map(|(name, fact)| {
        let claim = CLAIMS.iter().find_map(|of| name.strip_prefix(of))?;
        let is_held = account.credentials.iter().any(|one| one.claim == claim);
        (is_held || name.starts_with(own)).then_some((claim, fact))
    });
    html! {
        ul class="claims" {
            @for (claim, fact) in known {
                @let plain = fact_words(visit, fact);
                @let held = account.credentials.iter().find(|one| one.claim == claim);
                li {
                    p { (plain) }
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
                            (visit.button("/account/claims", &ask(visit, &plain), &[("claim", claim)]))
                        }
                    }
                }
            }
        }
        p class="quiet" { (t!(visit, "claims-how")) }
    }
}

fn ask(visit: &Visit, plain: &Text) -> Markup {
    html! {
        button type="submit" class="second" {
            (t!(visit, "claim-ask")) span class="hidden" { ": " (plain) }
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
                        (self::device(visit, device)) " "
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
        @if account.devices.len() > 1 {
            (visit.second_button("/sign-out/others", &t!(visit, "device-sign-out-others"), &[]))
        }
    })
}
