//! 规则说明, and what is taken along: chat text, Markdown, the printed sheet.

use serde_json::{Value, json};

use crate::output::gouji;
use crate::page::{Page, text};
use crate::reports::{ORGANIZATION, SAMPLE, WRONG_CELL, WRONG_ROW};

const RULE: &str = "#rule-applications-total-mismatch";

async fn report(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
}

/// Waits until the page of the rules is there and shows this rule.
async fn expect_rule(page: &Page) {
    page.expect_in_view(&format!("{RULE} h3")).await;
    let shown = page.text_of(RULE).await;
    for part in ["各类申请人之和与总计不符", "依据", "怎么办", "会提出的例子", "不会提出的例子"]
    {
        assert!(shown.contains(part), "no {part}:\n{shown}");
    }
}

pub async fn a_finding_leads_to_its_rule_and_back(page: &Page) {
    report(page).await;
    let before = page.browser.client.current_url().await.expect("an address");
    page.find(&format!("[data-check='{WRONG_ROW}'] h3 button")).await.click().await.expect("click");
    let looks = page.looks(&format!("[data-cell='{WRONG_CELL}']")).await;
    let link = format!("[data-check='{WRONG_ROW}'] [data-go=rule]");
    page.find(&link).await.click().await.expect("the link is clicked");
    expect_rule(page).await;
    let url = page.browser.client.current_url().await.expect("an address");
    assert_eq!(url.as_str(), format!("{before}{RULE}"));
    // What lies beneath can neither be seen nor reached by the keyboard.
    page.expect("inert page", "return document.querySelector('.stage').inert").await;

    page.browser.client.back().await.expect("the browser goes back");
    page.expect("no rules", "return document.querySelector('#rules') === null").await;
    assert_eq!(page.looks(&format!("[data-cell='{WRONG_CELL}']")).await, looks, "still selected");
    let script = "return document.activeElement === document.querySelector(arguments[0])";
    page.expect_with("focus where it was", script, vec![json!(link)]).await;

    // The rule leads to what it found, which is then selected.
    page.browser.client.forward().await.expect("the browser goes forward");
    expect_rule(page).await;
    let here = format!("{RULE} [data-finding='{WRONG_ROW}']");
    page.find(&here).await.click().await.expect("the finding is clicked");
    page.expect("no rules", "return document.querySelector('#rules') === null").await;
    page.expect_in_view(&format!("[data-check='{WRONG_ROW}'].chosen")).await;
    let kept = page.run("return document.querySelector('#source').value", vec![]).await;
    assert_eq!(text(&kept), SAMPLE, "the text is as it was");
}

pub async fn a_rule_has_an_address(page: &Page) {
    page.expect_empty().await;
    page.open(RULE).await;
    expect_rule(page).await;
    // As if the address had been opened in a new tab.
    page.browser.reload().await;
    expect_rule(page).await;
    let rules = page.run("return document.querySelectorAll('article.rule').length", vec![]).await;
    let links = "return [...document.querySelectorAll('.rules-list a')].every(link =>
        document.querySelector(link.hash + ' h3').textContent.startsWith(link.textContent))";
    page.expect("links to the rules", links).await;
    assert!(rules.as_u64() > Some(30), "{rules}");
    page.find("#rules-back").await.click().await.expect("the way back is clicked");
    page.expect("no rules", "return document.querySelector('#rules') === null").await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    // The keyboard alone: in by the link, out by Escape.
    page.find("#findings-title .link").await.send_keys("\u{e007}").await.expect("Enter");
    page.find("article.rule").await;
    page.type_keys("\u{e00c}").await;
    page.expect("no rules", "return document.querySelector('#rules') === null").await;
}

pub async fn findings_are_copied_as_a_message(page: &Page) {
    report(page).await;
    // What the page hands to the clipboard; reading that back needs a permission of the user.
    page.run(
        "window.taken = []; navigator.clipboard.writeText = text => {
             window.taken.push(text); return Promise.resolve(); }",
        vec![],
    )
    .await;
    for id in ["#copy-findings", "#copy-markdown"] {
        page.run("document.querySelector('#export-menu').open = true", vec![]).await;
        page.find(id).await.click().await.expect("it is clicked");
    }
    page.expect("two texts", "return window.taken.length === 2").await;
    let taken = page.run("return window.taken", vec![]).await;
    let (chat, markdown) = (text(&taken[0]), text(&taken[1]));
    let head = format!("{ORGANIZATION}2024年政府信息公开工作年度报告 核对意见");
    assert!(chat.starts_with(&head), "{chat}");
    for part in ["1. 【不符】", "位置：表三 · 予以公开 一行（原文第 ", "相差 1", "建议："]
    {
        assert!(chat.contains(part), "no {part}:\n{chat}");
    }
    assert!(!chat.contains("**"), "{chat}");
    assert!(markdown.starts_with(&format!("# {head}")) && markdown.contains("1. **"), "{markdown}");

    page.run("document.querySelector('#export-menu').open = true", vec![]).await;
    page.find("#download-markdown").await.click().await.expect("it is clicked");
    let file = page.expect_download().await;
    assert!(file.to_string_lossy().ends_with(&format!("{ORGANIZATION}-2024-核对意见.md")));
    assert_eq!(std::fs::read_to_string(file).expect("the download is text"), markdown);
}

/// Some fonts draw a character and the radical that looks like it with one glyph, and then the
/// browser writes the radical into the file.
fn plain(character: char) -> char {
    match character {
        '⻘' => '青',
        '⽲' => '禾',
        '⽂' => '文',
        '⼀' => '一',
        '⾏' => '行',
        '⼈' => '人',
        '⽇' => '日',
        '⼯' => '工',
        '⽆' => '无',
        '⽬' => '目',
        '⽤' => '用',
        '⾯' => '面',
        other => other,
    }
}

/// The paper, read by the project's own reader of PDF files; without spaces and line ends.
async fn printed(page: &Page) -> String {
    let pdf = page.browser.print().await;
    assert!(pdf.starts_with(b"%PDF"));
    if let Some(shown) = page.browser.shown_on_paper().await {
        return shown.chars().filter(|c| !c.is_whitespace()).collect();
    }
    let file = page.browser.scratch().join("paper.pdf");
    std::fs::write(&file, pdf).expect("the paper is kept");
    let file = file.to_string_lossy();
    let done = gouji(&["check", "--with-text", &file]).output().expect("the command line runs");
    let read: Value = serde_json::from_slice(&done.stdout).expect("it prints JSON");
    let paper = text(&read["source"]["text"]);
    paper.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

pub async fn the_sheet_is_printed_not_the_screen(page: &Page) {
    report(page).await;
    let paper = printed(page).await;
    for part in [
        "核对单",
        ORGANIZATION,
        "2024年",
        "各类申请人之和与总计不符",
        "办理结果之和与总计不符",
        "表三·予以公开一行",
        "相差1",
        "建议：",
        "核对人",
        "经办人",
        "计52项",
    ] {
        assert!(paper.contains(part), "no {part}:\n{paper}");
    }
    for screen in ["下载JSON", "打开文件", "清空", "复制本表", "规则说明", "可直接修改", "看表格"]
    {
        assert!(!paper.contains(screen), "{screen} is printed:\n{paper}");
    }
    // The button asks the browser for the same.
    page.run("window.asked = 0; window.print = () => { window.asked += 1; }", vec![]).await;
    page.run("document.querySelector('#export-menu').open = true", vec![]).await;
    page.find("#print").await.click().await.expect("it is clicked");
    assert_eq!(page.run("return window.asked", vec![]).await, Value::from(1));
}
