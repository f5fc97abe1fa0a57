//! A standard library of the page's own.
//!
//! The one that comes with the compiler is built for speed and keeps the sentences of every panic
//! that could ever happen, with all that formats them. The page cannot show them to anybody: a
//! module that stops is replaced, and the page says so in its own words. Built together with the
//! page, for size and without these sentences, it saves a tenth of the first load.
//!
//! Cargo counts that as unstable and asks for a word that it is meant; the compiler is the same.
//! With another version than the one this was tried with, or where the sources of the library
//! cannot be had, the page is built with the library that is there, and is larger.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::process::{output, run, target};
use crate::tools::{rustc, rustup};

/// The compiler that the flags below are known to work with.
const RUSTC: &str = "rustc 1.95.";

const FLAGS: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort"),
];

/// How Cargo is asked to build wasm for the page.
pub struct Slim {
    target: PathBuf,
    is_possible: bool,
}

impl Slim {
    /// Finds out whether the library can be built here, and has rustup add its sources if they are
    /// absent.
    ///
    /// # Errors
    /// When Cargo or the compiler cannot be asked.
    pub fn new() -> Outcome<Slim> {
        let ensured = ensure_sources();
        if let Err(why) = &ensured {
            eprintln!("the page is built with the common standard library, and is larger: {why}");
        }
        // In a folder of its own: flags that come and go would have everything built again.
        Ok(Slim { target: target()?.join("page"), is_possible: ensured.is_ok() })
    }

    /// Lets a command build with it: Cargo, or what calls Cargo.
    pub fn equip<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("CARGO_TARGET_DIR", &self.target);
        command.envs(FLAGS.into_iter().filter(|_| self.is_possible))
    }

    /// Where such a command puts what it makes.
    pub fn target(&self) -> &Path {
        &self.target
    }
}

fn ensure_sources() -> Outcome {
    let version = output(rustc().arg("--version"))?;
    if !version.starts_with(RUSTC) {
        return Err(format!("that was tried with {RUSTC}*, this is {}", version.trim()));
    }
    let sysroot = output(rustc().args(["--print", "sysroot"]))?;
    let lock = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if lock.is_file() {
        return Ok(());
    }
    run(rustup()?.args(["component", "add", "rust-src"]))
}
