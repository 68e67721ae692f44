//! Photographs: what shows a thing, or what became of it.
//!
//! A photograph is kept once, under the digest of its bytes. The edge has made it anew, so that nothing is in it but what
//! it shows. Those of an offering are public; others are seen by the two sides of their trade.

use crate::users::{User, assets::Offering, only};
use kernel::{Blob, Command, Decide, Draft, Id, Locality, Record, Refusal, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// The most that a photograph weighs, in bytes.
pub const PHOTO_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most photographs of one offering.
const OFFERING_PHOTOS_MAX: usize = 10;

/// A photograph.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "photo", key(locality, digest), personal(by), index = "locality, by")]
pub struct Photo {
    /// The market area.
    pub locality: Locality,
    /// SHA-256 of the bytes, in hexadecimal.
    pub digest: String,
    /// The picture, a JPEG.
    pub bytes: Vec<u8>,
    /// Who kept it first.
    pub by: Id<User>,
    /// When.
    pub kept_at: Timestamp,
}

/// A photograph that shows an offering: public.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "offering_photo", key(locality, offering, id), personal(offering))]
pub struct OfferingPhoto {
    /// The market area.
    pub locality: Locality,
    /// Which offering.
    pub offering: Id<Offering>,
    /// Its id: the first is the one that is shown first.
    pub id: Id<OfferingPhoto>,
    /// The photograph.
    pub digest: String,
}

/// Why a photograph is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("photos")]
pub enum PhotoRefusal {
    /// It is empty or too heavy.
    NotThisHeavy {
        /// The most, in bytes.
        most: i64,
    },
    /// There is no such photograph of this user's.
    NotKept,
    /// There are enough of them.
    TooMany {
        /// How many there may be.
        most: i64,
    },
}

/// Keeps a photograph of the acting user's, and gives its digest. It is part of the decision about what the photograph is of: where that
/// is refused, nothing is kept.
///
/// # Errors
/// [`PhotoRefusal::NotThisHeavy`].
pub fn keep(draft: &mut Draft<'_>, Blob(bytes): &Blob) -> Result<String, Stop> {
    if bytes.is_empty() || bytes.len() > PHOTO_BYTES_MAX {
        let most = i64::try_from(PHOTO_BYTES_MAX).unwrap_or(i64::MAX);
        return Err(PhotoRefusal::NotThisHeavy { most }.into());
    }
    let (locality, digest) = (draft.locality(), kernel::hex_digest(bytes));
    if draft.find::<Photo>((locality, digest.clone()))?.is_none() {
        let (by, kept_at) = (draft.actor().cast(), draft.now());
        draft.put(&Photo { locality, digest: digest.clone(), bytes: bytes.clone(), by, kept_at })?;
    }
    Ok(digest)
}

/// Refuses unless the acting user has kept a photograph.
///
/// # Errors
/// [`PhotoRefusal::NotKept`].
pub fn own(draft: &Draft<'_>, digest: &str) -> Result<(), Stop> {
    let photo = draft.find::<Photo>((draft.locality(), digest.to_owned()))?;
    let is_own = photo.is_some_and(|photo| photo.by == draft.actor().cast());
    if is_own { Ok(()) } else { Err(PhotoRefusal::NotKept.into()) }
}

/// Shows an offering by a photograph of its seller's, which is kept.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("photos.show_offering")]
pub struct ShowOffering {
    /// Which offering.
    pub offering: Id<Offering>,
    /// The picture, a JPEG of 2 MiB at most.
    pub bytes: Blob,
}

impl Decide for ShowOffering {
    type Done = Id<OfferingPhoto>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<OfferingPhoto>, Stop> {
        let (locality, offering) = (draft.locality(), self.offering);
        only(draft, draft.get::<Offering>((locality, offering))?.seller)?;
        if draft.list::<OfferingPhoto>((locality, offering))?.len() >= OFFERING_PHOTOS_MAX {
            let most = i64::try_from(OFFERING_PHOTOS_MAX).unwrap_or(i64::MAX);
            return Err(PhotoRefusal::TooMany { most }.into());
        }
        let digest = keep(draft, &self.bytes)?;
        own(draft, &digest)?;
        let photo = OfferingPhoto { locality, offering, id: draft.id(), digest };
        draft.add(&photo);
        Ok(photo.id)
    }
}

#[cfg(test)]
mod tests;
