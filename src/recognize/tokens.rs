//! The document as one stream of words and values, in reading order.
//!
//! A line gives words, and the values at its end; a row of a grid gives its label cells as words
//! and all its cells as one run. What follows works on this stream alone, so that a grid, a page
//! of text and a cell on each line are read by the same rules.

use super::bullets::Bullets;
use super::entry;
use super::fold;
#[cfg(feature = "readers")]
use super::joined;
use super::labels;
use super::pages::Pages;
use super::sections::{self, Candidate};
use super::torn::Torn;
use crate::document::{Block, Document, Grid, GridCell};
use crate::report::Number;
use crate::sorted::{Sorted, SortedSet};
use crate::source::{Marks, Span};
use std::borrow::Cow;
use std::cell::OnceCell;

/// A line of text, or a row of a grid.
#[derive(Clone, Debug)]
pub struct Record {
    /// All of it.
    pub span: Span,
    /// The grid and the row, both 0-based, when it is one.
    pub row: Option<(usize, usize)>,
    /// How many non-empty cells it has; 1 for a line.
    pub filled: usize,
    /// What a line holds.
    pub holds: Holds,
}

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing but space.
    Nothing,
    /// What a printer adds to a page: a page number or a rule.
    Furniture,
    /// One value, and nothing else.
    Value,
    /// Words, several values, or the cells of a row.
    Words,
}

/// A piece of the stream.
#[derive(Clone, Debug)]
pub enum Token<'a> {
    /// Words.
    Words(Words<'a>),
    /// Values with nothing between them but space and line ends, or the cells of a grid row.
    Run(Run),
    /// The end of a page, told by what is printed there.
    PageEnd,
}

/// Words between spaces, or one line of a cell.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// As they stand there.
    raw: &'a str,
    /// Folded as a label, once someone has asked: hardly anyone asks for those of prose.
    folded: OnceCell<Cow<'a, str>>,
    /// Where they stand.
    pub span: Span,
    /// Their record.
    pub record: usize,
    /// The index of their cell in a grid row.
    pub cell: Option<usize>,
    /// How many empty lines stand before their line.
    pub gap: usize,
    /// Whether they stand around the rows, once someone has asked.
    around: OnceCell<bool>,
}

impl Words<'_> {
    /// Folded as a label; never empty.
    pub fn text(&self) -> &str {
        self.folded.get_or_init(|| fold::label(self.raw))
    }

    /// Whether they are a piece of what stands around the rows of the form.
    pub fn is_around(&self) -> bool {
        *self.around.get_or_init(|| labels::is_around(self.text()))
    }
}

/// Values in a row.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its first record.
    pub record: usize,
    /// What it is made of.
    pub kind: RunKind,
}

/// What a run is made of.
#[derive(Clone, Debug)]
pub enum RunKind {
    /// Values in running text, line by line.
    Lines(Vec<ValueLine>),
    /// The cells of a grid row, see [`Tokens::cells`], and how many of them hold one value.
    Cells(usize),
}

/// The values at the end of one line.
#[derive(Clone, Debug)]
pub struct ValueLine {
    /// The line.
    pub record: usize,
    /// How many empty lines stand before it.
    pub gap: usize,
    /// Where the values stand.
    pub values: Vec<Span>,
}

impl Run {
    /// The lines of values in running text; none for a grid row.
    pub fn lines(&self) -> &[ValueLine] {
        match &self.kind {
            RunKind::Lines(lines) => lines,
            RunKind::Cells(_) => &[],
        }
    }

    /// How many values there are in running text, or how many cells of a row hold one.
    pub fn count(&self) -> usize {
        match &self.kind {
            RunKind::Lines(lines) => lines.iter().map(|line| line.values.len()).sum(),
            RunKind::Cells(count) => *count,
        }
    }

    /// The values in running text; none for a grid row.
    pub fn values(&self) -> impl Iterator<Item = Span> + '_ {
        self.lines().iter().flat_map(|line| &line.values).copied()
    }
}

