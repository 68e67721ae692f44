//! What is searched for, and what is found.

use kernel::{Amount, Id, Locality};
use market::mechanisms::stored_availability::Requirement;
use market::options::assembly::Priced;
use market::users::{User, assets::Offering};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What work is searched for.
#[derive(Clone, Debug)]
pub struct Query {
    /// In which market area.
    pub locality: Locality,
    /// For whom; without a buyer, prices are those of somebody new.
    pub buyer: Option<Id<User>>,
    /// What is needed.
    pub requirement: Requirement,
    /// How far away a seller may be, in meters; `None` for as far as sellers go.
    pub radius_m: Option<i64>,
    /// The most options to answer with.
    pub limit: usize,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOption {
    /// What is offered.
    pub offering: Id<Offering>,
    /// By whom.
    pub seller: Id<User>,
    /// What others call the seller; `None` once the personal record is erased.
    pub seller_name: Option<Arc<str>>,
    /// How far the seller's place is from the work, in meters.
    pub distance_m: i64,
    /// What the buyer pays, in minor units.
    pub buyer_pays: Amount,
    /// The price and the rulebook's verdict.
    pub priced: Priced,
    /// Trades that the seller kept.
    pub kept_count: i64,
    /// Trades that the seller agreed to.
    pub agreed_count: i64,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The options by what the buyer pays, then distance, then id: the cheapest there are, and of each seller the
    /// cheapest.
    pub options: Vec<FoundOption>,
    /// Offerings of the sector whose hours were looked at.
    pub looked_at_count: usize,
    /// Offerings that were priced.
    pub priced_count: usize,
    /// How many offerings were left out for which reason, by the code of the refusal. When nothing was found,
    /// every offering within the radius is counted once: the buyer's own, then the seller's terms, then the
    /// hours, then the law. When something was found, only what was priced is counted.
    pub refused: BTreeMap<&'static str, usize>,
}

/// How answers are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    /// By what the buyer pays, in minor units, or the least that it can be.
    pub(crate) pays: i64,
    /// Then by distance, in meters.
    pub(crate) distance_m: i64,
    /// Then by id.
    pub(crate) offering: Id<Offering>,
}
