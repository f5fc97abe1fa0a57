//! A PDF as an office program prints it: ruled tables, wrapped labels, pages that end between rows.

use super::{Block, Grid, GridCell, Hand, Paper, broken};

#[path = "../../../src/read/pdf/fixture.rs"]
#[expect(dead_code, reason = "the tests of the reader use more of it")]
mod fixture;

use fixture::Sheet;

/// Everything is drawn in a space of twice the size of the page, which the page scales down.
const SCALE: &str = "0.5 0 0 0.5 0 0 cm\n";
const PAGE: f64 = 1600.0;
const LEFT: f64 = 50.0;
const TOP: f64 = 60.0;
const WIDTH: f64 = 1100.0;
const PADDING: f64 = 3.0;
/// The letters of prose and of tables.
const PROSE: f64 = 14.0;
const SMALL: f64 = 7.0;

/// The file.
pub fn write(paper: &Paper, hand: &Hand) -> Vec<u8> {
    let mut printer = Printer {
        sheets: Vec::new(),
        y: 0.0,
        bottom: hand.page_height,
        numbered: hand.page_numbers,
    };
    printer.turn();
    printer.prose(&paper.title);
    for block in &paper.blocks {
        match block {
            Block::Heading(text) | Block::Text(text) => printer.prose(text),
            Block::Table(grid) => printer.table(grid),
        }
    }
    printer.foot();
    fixture::pdf(&printer.sheets)
}

struct Printer {
    sheets: Vec<Sheet>,
    /// The upper edge of what comes next.
    y: f64,
    bottom: f64,
    numbered: bool,
}

impl Printer {
    fn turn(&mut self) {
        if !self.sheets.is_empty() {
            self.foot();
        }
        let mut sheet = Sheet::new();
        sheet.content.push_str(SCALE);
        self.sheets.push(sheet);
        self.y = TOP;
    }

    fn foot(&mut self) {
        if !self.numbered {
            return;
        }
        let number = format!("- {} -", self.sheets.len());
        self.text(LEFT + WIDTH / 2.0 - 20.0, PAGE - 30.0, PROSE, &number);
    }

    /// Makes room of this height, on a further page if there is none.
    fn room(&mut self, height: f64) {
        if self.y + height > self.bottom && self.y > TOP {
            self.turn();
        }
    }

    fn prose(&mut self, text: &str) {
        for line in wrapped(text, WIDTH, PROSE) {
            self.room(PROSE * 1.6);
            self.text(LEFT, self.y + PROSE * 1.3, PROSE, &line);
            self.y += PROSE * 1.6;
        }
    }

    fn table(&mut self, grid: &Grid) {
        let edges = edges(grid);
        let heights = heights(grid, &edges);
        // How much of a merged cell is left: the cell, and its rows that are still to come.
        let mut open: Vec<(&GridCell, usize)> = Vec::new();
        self.y += 6.0;
        let mut first = 0;
        while first < grid.rows.len() {
            self.room(heights[first]);
            // As many rows as the page holds.
            let mut last = first;
            let mut bottom = self.y;
            while last < heights.len() && (last == first || bottom + heights[last] <= self.bottom) {
                bottom += heights[last];
                last += 1;
            }
            let y = |row: usize| self.y + heights[first..row].iter().sum::<f64>();
            let mut drawn: Vec<(f64, f64, f64, f64, &str)> = Vec::new();
            let mut next = Vec::new();
            let gone_on = open.iter().map(|&(cell, left)| (cell, first, left, ""));
            let begun = (first..last).flat_map(|row| {
                grid.rows[row].iter().map(move |cell| (cell, row, cell.height, cell.text.as_str()))
            });
            for (cell, row, left, text) in gone_on.chain(begun) {
                let end = (row + left).min(last);
                let (x, right) = (edges[cell.column], edges[cell.column + cell.width]);
                drawn.push((x, y(row), right - x, y(end) - y(row), text));
                if row + left > last {
                    next.push((cell, row + left - last));
                }
            }
            for (x, y, width, height, text) in drawn {
                self.frame(x, y, width, height);
                let lines = wrapped(text, width - 2.0 * PADDING, SMALL);
                let above = (height - lines.len() as f64 * (SMALL + 2.0)) / 2.0;
                for (nth, line) in lines.iter().enumerate() {
                    let base = y + above.max(0.0) + SMALL + nth as f64 * (SMALL + 2.0);
                    let free = width - 2.0 * PADDING - length(line) * SMALL;
                    self.text(x + PADDING + free.max(0.0) / 2.0, base, SMALL, line);
                }
            }
            open = next;
            self.y = bottom;
            first = last;
        }
        self.y += 6.0;
    }

    fn text(&mut self, x: f64, y: f64, size: f64, text: &str) {
        let codes: String = text.chars().map(|found| format!("{:04x}", found as u32)).collect();
        let y = PAGE - y;
        self.draw(&format!("BT /F {size} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{codes}> Tj ET\n"));
    }

    fn frame(&mut self, x: f64, y: f64, width: f64, height: f64) {
        let y = PAGE - y - height;
        self.draw(&format!("0.5 w {x:.2} {y:.2} {width:.2} {height:.2} re S\n"));
    }

    fn draw(&mut self, operators: &str) {
        self.sheets.last_mut().unwrap().content.push_str(operators);
    }
}

/// The left edge of each column, then the right edge of the table. Columns of labels are wider or
/// narrower than those of numbers.
fn edges(grid: &Grid) -> Vec<f64> {
    let widths: Vec<f64> = match grid.columns {
        10 => [60.0, 80.0, 190.0].into_iter().chain([110.0; 7]).collect(),
        columns => vec![WIDTH / columns as f64; columns],
    };
    let mut edges = vec![LEFT];
    widths.iter().for_each(|width| edges.push(edges[edges.len() - 1] + width));
    edges
}

/// The height of each row: as tall as its texts need.
fn heights(grid: &Grid, edges: &[f64]) -> Vec<f64> {
    let mut heights = vec![0.0f64; grid.rows.len()];
    let needed = |cell: &GridCell| {
        let width = edges[cell.column + cell.width] - edges[cell.column] - 2.0 * PADDING;
        wrapped(&cell.text, width, SMALL).len().max(1) as f64 * (SMALL + 2.0) + 2.0 * PADDING
    };
    for (nth, row) in grid.rows.iter().enumerate() {
        for cell in row.iter().filter(|cell| cell.height == 1) {
            heights[nth] = heights[nth].max(needed(cell));
        }
    }
    for (nth, row) in grid.rows.iter().enumerate() {
        for cell in row.iter().filter(|cell| cell.height > 1) {
            let rows = nth..nth + cell.height;
            let lacking = needed(cell) - heights[rows.clone()].iter().sum::<f64>();
            heights[rows.end - 1] += lacking.max(0.0);
        }
    }
    heights
}

/// How long a text is, in widths of a Chinese character.
fn length(text: &str) -> f64 {
    text.chars().map(|found| if found.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// The lines of a text in a column of this width.
fn wrapped(text: &str, width: f64, size: f64) -> Vec<String> {
    if text.is_ascii() || length(text) * size <= width {
        return if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    }
    broken(text, (width / size) as usize)
}
