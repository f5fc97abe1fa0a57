//! Which cells of a grid row are the value cells.
//!
//! Converters shift rows: a merged label takes one cell or three, a row is padded at its end, a
//! number is repeated where cells were merged. A header tells the columns where it can; elsewhere
//! the values are a window of consecutive cells behind the label, and where more than one window
//! would do, the rows of the same shape in the same grid tell, or nothing does.

use super::anchors::Anchor;
use super::fold;
use super::labels::FormRow;
use super::place::{Slot, slot};
use super::stream::WIDTH;
use super::tokens::{RunKind, Token, Tokens};
use crate::document::{Geometry, GridCell, Row};
use crate::form::{Applicant, DisclosureColumn, Edition};
use crate::sorted::{Sorted, SortedSet};
use crate::source::Span;
use std::borrow::Cow;

/// How many bytes the shortest header of 表二 has: 本年增减, as some write it.
const SHORTEST: usize = 12;

/// What complete rows tell about the columns of a grid: for each grid and index of the label's
/// cell, how many cells such rows have and at which of them the values start; for each grid how
/// many cells of padding end its rows, if rows of more than one shape agree; and the grids whose
/// rows lost blank cells at their end.
pub struct Columns {
    shapes: Sorted<(usize, usize), Vec<Shape>>,
    padding: Sorted<usize, Option<usize>>,
    stripped: SortedSet<usize>,
    /// For each grid and count of cells: which cells hold the values.
    places: Vec<((usize, usize), [usize; WIDTH])>,
    /// Whether columns have run together or apart in some grid: then those of the others, which
    /// the same tool has drawn, cannot be told by counting cells.
    broken: bool,
    rows: Labelled,
}

/// The rows of 表三 behind whose labels there are cells, in the order of the text.
#[derive(Default)]
struct Labelled {
    rows: Vec<LabelledRow>,
    /// The indices of their filled cells, row by row.
    filled: Vec<usize>,
}

#[derive(Clone, Copy)]
struct LabelledRow {
    /// The place of its label among the anchors.
    anchor: usize,
    record: usize,
    grid: usize,
    /// The index of the cell in which the label ends.
    label: usize,
    /// How many cells the row has.
    cells: usize,
    /// Which of the filled cells are its own: those behind the label.
    filled: (usize, usize),
}

impl Labelled {
    fn filled(&self, row: &LabelledRow) -> &[usize] {
        &self.filled[row.filled.0..row.filled.1]
    }

    /// The row of a label in a record, if that has been looked at.
    fn of(&self, anchor: usize, record: usize) -> Option<&LabelledRow> {
        let at = self.rows.binary_search_by_key(&anchor, |row| row.anchor).ok()?;
        Some(&self.rows[at]).filter(|row| row.record == record)
    }
}

/// How a complete row is made.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// How many cells it has.
    cells: usize,
    /// The index of its first value cell.
    start: usize,
}

/// What other rows tell about where the values of a row start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing.
    None,
    /// They start there in rows of the same shape.
    Start(usize),
    /// They start there if the row ends as others do.
    Padded(usize),
    /// The row has fewer cells than its like: it may have lost some at its end.
    Cut,
}

