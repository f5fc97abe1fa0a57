//! The page as wasm.

fn main() {
    #[cfg(target_arch = "wasm32")]
    gouji::app::start();
}
