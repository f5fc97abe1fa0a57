//! Text in which every place of a table is there, also the empty ones.

use super::{Block, Grid, Paper};

/// Cells apart by tabs, a row on a line.
pub fn tabs(paper: &Paper) -> String {
    written(paper, "", |grid| rows(grid, |row| row.join("\t")))
}

/// Pipe tables.
pub fn pipes(paper: &Paper) -> String {
    written(paper, "## ", |grid| {
        let rule = format!("|{}\n", " --- |".repeat(grid.columns));
        let lines = rows(grid, |row| format!("| {} |", row.join(" | ")));
        let (head, body) = lines.split_once('\n').expect("a table has rows");
        format!("{head}\n{rule}{body}")
    })
}

/// Comma-separated values, quoted where they must be.
pub fn commas(paper: &Paper) -> String {
    written(paper, "", |grid| {
        rows(grid, |row| row.iter().map(quoted).collect::<Vec<_>>().join(","))
    })
}

fn written(paper: &Paper, mark: &str, table: impl Fn(&Grid) -> String) -> String {
    let mut out = format!("{}{}\n\n", mark.trim_start_matches('#').trim_start(), paper.title);
    for block in &paper.blocks {
        match block {
            Block::Heading(text) => out.push_str(&format!("{mark}{text}\n\n")),
            Block::Text(text) => out.push_str(&format!("{text}\n\n")),
            Block::Table(grid) => out.push_str(&format!("{}\n", table(grid))),
        }
    }
    out
}

fn rows(grid: &Grid, row: impl Fn(&[&str]) -> String) -> String {
    grid.places().iter().map(|places| format!("{}\n", row(places))).collect()
}

fn quoted(text: &&str) -> String {
    match text.contains([',', '"']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => (*text).to_owned(),
    }
}
