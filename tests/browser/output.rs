//! What comes out: the download, and what the page asks the server for.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;
use xtask::process::{cargo, output};

use crate::page::Page;
use crate::reports::{ORGANIZATION, SAMPLE, YEAR};

/// The command line of the same build.
pub fn gouji(words: &[&str]) -> std::process::Command {
    let mut command = cargo();
    command.args(["run", "--quiet", "--locked", "--package", "gouji", "--bin", "gouji", "--"]);
    command.args(words);
    command
}

/// What `gouji check` says about a text that comes by standard input.
fn checked(text: &str) -> Value {
    let mut child = gouji(&["check", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command line starts");
    child.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("it reads");
    let done = child.wait_with_output().expect("it ends");
    assert_eq!(done.status.code(), Some(1), "the sample has a failing check");
    serde_json::from_slice(&done.stdout).expect("it prints JSON")
}

pub async fn download_is_what_the_command_line_says(page: &Page) {
    page.expect_empty().await;
    page.paste(SAMPLE).await;
    page.expect_report_of(ORGANIZATION).await;
    page.click_button("下载 JSON").await;
    let file = page.expect_download().await;
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.contains(ORGANIZATION) && name.contains(YEAR), "{name}");
    assert!(name.ends_with(".json"), "{name}");
    let text = std::fs::read_to_string(&file).expect("the download is text");
    let mut downloaded: Value = serde_json::from_str(&text).expect("the download is JSON");

    let schema = output(&mut gouji(&["schema"])).expect("the command line prints its schema");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let problems: Vec<_> = validator
        .iter_errors(&downloaded)
        .map(|problem| format!("{}: {problem}", problem.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
    // A schema that takes everything would prove nothing.
    let mut broken = downloaded.clone();
    broken["summary"]["fail"] = Value::from("2");
    assert!(!validator.is_valid(&broken), "the schema takes a text for a count");

    let mut native = checked(SAMPLE);
    for review in [&mut downloaded, &mut native] {
        review["source"].as_object_mut().expect("an object").remove("name");
    }
    assert_eq!(downloaded, native);
}

pub async fn every_request_is_answered(page: &Page) {
    page.expect_empty().await;
    page.click_button("试用示例").await;
    page.expect_report_of(ORGANIZATION).await;
    let requests = page.server.requests();
    for kind in [".css", ".js", "_bg.wasm"] {
        assert!(requests.iter().any(|(path, _)| path.ends_with(kind)), "no {kind} in {requests:?}");
    }
    let failed: Vec<_> = requests.iter().filter(|(_, status)| *status != 200).collect();
    assert!(failed.is_empty(), "{failed:?}");
}
