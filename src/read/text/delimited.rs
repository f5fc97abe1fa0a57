//! Rows of cells parted by tabs or commas, with quotes around a cell that holds line breaks.

use super::{Found, MAX_COLUMNS, Scan, cell, lined, ragged};
use crate::document::{GridCell, Row};
use crate::source::{Marks, Span, besides_ideographs, is_ideograph};

/// How many lines one quoted cell may go on for: a label stands on one character a line at worst.
const QUOTED_LINES: usize = 40;

pub(super) fn at(scan: &Scan<'_>, start: usize, delimiter: char) -> Option<Found> {
    let mut rows: Vec<Row> = Vec::new();
    let mut line = start;
    let mut expected = 0;
    while let Some((row, next)) = row_at(scan, line, delimiter, expected) {
        // Commas also stand in sentences; in a table every row has the same number of them.
        let same = rows.first().is_none_or(|first| first.cells.len() == row.cells.len());
        if delimiter == ',' && (!same || parts_thousands(scan, &row)) {
            break;
        }
        if is_weak(delimiter) && !is_of_values(scan, &row) {
            break;
        }
        expected = row.cells.len();
        rows.push(row);
        line = next;
    }
    let enough = if delimiter == ',' { 2 } else { 1 };
    (rows.len() >= enough).then(|| Found { grid: ragged(rows), next: line })
}

/// Whether the commas of a row stand in numbers behind words: `1.重复申请   12   1,226`. Behind
/// nothing but a number, `1,226` may be two cells.
fn parts_thousands(scan: &Scan<'_>, row: &Row) -> bool {
    let text = |cell: &GridCell| scan.source.slice(cell.place);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let within = |pair: &[GridCell]| {
        text(&pair[0]).ends_with(|c: char| c.is_ascii_digit()) && digits(text(&pair[1])) == 3
    };
    let first = row.cells.first().map_or("", text);
    digits(first) < first.len() && row.cells.windows(2).all(within)
}

/// The mark that parts the cells of a text where nothing better does: one that stands between
/// words and values in many lines.
pub(super) fn in_use(scan: &Scan<'_>) -> Option<char> {
    let mut rows = [0; WEAK.len()];
    for line in 0..scan.lines.len() {
        if !scan.has(line, Marks::CLAUSE) {
            continue;
        }
        let text = scan.text(line);
        if !(may_end_with_value(text) || scan.has(line, Marks::QUOTE)) {
            continue;
        }
        let mut marks = [0; WEAK.len()];
        for (_, c) in besides_ideographs(text) {
            if let Some(at) = WEAK.iter().position(|mark| *mark == c) {
                marks[at] += 1;
            }
        }
        for (at, delimiter) in WEAK.into_iter().enumerate() {
            // Five cells, counting before looking.
            let row = marks[at] >= 4
                && row_at(scan, line, delimiter, 0)
                    .is_some_and(|(row, _)| is_of_values(scan, &row));
            rows[at] += usize::from(row);
        }
    }
    WEAK.into_iter().zip(rows).find(|(_, rows)| *rows >= ROWS).map(|(mark, _)| mark)
}

/// Whether the last cell of a line without quotes may be blank, a placeholder or a number. Nearly all
/// lines end with a label or a sentence instead, and no digit is near.
fn may_end_with_value(text: &str) -> bool {
    let Some(last) = text.chars().next_back() else { return false };
    if last == '无' || !(last == '。' || is_ideograph(last)) {
        return true;
    }
    // A digit in ASCII or a full-width one, which is BC 90 to BC 99 behind its first byte.
    let digit = |before: u8, byte: u8| {
        (byte.wrapping_sub(b'0') < 10) | ((before == 0xbc) & (byte.wrapping_sub(0x90) < 10))
    };
    let end = &text.as_bytes()[text.len().saturating_sub(4 * (VALUE + 1))..];
    end.iter().zip(&end[1..]).fold(false, |any, (&before, &byte)| any | digit(before, byte))
}

/// Marks that part cells, and clauses of sentences. A full-width comma is none of them: it parts
/// thousands as well.
const WEAK: [char; 3] = [';', '；', '、'];

/// How many rows show that a mark parts cells.
const ROWS: usize = 5;

fn is_weak(delimiter: char) -> bool {
    WEAK.contains(&delimiter)
}

/// How many characters a value has at most.
const VALUE: usize = 16;

/// Whether a row ends with two values or more, or with one and a semicolon before it.
fn is_of_values(scan: &Scan<'_>, row: &Row) -> bool {
    let value = |cell: &&GridCell| {
        let text = scan.source.slice(cell.place);
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        text.chars().count() <= VALUE
            && !text.contains(char::is_whitespace)
            && (text.starts_with(digit)
                || matches!(text, "" | "/" | "-" | "—" | "－" | "–" | "——" | "无"))
    };
    let values = row.cells.iter().rev().take_while(value).count();
    let filled = row.cells.iter().rev().take(values).any(|cell| !cell.is_empty());
    let semicolon = row.cells.get(1).is_some_and(|cell| {
        let before = scan.source.slice(Span::new(row.cells[0].place.end, cell.place.start));
        before.contains([';', '；'])
    });
    let whole = values < row.cells.len() || values >= ROWS;
    whole && filled && (values >= 2 || (values == 1 && semicolon))
}

