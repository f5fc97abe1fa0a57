//! A table as the form prints it: rows of cells with their spans, for drawing and for copying.

use crate::form::{
    Applicant, ApplicationRow, Cell, DisclosureColumn, DisclosureRow, DisputeGroup, DisputeOutcome,
    Edition, Table,
};

/// A drawn table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which of the three.
    pub table: Table,
    /// The heading of its section, as the form words it.
    pub caption: String,
    /// What the form prints in the corner, where there is no room for a corner.
    pub note: Option<&'static str>,
    /// How many columns it has.
    pub columns: usize,
    /// Its header rows.
    pub head: Vec<SheetRow>,
    /// Its other rows, in the groups that the form prints as blocks.
    pub bodies: Vec<Vec<SheetRow>>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Whether the form prints a sum on it.
    pub sum: bool,
    /// Its cells; what a merged cell covers stands in its first row and column only.
    pub cells: Vec<SheetCell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetCell {
    /// A header.
    Head {
        /// Its wording.
        text: &'static str,
        /// How many columns it covers.
        width: usize,
        /// How many rows it covers.
        height: usize,
        /// What it heads.
        scope: Scope,
        /// How it is to look.
        role: HeadRole,
    },
    /// A value.
    Value {
        /// Which cell of the form.
        cell: Cell,
        /// How many columns it covers.
        width: usize,
    },
}

/// What a header heads, as HTML names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A column.
    Column,
    /// Several columns.
    ColumnGroup,
    /// A row.
    Row,
    /// Several rows.
    RowGroup,
}

impl Scope {
    /// The value of the attribute.
    pub fn key(self) -> &'static str {
        match self {
            Scope::Column => "col",
            Scope::ColumnGroup => "colgroup",
            Scope::Row => "row",
            Scope::RowGroup => "rowgroup",
        }
    }
}

/// How a header looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadRole {
    /// The corner with the note of the form.
    Corner,
    /// A header over columns.
    Column,
    /// The label of a row.
    Label,
    /// A merged cell left of its rows; 三、本年度办理结果 is outer.
    Group {
        /// Whether it is the outermost.
        outer: bool,
    },
    /// A line of its own over the rows of its group.
    Band,
}

impl HeadRole {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            HeadRole::Corner => "head-corner",
            HeadRole::Column => "head-column",
            HeadRole::Label => "head-label",
            HeadRole::Group { outer: true } => "head-outer",
            HeadRole::Group { outer: false } => "head-group",
            HeadRole::Band => "head-band",
        }
    }
}

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As the form prints it.
    Form,
    /// One column of labels with the group names as bands between the rows: for a phone.
    Narrow,
}

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the column before.
    Left,
    /// To the column after.
    Right,
}

/// What the form prints in the corner of 表三.
const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const ORGANIZATION: &str = "法人或其他组织";
const LITIGATION: &str = "行政诉讼";

impl Sheet {
    /// Draws a table of an edition.
    pub fn new(table: Table, edition: Edition, width: Width) -> Sheet {
        let section = table.section();
        let sheet = Sheet {
            table,
            caption: format!("{}、{}", section.numeral(), section.title()),
            note: None,
            columns: 0,
            head: Vec::new(),
            bodies: Vec::new(),
        };
        match (table, width) {
            (Table::Disclosure, _) => disclosure(sheet, edition),
            (Table::Applications, Width::Form) => applications(sheet, edition),
            (Table::Applications, Width::Narrow) => applications_narrow(sheet, edition),
            (Table::Disputes, Width::Form) => disputes(sheet),
            (Table::Disputes, Width::Narrow) => disputes_narrow(sheet),
        }
    }

    /// All rows, header first.
    pub fn rows(&self) -> impl Iterator<Item = &SheetRow> {
        self.head.iter().chain(self.bodies.iter().flatten())
    }

    /// The first value.
    pub fn first(&self) -> Option<Cell> {
        self.values().next()
    }

