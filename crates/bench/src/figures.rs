//! Plots, as SVG: bars that lie, and lines over scales where each doubling is as long as the last. Writing to a
//! string cannot fail, so what it answers is passed over.

use super::decimal::Decimal;
use host::failure::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A plot.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plot {
    /// The file it is drawn into, without its ending.
    pub(crate) file: String,
    /// What it shows.
    pub(crate) title: String,
    /// Of what.
    pub(crate) unit: String,
    /// How.
    pub(crate) kind: Kind,
    /// One series is drawn as it is; of several, each has its colour.
    pub(crate) series: Vec<Series>,
}

/// How a plot shows its numbers.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// One bar for each point, as long as its number.
    Bars,
    /// Points joined; both scales are logarithmic. Points are named by their number.
    Lines,
}

/// Points that belong together.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    /// What they are of.
    pub(crate) name: String,
    /// Each with its name.
    pub(crate) points: Vec<(String, Decimal)>,
}

/// This and the lengths up to `LINES_HEIGHT` are pixels.
const WIDTH: i64 = 800;
const MARGIN: i64 = 16;
/// A letter of the widest fonts that a browser may choose.
const LETTER: i64 = 8;
/// From a line of text to the next.
const LINE: i64 = 18;
const BAR: i64 = 26;
const TOP: i64 = 52;
const LINES_HEIGHT: i64 = 300;
/// More marks than these would crowd a scale.
const MARKS_MOST: usize = 7;
/// Told apart by people who do not see red or green, too.
const COLOURS: [&str; 7] = ["#1d4f91", "#b45309", "#4d7c0f", "#9d174d", "#57534e", "#0e7490", "#6d28d9"];

/// Draws plots into a folder and names the files.
///
/// # Errors
/// [`Failure`] when a file cannot be written.
pub(crate) fn draw(folder: &Path, plots: &[Plot]) -> Result<Vec<PathBuf>, Failure> {
    std::fs::create_dir_all(folder)?;
    let one = |plot: &Plot| -> Result<PathBuf, Failure> {
        let path = folder.join(format!("{}.svg", plot.file));
        std::fs::write(&path, plot.svg())?;
        Ok(path)
    };
    plots.iter().map(one).collect()
}

impl Plot {
    /// A plot of bars.
    pub(crate) fn bars(file: &str, title: &str, unit: &str, points: Vec<(String, Decimal)>) -> Self {
        let series = vec![Series { name: String::new(), points }];
        Self {
            file: file.to_owned(),
            title: title.to_owned(),
            unit: unit.to_owned(),
            kind: Kind::Bars,
            series,
        }
    }

    /// A plot of lines.
    pub(crate) fn lines(file: &str, title: &str, unit: &str, series: Vec<Series>) -> Self {
        Self {
            file: file.to_owned(),
            title: title.to_owned(),
            unit: unit.to_owned(),
            kind: Kind::Lines,
            series,
        }
    }

