//! Makes a wasm module smaller without changing what it does.

use std::collections::HashMap;

/// The first bytes of every module: magic number and version.
const HEAD: &[u8; 8] = b"\0asm\x01\0\0\0";

/// The module without its custom sections: the names of functions and the like, which browsers do
/// not need and which make up a fifth of the transfer. `None` if it is no module.
pub fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let mut rest = module.strip_prefix(HEAD)?;
    let mut bare = HEAD.to_vec();
    while let Some(&kind) = rest.first() {
        let (length, width) = length(&rest[1..])?;
        let section = rest.get(..1 + width + length)?;
        if kind != 0 {
            bare.extend_from_slice(section);
        }
        rest = &rest[section.len()..];
    }
    Some(bare)
}

/// A module and its script with short names for what they share. wasm-bindgen writes a hash into
/// each of these names, so that several crates may import the same; they are a fortieth of the
/// first load.
///
/// `None` if it is no module, or imports anything but functions.
pub fn with_short_names(module: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let mut short = HashMap::new();
    let mut rest = module.strip_prefix(HEAD)?;
    let mut renamed = HEAD.to_vec();
    while let Some(&kind) = rest.first() {
        let (length, width) = length(&rest[1..])?;
        let section = rest.get(1 + width..1 + width + length)?;
        rest = &rest[1 + width + length..];
        let section = match kind {
            IMPORTS => rename(section, 1, &mut short)?,
            EXPORTS => rename(section, 0, &mut short)?,
            _ => section.to_vec(),
        };
        renamed.push(kind);
        push_length(&mut renamed, section.len());
        renamed.extend(section);
    }
    // A name is an identifier of the script, and stands in no text of it.
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_$".contains(letter);
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())];
        text.push_str(short.get(word).map_or(word, String::as_str));
        let next = rest[word.len()..].find(is_part).map_or(rest.len(), |at| word.len() + at);
        text.push_str(&rest[word.len()..next]);
        rest = &rest[next..];
    }
    Some((renamed, text))
}

/// The sections that hold names: what the module takes, and what it gives.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// A list of names, each after `before` other words and before its kind and its number.
fn rename(section: &[u8], before: usize, short: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let (count, width) = length(section)?;
    let (head, mut rest) = section.split_at_checked(width)?;
    let mut renamed = head.to_vec();
    let word = |from: &mut &[u8]| -> Option<String> {
        let (length, width) = length(from)?;
        let (word, after) = from.get(width..)?.split_at_checked(length)?;
        *from = after;
        String::from_utf8(word.to_vec()).ok()
    };
    let push = |word: &str, to: &mut Vec<u8>| {
        push_length(to, word.len());
        to.extend(word.as_bytes());
    };
    for _ in 0..count {
        for _ in 0..before {
            push(&word(&mut rest)?, &mut renamed);
        }
        let name = word(&mut rest)?;
        let next = short.len();
        let name = match has_hash(&name) {
            true => short.entry(name).or_insert_with(|| format!("${next}")),
            false => &name,
        };
        push(name, &mut renamed);
        let (&kind, after) = rest.split_first()?;
        // Only what is given may be something else: there, all kinds are written alike.
        if before > 0 && kind != 0 {
            return None;
        }
        let (_, width) = length(after)?;
        renamed.extend(rest.get(..1 + width)?);
        rest = &after[width..];
    }
    rest.is_empty().then_some(renamed)
}

/// Whether a part of a name is a hash of sixteen digits.
fn has_hash(name: &str) -> bool {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split('_').any(is_hash)
}

/// A length as wasm writes it (LEB128), and how many bytes it takes.
fn length(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

/// Writes what [`length`] reads.
fn push_length(bytes: &mut Vec<u8>, mut value: usize) {
    while value > 0x7f {
        bytes.push(value as u8 & 0x7f | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::{HEAD, length, push_length, with_short_names, without_custom_sections};

    #[test]
    fn drops_custom_sections_and_nothing_else() {
        let types = [1, 3, 7, 7, 7];
        let mut long = vec![0, 0x80, 0x01];
        long.extend([9; 128]);
        let module = [&HEAD[..], &long, &types, &[0, 1, 0], &[3, 0]].concat();
        let bare = [&HEAD[..], &types, &[3, 0]].concat();
        assert_eq!(without_custom_sections(&module), Some(bare.clone()));
        assert_eq!(without_custom_sections(&bare), Some(bare));
    }

    #[test]
    fn takes_no_module_that_is_cut_off() {
        assert_eq!(without_custom_sections(b"<html>"), None);
        assert_eq!(without_custom_sections(&[&HEAD[..], &[1, 9, 0]].concat()), None);
        assert_eq!(without_custom_sections(&[&HEAD[..], &[1, 0x80]].concat()), None);
    }

    /// A section as wasm writes it.
    fn section(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind, content.len() as u8], content].concat()
    }

    #[test]
    fn names_with_a_hash_are_short_on_both_sides() {
        let long = "__wbg_add_0123456789abcdef";
        let gives = |name: &str| {
            let word = |word: &str| [&[word.len() as u8], word.as_bytes()].concat();
            let imports = [&[2][..], &word("./a.js"), &word(name), &[0, 7]].concat();
            let imports = [imports, word("./a.js"), word("__wbindgen_throw"), vec![0, 0x80, 1]];
            let exports = [&[1][..], &word("memory"), &[2, 0]].concat();
            [&HEAD[..], &section(2, &imports.concat()), &section(7, &exports)].concat()
        };
        let script =
            |name: &str| format!("a={{{name}: f(x, '{name}x'),\n__wbindgen_throw: g}}; // 年报");
        let (module, text) = with_short_names(&gives(long), &script(long)).unwrap();
        assert_eq!(module, gives("$0"));
        assert_eq!(text, script(long).replacen(long, "$0", 1));
        // A part of a section is missing, or it imports a memory.
        let cut = &gives(long)[..50];
        assert_eq!(with_short_names(cut, ""), None);
        let memory = [&HEAD[..], &section(2, &[1, 1, b'a', 1, b'b', 2, 0, 1])].concat();
        assert_eq!(with_short_names(&memory, ""), None);
    }

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for value in [0, 1, 127, 128, 300, 16_383, 16_384, 4_000_000] {
            let mut bytes = Vec::new();
            push_length(&mut bytes, value);
            assert_eq!(length(&bytes), Some((value, bytes.len())));
        }
    }
}
