//! The page as a user meets it: what can be done to it, and what it shows.

use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};
use xtask::static_server::Server;

use crate::driver::Browser;

/// How long the page may take for anything, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The left button of a mouse, as WebDriver counts.
const LEFT: u64 = 0;

/// An open page.
pub struct Page {
    pub browser: Browser,
    /// Where the page itself is: below the server, or on disk.
    pub address: String,
    pub server: Arc<Server>,
}

/// How many checks ended how, as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub fail: usize,
    pub unknown: usize,
    pub pass: usize,
}

impl Page {
    /// Opens the page, or another path below the server.
    pub async fn open(&self, path: &str) {
        match path {
            "" => self.open_address(&self.address).await,
            _ => self.open_address(&format!("{}{path}", self.server.url())).await,
        }
    }

    /// Opens an address.
    pub async fn open_address(&self, url: &str) {
        self.browser.client.goto(url).await.expect("the page opens");
    }

    /// Waits for the empty page.
    pub async fn expect_empty(&self) {
        self.expect("the empty page", "return document.querySelector('#try-sample') !== null")
            .await;
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let ran = self.browser.client.execute(script, arguments).await;
        ran.unwrap_or_else(|error| panic!("`{script}` failed in the page: {error}"))
    }

    /// Runs a script that calls back with its result (the last of its `arguments`).
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let ran = self.browser.client.execute_async(script, arguments).await;
        ran.unwrap_or_else(|error| panic!("`{script}` failed in the page: {error}"))
    }

    /// As [`Page::run_async`], in the page itself, which must not have a policy: Firefox runs the
    /// scripts of its driver beside it, with classes and modules of their own.
    pub async fn run_within(&self, script: &str, arguments: Vec<Value>) -> Value {
        let within = format!(
            "window.eval({}).apply(null, arguments)",
            json!(format!("(function () {{ {script} }})"))
        );
        self.run_async(&within, arguments).await
    }

    /// Waits until a script returns true; else the test fails, naming `what` it waited for.
    #[track_caller]
    pub fn expect(&self, what: &str, script: &str) -> impl Future<Output = ()> {
        self.expect_with(what, script, Vec::new())
    }

    /// As [`Page::expect`], with arguments for the script.
    #[track_caller]
    pub fn expect_with(
        &self,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
    ) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            let start = Instant::now();
            while self.run(script, arguments.clone()).await != Value::Bool(true) {
                if start.elapsed() > PATIENCE {
                    let shown = self.shown().await;
                    panic!("{caller}: no {what} in {PATIENCE:?}; the page shows:\n{shown}");
                }
                tokio::time::sleep(Duration::from_millis(40)).await;
            }
        }
    }

    /// The text that the page shows.
    pub async fn shown(&self) -> String {
        text(&self.run("return document.body.innerText", vec![]).await)
    }

    /// The first element that a selector finds, waiting for it.
    pub async fn find(&self, selector: &str) -> Element {
        let script = "return document.querySelector(arguments[0]) !== null";
        self.expect_with(selector, script, vec![json!(selector)]).await;
        let found = self.browser.client.find(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("`{selector}`: {error}"))
    }

    /// The text of the first element that a selector finds.
    pub async fn text_of(&self, selector: &str) -> String {
        self.find(selector).await.text().await.expect("an element has text")
    }

    /// Clicks the visible button with this label.
    pub async fn click_button(&self, label: &str) {
        let condition = format!("normalize-space(.)='{label}'");
        let path = format!("//button[{condition}] | //*[@role='button'][{condition}]");
        let start = Instant::now();
        loop {
            let buttons = self.browser.client.find_all(Locator::XPath(&path)).await;
            for button in buttons.expect("buttons are looked for") {
                if button.is_displayed().await.unwrap_or(false) {
                    return button.click().await.expect("the button is clicked");
                }
            }
            assert!(start.elapsed() < PATIENCE, "no button says {label}:\n{}", self.shown().await);
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Clicks where an element is, whatever lies over it, as a mouse does.
    pub async fn click_place_of(&self, selector: &str) {
        let element = self.find(selector).await;
        let center = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.run(center, vec![serde_json::to_value(&element).expect("a reference")]).await;
        let mouse = MouseActions::new("mouse".into())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: LEFT })
            .then(PointerAction::Up { button: LEFT });
        self.browser.client.perform_actions(mouse).await.expect("the mouse moves");
    }

    /// Types on the keyboard, wherever the focus is.
    pub async fn type_keys(&self, keys: &str) {
        let typed = keys.chars().fold(KeyActions::new("keys".into()), |actions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.browser.client.perform_actions(typed).await.expect("the keys are pressed");
    }

    /// Presses a letter while Control is held.
    pub async fn press_with_control(&self, letter: char) {
        let control = char::from(Key::Control);
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: control })
            .then(KeyAction::Down { value: letter })
            .then(KeyAction::Up { value: letter })
            .then(KeyAction::Up { value: control });
        self.browser.client.perform_actions(keys).await.expect("the keys are pressed");
    }

    /// Presses a key, wherever the focus is.
    pub async fn press(&self, key: char) {
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.browser.client.perform_actions(keys).await.expect("the key is pressed");
    }

    /// Pastes a text: the event that a browser sends, with the clipboard's data.
    pub async fn paste(&self, content: &str) {
        let data = "{ 'text/plain': arguments[0] }";
        self.paste_on("document.body", data, vec![json!(content)]).await;
    }

    /// Pastes what a browser or an office program copies: HTML, and text beside it.
    pub async fn paste_both(&self, html: &str, text: &str) {
        let data = "{ 'text/html': arguments[0], 'text/plain': arguments[1] }";
        self.paste_on("document.body", data, vec![json!(html), json!(text)]).await;
    }

    /// Pastes on an element; `data` is a script expression for what the clipboard has of each kind.
    pub async fn paste_on(&self, element: &str, data: &str, arguments: Vec<Value>) {
        // Firefox makes the data of the event itself, whatever it is given.
        let script = format!(
            "const event = new ClipboardEvent('paste', {{ clipboardData: new DataTransfer(),
                 bubbles: true, cancelable: true, composed: true }});
             for (const [kind, content] of Object.entries({data})) {{
                 event.clipboardData.setData(kind, content);
             }}
             {element}.dispatchEvent(event);"
        );
        self.run(&script, arguments).await;
    }

    /// Drops a file on the page: the events that a browser sends while it is dragged and let go.
    /// `bytes` is a script expression for its content.
    pub async fn drop_file(&self, name: &str, bytes: &str, arguments: Vec<Value>) {
        let script = format!(
            "const data = new DataTransfer();
             data.items.add(new File([{bytes}], {name}));
             const at = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
             for (const kind of ['dragenter', 'dragover', 'drop']) {{
                 at.dispatchEvent(new DragEvent(kind, {{
                     dataTransfer: data, bubbles: true, cancelable: true, composed: true }}));
             }}",
            name = json!(name)
        );
        self.run(&script, arguments).await;
    }

    /// Chooses a file in the dialogue that 打开文件 opens.
    pub async fn open_file(&self, name: &str, content: &[u8]) {
        let folder = self.browser.scratch();
        let file = folder.join(name);
        std::fs::write(&file, content).expect("the file is written");
        let input = self.find("input[type=file]").await;
        input.send_keys(&file.to_string_lossy()).await.expect("the file is chosen");
    }

    /// Waits until the page shows a report of this organisation and tells how its checks ended.
    pub async fn expect_report_of(&self, organization: &str) -> Tally {
        self.expect_with(
            &format!("report of {organization}"),
            "return [...document.querySelectorAll('h1')]
                 .some(head => head.textContent.includes(arguments[0]))",
            vec![json!(organization)],
        )
        .await;
        self.tally().await
    }

    /// How the checks ended, as the page counts them.
    pub async fn tally(&self) -> Tally {
        let script = "return ['fail', 'unknown', 'pass'].map(key =>
            parseInt(document.querySelector(`[data-count=\"${key}\"]`).textContent, 10))";
        let counts = self.run(script, vec![]).await;
        let count = |at: usize| {
            let count = counts[at].as_u64().unwrap_or_else(|| panic!("no counts: {counts}"));
            usize::try_from(count).expect("a small number")
        };
        Tally { fail: count(0), unknown: count(1), pass: count(2) }
    }

    /// Waits until the checks ended like this.
    pub async fn expect_tally(&self, wanted: Tally) {
        let start = Instant::now();
        loop {
            let tally = self.tally().await;
            if tally == wanted {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{tally:?} instead of {wanted:?}");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// The checks that are shown as findings, in order.
    pub async fn findings(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('.finding[data-check]')]
            .map(finding => finding.dataset.check)";
        let found = self.run(script, vec![]).await;
        found.as_array().expect("a list").iter().map(text).collect()
    }

    /// How an element is painted. When it changes, a user sees it change.
    pub async fn looks(&self, selector: &str) -> String {
        self.find(selector).await;
        let script = "const style = getComputedStyle(document.querySelector(arguments[0]));
            return ['backgroundColor', 'boxShadow', 'outlineStyle', 'outlineWidth', 'outlineColor',
                    'borderTopColor', 'color', 'fontWeight'].map(key => style[key]).join(' / ')";
        text(&self.run(script, vec![json!(selector)]).await)
    }

    /// Waits until an element is painted differently than `before`.
    #[track_caller]
    pub fn expect_other_looks(&self, selector: &str, before: &str) -> impl Future<Output = ()> {
        let script = "const style = getComputedStyle(document.querySelector(arguments[0]));
            return arguments[1] !== ['backgroundColor', 'boxShadow', 'outlineStyle', 'outlineWidth',
                'outlineColor', 'borderTopColor', 'color', 'fontWeight']
                .map(key => style[key]).join(' / ')";
        let what = format!("change in the looks of {selector}");
        let arguments = vec![json!(selector), json!(before)];
        let caller = std::panic::Location::caller();
        async move {
            let start = Instant::now();
            while self.run(script, arguments.clone()).await != Value::Bool(true) {
                assert!(start.elapsed() < PATIENCE, "{caller}: no {what}");
                tokio::time::sleep(Duration::from_millis(40)).await;
            }
        }
    }

    /// Waits until an element lies within the window, where a user sees it.
    pub async fn expect_in_view(&self, selector: &str) {
        self.expect_with(
            &format!("{selector} in view"),
            "const element = document.querySelector(arguments[0]);
             if (!element) return false;
             const box = element.getBoundingClientRect();
             // What scrolls may cut it off as well as the window.
             let top = 0, bottom = innerHeight;
             for (let at = element.parentElement; at; at = at.parentElement) {
                 if (!/auto|scroll|hidden/.test(getComputedStyle(at).overflowY)) continue;
                 const around = at.getBoundingClientRect();
                 top = Math.max(top, around.top);
                 bottom = Math.min(bottom, around.bottom);
             }
             return box.height > 0 && box.top >= top - 1 && box.bottom <= bottom + 1;",
            vec![json!(selector)],
        )
        .await;
    }

    /// Waits until exactly this line of the source is lit.
    pub async fn expect_lit_line(&self, line: usize) {
        self.expect_with(
            &format!("lit line {line}"),
            "const lit = [...document.querySelectorAll('[data-line].lit')];
             return lit.length === 1 && lit[0].dataset.line === String(arguments[0])",
            vec![json!(line)],
        )
        .await;
        // The class alone is no light: it must be painted unlike the line above it.
        let plain = self.looks(&format!("[data-line='{}']", line - 1)).await;
        self.expect_other_looks(&format!("[data-line='{line}']"), &plain).await;
        self.expect_in_view(&format!("[data-line='{line}']")).await;
    }

    /// Waits for a refusal and gives its sentence.
    pub async fn expect_refusal(&self) -> String {
        self.expect("refusal", "return document.querySelector('[role=alert]') !== null").await;
        self.text_of("[role=alert]").await
    }

    /// Waits until a download is complete and gives its file.
    pub async fn expect_download(&self) -> PathBuf {
        let start = Instant::now();
        loop {
            let files = std::fs::read_dir(self.browser.downloads()).expect("the folder is there");
            let files = files.map(|entry| entry.expect("an entry").path());
            let partial = |file: &PathBuf| {
                let kind = file.extension().unwrap_or_default();
                ["crdownload", "part", "tmp"].iter().any(|other| kind == *other)
                    || file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
                    // The name is taken before anything is written.
                    || file.metadata().is_ok_and(|file| file.len() == 0)
            };
            let mut done: Vec<_> = files.filter(|file| !partial(file)).collect();
            if let Some(file) = done.pop() {
                assert!(done.is_empty(), "one click, several files: {done:?}");
                return file;
            }
            assert!(start.elapsed() < PATIENCE, "nothing was downloaded");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Fails when the console holds a warning or an error.
    pub async fn expect_quiet_console(&self) {
        let console = self.browser.console().await;
        assert!(console.is_empty(), "the console says:\n{}", console.join("\n"));
    }
}

/// Runs a test and gives its panic, if it panics, as a value.
pub async fn catch(test: impl Future<Output = ()>) -> Result<(), Box<dyn Any + Send>> {
    let mut test = std::pin::pin!(test);
    std::future::poll_fn(|context| {
        let step = std::panic::AssertUnwindSafe(|| test.as_mut().poll(context));
        match std::panic::catch_unwind(step) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// A JSON string as text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
