//! Ruled tables: from straight lines to rows and columns of cells, merged cells included.
//!
//! Lines that lie on one another become one line; lines that touch belong to one table; the
//! places of a table's lines are its grid; two elementary cells of the grid are one cell where no
//! line runs between them.

use super::content::Ruling;
use super::geometry::{Frame, Point};
use super::limits::{RULINGS, TABLE_CELLS};

/// How much of an edge of an elementary cell a line must cover to count as drawn there.
const COVER: f64 = 0.5;

/// The lines of a table.
#[derive(Clone, Debug)]
pub(super) struct RuledTable {
    /// Where its columns begin, and where the last ends.
    pub columns: Vec<f64>,
    /// Where its rows begin, and where the last ends.
    pub rows: Vec<f64>,
    pub cells: Vec<RuledCell>,
    /// The cell of each elementary cell, row by row.
    owners: Vec<usize>,
}

/// A cell by its place in the grid; `to` is one past the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuledCell {
    pub row: usize,
    pub row_to: usize,
    pub column: usize,
    pub column_to: usize,
}

impl RuledTable {
    pub fn frame(&self) -> Frame {
        let ends = |lines: &[f64]| (lines[0], lines[lines.len() - 1]);
        let ((left, right), (top, bottom)) = (ends(&self.columns), ends(&self.rows));
        Frame { left, top, right, bottom }
    }

    /// The index of the cell that a place lies in.
    pub fn cell_at(&self, point: Point) -> Option<usize> {
        let column = slot(&self.columns, point.x)?;
        let row = slot(&self.rows, point.y)?;
        Some(self.owners[row * (self.columns.len() - 1) + column])
    }

    /// The area of a cell.
    pub fn cell_frame(&self, cell: RuledCell) -> Frame {
        Frame {
            left: self.columns[cell.column],
            top: self.rows[cell.row],
            right: self.columns[cell.column_to],
            bottom: self.rows[cell.row_to],
        }
    }
}

fn slot(lines: &[f64], at: f64) -> Option<usize> {
    let after = lines.partition_point(|&line| line <= at);
    (after > 0 && after < lines.len()).then(|| after - 1)
}

/// Finds the tables of a page, top to bottom.
///
/// `reach` is how far apart, in points, lines may be and still meet: a quarter of the size of the
/// text or so.
pub(super) fn find_tables(rulings: &[Ruling], reach: f64) -> Vec<RuledTable> {
    let of = |is_level| rulings.iter().filter(move |ruling| ruling.is_level == is_level).copied();
    let (level, upright) = (merge(of(true).collect(), reach), merge(of(false).collect(), reach));
    if level.len() > RULINGS || upright.len() > RULINGS {
        return Vec::new();
    }
    let mut tables: Vec<RuledTable> = connected(&level, &upright, reach)
        .iter()
        .filter_map(|(level, upright)| table_of(level, upright, reach))
        .collect();
    tables.sort_by(|one, other| one.rows[0].total_cmp(&other.rows[0]));
    tables
}

/// Joins lines that lie on one another or go on where another ends.
fn merge(mut rulings: Vec<Ruling>, reach: f64) -> Vec<Ruling> {
    rulings.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut merged: Vec<Ruling> = Vec::new();
    // Close places are one place only if the lines there also touch: a double border is one line,
    // two tables side by side are not.
    let mut begin = 0;
    while begin < rulings.len() {
        let mut end = begin + 1;
        while end < rulings.len() && rulings[end].at - rulings[begin].at <= reach / 2.0 {
            end += 1;
        }
        let band = &mut rulings[begin..end];
        band.sort_by(|one, other| one.from.total_cmp(&other.from));
        let mut open: Option<(Ruling, f64)> = None;
        for ruling in band.iter() {
            let length = (ruling.to - ruling.from).max(0.01);
            match &mut open {
                Some((last, weight)) if ruling.from <= last.to + reach => {
                    last.at = (last.at * *weight + ruling.at * length) / (*weight + length);
                    last.to = last.to.max(ruling.to);
                    *weight += length;
                }
                _ => {
                    merged.extend(open.take().map(|(last, _)| last));
                    open = Some((*ruling, length));
                }
            }
        }
        merged.extend(open.map(|(last, _)| last));
        begin = end;
    }
    // Too short to be the side of a cell.
    merged.retain(|ruling| ruling.to - ruling.from > reach);
    merged
}

