//! `gouji` as the shell sees it.

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of files that goes away with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gouji-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn gouji(words: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn clean() -> String {
    gouji::sample::TEXT.replace("（一）予以公开 21 ", "（一）予以公开 20 ")
}

#[test]
fn one_file_is_an_object_and_its_status_the_exit_status() {
    let folder = Folder::new("one");
    let broken = folder.file("样例.txt", gouji::sample::TEXT);
    let done = gouji(&["check", &broken], "");
    let json: Value = serde_json::from_str(stdout(&done)).unwrap();
    assert_eq!(json["schema"], "gouji/1");
    assert_eq!(json["source"]["name"], "样例.txt");
    assert_eq!(json["summary"]["fail"], 2);
    assert!(json["source"].get("text").is_none());
    assert_eq!(done.status.code(), Some(1));

    let good = folder.file("good.txt", &clean());
    assert_eq!(gouji(&["check", &good], "").status.code(), Some(0));
    let half = folder.file("half.txt", "三、收到和处理政府信息公开申请情况\n");
    assert_eq!(gouji(&["check", &half], "").status.code(), Some(3));
}

#[test]
fn several_files_are_an_array_and_one_error_stops_none() {
    let folder = Folder::new("several");
    let broken = folder.file("a.txt", gouji::sample::TEXT);
    let none = folder.file("b.txt", "");
    let absent = folder.0.join("absent.txt");
    let done = gouji(&["check", &broken, &none, absent.to_str().unwrap(), &broken], "");
    let json: Vec<Value> = serde_json::from_str(stdout(&done)).unwrap();
    assert_eq!(json.len(), 4);
    assert_eq!(json[0], json[3]);
    assert_eq!(json[1]["error"]["kind"], "empty");
    assert_eq!(json[2]["error"]["kind"], "damaged");
    assert!(json[2]["error"]["message"].as_str().unwrap().contains("没有这个文件"));
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn lines_of_json_are_one_for_each_file() {
    let folder = Folder::new("lines");
    let good = folder.file("a.txt", &clean());
    let half = folder.file("b.txt", "三、收到和处理政府信息公开申请情况\n");
    let done = gouji(&["check", "--format", "jsonl", &good, &half], "");
    let lines: Vec<Value> =
        stdout(&done).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let sums = lines[0]["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["formula"] != Value::Null);
    assert_eq!(sums.filter(|check| check["status"] == "pass").count(), 42);
    assert_eq!(done.status.code(), Some(3));
}

#[test]
fn an_export_is_opened_again() {
    let folder = Folder::new("again");
    let broken = folder.file("样例.txt", gouji::sample::TEXT);
    let first = gouji(&["check", &broken], "");
    let export = folder.file("样例.json", stdout(&first));
    let again = gouji(&["check", &export], "");
    assert_eq!(stdout(&again), stdout(&first));
    assert_eq!(again.status.code(), Some(1));
    let torn = folder.file("torn.json", &stdout(&first)[..600]);
    let done = gouji(&["check", &torn], "");
    let json: Value = serde_json::from_str(stdout(&done)).unwrap();
    assert!(json["error"]["message"].as_str().unwrap().contains("请"));
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn standard_input_and_the_text_on_request() {
    let done = gouji(&["check", "--with-text", "-"], gouji::sample::TEXT);
    let json: Value = serde_json::from_str(stdout(&done)).unwrap();
    assert_eq!(json["source"]["text"], gouji::sample::TEXT);
    let done = gouji(&["check", "--format=text", "-"], gouji::sample::TEXT);
    assert!(stdout(&done).contains("相差 1"), "{}", stdout(&done));
    assert_eq!(done.status.code(), Some(1));
}

#[test]
fn the_opinion_as_markdown_for_reports_and_refusals() {
    let done = gouji(&["check", "--format", "markdown", "-"], gouji::sample::TEXT);
    assert_eq!(done.status.code(), Some(1));
    let told = stdout(&done);
    assert!(told.starts_with("# 青禾县文化和旅游局2024年"), "{told}");
    assert!(told.contains("   - 建议："), "{told}");
    let done = gouji(&["check", "--format", "markdown", "-"], "");
    assert_eq!(done.status.code(), Some(2));
    assert!(stdout(&done).starts_with("# 标准输入\n\n没有读成："), "{}", stdout(&done));
}

#[test]
fn a_wrong_command_is_told_in_chinese() {
    for words in [
        &["check"][..],
        &["chek"],
        &["check", "--format", "xml", "-"],
        &["check", "--fast", "-"],
        &["rules", "x"],
    ] {
        let done = gouji(words, "");
        assert_eq!(done.status.code(), Some(2), "{words:?}");
        assert!(stdout(&done).is_empty());
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(told.starts_with("gouji：") && told.contains("--help"), "{told}");
    }
}

#[test]
fn help_version_schema_and_rules_are_printed() {
    assert!(stdout(&gouji(&["--help"], "")).contains("用法"));
    assert_eq!(
        stdout(&gouji(&["--version"], "")),
        concat!("gouji ", env!("CARGO_PKG_VERSION"), "\n")
    );
    assert_eq!(stdout(&gouji(&["schema"], "")), gouji::export::schema());
    assert_eq!(stdout(&gouji(&["rules"], "")), gouji::export::rules_markdown());
}
