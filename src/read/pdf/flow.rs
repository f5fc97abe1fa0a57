//! Pages to one flow: page numbers and running heads go, tables that go on over a page break
//! become one again.

use super::page::{Item, ReadPage, Table};

/// How far, in points, edges of a table may differ from page to page.
const SAME_EDGE: f64 = 3.0;

/// A piece of the flow.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Line(String),
    Table(Table),
    PageBreak,
}

/// Puts the pages after one another.
pub(super) fn flow(mut pages: Vec<ReadPage>) -> Vec<Piece> {
    drop_running_lines(&mut pages);
    drop_page_numbers(&mut pages);
    let mut pieces: Vec<Piece> = Vec::new();
    for page in pages.into_iter().filter(|page| !page.items.is_empty()) {
        let mut items = page.items.into_iter().peekable();
        if let Some(Item::Table(table)) = items.peek_mut()
            && let Some(Piece::Table(before)) = pieces.last_mut()
            && is_same_table(before, table)
        {
            go_on(before, std::mem::take(table));
            items.next();
        } else if !pieces.is_empty() {
            pieces.push(Piece::PageBreak);
        }
        pieces.extend(items.map(|item| match item {
            Item::Line(line) => Piece::Line(line.text),
            Item::Table(table) => Piece::Table(table),
        }));
    }
    pieces
}

/// Drops the first and the last line of a page if the page before has the same there.
fn drop_running_lines(pages: &mut [ReadPage]) {
    let edge = |item: Option<&Item>| match item {
        Some(Item::Line(line)) => Some((line.text.clone(), line.frame.top)),
        _ => None,
    };
    let edges: Vec<_> =
        pages.iter().map(|page| [edge(page.items.first()), edge(page.items.last())]).collect();
    let is_same = |one: &Option<(String, f64)>, other: &Option<(String, f64)>| match (one, other) {
        (Some(one), Some(other)) => one.0 == other.0 && (one.1 - other.1).abs() <= SAME_EDGE,
        _ => false,
    };
    for at in 1..pages.len() {
        let items = &mut pages[at].items;
        if items.len() > 1 && is_same(&edges[at][1], &edges[at - 1][1]) {
            items.pop();
        }
        if items.len() > 1 && is_same(&edges[at][0], &edges[at - 1][0]) {
            items.remove(0);
        }
    }
}

