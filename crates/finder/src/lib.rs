//! stub
#![allow(missing_docs)]
use kernel::*;
use market::{
    mechanisms::stored_availability::Requirement,
    options::assembly::Priced,
    users::{User, assets::Offering},
};
#[derive(Clone, Debug)]
pub struct Query {
    pub locality: Locality,
    pub buyer: Option<Id<User>>,
    pub requirement: Requirement,
    pub limit: usize,
}
#[derive(Clone, Debug)]
pub struct FoundOption {
    pub offering: Id<Offering>,
    pub seller: Id<User>,
    pub distance_m: i64,
    pub priced: Priced,
    pub kept_count: i64,
    pub agreed_count: i64,
}
#[derive(Clone, Debug)]
pub struct Found {
    pub options: Vec<FoundOption>,
}
#[derive(Debug)]
pub struct Finder;
impl Finder {
    pub fn search(&self, _: &Query, _: Timestamp) -> Result<Found, Stop> {
        todo!()
    }
    pub fn nearest_yes(&self, _: &Query, _: Timestamp) -> Vec<(Timestamp, usize)> {
        todo!()
    }
    pub fn explain(&self, _: &Query, _: Id<Offering>, _: Timestamp) -> Option<rules::Trace> {
        todo!()
    }
}
