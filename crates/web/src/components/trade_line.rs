//! The trade line: where a trade stands, what happened, what comes next and by when. It reads like a timetable.

use maud::{Markup, html};

use crate::i18n::{Locale, Text};
use crate::t;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepStage {
    /// It happened.
    Done,
    /// It is what everyone waits for.
    Now,
    /// It comes later.
    Next,
    /// It ended the trade early.
    Stopped,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where it stands.
    pub stage: StepStage,
    /// What happens, with its actor first: `You confirm the hours`.
    pub what: Text,
    /// When it happened, or by when it will.
    pub when: Text,
    /// More about it, or what happens if nobody acts.
    pub note: Option<Text>,
}

/// The steps of a trade in order.
#[derive(Clone, Debug)]
pub struct TradeLine {
    /// The reader.
    pub loc: Locale,
    /// What the list is, for those who hear it: `Where this booking stands`.
    pub label: Text,
    /// The steps.
    pub steps: Vec<Step>,
}

impl TradeLine {
    /// The line as markup.
    pub fn render(&self) -> Markup {
        html! {
            ol class="trade-line" aria-label=(self.label.plain()) {
                @for step in &self.steps { (self.step(step)) }
            }
        }
    }

    fn step(&self, step: &Step) -> Markup {
        let (class, word) = match step.stage {
            StepStage::Done => ("done", t!(self.loc, "trade-line-done")),
            StepStage::Now => ("now", t!(self.loc, "trade-line-now")),
            StepStage::Next => ("next", t!(self.loc, "trade-line-next")),
            StepStage::Stopped => ("stopped", t!(self.loc, "trade-line-stopped")),
        };
        html! {
            li class=(class) aria-current=[(step.stage == StepStage::Now).then_some("step")] {
                p class="when figures" { (step.when) }
                div {
                    p class="what" {
                        @if step.stage == StepStage::Now {
                            strong class="tag plain" { (word) } " "
                        } @else {
                            span class="hidden" { (word) ": " }
                        }
                        (step.what)
                    }
                    @if let Some(note) = &step.note { p class="note" { (note) } }
                }
            }
        }
    }
}
