//! What was answered, or what was agreed: a name and a value a row, with a way to change it.

use maud::{Markup, html};

use super::Link;
use crate::i18n::{Locale, Text};
use crate::t;

/// A value of a row.
#[derive(Clone, Debug)]
pub enum Value {
    /// Words, at the start of their column.
    Words(Text),
    /// Several lines of words.
    Lines(Vec<Text>),
    /// Words that lead somewhere.
    Link(Link),
    /// Money, at the end of its column on every screen, so that amounts stand below each other.
    Money(Text),
}

/// A row.
#[derive(Clone, Debug)]
pub struct SummaryRow {
    /// What it is: `Hours`.
    pub name: Text,
    /// Its value.
    pub value: Value,
    /// Where to change it.
    pub change: Option<String>,
}

impl SummaryRow {
    /// A row of words that cannot be changed.
    pub fn words(name: Text, value: Text) -> Self {
        Self { name, value: Value::Words(value), change: None }
    }

    /// A row of money.
    pub fn money(name: Text, amount: Text) -> Self {
        Self { name, value: Value::Money(amount), change: None }
    }

    /// The same row with a link to change it.
    pub fn changed_at(self, href: impl Into<String>) -> Self {
        Self { change: Some(href.into()), ..self }
    }
}

/// A summary list.
#[derive(Clone, Debug)]
pub struct SummaryList {
    /// The reader.
    pub loc: Locale,
    /// The rows in reading order.
    pub rows: Vec<SummaryRow>,
}

impl SummaryList {
    /// The list as markup.
    pub fn render(&self) -> Markup {
        html! { dl class="summary" { @for row in &self.rows { (self.row(row)) } } }
    }

    fn row(&self, row: &SummaryRow) -> Markup {
        html! {
            div class=[matches!(row.value, Value::Money(_)).then_some("money")] {
                dt { (row.name) }
                @match &row.value {
                    Value::Words(words) => dd { (words) },
                    Value::Link(link) => dd { a href=(link.href) { (link.text) } },
                    Value::Lines(lines) => dd { @for line in lines { (line) br; } },
                    Value::Money(amount) => dd class="figures end" { (amount) },
                }
                @if let Some(href) = &row.change {
                    dd class="change" {
                        a href=(href) { (t!(self.loc, "summary-change")) span class="hidden" { ": " (row.name) } }
                    }
                }
            }
        }
    }
}
