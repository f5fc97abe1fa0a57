//! Working on a report: cells changed by the keyboard, steps back and forth, checks set aside,
//! an export that goes on where it was.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::page::{Page, Tally, text};
use crate::reports::{ORGANIZATION, SAMPLE, WRONG_CELL, WRONG_COLUMN, WRONG_ROW};

/// The sample with its mistake, and without it.
const ONE_MISTAKE: Tally = Tally { fail: 2, unknown: 0, pass: 50 };
const ALL_RIGHT: Tally = Tally { fail: 0, unknown: 0, pass: 52 };

async fn open_sample(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    page.expect_tally(ONE_MISTAKE).await;
}

fn cell(key: &str) -> String {
    format!("[data-cell='{key}']")
}

/// What a cell shows, without what a screen reader adds.
async fn shown(page: &Page, key: &str) -> String {
    let script = "const cell = document.querySelector(arguments[0]).cloneNode(true);
        cell.querySelectorAll('.visually-hidden').forEach(part => part.remove());
        return cell.textContent.trim()";
    text(&page.run(script, vec![json!(cell(key))]).await)
}

async fn focus(page: &Page, key: &str) {
    let script = "document.querySelector(arguments[0]).focus()";
    page.run(script, vec![json!(cell(key))]).await;
}

async fn expect_focus(page: &Page, key: &str) {
    let script = "return document.activeElement.dataset.cell === arguments[0]";
    page.expect_with(&format!("focus on {key}"), script, vec![json!(key)]).await;
}

/// Changes a cell as the keyboard does: the field opens, what stands there is replaced.
pub async fn write(page: &Page, key: &str, number: &str) {
    focus(page, key).await;
    page.type_keys(&format!("{number}{}", char::from(Key::Enter))).await;
}

async fn export(page: &Page) -> Value {
    page.click_button("下载 JSON").await;
    let file = page.expect_download().await;
    let text = std::fs::read_to_string(&file).expect("the download is text");
    std::fs::remove_file(&file).expect("the download can be removed");
    serde_json::from_str(&text).expect("the download is JSON")
}

pub async fn a_cell_is_changed_by_the_keyboard(page: &Page) {
    open_sample(page).await;
    let plain = page.looks(&cell(WRONG_CELL)).await;
    focus(page, WRONG_CELL).await;
    // What the cell cannot hold is said, and what was typed stays.
    let (enter, escape, f2) = (char::from(Key::Enter), char::from(Key::Escape), '\u{e032}');
    page.type_keys(&format!("-5{enter}")).await;
    let told = page.text_of("[role=alert]").await;
    assert!(told.contains("不能是负数"), "{told}");
    let typed = "return document.querySelector('[data-cell] input').value";
    assert_eq!(page.run(typed, vec![]).await, json!("-5"));
    page.expect_tally(ONE_MISTAKE).await;
    // Escape leaves everything as it was.
    page.type_keys(&escape.to_string()).await;
    expect_focus(page, WRONG_CELL).await;
    assert_eq!(shown(page, WRONG_CELL).await, "21");

    // F2 opens what stands there; full-width digits count.
    page.type_keys(&f2.to_string()).await;
    page.expect("the old number", "return document.activeElement.value === '21'").await;
    page.type_keys(&format!("２０{enter}")).await;
    page.expect_tally(ALL_RIGHT).await;
    assert_eq!(shown(page, WRONG_CELL).await, "20");
    expect_focus(page, "applications.partly_granted.natural_person").await;
    page.expect_other_looks(&cell(WRONG_CELL), &plain).await;
    let told = page.text_of("#edits summary").await;
    assert!(told.contains("已改 1 处") && told.contains("21 → 20"), "{told}");
    let source = page.run("return document.querySelector('#source').value", vec![]).await;
    assert_eq!(source, json!(SAMPLE), "the text stays as it was given");

    let exported = export(page).await;
    let edit = json!([{ "cell": WRONG_CELL, "from": 21, "to": 20 }]);
    assert_eq!(exported["edits"], edit);
    assert_eq!(exported["cells"][WRONG_CELL]["raw"], "21");
    assert_eq!(exported["tables"]["applications"]["granted"]["natural_person"], 20);
}

