//! A form that is kept: where it goes and what was typed, as it travels in an address or in another form.

use maud::{Markup, html};

use crate::components::Typed;
use crate::i18n::Lang;
use crate::query::encoded;

/// The name under which an address says that a form is only to be kept, and where it usually goes.
pub(in crate::pages) const KEEP: &str = "keep";
/// What is never kept: proofs of one visit, and secrets.
const FORGOTTEN: [&str; 5] = ["csrf", "idempotency_key", "password", "old_password", "code"];

/// A form that is to be shown again as it was typed.
#[derive(Clone, Debug)]
pub(in crate::pages) struct Kept {
    /// Where it usually goes, without the language.
    pub(in crate::pages) action: String,
    /// What was typed.
    pub(in crate::pages) typed: Typed,
}

impl Kept {
    /// What is kept of a form that goes to an address.
    pub(in crate::pages) fn of(address: &str, typed: &Typed) -> Self {
        let pairs = typed.pairs().iter().filter(|(name, _)| !FORGOTTEN.contains(&name.as_str()));
        Self { action: without_language(address).to_owned(), typed: Typed::new(pairs.cloned().collect()) }
    }
}

/// An address without the code of a language before it.
pub(in crate::pages) fn without_language(address: &str) -> &str {
    let rest = address.strip_prefix('/').unwrap_or(address);
    let (first, _) = rest.split_once('/').unwrap_or((rest, ""));
    if Lang::from_code(first).is_some() { rest.get(first.len()..).unwrap_or_default() } else { address }
}

/// The address of a page that shows a form as it was typed.
pub(in crate::pages) fn address(page: &str, action: &str) -> String {
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}{KEEP}={}", encoded(without_language(action)))
}

/// What names the fields of a form that is carried along in another one.
const CARRIED: &str = "kept.";

/// A form as fields of another one.
pub(in crate::pages) fn carried(kept: &Kept) -> Markup {
    html! {
        input type="hidden" name=(KEEP) value=(kept.action);
        @for (name, value) in kept.typed.pairs() { input type="hidden" name={ (CARRIED) (name) } value=(value); }
    }
}

/// The form that another one carries along, if it does.
pub(in crate::pages) fn carried_by(typed: &Typed) -> Option<Kept> {
    let action = typed.value(KEEP);
    let of = |(name, value): &(String, String)| Some((name.strip_prefix(CARRIED)?.to_owned(), value.clone()));
    let pairs = typed.pairs().iter().filter_map(of).collect();
    (!action.is_empty()).then(|| Kept::of(action, &Typed::new(pairs)))
}
