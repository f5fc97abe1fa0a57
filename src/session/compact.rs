//! HTML with holes, made ready for the browser by the compiler.

/// HTML as it is given to the browser, made by the compiler: without the line breaks, with a mark
/// for each hole. A hole between tags becomes `<template _></template>`, which may stand
/// everywhere; those in a tag become one attribute `_` with the names.
pub struct Compact<const N: usize> {
    bytes: [u8; N],
    /// How long it is; with less room than that, what is over is cut off.
    pub length: usize,
}

impl<const N: usize> Compact<N> {
    /// Makes it from HTML with the holes `names`, in their order.
    pub const fn of(html: &str, names: &[&str]) -> Compact<N> {
        let html = html.as_bytes();
        let mut compact = Compact { bytes: [0; N], length: 0 };
        let (mut at, mut hole) = (0, 0);
        while at < html.len() {
            match html[at] {
                b'\n' => {
                    while at < html.len() && html[at].is_ascii_whitespace() {
                        at += 1;
                    }
                }
                b'{' => {
                    compact.push(b"<template _></template>");
                    at = closed(html, at, names, hole);
                    hole += 1;
                }
                b'<' => (at, hole) = compact.tag(html, at, names, hole),
                other => {
                    compact.push(&[other]);
                    at += 1;
                }
            }
        }
        assert!(hole == names.len(), "more is given than there are holes");
        compact
    }

    /// The HTML.
    pub const fn text(&self) -> &str {
        match str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(_) => panic!("HTML is cut within a character"),
        }
    }

    /// A tag: its attributes, then the names of its holes.
    const fn tag(
        &mut self,
        html: &[u8],
        start: usize,
        names: &[&str],
        mut hole: usize,
    ) -> (usize, usize) {
        let mut at = start;
        let mut holes = 0;
        while html[at] != b'>' {
            if !html[at].is_ascii_whitespace() {
                self.push(&[html[at]]);
                at += 1;
                continue;
            }
            while html[at].is_ascii_whitespace() {
                at += 1;
            }
            let value = value_of(html, at);
            if html[value] == b'{' {
                at = closed(html, value, names, hole);
                hole += 1;
                holes += 1;
                continue;
            }
            let end = if html[value] == b'"' { quoted(html, value) } else { value };
            self.push(b" ");
            while at < end {
                self.push(&[html[at]]);
                at += 1;
            }
        }
        let end = at + 1;
        at = start;
        let mut named = 0;
        while named < holes {
            at += 1;
            if html[at] == b'"' {
                at = quoted(html, at) - 1;
            } else if html[at] == b'{' {
                let mut name = at - 1;
                while !html[name - 1].is_ascii_whitespace() {
                    name -= 1;
                }
                self.push(if named == 0 { b" _=\"" } else { b" " });
                while name < at - 1 {
                    self.push(&[html[name]]);
                    name += 1;
                }
                named += 1;
            }
        }
        self.push(if holes > 0 { b"\">" } else { b">" });
        (end, hole)
    }

    const fn push(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            if self.length < N {
                self.bytes[self.length] = bytes[at];
            }
            self.length += 1;
            at += 1;
        }
    }
}

/// Where the value of an attribute begins; the end of its name when it has none.
const fn value_of(html: &[u8], mut at: usize) -> usize {
    while html[at] != b'=' {
        if html[at].is_ascii_whitespace() || html[at] == b'>' {
            return at;
        }
        at += 1;
    }
    at + 1
}

/// Where a quoted value ends.
const fn quoted(html: &[u8], mut at: usize) -> usize {
    at += 1;
    while html[at] != b'"' {
        at += 1;
    }
    at + 1
}

/// Where a hole ends, which must be the one that is named next.
const fn closed(html: &[u8], mut at: usize, names: &[&str], hole: usize) -> usize {
    assert!(hole < names.len(), "there are more holes than are filled");
    let name = names[hole].as_bytes();
    at += 1;
    let mut letter = 0;
    while letter < name.len() {
        assert!(html[at] == name[letter], "holes and what fills them stand in the same order");
        at += 1;
        letter += 1;
    }
    assert!(html[at] == b'}', "holes and what fills them stand in the same order");
    at + 1
}

#[cfg(test)]
mod tests {
    use super::Compact;

    macro_rules! compact {
        ($html:literal $(, $name:ident)*) => {{
            const NAMES: &[&str] = &[$(stringify!($name)),*];
            const COMPACT: Compact<{ Compact::<0>::of($html, NAMES).length }> =
                Compact::of($html, NAMES);
            COMPACT.text()
        }};
    }

    #[test]
    fn lines_are_joined_and_text_stays() {
        let html = compact!(
            r#"<p class="a b"
                  id="c">
                  甲 乙
                  <input hidden><br />
               </p>"#
        );
        assert_eq!(html, r#"<p class="a b" id="c">甲 乙<input hidden><br /></p>"#);
    }

    #[test]
    fn holes_become_marks() {
        let html = compact!(
            r#"<td title="{no}" data-cell={key} class="x" on:click={act}>{text}<b>{more}</b></td>"#,
            key,
            act,
            text,
            more
        );
        let mark = "<template _></template>";
        let tag = r#"<td title="{no}" class="x" _="data-cell on:click">"#;
        assert_eq!(html, format!("{tag}{mark}<b>{mark}</b></td>"));
    }

    #[test]
    #[should_panic(expected = "in the same order")]
    fn holes_are_filled_in_their_order() {
        Compact::<64>::of("<p class={one}>{two}</p>", &["two", "one"]);
    }

    #[test]
    #[should_panic(expected = "more holes")]
    fn every_hole_is_filled() {
        Compact::<64>::of("<p class={one}>{two}</p>", &["one"]);
    }

    #[test]
    #[should_panic(expected = "more is given")]
    fn nothing_is_left_over() {
        Compact::<64>::of("<p>{one}</p>", &["one", "two"]);
    }
}
