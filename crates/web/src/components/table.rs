//! A table of records, which scrolls sideways inside its own region where the screen is narrow.

use maud::{Markup, html};

use crate::i18n::Text;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Start,
    /// Money and numbers, so that they add up by eye.
    End,
}

/// A column's heading and setting.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading.
    pub heading: Text,
    /// How its cells are set.
    pub align: Align,
}

/// A table. The first cell of a row is its heading.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// The id of the region, unique in the page.
    pub id: &'a str,
    /// What the table shows.
    pub caption: Text,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each as long as the columns.
    pub rows: Vec<Vec<Text>>,
    /// The sums below, if there are any.
    pub sums: Option<Vec<Text>>,
}

impl Table<'_> {
    /// The table as markup.
    pub fn render(&self) -> Markup {
        let caption_id = format!("{}-caption", self.id);
        html! {
            div class="scroll" id=(self.id) role="region" aria-labelledby=(caption_id) tabindex="0" {
                table {
                    caption id=(caption_id) { (self.caption) }
                    thead { tr {
                        @for column in &self.columns {
                            th scope="col" class=[class(column.align)] { (column.heading) }
                        }
                    } }
                    tbody { @for row in &self.rows { (self.row(row)) } }
                    @if let Some(sums) = &self.sums { tfoot { (self.row(sums)) } }
                }
            }
        }
    }

    fn row(&self, cells: &[Text]) -> Markup {
        html! { tr {
            @for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
                @if index == 0 {
                    th scope="row" { (cell) }
                } @else {
                    td class=[class(column.align)] { (cell) }
                }
            }
        } }
    }
}

fn class(align: Align) -> Option<&'static str> {
    (align == Align::End).then_some("figures end")
}
