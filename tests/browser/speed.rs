//! How long the built page takes: no test, `cargo xtask bench-web` prints it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use xtask::static_server::{Server, Site};

use crate::driver::{Driver, Engine, dist};
use crate::page::{Page, text};
use crate::reports::SAMPLE;

/// Runs that are not counted, and runs that are.
const WARM_UP: usize = 15;
const RUNS: usize = 41;

/// The builds of the core, and the files of what times their steps.
const BUILDS: [&str; 2] = ["core", "full"];
const PACE: [&str; 2] = ["pace.js", "pace_bg.wasm"];

/// The steps that are timed; the last is all of them but the JSON text.
const STEPS: [&str; 6] = ["read", "recognize", "check", "export", "json", "whole"];

/// How often a step runs in a sample, and how many samples are taken.
const BATCH: usize = 20;
const SAMPLES: usize = 15;

/// Times each step in each layout within one build.
const MEASURE_STEPS: &str = "const [build, steps, samples, batch, done] = arguments;
    const measure = async () => {
        const module = await import(new URL(`pace/${build}/pace.js`, document.baseURI));
        await module.default();
        return module.layouts().split('\\n').map(layout => ({
            layout,
            bytes: module.bytes(layout),
            times: steps.map(step => {
                module.step(step, layout, 3 * batch);
                const times = Array.from({ length: samples },
                    () => module.step(step, layout, batch));
                return times.sort((a, b) => a - b)[Math.floor(samples / 2)];
            }),
        }));
    };
    measure().then(done, error => done(String(error)));";

/// How many keys are pressed, and how long after each other.
const KEYS: usize = 15;
const BETWEEN_KEYS: Duration = Duration::from_millis(300);

/// Puts the cursor into the text and notes how long each key takes until it is painted.
const WATCH_KEYS: &str = "const field = document.querySelector('#source');
    field.focus();
    field.setSelectionRange(60, 60);
    window.keystrokes = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            if (entry.name === 'keydown') window.keystrokes.push(entry.duration);
        }
    }).observe({ type: 'event', durationThreshold: 16 });";

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
        const output = JSON.parse(answer.output);
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
    let mut site = Site::new(dist(), "/somewhere/gouji/");
    let pace = std::env::var_os("GOUJI_PACE").expect("GOUJI_PACE names a folder");
    for file in BUILDS.into_iter().flat_map(|build| PACE.map(|file| format!("{build}/{file}"))) {
        let content = std::fs::read(Path::new(&pace).join(&file)).expect("the file is read");
        site = site.with(&format!("pace/{file}"), content);
    }
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
        let outcome = crate::page::catch(async {
            time_steps(&page).await;
            time_files(&page, &files).await;
            time_keystrokes(&page).await;
        })
        .await;
        client.close().await.expect("the browser closes");
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    });
}

/// Prints what each step costs within a module.
async fn time_steps(page: &Page) {
    page.open("").await;
    page.expect_empty().await;
    println!(
        "microseconds of each step within the module, median of {SAMPLES} samples of {BATCH} runs"
    );
    print!("{:6} {:10} {:>6}", "build", "layout", "bytes");
    STEPS.iter().for_each(|step| print!(" {step:>9}"));
    println!("  MB/s of the whole");
    for build in BUILDS {
        let arguments = vec![json!(build), json!(STEPS), json!(SAMPLES), json!(BATCH)];
        let measured = page.run_async(MEASURE_STEPS, arguments).await;
        let Some(layouts) = measured.as_array() else { panic!("{build}: {measured}") };
        for layout in layouts {
            let bytes = layout["bytes"].as_f64().expect("a number");
            let times = layout["times"].as_array().expect("a time for each step");
            let times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
            print!("{build:6} {:10} {bytes:6}", text(&layout["layout"]));
            times.iter().for_each(|time| print!(" {:9.0}", time * 1000.0));
            let whole = times[STEPS.len() - 1];
            println!("  {:.1}", bytes / 1e3 / whole);
        }
    }
    println!();
}

/// Prints how long a keystroke takes until it is painted.
async fn time_keystrokes(page: &Page) {
    println!(
        "\nmilliseconds from a keystroke in the text to its paint, in steps of 8, {KEYS} keys"
    );
    println!("{:>8} {:>8} {:>9}", "median", "most", "bytes");
    for size in [10_000, 1_000_000] {
        let (head, tail) = SAMPLE.split_once("二、主动公开").expect("the sample has section 二");
        let prose = "群众关心的事项逐项梳理公开，及时更新网站栏目和办事指南。\n";
        let lacking = prose.repeat(usize::saturating_sub(size, SAMPLE.len()) / prose.len());
        let report = format!("{head}{lacking}二、主动公开{tail}");
        page.open("").await;
        page.expect_empty().await;
        page.paste(&report).await;
        page.expect("the report", "return document.querySelector('[data-check]') !== null").await;
        page.run(WATCH_KEYS, vec![]).await;
        for _ in 0..KEYS {
            page.press('1').await;
            tokio::time::sleep(BETWEEN_KEYS).await;
        }
        let measured = page.run("return window.keystrokes", vec![]).await;
        let times = measured.as_array().expect("a list of times");
        let mut times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
        // What takes less than 16 ms is not told.
        times.resize(KEYS.max(times.len()), 0.0);
        times.sort_by(f64::total_cmp);
        let shown = |time: f64| if time == 0.0 { "< 16".to_owned() } else { format!("{time:.0}") };
        let (median, most) = (shown(times[times.len() / 2]), shown(times[times.len() - 1]));
        println!("{median:>8} {most:>8} {:9}", report.len());
    }
}

/// Prints how long a worker takes for each file.
async fn time_files(page: &Page, files: &[std::path::PathBuf]) {
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
