//! A run: a map that is filled nearly in the order of its keys, as rows come from a table.

use std::collections::BTreeMap;

/// How many entries after the last one that was changed are looked at before all are searched: tables of the same
/// key have a row for most of them.
const NEAR: usize = 4;

/// Entries in the order of their keys.
#[derive(Clone, Debug)]
pub(crate) struct Run<K, V> {
    entries: Vec<(K, V)>,
    /// Those that came after a greater key had come.
    late: BTreeMap<K, V>,
    /// Where the last change was, and the next is likely to be.
    at: usize,
}

impl<K, V> Default for Run<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), late: BTreeMap::new(), at: 0 }
    }
}

impl<K: Ord, V> Run<K, V> {
    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len() + self.late.len()
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        if self.is_behind_all(key) {
            return None;
        }
        let at = self.entries.binary_search_by(|(known, _)| known.cmp(key)).ok();
        at.and_then(|at| self.entries.get(at)).map(|(_, value)| value).or_else(|| self.late.get(key))
    }

    /// Every entry, those that came late last.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|(key, value)| (key, value)).chain(&self.late)
    }

    /// Every entry, those that came late last.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = (K, V)> {
        self.entries.into_iter().chain(self.late)
    }

    fn is_behind_all(&self, key: &K) -> bool {
        self.entries.last().is_none_or(|(last, _)| last < key)
    }

    fn position(&self, key: &K) -> Option<usize> {
        let near = self.entries.iter().enumerate().skip(self.at).take(NEAR);
        let near = near.filter(|(_, (known, _))| known == key).map(|(at, _)| at).next();
        near.or_else(|| self.entries.binary_search_by(|(known, _)| known.cmp(key)).ok())
    }
}

impl<K: Ord + Clone, V: Default> Run<K, V> {
    /// Changes the value of a key, which is the default where there was none, and gives what `edit` gives.
    pub(crate) fn edit<T>(&mut self, key: &K, edit: impl FnOnce(&mut V) -> T) -> T {
        if self.is_behind_all(key) {
            self.at = self.entries.len();
            self.entries.push((key.clone(), V::default()));
        } else if let Some(at) = self.position(key) {
            self.at = at;
        } else {
            return edit(self.late.entry(key.clone()).or_default());
        }
        match self.entries.get_mut(self.at) {
            Some((_, value)) => edit(value),
            None => edit(&mut V::default()),
        }
    }
}
