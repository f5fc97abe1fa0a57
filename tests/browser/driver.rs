//! A browser that is driven through WebDriver. What differs between engines stays in here.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
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

/// The driver program of an engine; it ends when this is dropped.
pub struct Driver {
    engine: Engine,
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver program and waits until it listens.
    pub fn start(engine: Engine) -> Self {
        let program = match engine {
            Engine::Chromium => "chromedriver",
            Engine::Firefox => "geckodriver",
        };
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = free.local_addr().expect("it is bound").port();
        drop(free);
        let mut process = Command::new(program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} did not start: {error}"));
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Ok(Some(status)) = process.try_wait() {
                panic!("{program} ended at once ({status})");
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{program} does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { engine, process, port }
    }

    /// Opens a browser with a profile of its own.
    pub async fn open(&self) -> Browser {
        let folder = Folder::new();
        let Value::Object(capabilities) = self.capabilities(&folder) else { unreachable!() };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .unwrap_or_else(|error| panic!("{:?} did not start: {error}", self.engine));
        Browser { client, folder, engine: self.engine }
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
                    "args": ["-headless", "--width=1440", "--height=900"],
                    "prefs": {
                        "browser.download.dir": downloads,
                        "browser.download.folderList": 2,
                        "intl.accept_languages": "zh-CN",
                    },
                },
            }),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Every session was closed before, so no browser is left without its driver.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser with a profile of its own.
pub struct Browser {
    pub client: Client,
    folder: Folder,
    engine: Engine,
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

    /// The page as the browser prints it: a PDF, A4.
    pub async fn print(&self) -> Vec<u8> {
        let paper = json!({ "page": { "width": 21.0, "height": 29.7 } });
        let printed = self.client.issue_cmd(DriverCommand { path: "print", body: paper }).await;
        let printed = printed.expect("the page is printed");
        let base64 = printed.as_str().expect("a file as text");
        BASE64_STANDARD.decode(base64).expect("the file is Base64")
    }

    /// What the console of the page holds from warnings upwards, and forgets it.
    ///
    /// Only Chromium's driver gives it; elsewhere the tests see what the page shows.
    pub async fn console(&self) -> Vec<String> {
        if self.engine != Engine::Chromium {
            return Vec::new();
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
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gouji-browser-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        std::fs::create_dir_all(folder.downloads()).expect("a folder for downloads");
        folder
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
