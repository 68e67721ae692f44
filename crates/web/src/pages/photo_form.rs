//! The form that sends a photograph: evidence of a part, or what shows an offering.

use maud::{Markup, html};

use super::visit::Visit;
use crate::components::form::submit_second;
use crate::components::{FieldError, Form, Typed};
use crate::t;

/// The address to which photographs are sent.
pub(super) const PAGE: &str = "/photos";

/// A form that sends a photograph for a page; filled in again if it is the one that does not fit.
pub(super) fn form(visit: &Visit, of: &str, wrong: Option<&Form>) -> Markup {
    let loc = visit.loc;
    let form = of_page(visit, of, Vec::new());
    let form = wrong.filter(|wrong| is_same(wrong, &form)).unwrap_or(&form);
    form.render_files(&html! {
        input type="hidden" name="of" value=(of);
        input type="hidden" name="back" value=(visit.address);
        (form.field("photo", t!(loc, "photo-choose")).hint(t!(loc, "photo-hint")).file("image/jpeg,image/png"))
        (submit_second(&t!(loc, "photo-send")))
    })
}

/// The form for a page, with what is wrong in it.
pub(super) fn of_page(visit: &Visit, of: &str, errors: Vec<FieldError>) -> Form {
    let typed = Typed::new(vec![("of".to_owned(), of.to_owned())]);
    Form { scope: format!("photo{}", of.replace('/', "-")), errors, ..visit.form(PAGE, typed) }
}

/// Whether a form that does not fit sends the photograph for a page.
pub(super) fn is_wrong(visit: &Visit, of: &str, wrong: Option<&Form>) -> bool {
    wrong.is_some_and(|wrong| is_same(wrong, &of_page(visit, of, Vec::new())))
}

fn is_same(one: &Form, other: &Form) -> bool {
    one.action == other.action && one.scope == other.scope
}
