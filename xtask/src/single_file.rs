//! The page as one file that is opened from disk: styles, scripts and modules are inside, and its
//! own policy allows no connection at all.
//!
//! Browsers import no module from disk and start no worker from there, so the page's script is
//! written into it, and the worker's becomes a `blob:` as it is. Of the two builds of the pipeline
//! only the full one is inside: there is no first load to keep small.

use std::fs;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::finish::wasm_of;
use crate::markup::{Tag, tags};

/// The name of the page as one file.
pub const NAME: &str = "gouji.html";

/// The element that holds the worker's script; the page looks for it by this address.
const WORKER: &str = "worker";

/// Unpacks a wasm module; the same lines in page and worker.
const UNPACK: &str = include_str!("single_file/unpack.js");

/// Starts the page from its module, after the script that wasm-bindgen wrote for it.
const START: &str = include_str!("single_file/start.js");

/// Writes the finished page of `dist` as one file beside it, and names that in the page.
///
/// # Errors
/// When the page is not as expected.
pub fn write(dist: &Path) -> Outcome {
    let read = |name: &str| {
        fs::read(dist.join(name.trim_start_matches("./")))
            .map_err(|error| format!("{name}: {error}"))
    };
    let html = text(read("index.html")?)?;
    let single = Single { read: &read }.page(&html)?;
    let put = |name: &str, content: &str| {
        fs::write(dist.join(name), content).map_err(|error| format!("{name}: {error}"))
    };
    put(NAME, &single)?;
    put("index.html", &with_meta(&html, "gouji-single", NAME)?)
}

struct Single<'a> {
    /// Gives a file of the built page.
    read: &'a dyn Fn(&str) -> Outcome<Vec<u8>>,
}

impl Single<'_> {
    fn page(&self, html: &str) -> Outcome<String> {
        let mut page = String::with_capacity(html.len());
        let mut styles = String::new();
        let mut scripts = Vec::new();
        let mut tail = String::new();
        let mut done = 0;
        for tag in tags(html) {
            let instead = match (tag.name, tag.get("rel"), tag.get("name")) {
                ("html", ..) => Some("<html lang=\"zh-CN\" data-as=\"file\">".to_owned()),
                ("meta", _, Some("gouji-core" | "gouji-full")) => {
                    let name = tag.get("name").unwrap_or_default();
                    Some(format!("<meta name=\"{name}\" content=\"#{WORKER}\">"))
                }
                ("meta", _, Some("gouji-version" | "gouji-single")) => Some(String::new()),
                ("link", Some("stylesheet"), _) => {
                    styles.push_str(&text((self.read)(needed(&tag, "href")?)?)?);
                    Some(String::new())
                }
                ("link", Some("icon"), _) => {
                    let icon = STANDARD.encode((self.read)(needed(&tag, "href")?)?);
                    Some(format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">"))
                }
                ("link", ..) => Some(String::new()),
                ("script", ..) => {
                    let source = needed(&tag, "src")?;
                    match (tag.get("data-app"), tag.get("data-wasm")) {
                        (Some(app), Some(wasm)) => {
                            let wasm = packed(&(self.read)(wasm)?)?;
                            let script = text((self.read)(app)?)?;
                            tail.push_str(&data("app", &wasm)?);
                            scripts.push(format!("{script}{UNPACK}{START}"));
                        }
                        // Neither offline use nor storage: it is one file already, and all files
                        // on a disk may share one storage.
                        _ if is(source, "keep") || is(source, "offline") => {}
                        _ => scripts.push(text((self.read)(source)?)?),
                    }
                    Some(String::new())
                }
                _ => None,
            };
            if let Some(instead) = instead {
                page.push_str(&html[done..tag.place.start]);
                page.push_str(&instead);
                done = tag.place.end;
                if tag.name == "script" {
                    let rest = html[done..].strip_prefix("</script>");
                    let rest = rest.ok_or("a script of index.html has content of its own")?;
                    done = html.len() - rest.len();
                }
                if instead.is_empty() && html[done..].starts_with('\n') {
                    done += 1;
                }
            }
        }
        page.push_str(&html[done..]);
        tail.push_str(&data(WORKER, &self.worker(html)?)?);
        for script in &scripts {
            tail.push_str(&format!("<script type=\"module\">{}</script>\n", inline(script)?));
        }
        let policy = policy(&styles, &scripts);
        let page = replaced_once(page, "</head>", &format!("<style>{styles}</style>\n</head>"))?;
        let page = replaced_once(page, "</body>", &format!("{tail}</body>"))?;
        with_policy(&page, &policy)
    }

    /// The script of the worker with its module inside.
    fn worker(&self, html: &str) -> Outcome<String> {
        let all = tags(html);
        let full = all.iter().find(|tag| tag.get("name") == Some("gouji-full"));
        let name = full.and_then(|tag| tag.get("content")).filter(|name| !name.is_empty());
        let name = name.ok_or("index.html names no full build")?;
        let wasm = wasm_of(name).ok_or_else(|| format!("`{name}` is no script"))?;
        let wasm = packed(&(self.read)(&wasm)?)?;
        let script = without_module_syntax(text((self.read)(name)?)?)?;
        Ok(format!(
            "{script}{UNPACK}unpack(\"{wasm}\")\n  \
             .then((module) => __wbg_init({{ module_or_path: module }}))\n  \
             // As an error of the worker, which the page is told of.\n  \
             .catch((error) => setTimeout(() => {{ throw error; }}));\n"
        ))
    }
}

