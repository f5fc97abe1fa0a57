//! Finding, cell and line of the source: a click on any one shows the other two.

use crate::page::Page;
use crate::reports::{ORGANIZATION, SAMPLE, WRONG_CELL, WRONG_COLUMN, WRONG_ROW, wrong_line};

/// A cell of the failing row that is not the wrong one, and one of another row and column.
const TOTAL_CELL: &str = "applications.granted.total";
const FAR_CELL: &str = "applications.refused.enforcement_file.legal_service";
const FAR_LINE: &str = "7.属于行政执法案卷 3 1 0 0 1 0 5";

async fn open_sample(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
}

fn check(id: &str) -> String {
    format!("[data-check='{id}']")
}

fn cell(key: &str) -> String {
    format!("[data-cell='{key}']")
}

fn line_of(text: &str) -> usize {
    SAMPLE.lines().position(|line| line == text).expect("a line of the sample") + 1
}

pub async fn finding_shows_cell_and_line(page: &Page) {
    open_sample(page).await;
    // First something else, so that what is seen then comes from the click.
    page.find(&cell(FAR_CELL)).await.click().await.expect("the cell is clicked");
    page.expect_lit_line(line_of(FAR_LINE)).await;
    let plain_check = page.looks(&check(WRONG_ROW)).await;
    let plain_cells = [page.looks(&cell(WRONG_CELL)).await, page.looks(&cell(TOTAL_CELL)).await];

    let button = page.find(&format!("{} button", check(WRONG_ROW))).await;
    button.click().await.expect("the finding is clicked");
    page.expect_lit_line(wrong_line()).await;
    page.expect_other_looks(&check(WRONG_ROW), &plain_check).await;
    for (key, plain) in [WRONG_CELL, TOTAL_CELL].into_iter().zip(plain_cells) {
        page.expect_in_view(&cell(key)).await;
        page.expect_other_looks(&cell(key), &plain).await;
    }
}

pub async fn cell_shows_finding_and_line(page: &Page) {
    open_sample(page).await;
    page.find(&cell(FAR_CELL)).await.click().await.expect("the cell is clicked");
    page.expect_lit_line(line_of(FAR_LINE)).await;
    let plain = page.looks(&cell(WRONG_CELL)).await;
    let findings = [WRONG_ROW, WRONG_COLUMN];
    let looks = [page.looks(&check(WRONG_ROW)).await, page.looks(&check(WRONG_COLUMN)).await];

    page.find(&cell(WRONG_CELL)).await.click().await.expect("the cell is clicked");
    page.expect_lit_line(wrong_line()).await;
    page.expect_other_looks(&cell(WRONG_CELL), &plain).await;
    let mut shown = 0;
    for (id, before) in findings.into_iter().zip(looks) {
        if page.looks(&check(id)).await != before {
            page.expect_in_view(&check(id)).await;
            shown += 1;
        }
    }
    assert!(shown > 0, "neither finding over the cell is shown");
}

pub async fn line_shows_cell_and_finding(page: &Page) {
    open_sample(page).await;
    page.find(&cell(FAR_CELL)).await.click().await.expect("the cell is clicked");
    page.expect_lit_line(line_of(FAR_LINE)).await;
    let plain_cell = page.looks(&cell(WRONG_CELL)).await;

    // The number in its line is marked; the text field lies over it.
    page.click_place_of(&format!("[data-line='{}'] mark", wrong_line())).await;
    page.expect_lit_line(wrong_line()).await;
    page.expect_other_looks(&cell(WRONG_CELL), &plain_cell).await;
    page.expect_in_view(&cell(WRONG_CELL)).await;
}

pub async fn passed_checks_are_folded_and_countable(page: &Page) {
    open_sample(page).await;
    let folded = page.find("#passed-checks").await;
    assert_eq!(folded.attr("open").await.expect("an attribute"), None, "folded at first");
    let told = page.text_of("#passed-checks summary").await;
    assert!(told.contains("相符 50 项"), "{told}");
    page.find("#passed-checks summary").await.click().await.expect("it unfolds");
    page.expect(
        "40 sums with their working, and 10 numbers of the prose",
        "const checks = [...document.querySelectorAll('#passed-checks [data-check]')];
         const sums = checks.filter(check => /-mismatch#|-unbalanced#/.test(check.dataset.check));
         return checks.length === 50 && sums.length === 40
             && sums.every(check => /[0-9].*=/s.test(check.innerText))",
    )
    .await;
}

pub async fn a_long_text_is_linked_and_typed_into(page: &Page) {
    const PROSE: &str = "群众关心的事项逐项梳理公开，及时更新网站栏目和办事指南。\n";
    const LINES: usize = 6_000;
    page.expect_empty().await;
    let (head, tail) = SAMPLE.split_once("二、主动公开").expect("the sample has section 二");
    page.paste(&format!("{head}{}二、主动公开{tail}", PROSE.repeat(LINES))).await;
    page.expect_report_of(ORGANIZATION).await;
    page.find(&cell(WRONG_CELL)).await.click().await.expect("the cell is clicked");
    page.expect_lit_line(wrong_line() + LINES).await;

    // The longest line grows at its end, and no other line is laid out anew for it.
    let before = page
        .run(
            "const field = document.querySelector('#source');
             const longest = field.value.split('\\n').reduce((a, b) => b.length > a.length ? b : a);
             const end = field.value.indexOf(longest) + longest.length;
             field.focus();
             field.setSelectionRange(end, end);
             window.pane = document.querySelector('#source-scroll');
             return [longest.length, pane.scrollWidth, field.offsetWidth]",
            vec![],
        )
        .await;
    let [length, pane, field] = [0, 1, 2].map(|at| before[at].as_u64().expect("a length"));
    assert!(field >= pane, "the field is at least as wide as what scrolls: {before}");
    let keys = "八".repeat(20);
    page.type_keys(&keys).await;
    let told = "const lines = document.querySelectorAll('.source-text');
        const grown = [...lines].find(line => line.innerText.includes(arguments[0]));
        return grown !== undefined && grown.innerText.length === arguments[1]
            && pane.scrollWidth > arguments[2]
            && document.querySelector('#source').offsetWidth === arguments[3]";
    let wanted = vec![keys.into(), (length + 20).into(), pane.into(), field.into()];
    page.expect_with("the longer line, in a field as wide as before", told, wanted).await;
}
