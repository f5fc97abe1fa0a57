//! The core in its worker: started from a `blob:` so that it is bound by the page's
//! Content-Security-Policy, asked one thing at a time, replaced by the full build when a file
//! needs it.

use super::nodes::callback;
use crate::plain::{self, field, put};
use crate::session::{Content, Input, Job, Queue, Request, Told, told};
use js_sys::{Array, Object, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// What came back for a request.
pub struct Answer {
    /// What was asked.
    pub request: Request,
    /// What the core says; a Chinese sentence when there was no core to say anything.
    pub output: Result<Told, String>,
    /// The same in its own words, as JSON.
    pub json: String,
    /// Whether the core held the input already: then the review comes without its text.
    pub held: bool,
    /// Whether the input is an export, with changes of its own.
    pub exported: bool,
    /// What was computed, in a Chinese sentence.
    pub note: Option<String>,
}

/// What the core says beside its output.
#[derive(Default)]
struct Aside {
    json: String,
    exported: bool,
    note: Option<String>,
}

/// The two builds of the core.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Build {
    /// Reads text as it comes; part of the first load.
    Light,
    /// Reads every kind of file and holds what it read open for changes; loaded when that is
    /// needed, and kept from then on.
    Full,
}

impl Build {
    /// The name of the `<meta>` that holds the address of its module.
    fn meta(self) -> &'static str {
        match self {
            Build::Light => "gouji-core",
            Build::Full => "gouji-full",
        }
    }

    /// The absolute address of its module; `None` when the site has no such build.
    fn address(self) -> Option<String> {
        let document = web_sys::window()?.document()?;
        let selector = format!("meta[name={}]", self.meta());
        let path = document.query_selector(&selector).ok()??.get_attribute("content")?;
        // What the page holds itself has no address: an element's script stands for it.
        if path.is_empty() || path.starts_with('#') {
            return Some(path).filter(|path| !path.is_empty());
        }
        let base = document.base_uri().ok()??;
        Some(Url::new_with_base(&path, &base).ok()?.href())
    }
}

struct Engine {
    build: Build,
    worker: Option<Worker>,
    ready: bool,
    queue: Queue,
    answer: Rc<dyn Fn(Answer)>,
    /// Who waits for the rules.
    rules: Option<Box<dyn Fn(String)>>,
    /// The input that the worker holds open, so that a change of it need not be read again.
    held: Option<Input>,
    /// Whether the job on its way is about that input.
    about_held: bool,
    /// When the job on its way was sent, in milliseconds.
    sent: f64,
    /// Whether this build has not been warmed up yet.
    cold: bool,
}

/// How often the sample is checked before anything else is. Browsers turn wasm that runs into
/// faster code, and paint late while they do: better before the user's first key than after it.
const WARM_UP: usize = 4;

/// The id of what is asked for that only; jobs count from 1.
const NOBODYS: u32 = 0;

/// After how many milliseconds a check counts as slow.
const SLOW: f64 = 250.0;

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

fn with<T>(act: impl FnOnce(&mut Engine) -> T) -> Option<T> {
    ENGINE.with_borrow_mut(|engine| engine.as_mut().map(act))
}

/// Starts the core; every answer goes to `answer`.
pub fn start(answer: impl Fn(Answer) + 'static) {
    let engine = Engine {
        build: Build::Light,
        worker: None,
        ready: false,
        queue: Queue::default(),
        answer: Rc::new(answer),
        rules: None,
        held: None,
        about_held: false,
        sent: 0.0,
        cold: true,
    };
    ENGINE.set(Some(engine));
    with(Engine::launch);
}

/// Asks after whatever is being asked, and instead of whatever waits.
pub fn check(request: Request) {
    with(|engine| {
        if engine.worker.is_none() {
            engine.launch();
        }
        if let Some(job) = engine.queue.push(request) {
            engine.sent = js_sys::Date::now();
            engine.send(&job);
        }
    });
}

/// Asks the core for the rules as HTML, which the full build knows; an empty text comes back when there is no core to ask.
pub fn ask_rules(tell: impl Fn(String) + 'static) {
    with(|engine| {
        engine.rules = Some(Box::new(tell));
        if engine.worker.is_none() {
            engine.launch();
        }
        engine.send_for_rules();
    });
}

