//! Confirming an address by the code that went there, and what comes next.

use kernel::Id;
use market::users::User;
use market::users::codes::CodePurpose;

use super::account_steps::{self, Step};
use super::prelude::*;
use super::sign_in::next;
use crate::mail;
use crate::nouns::codes;
use crate::query::encoded;

pub(super) fn routes() -> Routes {
    vec![
        ("/account/confirmation", get(show).post(confirm)),
        ("/account/codes", post(send)),
        ("/account/welcome", get(welcome)),
    ]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let form = visit.form("/account/confirmation", typed);
    page(&visit, &form).await
}

async fn page(visit: &Visit, form: &Form) -> Answer {
    let visitor = visit.visitor()?;
    let address = visit.app.look(Some(visitor), |draft| codes::address(draft)).await?;
    let next = next(visit, &form.typed, "/work");
    if address.confirmed_at.is_some() {
        return Ok(to(&visit.at(&format!("/account/welcome?next={}", encoded(&next)))));
    }
    let main = html! {
        (account_steps::of(visit.loc, Step::Code))
        p class="lead" { (t!(visit, "code-sent", email = address.email.as_str())) }
        (message(visit, visitor.user, CodePurpose::Confirm).await?)
        (form.render(&html! {
            input type="hidden" name="next" value=(next);
            (code(visit, form))
            (submit(&t!(visit, "code-enter")))
        }))
        h2 { (t!(visit, "code-missing")) }
        p { (t!(visit, "code-missing-how")) }
        (visit.second_button("/account/codes", &t!(visit, "code-again"), &[("next", &next)]))
        p { a href=(visit.at("/account/address")) { (t!(visit, "code-other-address")) } }
        p class="quiet" {
            (t!(visit, "code-later")) " " a href=(next) { (t!(visit, "code-go-on")) }
        }
    };
    Ok(visit.show(Sheet::new(t!(visit, "code-title"), main).judged_by([form])))
}

/// The field of a code.
pub(super) fn code(visit: &Visit, form: &Form) -> Markup {
    form.field("code", t!(visit, "code-label")).hint(t!(visit, "code-hint")).input(Input::Code)
}

/// In the parallel market, what the message with a code would say; nothing in the real one.
pub(super) async fn message(visit: &Visit, user: Id<User>, purpose: CodePurpose) -> Result<Markup, AppError> {
    let mail = mail::shown(&visit.app, user, purpose).await?;
    Ok(html! {
        @if let Some(mail) = mail {
            aside class="unreal" {
                p { (t!(visit, "code-unreal")) }
                blockquote lang=(mail.lang.code()) { (Text::verbatim(mail.words)) }
            }
        }
    })
}

async fn confirm(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let confirmed = codes::confirm(&visit.app, visit.visitor()?, typed.value("code"), &key).await;
    match confirmed {
        Ok(()) => {
            let next = encoded(&next(&visit, &typed, "/work"));
            Ok(to(&visit.at(&format!("/account/welcome?next={next}"))))
        }
        Err(error) => {
            let errors = Fault::from(error).at(&visit, "code")?;
            let form = Form { errors, ..visit.form("/account/confirmation", typed) };
            page(&visit, &form).await
        }
    }
}

async fn send(sent: Sent) -> Answer {
    codes::send(&sent.visit.app, sent.visit.visitor()?, &sent.key).await?;
    let next = encoded(&next(&sent.visit, &sent.typed, "/work"));
    Ok(to_saying(&sent.visit.at(&format!("/account/confirmation?next={next}")), "code-sent"))
}

async fn welcome(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    let next = next(&visit, &typed, "/work");
    let ways = [
        ("/offerings/new", t!(visit, "welcome-offer"), t!(visit, "welcome-offer-how")),
        ("/", t!(visit, "welcome-find"), t!(visit, "welcome-find-how")),
        ("/account/details", t!(visit, "welcome-details"), t!(visit, "welcome-details-how")),
    ];
    let main = html! {
        (account_steps::of(visit.loc, Step::Next))
        p class="lead" { (t!(visit, "welcome-lead")) }
        p class="actions" {
            @if next == visit.at("/work") {
                a class="button" href=(visit.at("/offerings/new")) { (t!(visit, "home-first-go")) }
            } @else {
                a class="button" href=(next) { (t!(visit, "welcome-go-on")) }
            }
        }
        dl class="ways" {
            @for (page, text, how) in ways {
                dt { a href=(visit.at(page)) { (text) } }
                dd { (how) }
            }
        }
    };
    Ok(visit.show(Sheet::new(t!(visit, "welcome-title"), main)))
}
