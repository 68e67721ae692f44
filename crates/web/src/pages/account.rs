//! The visitor's account: the way to everything that is theirs, what was checked, and where they are signed in.

use axum::routing::{get, post};
use maud::html;

use super::Routes;
use super::account_facts as facts;
use super::answer::{Answer, to_saying};
use super::sent::Sent;
use super::sheet::Sheet;
use super::visit::Visit;
use crate::components::{SummaryList, SummaryRow, Value};
use crate::i18n::Text;
use crate::nouns::registration;
use crate::nouns::users::{self, Account};
use crate::t;
use market::users::ChooseTaxPot;
use maud::Markup;

pub(super) fn routes() -> Routes {
    vec![
        ("/account", get(show)),
        ("/account/tax-pot", post(choose_tax_pot)),
        ("/account/claims", post(ask_register)),
    ]
}

async fn show(visit: Visit) -> Answer {
    let account = users::account(&visit.app, visit.visitor()?).await?;
    let loc = visit.loc;
    let title = t!(loc, "account-title");
    let main = html! {
        h1 { (title) }
        (ways(&visit))
        section { h2 { (t!(loc, "account-you")) } (person(&visit, &account)) }
        section { h2 { (t!(loc, "account-claims")) } (facts::claims(&visit, &account)) }
        section { h2 { (t!(loc, "account-tax")) } (facts::tax_pot(&visit, &account)) }
        section { h2 { (t!(loc, "account-devices")) } (facts::devices(&visit, &account)?) }
        (visit.second_button("/sign-out", &t!(loc, "account-sign-out"), &[]))
    };
    Ok(visit.show(&Sheet::new(title, main)))
}

fn ways(visit: &Visit) -> Markup {
    let loc = visit.loc;
    let ways = [
        ("/statement", t!(loc, "home-statement")),
        ("/inbox", t!(loc, "home-inbox")),
        ("/trades", t!(loc, "trades-title")),
        ("/favorites", t!(loc, "favorites-title")),
        ("/offerings", t!(loc, "home-offerings")),
        ("/availability", t!(loc, "home-availability")),
    ];
    html! { ul { @for (page, text) in ways { li { a href=(visit.at(page)) { (text) } } } } }
}

fn person(visit: &Visit, account: &Account) -> Markup {
    let (loc, person) = (visit.loc, &account.person);
    let mut place: Vec<Text> = person.street.iter().map(Text::verbatim).collect();
    place.push(Text::verbatim(&person.post_code));
    let mut rows = vec![
        SummaryRow::words(t!(loc, "account-name"), Text::verbatim(&person.display_name)),
        SummaryRow::words(t!(loc, "sign-in-email"), Text::verbatim(&person.email)),
        SummaryRow { name: t!(loc, "account-place"), value: Value::Lines(place), change: None },
    ];
    if let Some(phone) = &person.phone {
        rows.push(SummaryRow::words(t!(loc, "account-phone"), Text::verbatim(phone)));
    }
    SummaryList { loc, rows }.render()
}

async fn choose_tax_pot(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let visitor = visit.visitor()?;
    let choose = ChooseTaxPot { user: visitor.user, wants_tax_pot: sent.typed.has("wants", "yes") };
    visit.app.run(visitor, &sent.key, choose).await?;
    Ok(to_saying(&visit.at("/account"), "saved"))
}

async fn ask_register(sent: Sent) -> Answer {
    let visit = &sent.visit;
    registration::ask_register(&visit.app, visit.visitor()?, sent.typed.value("claim"), &sent.key).await?;
    Ok(to_saying(&visit.at("/account"), "saved"))
}
