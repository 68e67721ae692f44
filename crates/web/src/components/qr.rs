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
    let mut path = String::new();
    for (y, row) in colors.chunks(width.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                path.push_str(&format!("M{left} {top}h{length}v1h-{length}z"));
            }
            x += run.len();
        }
    }
    path
}
