//! Bytes of a text to the text, and the name of the encoding they were in.
//!
//! The rules, in this order: a byte order mark; UTF-16 by the places of its zero bytes; UTF-8 if
//! the bytes are that; else GB18030, which includes GBK and GB2312. A text is never decoded by
//! guesswork about languages: either the bytes are valid or they are refused.

use std::borrow::Cow;
#[cfg(feature = "readers")]
use std::sync::LazyLock;

use crate::read::ReadError;
use crate::source::{Marks, SourceText, besides_ideographs};

/// A text and the encoding it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<Text = String> {
    /// The text, without a byte order mark.
    pub text: Text,
    /// The name of the encoding as the WHATWG standard spells it.
    pub encoding: &'static str,
}

const UTF_8: &str = "UTF-8";
const UTF_16LE: &str = "UTF-16LE";
const UTF_16BE: &str = "UTF-16BE";

/// Decodes a text. Without the feature `readers` only Unicode is known.
///
/// # Errors
/// [`ReadError::Damaged`] if the bytes are valid in no known encoding or are no text.
pub fn decode(bytes: &[u8], name: &str) -> Result<Decoded<SourceText>, ReadError> {
    decode_unicode(bytes)
        .or_else(|| decode_national(bytes))
        .map(|Decoded { text, encoding }| Decoded { text: SourceText::new(text), encoding })
        .filter(|Decoded { text, .. }| is_text(text.as_str(), text.all_marks()))
        .ok_or_else(|| ReadError::Damaged { name: name.to_owned() })
}

/// Whether the bytes are a text in Unicode, which every build can decode.
pub fn is_unicode(bytes: &[u8]) -> bool {
    decode_unicode(bytes).is_some()
}

/// Decodes a page: as [`decode`], but after UTF-8 what the page says of itself counts, and a few
/// broken bytes, such as content systems make when they cut a summary, become U+FFFD.
///
/// # Errors
/// As [`decode`].
#[cfg(feature = "readers")]
pub fn decode_page(bytes: &[u8], name: &str) -> Result<Decoded, ReadError> {
    if let Some(decoded) = decode_unicode(bytes) {
        return Ok(decoded);
    }
    let declared = declared_encoding(bytes);
    let candidates = [declared, Some(encoding_rs::GB18030), Some(encoding_rs::UTF_8)];
    let mut best: Option<(usize, Decoded)> = None;
    for encoding in candidates.into_iter().flatten() {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let broken = text.matches('\u{FFFD}').count();
        if best.as_ref().is_none_or(|(least, _)| broken < *least) {
            best = Some((broken, Decoded { text: text.into_owned(), encoding: encoding.name() }));
        }
    }
    match best {
        Some((broken, decoded))
            if broken <= 3 + bytes.len() / 2000 && is_text(&decoded.text, Marks::CONTROL) =>
        {
            Ok(decoded)
        }
        _ => Err(ReadError::Damaged { name: name.to_owned() }),
    }
}

/// The encoding that a page names in its first 4 KB, if it is one that such a page can be in: any
/// bytes at all are valid in the Western ones, so those tell nothing.
#[cfg(feature = "readers")]
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    static CHARSET: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
        let pattern = r#"(?i-u)charset[ \t\r\n]*=[ \t\r\n"']*([0-9a-z_-]+)"#;
        regex::bytes::Regex::new(pattern).expect("the pattern is fixed")
    });
    CHARSET.captures_iter(&bytes[..bytes.len().min(4096)]).find_map(|found| {
        let encoding = encoding_rs::Encoding::for_label(&found[1])?;
        let multibyte = [encoding_rs::GBK, encoding_rs::GB18030, encoding_rs::BIG5];
        multibyte.contains(&encoding).then_some(encoding)
    })
}

fn decode_unicode(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf_8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf_16(rest, u16::from_le_bytes, UTF_16LE);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf_16(rest, u16::from_be_bytes, UTF_16BE);
    }
    // No text in another encoding has zero bytes; in UTF-16 every digit and line end has one.
    // Looking at all of them takes a quarter of stopping at the first.
    if !bytes.iter().fold(false, |any, &byte| any | (byte == 0)) {
        return utf_8(bytes);
    }
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    match (zeros(0), zeros(1)) {
        // A zero byte on the other side may stand in an ideograph such as 一 (4E00).
        (high, low) if low >= high => utf_16(bytes, u16::from_le_bytes, UTF_16LE),
        _ => utf_16(bytes, u16::from_be_bytes, UTF_16BE),
    }
}

fn utf_8(bytes: &[u8]) -> Option<Decoded> {
    // Over ideographs the standard library takes ten times as many instructions.
    #[cfg(feature = "readers")]
    let text = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes)?;
    #[cfg(not(feature = "readers"))]
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Decoded { text: text.into(), encoding: UTF_8 })
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Option<Decoded> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| unit(pair));
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    (rest.is_empty() && is_text(&text, Marks::CONTROL)).then_some(Decoded { text, encoding })
}

