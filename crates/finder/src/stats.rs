//! How much the finder holds.

use crate::area::Area;
use crate::asset_facts::{GoodsFacts, HireFacts};
use crate::block::{Block, ROW_BYTES};
use crate::hours::Hours;
use crate::offer::Offer;
use crate::user_facts::UserFacts;
use kernel::Slots;

/// How much the finder holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Market areas.
    pub area_count: usize,
    /// Users of any kind.
    pub user_count: usize,
    /// Resources with hours or offerings.
    pub resource_count: usize,
    /// Offerings, shown or not.
    pub offering_count: usize,
    /// Offerings of work that can be found.
    pub posting_count: usize,
    /// Things, spaces and goods that can be found, in stock or not.
    pub listing_count: usize,
    /// Blocks of postings.
    pub block_count: usize,
    /// Memory of postings and their days, in bytes.
    pub posting_bytes: usize,
    /// Memory of the days alone, in bytes.
    pub mask_bytes: usize,
    /// Memory of the records kept, in bytes, without what lies in small allocations of their own: an estimate
    /// from below.
    pub record_bytes: usize,
    /// Rows that did not fit their records and were passed over: a fault of ours.
    pub bad_row_count: u64,
}

impl Stats {
    /// Adds what one area holds.
    pub(crate) fn add(&mut self, area: &Area) {
        self.area_count += 1;
        self.user_count += area.users.len();
        self.resource_count += area.hours.len();
        self.offering_count += area.offers.len();
        self.record_bytes += area.users.len() * size_of::<UserFacts>()
            + area.hours.len() * size_of::<Hours>()
            + area.offers.len() * size_of::<Offer>()
            + area.hires.len() * size_of::<HireFacts>()
            + area.goods.len() * size_of::<GoodsFacts>();
        self.listing_count += area.shelves.iter().map(|(_, shelf)| shelf.listings().count()).sum::<usize>();
        for (_, block) in area.sectors.iter().flat_map(|(_, sector)| sector.blocks()) {
            let (postings, days) = (block.len(), block.horizon().count());
            self.posting_count += postings;
            self.block_count += 1;
            self.mask_bytes += postings * days * size_of::<Slots>();
            let row = ROW_BYTES + days * size_of::<Slots>();
            self.posting_bytes += size_of::<Block>() + postings * row;
        }
    }
}
