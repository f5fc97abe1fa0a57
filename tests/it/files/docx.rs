//! A Word document: gridSpan, vMerge, text cut into runs.

use super::{Block, Grid, Hand, Paper, broken, escaped};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The document.
pub fn write(paper: &Paper, hand: &Hand) -> Vec<u8> {
    let mut body = paragraph(&runs(&paper.title, hand));
    for block in &paper.blocks {
        match block {
            Block::Heading(text) | Block::Text(text) => {
                body.push_str(&paragraph(&runs(text, hand)));
            }
            Block::Table(grid) => table(&mut body, grid, hand),
        }
    }
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>"#
    );
    zipped(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// A packed file of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn table(body: &mut String, grid: &Grid, hand: &Hand) {
    let column = r#"<w:gridCol w:w="900"/>"#.repeat(grid.columns);
    body.push_str(&format!("<w:tbl><w:tblPr/><w:tblGrid>{column}</w:tblGrid>"));
    // What goes on from above: column, width, rows that are left.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    for row in &grid.rows {
        let mut cells: Vec<(usize, String)> = Vec::new();
        for (column, width, left) in &mut open {
            cells.push((*column, cell(*width, "<w:vMerge/>", &paragraph(""))));
            *left -= 1;
        }
        open.retain(|(_, _, left)| *left > 0);
        for found in row {
            let merge = if found.height > 1 { r#"<w:vMerge w:val="restart"/>"# } else { "" };
            let text = match found.is_head {
                false => runs(&found.text, hand),
                true => header(&found.text, hand),
            };
            cells.push((found.column, cell(found.width, merge, &paragraph(&text))));
            if found.height > 1 {
                open.push((found.column, found.width, found.height - 1));
            }
        }
        cells.sort_by_key(|(column, _)| *column);
        body.push_str("<w:tr>");
        cells.iter().for_each(|(_, cell)| body.push_str(cell));
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
}

fn cell(width: usize, merge: &str, content: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{content}</w:tc>"#)
}

fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A header, broken into lines.
fn header(text: &str, hand: &Hand) -> String {
    let lines = broken(text, hand.break_after);
    let runs: Vec<String> = lines.iter().map(|line| run(line)).collect();
    runs.join("<w:r><w:br/></w:r>")
}

/// A text cut into runs, as Word does where fonts change between digits and characters.
fn runs(text: &str, hand: &Hand) -> String {
    broken(text, hand.break_after).iter().map(|piece| run(piece)).collect()
}

fn run(text: &str) -> String {
    format!(
        r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#,
        escaped(text)
    )
}