/// Groups of lines that touch one another, as level and upright ones.
fn connected(level: &[Ruling], upright: &[Ruling], reach: f64) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let mut groups = Groups::new(level.len() + upright.len());
    for (at, line) in level.iter().enumerate() {
        for (across, post) in upright.iter().enumerate() {
            let meets = post.at >= line.from - reach
                && post.at <= line.to + reach
                && line.at >= post.from - reach
                && line.at <= post.to + reach;
            if meets {
                groups.join(at, level.len() + across);
            }
        }
    }
    let mut found: Vec<(usize, (Vec<Ruling>, Vec<Ruling>))> = Vec::new();
    for at in 0..level.len() + upright.len() {
        let root = groups.root(at);
        let place = match found.iter().position(|(known, _)| *known == root) {
            Some(place) => place,
            None => {
                found.push((root, (Vec::new(), Vec::new())));
                found.len() - 1
            }
        };
        let (levels, uprights) = &mut found[place].1;
        match at.checked_sub(level.len()) {
            None => levels.push(level[at]),
            Some(across) => uprights.push(upright[across]),
        }
    }
    found.into_iter().map(|(_, group)| group).collect()
}

fn table_of(level: &[Ruling], upright: &[Ruling], reach: f64) -> Option<RuledTable> {
    if level.is_empty() || upright.is_empty() {
        return None;
    }
    let columns = places(upright, level, reach);
    let rows = places(level, upright, reach);
    let (across, down) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    // One column of boxes is a frame around text, no table.
    if across < 2 || down < 1 || across * down > TABLE_CELLS {
        return None;
    }
    let mut groups = Groups::new(across * down);
    let drawn = |lines: &[Ruling], at: f64, from: f64, to: f64| {
        let covered: f64 = lines
            .iter()
            .filter(|line| (line.at - at).abs() <= reach)
            .map(|line| (line.to.min(to) - line.from.max(from)).max(0.0))
            .sum();
        covered >= (to - from) * COVER
    };
    for row in 0..down {
        for column in 0..across {
            let here = row * across + column;
            if column + 1 < across && !drawn(upright, columns[column + 1], rows[row], rows[row + 1])
            {
                groups.join(here, here + 1);
            }
            if row + 1 < down && !drawn(level, rows[row + 1], columns[column], columns[column + 1])
            {
                groups.join(here, here + across);
            }
        }
    }
    let mut cells: Vec<RuledCell> = Vec::new();
    let mut owners = Vec::with_capacity(across * down);
    for row in 0..down {
        let mut column = 0;
        while column < across {
            let root = groups.root(row * across + column);
            let mut column_to = column + 1;
            while column_to < across && groups.root(row * across + column_to) == root {
                column_to += 1;
            }
            // Where a border was forgotten an area may be no rectangle: it is cut into some.
            let above = (row > 0).then(|| owners[(row - 1) * across + column]);
            let above = above.filter(|&above: &usize| {
                let cell = &cells[above];
                groups.root((row - 1) * across + column) == root
                    && (cell.column, cell.column_to) == (column, column_to)
            });
            let owner = above.unwrap_or(cells.len());
            match above {
                Some(above) => cells[above].row_to = row + 1,
                None => cells.push(RuledCell { row, row_to: row + 1, column, column_to }),
            }
            owners.extend(std::iter::repeat_n(owner, column_to - column));
            column = column_to;
        }
    }
    (cells.len() > 1).then_some(RuledTable { columns, rows, cells, owners })
}

/// The places of lines across their direction, close ones taken together; and where the lines
/// that cross them end, should those reach further: tables are often open at their sides.
fn places(lines: &[Ruling], crossing: &[Ruling], reach: f64) -> Vec<f64> {
    let mut all: Vec<f64> = lines.iter().map(|line| line.at).collect();
    all.sort_by(f64::total_cmp);
    let mut places: Vec<f64> = Vec::new();
    let mut group: Vec<f64> = Vec::new();
    let mean = |group: &[f64]| group.iter().sum::<f64>() / group.len() as f64;
    for at in all {
        if group.first().is_some_and(|&first| at - first > reach) {
            places.push(mean(&group));
            group.clear();
        }
        group.push(at);
    }
    if !group.is_empty() {
        places.push(mean(&group));
    }
    let begin = crossing.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let end = crossing.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    if places.first().is_some_and(|&first| begin < first - 2.0 * reach) {
        places.insert(0, begin);
    }
    if places.last().is_some_and(|&last| end > last + 2.0 * reach) {
        places.push(end);
    }
    places
}

/// Disjoint sets of numbers.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups { parents: (0..count).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.parents[high] = low;
    }
}
