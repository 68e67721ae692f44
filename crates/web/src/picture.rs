//! Pictures as strangers send them, read within limits and made anew.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The longest side of a photograph as it is kept, in pixels.
pub const SIDE_MAX: u32 = 1_600;
/// The longest side that is read at all, in pixels, and the memory that reading may take.
const SIDE_READ_MAX: u32 = 12_000;
const READ_BYTES_MAX: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 82;

/// A picture as a JPEG that holds nothing but what it shows, no larger than pages need; `None` for what is no picture.
pub fn made_anew(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if !matches!(reader.format()?, ImageFormat::Jpeg | ImageFormat::Png) {
        return None;
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE_READ_MAX), Some(SIDE_READ_MAX));
    limits.max_alloc = Some(READ_BYTES_MAX);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let is_large = picture.width().max(picture.height()) > SIDE_MAX;
    let picture = if is_large { picture.thumbnail(SIDE_MAX, SIDE_MAX) } else { picture };
    let mut made = Vec::new();
    picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut made, JPEG_QUALITY)).ok()?;
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    #[test]
    fn a_picture_is_made_anew_and_other_files_are_not_taken() {
        let mut png = Vec::new();
        let large = RgbImage::from_fn(2_000, 10, |x, _| image::Rgb([u8::try_from(x % 256).unwrap(), 9, 9]));
        large.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        png.extend(b"secret place");
        let made = made_anew(&png).unwrap();
        assert_eq!(image::guess_format(&made).unwrap(), ImageFormat::Jpeg);
        let read = image::load_from_memory(&made).unwrap();
        assert_eq!((read.width(), read.height()), (1_600, 8));
        assert!(!made.windows(6).any(|window| window == b"secret"));
        assert_eq!(made_anew(b"GIF89a"), None);
        assert_eq!(made_anew(&png[..40]), None);
    }
}