#[cfg(feature = "readers")]
fn decode_national(bytes: &[u8]) -> Option<Decoded> {
    let encoding = encoding_rs::GB18030;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Decoded { text: Cow::into_owned(text), encoding: encoding.name() })
}

#[cfg(not(feature = "readers"))]
fn decode_national(_: &[u8]) -> Option<Decoded> {
    let _: Option<Cow<str>> = None;
    None
}

/// Whether characters are those of a text: no NUL, and hardly any other control character (texts
/// that were taken out of Word files carry a few). Bytes of a program or a picture that happen to
/// be valid in some encoding fail this. `marks`: what may stand in it.
fn is_text(text: &str, marks: Marks) -> bool {
    // U+FFFE and U+FFFF begin with EF BF, as hardly anything else does.
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let last = |any, (&first, &second)| any | ((first == 0xEF) & (second == 0xBF));
    if !marks.has(Marks::CONTROL) && !pairs.fold(false, last) {
        return true;
    }
    let mut controls = 0;
    for (_, c) in besides_ideographs(text) {
        match c {
            '\0' | '\u{FFFE}' | '\u{FFFF}' => return false,
            '\t' | '\n' | '\r' | '\u{C}' | '\u{1A}' | '\u{85}' => {}
            '\u{1}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => controls += 1,
            _ => {}
        }
    }
    controls == 0 || controls * 50 <= text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "一、总体情况\r\n本年新收 12 件；上年结转 3 件\n";

    fn utf_16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str) {
        let decoded = decode(bytes, "报告.txt").unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
        assert_eq!(is_unicode(bytes), encoding.starts_with("UTF"));
    }

    #[test]
    fn unicode_with_and_without_a_mark() {
        check(TEXT.as_bytes(), "UTF-8");
        check(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), "UTF-8");
        for mark in ["\u{FEFF}", ""] {
            let marked = format!("{mark}{TEXT}");
            check(&utf_16_bytes(&marked, u16::to_le_bytes), "UTF-16LE");
            check(&utf_16_bytes(&marked, u16::to_be_bytes), "UTF-16BE");
        }
    }

    #[cfg(feature = "readers")]
    #[test]
    fn national_encodings() {
        let (bytes, _, _) = encoding_rs::GB18030.encode(TEXT);
        check(&bytes, "gb18030");
        let page = format!("<html><head><meta charset=gb2312></head><body>{TEXT}");
        let (bytes, _, _) = encoding_rs::GBK.encode(&page);
        assert_eq!(decode_page(&bytes, "a.html").unwrap().text, page);
        let page = "<meta http-equiv='Content-Type' content='text/html; charset=Big5'>政府資訊公開";
        let (bytes, _, _) = encoding_rs::BIG5.encode(page);
        let decoded = decode_page(&bytes, "a.html").unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (page, "Big5"));
    }

    #[cfg(feature = "readers")]
    #[test]
    fn a_page_with_a_cut_character_is_still_read() {
        let mut bytes = "<p>年度报告全文：新收 12 件".as_bytes().to_vec();
        bytes.extend_from_slice(&"摘".as_bytes()[..2]);
        bytes.extend_from_slice("</p>".as_bytes());
        let decoded = decode_page(&bytes, "a.html").unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.text.contains("新收 12 件\u{FFFD}"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let damaged = ReadError::Damaged { name: "x".to_owned() };
        assert_eq!(decode(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\x01\x02", "x").unwrap_err(), damaged);
        assert_eq!(decode(b"\xFF\xFE\x00", "x").unwrap_err(), damaged);
        assert_eq!(decode(&[0; 64], "x").unwrap_err(), damaged);
        assert_eq!(decode(&[0xD7, 0xF7, 0xFF, 0xFF], "x").unwrap_err(), damaged);
    }

    #[test]
    fn controls_are_counted_as_unicode_defines_them() {
        let known = ['\t', '\n', '\r', '\u{C}', '\u{85}', '\u{1A}'];
        for c in '\0'..=char::MAX {
            // One control character in 50 is let pass, two are not.
            let text: String = "年".repeat(60) + &String::from_iter([c, c]);
            let refused = matches!(c, '\0' | '\u{FFFE}' | '\u{FFFF}');
            let control = c.is_control() && !known.contains(&c);
            assert_eq!(is_text(&text, Marks::CONTROL), !refused && !control, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn utf_8_comes_back_as_it_was(text in "[^\\p{C}]{0,40}") {
            prop_assert_eq!(decode(text.as_bytes(), "x").unwrap().text.into_text(), text);
        }

        #[test]
        fn no_bytes_break_it(bytes: Vec<u8>) {
            let _ = decode(&bytes, "x");
        }
    }
}
