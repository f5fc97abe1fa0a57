//! A page without what says nothing: comments, scripts, styles, and attributes that nobody reads.
//!
//! Word gives every few characters a style of a hundred bytes or more, so most of a page it saves
//! is passed over here, at the price of one look at each byte, before it costs the parser a token.
//! What is left means the same to the parser: where that is not sure, the rest stays as it is.

/// Elements whose content is no markup and no text of the page; it goes.
const RAW: [&str; 8] =
    ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript"];

/// Elements after which other rules hold for the markup.
const FOREIGN: [&str; 4] = ["svg", "math", "xmp", "plaintext"];

/// The page, slimmer.
///
/// `keeps` says whether an attribute is read, by its name in any case and its value.
pub fn slim(html: &str, keeps: impl Fn(&str, &str) -> bool) -> String {
    let mut slim = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        slim.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes = rest.as_bytes();
        match (bytes.get(1), bytes.get(2)) {
            (Some(b'!'), Some(b'-')) if rest.starts_with("<!--") => {
                // `<!-->` is a whole comment.
                let body = &rest[4..];
                let end = match body.as_bytes() {
                    [b'>', ..] | [b'-', b'>', ..] => None,
                    _ => [body.find("-->").map(|at| at + 3), body.find("--!>").map(|at| at + 4)]
                        .into_iter()
                        .flatten()
                        .min(),
                };
                let Some(end) = end else { break };
                rest = &body[end..];
                part(&mut slim);
            }
            (Some(first), _) if first.is_ascii_alphabetic() => {
                let Some(tag) = Tag::read(rest) else { break };
                let is = |name: &&str| tag.name.eq_ignore_ascii_case(name);
                if FOREIGN.iter().any(|name| is(&name)) {
                    break;
                }
                if RAW.iter().any(|name| is(&name)) {
                    let Some(length) = raw(&rest[tag.length..], tag.name) else { break };
                    rest = &rest[tag.length + length..];
                    // That there is one may tell how to go on; a script tells nothing.
                    match tag.name.to_ascii_lowercase().as_str() {
                        "script" | "style" => part(&mut slim),
                        name => slim.push_str(&format!("<{name}></{name}>")),
                    }
                    continue;
                }
                slim.push('<');
                slim.push_str(tag.name);
                for (name, value, whole) in tag.attributes() {
                    if keeps(name, value) {
                        slim.push(' ');
                        slim.push_str(whole);
                    }
                }
                slim.push('>');
                rest = &rest[tag.length..];
            }
            (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => {
                let Some(tag) = Tag::read(&rest[1..]) else { break };
                slim.push_str("</");
                slim.push_str(tag.name);
                slim.push('>');
                rest = &rest[1 + tag.length..];
            }
            // A declaration, or a comment that is none.
            (Some(b'!' | b'?' | b'/'), _) => {
                let Some(end) = rest.find('>') else { break };
                slim.push_str(&rest[..=end]);
                rest = &rest[end + 1..];
            }
            _ => {
                slim.push('<');
                rest = &rest[1..];
            }
        }
    }
    slim.push_str(rest);
    slim
}

/// Parts what stands on both sides of something that went: `<` and `p`, `&` and `lt;` would be
/// something else together.
fn part(slim: &mut String) {
    if !slim.ends_with(['>', ' ', '\n']) {
        slim.push_str("<!---->");
    }
}

/// How much raw content and the tag that ends it take; `None` if it is not sure where that is.
fn raw(content: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + content[from..].find("</")?;
        let behind = &content[at + 2..];
        let ends = behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && matches!(
                behind.as_bytes().get(name.len()),
                Some(b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>')
            );
        if ends {
            // A script in a comment in a script has rules of its own.
            let plain = !content[..at].contains("<!--");
            return plain.then(|| Tag::read(&content[at + 1..]).map(|tag| at + 1 + tag.length))?;
        }
        from = at + 2;
    }
}

/// A tag, from its bracket on; of an end tag, from the slash on.
struct Tag<'a> {
    name: &'a str,
    /// What stands between the name and the closing bracket.
    inner: &'a str,
    length: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

impl<'a> Tag<'a> {
    /// The tag that a text begins with, if it is closed.
    fn read(text: &'a str) -> Option<Tag<'a>> {
        let bytes = text.as_bytes();
        let ends = |&byte: &u8| is_space(byte) || matches!(byte, b'/' | b'>');
        let name = 1 + bytes[1..].iter().position(ends)?;
        let mut attributes = Attributes { text, at: name };
        while attributes.next().is_some() {}
        let end = attributes.at;
        (bytes.get(end) == Some(&b'>')).then(|| Tag {
            name: &text[1..name],
            inner: &text[name..end],
            length: end + 1,
        })
    }

    fn attributes(&self) -> Attributes<'a> {
        Attributes { text: self.inner, at: 0 }
    }
}

/// The attributes of a tag, up to its closing bracket: name, value, and both as they stand.
struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let skip = |mut at: usize, also: fn(u8) -> bool| {
            while bytes.get(at).is_some_and(|&byte| also(byte)) {
                at += 1;
            }
            at
        };
        self.at = skip(self.at, |byte| is_space(byte) || byte == b'/');
        let from = self.at;
        if matches!(bytes.get(from), None | Some(b'>')) {
            return None;
        }
        // An equals sign may be the first letter of a name.
        let name = skip(from + 1, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let equals = skip(name, is_space);
        if bytes.get(equals) != Some(&b'=') {
            self.at = name;
            return Some((&self.text[from..name], "", &self.text[from..name]));
        }
        let begin = skip(equals + 1, is_space);
        let (value, end) = match bytes.get(begin) {
            Some(&quote @ (b'"' | b'\'')) => {
                let inner = &self.text[begin + 1..];
                let length = inner.find(char::from(quote)).unwrap_or(inner.len());
                (&inner[..length], begin + 1 + length + 1)
            }
            _ => {
                let end = skip(begin, |byte| !is_space(byte) && byte != b'>');
                (&self.text[begin..end], end)
            }
        };
        // A quote that is never closed swallows the page.
        self.at = end.min(bytes.len());
        Some((&self.text[from..name], value, &self.text[from..self.at]))
    }
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let keeps = |name: &str, value: &str| name.eq_ignore_ascii_case("colspan") || value == "x";
        assert_eq!(slim(html, keeps), expected, "{html}");
    }

    #[test]
    fn what_nobody_reads_goes() {
        check(
            "<!DOCTYPE html><P class=a STYLE='b>c' id = \"d\">甲<br/>乙</P >",
            "<!DOCTYPE html><P>甲<br>乙</P>",
        );
        check("<td colspan=2 nowrap data-a=\"<b>\">5</td>", "<td colspan=2>5</td>");
        check("<td\ncolspan = '2'/><a y=x>", "<td colspan = '2'><a y=x>");
        check("甲<!-- <td> -->乙 <!--[if gte mso 9]><xml/><![endif]-->丙", "甲<!---->乙 丙");
        check(
            "<p><script>a = '<td>' + \"</scripty>\";</SCRIPT >&<style>b{}</style>lt;",
            "<p>&<!---->lt;",
        );
    }

    #[test]
    fn what_is_not_sure_stays() {
        for html in [
            "1 < 2 <3> <",
            "<!-->甲",
            "<!-- 甲",
            "<p class='甲",
            "<script><!-- <script></script> --></script>甲",
            "<svg class=a><title>甲</title></svg>",
            "</>甲<?xml a?><![if !mso]>乙",
        ] {
            check(html, html);
        }
    }
}
