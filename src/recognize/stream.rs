//! Rows of 表三 in running text: labels and values as two interleaved sequences.
//!
//! Values that stand on the line of their label are its own, and so are values in the paragraph
//! of their label, where empty lines part paragraphs. The others are told by order: both
//! sequences follow the form, so between two rows that are settled, as many complete rows of
//! values as there are rows of the form go one to one, wherever a page dump has put them. Where
//! the counts differ, a row keeps values only if every run of the table directly follows a label.
//! What neither tells is missing.

use super::aligned::Alignment;
use super::anchors::Anchor;
use super::columns;
use super::entry;
use super::gaps::Spacing;
use super::labels::{self, FormRow};
use super::place::Slot;
use super::tokens::{Run, Token, Tokens, ValueLine};
use crate::form::{ApplicationRow, Edition};
use crate::report::Number;
use crate::sorted::{Sorted, SortedSet};
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// The values of a row of 表三.
pub const WIDTH: usize = 7;

/// The slots of the rows of 表三 that running text holds, or why a row has none.
pub fn rows(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    range: Range<usize>,
) -> Sorted<ApplicationRow, Result<Vec<Slot>, String>> {
    // Where all values stand in grids, there is nothing to tell.
    let in_text = |token: &Token<'_>| matches!(token, Token::Run(run) if !run.lines().is_empty());
    let items = match tokens.tokens[range.clone()].iter().any(in_text) {
        true => items(tokens, anchors, range),
        false => Vec::new(),
    };
    let blanks = Blanks::of(tokens, &items);
    let form = ApplicationRow::of(edition);
    let place = |row: ApplicationRow| form.iter().position(|other| *other == row);
    // Rows whose values stand on their label's line are settled.
    let mut settled: Vec<(usize, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Item::Values(chunk) = item else { continue };
        if let Some(index) = chunk.own.and_then(place)
            && settled.last().is_none_or(|&(before, _)| before < index)
        {
            settled.push((index, at));
        }
    }
    let mut found = Sorted::default();
    for &(index, at) in &settled {
        if let Item::Values(chunk) = &items[at] {
            found.insert(form[index], chunk.slots(tokens, &blanks));
        }
    }
    // The stretches between them, with one before the first and one behind the last.
    let mut stretches = Vec::new();
    let mut rows_from = 0;
    let mut items_from = 0;
    for (index, at) in settled.into_iter().chain([(form.len(), items.len())]) {
        let rows = &form[rows_from.min(index)..index];
        stretches.push(Stretch { rows, items: &items[items_from..at], sure: false });
        rows_from = index + 1;
        items_from = at + 1;
    }
    let stretches: Vec<Stretch<'_>> =
        stretches.into_iter().flat_map(Stretch::paged).flat_map(Stretch::parted).collect();
    let ordered = stretches.iter().all(Stretch::follows_labels);
    for (at, stretch) in stretches.iter().enumerate() {
        // Values to spare next door were put there out of order, and may leave a count that fits
        // here by chance.
        let around = &stretches[at.saturating_sub(1)..(at + 2).min(stretches.len())];
        let displaced = !stretch.sure
            && around
                .iter()
                .any(|stretch| stretch.counted() > stretch.rows.len() && !stretch.fits());
        stretch.settle(tokens, &blanks, ordered, displaced, &mut found);
    }
    for (row, slots) in columns::applications(tokens, anchors) {
        let slot = found.or_insert(row, Err(String::new()));
        if slot.is_err() {
            *slot = Ok(slots);
        }
    }
    found
}

/// A label, values, words that are none of the form's, or the end of a page.
enum Item<'t> {
    Label(ApplicationRow),
    Values(Chunk<'t>),
    Unknown,
    PageEnd,
}

/// What tells which cells of a row are blank.
struct Blanks {
    spacing: Option<Spacing>,
    alignment: Alignment,
}

impl Blanks {
    /// Learns from all rows of the table.
    fn of(tokens: &Tokens<'_>, items: &[Item<'_>]) -> Blanks {
        let rows = items.iter().filter_map(|item| match item {
            Item::Values(chunk) if chunk.is_row() => Some(&*chunk.lines),
            _ => None,
        });
        let lines = items.iter().filter_map(|item| match item {
            Item::Values(chunk) => match &*chunk.lines {
                [line] => Some(Some(line)),
                _ => None,
            },
            Item::PageEnd => Some(None),
            _ => None,
        });
        Blanks { spacing: Spacing::of(tokens, rows), alignment: Alignment::of(tokens, lines) }
    }

    /// The slots of a row with blanks in it; `None` when nothing tells.
    fn slots(&self, tokens: &Tokens<'_>, lines: &[ValueLine]) -> Option<Vec<Slot>> {
        let spacing = self.spacing.as_ref();
        spacing
            .and_then(|spacing| spacing.slots(tokens, lines, WIDTH))
            .or_else(|| self.alignment.slots(tokens, lines))
    }
}