pub async fn fast_typing_loses_no_key(page: &Page) {
    open_sample(page).await;
    focus(page, "applications.granted.natural_person").await;
    let (enter, tab) = (char::from(Key::Enter), char::from(Key::Tab));
    page.type_keys(&format!("101{tab}102{tab}103{enter}104{enter}")).await;
    for (key, number) in [
        ("applications.granted.natural_person", "101"),
        ("applications.granted.business", "102"),
        ("applications.granted.research_institute", "103"),
        ("applications.partly_granted.research_institute", "104"),
    ] {
        let script =
            "return document.querySelector(arguments[0]).textContent.startsWith(arguments[1])";
        page.expect_with(key, script, vec![json!(cell(key)), json!(number)]).await;
    }
    let told = page.text_of("#edits summary").await;
    assert!(told.contains("已改 4 处"), "{told}");
}

pub async fn every_step_can_be_taken_back(page: &Page) {
    open_sample(page).await;
    let other = "disputes.reconsideration.total";
    write(page, WRONG_CELL, "20").await;
    page.expect_tally(ALL_RIGHT).await;
    page.find("#tab-disputes").await.click().await.expect("the tab is clicked");
    write(page, other, "999").await;
    page.expect_tally(Tally { fail: 1, unknown: 0, pass: 50 }).await;
    page.press_with_control('z').await;
    page.expect_tally(ALL_RIGHT).await;
    page.press_with_control('z').await;
    page.expect_tally(ONE_MISTAKE).await;
    assert_eq!(shown(page, WRONG_CELL).await, "21");
    page.press_with_control('y').await;
    page.expect_tally(ALL_RIGHT).await;
    page.press_with_control('y').await;
    page.expect_tally(Tally { fail: 1, unknown: 0, pass: 50 }).await;

    // One alone, then all.
    page.find("#edits summary").await.click().await.expect("the list opens");
    let one = format!("[data-edit='{other}'] .link");
    page.find(&one).await.click().await.expect("the change is undone");
    page.expect_tally(ALL_RIGHT).await;
    page.click_button("全部撤销").await;
    page.expect_tally(ONE_MISTAKE).await;
    // The text field keeps its own undo: there the keys do nothing to the cells.
    page.run("document.querySelector('#source').focus()", vec![]).await;
    page.press_with_control('z').await;
    page.click_button("撤销上一步").await;
    page.expect_tally(ALL_RIGHT).await;
}

pub async fn a_changed_text_keeps_the_changed_cells(page: &Page) {
    open_sample(page).await;
    write(page, WRONG_CELL, "20").await;
    page.expect_tally(ALL_RIGHT).await;
    let at = SAMPLE.find("一、总体情况").expect("a heading");
    let at = SAMPLE[..at].encode_utf16().count();
    page.run(
        "const field = document.querySelector('#source');
         field.focus();
         field.setSelectionRange(arguments[0], arguments[0]);",
        vec![json!(at)],
    )
    .await;
    page.type_keys(&char::from(Key::Enter).to_string()).await;
    let moved = "return document.querySelector('#source').value.length === arguments[0]";
    page.expect_with("a line more", moved, vec![json!(SAMPLE.encode_utf16().count() + 1)]).await;
    page.expect_tally(ALL_RIGHT).await;
    assert_eq!(shown(page, WRONG_CELL).await, "20");

    // Another report is another thing; what was done can be taken out again.
    page.run("document.activeElement.blur()", vec![]).await;
    page.paste(&crate::reports::other()).await;
    page.expect_report_of(crate::reports::OTHER_ORGANIZATION).await;
    page.expect_tally(ONE_MISTAKE).await;
    page.click_button("恢复上一份").await;
    page.expect_report_of(ORGANIZATION).await;
    page.expect_tally(ALL_RIGHT).await;
}

