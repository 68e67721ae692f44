//! The pictures of offerings: flat shapes in three colors, drawn by code and kept as photographs.

use host::failure::Failure;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

/// A picture is so many units wide and high, each of so many pixels.
const WIDTH: i64 = 100;
const HEIGHT: i64 = 75;
const PIXELS: i64 = 4;
/// How well it is kept, out of 100.
const QUALITY: u8 = 82;

type Color = [u8; 3];

/// Background, body and accent.
struct Palette([Color; 3]);

/// A shape, in units from the upper left corner. Lines and rings are as wide as their last number.
#[derive(Clone, Copy)]
enum Shape {
    Block(i64, i64, i64, i64),
    Disc(i64, i64, i64),
    Ring(i64, i64, i64, i64),
    Line(i64, i64, i64, i64, i64),
}

/// A shape in one of the colors: 1 is the body, 2 the accent, 0 cuts a hole.
type Stroke = (usize, Shape);

use Shape::{Block, Disc, Line, Ring};

const PALETTES: [Palette; 6] = [
    Palette([[240, 236, 226], [46, 94, 110], [222, 140, 62]]),
    Palette([[230, 238, 232], [58, 96, 66], [220, 176, 72]]),
    Palette([[238, 232, 240], [92, 70, 118], [216, 122, 112]]),
    Palette([[228, 236, 244], [40, 74, 128], [232, 160, 84]]),
    Palette([[244, 234, 224], [122, 66, 48], [104, 148, 120]]),
    Palette([[236, 238, 222], [74, 84, 50], [204, 96, 72]]),
];

const BICYCLE: &[Stroke] = &[
    (1, Ring(28, 50, 15, 3)),
    (1, Ring(72, 50, 15, 3)),
    (2, Line(28, 50, 46, 50, 3)),
    (2, Line(28, 50, 40, 28, 3)),
    (2, Line(40, 28, 65, 28, 3)),
    (2, Line(46, 50, 65, 28, 3)),
    (2, Line(72, 50, 63, 22, 3)),
    (1, Line(35, 24, 44, 24, 4)),
    (1, Line(60, 21, 70, 21, 3)),
];
const DRILL: &[Stroke] = &[
    (1, Block(20, 24, 42, 16)),
    (2, Block(62, 28, 10, 8)),
    (2, Line(72, 32, 88, 32, 2)),
    (1, Block(26, 38, 13, 22)),
    (2, Block(20, 58, 25, 9)),
];
const LADDER: &[Stroke] = &[
    (1, Line(36, 68, 46, 8, 4)),
    (1, Line(64, 68, 54, 8, 4)),
    (2, Line(38, 58, 62, 58, 3)),
    (2, Line(40, 46, 60, 46, 3)),
    (2, Line(42, 34, 58, 34, 3)),
    (2, Line(44, 22, 56, 22, 3)),
];
const SAW: &[Stroke] = &[
    (2, Disc(50, 36, 16)),
    (0, Disc(50, 36, 4)),
    (1, Block(14, 36, 72, 8)),
    (1, Block(20, 44, 6, 24)),
    (1, Block(74, 44, 6, 24)),
];
const MOWER: &[Stroke] =
    &[(1, Block(22, 42, 46, 16)), (2, Disc(30, 60, 8)), (2, Disc(60, 60, 8)), (1, Line(66, 44, 86, 14, 4))];
