//! Objects of the contract whose keys are data.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::{fmt, ops, slice, vec};

/// An object whose keys keep their order. Keys are found by looking through them: there are
/// two hundred of a report, and the code that hashes them was a fiftieth of the first load.
#[derive(Clone, Debug)]
pub struct Map<V>(Vec<(Key, V)>);

/// A word of the contract, such as the path of a cell, or what stands there. Those that the form or
/// a rule knows are not copied for each review.
pub type Key = Cow<'static, str>;

impl<V> Map<V> {
    /// None yet, with room for some.
    pub(crate) fn with_capacity(count: usize) -> Map<V> {
        Map(Vec::with_capacity(count))
    }

    /// The place of a key in the order.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(own, _)| own == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&V> {
        Some(&self.0[self.position(key)?].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let place = self.position(key)?;
        Some(&mut self.0[place].1)
    }

    /// Whether there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Gives a key a value, in place of the one that it has.
    pub fn insert(&mut self, key: Key, value: V) {
        match self.get_mut(&key) {
            Some(old) => *old = value,
            None => self.push(key, value),
        }
    }

    /// Appends a key that is not there yet.
    pub(crate) fn push(&mut self, key: impl Into<Key>, value: V) {
        self.0.push((key.into(), value));
    }

    /// The value of the last key, to be changed.
    pub(crate) fn last_mut(&mut self) -> Option<&mut V> {
        self.0.last_mut().map(|(_, value)| value)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Key, &V)> + Clone {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Key> + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl<V> Default for Map<V> {
    fn default() -> Map<V> {
        Map(Vec::new())
    }
}

/// Two objects are equal in any order: other tools may have put the keys into another one.
impl<V: PartialEq> PartialEq for Map<V> {
    fn eq(&self, other: &Map<V>) -> bool {
        let has = |(key, value): &(Key, V)| other.get(key) == Some(value);
        self.len() == other.len() && self.0.iter().all(has)
    }
}

impl<V> ops::Index<&str> for Map<V> {
    type Output = V;

    fn index(&self, key: &str) -> &V {
        self.get(key).expect("the key is there")
    }
}

/// Of keys that come twice, all are kept: whoever collects sees to it that there are none.
impl<K: Into<Key>, V> FromIterator<(K, V)> for Map<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Map<V> {
        Map(all.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl<V> IntoIterator for Map<V> {
    type Item = (Key, V);
    type IntoIter = vec::IntoIter<(Key, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'m, V> IntoIterator for &'m Map<V> {
    type Item = (&'m Key, &'m V);
    type IntoIter = std::iter::Map<slice::Iter<'m, (Key, V)>, fn(&'m (Key, V)) -> (&'m Key, &'m V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<V: Serialize> Serialize for Map<V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Map<V>, D::Error> {
        from.deserialize_map(Reader(PhantomData))
    }
}

struct Reader<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Reader<V> {
    type Value = Map<V>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut from: M) -> Result<Map<V>, M::Error> {
        let mut map = Map::default();
        while let Some((key, value)) = from.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<V: schemars::JsonSchema> schemars::JsonSchema for Map<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<String, V>::schema_name()
    }

    fn json_schema(schemas: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, V>::json_schema(schemas)
    }
}

#[cfg(test)]
mod tests {
    use super::Map;

    fn map(json: &str) -> Map<u32> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn keys_keep_their_order_and_are_found() {
        let mut one = map(r#"{"b":1,"a":2,"b":3}"#);
        assert_eq!(serde_json::to_string(&one).unwrap(), r#"{"b":3,"a":2}"#);
        assert_eq!((one.get("a"), one["b"], one.contains_key("c")), (Some(&2), 3, false));
        one.insert("c".into(), 4);
        *one.get_mut("b").unwrap() += 1;
        assert_eq!(
            one.keys().zip(one.values()).collect::<Vec<_>>(),
            one.iter().collect::<Vec<_>>()
        );
        assert_eq!(one, map(r#"{"c":4,"a":2,"b":4}"#));
    }

    #[test]
    fn another_value_or_another_key_makes_a_difference() {
        assert_ne!(map(r#"{"a":1}"#), map(r#"{"a":2}"#));
        assert_ne!(map(r#"{"a":1}"#), map(r#"{"b":1}"#));
        assert_ne!(map(r#"{"a":1}"#), map(r#"{"a":1,"b":1}"#));
        assert!(serde_json::from_str::<Map<u32>>("[1]").is_err());
    }
}