    /// The drawing.
    pub(crate) fn svg(&self) -> String {
        let (body, height) = match self.kind {
            Kind::Bars => self.draw_bars(),
            Kind::Lines => self.draw_lines(),
        };
        let title = escaped(&format!("{} ({})", self.title, self.unit));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-label=\"{title}\" font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#1c1917\">\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
             <text x=\"16\" y=\"28\" font-size=\"16\" font-weight=\"600\">{title}</text>\n{body}</svg>\n"
        )
    }

    fn points(&self) -> impl Iterator<Item = (&Series, &str, Decimal)> + Clone {
        self.series
            .iter()
            .flat_map(|series| series.points.iter().map(move |(name, value)| (series, name.as_str(), *value)))
    }

    fn draw_bars(&self) -> (String, i64) {
        let most = self.points().map(|(_, _, value)| value.0).max().unwrap_or(1).max(1);
        let label = |series: &Series, name: &str| match series.name.as_str() {
            "" => name.to_owned(),
            of => format!("{of}, {name}"),
        };
        let widest = self.points().map(|(series, name, _)| width(&label(series, name))).max().unwrap_or(0);
        let left = MARGIN + widest + 10;
        let room = WIDTH - left - 100;
        let (mut body, mut y) = (String::new(), TOP);
        for (series, name, value) in self.points() {
            let length = scaled(value.0, most, room).max(2);
            let (text_y, bar_end, start) = (y + 17, left + length + 8, left - 10);
            let (label, colour) = (escaped(&label(series, name)), self.colour(series));
            let _ = writeln!(
                body,
                "<text x=\"{start}\" y=\"{text_y}\" text-anchor=\"end\">{label}</text>\
                 <rect x=\"{left}\" y=\"{y}\" width=\"{length}\" height=\"{}\" rx=\"2\" fill=\"{colour}\"/>\
                 <text x=\"{bar_end}\" y=\"{text_y}\">{value}</text>",
                BAR - 4
            );
            y += BAR + 6;
        }
        (body, y + 12)
    }

    fn draw_lines(&self) -> (String, i64) {
        let widest = self.series.iter().map(|series| width(&series.name)).max().unwrap_or(0);
        let (left, right, bottom) = (80, WIDTH - MARGIN - widest - 12, TOP + LINES_HEIGHT);
        let at = |name: &str| name.parse::<i64>().unwrap_or(1).saturating_mul(1_000);
        let across = Room { from: left, to: right };
        let across = Scale::of(self.points().map(|(_, name, _)| at(name)), across);
        let upwards = Room { from: bottom, to: TOP + 8 };
        let (values, rounds) = Scale::round(self.points().map(|(_, _, value)| value.0), upwards);
        let mut body = String::new();
        for mark in self.points().map(|(_, name, _)| at(name)).collect::<BTreeSet<i64>>() {
            let (x, y, mark) = (across.at(mark), bottom + 20, Decimal(mark));
            let _ = writeln!(body, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{mark}</text>");
        }
        for mark in rounds {
            let (start, y, mark) = (left - 10, values.at(mark), Decimal(mark));
            let text_y = y + 5;
            let _ = writeln!(
                body,
                "<path d=\"M{left} {y}H{right}\" stroke=\"#e7e5e4\"/>\
                 <text x=\"{start}\" y=\"{text_y}\" text-anchor=\"end\">{mark}</text>"
            );
        }
        let mut ends = Vec::new();
        for series in &self.series {
            let places: Vec<(i64, i64)> =
                series.points.iter().map(|(name, value)| (across.at(at(name)), values.at(value.0))).collect();
            let Some((_, end)) = places.last() else { continue };
            ends.push((*end, series));
            let path: Vec<String> = places.iter().map(|(x, y)| format!("{x} {y}")).collect();
            let (path, colour) = (path.join("L"), self.colour(series));
            let _ = writeln!(
                body,
                "<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>"
            );
        }
        for (y, series) in apart(ends) {
            let (x, y, name, colour) = (right + 10, y + 5, escaped(&series.name), self.colour(series));
            let _ = writeln!(body, "<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\">{name}</text>");
        }
        (body, bottom + 36)
    }

    fn colour(&self, series: &Series) -> &'static str {
        let at = self.series.iter().position(|known| known == series).unwrap_or_default();
        COLOURS.get(at % COLOURS.len()).copied().unwrap_or("#1c1917")
    }
}

/// Names where their lines end, those that would lie upon each other moved down.
fn apart(mut ends: Vec<(i64, &Series)>) -> Vec<(i64, &Series)> {
    ends.sort_by_key(|(y, _)| *y);
    let mut free = i64::MIN;
    for (y, _) in &mut ends {
        *y = free.max(*y);
        free = *y + LINE;
    }
    ends
}

/// A logarithmic scale: from the logarithm of one number to that of another, in thousandths.
struct Scale {
    first: i64,
    last: i64,
    room: Room,
}

/// Where a scale begins and ends on the drawing; `to` is the lesser where the numbers rise up the page.
#[derive(Clone, Copy)]
struct Room {
    from: i64,
    to: i64,
}

impl Scale {
    /// From the least of the numbers to the most.
    fn of(values: impl Iterator<Item = i64>, room: Room) -> Self {
        let (mut first, mut last) = (i64::MAX, 0);
        for value in values {
            (first, last) = (first.min(log(value)), last.max(log(value)));
        }
        let first = first.min(last);
        Self { first, last: last.max(first + 1), room }
    }

