//! Forms: what was typed comes back, what is wrong is said beside the field and on top, and a form sent twice
//! counts once.

mod field;

use maud::{Markup, html};

use crate::i18n::{Locale, Text};
use crate::t;

pub use field::{Choice, Field, Input};

/// What is wrong with a field.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// The field's name.
    pub name: String,
    /// What to do about it: `Enter the hours you need`.
    pub text: Text,
}

impl FieldError {
    /// What to do about a field.
    pub fn new(name: impl Into<String>, text: Text) -> Self {
        Self { name: name.into(), text }
    }
}

/// What was typed, as names and values in the order sent.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// The pairs of a decoded form.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// As if these had been typed.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// The pairs, as typed.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The first value under a name that is not empty, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(typed, value)| typed == name && !value.is_empty()).map_or("", |(_, value)| value)
    }

    /// The same with what other pairs have for the names that have no value.
    pub fn or(self, usual: &Self) -> Self {
        let pairs: Vec<_> = usual.0.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        self.with_usual(&pairs)
    }

    /// The same without what stands under a name.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(typed, _)| typed != name);
        self
    }

    /// The same with a value for each of these names that has none.
    pub fn with_usual(mut self, usual: &[(&str, String)]) -> Self {
        for (name, value) in usual {
            if self.value(name).is_empty() {
                self.0.push(((*name).to_owned(), value.clone()));
            }
        }
        self
    }

    /// A choice was ticked.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(typed, chosen)| typed == name && chosen == value)
    }
}

/// How a form is sent.
#[derive(Clone, Debug)]
pub enum Method {
    /// A question: its answer can be bookmarked and shared.
    Get,
    /// A change.
    Post {
        /// Proves that the form came from this visit.
        csrf: String,
        /// Makes a second sending count once.
        idempotency_key: String,
    },
}

/// A form with what was typed and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Form {
    /// The reader.
    pub loc: Locale,
    /// Where it is sent.
    pub action: String,
    /// How it is sent.
    pub method: Method,
    /// What was typed before.
    pub typed: Typed,
    /// What is wrong, in the order of the fields.
    pub errors: Vec<FieldError>,
    /// What was typed came back and was not taken yet.
    pub is_kept: bool,
    /// What sets the ids of this form apart from those of the other forms of its page; nothing where none is like it.
    pub scope: String,
    /// Whether it is one button, among others that may be alike: then it has no id.
    pub is_button: bool,
}

impl Form {
    /// A form that only asks, whose address can be sent on: as it was typed, with what is wrong in it.
    pub fn asking(loc: Locale, action: String, typed: Typed, errors: Vec<FieldError>) -> Self {
        let (scope, is_kept, is_button) = (String::new(), false, false);
        Self { loc, action, method: Method::Get, typed, errors, is_kept, scope, is_button }
    }

    /// Whether another form is this one of the page.
    pub fn is_same(&self, other: &Self) -> bool {
        self.action == other.action && self.scope == other.scope
    }

    /// This form; as it was sent, if it is the one that does not fit.
    #[must_use]
    pub fn or_wrong(self, wrong: Option<&Self>) -> Self {
        wrong.filter(|wrong| wrong.is_same(&self)).cloned().unwrap_or(self)
    }

    /// A field of this form.
    pub fn field<'a>(&'a self, name: &'a str, label: Text) -> Field<'a> {
        Field::new(self, name, label)
    }

    /// The id of a field.
    pub fn id_of(&self, name: &str) -> String {
        if self.scope.is_empty() { name.to_owned() } else { format!("{}-{name}", self.scope) }
    }

    /// Whether it only asks.
    pub fn asks(&self) -> bool {
        matches!(self.method, Method::Get)
    }

    /// The id of the form itself.
    pub fn own_id(&self) -> String {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let action: String = self.action.chars().map(plain).collect();
        self.id_of(&format!("form{action}"))
    }

    /// The form around its fields and buttons.
    pub fn render(&self, fields: &Markup) -> Markup {
        self.sent_as(None, fields)
    }

    /// As [`Form::render`], for a form that sends a file.
    pub fn render_files(&self, fields: &Markup) -> Markup {
        self.sent_as(Some("multipart/form-data"), fields)
    }

    fn sent_as(&self, encoding: Option<&str>, fields: &Markup) -> Markup {
        let method = match self.method {
            Method::Get => "get",
            Method::Post { .. } => "post",
        };
        html! {
            form id=[(!self.is_button).then(|| self.own_id())] action=(self.action) method=(method) enctype=[encoding] novalidate
                data-kept=[self.is_kept.then_some("")] {
                @if let Method::Post { csrf, idempotency_key } = &self.method {
                    input type="hidden" name="csrf" value=(csrf);
                    input type="hidden" name="idempotency_key" value=(idempotency_key);
                }
                (fields)
            }
        }
    }

    /// The list of what is wrong, each linked to its field; nothing if all is well. It stands above the `h1`.
    pub fn error_summary(&self) -> Markup {
        html! {
            @if !self.errors.is_empty() {
                div class="error-summary" role="alert" tabindex="-1" {
                    h2 { (t!(self.loc, "form-problems")) }
                    ul { @for error in &self.errors { li { a href={ "#" (self.id_of(&error.name)) } { (error.text) } } } }
                }
            }
        }
    }

    fn error(&self, name: &str) -> Option<&Text> {
        self.errors.iter().find(|error| error.name == name).map(|error| &error.text)
    }
}

/// The one main action of a page.
pub fn submit(text: &Text) -> Markup {
    html! { button type="submit" { (text) } }
}

/// A small action among several that are alike; what it is about is said to those who only hear it.
pub fn submit_small(text: &Text, about: &Markup) -> Markup {
    html! { button type="submit" class="small" { (text) span class="hidden" { (about) } } }
}

/// Another action.
pub fn submit_second(text: &Text) -> Markup {
    html! { button type="submit" class="second" { (text) } }
}
