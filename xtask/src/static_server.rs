//! A plain file server on 127.0.0.1, as any static host is one: no rewriting, no special headers.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use tiny_http::{Header, Method, Request, Response};

use crate::Outcome;

/// What is served and where.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    prefix: String,
    overlay: HashMap<String, Vec<u8>>,
    headers: HashMap<String, (String, String)>,
}

impl Site {
    /// The files of `folder` under the path `prefix`, which starts and ends with `/`.
    pub fn new(folder: PathBuf, prefix: &str) -> Self {
        assert!(prefix.starts_with('/') && prefix.ends_with('/'), "a prefix is `/` or `/…/`");
        Self { folder, prefix: prefix.to_owned(), overlay: HashMap::new(), headers: HashMap::new() }
    }

    /// Serves `content` at `path` (below the prefix) instead of a file.
    #[must_use]
    pub fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.overlay.insert(path.to_owned(), content.into());
        self
    }

    /// Sends a header along with what is at `path` (below the prefix).
    #[must_use]
    pub fn with_header(mut self, path: &str, name: &str, value: &str) -> Self {
        self.headers.insert(path.to_owned(), (name.to_owned(), value.to_owned()));
        self
    }

    fn answer(&self, path: &str) -> Answer {
        if format!("{path}/") == self.prefix {
            return Answer::Moved(self.prefix.clone());
        }
        let Some(below) = path.strip_prefix(&self.prefix) else { return Answer::Absent };
        let Some(mut below) = decode(below) else { return Answer::Absent };
        if below.is_empty() || below.ends_with('/') {
            below.push_str("index.html");
        }
        let plain = Path::new(&below).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain {
            return Answer::Absent;
        }
        let content = match self.overlay.get(&below) {
            Some(content) => Ok(content.clone()),
            None => std::fs::read(self.folder.join(&below)),
        };
        let header = self.headers.get(&below).cloned();
        content.map_or(Answer::Absent, |content| Answer::Found(content, media_type(&below), header))
    }
}

enum Answer {
    Found(Vec<u8>, &'static str, Option<(String, String)>),
    Moved(String),
    Absent,
}

/// A running server. It ends when this is dropped.
pub struct Server {
    inner: Arc<tiny_http::Server>,
    url: String,
    site: Arc<Mutex<Arc<Site>>>,
    requests: Arc<Mutex<Vec<(String, u16)>>>,
}

impl Server {
    /// Starts to serve `site`; port 0 takes a free one.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn start(site: Site, port: u16) -> Outcome<Self> {
        let inner = tiny_http::Server::http(("127.0.0.1", port))
            .map_err(|error| format!("port {port} of 127.0.0.1 cannot be served: {error}"))?;
        let inner = Arc::new(inner);
        let address = inner.server_addr().to_ip().ok_or("the server has no address")?;
        let url = format!("http://{address}{}", site.prefix);
        let requests = Arc::default();
        let site = Arc::new(Mutex::new(Arc::new(site)));
        // A browser opens several connections; one slow reader must not hold up the others.
        for _ in 0..4 {
            let (inner, site) = (Arc::clone(&inner), Arc::clone(&site));
            let requests: Arc<Mutex<Vec<_>>> = Arc::clone(&requests);
            std::thread::spawn(move || {
                while let Ok(request) = inner.recv() {
                    let path = request.url().to_owned();
                    // A browser that leaves early is no concern of the others.
                    let site = Arc::clone(&site.lock().expect("no thread panics here"));
                    if let Ok(status) = respond(request, &site) {
                        requests.lock().expect("no thread panics here").push((path, status));
                    }
                }
            });
        }
        Ok(Self { inner, url, site, requests })
    }

    /// Serves another site from now on, as after a deployment. Its prefix must be the same.
    pub fn serve(&self, site: Site) {
        *self.site.lock().expect("no thread panics here") = Arc::new(site);
    }

    /// The address of the page, with the prefix.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What was asked for so far, with the status that was answered.
    pub fn requests(&self) -> Vec<(String, u16)> {
        self.requests.lock().expect("no thread panics here").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..4 {
            self.inner.unblock();
        }
    }
}

fn respond(request: Request, site: &Site) -> std::io::Result<u16> {
    let header = |name: &str, value: &str| {
        Header::from_bytes(name, value).expect("header names and values here are ASCII")
    };
    if !matches!(request.method(), Method::Get | Method::Head) {
        request.respond(Response::empty(405).with_header(header("Allow", "GET, HEAD")))?;
        return Ok(405);
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    match site.answer(&path) {
        Answer::Found(content, media_type, other) => {
            let mut response = Response::from_data(content)
                .with_header(header("Content-Type", media_type))
                // A rebuild must show at the next reload.
                .with_header(header("Cache-Control", "no-cache"));
            if let Some((name, value)) = other {
                response.add_header(header(&name, &value));
            }
            request.respond(response)?;
            Ok(200)
        }
        Answer::Moved(to) => {
            request.respond(Response::empty(301).with_header(header("Location", &to)))?;
            Ok(301)
        }
        Answer::Absent => {
            request.respond(Response::from_string("not found").with_status_code(404))?;
            Ok(404)
        }
    }
}

/// Undoes percent-encoding; nothing for what is no text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site::new(std::env::temp_dir(), "/some/where/")
            .with("index.html", "页")
            .with("a b.js", "x")
            .with("m.wasm", "w")
    }

    #[track_caller]
    fn status(path: &str) -> &'static str {
        match site().answer(path) {
            Answer::Found(_, media_type, _) => media_type,
            Answer::Moved(_) => "moved",
            Answer::Absent => "absent",
        }
    }

    #[test]
    fn serves_below_its_prefix_only() {
        assert_eq!(status("/some/where/"), "text/html; charset=utf-8");
        assert_eq!(status("/some/where"), "moved");
        assert_eq!(status("/"), "absent");
        assert_eq!(status("/index.html"), "absent");
    }

    #[test]
    fn names_the_media_types_that_browsers_insist_on() {
        assert_eq!(status("/some/where/m.wasm"), "application/wasm");
        assert_eq!(status("/some/where/a%20b.js"), "text/javascript; charset=utf-8");
    }

    #[test]
    fn never_leaves_its_folder() {
        let folder = std::env::temp_dir().join(format!("gouji-site-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("inner")).unwrap();
        std::fs::write(folder.join("outside.txt"), "x").unwrap();
        std::fs::write(folder.join("inner/inside.txt"), "x").unwrap();
        let site = Site::new(folder.join("inner"), "/");
        let found = |path| matches!(site.answer(path), Answer::Found(..));
        assert!(found("/inside.txt"));
        assert!(!found("/../outside.txt"));
        assert!(!found("/%2e%2e/outside.txt"));
        assert!(!found("/%2Fetc/hostname"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