impl Columns {
    /// Learns from all rows of 表三 in which every value cell is filled.
    pub fn new(tokens: &Tokens<'_>, edition: Edition, anchors: &[Anchor]) -> Columns {
        let mut like: Sorted<(usize, usize), Vec<Shape>> = Sorted::default();
        let mut stripped = SortedSet::default();
        let mut shapes: Sorted<usize, Sorted<(usize, usize), usize>> = Sorted::default();
        let mut labelled = Labelled::default();
        labelled.rows.reserve(anchors.len());
        labelled.filled.reserve(anchors.len() * WIDTH);
        for (index, anchor) in anchors.iter().enumerate() {
            let FormRow::Application(_) = anchor.row else { continue };
            let Some(run) = anchor.after.or(anchor.inner.first().copied()) else { continue };
            let Token::Run(run) = &tokens.tokens[run] else { continue };
            let (&RunKind::Cells(values), Some((grid, _))) =
                (&run.kind, tokens.records[run.record].row)
            else {
                continue;
            };
            let Some(label) = label_cell(tokens, anchor, run.record) else { continue };
            let cells = tokens.cells(run.record);
            let from = labelled.filled.len();
            labelled.filled.extend(filled_from(cells, label + 1));
            let row = LabelledRow {
                anchor: index,
                record: run.record,
                grid,
                label,
                cells: cells.len(),
                filled: (from, labelled.filled.len()),
            };
            labelled.rows.push(row);
            let filled = labelled.filled(&row);
            let expected = anchor.row.count(edition);
            if (1..expected).contains(&(cells.len() - label - 1))
                && cells.last().is_some_and(|last| !last.is_empty())
            {
                stripped.add(grid);
            }
            // Words among them are a piece of another row's label. The run counts the row's values;
            // the label itself is none.
            let before = || cells[..label].iter().filter(|cell| tokens.is_value(cell)).count();
            let whole = filled.len() == expected
                && filled[expected - 1] - filled[0] == expected - 1
                && values - before() == expected;
            let start = filled.first().copied();
            let Some(start) = start.filter(|_| whole) else { continue };
            let shape = Shape { cells: cells.len(), start };
            let known = like.or_insert((grid, label), Vec::new());
            if !known.contains(&shape) {
                known.push(shape);
            }
            let padding = cells.len() - start - expected;
            let known =
                shapes.or_insert(grid, Sorted::default()).or_insert((label, start), padding);
            // Rows of one shape that differ in their padding agree with nothing.
            if *known != padding {
                *known = usize::MAX;
            }
        }
        let mut padding = Sorted::default();
        padding.extend(shapes.iter().map(|(grid, shapes)| (*grid, agreed(shapes))));
        let mut columns = Columns {
            shapes: like,
            padding,
            stripped,
            places: Vec::new(),
            broken: false,
            rows: Labelled::default(),
        };
        // The rows of a grid follow one another.
        for rows in labelled.rows.chunk_by(|row, other| row.grid == other.grid) {
            columns.look(tokens, rows, &labelled);
        }
        columns.rows = labelled;
        columns
    }

    /// Looks at all rows of a grid, also at those whose label stands above or below them, for
    /// columns that have run together or apart.
    fn look(&mut self, tokens: &Tokens<'_>, own: &[LabelledRow], labelled: &Labelled) {
        let Some(&LabelledRow { grid, .. }) = own.first() else { return };
        let rows = tokens.grids[grid];
        let label = own.iter().map(|row| row.label).max().unwrap_or(0);
        // By how many cells a row has: where its header starts, and which cells a whole row fills.
        let mut named: Vec<(usize, usize)> = Vec::new();
        let mut seen: Vec<(usize, [usize; WIDTH])> = Vec::new();
        for Row { cells } in &rows.rows {
            if let Some(start) = applicants(tokens, cells) {
                named.push((cells.len(), start));
            }
            self.broken |= cells.iter().any(|cell| is_double(tokens, cell));
            let filled = || filled_from(cells, label + 1);
            let values = |at: usize| tokens.counted(&cells[at]);
            let count = filled().count();
            self.broken |= rows.geometry == Geometry::Ragged
                && count < WIDTH
                && filled().any(|at| values(at) > 1);
            if count == WIDTH && filled().all(|at| values(at) == 1) {
                let mut places = [0; WIDTH];
                places.iter_mut().zip(filled()).for_each(|(place, at)| *place = at);
                seen.push((cells.len(), places));
            }
        }
        for (at, (cells, first)) in seen.iter().enumerate() {
            let same = || seen.iter().filter(|(width, _)| width == cells);
            if seen[..at].iter().any(|(width, _)| width == cells) {
                continue;
            }
            let apart = first[WIDTH - 1] - first[0] >= WIDTH;
            self.broken |= apart;
            // Two rows, or a row and the header, agree, and no row contradicts.
            let header = !apart && named.contains(&(*cells, first[0]));
            let agree = (header || (apart && same().count() > 1))
                && same().all(|(_, row)| row == first)
                && own
                    .iter()
                    .filter(|row| row.cells == *cells)
                    .all(|row| labelled.filled(row).iter().all(|at| first.contains(at)));
            if agree {
                self.places.push(((grid, *cells), *first));
            }
        }
    }