    /// The value that an arrow key leads to; `None` at the edge.
    pub fn neighbour(&self, from: Cell, direction: Direction) -> Option<Cell> {
        let lanes = self.lanes();
        let row = lanes.iter().position(|lane| lane.iter().any(|&(_, cell)| cell == from))?;
        let at = lanes[row].iter().position(|&(_, cell)| cell == from)?;
        let next = match direction {
            Direction::Left => lanes[row].get(at.checked_sub(1)?),
            Direction::Right => lanes[row].get(at + 1),
            Direction::Up | Direction::Down => {
                let step = if direction == Direction::Up { row.checked_sub(1)? } else { row + 1 };
                // The last value of the row that starts no further right.
                let lane = lanes.get(step)?;
                lane.iter().rev().find(|(column, _)| *column <= lanes[row][at].0).or(lane.first())
            }
        };
        next.map(|&(_, cell)| cell)
    }

    /// The value after (`1`) or before (`-1`) one, row by row; `None` at either end.
    pub fn along(&self, from: Cell, by: isize) -> Option<Cell> {
        let all: Vec<Cell> = self.values().collect();
        let at = all.iter().position(|&cell| cell == from)?;
        all.get(at.checked_add_signed(by)?).copied()
    }

    /// Every value, row by row.
    pub fn values(&self) -> impl Iterator<Item = Cell> {
        self.lanes().into_iter().flatten().map(|(_, cell)| cell)
    }

    /// The values row by row, each with its column counted over the values.
    fn lanes(&self) -> Vec<Vec<(usize, Cell)>> {
        let lane = |row: &SheetRow| {
            let mut column = 0;
            let mut lane = Vec::new();
            for sheet_cell in &row.cells {
                if let SheetCell::Value { cell, width } = *sheet_cell {
                    lane.push((column, cell));
                    column += width;
                }
            }
            lane
        };
        self.rows().map(lane).filter(|lane| !lane.is_empty()).collect()
    }
}

fn head(
    text: &'static str,
    (width, height): (usize, usize),
    scope: Scope,
    role: HeadRole,
) -> SheetCell {
    SheetCell::Head { text, width, height, scope, role }
}

fn column(text: &'static str) -> SheetCell {
    head(text, (1, 1), Scope::Column, HeadRole::Column)
}

fn columns(text: &'static str, width: usize) -> SheetCell {
    head(text, (width, 1), Scope::ColumnGroup, HeadRole::Column)
}

fn label(text: &'static str, width: usize) -> SheetCell {
    head(text, (width, 1), Scope::Row, HeadRole::Label)
}

fn band(text: &'static str, width: usize) -> SheetRow {
    let cell = head(text, (width, 1), Scope::RowGroup, HeadRole::Band);
    SheetRow { sum: false, cells: vec![cell] }
}

fn row(cells: Vec<SheetCell>) -> SheetRow {
    SheetRow { sum: false, cells }
}

/// 表二: a block for each clause, each with its own header; the last column takes what is left.
fn disclosure(mut sheet: Sheet, edition: Edition) -> Sheet {
    sheet.columns = 4;
    let mut rows = DisclosureRow::of(edition).iter().copied().peekable();
    while let Some(first) = rows.next() {
        let mut block = vec![first];
        while let Some(next) = rows.next_if(|next| next.clause() == first.clause()) {
            block.push(next);
        }
        let columns = first.columns(edition);
        let width = |index| if index + 1 == columns.len() { 4 - columns.len() } else { 1 };
        let heads = columns.iter().enumerate().map(|(index, &column)| {
            head(column.label_in(edition), (width(index), 1), Scope::Column, HeadRole::Column)
        });
        let heads = std::iter::once(column("信息内容")).chain(heads);
        let mut body = vec![band(first.clause(), 4), row(heads.collect())];
        for line in block {
            let values =
                columns.iter().enumerate().map(|(index, &column): (usize, &DisclosureColumn)| {
                    SheetCell::Value { cell: Cell::Disclosure(line, column), width: width(index) }
                });
            let cells = std::iter::once(label(line.label(edition), 1)).chain(values);
            body.push(row(cells.collect()));
        }
        sheet.bodies.push(body);
    }
    sheet
}

