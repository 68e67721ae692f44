//! A field: label, hint, error and control, tied together for those who hear the page.

use maud::{Markup, html};
use std::collections::BTreeSet;

use super::Form;
use crate::i18n::{Currency, Text};
use crate::t;

/// A choice among several.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: Text,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: Text) -> Self {
        Self { value: value.into(), label }
    }
}

/// What a single-line control takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Words.
    Text,
    /// A whole number.
    Number,
    /// A name, which browsers may fill in.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A postal code.
    PostalCode,
    /// The password of an account: never filled in again by us.
    Password,
    /// A new password.
    NewPassword,
    /// A code that was sent, which browsers may take out of the message.
    Code,
    /// A near day, chosen from the device's own calendar.
    Day,
}

impl Input {
    /// `type`, `inputmode` and `autocomplete`.
    fn attributes(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Text => ("text", None, None),
            Self::Number => ("text", Some("numeric"), None),
            Self::Name => ("text", None, Some("name")),
            Self::Email => ("email", None, Some("email")),
            Self::Telephone => ("tel", None, Some("tel")),
            Self::PostalCode => ("text", None, Some("postal-code")),
            Self::Password => ("password", None, Some("current-password")),
            Self::NewPassword => ("password", None, Some("new-password")),
            Self::Code => ("text", Some("numeric"), Some("one-time-code")),
            Self::Day => ("date", None, None),
        }
    }

    fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::NewPassword | Self::Code)
    }

    /// Short answers get short boxes: the length is a hint by itself.
    fn class(self) -> Option<&'static str> {
        matches!(self, Self::Number | Self::PostalCode | Self::Code | Self::Day).then_some("short")
    }
}

/// A field of a form, finished by naming its control.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    form: &'a Form,
    name: &'a str,
    id: String,
    label: Text,
    hint: Option<Text>,
}

impl<'a> Field<'a> {
    pub(super) fn new(form: &'a Form, name: &'a str, label: Text) -> Self {
        Self { form, name, id: form.id_of(name), label, hint: None }
    }

    /// Adds a hint below the label.
    pub fn hint(self, hint: Text) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// One line.
    pub fn input(&self, input: Input) -> Markup {
        let (kind, mode, autocomplete) = input.attributes();
        let value = (!input.is_secret()).then(|| self.value());
        self.labelled(&html! {
            input id=(self.id) name=(self.name) type=(kind) inputmode=[mode] autocomplete=[autocomplete] value=[value]
                class=[input.class()] aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
            // A password is shown by the script; without one the button stays hidden.
            @if kind == "password" {
                button type="button" class="small" data-shows=(self.id) aria-pressed="false" hidden {
                    (t!(self.form.loc, "form-show"))
                }
            }
        })
    }

    /// One line of words, some of which the browser proposes; what stands in it need not be what was sent.
    pub fn suggesting(&self, shown: &str, usual: &BTreeSet<String>) -> Markup {
        let list = format!("{}-usual", self.id);
        self.labelled(&html! {
            input id=(self.id) name=(self.name) type="text" value=(shown) list=(list) autocomplete="off"
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
            datalist id=(list) { @for words in usual { option value=(words); } }
        })
    }

    /// An amount of money, with the currency's sign in front of it.
    pub fn money(&self, currency: Currency) -> Markup {
        let sign_id = format!("{}-sign", self.id);
        let described = self.described_by().map_or(sign_id.clone(), |ids| format!("{ids} {sign_id}"));
        let mode = if currency.exponent() == 0 { "numeric" } else { "decimal" };
        self.labelled(&html! {
            div class="with-sign" {
                span id=(sign_id) { (currency.sign()) }
                input id=(self.id) name=(self.name) type="text" inputmode=(mode) autocomplete="off" value=(self.value())
                    class="short figures end" aria-describedby=(described) aria-invalid=[self.invalid()];
            }
        })
    }

    /// A file of these types.
    pub fn file(&self, accept: &str) -> Markup {
        self.labelled(&html! {
            input id=(self.id) name=(self.name) type="file" accept=(accept) aria-describedby=[self.described_by()]
                aria-invalid=[self.invalid()];
        })
    }

    /// Several lines.
    pub fn area(&self, rows: u8) -> Markup {
        self.labelled(&html! {
            textarea id=(self.id) name=(self.name) rows=(rows) aria-describedby=[self.described_by()]
                aria-invalid=[self.invalid()] { (self.value()) }
        })
    }

    /// One of many.
    pub fn select(&self, choices: &[Choice]) -> Markup {
        self.labelled(&html! {
            select id=(self.id) name=(self.name) aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                @for choice in choices {
                    option value=(choice.value) selected[self.value() == choice.value] { (choice.label) }
                }
            }
        })
    }

    /// One of few.
    pub fn radios(&self, choices: &[Choice]) -> Markup {
        self.grouped(&self.ticks("radio", choices))
    }

    /// Some of few. Nothing is ticked beforehand but what was typed.
    pub fn checkboxes(&self, choices: &[Choice]) -> Markup {
        self.grouped(&self.ticks("checkbox", choices))
    }

    /// A date that people know by heart, in three boxes named `ID-month`, `ID-day` and `ID-year`.
    pub fn known_date(&self) -> Markup {
        let loc = self.form.loc;
        let parts = [
            ("month", t!(loc, "form-month"), "bday-month"),
            ("day", t!(loc, "form-day"), "bday-day"),
            ("year", t!(loc, "form-year"), "bday-year"),
        ];
        self.grouped(&html! {
            div class="date-parts" {
                @for (index, (part, label, autocomplete)) in parts.into_iter().enumerate() {
                    // The link of an error leads to the group's id, which is the first box.
                    @let name = format!("{}-{part}", self.name);
                    @let id = if index == 0 { self.id.clone() } else { self.form.id_of(&name) };
                    div {
                        label for=(id) { (label) }
                        input id=(id) name=(name) type="text" inputmode="numeric" autocomplete=(autocomplete)
                            value=(self.form.typed.value(&name)) class={ "figures " (part) } aria-invalid=[self.invalid()];
                    }
                }
            }
        })
    }

    fn ticks(&self, kind: &str, choices: &[Choice]) -> Markup {
        html! {
            @for (index, choice) in choices.iter().enumerate() {
                @let id = if index == 0 { self.id.clone() } else { format!("{}-{}", self.id, index + 1) };
                div class="tick" {
                    input id=(id) name=(self.name) type=(kind) value=(choice.value)
                        checked[self.form.typed.has(self.name, &choice.value)];
                    label for=(id) { (choice.label) }
                }
            }
        }
    }

    fn labelled(&self, control: &Markup) -> Markup {
        html! {
            div class=(self.class()) {
                label for=(self.id) { (self.label) }
                (self.about())
                (control)
            }
        }
    }

    fn grouped(&self, controls: &Markup) -> Markup {
        html! {
            fieldset class=(self.class()) aria-describedby=[self.described_by()] {
                legend { (self.label) }
                (self.about())
                (controls)
            }
        }
    }

    fn about(&self) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p class="hint" id={ (self.id) "-hint" } { (hint) } }
            @if let Some(error) = self.error() {
                p class="error" id={ (self.id) "-error" } {
                    span class="hidden" { (t!(self.form.loc, "form-error")) " " } (error)
                }
            }
        }
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }

    fn class(&self) -> &'static str {
        if self.error().is_some() { "field wrong" } else { "field" }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error().map(|_| "true")
    }

    fn error(&self) -> Option<&Text> {
        self.form.error(self.name)
    }

    fn value(&self) -> &'a str {
        self.form.typed.value(self.name)
    }
}