/// Values that belong together.
struct Chunk<'t> {
    lines: Cow<'t, [ValueLine]>,
    /// The complete rows in it, in order; empty when it cannot be cut into such.
    complete: Vec<Vec<Span>>,
    /// How many rows it stands for.
    rows: usize,
    /// The row on whose label's line it stands.
    own: Option<ApplicationRow>,
}

impl Chunk<'_> {
    /// Whether it is exactly one complete row.
    fn is_row(&self) -> bool {
        self.rows == 1 && self.complete.len() == 1
    }

    /// The slots, if it stands for one row.
    fn slots(&self, tokens: &Tokens<'_>, blanks: &Blanks) -> Result<Vec<Slot>, String> {
        if let [row] = self.complete.as_slice() {
            return Ok(row.iter().map(|&span| Slot::Written(span, None)).collect());
        }
        if let Some(slots) = blanks.slots(tokens, &self.lines) {
            return Ok(slots);
        }
        Err(miscount(WIDTH, self.lines.iter().map(|line| line.values.len()).sum()))
    }

    /// The slots of each row that it stands for.
    fn each(&self, tokens: &Tokens<'_>, blanks: &Blanks) -> Vec<Result<Vec<Slot>, String>> {
        if self.complete.len() == self.rows {
            return self
                .complete
                .iter()
                .map(|row| Ok(row.iter().map(|&span| Slot::Written(span, None)).collect()))
                .collect();
        }
        vec![self.slots(tokens, blanks); self.rows]
    }
}

/// Why `read` values do not make a row of `expected`.
pub fn miscount(expected: usize, read: usize) -> String {
    match expected.checked_sub(read) {
        Some(0) => "这些数分在几行，分不清是不是同一行的".to_owned(),
        Some(1) => format!("这一行应有 {expected} 个数，只读到 {read} 个，分不清哪一格是空白"),
        Some(short) => {
            format!("这一行应有 {expected} 个数，只读到 {read} 个，分不清哪 {short} 格是空白")
        }
        None => format!("这一行应有 {expected} 个数，却读到 {read} 个，分不清哪些是它的"),
    }
}

/// Form rows and items between two settled rows.
struct Stretch<'a> {
    rows: &'a [ApplicationRow],
    items: &'a [Item<'a>],
    /// Whether labels within it agree that it goes one to one.
    sure: bool,
}

