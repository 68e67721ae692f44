//! A map of which every version stays as it was: a copy costs nothing, and a change copies only the path to it.

use crate::run::Run;
use rustc_hash::FxBuildHasher;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

/// Bits of the hash that choose a child.
const FAN_BITS: u32 = 5;
/// Children of a branch.
const FAN: u64 = 1 << FAN_BITS;
/// The most entries of a leaf that can still be split.
const LEAF_MOST: usize = 16;
/// Branches below which the hash has no bits left to split by.
const DEPTH_MOST: u32 = 12;

/// A map by hash. Entries that hold nothing but the default are not kept, so that two maps that were filled in
/// different ways hold the same.
#[derive(Debug)]
pub(crate) struct Trie<K, V> {
    root: Node<K, V>,
    len: usize,
    /// What came so far, while it is filled from nothing: nodes are then made of all of it at once.
    run: Option<Box<Run<K, V>>>,
}

/// Small enough to lie in its parent's piece of memory: a look-up then waits once for each level.
#[derive(Debug)]
enum Node<K, V> {
    Leaf(Arc<[(K, V)]>),
    Branch(Arc<[Node<K, V>]>),
}

// Written out because a derive would ask `K` and `V` for the same traits.
impl<K: Clone, V: Clone> Clone for Trie<K, V> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), len: self.len, run: self.run.clone() }
    }
}
impl<K, V> Clone for Node<K, V> {
    fn clone(&self) -> Self {
        match self {
            Self::Leaf(entries) => Self::Leaf(Arc::clone(entries)),
            Self::Branch(children) => Self::Branch(Arc::clone(children)),
        }
    }
}
impl<K, V> Default for Trie<K, V> {
    fn default() -> Self {
        Self { root: Node::Leaf(Arc::new([])), len: 0, run: None }
    }
}

impl<K: Eq, V> Node<K, V> {
    /// The value of a key in a leaf.
    fn value(&self, key: &K) -> Option<&V> {
        let Self::Leaf(entries) = self else { return None };
        entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
}

impl<K: Hash + Ord, V> Trie<K, V> {
    /// A map that is filled from nothing, and is then to be settled.
    pub(crate) fn filling() -> Self {
        Self { run: Some(Box::default()), ..Self::default() }
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.run.as_ref().map_or(self.len, |run| run.len())
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        if let Some(run) = &self.run {
            return run.get(key);
        }
        let mut hash = hash_of(key);
        let mut node = &self.root;
        loop {
            match node {
                Node::Leaf(_) => return node.value(key),
                Node::Branch(children) => node = children.get(child(hash))?,
            }
            hash >>= FAN_BITS;
        }
    }

    /// The values of some keys, each level of the map read for all of them before the next.
    pub(crate) fn get_many(&self, keys: &[K]) -> Vec<Option<&V>> {
        if self.run.is_some() {
            return keys.iter().map(|key| self.get(key)).collect();
        }
        let mut ways: Vec<(u64, &Node<K, V>)> = keys.iter().map(|key| (hash_of(key), &self.root)).collect();
        let mut is_on = true;
        while is_on {
            is_on = false;
            for (hash, node) in &mut ways {
                if let Node::Branch(children) = node
                    && let Some(next) = children.get(child(*hash))
                {
                    (*hash, *node, is_on) = (*hash >> FAN_BITS, next, true);
                }
            }
        }
        keys.iter().zip(ways).map(|(key, (_, node))| node.value(key)).collect()
    }

    /// Every entry, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let mut open = vec![&self.root];
        let leaves = std::iter::from_fn(move || {
            loop {
                match open.pop()? {
                    Node::Leaf(entries) => return Some(entries),
                    Node::Branch(children) => open.extend(children.iter()),
                }
            }
        });
        let settled = leaves.flat_map(|entries| entries.iter()).map(|(key, value)| (key, value));
        self.run.iter().flat_map(|run| run.iter()).chain(settled)
    }
}

impl<K: Hash + Ord + Clone, V: Clone + Default + PartialEq> Trie<K, V> {
    /// Changes the value of a key, which is the default where there was none, and gives what `edit` gives.
    pub(crate) fn edit<T>(&mut self, key: &K, edit: impl FnOnce(&mut V) -> T) -> T {
        if let Some(run) = &mut self.run {
            return run.edit(key, edit);
        }
        let mut hash = hash_of(key);
        let mut depth = 0;
        let mut node = &mut self.root;
        loop {
            split_if_full(node, depth);
            match node {
                Node::Branch(children) => {
                    let next = Arc::make_mut(children).get_mut(child(hash));
                    let Some(next) = next else { return edit(&mut V::default()) };
                    node = next;
                }
                Node::Leaf(entries) => {
                    let (done, grown) = edit_leaf(entries, key, edit);
                    self.len = self.len.saturating_add_signed(grown);
                    return done;
                }
            }
            hash >>= FAN_BITS;
            depth += 1;
        }
    }

