//! The command line: `gouji check FILE…`. The only place that opens files.

#[cfg(not(target_arch = "wasm32"))]
mod command_line;

/// A check takes and gives back some thousand strings and lists, most of them small: here in an
/// eighth less time than by the allocator of the C library. The library leaves that to its users.
#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command_line::run()
}

/// There is no command line in a browser; the target exists so that a build of all of them works.
#[cfg(target_arch = "wasm32")]
fn main() {}
