//! Lists of words, each written as one text with a space between two of them: a list of texts
//! would weigh half as much again, and looking for them in one place keeps that code once.

/// Whether one of the words stands in a text.
pub(crate) fn any_in(words: &str, text: &str) -> bool {
    words.split(' ').any(|word| text.contains(word))
}

/// Whether a text begins with one of the words.
pub(crate) fn any_begins(words: &str, text: &str) -> bool {
    beginning(words, text).is_some()
}

/// How long the first of the words is with which a text begins, in bytes.
pub(crate) fn beginning(words: &str, text: &str) -> Option<usize> {
    bytes(words).find(|word| text.as_bytes().starts_with(word)).map(<[u8]>::len)
}

/// Whether a text ends with one of the words.
pub(crate) fn any_ends(words: &str, text: &str) -> bool {
    bytes(words).any(|word| text.as_bytes().ends_with(word))
}

/// The words as bytes, which are parted and compared several times as quickly as characters.
fn bytes(words: &str) -> impl Iterator<Item = &[u8]> {
    words.as_bytes().split(|&byte| byte == b' ')
}

#[cfg(test)]
mod tests {
    use super::{any_begins, any_ends, any_in, beginning};

    #[test]
    fn words_are_looked_for_one_by_one() {
        let words = "新收 结转";
        let found = |text| (any_in(words, text), any_begins(words, text), any_ends(words, text));
        assert_eq!(found("上年结转 3 件"), (true, false, false));
        assert_eq!(found("新收"), (true, true, true));
        assert_eq!(found("新 收"), (false, false, false));
        assert_eq!((beginning("新 新收", "新收"), beginning(words, "收")), (Some(3), None));
    }
}
