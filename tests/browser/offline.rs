//! Without a network, and from one version to the next. Each test has a server of its own, which
//! it may stop or give something else to serve.

use std::collections::BTreeSet;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::Locator;
use serde_json::{Value, json};
use xtask::finish::files;
use xtask::precache;
use xtask::static_server::{Server, Site};

use crate::driver::dist;
use crate::editing::write;
use crate::files::{BYTES, expect_tables, prepared};
use crate::page::{Page, Tally, text};
use crate::reports::{ORGANIZATION, OTHER_ORGANIZATION, SAMPLE, WRONG_CELL, other};

const PREFIX: &str = "/some where/gouji/";

fn site(folder: &Path) -> Site {
    Site::new(folder.to_path_buf(), &PREFIX.replace(' ', "%20"))
}

fn serve(site: Site) -> Server {
    Server::start(site, 0).expect("the page is served")
}

/// Opens the page and waits until all of it is kept.
async fn open_and_keep(page: &Page, server: &Server) {
    page.open_address(server.url()).await;
    page.expect_empty().await;
    expect_ready(page).await;
}

async fn expect_ready(page: &Page) {
    let script = "return document.querySelector('#offline-ready')?.checkVisibility() === true";
    page.expect("word that it works offline", script).await;
    assert_eq!(page.text_of("#offline-ready").await, "已可离线使用");
}

/// Stops a server for good.
fn stop(server: Server) {
    let url = url::Url::parse(server.url()).expect("an address");
    drop(server);
    let address = ("127.0.0.1", url.port().expect("a port"));
    let start = Instant::now();
    while TcpStream::connect(address).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(10), "the server still listens");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The built page as the next build would make it: a style and the full build changed, and with
/// them their names.
fn second_build(page: &Page) -> PathBuf {
    let folder = page.browser.scratch().join("second");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut html = std::fs::read_to_string(dist().join("index.html")).expect("the page");
    for file in files(&dist()).expect("the built files") {
        let name = file.to_string_lossy().into_owned();
        if name.contains('/') || name == "index.html" || name == xtask::single_file::NAME {
            continue;
        }
        let mut content = std::fs::read(dist().join(&file)).expect("a file");
        let mut new = name.clone();
        if name.starts_with("style-") {
            content.extend(b"\n:root { --second-build: yes }\n");
            new = "style-00000000000000aa.css".into();
        } else if name.starts_with("full-") {
            let stem = name.trim_end_matches(".js").trim_end_matches("_bg.wasm").to_owned();
            new = name.replace(&stem, "full-00000000000000aa");
            if name.ends_with(".js") {
                let script = String::from_utf8(content).expect("a script");
                content = script.replace(&stem, "full-00000000000000aa").into_bytes();
            }
            html = html.replace(&format!("{stem}.js"), "full-00000000000000aa.js");
        }
        html = html.replace(&name, &new);
        std::fs::write(folder.join(new), content).expect("the file is written");
    }
    std::fs::write(folder.join("index.html"), html).expect("the page is written");
    precache::write(&folder).expect("the list is written");
    folder
}

/// Asks for a new version, as the browser does now and then.
async fn look_for_update(page: &Page) {
    let script = "const done = arguments[0];
        navigator.serviceWorker.getRegistration().then(it => it.update()).then(() => done(true),
            error => done(String(error)));";
    assert_eq!(page.run_async(script, vec![]).await, json!(true));
}

/// Whether the page is of the second build, and of nothing else.
async fn expect_version(page: &Page, second: bool) {
    let script = "const sheets = [...document.styleSheets].map(sheet => sheet.href);
        return sheets.length > 0
            && sheets.some(href => href.endsWith('/style-00000000000000aa.css')) === arguments[0]
            && document.querySelector('meta[name=gouji-full]').content.includes('00aa')
                === arguments[0]
            && (getComputedStyle(document.body).getPropertyValue('--second-build') !== '')
                === arguments[0]";
    page.expect_with("one version", script, vec![json!(second)]).await;
}

pub async fn works_without_its_server(page: &Page) {
    let server = serve(site(&dist()));
    open_and_keep(page, &server).await;
    stop(server);
    // The page that was there before anything was kept reads files now, too.
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;

    page.browser.reload().await;
    page.expect_empty().await;
    expect_ready(page).await;
    page.paste(SAMPLE).await;
    let tally = page.expect_report_of(ORGANIZATION).await;
    assert_eq!(tally.fail, 2);
    page.click_button("下载 JSON").await;
    let file = page.expect_download().await;
    let json = std::fs::read_to_string(file).expect("the download is text");
    let review: Value = serde_json::from_str(&json).expect("the download is JSON");
    assert_eq!(review["organization"], ORGANIZATION);
    assert_eq!(review["summary"]["fail"], 2);
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
}

