//! Milestones: the stages of a work, as its seller proposed them. What they are called stays with the trade, so that its contract and
//! its page can name them.

use super::Trade;
use crate::users::User;
use kernel::{BasisPoints, Day, Id, Locality, Record, ShortText, Show};

/// What a stage is called.
pub type StageTitle = ShortText<80, 2>;

/// A stage of a work: of the trade that a proposal may become, so that it is there once that is one.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "milestone",
    key(locality, trade, number),
    personal(seller),
    check = "number > 0",
    check = "share_bp > 0",
    check = "from_day <= until_day"
)]
pub struct Milestone {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which trade: the part has the same number.
    #[show(skip)]
    pub trade: Id<Trade>,
    /// Which stage it is, from 1.
    pub number: i64,
    /// Who proposed it.
    #[show(skip)]
    pub seller: Id<User>,
    /// What it is called.
    pub title: StageTitle,
    /// What part of the price is paid for it, in hundredths of a percent.
    pub share_bp: BasisPoints,
    /// The first day of it.
    pub from_day: Day,
    /// The last.
    pub until_day: Day,
}