impl Stretch<'_> {
    fn chunks(&self) -> impl Iterator<Item = &Chunk<'_>> + Clone {
        self.items.iter().filter_map(|item| match item {
            Item::Values(chunk) => Some(chunk),
            _ => None,
        })
    }

    /// How many rows its values stand for.
    fn counted(&self) -> usize {
        self.chunks().map(|chunk| chunk.rows).sum()
    }

    /// Whether its rows and its values go one to one: counting all, or counting complete rows
    /// alone, beside which there is only debris of a header.
    fn fits(&self) -> bool {
        let complete: usize = self.chunks().map(|chunk| chunk.complete.len()).sum();
        self.counted() == self.rows.len() || (complete == self.rows.len() && complete > 0)
    }

    /// Its values with the label that each directly follows.
    fn pairs(&self) -> impl Iterator<Item = (Option<ApplicationRow>, &Chunk<'_>)> {
        let mut label = None;
        self.items.iter().filter_map(move |item| match item {
            Item::Label(row) => {
                label = Some(*row);
                None
            }
            Item::Unknown => {
                label = None;
                None
            }
            Item::Values(chunk) => Some((label.take(), chunk)),
            Item::PageEnd => None,
        })
    }

    /// Cuts off pages at the beginning and at the end on which rows and values go one to one: what
    /// a dump has put out of order stands on its page all the same.
    fn paged(self) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut rest = self;
        if rest.fits() {
            return vec![rest];
        }
        let part = |stretch: &Self, rows: Range<usize>, items: Range<usize>, sure| Stretch {
            rows: &stretch.rows[rows],
            items: &stretch.items[items],
            sure,
        };
        let is_end = |item: &Item<'_>| matches!(item, Item::PageEnd);
        // Pages from the beginning, up to the row whose label is the next page's first.
        while let Some(end) = rest.items.iter().position(is_end) {
            let (rows, items) = (rest.rows.len(), rest.items.len());
            let page = part(&rest, 0..rows, 0..end, true);
            let next = part(&rest, 0..rows, end + 1..items, false);
            let Some((first, _)) = next.labelled() else { break };
            if first == 0 || !page.is_page_of(0..first) {
                break;
            }
            parts.push(part(&rest, 0..first, 0..end, true));
            rest = part(&rest, first..rows, end + 1..items, false);
        }
        // The last page, from the row whose label is its first.
        let (rows, items) = (rest.rows.len(), rest.items.len());
        let mut last = None;
        if let Some(end) = rest.items.iter().rposition(is_end) {
            let page = part(&rest, 0..rows, end + 1..items, true);
            let before = part(&rest, 0..rows, 0..end, false);
            if let Some((first, _)) = page.labelled()
                && before.labelled().is_some_and(|(_, above)| above < first)
                && page.is_page_of(first..rows)
            {
                last = Some(part(&rest, first..rows, end + 1..items, true));
                rest = part(&rest, 0..first, 0..end, false);
            }
        }
        parts.push(rest);
        parts.extend(last);
        parts
    }

    /// The first and the last of its rows whose label stands in it.
    fn labelled(&self) -> Option<(usize, usize)> {
        let mut places = self.items.iter().filter_map(|item| match item {
            Item::Label(row) => self.rows.iter().position(|other| other == row),
            _ => None,
        });
        let first = places.next()?;
        Some((first, places.next_back().unwrap_or(first)))
    }

    /// Whether it holds exactly the values of some of its rows, complete, and no label of others.
    fn is_page_of(&self, rows: Range<usize>) -> bool {
        let complete = |chunk: &Chunk<'_>| chunk.complete.len() == chunk.rows;
        !self.items.iter().any(|item| matches!(item, Item::Unknown))
            && self
                .labelled()
                .is_some_and(|(first, last)| rows.contains(&first) && rows.contains(&last))
            && self.chunks().all(complete)
            && self.counted() == rows.len()
    }

    /// Cuts off the longest beginning and the longest end in which rows and values go one to one.
    /// Where they meet the rest, a complete row must directly follow its own label; two such
    /// rows must agree, since one may come about by chance.
    fn parted(self) -> Vec<Self> {
        if self.sure || self.fits() || self.items.iter().any(|item| matches!(item, Item::Unknown)) {
            return vec![self];
        }
        let mut label = None;
        let mut head = 0;
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            match item {
                Item::Label(row) => label = self.rows.iter().position(|other| other == row),
                Item::Unknown => label = None,
                Item::PageEnd => {}
                Item::Values(chunk) => {
                    if let Some(row) = label.take().filter(|_| chunk.is_row()) {
                        pairs.push((row, at, head));
                    }
                    head += chunk.rows;
                }
            }
        }
        let total = self.counted();
        // As many rows before it as values before it; or as many behind it as values behind it.
        let begins: Vec<_> = pairs.iter().filter(|(row, _, before)| row == before).collect();
        let ends: Vec<_> = pairs
            .iter()
            .filter(|(row, _, before)| self.rows.len() - row == total - before)
            .collect();
        let mut parts = Vec::new();
        let mut from = (0, 0);
        let part = |rows: Range<usize>, items: Range<usize>, sure| Stretch {
            rows: &self.rows[rows],
            items: &self.items[items],
            sure,
        };
        let (rows, items) = (self.rows.len(), self.items.len());
        if let [.., _, (row, at, _)] = begins.as_slice() {
            from = (row + 1, at + 1);
            parts.push(part(0..from.0, 0..from.1, true));
        }
        if let [(row, at, _), _, ..] = ends.as_slice()
            && *row >= from.0
            && *at >= from.1
        {
            parts.push(part(from.0..*row, from.1..*at, false));
            parts.push(part(*row..rows, *at..items, true));
        } else {
            parts.push(part(from.0..rows, from.1..items, false));
        }
        parts
    }

    /// Whether all its values directly follow a label and stand for one row.
    fn follows_labels(&self) -> bool {
        self.pairs().all(|(label, chunk)| label.is_some() && chunk.rows == 1)
    }

    fn settle(
        &self,
        tokens: &Tokens<'_>,
        blanks: &Blanks,
        ordered: bool,
        displaced: bool,
        found: &mut Sorted<ApplicationRow, Result<Vec<Slot>, String>>,
    ) {
        let known = !self.items.iter().any(|item| matches!(item, Item::Unknown));
        if known && !displaced && self.fits() {
            let whole = self.counted() != self.rows.len();
            let chunks = self.chunks().filter(|chunk| !whole || !chunk.complete.is_empty());
            if plausible(tokens, chunks.clone()) {
                let slots = chunks.flat_map(|chunk| chunk.each(tokens, blanks));
                found.extend(self.rows.iter().copied().zip(slots));
                return;
            }
        }
        for (label, chunk) in self.pairs() {
            let Some(row) = label.filter(|row| self.rows.contains(row)) else { continue };
            let slots = if ordered {
                chunk.slots(tokens, blanks)
            } else {
                Err("这一行附近的数与行名称对不齐，分不清哪些是它的".to_owned())
            };
            found.insert(row, slots);
        }
    }
}