    /// Makes nodes of all that a filling map was filled with.
    pub(crate) fn settle(&mut self) {
        let Some(run) = self.run.take() else { return };
        let nothing = V::default();
        let kept = run.into_entries().filter(|(_, value)| *value != nothing);
        let entries: Vec<_> = kept.map(|entry| (hash_of(&entry.0), entry)).collect();
        self.len = entries.len();
        self.root = node_of(entries, 0);
    }
}

/// Changes an entry of a leaf, and says by how many the leaf has grown: 1, 0 or -1.
fn edit_leaf<K: Eq + Clone, V: Clone + Default + PartialEq, T>(
    entries: &mut Arc<[(K, V)]>,
    key: &K,
    edit: impl FnOnce(&mut V) -> T,
) -> (T, isize) {
    let Some(at) = entries.iter().position(|(k, _)| k == key) else {
        let mut value = V::default();
        let done = edit(&mut value);
        let is_kept = value != V::default();
        if is_kept {
            let grown = entries.iter().cloned().chain([(key.clone(), value)]);
            *entries = grown.collect();
        }
        return (done, isize::from(is_kept));
    };
    let Some((_, value)) = Arc::make_mut(entries).get_mut(at) else { return (edit(&mut V::default()), 0) };
    let done = edit(value);
    let is_gone = *value == V::default();
    if is_gone {
        let rest = entries.iter().enumerate().filter(|(known, _)| *known != at);
        *entries = rest.map(|(_, entry)| entry.clone()).collect();
    }
    (done, -isize::from(is_gone))
}

fn split_if_full<K: Hash + Clone, V: Clone>(node: &mut Node<K, V>, depth: u32) {
    let Node::Leaf(entries) = node else { return };
    if entries.len() >= LEAF_MOST && depth < DEPTH_MOST {
        *node = node_of(entries.iter().map(|entry| (hash_of(&entry.0), entry.clone())).collect(), depth);
    }
}

/// The node of entries with their hashes, which reached it by the bits above its depth.
fn node_of<K, V>(entries: Vec<(u64, (K, V))>, depth: u32) -> Node<K, V> {
    if entries.len() < LEAF_MOST || depth >= DEPTH_MOST {
        return Node::Leaf(entries.into_iter().map(|(_, entry)| entry).collect());
    }
    let mut parts: Vec<Vec<_>> = (0..FAN).map(|_| Vec::new()).collect();
    for (hash, entry) in entries {
        if let Some(part) = parts.get_mut(child(hash >> (depth * FAN_BITS))) {
            part.push((hash, entry));
        }
    }
    Node::Branch(parts.into_iter().map(|part| node_of(part, depth + 1)).collect())
}

fn hash_of<Q: Hash + ?Sized>(key: &Q) -> u64 {
    FxBuildHasher.hash_one(key)
}

fn child(hash: u64) -> usize {
    usize::try_from(hash % FAN).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_trie_that_was_filled_and_settled_holds_what_one_filled_by_edits_holds() {
        let (mut edited, mut filled) = (Trie::<u64, u64>::default(), Trie::filling());
        for round in 0..3_u64 {
            for step in 0..5_000_u64 {
                // Mostly in order, now and then from the middle of what came before.
                let key = if step % 7 == 0 { step * 5_003 % 20_000 } else { step * 3 + round };
                let value = (step + round) % 4;
                edited.edit(&key, |kept| *kept = value);
                filled.edit(&key, |kept| *kept = value);
                assert_eq!(filled.get(&key), Some(&value));
            }
        }
        let entries = |trie: &Trie<u64, u64>| -> BTreeMap<u64, u64> {
            trie.iter().filter(|(_, value)| **value != 0).map(|(key, value)| (*key, *value)).collect()
        };
        assert_eq!(entries(&filled), entries(&edited));
        filled.settle();
        assert_eq!((filled.len(), entries(&filled)), (edited.len(), entries(&edited)));
        let keys: Vec<u64> = (0..20_000).collect();
        assert!(keys.iter().all(|key| filled.get(key) == edited.get(key)));
        assert_eq!(filled.get_many(&keys), keys.iter().map(|key| filled.get(key)).collect::<Vec<_>>());
        filled.edit(&7, |kept| *kept = 1);
        assert_eq!(filled.get(&7), Some(&1));
    }

    #[test]
    fn a_trie_holds_what_a_map_holds_and_its_copies_stay_as_they_were() {
        let (mut trie, mut map) = (Trie::<u64, u64>::default(), BTreeMap::new());
        let mut versions = Vec::new();
        for step in 0..20_000_u64 {
            let (key, value) = (step.wrapping_mul(2_654_435_761) % 3_000, step % 5);
            trie.edit(&key, |kept| *kept = value);
            // Zero is the default of a number, and the trie keeps no defaults.
            if value == 0 {
                map.remove(&key)
            } else {
                map.insert(key, value)
            };
            if step % 1_000 == 0 {
                versions.push((trie.clone(), map.clone()));
            }
        }
        versions.push((trie, map));
        for (trie, map) in versions {
            assert_eq!(trie.len(), map.len());
            assert_eq!(trie.iter().map(|(key, value)| (*key, *value)).collect::<BTreeMap<_, _>>(), map);
            assert!((0..3_000).all(|key| trie.get(&key) == map.get(&key)));
        }
    }
}