pub async fn an_update_loses_nothing(page: &Page) {
    let server = serve(site(&dist()));
    open_and_keep(page, &server).await;
    page.paste(&other()).await;
    page.expect_report_of(OTHER_ORGANIZATION).await;
    // A change of a cell, which settles both sums.
    write(page, WRONG_CELL, "20").await;
    let before = Tally { fail: 0, unknown: 0, pass: 52 };
    page.expect_tally(before).await;
    // And another one, taken back.
    write(page, "applications.granted.business", "4").await;
    let broken = Tally { fail: 2, unknown: 0, pass: 50 };
    page.expect_tally(broken).await;
    page.press_with_control('z').await;
    page.expect_tally(before).await;
    expect_version(page, false).await;

    let asked = server.requests().len();
    server.serve(site(&second_build(page)));
    look_for_update(page).await;
    page.find("#update").await;
    assert!(page.shown().await.contains("有新版本"));
    // Until the user agrees, all is as before.
    assert_eq!(page.expect_report_of(OTHER_ORGANIZATION).await, before);
    expect_version(page, false).await;

    page.click_button("更新").await;
    page.expect("the page again", "return document.querySelector('#update') === null").await;
    expect_version(page, true).await;
    page.expect_report_of(OTHER_ORGANIZATION).await;
    page.expect_tally(before).await;
    let typed = page.run("return document.querySelector('#source').value", vec![]).await;
    assert_eq!(typed, json!(other()));
    expect_ready(page).await;
    let left = page.run("return [sessionStorage.length, localStorage.length]", vec![]).await;
    assert_eq!(left, json!([0, 0]), "the state is not left behind");
    // The steps back and forth came along.
    for (key, tally) in [('z', broken), ('y', before), ('y', broken), ('z', before)] {
        page.press_with_control(key).await;
        page.expect_tally(tally).await;
    }

    // What is the same in both versions was not fetched again.
    let fetched: BTreeSet<String> = server.requests()[asked..]
        .iter()
        .map(|(path, _)| path.rsplit('/').next().unwrap_or_default().to_owned())
        .filter(|name| name.contains('.') && name != "sw.js")
        .collect();
    let changed =
        ["style-00000000000000aa.css", "full-00000000000000aa.js", "full-00000000000000aa_bg.wasm"];
    assert_eq!(fetched, changed.map(str::to_owned).into());

    // The new version is whole as well.
    stop(server);
    page.browser.reload().await;
    page.expect_empty().await;
    expect_version(page, true).await;
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
}

pub async fn an_empty_page_updates_by_itself(page: &Page) {
    let server = serve(site(&dist()));
    open_and_keep(page, &server).await;
    server.serve(site(&second_build(page)));
    // The page is loaded anew before the answer comes.
    page.run("navigator.serviceWorker.getRegistration().then(it => it.update())", vec![]).await;
    expect_version(page, true).await;
    expect_ready(page).await;
}

pub async fn another_tab_keeps_its_version(page: &Page) {
    let client = &page.browser.client;
    let server = serve(site(&dist()));
    open_and_keep(page, &server).await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    let first = client.window().await.expect("a tab");
    let second = client.new_window(true).await.expect("another tab").handle;
    client.switch_to_window(second).await.expect("it is there");
    page.open_address(server.url()).await;
    page.expect_empty().await;
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
    server.serve(site(&second_build(page)));
    look_for_update(page).await;
    page.click_button("更新").await;
    page.expect("the page again", "return document.querySelector('#update') === null").await;
    // The file survived, as the file that it was.
    expect_tables(page).await;
    expect_version(page, true).await;

    // The first tab is as it was, and gets what it needs from its own version: the server has
    // that no more.
    client.switch_to_window(first.clone()).await.expect("it is there");
    page.expect_report_of(ORGANIZATION).await;
    expect_version(page, false).await;
    page.find("#update").await;
    page.drop_file("年报.docx", BYTES, vec![json!(prepared("年报.docx"))]).await;
    expect_tables(page).await;
    page.click_button("更新").await;
    expect_version(page, true).await;
    expect_tables(page).await;
    // No page is of the old version any more: its files are gone.
    expect_ready(page).await;
    let script = "const done = arguments[0]; caches.keys().then(keys => done(keys.length));";
    assert_eq!(page.run_async(script, vec![]).await, json!(1));
}

