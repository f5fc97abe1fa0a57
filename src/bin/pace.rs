//! Times the steps of the pipeline where the page runs them, for `cargo xtask bench-web`.

#[cfg(target_arch = "wasm32")]
#[path = "../../benches/layouts.rs"]
mod layouts;

#[cfg(target_arch = "wasm32")]
mod clock {
    use crate::layouts;
    use gouji::export::Input;
    use gouji::{Options, export, read, recognize, rules};
    use std::hint::black_box;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance)]
        fn now() -> f64;
    }

    /// The layouts that can be timed, one a line.
    #[wasm_bindgen]
    pub fn layouts() -> String {
        layouts::layouts().collect::<Vec<_>>().join("\n")
    }

    /// How many bytes the report in a layout has.
    #[wasm_bindgen]
    pub fn bytes(layout: &str) -> usize {
        layouts::report(layout).len()
    }

    /// Milliseconds that one run of a step takes, over `runs` of them: the clock of a browser is too
    /// coarse for one. What is dropped counts as the step that made it.
    ///
    /// # Errors
    /// A sentence, when there is no such step.
    #[wasm_bindgen]
    pub fn step(step: &str, layout: &str, runs: u32) -> Result<f64, String> {
        let bytes = layouts::report(layout);
        let document = read::read(&bytes, layout).map_err(|error| error.to_string())?;
        let report = recognize::recognize(&document).ok_or("no report")?;
        let review = rules::review(report.clone());
        let input = Input { bytes: &bytes, name: layout };
        let options = Options::default();
        let mut reports = vec![report; if step == "check" { runs as usize } else { 0 }];
        let mut once: Box<dyn FnMut()> = match step {
            "read" => Box::new(|| drop(black_box(read::read(black_box(&bytes), layout)))),
            "recognize" => Box::new(|| drop(black_box(recognize::recognize(black_box(&document))))),
            "check" => Box::new(|| drop(black_box(reports.pop().map(rules::review)))),
            "export" => Box::new(|| {
                drop(black_box(export::review(black_box(&document), &review, input, options)));
            }),
            "json" => {
                let output = export::review(&document, &review, input, options);
                Box::new(move || drop(black_box(serde_json::to_string(black_box(&output)))))
            }
            "whole" => {
                Box::new(|| drop(black_box(gouji::check(black_box(&bytes), layout, options))))
            }
            _ => return Err(format!("no step is called {step}")),
        };
        let start = now();
        (0..runs).for_each(|_| once());
        Ok((now() - start) / f64::from(runs))
    }
}

fn main() {}
