//! How long the workers of the built page take: no test, `cargo xtask bench-web` prints it.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use xtask::static_server::{Server, Site};

use crate::driver::{Driver, Engine, dist};
use crate::page::{Page, text};

/// Runs that are not counted, and runs that are.
const WARM_UP: usize = 15;
const RUNS: usize = 41;

/// Starts both workers as the page does.
const START: &str = "const done = arguments[0];
    window.workers = {};
    const start = name => new Promise((resolve, reject) => {
        const path = document.querySelector(`meta[name=gouji-${name}]`).content;
        const address = new URL(path, document.baseURI).href;
        const source = `import start from ${JSON.stringify(address)};\\nawait start();\\n`;
        const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
        const worker = new Worker(url, { type: 'module' });
        worker.onerror = event => reject(event.message);
        worker.onmessage = event => { if (event.data.ready) resolve(); };
        window.workers[name] = worker;
    });
    Promise.all([start('core'), start('full')])
        .then(() => done('started'), error => done(`not started: ${error}`));";

/// Sends a file to the worker that the page would ask, again and again, and gives the times from
/// sending to the answer in milliseconds, with what was answered.
const MEASURE: &str = "const [name, bytes, warmUp, runs, done] = arguments;
    const array = new Uint8Array(bytes);
    const measure = async worker => {
        const ask = () => new Promise(resolve => {
            worker.onmessage = event => resolve(event.data);
            worker.postMessage({ id: 1, name, bytes: array, withText: true });
        });
        const times = [];
        let answer;
        for (let run = 0; run < warmUp + runs; run++) {
            const start = performance.now();
            answer = await ask();
            if (run >= warmUp) times.push(performance.now() - start);
            if (answer.needs) return null;
        }
        const output = answer.output;
        const said = output.error ? output.error.message : output.summary;
        return { times, said };
    };
    measure(window.workers.core)
        .then(async light => light ? { build: 'core', ...light }
            : { build: 'full', ...await measure(window.workers.full) })
        .then(done, error => done(String(error)));";

/// Times every file of a folder and prints a table.
pub fn run(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime for the browser");
    let site = Site::new(dist(), "/somewhere/gouji/");
    let server = Arc::new(Server::start(site, 0).expect("the page is served"));
    let driver = Driver::start(Engine::wanted());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    runtime.block_on(async {
        let browser = driver.open().await;
        let client = browser.client.clone();
        let address = server.url().to_owned();
        let page = Page { browser, address, server };
        let outcome = crate::page::catch(time_all(&page, &files)).await;
        client.close().await.expect("the browser closes");
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    });
}

async fn time_all(page: &Page, files: &[std::path::PathBuf]) {
    page.open("").await;
    page.expect_empty().await;
    assert_eq!(text(&page.run_async(START, vec![]).await), "started");
    println!(
        "milliseconds from sending a file to the worker to its answer, {RUNS} runs after {WARM_UP}"
    );
    println!("{:>8} {:>8} {:>8} {:>9}  build  file", "median", "least", "most", "bytes");
    for file in files {
        let bytes = std::fs::read(file).expect("the file is read");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let arguments = vec![json!(name), json!(bytes), json!(WARM_UP), json!(RUNS)];
        let measured = page.run_async(MEASURE, arguments).await;
        let Some(times) = measured["times"].as_array() else { panic!("{name}: {measured}") };
        let mut times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let said = match &measured["said"] {
            Value::String(sentence) => format!("  {sentence}"),
            _ => String::new(),
        };
        println!(
            "{:8.2} {:8.2} {:8.2} {:9}  {}   {name}{said}",
            times[times.len() / 2],
            times[0],
            times[times.len() - 1],
            bytes.len(),
            text(&measured["build"]),
        );
    }
}
