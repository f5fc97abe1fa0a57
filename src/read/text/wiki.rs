//! MediaWiki tables: `{|` opens one, `|-` parts its rows, `|` and `!` begin cells, `||` and `!!`
//! part the cells of a line, `|}` closes it.

use super::markup::Table;
use super::{Found, Scan};
use crate::source::Span;

/// How many lines one table may take.
const MAX_LINES: usize = 20_000;

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let is = |line: usize, mark: &str| scan.text(line).trim_start().starts_with(mark);
    let end = (start + 1..scan.lines.len().min(start + MAX_LINES)).find(|&line| is(line, "|}"))?;
    let mut table = Table::default();
    table.row();
    let mut caption = false;
    for line in start + 1..end {
        let text = scan.text(line);
        let body = text.trim_start();
        let base = scan.lines[line].start;
        let at = text.len() - body.len();
        if body.starts_with("|-") || body.starts_with("|+") {
            table.row();
            caption = body.starts_with("|+");
        } else if body.starts_with(['|', '!']) {
            caption = false;
            let marks: &[&str] = if body.starts_with('!') { &["!!", "||"] } else { &["||"] };
            let mut from = at + 1;
            loop {
                let next = marks.iter().filter_map(|mark| text[from..].find(mark)).min();
                let to = next.map_or(text.len(), |next| from + next);
                cell(&mut table, &text[from..to], base + from);
                match next {
                    Some(_) => from = to + 2,
                    None => break,
                }
            }
        } else if !caption {
            words(&mut table, &text[at..], base + at);
        }
    }
    table.found(scan, end + 1)
}

/// A cell: attributes and one bar may stand before what is in it.
fn cell(table: &mut Table, text: &str, base: usize) {
    let (attributes, from) = match text.split_once('|') {
        Some((attributes, _)) if !attributes.contains(['[', '{']) => {
            (attributes, attributes.len() + 1)
        }
        _ => ("", 0),
    };
    let span = |name: &str| {
        let value = attributes.split_once(name).map_or("", |(_, behind)| behind);
        let value = value.trim_start_matches(['=', '"', '\'', ' ']);
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        value[..digits].parse().unwrap_or(1)
    };
    table.cell(span("colspan"), span("rowspan"), base + from);
    words(table, &text[from..], base + from);
}

/// What stands in a cell, without tags and quotes that set the type.
fn words(table: &mut Table, text: &str, base: usize) {
    let mut from = 0;
    while from < text.len() {
        let rest = &text[from..];
        let mark = ["<", "''"].into_iter().filter_map(|mark| rest.find(mark)).min();
        let to = mark.map_or(text.len(), |mark| from + mark);
        if !text[from..to].trim().is_empty() {
            table.words(Span::new(base + from, base + to));
        }
        let behind = &text[to..];
        let length = match behind.strip_prefix('<') {
            Some(tag) => tag.find('>').map_or(behind.len(), |end| end + 2),
            None => behind.len() - behind.trim_start_matches('\'').len(),
        };
        from = to + length;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::grid;

    #[test]
    fn cells_on_lines_and_in_lines() {
        let text = "{| class=\"wikitable\"\n|+ 题注\n! rowspan=2 | 甲 !! colspan=\"2\" | 丙\n乙\n|-\n| <b>5</b> || \n|-\n|\n丁\n\n戊\n| '''6'''\n|7\n|}\n末行";
        assert_eq!(grid(text), ["0:甲 1:丙+乙", "1:5 2:", "0:丁+戊 1:6 2:7"]);
    }
}
