//! Starting other programs: where they are, how they are reported.

use std::path::PathBuf;
use std::process::Command;

use crate::Outcome;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    // Cargo says whose program runs: ours, or the browser tests.
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = own.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file());
    root.expect("every package lies in the workspace").to_path_buf()
}

/// The cargo that started us, working in the workspace.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> Outcome<PathBuf> {
    let home = match std::env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => std::env::home_dir().ok_or("there is no home directory")?.join(".cargo"),
    };
    Ok(home.join("bin"))
}

/// Where Cargo puts what it makes.
pub fn target() -> Outcome<PathBuf> {
    let told =
        output(cargo().args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let told: serde_json::Value = serde_json::from_str(&told).map_err(|error| error.to_string())?;
    let folder = told["target_directory"].as_str().map(PathBuf::from);
    folder.ok_or_else(|| "cargo names no target directory".into())
}

/// The full path of a program, if the search path has it.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a command and shows what it prints.
///
/// # Errors
/// When it cannot be started, or ends with another status than 0.
pub fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    let status = command.status().map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs a command and gives what it prints.
///
/// # Errors
/// When it cannot be started, or ends with another status than 0.
pub fn output(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let done = command.output().map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&done.stderr);
        Err(format!("`{shown}` failed ({}): {}", done.status, said.trim()))
    }
}

/// A command as one would type it.
pub fn show(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
