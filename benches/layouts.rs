//! The reports that are timed: of 10 KB, in each of the layouts that people paste.

/// Layouts of the project's own reports.
pub const LAYOUTS: [(&str, &str); 4] = [
    ("lines.txt", include_str!("../tests/reports/labels-wrapped-over-pages.txt")),
    ("tabs.md", include_str!("../tests/reports/table-cut-between-rows-of-tabs.md")),
    ("cells.txt", include_str!("../tests/reports/one-cell-per-line-with-blanks.txt")),
    ("pipes.md", include_str!("../tests/reports/columns-shifted-by-merged-cells.md")),
];

/// A sentence of prose, to bring a short report to the size of a common one.
const PROSE: &str =
    "本年度坚持以公开为常态，围绕群众关心的事项逐项梳理公开目录，及时更新网站栏目和办事指南。\n";

/// A report of at least 10 KB in a layout.
pub fn report(layout: &str) -> Vec<u8> {
    report_of(layout, 10_240)
}

/// A report of at least so many bytes in a layout.
pub fn report_of(layout: &str, bytes: usize) -> Vec<u8> {
    let (_, text) = LAYOUTS.iter().find(|(name, _)| *name == layout).expect("a known layout");
    let at = text.find("二、主动公开").expect("every report has section 二");
    let at = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let lacking = bytes.saturating_sub(text.len());
    let prose = PROSE.repeat(lacking.div_ceil(PROSE.len()));
    format!("{}{prose}{}", &text[..at], &text[at..]).into_bytes()
}

pub fn layouts() -> impl Iterator<Item = &'static str> {
    LAYOUTS.iter().map(|(name, _)| *name)
}