    /// The slots of an anchored row from a record that is a row of a grid. `at` is the place of
    /// its anchor among all of them.
    pub fn slots(
        &self,
        tokens: &Tokens<'_>,
        edition: Edition,
        anchor: &Anchor,
        at: usize,
        record: usize,
    ) -> Result<Vec<Slot>, String> {
        let cells = tokens.cells(record);
        let known = self.rows.of(at, record);
        let label = match known {
            Some(row) => Some(row.label),
            None => label_cell(tokens, anchor, record),
        };
        let from = label.map_or(usize::from(tokens.is_counted(record)), |label| label + 1);
        let filled: Cow<[usize]> = match known {
            Some(row) => self.rows.filled(row).into(),
            None => filled_from(cells, from).collect(),
        };
        let expected = anchor.row.count(edition);
        if filled.len() < expected && goes_on(tokens, record, expected - filled.len()) {
            return Err("这一行的数断在两行，分不清哪个是哪一格的".to_owned());
        }
        match anchor.row {
            FormRow::Application(_)
                if let Some(slots) = crowded(tokens, cells, &filled, expected) =>
            {
                slots
            }
            FormRow::Disclosure(row) => {
                let wanted = row.columns(edition);
                by_header(tokens, record, from, wanted)
                    .unwrap_or_else(|| windowed(tokens, cells, from, expected, Evidence::None))
            }
            FormRow::Application(_) if cells.len() - from < expected => {
                by_applicant(tokens, record, from)
                    .ok_or_else(|| miscounted(expected, cells.len() - from))
            }
            FormRow::Application(_) => {
                let Some((grid, _)) = tokens.records[record].row else {
                    return windowed(tokens, cells, from, expected, Evidence::None);
                };
                if let Some(places) = self.places(grid, cells.len())
                    && places[0] >= from
                    && filled.iter().all(|at| places.contains(at))
                {
                    return Ok(places.iter().map(|&at| slot(&cells[at])).collect());
                }
                let whole = filled.len() == expected || filled.is_empty();
                if self.broken && !whole {
                    return Err("表格的列有的并在一起、有的错开，分不清哪几格是空白".to_owned());
                }
                let evidence = self.start(grid, label, cells.len(), expected);
                window(tokens, cells, &filled, from, expected, evidence)
            }
        }
    }

    /// The cells of the values of a row, if other rows with as many cells tell them.
    fn places(&self, grid: usize, cells: usize) -> Option<&[usize]> {
        let own = self.places.iter().find(|(key, _)| *key == (grid, cells));
        own.map(|(_, places)| places.as_slice())
    }

    /// Where the values of a row start, by rows of its shape or by the padding of its grid.
    fn start(&self, grid: usize, label: Option<usize>, cells: usize, expected: usize) -> Evidence {
        let shapes =
            label.and_then(|label| self.shapes.get(&(grid, label))).map_or(&[][..], Vec::as_slice);
        let mut same = shapes.iter().filter(|shape| shape.cells == cells);
        match (same.next(), same.next()) {
            (Some(shape), None) => return Evidence::Start(shape.start),
            (Some(_), Some(_)) => return Evidence::None,
            _ => {}
        }
        if self.stripped.contains(&grid)
            || matches!(shapes, [first, rest @ ..] if first.cells > cells
                && rest.iter().all(|other| other.cells == first.cells))
        {
            return Evidence::Cut;
        }
        let padding = self.padding.get(&grid).copied().flatten();
        match padding.and_then(|padding| (cells - padding.min(cells)).checked_sub(expected)) {
            Some(start) => Evidence::Padded(start),
            // A count of cells tells little of a row that no label holds in place.
            None if label.is_none() => Evidence::Cut,
            None => Evidence::None,
        }
    }
}

