//! A browser that is driven through WebDriver. What differs between engines stays in here.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use xtask::{browser, process};

/// Which browser the tests run in; `GOUJI_ENGINE` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
}

impl Engine {
    /// The engine that the environment asks for: Chromium if it asks for none.
    pub fn wanted() -> Self {
        match std::env::var("GOUJI_ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok(other) => panic!("GOUJI_ENGINE is `{other}`: say chromium or firefox"),
        }
    }
}

/// What opens browsers of an engine.
pub struct Driver {
    engine: Engine,
    /// The program that drives all browsers. That of Firefox knows one only: each has its own.
    shared: Option<Program>,
}

impl Driver {
    /// Starts the driver program, if one is enough for all browsers.
    pub fn start(engine: Engine) -> Self {
        let shared = match engine {
            Engine::Chromium => {
                let program = Command::new("chromedriver");
                Some(Program::start(program, Stdio::null()))
            }
            Engine::Firefox => None,
        };
        Self { engine, shared }
    }

    /// Opens a browser with a profile of its own.
    pub async fn open(&self) -> Browser {
        let folder = Folder::new();
        let own = match self.engine {
            Engine::Chromium => None,
            Engine::Firefox => {
                let program = browser::geckodriver().expect("geckodriver is installed");
                let mut program = Command::new(program);
                program.arg("--profile-root").arg(folder.profiles());
                // For what only the browser itself can be told: see `shown_on_paper`.
                program.arg("--allow-system-access");
                let log = std::fs::File::create(folder.log()).expect("a file for the console");
                Some(Program::start(program, log.into()))
            }
        };
        let Value::Object(capabilities) = self.capabilities(&folder) else { unreachable!() };
        let program = own.as_ref().or(self.shared.as_ref()).expect("one was started");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", program.port))
            .await
            .unwrap_or_else(|error| panic!("{:?} did not start: {error}", self.engine));
        if self.engine == Engine::Firefox {
            client.set_window_size(1440, 900).await.expect("the window takes a size");
        }
        Browser { client, _own: own, folder, engine: self.engine, told: AtomicUsize::new(0) }
    }

    fn capabilities(&self, folder: &Folder) -> Value {
        let downloads = folder.downloads();
        match self.engine {
            Engine::Chromium => json!({
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "binary": browser::chromium().expect("Chromium is installed"),
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--disable-dev-shm-usage", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update",
                        "--disable-sync", "--lang=zh-CN", "--window-size=1440,900",
                        format!("--user-data-dir={}", folder.0.join("profile").display()),
                    ],
                    "prefs": {
                        "download.default_directory": downloads,
                        "download.prompt_for_download": false,
                    },
                },
            }),
            Engine::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": browser::firefox().expect("Firefox is installed"),
                    "args": ["-headless"],
                    "env": { "MOZ_HEADLESS_WIDTH": "1440", "MOZ_HEADLESS_HEIGHT": "900" },
                    "prefs": {
                        "browser.download.dir": downloads,
                        "browser.download.folderList": 2,
                        "intl.accept_languages": "zh-CN",
                        // Off unless asked for: the tests would not see whether a policy stops it.
                        "browser.send_pings": true,
                        // The console of the page, and of nothing else, goes to the output.
                        "devtools.console.stdout.content": true,
                        "devtools.console.stdout.chrome": false,
                    },
                },
            }),
        }
    }
}

/// A driver program that listens; it ends when this is dropped.
struct Program {
    process: Child,
    port: u16,
}