/// Has the full build ready by the time that a cell is changed.
pub fn expect_changes() {
    with(|engine| {
        if engine.queue.in_flight().is_none() {
            engine.take_over();
        }
    });
}

/// Stops what is being checked, by stopping the worker; a fresh one stands by.
pub fn cancel() {
    with(|engine| {
        engine.queue.clear();
        engine.launch();
    });
}

/// Whether a check is on its way and has been for long.
pub fn is_slow() -> bool {
    with(|engine| engine.queue.in_flight().is_some() && js_sys::Date::now() - engine.sent > SLOW)
        == Some(true)
}

/// Stops what is being checked if it is slow: something else was opened.
pub fn cancel_slow() {
    if is_slow() {
        cancel();
    }
}

/// Whether this site has the build that reads every kind of file.
pub fn reads_files() -> bool {
    Build::Full.address().is_some()
}

impl Engine {
    /// Starts a worker of the wanted build in place of the one there is.
    fn launch(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
        self.ready = false;
        self.held = None;
        let Some(address) = self.build.address() else { return };
        let Ok(worker) = module_worker(&address) else { return };
        worker.set_onmessage(Some(&callback(|event| {
            receive(&event.unchecked_into::<MessageEvent>().data());
        })));
        worker.set_onerror(Some(&callback(|_| fail())));
        self.worker = Some(worker);
    }

    /// Puts the full build in the place of the light one; whether there was one to put there.
    fn take_over(&mut self) -> bool {
        let there = self.build == Build::Light && Build::Full.address().is_some();
        if there {
            self.build = Build::Full;
            self.cold = true;
            self.launch();
        }
        there
    }

    /// Runs the core before the user does, once.
    fn warm_up(&mut self) {
        let Some(worker) = self.worker.as_ref().filter(|_| self.cold) else { return };
        self.cold = false;
        let message = Object::new();
        put(&message, "id", NOBODYS);
        describe(&message, &Input::text("", crate::sample::TEXT));
        for _ in 0..WARM_UP {
            let _ = worker.post_message(&message);
        }
    }

    /// Sends for the rules, if somebody waits for them; again when a worker that is new is ready.
    fn send_for_rules(&self) {
        if let Some(worker) = self.worker.as_ref().filter(|_| self.ready && self.rules.is_some()) {
            let request = Object::new();
            put(&request, "rules", true);
            let _ = worker.post_message(&request);
        }
    }

    /// Sends a job; one for a worker that is not ready is sent when it is.
    fn send(&mut self, job: &Job) {
        let Job { id, request: Request { input, changes, compute } } = job;
        let about_held = self.held.as_ref() == Some(input);
        let Some(worker) = self.worker.as_ref().filter(|_| self.ready) else { return };
        let message = Object::new();
        put(&message, "id", *id);
        if about_held {
            put(&message, "same", true);
        } else {
            describe(&message, input);
        }
        if let Some(changes) = changes {
            put(&message, "changes", plain::changes(changes));
        }
        if let Some((_, key)) = compute {
            put(&message, "compute", key.as_str());
        }
        let _ = worker.post_message(&message);
        self.about_held = about_held;
    }
}

/// Puts an input into a message.
fn describe(message: &Object, input: &Input) {
    put(message, "name", input.name.as_str());
    match &input.content {
        Content::Text(text) => {
            put(message, "text", &**text);
            // The source of a web page, pasted as text, is read as a web page, and JSON as the
            // strings in it.
            let json = text.trim_start().starts_with(['{', '[']);
            put(message, "withText", json || text.as_bytes().contains(&b'<'));
        }
        Content::Bytes(bytes) => {
            put(message, "bytes", Uint8Array::from(&**bytes));
            put(message, "withText", true);
        }
        Content::Draft(draft) => {
            let form = plain::draft(&draft.organization, draft.year, draft.edition.key());
            put(message, "draft", form);
        }
    }
}

