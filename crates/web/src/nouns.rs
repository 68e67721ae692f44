//! What pages and API show of each noun: pure reads over a draft, run by [`crate::app::App::look`], and searches.

pub mod availability;
pub mod clock;
pub mod favored_counterparties;
pub mod goods;
pub mod hires;
pub mod money;
pub mod notices;
pub mod offerings;
pub mod options;
pub mod photos;
pub mod price;
pub mod registration;
pub mod trades;
pub mod users;