impl Program {
    /// Starts a program and waits until it listens; what it prints goes to `log`.
    fn start(mut program: Command, log: Stdio) -> Self {
        // One after the other: between finding a free port and listening there, another program
        // could be given the same.
        static STARTING: Mutex<()> = Mutex::new(());
        let _turn = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let name = process::show(&program);
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = free.local_addr().expect("it is bound").port();
        drop(free);
        let mut process = program
            .arg(format!("--port={port}"))
            .stdout(log)
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{name} did not start: {error}"));
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Ok(Some(status)) = process.try_wait() {
                panic!("{name} ended at once ({status})");
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{name} does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { process, port }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Every session was closed before, so no browser is left without its driver.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser with a profile of its own.
pub struct Browser {
    pub client: Client,
    /// What drives it, if nothing else is driven by that.
    _own: Option<Program>,
    folder: Folder,
    engine: Engine,
    /// How much of the log was read.
    told: AtomicUsize,
}

impl Browser {
    /// Where its downloads land.
    pub fn downloads(&self) -> PathBuf {
        self.folder.downloads()
    }

    /// A folder for files of the test.
    pub fn scratch(&self) -> PathBuf {
        self.folder.0.clone()
    }

    /// Loads the page again, as the key F5 does.
    pub async fn reload(&self) {
        if self.engine == Engine::Chromium {
            return self.client.refresh().await.expect("the page loads again");
        }
        // What its driver does goes around the service worker, as with Shift.
        let leave = "window.leaving = true; location.reload()";
        self.client.execute(leave, Vec::new()).await.expect("the page is left");
        let there = "return window.leaving === undefined && document.readyState === 'complete'";
        let start = Instant::now();
        while !self.client.execute(there, Vec::new()).await.is_ok_and(|there| there == true) {
            assert!(start.elapsed() < Duration::from_secs(20), "the page does not load again");
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// The page as the browser prints it: a PDF, A4.
    pub async fn print(&self) -> Vec<u8> {
        let paper = json!({ "page": { "width": 21.0, "height": 29.7 } });
        let printed = self.client.issue_cmd(DriverCommand { path: "print", body: paper }).await;
        let printed = printed.expect("the page is printed");
        let base64 = printed.as_str().expect("a file as text");
        BASE64_STANDARD.decode(base64).expect("the file is Base64")
    }

    /// The text that the page shows on paper, where the text of the file does not tell: Firefox
    /// writes glyphs of Noto CJK without the characters that they are.
    pub async fn shown_on_paper(&self) -> Option<String> {
        if self.engine == Engine::Chromium {
            return None;
        }
        self.set_medium("print").await;
        let text = self.client.execute("return document.body.innerText", Vec::new()).await;
        self.set_medium("").await;
        Some(text.expect("the page has text").as_str().expect("a text").to_owned())
    }

    /// Has Firefox draw the page as for another medium; an empty name stands for the screen.
    async fn set_medium(&self, medium: &str) {
        let set = "gBrowser.selectedBrowser.browsingContext.mediumOverride = arguments[0]";
        for (path, body) in [
            ("moz/context", json!({ "context": "chrome" })),
            ("execute/sync", json!({ "script": set, "args": [medium] })),
            ("moz/context", json!({ "context": "content" })),
        ] {
            let done = self.client.issue_cmd(DriverCommand { path, body }).await;
            done.expect("the browser takes a medium");
        }
    }

    /// The named ways to another origin that the policy refuses without telling the page.
    pub fn refused_in_silence(&self, from_disk: bool) -> usize {
        match self.engine {
            Engine::Chromium => 0,
            // A preload; and a file sends no ping at all.
            Engine::Firefox => 1 + usize::from(from_disk),
        }
    }

    /// What the console of the page holds from warnings upwards, and forgets it.
    pub async fn console(&self) -> Vec<String> {
        if self.engine == Engine::Firefox {
            return self.log();
        }
        let log = self
            .client
            .issue_cmd(DriverCommand { path: "se/log", body: json!({ "type": "browser" }) })
            .await
            .expect("the driver gives the console");
        let entries = log.as_array().expect("the console is a list");
        entries
            .iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| format!("{} {}", entry["level"], entry["message"]))
            .collect()
    }
}

impl Browser {
    /// The console of Firefox, which its driver prints among other things.
    fn log(&self) -> Vec<String> {
        let log = std::fs::read(self.folder.log()).expect("the log");
        let new = self.told.swap(log.len(), Ordering::Relaxed);
        let log = String::from_utf8_lossy(&log[new..]).into_owned();
        let loud = ["JavaScript error: ", "console.error: ", "console.warn: "];
        // Parts of the browser fail as well, and the news that it asks for do not come.
        let own =
            ["JavaScript error: resource:", "JavaScript error: chrome:", "console.error: RSLoader"];
        let starts = |line: &str, with: &[&str]| with.iter().any(|start| line.starts_with(start));
        let lines = log.lines().filter(|line| starts(line, &loud) && !starts(line, &own));
        lines.map(str::to_owned).collect()
    }
}

/// A command that WebDriver itself does not know.
#[derive(Debug)]
struct DriverCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for DriverCommand {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// A folder that is removed when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gouji-browser-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        for part in [folder.downloads(), folder.profiles()] {
            std::fs::create_dir_all(part).expect("a folder of the browser's own");
        }
        folder
    }

    /// Where its driver makes a profile.
    fn profiles(&self) -> PathBuf {
        self.0.join("profiles")
    }

    /// What its driver prints.
    fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A browser may still write its profile for a moment after its session is closed.
        for _ in 0..20 {
            if std::fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// The release page.
pub fn dist() -> PathBuf {
    process::root().join("dist")
}