fn module_worker(address: &str) -> Result<Worker, JsValue> {
    let (source, form) = match address.starts_with('#') {
        true => (super::dom::text_of(address).unwrap_or_default(), WorkerType::Classic),
        // An absolute address holds no quotes. An import by statement would go around the service
        // worker in Firefox; an error that only breaks a promise would not reach this side.
        false => {
            let start = "it => it.default()";
            let fail = "error => setTimeout(() => { throw error })";
            (format!("import(\"{address}\").then({start}).catch({fail})"), WorkerType::Module)
        }
    };
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&source.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let options = WorkerOptions::new();
    options.set_type(form);
    Worker::new_with_options(&url, &options)
}

fn receive(message: &JsValue) {
    let field = |key: &str| field(message, key);
    if field("ready").is_truthy() {
        with(|engine| {
            engine.ready = true;
            match engine.queue.in_flight().cloned() {
                Some(job) => engine.send(&job),
                None => engine.warm_up(),
            }
            engine.send_for_rules();
        });
        return;
    }
    if let Some(rules) = field("rules").as_string() {
        return deliver_rules(rules);
    }
    if field("needs").is_truthy() {
        take_over();
        return;
    }
    let id = field("id").as_f64().unwrap_or_default() as u32;
    if id == NOBODYS {
        return;
    }
    let aside = Aside {
        json: field("output").as_string().unwrap_or_default(),
        exported: field("exported").is_truthy(),
        note: field("note").as_string(),
    };
    let output = match field("failed").as_string() {
        Some(sentence) => Err(sentence),
        None => told(&aside.json).ok_or_else(|| "核对结果无法显示；请刷新页面再试".to_owned()),
    };
    deliver(id, output, aside);
}

fn deliver_rules(rules: String) {
    if let Some(tell) = with(|engine| engine.rules.take()).flatten() {
        tell(rules);
    }
}

/// The job on its way is asked again of the full build.
fn take_over() {
    if with(Engine::take_over) != Some(true) {
        deliver_rules(String::new());
        let name =
            with(|engine| engine.queue.in_flight().map(|job| job.request.input.name.clone()));
        let name = name.flatten().unwrap_or_default();
        give_up(format!(
            "“{name}”这种格式目前还不能直接读取；请在原来的软件中打开它，全选、复制，再粘贴到这里"
        ));
    }
}

/// The worker broke, or its module could not be loaded.
fn fail() {
    let was_ready = with(|engine| {
        let was_ready = engine.ready;
        if was_ready {
            engine.launch();
        } else {
            // Loading it again at once would fail again; the next input tries.
            engine.worker = None;
            engine.build = Build::Light;
        }
        was_ready
    });
    if was_ready != Some(true) {
        deliver_rules(String::new());
    }
    give_up(if was_ready == Some(true) {
        "核对这份内容时程序出错了，内容还在；请改动后再试，或换一种方式复制".to_owned()
    } else {
        "核对程序没有加载成功；请检查网络后刷新页面再试".to_owned()
    });
}

fn give_up(sentence: String) {
    let id = with(|engine| engine.queue.in_flight().map(|job| job.id)).flatten();
    if let Some(id) = id {
        deliver(id, Err(sentence), Aside::default());
    }
}

fn deliver(id: u32, output: Result<Told, String>, aside: Aside) {
    let delivered = with(|engine| {
        let (Job { request, .. }, next) = engine.queue.answered(id)?;
        let held = engine.about_held;
        engine.held = match output {
            Ok(Told::Review(_)) if engine.build == Build::Full => Some(request.input.clone()),
            // What the worker holds after an error is not known; the next job brings its input.
            _ => None,
        };
        if let Some(next) = &next {
            engine.sent = js_sys::Date::now();
            if engine.worker.is_none() {
                engine.launch();
            }
            engine.send(next);
        }
        let Aside { json, exported, note } = aside;
        let answer = Answer { request, output, json, held, exported, note };
        Some((engine.answer.clone(), answer))
    });
    // Outside of the borrow: the answer may ask for the next check.
    if let Some((tell, answer)) = delivered.flatten() {
        tell(answer);
    }
}
