//! The whole market on both engines: store, decisions and search together.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod command_line;
mod front;
mod market;

mod areas;
mod backup;
mod benches;
mod by_hand;
mod checking;
mod checking_books;
mod checking_listings;
mod checking_lots;
mod checking_pools;
mod checking_requests;
mod doctor;
mod hundred_buyers;
mod hundred_over_http;
mod longest;
mod moving;
mod operator;
mod oracle;
mod ordeal;
mod packaging;
mod schema;
mod starting;
mod third_place;
mod thousand_pledges;
mod two_processes;
