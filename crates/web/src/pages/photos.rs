//! Photographs: sent with a form, made anew so that nothing is in them but what they show, and shown to who may see them.

use std::io::Cursor;

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, ImageReader, Limits};
use kernel::{Blob, Id};
use market::support::completion::AddEvidence;
use market::trade::Trade;
use market::trade::procedure::EvidenceKind;
use market::users::assets::Offering;
use market::users::photos::{KeepPhoto, PHOTO_BYTES_MAX, Photo, PhotoRefusal, ShowOffering};
use maud::{Markup, html};

use super::Routes;
use super::answer::{Answer, Fault, to_saying};
use super::sent::Sent;
use super::visit::{Visit, is_local};
use crate::app::App;
use crate::components::Typed;
use crate::components::form::submit_second;
use crate::error::AppError;
use crate::nouns::photos;
use crate::t;

/// The most that a form with a photograph may weigh, in bytes: what telephones take.
const SENT_BYTES_MAX: usize = 12 * 1024 * 1024;
/// The longest side of a photograph as it is kept, in pixels.
const SIDE_MAX: u32 = 1_600;
/// The longest side that is read at all, in pixels, and the memory that reading may take.
const SIDE_READ_MAX: u32 = 12_000;
const READ_BYTES_MAX: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 82;

pub(super) fn routes() -> Routes {
    let limit = DefaultBodyLimit::max(SENT_BYTES_MAX);
    vec![("/photos", post(keep).layer(limit)), ("/photos/{digest}", get(show))]
}

/// A form that sends a photograph for a page: evidence of a part, or what shows an offering.
pub(super) fn form(visit: &Visit, of: &str) -> Markup {
    let loc = visit.loc;
    let (csrf, key) = (visit.csrf(), crate::visit::fresh_key());
    let id = format!("photo{}", of.replace('/', "-"));
    html! {
        form action=(visit.at("/photos")) method="post" enctype="multipart/form-data" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="idempotency_key" value=(key);
            input type="hidden" name="of" value=(of);
            input type="hidden" name="back" value=(visit.address);
            div class="field" {
                label for=(id) { (t!(loc, "photo-choose")) }
                p class="hint" { (t!(loc, "photo-hint")) }
                input id=(id) type="file" name="photo" accept="image/jpeg,image/png";
            }
            (submit_second(&t!(loc, "photo-send")))
        }
    }
}

/// What a form with a photograph sends.
struct SentPhoto {
    sent: Sent,
    bytes: Vec<u8>,
}

impl FromRequest<App> for SentPhoto {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &App) -> Result<Self, Fault> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or(AppError::Unavailable)?;
        let unread = |_| Fault::from(AppError::invalid("photo", "invalid-photo"));
        let mut form = Multipart::from_request(request, app).await.map_err(|_| AppError::Forged)?;
        let (mut pairs, mut bytes) = (Vec::new(), Vec::new());
        while let Some(field) = form.next_field().await.map_err(unread)? {
            let name = field.name().unwrap_or_default().to_owned();
            let content = field.bytes().await.map_err(unread)?;
            if name == "photo" {
                bytes = content.to_vec();
            } else {
                pairs.push((name, String::from_utf8_lossy(&content).into_owned()));
            }
        }
        Ok(Self { sent: Sent::of(visit, Typed::new(pairs))?, bytes })
    }
}

async fn keep(photo: SentPhoto) -> Answer {
    let SentPhoto { sent: Sent { visit, typed, key }, bytes } = photo;
    let visitor = visit.visitor()?;
    let made = tokio::task::spawn_blocking(move || made_anew(&bytes)).await;
    let made = made.ok().flatten().ok_or_else(|| AppError::invalid("photo", "invalid-photo"))?;
    let most = i64::try_from(PHOTO_BYTES_MAX).unwrap_or(i64::MAX);
    if made.len() > PHOTO_BYTES_MAX {
        return Err(AppError::from(kernel::Stop::from(PhotoRefusal::NotThisHeavy { most })).into());
    }
    let digest = visit.app.run(visitor, &key, KeepPhoto { user: visitor.user, bytes: Blob(made) }).await?;
    let of: Vec<&str> = typed.value("of").split('/').collect();
    match of.as_slice() {
        ["", "trades", trade, "parts", part, "evidence"] => {
            let trade: Id<Trade> = Id::parse(trade).ok_or(AppError::NotFound)?;
            let part = part.parse().map_err(|_| AppError::NotFound)?;
            let evidence = AddEvidence {
                trade,
                part,
                kind: EvidenceKind::Photo,
                code_digest: None,
                photo: Some(digest),
                words: None,
            };
            visit.app.run(visitor, &key, evidence).await?;
        }
        ["", "offerings", offering] => {
            let offering: Id<Offering> = Id::parse(offering).ok_or(AppError::NotFound)?;
            visit.app.run(visitor, &key, ShowOffering { offering, digest }).await?;
        }
        _ => return Err(AppError::NotFound.into()),
    }
    let back =
        Some(typed.value("back")).filter(|back| is_local(back)).map_or_else(|| visit.at("/"), str::to_owned);
    Ok(to_saying(&back, "photo-kept"))
}

/// A picture as a JPEG that holds nothing but what it shows, no larger than pages need; `None` for what is no picture.
fn made_anew(bytes: &[u8]) -> Option<Vec<u8>> {
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

async fn show(State(app): State<App>, visit: Visit, Path(digest): Path<String>) -> Answer {
    let photo = app.store.find::<Photo>((app.locality, digest)).await?.ok_or(AppError::NotFound)?;
    if !photos::may_see(&app, visit.visitor.as_ref(), &photo).await? {
        return Err(AppError::NotFound.into());
    }
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], photo.bytes).into_response())
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
