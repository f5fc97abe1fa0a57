//! Short lists in order.
//!
//! The sort of the standard library weighs about 8 KB of WebAssembly for each type and key that
//! it is used with. The lists here are short, so that inserting in order is as fast.

/// The items in the order of their keys; of equal ones the first comes first.
pub(crate) fn by_key<T, K: Ord>(
    items: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Vec<T> {
    let mut sorted: Vec<T> = Vec::new();
    for item in items {
        let own = key(&item);
        let at = sorted.iter().rposition(|other| key(other) <= own).map_or(0, |at| at + 1);
        sorted.insert(at, item);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order() {
        let words = ["表三", "b", "表二", "a", ""];
        assert_eq!(by_key(words, |word| word.len()), ["", "b", "a", "表三", "表二"]);
        assert!(by_key(Vec::<u8>::new(), |number| *number).is_empty());
    }
}
