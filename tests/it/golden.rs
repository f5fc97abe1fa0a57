//! Whole reports, each named for its oddity, with what is told of it.

use crate::contract;
use gouji::Options;
use std::path::Path;

#[test]
fn every_report_is_told_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt" || end == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 8, "the reports are there");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        contract::valid(&gouji::check(&bytes, name, Options { with_text: true }));
        let told = match gouji::examine(&bytes, name) {
            Ok((document, review)) => gouji::export::text(&document, &review),
            Err(refusal) => refusal.to_string(),
        };
        settings.bind(|| insta::assert_snapshot!(name, told));
    }
}