/// Drops page numbers that stand alone at the top or the bottom of a page.
///
/// Dashes or 第…页 around a number make sure; a bare number only counts if it goes up with the
/// pages.
fn drop_page_numbers(pages: &mut [ReadPage]) {
    let number = |item: Option<&Item>| match item {
        Some(Item::Line(line)) => page_number(&line.text),
        _ => None,
    };
    for is_last in [true, false] {
        let edge = |items: &[Item]| if is_last { items.last() } else { items.first() }.cloned();
        let found: Vec<Option<PageNumber>> =
            pages.iter().map(|page| number(edge(&page.items).as_ref())).collect();
        for (at, page) in pages.iter_mut().enumerate() {
            let Some(here) = found[at] else { continue };
            let counts_on = |other: Option<usize>, step: i64| {
                let other = other.and_then(|other| found.get(other).copied().flatten());
                other.is_some_and(|other| other.number == here.number + step)
            };
            let goes_up = counts_on(at.checked_sub(1), -1) || counts_on(Some(at + 1), 1);
            if page.items.len() > 1 && (here.is_sure || goes_up) {
                if is_last {
                    page.items.pop();
                } else {
                    page.items.remove(0);
                }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PageNumber {
    number: i64,
    is_sure: bool,
}

/// Reads `3`, `3/8`, `— 3 —`, `-3-`, `第 3 页`, `第3页 共8页`.
fn page_number(line: &str) -> Option<PageNumber> {
    const DASHES: [char; 8] = ['-', '—', '–', '－', '―', '─', '~', '·'];
    let line: String = line.chars().filter(|found| !found.is_whitespace()).collect();
    let inner = line.trim_matches(DASHES);
    let is_dashed = line.starts_with(DASHES) && line.ends_with(DASHES);
    let (inner, is_named) = match inner.strip_prefix('第') {
        Some(rest) => (rest, rest.contains('页')),
        None => (inner, false),
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let number = inner.get(..digits).filter(|_| (1..=4).contains(&digits))?.parse().ok()?;
    let rest: String = inner[digits..]
        .chars()
        .filter(|found| !matches!(found, '页' | '共' | '/' | '／' | '，' | ','))
        .collect();
    let is_total = rest.len() <= 4 && rest.bytes().all(|found| found.is_ascii_digit());
    is_total.then_some(PageNumber { number, is_sure: is_dashed || is_named })
}

fn is_same_table(before: &Table, table: &Table) -> bool {
    let edges = |table: &Table| Some((*table.columns.first()?, *table.columns.last()?));
    match (edges(before), edges(table)) {
        (Some(one), Some(other)) => {
            (one.0 - other.0).abs() <= SAME_EDGE && (one.1 - other.1).abs() <= SAME_EDGE
        }
        _ => false,
    }
}

/// Appends the rows of `table` to `before`, on the columns of both.
fn go_on(before: &mut Table, mut table: Table) {
    let mut columns = before.columns.clone();
    for &at in &table.columns {
        if columns.iter().all(|known| (known - at).abs() > SAME_EDGE) {
            columns.push(at);
        }
    }
    columns.sort_by(f64::total_cmp);
    settle(before, &columns);
    settle(&mut table, &columns);
    let first = before.rows();
    // `5件` and `12万元` are values, and so is `无`.
    let is_words = |cell: &&super::page::Cell| {
        let letters = cell.text.chars().filter(|c| c.is_alphabetic()).count();
        let digits = cell.text.contains(|c: char| c.is_numeric() && !c.is_alphabetic());
        cell.row == 0 && cell.text != "无" && letters > if digits { 2 } else { 0 }
    };
    let words = table.cells.iter().filter(is_words).map(|cell| cell.column).max();
    for mut cell in table.cells {
        cell.row += first;
        cell.row_to += first;
        // The part of a merged cell that is left over on the new page is empty. One row of it looks
        // like a blank value below a merged header, but has words at its right.
        if cell.row == first
            && (cell.row_to - cell.row > 1 || words.is_some_and(|column| column > cell.column))
            && cell.text.is_empty()
            && let Some(upper) = before.cells.iter_mut().find(|upper| {
                upper.row_to == first
                    && (upper.column, upper.column_to) == (cell.column, cell.column_to)
                    && (upper.row_to - upper.row > 1 || cell.row_to - cell.row > 1)
            })
        {
            upper.row_to = cell.row_to;
        } else {
            before.cells.push(cell);
        }
    }
    before.row_pages.append(&mut table.row_pages);
    before.columns = columns;
}

/// Renumbers the columns of a table after a finer division.
fn settle(table: &mut Table, columns: &[f64]) {
    let nearest = |at: f64| {
        let distance = |&place: &usize| (columns[place] - at).abs();
        (0..columns.len()).min_by(|one, other| distance(one).total_cmp(&distance(other)))
    };
    let places: Vec<usize> = table.columns.iter().filter_map(|&at| nearest(at)).collect();
    for cell in &mut table.cells {
        cell.column = places[cell.column];
        cell.column_to = places[cell.column_to].max(cell.column + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::Cell;
    use super::*;

    fn table(rows: usize, cells: &[(usize, usize, usize, &str)]) -> Table {
        let cell = |&(row, row_to, column, text): &(usize, usize, usize, &str)| Cell {
            row,
            row_to,
            column,
            column_to: column + 1,
            text: text.to_owned(),
        };
        let row_pages = vec![1; rows];
        Table {
            columns: vec![0.0, 50.0, 100.0],
            row_pages,
            cells: cells.iter().map(cell).collect(),
        }
    }

    #[test]
    fn a_blank_below_a_merged_header_stays_a_cell_over_a_page_break() {
        let mut before = table(2, &[(0, 2, 0, "总计"), (0, 1, 1, "其中"), (1, 2, 1, "维持")]);
        go_on(&mut before, table(1, &[(0, 1, 0, ""), (0, 1, 1, "7件")]));
        let shown: Vec<_> =
            before.cells.iter().map(|cell| (cell.row, cell.row_to, &*cell.text)).collect();
        let header = [(0, 2, "总计"), (0, 1, "其中"), (1, 2, "维持")];
        assert_eq!(shown, [&header[..], &[(2, 3, ""), (2, 3, "7件")]].concat());
        // A group's label that two more rows stand beside goes on.
        let mut before = table(1, &[(0, 1, 0, "不予公开"), (0, 1, 1, "4")]);
        go_on(&mut before, table(2, &[(0, 2, 0, ""), (0, 1, 1, "5"), (1, 2, 1, "6")]));
        let first = &before.cells[0];
        assert_eq!((first.row, first.row_to, &*first.text), (0, 3, "不予公开"));
        assert_eq!(before.cells.len(), 4);
    }

    #[test]
    fn page_numbers_are_told_from_text() {
        let sure = |number| Some(PageNumber { number, is_sure: true });
        assert_eq!(page_number("— 3 —"), sure(3));
        assert_eq!(page_number("-12-"), sure(12));
        assert_eq!(page_number("第 3 页"), sure(3));
        assert_eq!(page_number("第3页 共8页"), sure(3));
        assert_eq!(page_number("第3页/共8页"), sure(3));
        assert_eq!(page_number("3 / 8"), Some(PageNumber { number: 3, is_sure: false }));
        assert_eq!(page_number("7"), Some(PageNumber { number: 7, is_sure: false }));
        for text in ["", "3件", "第三页", "2023年", "第3条", "—", "12345"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }
}