/// Whether complete rows can have been cut where they were. Debris of a page dump may happen to
/// come in sevens; rows of the form mostly add up. This only ever takes values away.
fn plausible<'a>(tokens: &Tokens<'_>, chunks: impl Iterator<Item = &'a Chunk<'a>>) -> bool {
    let (mut sums, mut breaks) = (0, 0);
    for row in chunks.filter(|chunk| chunk.own.is_none()).flat_map(|chunk| &chunk.complete) {
        let number = |span: &Span| entry::number(tokens.text(*span));
        let Some((total, parts)) = row.split_last() else { continue };
        sums += 1;
        if parts.iter().map(number).sum::<Number>() != number(total) {
            breaks += 1;
        }
    }
    breaks <= 2 || breaks * 4 <= sums
}

/// The labels and values of a range of the stream, in order.
fn items<'t>(tokens: &'t Tokens<'_>, anchors: &[Anchor], range: Range<usize>) -> Vec<Item<'t>> {
    let mut starts: Sorted<usize, &Anchor> = Sorted::default();
    let mut spelled: SortedSet<usize> = SortedSet::default();
    let mut records: Sorted<usize, ApplicationRow> = Sorted::default();
    let mut ends: Sorted<usize, ApplicationRow> = Sorted::default();
    for anchor in anchors {
        let FormRow::Application(row) = anchor.row else { continue };
        starts.insert(anchor.first, anchor);
        if let Token::Words(words) = &tokens.tokens[anchor.last] {
            ends.insert(words.record, row);
        }
        for at in anchor.first..=anchor.last {
            if let Token::Words(words) = &tokens.tokens[at] {
                spelled.add(at);
                // Two labels on one line: the values at its end are the last one's.
                records.insert(words.record, row);
            }
        }
    }
    let parted = parted(tokens, range.clone());
    let mut items = Vec::new();
    for at in range {
        match &tokens.tokens[at] {
            Token::Words(words) => {
                if let Some(anchor) = starts.get(&at)
                    && let FormRow::Application(row) = anchor.row
                {
                    items.push(Item::Label(row));
                } else if !spelled.contains(&at)
                    && !words.is_around()
                    && !labels::is_piece(words.text())
                {
                    items.push(Item::Unknown);
                }
            }
            Token::Run(run) if run.lines().is_empty() => {}
            Token::Run(run) => {
                // Values behind unknown words are a row that the form does not have.
                let before = items.iter().rev().find(|item| !matches!(item, Item::PageEnd));
                if matches!(before, Some(Item::Unknown)) {
                    continue;
                }
                // The label's paragraph goes on with the values: no empty line, no other words.
                let above = run.record.checked_sub(1).and_then(|above| ends.get(&above)).copied();
                let own = records.get(&run.record).copied();
                let own = own.or(above.filter(|_| parted && run.lines()[0].gap == 0));
                let chunks = chunks(run, own, parted, &tokens.suspects);
                items.extend(chunks.into_iter().map(Item::Values));
            }
            Token::PageEnd => items.push(Item::PageEnd),
        }
    }
    items
}

/// Whether empty lines part paragraphs in a range of the stream: some values follow what stands
/// above them at once, some do not.
fn parted(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let gaps = tokens.tokens[range].iter().filter_map(|token| match token {
        Token::Run(run) => run.lines().first().map(|line| line.gap),
        Token::Words(words) => Some(words.gap),
        Token::PageEnd => None,
    });
    let (mut some, mut none) = (0, 0);
    for gap in gaps {
        if gap > 0 { some += 1 } else { none += 1 }
    }
    some >= 5 && none >= 5
}

