//! What the finder keeps of a user: as much as a price and a check need, and the name that options show.

use crate::sorted::Sorted;
use kernel::{Amount, DateOfBirth, Id};
use ledger::Holder;
use market::options::booking_checks::{BuyerRecords, PartyFacts, SellerRecords};
use market::users::{
    User,
    registration::Credential,
    reliability::{Together, TrackRecord},
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is known of a user, as a seller and as a buyer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct UserFacts {
    /// Whether money is set aside for tax; `None` while nobody is to find what the user offers: without an account, before
    /// its address is confirmed, and once it is closed.
    pub(crate) wants_tax_pot: Option<bool>,
    pub(crate) born_on: Option<DateOfBirth>,
    /// What others call them; `None` without a personal record, or once it is erased.
    pub(crate) display_name: Option<Arc<str>>,
    /// In the order of the claims' names.
    pub(crate) credentials: Arc<[Credential]>,
    pub(crate) track: Option<TrackRecord>,
    /// What the user has to do as a buyer with each seller.
    pub(crate) bought_from: Sorted<Id<User>, Together>,
    /// Those whom the user has blocked.
    pub(crate) blocks: Sorted<Id<User>, ()>,
    /// Those by whom the user is blocked.
    pub(crate) blocked_by: Sorted<Id<User>, ()>,
    /// What funds have paid for this buyer, by fund.
    pub(crate) used: Sorted<Id<Holder>, Amount>,
}

impl UserFacts {
    /// Whether others find what the user offers.
    pub(crate) fn is_found(&self) -> bool {
        self.wants_tax_pot.is_some()
    }

    /// Whether one of the two has blocked the other, so that neither is offered to the other.
    pub(crate) fn is_apart_from(&self, other: Id<User>) -> bool {
        self.blocks.get(other).is_some() || self.blocked_by.get(other).is_some()
    }

    /// Everybody of whom that is so.
    pub(crate) fn apart(&self) -> BTreeSet<Id<User>> {
        self.blocks.keys().chain(self.blocked_by.keys()).collect()
    }

    /// Reads from every piece of memory that an option is made of, so that it is near when it is needed: counting a
    /// holder more, as a copy does, waits for what was asked before.
    pub(crate) fn touch(&self) -> usize {
        let kept_count = self.track.as_ref().map_or(0, |track| track.kept_count);
        let name = self.display_name.as_ref().map_or(0, Arc::strong_count);
        Arc::strong_count(&self.credentials).wrapping_add(name) ^ usize::from(kept_count > 0)
    }

    /// What is known of the two sides when a buyer takes an offering of this seller; `None` while the seller is not
    /// to be found, and for a buyer of whom one has blocked the other.
    pub(crate) fn parties(
        &self,
        seller: Id<User>,
        buyer: Option<&Self>,
        is_unpaid: bool,
    ) -> Option<PartyFacts> {
        if buyer.is_some_and(|buyer| buyer.is_apart_from(seller)) {
            return None;
        }
        let records = SellerRecords {
            born_on: self.born_on,
            credentials: Arc::clone(&self.credentials),
            wants_tax_pot: self.wants_tax_pot?,
            track: self.track.as_ref(),
        };
        let buyer = buyer.map(|buyer| BuyerRecords {
            credentials: Arc::clone(&buyer.credentials),
            track: buyer.track.as_ref(),
            together: buyer.bought_from.get(seller).copied().unwrap_or_default(),
        });
        Some(PartyFacts::between(records, buyer, is_unpaid))
    }
}
