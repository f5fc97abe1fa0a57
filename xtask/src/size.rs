//! How much the page weighs.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Outcome;
use crate::finish::{files, references, wasm_of};
use crate::markup::tags;

/// The most that the first load may transfer, in bytes of gzip.
pub const BUDGET: usize = 300_000;

/// The sizes of a built page.
#[derive(Debug)]
pub struct Sizes {
    files: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    first_load: bool,
}

/// Measures every file of the built page in `dist`.
///
/// # Errors
/// When a file cannot be read.
pub fn measure(dist: &Path) -> Outcome<Sizes> {
    let html = std::fs::read_to_string(dist.join("index.html"))
        .map_err(|error| format!("index.html: {error}"))?;
    let names: BTreeSet<String> =
        files(dist)?.into_iter().map(|file| file.to_string_lossy().replace('\\', "/")).collect();
    let mut first = first_of(&html);
    first.insert("index.html".into());
    // A script of wasm-bindgen fetches its wasm; the page names only the script of a worker.
    let wasm: Vec<_> = first.iter().filter_map(|script| wasm_of(script)).collect();
    first.extend(wasm);
    let mut entries = Vec::new();
    for name in names {
        let content =
            std::fs::read(dist.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        // The fuller worker is loaded when a file needs it; scripts in `snippets/` are imported.
        let first_load =
            (first.contains(&name) && !name.starts_with("full-")) || name.starts_with("snippets/");
        let (gzip, brotli) = (gzip(&content)?, brotli(&content)?);
        entries.push(Entry { raw: content.len(), gzip, brotli, first_load, name });
    }
    Ok(Sizes { files: entries })
}

/// The files that a page names and loads at once.
fn first_of(html: &str) -> BTreeSet<String> {
    // The icon of a home screen is fetched by whoever puts the page there.
    let later = tags(html).into_iter().filter(|tag| tag.get("rel") == Some("apple-touch-icon"));
    let later: BTreeSet<_> = later.flat_map(|tag| references(&html[tag.place])).collect();
    references(html).difference(&later).cloned().collect()
}

impl Sizes {
    /// What the first load transfers, in bytes of gzip.
    pub fn first_load(&self) -> usize {
        self.files.iter().filter(|file| file.first_load).map(|file| file.gzip).sum()
    }

    /// Whether the first load stays within [`BUDGET`].
    ///
    /// # Errors
    /// When it does not, or when what was measured is no whole page.
    pub fn within_budget(&self) -> Outcome {
        for kind in ["app-", "core-"] {
            let counted = |file: &Entry| {
                file.first_load && file.name.starts_with(kind) && file.name.ends_with(".wasm")
            };
            if self.files.iter().filter(|file| counted(file)).count() != 1 {
                return Err(format!("the first load must hold one wasm of `{kind}`"));
            }
        }
        let load = self.first_load();
        if load <= BUDGET {
            Ok(())
        } else {
            Err(format!("the first load is {load} bytes of gzip, more than {BUDGET}"))
        }
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.files.iter().map(|file| file.name.len()).max().unwrap_or(0).max(10);
        let heads = ["raw", "gzip", "brotli"].map(|head| format!("{head:>9}")).join("  ");
        writeln!(out, "{:width$}  {heads}  first load", "file")?;
        for Entry { name, raw, gzip, brotli, first_load } in &self.files {
            let mark = if *first_load { "yes" } else { "" };
            writeln!(out, "{name:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}  {mark}")?;
        }
        let first = self.files.iter().filter(|file| file.first_load);
        let (raw, brotli) =
            first.fold((0, 0), |(raw, brotli), file| (raw + file.raw, brotli + file.brotli));
        let gzip = self.first_load();
        writeln!(out, "{:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}", "first load")
    }
}

/// The length of `content` as a static host would send it (gzip, level 9).
fn gzip(content: &[u8]) -> Outcome<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).map_err(|error| error.to_string())?;
    encoder.finish().map(|packed| packed.len()).map_err(|error| error.to_string())
}

/// The length of `content` as a host would send it that packs ahead (brotli, level 9: the last two take minutes).
fn brotli(content: &[u8]) -> Outcome<usize> {
    let options = brotli::enc::BrotliEncoderParams { quality: 9, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    let done = brotli::BrotliCompress(&mut &content[..], &mut packed, &options);
    done.map(|_| packed.len()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(app: usize, core: usize) -> Sizes {
        let entry = |name: &str, gzip| Entry {
            name: name.into(),
            raw: gzip,
            gzip,
            brotli: gzip,
            first_load: true,
        };
        Sizes { files: vec![entry("app-1_bg.wasm", app), entry("core-1_bg.wasm", core)] }
    }

    #[test]
    fn the_icon_of_a_home_screen_is_no_part_of_the_first_load() {
        let html = "<link rel=\"icon\" href=\"./icon.svg\">\
                    <link rel=\"apple-touch-icon\" href=\"icon-192.png\">";
        assert_eq!(first_of(html), BTreeSet::from(["icon.svg".to_owned()]));
    }

    #[test]
    fn the_budget_counts_both_modules() {
        assert_eq!(sizes(BUDGET - 200_000, 200_000).within_budget(), Ok(()));
        assert!(sizes(BUDGET - 200_000 + 1, 200_000).within_budget().is_err());
        let mut half = sizes(1, 1);
        half.files.pop();
        assert!(half.within_budget().unwrap_err().contains("core-"));
    }
}
