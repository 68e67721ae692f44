//! Opening an account, in three screens: who you are, the code that was sent to you, what comes next. No more questions than
//! the market needs; the rest is asked where it is needed.

use market::users::UserKind;

use super::account_steps::{self, Step};
use super::prelude::*;
use super::sign_in::{keep_session, next};
use crate::act::{self, Unread};
use crate::error::Invalid;
use crate::i18n::{Lang, Locale};
use crate::nouns::users::{self, OpenedSession, PASSWORD_MIN, SignUp};
use crate::query::encoded;

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
    let steps = account_steps::of(visit.loc, Step::You);
    let main = html! { (steps) (main) };
    visit.show(Sheet::new(t!(visit, "sign-up-title"), main).judged_by([form]))
}

fn questions(loc: Locale, form: &Form, next: &str) -> Markup {
    let kinds = [
        Choice::new(UserKind::Person.word(), t!(loc, "sign-up-person")),
        Choice::new(UserKind::Organization.word(), t!(loc, "sign-up-organisation")),
    ];
    html! {
        input type="hidden" name="next" value=(next);
        (form.field("kind", t!(loc, "sign-up-kind")).radios(&kinds))
        (form.field("display_name", t!(loc, "sign-up-name")).hint(t!(loc, "sign-up-name-hint")).input(Input::Name))
        (form.field("email", t!(loc, "sign-in-email")).hint(t!(loc, "sign-up-email-hint")).input(Input::Email))
        (form.field("post_code", t!(loc, "sign-up-post-code")).hint(t!(loc, "sign-up-post-code-hint"))
            .input(Input::PostalCode))
        (form.field("born_on", t!(loc, "sign-up-born")).hint(t!(loc, "sign-up-born-hint")).known_date())
        (new_password(loc, form))
        (submit(&t!(loc, "sign-up-go")))
    }
}

/// The field of a new password.
pub(super) fn new_password(loc: Locale, form: &Form) -> Markup {
    let length = u32::try_from(PASSWORD_MIN).unwrap_or_default();
    let field = form.field("password", t!(loc, "sign-up-password"));
    field.hint(t!(loc, "sign-up-password-hint", count = length)).input(Input::NewPassword)
}

async fn sign_up(sent: Sent) -> Answer {
    let fault = match open(&sent).await {
        Ok(signed_in) => {
            let next = encoded(&next(&sent.visit, &sent.typed, "/work"));
            let mut response = to(&sent.visit.at(&format!("/account/confirmation?next={next}")));
            keep_session(&sent.visit, &mut response, &signed_in).await?;
            return Ok(response);
        }
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "email")?;
    Ok(page(&sent.visit, &Form { errors, ..sent.visit.form("/sign-up", sent.typed) }))
}

/// Opens the account that was typed.
async fn open(sent: &Sent) -> Result<OpenedSession, Fault> {
    let Sent { visit, typed, key } = sent;
    let text = |name: &str| (name.to_owned(), typed.value(name).to_owned());
    let fields = ["kind", "display_name", "email", "password", "post_code"];
    let mut pairs: Vec<(String, String)> = fields.into_iter().map(text).collect();
    // Languages for tests are for pages, not for messages.
    let language = Lang::from_offered(visit.loc.lang.code());
    pairs.extend(language.map(|lang| ("language".to_owned(), lang.code().to_owned())));
    pairs.push(("born_on".to_owned(), fields::typed_date(typed, "born_on")));
    let mut read = act::read_typed::<SignUp>(pairs, &visit.app)?;
    users::check_sign_up(&visit.app, &mut read);
    let asked = read.finish().map_err(|unread| unfit(visit, unread))?;
    Ok(users::sign_up(&visit.app, asked, key, &visit.client).await?)
}

/// What does not fit, each beside its field.
pub(super) fn unfit(visit: &Visit, unread: Unread) -> Fault {
    let Unread::Misfit(wrong) = unread else { return AppError::from(unread).into() };
    let said = |invalid: &Invalid| match invalid.field.as_str() {
        "kind" => t!(visit, "sign-up-kind-wrong"),
        _ => visit.reader().invalid(invalid),
    };
    Fault::Fields(
        wrong.iter().map(|invalid| FieldError::new(invalid.field.as_str(), said(invalid))).collect(),
    )
}
