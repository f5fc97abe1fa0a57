//! `cargo xtask bench-web`: how long the workers of the built page take for a file.

use std::path::PathBuf;

use crate::process::{cargo, root, run};
use crate::{Outcome, browser};

/// Times the files of a folder in the page that was built last, and prints a table. Without a
/// folder, the files that the tests of the main package prepare: a web page of 70 KB, a Word
/// document, a workbook, a PDF of 8 pages, and 10 KB of text in each layout.
///
/// # Errors
/// When there is no browser, or the files cannot be written or timed.
pub fn run_over(folder: Option<&str>) -> Outcome {
    browser::ensure()?;
    let folder = match folder {
        Some(folder) => PathBuf::from(folder),
        None => {
            run(cargo()
                .args(["test", "--quiet", "--locked", "--package", "gouji"])
                .args(["--test", "it", "prepared"]))?;
            target().join("tmp/bench")
        }
    };
    // The tests run in another folder than this.
    let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
    run(cargo()
        .args(["test", "--quiet", "--locked", "--package", "browser-tests", "--test", "browser"])
        .env("GOUJI_BENCH", folder))
}

/// Where Cargo puts what it makes, unless a configuration file says otherwise.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
