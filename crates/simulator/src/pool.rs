//! What there is in a market to name: ids of records, learnt from commits.

use crate::memory::Memory;
use host::draw::Draw;
use kernel::{Change, Id, Record, Row, Value};
use market::trade::{Stage, Trade};
use market::users::User;
use std::collections::HashMap;
use std::hash::Hash;

/// Things of which one is drawn; none is there twice.
#[derive(Debug)]
pub(crate) struct Bag<T> {
    items: Vec<T>,
    places: HashMap<T, usize>,
}

/// Every record that can be named, by table.
#[derive(Debug, Default)]
pub struct Pool {
    tables: HashMap<&'static str, Bag<Box<[Value]>>>,
    live_trades: Bag<Id<Trade>>,
    users: Bag<Id<User>>,
}

impl<T> Default for Bag<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Bag<T> {
    pub(crate) fn insert(&mut self, item: T) {
        let at = self.items.len();
        if !self.places.contains_key(&item) {
            self.places.insert(item.clone(), at);
            self.items.push(item);
        }
    }

    pub(crate) fn remove(&mut self, item: &T) {
        let Some(at) = self.places.remove(item) else { return };
        self.items.swap_remove(at);
        if let Some(moved) = self.items.get(at) {
            self.places.insert(moved.clone(), at);
        }
    }

    /// One of them; half the time one of the latest.
    pub(crate) fn draw(&self, draw: &mut Draw) -> Option<&T> {
        let count = i64::try_from(self.items.len()).unwrap_or_default();
        let least = if draw.percent(50) { (count - LATEST).max(0) } else { 0 };
        self.items.get(usize::try_from(draw.between(least, (count - 1).max(0))).ok()?)
    }
}

/// How many count as the latest.
const LATEST: i64 = 12;

impl Pool {
    /// Takes in a commit.
    pub(crate) fn take_in(&mut self, changes: &[Change]) {
        for change in changes {
            let name = change.key.table.name;
            let bag = self.tables.entry(name).or_default();
            match change.row {
                Some(_) => bag.insert(change.key.parts.clone()),
                None => bag.remove(&change.key.parts),
            }
            if name == Trade::TABLE.name {
                self.trade(change.row.as_ref().or(change.before.as_ref()));
            } else if name == User::TABLE.name
                && let Some(Value::Id(bits)) = change.key.parts.get(1)
            {
                self.users.insert(Id::from_bits(*bits));
            }
        }
    }

    fn trade(&mut self, row: Option<&Row>) {
        let Some(trade) = row.and_then(|row| Trade::from_row(row).ok()) else { return };
        match trade.stage {
            Stage::Held | Stage::Booked => self.live_trades.insert(trade.id),
            Stage::Lapsed | Stage::Ended => self.live_trades.remove(&trade.id),
        }
    }

    /// The key of some record of a table.
    pub(crate) fn key(&self, draw: &mut Draw, table: &str) -> Option<&[Value]> {
        self.tables.get(table)?.draw(draw).map(AsRef::as_ref)
    }

    /// A trade that has not ended.
    pub(crate) fn live_trade(&self, draw: &mut Draw) -> Option<Id<Trade>> {
        self.live_trades.draw(draw).copied()
    }

    /// Whether a user has a trade that has not ended.
    pub(crate) fn trades(&self, memory: &Memory, user: Id<User>) -> bool {
        let trade = |id: &Id<Trade>| memory.find::<Trade>((id.locality(), *id));
        self.live_trades.items.iter().filter_map(trade).any(|trade| trade.side(user).is_some())
    }

    /// Somebody with an account.
    pub(crate) fn user(&self, draw: &mut Draw) -> Option<Id<User>> {
        self.users.draw(draw).copied()
    }
}