pub async fn a_check_is_set_aside_with_a_reason(page: &Page) {
    open_sample(page).await;
    let finding = format!(".finding[data-check='{WRONG_ROW}']");
    page.find(&format!("{finding} h3 button")).await.click().await.expect("it is selected");
    page.find(&format!("{finding} [data-aside]")).await.click().await.expect("the form opens");
    let field = page.find("#aside-reason").await;
    let enter = char::from(Key::Enter).to_string();
    field.send_keys(&enter).await.expect("nothing is typed");
    let told = page.text_of(&format!("{finding} [role=alert]")).await;
    assert!(told.contains("理由"), "a reason is wanted: {told}");
    assert_eq!(page.findings().await.len(), 2);
    field.send_keys(&format!("已与经办人核实{enter}")).await.expect("a reason is typed");
    page.expect_tally(Tally { fail: 1, unknown: 0, pass: 50 }).await;
    assert_eq!(page.findings().await, [WRONG_COLUMN]);
    assert!(page.text_of("[data-count=aside]").await.contains('1'));
    page.find("#set-aside summary").await.click().await.expect("the group opens");
    let told = page.text_of("#set-aside").await;
    assert!(told.contains("理由：已与经办人核实"), "{told}");

    // It outlives a change of another cell, and goes into the export.
    write(page, "applications.granted.business", "4").await;
    page.expect("the change", "return document.querySelector('#edits') !== null").await;
    let aside = json!([{ "check": WRONG_ROW, "reason": "已与经办人核实" }]);
    assert_eq!(export(page).await["set_aside"], aside);
    page.press_with_control('z').await;
    page.expect_tally(Tally { fail: 1, unknown: 0, pass: 50 }).await;
    page.click_button("取消搁置").await;
    page.expect_tally(ONE_MISTAKE).await;
}

pub async fn an_export_goes_on_where_it_was(page: &Page) {
    open_sample(page).await;
    let cell_of_it = "applications.granted.business";
    write(page, cell_of_it, "4").await;
    page.expect_tally(Tally { fail: 3, unknown: 0, pass: 49 }).await;
    let finding = format!(".finding[data-check='{WRONG_COLUMN}']");
    page.find(&format!("{finding} h3 button")).await.click().await.expect("it is selected");
    page.find(&format!("{finding} [data-aside]")).await.click().await.expect("the form opens");
    let reason = format!("口径不同{}", char::from(Key::Enter));
    page.find("#aside-reason").await.send_keys(&reason).await.expect("a reason is typed");
    page.expect_tally(Tally { fail: 2, unknown: 0, pass: 49 }).await;

    // With its text: everything is there, and the text can be worked on.
    page.find("#export-menu summary").await.click().await.expect("the menu opens");
    page.find("#with-text").await.click().await.expect("the text is wanted");
    let exported = export(page).await;
    page.open("").await;
    page.expect_empty().await;
    page.open_file("导出.json", exported.to_string().as_bytes()).await;
    page.expect_report_of(ORGANIZATION).await;
    page.expect_tally(Tally { fail: 2, unknown: 0, pass: 49 }).await;
    let source = page.run("return document.querySelector('#source').value", vec![]).await;
    assert_eq!(source, json!(SAMPLE));
    assert_eq!(shown(page, cell_of_it).await, "4");
    write(page, cell_of_it, "3").await;
    page.expect_tally(Tally { fail: 1, unknown: 0, pass: 50 }).await;

    // Without it: the page says so, and goes on all the same.
    let mut bare = exported;
    bare["source"].as_object_mut().expect("an object").remove("text");
    page.open("").await;
    page.expect_empty().await;
    page.paste(&bare.to_string()).await;
    page.expect_report_of(ORGANIZATION).await;
    page.expect_tally(Tally { fail: 2, unknown: 0, pass: 49 }).await;
    let field = page.find("#source").await;
    let told = field.attr("placeholder").await.expect("an attribute").unwrap_or_default();
    assert!(told.contains("没有附原文"), "{told}");
    write(page, cell_of_it, "3").await;
    page.expect_tally(Tally { fail: 1, unknown: 0, pass: 50 }).await;
}

