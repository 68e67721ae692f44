//! The words of all texts: which texts have each, and which words fit one that is asked for.

use super::place;
use crate::words::{is_near, is_sign, misspelt_most, stemmers};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

/// How well a word fits: as it is written, by its stem in both languages, in one, as its beginning, misspelt.
pub(super) const EXACT: u32 = 256;
const STEMS: u32 = 224;
const STEM: u32 = 176;
const BEGINNING: u32 = 144;
const NEAR: u32 = 128;

/// From how many letters on a word has a stem, and its beginning finds it.
const LETTERS_LEAST: usize = 3;
/// From how many letters on a word may be misspelt by one, and by two.
const MISSPELT: [(usize, usize); 2] = [(7, 2), (4, 1)];
/// Where fewer texts than these have a word, it may be a beginning or misspelt.
const KNOWN_LEAST: usize = 3;
/// How many other words a beginning or a misspelt word may stand for.
const OTHERS_MOST: usize = 24;

/// A text that has a word, and how much the word counts in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) slot: u32,
    pub(super) count: u16,
}

/// A word that fits one that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitting {
    pub(super) word: u32,
    pub(super) quality: u32,
}

/// Which letters a word has, as far as 64 bits tell; 0 where it is not to be found misspelt. One letter written wrong changes at
/// most two of them, so that most words need not be compared letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Signature(u64);

impl Signature {
    const NONE: Self = Self(0);

    fn of(word: &str) -> Self {
        let bits = word.chars().filter(|letter| letter.is_alphabetic() && !is_sign(*letter));
        Self(bits.fold(0, |bits, letter| bits | 1 << (u32::from(letter) % u64::BITS)))
    }

    fn is_near(self, other: Self, most: usize) -> bool {
        place((self.0 ^ other.0).count_ones()) <= 2 * most
    }
}

#[derive(Clone, Debug)]
struct Word {
    text: Arc<str>,
    /// By slot.
    postings: Vec<Posting>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
    /// Of each word, in a list of their own: they are walked to find one misspelt.
    signatures: Vec<Signature>,
    free: Vec<u32>,
    /// By hashes that nobody outside can foresee: sellers choose the words.
    numbers: HashMap<Arc<str>, u32>,
    /// The same in the order of the words, for those that begin with one.
    ordered: BTreeMap<Arc<str>, u32>,
    /// The words of each stem, by each stemmer.
    stems: [HashMap<String, Vec<u32>>; 2],
}

impl Vocabulary {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn postings(&self, word: u32) -> Option<&[Posting]> {
        self.words.get(place(word)).map(|word| word.postings.as_slice())
    }

