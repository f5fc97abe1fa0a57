//! `gouji check`: many files, one verdict for the shell.

use gouji::export::{self, Input, wire};
use gouji::read::{MAX_BYTES, ReadError};
use gouji::{Options, Refusal};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// What stands for a file name when the report comes through a pipe.
const STANDARD_INPUT: &str = "标准输入";

/// What is to be checked, and how it is told.
#[derive(Default)]
pub struct Request {
    /// Files in the order given; `-` is standard input.
    pub files: Vec<OsString>,
    /// How the results are printed.
    pub format: Format,
    /// What the output carries beside the review.
    pub options: Options,
}

/// How results are printed.
#[derive(Clone, Copy, Default)]
pub enum Format {
    /// One object for one file, an array for several.
    #[default]
    Json,
    /// A line for each file.
    JsonLines,
    /// For people.
    Text,
    /// 核对意见, for whoever wrote the report.
    Markdown,
}

impl Format {
    /// The format with a name.
    pub fn named(name: &str) -> Option<Format> {
        match name {
            "json" => Some(Format::Json),
            "jsonl" => Some(Format::JsonLines),
            "text" => Some(Format::Text),
            "markdown" => Some(Format::Markdown),
            _ => None,
        }
    }
}

/// Checks all files, prints the results in their order and gives the exit status.
pub fn run(request: &Request, out: &mut impl Write) -> io::Result<u8> {
    let mut ending = Ending::default();
    let several = request.files.len() > 1;
    for (nth, file) in request.files.iter().enumerate() {
        let checked = check(file, request, &mut ending);
        match request.format {
            Format::JsonLines => writeln!(out, "{checked}")?,
            Format::Json if several => {
                write!(out, "{}{}", if nth == 0 { "[\n" } else { ",\n" }, checked)?;
            }
            Format::Json => writeln!(out, "{checked}")?,
            // Each has its own title.
            Format::Markdown => {
                writeln!(out, "{}{checked}", if nth == 0 { "" } else { "\n" })?;
            }
            Format::Text => {
                if several {
                    let gap = if nth == 0 { "" } else { "\n" };
                    writeln!(out, "{gap}══ {} ══", file.to_string_lossy())?;
                }
                writeln!(out, "{checked}")?;
            }
        }
        // Whoever waits at the other end of a pipe sees each result when it is there.
        out.flush()?;
    }
    if several && matches!(request.format, Format::Json) {
        writeln!(out, "\n]")?;
    }
    Ok(ending.status())
}

/// What has been seen so far, for the exit status.
#[derive(Default)]
struct Ending {
    unread: bool,
    failed: bool,
    unknown: bool,
}

impl Ending {
    fn status(&self) -> u8 {
        match self {
            Ending { unread: true, .. } => 2,
            Ending { failed: true, .. } => 1,
            Ending { unknown: true, .. } => 3,
            _ => 0,
        }
    }
}

/// One file as it is printed.
fn check(file: &OsStr, request: &Request, ending: &mut Ending) -> String {
    let name = name(file);
    let bytes = match open(file, &name) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            ending.unread = true;
            let input = Input { bytes: &[], name: &name };
            return shown_refusal(
                export::refusal(&refusal, input, request.options),
                request.format,
            );
        }
    };
    if gouji::revise::is_export(&bytes) {
        return reopened(&bytes, request, ending);
    }
    let input = Input { bytes: &bytes, name: &name };
    match gouji::examine(&bytes, &name) {
        Ok((document, review)) => {
            use gouji::finding::Verdict;
            ending.failed |= review.count(Verdict::Fail) > 0;
            ending.unknown |= review.count(Verdict::Unknown) > 0;
            match request.format {
                Format::Text => export::text(&document, &review),
                Format::Markdown => {
                    let wire = export::review(&document, &review, input, request.options);
                    export::markdown(&wire).trim_end().to_owned()
                }
                format => json(&export::review(&document, &review, input, request.options), format),
            }
        }
        Err(refusal) => {
            ending.unread = true;
            shown_refusal(export::refusal(&refusal, input, request.options), request.format)
        }
    }
}

/// An export of an earlier check, checked again with its edits.
fn reopened(bytes: &[u8], request: &Request, ending: &mut Ending) -> String {
    match gouji::reopen(&String::from_utf8_lossy(bytes)) {
        Ok(mut review) => {
            ending.failed |= review.summary.fail > 0;
            ending.unknown |= review.summary.unknown > 0;
            if !request.options.with_text {
                review.source.text = None;
            }
            match request.format {
                Format::Text => export::chat(&review).trim_end().to_owned(),
                Format::Markdown => export::markdown(&review).trim_end().to_owned(),
                format => json(&review, format),
            }
        }
        Err(refused) => {
            ending.unread = true;
            let error =
                wire::Problem { kind: wire::ProblemKind::Damaged, message: refused.to_string() };
            let mut refusal = export::refusal(
                &Refusal::Unreadable(ReadError::Empty),
                Input { bytes, name: "核对结果.json" },
                request.options,
            );
            refusal.error = error;
            shown_refusal(refusal, request.format)
        }
    }
}

fn shown_refusal(refusal: wire::Refusal, format: Format) -> String {
    match format {
        Format::Text => refusal.error.message,
        Format::Markdown => {
            format!("# {}\n\n没有读成：{}", refusal.source.name, refusal.error.message)
        }
        format => json(&refusal, format),
    }
}

fn json(value: &impl serde::Serialize, format: Format) -> String {
    let text = match format {
        Format::JsonLines => serde_json::to_string(value),
        _ => serde_json::to_string_pretty(value),
    };
    text.expect("wire types are JSON")
}

/// The name without its folders: what the export carries says nothing of this machine.
fn name(file: &OsStr) -> String {
    if file == "-" {
        return STANDARD_INPUT.to_owned();
    }
    let name = Path::new(file).file_name().unwrap_or(file);
    name.to_string_lossy().into_owned()
}

fn open(file: &OsStr, name: &str) -> Result<Vec<u8>, Refusal> {
    let result = if file == "-" {
        within_limit(&mut io::stdin().lock())
    } else {
        File::open(file).and_then(|mut file| within_limit(&mut file))
    };
    match result {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(size)) => Err(ReadError::TooLarge { megabytes: size.div_ceil(1024 * 1024) }.into()),
        Err(error) => Err(Refusal::Unopened { name: name.to_owned(), why: why(&error) }),
    }
}

/// Reads up to the limit; more than that is counted, not kept.
fn within_limit(input: &mut impl Read) -> io::Result<Result<Vec<u8>, usize>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() <= MAX_BYTES {
        return Ok(Ok(bytes));
    }
    let rest = io::copy(input, &mut io::sink())?;
    Ok(Err(bytes.len() + rest as usize))
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        _ => error.to_string(),
    }
}
