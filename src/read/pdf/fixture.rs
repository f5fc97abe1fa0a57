//! A small writer of PDF files for the tests.

use std::fmt::Write as _;

/// How the text of a page is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Identity-H with a ToUnicode map, as word processors write it.
    ToUnicode,
    /// UniGB-UCS2-H without anything else.
    UniGb,
    /// GBK-EUC-H without anything else; only for the characters of [`gbk`].
    Gbk,
    /// Identity-H with the CIDs of Adobe-GB1; only for the digits.
    Gb1,
    /// Identity-H without any way back to characters.
    Mute,
}

/// A page under construction, 600 by 800 points; y counts from its top.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub content: String,
    pub face: Face,
    pub extra: String,
}

impl Sheet {
    pub fn new() -> Sheet {
        Sheet { content: String::new(), face: Face::ToUnicode, extra: String::new() }
    }

    /// Writes text of 10 points, its base line at `y`.
    pub fn text(&mut self, x: f64, y: f64, text: &str) -> &mut Sheet {
        let codes = encode(self.face, text);
        writeln!(self.content, "BT /F 10 Tf 1 0 0 1 {x} {} Tm <{codes}> Tj ET", 800.0 - y).unwrap();
        self
    }

    /// Strokes a line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Sheet {
        let (a, b) = (800.0 - from.1, 800.0 - to.1);
        writeln!(self.content, "0.5 w {} {a} m {} {b} l S", from.0, to.0).unwrap();
        self
    }

    /// Fills a box.
    pub fn fill(&mut self, x: f64, y: f64, width: f64, height: f64) -> &mut Sheet {
        writeln!(self.content, "{x} {} {width} {height} re f", 800.0 - y - height).unwrap();
        self
    }

    /// Frames an area by four lines.
    pub fn frame(&mut self, x: f64, y: f64, width: f64, height: f64) -> &mut Sheet {
        writeln!(self.content, "0.5 w {x} {} {width} {height} re S", 800.0 - y - height).unwrap();
        self
    }

    /// A ruled table with columns of 60 points and rows of 20; text may have line breaks.
    pub fn table(&mut self, x: f64, y: f64, rows: &[&[&str]]) -> &mut Sheet {
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                let (left, top) = (x + 60.0 * column as f64, y + 20.0 * at as f64);
                self.frame(left, top, 60.0, 20.0);
                for (line, text) in text.split('\n').enumerate() {
                    self.text(left + 3.0, top + 9.0 + 10.0 * line as f64, text);
                }
            }
        }
        self
    }
}

/// The GBK bytes of the few characters that the tests need.
fn gbk(found: char) -> Vec<u8> {
    match found {
        '自' => vec![0xd7, 0xd4],
        '然' => vec![0xc8, 0xbb],
        '人' => vec![0xc8, 0xcb],
        '总' => vec![0xd7, 0xdc],
        '计' => vec![0xbc, 0xc6],
        found => vec![found as u8],
    }
}

fn encode(face: Face, text: &str) -> String {
    let mut codes = String::new();
    for found in text.chars() {
        match face {
            Face::Gbk => gbk(found).iter().for_each(|byte| write!(codes, "{byte:02x}").unwrap()),
            // The digits are CID 17 to 26 of Adobe-GB1.
            Face::Gb1 => write!(codes, "{:04x}", found as u32 - '0' as u32 + 17).unwrap(),
            _ => write!(codes, "{:04x}", found as u32).unwrap(),
        }
    }
    codes
}

/// Writes a file of these pages.
pub(super) fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![Vec::new(), Vec::new()];
    let mut kids = String::new();
    for sheet in sheets {
        let font = objects.len() + 1;
        let (encoding, ordering, to_unicode) = match sheet.face {
            Face::ToUnicode => ("Identity-H", "Identity", format!("/ToUnicode {} 0 R", font + 1)),
            Face::UniGb => ("UniGB-UCS2-H", "GB1", String::new()),
            Face::Gbk => ("GBK-EUC-H", "GB1", String::new()),
            Face::Gb1 => ("Identity-H", "GB1", String::new()),
            Face::Mute => ("Identity-H", "Identity", String::new()),
        };
        // Printable ASCII is half as wide as the rest, whatever the encoding calls it.
        let widths = match sheet.face {
            Face::UniGb | Face::Gbk | Face::Gb1 => "/W [1 95 500 814 939 500]",
            _ => "/W [32 126 500]",
        };
        objects.push(
            format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /{encoding} {to_unicode} \
                 /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Test /DW 1000 \
                 {widths} /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) \
                 /Supplement 2 >> >>] >>"
            )
            .into_bytes(),
        );
        objects.push(stream("", TO_UNICODE.as_bytes()));
        objects.push(stream("", sheet.content.as_bytes()));
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
                 /Resources << /Font << /F {font} 0 R >> >> {} >>",
                font + 2,
                sheet.extra
            )
            .into_bytes(),
        );
        write!(kids, "{} 0 R ", font + 3).unwrap();
    }
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", sheets.len()).into_bytes();
    file(&objects)
}

/// A stream object.
pub(super) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< /Length {} {entries} >>\nstream\n", data.len()).into_bytes();
    object.extend_from_slice(data);
    object.extend_from_slice(b"\nendstream");
    object
}

/// A file of these objects, of which the first is the catalog.
pub(super) fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let start = bytes.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        writeln!(end, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(end, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    bytes.extend_from_slice(end.as_bytes());
    bytes
}

const TO_UNICODE: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap \
/CMapName /Test def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange \
3 beginbfrange <0020> <00FF> <0020> <2000> <20FF> <2000> <3000> <30FF> <3000> endbfrange \
2 beginbfrange <4E00> <9FFF> <4E00> <FF00> <FFEF> <FF00> endbfrange endcmap end end";