    /// From a round number to a round number around all of these, with the round numbers to write at it.
    fn round(values: impl Iterator<Item = i64> + Clone, room: Room) -> (Self, Vec<i64>) {
        let (least, most) = (values.clone().min().unwrap_or(1).max(1), values.max().unwrap_or(1).max(1));
        let tens = (0..18).map(|power| 10_i64.pow(power));
        let rounds: Vec<i64> = tens.flat_map(|ten| [ten, 2 * ten, 5 * ten]).collect();
        let first = rounds.iter().rev().find(|round| **round <= least).copied().unwrap_or(1);
        let last = rounds.iter().find(|round| **round >= most).copied().unwrap_or(most);
        let mut marks: Vec<i64> = rounds.into_iter().filter(|round| (first..=last).contains(round)).collect();
        if marks.len() > MARKS_MOST {
            marks.retain(|mark| 10_i64.pow(mark.ilog10()) == *mark);
        }
        (Self::of([first, last].into_iter(), room), marks)
    }

    fn at(&self, value: i64) -> i64 {
        let Room { from, to } = self.room;
        from + (to - from) * (log(value) - self.first) / (self.last - self.first)
    }
}

/// The logarithm to base two in thousandths, straight between powers.
fn log(value: i64) -> i64 {
    let power = value.max(1).ilog2();
    let floor = 1_i64 << power;
    i64::from(power) * 1_000 + scaled(value - floor, floor, 1_000)
}

fn scaled(value: i64, most: i64, room: i64) -> i64 {
    i64::try_from(i128::from(value) * i128::from(room) / i128::from(most.max(1))).unwrap_or(room)
}

/// How much room a text takes at most.
fn width(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(WIDTH).saturating_mul(LETTER)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let points = vec![("a & b".to_owned(), Decimal::whole(100)), ("half".to_owned(), Decimal::whole(50))];
        let svg = Plot::bars("x", "Speed", "per second", points).svg();
        assert!(
            svg.contains("width=\"634\"") && svg.contains("width=\"317\"") && svg.contains("a &amp; b"),
            "{svg}"
        );
    }

    #[test]
    fn lines_rise_by_the_same_for_each_doubling() {
        let points = [1, 2, 4, 8].map(|number| (number.to_string(), Decimal::whole(number))).to_vec();
        let scale = Scale::of([1_000, 8_000].into_iter(), Room { from: 0, to: 3_000 });
        let places: Vec<i64> = [1_000, 2_000, 4_000, 8_000].map(|value| scale.at(value)).to_vec();
        let steps: Vec<i64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(steps.iter().all(|step| *step == steps[0] && *step > 0), "{places:?}");
        let svg = Plot::lines("x", "Cost", "µs", vec![Series { name: "peer".to_owned(), points }]).svg();
        assert!(svg.contains(">peer</text>") && svg.matches('L').count() == 3, "{svg}");
    }

    #[test]
    fn a_scale_is_marked_with_round_numbers() {
        let room = Room { from: 0, to: 100 };
        let (scale, marks) = Scale::round([908_000, 3_785_000].into_iter(), room);
        assert_eq!(marks, [500_000, 1_000_000, 2_000_000, 5_000_000]);
        assert_eq!((scale.at(500_000), scale.at(5_000_000)), (0, 100));
        let (_, marks) = Scale::round([32_900, 23_569_000].into_iter(), room);
        assert_eq!(marks, [100_000, 1_000_000, 10_000_000], "decades alone, or they would crowd");
    }

    #[test]
    fn names_do_not_lie_upon_each_other() {
        let named = |name: &str| Series { name: name.to_owned(), points: Vec::new() };
        let (one, other, third) = (named("one"), named("other"), named("third"));
        let placed: Vec<(i64, &str)> = apart(vec![(100, &other), (95, &one), (200, &third)])
            .into_iter()
            .map(|(y, series)| (y, series.name.as_str()))
            .collect();
        assert_eq!(placed, [(95, "one"), (113, "other"), (200, "third")]);
    }
}
