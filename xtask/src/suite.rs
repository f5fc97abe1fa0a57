//! `cargo xtask test`: everything that must hold, in one go, with one tally.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use crate::process::{cargo, output, show};
use crate::tools::WASM;
use crate::{Outcome, browser, javascript, page, size, tools};

/// The packages with native tests. The browser tests are left out here, because their WebDriver
/// client would switch on features of shared crates, such as all of `regex`, that the product
/// does not have.
const OWN: [&str; 4] = ["--package", "gouji", "--package", "xtask"];

/// The tests of the built page.
const BROWSER: [&str; 4] = ["--package", "browser-tests", "--test", "browser"];

/// Runs all checks, prints a tally, and fails if anything failed or did not run.
pub fn run() -> ExitCode {
    let mut suite = Suite::default();
    suite.check("tools", || tools::ensure_components().and_then(|()| tools::ensure()));
    suite.check("formatting", || crate::process::run(cargo().args(["fmt", "--all", "--check"])));
    suite.check("lints, native", || {
        lint(&["--workspace", "--all-targets"])?;
        // "All targets" leaves out what `cargo test` does not run by default.
        lint(&["--workspace", "--test", "browser"])
    });
    for module in ["app", "core", "js", "pace"] {
        suite.check(&format!("lints, {module} as wasm"), || {
            lint(&["--package", "gouji", "--target", WASM, "--bin", module, "--features", module])
        });
    }
    suite.check("the pipeline is free of Leptos", pipeline_is_free_of_leptos);
    suite.tests("tests", cargo_test().args(OWN));
    suite.corpus();
    let built = suite.check("release page", || page::build().map(drop));
    if built {
        suite.check("package for JavaScript", || {
            javascript::try_package(&crate::process::root().join("dist"))
        });
        suite.check("size of the first load", || {
            let sizes = size::measure(&crate::process::root().join("dist"))?;
            print!("{sizes}");
            sizes.within_budget()
        });
    }
    if suite.check("browser", browser::ensure) && built {
        suite.tests("tests in a browser", cargo_test().args(BROWSER));
    } else {
        suite.fail("tests in a browser", "did not run");
    }
    suite.tally()
}

/// Builds the page and tests it in Firefox: what tells most, or everything.
///
/// # Errors
/// When something is absent, does not build, or fails.
pub fn in_firefox(everything: bool) -> Outcome {
    browser::ensure_firefox()?;
    page::build()?;
    let files = ["--package", "gouji", "--test", "it", "prepared"];
    crate::process::run(cargo_test().args(files))?;
    let mut tests = cargo_test();
    if !everything {
        tests.env("GOUJI_SHORT", "1");
    }
    crate::process::run(tests.args(BROWSER).env("GOUJI_ENGINE", "firefox"))
}

/// What was counted so far.
#[derive(Default)]
struct Suite {
    lines: Vec<String>,
    passed: usize,
    failed: usize,
    ignored: usize,
}

impl Suite {
    /// One check that passes or fails as a whole. Whether it passed.
    fn check(&mut self, name: &str, check: impl FnOnce() -> Outcome) -> bool {
        eprintln!("\n== {name}");
        let start = Instant::now();
        match check() {
            Ok(()) => {
                self.passed += 1;
                self.lines.push(format!("  ok    {name} ({:.0?})", start.elapsed()));
                true
            }
            Err(sentence) => {
                eprintln!("error: {sentence}");
                self.fail(name, &sentence);
                false
            }
        }
    }

    fn fail(&mut self, name: &str, why: &str) {
        self.failed += 1;
        let why = why.lines().next().unwrap_or_default();
        self.lines.push(format!("  FAIL  {name}: {why}"));
    }

    /// A run of `cargo test`: its tests count one by one.
    fn tests(&mut self, name: &str, command: &mut Command) {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let (counted, outcome) = count(command);
        self.passed += counted.passed;
        self.failed += counted.failed;
        self.ignored += counted.ignored;
        let figures = format!("{} passed, {} failed", counted.passed, counted.failed);
        match outcome {
            Err(sentence) if counted.failed == 0 => self.fail(name, &sentence),
            Ok(()) if counted.passed == 0 => self.fail(name, "no test ran"),
            outcome => {
                let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
                self.lines.push(format!("  {mark}  {name}: {figures} ({:.0?})", start.elapsed()));
            }
        }
    }

