//! Files of every kind, and what a clipboard carries beside text. The files are those that
//! `cargo test --package gouji --test it prepared` writes.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::page::Page;
use crate::reports::{self, OTHER_ORGANIZATION, SAMPLE};

/// A script expression for bytes that come as its argument.
pub const BYTES: &str = "new Uint8Array(arguments[0])";

/// A prepared file.
pub fn prepared(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("drop").join(name);
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; write it by `cargo test --package gouji --test it prepared`",
            path.display()
        )
    })
}

/// Waits for the report and compares every cell of all three tables with what was written.
pub async fn expect_tables(page: &Page) {
    // The mistake of the sample breaks its row and its column; beside the other 40 sums, numbers
    // in the prose agree with the tables, as many as the text around them holds.
    let tally = page.expect_report_of(OTHER_ORGANIZATION).await;
    assert!(tally.fail == 2 && tally.unknown == 0 && tally.pass > 40, "{tally:?}");
    // As it is seen, without what a screen reader adds.
    let script = "const seen = cell => [...cell.childNodes]
            .filter(node => !node.classList?.contains('visually-hidden'))
            .map(node => node.textContent).join('').trim();
        return Object.fromEntries([...document.querySelectorAll('[data-cell]')]
            .map(cell => [cell.dataset.cell, seen(cell)]))";
    let shown = page.run(script, vec![]).await;
    let written: Value =
        serde_json::from_slice(&prepared("cells.json")).expect("the cells are JSON");
    assert_eq!(written.as_object().expect("an object").len(), 200);
    assert_eq!(shown, written);
}

async fn drop_of(page: &Page, name: &str) {
    page.expect_empty().await;
    page.drop_file(name, BYTES, vec![json!(prepared(name))]).await;
    expect_tables(page).await;
}

pub async fn drop_of_text_in_gb18030(page: &Page) {
    assert!(String::from_utf8(prepared("年报.txt")).is_err(), "it is no UTF-8");
    drop_of(page, "年报.txt").await;
}

pub async fn drop_of_markdown(page: &Page) {
    drop_of(page, "年报.md").await;
}

pub async fn drop_of_csv(page: &Page) {
    drop_of(page, "年报.csv").await;
}

pub async fn drop_of_web_page(page: &Page) {
    drop_of(page, "年报.html").await;
}

pub async fn drop_of_word_document(page: &Page) {
    drop_of(page, "年报.docx").await;
}

pub async fn drop_of_workbook(page: &Page) {
    drop_of(page, "年报.xlsx").await;
}

pub async fn drop_of_pdf(page: &Page) {
    drop_of(page, "年报.pdf").await;
    // A click on a cell leads to its place in the text that was read.
    page.find("[data-cell='applications.granted.natural_person']")
        .await
        .click()
        .await
        .expect("the cell is clicked");
    page.expect("lit line", "return document.querySelectorAll('[data-line].lit').length === 1")
        .await;
    let line = page.text_of("[data-line].lit").await;
    assert!(line.contains("予以公开") && line.contains("21"), "{line}");
}

pub async fn opened_word_document(page: &Page) {
    page.expect_empty().await;
    page.open_file("年报.docx", &prepared("年报.docx")).await;
    expect_tables(page).await;
}

pub async fn paste_of_a_web_page_takes_its_tables(page: &Page) {
    page.expect_empty().await;
    let html = String::from_utf8(prepared("年报.html")).expect("it is UTF-8");
    // The text of such a copy has lost which cells belong together; it must not be taken.
    page.paste_both(&html, "二、主动公开政府信息情况 规章 1 2 3").await;
    expect_tables(page).await;
}

pub async fn paste_of_html_without_a_table_takes_the_text(page: &Page) {
    page.expect_empty().await;
    page.paste_both("<p>二、<b>主动公开</b></p>", &reports::other()).await;
    expect_tables(page).await;
}

pub async fn the_full_build_is_fetched_when_a_file_needs_it(page: &Page) {
    page.expect_empty().await;
    // Workers start from a blob that names their module: each one from here on is written down.
    page.run(
        "window.modules = [];
         const create = URL.createObjectURL.bind(URL);
         URL.createObjectURL = blob => {
             blob.text().then(text => window.modules.push(text));
             return create(blob);
         };",
        vec![],
    )
    .await;
    let modules = "return window.modules.map(text =>
        text.includes('/full-') ? 'full' : text.includes('/core-') ? 'core' : text)";
    page.paste(SAMPLE).await;
    page.expect_report_of(reports::ORGANIZATION).await;
    assert_eq!(page.run(modules, vec![]).await, json!([]), "text needs no other worker");
    let fetched = "return performance.getEntriesByType('resource').map(entry => entry.name)
        .filter(name => name.includes('/full-'))";
    assert_eq!(page.run(fetched, vec![]).await, json!([]), "nor does the page fetch it ahead");

    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
    assert_eq!(page.run(modules, vec![]).await, json!(["full"]));
    // It stays: the next file needs no other worker.
    let before = page.run("return document.querySelector('textarea').value", vec![]).await;
    page.drop_file("年报.pdf", BYTES, vec![json!(prepared("年报.pdf"))]).await;
    let other = "return document.querySelector('textarea').value !== arguments[0]";
    page.expect_with("text of the PDF", other, vec![before]).await;
    expect_tables(page).await;
    assert_eq!(page.run(modules, vec![]).await, json!(["full"]));
}

pub async fn a_long_read_can_be_cancelled(page: &Page) {
    page.expect_empty().await;
    // Some 8 MB of a table of a hundred thousand rows.
    let long = "'<!DOCTYPE html><h1>二、主动公开政府信息情况</h1><table>'
        + '<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>'.repeat(120000) + '</table>'";
    page.drop_file("很长.html", long, vec![]).await;
    let button = page.find("#cancel").await;
    assert!(page.shown().await.contains("正在读取"), "it says what it does");
    button.click().await.expect("the button is clicked");
    page.expect("end of reading", "return document.querySelector('#cancel') === null").await;
    assert!(page.findings().await.is_empty(), "nothing comes of what was cancelled");
    // The way on is open, and nothing of the long file comes later.
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    expect_tables(page).await;
}
