//! The line that says where somebody is on the way to an account.

use maud::{Markup, html};

use crate::i18n::Locale;
use crate::t;

/// A screen of signing up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Who you are.
    You,
    /// The code that was sent to you.
    Code,
    /// What comes next.
    Next,
}

/// The three screens, with the one that is shown.
pub(super) fn of(loc: Locale, now: Step) -> Markup {
    let steps = [
        (Step::You, t!(loc, "sign-up-step-you")),
        (Step::Code, t!(loc, "sign-up-step-code")),
        (Step::Next, t!(loc, "sign-up-step-next")),
    ];
    html! {
        ol class="way" aria-label=(t!(loc, "sign-up-steps").plain()) {
            @for (step, text) in steps {
                li aria-current=[(step == now).then_some("step")] class=[(step < now).then_some("done")] { (text) }
            }
        }
    }
}
