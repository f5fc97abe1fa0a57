//! Values by keys, in a list that is kept in order.
//!
//! What is noted of a stream mostly comes in its order, and there is little of it: looking it up
//! by halves is as quick as hashing, and a fraction of the code.

/// Values by their keys.
#[derive(Clone, Debug)]
pub struct Sorted<K, V>(Vec<(K, V)>);

/// Keys alone.
pub type SortedSet<K> = Sorted<K, ()>;

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Sorted<K, V> {
        Sorted(Vec::new())
    }
}

impl<K: Ord, V> Sorted<K, V> {
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.cmp(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let place = self.place(key).ok()?;
        Some(&self.0[place].1)
    }

    /// Whether there is such a key.
    pub fn contains(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Gives a key a value, in place of the one that it has.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// The value of a key, which gets this one if it has none.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, value));
            place
        });
        &mut self.0[place].1
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
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
    pub fn add(&mut self, key: K) {
        self.insert(key, ());
    }
}

impl<K: Ord, V> Extend<(K, V)> for Sorted<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, all: I) {
        all.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Ord> FromIterator<K> for SortedSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(all: I) -> SortedSet<K> {
        let mut set = Sorted::default();
        all.into_iter().for_each(|key| set.add(key));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::{Sorted, SortedSet};

    #[test]
    fn values_are_found_in_whatever_order_they_come() {
        let mut sorted = Sorted::default();
        sorted.extend([(5, 'e'), (1, 'a'), (3, 'x'), (3, 'c')]);
        assert_eq!(sorted.iter().copied().collect::<Vec<_>>(), [(1, 'a'), (3, 'c'), (5, 'e')]);
        assert_eq!((sorted.get(&3), sorted.get(&4), sorted.contains(&5)), (Some(&'c'), None, true));
        *sorted.or_insert(4, 'd') = 'z';
        assert_eq!((*sorted.or_insert(4, 'y'), sorted.len()), ('z', 4));
        let set: SortedSet<u8> = [2, 9, 2].into_iter().collect();
        assert_eq!((set.len(), set.contains(&9), set.contains(&3)), (2, true, false));
    }
}
