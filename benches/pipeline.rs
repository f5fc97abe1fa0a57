//! What each step of the pipeline costs natively, for a report of 10 KB in each of the layouts
//! that people paste. `cargo bench`.

mod layouts;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::{Options, export, read, recognize, rules};
use layouts::{LAYOUTS, layouts, report, report_of};

/// That of the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
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

/// The same for 1 MB: there the text weighs more than the form.
#[divan::bench(args = layouts())]
fn whole_of_1_mb(bencher: Bencher, layout: &str) {
    let bytes = report_of(layout, 1 << 20);
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| gouji::check(black_box(&bytes), layout, Options::default()));
}
