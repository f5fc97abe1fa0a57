//! Every way in: paste, drop, open, sample, typing.

use serde_json::json;

use crate::page::{Page, Tally};
use crate::reports::{self, ORGANIZATION, OTHER_ORGANIZATION, SAMPLE, WRONG_COLUMN, WRONG_ROW};

/// What the sample and its variants give: the mistake breaks its row and its column.
/// Two of the 42 sums are broken; ten numbers in the prose agree with the tables.
const ONE_MISTAKE: Tally = Tally { fail: 2, unknown: 0, pass: 50 };

pub async fn paste_event_shows_the_report(page: &Page) {
    page.expect_empty().await;
    page.paste(&reports::other()).await;
    assert_eq!(page.expect_report_of(OTHER_ORGANIZATION).await, ONE_MISTAKE);
    assert_eq!(page.findings().await.len(), 2);
}

pub async fn paste_by_keyboard_shows_the_report(page: &Page) {
    // Anything that can be copied from; the clipboard outlives the page.
    page.open("open.html").await;
    page.run(
        "const field = document.createElement('textarea');
         field.value = arguments[0];
         document.body.append(field);
         field.focus();
         field.select();",
        vec![json!(reports::other())],
    )
    .await;
    page.press_with_control('c').await;
    page.open("").await;
    page.expect_empty().await;
    page.find("textarea").await.click().await.expect("the field takes the focus");
    page.press_with_control('v').await;
    assert_eq!(page.expect_report_of(OTHER_ORGANIZATION).await, ONE_MISTAKE);

    // With the focus nowhere, it replaces what is there.
    page.open("").await;
    page.expect_empty().await;
    page.run("document.activeElement.blur()", vec![]).await;
    page.press_with_control('v').await;
    assert_eq!(page.expect_report_of(OTHER_ORGANIZATION).await, ONE_MISTAKE);
}

pub async fn drop_shows_the_report(page: &Page) {
    page.expect_empty().await;
    page.drop_file("某份年报.txt", "arguments[0]", vec![json!(reports::other())]).await;
    assert_eq!(page.expect_report_of(OTHER_ORGANIZATION).await, ONE_MISTAKE);
}

pub async fn open_file_shows_the_report(page: &Page) {
    page.expect_empty().await;
    // As Windows writes it: byte order mark and CRLF.
    let text = format!("\u{feff}{}", reports::other().replace('\n', "\r\n"));
    page.open_file("年报.txt", text.as_bytes()).await;
    assert_eq!(page.expect_report_of(OTHER_ORGANIZATION).await, ONE_MISTAKE);
}

pub async fn sample_shows_its_mistake(page: &Page) {
    page.expect_empty().await;
    page.click_button("试用示例").await;
    assert_eq!(page.expect_report_of(ORGANIZATION).await, ONE_MISTAKE);
    let mut findings = page.findings().await;
    findings.sort();
    assert_eq!(findings, [WRONG_COLUMN, WRONG_ROW]);
    let told = page.text_of(&format!("[data-check='{WRONG_ROW}']")).await;
    assert!(told.contains("29") && told.contains("28"), "both sums are told: {told}");
    assert!(told.contains("不符"), "{told}");
}

pub async fn typing_changes_the_result(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    assert_eq!(page.expect_report_of(ORGANIZATION).await, ONE_MISTAKE);
    let select = |from: &str, at: usize, length: usize| {
        let before = SAMPLE.find(from).expect("the row") + at;
        let start = SAMPLE[..before].encode_utf16().count();
        vec![json!(start), json!(start + length)]
    };
    let script = "const field = document.querySelector('textarea');
        field.focus();
        field.setSelectionRange(arguments[0], arguments[1]);";
    let number = reports::WRONG_LINE.find("21").expect("the wrong number");
    page.run(script, select(reports::WRONG_LINE, number, 2)).await;
    page.type_keys("20").await;
    page.expect_tally(Tally { fail: 0, unknown: 0, pass: 52 }).await;
    assert!(page.findings().await.is_empty());

    // And back, one key at a time: 2 alone breaks both sums as well.
    page.run(script, select(reports::WRONG_LINE, number, 2)).await;
    page.type_keys("2").await;
    page.expect_tally(ONE_MISTAKE).await;
    page.type_keys("0").await;
    page.expect_tally(Tally { fail: 0, unknown: 0, pass: 52 }).await;
    let typed = page.run("return document.querySelector('textarea').value", vec![]).await;
    assert_eq!(typed, json!(reports::right()));
}
