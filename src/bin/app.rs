//! The page as wasm.
fn main() {}
