//! The release page: Trunk, then what Trunk leaves to do.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{cargo, cargo_bin, root, run};
use crate::slim::Slim;
use crate::tools::WASM;
use crate::{Outcome, finish, javascript, precache, single_file, tools};

/// Builds the release page into `dist/` and gives that folder.
///
/// # Errors
/// When a tool is absent and cannot be installed, the build fails, or it gives something else
/// than expected.
pub fn build() -> Outcome<PathBuf> {
    tools::ensure()?;
    let slim = Slim::new()?;
    // Trunk works offline, so that it looks for no tools of its own; cargo below it then too.
    // What only the library needs for wasm is fetched for wasm alone.
    for target in [&[][..], &["--target", WASM]] {
        run(slim.equip(cargo().args(["fetch", "--quiet", "--locked"]).args(target)))?;
    }
    let dist = root().join("dist");
    if dist.exists() {
        std::fs::remove_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    }
    let bin = cargo_bin()?;
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(bin.clone()).chain(std::env::split_paths(&folders));
    let path = std::env::join_paths(folders).map_err(|error| error.to_string())?;
    run(slim
        .equip(&mut Command::new(bin.join("trunk")))
        .current_dir(root())
        .args(["build", "--release", "--offline", "--locked", "--skip-version-check", "--dist"])
        .arg(&dist)
        .env("PATH", path)
        // Trunk 0.21 takes `NO_COLOR=1` for a wrong value of its own option and stops.
        .env_remove("NO_COLOR"))?;
    finish::finish(&dist)?;
    javascript::build(&dist, &slim)?;
    single_file::write(&dist)?;
    precache::write(&dist)?;
    Ok(dist)
}