/// A script of wasm-bindgen as a plain one: from disk, Chromium starts no worker from a module.
fn without_module_syntax(script: String) -> Outcome<String> {
    let script = replaced_once(script, "export { initSync, __wbg_init as default };", "")?;
    // It tells where the module would be if none were given.
    let script = replaced_once(script, "import.meta.url", "undefined")?;
    let is_module = |line: &str| line.starts_with("import ") || line.starts_with("export ");
    if script.lines().any(is_module) {
        return Err("the script of the worker imports or exports: has wasm-bindgen changed?".into());
    }
    Ok(script)
}

/// Sets the content of the one `<meta>` of this name.
pub fn with_meta(html: &str, name: &str, content: &str) -> Outcome<String> {
    let all = tags(html);
    let mut places = all.iter().filter(|tag| tag.name == "meta" && tag.get("name") == Some(name));
    let (Some(place), None) = (places.next(), places.next()) else {
        return Err(format!("index.html must hold one <meta name=\"{name}\">"));
    };
    let place = place.place_of("content");
    let place = place.ok_or_else(|| format!("<meta name=\"{name}\"> has no content"))?;
    Ok(format!("{}{content}{}", &html[..place.start], &html[place.end..]))
}

/// The page as one file with one more script, which runs before all others and which its policy
/// allows: for tests that look into it.
///
/// # Errors
/// When it is no such page.
pub fn with_script(page: &str, script: &str) -> Outcome<String> {
    let place = policy_place(page)?;
    let more = format!("script-src {} ", hash(script));
    let policy = replaced_once(page[place.clone()].to_owned(), "script-src ", &more)?;
    let after = page[place.end..].find('>').map(|offset| place.end + offset + 1);
    let after = after.ok_or("the policy does not end")?;
    let (before, between) = (&page[..place.start], &page[place.end..after]);
    Ok(format!("{before}{policy}{between}<script>{}</script>{}", inline(script)?, &page[after..]))
}

/// Nothing but what is inside may run or be shown, and nothing may connect to anywhere.
fn policy(styles: &str, scripts: &[String]) -> String {
    let scripts: Vec<_> = scripts.iter().map(|script| hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        hash(styles),
    )
}

fn hash(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

fn with_policy(page: &str, policy: &str) -> Outcome<String> {
    let place = policy_place(page)?;
    Ok(format!("{}{policy}{}", &page[..place.start], &page[place.end..]))
}

fn policy_place(page: &str) -> Outcome<std::ops::Range<usize>> {
    tags(page)
        .iter()
        .find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"))
        .and_then(|tag| tag.place_of("content"))
        .ok_or_else(|| "the page holds no Content-Security-Policy".into())
}

fn is(source: &str, stem: &str) -> bool {
    source.trim_start_matches("./").starts_with(&format!("{stem}-"))
}

fn needed<'a>(tag: &Tag<'a>, attribute: &str) -> Outcome<&'a str> {
    tag.get(attribute).ok_or_else(|| format!("a <{}> of index.html has no {attribute}", tag.name))
}

