//! LaTeX tables: `&` parts cells, `\\` ends rows, `\multicolumn` merges columns. What commands do
//! to the looks of a cell is passed over.

use super::markup::Table;
use super::{Found, Scan};
use crate::source::Span;

/// How many lines one table may take.
const MAX_LINES: usize = 20_000;

/// Commands whose arguments are no text.
const SILENT: [&str; 14] = [
    "begin",
    "end",
    "cline",
    "cmidrule",
    "rule",
    "vspace",
    "hspace",
    "label",
    "setlength",
    "renewcommand",
    "rowcolor",
    "cellcolor",
    "caption",
    "addlinespace",
];

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let first = scan.text(start);
    let name = ["tabular", "longtable", "tabularx", "tabulary", "array", "tblr"]
        .into_iter()
        .find(|name| first.contains(&format!("\\begin{{{name}}}")))?;
    let close = format!("\\end{{{name}}}");
    let last = (start..scan.lines.len().min(start + MAX_LINES))
        .find(|&line| scan.text(line).contains(&close))?;
    let open = scan.lines[start].start + first.find("\\begin{")?;
    let end = scan.lines[last].start + scan.text(last).find(&close)?;
    let text = scan.source.slice(Span::new(open, end));
    let mut reader =
        Reader { text, base: open, at: 0, table: Table::default(), words: None, between: true };
    reader.command();
    while reader.at < text.len() {
        reader.step();
    }
    reader.close_words();
    reader.table.found(scan, last + 1)
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    at: usize,
    table: Table,
    /// Where the words at hand begin.
    words: Option<usize>,
    /// Whether the next row has not begun.
    between: bool,
}

impl Reader<'_> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else { return };
        match c {
            '&' => {
                self.close_words();
                self.begin_row();
                self.at += 1;
                self.table.cell(1, 1, self.base + self.at);
            }
            '\\' if rest.starts_with("\\\\") => {
                self.close_words();
                self.at += 2;
                self.arguments(&['[']);
                self.between = true;
            }
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                self.close_words();
                self.command();
            }
            // `\%` is the character behind it.
            '\\' => {
                self.close_words();
                self.at += 1;
                self.words = Some(self.at);
                self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            }
            '{' | '}' | '\n' | '\r' | '$' | '~' => {
                self.close_words();
                self.at += 1;
            }
            '%' => {
                self.close_words();
                self.at += rest.find('\n').unwrap_or(rest.len());
            }
            _ => {
                self.words.get_or_insert(self.at);
                self.at += c.len_utf8();
            }
        }
    }

    fn begin_row(&mut self) {
        if std::mem::take(&mut self.between) {
            self.table.row();
            self.table.cell(1, 1, self.base + self.at);
        }
    }

    fn close_words(&mut self) {
        if let Some(from) = self.words.take()
            && !self.text[from..self.at].trim().is_empty()
        {
            self.begin_row();
            self.table.words(Span::new(self.base + from, self.base + self.at));
        }
    }

    /// Passes over a command, and over what of its arguments is no text.
    fn command(&mut self) {
        let rest = &self.text[self.at + 1..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &rest[..length];
        self.at += 1 + length;
        match name {
            "multicolumn" => {
                let width = self.argument('{').and_then(|width| width.trim().parse().ok());
                self.argument('{');
                self.begin_row();
                self.table.widen(width.unwrap_or(1));
            }
            // The cells below are written, empty, so the height tells nothing.
            "multirow" => {
                self.arguments(&['[']);
                self.argument('{');
                self.arguments(&['[']);
                self.argument('{');
                self.arguments(&['[']);
            }
            _ if SILENT.contains(&name) => self.arguments(&['[', '{', '(']),
            _ => self.arguments(&['[']),
        }
    }

    /// Passes over arguments in brackets of some kinds.
    fn arguments(&mut self, kinds: &[char]) {
        while kinds.iter().any(|&kind| self.argument(kind).is_some()) {}
    }

    /// Passes over one argument, and gives what is in it.
    fn argument(&mut self, open: char) -> Option<&str> {
        let close = match open {
            '{' => '}',
            '[' => ']',
            _ => ')',
        };
        let rest = &self.text[self.at..];
        if !rest.starts_with(open) {
            return None;
        }
        let mut depth = 0;
        for (at, c) in rest.char_indices() {
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
            }
            if depth == 0 {
                self.at += at + 1;
                return Some(&rest[1..at]);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::grid;

    #[test]
    fn cells_are_found_between_the_commands() {
        let text = "\\begin{longtable}[]{@{}lp{(\\columnwidth - 2\\tabcolsep)}@{}}\n\\toprule\n\\multicolumn{2}{l}{\\begin{minipage}[b]{\\linewidth}\\raggedright\n甲\n\\end{minipage}} & \\textbf{乙}\\\\\n\\midrule\n\\multirow{2}{*}{丙\n\n丁} & 5 & 12.5\\% \\\\\n & & 6\\\\[2pt] % 注\n\\bottomrule\n\\end{longtable}\n末行";
        assert_eq!(grid(text), ["0:甲 2:乙", "0:丙+丁 1:5 2:12.5+%", "0: 1: 2:6"]);
    }
}
