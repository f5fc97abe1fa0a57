//! What is left to do when Trunk is done.
//!
//! Trunk names the files of the page by their content, but not those of the workers, nor what it
//! copies. A static host may keep an old file for long, and then an old worker would meet a new
//! page. So here every file that is loaded gets its content into its name, and the one place that
//! names it is rewritten. Whatever is not as expected stops the build.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::markup::{Tag, tags};
use crate::{squeeze, wasm};

/// The workers: `<meta name="gouji-core" content="core.js">` tells the page where one is.
const WORKERS: [Worker; 2] = [
    Worker { meta: "gouji-core", required: true },
    // The build that also reads files; there is none yet.
    Worker { meta: "gouji-full", required: false },
];

struct Worker {
    meta: &'static str,
    required: bool,
}

/// Finishes the build in `dist`.
///
/// # Errors
/// When a file or a reference is not there, or something is that a strict policy would block.
pub fn finish(dist: &Path) -> Outcome {
    let page = dist.join("index.html");
    let mut html = read(&page)?;
    shrink(dist)?;
    squeeze_scripts(dist)?;
    html = join_styles(dist, html)?;
    for worker in WORKERS {
        html = name_worker(dist, html, &worker)?;
    }
    html = name_app(dist, html)?;
    html = name_scripts(dist, html)?;
    write(&page, html.as_bytes())?;
    for file in files(dist)? {
        if file.to_string_lossy().ends_with(".d.ts") {
            fs::remove_file(dist.join(&file)).map_err(|error| at(&file, error))?;
        }
    }
    inspect(dist, &html)
}

/// Drops from every module in a folder what browsers do not need, and shortens the names that it
/// shares with its script.
///
/// # Errors
/// When a module is none, or has no script.
pub fn shrink(folder: &Path) -> Outcome {
    for file in files(folder)? {
        if file.extension().is_some_and(|kind| kind == "wasm") {
            let path = folder.join(&file);
            let module = fs::read(&path).map_err(|error| at(&file, error))?;
            let bare = wasm::without_custom_sections(&module)
                .ok_or_else(|| format!("{} is no wasm module", file.display()))?;
            let script = script_of(&path.to_string_lossy())
                .ok_or_else(|| format!("{} is not named as a module is", file.display()))?;
            let text = read(Path::new(&script))?;
            let (module, text) = wasm::with_short_names(&bare, &text)
                .ok_or_else(|| format!("{} shares more than functions", file.display()))?;
            write(&path, &module)?;
            write(Path::new(&script), text.as_bytes())?;
        }
    }
    Ok(())
}

/// Drops from every script of the page what only people read.
fn squeeze_scripts(dist: &Path) -> Outcome {
    for file in files(dist)? {
        if file.extension().is_some_and(|kind| kind == "js") {
            let path = dist.join(&file);
            let script = squeeze::script(&read(&path)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            write(&path, script.as_bytes())?;
        }
    }
    Ok(())
}

/// Makes one file of all style sheets, in their order: it packs better, and is asked for once.
fn join_styles(dist: &Path, mut html: String) -> Outcome<String> {
    let all = tags(&html);
    let is_style = |tag: &&Tag| tag.name == "link" && tag.get("rel") == Some("stylesheet");
    let styles: Vec<&Tag> = all.iter().filter(is_style).collect();
    let mut joined = String::new();
    for tag in &styles {
        let name = tag.get("href").unwrap_or_default();
        let path = dist.join(name.strip_prefix("./").unwrap_or(name));
        joined.push_str(&squeeze::style(&read(&path)?));
        fs::remove_file(&path).map_err(|error| at(&path, error))?;
    }
    let name = format!("style-{}.css", short(Sha256::new_with_prefix(&joined)));
    let mut places: Vec<_> = styles.iter().map(|tag| tag.place.clone()).collect();
    let Some(first) = (!places.is_empty()).then(|| places.remove(0)) else { return Ok(html) };
    for place in places.into_iter().rev() {
        html.replace_range(place, "");
    }
    html.replace_range(first, &format!("<link rel=\"stylesheet\" href=\"./{name}\">"));
    write(&dist.join(name), joined.as_bytes())?;
    Ok(html)
}

/// Every file below `folder`, relative to it, sorted.
///
/// # Errors
/// When a folder cannot be listed.
pub fn files(folder: &Path) -> Outcome<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).map_err(|error| at(&here, error))? {
            let path = entry.map_err(|error| at(&here, error))?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).expect("it lies within").to_path_buf());
            }
        }
    }
    Ok(found)
}

