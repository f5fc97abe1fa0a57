//! Reports for the tests, all made from the project's own sample.

/// The sample, with its one mistake.
pub const SAMPLE: &str = include_str!("../../src/sample.txt");

/// The cell of the sample that is wrong, the two checks that say so, and its row in the text.
pub const WRONG_CELL: &str = "applications.granted.natural_person";
pub const WRONG_ROW: &str = "applications-total-mismatch#granted";
pub const WRONG_COLUMN: &str = "applications-disposed-total-mismatch#natural_person";
pub const WRONG_LINE: &str = "（一）予以公开 21 3 1 1 2 1 28";

/// The organisation and the year that the sample reports on.
pub const ORGANIZATION: &str = "青禾县文化和旅游局";
pub const YEAR: &str = "2024";

/// The sample without its mistake.
pub fn right() -> String {
    replaced(SAMPLE, WRONG_LINE, "（一）予以公开 20 3 1 1 2 1 28")
}

/// The sample of another organisation, so that it cannot be taken for the button's.
pub fn other() -> String {
    SAMPLE.replace(ORGANIZATION, OTHER_ORGANIZATION)
}

/// The organisation of [`other`].
pub const OTHER_ORGANIZATION: &str = "柳溪县水利局";

/// 表四 of the sample, with nothing around it.
pub fn disputes_alone() -> String {
    let start = SAMPLE.find("行政复议 行政诉讼").expect("表四 of the sample");
    let end = SAMPLE[start..].find("\n\n").expect("the end of 表四") + start;
    SAMPLE[start..end].to_owned()
}

/// The 1-based line of [`WRONG_LINE`] in the sample.
pub fn wrong_line() -> usize {
    SAMPLE.lines().position(|line| line == WRONG_LINE).expect("the wrong row of the sample") + 1
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "the sample holds `{from}` once");
    text.replace(from, to)
}