pub async fn other_caches_are_left_alone(page: &Page) {
    let server = serve(site(&dist()));
    open_and_keep(page, &server).await;
    let path = text(&page.run("return location.pathname", vec![]).await);
    let others = [
        "other-project".to_owned(),
        format!("gouji-{path}below/ 0123456789abcdef"),
        "gouji-/some/ 0123456789abcdef".to_owned(),
    ];
    let own_but_old = format!("gouji-{path} 0123456789abcdef");
    let made: Vec<_> = others.iter().chain([&own_but_old]).cloned().collect();
    let make = "const [names, done] = arguments;
        Promise.all(names.map(name => caches.open(name))).then(() => done(true));";
    page.run_async(make, vec![json!(made)]).await;
    page.browser.reload().await;
    expect_ready(page).await;
    let keys = "const done = arguments[0]; caches.keys().then(done);";
    let keys = page.run_async(keys, vec![]).await;
    let keys: BTreeSet<String> = keys.as_array().expect("a list").iter().map(text).collect();
    for name in &others {
        assert!(keys.contains(name), "{name} is gone: {keys:?}");
    }
    assert!(!keys.contains(&own_but_old), "{keys:?}");
    assert_eq!(keys.len(), others.len() + 1, "{keys:?}");
}

/// The names in the list of the built service worker.
fn listed() -> BTreeSet<String> {
    let script = std::fs::read_to_string(dist().join("sw.js")).expect("the service worker");
    let lines = script.lines().filter_map(|line| line.strip_prefix("  \""));
    lines.filter_map(|line| Some(line.split_once("\": \"")?.0.to_owned())).collect()
}

pub async fn asks_only_for_what_is_listed(page: &Page) {
    // The page's own policy does not bind a service worker: here a header does, which allows
    // nothing but its own origin. It does with that all that it does without.
    let policy = "default-src 'none'; connect-src 'self'";
    let strict = site(&dist()).with_header("sw.js", "Content-Security-Policy", policy);
    let server = serve(strict);
    open_and_keep(page, &server).await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    page.browser.reload().await;
    expect_ready(page).await;
    let mut allowed = listed();
    assert!(allowed.len() > 12 && allowed.remove("index.html"), "{allowed:?}");
    allowed.extend(["".to_owned(), "sw.js".to_owned()]);
    let prefix = url::Url::parse(server.url()).expect("an address").path().to_owned();
    let asked: BTreeSet<String> = server
        .requests()
        .iter()
        .map(|(path, status)| {
            assert_eq!(*status, 200, "{path}");
            path.strip_prefix(&prefix).unwrap_or_else(|| panic!("{path} lies outside")).to_owned()
        })
        .collect();
    assert!(asked.is_subset(&allowed), "{:?}", asked.difference(&allowed));
    // All of it was: the log sees the requests of the service worker.
    assert_eq!(asked, allowed);

    // Its code knows one way to the network, and that takes addresses from the list.
    let script = std::fs::read_to_string(dist().join("sw.js")).expect("the service worker");
    let code: String = script.lines().filter(|line| !line.starts_with("//")).collect();
    let fetches: Vec<_> = code.match_indices("fetch(").map(|(at, _)| &code[at..at + 20]).collect();
    assert!(
        fetches.iter().all(|call| {
            call.starts_with("fetch(url, ") || call.starts_with("fetch(address(name)")
        }),
        "{fetches:?}"
    );
    for other in ["XMLHttpRequest", "WebSocket", "importScripts", "EventSource", "import("] {
        assert!(!code.contains(other), "it names {other}");
    }
}

pub async fn a_core_that_does_not_load_is_told(page: &Page) {
    let core = listed().into_iter().find(|name| name.starts_with("core-") && name.ends_with("js"));
    let core = core.expect("the core is listed");
    for broken in ["no script (", "export default async () => { throw new Error('broken') }"] {
        let server = serve(site(&dist()).with(&core, broken));
        page.open_address(server.url()).await;
        page.expect_empty().await;
        page.paste(SAMPLE).await;
        let told = page.expect_refusal().await;
        assert!(told.contains("核对程序没有加载成功"), "{told}");
    }
    // What is said of it in the console is no concern of this test.
    page.browser.console().await;
}

pub async fn nothing_is_claimed_before_it_is_true(page: &Page) {
    // One file is not the one that was built, as in the middle of a deployment.
    let full = listed().into_iter().find(|name| name.starts_with("full-") && name.ends_with("js"));
    let full = full.expect("the full build is listed");
    let server = serve(site(&dist()).with(&full, "export default () => {};"));
    page.open_address(server.url()).await;
    page.expect_empty().await;
    let start = Instant::now();
    while !server
        .requests()
        .iter()
        .any(|(path, _)| path.ends_with("_bg.wasm") && path.contains("full-"))
    {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing is fetched ahead");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let claims = page.browser.client.find_all(Locator::Css("#offline-ready")).await;
    assert!(claims.expect("looked for").is_empty(), "it claims to work offline");
    assert!(!page.shown().await.contains("离线使用"));
    // What is said of it in the console is no concern of this test.
    page.browser.console().await;
    server.serve(site(&dist()));
    page.browser.reload().await;
    expect_ready(page).await;
}
