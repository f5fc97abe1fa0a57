//! Nothing leaves the page: what a script in it or in its worker tries to send to another origin
//! is refused by the browser, and nothing arrives there.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::page::Page;
use crate::reports::{ORGANIZATION, SAMPLE};

/// A page of the same server without a policy: there the same attempts must arrive.
pub const WITHOUT_POLICY: &str = "<!doctype html><meta charset=\"utf-8\"><title>open</title>\
    <link rel=\"icon\" href=\"data:,\"><body></body>";

/// Lets a test speak inside the page's own worker: whatever script the page starts it from is
/// started with a few lines before it. The policy of the page reaches the worker or not exactly
/// as without them.
pub const PROBE: &str = "
const lines = `addEventListener('message', async event => {
    if (!event.data?.attempt) return;
    event.stopImmediatePropagation();
    const refused = [];
    addEventListener('securitypolicyviolation', violation => refused.push(violation.blockedURI));
    const told = [];
    for (const [name, attempt] of Object.entries({
        fetch: url => fetch(url + 'fetch', { method: 'POST', mode: 'no-cors', body: 'x' }),
        request: url => new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.onload = resolve;
            request.onerror = () => reject(new Error('refused'));
            request.open('GET', url + 'request');
            request.send();
        }),
        module: url => import(url + 'module.js'),
        socket: url => new Promise((resolve, reject) => {
            const socket = new WebSocket(url.replace('http', 'ws') + 'socket');
            socket.onopen = resolve;
            socket.onerror = () => reject(new Error('refused'));
        }),
        events: url => new Promise((resolve, reject) => {
            const source = new EventSource(url + 'events');
            source.onopen = resolve;
            source.onerror = () => { source.close(); reject(new Error('refused')); };
        }),
        nested: url => new Promise((resolve, reject) => {
            const script = 'fetch(' + JSON.stringify(url + 'nested') + ', { mode: \"no-cors\" })' +
                '.then(() => postMessage(true), () => postMessage(false))';
            const made = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
            const worker = new Worker(made);
            worker.onmessage = event => event.data ? resolve() : reject(new Error('refused'));
            worker.onerror = () => reject(new Error('refused'));
        }),
    })) {
        try { await attempt(event.data.attempt); told.push(name + ' arrived'); }
        catch (error) { told.push(name + ' refused'); }
    }
    event.data.port.postMessage({ told, refused: refused.length });
});
`;
const workers = globalThis.probedWorkers = [];
globalThis.Blob = class extends Blob {
    constructor(parts, options) {
        const script = /javascript/.test(options?.type ?? '');
        super(script ? [lines, ...parts] : parts, options);
    }
};
globalThis.Worker = class extends Worker {
    constructor(...all) {
        super(...all);
        workers.push(this);
    }
};
";

/// The page with [`PROBE`] as its first script, after its policy.
pub fn probed(html: &str) -> String {
    let policy = html.find("Content-Security-Policy").expect("the page has a policy");
    let end = html[policy..].find('>').expect("the tag ends") + policy + 1;
    format!("{}<script src=\"probe.js\"></script>{}", &html[..end], &html[end..])
}

/// Opens the page, or the page as one file, with [`PROBE`] as its first script.
async fn open_probed(page: &Page) {
    if !page.address.starts_with("file:") {
        return page.open("probe.html").await;
    }
    let file = crate::driver::dist().join(xtask::single_file::NAME);
    let html = std::fs::read_to_string(file).expect("the page as one file");
    let html = xtask::single_file::with_script(&html, PROBE).expect("it takes a script");
    let probed = page.browser.scratch().join("probe.html");
    std::fs::write(&probed, html).expect("it is written");
    let url = url::Url::from_file_path(probed).expect("an absolute path");
    page.open_address(url.as_str()).await;
}

/// What a policy does not stop, or stops only where it is asked: no file of the page may even
/// name it. A module reaches the browser only through what its script names.
const NOT_STOPPED: [&str; 13] = [
    "RTCPeerConnection",
    "WebTransport",
    "preconnect",
    "dns-prefetch",
    "window.open",
    "location.assign",
    "location.replace",
    "location.href",
    "sendBeacon",
    "WebSocket",
    "EventSource",
    "XMLHttpRequest",
    "importScripts",
];