fn applicants(line: ApplicationRow) -> impl Iterator<Item = SheetCell> {
    let value = move |applicant| Cell::Applications(line, applicant);
    Applicant::ALL.into_iter().map(move |a| SheetCell::Value { cell: value(a), width: 1 })
}

fn is_sum(line: ApplicationRow) -> bool {
    matches!(line, ApplicationRow::DisposedTotal)
}

/// The two header rows over the numbers of 表三, without what stands left of them.
fn applicant_heads() -> [Vec<SheetCell>; 2] {
    let tall = |a: Applicant| head(a.label(), (1, 2), Scope::Column, HeadRole::Column);
    let inner = &Applicant::ALL[1..6];
    [
        vec![
            tall(Applicant::NaturalPerson),
            columns(ORGANIZATION, inner.len()),
            tall(Applicant::Total),
        ],
        inner.iter().map(|applicant| column(applicant.label())).collect(),
    ]
}

fn applications(mut sheet: Sheet, edition: Edition) -> Sheet {
    sheet.columns = 10;
    let [first, second] = applicant_heads();
    let corner = head(CORNER, (3, 3), Scope::Column, HeadRole::Corner);
    sheet.head = vec![row(vec![corner, columns("申请人情况", 7)]), row(first), row(second)];
    let rows = ApplicationRow::of(edition);
    let mut open: &[&str] = &[];
    let mut body = Vec::new();
    for (index, &line) in rows.iter().enumerate() {
        let mut cells = Vec::new();
        let groups = line.groups();
        for (depth, &group) in groups.iter().enumerate() {
            if open.get(depth) == Some(&group) {
                continue;
            }
            let path = &groups[..=depth];
            let height =
                rows[index..].iter().take_while(|row| row.groups().starts_with(path)).count();
            let role = HeadRole::Group { outer: depth == 0 };
            cells.push(head(group, (1, height), Scope::RowGroup, role));
        }
        open = groups;
        cells.push(label(line.label(), 3 - groups.len()));
        cells.extend(applicants(line));
        body.push(SheetRow { sum: is_sum(line), cells });
    }
    sheet.bodies.push(body);
    sheet
}

fn applications_narrow(mut sheet: Sheet, edition: Edition) -> Sheet {
    sheet.columns = 8;
    sheet.note = Some(CORNER);
    let [mut first, second] = applicant_heads();
    first.insert(0, head("申请人情况", (1, 2), Scope::Column, HeadRole::Corner));
    sheet.head = vec![row(first), row(second)];
    let mut open: &[&str] = &[];
    let mut body = Vec::new();
    for &line in ApplicationRow::of(edition) {
        let groups = line.groups();
        let new =
            groups.iter().enumerate().filter(|&(depth, group)| open.get(depth) != Some(group));
        body.extend(new.map(|(_, &group)| band(group, 8)));
        open = groups;
        let mut cells = vec![label(line.label(), 1)];
        cells.extend(applicants(line));
        body.push(SheetRow { sum: is_sum(line), cells });
    }
    sheet.bodies.push(body);
    sheet
}

fn outcomes(group: DisputeGroup) -> impl Iterator<Item = SheetCell> {
    let value = move |outcome| Cell::Disputes(group, outcome);
    DisputeOutcome::ALL.into_iter().map(move |o| SheetCell::Value { cell: value(o), width: 1 })
}

fn disputes(mut sheet: Sheet) -> Sheet {
    sheet.columns = 15;
    let [reconsideration, suits @ ..] = DisputeGroup::ALL;
    let top = vec![columns(reconsideration.label(), 5), columns(LITIGATION, 10)];
    let tall = |o: DisputeOutcome| head(o.label(), (1, 2), Scope::Column, HeadRole::Column);
    let mut middle: Vec<SheetCell> = DisputeOutcome::ALL.into_iter().map(tall).collect();
    middle.extend(suits.map(|group| columns(group.label(), 5)));
    let low = suits.iter().flat_map(|_| DisputeOutcome::ALL.map(|o| column(o.label())));
    sheet.head = vec![row(top), row(middle), row(low.collect())];
    sheet.bodies = vec![vec![row(DisputeGroup::ALL.into_iter().flat_map(outcomes).collect())]];
    sheet
}

