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

/// Elements that only dress the words in them.
const DRESS: [&str; 3] = ["span", "font", "o:p"];

/// Parts of tables that hold cells and no words.
const ROWS: [&str; 6] = ["table", "tbody", "thead", "tfoot", "tr", "colgroup"];

/// More words than this are not moved to undress them.
const DRESSED: usize = 4096;

/// The page, slimmer.
///
/// `keeps` says whether an attribute is read, by its name in any case and its value.
pub fn slim(html: &str, keeps: impl Fn(&str, &str) -> bool) -> String {
    let mut slim = Slim::default();
    slim.text.reserve(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        slim.text.push_str(&rest[..at]);
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
                slim.part();
            }
            (Some(first), _) if first.is_ascii_alphabetic() => {
                let from = slim.text.len();
                let Some((name, end)) = slim.tag(rest, &keeps) else { break };
                let is = |known: &&str| name.eq_ignore_ascii_case(known);
                if FOREIGN.iter().any(is) {
                    slim.text.truncate(from);
                    break;
                }
                if RAW.iter().any(is) {
                    slim.text.truncate(from);
                    let Some(length) = raw(&rest[end..], name) else { break };
                    rest = &rest[end + length..];
                    // That there is one may tell how to go on; a script tells nothing.
                    match name.to_ascii_lowercase().as_str() {
                        "script" | "style" => slim.part(),
                        name => {
                            slim.text.push_str(&format!("<{name}></{name}>"));
                            slim.dresses.clear();
                        }
                    }
                    continue;
                }
                slim.opened(name, from);
                rest = &rest[end..];
            }
            (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => {
                let from = slim.text.len();
                slim.text.push('<');
                let Some((name, end)) = slim.tag(&rest[1..], |_: &str, _: &str| false) else {
                    slim.text.truncate(from);
                    break;
                };
                slim.closed(name, from);
                rest = &rest[1 + end..];
            }
            // A declaration, or a comment that is none.
            (Some(b'!' | b'?' | b'/'), _) => {
                let Some(end) = rest.find('>') else { break };
                slim.text.push_str(&rest[..=end]);
                slim.dresses.clear();
                rest = &rest[end + 1..];
            }
            _ => {
                slim.text.push('<');
                rest = &rest[1..];
            }
        }
    }
    slim.text.push_str(rest);
    slim.text
}

/// A page under construction.
#[derive(Default)]
struct Slim {
    text: String,
    /// Where elements begin that only dress the words behind them, and where these begin.
    dresses: Vec<(usize, usize)>,
    /// Whether words here would stand in a table, but in no cell.
    between_cells: bool,
}

impl Slim {
    /// Appends the tag that a text begins with, from its bracket on, or from the slash on; gives
    /// its name and where it ends, if it is closed.
    fn tag<'a>(
        &mut self,
        text: &'a str,
        keeps: impl Fn(&str, &str) -> bool,
    ) -> Option<(&'a str, usize)> {
        let ends = |&byte: &u8| is_space(byte) || matches!(byte, b'/' | b'>');
        let end = 1 + text.as_bytes()[1..].iter().position(ends)?;
        let from = self.text.len();
        self.text.push_str(&text[..end]);
        let mut attributes = Attributes { text, at: end };
        for (name, value, whole) in attributes.by_ref() {
            if keeps(name, value) {
                self.text.push(' ');
                self.text.push_str(whole);
            }
        }
        self.text.push('>');
        let at = attributes.at;
        let closed = text.as_bytes().get(at) == Some(&b'>');
        if !closed {
            self.text.truncate(from);
        }
        closed.then(|| (&text[1..end], at + 1))
    }

    /// Notes the tag that was put at a place.
    fn opened(&mut self, name: &str, from: usize) {
        let is = |known: &&str| name.eq_ignore_ascii_case(known);
        if DRESS.iter().any(is) {
            let bare = self.text.len() == from + name.len() + 2;
            if bare && !self.between_cells && self.is_apart(from) {
                self.dresses.push((from, self.text.len()));
                return;
            }
        } else {
            self.between_cells = ROWS.iter().any(is)
                || (self.between_cells && !["td", "th", "caption"].iter().any(is));
        }
        self.dresses.clear();
    }

    /// Notes the end tag that was put at a place; where it ends what dresses words alone, both go.
    fn closed(&mut self, name: &str, at: usize) {
        if let Some((from, words)) = self.dresses.pop()
            && self.text[from + 1..words - 1].eq_ignore_ascii_case(name)
            && at - words <= DRESSED
            && !self.text[words..at].contains(['&', '<'])
            && (words == at || !self.text[words..at].trim_ascii().is_empty())
        {
            self.text.truncate(at);
            self.text.replace_range(from..words, "");
            // Those around it stand where they did.
            return;
        }
        self.dresses.clear();
        let is = |known: &&str| name.eq_ignore_ascii_case(known);
        if ["td", "th", "caption"].iter().any(is) {
            self.between_cells = true;
        } else if is(&"table") {
            self.between_cells = false;
        }
    }

    /// Whether what stands before a place stays the same whatever follows: `<` and `p`, `&` and
    /// `lt;` would be something else together, and a line end behind `<pre>` counts for nothing.
    fn is_apart(&self, at: usize) -> bool {
        let before = &self.text[..at];
        let pre = |name: &str| {
            let start = at.checked_sub(name.len());
            start
                .and_then(|start| before.get(start..))
                .is_some_and(|end| end.eq_ignore_ascii_case(name))
        };
        let open = |c: char| c.is_ascii_alphanumeric() || matches!(c, '<' | '&' | '#' | '/' | '!');
        !before.ends_with(open) && !pre("pre>") && !pre("listing>")
    }

    /// Parts what stands on both sides of something that went.
    fn part(&mut self) {
        if !self.is_apart(self.text.len()) {
            self.text.push_str("<!---->");
            self.dresses.clear();
        }
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
            let tag = Slim::default().tag(&content[at + 1..], |_: &str, _: &str| false);
            return tag.filter(|_| plain).map(|(_, end)| at + 1 + end);
        }
        from = at + 2;
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
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
        check("甲<!-- <td> -->乙 <!--[if gte mso 9]><xml/><![endif]-->丙", "甲乙 丙");
        check(
            "<p><script>a = '<td>' + \"</scripty>\";</SCRIPT >&<style>b{}</style>lt;",
            "<p>&<!---->lt;",
        );
    }

    #[test]
    fn what_dresses_words_alone_goes() {
        check("<p><span lang=a>甲<o:p></o:p></span></p>", "<p>甲</p>");
        check("<td><FONT a><span b>12</SPAN></font></td>", "<td>12</td>");
        check("<span class=a>甲<b>乙</b></span>", "<span>甲<b>乙</b></span>");
        check("1<span>2</span>", "1<span>2</span>");
        check("<p><span>&</span>lt;", "<p><span>&</span>lt;");
        check("<tr><span>甲</span><td><span> </span>", "<tr><span>甲</span><td><span> </span>");
        check("<pre><span>\n</span>", "<pre><span>\n</span>");
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