/// Cuts a run into chunks. `own` is the row whose label the first line or paragraph goes on.
/// `parted`: a page number would be a paragraph of its own.
fn chunks<'t>(
    run: &'t Run,
    own: Option<ApplicationRow>,
    parted: bool,
    suspects: &SortedSet<usize>,
) -> Vec<Chunk<'t>> {
    let lines = run.lines();
    let mut chunks = Vec::new();
    let mut rest = lines;
    if own.is_some() {
        // What follows below the line, or below the paragraph of single values, is on its own.
        let end = match lines[0].values.len() {
            1 => {
                lines
                    .iter()
                    .skip(1)
                    .take_while(|line| line.gap == 0 && line.values.len() == 1)
                    .count()
                    + 1
            }
            _ => 1,
        };
        let (first, below) = lines.split_at(end);
        let mut chunk = chunk_of(first.into());
        let values: usize = first.iter().map(|line| line.values.len()).sum();
        let suspect = first.iter().any(|line| suspects.contains(&line.record))
            && !(parted && values == WIDTH);
        if (2..=WIDTH).contains(&values) && !suspect {
            chunk.own = own;
            chunks.push(chunk);
            rest = below;
        }
    }
    if rest.is_empty() {
        return chunks;
    }
    if rest.iter().all(|line| line.values.len() == 1) {
        // A lone number under a whole row is a page number more likely than a row.
        if rest.len() > 1 || chunks.is_empty() {
            chunks.extend(singles(rest, suspects));
        }
        return chunks;
    }
    let wide = rest.iter().any(|line| line.values.len() >= WIDTH - 1);
    for line in rest.chunks(1) {
        if !(wide && line[0].values.len() == 1) {
            chunks.push(chunk_of(line.into()));
        }
    }
    chunks
}

/// One chunk for lines that are one row or a part of one.
fn chunk_of(lines: Cow<'_, [ValueLine]>) -> Chunk<'_> {
    let mut values: Vec<Span> = Vec::with_capacity(WIDTH);
    lines.iter().for_each(|line| values.extend(&line.values));
    let rows = ((values.len() + WIDTH / 2) / WIDTH).max(1);
    let complete = if values.len() == WIDTH { vec![values] } else { Vec::new() };
    Chunk { lines, complete, rows, own: None }
}

/// A row at whose rim a page number may stand is not complete: six values and a page number look
/// the same.
fn doubted<'t>(mut chunk: Chunk<'t>, suspects: &SortedSet<usize>) -> Chunk<'t> {
    let rim = [chunk.lines.first(), chunk.lines.last()];
    if rim.into_iter().flatten().any(|line| suspects.contains(&line.record)) {
        chunk.complete.clear();
    }
    chunk
}

/// Cuts lines of one value each. Empty lines part them into paragraphs: seven paragraphs of one
/// line are a row; so is one paragraph of seven; seven of `k` lines are `k` rows column by column.
fn singles<'t>(lines: &'t [ValueLine], suspects: &SortedSet<usize>) -> Vec<Chunk<'t>> {
    let mut paragraphs: Vec<&[ValueLine]> = Vec::new();
    let mut from = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || lines[at].gap > 0 {
            paragraphs.push(&lines[from..at]);
            from = at;
        }
    }
    let mut chunks = Vec::new();
    // Where every value is a paragraph, nothing parts the rows but their count.
    if paragraphs.len() == lines.len() || paragraphs.len() == 1 {
        if lines.len().is_multiple_of(WIDTH) {
            chunks.extend(lines.chunks(WIDTH).map(|row| doubted(chunk_of(row.into()), suspects)));
        } else {
            chunks.push(chunk_of(lines.into()));
        }
        return chunks;
    }
    let mut at = 0;
    while at < paragraphs.len() {
        let size = paragraphs[at].len();
        let alike = paragraphs[at..].iter().take(WIDTH).take_while(|p| p.len() == size).count();
        if size == WIDTH {
            chunks.push(doubted(chunk_of(paragraphs[at].into()), suspects));
            at += 1;
        } else if alike == WIDTH && size < WIDTH {
            for row in 0..size {
                let column: Vec<ValueLine> = paragraphs[at..at + WIDTH]
                    .iter()
                    .map(|paragraph| paragraph[row].clone())
                    .collect();
                chunks.push(chunk_of(column.into()));
            }
            at += WIDTH;
        } else if size == 1 {
            // A paragraph of one value among others: a page number, or a piece of a row.
            at += 1;
            if paragraphs[at..].first().is_some_and(|next| next.len() == 1) {
                let run = paragraphs[at - 1..].iter().take_while(|p| p.len() == 1).count();
                let piece: Vec<ValueLine> = paragraphs[at - 1..at - 1 + run]
                    .iter()
                    .flat_map(|p| p.iter())
                    .cloned()
                    .collect();
                chunks.push(chunk_of(piece.into()));
                at += run - 1;
            }
        } else {
            chunks.push(chunk_of(paragraphs[at].into()));
            at += 1;
        }
    }
    chunks
}
