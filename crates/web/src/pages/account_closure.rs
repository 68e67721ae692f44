//! Closing an account: what is erased and what stays, said before.

use super::prelude::*;
use super::sign_in::signed_out;
use crate::nouns::closing;

pub(super) fn routes() -> Routes {
    vec![("/account/closure", get(show).post(close))]
}

async fn show(visit: Visit) -> Answer {
    let form = visit.form("/account/closure", Typed::default());
    page(&visit, &form).await
}

async fn page(visit: &Visit, form: &Form) -> Answer {
    let hindrance = closing::hindrance(&visit.app, visit.visitor()?).await?;
    let erased = [
        t!(visit, "closing-erased-person"),
        t!(visit, "closing-erased-checks"),
        t!(visit, "closing-erased-offers"),
        t!(visit, "closing-erased-photos"),
        t!(visit, "closing-erased-inbox"),
    ];
    let stays = [
        t!(visit, "closing-stays-trades"),
        t!(visit, "closing-stays-money"),
        t!(visit, "closing-stays-title"),
    ];
    let main = html! {
        p class="lead" { (t!(visit, "closing-lead")) }
        h2 { (t!(visit, "closing-erased")) }
        ul { @for line in erased { li { (line) } } }
        h2 { (t!(visit, "closing-stays")) }
        ul { @for line in stays { li { (line) } } }
        p { (t!(visit, "closing-stays-why")) }
        p { a href=(visit.at("/account/everything")) { (t!(visit, "closing-download")) } }
        @if let Some(why) = &hindrance { (not_yet(visit, why)) } @else {
            (form.render(&html! {
                (form.field("password", t!(visit, "closing-password")).input(Input::Password))
                (submit(&t!(visit, "closing-go")))
            }))
        }
    };
    let sheet = Sheet::new(t!(visit, "closing-title"), main).under("/account", t!(visit, "account-title"));
    let shown: Option<&Form> = hindrance.is_none().then_some(form);
    Ok(visit.show(sheet.judged_by(shown)))
}

/// Why an account cannot be closed yet, with the way to what keeps it.
fn not_yet(visit: &Visit, why: &AppError) -> Markup {
    let page = match why.argument("trade") {
        Some(trade) => format!("/trades/{trade}"),
        None => "/statement".to_owned(),
    };
    html! {
        section {
            h2 { (t!(visit, "closing-not-yet")) }
            p { (visit.reader().error(why)) }
            p class="actions" { a class="button" href=(visit.at(&page)) { (t!(visit, "closing-see")) } }
        }
    }
}

async fn close(sent: Sent) -> Answer {
    let Sent { visit, typed, .. } = sent;
    match closing::close(&visit.app, visit.visitor()?, &visit.client, typed.value("password").to_owned())
        .await
    {
        Ok(()) => {
            let mut response = to_saying(&visit.at("/"), "closed");
            signed_out(response.headers_mut());
            Ok(response)
        }
        Err(error) => {
            let errors = Fault::from(error).at(&visit, "password")?;
            page(&visit, &Form { errors, ..visit.form("/account/closure", typed) }).await
        }
    }
}
