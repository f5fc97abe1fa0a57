//! What is kept: nothing, unless the user agreed; and then until the user takes it back.

use serde_json::json;

use crate::files::{BYTES, expect_tables, prepared};
use crate::page::Page;
use crate::reports::{ORGANIZATION, OTHER_ORGANIZATION, SAMPLE, other};

/// Everything that a page can leave behind, as far as this page could; the files of the service
/// worker aside.
const LEFT: &str = "const done = arguments[0];
    (indexedDB.databases?.() ?? Promise.resolve([])).then(databases =>
        done([localStorage.length, sessionStorage.length, databases.length, document.cookie]));";

pub async fn nothing_is_kept_by_default(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    // Longer than it waits before it remembers.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(page.run_async(LEFT, vec![]).await, json!([0, 0, 0, ""]));
    page.browser.reload().await;
    page.expect_empty().await;
    let text = page.run("return document.querySelector('#source').value", vec![]).await;
    assert_eq!(text, json!(""));
}

/// Waits until the storage holds this text, or until it holds nothing.
async fn expect_stored(page: &Page, text: Option<&str>) {
    let script = "const all = Object.values(localStorage).join();
        return arguments[0] === null ? localStorage.length === 0 : all.includes(arguments[0])";
    page.expect_with("storage as expected", script, vec![json!(text)]).await;
}

pub async fn what_is_remembered_survives_until_it_is_forgotten(page: &Page) {
    page.expect_empty().await;
    page.run("location.hash = '#privacy'", vec![]).await;
    let warning = page.text_of("#remember-warning").await;
    assert!(warning.contains("公用电脑"), "{warning}");
    page.find("#remember").await.click().await.expect("the box is ticked");
    page.run("document.querySelector('#privacy').close()", vec![]).await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    expect_stored(page, Some(ORGANIZATION)).await;
    page.browser.reload().await;
    page.expect_report_of(ORGANIZATION).await;

    // A file comes back as the file that it was: its cells are those of the document.
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
    expect_stored(page, Some("base64")).await;
    page.browser.reload().await;
    expect_tables(page).await;

    // What is cleared is gone, and the consent stays.
    page.click_button("清空").await;
    let gone = "return !Object.values(localStorage).join().includes('base64')";
    page.expect("erased input", gone).await;
    // The field has the focus, and a paste event of a test goes elsewhere.
    page.run("document.activeElement.blur()", vec![]).await;
    page.paste(&other()).await;
    page.expect_report_of(OTHER_ORGANIZATION).await;
    expect_stored(page, Some(OTHER_ORGANIZATION)).await;

    // One click erases all of it, and nothing is remembered after that.
    page.click_button("忘记").await;
    expect_stored(page, None).await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(page.run_async(LEFT, vec![]).await, json!([0, 0, 0, ""]));
    page.browser.reload().await;
    page.expect_empty().await;
}

pub async fn the_section_has_an_address(page: &Page) {
    page.expect_empty().await;
    let open = "return document.querySelector('#privacy').matches(':modal')";
    assert_eq!(page.run(open, vec![]).await, json!(false));
    page.find(".private a").await.click().await.expect("the link is clicked");
    page.expect("open section", open).await;
    let told = page.text_of("#privacy").await;
    for word in ["隐私", "WebRTC", "sendBeacon"] {
        assert!(told.contains(word), "it does not tell of {word}: {told}");
    }
    let offers = page.run("return document.querySelector('#remember').checkVisibility()", vec![]);
    assert_eq!(offers.await, json!(!page.address.starts_with("file:")));
    page.find("#privacy form button").await.click().await.expect("it is closed");
    page.expect("closed section", &format!("{open} === false")).await;
    assert_eq!(page.run("return location.hash", vec![]).await, json!(""));
    page.open_address(&format!("{}#privacy", page.address)).await;
    page.expect("open section", open).await;
}
