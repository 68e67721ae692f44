//! A map of which every version stays as it was: a copy costs nothing, and a change copies only the path to it.

use std::borrow::Borrow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasher, BuildHasherDefault, Hash};
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
}

/// Small enough to lie in its parent's piece of memory: a look-up then waits once for each level.
#[derive(Debug)]
enum Node<K, V> {
    Leaf(Arc<[(K, V)]>),
    Branch(Arc<[Node<K, V>]>),
}

// Written out because a derive would ask `K` and `V` for the same traits.
impl<K, V> Clone for Trie<K, V> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), len: self.len }
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
        Self { root: Node::Leaf(Arc::new([])), len: 0 }
    }
}

impl<K: Hash + Eq, V> Trie<K, V> {
    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The value of a key.
    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let mut hash = hash_of(key);
        let mut node = &self.root;
        loop {
            match node {
                Node::Leaf(entries) => {
                    return entries.iter().find(|(k, _)| k.borrow() == key).map(|(_, value)| value);
                }
                Node::Branch(children) => node = children.get(child(hash))?,
            }
            hash >>= FAN_BITS;
        }
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
        leaves.flat_map(|entries| entries.iter()).map(|(key, value)| (key, value))
    }
}

impl<K: Hash + Eq + Clone, V: Clone + Default + PartialEq> Trie<K, V> {
    /// Changes the value of a key, which is the default where there was none, and gives what `edit` gives.
    pub(crate) fn edit<T>(&mut self, key: &K, edit: impl FnOnce(&mut V) -> T) -> T {
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
    if entries.len() < LEAF_MOST || depth >= DEPTH_MOST {
        return;
    }
    let mut leaves: Vec<Vec<(K, V)>> = (0..FAN).map(|_| Vec::new()).collect();
    for entry in entries.iter() {
        if let Some(leaf) = leaves.get_mut(child(hash_of(&entry.0) >> (depth * FAN_BITS))) {
            leaf.push(entry.clone());
        }
    }
    *node = Node::Branch(leaves.into_iter().map(|leaf| Node::Leaf(leaf.into())).collect());
}

fn hash_of<Q: Hash + ?Sized>(key: &Q) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key)
}

fn child(hash: u64) -> usize {
    usize::try_from(hash % FAN).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_trie_holds_what_a_map_holds_and_its_copies_stay_as_they_were() {
        let (mut trie, mut map) = (Trie::<u64, u64>::default(), BTreeMap::new());
        let mut versions = Vec::new();
        for step in 0..20_000_u64 {
            let (key, value) = (step.wrapping_mul(2_654_435_761) % 3_000, step % 5);
            trie.edit(&key, |kept| *kept = value);
            // Nought is the default, and the default is not kept.
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
