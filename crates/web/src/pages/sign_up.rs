//! Opening an account: one page, no more questions than the market needs.

use axum::http::HeaderMap;
use market::users::UserKind;

use super::prelude::*;
use super::sign_in::{device, next, welcome};
use crate::i18n::Locale;
use crate::nouns::users::{self, OpenedSession, PASSWORD_MIN, SignUp};

pub(super) fn routes() -> Routes {
    vec![("/sign-up", get(show).post(sign_up))]
}

async fn show(visit: Visit, typed: Typed) -> Response {
    page(&visit, &visit.form("/sign-up", typed))
}

fn page(visit: &Visit, form: &Form) -> Response {
    let main = html! {
        p { (t!(visit, "sign-up-lead")) }
        (form.render(&questions(visit.loc, form, &next(visit, &form.typed, "/work"))))
    };
    visit.show(Sheet::new(t!(visit, "sign-up-title"), main).judged_by([form]))
}

fn questions(loc: Locale, form: &Form, next: &str) -> Markup {
    let kinds = [
        Choice::new(UserKind::Person.word(), t!(loc, "sign-up-person")),
        Choice::new(UserKind::Organization.word(), t!(loc, "sign-up-organisation")),
    ];
    let length = u32::try_from(PASSWORD_MIN).unwrap_or_default();
    html! {
        input type="hidden" name="next" value=(next);
        (form.field("kind", t!(loc, "sign-up-kind")).radios(&kinds))
        (form.field("display_name", t!(loc, "sign-up-name")).hint(t!(loc, "sign-up-name-hint")).input(Input::Name))
        (form.field("email", t!(loc, "sign-in-email")).hint(t!(loc, "sign-up-email-hint")).input(Input::Email))
        (form.field("password", t!(loc, "sign-in-password"))
            .hint(t!(loc, "sign-up-password-hint", count = length)).input(Input::NewPassword))
        (form.field("born_on", t!(loc, "sign-up-born")).hint(t!(loc, "sign-up-born-hint")).known_date())
        (form.field("post_code", t!(loc, "sign-up-post-code")).hint(t!(loc, "sign-up-post-code-hint"))
            .input(Input::PostalCode))
        (form.field("street", t!(loc, "sign-up-street")).hint(t!(loc, "sign-up-street-hint")).input(Input::Text))
        (form.field("phone", t!(loc, "sign-up-phone")).hint(t!(loc, "sign-up-phone-hint")).input(Input::Telephone))
        (submit(&t!(loc, "sign-up-go")))
    }
}

async fn sign_up(headers: HeaderMap, sent: Sent) -> Answer {
    let fault = match open(&sent, &device(&headers)).await {
        Ok(signed_in) => {
            return welcome(&sent.visit, &next(&sent.visit, &sent.typed, "/work"), &signed_in);
        }
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "email")?;
    Ok(page(&sent.visit, &Form { errors, ..sent.visit.form("/sign-up", sent.typed) }))
}

/// Opens the account that was typed.
async fn open(sent: &Sent, device: &str) -> Result<OpenedSession, Fault> {
    let Sent { visit, typed, key } = sent;
    let text = |name: &str| typed.value(name).to_owned();
    let some = |name: &str| Some(text(name)).filter(|text| !text.trim().is_empty());
    let kind = UserKind::from_word(typed.value("kind"));
    let kind = kind.ok_or_else(|| Fault::field("kind", t!(visit, "sign-up-kind-wrong")))?;
    let asked = SignUp {
        kind,
        display_name: text("display_name"),
        email: text("email"),
        password: text("password"),
        phone: some("phone"),
        language: Some(visit.loc.lang.code().to_owned()),
        born_on: fields::known_date(typed, "born_on").filter(|date| *date < visit.today()),
        street: some("street"),
        post_code: text("post_code"),
    };
    Ok(users::sign_up(&visit.app, asked, key, device).await?)
}