/// The files that a page names in its attributes, relative to it.
pub fn references(html: &str) -> BTreeSet<String> {
    let loaded = ["css", "js", "wasm", "svg", "png", "ico", "webmanifest", "woff2"];
    tags(html)
        .iter()
        .flat_map(Tag::values)
        .filter(|value| !value.contains(char::is_whitespace) && !value.contains(':'))
        .filter(|value| value.rsplit_once('.').is_some_and(|(_, kind)| loaded.contains(&kind)))
        .map(|value| value.strip_prefix("./").unwrap_or(value).to_owned())
        .collect()
}

/// The wasm that belongs to a script of wasm-bindgen.
pub fn wasm_of(script: &str) -> Option<String> {
    script.strip_suffix(".js").map(|stem| format!("{stem}_bg.wasm"))
}

/// The script that belongs to a wasm of wasm-bindgen.
fn script_of(wasm: &str) -> Option<String> {
    wasm.strip_suffix("_bg.wasm").map(|stem| format!("{stem}.js"))
}

/// Names a worker's script and wasm by content: the script names its wasm, the page the script.
fn name_worker(dist: &Path, html: String, worker: &Worker) -> Outcome<String> {
    let all = tags(&html);
    let places: Vec<_> = all
        .iter()
        .filter(|tag| tag.name == "meta" && tag.get("name") == Some(worker.meta))
        .collect();
    let [place] = places[..] else {
        return match places.len() {
            0 if !worker.required => Ok(html),
            count => Err(format!(
                "index.html must hold one <meta name=\"{}\">, it holds {count}",
                worker.meta
            )),
        };
    };
    let script = place.get("content").unwrap_or_default();
    if script.is_empty() && !worker.required {
        return Ok(html);
    }
    let script = script.strip_prefix("./").unwrap_or(script);
    let old_wasm = wasm_of(script)
        .ok_or_else(|| format!("<meta name=\"{}\"> names no script: `{script}`", worker.meta))?;
    let text = read(&dist.join(script))?;
    // wasm-bindgen writes `new URL('core_bg.wasm', import.meta.url)`.
    let quoted = format!("'{old_wasm}'");
    if text.matches(&quoted).count() != 1 {
        return Err(format!("{script} must name {quoted} exactly once: has wasm-bindgen changed?"));
    }
    let stem = script.trim_end_matches(".js");
    let new_stem = name_pair(dist, stem, stem)?;
    let place = place.place_of("content").expect("it was read above");
    let mut html = html.clone();
    html.replace_range(place, &format!("{new_stem}.js"));
    Ok(html)
}

/// Names the page's own script and wasm by content: Trunk did so before they were shrunk.
fn name_app(dist: &Path, html: String) -> Outcome<String> {
    let all = tags(&html);
    let script = all.iter().find_map(|tag| tag.get("data-app"));
    let script = script.ok_or("no script of index.html names the app in `data-app`")?;
    let stem = script.trim_start_matches("./").trim_end_matches(".js");
    let name = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
    let new_stem = name_pair(dist, stem, name)?;
    Ok(html.replace(stem, &new_stem))
}

/// Gives a script and its wasm one name of `name` and their content, so that the script's own rule
/// for its wasm stays true; the new name without what tells the two apart.
fn name_pair(dist: &Path, stem: &str, name: &str) -> Outcome<String> {
    let pair = |stem: &str| [format!("{stem}.js"), format!("{stem}_bg.wasm")];
    let [script, wasm] = pair(stem);
    let module = fs::read(dist.join(&wasm)).map_err(|error| at(&wasm, error))?;
    let text = read(&dist.join(&script))?;
    let mut both = Sha256::new();
    both.update(&module);
    both.update(&text);
    let new_stem = format!("{name}-{}", short(both));
    let [new_script, new_wasm] = pair(&new_stem);
    for old in [&script, &wasm] {
        fs::remove_file(dist.join(old)).map_err(|error| at(old, error))?;
    }
    write(&dist.join(new_script), text.replace(&wasm, &new_wasm).as_bytes())?;
    write(&dist.join(new_wasm), &module)?;
    Ok(new_stem)
}

