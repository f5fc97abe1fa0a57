//! The browser that the page is tested in, and its driver.

use std::process::Command;

use crate::Outcome;
use crate::process::{find, output, run};

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

const FIREFOX: [Need; 3] = [
    Need {
        what: "Firefox",
        package: "firefox-esr",
        present: || find("firefox").is_some() || find("firefox-esr").is_some(),
    },
    Need {
        what: "its WebDriver (geckodriver; `cargo install geckodriver`)",
        package: "geckodriver",
        present: || find("geckodriver").is_some(),
    },
    Need { what: "a Chinese font", package: "fonts-noto-cjk", present: has_chinese_font },
];

/// The Chromium of this machine, whatever its name.
pub fn chromium() -> Option<std::path::PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "chrome"].iter().find_map(|name| find(name))
}

/// Installs what the browser tests need with apt, if it is absent and that is possible.
///
/// `GOUJI_ENGINE=firefox` asks for the other engine.
///
/// # Errors
/// When something is absent and cannot be installed: the sentence says what to install.
pub fn ensure() -> Outcome {
    let needs = match std::env::var("GOUJI_ENGINE").as_deref() {
        Err(_) | Ok("chromium") => &CHROMIUM,
        Ok("firefox") => &FIREFOX,
        Ok(other) => return Err(format!("GOUJI_ENGINE is `{other}`: say chromium or firefox")),
    };
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
