//! A receipt: who, what, when, every line of the price, and how to check it. Made to be printed.

use maud::{Markup, html};

use super::heading::Level;
use super::price_ladder::Ladder;
use super::summary_list::{SummaryList, SummaryRow};
use crate::i18n::{Locale, Text};
use crate::t;

/// A receipt.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The reader.
    pub loc: Locale,
    /// The heading's level.
    pub level: Level,
    /// Its number.
    pub number: Text,
    /// When it was made.
    pub made: Text,
    /// Buyer, seller, work, hours.
    pub facts: Vec<SummaryRow>,
    /// The price, line by line; `None` where nobody paid.
    pub ladder: Option<Ladder>,
    /// How the money moved: `Paid from your balance on …`.
    pub moved: Vec<Text>,
    /// The code by which anyone can check that the receipt is real.
    pub check_code: Text,
}

impl Receipt {
    /// The receipt as markup.
    pub fn render(&self) -> Markup {
        let loc = self.loc;
        html! {
            article class="receipt" {
                header {
                    (self.level.heading(&t!(loc, "receipt-title")))
                    p class="figures" { (t!(loc, "receipt-number", number = &self.number)) br; (self.made) }
                }
                (SummaryList { loc, rows: self.facts.clone() }.render())
                @if let Some(ladder) = &self.ladder { (ladder.render(loc, &t!(loc, "receipt-ladder"))) }
                ul class="moved" { @for text in &self.moved { li { (text) } } }
                footer {
                    p { (t!(loc, "receipt-check")) " " code dir="ltr" { (self.check_code.plain()) } }
                    button type="button" class="second" data-print="" hidden { (t!(loc, "receipt-print")) }
                }
            }
        }
    }
}
