//! A new password, for who has forgotten the old one: the address, then the code that went there. The first page says the
//! same whether the address is somebody's or not.

use kernel::EmailAddress;
use market::concession::SessionTerms;
use market::users::codes::CodePurpose;

use super::account_confirmation::{code, message};
use super::prelude::*;
use super::sign_in::welcome;
use super::sign_up::new_password;
use crate::nouns::codes::{self, NewPassword};
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/new-password", get(show).post(ask)), ("/new-password/code", post(choose))]
}

async fn show(visit: Visit) -> Response {
    page(&visit, &visit.form("/new-password", Typed::default()))
}

fn page(visit: &Visit, form: &Form) -> Response {
    let main = html! {
        p class="lead" { (t!(visit, "new-password-lead")) }
        (form.render(&html! {
            (form.field("email", t!(visit, "sign-in-email")).input(Input::Email))
            (submit(&t!(visit, "new-password-ask")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "new-password-title"), main);
    visit.show(sheet.under("/sign-in", t!(visit, "sign-in-title")).judged_by([form]))
}

async fn ask(sent: Sent) -> Answer {
    let Sent { visit, typed, .. } = sent;
    let mut reading = Reading::of(&visit, &typed);
    let email = reading.email("email");
    let email = match reading.judged(email) {
        Ok(email) => email,
        Err(fault) => {
            let errors = fault.at(&visit, "email")?;
            return Ok(page(&visit, &Form { errors, ..visit.form("/new-password", typed) }));
        }
    };
    codes::ask_new_password(&visit.app, &visit.client, email.clone()).await?;
    let typed = Typed::of([("email", email.as_str())]);
    second(&visit, &visit.form("/new-password/code", typed)).await
}

/// The page on which the code is entered. The address goes along in the form: an address of a page is kept in too many places.
async fn second(visit: &Visit, form: &Form) -> Answer {
    let email = form.typed.value("email");
    let main = html! {
        p class="lead" { (t!(visit, "new-password-sent", email = email)) }
        (unreal(visit, email).await?)
        (form.render(&html! {
            input type="hidden" name="email" value=(email);
            (code(visit, form))
            (new_password(visit.loc, form))
            (submit(&t!(visit, "new-password-choose")))
        }))
        p { (t!(visit, "new-password-out")) " " (wait(visit)?) }
        p { a href=(visit.at("/new-password")) { (t!(visit, "new-password-again")) } }
    };
    let sheet = Sheet::new(t!(visit, "new-password-title"), main);
    Ok(visit.show(sheet.under("/sign-in", t!(visit, "sign-in-title")).judged_by([form])))
}

/// For how long no money leaves afterwards.
fn wait(visit: &Visit) -> Result<Text, AppError> {
    let terms = SessionTerms::on(&visit.app.rulebook, visit.today())?;
    let minutes = words::whole(terms.code_wait_hours.saturating_mul(60));
    Ok(t!(visit, "new-password-wait", wait = visit.loc.duration(minutes)))
}

/// What the message would say, in the parallel market; nothing for an address that is nobody's.
async fn unreal(visit: &Visit, email: &str) -> Result<Markup, AppError> {
    let email = email.parse::<EmailAddress>().ok().filter(|_| visit.app.is_parallel());
    let user = match email {
        Some(email) => codes::user_of(&visit.app, &email).await?,
        None => None,
    };
    match user {
        Some(user) => message(visit, user, CodePurpose::Password).await,
        None => Ok(html! {}),
    }
}

async fn choose(sent: Sent) -> Answer {
    let fault = match chosen(&sent).await {
        Ok(signed_in) => return welcome(&sent.visit, &Typed::default(), &signed_in).await,
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "code")?;
    second(&sent.visit, &Form { errors, ..sent.visit.form("/new-password/code", sent.typed) }).await
}

async fn chosen(sent: &Sent) -> Result<crate::nouns::users::OpenedSession, Fault> {
    let Sent { visit, typed, key } = sent;
    let mut reading = Reading::of(visit, typed);
    let (email, password) = (reading.email("email"), reading.new_password("password"));
    let (email, password) = reading.judged(email.zip(password))?;
    let new = NewPassword { email, code: typed.value("code").to_owned(), password };
    Ok(codes::new_password(&visit.app, new, key, &visit.client).await?)
}