    /// Notes that a text has a word. The number of the word; none where there are as many as can be numbered.
    pub(super) fn add(&mut self, text: &str, slot: u32, count: u16) -> Option<u32> {
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => self.name(text)?,
        };
        let postings = &mut self.words.get_mut(place(number))?.postings;
        match postings.last() {
            Some(last) if last.slot >= slot => {
                let at = postings.partition_point(|posting| posting.slot < slot);
                postings.insert(at, Posting { slot, count });
            }
            _ => postings.push(Posting { slot, count }),
        }
        Some(number)
    }

    /// Notes that a text has a word no longer.
    pub(super) fn take_out(&mut self, number: u32, slot: u32) {
        let Some(word) = self.words.get_mut(place(number)) else { return };
        let Ok(at) = word.postings.binary_search_by_key(&slot, |posting| posting.slot) else { return };
        word.postings.remove(at);
        if word.postings.is_empty() {
            self.forget(number);
        }
    }

    fn name(&mut self, text: &str) -> Option<u32> {
        let word = Word { text: Arc::from(text), postings: Vec::new() };
        let signature = if is_stemmed(text) { Signature::of(text) } else { Signature::NONE };
        let number = match self.free.pop() {
            Some(number) => number,
            None => u32::try_from(self.words.len()).ok()?,
        };
        self.numbers.insert(Arc::clone(&word.text), number);
        self.ordered.insert(Arc::clone(&word.text), number);
        if let Some(places) = self.words.get_mut(place(number)).zip(self.signatures.get_mut(place(number))) {
            (*places.0, *places.1) = (word, signature);
        } else {
            self.words.push(word);
            self.signatures.push(signature);
        }
        if is_stemmed(text) {
            for (stems, stemmer) in self.stems.iter_mut().zip(&stemmers()) {
                stems.entry(stemmer.stem(text).into_owned()).or_default().push(number);
            }
        }
        Some(number)
    }

    fn forget(&mut self, number: u32) {
        let places = self.words.get_mut(place(number)).zip(self.signatures.get_mut(place(number)));
        let Some((word, signature)) = places else { return };
        *signature = Signature::NONE;
        for (stems, stemmer) in self.stems.iter_mut().zip(&stemmers()).filter(|_| is_stemmed(&word.text)) {
            let stem = stemmer.stem(&word.text);
            if let Some(numbers) = stems.get_mut(stem.as_ref()) {
                numbers.retain(|other| *other != number);
                if numbers.is_empty() {
                    stems.remove(stem.as_ref());
                }
            }
        }
        self.numbers.remove(&word.text);
        self.ordered.remove(&word.text);
        word.postings = Vec::new();
        self.free.push(number);
    }

    /// The words that fit one that is asked for, each once.
    pub(super) fn fitting(&self, asked: &str) -> Vec<Fitting> {
        let mut fits: BTreeMap<u32, u32> = BTreeMap::new();
        if is_stemmed(asked) {
            for (stems, stemmer) in self.stems.iter().zip(&stemmers()) {
                for number in stems.get(stemmer.stem(asked).as_ref()).map_or(&[][..], Vec::as_slice) {
                    fits.entry(*number).and_modify(|quality| *quality = STEMS).or_insert(STEM);
                }
            }
        }
        if let Some(number) = self.numbers.get(asked) {
            fits.insert(*number, EXACT);
        }
        let texts: usize =
            fits.keys().filter_map(|number| self.postings(*number)).map(<[Posting]>::len).sum();
        if texts < KNOWN_LEAST && is_stemmed(asked) {
            for (number, quality) in self.others(asked) {
                fits.entry(number).or_insert(quality);
            }
        }
        fits.into_iter().map(|(word, quality)| Fitting { word, quality }).collect()
    }

    /// The words that begin with one and those that are a letter or two away, of many those that fit best and that most texts have.
    fn others(&self, asked: &str) -> Vec<(u32, u32)> {
        let begun = self.ordered.range::<str, _>((Bound::Excluded(asked), Bound::Unbounded));
        let begun = begun.take_while(|(text, _)| text.starts_with(asked));
        let mut others: Vec<(u32, u32)> = begun.map(|(_, number)| (*number, BEGINNING)).collect();
        if let Some(most) = misspelt_most(&MISSPELT, asked.chars().count()) {
            let signature = Signature::of(asked);
            for (number, other) in (0_u32..).zip(&self.signatures) {
                if *other != Signature::NONE
                    && signature.is_near(*other, most)
                    && let Some(word) = self.words.get(place(number))
                    && is_near(asked, &word.text, most)
                {
                    others.push((number, NEAR));
                }
            }
        }
        others.sort_by_cached_key(|(number, quality)| {
            let word = self.words.get(place(*number));
            let texts = word.map_or(0, |word| word.postings.len());
            (Reverse(*quality), Reverse(texts), word.map(|word| Arc::clone(&word.text)))
        });
        others.truncate(OTHERS_MOST);
        others
    }
}

/// Whether a word has a stem and may be misspelt: it is of letters alone, of a script that leaves spaces.
fn is_stemmed(word: &str) -> bool {
    word.chars().all(|letter| letter.is_alphabetic() && !is_sign(letter))
        && word.chars().count() >= LETTERS_LEAST
}
