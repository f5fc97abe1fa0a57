//! The tools that build and test the page, in the versions that this is known to work with.
//!
//! Everything comes from rustup and crates.io as source; nothing prebuilt is fetched.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, cargo_bin, find, output, root, run};

/// What the page is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

const TRUNK: &str = "0.21.14";

const GECKODRIVER: &str = "0.37.1";

/// Installs whatever of the wasm target, Trunk and wasm-bindgen is absent or of another version.
///
/// # Errors
/// When something is absent and cannot be installed.
pub fn ensure() -> Outcome {
    ensure_target()?;
    // A debug build of Trunk takes half the time, and it only moves files.
    ensure_program("trunk", "trunk", TRUNK, &["--locked", "--debug"])?;
    // Its lock file names a yanked crate, hence no `--locked`.
    ensure_program("wasm-bindgen", "wasm-bindgen-cli", &locked("wasm-bindgen")?, &[])
}

/// Installs what drives Firefox, for the tests in it.
///
/// # Errors
/// When it cannot be installed.
pub fn ensure_geckodriver() -> Outcome {
    ensure_program("geckodriver", "geckodriver", GECKODRIVER, &["--locked", "--debug"])
}

/// Installs rustfmt and clippy where rustup left them out.
///
/// # Errors
/// When one is absent and rustup cannot add it.
pub fn ensure_components() -> Outcome {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(cargo().args([subcommand, "--version"])).is_err() {
            run(rustup()?.args(["component", "add", component]))?;
        }
    }
    Ok(())
}

fn ensure_target() -> Outcome {
    let folder = output(rustc().args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    run(rustup()?.args(["target", "add", WASM]))
}

/// The compiler, working in the workspace.
pub fn rustc() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(root());
    command
}

/// What manages the toolchain, working in the workspace.
///
/// # Errors
/// When there is none.
pub fn rustup() -> Outcome<Command> {
    let program = find("rustup")
        .or_else(|| cargo_bin().ok().map(|bin| bin.join("rustup")).filter(|file| file.is_file()))
        .ok_or("the toolchain lacks a part and there is no rustup to add it: install rustup")?;
    let mut command = Command::new(program);
    command.current_dir(root());
    Ok(command)
}

fn ensure_program(program: &str, package: &str, version: &str, options: &[&str]) -> Outcome {
    let installed = output(Command::new(cargo_bin()?.join(program)).arg("--version"));
    if installed.is_ok_and(|said| said.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    eprintln!("installing {package} {version} from crates.io");
    run(cargo().args(["install", package, "--version", version, "--force"]).args(options))
}

/// The version of a package that Cargo.lock pins: the command line tool must be the same.
fn locked(package: &str) -> Outcome<String> {
    let file = root().join("Cargo.lock");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("Cargo.lock: {error}"))?;
    version_in(&text, package).ok_or_else(|| format!("Cargo.lock names no `{package}`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let head = format!("name = \"{package}\"\nversion = \"");
    let rest = &lock[lock.find(&head)? + head.len()..];
    Some(rest[..rest.find('"')?].to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn reads_the_version_of_exactly_the_named_package() {
        let lock = "[[package]]\nname = \"b-shared\"\nversion = \"9.0.0\"\n\n\
                    [[package]]\nname = \"b\"\nversion = \"1.2.3\"\n";
        assert_eq!(version_in(lock, "b").as_deref(), Some("1.2.3"));
        assert_eq!(version_in(lock, "shared"), None);
    }
}