    /// The tests over real reports, which are no part of the project: `GOUJI_CORPUS` names them.
    fn corpus(&mut self) {
        let Some(folder) = std::env::var_os("GOUJI_CORPUS") else { return };
        let name = "tests over GOUJI_CORPUS";
        if !Path::new(&folder).is_dir() {
            return self.fail(name, "it names no folder");
        }
        let ignored = std::mem::take(&mut self.ignored);
        // Not the examples in the documentation: there `ignore` means that they do not compile.
        let kinds = ["--lib", "--bins", "--tests", "--", "--ignored"];
        self.tests(name, cargo_test().args(OWN).args(kinds));
        self.lines.push(format!("        ({ignored} tests that were ignored before this)"));
    }

    fn tally(&self) -> ExitCode {
        println!("\n{}", self.lines.join("\n"));
        let ignored = match self.ignored {
            0 => String::new(),
            count => format!(", {count} not run (GOUJI_CORPUS names no folder)"),
        };
        println!("\n{} passed, {} failed{ignored}", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn lint(scope: &[&str]) -> Outcome {
    crate::process::run(
        cargo().args(["clippy", "--locked"]).args(scope).args(["--", "-D", "warnings"]),
    )
}

fn cargo_test() -> Command {
    let mut command = cargo();
    // A snapshot that differs is a failure, and no file is left behind.
    command.args(["test", "--locked", "--no-fail-fast"]).env("INSTA_UPDATE", "no");
    command
}

/// Neither the worker nor the command line may drag the page along: it would bring back the
/// large regex, and native tests that compile a browser framework.
fn pipeline_is_free_of_leptos() -> Outcome {
    let graph = |options: &[&str]| {
        let fixed = ["tree", "--locked", "--package", "gouji", "--prefix", "none"];
        output(cargo().args(fixed).args(["--edges", "normal,build"]).args(options))
    };
    let leptos = |tree: &str| tree.lines().any(|line| line.starts_with("leptos"));
    if !leptos(&graph(&["--target", WASM, "--features", "app"])?) {
        return Err("the page's graph shows no Leptos: this check no longer sees anything".into());
    }
    for (name, options) in [
        ("worker", &["--target", WASM, "--features", "core"][..]),
        ("library as wasm", &["--target", WASM]),
        ("library and command line", &["--all-features"]),
    ] {
        if leptos(&graph(options)?) {
            return Err(format!("the graph of the {name} holds Leptos"));
        }
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq)]
struct Counted {
    passed: usize,
    failed: usize,
    ignored: usize,
}

impl Counted {
    /// Adds a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn add(&mut self, line: &str) {
        let Some(result) = line.trim_start().strip_prefix("test result: ") else { return };
        let result = result.split_once(". ").map_or("", |(_, figures)| figures);
        for figure in result.split("; ") {
            let Some((count, what)) = figure.split_once(' ') else { continue };
            let Ok(count) = count.parse::<usize>() else { continue };
            match what {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.ignored += count,
                _ => {}
            }
        }
    }
}

/// Runs tests, shows what they print, and counts them.
fn count(command: &mut Command) -> (Counted, Outcome) {
    let shown = show(command);
    let mut counted = Counted::default();
    let mut child = match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return (counted, Err(format!("`{shown}` did not start: {error}"))),
    };
    let lines = BufReader::new(child.stdout.take().expect("it is piped")).split(b'\n');
    for line in lines.map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counted.add(&line);
    }
    let outcome = match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("`{shown}`: {error}")),
    };
    (counted, outcome)
}

#[cfg(test)]
mod tests {
    use super::Counted;

    #[test]
    fn adds_up_what_the_test_harness_prints() {
        let mut counted = Counted::default();
        counted.add("test result: ok. 12 passed; 0 failed; 2 ignored; 0 measured; 3 filtered out");
        counted.add("test result: FAILED. 1 passed; 4 failed; 0 ignored; 0 measured");
        counted.add("test a::passes ... ok");
        assert_eq!(counted, Counted { passed: 13, failed: 4, ignored: 2 });
    }
}
