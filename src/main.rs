//! The command line: `gouji check FILE…`. The only place that opens files.

#[cfg(not(target_arch = "wasm32"))]
mod command_line;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command_line::run()
}

/// There is no command line in a browser; the target exists so that a build of all of them works.
#[cfg(target_arch = "wasm32")]
fn main() {}