/// Names the scripts by content that the page loads as they were copied.
fn name_scripts(dist: &Path, mut html: String) -> Outcome<String> {
    let mut done = 0;
    while let Some(tag) = tags(&html).into_iter().filter(|tag| tag.name == "script").nth(done) {
        done += 1;
        let Some(source) = tag.get("src") else { continue };
        let name = source.strip_prefix("./").unwrap_or(source).to_owned();
        if is_hashed(&name) {
            continue;
        }
        let place = tag.place_of("src").expect("it was read above");
        let text = fs::read(dist.join(&name)).map_err(|error| at(&name, error))?;
        let stem = name.strip_suffix(".js").ok_or_else(|| format!("`{name}` is no script"))?;
        let new_name = format!("{stem}-{}.js", short(Sha256::new_with_prefix(&text)));
        fs::rename(dist.join(&name), dist.join(&new_name)).map_err(|error| at(&name, error))?;
        html.replace_range(place, &format!("./{new_name}"));
    }
    Ok(html)
}

/// Looks whether the page is whole and fit for its own policy.
fn inspect(dist: &Path, html: &str) -> Outcome {
    let all = tags(html);
    let policy = all
        .iter()
        .position(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"))
        .ok_or("index.html holds no Content-Security-Policy")?;
    if all[..policy].iter().any(|tag| matches!(tag.name, "script" | "link" | "style")) {
        return Err("index.html loads something before its Content-Security-Policy".into());
    }
    for tag in &all {
        let inline = match tag.name {
            "script" => tag.get("src").is_none(),
            "style" => true,
            _ => tag.get("style").is_some(),
        };
        if inline {
            let text = &html[tag.place.clone()];
            return Err(format!("index.html holds what its policy blocks: {text}"));
        }
    }
    let present = files(dist)?;
    for reference in references(html) {
        if !present.contains(Path::new(&reference)) {
            return Err(format!("index.html names `{reference}`, which was not built"));
        }
    }
    for file in present {
        let name = file.to_string_lossy();
        if name.ends_with(".wasm") && !is_hashed(&name) {
            return Err(format!("{name} does not carry its content in its name"));
        }
    }
    Ok(())
}

/// Whether a name ends in `-` and a hash in hexadecimal digits, before extension and `_bg`. Trunk
/// leaves out leading zeros.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    (10..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn short(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| at(path, error))
}

fn write(path: &Path, content: &[u8]) -> Outcome {
    fs::write(path, content).map_err(|error| at(path, error))
}

