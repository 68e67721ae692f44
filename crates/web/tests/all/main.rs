//! The API through the router, as a program meets it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod arrival;
mod auctions;
mod bid_ask;
mod blocks;
mod bundles;
mod favored_counterparties;
mod group_buying;
mod kept;
mod known_sellers;
mod listings;
mod mail;
mod market;
#[path = "../shared/opened.rs"]
mod opened;

mod account;
mod bad_input;
mod document;
mod finding;
mod headers;
mod lists;
mod naughty;
mod needs;
mod origins;
mod privacy;
mod problems;
mod proposals;
mod quotes;
mod refusals;
mod replays;
mod reverse_auctions;
mod serving;
mod thread;
mod thrice;
mod tries;
mod walk;
mod walks;
mod who_may;
mod work_day;
