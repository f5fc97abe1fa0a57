//! The command line of `cargo xtask`.

use std::process::ExitCode;

use xtask::static_server::{Server, Site};
use xtask::{Outcome, page, single_file, size, speed, suite};

const USAGE: &str = "\
cargo xtask serve [PORT]        build the release page and serve it on 127.0.0.1 (a free port if none is given)
cargo xtask build               build the release page into dist/, with single file and package
cargo xtask single-file         the same, and print where the page as one file is
cargo xtask size                sizes of every built file and of the first load
cargo xtask bench-web [FOLDER]  times in the browser: each step, the files of a folder (prepared ones if none is given), keystrokes
cargo xtask test                formatting, lints, all tests, and the built page in a real browser
cargo xtask firefox [all]       build the release page and run the most telling tests of it, or all of them, in Firefox";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["serve"] => serve(0),
        ["serve", port] => match port.parse() {
            Ok(port) => serve(port),
            Err(_) => Err(format!("`{port}` is no port number")),
        },
        ["build"] => page::build().map(|dist| println!("{}", dist.display())),
        ["single-file"] => {
            page::build().map(|dist| println!("{}", dist.join(single_file::NAME).display()))
        }
        ["size"] => page::build().and_then(|dist| {
            let sizes = size::measure(&dist)?;
            print!("{sizes}");
            sizes.within_budget()
        }),
        ["bench-web"] => page::build().and_then(|_| speed::run_over(None)),
        ["bench-web", folder] => page::build().and_then(|_| speed::run_over(Some(folder))),
        ["test"] => return suite::run(),
        ["firefox"] => suite::in_firefox(false),
        ["firefox", "all"] => suite::in_firefox(true),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("unknown command `{}`\n{USAGE}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the page and serves it until the process ends.
fn serve(port: u16) -> Outcome {
    let server = Server::start(Site::new(page::build()?, "/"), port)?;
    println!("勾稽 is served at {}", server.url());
    loop {
        std::thread::park();
    }
}
