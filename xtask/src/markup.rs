//! The tags of the one HTML file that the build writes: just enough to find what it refers to.

use std::ops::Range;

/// A start tag and its attributes.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// Where it stands, from `<` to past `>`.
    pub place: Range<usize>,
    attributes: Vec<(&'a str, &'a str, Range<usize>)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, empty if it has none.
    pub fn get(&self, attribute: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(name, ..)| *name == attribute).map(|(_, value, _)| *value)
    }

    /// Where the value of an attribute stands, without quotes.
    pub fn place_of(&self, attribute: &str) -> Option<Range<usize>> {
        self.attributes
            .iter()
            .find(|(name, ..)| *name == attribute)
            .map(|(.., place)| place.clone())
    }

    /// The values of all attributes.
    pub fn values(&self) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().map(|(_, value, _)| *value)
    }
}

/// The start tags of `html`, in order. Comments are passed over.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        if html[open..].starts_with("<!--") {
            at = html[open..].find("-->").map_or(html.len(), |offset| open + offset + 3);
        } else if html[open + 1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let tag = tag(html, open);
            at = tag.place.end;
            tags.push(tag);
        } else {
            at = open + 1;
        }
    }
    tags
}

fn tag(html: &str, open: usize) -> Tag<'_> {
    let blank = |letter: char| letter.is_ascii_whitespace() || letter == '/';
    let until = |from: usize, stop: &dyn Fn(char) -> bool| {
        html[from..].find(stop).map_or(html.len(), |offset| from + offset)
    };
    let mut at = until(open + 1, &|letter| blank(letter) || letter == '>');
    let name = &html[open + 1..at];
    let mut attributes = Vec::new();
    loop {
        at = until(at, &|letter| !blank(letter));
        if at >= html.len() || html[at..].starts_with('>') {
            let end = (at + 1).min(html.len());
            return Tag { name, place: open..end, attributes };
        }
        let end = until(at, &|letter| blank(letter) || letter == '>' || letter == '=');
        // A stray `=` is passed over as a name of its own, so that this always moves on.
        let end = end.max(at + 1);
        let key = &html[at..end];
        at = end;
        let mut value = at..at;
        if html[at..].starts_with('=') {
            at += 1;
            let quote = html[at..].chars().next().filter(|letter| matches!(letter, '"' | '\''));
            value = match quote {
                Some(quote) => at + 1..until(at + 1, &|letter| letter == quote),
                None => at..until(at, &|letter| letter.is_ascii_whitespace() || letter == '>'),
            };
            at = (value.end + usize::from(quote.is_some())).min(html.len());
        }
        attributes.push((key, &html[value.clone()], value));
    }
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn reads_every_way_to_write_an_attribute() {
        let html = "<!doctype html><!-- <meta name=no> --><p>一 < 二</p>\
                    <script type='module' async src=\"./a.js\" data-x=y></script><link href=z />";
        let tags = tags(html);
        assert_eq!(tags.iter().map(|tag| tag.name).collect::<Vec<_>>(), ["p", "script", "link"]);
        assert_eq!(tags[1].get("type"), Some("module"));
        assert_eq!(tags[1].get("async"), Some(""));
        assert_eq!(&html[tags[1].place_of("src").unwrap()], "./a.js");
        assert_eq!(tags[1].get("data-x"), Some("y"));
        assert_eq!(tags[2].get("href"), Some("z"));
    }
}
