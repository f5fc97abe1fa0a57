//! `cargo xtask bench-web`: how long the built page takes in a browser: each step of the pipeline,
//! a file from sending it to a worker to its answer, and a keystroke until it is painted.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{cargo, cargo_bin, run, target};
use crate::slim::Slim;
use crate::tools::WASM;
use crate::{Outcome, browser};

/// Times the page that was built last and the files of a folder, and prints tables. Without a
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
            target()?.join("tmp/bench")
        }
    };
    // The tests run in another folder than this.
    let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
    run(cargo()
        .args(["test", "--quiet", "--locked", "--package", "browser-tests", "--test", "browser"])
        .env("GOUJI_BENCH", folder)
        .env("GOUJI_PACE", pace()?))
}

/// Builds what times the steps of the pipeline, as each build of the core is built, and gives the
/// folder with both.
fn pace() -> Outcome<PathBuf> {
    let slim = Slim::new()?;
    let folder = target()?.join("tmp/pace");
    for (build, profile, features) in
        [("core", "worker", "pace"), ("full", "release", "pace,readers")]
    {
        let what = ["build", "--locked", "--package", "gouji", "--bin", "pace", "--target", WASM];
        let how = ["--profile", profile, "--no-default-features", "--features", features];
        run(slim.equip(cargo().args(what).args(how)))?;
        run(Command::new(cargo_bin()?.join("wasm-bindgen"))
            .arg(slim.target().join(WASM).join(profile).join("pace.wasm"))
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(folder.join(build)))?;
    }
    Ok(folder)
}