/// The stream with what it came from.
pub struct Tokens<'a> {
    pub document: &'a Document,
    pub grids: Vec<&'a Grid>,
    pub records: Vec<Record>,
    pub tokens: Vec<Token<'a>>,
    /// Lines of one number that may be page numbers.
    pub suspects: SortedSet<usize>,
    /// Lines that are page numbers though nothing but a number stands there.
    page_numbers: SortedSet<usize>,
    /// How many empty lines stand before the record at hand.
    gap: usize,
    /// How many empty lines stand behind each line of values.
    behind: Sorted<usize, usize>,
    /// Where a hard line break may have torn a row or a number.
    torn: Torn,
    /// What dashes in front of lines are.
    bullets: Bullets,
    /// Whether the line at hand stands below a lone comma.
    comma: bool,
    /// The words of the line at hand.
    words: Vec<Span>,
    /// Whether a line held many rows.
    joined: bool,
    /// Whether bars part the words of such a line.
    #[cfg(feature = "readers")]
    bars: bool,
    /// Whether a bar stands anywhere.
    #[cfg(feature = "readers")]
    piped: bool,
    /// Whether a backslash stands anywhere.
    escapes: bool,
    /// What may be headings of sections.
    pub candidates: Vec<Candidate>,
    /// Where what is read ends: the end of the text, or a second report.
    pub end: usize,
    /// The first line of the second report.
    pub further: Option<Span>,
}

impl<'a> Tokens<'a> {
    /// Cuts a document into the stream.
    pub fn new(document: &'a Document) -> Tokens<'a> {
        Tokens::with_pages(document, Pages::default())
    }

    /// Cuts a document into the stream, with what is known of its bare page numbers.
    pub fn with_pages(document: &'a Document, pages: Pages) -> Tokens<'a> {
        let bullets = Bullets::of(document);
        let marks = document.source.all_marks();
        let mut tokens = Tokens {
            document,
            grids: Vec::new(),
            records: Vec::with_capacity(document.blocks.len()),
            tokens: Vec::with_capacity(document.blocks.len()),
            suspects: pages.suspects,
            page_numbers: pages.certain,
            gap: 0,
            behind: Sorted::default(),
            torn: Torn::of(document, bullets),
            bullets,
            comma: false,
            words: Vec::new(),
            joined: false,
            #[cfg(feature = "readers")]
            bars: false,
            #[cfg(feature = "readers")]
            piped: marks.has(Marks::PIPE),
            escapes: marks.has(Marks::BACKSLASH),
            candidates: Vec::new(),
            end: document.source.as_str().len(),
            further: None,
        };
        for block in &document.blocks {
            match block {
                Block::Line(span) => tokens.line(*span),
                Block::Grid(grid) => {
                    let index = tokens.grids.len();
                    tokens.grids.push(grid);
                    for row in 0..grid.rows.len() {
                        tokens.row(grid, index, row);
                    }
                }
            }
        }
        tokens.behind = behind(&tokens.tokens);
        tokens.candidates = sections::candidates(&tokens);
        if let Some(second) = sections::second_report(&tokens, &tokens.candidates) {
            tokens.cut(second);
        }
        tokens
    }

    /// Leaves out a record and all that follows it.
    fn cut(&mut self, record: usize) {
        self.end = self.records[record].span.start;
        self.further = Some(self.records[record].span);
        self.records.truncate(record);
        self.candidates.retain(|(heading, _)| heading.records.1 < record);
        let stays = |token: &Token<'_>| match token {
            Token::Words(words) => words.record < record,
            Token::Run(run) => run.record < record,
            Token::PageEnd => true,
        };
        let length = self.tokens.iter().take_while(|token| stays(token)).count();
        self.tokens.truncate(length);
    }

    /// How many empty lines stand behind a line of values; `None` if nothing follows it.
    pub fn gap_behind(&self, record: usize) -> Option<usize> {
        self.behind.get(&record).copied()
    }

    /// Why a value cannot be told though it is there, in Chinese.
    pub fn doubt(&self, span: Span) -> Option<&'static str> {
        self.torn.doubt(span)
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &'a str {
        self.document.source.slice(span)
    }

    /// Whether a line held many rows. The build without readers is not asked about such a text.
    pub fn is_joined(&self) -> bool {
        cfg!(feature = "readers") && self.joined
    }