/// The indices of the cells that are filled, from one on.
fn filled_from(cells: &[GridCell], from: usize) -> impl Iterator<Item = usize> + '_ {
    (from..cells.len()).filter(|&at| !cells[at].is_empty())
}

/// Whether a header holds the words of two columns: `社会公 法律服`.
fn is_double(tokens: &Tokens<'_>, header: &GridCell) -> bool {
    const BEGINNINGS: [&str; 4] = ["商业", "科研", "社会", "法律"];
    const FIRSTS: &str = "商科社法";
    // Most cells are shorter than two such words, or lack them.
    if header.place.end - header.place.start < 12
        || fold::places(tokens.text(header.place), FIRSTS).nth(1).is_none()
    {
        return false;
    }
    let header = tokens.cell_text(header);
    let header = fold::label(&header);
    let mut named = 0u32;
    for at in fold::places(&header, FIRSTS) {
        for (index, word) in BEGINNINGS.iter().enumerate() {
            named |= u32::from(header[at..].starts_with(word)) << index;
        }
    }
    // A note names all of them.
    named.count_ones() == 2
}

/// Where the values start that a header names: 自然人, and 总计 six cells behind it.
fn applicants(tokens: &Tokens<'_>, cells: &[GridCell]) -> Option<usize> {
    let named = |at: usize, applicant: Applicant| {
        cells.get(at).is_some_and(|cell| {
            // Most cells are shorter than any name.
            cell.place.end - cell.place.start >= applicant.label().len()
                && fold::is_label(&tokens.cell_text(cell), applicant.label())
        })
    };
    let [first, .., last] = Applicant::ALL;
    (0..cells.len()).find(|&at| named(at, first) && named(at + WIDTH - 1, last))
}

/// The padding that rows of at least two shapes share.
fn agreed(shapes: &Sorted<(usize, usize), usize>) -> Option<usize> {
    let mut paddings = shapes.values();
    let first = *paddings.next()?;
    (shapes.len() > 1 && paddings.all(|padding| *padding == first)).then_some(first)
}

/// The last cell of a grid row in which a piece of the anchor's label stands, counting the cells
/// behind it that repeat it: converters write a merged label into each of its columns.
fn label_cell(tokens: &Tokens<'_>, anchor: &Anchor, record: usize) -> Option<usize> {
    let at = (anchor.first..=anchor.last).rev().find_map(|at| match &tokens.tokens[at] {
        Token::Words(words) if words.record == record => words.cell,
        _ => None,
    })?;
    let cells = tokens.cells(record);
    let text = tokens.cell_text(&cells[at]);
    let repeats = cells[at + 1..].iter().take_while(|cell| tokens.cell_text(cell) == text).count();
    Some(at + repeats)
}

/// Whether the row below holds nothing but values, no more of them than this one lacks: a line
/// break went through the row.
fn goes_on(tokens: &Tokens<'_>, record: usize, lacking: usize) -> bool {
    let Some((grid, row)) = tokens.records[record].row else { return false };
    let below = tokens.records.get(record + 1).and_then(|below| below.row);
    if below != Some((grid, row + 1)) {
        return false;
    }
    let counted = usize::from(tokens.is_counted(record + 1));
    let below = &tokens.cells(record + 1)[counted..];
    (1..=lacking).contains(&filled_from(below, 0).count())
        && below.iter().all(|cell| cell.is_empty() || tokens.is_value(cell))
}

/// The one window of `expected` cells from `from` on that holds everything that is filled.
/// `evidence` is what other rows tell about where it starts.
pub fn windowed(
    tokens: &Tokens<'_>,
    cells: &[GridCell],
    from: usize,
    expected: usize,
    evidence: Evidence,
) -> Result<Vec<Slot>, String> {
    let filled: Vec<usize> = filled_from(cells, from).collect();
    if let Some(slots) = crowded(tokens, cells, &filled, expected) {
        return slots;
    }
    window(tokens, cells, &filled, from, expected, evidence)
}

