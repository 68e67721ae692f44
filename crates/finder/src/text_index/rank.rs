//! How well texts fit, and which of them are the best: BM25 with k₁ = 1.2 and b = 0.75, in whole numbers.

use super::vocabulary::{EXACT, Posting};
use super::{LENGTH_MOST, place};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many bits of a rarity stand behind the point.
const RARITY_BITS: u32 = 12;
/// How many bits of a share of the most that a word can count stand behind the point.
const SHARE_BITS: u32 = 10;
/// More than these count as these, so that 32 bits are enough for a share.
const COUNT_MOST: u32 = 1 << 17;

/// What a text has come to.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    score: u32,
    words: u32,
}

/// A search while its words are counted.
pub(super) struct Ranking<'a> {
    lengths: &'a [u16],
    texts: u64,
    /// What makes a word of a text of this length count half of the most: of a long text more than of a short one.
    halves: Vec<u32>,
    tallies: Vec<Tally>,
    /// How much a word counts in each text, while several words stand for one. All 0 between two words.
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl<'a> Ranking<'a> {
    /// Of so many texts of these lengths, with their sum.
    pub(super) fn of(lengths: &'a [u16], texts: usize, length_sum: u64) -> Self {
        let texts = u64::try_from(texts).unwrap_or(u64::MAX);
        // k₁ · (1 - b + b · length / mean), times EXACT.
        let half = |length: u16| {
            let over = 3 * length_sum + 9 * u64::from(length) * texts;
            u32::try_from(u64::from(EXACT) * over / (10 * length_sum).max(1)).unwrap_or(u32::MAX)
        };
        let halves = (0..=LENGTH_MOST).map(half).collect();
        let tallies = vec![Tally::default(); lengths.len()];
        Self { lengths, texts, halves, tallies, counts: Vec::new(), touched: Vec::new() }
    }

    /// Counts one word that is asked for, by the postings of the words that fit it and how well each does.
    pub(super) fn count<'p>(&mut self, mut fitting: impl Iterator<Item = (&'p [Posting], u32)>) {
        let Some((postings, quality)) = fitting.next() else { return };
        let Some(second) = fitting.next() else {
            let rarity = rarity(self.texts, postings.len());
            for posting in postings {
                self.add(posting.slot, u32::from(posting.count) * quality, rarity);
            }
            return;
        };
        self.counts.resize(self.lengths.len(), 0);
        for (postings, quality) in [(postings, quality), second].into_iter().chain(fitting) {
            for Posting { slot, count } in postings {
                if let Some(sum) = self.counts.get_mut(place(*slot)) {
                    if *sum == 0 {
                        self.touched.push(*slot);
                    }
                    *sum = sum.saturating_add(u32::from(*count) * quality);
                }
            }
        }
        let touched = std::mem::take(&mut self.touched);
        let rarity = rarity(self.texts, touched.len());
        for slot in &touched {
            if let Some(count) = self.counts.get_mut(place(*slot)).map(std::mem::take) {
                self.add(*slot, count, rarity);
            }
        }
        self.touched = touched;
        self.touched.clear();
    }

    fn add(&mut self, slot: u32, count: u32, rarity: u32) {
        let length = self.lengths.get(place(slot)).copied().unwrap_or_default();
        let half = self.halves.get(usize::from(length)).copied().unwrap_or(u32::MAX);
        if let Some(tally) = self.tallies.get_mut(place(slot)) {
            tally.score = tally.score.saturating_add(scaled(rarity, share(count, half)));
            tally.words += 1;
        }
    }

    /// The texts that have any of so many words, with how well they fit.
    pub(super) fn scores(&self, asked: usize) -> impl Iterator<Item = (usize, u32)> {
        let asked = u32::try_from(asked).unwrap_or(u32::MAX).max(1);
        let found = self.tallies.iter().enumerate().filter(|(_, tally)| tally.words > 0);
        found.map(move |(slot, tally)| (slot, tally.score.saturating_mul(tally.words) / asked))
    }
}

/// count · (k₁ + 1) / (count + half).
fn share(count: u32, half: u32) -> u32 {
    let count = count.min(COUNT_MOST);
    count * ((22 << SHARE_BITS) / 2) / count.saturating_add(half).saturating_mul(5).max(1)
}

fn scaled(rarity: u32, share: u32) -> u32 {
    u32::try_from((u64::from(rarity) * u64::from(share)) >> SHARE_BITS).unwrap_or(u32::MAX)
}

/// log₂(1 + (texts - having + ½) / (having + ½)): how much it tells that a text has a word.
fn rarity(texts: u64, having: usize) -> u32 {
    let having = u64::try_from(having).unwrap_or(u64::MAX).min(texts);
    let ratio = (u128::from(2 * (texts + 1)) << 32) / u128::from(2 * having + 1);
    // The ratio is above 1; its logarithm is its place, and then bit after bit whether its square passes 2.
    let place = ratio.max(1).ilog2();
    let mut mantissa = if place >= 32 { ratio >> (place - 32) } else { ratio << (32 - place) };
    let mut logarithm = place.saturating_sub(32);
    for _ in 0..RARITY_BITS {
        mantissa = (mantissa * mantissa) >> 32;
        let is_over = mantissa >> 33 > 0;
        mantissa >>= u32::from(is_over);
        logarithm = logarithm << 1 | u32::from(is_over);
    }
    logarithm
}

/// The best of what it is shown, as many as it has room for.
pub(super) struct Best<K> {
    limit: usize,
    worst_first: BinaryHeap<Reverse<(u32, Reverse<K>)>>,
}

impl<K: Ord> Best<K> {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, worst_first: BinaryHeap::new() }
    }

    /// Whether it would be among the best so far.
    pub(super) fn would_take(&self, score: u32, key: &K) -> bool {
        if self.worst_first.len() < self.limit {
            return true;
        }
        self.worst_first
            .peek()
            .is_some_and(|Reverse((worst, Reverse(last)))| score > *worst || score == *worst && key < last)
    }

    pub(super) fn take(&mut self, score: u32, key: K) {
        self.worst_first.push(Reverse((score, Reverse(key))));
        if self.worst_first.len() > self.limit {
            self.worst_first.pop();
        }
    }

    pub(super) fn into_sorted(self) -> Vec<(K, u32)> {
        let sorted = self.worst_first.into_sorted_vec().into_iter();
        sorted.map(|Reverse((score, Reverse(key)))| (key, score)).collect()
    }
}