    /// Adds the words in a span.
    fn split(&self, span: Span, words: &mut Vec<Span>) {
        let text = self.text(span);
        let mut put = |from: usize, to: usize| {
            if from < to {
                words.push(Span::new(span.start + from, span.start + to));
            }
        };
        let mut from = 0;
        #[cfg(feature = "readers")]
        if self.bars {
            for (at, c) in text.match_indices(|c| fold::is_space(c) || c == '|') {
                put(from, at);
                from = at + c.len();
            }
            put(from, text.len());
            return;
        }
        for (start, end) in fold::spaces(text) {
            put(from, start);
            from = end;
        }
        put(from, text.len());
    }

    /// The words in a span.
    pub fn words(&self, span: Span) -> Vec<Span> {
        let mut words = Vec::new();
        self.split(span, &mut words);
        words
    }

    /// The cells of a record that is a grid row.
    pub fn cells(&self, record: usize) -> &'a [GridCell] {
        match self.records[record].row {
            Some((grid, row)) => &self.grids[grid].rows[row].cells,
            None => &[],
        }
    }

    /// What stands in a cell: the one piece of a value, or all pieces of words together.
    pub fn cell_text(&self, cell: &GridCell) -> Cow<'a, str> {
        let text: Cow<str> = match &cell.pieces[..] {
            &[lone] => self.text(lone).into(),
            pieces => pieces.iter().map(|&piece| self.text(piece)).collect(),
        };
        // Programs print the line break of a header as they write it in their source.
        match self.escapes && text.contains('\\') {
            true => text.replace("\\n", "\n").into(),
            false => text,
        }
    }

    /// Whether a cell holds a number or a placeholder.
    pub fn is_value(&self, cell: &GridCell) -> bool {
        cell.pieces.len() == 1 && is_value(self.text(cell.pieces[0]))
    }

    /// How many values are in a cell, if nothing else is.
    pub fn counted(&self, cell: &GridCell) -> usize {
        match &cell.pieces[..] {
            &[lone] if is_count(self.text(lone)) => 1,
            _ => self.values(cell).len(),
        }
    }

    /// The values in a cell, if nothing else is in it.
    pub fn values(&self, cell: &GridCell) -> Vec<Span> {
        let first = cell.pieces.first().map_or("", |&piece| self.text(piece));
        if entry::is_worded(first) || !first.split(fold::is_space).next().is_some_and(is_value) {
            return Vec::new();
        }
        let mut words = Vec::new();
        for &piece in cell.pieces.iter() {
            self.split(piece, &mut words);
        }
        let all = words.iter().all(|&word| is_value(self.text(word)));
        if all { words } else { Vec::new() }
    }

    /// Whether the first cell of a grid row numbers the rows, as programs that print tables do: it
    /// counts up from row to row.
    pub fn is_counted(&self, record: usize) -> bool {
        let Some((grid, row)) = self.records[record].row else { return false };
        let rows = &self.grids[grid].rows;
        let number = |row: usize| -> Option<u32> {
            let cell = rows.get(row)?.cells.first().filter(|cell| !cell.is_empty())?;
            self.text(cell.place).parse().ok()
        };
        let Some(own) = number(row) else { return false };
        let in_turn = |other: usize| {
            number(other).is_some_and(|number| number as usize + row == own as usize + other)
        };
        (row.saturating_sub(2)..=row).any(|first| (first..first + 3).all(in_turn))
    }

    fn line(&mut self, span: Span) {
        let span = self.bullets.strip(&self.document.source, span);
        let text = self.text(span);
        let record = self.records.len();
        self.records.push(Record { span, row: None, filled: 1, holds: Holds::Words });
        // Converters of PDF end a page with a form feed.
        if text.starts_with('\u{c}') {
            self.tokens.push(Token::PageEnd);
        }
        let body = fold::trimmed(text);
        if body.is_empty() {
            self.records[record].holds = Holds::Nothing;
            self.gap += 1;
            return;
        }
        if let Some(what) = self.furniture(record, body) {
            self.records[record].holds = Holds::Furniture;
            if what == Furniture::PageNumber {
                self.tokens.push(Token::PageEnd);
            }
            return;
        }
        if matches!(body, "," | "，") {
            self.comma = true;
            return;
        }
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        #[cfg(feature = "readers")]
        {
            self.bars |= self.piped && self.is_piped(span) && joined::has_bars(text);
        }
        self.split(span, &mut words);
        #[cfg(feature = "readers")]
        if let Some(parts) = joined::parts(&self.document.source, &words) {
            self.words = words;
            self.records.truncate(record);
            self.joined = true;
            parts.into_iter().for_each(|part| self.line(part));
            return;
        }
        if let &[lone] = words.as_slice()
            && is_value(self.text(lone))
        {
            self.records[record].holds = Holds::Value;
        }
        self.line_of(record, body, &words);
        self.words = words;
    }

    /// Whether a bar stands in a line.
    #[cfg(feature = "readers")]
    fn is_piped(&self, line: Span) -> bool {
        let source = &self.document.source;
        source.marks(source.line_of(line.start)).has(Marks::PIPE)
    }

    /// Puts out the words of a line, and the values at its end.
    fn line_of(&mut self, record: usize, body: &str, words: &[Span]) {
        if std::mem::take(&mut self.comma) && self.rejoined(words) {
            self.gap = 0;
            return;
        }
        if matches!(body.chars().next(), Some('.' | '．' | '、')) {
            self.ordinal();
        }
        let first_value = self.first_value(words);
        let (labels, values) = words.split_at(first_value);
        let mut values = if values.is_empty() { Vec::new() } else { values.to_vec() };
        for (index, &word) in labels.iter().enumerate() {
            let mut word = word;
            // `（七）总计31`: the first value is glued to the end of the label.
            if index + 1 == labels.len()
                && let Some((label, value)) = self.unglued(word)
            {
                word = label;
                values.insert(0, value);
            }
            self.put_words(word, record, None);
        }
        let gap = std::mem::take(&mut self.gap);
        if values.is_empty() {
            return;
        }
        let gap = if labels.is_empty() { gap } else { 0 };
        let line = ValueLine { record, gap, values };
        if labels.is_empty()
            && let Some(Token::Run(Run { kind: RunKind::Lines(lines), .. })) =
                self.tokens.last_mut()
        {
            lines.push(line);
            return;
        }
        self.tokens.push(Token::Run(Run { record, kind: RunKind::Lines(vec![line]) }));
    }

    /// Joins the thousands of a number with its last three digits, where markup has put its comma
    /// on a line of its own. Where they do not fit, the thousands are no number.
    fn rejoined(&mut self, words: &[Span]) -> bool {
        let digits = |span: Span| {
            let text = self.document.source.slice(span);
            text.chars().all(|c| fold::plain(c).is_ascii_digit()).then(|| text.chars().count())
        };
        let rest = match words {
            &[rest] => Some(rest).filter(|rest| digits(*rest) == Some(3)),
            _ => None,
        };
        let joins = matches!(self.tokens.last(), Some(Token::Run(_)));
        let run = self.tokens.iter_mut().rev().find_map(|token| match token {
            Token::Run(Run { kind: RunKind::Lines(lines), .. }) => Some(lines),
            _ => None,
        });
        let Some(thousands) = run.and_then(|lines| lines.last_mut()?.values.last_mut()) else {
            return false;
        };
        match rest {
            Some(rest) if joins && digits(*thousands).is_some_and(|count| count <= 3) => {
                *thousands = thousands.to(rest);
                true
            }
            _ => {
                self.torn.tear(*thousands);
                false
            }
        }
    }

    /// Where the values at the end of a line begin. Numbers within a line are prose.
    fn first_value(&self, words: &[Span]) -> usize {
        let value = |word: Span| is_value(self.text(word));
        let mut first = words.len();
        while first > 0 {
            let at = first - 1;
            if !value(words[at]) {
                if first == words.len() || at == 0 || !value(words[at - 1]) {
                    break;
                }
                let text = self.text(words[at]);
                // `约2` between two values stands in a cell, though it is no number.
                if !is_blemish(text) {
                    // `8 & 1` is parted by something that is not understood.
                    let mark = !text.chars().any(|c| fold::letter(c).is_some());
                    if mark {
                        return words.len();
                    }
                    break;
                }
            }
            first = at;
        }
        // A lone 无 is a piece of a label more often than a cell, but for one behind a label.
        if words.len() - first == 1 && self.text(words[first]) == "无" {
            let labelled =
                first > 0 && labels::ends_label(&fold::label(self.text(words[first - 1])));
            if !labelled {
                first += 1;
            }
        }
        first
    }

    /// `1` on a line of its own with `.` below it is no value but the ordinal of a label.
    fn ordinal(&mut self) {
        let Some(Token::Run(Run { kind: RunKind::Lines(lines), .. })) = self.tokens.last_mut()
        else {
            return;
        };
        let Some(line) = lines.last() else { return };
        let &[span] = line.values.as_slice() else { return };
        let (record, gap) = (line.record, line.gap);
        let text = self.document.source.slice(span);
        if text.chars().count() == 1 && text.chars().all(|c| fold::plain(c).is_ascii_digit()) {
            lines.pop();
            if lines.is_empty() {
                self.tokens.pop();
            }
            self.put(None, span, record, None, gap);
        }
    }

    fn furniture(&self, record: usize, text: &str) -> Option<Furniture> {
        if self.page_numbers.contains(&record) {
            return Some(Furniture::PageNumber);
        }
        furniture(text)
    }

    fn row(&mut self, grid: &'a Grid, index: usize, row: usize) {
        let cells = &grid.rows[row].cells;
        let record = self.records.len();
        let mut full = cells.iter().filter(|cell| !cell.is_empty());
        let filled = full.clone().count();
        // A lone cell in a row is a line of text that a sheet holds.
        let span = match (cells.first(), cells.last(), full.next()) {
            (_, _, Some(lone)) if filled == 1 => lone.place,
            (Some(first), Some(last), _) => first.place.to(last.place),
            _ => return,
        };
        self.gap = 0;
        self.records.push(Record { span, row: Some((index, row)), filled, holds: Holds::Words });
        let mut previous: Option<Cow<str>> = None;
        let (mut any, mut count) = (false, 0);
        for (at, cell) in cells.iter().enumerate() {
            let first = cell.pieces.first().map_or("", |&piece| self.text(piece));
            if !entry::is_worded(first) {
                let value = self.is_value(cell);
                count += usize::from(value);
                if value || cell.is_empty() || !self.values(cell).is_empty() {
                    any = true;
                    previous = None;
                    continue;
                }
            }
            let text = self.cell_text(cell);
            // A merged label that a converter repeats in each of its columns is one label.
            if previous.as_ref().is_some_and(|previous| fold::is_label(&text, previous)) {
                continue;
            }
            let whole = cell.pieces[0].to(cell.pieces[cell.pieces.len() - 1]);
            match &text {
                Cow::Borrowed(_) => self.put_words(whole, record, Some(at)),
                Cow::Owned(text) => {
                    let folded = fold::label(text).into_owned();
                    if cell.pieces.len() == 1 || labels::is_known(&folded) {
                        self.put(Some(folded), whole, record, Some(at), self.gap);
                    } else {
                        for &piece in cell.pieces.iter() {
                            self.put_words(piece, record, Some(at));
                        }
                    }
                }
            }
            previous = Some(text);
        }
        if any {
            self.tokens.push(Token::Run(Run { record, kind: RunKind::Cells(count) }));
        }
    }

    fn put_words(&mut self, span: Span, record: usize, cell: Option<usize>) {
        self.put(None, span, record, cell, self.gap);
    }

    /// Puts out words, if they have letters.
    fn put(
        &mut self,
        folded: Option<String>,
        span: Span,
        record: usize,
        cell: Option<usize>,
        gap: usize,
    ) {
        let (raw, around) = (self.text(span), OnceCell::new());
        let lettered = match &folded {
            Some(folded) => !folded.is_empty(),
            None => raw.chars().any(|c| fold::label_char(c).is_some()),
        };
        if lettered {
            let folded =
                folded.map_or_else(OnceCell::new, |folded| OnceCell::from(Cow::Owned(folded)));
            self.tokens.push(Token::Words(Words { raw, folded, span, record, cell, gap, around }));
        }
    }

    /// Parts a value from the label that it is glued to.
    fn unglued(&self, word: Span) -> Option<(Span, Span)> {
        let text = self.text(word);
        let digits = |c: char| fold::plain(c).is_ascii_digit() || matches!(c, ',' | '，' | '.');
        if !text.ends_with(digits) {
            return None;
        }
        let label = text.trim_end_matches(digits);
        let at = label.len();
        if at == 0 || !is_value(&text[at..]) {
            return None;
        }
        // Where merged cells are printed once for each column, so is their number: `495495495`.
        let repeats = |digits: &str| {
            (1..=digits.len() / 2).any(|period| {
                digits.as_bytes().chunks(period).all(|part| part == &digits.as_bytes()[..period])
            })
        };
        if repeats(&text[at..]) && labels::has_doubled_header(self.document.source.as_str()) {
            return None;
        }
        labels::ends_label(&fold::label(label))
            .then(|| (Span::new(word.start, word.start + at), Span::new(word.start + at, word.end)))
    }
}

