//! Files that cannot be read, each through the command line: the right kind, a Chinese sentence
//! that says what to do, exit status 2, and nothing on standard error.

use crate::files::{Additions, Block, Door, Hand, Paper, compound_file, zipped};
use crate::sheet::Sheet;
use gouji::form::Edition;
use indexmap::IndexMap;
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// Runs the command line over a file and gives the sentence, after checking everything around it.
#[track_caller]
fn refused(name: &str, bytes: &[u8], kind: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("refused-{name}"));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_gouji")).arg("check").arg(&file).output().unwrap();
    let _ = std::fs::remove_dir_all(&folder);
    let error = String::from_utf8_lossy(&done.stderr);
    assert_eq!(error, "", "{name}: nothing else is said");
    assert_eq!(done.status.code(), Some(2), "{name}");
    let json: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(json["error"]["kind"], kind, "{json}");
    assert!(json.get("tables").is_none(), "{name}");
    let sentence = json["error"]["message"].as_str().unwrap();
    let han = sentence.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
    assert!(han.count() >= 10, "no Chinese sentence: {sentence}");
    assert!(sentence.contains('请'), "it does not say what to do: {sentence}");
    sentence.to_owned()
}

/// A report without figures, to be broken.
fn whole(door: Door) -> Vec<u8> {
    let edition = Edition::E2021;
    let written: IndexMap<_, _> = edition.cells().map(|cell| (cell, "7".to_owned())).collect();
    let sheet = Sheet { organization: "白鹭区人民政府", year: 2023, edition, written };
    door.write(&Paper::new(&sheet, Additions::default()), &Hand::PLAIN)
}

/// A compound file (the container of old Office files) whose directory lists these entries.
fn compound(entries: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 1024];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    for name in ["Root Entry"].iter().chain(entries) {
        let mut record = vec![0; 128];
        let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        record[..letters.len()].copy_from_slice(&letters);
        record[64] = u8::try_from(letters.len() + 2).unwrap();
        record[66] = if bytes.len() == 1024 { 5 } else { 2 };
        bytes.extend(record);
    }
    bytes.resize(8192, 0);
    bytes
}

#[test]
fn nothing() {
    let sentence = refused("空.docx", b"", "empty");
    assert!(sentence.contains("没有内容"), "{sentence}");
    refused("空白.html", b"<html><body><p>&nbsp;</p></body></html>", "empty");
}

#[test]
fn a_picture_whatever_its_name() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
    for name in ["扫描件.png", "年报.pdf", "年报.txt"] {
        let sentence = refused(name, png, "unsupported_format");
        assert!(sentence.contains("是图片"), "{sentence}");
    }
}

#[test]
fn files_with_a_password() {
    let office = compound(&["EncryptionInfo", "EncryptedPackage"]);
    for (name, bytes) in [
        ("密码.xlsx", &office[..]),
        ("密码.docx", &office[..]),
        ("密码.pdf", include_bytes!("../pdf/locked.pdf")),
    ] {
        let sentence = refused(name, bytes, "encrypted");
        assert!(sentence.contains("密码") && sentence.contains(name), "{sentence}");
    }
}

#[test]
fn legacy_documents() {
    refused("年报.doc", &compound(&["1Table", "WordDocument"]), "damaged");
    let sentence = refused("年报.wps", &compound(&["WpsDocument"]), "unsupported_format");
    assert!(sentence.contains("WPS") && sentence.contains(".docx"), "{sentence}");
    // The header of a binary Word file: which version, and whether there is a password.
    let word = |version: u8, flags: u8| {
        let mut main = vec![0; 2048];
        main[..4].copy_from_slice(&[0xEC, 0xA5, version, 0]);
        main[0xB] = flags;
        compound_file(&[("WordDocument", &main), ("0Table", &[])])
    };
    let sentence = refused("年报.doc", &word(0x65, 0), "unsupported_format");
    assert!(sentence.contains("Word 95") && sentence.contains(".docx"), "{sentence}");
    refused("密码.doc", &word(0xC1, 1), "encrypted");
    refused("年报.doc", &word(0xC1, 0), "damaged");
    refused("年报.xls", &compound(&["Workbook"]), "damaged");
}

#[test]
fn a_bomb() {
    let blanks = vec![b' '; 80 << 20];
    let document = zipped(&[("word/document.xml", &blanks)]);
    assert!(document.len() < 1 << 20, "{} bytes: no bomb", document.len());
    let sentence = refused("炸弹.docx", &document, "limit");
    assert!(sentence.contains("64 MB"), "{sentence}");
    let book = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/media/image1.bin", &blanks)]);
    refused("炸弹.xlsx", &book, "limit");
}

#[test]
fn a_page_without_bottom() {
    let sentence = refused("深.html", "<div>".repeat(100_000).as_bytes(), "limit");
    assert!(sentence.contains("嵌套"), "{sentence}");
    let tables = format!("<html><body>{}", "<table><tr><td>".repeat(20_000));
    refused("深.html", tables.as_bytes(), "limit");
}

#[test]
fn packed_files_that_are_broken() {
    for (door, name) in
        [(Door::Docx, "年报.docx"), (Door::Doc, "年报.doc"), (Door::Xlsx, "年报.xlsx")]
    {
        let bytes = whole(door);
        assert!(gouji::examine(&bytes, name).is_ok(), "it is read before it is broken");
        // Cut off, as by a download that stopped.
        let sentence = refused(name, &bytes[..bytes.len() * 2 / 3], "damaged");
        assert!(sentence.contains(name) && sentence.contains("损坏"), "{sentence}");
        // Damaged inside, with its directory whole.
        let mut spoiled = bytes.clone();
        let end = spoiled.len() - 1500;
        spoiled[100..end].fill(0x5a);
        refused(name, &spoiled, "damaged");
    }
    refused("年报.docx", b"PK\x03\x04", "damaged");
    refused("打包.zip", &zipped(&[("readme.txt", b"1")]), "unsupported_format");
}

#[test]
fn pdf_files_without_text_or_end() {
    let empty = Paper { title: String::new(), blocks: vec![Block::Heading(String::new())] };
    let scan = Door::Pdf.write(&empty, &Hand { page_numbers: false, ..Hand::PLAIN });
    let sentence = refused("扫描.pdf", &scan, "no_text");
    assert!(sentence.contains("扫描") && sentence.contains("OCR"), "{sentence}");
    refused("残.pdf", b"%PDF-1.7\nnothing of a PDF follows", "damaged");
}

proptest! {
    /// A binary Word file is full of places that point elsewhere in it.
    #[test]
    fn binary_word_files_that_are_broken_anywhere(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = whole(Door::Doc);
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Err(refusal) = gouji::examine(&bytes, "年报.doc") {
            prop_assert!(refusal.to_string().contains('请'));
        }
    }
}
