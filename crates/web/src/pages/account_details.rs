//! Changing what an account is known by: what a user says of themselves, the address, the password.

use market::users::codes::CodePurpose;

use super::account_confirmation::{code, message};
use super::account_proof;
use super::prelude::*;
use super::sign_up::{new_password, unfit};
use crate::act;
use crate::i18n::Lang;
use crate::nouns::codes;
use crate::nouns::users::{self, Account, Details};

pub(super) fn routes() -> Routes {
    vec![
        ("/account/details", get(details).post(change_details)),
        ("/account/address", get(address).post(ask_address)),
        ("/account/address/code", get(address_code).post(change_address)),
        ("/account/password", get(password).post(change_password)),
    ]
}

fn under(visit: &Visit, sheet: Sheet) -> Sheet {
    sheet.under("/account", t!(visit, "account-title"))
}

async fn details(visit: Visit) -> Answer {
    let account = users::account(&visit.app, visit.visitor()?).await?;
    let person = &account.person;
    let optional = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let kept = Typed::of([
        ("display_name", person.display_name.to_string()),
        ("street", optional(person.street.as_ref().map(kernel::ShortText::as_str))),
        ("post_code", person.post_code.to_string()),
        ("phone", person.phone.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("language", person.language.clone()),
    ]);
    let form = visit.form("/account/details", kept);
    Ok(details_page(&visit, &account, &form))
}

fn details_page(visit: &Visit, account: &Account, form: &Form) -> Response {
    let languages: Vec<_> =
        Lang::offered().map(|lang| Choice::new(lang.code(), Text::verbatim(lang.endonym()))).collect();
    let born_on = account.person.born_on;
    let main = form.render(&html! {
        (form.field("display_name", t!(visit, "account-name")).hint(t!(visit, "sign-up-name-hint"))
            .input(Input::Name))
        (form.field("street", t!(visit, "sign-up-street")).hint(t!(visit, "sign-up-street-hint"))
            .input(Input::Text))
        (form.field("post_code", t!(visit, "sign-up-post-code")).hint(t!(visit, "sign-up-post-code-hint"))
            .input(Input::PostalCode))
        (form.field("phone", t!(visit, "sign-up-phone")).hint(t!(visit, "sign-up-phone-hint"))
            .input(Input::Telephone))
        (form.field("language", t!(visit, "account-language")).hint(t!(visit, "account-language-hint"))
            .select(&languages))
        @if born_on.is_none() {
            (form.field("born_on", t!(visit, "sign-up-born")).hint(t!(visit, "sign-up-born-hint")).known_date())
        }
        (submit(&t!(visit, "account-save")))
    });
    let main = html! {
        (main)
        @if let Some(born_on) = born_on {
            p class="quiet" {
                (t!(visit, "account-born-kept", date = visit.loc.with_years().day(born_on.date()))) " "
                a href=(visit.at("/about#complain")) { (t!(visit, "frame-complain")) }
            }
        }
    };
    visit.show(under(visit, Sheet::new(t!(visit, "account-details-title"), main)).judged_by([form]))
}

async fn change_details(sent: Sent) -> Answer {
    let fault = match changed(&sent).await {
        Ok(()) => return Ok(sent.on("/account", "details-saved")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "display_name")?;
    let account = users::account(&sent.visit.app, sent.visit.visitor()?).await?;
    let form = Form { errors, ..sent.visit.form("/account/details", sent.typed) };
    Ok(details_page(&sent.visit, &account, &form))
}

async fn changed(sent: &Sent) -> Result<(), Fault> {
    let Sent { visit, typed, key } = sent;
    let text = |name: &str| (name.to_owned(), typed.value(name).to_owned());
    let fields = ["display_name", "street", "post_code", "phone", "language"];
    let mut pairs: Vec<(String, String)> = fields.into_iter().map(text).collect();
    pairs.push(("born_on".to_owned(), fields::typed_date(typed, "born_on")));
    let mut read = act::read_typed::<Details>(pairs, &visit.app)?;
    users::check_details(&visit.app, &mut read);
    let details = read.finish().map_err(|unread| unfit(visit, unread))?;
    Ok(users::change(&visit.app, visit.visitor()?, details, key).await?)
}

async fn address(visit: Visit) -> Answer {
    let form = visit.form("/account/address", Typed::default());
    address_page(&visit, &form).await
}

async fn address_page(visit: &Visit, form: &Form) -> Answer {
    let address = visit.app.look(Some(visit.visitor()?), |draft| codes::address(draft)).await?;
    let proof = account_proof::field(visit, form).await?;
    let main = html! {
        p class="lead" { (t!(visit, "address-lead", email = address.email.as_str())) }
        (form.render(&html! {
            (proof)
            (form.field("email", t!(visit, "address-new")).hint(t!(visit, "address-hint")).input(Input::Email))
            (submit(&t!(visit, "address-ask")))
        }))
    };
    Ok(visit.show(under(visit, Sheet::new(t!(visit, "address-title"), main)).judged_by([form])))
}

async fn ask_address(mut sent: Sent) -> Answer {
    let own = sent.visit.app.look(Some(sent.visit.visitor()?), |draft| codes::address(draft)).await?;
    let proved = if own.confirmed_at.is_some() { account_proof::settled(&mut sent).await } else { Ok(()) };
    let Sent { visit, typed, key } = sent;
    let mut reading = Reading::of(&visit, &typed);
    let email = reading.email("email");
    let asked = match proved.and_then(|()| reading.judged(email)) {
        Ok(email) => codes::ask_address(&visit.app, visit.visitor()?, email, &key).await.map_err(Fault::from),
        Err(unread) => Err(unread),
    };
    match asked {
        Ok(_) => Ok(to(&visit.at("/account/address/code"))),
        Err(fault) => {
            let errors = fault.at(&visit, "email")?;
            address_page(&visit, &Form { errors, ..visit.form("/account/address", typed) }).await
        }
    }
}

async fn address_code(visit: Visit) -> Answer {
    let form = visit.form("/account/address/code", Typed::default());
    address_code_page(&visit, &form).await
}

async fn address_code_page(visit: &Visit, form: &Form) -> Answer {
    let visitor = visit.visitor()?;
    let address = visit.app.look(Some(visitor), |draft| codes::address(draft)).await?;
    let Some(new_email) = address.new_email else { return Ok(to(&visit.at("/account/address"))) };
    let main = html! {
        p class="lead" { (t!(visit, "code-sent", email = new_email.as_str())) }
        (message(visit, visitor.user, CodePurpose::Address).await?)
        (form.render(&html! { (code(visit, form)) (submit(&t!(visit, "address-change"))) }))
        p { (t!(visit, "address-until", email = address.email.as_str())) }
        p { a href=(visit.at("/account/address")) { (t!(visit, "address-again")) } }
    };
    Ok(visit.show(under(visit, Sheet::new(t!(visit, "address-title"), main)).judged_by([form])))
}

async fn change_address(sent: Sent) -> Answer {
    let (visit, code) = (&sent.visit, sent.typed.value("code"));
    match codes::change_address(&visit.app, visit.visitor()?, code, &sent.key).await {
        Ok(()) => Ok(sent.on("/account", "address-changed")),
        Err(error) => {
            let errors = Fault::from(error).at(visit, "code")?;
            let form = Form { errors, ..visit.form("/account/address/code", sent.typed.clone()) };
            address_code_page(visit, &form).await
        }
    }
}

async fn password(visit: Visit) -> Answer {
    visit.visitor()?;
    Ok(password_page(&visit, &visit.form("/account/password", Typed::default())))
}

fn password_page(visit: &Visit, form: &Form) -> Response {
    let main = html! {
        p class="lead" { (t!(visit, "password-lead")) }
        (form.render(&html! {
            (form.field("old_password", t!(visit, "password-old")).input(Input::Password))
            (new_password(visit.loc, form))
            (submit(&t!(visit, "password-change")))
        }))
        p { a href=(visit.at("/new-password")) { (t!(visit, "sign-in-forgotten")) } }
    };
    visit.show(under(visit, Sheet::new(t!(visit, "password-title"), main)).judged_by([form]))
}

async fn change_password(sent: Sent) -> Answer {
    let fault = match password_changed(&sent).await {
        Ok(()) => return Ok(sent.on("/account", "password-changed")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "old_password")?;
    Ok(password_page(&sent.visit, &Form { errors, ..sent.visit.form("/account/password", sent.typed) }))
}

async fn password_changed(sent: &Sent) -> Result<(), Fault> {
    let Sent { visit, typed, key } = sent;
    let mut reading = Reading::of(visit, typed);
    let new = reading.new_password("password");
    let new = reading.judged(new)?;
    let passwords = (typed.value("old_password").to_owned(), new);
    Ok(codes::change_password(&visit.app, visit.visitor()?, &visit.client, passwords, key).await?)
}
