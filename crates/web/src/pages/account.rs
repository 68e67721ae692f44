//! The visitor's account: the way to everything that is theirs, what was checked, and where they are signed in.

use market::users::ChooseTaxPot;

use super::account_facts as facts;
use super::prelude::*;
use crate::components::Value;
use crate::nouns::registration;
use crate::nouns::users::{self, Account};

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
        section { h2 { (t!(visit, "account-you")) } (person(&visit, &account)) }
        section { h2 { (t!(visit, "account-claims")) } (facts::claims(&visit, &account)) }
        section { h2 { (t!(visit, "account-tax")) } (facts::tax_pot(&visit, &account)) }
        section { h2 { (t!(visit, "account-devices")) } (facts::devices(&visit, &account)?) }
        (visit.second_button("/sign-out", &t!(visit, "account-sign-out"), &[]))
    };
    let docket = html! { section { h2 { (t!(visit, "home-more")) } (ways(&visit)) } };
    Ok(visit.show(Sheet::new(t!(visit, "account-title"), main).docket(docket)))
}

fn ways(visit: &Visit) -> Markup {
    let ways = [
        ("/statement", t!(visit, "home-statement")),
        ("/inbox", t!(visit, "home-inbox")),
        ("/trades", t!(visit, "trades-title")),
        ("/favorites", t!(visit, "favorites-title")),
        ("/complaints", t!(visit, "complaints-title")),
        ("/offerings", t!(visit, "home-offerings")),
        ("/availability", t!(visit, "home-availability")),
    ];
    html! { ul { @for (page, text) in ways { li { a href=(visit.at(page)) { (text) } } } } }
}

fn person(visit: &Visit, account: &Account) -> Markup {
    let person = &account.person;
    let mut place: Vec<Text> = person.street.iter().map(Text::verbatim).collect();
    place.push(Text::verbatim(person.post_code.as_str()));
    let mut rows = vec![
        SummaryRow::words(t!(visit, "account-name"), Text::verbatim(&person.display_name)),
        SummaryRow::words(t!(visit, "sign-in-email"), Text::verbatim(&person.email)),
        SummaryRow { name: t!(visit, "account-place"), value: Value::Lines(place), change: None },
    ];
    if let Some(phone) = &person.phone {
        rows.push(SummaryRow::words(t!(visit, "account-phone"), Text::verbatim(phone)));
    }
    SummaryList { loc: visit.loc, rows }.render()
}

async fn ask_register(sent: Sent) -> Answer {
    let claim = sent.typed.value("claim");
    registration::ask_register(&sent.visit.app, sent.visit.visitor()?, claim, &sent.key).await?;
    Ok(sent.on("/account", "saved"))
}
