//! The form that sends a photograph: evidence of a part, or what shows an offering; and photographs as pages show them.

use super::prelude::*;

/// The address to which photographs are sent.
pub(super) const PAGE: &str = "/photos";

/// A photograph by its digest; `alt` says what it shows, where the page does not.
pub(super) fn shown(visit: &Visit, digest: &str, alt: &str) -> Markup {
    html! { img class="photo" src=(visit.at(&format!("/photos/{digest}"))) alt=(alt) loading="lazy"; }
}

/// A form that sends a photograph for a page; filled in again if it is the one that does not fit.
pub(super) fn form(visit: &Visit, of: &str, wrong: Option<&Form>) -> Markup {
    let form = of_page(visit, of, Vec::new()).or_wrong(wrong);
    form.render_files(&html! {
        input type="hidden" name="of" value=(of);
        input type="hidden" name="back" value=(visit.address);
        (form.field("photo", t!(visit, "photo-choose")).hint(t!(visit, "photo-hint")).file("image/jpeg,image/png"))
        (submit_second(&t!(visit, "photo-send")))
    })
}

/// The form for a page, with what is wrong in it.
pub(super) fn of_page(visit: &Visit, of: &str, errors: Vec<FieldError>) -> Form {
    let typed = Typed::of([("of", of)]);
    Form { scope: format!("photo{}", of.replace('/', "-")), errors, ..visit.form(PAGE, typed) }
}

/// Whether a form that does not fit sends the photograph for a page.
pub(super) fn is_wrong(visit: &Visit, of: &str, wrong: Option<&Form>) -> bool {
    wrong.is_some_and(|wrong| wrong.is_same(&of_page(visit, of, Vec::new())))
}