const WASHER: &[Stroke] = &[
    (1, Block(24, 34, 26, 28)),
    (2, Disc(30, 64, 6)),
    (2, Disc(46, 64, 6)),
    (2, Line(50, 42, 70, 30, 3)),
    (1, Line(70, 30, 86, 18, 4)),
];
const TENT: &[Stroke] = &[
    (1, Line(50, 16, 16, 64, 4)),
    (1, Line(50, 16, 84, 64, 4)),
    (1, Line(16, 64, 84, 64, 4)),
    (2, Line(50, 22, 40, 62, 4)),
    (2, Line(50, 22, 60, 62, 4)),
];
const KAYAK: &[Stroke] = &[
    (1, Line(14, 50, 86, 50, 10)),
    (0, Block(42, 43, 18, 6)),
    (2, Line(26, 66, 76, 18, 3)),
    (2, Disc(76, 18, 5)),
];
const CAMERA: &[Stroke] = &[
    (1, Block(20, 26, 60, 36)),
    (1, Block(40, 19, 20, 9)),
    (0, Disc(50, 44, 14)),
    (2, Disc(50, 44, 11)),
    (0, Disc(50, 44, 5)),
];
const PROJECTOR: &[Stroke] = &[
    (1, Block(16, 38, 44, 22)),
    (2, Disc(56, 49, 8)),
    (2, Line(64, 44, 88, 24, 2)),
    (2, Line(64, 54, 88, 68, 2)),
    (1, Block(22, 60, 6, 6)),
];
const CHAIRS: &[Stroke] = &[
    (1, Line(28, 14, 40, 66, 4)),
    (1, Line(44, 42, 30, 66, 4)),
    (2, Block(30, 38, 22, 6)),
    (1, Line(58, 14, 70, 66, 4)),
    (1, Line(74, 42, 60, 66, 4)),
    (2, Block(60, 38, 22, 6)),
];
const SEWING: &[Stroke] = &[
    (1, Block(18, 56, 64, 8)),
    (1, Block(62, 24, 14, 32)),
    (1, Block(26, 20, 50, 12)),
    (2, Line(32, 32, 32, 54, 2)),
    (2, Disc(79, 30, 6)),
];
const KITCHEN: &[Stroke] = &[
    (1, Block(26, 36, 48, 26)),
    (1, Line(18, 42, 82, 42, 4)),
    (2, Block(24, 30, 52, 5)),
    (2, Disc(50, 27, 4)),
];
const MEETING: &[Stroke] = &[
    (1, Block(22, 38, 56, 10)),
    (1, Block(30, 48, 5, 18)),
    (1, Block(65, 48, 5, 18)),
    (2, Disc(32, 26, 6)),
    (2, Disc(50, 26, 6)),
    (2, Disc(68, 26, 6)),
];
const WORKSHOP: &[Stroke] = &[
    (1, Line(30, 62, 60, 26, 6)),
    (2, Block(46, 14, 34, 14)),
    (1, Line(70, 62, 58, 46, 6)),
    (2, Ring(74, 64, 7, 4)),
];
const PRACTICE: &[Stroke] = &[
    (1, Disc(36, 58, 9)),
    (1, Disc(68, 52, 9)),
    (2, Line(44, 56, 44, 18, 3)),
    (2, Line(76, 50, 76, 12, 3)),
    (2, Line(44, 19, 76, 13, 6)),
];
const HALL: &[Stroke] = &[
    (1, Line(14, 32, 50, 12, 5)),
    (1, Line(50, 12, 86, 32, 5)),
    (1, Block(18, 32, 64, 34)),
    (2, Block(42, 44, 16, 22)),
    (2, Block(24, 40, 10, 10)),
    (2, Block(66, 40, 10, 10)),
];
const PARKING: &[Stroke] = &[
    (1, Block(24, 10, 52, 56)),
    (0, Block(38, 20, 6, 36)),
    (0, Disc(50, 30, 11)),
    (1, Disc(50, 30, 5)),
    (2, Block(24, 66, 52, 4)),
];
const STALL: &[Stroke] = &[
    (2, Block(18, 16, 64, 14)),
    (0, Block(30, 16, 10, 14)),
    (0, Block(60, 16, 10, 14)),
    (1, Block(22, 30, 4, 38)),
    (1, Block(74, 30, 4, 38)),
    (1, Block(20, 48, 60, 12)),
];
const GARDEN: &[Stroke] = &[
    (1, Block(47, 40, 6, 28)),
    (2, Disc(50, 28, 17)),
    (2, Disc(36, 36, 10)),
    (2, Disc(64, 36, 10)),
    (1, Line(14, 68, 86, 68, 4)),
];
const FRUIT: &[Stroke] =
    &[(1, Disc(42, 46, 18)), (1, Disc(58, 46, 18)), (2, Line(50, 30, 54, 16, 3)), (2, Disc(62, 20, 6))];