pub async fn no_script_names_what_the_policy_does_not_stop(page: &Page) {
    page.expect_empty().await;
    let dist = crate::driver::dist();
    let mut scripts = 0;
    for file in xtask::finish::files(&dist).expect("the built files") {
        let name = file.to_string_lossy().into_owned();
        let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
        if !["js", "wasm", "html"].contains(&kind) {
            continue;
        }
        scripts += 1;
        let content = std::fs::read(dist.join(&file)).expect("a file");
        let content = String::from_utf8_lossy(&content);
        // The section 隐私 tells of some of them by name.
        let told = content.find("<dialog").zip(content.find("</dialog>"));
        let content = match told {
            Some((start, end)) => format!("{}{}", &content[..start], &content[end..]),
            None => content.into_owned(),
        };
        for way in NOT_STOPPED {
            // Brotli's dictionary of common words, which the reader of PDF brings, holds these.
            if kind == "wasm" && ["window.open", "location.href"].contains(&way) {
                continue;
            }
            assert!(!content.contains(way), "{name} names {way}");
        }
    }
    assert!(scripts > 10, "only {scripts} files were looked at");
}

const NOTHING: [&str; 0] = [];

/// Another origin: keeps the first line of whatever connects, empty for a connection that says
/// nothing.
struct Foreign {
    url: String,
    arrived: Arc<Mutex<Vec<String>>>,
}

impl Foreign {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let arrived = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&arrived);
        // It lives as long as the tests: it only waits.
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || {
                    let _ = connection.set_read_timeout(Some(Duration::from_millis(500)));
                    let mut line = String::new();
                    let _ = BufReader::new(&connection).read_line(&mut line);
                    kept.lock().expect("no thread panics here").push(line.trim().to_owned());
                });
            }
        });
        Self { url: format!("http://{address}/"), arrived }
    }

    /// What arrived after all that is under way has had time to.
    async fn arrived_in_the_end(&self) -> Vec<String> {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        self.arrived.lock().expect("no thread panics here").clone()
    }
}

/// What sends from where it is.
const SENDING: [&str; 14] = [
    "fetch", "request", "beacon", "image", "script", "style", "socket", "events", "module",
    "media", "font", "prefetch", "preload", "ping",
];

/// What goes elsewhere, within a frame. For these Chromium opens a connection before it asks the
/// policy, and then sends nothing over it.
const GOING: [&str; 2] = ["frame", "form"];

/// Tries the named ways to reach another origin; calls back with what the policy refused.
const ATTEMPTS: &str = "
const [url, names, done] = arguments;
const violations = [];
document.addEventListener('securitypolicyviolation',
    event => violations.push(event.effectiveDirective));
const element = (name, attributes) => new Promise((resolve, reject) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.onload = resolve;
    made.onerror = () => reject(new Error('refused'));
    document.body.append(made);
});
const event = (source) => new Promise((resolve, reject) => {
    source.onopen = resolve;
    source.onload = resolve;
    source.onerror = () => reject(new Error('refused'));
});
const attempts = {
    fetch: () => fetch(url + 'fetch', { method: 'POST', mode: 'no-cors', body: 'x' }),
    request: () => { const request = new XMLHttpRequest(); request.open('GET', url + 'request');
        const ended = event(request); request.send(); return ended; },
    beacon: () => navigator.sendBeacon(url + 'beacon', 'x'),
    image: () => element('img', { src: url + 'image.png' }),
    script: () => element('script', { src: url + 'script.js' }),
    style: () => element('link', { rel: 'stylesheet', href: url + 'style.css' }),
    frame: () => element('iframe', { src: url + 'frame' }),
    socket: () => event(new WebSocket(url.replace('http', 'ws') + 'socket')),
    events: () => event(new EventSource(url + 'events')),
    module: () => import(url + 'module.js'),
    media: () => new Promise((resolve, reject) => {
        const made = new Audio(url + 'media.mp3');
        made.onerror = () => reject(new Error('refused'));
        made.load(); }),
    font: () => new FontFace('foreign', `url(${url}font.woff2)`).load(),
    prefetch: () => element('link', { rel: 'prefetch', href: url + 'prefetch' }),
    preload: () => element('link', { rel: 'preload', as: 'image', href: url + 'preload.png' }),
    ping: () => Object.assign(document.createElement('a'), { href: '#', ping: url + 'ping' })
        .click(),
    form: () => { const frame = document.createElement('iframe'); frame.name = 'aside';
        const form = Object.assign(document.createElement('form'),
            { action: url + 'form', method: 'post', target: 'aside' });
        document.body.append(frame, form); form.submit(); },
};
(async () => {
    for (const name of names) {
        const limit = new Promise(resolve => setTimeout(resolve, 1000));
        try { await Promise.race([attempts[name](), limit]); } catch {}
    }
    await new Promise(resolve => setTimeout(resolve, 300));
    done(violations);
})();
";

