//! Pictures that strangers send.

use image::{GenericImageView as _, ImageFormat};
use web::picture::{SIDE_MAX, made_anew};

/// What is taken becomes a JPEG that is small enough to show, is read again, and holds nothing of what came with it.
pub fn run(bytes: &[u8]) {
    let Some(made) = made_anew(bytes) else { return };
    let read = image::load_from_memory_with_format(&made, ImageFormat::Jpeg);
    assert!(read.is_ok(), "{:?}", read.err());
    let Ok(read) = read else { return };
    assert!((1..=SIDE_MAX).contains(&read.width()) && (1..=SIDE_MAX).contains(&read.height()));
    assert!(
        read.dimensions()
            == made_anew(&made)
                .and_then(|again| { image::load_from_memory(&again).ok().map(|again| again.dimensions()) })
                .unwrap_or_default()
    );
}
