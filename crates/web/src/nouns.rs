//! What pages and API show of each noun: pure reads over a draft, run by [`crate::app::App::look`], and searches.
//!
//! What is not there and what somebody may not know of are the same to a read: [`kernel::Stop::Absent`], which becomes
//! [`crate::error::AppError::NotFound`]. Each says what else it may meet; what any of them may is in `docs/errors.md`.
#![expect(clippy::missing_errors_doc, reason = "what every read may meet is said once, in docs/errors.md")]

pub mod assets;
pub mod assets_found;
pub mod auctions;
pub mod availability;
pub mod bid_ask;
pub mod blocks;
pub mod bundles;
pub mod calendar;
pub mod catalogues;
pub mod chains;
pub mod closing;
pub mod codes;
pub mod complaints;
pub mod directory;
pub mod escrow;
pub mod favored_counterparties;
pub mod group_buying;
pub mod hires;
pub mod known_sellers;
pub mod listings;
pub mod needs;
pub mod notices;
pub mod options;
pub mod parallel_market;
pub mod passkeys;
pub mod payment_transfer;
pub mod photos;
pub mod price;
pub mod proposals;
pub mod quotes;
pub mod registration;
pub mod reverse_auctions;
pub mod seller_pages;
pub mod trades;
pub mod users;
pub mod users_everything;

/// Stands where there is no name.
pub const NAMELESS: &str = "–";
