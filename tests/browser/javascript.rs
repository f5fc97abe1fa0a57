//! `gouji.js` in somebody else's page.

use serde_json::{Value, json};

use crate::page::Page;
use crate::reports::{ORGANIZATION, SAMPLE};

pub async fn the_example_checks_what_is_typed(page: &Page) {
    page.open("js/example.html").await;
    let typed = "const field = document.querySelector('textarea');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input'));
        return document.querySelector('pre').textContent";
    let ready = "return typeof document.querySelector('textarea').oninput === 'function'";
    page.expect("started example", ready).await;
    let checked = |text: Value| async move {
        let shown = page.run(typed, vec![text]).await;
        serde_json::from_str::<Value>(shown.as_str().expect("a text")).expect("JSON")
    };
    let review = checked(json!(SAMPLE)).await;
    assert_eq!(review["organization"], ORGANIZATION);
    assert_eq!(review["summary"]["fail"], 2);
    let state_secret = &review["tables"]["applications"]["refused.state_secret"];
    assert!(state_secret.is_object(), "the tables are plain objects: {state_secret}");
    assert_eq!(checked(json!("")).await["error"]["kind"], "empty");
    assert_eq!(checked(json!("会议通知")).await["error"]["kind"], "not_a_report");

    // Bytes, a name and options; and what is neither text nor bytes.
    let others = "const [text, done] = arguments;
        import(new URL('gouji.js', location).href).then(({ check }) => {
            const bytes = new TextEncoder().encode(text);
            const named = check(bytes, '年报.txt', { withText: true });
            const outputs = [undefined, null, 7, {}, new Uint8Array(), bytes.buffer].map(input =>
                check(input)).map(output => output.error?.kind ?? output.summary.fail);
            done([named.source.name, named.source.text === text, ...outputs]);
        }, error => done(String(error)));";
    let expected = json!(["年报.txt", true, "empty", "empty", "empty", "empty", "empty", 2]);
    assert_eq!(page.run_within(others, vec![json!(SAMPLE)]).await, expected);
}
