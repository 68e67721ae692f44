//! The price ladder: the lines of a price from what the buyer pays down to what the seller receives.
//!
//! Every line has a sign, every sum is shown, and a ladder that does not add up cannot be made. The bars beside
//! the lines repeat the amounts for the eye; the table is the ladder. It names its roles because the stylesheet
//! lays its rows out as grids, and some browsers forget a table that is not laid out as one.

use maud::{Markup, html};

use crate::i18n::{Currency, Locale, Money, Text};
use crate::t;

/// A sum in the ladder: `You pay`, `Ana's price`, `Ana receives`.
#[derive(Clone, Debug)]
pub struct Total {
    /// What it is.
    pub label: Text,
    /// Minor units.
    pub minor: i64,
}

/// A line between two sums.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is: `Market's share, 2%`.
    pub label: Text,
    /// Who pays or gets it: `to the market and Portland Co-op`.
    pub party: Text,
    /// Why, and by which rule.
    pub why: Text,
    /// Minor units: what it adds to the sum above it (or takes, if negative).
    pub minor: i64,
}

/// Lines and the sum they lead to.
#[derive(Clone, Debug)]
pub struct Section {
    /// Lines that are not zero, in the waterfall's order.
    pub lines: Vec<Line>,
    /// The sum above plus the lines.
    pub total: Total,
}

/// A sum is not the sum above it plus the lines between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ladder says {given} where its lines come to {reached:?}")]
pub struct DoesNotAdd {
    /// The sum as given, in minor units.
    pub given: i64,
    /// What the lines come to; `None` if they overflow.
    pub reached: Option<i64>,
}

/// A ladder that adds up.
#[derive(Clone, Debug)]
pub struct Ladder {
    currency: Currency,
    pays: Total,
    sections: Vec<Section>,
    own: Option<Own>,
}

/// A part of what the seller asks.
#[derive(Clone, Debug)]
pub struct OwnPart {
    /// What it is for.
    pub label: Text,
    /// The same in a word or two.
    pub short: Text,
    /// How it is made, where that can be said in a few signs: `4 hours × $18.00`.
    pub times: Option<Text>,
    /// Minor units.
    pub minor: i64,
}

/// What a sum of the ladder is made of.
#[derive(Clone, Debug)]
struct Own {
    section: usize,
    parts: Vec<OwnPart>,
}

impl Ladder {
    /// Builds a ladder from what the buyer pays, downwards.
    ///
    /// # Errors
    /// [`DoesNotAdd`] for the first sum that its lines do not come to.
    pub fn new(currency: Currency, pays: Total, sections: Vec<Section>) -> Result<Self, DoesNotAdd> {
        let mut sum = pays.minor;
        for section in &sections {
            let reached = section.lines.iter().try_fold(sum, |sum, line| sum.checked_add(line.minor));
            if reached != Some(section.total.minor) {
                return Err(DoesNotAdd { given: section.total.minor, reached });
            }
            sum = section.total.minor;
        }
        Ok(Self { currency, pays, sections, own: None })
    }

