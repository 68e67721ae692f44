//! Listings, talks, flags and removals, a page at a time.

use super::{FlagReason, Listing, ListingMessage, ListingOffer, OfferStage};
use crate::users::User;
use kernel::{Day, Id, Show, Timestamp, View};

/// How many listings a page has; the views read one more.
pub const LISTINGS_PAGE: usize = 20;

/// The listings of a user, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM listing WHERE locality = $1 AND owner = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct ListingOfOwner {
    /// Which.
    pub id: Id<Listing>,
}

/// The listings that a user has asked about, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT listing AS id FROM listing_talk WHERE locality = $1 AND asker = $2 AND listing < $3
           ORDER BY listing DESC LIMIT 21")]
pub struct TalkOfAsker {
    /// About which.
    pub id: Id<Listing>,
}

/// The offers between a user and the owner of a listing, the first first. `$2` is the listing, `$3` the user.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, stage FROM listing_offer WHERE locality = $1 AND listing = $2 AND buyer = $3 ORDER BY id LIMIT 200"
)]
pub struct OfferOfTalk {
    /// Which.
    pub id: Id<ListingOffer>,
    /// Where it stands.
    pub stage: OfferStage,
}

/// The listings that somebody has to look at, the first first. The page begins behind the id `$2`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM listing WHERE locality = $1 AND stage = 'held' AND id > $2 ORDER BY id LIMIT 21"
)]
pub struct HeldListing {
    /// Which.
    pub id: Id<Listing>,
}

/// How often listings were removed, the latest month first.
#[derive(View, Show, Clone, Debug)]
#[view(
    sql = "SELECT starts_on, rule, listing_count FROM removal_count WHERE locality = $1 ORDER BY starts_on DESC, rule"
)]
pub struct RemovalsCounted {
    /// The first day of the month.
    pub starts_on: Day,
    /// The card of law, as `id@version`, or `size`.
    pub rule: String,
    /// How many.
    pub listing_count: i64,
}

/// A flag of a user's, the latest listing first. `$2` is the user.
#[derive(View, Show, Clone, Debug)]
#[view(
    sql = "SELECT listing, reason, flagged_at FROM listing_flag WHERE locality = $1 AND flagger = $2 ORDER BY listing DESC"
)]
pub struct OwnFlag {
    /// Which listing.
    pub listing: Id<Listing>,
    /// Why; nothing when a review found nothing.
    pub reason: Option<FlagReason>,
    /// When.
    pub flagged_at: Timestamp,
}

/// How many messages and offers of a user's are read at a time; the views read one more.
pub const WORDS_PAGE: usize = 200;

/// A message about a listing that a user wrote, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT listing, asker, id FROM listing_message WHERE locality = $1 AND author = $2 AND id < $3
           ORDER BY id DESC LIMIT 201")]
pub struct OwnListingMessage {
    /// About which listing.
    pub listing: Id<Listing>,
    /// Who asked.
    pub asker: Id<User>,
    /// Which.
    pub id: Id<ListingMessage>,
}

/// An offer of which a user is a side, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM listing_offer WHERE locality = $1 AND buyer = $2 AND id < $3
           UNION ALL
           SELECT id FROM listing_offer WHERE locality = $1 AND seller = $2 AND id < $3
           ORDER BY id DESC LIMIT 201")]
pub struct OwnListingOffer {
    /// Which.
    pub id: Id<ListingOffer>,
}
