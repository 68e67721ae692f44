//! Forms: untouched, and refused with what was typed still there.

use maud::{Markup, html};

use crate::t;
use web::components::form::{submit, submit_second};
use web::components::{Choice, FieldError, Form, Input, Method, Typed};
use web::i18n::{Currency, Locale};

fn pairs(typed: &[(&str, &str)]) -> Typed {
    Typed::new(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn post() -> Method {
    Method::Post { csrf: "demo".to_owned(), idempotency_key: "demo".to_owned() }
}

pub(crate) fn clean(loc: Locale) -> Markup {
    let typed =
        pairs(&[("day", "2026-11-27"), ("from", "17:00"), ("work", "porter"), ("conditions", "uniform")]);
    let form = Form {
        is_kept: false,
        loc,
        action: "/find".to_owned(),
        method: post(),
        typed,
        errors: Vec::new(),
        scope: String::new(),
        is_button: false,
    };
    let work = [
        Choice::new("porter", t!(loc, "gallery-porter")),
        Choice::new("cook", t!(loc, "gallery-cook")),
        Choice::new("server", t!(loc, "gallery-server")),
    ];
    let order = [
        Choice::new("price", t!(loc, "gallery-order-price")),
        Choice::new("kept", t!(loc, "gallery-order-kept")),
    ];
    let conditions =
        [Choice::new("uniform", t!(loc, "gallery-uniform")), Choice::new("meal", t!(loc, "gallery-meal"))];
    form.render(&html! {
        (form.field("work", t!(loc, "gallery-work")).select(&work))
        (form.field("day", t!(loc, "gallery-day")).input(Input::Day))
        (form.field("from", t!(loc, "gallery-from")).hint(t!(loc, "gallery-from-hint")).input(Input::Text))
        (form.field("most", t!(loc, "gallery-most")).hint(t!(loc, "gallery-most-hint")).money(Currency::USD))
        (form.field("order", t!(loc, "gallery-order")).radios(&order))
        (form.field("conditions", t!(loc, "gallery-conditions")).checkboxes(&conditions))
        (form.field("note", t!(loc, "gallery-note")).hint(t!(loc, "gallery-note-hint")).area(3))
        div class="actions" {
            (submit(&t!(loc, "gallery-find")))
            (submit_second(&t!(loc, "gallery-save")))
        }
    })
}

pub(crate) fn refused(loc: Locale) -> Markup {
    let error = |name: &str, text| FieldError { name: name.to_owned(), text };
    let form = Form {
        is_kept: false,
        loc,
        action: "/register".to_owned(),
        method: post(),
        typed: pairs(&[
            ("email", "ana.example"),
            ("born-month", "2"),
            ("born-day", "30"),
            ("born-year", "2004"),
        ]),
        errors: vec![
            error("email", t!(loc, "gallery-email-wrong")),
            error("born", t!(loc, "gallery-born-wrong")),
            error("rate", t!(loc, "gallery-rate-missing")),
        ],
        scope: String::new(),
        is_button: false,
    };
    let fields = html! {
        (form.field("email", t!(loc, "gallery-email")).input(Input::Email))
        (form.field("password", t!(loc, "gallery-password")).hint(t!(loc, "gallery-password-hint")).input(Input::NewPassword))
        (form.field("born", t!(loc, "gallery-born")).hint(t!(loc, "gallery-born-hint")).known_date())
        (form.field("rate", t!(loc, "gallery-rate")).money(Currency::USD))
        (submit(&t!(loc, "gallery-register")))
    };
    html! { (form.error_summary()) (form.render(&fields)) }
}
