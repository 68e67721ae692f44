//! Where an order rests, by its number: pages of slots, of which only those are kept that name an order.

use std::collections::VecDeque;

const PAGE: u64 = 1_024;

/// No slot.
pub(crate) const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
struct Page {
    slots: Vec<u32>,
    live_count: u32,
}

/// Slots by number. Numbers only grow, so that the pages of old ones go one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Which page the first one is.
    first: u64,
    pages: VecDeque<Option<Page>>,
}

impl Index {
    fn place(&self, number: u64) -> Option<(usize, usize)> {
        let page = usize::try_from((number / PAGE).checked_sub(self.first)?).ok()?;
        Some((page, usize::try_from(number % PAGE).ok()?))
    }

    /// Where it rests.
    pub(crate) fn get(&self, number: u64) -> Option<u32> {
        let (page, at) = self.place(number)?;
        let slot = *self.pages.get(page)?.as_ref()?.slots.get(at)?;
        (slot != NONE).then_some(slot)
    }

    /// It rests there from now on. Its number is no less than the first that is kept.
    pub(crate) fn insert(&mut self, number: u64, slot: u32) {
        if self.pages.is_empty() {
            self.first = number / PAGE;
        }
        let Some((page, at)) = self.place(number) else { return };
        while self.pages.len() <= page {
            self.pages.push_back(None);
        }
        let Some(page) = self.pages.get_mut(page) else { return };
        let empty = || Page { slots: vec![NONE; usize::try_from(PAGE).unwrap_or_default()], live_count: 0 };
        let page = page.get_or_insert_with(empty);
        if let Some(known) = page.slots.get_mut(at) {
            page.live_count += u32::from(*known == NONE);
            *known = slot;
        }
    }

    /// It rests no more.
    pub(crate) fn remove(&mut self, number: u64) {
        let Some((at_page, at)) = self.place(number) else { return };
        let is_last = at_page + 1 == self.pages.len();
        let Some(kept) = self.pages.get_mut(at_page) else { return };
        let Some(page) = kept.as_mut() else { return };
        if let Some(slot) = page.slots.get_mut(at) {
            page.live_count -= u32::from(*slot != NONE);
            *slot = NONE;
        }
        // The last page is written again soon.
        if page.live_count == 0 && !is_last {
            *kept = None;
            while self.pages.len() > 1 && self.pages.front().is_some_and(Option::is_none) {
                self.pages.pop_front();
                self.first += 1;
            }
        }
    }
}