/// [`windowed`], where no cell holds several numbers.
fn window(
    tokens: &Tokens<'_>,
    cells: &[GridCell],
    filled: &[usize],
    from: usize,
    expected: usize,
    evidence: Evidence,
) -> Result<Vec<Slot>, String> {
    let available = cells.len() - from;
    if available < expected {
        return Err(miscounted(expected, available));
    }
    let (first, last) = match (filled.first(), filled.last()) {
        (Some(&first), Some(&last)) => (first, last),
        // An empty row is empty wherever its cells are.
        _ => (cells.len() - 1, from),
    };
    if last >= first && last - first + 1 > expected {
        // Columns that nothing stands in, of a tool that saw too many: as many values as the row
        // has are in order all the same. A number that stands twice may be one merged cell.
        let text = |at: usize| tokens.cell_text(&cells[at]);
        let twice = |pair: &[usize]| pair[0] + 1 == pair[1] && text(pair[0]) == text(pair[1]);
        let values = filled.iter().all(|&at| tokens.is_value(&cells[at]));
        if filled.len() == expected && values && !filled.windows(2).any(twice) {
            return Ok(filled.iter().map(|&at| slot(&cells[at])).collect());
        }
        return Err(format!("这一行应有 {expected} 格，填了数的却多于 {expected} 格"));
    }
    let lowest = (last + 1).saturating_sub(expected).max(from);
    let highest = first.min(cells.len() - expected);
    let fits = |start: &usize| (lowest..=highest).contains(start);
    let start = match evidence {
        // All of them filled, or none: there is nothing to tell.
        _ if filled.len() == expected => Some(first),
        _ if filled.is_empty() => Some(lowest.min(cells.len() - expected)),
        Evidence::Cut => None,
        Evidence::Start(start) => Some(start).filter(fits),
        Evidence::Padded(start) if fits(&start) => Some(start),
        Evidence::Padded(_) | Evidence::None => Some(lowest).filter(|_| lowest == highest),
    };
    match start {
        Some(start) => Ok(cells[start..start + expected].iter().map(slot).collect()),
        None => Err(format!("这一行只读到 {} 个数，分不清哪几格是空白", filled.len())),
    }
}

/// The slots of a row some of whose cells hold several numbers, which stood in cells of their own
/// once: they are told if together they are as many as the row has. `None` for other rows.
fn crowded(
    tokens: &Tokens<'_>,
    cells: &[GridCell],
    filled: &[usize],
    expected: usize,
) -> Option<Result<Vec<Slot>, String>> {
    // Where every cell holds one word, none holds several numbers.
    let one_word = |cell: &GridCell| match &cell.pieces[..] {
        [piece] => {
            let text = tokens.text(*piece);
            text.bytes().all(|byte| byte.is_ascii_digit()) || !text.contains(fold::is_space)
        }
        _ => false,
    };
    if filled.iter().all(|&at| one_word(&cells[at])) {
        return None;
    }
    let values: Vec<Vec<Span>> = filled.iter().map(|&at| tokens.values(&cells[at])).collect();
    let several = values.iter().filter(|values| values.len() > 1).count();
    // One cell of a full row may be written with a space in it.
    if several == 0 || (several == 1 && filled.len() == expected) {
        return None;
    }
    let count: usize = values.iter().map(Vec::len).sum();
    if count != expected || filled.len() >= expected || values.iter().any(Vec::is_empty) {
        return Some(Err("有的格子里有几个数，分不清哪个是哪一格的".to_owned()));
    }
    let slots = values.iter().zip(filled).flat_map(|(values, &at)| {
        values.iter().map(move |&span| Slot::Written(span, cells[at].origin))
    });
    Some(Ok(slots.collect()))
}

fn miscounted(expected: usize, available: usize) -> String {
    format!("这一行应有 {expected} 格，只读到 {available} 格")
}

