//! Transaction support: what every trade needs, whatever made it.

pub mod amendment;
pub mod calendar;
pub mod complaints;
pub mod completion;
pub mod escrow;
pub mod messages;
pub mod notices;