const VEGETABLES: &[Stroke] = &[
    (2, Line(34, 66, 52, 36, 12)),
    (2, Line(62, 66, 60, 36, 10)),
    (1, Line(54, 34, 46, 12, 4)),
    (1, Line(58, 34, 60, 10, 4)),
    (1, Line(62, 34, 74, 14, 4)),
];
const BREAD: &[Stroke] = &[
    (1, Line(30, 46, 70, 46, 34)),
    (2, Line(32, 38, 38, 54, 3)),
    (2, Line(46, 38, 52, 54, 3)),
    (2, Line(60, 38, 66, 54, 3)),
];
const MILK: &[Stroke] = &[
    (1, Block(36, 30, 28, 38)),
    (1, Block(42, 12, 16, 20)),
    (2, Block(40, 8, 20, 6)),
    (0, Block(40, 40, 20, 12)),
];
const CHEESE: &[Stroke] = &[
    (1, Block(18, 34, 64, 28)),
    (2, Line(18, 33, 82, 24, 5)),
    (0, Disc(34, 48, 5)),
    (0, Disc(56, 44, 4)),
    (0, Disc(66, 54, 5)),
];
const EGGS: &[Stroke] =
    &[(2, Disc(34, 36, 10)), (2, Disc(50, 36, 10)), (2, Disc(66, 36, 10)), (1, Block(18, 42, 64, 20))];
const HONEY: &[Stroke] = &[
    (2, Block(32, 24, 36, 40)),
    (1, Block(30, 16, 40, 8)),
    (0, Block(38, 36, 24, 14)),
    (1, Disc(50, 43, 5)),
];
const FLOUR: &[Stroke] = &[
    (1, Block(30, 20, 40, 46)),
    (0, Block(36, 34, 28, 18)),
    (2, Line(50, 36, 50, 50, 2)),
    (2, Disc(46, 40, 3)),
    (2, Disc(54, 40, 3)),
    (2, Block(30, 14, 40, 6)),
];
const COFFEE: &[Stroke] = &[
    (1, Block(26, 30, 36, 32)),
    (1, Ring(64, 44, 11, 4)),
    (2, Line(36, 24, 38, 12, 3)),
    (2, Line(50, 24, 52, 12, 3)),
    (2, Block(20, 64, 50, 4)),
];
const ANYTHING: &[Stroke] =
    &[(1, Block(26, 26, 48, 36)), (2, Block(26, 26, 48, 8)), (2, Block(47, 26, 6, 36))];

const DRAWINGS: [(&str, &[Stroke]); 29] = [
    ("bicycle", BICYCLE),
    ("power-drill", DRILL),
    ("ladder", LADDER),
    ("table-saw", SAW),
    ("lawn-mower", MOWER),
    ("pressure-washer", WASHER),
    ("tent", TENT),
    ("kayak", KAYAK),
    ("camera", CAMERA),
    ("projector", PROJECTOR),
    ("folding-chairs", CHAIRS),
    ("sewing-machine", SEWING),
    ("shared-kitchen", KITCHEN),
    ("meeting-room", MEETING),
    ("workshop", WORKSHOP),
    ("practice-room", PRACTICE),
    ("hall", HALL),
    ("parking-space", PARKING),
    ("market-stall", STALL),
    ("garden", GARDEN),
    ("fruit", FRUIT),
    ("vegetables", VEGETABLES),
    ("bread", BREAD),
    ("milk", MILK),
    ("cheese", CHEESE),
    ("eggs", EGGS),
    ("honey", HONEY),
    ("flour", FLOUR),
    ("coffee", COFFEE),
];

