//! Real reports, which are no part of the project: the folder that GOUJI_CORPUS names holds
//! `seeds/` with `truth/*.json` beside the reports, and `corpus/` with a folder for each layout.

use gouji::Options;
use gouji::export::wire::{Check, Number, Output, Review, Status};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The layouts of the corpus that are pasted text.
const LAYOUTS: [&str; 5] =
    ["seed_pdf_wrap", "seed_pdf_pages", "seed_md_tabs", "seed_docx_cells", "seed_md_pipes"];

/// The rules that the truth knows.
const ARITHMETIC: [&str; 4] = [
    "applications-total-mismatch",
    "applications-unbalanced",
    "applications-disposed-total-mismatch",
    "disputes-total-mismatch",
];

fn folder() -> PathBuf {
    let folder = std::env::var_os("GOUJI_CORPUS").expect("GOUJI_CORPUS names the folder");
    let folder = PathBuf::from(folder);
    assert!(folder.join("seeds/truth").is_dir(), "{} holds no seeds", folder.display());
    folder
}

/// The reports of a folder, each with its truth.
fn reports(folder: &Path, truths: &Path) -> Vec<(PathBuf, Value)> {
    let mut found: Vec<(PathBuf, Value)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .filter_map(|path| {
            let stem = path.file_stem()?.to_str()?;
            let truth = std::fs::read_to_string(truths.join(format!("{stem}.json"))).ok()?;
            Some((path, serde_json::from_str(&truth).unwrap()))
        })
        .collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert!(!found.is_empty(), "{} holds no reports", folder.display());
    found
}

fn review(path: &Path) -> Review {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let output = gouji::check(&bytes, name, Options { with_text: true });
    crate::contract::valid(&output);
    match output {
        Output::Review(review) => *review,
        Output::Refusal(refusal) => panic!("{}: {}", path.display(), refusal.error.message),
    }
}

fn double(number: Number) -> f64 {
    match number {
        Number::Integer(integer) => integer as f64,
        Number::Decimal(decimal) => decimal,
    }
}

/// What is not as the truth says.
#[derive(Default)]
struct Faults {
    wrong: Vec<String>,
    missing: Vec<String>,
}

fn compare(path: &Path, layout: &str, truth: &Value, review: &Review) -> Faults {
    let mut faults = Faults::default();
    let name = path.file_name().unwrap().to_str().unwrap();
    let mut fault = |right: bool, what: String| {
        if !right {
            faults.wrong.push(format!("{layout}/{name}: {what}"));
        }
    };
    fault(
        review.organization.as_deref() == truth["organization"].as_str(),
        format!("{:?}", review.organization),
    );
    fault(review.year.map(u64::from) == truth["year"].as_u64(), format!("{:?}", review.year));
    fault(Some(review.edition.as_str()) == truth["edition"].as_str(), review.edition.clone());

    let text: Vec<char> = review.source.text.as_ref().unwrap().chars().collect();
    let untellable = truth["untellable"][layout].as_array();
    let cells = truth["cells"].as_object().unwrap();
    assert_eq!(cells.len(), review.cells.len());
    let tables = serde_json::to_value(&review.tables).unwrap();
    let mut missing = Vec::new();
    for (path, wanted) in cells {
        let (table, rest) = path.split_once('.').unwrap();
        let (row, column) = rest.rsplit_once('.').unwrap();
        let got = &tables[table][row][column];
        let cell = &review.cells[path];
        match (wanted.as_f64(), got.as_f64()) {
            (Some(wanted), Some(got)) => {
                fault((wanted - got).abs() < 1e-9, format!("{path} is {wanted}, got {got}"));
                let quoted: Option<String> =
                    cell.span.map(|span| text[span.start..span.end].iter().collect());
                fault(quoted.as_deref() == Some(&*cell.raw), format!("{path} quotes {quoted:?}"));
                let written = truth["raw"][path].as_str().unwrap();
                fault(
                    written.is_empty() || digits(written) == digits(&cell.raw),
                    format!("{path} is written {written}, got {}", cell.raw),
                );
            }
            (None, Some(got)) => fault(false, format!("{path} holds no number, got {got}")),
            (Some(wanted), None) => {
                let excused = untellable
                    .is_some_and(|paths| paths.iter().any(|untold| untold.as_str() == Some(path)));
                if !excused {
                    missing.push(format!("{layout}/{name}: {path} is {wanted}: {:?}", cell.reason));
                }
            }
            (None, None) => {}
        }
    }
    let told = |list: &Value, check: &Check| {
        let listed = list.as_array().into_iter().flatten();
        listed.into_iter().any(|known| {
            let cells: Vec<&str> =
                known["cells"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            known["rule"] == *check.rule && cells == check.cells
        })
    };
    for check in review.checks.iter().filter(|check| ARITHMETIC.contains(&&*check.rule)) {
        let failed = check.status == Status::Fail;
        let known = told(&truth["fails"], check);
        // Counting a blank as 0 may break a sum whose figures would add up if it were filled in.
        let possible = check.blanks_as_zero || told(&truth["may_fail"], check);
        fault(!known || failed, format!("{} does not fail", check.id));
        fault(!failed || known || possible, format!("{} fails: {}", check.id, check.message));
    }
    for check in review.checks.iter().filter(|check| check.status == Status::Fail) {
        let (left, right) = (check.left.map(double).unwrap(), check.right.map(double).unwrap());
        fault((left - right).abs() > 1e-9, format!("{} fails without a difference", check.id));
    }
    faults.missing = missing;
    faults
}

fn digits(text: &str) -> String {
    text.chars()
        .map(|seen| match seen {
            '０'..='９' => char::from_u32(seen as u32 - '０' as u32 + '0' as u32).unwrap(),
            '．' => '.',
            other => other,
        })
        .filter(|seen| seen.is_ascii_digit() || *seen == '.')
        .collect()
}

#[test]
#[ignore = "needs the folder that GOUJI_CORPUS names"]
fn the_seeds_are_read_exactly() {
    let seeds = folder().join("seeds");
    let reports = reports(&seeds, &seeds.join("truth"));
    assert_eq!(reports.len(), 5);
    for (path, truth) in reports {
        let review = review(&path);
        let faults = compare(&path, "seeds", &truth, &review);
        assert!(faults.wrong.is_empty(), "{:#?}", faults.wrong);
        assert!(faults.missing.is_empty(), "{:#?}", faults.missing);
        assert_eq!((review.summary.fail, review.summary.unknown), (0, 0), "{}", path.display());
    }
}

#[test]
#[ignore = "needs the folder that GOUJI_CORPUS names"]
fn nothing_of_the_pasted_layouts_is_wrong() {
    let corpus = folder().join("corpus");
    let mut all = Faults::default();
    for layout in LAYOUTS {
        for (path, truth) in reports(&corpus.join(layout), &corpus.join("truth")) {
            let mut faults = compare(&path, layout, &truth, &review(&path));
            all.wrong.append(&mut faults.wrong);
            all.missing.append(&mut faults.missing);
        }
    }
    assert!(all.wrong.is_empty(), "{:#?}", all.wrong);
    assert!(all.missing.is_empty(), "{:#?}", all.missing);
}
