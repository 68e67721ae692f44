//! Transaction support: what every trade needs, whatever made it.

pub mod completion;
pub mod amendment;
pub mod escrow;
pub mod notices;
