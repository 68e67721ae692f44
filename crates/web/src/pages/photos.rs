//! Photographs: sent with a form, made anew so that nothing is in them but what they show, and shown to who may see them.

use crate::slow::{Places, Slow};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::header;
use axum::response::IntoResponse;
use kernel::Blob;
use market::mechanisms::listings::Listing;
use market::support::completion::AddPhoto;
use market::trade::Trade;
use market::users::assets::Offering;
use market::users::photos::{PHOTO_BYTES_MAX, Photo, PhotoRefusal, ShowOffering};
use std::sync::LazyLock;

use super::prelude::*;
use super::{listing, offerings, photo_form, trade};
use crate::app::App;
use crate::nouns::photos;
use crate::picture::made_anew;

/// The most that a form with a photograph may weigh, in bytes: what telephones take.
const SENT_BYTES_MAX: usize = 12 * 1024 * 1024;

pub(super) fn routes() -> Routes {
    let limit = DefaultBodyLimit::max(SENT_BYTES_MAX);
    // Who loads a form again that came back is led to where such forms are.
    let back = get(async |visit: Visit| to(&visit.at("/work")));
    vec![(photo_form::PAGE, back.post(keep).layer(limit)), ("/photos/{digest}", get(show))]
}

/// Each is kept in memory until it is read whole.
static SENDING: LazyLock<Places> = LazyLock::new(|| Places::new(SENT_AT_ONCE));
const SENT_AT_ONCE: usize = 16;

/// What a form with a photograph sends.
struct SentPhoto {
    sent: Sent,
    bytes: Bytes,
}

impl FromRequest<App> for SentPhoto {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &App) -> Result<Self, AppError> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or(AppError::Unavailable)?;
        // Before anything is read: a photograph is large.
        let _place = SENDING.place(visit.visitor()?.user)?;
        let unread = |_| AppError::invalid("photo", "invalid-photo");
        let mut form = Multipart::from_request(request, app).await.map_err(|_| AppError::Forged)?;
        let (mut pairs, mut bytes) = (Vec::new(), Bytes::new());
        while let Some(field) = form.next_field().await.map_err(unread)? {
            let name = field.name().unwrap_or_default().to_owned();
            let content = field.bytes().await.map_err(unread)?;
            if name == "photo" {
                bytes = content;
            } else {
                pairs.push((name, String::from_utf8_lossy(&content).into_owned()));
            }
        }
        Ok(Self { sent: Sent::of(visit, Typed::new(pairs))?, bytes })
    }
}

/// What a photograph is of.
enum Shown {
    /// A part of a trade.
    Part {
        /// Which trade.
        trade: Id<Trade>,
        /// Which part.
        part: i64,
    },
    /// What an offering offers.
    Offering(Id<Offering>),
    /// What is listed.
    Listing(Id<Listing>),
}

impl Shown {
    /// What a form names as the address of the page that it is for.
    fn parse(of: &str) -> Option<Self> {
        match of.split('/').collect::<Vec<_>>().as_slice() {
            ["", "trades", trade, "parts", part, "evidence"] => {
                Some(Self::Part { trade: Id::parse(trade)?, part: part.parse().ok()? })
            }
            ["", "listings", listing] => Id::parse(listing).map(Self::Listing),
            ["", "offerings", offering] => Id::parse(offering).map(Self::Offering),
            _ => None,
        }
    }
}

async fn keep(SentPhoto { sent, bytes }: SentPhoto) -> Answer {
    let shown = Shown::parse(sent.typed.value("of")).ok_or(AppError::NotFound)?;
    let Err(error) = add(&sent, &shown, bytes).await else { return Ok(sent.on("/", "photo-kept")) };
    let Sent { visit, typed, .. } = sent;
    let form = photo_form::of_page(&visit, typed.value("of"), Fault::from(error).at(&visit, "photo")?);
    match shown {
        Shown::Part { trade, .. } => {
            trade::page(&visit, &trade::read(&visit, &trade.to_string()).await?, Some(&form))
        }
        Shown::Offering(_) => offerings::page(&visit, Some(&form)).await,
        Shown::Listing(id) => listing::with(&visit, id, &form).await,
    }
}

/// A photograph that is read takes as much memory as it has dots.
static DRAWING: LazyLock<Slow> = LazyLock::new(|| Slow::new(2, 16));

/// Keeps a photograph and adds it to what it is of.
async fn add(sent: &Sent, shown: &Shown, bytes: Bytes) -> Result<(), AppError> {
    let made = DRAWING.run(move || made_anew(&bytes)).await?;
    let made = made.ok_or_else(|| AppError::invalid("photo", "invalid-photo"))?;
    let most = i64::try_from(PHOTO_BYTES_MAX).unwrap_or(i64::MAX);
    if made.len() > PHOTO_BYTES_MAX {
        return Err(kernel::Stop::from(PhotoRefusal::NotThisHeavy { most }).into());
    }
    let bytes = Blob(made);
    match *shown {
        Shown::Part { trade, part } => {
            sent.run(AddPhoto { trade, part, bytes }).await?;
        }
        Shown::Listing(listing) => {
            sent.run(ShowOffering { offering: listing.cast(), bytes }).await?;
        }
        Shown::Offering(offering) => {
            sent.run(ShowOffering { offering, bytes }).await?;
        }
    }
    Ok(())
}

async fn show(State(app): State<App>, visit: Visit, Path(digest): Path<String>) -> Answer {
    let photo = app.store.find::<Photo>((app.locality, digest)).await?.ok_or(AppError::NotFound)?;
    if !photos::may_see(&app, visit.visitor.as_ref(), &photo).await? {
        return Err(AppError::NotFound);
    }
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        // Whatever it was called before.
        (header::CONTENT_DISPOSITION, "inline; filename=\"photo.jpg\""),
    ];
    Ok((headers, photo.bytes).into_response())
}
