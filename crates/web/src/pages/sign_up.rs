//! Opening an account: one page, no more questions than the market needs.

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use market::users::UserKind;
use maud::{Markup, html};

use super::Routes;
use super::answer::Answer;
use super::fields;
use super::sent::Sent;
use super::sheet::Sheet;
use super::sign_in::{device, next, welcome};
use super::visit::Visit;
use crate::components::form::submit;
use crate::components::{Choice, FieldError, Form, Input, Typed};
use crate::i18n::Locale;
use crate::nouns::users::{self, PASSWORD_MIN, SignUp};
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/sign-up", get(show).post(sign_up))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    page(&visit, &visit.form("/sign-up", Typed::new(pairs)))
}

fn page(visit: &Visit, form: &Form) -> Response {
    let loc = visit.loc;
    let title = t!(loc, "sign-up-title");
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        p { (t!(loc, "sign-up-lead")) }
        (form.render(&questions(loc, form, &next(visit, &form.typed, "/work"))))
    };
    visit.show(&Sheet::new(title, main).judged_by(form))
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
    let Sent { visit, typed, key } = sent;
    let wrong = match read(&visit, &typed) {
        Ok(asked) => match users::sign_up(&visit.app, asked, &key, &device(&headers)).await {
            Ok(signed_in) => return welcome(&visit, &next(&visit, &typed, "/work"), &signed_in),
            Err(error) => fields::errors(&visit, &error, "email").ok_or(error)?,
        },
        Err(wrong) => wrong,
    };
    Ok(page(&visit, &Form { errors: wrong, ..visit.form("/sign-up", typed) }))
}

fn read(visit: &Visit, typed: &Typed) -> Result<SignUp, Vec<FieldError>> {
    let text = |name: &str| typed.value(name).to_owned();
    let some = |name: &str| Some(text(name)).filter(|text| !text.trim().is_empty());
    let Some(kind) = UserKind::from_word(typed.value("kind")) else {
        let wrong = t!(visit.loc, "sign-up-kind-wrong");
        return Err(vec![FieldError { name: "kind".to_owned(), text: wrong }]);
    };
    let today = visit.zone.calendar().local(visit.app.now()).date;
    let born_on = fields::known_date(typed, "born_on").filter(|date| *date < today);
    Ok(SignUp {
        kind,
        display_name: text("display_name"),
        email: text("email"),
        password: text("password"),
        phone: some("phone"),
        language: Some(visit.loc.lang.code().to_owned()),
        born_on,
        street: some("street"),
        post_code: text("post_code"),
    })
}