/// The slots of a row of 表三 that has but some of the columns, by the header above it: a header
/// with as many cells as the row, each at its place.
fn by_applicant(tokens: &Tokens<'_>, record: usize, from: usize) -> Option<Vec<Slot>> {
    let (grid, row) = tokens.records[record].row?;
    let cells = tokens.cells(record);
    let place = |cells: &[GridCell], applicant: Applicant| {
        cells.iter().position(|cell| fold::is_label(&tokens.cell_text(cell), applicant.label()))
    };
    let header = tokens.grids[grid].rows[..row].iter().rev().find(|header| {
        header.cells.len() == cells.len()
            && Applicant::ALL.iter().any(|&applicant| place(&header.cells, applicant).is_some())
    })?;
    let columns = Applicant::ALL.map(|applicant| place(&header.cells, applicant));
    // Every cell behind the label has a header, or the header is not this row's.
    let covered = columns.iter().flatten().filter(|&&at| at >= from).count();
    (covered == cells.len() - from).then(|| {
        let slot = |at: Option<usize>| match at {
            Some(at) => slot(&cells[at]),
            None => Slot::Unclear("表中没有这一列".to_owned()),
        };
        columns.map(slot).into_iter().collect()
    })
}

/// The slots of a row of 表二 by the header above it; `None` when no header can be found.
fn by_header(
    tokens: &Tokens<'_>,
    record: usize,
    from: usize,
    wanted: &[DisclosureColumn],
) -> Option<Result<Vec<Slot>, String>> {
    let (grid, row) = tokens.records[record].row?;
    let grid = tokens.grids[grid];
    let cells = tokens.cells(record);
    let named = |cell: &GridCell, column: DisclosureColumn| {
        // Most cells are shorter than any name.
        if cell.place.end - cell.place.start < SHORTEST {
            return false;
        }
        let text = tokens.cell_text(cell);
        let begins = |label: &str| {
            let bare = label.strip_suffix("（单位：万元）").unwrap_or(label);
            fold::begins_label(&text, bare)
        };
        let [old, new] = Edition::ALL.map(|edition| column.label_in(edition));
        begins(new) || (old != new && begins(old))
    };
    // The nearest row above that names any of the columns.
    let header =
        grid.rows[..row].iter().rev().take(8).find(|header| {
            header.cells.iter().any(|cell| wanted.iter().any(|&c| named(cell, c)))
        })?;
    let exact = grid.geometry == Geometry::Exact;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &column in wanted {
        let mut group: Vec<usize> = Vec::new();
        for head in header.cells.iter().filter(|cell| named(cell, column)) {
            let covered = head.column..head.column + head.width;
            group.extend((from..cells.len()).filter(|&at| {
                let cell = &cells[at];
                // A cell that is merged over columns belongs to the first of them.
                if exact { covered.contains(&cell.column) } else { covered.contains(&at) }
            }));
        }
        groups.push(group);
    }
    if groups.iter().any(Vec::is_empty) {
        return None;
    }
    // Something filled outside of the columns: the header does not fit this row.
    let covered: Vec<usize> = groups.iter().flatten().copied().collect();
    if (from..cells.len()).any(|at| !cells[at].is_empty() && !covered.contains(&at)) {
        return None;
    }
    let slots = groups
        .iter()
        .map(|group| {
            // A header over several columns stands over one merged cell, which converters
            // repeat or leave in the first.
            let filled: Vec<&GridCell> =
                group.iter().map(|&at| &cells[at]).filter(|cell| !cell.is_empty()).collect();
            let Some(first) = filled.first() else { return slot(&cells[group[0]]) };
            let text = tokens.cell_text(first);
            if filled.iter().all(|cell| tokens.cell_text(cell) == text) {
                slot(first)
            } else {
                Slot::Unclear("同一列里读到几个不同的数，分不清哪个是它的".to_owned())
            }
        })
        .collect();
    Some(Ok(slots))
}
