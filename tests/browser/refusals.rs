//! Bad input: a Chinese sentence each, and the way on stays open.

use serde_json::json;

use crate::page::Page;
use crate::reports::{self, ORGANIZATION, SAMPLE};

/// Waits for a refusal that says something in Chinese about the matter.
async fn expect_sentence(page: &Page, words: &[&str]) {
    let sentence = page.expect_refusal().await;
    let han = sentence.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
    assert!(han.count() >= 10, "no Chinese sentence: {sentence}");
    for word in words {
        assert!(sentence.contains(word), "it does not say {word}: {sentence}");
    }
    assert!(page.findings().await.is_empty(), "a refusal beside findings");
}

pub async fn empty_file(page: &Page) {
    page.expect_empty().await;
    page.drop_file("年报.txt", "''", vec![]).await;
    expect_sentence(page, &["没有内容"]).await;
}

pub async fn blank_text(page: &Page) {
    page.expect_empty().await;
    page.paste(" \n\u{3000}\n\t\n").await;
    expect_sentence(page, &["没有内容"]).await;
}

pub async fn picture(page: &Page) {
    page.expect_empty().await;
    let bytes = "new Uint8Array([137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,0,1,0,0,0,1,8])";
    page.drop_file("扫描件.png", bytes, vec![]).await;
    expect_sentence(page, &["扫描件.png"]).await;
}

pub async fn text_that_is_no_report(page: &Page) {
    page.expect_empty().await;
    page.paste("会议定于周三下午三点在二楼会议室召开，请各科室负责人准时参加。\n共 12 人。").await;
    expect_sentence(page, &["年度报告"]).await;
}

pub async fn too_large(page: &Page) {
    page.expect_empty().await;
    page.drop_file("大.txt", "'x'.repeat(21 * 1024 * 1024)", vec![]).await;
    expect_sentence(page, &["20"]).await;

    page.open("").await;
    page.expect_empty().await;
    let data = "{ 'text/plain': 'x'.repeat(21 * 1024 * 1024) }";
    page.paste_on("document.body", data, vec![]).await;
    expect_sentence(page, &["20"]).await;
}

pub async fn one_table_alone_is_read(page: &Page) {
    page.expect_empty().await;
    page.paste(&reports::disputes_alone()).await;
    page.expect("counts", "return document.querySelector('[data-count]') !== null").await;
    let tally = page.tally().await;
    assert_eq!((tally.fail, tally.pass, tally.unknown), (0, 3, 39));
    let reason = page.text_of("#unknown-checks summary").await;
    assert!(reason.contains("无法核对 39 项"), "{reason}");
    let said: String = reason.replace("无法核对 39 项", "");
    assert!(said.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "no reason");
}

pub async fn a_refusal_is_no_dead_end(page: &Page) {
    page.expect_empty().await;
    page.drop_file("图.png", "new Uint8Array([137,80,78,71,13,10,26,10,0,0,0,0])", vec![]).await;
    page.expect_refusal().await;
    page.drop_file("年报.txt", "arguments[0]", vec![json!(SAMPLE)]).await;
    page.expect_report_of(ORGANIZATION).await;
    let gone = "return document.querySelector('[role=alert]') === null";
    page.expect("end of the refusal", gone).await;
}
