//! The parts of a page: plain structs in, accessible markup out, one file each.
//!
//! What every part keeps: text comes as [`Text`](crate::i18n::Text), ids are given by the page and unique in it,
//! nothing is told by colour alone, nothing carries inline style or script, and everything works without a script.

pub mod day_strip;
pub mod empty;
pub mod form;
mod heading;
mod map_link;
pub mod notice;
pub mod option_card;
pub mod page;
pub mod price_ladder;
pub mod qr;
pub mod receipt;
pub mod summary_list;
pub mod tag;
#[cfg(test)]
mod tests;
pub mod trade_line;

pub use day_strip::{DayStrip, Quarter};
pub use empty::Empty;
pub use form::{Choice, FieldError, Form, Input, Method, Typed};
pub use heading::Level;
pub use map_link::map_link;
pub use notice::Notice;
pub use option_card::OptionCard;
pub use page::{Band, Frame, Head, Link, NavItem, Page, ParallelMarket};
pub use price_ladder::{Ladder, Line, Section, Total};
pub use qr::qr;
pub use receipt::Receipt;
pub use summary_list::{SummaryList, SummaryRow, Value};
pub use tag::{Tone, tag};
pub use trade_line::{Step, StepStage, TradeLine};
