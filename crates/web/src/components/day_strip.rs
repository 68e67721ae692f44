//! The day strip: one local day as its quarter-hours, and the same day in words.
//!
//! A local day has 96 quarter-hours, or 92 or 100 when the clocks change, so places on the strip are shares of the
//! day's own length and the hours below it come from its zone. Positions are percentages: the strip is as wide as
//! its column and its letters stay as large as other letters.

use jiff::{SignedDuration, Zoned};
use maud::{Markup, html};

use crate::i18n::{Locale, Text};
use crate::t;

/// A quarter-hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarter {
    /// Not on offer.
    Off,
    /// Free.
    Free,
    /// Taken.
    Taken,
    /// A rule forbids it; the number is the place of the reason in [`DayStrip::reasons`].
    Barred(usize),
    /// What is being chosen.
    Chosen,
}

impl Quarter {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Free => Some("free"),
            Self::Taken => Some("taken"),
            Self::Barred(_) => Some("barred"),
            Self::Chosen => Some("chosen"),
        }
    }
}

/// One day of one person.
#[derive(Clone, Debug)]
pub struct DayStrip<'a> {
    /// The reader.
    pub loc: Locale,
    /// Unique in the page.
    pub id: &'a str,
    /// Whose day: `Ana R.`; nothing where it is the reader's own.
    pub whose: Option<Text>,
    /// The first moment of the local day.
    pub starts: Zoned,
    /// The quarter-hours from there.
    pub quarters: Vec<Quarter>,
    /// Why hours are barred, in whole sentences.
    pub reasons: Vec<Text>,
}

/// Quarter-hours from either end in which no words but the end's own have room.
const CLEAR: usize = 16;

/// Quarter-hours of one kind in a row: from and until are places in the day.
struct Run {
    quarter: Quarter,
    from: usize,
    until: usize,
}

impl DayStrip<'_> {
    /// The strip and its words.
    pub fn render(&self) -> Markup {
        let runs = self.runs();
        let title_id = format!("{}-title", self.id);
        let day = self.loc.day(self.starts.date());
        html! {
            figure class="day-strip" {
                figcaption {
                    @match &self.whose {
                        Some(name) => (t!(self.loc, "day-strip-title", name = name, day = day)),
                        None => (day),
                    }
                }
                svg role="img" aria-labelledby=(title_id) height="68" focusable="false" {
                    title id=(title_id) { (self.sentence(&runs).plain()) }
                    (self.hatch())
                    rect class="day" x="0" y="8" width="100%" height="32" {}
                    @for run in &runs { (self.block(run)) }
                    (self.hours())
                }
                ul class="key" { @for run in &runs { (self.words(run)) } }
            }
        }
    }

    /// The rows of quarter-hours that are on offer, forbidden, taken or chosen.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (at, quarter) in self.quarters.iter().copied().enumerate() {
            match runs.last_mut().filter(|run| run.quarter == quarter) {
                Some(run) => run.until = at + 1,
                None => runs.push(Run { quarter, from: at, until: at + 1 }),
            }
        }
        runs.retain(|run| run.quarter != Quarter::Off);
        runs
    }

    fn moment(&self, quarter: usize) -> Zoned {
        let minutes = i64::try_from(quarter).unwrap_or(i64::MAX).saturating_mul(15);
        self.starts.saturating_add(SignedDuration::from_mins(minutes))
    }

    /// The place of a quarter-hour from the reading side, in hundredths of a percent of the day.
    fn place(&self, quarter: usize) -> usize {
        let place = quarter * 10_000 / self.quarters.len().max(1);
        if self.loc.lang.is_right_to_left() { 10_000 - place } else { place }
    }

    fn block(&self, run: &Run) -> Markup {
        let (from, until) = (self.place(run.from), self.place(run.until));
        let (x, width) = (percent(from.min(until)), percent(from.abs_diff(until)));
        let hatch = matches!(run.quarter, Quarter::Barred(_)).then(|| format!("url(#{}-hatch)", self.id));
        let (y, height) = if run.quarter == Quarter::Chosen { (2, 44) } else { (8, 32) };
        html! { rect class=[run.quarter.class()] x=(x) y=(y) width=(width) height=(height) fill=[hatch] {} }
    }

    /// A hatch for forbidden hours, so that they differ by more than colour.
    fn hatch(&self) -> Markup {
        html! {
            defs {
                pattern id={ (self.id) "-hatch" } width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    line class="hatch" x1="0" y1="0" x2="0" y2="6" {}
                }
            }
        }
    }

    /// Ticks at every third hour that the local clock shows. Words keep clear of those at the ends; on a narrow
    /// screen only those at every sixth hour stay, and none at the ends.
    fn hours(&self) -> Markup {
        let end = self.quarters.len();
        let hours = (0..=end)
            .map(|quarter| (quarter, self.moment(quarter)))
            .filter(|(_, at)| at.minute() == 0 && at.hour() % 3 == 0);
        html! {
            @for (quarter, at) in hours {
                @let x = percent(self.place(quarter));
                @let major = at.hour() % 6 == 0;
                @let anchor = match quarter { 0 => "start", last if last == end => "end", _ => "middle" };
                line class="tick-mark" x1=(x) x2=(x) y1="40" y2=(if major { 48 } else { 44 }) {}
                @if anchor != "middle" || (CLEAR..=end.saturating_sub(CLEAR)).contains(&quarter) {
                    text class=(if major && anchor == "middle" { "hour" } else { "hour between" })
                        x=(x) y="64" text-anchor=(anchor) { (self.loc.time(at.time()).plain()) }
                }
            }
        }
    }

    fn words(&self, run: &Run) -> Markup {
        let Some(class) = run.quarter.class() else { return html! {} };
        html! { li class=(class) { (self.run_in_words(run)) } }
    }

    fn run_in_words(&self, run: &Run) -> Text {
        let hours = self.loc.hours(&self.moment(run.from), &self.moment(run.until));
        match run.quarter {
            Quarter::Off => hours,
            Quarter::Free => t!(self.loc, "day-strip-free", hours = hours),
            Quarter::Taken => t!(self.loc, "day-strip-taken", hours = hours),
            Quarter::Chosen => t!(self.loc, "day-strip-chosen", hours = hours),
            Quarter::Barred(reason) => {
                let why = self.reasons.get(reason).cloned().unwrap_or_default();
                t!(self.loc, "day-strip-barred", hours = hours, why = why)
            }
        }
    }

    /// The whole day in one breath, for the picture's name.
    fn sentence(&self, runs: &[Run]) -> Text {
        let parts: Vec<String> = runs.iter().map(|run| self.run_in_words(run).plain()).collect();
        if parts.is_empty() {
            return t!(self.loc, "day-strip-nothing");
        }
        Text::verbatim(parts.join(". "))
    }
}

fn percent(hundredths: usize) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