    /// The same ladder, whose sum of a section shows on request what it is made of: each part with its amount.
    ///
    /// # Errors
    /// [`DoesNotAdd`] when the parts do not come to the sum, or there is no such section.
    pub fn made_of(self, section: usize, parts: Vec<OwnPart>) -> Result<Self, DoesNotAdd> {
        let given = self.sections.get(section).map_or(0, |section| section.total.minor);
        let reached = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.minor));
        if reached != Some(given) {
            return Err(DoesNotAdd { given, reached });
        }
        Ok(Self { own: Some(Own { section, parts }), ..self })
    }

    /// The whole ladder as a table. `caption` says whose it is.
    pub fn render(&self, loc: Locale, caption: &Text) -> Markup {
        let widest = self.widest();
        let mut sum = self.pays.minor;
        let last = self.sections.len().saturating_sub(1);
        html! {
            table class="ladder" role="table" {
                caption { (caption) }
                tbody role="rowgroup" {
                    (self.total(loc, &self.pays, widest, "pays"))
                    @for (index, section) in self.sections.iter().enumerate() {
                        @for line in &section.lines {
                            (self.line(loc, line, &Bar::step(&mut sum, line.minor, widest)))
                        }
                        (self.total(loc, &section.total, widest, if index == last { "receives" } else { "sum" }))
                        (self.own_parts(loc, index))
                    }
                }
            }
        }
    }

    /// The ladder for a search result: its arithmetic in a line, which opens it.
    pub fn render_folded(&self, loc: Locale, caption: &Text) -> Markup {
        html! {
            details {
                summary { span class="figures" { (self.arithmetic(loc)) } ": " (t!(loc, "ladder-open")) }
                (self.render(loc, caption))
            }
        }
    }

    /// What is paid, in words.
    pub fn pays(&self, loc: Locale) -> Text {
        self.amount(loc, self.pays.minor)
    }

    /// What the seller asks, added up in a line: `4 hours × $18.00 + The way there $1.47`.
    fn arithmetic(&self, loc: Locale) -> Markup {
        let parts = self.own.as_ref().map_or(&[][..], |own| &own.parts);
        html! {
            @for (index, part) in parts.iter().enumerate() {
                @if index > 0 { " + " }
                @match &part.times {
                    Some(times) => (times),
                    None => { (part.short) " " (self.amount(loc, part.minor)) }
                }
            }
        }
    }

    /// The last sum: what reaches the seller.
    pub fn receives(&self) -> &Total {
        self.sections.last().map_or(&self.pays, |section| &section.total)
    }

    fn amount(&self, loc: Locale, minor: i64) -> Text {
        loc.money(Money::new(minor, self.currency))
    }

    fn signed(&self, loc: Locale, minor: i64) -> Text {
        loc.money_signed(Money::new(minor, self.currency))
    }

    fn total(&self, loc: Locale, total: &Total, widest: i64, class: &str) -> Markup {
        html! {
            tr role="row" class={ "total " (class) } {
                th role="rowheader" scope="row" { (total.label) (Bar { from: 0, until: total.minor, widest }.render()) }
                td role="cell" class="figures end" { (self.amount(loc, total.minor)) }
            }
        }
    }

    /// The row that tells what a sum is made of, below it.
    fn own_parts(&self, loc: Locale, section: usize) -> Markup {
        let Some(own) = self.own.as_ref().filter(|own| own.section == section && !own.parts.is_empty())
        else {
            return html! {};
        };
        html! {
            tr role="row" class="made-of" {
                td role="cell" colspan="2" {
                    details {
                        summary { (t!(loc, "ladder-made-of")) }
                        dl {
                            @for part in &own.parts {
                                div {
                                    dt { (part.times.as_ref().unwrap_or(&part.label)) }
                                    dd class="figures end" { (self.signed(loc, part.minor)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn line(&self, loc: Locale, line: &Line, bar: &Bar) -> Markup {
        html! {
            tr role="row" class=(if line.minor < 0 { "takes" } else { "adds" }) {
                th role="rowheader" scope="row" {
                    details { summary { (line.label) } p { (line.why) } }
                    span class="party" { (line.party) }
                    (bar.render())
                }
                td role="cell" class="figures end" { (self.signed(loc, line.minor)) }
            }
        }
    }

    /// The largest sum on the way, at least one.
    fn widest(&self) -> i64 {
        let mut sum = self.pays.minor;
        let mut widest = sum.max(1);
        for line in self.sections.iter().flat_map(|section| &section.lines) {
            sum = sum.saturating_add(line.minor);
            widest = widest.max(sum);
        }
        widest
    }
}

/// A bar from one amount to another on the scale of the widest.
struct Bar {
    from: i64,
    until: i64,
    widest: i64,
}

impl Bar {
    /// The bar of a line, which moves the sum along.
    fn step(sum: &mut i64, minor: i64, widest: i64) -> Self {
        let before = *sum;
        *sum = sum.saturating_add(minor);
        Self { from: before.min(*sum), until: before.max(*sum), widest }
    }

    fn render(&self) -> Markup {
        html! {
            svg class="bar" aria-hidden="true" focusable="false" {
                rect class="rule" y="5" width="100%" height="1" {}
                rect class="step" x=(self.percent(self.from)) width=(self.percent(self.until.saturating_sub(self.from))) height="100%" {}
            }
        }
    }

    /// The part of the whole width, to a hundredth of a percent, never negative.
    fn percent(&self, minor: i64) -> String {
        let hundredths = i128::from(minor.max(0)) * 10_000 / i128::from(self.widest);
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    }
}