/// An element that is no script, only holds a text.
fn data(id: &str, content: &str) -> Outcome<String> {
    Ok(format!("<script type=\"text/plain\" id=\"{id}\">{}</script>\n", inline(content)?))
}

/// A text that may stand inside a script: nothing in it ends that, and reading the page changes
/// nothing of it.
fn inline(content: &str) -> Outcome<&str> {
    let ends = ["</script", "<!--", "\r", "\0"].iter().any(|end| content.contains(end));
    if ends { Err("a script cannot be written into the page as it is".into()) } else { Ok(content) }
}

/// A module as text, packed: every browser that runs the page unpacks gzip.
fn packed(wasm: &[u8]) -> Outcome<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(wasm).map_err(|error| error.to_string())?;
    Ok(STANDARD.encode(encoder.finish().map_err(|error| error.to_string())?))
}

fn replaced_once(page: String, from: &str, to: &str) -> Outcome<String> {
    if page.matches(from).count() == 1 {
        Ok(page.replacen(from, to, 1))
    } else {
        Err(format!("the page must hold `{from}` once"))
    }
}

fn text(bytes: Vec<u8>) -> Outcome<String> {
    String::from_utf8(bytes).map_err(|_| "a file of the page is no text".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\n\
        <meta name=\"gouji-core\" content=\"core-1.js\">\n\
        <meta name=\"gouji-full\" content=\"full-1.js\">\n\
        <meta name=\"gouji-version\" content=\"1\">\n\
        <meta name=\"gouji-single\" content=\"\">\n\
        <link rel=\"icon\" href=\"icon.svg\">\n\
        <link rel=\"stylesheet\" href=\"./a.css\">\n\
        <script type=\"module\" src=\"./keep-1.js\"></script>\n\
        <script type=\"module\" src=\"./privacy-1.js\"></script>\n\
        <script type=\"module\" src=\"./boot-1.js\" data-app=\"./app-1.js\" data-wasm=\"./app-1_bg.wasm\"></script>\n\
        </head>\n<body><p>页</p></body>\n</html>\n";

    const FULL: &str =
        "const full = import.meta.url;\nexport { initSync, __wbg_init as default };\n";

    fn read(name: &str) -> Outcome<Vec<u8>> {
        let content = match name {
            "icon.svg" => "<svg/>",
            "./a.css" => "p { color: red }",
            "./privacy-1.js" => "privacy();",
            "./app-1.js" => "const app = 1;\n",
            "full-1.js" => FULL,
            "./app-1_bg.wasm" | "full-1_bg.wasm" => "\0asm",
            _ => return Err(format!("`{name}` was asked for")),
        };
        Ok(content.as_bytes().to_vec())
    }

    #[test]
    fn everything_is_inside_and_allowed_by_its_hash() {
        let page = Single { read: &read }.page(HTML).unwrap();
        let all = tags(&page);
        let outside = |tag: &Tag| {
            tag.get("src").is_some()
                || tag.get("href").is_some_and(|address| !address.starts_with("data:"))
        };
        assert!(!all.iter().any(outside), "{page}");
        let policy =
            all.iter().find_map(|tag| tag.get("http-equiv").and(tag.get("content"))).unwrap();
        for name in ["script", "style"] {
            for tag in all.iter().filter(|tag| tag.name == name && tag.get("id").is_none()) {
                let content = &page[tag.place.end..];
                let content = &content[..content.find(&format!("</{name}>")).unwrap()];
                let hash = STANDARD.encode(Sha256::digest(content));
                assert!(policy.contains(&format!("'sha256-{hash}'")), "{content}");
            }
        }
        assert!(!policy.contains("connect-src") && !policy.contains("'self'"), "{policy}");
        assert!(page.contains("content=\"#worker\"") && page.contains("id=\"worker\""));
        assert!(page.contains("privacy();") && page.contains("data-as=\"file\""));
        assert!(!page.contains("gouji-version"));
    }

    #[test]
    fn what_would_end_its_script_early_is_refused() {
        let html = HTML.replace("privacy-1", "bad-1");
        let read = |name: &str| match name {
            "./bad-1.js" => Ok(b"'</script>'".to_vec()),
            other => read(other),
        };
        assert!(Single { read: &read }.page(&html).unwrap_err().contains("cannot be written"));
    }
}