pub async fn page_reaches_no_other_origin(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    let foreign = Foreign::start();
    let refused = page.run_async(ATTEMPTS, vec![json!(foreign.url), json!(SENDING)]).await;
    assert_eq!(foreign.arrived_in_the_end().await, NOTHING, "{refused}");
    let from_disk = page.address.starts_with("file:");
    let told = SENDING.len() - page.browser.refused_in_silence(from_disk);
    assert_eq!(refused.as_array().map(Vec::len), Some(told), "not by policy: {refused}");

    let refused = page.run_async(ATTEMPTS, vec![json!(foreign.url), json!(GOING)]).await;
    let arrived = foreign.arrived_in_the_end().await;
    assert!(arrived.iter().all(String::is_empty), "a request arrived: {arrived:?}");
    let refused = refused.as_array().expect("a list");
    for directive in ["frame-src", "form-action"] {
        assert!(refused.contains(&json!(directive)), "not by policy: {refused:?}");
    }
    let blocked = page.browser.console().await;
    assert!(blocked.iter().all(|line| line.contains("Content Security Policy")), "{blocked:#?}");

    // The same attempts from a page without a policy do arrive: the test sees what it looks for.
    page.open("open.html").await;
    let foreign = Foreign::start();
    let all = [&SENDING[..], &GOING].concat();
    page.run_async(ATTEMPTS, vec![json!(foreign.url), json!(all)]).await;
    let arrived = foreign.arrived_in_the_end().await;
    let requests = arrived.iter().filter(|line| !line.is_empty()).count();
    assert!(requests >= all.len(), "from a page without a policy only {arrived:?} arrives");
    page.browser.console().await;
}

pub async fn worker_reaches_no_other_origin(page: &Page) {
    open_probed(page).await;
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    // The report is there: the worker that is asked below is the one that checked it.
    page.expect_report_of(ORGANIZATION).await;
    let foreign = Foreign::start();
    let told = page
        .run_async(
            "const [url, done] = arguments;
             const workers = globalThis.probedWorkers;
             if (workers.length !== 1) return done(`${workers.length} workers`);
             const channel = new MessageChannel();
             channel.port1.onmessage = event => done(event.data);
             workers[0].postMessage({ attempt: url, port: channel.port2 }, [channel.port2]);",
            vec![json!(foreign.url)],
        )
        .await;
    let ways = ["fetch", "request", "module", "socket", "events", "nested"];
    assert_eq!(told["told"], json!(ways.map(|way| format!("{way} refused"))), "{told}");
    assert!(told["refused"].as_u64().is_some_and(|count| count >= 3), "not by policy: {told}");
    assert_eq!(foreign.arrived_in_the_end().await, NOTHING, "{told}");
    page.browser.console().await;

    // A worker without a policy does reach it: the test sees what it looks for.
    page.open("open.html").await;
    let sent = page
        .run_async(
            "const [url, done] = arguments;
             const script = `fetch('${url}', { method: 'POST', mode: 'no-cors', body: 'x' })
                 .then(() => postMessage('arrived'), () => postMessage('ended'))`;
             const worker = new Worker(URL.createObjectURL(new Blob([script])));
             worker.onmessage = event => done(event.data);",
            vec![json!(foreign.url)],
        )
        .await;
    assert!(matches!(&sent, Value::String(_)), "{sent}");
    let arrived = foreign.arrived_in_the_end().await;
    assert_eq!(arrived, ["POST / HTTP/1.1"], "the other origin does not see what it should");
    page.browser.console().await;
}