pub async fn the_likely_culprit_can_be_tried(page: &Page) {
    open_sample(page).await;
    let finding = format!(".finding[data-check='{WRONG_ROW}']");
    page.find(&format!("{finding} h3 button")).await.click().await.expect("it is selected");
    let told = page.text_of(&format!("{finding} .guess")).await;
    assert!(told.contains("推测") && told.contains("改为 20"), "{told}");
    page.click_button("试改").await;
    page.expect_tally(ALL_RIGHT).await;
    assert_eq!(shown(page, WRONG_CELL).await, "20");
    page.run("document.activeElement.blur()", vec![]).await;
    page.press_with_control('z').await;
    page.expect_tally(ONE_MISTAKE).await;
}

pub async fn a_new_report_is_filled_in(page: &Page) {
    page.expect_empty().await;
    page.click_button("新建").await;
    let enter = char::from(Key::Enter);
    page.find("#draft-year").await.clear().await.expect("the year is emptied");
    page.find("#draft-year").await.send_keys("2020").await.expect("a year is typed");
    page.find("#draft-organization").await.send_keys(&enter.to_string()).await.expect("sent");
    let told = page.text_of("#draft-form [role=alert]").await;
    assert!(told.contains("单位名称"), "{told}");
    let name = format!("柳溪县水利局{enter}");
    page.find("#draft-organization").await.send_keys(&name).await.expect("a name is typed");
    page.expect_report_of("柳溪县水利局").await;
    assert!(page.shown().await.contains("2019 年版表样"), "the edition of the year");
    assert!(page.findings().await.is_empty(), "an empty form is not scolded");
    expect_focus(page, "disclosure.regulations.created").await;

    // A block copied from a spreadsheet is no report: it goes into as many cells.
    let block = "{ 'text/plain': '1\\t2\\t3\\r\\n4\\t5\\t6\\r\\n' }";
    page.paste_on("document.activeElement", block, vec![]).await;
    page.expect(
        "six numbers",
        "return /6 格/.test(document.querySelector('#edits summary')?.innerText)",
    )
    .await;
    assert_eq!(shown(page, "disclosure.normative_documents.disclosed").await, "5");
    page.press_with_control('z').await;

    page.find("#tab-disputes").await.click().await.expect("the tab is clicked");
    focus(page, "disputes.reconsideration.upheld").await;
    let tab = char::from(Key::Tab);
    page.type_keys(&format!("3{tab}1{enter}")).await;
    page.expect(
        "both numbers",
        "return /2 格/.test(document.querySelector('#edits summary').innerText)",
    )
    .await;
    let total = "disputes.reconsideration.total";
    assert_eq!(shown(page, total).await, "", "no total comes by itself");
    page.find("[data-compute=disputes]").await.click().await.expect("totals are asked for");
    page.expect_with(
        "the total",
        "return document.querySelector(arguments[0]).textContent.startsWith('4')",
        vec![json!(cell(total))],
    )
    .await;
    let said = page.text_of(".notice").await;
    assert!(said.contains("算出 1 格合计") && said.contains("按 0 计"), "{said}");
    let exported = export(page).await;
    assert_eq!(exported["edition"], "2019");
    assert_eq!(exported["edits"].as_array().expect("a list").len(), 3);
    // One step back takes all totals out.
    page.run("document.activeElement.blur()", vec![]).await;
    page.press_with_control('z').await;
    page.expect_with(
        "no total",
        "return !document.querySelector(arguments[0]).textContent.includes('4')",
        vec![json!(cell(total))],
    )
    .await;
}
