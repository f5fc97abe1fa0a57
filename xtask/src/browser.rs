//! The browser that the page is tested in, and its driver.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{cargo_bin, find, output, run};
use crate::{Outcome, tools};

/// What the browser tests need: a program, or a font, and the Debian package that holds it.
struct Need {
    what: &'static str,
    package: &'static str,
    present: fn() -> bool,
}

const CHROMIUM: [Need; 3] = [
    Need { what: "Chromium", package: "chromium", present: || chromium().is_some() },
    Need {
        what: "its WebDriver (chromedriver)",
        package: "chromium-driver",
        present: || find("chromedriver").is_some(),
    },
    Need { what: "a Chinese font", package: "fonts-noto-cjk", present: has_chinese_font },
];

/// Debian has no geckodriver: it comes from crates.io.
const FIREFOX: [Need; 2] = [
    Need { what: "Firefox", package: "firefox-esr", present: || firefox().is_some() },
    Need { what: "a Chinese font", package: "fonts-noto-cjk", present: has_chinese_font },
];

/// The Chromium of this machine, whatever its name.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "chrome"].iter().find_map(|name| find(name))
}

/// The Firefox of this machine, whatever its name.
pub fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].iter().find_map(|name| find(name))
}

/// The WebDriver of Firefox: of this machine, or the one that [`ensure`] installs.
pub fn geckodriver() -> Option<PathBuf> {
    let installed = || cargo_bin().ok().map(|bin| bin.join("geckodriver"));
    find("geckodriver").or_else(|| installed().filter(|file| file.is_file()))
}

/// Installs what the browser tests need, if it is absent and that is possible: with apt, and the
/// WebDriver of Firefox from crates.io.
///
/// `GOUJI_ENGINE=firefox` asks for the other engine.
///
/// # Errors
/// When something is absent and cannot be installed: the sentence says what to install.
pub fn ensure() -> Outcome {
    match std::env::var("GOUJI_ENGINE").as_deref() {
        Err(_) | Ok("chromium") => ensure_packages(&CHROMIUM),
        Ok("firefox") => ensure_firefox(),
        Ok(other) => Err(format!("GOUJI_ENGINE is `{other}`: say chromium or firefox")),
    }
}

/// As [`ensure`], for Firefox.
///
/// # Errors
/// As there.
pub fn ensure_firefox() -> Outcome {
    ensure_packages(&FIREFOX)?;
    if geckodriver().is_none() { tools::ensure_geckodriver() } else { Ok(()) }
}

fn ensure_packages(needs: &[Need]) -> Outcome {
    let absent = || needs.iter().filter(|need| !(need.present)()).collect::<Vec<_>>();
    let first = absent();
    if first.is_empty() {
        return Ok(());
    }
    let root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut tried = String::new();
    if root && find("apt-get").is_some() {
        let apt = || {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        let packages = first.iter().map(|need| need.package);
        let outcome = run(apt().args(["update", "--quiet"])).and_then(|()| {
            run(apt()
                .args(["install", "--yes", "--quiet", "--no-install-recommends"])
                .args(packages))
        });
        if let Err(sentence) = outcome {
            tried = format!(" ({sentence})");
        }
    }
    let left = absent();
    if left.is_empty() {
        return Ok(());
    }
    let whats: Vec<_> = left.iter().map(|need| need.what).collect();
    let packages: Vec<_> = left.iter().map(|need| need.package).collect();
    Err(format!(
        "the browser tests need {}: install it, on Debian with `apt-get install {}`{tried}",
        whats.join(" and "),
        packages.join(" ")
    ))
}

/// Without such a font the page is drawn with boxes, and every width that is tested is wrong.
fn has_chinese_font() -> bool {
    output(Command::new("fc-list").args([":lang=zh-cn", "family"]))
        .is_ok_and(|families| !families.trim().is_empty())
}
