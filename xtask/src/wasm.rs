//! Makes a wasm module smaller without changing what it does.

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

#[cfg(test)]
mod tests {
    use super::{HEAD, without_custom_sections};

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
}
