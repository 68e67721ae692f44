//! Texts by the words that are in them: listings, by what their sellers wrote. In memory; whoever keeps it makes it anew from
//! the records at any time, and then it answers the same.
//!
//! **What comes first** hangs on the texts and the words alone: BM25 over title and body, a word of the title counting as three,
//! times the share of the words asked for that a text has. Whole numbers throughout, so that every machine answers the same;
//! equals stand by their key.
//!
//! **What fits a word**: the word itself; less well, one that has the same stem in English or Spanish; and where hardly any text
//! has those, one that begins with it or is a letter or two away. Accents and capitals count for nothing. Where a script leaves
//! no spaces, pairs of signs are its words.
//!
//! **What it costs**: a search walks the postings of its words and one counter a text, whatever the words; a text is put or
//! removed in the time of its words' postings.

mod rank;
mod tokens;
mod vocabulary;

use rank::{Best, Ranking};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Fitting, Vocabulary};

/// How many different words of a question are looked at.
const WORDS_MOST: usize = 12;
/// How much a word of the title counts, next to one of the body.
const TITLE: u32 = 3;
/// A text of more words than these is taken to have so many.
const LENGTH_MOST: u16 = 1_023;

/// What is looked at of a text.
#[derive(Clone, Copy, Debug)]
pub struct TextDocument<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What else is said.
    pub body: &'a str,
}

/// A text that is in the index.
#[derive(Clone, Debug)]
struct Held<K> {
    key: K,
    /// Each word once.
    words: Box<[u32]>,
}

/// Texts, found by their words. A key has one text.
#[derive(Clone)]
pub struct TextIndex<K> {
    slots: BTreeMap<K, u32>,
    /// By slot. A slot that is free is used again.
    held: Vec<Option<Held<K>>>,
    /// How long the text of each slot is, 0 where there is none.
    lengths: Vec<u16>,
    free: Vec<u32>,
    length_sum: u64,
    vocabulary: Vocabulary,
}

impl<K> std::fmt::Debug for TextIndex<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex")
            .field("texts", &self.slots.len())
            .field("words", &self.vocabulary.len())
            .finish_non_exhaustive()
    }
}

impl<K: Ord + Clone> Default for TextIndex<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord + Clone> TextIndex<K> {
    /// No texts.
    pub fn new() -> Self {
        Self {
            slots: BTreeMap::new(),
            held: Vec::new(),
            lengths: Vec::new(),
            free: Vec::new(),
            length_sum: 0,
            vocabulary: Vocabulary::default(),
        }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Puts a text in the place of the one that its key had, if it had one. A text without words is found by none.
    pub fn put(&mut self, key: K, document: &TextDocument<'_>) {
        self.remove(&key);
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut length = 0_u32;
        for (text, weight) in [(document.title, TITLE), (document.body, 1)] {
            for word in tokens::of_text(text) {
                *counts.entry(word).or_default() += weight;
                length = length.saturating_add(weight);
            }
        }
        let Some(slot) = self.slot() else { return };
        let mut words = Vec::with_capacity(counts.len());
        for (word, count) in counts {
            words.extend(self.vocabulary.add(&word, slot, u16::try_from(count).unwrap_or(u16::MAX)));
        }
        let length = u16::try_from(length).unwrap_or(u16::MAX).min(LENGTH_MOST);
        self.length_sum += u64::from(length);
        if let Some(at) = self.lengths.get_mut(place(slot)) {
            *at = length;
        }
        if let Some(at) = self.held.get_mut(place(slot)) {
            *at = Some(Held { key: key.clone(), words: words.into_boxed_slice() });
        }
        self.slots.insert(key, slot);
    }

    /// Takes a text out. Whether there was one.
    pub fn remove(&mut self, key: &K) -> bool {
        let Some(slot) = self.slots.remove(key) else { return false };
        if let Some(held) = self.held.get_mut(place(slot)).and_then(Option::take) {
            for word in held.words {
                self.vocabulary.take_out(word, slot);
            }
        }
        if let Some(length) = self.lengths.get_mut(place(slot)) {
            self.length_sum -= u64::from(std::mem::take(length));
        }
        self.free.push(slot);
        true
    }

    /// At most `limit` of the texts that have any of some words, the best first, each with how well it fits, which may be compared
    /// within one answer alone. Of the texts that would be among them `keep` is asked, at most once each and in no certain order.
    pub fn search(&self, words: &str, limit: usize, mut keep: impl FnMut(&K) -> bool) -> Vec<(K, u32)> {
        let mut asked: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for word in tokens::of_question(words) {
            if asked.len() < WORDS_MOST && seen.insert(word.clone()) {
                asked.push(word);
            }
        }
        let mut ranking = Ranking::of(&self.lengths, self.slots.len(), self.length_sum);
        for word in &asked {
            let fitting = self.vocabulary.fitting(word);
            let postings = fitting
                .iter()
                .filter_map(|Fitting { word, quality }| Some((self.vocabulary.postings(*word)?, *quality)));
            ranking.count(postings);
        }
        let mut best = Best::new(limit);
        for (slot, score) in ranking.scores(asked.len()) {
            if let Some(held) = self.held.get(slot).and_then(Option::as_ref)
                && best.would_take(score, &held.key)
                && keep(&held.key)
            {
                best.take(score, held.key.clone());
            }
        }
        best.into_sorted()
    }

    /// A free slot; none where there are as many texts as can be numbered.
    fn slot(&mut self) -> Option<u32> {
        if let Some(slot) = self.free.pop() {
            return Some(slot);
        }
        let slot = u32::try_from(self.held.len()).ok()?;
        self.held.push(None);
        self.lengths.push(0);
        Some(slot)
    }
}

/// Where a number stands in a list.
fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
