//! The pipeline as wasm with every reader; it takes over from `core` when a file needs one.

fn main() {
    #[cfg(target_arch = "wasm32")]
    gouji::worker::start();
}
