//! Trading mechanisms (14): ways in which a buyer meets a seller and a price is made. Each ends in an
//! [award](crate::trade::award) and hands it to [`crate::support::escrow`]; none touches a trade, its parts or its money.

pub mod auctions;
pub mod bid_ask;
pub mod catalogues;
pub mod group_buying;
pub mod known_sellers;
pub mod listings;
pub mod proposals;
pub mod put_up;
pub mod quotes;
pub mod reverse_auctions;
pub mod stored_availability;
pub mod work_at;