/// How many cells the rows of a form have at most.
const COMMON: usize = 16;

/// The row that starts at a line, and the line after it.
/// `expected`: how many cells it may have.
fn row_at(scan: &Scan<'_>, start: usize, delimiter: char, expected: usize) -> Option<(Row, usize)> {
    let first = scan.text(start);
    if !first.contains(delimiter) && !first.starts_with('"') {
        return None;
    }
    let mut cells: Vec<GridCell> = Vec::with_capacity(expected.min(COMMON));
    let (mut line, mut text) = (start, first);
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let offset = scan.lines[line].start + at;
        if rest.starts_with('"')
            && let Some((cell, end_line, end)) = quoted(scan, line, at, cells.len(), delimiter)
        {
            cells.push(cell);
            (line, text) = (end_line, scan.text(end_line));
            at = end;
        } else {
            let length = find(rest, delimiter).unwrap_or(rest.len());
            let span = Span::new(offset, offset + length);
            cells.push(cell(scan.source, cells.len(), span, offset));
            at += length;
        }
        if at >= text.len() {
            break;
        }
        at += delimiter.len_utf8();
    }
    (2..=MAX_COLUMNS).contains(&cells.len()).then(|| (Row { cells }, line + 1))
}

/// Where a delimiter stands first. Most cells are so short that a search by words does not pay.
fn find(text: &str, delimiter: char) -> Option<usize> {
    match u8::try_from(delimiter) {
        Ok(delimiter) => text.bytes().position(|byte| byte == delimiter),
        Err(_) => text.find(delimiter),
    }
}

/// A quoted cell that starts at a quote: the cell, and where it ends. `None` when no quote closes
/// it, or what follows is no delimiter: then the quote is part of the words.
fn quoted(
    scan: &Scan<'_>,
    start: usize,
    at: usize,
    column: usize,
    delimiter: char,
) -> Option<(GridCell, usize, usize)> {
    let mut pieces = Vec::new();
    let mut line = start;
    let mut from = at + 1;
    let place = scan.lines[start].start + from;
    loop {
        let text = scan.text(line);
        let base = scan.lines.get(line)?.start;
        let mut search = from;
        loop {
            match text[search..].find('"') {
                // A doubled quote is a quote.
                Some(found) if text[search + found + 1..].starts_with('"') => search += found + 2,
                Some(found) => {
                    let end = search + found;
                    let after = &text[end + 1..];
                    if !(after.is_empty() || after.starts_with(delimiter)) {
                        return None;
                    }
                    pieces.push(Span::new(base + from, base + end));
                    return Some((lined(scan.source, column, &pieces, place), line, end + 1));
                }
                None => break,
            }
        }
        pieces.push(Span::new(base + from, base + text.len()));
        line += 1;
        from = 0;
        if line - start > QUOTED_LINES || line >= scan.lines.len() {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::grid;
    use crate::document::Block;

    #[test]
    fn commas_within_numbers_part_no_cells() {
        let text = "1.重复申请   12   1,226\n2.其他   0   1,849\n";
        let document = crate::read::text::read(text.to_owned(), "a.txt", None);
        assert!(document.blocks.iter().all(|block| matches!(block, Block::Line(_))));
        // Where numbers alone stand between them, they do.
        assert_eq!(grid("重复申请,12,226\n其他,0,849\n")[0], "0:重复申请 1:12 2:226");
        assert_eq!(grid("1,226\n2,849\n"), ["0:1 1:226", "0:2 1:849"]);
    }

    #[test]
    fn semicolons_part_cells_where_many_rows_show_it() {
        let rows: String = (1..7).map(|row| format!("甲；乙{row}；{row}；；1{row}；—\n")).collect();
        let cells = grid(&rows);
        assert_eq!(cells[2], "0:甲 1:乙3 2:3 3: 4:13 5:—");
        // A heading and a sentence stay lines, a row of two cells does not.
        let text = format!("一、总体情况；二\n{rows}规章；7\n办结9件；其中予以公开8件");
        let document = crate::read::text::read(text, "a.txt", None);
        let lines = document.blocks.iter().filter(|block| matches!(block, Block::Line(_)));
        assert_eq!(lines.count(), 2);
        let thousands = "甲 1，234 5，678 9，012 3，456\n".repeat(6);
        let document = crate::read::text::read(thousands, "a.txt", None);
        assert!(document.blocks.iter().all(|block| matches!(block, Block::Line(_))));
    }
}