fn disputes_narrow(mut sheet: Sheet) -> Sheet {
    sheet.columns = 6;
    let mut top = vec![head("", (1, 1), Scope::Column, HeadRole::Corner)];
    top.extend(DisputeOutcome::ALL.map(|outcome| column(outcome.label())));
    sheet.head = vec![row(top)];
    let mut body = Vec::new();
    for group in DisputeGroup::ALL {
        if group == DisputeGroup::DirectSuit {
            body.push(band(LITIGATION, 6));
        }
        let mut cells = vec![label(group.label(), 1)];
        cells.extend(outcomes(group));
        body.push(row(cells));
    }
    sheet.bodies.push(body);
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn sheets() -> Vec<(Sheet, Edition)> {
        let mut sheets = Vec::new();
        for edition in Edition::ALL {
            for width in [Width::Form, Width::Narrow] {
                sheets.extend(Table::ALL.map(|table| (Sheet::new(table, edition, width), edition)));
            }
        }
        sheets
    }

    #[test]
    fn every_sheet_holds_every_cell_of_its_table_once() {
        for (sheet, edition) in sheets() {
            let mut drawn = BTreeSet::new();
            for cell in sheet.rows().flat_map(|row| &row.cells) {
                if let SheetCell::Value { cell, .. } = cell {
                    assert!(drawn.insert(*cell), "{} twice", cell.key());
                }
            }
            let form: BTreeSet<Cell> =
                edition.cells().filter(|cell| cell.table() == sheet.table).collect();
            assert_eq!(drawn, form);
        }
    }

    #[test]
    fn arrows_lead_over_the_values() {
        let sheet = Sheet::new(Table::Disclosure, Edition::E2021, Width::Form);
        let from = sheet.first().unwrap();
        assert_eq!(from.key(), "disclosure.regulations.issued");
        let walk = |cell: Cell, direction| sheet.neighbour(cell, direction);
        let right = walk(from, Direction::Right).unwrap();
        assert_eq!(right.key(), "disclosure.regulations.repealed");
        let down = walk(right, Direction::Down).unwrap();
        assert_eq!(down.key(), "disclosure.normative_documents.repealed");
        let block = walk(down, Direction::Down).unwrap();
        assert_eq!(block.key(), "disclosure.licensing.decisions");
        assert_eq!(walk(from, Direction::Up), None);
        assert_eq!(walk(from, Direction::Left), None);
    }

    #[test]
    fn the_tab_key_goes_on_in_the_next_row() {
        let sheet = Sheet::new(Table::Disputes, Edition::E2021, Width::Narrow);
        let all: Vec<Cell> = sheet.values().collect();
        assert_eq!(all.len(), 15);
        for pair in all.windows(2) {
            assert_eq!(sheet.along(pair[0], 1), Some(pair[1]));
            assert_eq!(sheet.along(pair[1], -1), Some(pair[0]));
        }
        assert_eq!(sheet.along(all[0], -1), None);
        assert_eq!(sheet.along(all[14], 1), None);
    }

    #[test]
    fn merged_cells_fill_every_row_exactly() {
        for (sheet, _) in sheets() {
            for part in std::iter::once(&sheet.head).chain(&sheet.bodies) {
                let mut left = vec![0usize; sheet.columns];
                for row in part {
                    let mut at = 0;
                    for cell in &row.cells {
                        while left[at] > 0 {
                            at += 1;
                        }
                        let (width, height) = match *cell {
                            SheetCell::Head { width, height, .. } => (width, height),
                            SheetCell::Value { width, .. } => (width, 1),
                        };
                        for column in &mut left[at..at + width] {
                            assert_eq!(*column, 0, "{} overlaps", sheet.caption);
                            *column = height;
                        }
                        at += width;
                    }
                    assert!(left.iter().all(|&rows| rows > 0), "{} has a hole", sheet.caption);
                    left.iter_mut().for_each(|rows| *rows -= 1);
                }
                assert!(left.iter().all(|&rows| rows == 0), "{} hangs over", sheet.caption);
            }
        }
    }
}
