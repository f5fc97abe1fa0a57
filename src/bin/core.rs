//! The pipeline as wasm, run in a worker of the page: the light build, which reads text.

fn main() {
    #[cfg(target_arch = "wasm32")]
    gouji::worker::start();
}
