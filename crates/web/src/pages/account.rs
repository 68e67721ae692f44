//! The visitor's account: the way to everything that is theirs, what was checked, and where they are signed in.

use market::users::ChooseTaxPot;

use super::account_facts as facts;
use super::passkeys;
use super::prelude::*;
use crate::nouns::registration;
use crate::nouns::users;

pub(super) fn routes() -> Routes {
    vec![
        ("/account", get(show)),
        ("/account/tax-pot", done::<ChooseTaxPot>("/account", "saved")),
        ("/account/claims", post(ask_register)),
    ]
}

async fn show(visit: Visit) -> Answer {
    let account = users::account(&visit.app, visit.visitor()?).await?;
    let main = html! {
        @if account.user.confirmed_at.is_none() { (unconfirmed(&visit)) }
        section { h2 { (t!(visit, "account-you")) } (facts::person(&visit, &account, true)) }
        section id="claims" { h2 { (t!(visit, "account-claims")) } (facts::claims(&visit, &account)) }
        section { h2 { (t!(visit, "account-tax")) } (facts::tax_pot(&visit, &account)) }
        section { h2 { (t!(visit, "account-devices")) } (facts::devices(&visit, &account)?) }
        (passkeys::section(&visit, &account.passkeys))
        (visit.second_button("/sign-out", &t!(visit, "account-sign-out"), &[]))
        section {
            h2 { (t!(visit, "account-yours")) }
            ul {
                li { a href=(visit.at("/account/password")) { (t!(visit, "password-title")) } }
                li { a href=(visit.at("/account/everything")) { (t!(visit, "everything-title")) } }
                li { a href=(visit.at("/account/closure")) { (t!(visit, "closing-title")) } }
            }
        }
    };
    let docket = html! { section { h2 { (t!(visit, "home-more")) } (ways(&visit)) } };
    Ok(visit.show(Sheet::new(t!(visit, "account-title"), main).docket(docket)))
}

/// What is still to be done before anything binds, with the way to it.
pub(super) fn unconfirmed(visit: &Visit) -> Markup {
    html! {
        section class="now" {
            h2 { (t!(visit, "account-unconfirmed")) }
            p { (t!(visit, "account-unconfirmed-why")) }
            p class="actions" {
                a class="button" href=(visit.at("/account/confirmation")) { (t!(visit, "account-confirm")) }
            }
        }
    }
}

fn ways(visit: &Visit) -> Markup {
    let ways = [
        ("/statement", t!(visit, "home-statement")),
        ("/inbox", t!(visit, "home-inbox")),
        ("/trades", t!(visit, "trades-title")),
        ("/favorites", t!(visit, "favorites-title")),
        ("/blocks", t!(visit, "blocks-title")),
        ("/sellers", t!(visit, "sellers-title")),
        ("/requests", t!(visit, "requests-title")),
        ("/requests/received", t!(visit, "requests-received")),
        ("/account/seller-page", t!(visit, "seller-page-title")),
        ("/complaints", t!(visit, "complaints-title")),
        ("/offerings", t!(visit, "home-offerings")),
        ("/availability", t!(visit, "home-availability")),
        ("/calendar", t!(visit, "calendar-title")),
    ];
    html! { ul { @for (page, text) in ways { li { a href=(visit.at(page)) { (text) } } } } }
}

async fn ask_register(sent: Sent) -> Answer {
    let claim = sent.typed.value("claim");
    registration::ask_register(&sent.visit.app, sent.visit.visitor()?, claim, &sent.key).await?;
    Ok(sent.on("/account", "saved"))
}
