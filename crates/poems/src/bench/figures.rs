//! Plots, as SVG: bars that lie, and lines over a scale of powers of two. Writing to a string cannot fail, so what
//! it answers is passed over.

use super::decimal::Decimal;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
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
    /// Points joined; both scales are of powers of two. Points are named by their number.
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

const WIDTH: i64 = 720;
const LABELS: i64 = 250;
const BAR: i64 = 26;
const TOP: i64 = 52;
const LINES_HEIGHT: i64 = 300;
/// Told apart by people who do not see red or green, too.
const COLOURS: [&str; 6] = ["#1d4f91", "#d97706", "#4d7c0f", "#9d174d", "#57534e", "#0e7490"];

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
    pub(crate) fn bars(file: &str, (title, unit): (&str, &str), points: Vec<(String, Decimal)>) -> Self {
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
    pub(crate) fn lines(file: &str, (title, unit): (&str, &str), series: Vec<Series>) -> Self {
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

    fn points(&self) -> impl Iterator<Item = (&Series, &str, Decimal)> {
        self.series
            .iter()
            .flat_map(|series| series.points.iter().map(move |(name, value)| (series, name.as_str(), *value)))
    }

    fn draw_bars(&self) -> (String, i64) {
        let most = self.points().map(|(_, _, value)| value.0).max().unwrap_or(1).max(1);
        let room = WIDTH - LABELS - 110;
        let (mut body, mut y) = (String::new(), TOP);
        for (series, name, value) in self.points() {
            let length = scaled(value.0, most, room).max(2);
            let (text_y, bar_end) = (y + 17, LABELS + length + 8);
            let label =
                if series.name.is_empty() { name.to_owned() } else { format!("{}, {name}", series.name) };
            let (label, start) = (escaped(&label), LABELS - 10);
            let colour = self.colour(series);
            let _ = writeln!(
                body,
                "<text x=\"{start}\" y=\"{text_y}\" text-anchor=\"end\">{label}</text>\
                 <rect x=\"{LABELS}\" y=\"{y}\" width=\"{length}\" height=\"{}\" rx=\"2\" fill=\"{colour}\"/>\
                 <text x=\"{bar_end}\" y=\"{text_y}\">{value}</text>",
                BAR - 4
            );
            y += BAR + 6;
        }
        (body, y + 12)
    }

    fn draw_lines(&self) -> (String, i64) {
        let (left, right, bottom) = (80, WIDTH - 160, TOP + LINES_HEIGHT);
        let at = |name: &str| name.parse::<i64>().unwrap_or(1).saturating_mul(1_000);
        let across = Scale::of(self.points().map(|(_, name, _)| at(name)), (left, right));
        let up = Scale::of(self.points().map(|(_, _, value)| value.0), (bottom, TOP + 8));
        let mut body = String::new();
        for (mark, x) in across.marks() {
            let y = bottom + 20;
            let _ = writeln!(body, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{mark}</text>");
        }
        for (mark, y) in up.marks() {
            let (start, text_y) = (left - 8, y + 5);
            let _ = writeln!(
                body,
                "<path d=\"M{left} {y}H{right}\" stroke=\"#e7e5e4\"/>\
                 <text x=\"{start}\" y=\"{text_y}\" text-anchor=\"end\">{mark}</text>"
            );
        }
        for series in &self.series {
            let mut path = String::new();
            let (mut end, colour) = ((right, TOP), self.colour(series));
            for (name, value) in &series.points {
                end = (across.at(at(name)), up.at(value.0));
                let verb = if path.is_empty() { 'M' } else { 'L' };
                let _ = write!(path, "{verb}{} {}", end.0, end.1);
            }
            let (x, y, name) = (end.0 + 8, end.1 + 5, escaped(&series.name));
            let _ = writeln!(
                body,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>\
                 <text x=\"{x}\" y=\"{y}\" fill=\"{colour}\">{name}</text>"
            );
        }
        (body, bottom + 36)
    }

    fn colour(&self, series: &Series) -> &'static str {
        let at = self.series.iter().position(|known| known == series).unwrap_or_default();
        COLOURS.get(at % COLOURS.len()).copied().unwrap_or("#1c1917")
    }
}

/// A scale of powers of two.
struct Scale {
    first: i64,
    last: i64,
    room: (i64, i64),
}

impl Scale {
    fn of(values: impl Iterator<Item = i64>, room: (i64, i64)) -> Self {
        let (mut first, mut last) = (i64::MAX, 1);
        for value in values.filter(|value| *value > 0) {
            (first, last) = (first.min(log(value)), last.max(log(value)));
        }
        // To the next powers of two below and above.
        let (first, last) = (first.min(last) / 1_000 * 1_000, (last + 999) / 1_000 * 1_000);
        Self { first, last: last.max(first + 1_000), room }
    }

    fn at(&self, value: i64) -> i64 {
        let (from, to) = self.room;
        from + (to - from) * (log(value.max(1)) - self.first) / (self.last - self.first)
    }

    /// The numbers to write at the scale, at most about eight.
    fn marks(&self) -> Vec<(Decimal, i64)> {
        let (first, last) = (self.first / 1_000, self.last / 1_000);
        let step = usize::try_from((last - first) / 8 + 1).unwrap_or(1);
        let powers = (first..=last).step_by(step).filter_map(|power| u32::try_from(power).ok());
        powers.map(|power| 1_i64 << power.min(61)).map(|value| (Decimal(value), self.at(value))).collect()
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let points = vec![("a & b".to_owned(), Decimal::whole(100)), ("half".to_owned(), Decimal::whole(50))];
        let svg = Plot::bars("x", ("Speed", "per second"), points).svg();
        assert!(
            svg.contains("width=\"360\"") && svg.contains("width=\"180\"") && svg.contains("a &amp; b"),
            "{svg}"
        );
    }

    #[test]
    fn lines_rise_by_the_same_for_each_doubling() {
        let points = [1, 2, 4, 8].map(|number| (number.to_string(), Decimal::whole(number))).to_vec();
        let scale = Scale::of([1_000, 8_000].into_iter(), (0, 4_000));
        let places: Vec<i64> = [1_000, 2_000, 4_000, 8_000].map(|value| scale.at(value)).to_vec();
        let steps: Vec<i64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(steps.iter().all(|step| *step == steps[0] && *step > 0), "{places:?}");
        let svg = Plot::lines("x", ("Cost", "µs"), vec![Series { name: "SQLite".to_owned(), points }]).svg();
        assert!(svg.contains(">SQLite</text>") && svg.matches('L').count() >= 3, "{svg}");
    }
}
