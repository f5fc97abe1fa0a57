//! What the command line can do, and how it ends.

mod check;

use lexopt::prelude::*;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

const HELP: &str = "\
gouji：读取并核对《政府信息公开工作年度报告》

用法：
  gouji check [选项] 文件…      核对一份或几份报告；文件写作 - 时读标准输入
  gouji rules                   规则说明：每条规则的内容、依据或理由、怎么办、例子
  gouji schema                  输出结果的 JSON Schema
  gouji --help                  显示这段说明
  gouji --version               显示版本

check 的选项：
  --format json|jsonl|text|markdown
                                输出格式，默认 json
                                  json   一个文件是一个对象，几个文件是一个数组
                                  jsonl  每个文件一行，读完一个输出一个
                                  text   给人看的文字：核对结果和三张表
                                  markdown  核对意见，给报告的编写人
  --with-text                   在 JSON 中附上读到的全文（source.text）

退出状态（取最先符合的一条）：
  2  有文件读不出，或命令写错了
  1  有不符
  3  有无法核对的项
  0  全部相符

一个文件出错不影响其他文件。所有内容只在本机处理。
";

/// What the user asked for.
enum Command {
    Check(check::Request),
    Rules,
    Schema,
    Help,
    Version,
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let command = match parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(problem) => {
            eprintln!("gouji：{problem}\n用 gouji --help 查看用法");
            return ExitCode::from(2);
        }
    };
    let stdout = io::stdout().lock();
    let mut out = io::BufWriter::new(stdout);
    let done = match command {
        Command::Check(request) => check::run(&request, &mut out),
        Command::Rules => print(&mut out, &gouji::export::rules_markdown()),
        Command::Schema => print(&mut out, &gouji::export::schema()),
        Command::Help => print(&mut out, HELP),
        Command::Version => print(&mut out, concat!("gouji ", env!("CARGO_PKG_VERSION"), "\n")),
    };
    match done.and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        // The reader of a pipe went away, as `head` does; that is no failure of ours.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gouji：结果写不出去：{error}");
            ExitCode::from(2)
        }
    }
}

fn print(out: &mut impl Write, text: &str) -> io::Result<u8> {
    out.write_all(text.as_bytes())?;
    Ok(0)
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut parser = lexopt::Parser::from_args(words);
    let told = |error: lexopt::Error| match error {
        lexopt::Error::MissingValue { option } => {
            format!("选项 {} 后面缺少内容", option.unwrap_or_default())
        }
        lexopt::Error::UnexpectedValue { option, .. } => format!("选项 {option} 后面不接内容"),
        other => other.to_string(),
    };
    let mut command: Option<Command> = None;
    while let Some(word) = parser.next().map_err(told)? {
        match (&mut command, word) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help),
            (_, Short('V') | Long("version")) => return Ok(Command::Version),
            (None, Value(name)) => {
                command = Some(match name.to_string_lossy().as_ref() {
                    "check" => Command::Check(check::Request::default()),
                    "rules" => Command::Rules,
                    "schema" => Command::Schema,
                    "help" => Command::Help,
                    other => return Err(format!("没有“{other}”这个命令")),
                });
            }
            (Some(Command::Check(request)), Long("with-text")) => {
                request.options.with_text = true;
            }
            (Some(Command::Check(request)), Long("format")) => {
                let value = parser.value().map_err(told)?;
                let value = value.to_string_lossy();
                request.format = check::Format::named(&value).ok_or_else(|| {
                    format!("没有“{value}”这种格式，请用 json、jsonl、text 或 markdown")
                })?;
            }
            (Some(Command::Check(request)), Value(file)) => request.files.push(file),
            (_, Short(option)) => return Err(format!("这里没有 -{option} 这个选项")),
            (_, Long(option)) => return Err(format!("这里没有 --{option} 这个选项")),
            (_, Value(value)) => return Err(format!("多了“{}”", value.to_string_lossy())),
        }
    }
    match command {
        Some(Command::Check(request)) if request.files.is_empty() => {
            Err("没有给出要核对的文件（读标准输入请写 -）".to_owned())
        }
        Some(command) => Ok(command),
        None => Ok(Command::Help),
    }
}
