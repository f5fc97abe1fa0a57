//! What the service worker keeps: every file of the page with its hash, and a name for all of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::finish::files;
use crate::single_file::with_meta;

/// The script of the service worker. Its name never changes: browsers look there for updates.
pub const SERVICE_WORKER: &str = "sw.js";

/// What stands in the script before anything is built: the line that is written anew.
const LIST: &str = "const { version: VERSION, files: FILES } = ";

/// The page, whose version is a name for it and for everything that it uses.
const PAGE: &str = "index.html";

/// The `<meta>` that tells the page its version.
const VERSION: &str = "gouji-version";

/// Writes the list of the files in `dist` into its service worker, and the version that they are
/// into its page. A second time it does the same for what has changed since.
///
/// # Errors
/// When the page has no place for the version, or the script none for the list.
pub fn write(dist: &Path) -> Outcome {
    let path = |name: &str| dist.join(name);
    let at = |name: &str, error: std::io::Error| format!("{name}: {error}");
    let html = fs::read_to_string(path(PAGE)).map_err(|error| at(PAGE, error))?;
    let html = with_meta(&html, VERSION, "")?;
    let mut hashes = BTreeMap::new();
    for file in files(dist)? {
        let name = file.to_string_lossy().replace('\\', "/");
        if is_kept(&name) {
            let content = fs::read(path(&name)).map_err(|error| at(&name, error))?;
            hashes.insert(name, hex(&content));
        }
    }
    // The page carries the version, so the version is that of the page without it.
    hashes.insert(PAGE.into(), hex(html.as_bytes()));
    let whole: String = hashes.iter().map(|(name, hash)| format!("{hash} {name}\n")).collect();
    let version = hex(whole.as_bytes())[..16].to_owned();
    let html = with_meta(&html, VERSION, &version)?;
    hashes.insert(PAGE.into(), hex(html.as_bytes()));
    fs::write(path(PAGE), html).map_err(|error| at(PAGE, error))?;

    let script =
        fs::read_to_string(path(SERVICE_WORKER)).map_err(|error| at(SERVICE_WORKER, error))?;
    let script = with_list(&script, &version, &hashes)?;
    fs::write(path(SERVICE_WORKER), script).map_err(|error| at(SERVICE_WORKER, error))
}

/// Whether the page uses a file. What lies beside the page for others is not kept: the package for
/// JavaScript, the page as one file, the schema.
fn is_kept(name: &str) -> bool {
    let beside = [SERVICE_WORKER, crate::single_file::NAME, "gouji-1.schema.json"];
    !name.starts_with("js/") && !beside.contains(&name)
}

fn with_list(script: &str, version: &str, hashes: &BTreeMap<String, String>) -> Outcome<String> {
    let (before, rest) = script
        .split_once(LIST)
        .filter(|(_, rest)| !rest.contains(LIST))
        .ok_or_else(|| format!("{SERVICE_WORKER} must hold `{LIST}` once"))?;
    let (_, after) = rest.split_once("};\n").ok_or("the list of the service worker has no end")?;
    let entries: Vec<_> =
        hashes.iter().map(|(name, hash)| format!("\n  {name:?}: {hash:?}")).collect();
    let list = format!("{{ version: {version:?}, files: {{{},\n}} }};\n", entries.join(","));
    Ok(format!("{before}{LIST}{list}{after}"))
}

fn hex(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<meta name=\"gouji-version\" content=\"\"><p>页</p>";
    const SCRIPT: &str =
        "before\nconst { version: VERSION, files: FILES } = { version: \"\", files: {} };\nafter\n";

    struct Site(std::path::PathBuf);

    impl Site {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("gouji-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("js")).unwrap();
            let site = Self(folder);
            for (name, content) in
                [(PAGE, HTML), (SERVICE_WORKER, SCRIPT), ("a.css", "a"), ("js/gouji.js", "x")]
            {
                site.put(name, content);
            }
            site
        }

        fn put(&self, name: &str, content: &str) {
            fs::write(self.0.join(name), content).unwrap();
        }

        fn written(&self) -> (String, String) {
            write(&self.0).unwrap();
            let read = |name| fs::read_to_string(self.0.join(name)).unwrap();
            (read(PAGE), read(SERVICE_WORKER))
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn the_list_holds_what_the_page_uses_as_it_is_written() {
        let site = Site::new("precache-list");
        let (html, script) = site.written();
        let hash = |content: &str| hex(content.as_bytes());
        assert!(script.contains(&format!("\"a.css\": \"{}\"", hash("a"))), "{script}");
        assert!(script.contains(&format!("\"index.html\": \"{}\"", hash(&html))), "{script}");
        assert!(!script.contains("js/gouji.js") && !script.contains("\"sw.js\""), "{script}");
        assert!(script.starts_with("before\n") && script.ends_with("after\n"));
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let site = Site::new("precache-version");
        let first = site.written();
        assert_eq!(site.written(), first);
        site.put("js/gouji.js", "y");
        assert_eq!(site.written(), first);
        site.put("a.css", "b");
        let second = site.written();
        assert_ne!(second.0, first.0);
        site.put("a.css", "a");
        assert_eq!(site.written(), first);
    }

    #[test]
    fn a_page_or_a_script_without_its_place_stops_the_build() {
        let site = Site::new("precache-place");
        site.put(PAGE, "<p>页</p>");
        assert!(write(&site.0).unwrap_err().contains("gouji-version"));
        site.put(PAGE, HTML);
        site.put(SERVICE_WORKER, "after");
        assert!(write(&site.0).unwrap_err().contains("once"));
    }
}
