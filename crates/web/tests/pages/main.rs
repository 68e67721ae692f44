//! The pages as a browser without scripts meets them, over a real store.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod account;
mod auctions;
mod bid_ask;
mod blocks;
mod bundles;
mod calendar;
mod directory;
mod every_page;
mod favored_counterparties;
mod forms;
mod found;
mod goods;
mod group_buying;
mod hires;
mod kept;
mod known_sellers;
mod listings;
mod manual;
mod market;
mod naughty;
mod needs;
#[path = "../shared/opened.rs"]
mod opened;
mod people;
mod photos;
mod proposals;
mod quotes;
mod reading;
mod replacing;
mod reverse_auctions;
mod search;
mod statement;
mod thread;
mod unpaid;
mod who_may;
mod work_day;
mod worker;
