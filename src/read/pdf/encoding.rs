//! The built-in encodings of simple fonts, and the names of glyphs.

/// A named base encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
}

/// WinAnsi 0x80 to 0x9F.
const WIN_HIGH: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ";
/// MacRoman 0x80 to 0xFF.
const MAC_HIGH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// Standard encoding above ASCII, as pairs.
const STANDARD_HIGH: [(u8, char); 29] = [
    (0xa1, '¡'),
    (0xa2, '¢'),
    (0xa3, '£'),
    (0xa4, '⁄'),
    (0xa5, '¥'),
    (0xa6, 'ƒ'),
    (0xa7, '§'),
    (0xa8, '¤'),
    (0xa9, '\''),
    (0xaa, '“'),
    (0xab, '«'),
    (0xac, '‹'),
    (0xad, '›'),
    (0xae, 'ﬁ'),
    (0xaf, 'ﬂ'),
    (0xb1, '–'),
    (0xb2, '†'),
    (0xb3, '‡'),
    (0xb4, '·'),
    (0xb6, '¶'),
    (0xb7, '•'),
    (0xb8, '‚'),
    (0xb9, '„'),
    (0xba, '”'),
    (0xbb, '»'),
    (0xbc, '…'),
    (0xbd, '‰'),
    (0xbf, '¿'),
    (0xd0, '—'),
];

/// The character that a base encoding gives a code; `None` where it gives none.
pub(super) fn base_char(base: Base, code: u8) -> Option<char> {
    match (base, code) {
        (Base::Standard, b'\'') => Some('’'),
        (Base::Standard, b'`') => Some('‘'),
        (_, 0x20..=0x7e) => Some(char::from(code)),
        (_, ..=0x1f | 0x7f) => None,
        (Base::WinAnsi, 0x80..=0x9f) => WIN_HIGH.chars().nth(usize::from(code - 0x80)),
        (Base::WinAnsi, _) => Some(char::from(code)),
        (Base::MacRoman, _) => MAC_HIGH.chars().nth(usize::from(code - 0x80)),
        (Base::Standard, _) => {
            STANDARD_HIGH.iter().find(|(key, _)| *key == code).map(|(_, found)| *found)
        }
    }
}

/// Glyph names that are no letters, in the Adobe Glyph List.
const NAMES: [(&str, char); 96] = [
    ("space", ' '),
    ("nbspace", '\u{a0}'),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("sfthyphen", '\u{ad}'),
    ("minus", '−'),
    ("endash", '–'),
    ("emdash", '—'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quotesinglbase", '‚'),
    ("quotedblbase", '„'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("guilsinglleft", '‹'),
    ("guilsinglright", '›'),
    ("ellipsis", '…'),
    ("bullet", '•'),
    ("periodcentered", '·'),
    ("middot", '·'),
    ("dagger", '†'),
    ("daggerdbl", '‡'),
    ("section", '§'),
    ("paragraph", '¶'),
    ("copyright", '©'),
    ("registered", '®'),
    ("trademark", '™'),
    ("degree", '°'),
    ("plusminus", '±'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("onehalf", '½'),
    ("onequarter", '¼'),
    ("threequarters", '¾'),
    ("onesuperior", '¹'),
    ("twosuperior", '²'),
    ("threesuperior", '³'),
    ("cent", '¢'),
    ("sterling", '£'),
    ("yen", '¥'),
    ("Euro", '€'),
    ("currency", '¤'),
    ("florin", 'ƒ'),
    ("perthousand", '‰'),
    ("fraction", '⁄'),
    ("mu", 'µ'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("germandbls", 'ß'),
    ("dotlessi", 'ı'),
    ("notequal", '≠'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("infinity", '∞'),
];

/// The character of a glyph's name: the common names, `uni4E00`, `u04E00`, and either with a
/// suffix after a dot. `None` for a name that says nothing, such as `g37`.
pub(super) fn named_char(name: &str) -> Option<char> {
    let plain = match name.split_once('.') {
        Some(("", _)) | None => name,
        Some((stem, _)) => stem,
    };
    let mut chars = plain.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return only.is_ascii_alphabetic().then_some(only);
    }
    if let Some((_, found)) = NAMES.iter().find(|(known, _)| *known == plain) {
        return Some(*found);
    }
    let digits = plain.strip_prefix("uni").or_else(|| plain.strip_prefix('u'))?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !(4..=6).contains(&digits.len()) || !is_hex {
        return None;
    }
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

/// Advance widths of Helvetica for the printable ASCII characters, in thousandths: stands in for
/// the standard fonts, whose widths a file may leave out.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The width that a standard font gives a character, in thousandths.
pub(super) fn standard_width(font: &str, found: char) -> f64 {
    if font.contains("Courier") {
        return 600.0;
    }
    let at = (found as usize).checked_sub(0x20);
    at.and_then(|at| HELVETICA.get(at)).map_or(556.0, |&width| f64::from(width))
}
