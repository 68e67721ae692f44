//! A small map in one piece of memory.

/// A small map in one piece of memory.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Sorted<K, V> {
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        let at = self.0.binary_search_by_key(&key, |(k, _)| *k).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Keeps a value, or with `None` keeps none.
    pub(crate) fn put(&mut self, key: K, value: Option<V>) {
        match (self.0.binary_search_by_key(&key, |(k, _)| *k), value) {
            (Ok(at), Some(value)) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            (Ok(at), None) => {
                self.0.remove(at);
            }
            (Err(at), Some(value)) => self.0.insert(at, (key, value)),
            (Err(_), None) => {}
        }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(key, _)| *key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}
