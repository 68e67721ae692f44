//! A QR code, drawn as one path: a camera reads the address in it, on a screen and on paper.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

use crate::i18n::Text;

/// How many modules stay empty around it, so that a camera finds it.
const QUIET: usize = 4;

/// The code of a text with what it leads to in words; nothing of a text that is too long for one.
pub fn qr(text: &str, leads_to: &Text) -> Option<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width() + 2 * QUIET;
    let path = path(&code.to_colors(), code.width());
    Some(html! {
        svg class="qr" role="img" aria-label=(leads_to.plain()) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect class="paper" width=(side) height=(side) {}
            path class="ink" d=(path) {}
        }
    })
}

/// Each row's dark modules that stand together as one stroke.
fn path(colors: &[Color], width: usize) -> String {
    let mut strokes = Vec::new();
    for (y, row) in colors.chunks(width.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                strokes.push(format!("M{left} {top}h{length}v1h-{length}z"));
            }
            x += run.len();
        }
    }
    strokes.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const LINK: &str = "https://example.org/en/sellers/8c4d7h20";

    /// The modules that strokes fill, read back from the path.
    fn filled(path: &str) -> BTreeSet<(usize, usize)> {
        let strokes = path.split('M').skip(1).map(|stroke| {
            let (from, rest) = stroke.split_once('h').unwrap();
            let (left, top) = from.split_once(' ').unwrap();
            let length = rest.split('v').next().unwrap();
            [left, top, length].map(|number| number.parse::<usize>().unwrap())
        });
        strokes.flat_map(|[left, top, length]| (left..left + length).map(move |x| (x, top))).collect()
    }

    #[test]
    fn what_is_drawn_is_the_code_with_room_around_it() {
        let code = QrCode::with_error_correction_level(LINK, EcLevel::M).unwrap();
        let (colors, width) = (code.to_colors(), code.width());
        let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
        let dark: BTreeSet<_> = dark.map(|(at, _)| (at % width + QUIET, at / width + QUIET)).collect();
        assert_eq!(filled(&path(&colors, width)), dark);
        // Its corners, by which a camera finds it: seven dark modules in a row, and nothing left of them.
        for (x, y) in [(0, 0), (width - 7, 0), (0, width - 1)] {
            assert!((0..7).all(|step| dark.contains(&(x + step + QUIET, y + QUIET))), "{x} {y}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_has_none() {
        assert!(qr(&"x".repeat(5_000), &Text::verbatim("")).is_none());
        assert!(qr(LINK, &Text::verbatim("")).is_some());
    }
}
