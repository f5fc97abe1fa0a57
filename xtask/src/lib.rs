//! What `cargo xtask` does: tools, the release page, its checks, a plain file server.
//!
//! Everything here works from a fresh clone with only a Rust toolchain and a C linker; what is
//! missing is installed, or a sentence says what to install.

pub mod browser;
pub mod finish;
pub mod javascript;
pub mod markup;
pub mod page;
pub mod precache;
pub mod process;
pub mod single_file;
pub mod size;
pub mod slim;
pub mod speed;
pub mod squeeze;
pub mod static_server;
pub mod suite;
pub mod tools;
pub mod types;
pub mod wasm;

/// What a step gives; the error is a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;
