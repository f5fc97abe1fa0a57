//! What each step of the pipeline costs natively, for a report of 10 KB in each of the layouts
//! that people paste. `cargo bench`.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::{Options, export, read, recognize, rules};

fn main() {
    divan::main();
}

/// Layouts of the project's own reports.
const LAYOUTS: [(&str, &str); 4] = [
    ("lines.txt", include_str!("../tests/reports/labels-wrapped-over-pages.txt")),
    ("tabs.md", include_str!("../tests/reports/table-cut-between-rows-of-tabs.md")),
    ("cells.txt", include_str!("../tests/reports/one-cell-per-line-with-blanks.txt")),
    ("pipes.md", include_str!("../tests/reports/columns-shifted-by-merged-cells.md")),
];

/// A sentence of prose, to bring a short report to the size of a common one.
const PROSE: &str =
    "本年度坚持以公开为常态，围绕群众关心的事项逐项梳理公开目录，及时更新网站栏目和办事指南。\n";

/// A report of at least 10 KB in a layout.
fn report(layout: &str) -> Vec<u8> {
    let (_, text) = LAYOUTS.iter().find(|(name, _)| *name == layout).expect("a known layout");
    let at = text.find("二、主动公开").expect("every report has section 二");
    let at = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let lacking = 10_240usize.saturating_sub(text.len());
    let prose = PROSE.repeat(lacking.div_ceil(PROSE.len()));
    format!("{}{prose}{}", &text[..at], &text[at..]).into_bytes()
}

fn layouts() -> impl Iterator<Item = &'static str> {
    LAYOUTS.iter().map(|(name, _)| *name)
}

#[divan::bench(args = layouts())]
fn read(bencher: Bencher, layout: &str) {
    let bytes = report(layout);
    bencher.counter(BytesCount::new(bytes.len())).bench(|| read::read(black_box(&bytes), layout));
}

#[divan::bench(args = layouts())]
fn recognize(bencher: Bencher, layout: &str) {
    let bytes = report(layout);
    let document = read::read(&bytes, layout).expect("it is text");
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| recognize::recognize(black_box(&document)));
}

#[divan::bench(args = layouts())]
fn check(bencher: Bencher, layout: &str) {
    let bytes = report(layout);
    let document = read::read(&bytes, layout).expect("it is text");
    let report = recognize::recognize(&document).expect("it is a report");
    bencher
        .counter(BytesCount::new(bytes.len()))
        .with_inputs(|| report.clone())
        .bench_values(rules::review);
}

/// What each rule costs over the first layout; a rule on the prose with reading its claims.
#[divan::bench(args = rules::ALL.iter().map(|rule| rule.id))]
fn rule(bencher: Bencher, id: &str) {
    let (layout, _) = LAYOUTS[0];
    let document = read::read(&report(layout), layout).expect("it is text");
    let report = recognize::recognize(&document).expect("it is a report");
    let rule = rules::find(id).expect("a rule of the list");
    bencher.bench(|| rules::findings(black_box(rule), black_box(&report)));
}

#[divan::bench(args = layouts())]
fn export(bencher: Bencher, layout: &str) {
    let bytes = report(layout);
    let document = read::read(&bytes, layout).expect("it is text");
    let review = rules::review(recognize::recognize(&document).expect("it is a report"));
    let input = export::Input { bytes: &bytes, name: layout };
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| export::review(&document, black_box(&review), input, Options::default()));
}

#[divan::bench(args = layouts())]
fn whole(bencher: Bencher, layout: &str) {
    let bytes = report(layout);
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| gouji::check(black_box(&bytes), layout, Options::default()));
}
