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

/// Puts items in order; equal ones may change places. By halves that are merged, for lists that
/// are too long for [`by_key`].
pub(crate) fn in_place<T: Copy>(items: &mut [T], before: &dyn Fn(&T, &T) -> bool) {
    let half = items.len() / 2;
    if half == 0 {
        return;
    }
    in_place(&mut items[..half], before);
    in_place(&mut items[half..], before);
    let left = items[..half].to_vec();
    let (mut next, mut right) = (0, half);
    for to in 0..items.len() {
        // What is left of the right half stands where it belongs.
        let Some(first) = left.get(next) else { return };
        if right < items.len() && before(&items[right], first) {
            items[to] = items[right];
            right += 1;
        } else {
            items[to] = *first;
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_put_in_order() {
        let mut state = 1u32;
        for length in 0..200 {
            let mut items: Vec<u32> = Vec::new();
            for _ in 0..length {
                state = state.wrapping_mul(1664525).wrapping_add(1013904223);
                items.push(state >> 25);
            }
            let mut expected = items.clone();
            expected.sort();
            in_place(&mut items, &|a, b| a < b);
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn equal_keys_keep_their_order() {
        let words = ["表三", "b", "表二", "a", ""];
        assert_eq!(by_key(words, |word| word.len()), ["", "b", "a", "表三", "表二"]);
        assert!(by_key(Vec::<u8>::new(), |number| *number).is_empty());
    }
}
