//! `gouji.js`: the pipeline for other people's pages and programs, at an address that stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process::{cargo, cargo_bin, output, root, run};
use crate::slim::Slim;
use crate::tools::WASM;
use crate::{Outcome, finish, types};

/// The folder of the package below that of the page.
pub const FOLDER: &str = "js";

/// What is copied as it is.
const COPIED: [&str; 4] = ["js/example.html", "js/node.js", "js/README.md", "gouji-1.schema.json"];

/// Builds the package into `js/` below `dist` and gives that folder.
///
/// # Errors
/// When the build fails, or gives something else than expected.
pub fn build(dist: &Path, slim: &Slim) -> Outcome<PathBuf> {
    let folder = dist.join(FOLDER);
    // The features of the page's full build, so that nothing is compiled twice.
    let features = ["--no-default-features", "--features", "core,js,readers"];
    let what = ["build", "--release", "--locked", "--package", "gouji", "--bin", "js"];
    run(slim.equip(cargo().args(what).args(["--target", WASM]).args(features)))?;
    let module = slim.target().join(WASM).join("release/js.wasm");
    run(Command::new(cargo_bin()?.join("wasm-bindgen"))
        .arg(&module)
        .args(["--target", "web", "--no-typescript", "--out-name", "gouji", "--out-dir"])
        .arg(&folder))?;
    finish::shrink(&folder)?;
    let public = root().join("public");
    for name in COPIED {
        let to = folder.join(Path::new(name).file_name().expect("a name"));
        fs::copy(public.join(name), to).map_err(|error| format!("{name}: {error}"))?;
    }
    let read = |name: &str| {
        fs::read_to_string(public.join(name)).map_err(|error| format!("{name}: {error}"))
    };
    let schema: Value = json(&read("gouji-1.schema.json")?)?;
    let write = |name: &str, content: &str| {
        fs::write(folder.join(name), content).map_err(|error| format!("{name}: {error}"))
    };
    write("gouji.d.ts", &(read("js/gouji.d.ts")? + &types::of_schema(&schema, "Output")?))?;
    let mut package: Value = json(&read("js/package.json")?)?;
    package["version"] = version()?.into();
    write("package.json", &(format!("{package:#}") + "\n"))?;
    Ok(folder)
}

/// Packs the package as npm publishes it, installs that elsewhere, and has Node check a report
/// with it.
///
/// # Errors
/// When npm cannot pack or install it, or Node finds something else than expected.
pub fn try_package(dist: &Path) -> Outcome {
    let folder = std::env::temp_dir().join(format!("gouji-package-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let outcome = try_in(&folder, dist);
    let _ = fs::remove_dir_all(&folder);
    outcome
}

fn try_in(folder: &Path, dist: &Path) -> Outcome {
    let npm = || {
        let mut command = Command::new("npm");
        command.current_dir(folder);
        command
    };
    let packed = output(npm().arg("pack").arg("--silent").arg(dist.join(FOLDER)))?;
    fs::write(folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }")
        .map_err(|error| error.to_string())?;
    let quiet = ["install", "--silent", "--offline", "--no-audit", "--no-fund"];
    run(npm().args(quiet).arg(format!("./{}", packed.trim())))?;
    let program = "import { readFileSync } from 'node:fs';
        import init, { check } from 'gouji';
        await init();
        const text = readFileSync(process.argv[1], 'utf8');
        const of = (output) => output.error ? output.error.kind : output.summary.fail;
        const outputs = [check(text), check(Buffer.from(text), '年报.txt'), check(''), check(undefined)];
        console.log(JSON.stringify([...outputs.map(of), outputs[1].source.name]));";
    let mut node = Command::new("node");
    node.current_dir(folder).args(["--input-type=module", "--eval", program, "--"]);
    let said = output(node.arg(root().join("src/sample.txt")))?;
    let expected = "[2,2,\"empty\",\"empty\",\"年报.txt\"]";
    if said.trim() == expected {
        Ok(())
    } else {
        Err(format!("the package says {}, not {expected}", said.trim()))
    }
}

fn version() -> Outcome<String> {
    let told =
        output(cargo().args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let packages = json(&told)?["packages"].take();
    let own = packages.as_array().and_then(|all| all.iter().find(|one| one["name"] == "gouji"));
    let version = own.and_then(|package| package["version"].as_str()).map(str::to_owned);
    version.ok_or_else(|| "cargo names no version of gouji".into())
}

fn json(text: &str) -> Outcome<Value> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