/// The picture of an offering in a sector, a JPEG: what is drawn follows from the sector, the colors from a number.
///
/// # Errors
/// [`Failure`] when it cannot be encoded.
pub(super) fn picture(sector: &str, number: usize) -> Result<Vec<u8>, Failure> {
    let known = DRAWINGS.iter().position(|(slug, _)| *slug == sector);
    let strokes = known.and_then(|at| DRAWINGS.get(at)).map_or(ANYTHING, |(_, strokes)| *strokes);
    // Neighbors in a list differ, and so do the offerings of one sector.
    let at = known.unwrap_or_default().wrapping_add(number) % PALETTES.len();
    let Palette(colors) = PALETTES.get(at).unwrap_or(&PALETTES[0]);
    let mut pixels = Vec::new();
    for y in 0..HEIGHT * PIXELS {
        for x in 0..WIDTH * PIXELS {
            let over = strokes.iter().rev().find(|(_, shape)| shape.covers(x, y));
            let color = over.map_or(0, |(color, _)| *color);
            pixels.extend(colors.get(color).copied().unwrap_or_default());
        }
    }
    let side = |units: i64| u32::try_from(units * PIXELS).unwrap_or_default();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(&pixels, side(WIDTH), side(HEIGHT), ExtendedColorType::Rgb8)
        .map_err(|error| Failure::failed(format!("a picture is not drawn: {error}"), "Try again."))?;
    Ok(jpeg)
}

impl Shape {
    /// Whether the middle of a pixel is in it. Everything is counted in half pixels, which are whole numbers.
    fn covers(self, x: i64, y: i64) -> bool {
        let (x, y) = (2 * x + 1, 2 * y + 1);
        let half = |units: i64| units * PIXELS * 2;
        let square = |dx: i64, dy: i64| dx * dx + dy * dy;
        match self {
            Self::Block(left, top, width, height) => {
                (half(left)..half(left + width)).contains(&x) && (half(top)..half(top + height)).contains(&y)
            }
            Self::Disc(cx, cy, radius) => {
                let radius = half(radius);
                square(x - half(cx), y - half(cy)) <= radius * radius
            }
            Self::Ring(cx, cy, radius, width) => {
                let (inner, outer) = (half(radius - width), half(radius));
                (inner * inner..=outer * outer).contains(&square(x - half(cx), y - half(cy)))
            }
            Self::Line(x1, y1, x2, y2, width) => {
                let (dx, dy) = (half(x2 - x1), half(y2 - y1));
                let (px, py) = (x - half(x1), y - half(y1));
                let (length, along) = (square(dx, dy), px * dx + py * dy);
                let across = px * dy - py * dx;
                let reach = half(width) / 2;
                // Round ends: a disc at either.
                let near_end = square(px, py).min(square(px - dx, py - dy)) <= reach * reach;
                near_end
                    || ((0..=length).contains(&along)
                        && i128::from(across) * i128::from(across)
                            <= i128::from(reach * reach) * i128::from(length))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::wares::{GOODS, SPACES, THINGS};
    use host::reference::{Books, Sources};

    #[test]
    fn every_ware_is_of_a_sector_and_has_a_drawing_that_is_a_small_jpeg() {
        let books = Books::read(Sources::default()).unwrap();
        for ware in THINGS.iter().chain(&SPACES).chain(&GOODS) {
            assert!(books.directory.sector_by_slug(ware.sector).is_some(), "{}", ware.sector);
            assert!(DRAWINGS.iter().any(|(slug, _)| *slug == ware.sector), "{}", ware.sector);
        }
        let (first, second) = (picture("bicycle", 0).unwrap(), picture("bicycle", 1).unwrap());
        assert_eq!(first, picture("bicycle", 0).unwrap());
        assert_ne!(first, second);
        for (slug, _) in DRAWINGS {
            let jpeg = picture(slug, 3).unwrap();
            assert!(jpeg.len() < 20_000, "{slug}: {}", jpeg.len());
            let image = image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).unwrap();
            assert_eq!((image.width(), image.height()), (400, 300), "{slug}");
        }
    }
}