fn at(path: impl AsRef<Path>, error: std::io::Error) -> String {
    format!("{}: {error}", path.as_ref().display())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const HTML: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
        <link rel=\"stylesheet\" href=\"./one-0123456789abcdef.css\">\
        <link rel=\"stylesheet\" href=\"two.css\">\
        <meta name=\"gouji-core\" content=\"core.js\">\
        <script type=\"module\" src=\"./boot.js\" data-app=\"./app-0123456789abcdef.js\" data-wasm=\"./app-0123456789abcdef_bg.wasm\"></script>";

    /// A folder as Trunk leaves it, with `html` as its page; removed when dropped.
    struct Built(PathBuf);

    impl Built {
        fn new(html: &str) -> Self {
            static COUNT: AtomicU32 = AtomicU32::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("gouji-finish-{}-{number}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            fs::create_dir_all(&folder).unwrap();
            let files: [(&str, &[u8]); 9] = [
                ("index.html", html.as_bytes()),
                ("one-0123456789abcdef.css", b"a { b: c }\n"),
                ("two.css", b"/* two */\nd { e: f }\n"),
                ("boot.js", b"// boot\n  boot\n"),
                ("app-0123456789abcdef.js", b"app"),
                ("app-0123456789abcdef_bg.wasm", b"\0asm\x01\0\0\0"),
                ("core.js", b"new URL('core_bg.wasm', import.meta.url)"),
                ("core_bg.wasm", b"\0asm\x01\0\0\0"),
                ("core.d.ts", b"types"),
            ];
            for (name, content) in files {
                fs::write(folder.join(name), content).unwrap();
            }
            Self(folder)
        }

        fn finish(&self) -> Outcome<Vec<String>> {
            finish(&self.0)?;
            let names = files(&self.0)?;
            Ok(names.into_iter().map(|name| name.to_string_lossy().into_owned()).collect())
        }
    }

    impl Drop for Built {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn names_workers_and_scripts_by_content() {
        let built = Built::new(HTML);
        let names = built.finish().unwrap();
        let core = names.iter().find(|name| name.starts_with("core-") && name.ends_with(".js"));
        let core = core.expect("the worker's script");
        let wasm = wasm_of(core).unwrap();
        assert!(is_hashed(core) && names.contains(&wasm));
        assert_eq!(
            read(&built.0.join(core)).unwrap(),
            format!("new URL('{wasm}', import.meta.url)\n")
        );
        let html = read(&built.0.join("index.html")).unwrap();
        assert!(html.contains(&format!("content=\"{core}\"")), "{html}");
        assert!(references(&html).iter().all(|name| names.contains(name)));
        assert!(!names.iter().any(|name| {
            ["core.js", "core_bg.wasm", "core.d.ts", "boot.js"].contains(&name.as_str())
        }));
    }

    #[test]
    fn styles_are_one_file_and_scripts_are_short() {
        let built = Built::new(HTML);
        let names = built.finish().unwrap();
        let content = |start: &str, end: &str| {
            let is = |name: &&String| name.starts_with(start) && name.ends_with(end);
            let found: Vec<_> = names.iter().filter(is).collect();
            let [name] = found[..] else { panic!("{found:?}") };
            read(&built.0.join(name)).unwrap()
        };
        assert_eq!(content("", ".css"), "a{b:c}d{e:f}");
        assert_eq!(content("boot-", ".js"), "boot\n");
        let html = read(&built.0.join("index.html")).unwrap();
        assert_eq!(html.matches("stylesheet").count(), 1, "{html}");
    }

    #[test]
    fn another_content_is_another_name() {
        for (file, kind) in [("core_bg.wasm", "core-"), ("app-0123456789abcdef_bg.wasm", "app-")] {
            let (one, two) = (Built::new(HTML), Built::new(HTML));
            fs::write(two.0.join(file), b"\0asm\x01\0\0\0\x01\x01\0").unwrap();
            let (one, two) = (one.finish().unwrap(), two.finish().unwrap());
            let pair: Vec<_> = one.iter().filter(|name| name.starts_with(kind)).collect();
            assert_eq!(pair.len(), 2);
            assert!(pair.iter().all(|name| !two.contains(name)), "{one:?} {two:?}");
        }
    }

    #[test]
    fn stops_when_something_is_not_as_expected() {
        let refused = |html: &str| Built::new(html).finish().unwrap_err();
        assert!(refused(&HTML.replace("gouji-core", "other")).contains("it holds 0"));
        assert!(refused(&HTML.replace("core.js", "none.js")).contains("none.js"));
        assert!(refused(&format!("{HTML}<link href=\"gone.svg\">")).contains("was not built"));
        assert!(refused(&HTML.replace("Content-Security", "X")).contains("no Content-Security"));
        assert!(refused(&format!("{HTML}<script>1</script>")).contains("policy blocks"));
        assert!(refused(&format!("<link rel=\"x\">{HTML}")).contains("before its"));
        let built = Built::new(HTML);
        fs::write(built.0.join("core.js"), "no wasm here").unwrap();
        assert!(built.finish().unwrap_err().contains("exactly once"));
        let built = Built::new(HTML);
        fs::write(built.0.join("other_bg.wasm"), b"\0asm\x01\0\0\0").unwrap();
        assert!(built.finish().unwrap_err().contains("other.js"));
        fs::write(built.0.join("other.js"), "wasm").unwrap();
        assert!(built.finish().unwrap_err().contains("other_bg.wasm"));
    }
}