/// How many empty lines stand behind each line of values that something follows.
fn behind(tokens: &[Token<'_>]) -> Sorted<usize, usize> {
    let mut behind = Sorted::default();
    let mut open = None;
    for token in tokens {
        match token {
            Token::Words(words) => {
                if let Some(line) = open.take() {
                    behind.insert(line, words.gap);
                }
            }
            Token::Run(run) => {
                for line in run.lines() {
                    if let Some(above) = open.replace(line.record) {
                        behind.insert(above, line.gap);
                    }
                }
            }
            Token::PageEnd => open = None,
        }
    }
    behind
}

/// Whether a word is a number or a placeholder.
pub fn is_value(text: &str) -> bool {
    is_count(text)
        || (!entry::is_worded(text) && {
            let (start, end) = entry::core(text);
            start < end && entry::written(&text[start..end]).is_some()
        })
}

/// Whether a word is a number in plain digits, as nearly all are.
fn is_count(text: &str) -> bool {
    (1..=Number::DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word can stand in a cell by mistake: short, and with a digit.
fn is_blemish(text: &str) -> bool {
    text.chars().count() <= 8 && text.chars().any(|c| fold::plain(c).is_ascii_digit())
}

/// What a printer adds to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Furniture {
    /// `— 3 —`, `第 3 页`, `3/8`.
    PageNumber,
    /// `-----`, `****`.
    Rule,
}

/// Tells page furniture that cannot be a value, from a line without the space around it: a bare
/// number is left alone here.
fn furniture(text: &str) -> Option<Furniture> {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '─' | '~' | '·' | '•');
    // What is told here begins with one of these, behind dashes or not.
    let opens = |c: char| matches!(c, '第' | '共') || fold::plain(c).is_ascii_digit();
    if text.len() > 48 || !text.starts_with(|c| dash(c) || opens(c)) {
        return None;
    }
    // Rows of numbers.
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        return None;
    }
    let inner = text.trim_matches(|c| dash(c) || fold::is_space(c));
    let digits = |text: &str| {
        !text.is_empty()
            && text.len() <= 12
            && text.chars().all(|c| fold::plain(c).is_ascii_digit())
    };
    if inner.is_empty() {
        return (text.chars().count() > 4).then_some(Furniture::Rule);
    }
    if !inner.starts_with(opens) {
        return None;
    }
    if digits(inner) {
        let framed = text.starts_with(dash) && text.ends_with(dash);
        return framed.then_some(Furniture::PageNumber);
    }
    if !(inner.contains('页') || inner.contains('/') || inner.contains('／')) {
        return None;
    }
    let compact: String = inner.chars().filter(|c| !fold::is_space(*c)).collect();
    let paged = |text: &str| {
        text.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).is_some_and(digits)
    };
    let counted = |text: &str| {
        text.strip_prefix('共').and_then(|rest| rest.strip_suffix('页')).is_some_and(digits)
    };
    let split_at_page = compact.find('页').map(|at| compact.split_at(at + '页'.len_utf8()));
    // `1 0 0 / 0 0 1` is a row with a placeholder.
    let fraction = inner.split_once(['/', '／']).is_some_and(|(page, all)| {
        digits(page.trim_matches(fold::is_space)) && digits(all.trim_matches(fold::is_space))
    });
    let numbered = paged(&compact)
        || split_at_page.is_some_and(|(page, rest)| {
            paged(page) && counted(rest.trim_start_matches(['/', '／', '，', ',']))
        })
        || fraction;
    numbered.then_some(Furniture::PageNumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_values() {
        for text in ["— 3 —", "-3-", "第 3 页", "第3页共8页", "第3页 / 共8页", "3/8"]
        {
            assert_eq!(furniture(text), Some(Furniture::PageNumber), "{text}");
        }
        for text in ["3", "-3", "—", "0 0 0", "12.5", "1 0 0 / 0 0 1"] {
            assert_eq!(furniture(text), None, "{text}");
        }
    }
}
