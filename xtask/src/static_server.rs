//! A plain file server on 127.0.0.1, as any static host is one: no rewriting, no special headers.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

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
///
/// Every connection has a thread and carries one request: a browser may open many and keep some
/// idle, and none must wait for another. After the end none is left.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    url: String,
}

struct Shared {
    site: Mutex<Arc<Site>>,
    requests: Mutex<Vec<(String, u16)>>,
    ended: AtomicBool,
}

impl Server {
    /// Starts to serve `site`; port 0 takes a free one.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn start(site: Site, port: u16) -> Outcome<Self> {
        let at = |error| format!("port {port} of 127.0.0.1 cannot be served: {error}");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(at)?;
        let address = listener.local_addr().map_err(at)?;
        let url = format!("http://{address}{}", site.prefix);
        let shared = Arc::new(Shared {
            site: Mutex::new(Arc::new(site)),
            requests: Mutex::default(),
            ended: AtomicBool::new(false),
        });
        let listening = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if listening.ended.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&listening);
                // A browser that leaves early is no concern of the others.
                std::thread::spawn(move || shared.respond(stream));
            }
        });
        Ok(Self { shared, address, url })
    }

    /// Serves another site from now on, as after a deployment. Its prefix must be the same.
    pub fn serve(&self, site: Site) {
        *self.shared.site.lock().expect("no thread panics here") = Arc::new(site);
    }

    /// The address of the page, with the prefix.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What was asked for so far, with the status that was answered.
    pub fn requests(&self) -> Vec<(String, u16)> {
        self.shared.requests.lock().expect("no thread panics here").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // The thread that listens looks up only when somebody comes.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn respond(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        // No request line and no header of a browser is longer.
        let mut head = BufReader::new(&stream).take(64 * 1024);
        let mut request = String::new();
        head.read_line(&mut request)?;
        let mut line = String::new();
        while head.read_line(&mut line)? > 2 {
            line.clear();
        }
        let mut words = request.split(' ');
        let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(()) };
        if self.ended.load(Ordering::SeqCst) {
            return Ok(());
        }
        let site = Arc::clone(&self.site.lock().expect("no thread panics here"));
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let mut headers = String::new();
        let (status, reason, content) = match site.answer(path) {
            _ if method != "GET" && method != "HEAD" => {
                headers.push_str("Allow: GET, HEAD\r\n");
                (405, "Method Not Allowed", Vec::new())
            }
            Answer::Found(content, media_type, other) => {
                headers.push_str(&format!("Content-Type: {media_type}\r\n"));
                // A rebuild must show at the next reload.
                headers.push_str("Cache-Control: no-cache\r\n");
                if let Some((name, value)) = other {
                    headers.push_str(&format!("{name}: {value}\r\n"));
                }
                (200, "OK", content)
            }
            Answer::Moved(to) => {
                headers.push_str(&format!("Location: {to}\r\n"));
                (301, "Moved Permanently", Vec::new())
            }
            Answer::Absent => (404, "Not Found", b"not found".to_vec()),
        };
        self.requests.lock().expect("no thread panics here").push((target.to_owned(), status));
        let length = content.len();
        let head = format!(
            "HTTP/1.1 {status} {reason}\r\n{headers}Content-Length: {length}\r\n\
             Connection: close\r\n\r\n"
        );
        (&stream).write_all(head.as_bytes())?;
        if method != "HEAD" {
            (&stream).write_all(&content)?;
        }
        (&stream).flush()
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
