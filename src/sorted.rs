//! Values by keys, in a list that is kept in order.
//!
//! What is noted of a report mostly comes in its order, and there is little of it: looking it up
//! by halves is as quick as hashing, and a fraction of the code.

use std::ops::{Index, IndexMut, Range};

/// Values by their keys, in the order of the keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted<K, V>(Vec<(K, V)>);

/// Keys alone.
pub(crate) type SortedSet<K> = Sorted<K, ()>;

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Sorted<K, V> {
        Sorted(Vec::new())
    }
}

impl<K: Ord, V> Sorted<K, V> {
    /// None yet, with room for some.
    pub(crate) fn with_capacity(count: usize) -> Sorted<K, V> {
        Sorted(Vec::with_capacity(count))
    }

    /// The place of a key in the order; without it, the one that it would have.
    pub fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(key))
    }

    /// The key and the value at a place in the order.
    pub fn at(&self, place: usize) -> Option<&(K, V)> {
        self.0.get(place)
    }

    /// The keys and values at some places in the order; none if not all places are taken.
    pub fn within(&self, places: Range<usize>) -> &[(K, V)] {
        self.0.get(places).unwrap_or_default()
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let place = self.place(key).ok()?;
        Some(&self.0[place].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        Some(&mut self.0[place].1)
    }

    /// Whether there is such a key.
    pub fn contains(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts in a key that stands behind all others.
    pub(crate) fn append(&mut self, key: K, value: V) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < key));
        self.0.push((key, value));
    }

    /// Gives a key a value, in place of the one that it has.
    pub fn insert(&mut self, key: K, value: V) {
        // Most come in their order.
        if self.0.last().is_none_or(|(last, _)| *last < key) {
            self.0.push((key, value));
            return;
        }
        match self.place(&key) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// The value of a key, which gets this one if it has none.
    pub(crate) fn or_insert(&mut self, key: K, value: V) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, value));
            place
        });
        &mut self.0[place].1
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<K: Ord> SortedSet<K> {
    /// Puts a key in.
    pub(crate) fn add(&mut self, key: K) {
        self.insert(key, ());
    }
}

impl<K: Ord, V> Index<&K> for Sorted<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(key).expect("the key is there")
    }
}

impl<K: Ord, V> IndexMut<&K> for Sorted<K, V> {
    fn index_mut(&mut self, key: &K) -> &mut V {
        self.get_mut(key).expect("the key is there")
    }
}

impl<K: Ord, V> Extend<(K, V)> for Sorted<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, all: I) {
        all.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Sorted<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Sorted<K, V> {
        let mut sorted = Sorted::default();
        sorted.extend(all);
        sorted
    }
}

impl<K: Ord> FromIterator<K> for SortedSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(all: I) -> SortedSet<K> {
        all.into_iter().map(|key| (key, ())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Sorted, SortedSet};

    #[test]
    fn values_are_found_in_whatever_order_they_come() {
        let mut sorted = Sorted::default();
        sorted.extend([(5, 'e'), (1, 'a'), (3, 'x'), (3, 'c')]);
        assert_eq!(sorted.iter().collect::<Vec<_>>(), [(&1, &'a'), (&3, &'c'), (&5, &'e')]);
        assert!(sorted.keys().zip(sorted.values()).eq(sorted.iter()));
        assert_eq!((sorted.get(&3), sorted.get(&4), sorted.contains(&5)), (Some(&'c'), None, true));
        *sorted.or_insert(4, 'd') = 'z';
        assert_eq!((*sorted.or_insert(4, 'y'), sorted.len()), ('z', 4));
        let set: SortedSet<u8> = [2, 9, 2].into_iter().collect();
        assert_eq!((set.len(), set.contains(&9), set.contains(&3)), (2, true, false));
    }
}
