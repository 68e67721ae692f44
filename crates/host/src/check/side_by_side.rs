//! Several tables gone through side by side, a page of each at a time: whatever belongs to a trade lies behind it in the
//! order of its table's key.

use super::Source;
use crate::failure::Failure;
use kernel::{Id, Locality, Record};
use market::options::contracts::{AgreedHire, Contract};
use market::trade::milestone::Milestone;
use market::trade::part::Part;
use market::trade::{Trade, TradeLine};
use std::cmp::Ordering;
use std::collections::VecDeque;

/// How many records of a table are read at a time.
const PAGE: usize = 512;

/// A record that belongs to a trade, whose key begins with that of the trade.
pub(super) trait OfTrade: Record + Clone + Sync {
    /// The market area and the id of the trade.
    fn trade(&self) -> (Locality, Id<Trade>);
}

macro_rules! of_trade {
    ($($record:ty: $id:ident),+) => {$(
        impl OfTrade for $record {
            fn trade(&self) -> (Locality, Id<Trade>) {
                (self.locality, self.$id)
            }
        }
    )+};
}
of_trade!(Trade: id, Part: trade, TradeLine: trade, Contract: trade, AgreedHire: trade, Milestone: trade);

/// A table that is gone through in key order.
pub(super) struct Pages<R> {
    page: VecDeque<R>,
    last: Option<R>,
    is_over: bool,
}

impl<R: OfTrade> Pages<R> {
    /// At the beginning of the table.
    pub(super) fn new() -> Self {
        Self { page: VecDeque::new(), last: None, is_over: false }
    }

    /// The next record.
    pub(super) async fn next(&mut self, source: &mut impl Source) -> Result<Option<R>, Failure> {
        if self.page.is_empty() && !self.is_over {
            self.page = source.page(self.last.as_ref(), PAGE).await?.into();
            self.is_over = self.page.len() < PAGE;
            self.last = self.page.back().cloned();
        }
        Ok(self.page.pop_front())
    }

    /// The records of a trade, which is behind all that were asked for; each that belongs to none before it is a fault.
    pub(super) async fn of(
        &mut self,
        source: &mut impl Source,
        trade: &Trade,
        strays: &mut Vec<String>,
    ) -> Result<Vec<R>, Failure> {
        let mut found = Vec::new();
        while let Some(record) = self.next(source).await? {
            match record.trade().cmp(&trade.trade()) {
                Ordering::Less => strays.push(stray(&record)),
                Ordering::Equal => found.push(record),
                Ordering::Greater => {
                    self.page.push_front(record);
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Whatever is left belongs to no trade.
    pub(super) async fn rest(
        &mut self,
        source: &mut impl Source,
        strays: &mut Vec<String>,
    ) -> Result<(), Failure> {
        while let Some(record) = self.next(source).await? {
            strays.push(stray(&record));
        }
        Ok(())
    }
}

fn stray<R: OfTrade>(record: &R) -> String {
    format!("{} of trade {}: there is no such trade", R::TABLE.name, record.trade().1)
}
