//! The in-memory indexes: who is free, near, cheapest. Derived from the records, and made anew from them at any
//! time.
//!
//! ```text
//! rows ──Loader──▶ Area ──search──▶ options, cheapest first
//! commits ──────▶  Area'             (the next version; a search of the old one goes on with it)
//! ```
//!
//! **Readers never wait and never make the writer wait.** Each market area is one immutable value behind an
//! [`arc_swap::ArcSwap`]. A commit makes the next value of a copy that shares what did not change, and puts it in
//! place with one store: a search sees all of a commit or nothing, and one that begins after
//! [`kernel::CommitListener::committed`] has returned sees it. Only writers of one area wait for each other.
//!
//! **An area answers only while it is current.** A takeover, which the epoch of an `owner` row tells, means that another
//! process has changed the records meanwhile: from that commit on the area answers [`Fault::Behind`], until a
//! [`Loader`] has made it anew. What is committed while it loads is kept and taken in at its end.
//!
//! **Prices** come from [`market::mechanisms::stored_availability::Pricing::option`] for work and from
//! [`market::mechanisms::stored_availability::hire::HirePricing::option`] for things and spaces alone; the finder only
//! decides for whom to ask them. **Openness** comes from [`market::users::availability::Openness`] alone.
//!
//! **Work**, paid or given, is posted in blocks with its free hours at hand, because there is much of it and most of it is
//! taken at some time. **Things, spaces and goods** are listed on shelves, and looked up one by one.

mod area;
mod asset_facts;

mod block;
mod bounding_box;
mod catalogue_search;
mod cell;
mod clocks;
mod fault;
mod finder;
mod hire_search;
mod horizon;
mod hours;
mod intake;
mod limits;
mod listing_search;
mod live;
mod loader;
mod nearest;
mod needs;
mod offer;
mod packed_terms;
mod price_bound;
mod query;
mod run;
mod search;
mod sector;
mod sector_index;
mod shelf;
mod sorted;
mod stats;
mod text_index;
mod trie;
mod user_facts;
mod words;

pub use catalogue_search::{FoundGoods, FoundItem, GoodsQuery};
pub use fault::Fault;
pub use finder::Finder;
pub use hire_search::{FoundHire, FoundHires, HireQuery};
pub use intake::tables;
pub use listing_search::{FoundListing, FoundListings, ListingOrder, ListingQuery};
pub use loader::Loader;
pub use nearest::OtherTime;
pub use needs::{FoundFor, NeedQuery};
pub use query::{Found, FoundOption, Query};
pub use sector_index::SectorIndex;
pub use stats::Stats;
pub use text_index::{TextDocument, TextIndex};

#[cfg(test)]
mod tests;
